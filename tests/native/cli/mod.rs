//! The program for pipelines, run as a process: what it prints, what it writes, how it ends.

mod against;
mod commands;
mod every_file;
mod guide;
mod page;
mod pipeline;
mod printed;
