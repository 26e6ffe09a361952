//! The maps of what a section follows, made one after the other.

use std::sync::Arc;

use super::View;
use crate::page::choice::contour::Controls;
use crate::page::choice::contour_axes::ContourAxes;
use crate::page::choice::filters::Choice;
use crate::page::contour::limits::{Kept, passing};
use crate::page::contour::view::Panels;
use crate::ui::reactive::Memo;
use crate::ui::state::selection::{Moment, Selection};
use crate::ui::state::turns::{in_parts, is_behind};

/// What the maps are made of: everything of a moment, and whether it is the notebook's way, with which settings and axes.
type Source = (Arc<Moment>, (bool, Controls, ContourAxes));

/// What is shown, of a large table a map in each task; and whether it is still to be made of what is asked now.
pub(super) fn view(state: Selection, controls: Memo<Controls>, axes: Memo<ContourAxes>) -> (View, Memo<bool>) {
    // So that a change of look or legend computes nothing anew.
    let moment =
        state.moment(|choice| Choice { notebook: choice.notebook, limits: choice.limits.clone(), ..Choice::default() });
    let asked = Memo::new_with_compare(
        move |_| {
            let moment = moment.get()?;
            let notebook = moment.choice.notebook;
            Some(Arc::new((moment, (notebook, controls.get(), axes.get()))))
        },
        |_, _| true,
    );
    let made = in_parts(asked, |asked: &Arc<Source>| {
        let asked = Arc::clone(asked);
        let mut begun: Option<(Panels, Vec<bool>)> = None;
        Box::new(move || {
            let (moment, (notebook, controls, axes)) = &*asked;
            let Moment { shown, basis, rows, within, choice } = &**moment;
            let limited = !choice.limits.is_empty();
            let Some((panels, passes)) = &mut begun else {
                let panels = Panels::new(shown, limited, *notebook, *controls, axes);
                begun = Some((panels, if limited { passing(within, shown.runs.rows) } else { Vec::new() }));
                return None;
            };
            let limits = choice.limits.limits(&shown.runs);
            let kept = Kept::of(basis.measures(&shown.runs), &limits, std::mem::take(passes));
            let is_done = panels.part(shown, rows, limited.then_some(&kept));
            *passes = kept.into_passes();
            is_done.then(|| begun.take().map(|(panels, _)| Arc::new(panels.view))).flatten()
        })
    });
    let view = Memo::new(move |_| made.with(|made| made.as_ref().map(|made| Arc::clone(&made.out))));
    (view, is_behind(asked, made))
}
