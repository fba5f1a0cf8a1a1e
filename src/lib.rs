//! entrepot: the desk where a cross-border e-commerce platform controls its business partners.
//!
//! # The map of the house
//!
//! | layer | what it is for |
//! |---|---|
//! | [`text`] | sanitise, display width, clip, fold, wrap; diagnostics with a caret |
//! | [`domain`] | the business, pure: record kinds, life-cycles, cases and policies, rules, identifiers, messages |
//! | [`catalog`] | reference data that ships: documents, roles, permissions, policies, life-cycles |
//! | [`query`] | the filter language: lex, parse, complete, evaluate over columns |
//! | [`api`] | what may be asked of a desk |
//! | [`desk`] | the implementation here: journal, view, roster, worker, findings, blobs, seal |
//! | [`interchange`] | import and export |
//! | [`keys`] | key text, contexts, actions, keymap files, resolver, lint |
//! | [`i18n`] | languages: renders the domain's messages |
//! | [`report`] | what an inspector is handed: reports, their forms, packs |
//! | [`app`] | the state of the screens; no drawing, no I/O |
//! | [`ui`] | draws the state |
//! | [`term`] | the real terminal |
//! | [`play`] | scripted sessions and frame files |
//! | [`runtime`] | the loop, live and headless; clock and ids |
//! | [`cli`] | one file per subcommand |
//!
//! The journal is the truth, sled is the view. `tests/arch.rs` holds who may use whom.

// The library is linted without this; it only frees the tests inside it.
#![cfg_attr(
    test,
    allow(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::naive_bytecount,
        clippy::trivially_copy_pass_by_ref,
        clippy::unused_self,
        reason = "test code"
    )
)]

pub mod api;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod desk;
pub mod domain;
pub mod i18n;
pub mod interchange;
pub mod keys;
pub mod play;
pub mod query;
pub mod report;
pub mod runtime;
pub mod term;
pub mod text;
pub mod ui;
