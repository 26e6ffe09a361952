//! Reading the files and folders that are picked or dropped on the page.

use js_sys::{Array, ArrayBuffer, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

use crate::worker::protocol::Failure;

use super::loader::Loader;
use crate::page::tables::loading::Loading;

/// More files than this are a mistake: a whole disk was dropped.
const MOST_FILES: usize = 20_000;
/// The worker's own cap is lower for what it decodes; this one keeps the page from reading disks.
const MOST_BYTES: f64 = (1_u64 << 30) as f64;

/// Opens what was picked.
pub fn open_picked(loader: Loader, input: &HtmlInputElement) {
    let Some(list) = input.files() else { return };
    let files = of_list(&list);
    // The same file can be picked again.
    spawn_local(async move { open(loader, files).await });
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
        let files = transfer.files().map(|list| of_list(&list)).unwrap_or_default();
        spawn_local(async move {
            let files = if entries.iter().any(FileSystemEntry::is_directory) { walk(entries).await } else { files };
            open(loader, files).await;
        });
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

/// The files of a list, by path where they come out of a folder.
fn of_list(list: &FileList) -> Vec<(String, File)> {
    (0..list.length()).filter_map(|at| list.get(at)).map(|file| (path(&file), file)).collect()
}

fn path(file: &File) -> String {
    let inside = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    inside.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

async fn open(loader: Loader, files: Vec<(String, File)>) {
    match read(files).await {
        Ok(files) if files.is_empty() => {}
        Ok(files) => loader.open_files(files),
        Err(failure) => loader.state().loading.set(Loading::Failed(failure.into())),
    }
}

async fn read(files: Vec<(String, File)>) -> Result<Vec<(String, ArrayBuffer)>, Failure> {
    let bytes: f64 = files.iter().map(|(_, file)| file.size()).sum();
    if files.len() > MOST_FILES || bytes > MOST_BYTES {
        let words = format!(
            "{} files with {} bytes are too much to open in a page. Pick the folder of one series of load tests.",
            files.len(),
            bytes
        );
        return Err(Failure::other(words));
    }
    let mut read = Vec::with_capacity(files.len());
    for (name, file) in files {
        let bytes = JsFuture::from(file.array_buffer()).await;
        let bytes = bytes.map_err(|_| Failure::other(format!("{name} could not be read. Is it still there?")))?;
        read.push((name, bytes.unchecked_into()));
    }
    Ok(read)
}

/// All files below some entries.
async fn walk(entries: Vec<FileSystemEntry>) -> Vec<(String, File)> {
    let mut todo = entries;
    let mut files = Vec::new();
    while let Some(entry) = todo.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if entry.is_directory() {
            todo.extend(children(entry.unchecked_into()).await);
        } else if let Some(file) = file(entry.unchecked_into()).await {
            files.push((path, file));
        }
        if files.len() > MOST_FILES {
            break;
        }
    }
    files
}

async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    // A hundred at a time, until there are none.
    loop {
        let some = Promise::new(&mut |resolve, reject| {
            reader.read_entries_with_callback_and_callback(&resolve, &reject).ok();
        });
        let some = JsFuture::from(some).await.map(|entries| Array::from(&entries)).unwrap_or_default();
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
