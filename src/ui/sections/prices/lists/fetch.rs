//! The price lists of the page, and the requests for them: a worker of their own, so that a list on its way stops no table.

use std::rc::Rc;

use js_sys::ArrayBuffer;
use leptos::prelude::*;

use crate::data::runs::prices::PriceList;
use crate::page::choice::filters::Choice;
use crate::page::choice::hosted::Day;
use crate::page::choice::price_source::PriceSource;
use crate::page::money::lists::Lists;
use crate::page::money::lists::listed::ListedPrices;
use crate::page::money::lists::view::taken_words;
use crate::page::tables::table_source::TableSource;
use crate::ui::browser::address;
use crate::ui::browser::download::today;
use crate::ui::open::csp_errors::explained;
use crate::ui::open::loader::client;
use crate::ui::open::unpack::unpacked;
use crate::ui::reactive::RwSignal;
use crate::ui::state::State;
use crate::worker::client::Client;
use crate::worker::protocol::{Failure, PackedTable, Reply, Request, TableInput, TableOption};

/// The reader's prices, and the lists that they are from.
pub type Own = (PriceList, Vec<String>);

/// Prices before and after a list was taken.
#[derive(Clone)]
pub struct Undo {
    before: Own,
    /// What holds as long as nothing else was changed.
    pub after: Own,
}

/// The lists.
#[derive(Clone, Copy)]
pub struct PriceLists {
    pub state: State,
    pub lists: RwSignal<Lists>,
    /// What came of the last request or click.
    pub said: RwSignal<String>,
    pub busy: RwSignal<bool>,
    pub undo: RwSignal<Option<Undo>>,
    client: StoredValue<Client, LocalStorage>,
}

fn own(choice: &Choice) -> Own {
    (choice.prices.clone(), choice.price_sources.clone())
}

/// The day where the reader is.
pub fn day() -> Option<Day> {
    Day::parse(&today())
}

impl PriceLists {
    pub fn new(state: State) -> Self {
        Self {
            state,
            lists: RwSignal::new(Lists::default()),
            said: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            undo: RwSignal::new(None),
            client: StoredValue::new_local(client()),
        }
    }

    /// Fetches the list at an address.
    pub fn fetch(self, text: &str) {
        match TableSource::parse(text, &address::hub()) {
            Err(error) => self.said.set(error.to_string()),
            Ok(place) => self.ask(place.clone(), TableInput::Address(place.title())),
        }
    }

    /// Reads files of this computer.
    pub fn read(self, files: Result<Vec<(String, ArrayBuffer)>, Failure>) {
        match files {
            Err(failure) => self.said.set(failure.to_string()),
            Ok(files) if files.is_empty() => {}
            Ok(files) => {
                let names = files.iter().map(|(name, _)| name.clone()).collect();
                self.ask(TableSource::of_files(names, &[]), TableInput::Files(files));
            }
        }
    }

    fn ask(self, place: TableSource, input: TableInput<ArrayBuffer>) {
        self.busy.set(true);
        self.said.set("Fetching the list…".to_owned());
        let token = self.state.token.get();
        let request = Request { hub: address::hub(), input, table: None, token, all_columns: true };
        let on_reply = move |reply| match reply {
            Reply::Ready | Reply::Alive | Reply::Progress(_) => {}
            // Its beginning.
            Reply::Table(PackedTable { more: Some(_), .. }) => {}
            Reply::Table(arrived) => self.over(self.arrived(&place, &arrived)),
            Reply::Choose(options) => self.over(Err(several(&options))),
            Reply::Failed(failure) => {
                let bound = self.client.try_with_value(Client::is_bound).unwrap_or_default();
                let failure = if bound { explained(failure, &place) } else { failure };
                self.over(Err(failure.to_string()));
            }
        };
        self.client.with_value(|client| client.ask(&request, Rc::new(on_reply)));
    }

    fn arrived(self, place: &TableSource, arrived: &PackedTable<ArrayBuffer>) -> Result<String, String> {
        let table = unpacked(&arrived.packed).map_err(|failure| failure.to_string())?;
        let is_file = matches!(place, TableSource::Files { .. });
        let list = ListedPrices::of(place.title(), is_file, &table, day()).map_err(|error| error.to_string())?;
        let said = format!("{} prices of {} are here, and none counts yet.", list.lines.len(), place.title());
        let mut lists = self.lists.try_get_untracked().unwrap_or_default();
        lists.add(list)?;
        self.lists.try_set(lists);
        Ok(said)
    }

    fn over(self, said: Result<String, String>) {
        self.busy.try_set(false);
        self.said.try_set(said.unwrap_or_else(|words| words));
    }

    /// Takes the prices of a list, as if they were typed.
    pub fn take(self, takes: &[PriceSource]) {
        let mut both = None;
        self.state.choose(|choice| {
            let before = own(choice);
            choice.take_prices(takes);
            both = Some(Undo { before, after: own(choice) });
        });
        self.undo.set(both);
        self.said.set(taken_words(takes));
    }

    /// Whether the reader's prices are these.
    pub fn is_still(self, after: &Own) -> bool {
        self.state.draft.now_unfiltered.with(|choice| choice.prices == after.0 && choice.price_sources == after.1)
    }

    /// Takes back what [`Self::take`] did.
    pub fn undo(self) {
        let Some(undo) = self.undo.get_untracked() else { return };
        self.undo.set(None);
        self.said.set("The prices are as before.".to_owned());
        self.state.choose(|choice| (choice.prices, choice.price_sources) = undo.before);
    }
}

fn several(options: &[TableOption]) -> String {
    const MOST: usize = 4;
    let mut named: Vec<&str> = options.iter().take(MOST).map(|option| &*option.words).collect();
    if options.len() > MOST {
        named.push("…");
    }
    format!(
        "There are several tables: {}. Write the address of the file, as owner/name/prices.csv.",
        crate::text::foreign::shown(&named.join(", "))
    )
}
