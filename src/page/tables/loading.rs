//! The state of loading: idle, a fetch in progress, a choice to make, an error.

use super::load_error::LoadError;
use super::open_queue::Question;
use crate::hub::fetch::progress::Progress;

/// What is being fetched, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nothing under way.
    #[default]
    Idle,
    /// A file is on its way.
    Under {
        /// What is fetched, as the reader names it.
        title: String,
        /// How far.
        progress: Progress,
    },
    /// There are several tables at a place, of which the reader must choose one.
    Choose {
        /// Which.
        question: Question,
        /// What else was to be opened and did not come.
        failed: Option<LoadError>,
    },
    /// It did not come; the old table, if any, is still shown.
    Failed(LoadError),
}

impl Loading {
    /// Whether something is on its way.
    #[must_use]
    pub fn is_under(&self) -> bool {
        matches!(self, Self::Under { .. })
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> Option<&LoadError> {
        match self {
            Self::Failed(error) | Self::Choose { failed: Some(error), .. } => Some(error),
            _ => None,
        }
    }
}
