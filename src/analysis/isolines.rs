//! Lines of equal value and the bands between them.
