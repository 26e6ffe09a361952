//! JMeter's JTL: one row for each sample, as CSV or XML, added up to one run without keeping the rows.
//!
//! Mean and percentiles (numpy's default interpolation) are of the good samples, and so is the rate, over the time from
//! the first start to the last end; JMeter's own reports count failed samples, too. The most threads at a time are the
//! users. Transaction controllers are left out, being sums of samples, and so are samples within samples (redirects,
//! embedded resources).

use std::borrow::Cow;

use crate::data::runs::roles::Role;
use crate::data::text::csv;

use super::durations::Durations;
use super::map::Measure;
use super::run::Run;
use super::value::Value;

/// What a transaction controller says (`TransactionController` in JMeter).
const CONTROLLER: &[u8] = b"Number of samples in transaction";

/// More samples in one row are no count.
const MOST_SHARED: f64 = 1_000.0;

/// Names of the columns that are read: start, duration, success, threads, message, number of samples and of errors.
const NAMES: [&str; 7] =
    ["timeStamp", "elapsed", "success", "allThreads", "responseMessage", "SampleCount", "ErrorCount"];
/// The same as attributes of XML.
const ATTRIBUTES: [&str; 7] = ["ts", "t", "s", "na", "rm", "sc", "ec"];
/// Their places in a file without names, by JMeter's default order.
const PLACES: [Option<usize>; 7] = [Some(0), Some(1), Some(7), Some(12), Some(4), None, None];

/// Whether a table is a JTL, with names or without.
#[must_use]
pub fn is_csv(root: &Value) -> bool {
    let names: Vec<&str> = root.get("columns").into_iter().flat_map(Value::items).filter_map(Value::text).collect();
    (names.contains(&NAMES[0]) && names.contains(&NAMES[1])) || is_nameless(&names)
}

fn is_nameless(cells: &[&str]) -> bool {
    let digits = |at: usize| cells.get(at).is_some_and(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
    let is_truth = cells.get(7).is_some_and(|cell| matches!(*cell, "true" | "false"));
    cells.first().is_some_and(|cell| cell.len() == 13) && digits(0) && digits(1) && is_truth
}

/// The run of a JTL as CSV.
#[must_use]
pub fn of_csv(text: &[u8]) -> Option<Run> {
    let mut places: Option<[Option<usize>; 7]> = None;
    let mut samples = Samples::default();
    csv::each_line(text, csv::delimiter("", text), |fields| {
        let Some(places) = places else {
            let names: Vec<Cow<str>> = fields.iter().map(|field| String::from_utf8_lossy(field.trim_ascii())).collect();
            let names: Vec<&str> = names.iter().map(|name| &**name).collect();
            let nameless = is_nameless(&names);
            places = Some(if nameless { PLACES } else { NAMES.map(|name| names.iter().position(|own| *own == name)) });
            if nameless {
                samples.take(|at| Some(&fields.get(PLACES[at]?)?[..]));
            }
            return true;
        };
        samples.take(|at| Some(&fields.get(places[at]?)?[..]));
        true
    })
    .ok()?;
    samples.run()
}

/// The run of a JTL as XML.
#[must_use]
pub fn of_xml(text: &[u8]) -> Option<Run> {
    let mut samples = Samples::default();
    // Of each open sample whether it is a controller.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.iter().position(|&byte| byte == b'<') {
        rest = &rest[begin + 1..];
        let tag = &rest[..end_of_tag(rest)];
        rest = &rest[tag.len()..];
        let is_end = tag.first() == Some(&b'/');
        let name = tag.strip_prefix(b"/").unwrap_or(tag).split(|byte| !byte.is_ascii_alphanumeric()).next();
        if !matches!(name, Some(b"httpSample" | b"sample")) {
            continue;
        }
        if is_end {
            open.pop();
            continue;
        }
        let of = |at: usize| attribute(tag, ATTRIBUTES[at]);
        let is_controller = of(4).is_some_and(|message| message.starts_with(CONTROLLER));
        if open.iter().all(|&controller| controller) {
            samples.take(of);
        }
        if tag.last() != Some(&b'/') {
            open.push(is_controller);
        }
    }
    samples.run()
}

/// A tag ends at the first bracket that is not in quotes.
fn end_of_tag(text: &[u8]) -> usize {
    let mut quoted = false;
    let end = text.iter().position(|&byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or(text.len())
}

fn attribute<'t>(tag: &'t [u8], name: &str) -> Option<&'t [u8]> {
    let start = format!(" {name}=\"");
    let at = tag.windows(start.len()).position(|part| part == start.as_bytes())? + start.len();
    let length = tag[at..].iter().position(|&byte| byte == b'"')?;
    Some(&tag[at..at + length])
}

/// What is kept of samples; times in ms.
#[derive(Default)]
struct Samples {
    good: Durations,
    bad: Durations,
    begin: Option<f64>,
    end: Option<f64>,
    threads: f64,
    in_seconds: bool,
}

