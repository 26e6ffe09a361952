//! What the sections say.

mod alternatives;
mod answer;
mod campaigns;
mod columns;
mod compare;
mod confidence;
mod contour_axes;
mod contour_words;
mod decide_tables;
mod evidence;
mod headline;
mod hosted;
mod next_runs;
mod own_axes;
mod price_edit;
mod prices;
mod serving_answers;
mod serving_checks;
mod side_by_side;
mod side_by_side_checks;
mod side_by_side_prices;
mod successful;
mod terms;
mod trust;
mod verdict;
mod verdict_markdown;
