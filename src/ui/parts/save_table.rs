//! "Save as": a table of the page as a file.

use leptos::prelude::*;

use crate::export::Format;
use crate::export::sheet::Sheet;

use crate::page::take_away::export_tables::about;
use crate::page::take_away::file_names::file_name;
use crate::ui::browser::download::{download, today};
use crate::ui::reactive::{Views, act};
use crate::ui::state::selection::Selection;

/// Makes the table at the time of the click.
pub type Make = Callback<(), Option<Sheet>>;

/// A line of buttons, one for each format.
#[component]
pub fn SaveTable(
    state: Selection,
    /// The table's name in tests.
    test_id: &'static str,
    /// Its title, part of the buttons' names and of the file's.
    title: &'static str,
    /// Makes it.
    sheet: Make,
    /// Whether also as parquet, for a table whose columns have types.
    #[prop(optional)]
    parquet: bool,
) -> impl IntoView {
    let button = move |format: Format| {
        let save = move |_| {
            let Some((shown, sheet)) = state.shown.get_untracked().zip(sheet.run(())) else { return };
            let about = state.choice.with_untracked(|choice| about(&shown, choice, &today()));
            let name = file_name(&shown.place, title, format.ending());
            download(&name, format.mime(), &format.write(&sheet, &about));
        };
        view! {
            <button type="button" class="link" aria-label=format!("Save “{title}” as {}", format.name()) on:click=act(save)>
                {format.name()}
            </button>
        }
    };
    let formats = [Format::Csv, Format::Json, Format::Parquet];
    let buttons = formats.into_iter().take(if parquet { 3 } else { 2 }).map(button).views();
    view! {
        <p class="save-table" data-testid=format!("save-{test_id}")>
            "Save as "
            {buttons}
        </p>
    }
    .into_any()
}

/// The same behind one small button.
#[component]
pub fn SaveMenu(
    state: Selection,
    /// As of [`SaveTable`].
    test_id: &'static str,
    /// As of [`SaveTable`].
    title: &'static str,
    /// As of [`SaveTable`].
    sheet: Make,
) -> impl IntoView {
    view! {
        <details class="save-menu" data-testid=format!("save-menu-{test_id}")>
            <summary>"Save table"</summary>
            <SaveTable state test_id title sheet />
        </details>
    }
    .into_any()
}
