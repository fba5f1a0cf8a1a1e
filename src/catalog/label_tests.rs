//! Every label that the tables of domain and catalogue can ask for has words in every language.

use crate::catalog::Catalog;
use crate::domain::assessment::overall::Decision;
use crate::domain::assessment::overall::Standing;
use crate::domain::assessment::saq::SaqAnswer;
use crate::domain::clock::Running;
use crate::domain::field::CodeTable;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::kind::KindId;
use crate::domain::letter::Approval;
use crate::domain::lifecycle::Guard;
use crate::domain::operator::Role;
use crate::domain::partner::Attested;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::retention::Covers;
use crate::domain::risk::Factor;
use crate::domain::training::TrainingResult;
use crate::domain::triage::Triage;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The files with words for the tables.
const EN: &[&str] = &[
    include_str!("../i18n/en/domain.ftl"),
    include_str!("../i18n/en/catalog.ftl"),
    include_str!("../i18n/en/training.ftl"),
    include_str!("../i18n/en/letters.ftl"),
    include_str!("../i18n/en/retention.ftl"),
    include_str!("../i18n/en/assessment.ftl"),
    include_str!("../i18n/en/risk.ftl"),
    include_str!("../i18n/en/accounts.ftl"),
    include_str!("../i18n/en/batches.ftl"),
    include_str!("../i18n/en/report.ftl"),
    include_str!("../i18n/en/insurance.ftl"),
    include_str!("../i18n/en/coi.ftl"),
];
const ZH: &[&str] = &[
    include_str!("../i18n/zh/domain.ftl"),
    include_str!("../i18n/zh/catalog.ftl"),
    include_str!("../i18n/zh/training.ftl"),
    include_str!("../i18n/zh/letters.ftl"),
    include_str!("../i18n/zh/retention.ftl"),
    include_str!("../i18n/zh/assessment.ftl"),
    include_str!("../i18n/zh/risk.ftl"),
    include_str!("../i18n/zh/accounts.ftl"),
    include_str!("../i18n/zh/batches.ftl"),
    include_str!("../i18n/zh/report.ftl"),
    include_str!("../i18n/zh/insurance.ftl"),
    include_str!("../i18n/zh/coi.ftl"),
];

/// Refusals of values and votes with the arguments the code gives them.
const REFUSALS: &[(&str, &[&str])] = &[
    ("value-required", &["field"]),
    ("value-too-long", &["max", "found"]),
    ("value-wrong-type", &["found"]),
    ("value-unknown-code", &["found", "known"]),
    ("value-unknown-field", &["found", "known"]),
    ("value-unknown-scheme", &["found", "known"]),
    ("value-not-a-flag", &["found"]),
    ("value-not-a-date", &["found"]),
    ("value-not-an-instant", &["found"]),
    ("value-not-a-number", &["found"]),
    ("value-not-money", &["found"]),
    ("value-not-an-id", &["found"]),
    ("value-not-an-email", &["found"]),
    ("value-not-a-login", &["found"]),
    ("value-wait-over", &["found"]),
    ("value-not-a-chapter", &["found"]),
    ("value-not-a-share", &["found"]),
    ("value-not-an-account", &["found"]),
    ("value-not-a-currency", &["found"]),
    ("value-override-range", &["from", "to"]),
    ("value-no-letter", &["found"]),
    ("guard-letter-unapproved", &["id"]),
    ("guard-waiver-unjudged", &["case", "findings"]),
    ("guard-waiver-none-granted", &["case"]),
    ("refused-waive-together", &["subject"]),
    ("value-not-a-naic", &["found"]),
    ("value-ends-before-it-begins", &["from", "nr", "to"]),
    ("value-not-a-rate", &["found"]),
    ("refused-own-proposal", &["subject"]),
    ("refused-contributor", &["subject"]),
    ("refused-same-person", &["step"]),
    ("refused-step-role", &["role", "name"]),
    ("refused-case-complete", &[]),
    ("refused-system-decides-nothing", &[]),
];

/// Families of messages that exist only because a table asks for them.
const FAMILIES: &[&str] = &[
    "kind-",
    "kinds-",
    "field-",
    "code-",
    "state-",
    "verb-",
    "policy-",
    "rule-",
    "role-may-",
    "attested-",
    "guard-",
    "need-",
    "needed-by-",
    "value-",
];

/// Messages with the words of their first line.
fn messages(files: &[&str]) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    for line in files.iter().flat_map(|text| text.lines()).filter(starts) {
        let (id, words) = line.split_once(" = ").unwrap_or_else(|| panic!("not a message: {line}"));
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{id}");
        assert!(!words.trim().is_empty(), "{id} has no words");
        assert!(found.insert(id.to_owned(), words.to_owned()).is_none(), "{id} twice");
    }
    found
}

fn variables(words: &str) -> BTreeSet<&str> {
    words.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).collect()
}

fn add_codes(ids: &mut BTreeSet<String>, table: &CodeTable) {
    if table.labelled {
        ids.extend(table.codes.iter().map(|code| table.label(code)));
    }
}

fn add_fields(ids: &mut BTreeSet<String>, fields: &[Field]) {
    for field in fields {
        ids.insert(field.label());
        add_type(ids, field.ty);
    }
}

