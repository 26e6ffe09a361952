//! What the contour charts lie over and show, and its address parameters `cx`, `cy` and `cz`: keys of settings and of a
//! measure.

use std::sync::Arc;

use crate::data::runs::measures::keys::is_key;
use crate::data::runs::settings::is_setting_key;

use super::param::Misread;

/// Keys; `None` where the usual is shown: a load across, another setting upwards, and the cost, latency or throughput of
/// [`Controls`](super::contour::Controls).
#[derive(Clone, Debug, Default, Eq)]
pub struct ContourKeys {
    /// The setting from left to right.
    pub x: Option<String>,
    /// The setting upwards.
    pub y: Option<String>,
    /// The measure.
    pub z: Option<String>,
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for ContourKeys {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.x == other.x && self.y == other.y && self.z == other.z
    }
}

/// The usual, which needs no word, or else.
pub type ContourAxes = Option<Arc<ContourKeys>>;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// From left to right.
    X,
    /// Upwards.
    Y,
    /// What is contoured.
    Z,
}

impl ContourKeys {
    /// The key of a dimension.
    #[must_use]
    pub fn key(&self, of: Dimension) -> Option<&str> {
        match of {
            Dimension::X => self.x.as_deref(),
            Dimension::Y => self.y.as_deref(),
            Dimension::Z => self.z.as_deref(),
        }
    }
}

/// The same with another key for a dimension, or with the usual there.
#[inline(never)]
#[must_use]
pub fn with(axes: &ContourAxes, of: Dimension, key: Option<&str>) -> ContourAxes {
    let mut keys = axes.as_deref().cloned().unwrap_or_default();
    let place = match of {
        Dimension::X => &mut keys.x,
        Dimension::Y => &mut keys.y,
        Dimension::Z => &mut keys.z,
    };
    *place = key.map(str::to_owned);
    (keys != ContourKeys::default()).then(|| Arc::new(keys))
}

/// Reads a key from an address. Whether a table has it is not known yet; what it lacks is told above the charts.
#[inline(never)]
pub fn read(axes: &mut ContourAxes, of: Dimension, key: &str) -> Result<(), Misread> {
    let means_something = if of == Dimension::Z { is_key(key) } else { is_setting_key(key) };
    if !means_something {
        return Err(Misread::Nonsense);
    }
    *axes = with(axes, of, Some(key));
    Ok(())
}

/// The key of an address.
#[must_use]
pub fn written(axes: &ContourAxes, of: Dimension) -> Vec<String> {
    axes.as_ref().map_or_else(Vec::new, |keys| key_text(keys, of))
}

#[inline(never)]
fn key_text(keys: &ContourKeys, of: Dimension) -> Vec<String> {
    keys.key(of).map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_written_and_the_usual_needs_none() {
        let mut axes = None;
        for (of, key) in [(Dimension::X, "cost"), (Dimension::Y, "col:"), (Dimension::Z, "vus"), (Dimension::Z, "")] {
            assert_eq!(read(&mut axes, of, key), Err(Misread::Nonsense), "{key}");
        }
        assert_eq!(axes, None);
        for (of, key) in [(Dimension::X, "batch"), (Dimension::Y, "col:tp, odd"), (Dimension::Z, "ttft99")] {
            assert_eq!(read(&mut axes, of, key), Ok(()));
            assert_eq!(written(&axes, of), [key]);
            assert_eq!(written(&None, of), Vec::<String>::new());
        }
        let without =
            [Dimension::X, Dimension::Y, Dimension::Z].into_iter().fold(axes, |axes, of| with(&axes, of, None));
        assert_eq!(without, None);
    }
}
