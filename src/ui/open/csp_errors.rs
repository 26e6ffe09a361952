//! Replaces "could not be reached" by "blocked by the page's Content-Security-Policy" where that is the cause.

use leptos::prelude::*;

use crate::hub::address::table_address::TableAddress;
use crate::worker::csp::allows_connection;
use crate::worker::protocol::{Failure, FailureKind};

use crate::page::tables::table_source::TableSource;
use crate::ui::browser::own_files::is_alone;

const FRAMED: &str = "This page is framed without an address of its own, so it may only ask the Hub, and this is another \
                      host. Open the page itself, or download the file and drop it here.";
const ALONE: &str = "This page is a saved file, so it may only ask the Hub, and this is another host. Open the page where \
                     it came from, or download the file and drop it here.";

/// `failure`, in the words of the policy where it forbids this connection.
#[must_use]
pub fn explained(failure: Failure, place: &TableSource) -> Failure {
    let TableSource::At { asked: TableAddress::Web(url), .. } = place else { return failure };
    let policy = document().query_selector("meta[http-equiv='Content-Security-Policy']").ok().flatten();
    let policy = policy.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    let own = location().origin().unwrap_or_default();
    if failure.kind != FailureKind::Unreachable || allows_connection(&policy, &own, &url.to_string()) {
        return failure;
    }
    Failure { words: if is_alone() { ALONE } else { FRAMED }.to_owned(), ..failure }
}
