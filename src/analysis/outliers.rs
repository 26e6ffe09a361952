//! Values far from the rest.
