//! What the card, Evidence, the list of runs and the frame of "Did we try enough VUs?" say of one question: the same.

use std::sync::Arc;

use super::{all, real};
use crate::support::shown::bundled;
use isocost::analysis::decide::chances::Confidence;
use isocost::analysis::saturation::evidence::ends_failing;
use isocost::analysis::saturation::monotonic::Curve;
use isocost::analysis::saturation::trend::Grade;
use isocost::data::bundled::TABLES;
use isocost::data::runs::load::LoadAxis;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::enough_vus::words;
use isocost::page::evidence::state::{Bound, State};
use isocost::page::evidence::table::{EvidenceTable, Need};
use isocost::page::evidence::table_words::heads;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::rankings::near_ties::tolerance;
use isocost::page::rankings::next_runs::{NextLine, NextView};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::confidence::{Again, ConfidenceView};
use isocost::page::verdict::view::VerdictView;

/// What the page says of a choice.
struct Said {
    shown: Arc<ActiveTable>,
    basis: Basis,
    verdict: VerdictView,
    sure: ConfidenceView,
    /// Without the run that the answer needs.
    next: NextView,
    view: EvidenceView,
    axes: VusAxes,
}

impl Said {
    fn of(shown: ActiveTable, choice: &Choice) -> Self {
        let (shown, asked) = (Arc::new(shown), Asked::of(choice));
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        let verdict = VerdictView::new(&shown, &basis, &rows, &asked);
        let sure = ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), None);
        let axes = VusAxes::new(&shown, &Choice::default());
        let view = EvidenceView::graded(&shown, &basis, &axes.groups, (&rows, &verdict.passing));
        let limits = asked.limits.limits(&shown.runs);
        let next = NextView::new(&shown, &basis, &rows, &verdict.passing, &limits);
        let next = next.for_question(&shown, &basis, &asked, &rows, &view);
        Self { shown, basis, verdict, sure, next, view, axes }
    }

    fn table(&self, next: &NextView) -> EvidenceTable {
        let rows = all(&self.shown);
        let passing = (rows.as_slice(), self.verdict.passing.as_slice());
        let found = (self.view.clone(), next, self.verdict.row);
        EvidenceTable::new(&self.shown, &self.basis, &self.axes.groups, passing, found)
    }

    fn needing(&self) -> Option<(Again, NextView)> {
        let again = self.sure.again.clone()?;
        let next = self.next.clone().needing(&self.shown, again.row, &again.words);
        Some((again, next))
    }

    fn vus(&self, question: Question) -> VusView {
        let rows = all(&self.shown);
        VusView::within(&self.shown, (&rows, &self.verdict.passing), &self.axes, question)
    }
}

