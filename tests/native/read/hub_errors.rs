//! Meaning of the Hub's error responses: where a token helps, and lists that are missing.

use isocost::hub::address::DatasetFile;
use isocost::hub::address::folder::Folder;
use isocost::hub::error::HubError;
use isocost::hub::list::error::ListingError;

#[test]
fn a_token_helps_where_access_is_missing() {
    let file = DatasetFile::main_of("a/b");
    let answer = |status, code, message| HubError::from_answer(status, code, message, &file);
    let invalid = answer(401, Some("RepoNotFound"), Some("Invalid credentials in Authorization header"));
    assert_eq!(invalid, HubError::TokenRefused);
    let no_access = answer(403, Some("GatedRepo"), None);
    assert_eq!(no_access, HubError::NoAccess { dataset: "a/b".into() });
    let private = answer(401, Some("RepoNotFound"), Some("Repository not found"));
    for error in [invalid, no_access, private, answer(401, Some("GatedRepo"), None)] {
        assert!(error.wants_token() && error.to_string().contains("token"), "{error}");
    }
    for error in [answer(404, Some("EntryNotFound"), None), answer(429, None, None), answer(500, None, None)] {
        assert!(!error.wants_token(), "{error}");
    }
}

#[test]
fn missing_lists() {
    let answer = |folder: &Folder, code| HubError::from_list_answer(404, Some(code), None, folder);
    let whole = Folder::whole("a/b");
    let main = HubError::NoRevision { dataset: "a/b".into(), revision: "main".into() };
    assert_eq!(answer(&whole, "RevisionNotFound"), main);
    let nothing = HubError::Listing(ListingError::NoData { folder: "a/b".into() });
    assert_eq!(answer(&whole.converted(), "RevisionNotFound"), nothing);
    let part = Folder { path: Some("d".into()), ..whole };
    assert_eq!(answer(&part, "EntryNotFound"), HubError::NoFile { dataset: "a/b".into(), path: "d".into() });
}