impl Samples {
    /// Takes a sample, whose fields are those of [`NAMES`].
    fn take<'t>(&mut self, of: impl Fn(usize) -> Option<&'t [u8]>) {
        let whole = |at: usize| -> Option<f64> { std::str::from_utf8(of(at)?.trim_ascii()).ok()?.parse().ok() };
        let Some(elapsed) = whole(1).filter(|time| time.is_finite() && *time >= 0.0) else { return };
        if of(4).is_some_and(|message| message.starts_with(CONTROLLER)) {
            return;
        }
        // A sample may stand for several, which then share its time.
        let count = whole(5).filter(|&count| (1.0..=MOST_SHARED).contains(&count)).unwrap_or(1.0).floor();
        let is_good = of(2).is_none_or(|word| word.trim_ascii() == b"true");
        let failed = whole(6).filter(|_| count > 1.0).unwrap_or(if is_good { 0.0 } else { count }).clamp(0.0, count);
        self.good.add(elapsed / count, (count - failed) as usize);
        self.bad.add(elapsed / count, failed as usize);
        self.threads = whole(3).map_or(self.threads, |threads| self.threads.max(threads));
        if let Some((start, in_seconds)) = of(0).and_then(moment) {
            self.begin = Some(self.begin.map_or(start, |begin| begin.min(start)));
            self.end = Some(self.end.map_or(start + elapsed, |end| end.max(start + elapsed)));
            self.in_seconds |= in_seconds;
        }
    }

    fn run(self) -> Option<Run> {
        let mut run = Run::default();
        run.is_of_requests = true;
        let (good, failed) = (self.good.count() as f64, self.bad.count() as f64);
        let mut set = |role, value| run.set(Measure::Of(role), value);
        let mut times = if good == 0.0 { self.bad } else { self.good };
        let roles = [Role::P50Latency, Role::P90Latency, Role::P95Latency, Role::P99Latency];
        set(Role::AvgLatency, times.mean());
        roles.into_iter().zip(times.percentiles(&[50.0, 90.0, 95.0, 99.0])).for_each(|(role, time)| set(role, time));
        set(Role::TotalRequests, good + failed);
        set(Role::SuccessfulRequests, good);
        set(Role::FailedRequests, failed);
        if self.threads > 0.0 {
            set(Role::Vus, self.threads);
        }
        if let Some(time) = self.begin.zip(self.end).map(|(begin, end)| (end - begin) / 1e3).filter(|&time| time > 0.0)
        {
            set(Role::Duration, time);
            set(Role::Throughput, good / time);
        }
        if failed > 0.0 && good > 0.0 {
            let said = "Of the good requests alone; JMeter's own reports count failed ones, too.";
            run.doubts.push((Role::AvgLatency, said.into()));
        }
        if self.in_seconds {
            run.doubts
                .push((Role::Throughput, "The file has the time in whole seconds: off by up to a second.".into()));
        }
        (good + failed > 0.0).then_some(run)
    }
}

/// A moment in ms, and whether it is known to the second alone: ms since 1970, or a clock time with or without a date
/// before it (`2025/01/31 12:00:05.250`).
fn moment(cell: &[u8]) -> Option<(f64, bool)> {
    let text = std::str::from_utf8(cell.trim_ascii()).ok()?;
    if let Ok(moment) = text.parse::<f64>() {
        return Some((moment, false));
    }
    let (date, clock) = text.rsplit_once([' ', 'T']).map_or(("", text), |(date, clock)| (date, clock));
    let mut parts = clock.split([':', ',']).map(|part| part.parse::<f64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let thousandths = parts.next().flatten().unwrap_or(0.0);
    let of_day = ((hours * 60.0 + minutes) * 60.0 + seconds) * 1e3 + thousandths;
    Some((day(date) * 86_400e3 + of_day, !clock.contains(['.', ','])))
}

/// Days since a fixed one; 0 of no date. Year, month and day, or day, month and year; months first where only that fits.
fn day(date: &str) -> f64 {
    let parts: Vec<i64> = date.split(['/', '-', '.']).filter_map(|part| part.parse().ok()).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year > 31 => (year, month, day),
        [month, day, year] if day > 12 => (year, month, day),
        [day, month, year] => (year, month, day),
        _ => return 0.0,
    };
    // Rata Die.
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    (365 * year + year / 4 - year / 100 + year / 400 + (153 * month - 457) / 5 + day) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(moment(b"1731233154593"), Some((1_731_233_154_593.0, false)));
        let at = |text: &str| moment(text.as_bytes()).unwrap().0;
        assert_eq!(at("2025/03/01 00:00:01.5") - at("2025/02/28 23:59:59.0"), 2_500.0);
        assert_eq!(at("2024-03-01T00:00:00,250") - at("2024-02-28T00:00:00,000"), 2.0 * 86_400e3 + 250.0);
        assert_eq!(moment(b"22:59:55"), Some((82_795_000.0, true)));
        assert_eq!(moment(b"soon"), None);
    }

    #[test]
    fn samples_within_samples_and_controllers_of_xml() {
        let text = br#"<?xml version="1.0"?><testResults version="1.2">
            <httpSample t="100" ts="1000" s="true" na="2" rm="a &gt; b > c"><httpSample t="60" ts="1000" s="true"/></httpSample>
            <sample t="500" ts="1000" s="true" rm="Number of samples in transaction : 1"><sample t="300" ts="1200" s="false"/></sample>
            </testResults>"#;
        let run = of_xml(text).unwrap();
        let of = |role| run.of(role);
        assert_eq!((of(Role::TotalRequests), of(Role::FailedRequests)), (Some(2.0), Some(1.0)));
        assert_eq!((of(Role::AvgLatency), of(Role::Throughput), of(Role::Vus)), (Some(100.0), Some(2.0), Some(2.0)));
    }
}
