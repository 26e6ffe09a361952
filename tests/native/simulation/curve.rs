//! A known curve of throughput over VUs: a rise to a plateau, and perhaps a fall beyond it.

use crate::support::Random;

/// Throughput without noise.
#[derive(Clone, Copy, Debug)]
pub struct Curve {
    /// Where it rises to, requests per second.
    pub plateau: f64,
    /// Where the straight rise would meet the plateau, VUs.
    pub knee_vus: f64,
    /// Where it begins to fall, VUs; infinite where it does not.
    pub falls_from_vus: f64,
    /// The power of VUs by which it falls.
    pub fall: f64,
}

impl Curve {
    /// One with a plateau; a third of them fall.
    pub fn made(random: &mut Random, plateau: f64) -> Self {
        let knee_vus = 8.0 * 40.0_f64.powf(random.unit());
        let falls_from_vus = if random.below(3) == 0 { knee_vus * (2.0 + 4.0 * random.unit()) } else { f64::INFINITY };
        Self { plateau, knee_vus, falls_from_vus, fall: 0.05 + 0.5 * random.unit() }
    }

    /// Requests per second at a load.
    pub fn throughput(&self, vus: f64) -> f64 {
        let risen = self.plateau / (1.0 + (self.knee_vus / vus).powi(3)).cbrt();
        let beyond = (vus / self.falls_from_vus).max(1.0);
        risen * beyond.powf(-self.fall)
    }
}

#[test]
fn rises_to_its_plateau_and_falls_beyond() {
    let curve = Curve { plateau: 100.0, knee_vus: 10.0, falls_from_vus: 200.0, fall: 0.5 };
    assert!((curve.throughput(1.0) - 10.0).abs() < 0.1);
    assert!(curve.throughput(200.0) > 99.9 && curve.throughput(200.0) < 100.0);
    assert!((curve.throughput(800.0) - 50.0).abs() < 0.1);
}
