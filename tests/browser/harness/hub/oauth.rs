//! Fake OAuth of the Hub: signs in at once, verifies the PKCE challenge, and holds the application to one exact redirect
//! address.

use super::lists::{json, parameter};
use super::refusal::Refusal;
use super::repo::TOKEN;
use super::{Failure, percent_decode};
use crate::harness::body::Body;
use crate::harness::http::{Request, Response};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The one application that the fake Hub knows.
pub const CLIENT_ID: &str = "a-space-of-ours";

/// Sends the person back. The code is of the challenge and the redirect address: whoever exchanges it has to name both.
pub fn authorize(request: &Request) -> Result<Response, Failure> {
    let given = |name: &str| percent_decode(parameter(request, name).unwrap_or_default());
    let is_pkce = given("code_challenge_method") == "S256" && given("response_type") == "code";
    if given("client_id") != CLIENT_ID || !is_pkce {
        return Err(Refusal::bad_token().into());
    }
    // Registered is the page, without what its address says.
    let redirect = given("redirect_uri");
    if redirect.contains(['?', '#']) || !redirect.ends_with('/') {
        return Err(Refusal::other_redirect().into());
    }
    let back = format!("{redirect}?code={}&state={}", code(&given("code_challenge"), &redirect), given("state"));
    Ok(Response::new(302, Body::whole("")).header("Location", back))
}

/// The token for the code whose verifier is known.
pub fn token(request: &Request) -> Result<Response, Failure> {
    let form: Vec<(&str, String)> =
        request.body.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k, percent_decode(v))).collect();
    let given = |name: &str| form.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
    let challenge = base64url(&Sha256::digest(given("code_verifier")));
    let expected = code(&challenge, given("redirect_uri"));
    if request.method != "POST" || given("client_id") != CLIENT_ID || given("code") != expected {
        return Err(Refusal::bad_token().into());
    }
    Ok(json(&json!({ "access_token": TOKEN, "token_type": "bearer", "expires_in": 28800 })))
}

fn code(challenge: &str, redirect: &str) -> String {
    base64url(&Sha256::digest(format!("{challenge} {redirect}")))
}

fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..=chunk.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit)) as usize & 63]));
        }
    }
    text
}
