//! What the pointer or the keyboard is on: HTML over the canvas, so that the chart is not painted again.

use leptos::prelude::*;

use crate::page::words::runs::Field;
use crate::ui::reactive::{Memo, Views};

/// A run pointed at: where, and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointed {
    /// Row in the table.
    pub row: usize,
    /// Place on the chart, CSS px.
    pub place: (f64, f64),
    /// From there to the box, a transform.
    pub shift: String,
    /// Its group.
    pub title: String,
    /// Its figures.
    pub fields: Vec<Field>,
}

/// A ring on the run and a box beside it.
#[component]
pub fn Tooltip(pointed: Memo<Option<Pointed>>) -> impl IntoView {
    move || {
        pointed.get().map(|Pointed { row, place: (x, y), shift, title, fields }| {
            let px = |value: f64| format!("{value:.1}px");
            view! {
                <div class="marker" data-testid="scatter-marker" style:left=px(x) style:top=px(y)></div>
                <div
                    class="tooltip"
                    data-testid="tooltip"
                    data-row=row.to_string()
                    role="tooltip"
                    style:left=px(x)
                    style:top=px(y)
                    style:transform=shift
                >
                    <strong>{title}</strong>
                    <dl>
                        {fields
                            .into_iter()
                            .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
                            .views()}
                    </dl>
                </div>
  .into_any()          }
        })
    }
}
