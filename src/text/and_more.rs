//! How many more there are than those that are named.

/// ` and 3 more`, to stand behind what is named; empty where nothing else is.
#[must_use]
pub fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { [" and ", &more.to_string(), " more"].concat() }
}

#[cfg(test)]
mod tests {
    use super::and_more;

    #[test]
    fn nothing_of_none() {
        assert_eq!([0, 1, 60].map(and_more), ["", " and 1 more", " and 60 more"]);
    }
}
