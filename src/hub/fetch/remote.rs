//! Requests to the Hub: address, token, range, and the meaning of errors. No other place builds them.

use std::ops::Range;

use super::ranges;
use super::transport::{Answer, Get, Transport};
use crate::hub::address::DatasetFile;
use crate::hub::address::folder::Folder;
use crate::hub::address::web_url::{WebUrl, host_of, takes_token};
use crate::hub::error::HubError;

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
    List(Folder),
    Elsewhere,
}

impl<T: Transport> Remote<'_, T> {
    /// Requests all of it, or a part. A range in this form needs no preflight; a token does, and the Hub answers it.
    /// The browser drops the token when it follows a redirect to the host that stores the bytes.
    ///
    /// # Errors
    /// [`HubError::Unreachable`].
    pub async fn get(&self, part: Option<&Range<u64>>) -> Result<T::Answer, HubError> {
        let Hub { transport, url: hub, token } = *self.hub;
        let token = token.filter(|_| takes_token(&self.url, hub));
        let request = Get {
            url: &self.url,
            range: part.and_then(ranges::header),
            authorization: token.map(|token| format!("Bearer {token}")),
        };
        transport.get(request).await.ok_or_else(|| self.unreachable())
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
            Subject::List(folder) => HubError::from_list_answer(status, code, message, folder),
            Subject::Elsewhere => HubError::Status { status },
        }
    }

    /// The error for a missing response.
    #[must_use]
    pub fn unreachable(&self) -> HubError {
        HubError::Unreachable { host: host_of(&self.url) }
    }
}

/// Appends the body to `bytes`, until they are more than `cap`; `progress` is called with their number after each
/// chunk. Bytes received before an error stay in `bytes`.
///
/// # Errors
/// [`HubError::CutShort`] when the connection breaks or stalls, [`HubError::TooLarge`].
pub async fn read<A: Answer>(
    mut answer: A,
    bytes: &mut Vec<u8>,
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
        bytes.extend_from_slice(&piece);
        progress(received);
    }
}
