//! What can be wrong with a cargo policy: named perils on goods that are worth more.

use super::Case;
use super::spoils::Part;
use super::spoils::Spoil;
use super::spoils::spoil;
use super::usd;
use entrepot::domain::finding::Severity::Medium;
use entrepot::domain::insurance::certificate::CargoClauses;

fn cargo(c: &mut Case, clauses: Option<CargoClauses>, sum: i64, found: bool) {
    (c.cover().clauses, c.cover().each) = (clauses, usd(sum));
    if found {
        c.expect("INS-21", "", Medium);
    }
}

pub const CARGO: &[Spoil] = &[
    spoil("named perils on dear goods", &["CARGO-CIF"], &[Part::Cargo], |c| {
        cargo(c, Some(CargoClauses::C), 50_001, true);
    }),
    spoil("more perils on dear goods", &["CARGO-CIF"], &[Part::Cargo], |c| {
        cargo(c, Some(CargoClauses::B), 80_000, true);
    }),
    spoil("named perils on cheap goods", &["CARGO-CIF"], &[Part::Cargo], |c| {
        cargo(c, Some(CargoClauses::C), 50_000, false);
    }),
    spoil("all risks on dear goods", &["CARGO-CIF"], &[Part::Cargo], |c| {
        cargo(c, Some(CargoClauses::A), 900_000, false);
    }),
    spoil("no clauses", &["CARGO-CIF"], &[Part::Cargo], |c| cargo(c, None, 10, true)),
];