fn add_type(ids: &mut BTreeSet<String>, ty: FieldType) {
    match ty {
        FieldType::Code(table) => add_codes(ids, table),
        FieldType::List(of) => add_type(ids, *of),
        FieldType::Group(fields) => add_fields(ids, fields),
        _ => {}
    }
}

/// A value as its files spell it.
fn spelt<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).expect("a word")
}

fn of_domain() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for kind in KindId::ALL {
        ids.insert(kind.def().label());
        ids.insert(format!("kinds-{}", kind.def().name));
        add_fields(&mut ids, kind.def().fields);
    }
    let tables = [
        &Severity::TABLE,
        &FindingState::TABLE,
        &Role::TABLE,
        &Attested::TABLE,
        &Factor::TABLE,
        &Triage::TABLE,
        &Running::TABLE,
        &ChannelEffect::TABLE,
        &Approval::TABLE,
    ];
    for table in tables {
        add_codes(&mut ids, table);
    }
    for table in [&Covers::TABLE, &Decision::TABLE, &Standing::TABLE, &SaqAnswer::TABLE, &TrainingResult::TABLE] {
        add_codes(&mut ids, table);
    }
    ids.extend(Attested::ALL.iter().map(|a| format!("attested-{}", a.as_str())));
    let guards = [
        Guard::Documents,
        Guard::Identifiers,
        Guard::NoBlocking,
        Guard::CoolOff,
        Guard::DocumentComplete,
        Guard::OtherPerson,
        Guard::CalledBack,
        Guard::Cooled,
    ];
    let assessed = [Guard::Judged, Guard::Exempt, Guard::Assessed, Guard::Trained, Guard::RetentionOver, Guard::NoHold];
    ids.extend(assessed.iter().map(|g| format!("guard-{}", spelt(g))));
    ids.extend(guards.iter().map(|g| format!("guard-{}", spelt(g))));
    ids.extend([Need::Required, Need::Conditional, Need::Optional].iter().map(|n| format!("need-{}", spelt(n))));
    let stages = [NeededBy::Docs, NeededBy::Approval, NeededBy::Admitted];
    ids.extend(stages.iter().map(|n| format!("needed-by-{}", spelt(n))));
    ids.extend(REFUSALS.iter().map(|(id, _)| (*id).to_owned()));
    ids
}

fn of_catalog() -> BTreeSet<String> {
    let catalog = Catalog::shipped().expect("the shipped tables load");
    let mut ids = BTreeSet::from(["policy-admission".to_owned()]);
    for (kind, cycle) in &catalog.lifecycles {
        ids.extend(cycle.states.iter().map(|s| format!("state-{kind}-{}", s.replace('_', "-"))));
        ids.extend(cycle.edges.iter().map(crate::domain::lifecycle::Edge::label));
        let words = cycle.edges.iter().flat_map(|e| &e.words);
        ids.extend(words.map(|w| format!("field-{}", w.replace('_', "-"))));
    }
    ids.extend(catalog.permissions.iter().map(|p| format!("verb-{}", p.verb.replace('.', "-"))));
    ids.extend(catalog.letters.iter().map(crate::domain::letter::LetterTemplate::label));
    ids.extend(catalog.policies.iter().map(super::PolicyDef::label));
    ids.extend(catalog.rules.iter().map(super::RuleDef::label));
    ids.extend(catalog.roles.iter().map(|r| r.may.clone()));
    ids
}

#[test]
fn every_label_the_tables_ask_for_has_words_in_both_languages() {
    let wanted: BTreeSet<String> = of_domain().union(&of_catalog()).cloned().collect();
    for (tag, files) in [("en", EN), ("zh", ZH)] {
        let have: BTreeSet<String> = messages(files).into_keys().collect();
        let missing: Vec<&String> = wanted.difference(&have).collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:#?}");
        let ours = |id: &&String| FAMILIES.iter().any(|family| id.starts_with(family));
        let idle: Vec<&String> = have.difference(&wanted).filter(ours).collect();
        assert!(idle.is_empty(), "{tag} has messages nobody asks for: {idle:#?}");
    }
}

#[test]
fn both_languages_use_the_arguments_the_code_gives() {
    let given: BTreeMap<&str, BTreeSet<&str>> =
        REFUSALS.iter().map(|(id, args)| (*id, args.iter().copied().collect())).collect();
    let ours = |id: &str| given.contains_key(id) || FAMILIES.iter().any(|family| id.starts_with(family));
    for files in [EN, ZH] {
        for (id, words) in messages(files).iter().filter(|(id, _)| ours(id.as_str())) {
            let want = given.get(id.as_str()).cloned().unwrap_or_default();
            assert_eq!(variables(words), want, "{id}");
        }
    }
}

#[test]
fn labels_that_head_columns_are_short() {
    for id in of_domain().iter().filter(|id| id.starts_with("field-")) {
        let width = |files: &[&str]| messages(files)[id].chars().count();
        assert!(width(EN) <= 28, "{id} in English");
        assert!(width(ZH) <= 14, "{id} in Chinese");
    }
}
