//! Turns: of a large table each part of the page is computed in a task of its own, and the longest parts in several.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use super::frame_gate::soon;
use crate::data::limits::LARGE_ROWS;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::reactive::{Memo, RwSignal, Value};

/// The shown table, as soon as it is the turn of what follows it: at once, but for a large table that was not shown
/// before, of which there is none until then. Between two turns the browser paints and handles input. A filter or a price
/// takes no turn.
#[must_use]
pub fn in_turn(shown: Memo<Option<Arc<ActiveTable>>>) -> Memo<Option<Arc<ActiveTable>>> {
    let turn = RwSignal::new(0);
    Memo::new_with_compare(
        move |_| {
            let (now, turn_of) = (shown.get(), turn.get());
            let number = number(&now);
            if number == 0 || number == turn_of {
                return now;
            }
            soon(Box::new(move || turn.try_set(number)));
            None
        },
        |before, now| !before.zip(now).is_some_and(|(before, now)| same(before.as_ref(), now.as_ref())),
    )
}

/// What tells a large table from others, whatever its prices; 0 of a table that waits for no turn.
fn number(shown: &Option<Arc<ActiveTable>>) -> usize {
    shown.as_ref().filter(|_| is_large(shown)).map_or(0, |shown| Arc::as_ptr(&shown.runs.measured) as usize)
}

pub(super) fn is_large(shown: &Option<Arc<ActiveTable>>) -> bool {
    shown.as_ref().is_some_and(|shown| shown.runs.rows >= LARGE_ROWS)
}

