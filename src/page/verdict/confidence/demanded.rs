//! How sure the answer to a demand is, or to which is the fastest at a cost.

use crate::analysis::decide::answer::{Demand, Point, same};
use crate::analysis::decide::chances::{Confidence, Noisy, Standing, rival};
use crate::analysis::stats::noise::Noise;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::short_3;

use super::super::view::VerdictView;
use super::Again;
use super::words::{again, chance_words, likelier_than, likelier_words, unknown_words};
use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::answer::words::several_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::noise::noise_sentence;
use crate::page::words::runs::{configuration_name, count};

/// The configurations by their answers.
pub(super) struct Demanded {
    /// The best first.
    pub(super) standings: Vec<Standing>,
    /// The answer of each.
    points: Vec<Point>,
    /// Whether the fastest is asked, and not the cheapest.
    is_fastest: bool,
    demand: Demand,
}

impl Demanded {
    /// Of what was asked, from the rows that pass the filters.
    pub(super) fn of(shown: &ActiveTable, basis: &Basis, rows: &[usize], asked: &Asked) -> Self {
        let columns = Columns::of(shown, basis);
        let answered = asked.answered(shown, basis, &columns, rows);
        let runs = &shown.runs;
        let is_sound = |row| basis.is_sound(runs, row);
        let noisy = Noisy { measures: &basis.measures(runs), is_sound: &is_sound, noise: basis.noise(runs) };
        let standings = noisy.answering(&answered.solver);
        let points = standings.iter().filter_map(|standing| answered.solver.point(standing.best)).collect();
        let is_fastest = answered.asked.terms.at_most().is_some();
        Self { standings, points, is_fastest, demand: answered.asked.demand }
    }

    /// The answer to a steady demand, whose latency is told at the load of each machine.
    pub(super) fn at_load(&self) -> Option<&Point> {
        self.points.first().filter(|_| matches!(self.demand, Demand::Steady { .. }))
    }

    /// Why, sentences: the chance, what else costs the same, and what the noise is found from.
    pub(super) fn reasons(&self, shown: &ActiveTable, noise: Noise) -> Vec<String> {
        let Some((answer, chance)) = self.standings.first().and_then(|answer| Some((answer, answer.chance?))) else {
            return vec![unknown_words(noise)];
        };
        let mut told = vec![self.against(shown, answer, chance)];
        told.extend(self.same_words());
        told.push(noise_sentence(noise));
        told
    }

    /// How sure the answer is as planned, and at the load that the headline offers; `None` without an offer.
    pub(super) fn offered(
        &self,
        shown: &ActiveTable,
        basis: &Basis,
        rows: &[usize],
        (verdict, asked): (&VerdictView, &Asked),
    ) -> Option<String> {
        let offer = verdict.headline.offer.as_ref()?;
        let mut fuller = asked.clone();
        fuller.terms.load_share = Some(offer.percent / 100.0);
        let chance = |of: &Self| of.standings.first()?.chance.map(chance_words);
        let (now, then) = (chance(self)?, chance(&Self::of(shown, basis, rows, &fuller))?);
        Some(format!("How sure: {now} now, {then} at {} load.", offer.load))
    }

    /// The others that are no better and no worse.
    fn is_same(&self, at: usize) -> bool {
        let of = |point: &Point| if self.is_fastest { point.latency_ms() } else { point.usd };
        at > 0 && self.points.get(at).zip(self.points.first()).is_some_and(|(own, best)| same(of(own), of(best)))
    }

    /// The answer and the likeliest of those that are worse.
    fn against(&self, shown: &ActiveTable, answer: &Standing, chance: f64) -> String {
        let own = chance_words(chance);
        let told = match (self.is_fastest, self.demand) {
            (true, _) => format!("The chance that no other configuration is faster at this cost is {own}"),
            _ => format!("The chance that no other configuration has a lower bill is {own}"),
        };
        let other = self.rival().and_then(|rival| Some((rival.chance?, rival)));
        let Some((its, rival)) = other else {
            return if self.standings.len() > 1 {
                format!("{told}.")
            } else {
                "No other configuration that passes can answer.".to_owned()
            };
        };
        let told = self
            .likelier(shown)
            .unwrap_or_else(|| format!("{told}; that of {} is {}", self.named(shown, &rival), chance_words(its)));
        match Confidence::of(&self.standings) {
            Confidence::OneMoreRun => format!("{told}; {}.", again(shown, answer, &rival).words),
            _ => format!("{told}."),
        }
    }

    /// That another configuration is likelier the answer, one of the same bill included, without a full stop; `None` where
    /// none is.
    pub(super) fn likelier(&self, shown: &ActiveTable) -> Option<String> {
        let other = rival(&self.standings)?;
        let chances = likelier_than(&self.standings, other)?;
        let what = if self.is_fastest { "be the fastest at this cost" } else { "have the lowest bill" };
        Some(likelier_words(&self.named(shown, other), what, &chances))
    }

    /// A configuration with what it takes: `2 × nvidia-t4 ($730 a month)`.
    fn named(&self, shown: &ActiveTable, standing: &Standing) -> String {
        let point = self.standings.iter().position(|own| own.best == standing.best).map(|at| &self.points[at]);
        let is = point.map_or_else(String::new, |point| match self.is_fastest {
            true => format!(" ({} ms)", short_3(point.latency_ms())),
            false if point.usd_per_month.is_finite() => format!(" ({} a month)", shown.bill(point.usd_per_month)),
            false => format!(" ({})", shown.bill(point.usd)),
        });
        // As the alternatives have it: a bill of several machines is not that of one.
        let several = point.filter(|point| point.machines + point.spare > 1.0);
        let several = several.map_or_else(String::new, |point| several_words(shown, point));
        format!("{several}{}{is}", configuration_name(shown, standing.best))
    }

    /// The likeliest of those that are worse.
    fn rival(&self) -> Option<Standing> {
        let worse = (1..self.standings.len()).filter(|&at| !self.is_same(at));
        let worse: Vec<Standing> = std::iter::once(0).chain(worse).map(|at| self.standings[at].clone()).collect();
        rival(&worse).cloned()
    }

    /// Which run is to be made again, where one more is needed.
    pub(super) fn again(&self, shown: &ActiveTable) -> Option<Again> {
        Some(again(shown, self.standings.first()?, &self.rival()?))
    }

    /// What else has the same bill, and what decides between them.
    fn same_words(&self) -> Option<String> {
        let same = (1..self.standings.len()).filter(|&at| self.is_same(at)).count();
        let others = count(same, "other configuration has", "other configurations have");
        let decides = match self.demand {
            Demand::Steady { .. } if self.points[0].p95_ms.is_nan() => "latency at this load decides",
            Demand::Steady { .. } => "p95 at this load decides, and of equal ones the lowest average",
            _ => "latency decides",
        };
        (same > 0 && !self.is_fastest).then(|| format!("{others} the same bill; of these the lowest {decides}."))
    }
}
