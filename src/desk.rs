//! The desk: the one implementation of what may be asked.
//!
//! The journal is the truth and everything else follows from it. No screens, no keys, no rendering here.

pub mod answer;
pub mod blobs;
pub mod candidates;
pub mod clock;
mod codec;
pub mod completion;
pub mod decide;
pub mod doctor;
pub mod drafts;
mod files;
pub mod genesis;
mod inbox;
pub mod journal;
pub mod kept;
pub mod load;
pub mod local;
pub mod lock;
pub mod open;
pub mod outside;
pub mod overlay;
pub mod schedule;
pub mod seal;
pub mod standing;
pub mod state;
pub mod system;
pub mod tables;
pub mod trainings;
pub mod upgrades;
pub mod verify;
pub mod view;
pub mod worker;

#[cfg(test)]
pub(crate) mod tests;
