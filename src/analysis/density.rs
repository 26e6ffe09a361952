//! Gaussian kernel density.
