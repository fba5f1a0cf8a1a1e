//! The business, pure: record kinds, life-cycles, cases and policies, rules, identifiers, messages.
//!
//! Nothing here knows screens, storage, threads or the clock: all come in as arguments.

pub mod record;

pub mod account;
pub mod assessment;
pub mod batch;
pub mod case;
pub mod checking;
pub mod checklist;
pub mod checks;
pub mod clock;
pub mod document;
pub mod dossier;
pub mod entry;
pub mod erasure;
pub mod export;
pub mod field;
pub mod finding;
pub mod hold;
pub mod identifiers;
pub mod kind;
pub mod letter;
pub mod lifecycle;
pub mod module;
pub mod money;
pub mod msg;
pub mod names;
pub mod operator;
pub mod partner;
pub mod person;
pub mod policy;
pub mod reaction;
pub mod reference;
pub mod requirement;
pub mod retention;
pub mod risk;
pub mod rules;
pub mod session;
pub mod stated;
pub mod training;
pub mod training_kpi;
pub mod triage;
pub mod upgrade;
pub mod value;
pub mod voting;
