//! Marks of charts: shapes, the star, dashes, hatching, and rasterised marks.

pub mod dashes;
pub mod decimate;
pub mod hatch;
pub mod raster_marks;
pub mod star;
pub mod symbol;

/// Sine and cosine of a share of a full turn, right and up as on a clock: 0 is on top, a quarter on the right.
///
/// By Taylor's series within a quarter turn, to 1e-10: the standard library's functions take any angle, and with their
/// 1,584 bits of 2/π are 10 kB of a page that only ever turns its symbols.
#[must_use]
pub fn direction(turn: f64) -> (f64, f64) {
    (sine(turn), sine(turn + 0.25))
}

fn sine(turn: f64) -> f64 {
    let turn = turn - turn.round();
    // Symmetric about a quarter turn.
    let folded = if turn.abs() > 0.25 { 0.5f64.copysign(turn) - turn } else { turn };
    let x = folded * std::f64::consts::TAU;
    let terms = [17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0];
    x * terms.iter().fold(1.0, |sum, n| 1.0 - sum * x * x / (n * (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_sine_and_cosine() {
        for step in -100..=100 {
            let turn = f64::from(step) / 40.0;
            let angle = turn * std::f64::consts::TAU;
            let (right, up) = direction(turn);
            assert!((right - angle.sin()).abs() < 1e-10 && (up - angle.cos()).abs() < 1e-10, "{turn}: {right} {up}");
        }
    }
}
