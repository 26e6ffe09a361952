//! Which part of the page is shown, for whoever frames it: `embed=1` leaves out what is not the answer, `view=…` shows
//! one view alone.

/// One view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The answer as a sentence, with its reasons.
    Verdict,
    /// Cost against latency.
    Scatter,
    /// Cost over VUs and batch size.
    Contour,
    /// Did we try enough VUs?
    Vus,
}

/// What is shown. The default is the whole page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Without title, box and footer.
    pub embed: bool,
    /// One view alone.
    pub view: Option<View>,
}

/// The names used in an address.
pub const KEYS: [&str; 2] = ["embed", "view"];

impl View {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verdict, Self::Scatter, Self::Contour, Self::Vus];

    /// As it is offered.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "the verdict",
            Self::Scatter => "cost against latency",
            Self::Contour => "cost over VUs and batch size",
            Self::Vus => "whether enough VUs were tried",
        }
    }

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Scatter => "scatter",
            Self::Contour => "contour",
            Self::Vus => "vus",
        }
    }
}

impl Mode {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }

    /// Whether this view is shown.
    #[must_use]
    pub fn shows(self, view: View) -> bool {
        self.view.is_none_or(|only| only == view)
    }

    /// Reads a pair of an address; `None` for a key of somebody else. What means nothing is a sentence.
    pub fn read(&mut self, key: &str, value: &str) -> Option<Option<String>> {
        let known = match KEYS.iter().position(|&known| known == key)? {
            0 => {
                self.embed = value == "1";
                matches!(value, "0" | "1")
            }
            _ => {
                self.view = View::ALL.into_iter().find(|view| view.word() == value);
                self.view.is_some()
            }
        };
        let views = View::ALL.map(View::word).join(", ");
        Some((!known).then(|| match key {
            "view" => format!("There is no such view: view is one of {views}. All is shown."),
            _ => "embed is 1 or 0.".to_owned(),
        }))
    }

    /// The pairs that ask for this.
    pub fn pairs(self) -> impl Iterator<Item = (&'static str, String)> {
        let values = [self.embed.then(|| "1".to_owned()), self.view.map(|view| view.word().to_owned())];
        KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_and_nonsense() {
        for view in View::ALL.map(Some).into_iter().chain([None]) {
            let mode = Mode { embed: view.is_some(), view };
            let mut read = Mode::default();
            for (key, value) in mode.pairs() {
                assert_eq!(read.read(key, &value), Some(None));
            }
            assert_eq!(read, mode);
        }
        let mut mode = Mode::default();
        assert!(mode.read("view", "everything").flatten().is_some_and(|note| note.contains("contour")));
        assert!(mode.read("embed", "yes").flatten().is_some());
        assert_eq!((mode.read("other", "1"), mode), (None, Mode::default()));
    }
}
