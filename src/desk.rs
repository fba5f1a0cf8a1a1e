//! The desk: the one implementation of what may be asked.
//!
//! The journal is the truth and everything else follows from it. No screens, no keys, no rendering here.

pub mod blobs;
mod files;
pub mod journal;
pub mod lock;
pub mod seal;
pub mod codec;
pub mod view;
pub mod overlay;
pub mod schedule;
pub mod state;
pub mod tables;
pub mod decide;
pub mod genesis;
pub mod load;
pub mod open;
pub mod outside;
pub mod answer;
pub mod drafts;
pub mod local;
pub mod worker;

#[cfg(test)]
mod tests;
