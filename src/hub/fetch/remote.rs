//! Requests to the Hub: address, token, range, form, and the meaning of errors. No other place builds them.

use std::ops::Range;

use super::ranges;
use super::transport::{Answer, HttpRequest, Json as _, Transport};
use crate::hub::address::DatasetFile;
use crate::hub::address::bucket::BucketFile;
use crate::hub::address::folder::Folder;
use crate::hub::address::web_url::{WebUrl, host_of, takes_token};
use crate::hub::error::HubError;

/// Memory reserved for an announced body, in multiples of what has come of it.
const RESERVED: u64 = 8;

/// The Hub, with the transport and the token of its requests.
pub struct Hub<'a, T> {
    /// The HTTP client.
    pub transport: &'a T,
    /// The Hub's address, without a slash at its end.
    pub url: &'a str,
    /// Goes with requests to the Hub alone, see [`takes_token`].
    pub token: Option<&'a str>,
}

impl<T: Transport> Hub<'_, T> {
    /// A file of a data set.
    #[must_use]
    pub fn file(&self, file: &DatasetFile) -> Remote<'_, T> {
        Remote { hub: self, url: file.file_url(self.url), subject: Subject::File(file.clone()) }
    }

    /// A file of a bucket.
    #[must_use]
    pub fn bucket(&self, file: &BucketFile) -> Remote<'_, T> {
        Remote { hub: self, url: file.file_url(self.url), subject: Subject::Bucket(file.clone()) }
    }

    /// The Hub's API for a revision: commit and files.
    #[must_use]
    pub fn info(&self, file: &DatasetFile) -> Remote<'_, T> {
        let url = format!("{}?blobs=true", file.info_url(self.url));
        Remote { hub: self, url, subject: Subject::File(file.clone()) }
    }

    /// A page of the list of a folder's files.
    #[must_use]
    pub fn list(&self, folder: &Folder, url: String) -> Remote<'_, T> {
        Remote { hub: self, url, subject: Subject::List(folder.clone()) }
    }

    /// The Hub's exchange of an authorization code for a token.
    #[must_use]
    pub fn sign_in(&self) -> Remote<'_, T> {
        Remote { hub: self, url: format!("{}/oauth/token", self.url), subject: Subject::SignIn }
    }

    /// A file elsewhere.
    #[must_use]
    pub fn elsewhere(&self, url: &WebUrl) -> Remote<'_, T> {
        Remote { hub: self, url: url.to_string(), subject: Subject::Elsewhere }
    }
}

/// A resource that can be requested.
pub struct Remote<'a, T> {
    hub: &'a Hub<'a, T>,
    url: String,
    subject: Subject,
}

/// What an error response is about.
enum Subject {
    File(DatasetFile),
    Bucket(BucketFile),
    List(Folder),
    SignIn,
    Elsewhere,
}

