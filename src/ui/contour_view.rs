//! What a section shows, computed without a browser.
