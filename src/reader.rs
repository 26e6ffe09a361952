//! Starts the reader of files: what runs in the worker.

fn main() {
    isocost::worker::serve::start();
}
