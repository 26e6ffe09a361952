//! What the Hub says about a data set before a byte of it is fetched.

use crate::hub::address::DatasetFile;
use crate::hub::error::HubError;
use crate::hub::fetch::remote::Hub;
use crate::hub::fetch::transport::{Answer, Json, Transport};

/// A revision of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The commit that the revision stands for; `None` when the answer has none.
    pub commit: Option<String>,
    /// The SHA-256 of the file that was asked about, in hexadecimal digits; `None` when the Hub does not say it.
    pub sha256: Option<String>,
}

/// Asks about the revision and the file. Needs a preflight only where there is a token.
///
/// # Errors
/// See [`HubError`].
pub async fn of<T: Transport>(hub: &Hub<'_, T>, file: &DatasetFile) -> Result<Info, HubError> {
    let remote = hub.info(file);
    let info = remote.get_all().await?.json().await.map_err(|_| remote.unreachable())?;
    let siblings = info.get("siblings").items();
    let sibling =
        siblings.iter().find(|sibling| sibling.get("rfilename").text().is_some_and(|path| path == file.path()));
    let sha256 = sibling.and_then(|sibling| hexadecimal(&sibling.get("lfs").get("sha256")));
    Ok(Info { commit: hexadecimal(&info.get("sha")), sha256 })
}

fn hexadecimal(value: &impl Json) -> Option<String> {
    value.text().filter(|text| text.len() >= 7 && text.bytes().all(|b| b.is_ascii_hexdigit()))
}
