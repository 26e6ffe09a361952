//! Price lists that the reader fetched: what each offers for the hardware of the table, side by side.
//!
//! `table -> listed (its lines) -> offer (what fits a hardware) -> view (all lists side by side)`
//!
//! Nothing is taken unasked. Of several lines for one hardware (regions, kinds, machines) the reader chooses; what cannot be
//! told (the GPUs of a machine, another currency) is refused in words. What is taken are prices as if they were typed.

pub mod listed;
pub mod offer;
pub mod view;

use std::sync::Arc;

use self::listed::ListedPrices;

/// More lists are not compared side by side.
pub const MOST_LISTS: usize = 6;

/// The lists that are there, and what the reader chose of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    /// In the order in which they came.
    pub all: Vec<Arc<ListedPrices>>,
    chosen: Vec<Chosen>,
    gpus: Vec<(String, String, f64)>,
}

/// A line of a list that the reader chose for a hardware.
#[derive(Clone, Debug, PartialEq)]
struct Chosen {
    list: String,
    vendor: String,
    hardware: String,
    at: usize,
}

impl Lists {
    /// Adds a list, or puts it in the place of the same one; what was chosen of that counts no longer.
    ///
    /// # Errors
    /// Words, where there are too many.
    pub fn add(&mut self, list: ListedPrices) -> Result<(), String> {
        self.chosen.retain(|chosen| chosen.list != list.title);
        let place = self.all.iter().position(|own| own.title == list.title);
        match place {
            Some(at) => self.all[at] = Arc::new(list),
            None if self.all.len() == MOST_LISTS => {
                return Err(format!("At most {MOST_LISTS} price lists stand side by side: remove one first."));
            }
            None => self.all.push(Arc::new(list)),
        }
        Ok(())
    }

    /// Removes the list at a place.
    pub fn remove(&mut self, at: usize) {
        if at < self.all.len() {
            let gone = self.all.remove(at);
            self.chosen.retain(|chosen| chosen.list != gone.title);
        }
    }

    /// Takes a line of a list for a hardware; `None` takes the choice back.
    pub fn choose(&mut self, list: &str, vendor: &str, hardware: &str, at: Option<usize>) {
        let is_same = |chosen: &Chosen| chosen.list == list && chosen.vendor == vendor && chosen.hardware == hardware;
        self.chosen.retain(|chosen| !is_same(chosen));
        self.chosen.extend(at.map(|at| Chosen {
            list: list.to_owned(),
            vendor: vendor.to_owned(),
            hardware: hardware.to_owned(),
            at,
        }));
    }

    /// The line that is chosen.
    #[must_use]
    pub fn chosen(&self, list: &str, vendor: &str, hardware: &str) -> Option<usize> {
        let of = |chosen: &&Chosen| chosen.list == list && chosen.vendor == vendor && chosen.hardware == hardware;
        self.chosen.iter().find(of).map(|chosen| chosen.at)
    }

    /// Sets how many GPUs a machine of a hardware has, where neither table nor list tells; `None` takes it back.
    pub fn set_gpus(&mut self, vendor: &str, hardware: &str, gpus: Option<f64>) {
        self.gpus.retain(|own| own.0 != vendor || own.1 != hardware);
        self.gpus.extend(gpus.map(|gpus| (vendor.to_owned(), hardware.to_owned(), gpus)));
    }

    /// How many GPUs the reader says that a machine of a hardware has.
    #[must_use]
    pub fn gpus(&self, vendor: &str, hardware: &str) -> Option<f64> {
        self.gpus.iter().find(|own| own.0 == vendor && own.1 == hardware).map(|own| own.2)
    }
}
