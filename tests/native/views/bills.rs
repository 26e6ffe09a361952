//! The first chart where something is demanded: upwards stands the bill of the answer's card, unless the reader says what does.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::shown::{all, made_table, nth, real};
use crate::support::tables::{number, table};
use isocost::analysis::decide::answer::{Demand, TOLERANCE};
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::scenes::scatter::Point;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled::LLM;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::scatter::moved_cost::handle;
use isocost::page::scatter::presets::Offer;
use isocost::page::scatter::said::said;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::{Runs, ScatterView};
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::verdict::mark::at_load;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::legends;

fn choice(query: &str) -> Choice {
    let choice = Choice::from_pairs(query.split('&').filter_map(|pair| pair.split_once('=')));
    assert!(choice.notes.is_empty() && choice.money.notes.is_empty(), "{query}: {:?}", choice.money.notes);
    assert_eq!(query.contains("plan="), choice.money.demand != Demand::None, "{query}");
    choice
}

/// The card and the chart of a query, as the page makes them.
fn of(shown: &ActiveTable, query: &str) -> (Choice, VerdictView, ScatterView) {
    let choice = choice(query);
    let basis = Basis::of(&shown.runs);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let verdict = VerdictView::new(shown, &basis, &rows, &Asked::of(&choice));
    let runs = Runs::of(&rows, &verdict);
    let view = ScatterView::of(shown, runs, &choice, &scatter_view::fixed(shown, &choice));
    (choice, verdict, view)
}

/// What the answer's function asks for the demand: a month, or in all.
fn answered(shown: &ActiveTable, choice: &Choice) -> Option<f64> {
    let basis = Basis::of(&shown.runs);
    let columns = Columns::of(shown, &basis);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let best = Asked::of(choice).answered(shown, &basis, &columns, &rows).found?.best;
    Some(if best.usd_per_month.is_finite() { best.usd_per_month } else { best.usd })
}

/// No mark within the limits has as low a bill and a lower p95 than the star, as that decides; it is on the chart, and its row
/// is found there.
fn not_beaten(view: &ScatterView, query: &str) {
    let (scene, star) = (&view.scene, view.scene.star.as_ref().expect("the answer has a star"));
    let is_better = |point: &&Point| point.y <= star.y * (1.0 + TOLERANCE) && point.x < star.x * (1.0 - 5e-3);
    let better = scene.within().iter().find(is_better).copied();
    assert!(star.run.is_none() || !query.contains("latency=p95") || better.is_none(), "{query}: {star:?} {better:?}");
    let frame = Frame { width_css: 640.0, height_css: 400.0, pixel_ratio: 1.0 };
    let projection = scene.project(&frame, &LIGHT);
    let place = projection.to_css(star.x, star.y);
    assert!(projection.area.shows(place), "{query}: {star:?}");
    let found = scene.closest(&projection, place).expect("the star is something");
    let same_place =
        scene.points.iter().any(|point| point.row == found && projection.to_css(point.x, point.y) == place);
    assert!(found == star.row || same_place, "{query}: {star:?} {found}");
}

