//! The HTTP client that the Hub's requests go through: a trait, so that they are the same in a browser and in tests.

/// A GET request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Get<'a> {
    /// The address.
    pub url: &'a str,
    /// The header `Range`.
    pub range: Option<String>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

/// Sends requests and follows redirects.
pub trait Transport {
    /// What comes back.
    type Answer: Answer;

    /// Sends a request; `None` when there is no answer, or none that may be read.
    fn get(&self, request: Get<'_>) -> impl Future<Output = Option<Self::Answer>>;
}

/// The body ended before its end, or nothing came for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionBroken;

/// An answer whose head has come. The body is read once.
pub trait Answer {
    /// A body that is JSON.
    type Json: Json;

    /// The HTTP status.
    fn status(&self) -> u16;

    /// A header; `None` where it is missing or may not be read.
    fn header(&self, name: &str) -> Option<String>;

    /// The next piece of the body; `None` at its end.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, ConnectionBroken>>;

    /// The rest of the body is not wanted.
    fn cancel(self);

    /// All of a small body as JSON.
    fn json(self) -> impl Future<Output = Result<Self::Json, ConnectionBroken>>;

    /// Whether this is what was asked for, and no refusal.
    fn is_ok(&self) -> bool {
        (200..300).contains(&self.status())
    }
}

/// A JSON value of whatever parser is at hand. (The page uses the browser's, as one of its own would be downloaded.)
pub trait Json: Sized {
    /// A member of an object; null for anything else.
    fn get(&self, key: &str) -> Self;

    /// The items of an array; none for anything else.
    fn items(&self) -> Vec<Self>;

    /// A string; `None` for anything else.
    fn text(&self) -> Option<String>;
}
