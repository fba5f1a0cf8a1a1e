//! The runtime: carries out what the app wants done, in a real terminal or in a script; clock, ids and demo data.
//!
//! | I want to | use |
//! |---|---|
//! | open the workstation in this terminal | [`workstation()`] |
//! | run the app without a terminal | [`headless::Headless`] |
//! | make a demo desk | [`making::demo`] |
//! | know the time | [`clock`]; nothing else in the house reads it |
//!
//! Both loops drive the same [`engine::Engine`] and draw through the same [`screen::Screen`], so what a script proves
//! holds in the terminal. No decision about the business and no layout is made here.

pub mod clock;
pub mod demo;
pub mod effects;
pub mod engine;
mod files;
pub mod headless;
pub mod ids;
pub mod inbox;
pub mod keymaps;
pub mod live;
pub mod making;
pub mod reports;
pub mod screen;
pub mod steady;
#[cfg(test)]
mod tests;
pub mod timers;
pub mod workstation;

pub use workstation::WorkstationError;
pub use workstation::WorkstationOptions;
pub use workstation::workstation;
