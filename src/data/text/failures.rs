//! Failed requests that a table tells by their kinds (`timeouts`, `http_errors`, `4xx`), or by the share that was answered
//! well, as a column of failed requests: without one the rate would count them as answered.

use crate::data::runs::roles::names;
use crate::data::runs::roles::{Role, Roles};
use crate::data::table::Table;
use crate::data::table::column::{Column, Numbers};
use crate::data::table::values;

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Answers with a bad status, all of them.
    Statuses,
    /// Those of one class.
    Class,
    /// Requests whose connection failed: wrk's words, which counts none of them among its requests.
    Socket,
    /// Requests that took too long.
    Timeouts,
}

/// Names by what they count, words as [`names::words`] has them.
const KINDS: [(Kind, &[&str]); 4] = [
    (
        Kind::Statuses,
        &["non_2xx", "non2xx", "non_200", "non_2xx_3xx", "non_2xx_or_3xx", "http_errors", "status_errors"],
    ),
    (Kind::Class, &["4xx", "5xx"]),
    (Kind::Socket, &["connect_errors", "connection_errors", "read_errors", "write_errors", "socket_errors"]),
    (Kind::Timeouts, &["timeouts", "timed_out", "timeout_errors", "timeout_count"]),
];
/// Words beside these that say nothing more.
const SILENT: [&str; 9] = ["req", "count", "counts", "response", "responses", "status", "http", "code", "codes"];

fn kind(name: &str) -> Option<Kind> {
    let words = names::words(name);
    let of = |words: &str| KINDS.iter().find(|(_, names)| names.contains(&words)).map(|&(kind, _)| kind);
    let rest = || words.split('_').filter(|word| !SILENT.contains(word)).collect::<Vec<_>>().join("_");
    // `errors.read` is `read_errors`.
    let turned = || words.strip_prefix("errors_").map(|kind| format!("{kind}_errors")).as_deref().and_then(of);
    of(&words).or_else(turned).or_else(|| of(&rest()))
}

/// Whether a name is that of the share of requests answered well, and whether it says that it is one of 100.
fn is_good_share(name: &str) -> Option<bool> {
    const GOOD: [&str; 4] = ["success", "successful", "succeeded", "ok"];
    let words = names::parts(name);
    let (percent, share) = (["pct", "percent", "percentage"], ["rate", "ratio", "share"]);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let is_known = |word: &&str| GOOD.contains(word) || percent.contains(word) || share.contains(word);
    let mut rest = words.iter().map(String::as_str).filter(|word| !is_known(word));
    let is_one =
        has(&GOOD) && (has(&percent) || has(&share)) && rest.all(|word| matches!(word, "request" | "requests"));
    is_one.then(|| has(&percent))
}

/// Adds a column of failed requests to a table that tells them and has none.
pub fn settle(table: &mut Table) {
    let tells = |column: &Column| kind(&column.name).is_some() || is_good_share(&column.name).is_some();
    if !table.columns.iter().any(tells) {
        return;
    }
    let roles = Roles::find(table);
    if [Role::FailedRequests, Role::SuccessfulRequests].into_iter().any(|role| roles.of(role).is_some()) {
        return;
    }
    let total = roles.of(Role::TotalRequests).map(|taken| taken.column.clone());
    let total = total.and_then(|name| table.columns.iter().find(|column| column.name == name)?.numbers());
    if !total.as_deref().is_some_and(|total| add_kinds(table, total)) {
        add_of_share(table, total.as_deref());
    }
}

