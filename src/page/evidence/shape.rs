//! The shape of a configuration's throughput over load: its knee, and the scalability law where it is determined.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::kneedle::rising_knee;
use crate::analysis::saturation::law::Law;
use crate::analysis::saturation::usl::LEAST_POINTS;
use crate::data::runs::table_facts::Basis;

use super::series::Known;
use crate::page::tables::active_table::ActiveTable;

/// What a configuration's series looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shape {
    /// How many loads it has.
    pub points: usize,
    /// The load of its knee.
    pub knee: Option<f64>,
    /// The law, over requests in flight.
    pub law: Option<Law>,
}

impl Shape {
    /// Of the allowed runs. Runs that failed a check (far too few requests, or throughput and latency that contradict the VUs)
    /// are no part of the law.
    #[must_use]
    pub fn of(shown: &ActiveTable, basis: &Basis, known: &Known) -> Self {
        let curve = &known.evidence.curve;
        let points = curve.load.len();
        if points < LEAST_POINTS {
            return Self { points, ..Self::default() };
        }
        let knee = rising_knee(&curve.load, &curve.throughput_req_per_sec, basis.noise(&shown.runs).share);
        let is_sound =
            |row: usize| basis.is_sound(&shown.runs, row) && usable(in_flight(shown, row)) && usable(known.load[row]);
        let sound: Vec<usize> = known.allowed.iter().copied().filter(|&row| is_sound(row)).collect();
        let rate = &shown.runs.throughput_req_per_sec;
        let x: Vec<f64> = sound.iter().map(|&row| in_flight(shown, row)).collect();
        let y: Vec<f64> = sound.iter().map(|&row| rate[row]).collect();
        Self { points, knee: knee.map(|at| curve.load[at]), law: Law::of(&x, &y) }
    }
}

/// Requests in flight of a run, by Little's law.
#[must_use]
pub fn in_flight(shown: &ActiveTable, row: usize) -> f64 {
    shown.runs.throughput_req_per_sec[row] * shown.runs.avg_latency_ms[row] / 1000.0
}