/// Whether it is the very same table.
pub(super) fn same(one: Option<&Arc<ActiveTable>>, other: Option<&Arc<ActiveTable>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// What a section says of itself meanwhile.
pub const COUNTING: &str = "Counting the runs…";

/// What a part of the page is made of: everything of one moment.
pub trait OfTable: Value {
    /// The table that it is of.
    fn shown(&self) -> &Arc<ActiveTable>;
}

/// What came of what: whoever goes on with it goes on with the same moment.
pub struct Made<I, O> {
    pub of: Arc<I>,
    pub out: O,
}

impl<I: OfTable, O: Value> OfTable for Made<I, O> {
    fn shown(&self) -> &Arc<ActiveTable> {
        self.of.shown()
    }
}

/// With what else is asked.
impl<I: OfTable, T: Value> OfTable for (Arc<I>, T) {
    fn shown(&self) -> &Arc<ActiveTable> {
        self.0.shown()
    }
}

/// A part of a computation, to be called until it gives what comes of all.
pub type Part<O> = Box<dyn FnMut() -> Option<O> + Send + Sync>;

/// A computation that is all one part.
pub fn whole<O: Value>(compute: impl Fn() -> O + Send + Sync + 'static) -> Part<O> {
    Box::new(move || Some(compute()))
}

/// Computes something of a source: of a small table at once, of a large one in tasks of their own, a part in each. Until then
/// there is what came of the same table before, or nothing. Where the source changes meanwhile, it begins anew.
pub fn in_parts<I: OfTable, O: Value>(
    source: Memo<Option<Arc<I>>>,
    begin: impl Fn(&Arc<I>) -> Part<O> + Send + Sync + 'static,
) -> Memo<Option<Arc<Made<I, O>>>> {
    let now = move || source.get().map(|now| (Arc::clone(now.shown()), now as Held));
    let begin = move |input: Held| -> Part<Held> {
        let Ok(input) = input.downcast::<I>() else { return Box::new(|| None) };
        let mut part = begin(&input);
        Box::new(move || part().map(|out| Arc::new(Made { of: Arc::clone(&input), out }) as Held))
    };
    let made = erased(Box::new(now), Arc::new(begin));
    Memo::new_with_compare(
        move |_| made.get().and_then(|made| made.downcast().ok()),
        |before, now| !before.zip(now).is_some_and(|(before, now)| is_same(before.as_ref(), now.as_ref())),
    )
}

/// Whether what was made is not of the newest source.
pub fn is_behind<I: OfTable, O: Value>(
    source: Memo<Option<Arc<I>>>,
    made: Memo<Option<Arc<Made<I, O>>>>,
) -> Memo<bool> {
    Memo::new(move |_| {
        let (now, made) = (source.get(), made.get());
        now.is_some_and(|now| !made.is_some_and(|made| Arc::ptr_eq(&made.of, &now)))
    })
}

fn is_same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// As in the page's memos: compiled once, whatever the types.
type Held = Arc<dyn Any + Send + Sync>;
type Now = Box<dyn Fn() -> Option<(Arc<ActiveTable>, Held)> + Send + Sync>;
type Begin = Arc<dyn Fn(Held) -> Part<Held> + Send + Sync>;

#[inline(never)]
fn erased(now: Now, begin: Begin) -> Memo<Option<Held>> {
    let waiting = Waiting { turn: RwSignal::new(0), slot: Arc::default(), begin };
    Memo::new_with_compare(
        move |_| {
            let turns = waiting.turn.get();
            let now = now();
            if let Some((shown, source)) = now.as_ref().filter(|(shown, _)| shown.runs.rows >= LARGE_ROWS) {
                let table = Arc::as_ptr(&shown.runs.measured) as usize;
                return waiting.later(Input { table, source: Arc::clone(source) });
            }
            if turns > 0 {
                waiting.forget();
            }
            let (_, source) = now?;
            let mut part = (waiting.begin)(source);
            loop {
                if let Some(made) = part() {
                    return Some(made);
                }
            }
        },
        |_, _| true,
    )
}

/// A source, and what tells its table from others, whatever its prices.
#[derive(Clone)]
struct Input {
    source: Held,
    table: usize,
}

impl Input {
    fn is(&self, other: &Self) -> bool {
        std::ptr::addr_eq(Arc::as_ptr(&self.source), Arc::as_ptr(&other.source))
    }
}

/// A computation in tasks of their own.
#[derive(Clone)]
struct Waiting {
    /// Changes when it is done.
    turn: RwSignal<u32>,
    slot: Arc<Mutex<Slot>>,
    begin: Begin,
}

#[derive(Default)]
struct Slot {
    /// The newest source; `None` once it is done.
    latest: Option<Input>,
    /// Whether a task is to come.
    is_waiting: bool,
    /// What is being computed.
    at_work: Option<(Input, Part<Held>)>,
    /// What was made last.
    done: Option<(Input, Held)>,
}

impl Waiting {
    fn with<R>(&self, change: impl FnOnce(&mut Slot) -> R) -> R {
        change(&mut self.slot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What there is now; what is missing is begun.
    #[inline(never)]
    fn later(&self, input: Input) -> Option<Held> {
        let (made, begins) = self.with(|slot| {
            slot.done.take_if(|(of, _)| of.table != input.table);
            let is_done = slot.done.as_ref().is_some_and(|(of, _)| of.is(&input));
            slot.latest = (!is_done).then_some(input);
            let begins = !is_done && !std::mem::replace(&mut slot.is_waiting, true);
            (slot.done.as_ref().map(|(_, made)| Arc::clone(made)), begins)
        });
        if begins {
            self.go_on();
        }
        made
    }

    /// Nothing of a large table is kept for a small one.
    #[inline(never)]
    fn forget(&self) {
        self.with(|slot| (slot.latest, slot.at_work, slot.done) = (None, None, None));
    }

    /// The next part, in a task of its own.
    fn go_on(&self) {
        let waiting = self.clone();
        soon(Box::new(move || waiting.part()));
    }

    fn part(self) {
        let work = self.with(|slot| {
            slot.is_waiting = false;
            let input = slot.latest.clone()?;
            // What was begun of another source is dropped.
            let begun = slot.at_work.take().filter(|(of, _)| of.is(&input)).map(|(_, part)| part);
            Some((input, begun))
        });
        let Some((input, begun)) = work else { return };
        let mut part = begun.unwrap_or_else(|| (self.begin)(Arc::clone(&input.source)));
        let made = part();
        let is_done = made.is_some();
        self.with(|slot| match made {
            Some(made) => {
                slot.latest.take_if(|latest| latest.is(&input));
                slot.done = Some((input, made));
            }
            None => (slot.at_work, slot.is_waiting) = (Some((input, part)), true),
        });
        if is_done {
            // What follows takes a task of its own, too: a chart is drawn in it.
            let turn = self.turn;
            soon(Box::new(move || turn.try_set(turn.try_get_untracked().unwrap_or_default().wrapping_add(1))));
        } else {
            self.go_on();
        }
    }
}
