//! Components that several sections use. Those of one section are in the file of that section.

pub(crate) mod conditions;
pub(crate) mod drawer;
pub(crate) mod fold;
pub(crate) mod keys;
pub(crate) mod pins;
pub(crate) mod place_counts;
pub(crate) mod places;
pub(crate) mod popover;
pub(crate) mod row_keys;
pub(crate) mod save_table;
pub(crate) mod scroll_spy;
pub(crate) mod self_opening;
pub(crate) mod short_text;
pub(crate) mod show_run;
pub(crate) mod tabs;
pub(crate) mod term;
pub(crate) mod text_table;
pub(crate) mod to_share;