#[test]
fn the_star_stands_at_the_cards_bill_and_nothing_within_is_lower() {
    let (mut drawn, mut apart) = (0, 0);
    for table in ["embedding", "classification", "vision-embedding"] {
        let shown = real(table);
        for demand in ["200/s@730h", "3/s@24h", "2500/s@730h", "1M@24h", "2000000000@72h"] {
            for limit in ["", "&max_p95_ms=200", "&max_p95_ms=400", "&max_p95_ms=1500", "&max_avg_ms=300"] {
                for terms in ["", "&load_percent=100", "&load_percent=40&spare=1", "&latency=p95", "&hw_type=nvidia-t4"]
                {
                    let query = format!("plan={demand}{limit}{terms}");
                    let (choice, verdict, view) = of(&shown, &query);
                    let Some(usd) = answered(&shown, &choice) else { continue };
                    assert_eq!(view.upwards(), "bill", "{table} {query}");
                    let star = view.scene.star.as_ref().expect("the answer has a star");
                    let words = star.tags.as_ref().map(|tags| &*tags[1]);
                    assert_eq!(
                        (Some(star.row), words),
                        (verdict.row, Some(&*verdict.headline.number)),
                        "{table} {query}"
                    );
                    assert!((star.y / usd - 1.0).abs() < TOLERANCE, "{table} {query}: {} for {usd}", star.y);
                    apart += usize::from(view.is_apart());
                    not_beaten(&view, &format!("{table} {query}"));
                    let least = view.scene.within().iter().map(|point| point.y).fold(f64::INFINITY, f64::min);
                    assert!(star.y <= least * (1.0 + TOLERANCE), "{table} {query}: {least} for {}", star.y);
                    drawn += 1;
                }
            }
        }
    }
    assert!(drawn > 250 && apart > 100, "{drawn} {apart}");
}

/// The task of the field: 200 requests a second, p95 up to 400 ms.
#[test]
fn title_axis_hover_and_words_are_of_the_bill() {
    let shown = nth(2);
    let (choice, verdict, view) = of(&shown, "plan=200/s@730h&max_p95_ms=400");
    assert_eq!(scatter_view::title(Some(&view)), "Bill against average latency");
    let titles = &view.scene.titles;
    assert_eq!(
        (&*titles.y, titles.y_money.as_ref().map(|money| money.factor)),
        ("$ a month for the demand", Some(1.0))
    );
    let fields = scatter_view::fields(Some(&view), &shown, verdict.row.unwrap());
    assert_eq!(fields[0], ("Bill", "$584 a month".to_owned()));
    assert!(fields.iter().any(|(name, value)| *name == "Cost" && value.ends_with(" / 1M requests")), "{fields:?}");
    assert!(
        view.summary(&shown, &choice).contains("runs by bill and average latency. Better is down and to the left.")
    );
    let told = handle(view.drawn_upwards(), &shown, &choice, &all(&shown)).expect("what is paid can be limited");
    assert_eq!((&*told.label, &*told.words), ("Bill at most", "any cost"));
    assert!(legends::scatter(&view, &shown, &LIGHT).entries.iter().any(|entry| entry.label == "The answer"));
    // A volume is done once.
    let (choice, verdict, view) = of(&shown, "plan=2000000000@72h&max_p95_ms=400");
    assert_eq!(&*view.scene.titles.y, "$ in all for the demand");
    let bill = [&verdict.headline.number, " ", &*verdict.headline.unit].concat();
    assert!(bill.ends_with(" in all"), "{bill}");
    assert_eq!(scatter_view::fields(Some(&view), &shown, verdict.row.unwrap())[0], ("Bill", bill));
    let told = handle(view.drawn_upwards(), &shown, &choice, &all(&shown)).expect("so can that");
    let most = Choice::from_pairs([("plan", "2000000000@72h"), ("max_cost", "400")]);
    let line = handle(view.drawn_upwards(), &shown, &most, &all(&shown)).expect("a line");
    assert_eq!((&*told.words, &*line.words), ("any cost", "$800 in all"), "2 times 1 billion at $400");
}

#[test]
fn what_the_reader_chose_stands_and_without_a_demand_nothing_changes() {
    let shown = nth(2);
    let key = |query: &str| of(&shown, query).2.upwards().to_owned();
    for (query, upwards) in [
        ("plan=200/s@730h", "bill"),
        ("plan=200/s@730h&x=rate", "bill"),
        ("plan=200/s@730h&y=cost", "cost"),
        ("plan=200/s@730h&y=rate", "rate"),
        ("plan=200/s@730h&preset=notebook", "cost"),
        ("", "cost"),
        ("x=rate", "cost"),
        ("max_cost=300", "cost"),
    ] {
        assert_eq!(key(query), upwards, "{query}");
    }
    for query in ["", "max_p95_ms=400", "latency=p95&axes=log", "max_cost=300", "preset=notebook"] {
        let (_, _, view) = of(&shown, query);
        assert!(view.own.is_none() && view.scene.titles.y.starts_with("Cost, $ per "), "{query}");
    }
    assert_eq!(scatter_view::title(Some(&of(&shown, "").2)), "Cost against latency");
    // Its address says so.
    let queries = choice("plan=200/s@730h&y=cost").to_pairs();
    assert!(queries.iter().any(|(key, value)| *key == "y" && value == "cost"), "{queries:?}");
}

