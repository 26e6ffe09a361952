//! Generated Python: a short script in pandas and scipy that computes the page's numbers for the current choice.
//!
//! A script is made from its end: what a topic computes says which columns, prices and imports it needs, and only these
//! are written. Texts from data (names, labels) come in through [`text::literal`] alone, never through a template.
//!
//! The scripts are executed and compared with the page in `tests/native/take_away/python.rs`.

pub(crate) mod best;
pub(crate) mod code;
pub(crate) mod columns;
pub(crate) mod contour;
pub(crate) mod failed_checks;
pub(crate) mod gpus;
pub(crate) mod labels;
pub(crate) mod measures;
pub(crate) mod names;
pub(crate) mod plan;
pub(crate) mod prices;
pub(crate) mod reading;
pub(crate) mod rows;
pub mod text;
pub(crate) mod verdict;
pub(crate) mod vus;
pub(crate) mod work;
pub(crate) mod workload;

use self::code::Code;
use crate::page::choice::contour::Controls;
use crate::page::choice::contour_axes::ContourAxes;
use crate::page::choice::filters::Choice;
use crate::page::enough_vus::view::Question;
use crate::page::tables::active_table::ActiveTable;

/// What of the page a script gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Topic {
    /// The cheapest run within the limits, and the Pareto front of cost against the chosen latency.
    Verdict,
    /// The cheapest run of each hardware and image.
    Best,
    /// The groups whose throughput still rises with VUs.
    EnoughVus(Question),
    /// The surfaces over two settings, and their levels. With the notebook's preset the controls do not count.
    Contour(Controls),
}

impl Topic {
    /// In words, after "gives".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Verdict => "the cheapest run and the Pareto front",
            Self::Best => "the best of each hardware and image",
            Self::EnoughVus(_) => "where more VUs should be tried",
            Self::Contour(_) => "contours",
        }
    }
}

/// The script for what is shown. The line that begins with `PATH = ` says where the table is, and nothing else does.
///
/// Of several tables side by side it is a script of the first, and says so.
#[must_use]
// Only tests ask.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub fn script(shown: &ActiveTable, choice: &Choice, topic: Topic) -> String {
    script_on(shown, choice, topic, &None)
}

/// The same with contours over settings, and of a measure, that the reader chose.
#[must_use]
pub fn script_on(shown: &ActiveTable, choice: &Choice, topic: Topic, axes: &ContourAxes) -> String {
    let first = shown.runs.parts.first().zip(shown.place.each().first());
    let alone = first.map(|(part, place)| ActiveTable::of_runs(place.clone(), shown.source.clone(), part.runs.clone()));
    let mut code = Code::new(alone.as_ref().unwrap_or(shown), choice);
    match topic {
        Topic::Verdict => verdict::write(&mut code),
        Topic::Best => best::write(&mut code),
        Topic::EnoughVus(question) => vus::write(&mut code, question),
        Topic::Contour(controls) => contour::write(&mut code, controls, axes),
    }
    let prices = prices::write(&mut code);
    let columns = columns::write(&code, &prices);
    reading::script(&code, topic, shown.place.each().len(), &columns, &prices)
}
