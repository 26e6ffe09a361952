//! Questions about made runs: the answer equals the reference's, which tries everything.

use isocost::analysis::decide::answer::{Solver, answer};

use crate::support::Random;
use crate::support::asked::{Columns, posed};
use crate::support::reference::{Asked, reference};
use crate::support::tables::close;

/// Asks.
pub fn run(data: &[u8]) {
    let mut random = Random::told(data);
    let mut columns = Columns::made(&mut random);
    if random.below(3) == 0 {
        columns = columns.in_tokens(&mut random);
    }
    let rows: Vec<usize> = columns.all().into_iter().filter(|_| random.below(6) > 0).collect();
    let mut case = columns.question(&mut random);
    if random.below(3) == 0 {
        case.at_most_usd = Some(columns.unit_cost(&mut random) * (0.3 + 4.0 * random.unit()));
    }
    let of = columns.candidates();
    let solver = Solver::new(columns.candidates(), posed(&case), &rows);
    let (best, right) = (solver.best(solver.passing()), reference(&of, &case, &rows));
    let told = || format!("{case:?}\n{best:?}\n{right:?}");
    let (Some(point), Some(right)) = (&best, &right) else {
        assert!(best.is_none() && right.is_none(), "{}", told());
        return;
    };
    assert_eq!((point.row, point.machines), (right.row, right.machines), "{}", told());
    let usd = match case.asked {
        Asked::Nothing => point.usd_per_unit,
        Asked::Rate(_) => point.usd / 730.0,
        Asked::Work(..) => point.usd,
    };
    assert!(close(usd, right.usd, 1e-9) && close(point.load_share, right.load, 1e-9), "{}", told());
    for (ms, right) in [(point.p95_ms, right.p95), (point.mean_ms, right.mean)] {
        assert!(close(ms, right.unwrap_or(f64::NAN), 1e-6), "{}", told());
    }
    let found = answer(&solver).expect("an answer, as there is a best run");
    assert_eq!(found.best.row, point.row, "{}", told());
}

/// Choices.
pub fn seeds() -> Vec<Vec<u8>> {
    super::choices(60)
}
