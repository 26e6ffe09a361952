//! Preparation of a large table: what all of the page needs of it, in steps, each a task of its own.

use std::sync::Arc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::data::limits::LARGE_ROWS;
use crate::data::runs::roles::Overrides;
use crate::data::runs::run_table::RunTable;
use crate::page::tables::active_table::{ActiveTable, Loaded};
use crate::ui::browser::crash;
use crate::ui::state::frame_gate::soon;

/// Whether a table is prepared before it is shown.
pub fn is_large(loaded: &Loaded) -> bool {
    loaded.table.rows >= LARGE_ROWS
}

/// Reads a table and makes what is shown of it with a choice of columns, which is then [ready](Loaded::ready) as long as it is held;
/// nothing of a table that cannot be read so. Its facts and noise are found, too.
pub async fn prepare(loaded: &mut Loaded, columns: Overrides) -> Option<Arc<ActiveTable>> {
    next_task().await;
    loaded.read();
    next_task().await;
    let mut measured = loaded.measured(&columns).ok()?;
    next_task().await;
    measured.judge();
    next_task().await;
    let bases = measured.list_rows();
    next_task().await;
    measured.list_bases(bases);
    next_task().await;
    let runs = RunTable::at_listed_prices(measured);
    let shown = Arc::new(loaded.listed_runs(runs));
    loaded.ready = Some((columns, Arc::downgrade(&shown)));
    next_task().await;
    let basis = shown.basis();
    next_task().await;
    let _ = basis.loads(&shown.runs);
    next_task().await;
    let rows = basis.sound(&shown.runs);
    next_task().await;
    let repeated = basis.loads(&shown.runs).repeated(&rows);
    next_task().await;
    basis.find_noise(&shown.runs, &(rows, repeated));
    next_task().await;
    let _ = basis.of_all(&shown.runs);
    next_task().await;
    Some(shown)
}

/// Lets the browser paint and handle input. What panics after it does so because of the table.
pub async fn next_task() {
    let task = Promise::new(&mut |resolve, _| {
        soon(Box::new(move || drop(resolve.call0(&JsValue::NULL))));
    });
    JsFuture::from(task).await.ok();
    crash::table_arrives();
}
