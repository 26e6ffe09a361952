//! OAuth sign-in at the Hub without a server: authorization code with PKCE (RFC 7636).

use gloo_net::http::Request;
use js_sys::{JSON, encode_uri_component};

use super::address::web_url::host_of;
use super::error::HubError;
use super::fetch::transport::Json as _;

/// OAuth scope: read gated data sets, but no private ones.
const SCOPE: &str = "openid profile gated-repos";

/// The address of the sign-in page. `challenge` is the SHA-256 of the verifier, base64url without padding.
#[must_use]
pub fn authorize_url(hub: &str, client_id: &str, redirect: &str, state: &str, challenge: &str) -> String {
    let encoded = |text: &str| String::from(encode_uri_component(text));
    format!(
        "{hub}/oauth/authorize?client_id={}&redirect_uri={}&scope={}&response_type=code&state={}&code_challenge={}\
         &code_challenge_method=S256",
        encoded(client_id),
        encoded(redirect),
        encoded(SCOPE),
        encoded(state),
        encoded(challenge)
    )
}

/// Exchanges the authorization code for a token.
///
/// # Errors
/// [`HubError::TokenRefused`] when the Hub gives none.
pub async fn token(hub: &str, client_id: &str, redirect: &str, code: &str, verifier: &str) -> Result<String, HubError> {
    let encoded = |text: &str| String::from(encode_uri_component(text));
    let form = format!(
        "grant_type=authorization_code&client_id={}&code={}&redirect_uri={}&code_verifier={}",
        encoded(client_id),
        encoded(code),
        encoded(redirect),
        encoded(verifier)
    );
    let unreachable = || HubError::Unreachable { host: host_of(hub) };
    // A form's type needs no preflight.
    let request = Request::post(&format!("{hub}/oauth/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(form)
        .map_err(|_| unreachable())?;
    let answer = request.send().await.map_err(|_| unreachable())?;
    let text = answer.text().await.map_err(|_| unreachable())?;
    let json = JSON::parse(&text).ok().filter(|_| answer.ok()).ok_or(HubError::TokenRefused)?;
    json.get("access_token").text().ok_or(HubError::TokenRefused)
}
