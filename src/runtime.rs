//! The runtime layer.

pub mod clock;
pub mod demo;
