//! Starts what the peers' bench drives: the page's own code, called part by part. Users never download it.

fn main() {
    isocost::ui::bench::start();
}
