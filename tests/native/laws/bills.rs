//! Bills of the lists of alternatives, on the page and saved, against the headline and the answer's own function.

use std::sync::Arc;

use crate::support::questions::{choice, fifty, shown};
use isocost::analysis::decide::answer::{Demand, same};
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::bills::with_bills;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::rankings::best::BestView;
use isocost::page::rankings::pins::pinned;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::text_table::{Listing, Value};

/// The bill that the answer's own function tells of a run; NaN where it tells none.
struct Told<'a> {
    shown: &'a ActiveTable,
    basis: &'a Basis,
    columns: &'a Columns,
    rows: &'a [usize],
}

impl Told<'_> {
    fn usd(&self, asked: &Asked, row: usize) -> f64 {
        let solver = asked.solver(self.shown, self.basis, self.columns, self.rows);
        let point = solver.point(row).filter(|_| solver.passing().contains(&row));
        point.map_or(f64::NAN, |point| match asked.demand {
            Demand::Volume { .. } => point.usd,
            _ => point.usd_per_month,
        })
    }
}

fn money_at(listing: &Listing) -> Option<usize> {
    listing.heads.iter().position(|head| ["$ a month", "$ in all"].contains(&head.title.as_str()))
}

/// Every line that has a run and passes names the bill of that run, as text and as the saved value.
fn hold(listing: &Listing, asked: &Asked, told: &Told<'_>, query: &str) -> usize {
    let at = money_at(listing).unwrap_or_else(|| panic!("{query}: no bill among {:?}", listing.heads));
    let mut held = 0;
    for line in &listing.lines {
        // One step outside the question another one is answered.
        let is_outside = listing.heads.last().is_some_and(|head| head.title == "Outside the question")
            && line.cells.last().is_some_and(|last| !last.text.is_empty());
        let Some(row) = line.row.filter(|_| !is_outside) else { continue };
        let usd = told.usd(asked, row);
        if usd.is_finite() {
            let Value::Number(saved) = line.cells[at].value else { panic!("{query}: {:?}", line.cells) };
            assert!(same(saved, usd), "{query}, row {row}: {saved} is told, and it is {usd}");
            held += 1;
        }
    }
    held
}

#[test]
fn every_list_and_every_export_names_the_bill_of_the_answers_function() {
    let (mut rows_held, mut headlines) = (0, 0);
    for asking in fifty() {
        let (table, query) = (Arc::new(shown(asking.table, &asking.query)), &asking.query);
        let choice = choice(query);
        if choice.money.demand == Demand::None {
            continue;
        }
        let basis = Basis::of(&table.runs);
        let (columns, rows) = (Columns::of(&table, &basis), choice.filter.rows(&table.runs, &table.batch_sizes));
        let asked = Asked::of(&choice);
        let told = Told { shown: &table, basis: &basis, columns: &columns, rows: &rows };
        let view = Alternatives::new(&table, &basis, &rows, &choice, 0.02);
        let Some(answer) = view.answer.filter(|_| view.is_priced) else { continue };
        // The answer and what passes beside it, pinned: the same bills as where they are not.
        let mut pins: Vec<usize> = view.list(List::Near).iter().map(|own| own.point.row).take(5).collect();
        pins.extend(view.list(List::Best).iter().map(|own| own.point.row));
        let with_pins = Choice { pins: pins.clone(), ..choice.clone() };
        let pinning = Alternatives::new(&table, &basis, &rows, &with_pins, 0.02);
        for list in List::ALL {
            rows_held += hold(&pinning.listing(list), &asked, &told, query);
        }
        let within: Vec<usize> = asked.solver(&table, &basis, &columns, &rows).passing().to_vec();
        let of_best = BestView::new(&table, &rows, &within, &choice).listing;
        let of_pins = pinned(&table, &basis, &pins, &rows, &choice.limits, Some(answer.point.row));
        for listing in [of_best, of_pins] {
            rows_held += hold(&with_bills(listing, &table, &basis, &rows, &choice), &asked, &told, query);
        }
        // The headline's number is the first row's.
        let verdict = VerdictView::new(&table, &basis, &rows, &asked);
        let first = view.table(List::TradeOffs, 1);
        assert!(first.rows[0].is_answer, "{query}");
        assert_eq!(first.rows[0].cells[0].cell.text, verdict.headline.number, "{query}");
        headlines += 1;
    }
    assert!(rows_held > 300 && headlines > 20, "{rows_held} bills, {headlines} headlines");
}

#[test]
fn no_demand_has_no_bill() {
    let asking = &fifty()[0];
    let table = Arc::new(shown(asking.table, ""));
    let (basis, choice) = (Basis::of(&table.runs), Choice::default());
    let rows: Vec<usize> = (0..table.runs.rows).collect();
    let best = BestView::new(&table, &rows, &rows, &choice).listing;
    assert_eq!(with_bills(best.clone(), &table, &basis, &rows, &choice), best);
}
