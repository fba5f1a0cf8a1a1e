//! The invariants of the house that can be read off its sources and its tables.
//!
//! `arch/rules.rs` holds the rules about sources, `arch/samples.rs` proves that each of them fires. What only behaviour can
//! show (replay, four eyes, sanitised cells) is tested beside the code that behaves.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

#[path = "arch/rules.rs"]
mod rules;
#[path = "arch/samples.rs"]
mod samples;
#[path = "arch/source.rs"]
mod source;

use entrepot::domain::kind::KindId;
use entrepot::i18n;
use entrepot::i18n::I18n;
use entrepot::keys::ACTIONS;
use entrepot::keys::Keymap;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_sources_keep_the_house_rules() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = source::read_all(top, &["src", "tests", "benches"]).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert!(sources.len() > 100, "only {} sources found: is the test looking in the right place?", sources.len());
    let mut offences = Vec::new();
    for (_, rule) in rules::RULES {
        offences.extend(sources.iter().flat_map(rule));
    }
    offences.sort();
    let shown: Vec<String> = offences.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{} offences against the house rules:\n{}\n", shown.len(), shown.join("\n"));
}

#[test]
fn every_layer_of_the_source_tree_has_its_row_of_arrows() {
    let library = include_str!("../src/lib.rs");
    let declared = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for layer in declared {
        let known = rules::LAYERS.iter().any(|(name, _)| *name == layer);
        assert!(known, "src/lib.rs declares `{layer}`: say in tests/arch/rules.rs whom it may use");
    }
}

#[test]
fn no_two_kinds_share_a_prefix_or_a_name() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for kind in KindId::ALL {
        let def = kind.def();
        for word in [def.prefix.to_ascii_uppercase(), def.name.to_owned()] {
            let first = owners.insert(word.clone(), def.name);
            assert_eq!(first, None, "`{word}` of `{}` is taken: ids would be read as another kind's", def.name);
        }
    }
}

#[test]
fn every_action_has_a_key_or_is_left_without_one_on_purpose() {
    let map = Keymap::built_in();
    let bound: BTreeSet<&str> = map.rows().iter().map(|(_, _, def, _, _)| def.id).collect();
    for def in ACTIONS {
        assert_eq!(
            bound.contains(def.id),
            def.bound,
            "`{}`: keymaps/default.toml and src/keys/action.rs differ",
            def.id
        );
        assert!(!def.contexts.is_empty(), "`{}` works nowhere", def.id);
    }
    let ids: BTreeSet<&str> = ACTIONS.iter().map(|def| def.id).collect();
    assert_eq!(ids.len(), ACTIONS.len(), "two actions share an id");
}

#[test]
fn every_message_is_in_every_language_with_the_same_arguments() {
    let problems = i18n::check::problems();
    assert!(problems.is_empty(), "src/i18n:\n{}", problems.join("\n"));
}

#[test]
fn every_action_and_kind_has_a_label() {
    let known = I18n::ids();
    let actions = ACTIONS.iter().map(entrepot::keys::ActionDef::label_id);
    let kinds = KindId::ALL.iter().map(|kind| kind.def().label());
    let missing: Vec<String> = actions.chain(kinds).filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "without a message in src/i18n/en: {missing:?}");
}
