//! The charts of the real tables as vectors, held against drawings that were looked at.

use std::sync::Arc;

use crate::support;
use crate::support::drawing::{self, frame, hold};
use isocost::chart::frame::Frame;
use isocost::chart::theme;
use isocost::data::bundled;
use isocost::page::choice::filters::{Axes, Choice};
use isocost::page::scatter::own_axes::GROUP_FRONTS_LABEL;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::Bill;

const FRAME: Frame = frame(800.0, 480.0);

fn draw(dataset: &str, choice: &Choice, theme: &theme::Theme) -> String {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = ScatterView::new(&shown, &all, choice, &scatter_view::fixed(&shown, choice));
    drawing::draw(&*view.scene, &FRAME, theme)
}

#[test]
fn the_default_charts() {
    for table in bundled::TABLES {
        let name = table.title.to_lowercase().replace(' ', "-");
        hold(&name, &draw(table.dataset, &Choice::default(), &theme::LIGHT));
    }
}

#[test]
fn the_notebook_chart_and_the_logarithmic_dark_one() {
    let [vision, _, classification] = bundled::TABLES;
    let notebook = Choice { notebook: true, ..Choice::default() };
    hold("vision-embedding-notebook", &draw(vision.dataset, &notebook, &theme::LIGHT));
    let log = Choice { axes: Axes::Log, ..Choice::default() };
    hold("classification-log-dark", &draw(classification.dataset, &log, &theme::DARK));
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let hide = |labels: &[&str]| {
        let hidden = labels.iter().map(|&label| label.to_owned()).collect();
        draw(bundled::TABLES[0].dataset, &Choice { hidden, ..Choice::default() }, &theme::LIGHT)
    };
    let red = |svg: &str| svg.matches("#d0102b").count();
    let (all, no_front, no_star) = (red(&hide(&[])), red(&hide(&["Pareto front"])), red(&hide(&["Cheapest run"])));
    assert!(no_front >= 1 && no_star >= 1 && all == no_front + no_star, "{all} {no_front} {no_star}");
    assert_eq!(red(&hide(&["Pareto front", "Cheapest run"])), 0);
    assert_eq!(hide(&["nvidia-l4"]).matches("<circle").count(), 0);
}

#[test]
fn a_chart_without_a_single_run_is_still_a_chart() {
    let shown = support::shown::nth(0);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &[], &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!((view.scene.points.len(), view.cheapest_row), (0, None));
    let svg = drawing::draw(&*view.scene, &FRAME, &theme::LIGHT);
    assert!(svg.contains("Average latency, ms") && svg.contains("Cost, $ per 1 billion requests"));
}

/// The bundled language-model table on other axes, the runs of one workload.
fn on_axes(pairs: &[(&str, &str)], theme: &theme::Theme) -> String {
    let choice = Choice::from_pairs(pairs.iter().copied().chain([("workload", "1,024 in / 1,024 out tokens")]));
    let shown = Arc::new(support::bundled(bundled::LLM.dataset)).priced(&Bill::of(&choice));
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let view = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
    drawing::draw(&*view.scene, &FRAME, theme)
}

#[test]
fn fronts_as_steps_where_more_is_better_and_where_less_is() {
    hold("llm-tokens-per-gpu", &on_axes(&[("x", "user50"), ("y", "outgpu")], &theme::LIGHT));
    hold("llm-cost-over-users-dark", &on_axes(&[("x", "user50"), ("y", "cost")], &theme::DARK));
}

#[test]
fn fronts_are_hidden_one_kind_by_the_other() {
    let dashes = |hide: &[(&str, &str)]| {
        let pairs: Vec<_> = [("x", "user50"), ("y", "outgpu")].into_iter().chain(hide.iter().copied()).collect();
        let svg = on_axes(&pairs, &theme::LIGHT);
        // The colour of the front of all, and the first of those of groups.
        (svg.matches("#d0102b").count(), svg.matches("#0072b2").count())
    };
    let (all, groups) = dashes(&[]);
    let (star, same) = dashes(&[("hide", "Pareto front")]);
    assert!(all > star && star > 0 && groups > 0 && same == groups, "{all} {star} {groups} {same}");
    assert_eq!(dashes(&[("hide", GROUP_FRONTS_LABEL)]), (all, 0));
}
