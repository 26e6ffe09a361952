//! HTTP client as a trait, so that the same code runs in a browser and in native tests.

/// A request: POST if it carries a form, else GET.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpRequest<'a> {
    /// The address.
    pub url: &'a str,
    /// The header `Range`.
    pub range: Option<String>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
    /// The body, URL-encoded.
    pub form: Option<String>,
}

/// Sends requests and follows redirects.
pub trait Transport {
    /// The response.
    type Answer: Answer;

    /// Sends a request; `None` if there is no response in time, or none that the page may read (CORS).
    fn send(&self, request: HttpRequest<'_>) -> impl Future<Output = Option<Self::Answer>>;
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

    /// Whether the status is a success.
    fn is_ok(&self) -> bool {
        (200..300).contains(&self.status())
    }
}

/// A JSON value of any parser. The page uses the browser's, which adds nothing to its size. The methods are total: no
/// value of another type makes them fail, because an answer may hold anything.
pub trait Json: Sized {
    /// Parses a text; null if it is not JSON.
    fn parse(text: &str) -> Self;

    /// A member of an object; null for anything else.
    fn get(&self, key: &str) -> Self;

    /// The items of an array; none for anything else.
    fn items(&self) -> Vec<Self>;

    /// A string; `None` for anything else.
    fn text(&self) -> Option<String>;
}
