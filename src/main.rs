//! Starts the page.

fn main() {
    isocost::ui::app::start();
}
