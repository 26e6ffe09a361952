//! Maps of what measures one engine without a server, and of small clients of servers of models.

pub mod clients;
pub mod engines;
pub mod sagemaker;
