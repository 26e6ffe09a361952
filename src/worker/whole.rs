//! Files whose bytes are all here: of this computer, or from a host that sends no parts.

use bytes::Bytes;

use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::parquet::footer::Footer;
use crate::data::parquet::{decode_columns, source};
use crate::data::table::Table;
use crate::data::text::NamedBytes;
use crate::text::and_more::and_more;

use super::plan::FetchPlan;

/// More columns are not listed by name.
const MOST_NAMES: usize = 10;

/// Reads files as one table, by `others` unless it is one parquet file.
///
/// Of a parquet file that is over a cap with all its columns, those that comparisons need are read, and the table's notes
/// say which are left out. They are not offered later, as those of a file on the web are: they would be refused again.
/// (Of several files all columns are read, or none.)
///
/// # Errors
/// Those of `others`, or of [`crate::data::parquet::decode`].
pub fn read(
    files: Vec<NamedBytes>,
    limits: &Limits,
    others: fn(Vec<NamedBytes>, &Limits) -> Result<Table, DecodeError>,
) -> Result<Table, DecodeError> {
    match &files[..] {
        [file] if file.bytes.starts_with(b"PAR1") => parquet(&file.bytes, limits),
        _ => others(files, limits),
    }
}

/// Not inlined, as text is read without it.
#[inline(never)]
fn parquet(file: &Bytes, limits: &Limits) -> Result<Table, DecodeError> {
    let footer = Footer::of_file(file, limits)?;
    let bytes = |at, length| source::slice(file, at, length);
    let everything = footer.select(None, None);
    let Err(DecodeError::TooLarge { what, found, cap }) = footer.check(&everything, limits) else {
        return decode_columns(&footer, &everything, &bytes, limits);
    };
    let wanted = FetchPlan::needed(&footer, limits)?;
    let mut table = decode_columns(&footer, &wanted.select(&footer, None), &bytes, limits)?;
    let named: Vec<&str> = wanted.unfetched.iter().take(MOST_NAMES).map(String::as_str).collect();
    let more = and_more(wanted.unfetched.len() - named.len());
    table.notes.said.push(format!(
        "With all its columns the file is too large to open in a page ({found} {what}, and the limit is {cap}). Those that \
         comparisons need are read. Left out: {}{more}.",
        named.join(", ")
    ));
    Ok(table)
}
