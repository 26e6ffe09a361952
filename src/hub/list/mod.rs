//! Lists of a data set's files, and the choice of a table among them.

pub mod error;
pub mod info;
pub(crate) mod link;
pub mod listing;
pub mod tree;

use self::error::ListingError;
use self::listing::Choice;
use self::tree::{PAGE_BYTES, Tree, TreeFile};
use super::address::folder::Folder;
use super::error::HubError;
use super::fetch::remote;
use super::fetch::remote::Hub;
use super::fetch::transport::{Answer, Transport};

/// The table in a folder, or the tables to choose from. Looks in the Hub's converted branch if the folder holds no
/// table.
///
/// # Errors
/// See [`HubError`].
pub async fn choose<T: Transport>(hub: &Hub<'_, T>, folder: &Folder) -> Result<Choice, HubError> {
    match listing::choose(folder, &files(hub, folder).await?)? {
        Choice::LookIn(converted) => Ok(listing::choose(&converted, &files(hub, &converted).await?)?),
        choice => Ok(choice),
    }
}

async fn files<T: Transport>(hub: &Hub<'_, T>, folder: &Folder) -> Result<Vec<TreeFile>, HubError> {
    let mut tree = Tree::default();
    let mut page = Some(folder.tree_url(hub.url));
    while let Some(url) = page {
        let list = hub.list(folder, url.clone());
        let answer = list.get_all().await?;
        let link = answer.header("Link");
        let text = remote::text(answer, PAGE_BYTES).await.map_err(|error| match error {
            HubError::TooLarge { .. } => ListingError::NotAList { detail: "a page is too long" }.into(),
            _ => list.unreachable(),
        })?;
        page = tree.add_page(&text, link.as_deref(), &url)?;
    }
    Ok(tree.files)
}
