//! Commit and checksum of a data set's file, from the Hub's API.

use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::fetch::remote;
use crate::hub::fetch::remote::Hub;
use crate::hub::fetch::transport::{Json, Transport};

/// Largest description that is read, bytes; it names every file of the data set.
const INFO_BYTES: u64 = 32 << 20;

/// A revision of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The commit of the revision; `None` if the response has none.
    pub commit: Option<String>,
    /// The SHA-256 of the file, in hexadecimal digits; `None` if the Hub does not give it.
    pub sha256: Option<String>,
}

/// Requests the revision's commit and the file's checksum. Needs a preflight only with a token.
///
/// # Errors
/// See [`HubError`].
pub async fn of<T: Transport>(hub: &Hub<'_, T>, file: &DatasetFile) -> Result<Info, HubError> {
    let remote = hub.info(file);
    let answer = remote.get_all().await?;
    let info = remote::json(answer, INFO_BYTES).await.map_err(|_| remote.unreachable())?;
    let siblings = info.get("siblings").items();
    let sibling =
        siblings.iter().find(|sibling| sibling.get("rfilename").text().is_some_and(|path| path == file.path()));
    let sha256 = sibling.and_then(|sibling| hexadecimal(&sibling.get("lfs").get("sha256")));
    Ok(Info { commit: hexadecimal(&info.get("sha")), sha256 })
}

/// A hash: of a commit (also shortened), or a SHA-256.
fn hexadecimal(value: &impl Json) -> Option<String> {
    value.text().filter(|text| (7..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit()))
}
