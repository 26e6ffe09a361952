//! OAuth sign-in at the Hub without a server: authorization code with PKCE (RFC 7636).

use super::error::HubError;
use super::fetch::remote;
use super::fetch::remote::{Hub, is_token};
use super::fetch::transport::{Answer as _, Json as _, Transport};
use crate::text::percent::encode;

/// OAuth scope: read gated data sets, but no private ones.
const SCOPE: &str = "openid profile gated-repos";
/// Largest answer that is read, bytes.
const ANSWER_BYTES: u64 = 64 << 10;

/// The address of the sign-in page. `challenge` is the SHA-256 of the verifier, base64url without padding.
#[must_use]
pub fn authorize_url(hub: &str, client_id: &str, redirect: &str, state: &str, challenge: &str) -> String {
    format!(
        "{hub}/oauth/authorize?client_id={}&redirect_uri={}&scope={}&response_type=code&state={}&code_challenge={}\
         &code_challenge_method=S256",
        encode(client_id),
        encode(redirect),
        encode(SCOPE),
        encode(state),
        encode(challenge)
    )
}

/// What a browser brings back from the sign-in page, and what it was sent there with.
pub struct Code<'a> {
    /// The application's id.
    pub client_id: &'a str,
    /// The address of the page.
    pub redirect: &'a str,
    /// The authorization code.
    pub code: &'a str,
    /// The secret whose hash was the challenge.
    pub verifier: &'a str,
}

/// Exchanges the authorization code for a token.
///
/// # Errors
/// [`HubError::TokenRefused`] when the Hub gives none, [`HubError::Unreachable`].
pub async fn token<T: Transport>(hub: &Hub<'_, T>, code: &Code<'_>) -> Result<String, HubError> {
    let form = format!(
        "grant_type=authorization_code&client_id={}&code={}&redirect_uri={}&code_verifier={}",
        encode(code.client_id),
        encode(code.code),
        encode(code.redirect),
        encode(code.verifier)
    );
    let exchange = hub.sign_in();
    let answer = exchange.post(form).await?;
    if !answer.is_ok() {
        return Err(exchange.refused(&answer));
    }
    let json = remote::json(answer, ANSWER_BYTES).await.map_err(|_| exchange.unreachable())?;
    json.get("access_token").text().filter(|token| is_token(token)).ok_or(HubError::TokenRefused)
}
