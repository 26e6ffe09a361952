//! Delaunay triangulation of samples and linear interpolation inside its hull.
