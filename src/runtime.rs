//! The runtime layer.

pub mod demo;