impl<T: Transport> Remote<'_, T> {
    /// Requests all of it, or a part. A range in this form needs no preflight; a token does, and the Hub answers it.
    /// The browser drops the token when it follows a redirect to the host that stores the bytes.
    ///
    /// # Errors
    /// [`HubError::Unreachable`], [`HubError::TokenRefused`] for a token that no header can hold.
    pub async fn get(&self, part: Option<&Range<u64>>) -> Result<T::Answer, HubError> {
        let token = self.hub.token.filter(|_| self.takes_secrets());
        if token.is_some_and(|token| !is_token(token)) {
            return Err(HubError::TokenRefused);
        }
        let authorization = token.map(|token| format!("Bearer {token}"));
        self.send(HttpRequest { range: part.and_then(ranges::header), authorization, ..HttpRequest::default() }).await
    }

    /// Posts a form that holds secrets.
    ///
    /// # Errors
    /// [`HubError::Unreachable`], also for a host that must not get secrets.
    pub async fn post(&self, form: String) -> Result<T::Answer, HubError> {
        if !self.takes_secrets() {
            return Err(self.unreachable());
        }
        self.send(HttpRequest { form: Some(form), ..HttpRequest::default() }).await
    }

    async fn send(&self, request: HttpRequest<'_>) -> Result<T::Answer, HubError> {
        let request = HttpRequest { url: &self.url, ..request };
        self.hub.transport.send(request).await.ok_or_else(|| self.unreachable())
    }

    fn takes_secrets(&self) -> bool {
        takes_token(&self.url, self.hub.url)
    }

    /// Requests all of it.
    ///
    /// # Errors
    /// [`HubError::Unreachable`], or the error that the response stands for.
    pub async fn get_all(&self) -> Result<T::Answer, HubError> {
        let answer = self.get(None).await?;
        if answer.is_ok() { Ok(answer) } else { Err(self.refused(&answer)) }
    }

    /// The error that a response stands for.
    #[must_use]
    pub fn refused(&self, answer: &T::Answer) -> HubError {
        let (code, message) = (answer.header("X-Error-Code"), answer.header("X-Error-Message"));
        let (status, code, message) = (answer.status(), code.as_deref(), message.as_deref());
        match &self.subject {
            Subject::File(file) => HubError::from_answer(status, code, message, file),
            Subject::Bucket(file) => HubError::from_bucket_answer(status, message, file),
            Subject::List(folder) => HubError::from_list_answer(status, code, message, folder),
            Subject::SignIn => HubError::TokenRefused,
            Subject::Elsewhere => HubError::Status { status },
        }
    }

    /// The error for a missing response.
    #[must_use]
    pub fn unreachable(&self) -> HubError {
        let host = host_of(&self.url);
        match self.subject {
            Subject::Bucket(_) => HubError::BucketUnreachable { host },
            _ => HubError::Unreachable { host },
        }
    }
}

/// Whether a text can be a token: visible ASCII. Browsers throw at other characters in a header.
#[must_use]
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads a body of up to `cap` bytes as JSON; null if it is something else.
///
/// # Errors
/// See [`read`].
pub async fn json<A: Answer>(answer: A, cap: u64) -> Result<A::Json, HubError> {
    text(answer, cap).await.map(|text| A::Json::parse(&text))
}

/// Reads a body of up to `cap` bytes as text, without a byte order mark.
///
/// # Errors
/// See [`read`].
pub async fn text<A: Answer>(answer: A, cap: u64) -> Result<String, HubError> {
    let mut bytes = Vec::new();
    read(answer, &mut bytes, None, cap, &|_| {}).await?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Appends the body to `bytes`, until they are more than `cap`; `progress` is called with their number after each
/// chunk. Bytes received before an error stay in `bytes`. Of the `announced` bytes, memory is reserved in proportion to
/// what has come: a header may claim anything.
///
/// # Errors
/// [`HubError::CutShort`] when the connection breaks or stalls, [`HubError::TooLarge`].
pub async fn read<A: Answer>(
    mut answer: A,
    bytes: &mut Vec<u8>,
    announced: Option<u64>,
    cap: u64,
    progress: &dyn Fn(u64),
) -> Result<(), HubError> {
    loop {
        let piece = answer.next().await;
        let cut_short = |_| HubError::CutShort { received: bytes.len() as u64, expected: None };
        let Some(piece) = piece.map_err(cut_short)? else { return Ok(()) };
        let received = bytes.len() as u64 + piece.len() as u64;
        if received > cap {
            answer.cancel();
            return Err(HubError::TooLarge { bytes: received, cap });
        }
        if let Some(announced) = announced.filter(|_| received > bytes.capacity() as u64) {
            let reserved = announced.min(received.saturating_mul(RESERVED)).saturating_sub(bytes.len() as u64);
            bytes.reserve_exact((reserved as usize).max(piece.len()));
        }
        bytes.extend_from_slice(&piece);
        progress(received);
    }
}
