//! Words of the answer where no run qualifies.

use super::view::VerdictView;

impl VerdictView {
    /// Why no run qualifies, without the smallest change where the offers say it; `None` where one does.
    #[must_use]
    pub fn nothing(&self) -> Option<String> {
        let said = self.row.is_none().then_some(&self.sentence)?;
        let change = self.offers.first().map(|offer| [" The smallest change: ", &offer.text].concat());
        Some(change.map_or_else(|| said.clone(), |change| said.replace(&change, "")))
    }
}
