//! Measures on the axes of the first chart, and their address parameters `x` and `y`: keys of measures.

use std::sync::Arc;

use crate::data::runs::measures::keys::is_key;

use super::param::Misread;

/// Upwards: the bill for the demand, which is no measure of a table. Where something is demanded it is the usual measure.
pub const BILL: &str = "bill";

/// The measures by their keys; `None` on an axis that shows the usual: latency across, cost or the demand's bill upwards.
#[derive(Clone, Debug, Default, Eq)]
pub struct ScatterMeasures {
    /// From left to right.
    pub x: Option<String>,
    /// Upwards.
    pub y: Option<String>,
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for ScatterMeasures {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.x == other.x && self.y == other.y
    }
}

/// The usual axes, which need no word, or others.
pub type ScatterChoice = Option<Arc<ScatterMeasures>>;

/// Which axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From left to right.
    X,
    /// Upwards.
    Y,
}

impl ScatterMeasures {
    /// The key on an axis.
    #[must_use]
    pub fn key(&self, side: Side) -> Option<&str> {
        match side {
            Side::X => self.x.as_deref(),
            Side::Y => self.y.as_deref(),
        }
    }
}

/// The same axes with another measure on one of them.
#[inline(never)]
#[must_use]
pub fn with(choice: &ScatterChoice, side: Side, key: &str) -> ScatterChoice {
    let mut measures = choice.as_deref().cloned().unwrap_or_default();
    let place = match side {
        Side::X => &mut measures.x,
        Side::Y => &mut measures.y,
    };
    *place = Some(key.to_owned());
    Some(Arc::new(measures))
}

/// Reads a key from an address. Whether a table has the measure is not known yet; one that it lacks is told in the caption.
#[inline(never)]
pub fn read(choice: &mut ScatterChoice, side: Side, key: &str) -> Result<(), Misread> {
    if !is_key(key) && (side, key) != (Side::Y, BILL) {
        return Err(Misread::Nonsense);
    }
    *choice = with(choice, side, key);
    Ok(())
}

/// The key of an address.
#[must_use]
pub fn written(choice: &ScatterChoice, side: Side) -> Vec<String> {
    choice.as_ref().map_or_else(Vec::new, |measures| key_text(measures, side))
}

#[inline(never)]
fn key_text(measures: &ScatterMeasures, side: Side) -> Vec<String> {
    measures.key(side).map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_written_and_nonsense_is_none() {
        let mut choice = None;
        assert_eq!(read(&mut choice, Side::Y, "beauty"), Err(Misread::Nonsense));
        assert_eq!((written(&choice, Side::X), written(&choice, Side::Y)), (Vec::new(), Vec::new()));
        assert_eq!(read(&mut choice, Side::Y, "outgpu"), Ok(()));
        assert_eq!((written(&choice, Side::X), written(&choice, Side::Y)), (Vec::new(), vec!["outgpu".to_owned()]));
        assert_eq!(read(&mut choice, Side::X, "col:odd, name"), Ok(()));
        assert_eq!(written(&choice, Side::X), ["col:odd, name"]);
        assert_eq!(read(&mut choice, Side::X, BILL), Err(Misread::Nonsense), "a bill is shown upwards alone");
        assert_eq!(read(&mut choice, Side::Y, BILL), Ok(()));
        assert_eq!(written(&choice, Side::Y), [BILL]);
    }
}
