//! What is copied to take the page along, and what to know about it.

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An address.
    Link,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 1] = [Self::Link];

    /// One word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
        }
    }

    /// As it is offered.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Link => "a link",
        }
    }

    /// Whether it frames the page.
    #[must_use]
    pub fn is_frame(self) -> bool {
        false
    }
}

/// The text to copy.
#[must_use]
pub fn text(form: Form, address: &str, _whole: &str, _title: &str) -> String {
    match form {
        Form::Link => address.to_owned(),
    }
}

/// What to know about it; nothing where nothing stands in the way.
#[must_use]
pub fn note(_form: Form, _address: &str, _files: bool) -> String {
    String::new()
}
