//! Reading the files and folders that are picked or dropped on the page.

use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};

use crate::data::error::DecodeError;
use crate::data::text::{self, FilesError, is_passed_over};
use crate::worker::protocol::Failure;

use super::loader::Loader;
use crate::page::tables::loading::Loading;
use crate::ui::browser::embedding::Sent;
use crate::ui::browser::observe;

/// More files than this are a mistake: a whole disk was dropped.
const MOST_FILES: usize = 20_000;
/// The worker's own cap is lower for what it decodes; this one keeps the page from reading disks.
const MOST_BYTES: f64 = (1_u64 << 30) as f64;

/// Opens what was picked.
pub fn open_picked(loader: Loader, input: &HtmlInputElement) {
    let Some(list) = input.files() else { return };
    let picked = Picked::of_list(&list);
    // The same file can be picked again.
    spawn_local(async move { open(loader, picked).await });
}

/// The files that were picked, and their bytes.
///
/// # Errors
/// There are too many, or one cannot be read.
pub async fn picked(input: &HtmlInputElement) -> Result<Vec<(String, ArrayBuffer)>, Failure> {
    let list = input.files();
    read(list.map(|list| Picked::of_list(&list)).unwrap_or_default()).await
}

/// Opens whatever is dropped anywhere on the page.
pub fn on_drop(loader: Loader) {
    let over = window_event_listener(leptos::ev::dragover, |event: DragEvent| event.prevent_default());
    let dropped = window_event_listener(leptos::ev::drop, move |event: DragEvent| {
        event.prevent_default();
        let Some(transfer) = event.data_transfer() else { return };
        let items = transfer.items();
        // The entries must be taken now: the list is empty once the event is over.
        let entries: Vec<FileSystemEntry> =
            (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten()).collect();
        let files = transfer.files().map(|list| Picked::of_list(&list)).unwrap_or_default();
        spawn_local(async move {
            let has_folder = entries.iter().any(FileSystemEntry::is_directory);
            open(loader, if has_folder { walk(entries).await } else { files }).await;
        });
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

/// Opens a table or a result that is pasted anywhere but into a field.
pub fn on_paste(loader: Loader) {
    let pasted = window_event_listener(leptos::ev::paste, move |event: ClipboardEvent| {
        let into_field = observe::is_in(&event, "input, textarea, [contenteditable]");
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !into_field && text::pasted_name(&text).is_some() {
            event.prevent_default();
            let name = text::pasted_name(&text).unwrap_or_default().to_owned();
            loader.open_files(vec![(name, Uint8Array::from(text.as_bytes()).buffer())]);
        }
    });
    on_cleanup(move || pasted.remove());
}

/// Opens what the page around this one sent.
pub fn open_sent(loader: Loader, sent: Sent) {
    match sent {
        Some((name, bytes)) if f64::from(bytes.byte_length()) <= MOST_BYTES => loader.open_files(vec![(name, bytes)]),
        Some((name, bytes)) => {
            fail(loader, too_much(&format!("{name} with {} bytes is", bytes.byte_length())));
        }
        None => fail(loader, Failure::other(WITHOUT_BYTES)),
    }
}

const WITHOUT_BYTES: &str = "The page around this one sent a table without a name, or whose bytes are neither an ArrayBuffer \
                             nor a Uint8Array.";

fn too_much(what: &str) -> Failure {
    Failure::other(format!("{what} too much to open in a page. Pick the folder of one series of load tests."))
}

fn fail(loader: Loader, failure: Failure) {
    loader.state().loading.set(Loading::Failed(failure.into()));
}

/// What was picked or dropped.
#[derive(Default)]
struct Picked {
    /// By path where they come out of a folder, else by name.
    files: Vec<(String, File)>,
    /// How many files and folders in a folder are plainly no data: these are not loaded.
    passed_over: usize,
}

impl Picked {
    fn of_list(list: &FileList) -> Self {
        let mut picked = Self::default();
        for file in (0..list.length()).filter_map(|at| list.get(at)) {
            let inside = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok();
            match inside.and_then(|path| path.as_string()).filter(|path| !path.is_empty()) {
                Some(path) if is_passed_over(&path) => picked.passed_over += 1,
                Some(path) => picked.files.push((path, file)),
                None => picked.files.push((file.name(), file)),
            }
        }
        picked
    }
}

async fn open(loader: Loader, picked: Picked) {
    match read(picked).await {
        Ok(files) if files.is_empty() => {}
        Ok(files) => loader.open_files(files),
        Err(failure) => fail(loader, failure),
    }
}

async fn read(Picked { files, passed_over }: Picked) -> Result<Vec<(String, ArrayBuffer)>, Failure> {
    if files.is_empty() && passed_over > 0 {
        return Err(DecodeError::from(FilesError::NothingToRead { passed_over }).into());
    }
    let bytes: f64 = files.iter().map(|(_, file)| file.size()).sum();
    if files.len() > MOST_FILES || bytes > MOST_BYTES {
        return Err(too_much(&format!("{} files with {bytes} bytes are", files.len())));
    }
    let mut read = Vec::with_capacity(files.len());
    for (name, file) in files {
        let bytes = JsFuture::from(file.array_buffer()).await;
        let bytes = bytes.map_err(|_| Failure::other(format!("{name} could not be read. Is it still there?")))?;
        read.push((name, bytes.unchecked_into()));
    }
    Ok(read)
}

/// All files below some entries that may be data.
async fn walk(entries: Vec<FileSystemEntry>) -> Picked {
    let mut todo = entries;
    let mut picked = Picked::default();
    while let Some(entry) = todo.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        let is_folder = entry.is_directory();
        if is_passed_over(&if is_folder { format!("{path}/") } else { path.clone() }) {
            picked.passed_over += 1;
        } else if is_folder {
            todo.extend(children(entry.unchecked_into()).await);
        } else if let Some(file) = file(entry.unchecked_into()).await {
            picked.files.push((path, file));
        }
        if picked.files.len() > MOST_FILES {
            break;
        }
    }
    picked
}

async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    // A hundred at a time, until there are none.
    loop {
        let some = Promise::new(&mut |resolve, reject| {
            reader.read_entries_with_callback_and_callback(&resolve, &reject).ok();
        });
        let some = JsFuture::from(some).await.and_then(JsCast::dyn_into::<Array>).unwrap_or_default();
        if some.length() == 0 {
            return all;
        }
        all.extend(some.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}
