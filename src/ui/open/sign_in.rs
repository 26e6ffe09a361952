//! "Sign in with Hugging Face" (OAuth): offered where the page is a Space with `hf_oauth`, which the Hub marks by a
//! variable in the page.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Storage, UrlSearchParams};

use crate::hub::error::HubError;
use crate::hub::fetch::browser::Fetch;
use crate::hub::fetch::remote::Hub;
use crate::hub::oauth;
use crate::hub::oauth::Code;

use crate::ui::browser::address;
use crate::ui::reactive::act;

/// Under which the way back is kept until the person returns: state, verifier and the address's query, a line each.
const KEY: &str = "isocost-sign-in";

/// The button; nothing where there is no signing in.
#[component]
pub fn SignIn() -> impl IntoView {
    client_id().map(|id| {
        let go = move |_| {
            let id = id.clone();
            spawn_local(async move {
                // Without storage or a secure context there is no way back; the token field is still there.
                if let Ok(url) = begin(&id).await {
                    leave(&url);
                }
            });
        };
        view! { <button type="button" data-testid="sign-in" on:click=act(go)>"Sign in with Hugging Face"</button> }
            .into_any()
    })
}

/// The return from signing in.
pub struct Returning {
    code: String,
    verifier: String,
}

impl Returning {
    /// Whether the page was opened by that return. The code is removed from the address at once, and the address before it
    /// restored.
    #[must_use]
    pub fn check() -> Option<Self> {
        let params = UrlSearchParams::new_with_str(&location().search().ok()?).ok()?;
        let (code, state) = (params.get("code")?, params.get("state")?);
        let storage = storage()?;
        let kept = storage.get_item(KEY).ok().flatten()?;
        let mut lines = kept.split('\n');
        let (expected, verifier, query) = (lines.next()?, lines.next()?.to_owned(), lines.next().unwrap_or_default());
        // Whoever made up an address with a code did not begin here.
        if state != expected {
            return None;
        }
        storage.remove_item(KEY).ok();
        let path = location().pathname().unwrap_or_default();
        let history = window().history().ok()?;
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}"))).ok();
        Some(Self { code, verifier })
    }

    /// The token.
    ///
    /// # Errors
    /// See [`oauth::token`].
    pub async fn token(&self) -> Result<String, HubError> {
        let id = client_id().unwrap_or_default();
        let code = Code { client_id: &id, redirect: &here(), code: &self.code, verifier: &self.verifier };
        oauth::token(&Hub { transport: &Fetch, url: &address::hub(), token: None }, &code).await
    }
}

async fn begin(client_id: &str) -> Result<String, JsValue> {
    let (state, verifier) = (random()?, random()?);
    let kept = format!("{state}\n{verifier}\n{}", location().search()?);
    storage().ok_or(JsValue::NULL)?.set_item(KEY, &kept)?;
    let digest = window().crypto()?.subtle().digest_with_str_and_u8_array("SHA-256", verifier.as_bytes())?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await?).to_vec();
    Ok(oauth::authorize_url(&address::hub(), client_id, &here(), &state, &base64url(&digest)?))
}

/// 43 characters that nobody can guess.
fn random() -> Result<String, JsValue> {
    let mut bytes = [0; 32];
    window().crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    base64url(&bytes)
}

fn base64url(bytes: &[u8]) -> Result<String, JsValue> {
    let latin: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    Ok(window().btoa(&latin)?.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned())
}

/// In a frame the Hub's cookies are blocked: there it takes a tab of its own.
fn leave(url: &str) {
    let framed = window().top().ok().flatten().is_none_or(|top| top != window());
    if framed {
        window().open_with_url_and_target(url, "_blank").ok();
    } else {
        location().assign(url).ok();
    }
}

/// The page's own address, without query and hash.
fn here() -> String {
    let location = location();
    format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default())
}

fn client_id() -> Option<String> {
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok().filter(JsValue::is_truthy);
    let hub = get(&window(), "huggingface")?;
    get(&get(&hub, "variables")?, "OAUTH_CLIENT_ID")?.as_string()
}

/// Shared with the tab that opens for signing in.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
