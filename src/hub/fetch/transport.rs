//! HTTP client as a trait, so that the same code runs in a browser and in native tests.

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
    /// The response.
    type Answer: Answer;

    /// Sends a request; `None` if there is no response, or none that the page may read (CORS).
    fn get(&self, request: Get<'_>) -> impl Future<Output = Option<Self::Answer>>;
}

/// The body was cut short, or no data came for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionBroken;

/// A response whose headers have come. The body can be read once.
pub trait Answer {
    /// The type of parsed JSON.
    type Json: Json;

    /// The HTTP status.
    fn status(&self) -> u16;

    /// A header; `None` if it is missing or may not be read (CORS).
    fn header(&self, name: &str) -> Option<String>;

    /// The next chunk of the body; `None` at its end.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, ConnectionBroken>>;

    /// Cancels the rest of the body.
    fn cancel(self);

    /// Reads all of a small body as JSON.
    fn json(self) -> impl Future<Output = Result<Self::Json, ConnectionBroken>>;

    /// Whether the status is a success.
    fn is_ok(&self) -> bool {
        (200..300).contains(&self.status())
    }
}

/// A JSON value of any parser. The page uses the browser's, which adds nothing to its size.
pub trait Json: Sized {
    /// A member of an object; null for anything else.
    fn get(&self, key: &str) -> Self;

    /// The items of an array; none for anything else.
    fn items(&self) -> Vec<Self>;

    /// A string; `None` for anything else.
    fn text(&self) -> Option<String>;
}
