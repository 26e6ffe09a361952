//! The places of the page that an address can name.

/// Name in an address, words, and words that are left out where there is little room.
pub const PLACES: [(&str, &str, &str); 5] = [
    ("answer", "Answer", ""),
    ("alternatives", "Alternatives", ""),
    ("evidence", "Evidence", ""),
    ("map", "Map", " & what-if"),
    ("data", "Data", " & checks"),
];
