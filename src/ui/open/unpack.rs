//! Unpacks the worker's reply into a table.

use arrow::buffer::Buffer;
use js_sys::{ArrayBuffer, Uint8Array};

use crate::data::table::Table;
use crate::data::table::pack;
use crate::worker::protocol::{Failure, OTHER_BUILD, PackedTable};

use crate::page::tables::active_table::{Loaded, Provenance};
use crate::page::tables::load_error::LoadError;
use crate::page::tables::table_source::TableSource;

/// The table and where it came from, [unread](Loaded::unread).
///
/// # Errors
/// When page and worker do not understand each other.
pub fn loaded(arrived: PackedTable<ArrayBuffer>, place: &TableSource) -> Result<Loaded, LoadError> {
    let PackedTable { packed, commit, unfetched, more, .. } = arrived;
    let source = match place {
        TableSource::Files { .. } => Provenance::Computer,
        TableSource::At { .. } if place.dataset().is_some() => Provenance::Hub { commit },
        TableSource::At { .. } | TableSource::Several(_) => Provenance::Elsewhere,
    };
    Ok(Loaded { unfetched, more, ..Loaded::unread(place.clone(), source, unpacked(&packed)?) })
}

/// The table in packed bytes, which come into our memory once and are not copied again.
///
/// # Errors
/// As [`loaded`].
pub fn unpacked(packed: &ArrayBuffer) -> Result<Table, Failure> {
    pack::unpack(Buffer::from_vec(Uint8Array::new(packed).to_vec())).ok_or_else(|| Failure::other(OTHER_BUILD))
}
