//! Entries of the first chart's legend: hidden, shown again, shown alone.

use std::collections::BTreeSet;

/// Hides an entry, or shows it again.
pub fn toggle(hidden: &mut BTreeSet<String>, label: &str) {
    if !hidden.remove(label) {
        hidden.insert(label.to_owned());
    }
}

/// Shows an entry alone among `groups`; all of them where it is alone already. Other entries stay as they are.
pub fn solo(hidden: &mut BTreeSet<String>, label: &str, groups: &[String]) {
    let others = || groups.iter().filter(|group| *group != label);
    let is_alone = !hidden.contains(label) && others().all(|group| hidden.contains(group));
    hidden.remove(label);
    if is_alone {
        others().for_each(|group| {
            hidden.remove(group);
        });
    } else {
        hidden.extend(others().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(labels: &[&str]) -> BTreeSet<String> {
        labels.iter().map(|&label| label.to_owned()).collect()
    }

    #[test]
    fn alone_and_all_again() {
        let groups = ["a", "b", "c"].map(str::to_owned);
        let mut hidden = set(&["Pareto front", "b"]);
        solo(&mut hidden, "b", &groups);
        assert_eq!(hidden, set(&["Pareto front", "a", "c"]));
        solo(&mut hidden, "c", &groups);
        assert_eq!(hidden, set(&["Pareto front", "a", "b"]));
        solo(&mut hidden, "c", &groups);
        assert_eq!(hidden, set(&["Pareto front"]));
        // The only group stays.
        let mut none = BTreeSet::new();
        solo(&mut none, "a", &groups[..1]);
        assert!(none.is_empty());
        toggle(&mut none, "a");
        assert_eq!(none, set(&["a"]));
        toggle(&mut none, "a");
        assert!(none.is_empty());
    }
}