/// The fastest for a sum may take more machines than are needed: card and mark are told apart.
#[test]
fn the_fastest_at_a_bill_is_told_apart_from_its_mark() {
    let mut apart = 0;
    for (table, query) in (0..3).flat_map(|table| {
        let rates = ["12/s@730h", "700/s@730h", "2500/s@24h"];
        let asks = ["", "&load_percent=100", "&max_p95_ms=700"];
        let query = move |rate| asks.map(|more| format!("plan={rate}{more}"));
        rates.into_iter().flat_map(query).map(move |query| (table, query))
    }) {
        let shown = nth(table);
        for most in ["500", "2000", "60000", "300000"] {
            let (choice, verdict, view) = of(&shown, &format!("{query}&max_cost={most}"));
            let (Some(usd), Some(star)) = (answered(&shown, &choice), view.scene.star.as_ref()) else { continue };
            let mark_usd = star.run.map_or(star.y, |(_, usd)| usd);
            assert!(mark_usd <= usd * (1.0 + TOLERANCE), "{query} {most}: the fewest machines cost no more");
            assert!(star.run.is_none() || (star.y / usd - 1.0).abs() < TOLERANCE, "{query} {most}: {star:?}");
            let words = said(&shown, &choice, &view, Some(&verdict));
            let more = format!("; its {} a month are of more machines, to be faster", verdict.headline.number);
            let differs = mark_usd < usd * (1.0 - TOLERANCE);
            assert_eq!(words.contains(&more), differs, "{query} {most}: {words}");
            apart += usize::from(differs);
        }
    }
    assert!(apart > 0);
}

/// What is across stays as it is without a demand; where there is no bill, so does what is upwards.
#[test]
fn across_stays_and_without_a_bill_the_cost() {
    let model = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    for (query, title) in [
        ("plan=5000/s@730h", "Bill against average latency"),
        ("plan=5000/s@730h&limit=ttft:500", "Bill against mean time to first token"),
        ("plan=5000/s@730h&x=user50", "Bill against tokens/s/user, by median TPOT"),
    ] {
        let (choice, verdict, view) = of(&model, query);
        assert_eq!(scatter_view::title(Some(&view)), title);
        let star = view.scene.star.as_ref().and_then(|star| star.tags.clone()).expect("the answer has a star");
        assert_eq!(star[1], verdict.headline.number, "{query}");
        let words = Offer::of(&model, &choice).expect("a table of tokens offers charts").presets[0].words.clone();
        assert_eq!(words, "Bill against latency");
    }
    // Costs without a throughput plan nothing.
    let costs = made_table(table(vec![
        number("vus", &[1.0, 2.0, 4.0]),
        number("avg_latency_ms", &[100.0, 120.0, 200.0]),
        number("throughput_req_per_sec", &[f64::NAN; 3]),
        number("cost_per_1b_requests", &[300.0, 200.0, 100.0]),
    ]));
    let (_, verdict, view) = of(&costs, "plan=200/s@730h");
    assert_eq!((verdict.row, view.upwards(), view.own.is_none()), (Some(2), "cost", true));
    assert_eq!(verdict.headline.unit, "per 1M requests");
    // Without any price the rate stands there.
    let rates = made_table(table(vec![
        number("vus", &[1.0, 2.0, 4.0]),
        number("avg_latency_ms", &[100.0, 120.0, 200.0]),
        number("throughput_req_per_sec", &[10.0, 20.0, 30.0]),
    ]));
    assert_eq!(of(&rates, "plan=200/s@730h").2.upwards(), "rate");
    // One run.
    let one = made_table(table(vec![
        number("vus", &[4.0]),
        number("avg_latency_ms", &[100.0]),
        number("throughput_req_per_sec", &[40.0]),
        number("cost_per_1b_requests", &[300.0]),
    ]));
    let (choice, _, view) = of(&one, "plan=200/s@730h");
    assert_eq!(view.scene.star.as_ref().map(|star| star.y), answered(&one, &choice));
}