/// Adds up kinds of failures; false where there are none.
fn add_kinds(table: &mut Table, total: &[f64]) -> bool {
    let counts: Vec<(Kind, String, Numbers)> = table
        .columns
        .iter()
        .filter_map(|column| Some((kind(&column.name)?, column.name.clone(), column.numbers()?)))
        .collect();
    let has = |wanted: Kind| counts.iter().any(|(kind, ..)| *kind == wanted);
    let (of_all, of_socket) = (has(Kind::Statuses), has(Kind::Socket));
    // Of two that count all statuses the first counts, and classes are among them.
    let first = counts.iter().position(|(kind, ..)| *kind == Kind::Statuses);
    let counted = |(at, (kind, ..)): &(usize, &(Kind, String, Numbers))| match kind {
        Kind::Statuses => first == Some(*at),
        Kind::Class => !of_all,
        _ => true,
    };
    let counted: Vec<_> = counts.iter().enumerate().filter(counted).map(|(_, count)| count).collect();
    if counted.is_empty() {
        return false;
    }
    let sum = |row: usize, of: &dyn Fn(Kind) -> bool| -> f64 {
        counted.iter().filter(|(kind, ..)| of(*kind)).map(|(.., numbers)| numbers[row]).sum()
    };
    let rows = 0..table.rows;
    let unanswered = |kind: Kind| matches!(kind, Kind::Socket | Kind::Timeouts);
    let failed: Vec<f64> = rows.clone().map(|row| sum(row, &|_| true)).collect();
    let sent = of_socket.then(|| rows.map(|row| total[row] + sum(row, &unanswered)).collect());
    let named: Vec<&str> = counted.iter().map(|(_, name, _)| name.as_str()).collect();
    let said = format!("Failed requests are added up: “{}”.", named.join("” + “"));
    add(table, Role::FailedRequests, failed);
    if let Some(sent) = sent {
        add(table, Role::TotalRequests, sent);
    }
    table.notes.said.push(said);
    true
}

/// Counts what was not answered well, or has it as a share where requests are not counted.
fn add_of_share(table: &mut Table, total: Option<&[f64]>) {
    let found = |column: &Column| Some((is_good_share(&column.name)?, column.name.clone(), column.numbers()?));
    let Some((is_percent, name, good)) = table.columns.iter().find_map(found) else { return };
    let all = if is_percent || good.iter().any(|&value| value > 1.0) { 100.0 } else { 1.0 };
    let share = |row: usize| if (0.0..=all).contains(&good[row]) { (all - good[row]) / all } else { f64::NAN };
    let rows = 0..table.rows;
    match total {
        Some(total) => {
            add(table, Role::FailedRequests, rows.map(|row| (total[row] * share(row)).round()).collect());
            table.notes.said.push(format!("Failed requests are counted from “{name}”."));
        }
        None => add_as(table, "error_rate", rows.map(share).collect()),
    }
}

fn add(table: &mut Table, role: Role, values: Vec<f64>) {
    add_as(table, role.house_name(), values);
}

fn add_as(table: &mut Table, name: &str, values: Vec<f64>) {
    if table.columns.iter().any(|column| column.name == name) {
        return;
    }
    let numbers: Vec<Option<f64>> =
        values.into_iter().map(|value| Some(value).filter(|value| value.is_finite())).collect();
    table.columns.push(Column { name: name.to_owned(), values: values::of_numbers(&numbers) });
    table.notes.rewritten = true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_kinds_and_shares() {
        for (name, wanted) in [
            ("http_errors", Kind::Statuses),
            ("errors.status", Kind::Statuses),
            ("Non-2xx responses", Kind::Statuses),
            ("http_5xx", Kind::Class),
            ("4xx count", Kind::Class),
            ("errors_read", Kind::Socket),
            ("Timeouts", Kind::Timeouts),
            ("requests timed out", Kind::Timeouts),
        ] {
            assert!(kind(name) == Some(wanted), "{name}");
        }
        for none in ["timeout", "timeout_s", "errors", "2xx", "read", "status", "http"] {
            assert!(kind(none).is_none(), "{none}");
        }
        assert_eq!(
            ["success_rate", "ok ratio", "Success Rate (%)"].map(is_good_share),
            [Some(false), Some(false), Some(true)]
        );
        assert_eq!(
            ["success", "cache success rate", "rate", "request success %"].map(is_good_share),
            [None, None, None, Some(true)]
        );
    }
}