fn choice(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

const LIMIT: (&str, &str) = ("max_p95_ms", "400");
const STEADY: (&str, &str) = ("plan", "200/s@730h");

/// With 88 % of load allowed one T4 answers for $365, on one run alone: that run is needed, and is the first of all that is
/// proposed, which else is optional.
#[test]
fn the_run_that_the_verdict_needs_is_the_first_and_is_copied() {
    let said = Said::of(real("classification"), &choice(&[LIMIT, STEADY, ("load_percent", "88")]));
    assert_eq!(said.verdict.headline.number, "$365");
    assert_eq!(said.sure.confidence, Some(Confidence::OneMoreRun));
    let (again, next) = said.needing().expect("a run is needed");
    let words = "the answer rests on a single run: run nvidia-t4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 512, at 48 VUs \
                 again";
    assert_eq!((Some(again.row), again.words.as_str()), (said.verdict.row, words));
    assert!(said.next.is_optional && !next.is_all_optional(), "the others stay optional");
    // The list: title, first line, sentence.
    assert_eq!(next.title(), "One run needed, 17 others optional, with reasons");
    let first = &next.lines[0];
    assert_eq!((first.like, first.load, first.is_repeat), (again.row, 48.0, true));
    assert_eq!(first.why, format!("Needed to be sure of the answer: {words}."));
    assert_eq!(next.lines.len(), said.next.lines.len() + 1);
    assert!(next.sentence.starts_with("The first run is needed to be sure of the answer. 17 runs could find "));
    assert!(next.sentence.ends_with(" None of the others would change this answer."), "{}", next.sentence);
    let listing = next.listing();
    assert_eq!(listing.lines[0].cells.len(), listing.heads.len());
    assert!(listing.lines[0].cells.iter().all(|cell| !cell.text.contains("NaN")), "{:?}", listing.lines[0].cells);
    // The row, and the title above it.
    let table = said.table(&next);
    let row = &table.rows[0];
    assert_eq!((row.is_answer, row.next_words().as_str()), (true, "Needed run: repeat 48"));
    assert!(table.rows[1..].iter().flat_map(|row| &row.next).all(|next| next.need == Need::Optional));
    assert!(table.rows[1].next_words().starts_with("optional: "), "{}", table.rows[1].next_words());
    assert_eq!(heads(LoadAxis::Vus, next.is_all_optional())[7], "Run next");
    let title = table.title_beside(Some(&again.words));
    assert!(
        title
            .starts_with(&format!("One more run is needed to be sure: {words}. No other run proposed below can lower")),
        "{title}"
    );
    assert!(!title.contains("one of them rests"), "{title}");
    // What is copied: of the head that run alone, of the list it first.
    let command = next.asked_k6();
    assert_eq!((next.asked_k6_runs(), command.lines().count()), (1, 1));
    assert!(command.starts_with("k6 run --vus 48 ") && command.contains("batch_size=512"), "{command}");
    assert!(next.k6().starts_with(&command) && next.k6().lines().count() == next.lines.len());
    assert!(next.tsv().lines().nth(1).is_some_and(|line| line.contains("Needed to be sure of the answer")));
    assert!(next.json().lines().nth(1).is_some_and(|line| line.contains(r#""vus": 48"#)), "{}", next.json());
}

/// On every table and question the needed run is there exactly where the card says so, once, and first.
#[test]
fn a_needed_run_is_listed_wherever_the_card_says_so() {
    let (mut needed, mut moved, mut beside) = (0, 0, 0);
    for table in TABLES {
        for pairs in [
            &[][..],
            &[LIMIT],
            &[("max_p95_ms", "1000")],
            &[LIMIT, STEADY],
            &[LIMIT, STEADY, ("load_percent", "88")],
            &[("plan", "40/s@730h"), ("load_percent", "100")],
            &[("plan", "1000000@24h")],
        ] {
            let said = Said::of(bundled(table.dataset), &choice(pairs));
            let is_needed = said.sure.confidence == Some(Confidence::OneMoreRun);
            let Some((again, next)) = said.needing() else {
                assert!(!is_needed, "{} {pairs:?}", table.dataset);
                continue;
            };
            assert!(is_needed && next.is_again, "{} {pairs:?}", table.dataset);
            needed += 1;
            let is_it = |line: &&NextLine| line.is_repeat && line.like == again.row;
            assert_eq!(next.lines.iter().filter(is_it).count(), 1, "once: {} {pairs:?}", table.dataset);
            assert!(is_it(&&next.lines[0]));
            moved += usize::from(next.lines.len() == said.next.lines.len());
            assert!(next.title().starts_with("One run needed"), "{}", next.title());
            assert!(next.asked_k6_runs() >= 1 && next.asked_k6().lines().count() == next.asked_k6_runs());
            // Its row is the first after the answer's, or that, and has it first.
            let table = said.table(&next);
            let at = table.rows.iter().position(|row| row.next.first().is_some_and(|next| next.need == Need::Needed));
            assert!(at.is_some_and(|at| at < 2), "{at:?} {pairs:?}");
            beside += at.unwrap();
            let title = table.title_beside(Some(&again.words));
            assert!(title.contains(&again.words) && !title.contains("one of them rests"), "{title}");
        }
    }
    assert!(needed >= 4 && moved > 0, "{needed} {moved} {beside}");
}

/// The frame `view=vus` and Evidence: one sentence and one state of each configuration, under limits and without.
#[test]
fn the_frame_of_enough_vus_says_what_evidence_says() {
    let (mut limited, mut recovers) = (0, 0);
    for name in ["vision-embedding", "embedding", "classification"] {
        for pairs in [&[][..], &[LIMIT], &[("max_p95_ms", "1000")], &[LIMIT, STEADY]] {
            let said = Said::of(real(name), &choice(pairs));
            let next = NextView::default();
            let (table, vus) = (said.table(&next), said.vus(Question::default()));
            assert_eq!(words::answer(&vus), table.title, "{name} {pairs:?}");
            assert_eq!(vus.states.len(), table.rows.len());
            for row in &table.rows {
                let state = vus.state(row.group).expect("both have it");
                assert_eq!((state.state, state.bound), (row.state, row.bound), "{name} {pairs:?}: {}", row.full_name);
                limited += usize::from(state.bound == Some(Bound::Limits));
                recovers += usize::from(state.state == State::Recovers);
            }
            let cells: Vec<String> =
                words::listing(&said.axes, &vus).lines.iter().map(|line| line.cells[2].text.clone()).collect();
            for state in &vus.states {
                assert!(cells.contains(&words::said_of(state, false)));
                let said = words::said_of(state, false);
                assert!(said.starts_with(&state.state.words().to_lowercase()));
                // Of what the sentence counts apart each row says that it is.
                assert_eq!(said.contains(", up to the limits"), state.bound == Some(Bound::Limits), "{said}");
            }
            assert!(!words::meaning(&vus).contains("cannot be told"), "said once: {}", words::meaning(&vus));
        }
    }
    assert!(limited > 10 && recovers > 3, "{limited} {recovers}");
}

/// What the section supposes and the rest of the page does not stands before the sentence; the notebook's reading says that it is.
#[test]
fn another_question_and_the_notebooks_reading_say_so() {
    let said = Said::of(real("classification"), &choice(&[LIMIT]));
    let usual = words::answer(&said.vus(Question::default()));
    assert!(usual.starts_with("None of 28 configurations is known to gain"), "{usual}");
    let stopped = said.vus(Question { limit: Some(64.0), ..Question::default() });
    assert!(words::answer(&stopped).starts_with("As if nothing had been tried beyond 64 VUs. "));
    // As if it had not been tried: what was left out so ends no rise.
    let cut = stopped.states.iter().filter(|state| state.grade == Grade::Rises && state.most_load() <= Some(64.0));
    let open = cut.filter(|state| state.bound.is_none()).count();
    assert!(open > 0 && words::answer(&stopped).contains("More load could be tried"), "{}", words::answer(&stopped));
    let steeper = said.vus(Question { least_gain: 0.05, ..Question::default() });
    let told = words::answer(&steeper);
    assert!(told.starts_with("A rise counts from 5% on, and not from 2% as in the rest of the page. "), "{told}");
    let notebook = Choice { notebook: true, ..Choice::default() };
    let axes = VusAxes::new(&said.shown, &notebook);
    let view = VusView::within(&said.shown, (&all(&said.shown), &said.verdict.passing), &axes, Question::default());
    assert!(words::meaning(&view).starts_with("This is the notebook's reading: "), "{}", words::meaning(&view));
    assert_eq!(view.states.iter().map(|state| state.rows.len()).sum::<usize>(), 246, "limits do not count there");
}

/// The warning and the list of alternatives count the same, and a list whose bills differ is not called "Same bill".
#[test]
fn what_costs_the_same_is_counted_once() {
    let (mut exact, mut near) = (0, 0);
    for name in ["vision-embedding", "embedding", "classification"] {
        let shown = Arc::new(real(name));
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        for plan in ["20/s@730h", "200/s@730h", "3000/s@730h", "30000/s@730h", "1000000@24h", "40000000@24h"] {
            let choice = choice(&[("max_p95_ms", "1000"), ("plan", plan)]);
            let lists = Alternatives::new(&shown, &basis, &rows, &choice, tolerance(&shown, &basis, None));
            let verdict = VerdictView::new(&shown, &basis, &rows, &Asked::of(&choice));
            assert!(!verdict.why.iter().any(|why| why.starts_with("At least ")), "{:?}", verdict.why);
            let same = verdict.why.iter().find(|why| why.contains(" the same"));
            let told = same.map_or(0, |why| why.split(' ').next().unwrap().replace(',', "").parse::<usize>().unwrap());
            if lists.title(List::Near) == "Same bill" {
                assert_eq!(told, lists.count(List::Near), "{name} {plan}: {same:?}");
                exact += usize::from(told > 4);
            } else {
                assert_eq!(lists.title(List::Near), "Nearly as cheap");
                assert!(told < lists.count(List::Near), "{name} {plan}: {same:?}");
                near += 1;
            }
        }
    }
    assert!(exact > 1 && near > 1, "{exact} {near}");
    // The case that was told as "at least 4" beside a list of 13.
    let choice = choice(&[LIMIT, STEADY]);
    let said = Said::of(real("classification"), &choice);
    let told = "13 other configurations cost the same; it is the fastest of them.";
    assert!(said.verdict.why.iter().any(|why| why == told), "{:?}", said.verdict.why);
    assert!(said.sure.reasons.iter().any(|why| why.starts_with("13 other configurations have the same bill")));
}

/// The state's sentence names what its numbers are of: the last step, as in its column, and the line over the last loads.
#[test]
fn the_last_step_is_one_number() {
    let said = Said::of(real("classification"), &choice(&[LIMIT]));
    let table = said.table(&NextView::default());
    let row = table.rows.iter().find(|row| row.state == State::Recovers).expect("one recovers");
    let meaning = &said.view.line(row.group).unwrap().meaning;
    let told = format!("The last step, {}, only recovers from a dip", row.last_step_words());
    assert!(meaning.contains(&told) && meaning.contains("; the line over 32 to 135 VUs has +25.7% ("), "{meaning}");
}

/// A state whose end is one run that fails checks, or whose last step is within noise, has that beside it: in the row, in its
/// sentences, in the saved table and in the frame.
#[test]
fn what_makes_an_end_uncertain_stands_beside_its_state() {
    let said = Said::of(real("classification"), &choice(&[LIMIT]));
    let (table, vus) = (said.table(&NextView::default()), said.vus(Question::default()));
    let of = |name: &str| {
        let row = table.rows.iter().find(|row| row.name.whole() == name).expect("it has runs");
        let state = vus.state(row.group).expect("it has runs");
        let line = said.view.line(row.group).expect("it has runs");
        let told = words::said_of(state, false).replace(", ", "; ");
        assert!(line.cells[1].text.starts_with(&told), "{}: {told}", line.cells[1].text);
        (row.state, row.note.clone(), line.meaning.clone())
    };
    let (state, note, meaning) = of("L4 · trt-onnx · b16");
    assert_eq!((state, note.as_str()), (State::Saturated, "its last run is doubtful"));
    assert!(meaning.contains("Its run at the most load is doubtful"), "{meaning}");
    let (state, note, meaning) = of("L4 · default · b16");
    assert_eq!((state, note.as_str()), (State::Rising, "up to the limits, last step within noise"));
    assert!(meaning.contains(" The last step alone, +2.5%, is within noise."), "{meaning}");
    let (state, note, _) = of("L4 · default · b512");
    assert_eq!((state, note.as_str()), (State::Rising, "up to the limits"), "by more than noise");
    // The notebook's reading has none of it.
    let notebook = VusAxes::new(&said.shown, &Choice { notebook: true, ..Choice::default() });
    let rows = all(&said.shown);
    let states = VusView::within(&said.shown, (&rows, &rows), &notebook, Question::default()).states;
    assert!(!states.is_empty() && states.iter().all(|state| state.end.is_empty()));
}

/// The end rests on failing runs where all at the most load fail, unless most runs do; not where nothing is known.
#[test]
fn the_end_of_a_series_rests_on_failing_runs() {
    let (load, rate, rows) = ([1.0, 2.0, 4.0, 4.0], [10.0, 19.0, 3.0, 5.0], [0, 1, 2, 3]);
    let ends = |failed: &[u8; 4], rows: &[usize]| {
        ends_failing(Some(failed.as_slice()), &load, rows, &Curve::new(&load, &rate, rows))
    };
    assert!(ends(&[0, 0, 1, 2], &rows));
    assert!(!ends(&[0, 0, 1, 0], &rows), "a repeat passes");
    assert!(!ends(&[0, 1, 1, 1], &rows), "most fail: it is the client's doing");
    assert!(!ends(&[1, 1, 0, 0], &rows) && !ends(&[1; 4], &[]));
    assert!(!ends_failing(None, &load, &rows, &Curve::new(&load, &rate, &rows)));
}

/// All figures count the states as the title does, and the row that stands out is the answer's, which need not be the one
/// with the lowest cost of a request.
#[test]
fn all_figures_agree_with_the_title_and_the_answer() {
    let (mut recovers, mut other) = (0, 0);
    for plan in ["", "200/s@730h"] {
        let said = Said::of(real("classification"), &choice(&[LIMIT, ("plan", plan), ("load_percent", "100")]));
        let of = |state: State| said.view.lines.iter().filter(|line| line.state == state).count();
        for (n, words) in
            [(of(State::CannotTell), "cannot be told in "), (of(State::Recovers), "only recovers from a dip in ")]
        {
            let told =
                said.view.sentence.split(words).nth(1).map(|rest| rest.split([',', '.']).next().unwrap().to_owned());
            assert_eq!(told.unwrap_or("0".to_owned()), n.to_string(), "{}", said.view.sentence);
        }
        recovers += of(State::Recovers);
        let group = said.axes.groups.of_row[said.verdict.row.unwrap()];
        let lines = said.view.clone().answering(group).listing().lines;
        let marked: Vec<usize> = lines.iter().filter(|line| line.marked).map(|line| line.key).collect();
        assert_eq!(marked, [group.unwrap()]);
        other += usize::from(!lines[0].marked);
    }
    assert!(recovers > 0 && other > 0, "{recovers} {other}");
}