/// The card tells the latency at the load asked. On a chart of bills the star stands there, and its run has a ring; elsewhere the
/// star is the run as measured. Where less is asked than was tried, the latency is of the lowest load that was, and note, tip
/// and warning all say so.
#[test]
fn the_star_of_a_steady_demand_is_the_card_or_the_run_as_measured() {
    let shown = nth(2);
    let told = |query: &str| {
        let (choice, verdict, view) = of(&shown, query);
        let star = view.scene.star.clone().expect("the answer has a star");
        let [tag, _] = star.tags.expect("it has tags");
        let field = at_load(Some(&verdict), star.row).map(|(name, value)| (name, value.replace('\u{a0}', " ")));
        let note = said(&shown, &choice, &view, Some(&verdict));
        let warned = verdict.caveats.iter().find(|words| words.contains("below all that were tried")).cloned();
        assert_eq!(view.is_apart(), star.run.is_some(), "{query}");
        (tag.replace('\u{a0}', " "), star.run, field, note, warned.unwrap_or_default())
    };
    let load = |words: &str| {
        let at = words
            .split_once("measured at the lowest load tried, ")
            .map(|(_, rest)| rest.split(" req/s").next().unwrap());
        at.expect("it says where it was measured").to_owned()
    };
    for (query, is_apart, across) in [
        ("latency=p95", true, "60 ms"),
        ("latency=p95&y=bill", true, "60 ms"),
        ("", true, "52.85 ms"),
        ("latency=p95&y=cost", false, "372 ms measured"),
        ("latency=p95&y=rate", false, "372 ms measured"),
        ("latency=p95&x=rate", false, "793.2"),
    ] {
        let (tag, run, field, note, warned) = told(&format!("plan=200/s@730h&max_p95_ms=400&{query}"));
        assert_eq!((tag.as_str(), run.is_some()), (across, is_apart), "{query}");
        assert_eq!(field, Some(("At the lowest load tried", "p95 60 ms".to_owned())), "{query}");
        let (has_ring, is_mark) =
            (note.contains(" The ring is its run "), note.starts_with("The star is the run as measured"));
        assert_eq!((has_ring, is_mark), (is_apart, !is_apart && query != "latency=p95&x=rate"), "{query} {note}");
        assert!(
            load(&note) == load(&warned) && load(&note).parse::<f64>().is_ok_and(|rate| rate > 200.0),
            "{note} {warned}"
        );
    }
    // Of more load than the lowest the latency is at that load.
    let (_, run, field, note, warned) = told("plan=700/s@730h&max_p95_ms=400&load_percent=100");
    assert_eq!((run.is_some(), field.map(|(name, _)| name), warned.as_str()), (true, Some("At the load asked"), ""));
    assert!(note.contains(" is at the load asked. The ring is its run as measured"), "{note}");
    // Where the answer's latency is the run's own there is nothing to tell apart.
    for query in ["max_p95_ms=400", "max_p95_ms=400&plan=1000000@24h"] {
        let (tag, run, field, note, _) = told(query);
        assert!(
            tag.ends_with(" ms") && run.is_none() && field.is_none() && !note.contains("star"),
            "{tag} {field:?} {note}"
        );
    }
    let (_, verdict, _) = of(&shown, "plan=200/s@730h");
    assert_eq!(at_load(Some(&verdict), all(&shown).into_iter().find(|&row| Some(row) != verdict.row).unwrap()), None);
    assert_eq!(at_load(None, 0), None);
}
