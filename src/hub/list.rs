//! Asks the Hub which files a folder of a data set holds.

use super::error::HubError;
use super::folder::Folder;
use super::listing;
use super::listing::Choice;
use super::remote::{host, request};
use super::tree::{Tree, TreeFile};

/// The table in a folder, or the tables to choose from; where the Hub has converted the data set, those of the
/// converted branch.
///
/// # Errors
/// See [`HubError`].
pub async fn choose(hub: &str, folder: &Folder, token: Option<&str>) -> Result<Choice, HubError> {
    match listing::choose(folder, &files(hub, folder, token).await?)? {
        Choice::LookIn(converted) => Ok(listing::choose(&converted, &files(hub, &converted, token).await?)?),
        choice => Ok(choice),
    }
}

async fn files(hub: &str, folder: &Folder, token: Option<&str>) -> Result<Vec<TreeFile>, HubError> {
    let unreachable = || HubError::Unreachable { host: host(hub) };
    let mut tree = Tree::default();
    let mut page = Some(folder.tree_url(hub));
    while let Some(url) = page {
        let mut request = request(&url);
        if let Some(token) = token {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        let answer = request.send().await.map_err(|_| unreachable())?;
        let header = |name: &str| answer.headers().get(name);
        if !answer.ok() {
            let (code, message) = (header("X-Error-Code"), header("X-Error-Message"));
            return Err(HubError::from_list_answer(answer.status(), code.as_deref(), message.as_deref(), folder));
        }
        let link = header("Link");
        let text = answer.text().await.map_err(|_| unreachable())?;
        page = tree.add_page(&text, link.as_deref(), &url)?;
    }
    Ok(tree.files)
}
