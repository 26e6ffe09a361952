//! The list of pinned runs: adding and removing one.

/// More pins than this are not kept: nobody compares more side by side.
pub const MOST_PINS: usize = 9;

/// Pins a run, or unpins it. One too many takes the place of the oldest.
pub fn toggle(pins: &mut Vec<usize>, row: usize) {
    if let Some(at) = pins.iter().position(|&pin| pin == row) {
        pins.remove(at);
        return;
    }
    if pins.len() == MOST_PINS {
        pins.remove(0);
    }
    pins.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_come_and_go_and_the_oldest_makes_room() {
        let mut pins = Vec::new();
        (0..=MOST_PINS).for_each(|row| toggle(&mut pins, row));
        assert_eq!((pins.len(), pins[0]), (MOST_PINS, 1));
        toggle(&mut pins, 5);
        assert!(!pins.contains(&5) && pins.len() == MOST_PINS - 1);
    }
}
