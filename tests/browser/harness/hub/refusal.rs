//! Error responses of the fake Hub: status, `X-Error-Code` and `X-Error-Message`, as huggingface.co sends them.

use super::repo::Trouble;

pub struct Refusal {
    pub status: u16,
    /// Some refusals have a message only.
    pub code: Option<&'static str>,
    pub message: String,
}

impl Refusal {
    fn coded(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code: Some(code), message: message.into() }
    }

    fn plain(status: u16, message: &str) -> Self {
        Self { status, code: None, message: message.to_owned() }
    }

    /// With a valid token the Hub does not hide that a dataset exists.
    pub fn missing_for_a_known_reader() -> Self {
        Self::coded(404, "RepoNotFound", "Repository not found")
    }

    pub fn bad_token() -> Self {
        Self::coded(401, "RepoNotFound", "Invalid credentials in Authorization header")
    }

    /// The address to return to is not the registered one.
    pub fn other_redirect() -> Self {
        Self::plain(400, "Invalid redirect_uri")
    }

    /// Private datasets and missing ones look the same to the anonymous, so that names do not leak.
    pub fn no_repo() -> Self {
        Self::coded(401, "RepoNotFound", "Repository not found")
    }

    pub fn no_revision(revision: &str) -> Self {
        Self::coded(404, "RevisionNotFound", format!("Invalid rev id: {revision}"))
    }

    pub fn no_file() -> Self {
        Self::coded(404, "EntryNotFound", "Entry not found")
    }

    /// `None` for the troubles of a file's own server, and for what the reader's token opens.
    pub fn of(trouble: &Trouble, id: &str, has_token: bool) -> Option<Self> {
        let gated =
            || format!("Access to dataset {id} is restricted. You must have access to it and be authenticated.");
        Some(match trouble {
            Trouble::Private | Trouble::Gated if has_token => return None,
            Trouble::Private => Self::no_repo(),
            Trouble::GatedForAll if has_token => Self::coded(403, "GatedRepo", gated()),
            Trouble::Gated | Trouble::GatedForAll => Self::coded(401, "GatedRepo", gated()),
            Trouble::Disabled => Self::plain(403, "Access to this resource is disabled."),
            Trouble::TooManyRequests => Self::plain(429, "We had to rate limit you."),
            Trouble::Unavailable => Self::plain(503, "Service Unavailable"),
            _ => return None,
        })
    }
}
