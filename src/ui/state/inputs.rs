//! The signals that something outside sets: the reader, tables that arrive, the browser.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::{Draft, Dragged};
use crate::data::runs::filter::Filter;
use crate::page::choice::address::Link;
use crate::page::choice::filters::{Choice, Look};
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::mode::Mode;
use crate::page::choice::places::PLACES;
use crate::page::choice::sections::SectionChoice;
use crate::page::runs::table::TableAt;
use crate::page::scatter::columns::keep_limited;
use crate::page::tables::active_table::Loaded;
use crate::page::tables::loading::Loading;
use crate::page::tables::table_source::TableSource;
use crate::ui::open::token::Token;
use crate::ui::reactive::{Memo, RwSignal};

/// Whether the code of the sections below the first view is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LazyCode {
    /// Being fetched, or about to be.
    #[default]
    Loading,
    /// It can be called.
    Ready,
    /// It did not come yet, or takes long.
    Failed {
        /// The cause, sentences.
        cause: String,
        /// What the button beside them is called.
        offer: String,
    },
}

/// All of them, for every part of the page at the same speed.
#[derive(Clone, Copy)]
pub struct Inputs {
    /// The decoded tables, in the order in which they were opened.
    pub loaded: RwSignal<Vec<Arc<Loaded>>>,
    /// The tables that a link names and that are still to be opened.
    pub pending: RwSignal<Vec<TableSource>>,
    /// The address that was typed or chosen last, whether its table came or not.
    pub typed: RwSignal<String>,
    /// What is being fetched.
    pub loading: RwSignal<Loading>,
    /// What the controls of the first view say.
    pub draft: Draft<Choice>,
    /// What the controls of the sections say.
    pub sections: Draft<SectionChoice>,
    /// What a person gave for private data sets.
    pub token: Token,
    /// Which part of the page is shown.
    pub mode: Mode,
    /// What of the address was not understood, sentences.
    pub link_notes: RwSignal<Vec<String>>,
    /// What whoever sent the link wrote; empty without, and once the reader has hidden it.
    pub note: RwSignal<String>,
    /// What goes along with links and files that are made here.
    pub own_note: RwSignal<String>,
    /// The run that the reader points at, in whatever chart or table.
    pub pointed: RwSignal<Option<usize>>,
    /// What the drawer shows; `None` while it is shut.
    pub drawer: RwSignal<Option<Opened>>,
    /// The runs that the reader selected on the chart.
    pub brushed: RwSignal<Arc<BTreeSet<usize>>>,
    /// Which rows the table of runs shows.
    pub table_at: RwSignal<TableAt>,
    /// Which place of the page is on the screen.
    pub place: RwSignal<&'static str>,
    /// The view that a frame to take along shows, by its word; empty for the whole page.
    pub shared_part: RwSignal<&'static str>,
    /// The form in which the page is taken along, by its title; empty for a link.
    pub shared_form: RwSignal<&'static str>,
    /// Whether the look is dark.
    pub dark: Memo<bool>,
    /// The code of the sections below the first view.
    pub lazy_code: RwSignal<LazyCode>,
    /// Whether the system prefers dark.
    pub system_dark: RwSignal<bool>,
    /// The look that the frame's host asks for, where the reader chose none.
    pub host_look: RwSignal<Look>,
}

/// What the drawer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A run, a row of the run table.
    Run(usize),
    /// The data: what its columns mean, and its first rows.
    Data,
}

impl Inputs {
    /// As an address has them.
    #[must_use]
    pub fn new(link: Link) -> Self {
        let Link { choice, sections, mode, note, host_look, notes } = link;
        let draft = Draft::new(choice);
        let host_look = RwSignal::new(host_look);
        let system_dark = RwSignal::new(false);
        Self {
            loaded: RwSignal::new(Vec::new()),
            pending: RwSignal::new(Vec::new()),
            typed: RwSignal::new(String::new()),
            loading: RwSignal::new(Loading::default()),
            draft,
            sections: Draft::new(sections),
            token: Token::new(),
            mode,
            link_notes: RwSignal::new(notes),
            own_note: RwSignal::new(note.clone()),
            note: RwSignal::new(note),
            pointed: RwSignal::new(None),
            drawer: RwSignal::new(None),
            brushed: RwSignal::new(Arc::default()),
            table_at: RwSignal::new(TableAt::default()),
            place: RwSignal::new(PLACES[0].0),
            shared_part: RwSignal::new(""),
            shared_form: RwSignal::new(""),
            dark: Memo::new(move |_| match draft.undragged.with(|choice| choice.look) {
                Look::System if host_look.get() == Look::System => system_dark.get(),
                Look::System => host_look.get() == Look::Dark,
                look => look == Look::Dark,
            }),
            lazy_code: RwSignal::new(LazyCode::default()),
            system_dark,
            host_look,
        }
    }

    /// Changes the reader's choice: the controls follow at once, what is near the screen with the next frame, the other
    /// sections and the address once the controls have come to rest.
    pub fn choose(self, change: impl FnOnce(&mut Choice)) {
        self.draft.change(change);
    }

    /// Changes what the sections show, in the same steps.
    pub fn arrange(self, change: impl FnOnce(&mut SectionChoice)) {
        self.sections.change(change);
    }
}

impl Dragged for Choice {
    fn unfiltered(&self) -> Self {
        // Which workload is looked at is no filter here: axes and tables depend on it.
        let mut rest = self.clone();
        let workload = rest.filter.workload.take();
        rest.filter = Filter { workload, ..Filter::default() };
        rest
    }

    fn undragged(&self) -> Self {
        let mut rest = self.unfiltered();
        rest.limits = LimitChoice::default();
        // Asked first: code that most first views do without.
        if !self.limits.others.is_empty() {
            keep_limited(&mut rest, self);
        }
        rest
    }
}

impl Dragged for SectionChoice {
    fn unfiltered(&self) -> Self {
        self.clone()
    }

    fn undragged(&self) -> Self {
        self.clone()
    }
}
