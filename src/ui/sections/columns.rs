//! "Columns": which column has which meaning.

use std::sync::Arc;

use leptos::prelude::*;

use super::data_drawer::data;
use crate::data::runs::roles::{Role, Unit};
use crate::data::table::Table;
use crate::page::runs::columns::{RoleLine, RolesView, Selected, offered_in, summary};
use crate::page::tables::side_by_side;
use crate::page::words::runs::count;
use crate::text::foreign::shown;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::parts::drawer::Drawer;
use crate::ui::parts::self_opening::SelfOpening;
use crate::ui::reactive::{Memo, Signal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::inputs::Opened;

/// The section, which is there once a table cannot be compared; and the drawer, which has the columns of all others.
#[component]
pub fn ColumnsSection(state: State) -> impl IntoView {
    let there = Memo::new(move |_| !state.loaded.with(Vec::is_empty));
    let parts = |state: State| {
        view! {
            {state.mode.is_whole().then(|| section(state))}
            <Drawer state data=data />
        }
        .into_any()
    };
    move || there.get().then(|| view! { <Lazy state parts quiet=true /> }.into_any())
}

/// Stays once it was asked for: what is chosen in it may be changed again. Not while the drawer shows the same fields.
fn section(state: State) -> AnyView {
    let asked = Memo::new(move |before: Option<&bool>| {
        state.refused.with(Option::is_some) || before.is_some_and(|before| *before)
    });
    let there = Memo::new(move |_| asked.get() && state.drawer.get() != Some(Opened::Data));
    let view = view_of(state);
    let said = Signal::derive(move || view.with(|view| summary(view)));
    let body = Callback::new(move |()| view! { <Body state view /> }.into_any());
    let asks = Signal::derive(|| true);
    let card = move || {
        view! { <SelfOpening name="columns" test_id="columns" title="Columns" summary=said asks body /> }.into_any()
    };
    (move || there.get().then(card)).into_any()
}

/// What the columns of the tables are taken for.
pub(super) fn view_of(state: State) -> Memo<Arc<RolesView>> {
    Memo::new(move |_| {
        let (overrides, mut notes) = state.choice.with(|choice| (choice.columns.clone(), choice.notes.clone()));
        let shown = state.shown.get();
        state.loaded.with(|loaded| {
            let runs = shown.as_ref().map(|shown| &*shown.runs);
            let names = side_by_side::names(loaded);
            let named = names.iter().zip(loaded).map(|(name, loaded)| (name.as_str(), &loaded.table, &loaded.found));
            let mut view = RolesView::of_several(&named.collect::<Vec<_>>(), &overrides, runs);
            notes.append(&mut view.notes);
            view.notes = notes;
            Arc::new(view)
        })
    })
}

/// A line for each measure and setting, with the column that is taken for it.
#[component]
pub(super) fn Body(state: State, view: Memo<Arc<RolesView>>) -> impl IntoView {
    // As it was when this was opened: no line moves while its column is being chosen.
    let is_used = |role: &Role| {
        state.refused.with_untracked(Option::is_some)
            || view.with_untracked(|view| {
                role_line(view, *role).is_some_and(|line| line.column.is_some() || line.selected != Selected::Found)
            })
    };
    let (used, unused): (Vec<Role>, Vec<Role>) = Role::ALL.into_iter().partition(is_used);
    let rows = move |roles: Vec<Role>| roles.into_iter().map(|role| view! { <RoleRow state view role /> }).views();
    let rest = (!unused.is_empty()).then(|| {
        let title = [&count(unused.len(), "more", "more"), " that the table does not have"].concat();
        view! { <details data-testid="roles-rest"><summary>{title}</summary>{rows(unused)}</details> }.into_any()
    });
    let notes =
        move || view.with(|view| view.notes.iter().map(|note| view! { <li>{shown(note).into_owned()}</li> }).views());
    let reset = move |_| {
        state.choose(|choice| {
            choice.columns = Default::default();
            choice.notes.clear();
        });
    };
    view! {
        <div class="columns-body">
            <ul class="hint" data-testid="columns-notes">{live(notes)}</ul>
            <fieldset data-testid="roles">
                <legend>"What each column means"</legend>
                {rows(used)}
                {rest}
                <p class="hint">{move || view.with(|view| shown(&view.further).into_owned())}</p>
            </fieldset>
            <button type="button" class="link" data-testid="columns-reset" on:click=act(reset)>
                "Back to the columns that were found"
            </button>
        </div>
    }
}

/// The line of a role; `None` only while a table is being closed.
fn role_line(view: &RolesView, role: Role) -> Option<&RoleLine> {
    view.lines.iter().find(|line| line.role == role)
}

#[component]
fn RoleRow(state: State, view: Memo<Arc<RolesView>>, role: Role) -> impl IntoView {
    let line = Memo::new(move |_| view.with(|view| role_line(view, role).cloned()));
    let columns = Memo::new(move |_| {
        state.loaded.with(|loaded| {
            let tables: Vec<&Table> = loaded.iter().map(|loaded| &loaded.table).collect();
            offered_in(&tables, role)
        })
    });
    let found = move || {
        let found = line.with(|line| line.as_ref().and_then(|line| line.found.clone()));
        format!("Found: {}", shown(found.as_deref().unwrap_or("none")))
    };
    let is = move |value: &str| line.with(|line| line.as_ref().is_some_and(|line| line.selected.value() == value));
    let options = move || {
        let option = |name: String| {
            let value = Selected::Column(name.clone()).value();
            let this = value.clone();
            view! { <option value=value prop:selected=move || is(&this)>{shown(&name).into_owned()}</option> }
        };
        columns.get().into_iter().map(option).views()
    };
    let choose = move |value: String| state.choose(|choice| Selected::choose(&value, role, &mut choice.columns));
    let name = format!("role-{}", role.key());
    view! {
        <div class="columns-row">
            <label for=name.clone()>{role.words()}</label>
            <select id=name.clone() data-testid=name on:change:target=move |event| choose(event.target().value())>
                <option value="found" prop:selected=move || is("found")>
                    {live(found)}
                </option>
                <option value="none" prop:selected=move || is("none")>
                    "No column"
                </option>
                {live(options)}
            </select>
            <UnitSelect state line role />
            <span class="hint">
                <b>{move || line.map_or_default(|line| shown(&line.samples).into_owned())}</b> " "
                {move || line.map_or_default(|line| line.reason.clone())}
            </span>
        </div>
    }
}

/// The unit of a role's column, where it can have several.
#[component]
fn UnitSelect(state: State, line: Memo<Option<RoleLine>>, role: Role) -> impl IntoView {
    let there = Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.unit.is_some())));
    let choose = move |key: String| {
        let column = line.with_untracked(|line| line.as_ref().and_then(|line| line.column.clone()));
        state.choose(|choice| choice.columns.choose(role, column, Unit::of_key(&key)));
    };
    let option = move |&unit: &Unit| {
        let is = move || line.with(|line| line.as_ref().is_some_and(|line| line.unit == Some(unit)));
        view! { <option value=unit.key() prop:selected=live(is)>{unit.words()}</option> }
    };
    move || {
        there.get().then(|| {
            view! {
                <select
                    aria-label=format!("Unit of {}", role.words())
                    data-testid=format!("unit-{}", role.key())
                    on:change:target=move |event| choose(event.target().value())
                >
                    {role.units().iter().map(option).views()}
                </select>
            }
            .into_any()
        })
    }
}
