//! The cheapest run of each group.
