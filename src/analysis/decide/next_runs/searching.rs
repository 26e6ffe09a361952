//! The search for the runs to make next, in parts: one configuration after the other.

use isocost_kernels::rows::MANY_ROWS;
use isocost_kernels::series;

use super::{Found, Known, Lattice, Search};
use crate::analysis::decide::interpolate::Crossing;
use crate::analysis::decide::measures::Measures;

/// What was found so far, one configuration after the other.
pub struct Searching {
    passes: Vec<bool>,
    of_set: Vec<Vec<usize>>,
    winner: usize,
    /// How many configurations were looked at.
    done: usize,
    /// What was found: complete after the last part.
    pub found: Found,
}

impl Searching {
    /// Nothing yet; `None` where no run passes.
    #[must_use]
    pub fn new(measures: &Measures, lattice: &Lattice) -> Option<Self> {
        let winner = measures.ranking().cheapest(lattice.passing)?;
        let sets: Vec<u32> = lattice.set_of.iter().map(|&set| set as u32).collect();
        let of_set = series::by_class(&sets, sets.iter().max().map_or(0, |&last| last as usize + 1));
        // One run of each load is enough of a large set.
        let made = |rows: Vec<usize>| {
            let few = if rows.len() < MANY_ROWS {
                None
            } else {
                // The first of each batch size and load.
                series::first_of_pairs(measures.batch_size, lattice.load, &rows)
            };
            few.unwrap_or(rows)
        };
        Some(Self {
            passes: series::flags(lattice.passing, measures.cost_usd.len()),
            of_set: of_set.into_iter().map(made).collect(),
            winner,
            done: 0,
            found: Found { best: Some(winner), ..Found::default() },
        })
    }

    /// Looks at configurations of so many rows more, and one in any case, then at all together; `true` once all is found.
    /// Measures and lattice are the same in each part.
    pub fn part<'a>(
        &mut self,
        measures: &'a Measures<'a>,
        lattice: &'a Lattice<'a>,
        curve: Known<'a>,
        most: usize,
    ) -> bool {
        let (passes, of_set) = (std::mem::take(&mut self.passes), std::mem::take(&mut self.of_set));
        let found = std::mem::take(&mut self.found.runs);
        let mut search = Search { measures, lattice, passes, of_set, winner: self.winner, found };
        let is_last = self.done >= lattice.configurations.len();
        let mut rows = 0;
        while let Some(all) = lattice.configurations.get(self.done).filter(|_| rows < most) {
            let crossing = search.look_at(all, curve);
            let least = self.found.crossing;
            let is_less = |one: &Crossing| least.is_none_or(|least| one.cost_usd.total_cmp(&least.cost_usd).is_lt());
            self.found.crossing = crossing.filter(is_less).or(least);
            (self.done, rows) = (self.done + 1, rows + all.len());
        }
        if is_last {
            search.complete();
        }
        (self.passes, self.of_set, self.found.runs) = (search.passes, search.of_set, search.found);
        is_last
    }
}
