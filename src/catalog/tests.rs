//! Laws of the shipped tables.

use super::*;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::partner::Country;
use crate::domain::partner::PartnerType;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::requirement::Seat;
use std::collections::BTreeSet;

fn catalog() -> &'static Catalog {
    Catalog::shipped().expect("the shipped tables load")
}

fn edges() -> impl Iterator<Item = (&'static str, &'static Edge)> {
    catalog().lifecycles.iter().flat_map(|(kind, cycle)| cycle.edges.iter().map(move |e| (kind.as_str(), e)))
}

fn kind(name: &str) -> KindId {
    *KindId::ALL.iter().find(|k| k.def().name == name).unwrap_or_else(|| panic!("no kind {name}"))
}

/// States an edge leaves, with `*` written out.
fn leaves(cycle: &LifeCycle, edge: &Edge) -> Vec<String> {
    cycle.states.iter().filter(|s| edge.leaves(s) && !cycle.ends.contains(s)).cloned().collect()
}

/// Every arrow of a life-cycle that moves.
fn arrows(kind: &str) -> BTreeSet<(String, String)> {
    let cycle = &catalog().lifecycles[kind];
    let mut found = BTreeSet::new();
    for edge in cycle.edges.iter().filter(|e| e.to != "=" || !e.also.is_empty()) {
        for from in leaves(cycle, edge) {
            let waits = if edge.via.is_empty() { from.clone() } else { edge.via.clone() };
            found.insert((from.clone(), waits.clone()));
            for to in std::iter::once(&edge.to).chain(&edge.also).filter(|to| *to != "=") {
                found.insert((waits.clone(), to.clone()));
            }
            // A case that is returned or withdrawn gives its subject back to the first state the row leaves.
            found.extend(edge.from.first().filter(|_| !edge.via.is_empty()).map(|back| (waits.clone(), back.clone())));
            if !edge.rejected.is_empty() {
                found.insert((waits, edge.rejected.clone()));
            }
        }
    }
    found.retain(|(a, b)| a != b);
    found
}

#[test]
fn every_kind_has_a_life_cycle_that_starts_where_its_records_start() {
    let named: BTreeSet<&str> = catalog().lifecycles.keys().map(String::as_str).collect();
    let kinds: BTreeSet<&str> = KindId::ALL.iter().map(|k| k.def().name).collect();
    assert_eq!(named, kinds);
    for id in KindId::ALL {
        let cycle = &catalog().lifecycles[id.def().name];
        assert_eq!(cycle.states.first().map(String::as_str), Some(id.def().initial), "{}", id.def().name);
        let distinct: BTreeSet<&String> = cycle.states.iter().collect();
        assert_eq!(distinct.len(), cycle.states.len());
        assert!(cycle.ends.iter().all(|e| cycle.states.contains(e)));
    }
}

#[test]
fn every_state_an_edge_names_exists() {
    for (kind, edge) in edges() {
        let states = &catalog().lifecycles[kind].states;
        for state in edge.from.iter().chain(&edge.also).chain([&edge.to, &edge.via, &edge.rejected]) {
            let known = states.contains(state) || state.is_empty() || state == "*" || state == "=";
            assert!(known, "{} names {state}", edge.verb);
        }
        assert!(!edge.to.is_empty() && !edge.from.is_empty(), "{}", edge.verb);
        assert!(edge.from.iter().all(|f| !catalog().lifecycles[kind].ends.contains(f)), "{} leaves an end", edge.verb);
    }
}

#[test]
fn every_verb_is_unique_and_permitted_to_somebody() {
    let verbs = catalog().verbs();
    let distinct: BTreeSet<&str> = verbs.iter().copied().collect();
    assert_eq!(distinct.len(), verbs.len());
    for verb in verbs {
        assert!(!catalog().roles_of(verb).is_empty(), "{verb}");
        assert!(verb.split_once('.').is_some_and(|(k, v)| !k.is_empty() && !v.is_empty()), "{verb}");
    }
    assert!(!catalog().may(Role::Cmp, "partner.no-such-verb"));
}

#[test]
fn every_state_is_reachable_and_only_ends_are_dead_ends() {
    for (name, cycle) in &catalog().lifecycles {
        let arrows = arrows(name);
        let mut reached: BTreeSet<String> = BTreeSet::from([cycle.states[0].clone()]);
        loop {
            let more: Vec<String> = arrows
                .iter()
                .filter(|(a, b)| reached.contains(a) && !reached.contains(b))
                .map(|a| a.1.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            reached.extend(more);
        }
        for state in &cycle.states {
            assert!(reached.contains(state), "{name}: {state} cannot be reached");
            let goes_on = arrows.iter().any(|(from, _)| from == state);
            assert_eq!(goes_on, !cycle.ends.contains(state), "{name}: {state} leads nowhere, or on from an end");
        }
    }
}

#[test]
fn the_partner_life_cycle_has_every_arrow_of_the_domain() {
    let have = arrows("partner");
    let mut want: Vec<(&str, &str)> = vec![
        ("prospect", "invited"),
        ("invited", "applying"),
        ("applying", "docs_review"),
        ("docs_review", "applying"),
        ("docs_review", "screening"),
        ("screening", "training"),
        ("training", "assessment"),
        ("assessment", "pending_approval"),
        ("pending_approval", "contracting"),
        ("pending_approval", "rejected"),
        ("contracting", "admitted"),
        ("admitted", "probation"),
        ("probation", "admitted"),
        ("admitted", "review_due"),
        ("review_due", "assessment"),
        ("admitted", "suspended"),
        ("suspended", "admitted"),
        ("suspended", "exiting"),
        ("admitted", "exiting"),
        ("exiting", "exited"),
        ("rejected", "applying"),
    ];
    // From pending_approval a partner is rejected by the case, and withdrawn after the case was withdrawn.
    for state in
        ["prospect", "invited", "applying", "docs_review", "screening", "training", "assessment", "contracting"]
    {
        want.extend([(state, "rejected"), (state, "withdrawn")]);
    }
    for (from, to) in want {
        assert!(have.contains(&(from.to_owned(), to.to_owned())), "no arrow {from} -> {to}");
    }
}

#[test]
fn an_edge_asks_only_for_fields_its_kind_has() {
    for (name, edge) in edges() {
        for field in &edge.fields {
            assert!(Path::parse(kind(name), field).is_ok(), "{} asks for {field}", edge.verb);
        }
        let policied = matches!(edge.control, Control::Policy(_));
        assert!(!policied || edge.why || edge.fields.iter().any(|f| f == "reason"), "{} gives no reason", edge.verb);
        assert!(policied || edge.via.is_empty() && edge.rejected.is_empty(), "{} waits for no case", edge.verb);
    }
}

#[test]
fn every_policy_named_exists_for_every_risk_band() {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (_, edge) in edges().filter(|(_, e)| matches!(e.control, Control::Policy(_))) {
        for band in RiskBand::ALL {
            let policy = catalog().policy_for(&edge.control, Some(*band));
            used.insert(&policy.unwrap_or_else(|| panic!("{} at {band:?}", edge.verb)).code);
        }
    }
    let shipped: BTreeSet<&str> = catalog().policies.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(used, shipped, "a policy nobody uses, or one that is missing");
    assert_eq!(shipped.len(), catalog().policies.len());
    assert!(catalog().policy_for(&Control::Policy("admission".into()), None).is_none());
    assert!(catalog().policy_for(&Control::Maker, Some(RiskBand::Low)).is_none());
}

#[test]
fn nobody_proposes_and_decides_under_one_policy_unless_said_on_purpose() {
    for (_, edge) in edges() {
        for policy in RiskBand::ALL.iter().filter_map(|b| catalog().policy_for(&edge.control, Some(*b))) {
            for step in &policy.steps {
                let both = edge.roles.contains(&step.role);
                assert!(!both || policy.same_role.contains(&step.role), "{} under {}", edge.verb, policy.code);
            }
        }
    }
}

#[test]
fn steps_ask_for_people_and_the_riskier_a_partner_the_more_people_look() {
    for policy in &catalog().policies {
        assert!(!policy.steps.is_empty() && policy.steps.iter().all(|s| s.min >= 1), "{}", policy.code);
        assert!(policy.steps.iter().all(|s| s.role != Role::Sys), "{}: the program decides nothing", policy.code);
        assert!(policy.target_hours > 0);
        assert_eq!(policy.to_record().steps, policy.steps);
    }
    let of = |code: &str| {
        let policy = catalog().policy(code).expect("shipped");
        (policy.steps.iter().map(|s| s.min).sum::<i64>(), policy.strict_looking)
    };
    assert_eq!(of("admission-low"), (1, false));
    assert_eq!(of("admission-med"), (1, false));
    assert_eq!(of("admission-high"), (2, true));
    assert_eq!(of("admission-critical"), (2, true));
}

#[test]
fn cases_are_decided_by_exactly_the_roles_of_the_steps() {
    let steps: BTreeSet<Role> = catalog().policies.iter().flat_map(|p| &p.steps).map(|s| s.role).collect();
    for verb in ["case.approve", "case.reject", "case.return", "case.judge"] {
        let roles: BTreeSet<Role> = catalog().roles_of(verb).iter().copied().collect();
        assert_eq!(roles, steps, "{verb}");
        assert!(!catalog().contributes(verb), "{verb}");
    }
    let proposers = edges().filter(|(_, e)| matches!(e.control, Control::Policy(_))).flat_map(|(_, e)| &e.roles);
    // What the program proposes it never takes back.
    for role in proposers.filter(|role| **role != Role::Sys) {
        assert!(catalog().may(*role, "case.withdraw") && catalog().may(*role, "case.resubmit"), "{role:?}");
    }
}

#[test]
fn the_administrator_does_no_business_and_the_auditor_takes_copies_and_decides_on_erasures() {
    let aud = catalog().policies.iter().filter(|p| p.steps.iter().any(|s| s.role == Role::Aud));
    assert_eq!(aud.map(|p| p.code.as_str()).collect::<Vec<_>>(), ["erasure"]);
    for verb in catalog().verbs() {
        assert!(!catalog().may(Role::Aud, verb) || verb == "export.create" || verb.starts_with("case."), "{verb}");
        let business = ["partner.", "document.", "finding."].iter().any(|k| verb.starts_with(k));
        let decides = ["case.approve", "case.reject", "case.return", "case.judge"].contains(&verb);
        assert!(!(business || decides) || !catalog().may(Role::Adm, verb), "{verb}");
    }
}

#[test]
fn the_logistics_manager_stops_a_partner_but_does_not_let_it_go_on() {
    assert!(catalog().may(Role::Logm, "partner.suspend"));
    assert!(!catalog().may(Role::Logm, "partner.lift"));
    assert!(!catalog().may(Role::Cmp, "document.change"), "the checker edits no documents");
}

#[test]
fn makers_contribute_and_checkers_who_stop_or_judge_do_not() {
    for verb in
        ["partner.create", "partner.import", "document.file", "partner.propose-admission", "partner.override-risk"]
    {
        assert!(catalog().contributes(verb), "{verb}");
    }
    for verb in ["partner.suspend", "partner.reject", "partner.withdraw", "document.accept", "document.reject"] {
        assert!(!catalog().contributes(verb), "{verb}");
    }
    for (_, edge) in edges().filter(|(_, e)| !e.attest.is_empty()) {
        assert!(edge.contributes, "{} attests", edge.verb);
    }
}

#[test]
fn the_program_itself_uses_few_verbs() {
    let verbs: Vec<&str> = catalog().system_verbs.iter().map(String::as_str).collect();
    let few = [
        "account.activate",
        "assessment.expire",
        "certificate.find-deficient",
        "certificate.expire",
        "document.supersede",
        "letter.lapse",
        "partner.call-review",
        "partner.suspend",
        "partner.review-suspension",
        "module.create",
        "policy.create",
        "checklist.create",
    ];
    assert_eq!(verbs, few);
}

#[test]
fn every_role_is_described_and_conflicts_are_real_pairs() {
    let described: Vec<Role> = catalog().roles.iter().map(|r| r.role).collect();
    assert_eq!(described, Role::ALL);
    let mut seen = BTreeSet::new();
    for [a, b] in &catalog().conflicts {
        assert_ne!(a, b);
        assert!(seen.insert((a.min(b), a.max(b))), "{a:?} {b:?} twice");
    }
    for role in Role::ALL.iter().filter(|r| **r != Role::Adm) {
        assert_eq!(catalog().conflicts_in(&[Role::Adm, *role]), catalog().conflicts_in(&[*role, Role::Adm]));
        assert_eq!(catalog().conflicts_in(&[Role::Adm, *role]).len(), 1, "ADM with {role:?}");
    }
    assert!(catalog().conflicts_in(&[Role::Onb, Role::Trnm]).is_empty());
    assert_eq!(catalog().conflicts_in(&[Role::Onb, Role::Cmp, Role::Trnm]).len(), 2);
}

#[test]
fn every_document_is_known_once_and_no_cell_is_filled_twice() {
    let known: BTreeSet<DocCode> = catalog().documents.iter().map(|d| d.code).collect();
    assert_eq!(known.len(), catalog().documents.len());
    assert_eq!(known.len(), DocCode::ALL.len());
    let mut seen = BTreeSet::new();
    for cell in &catalog().matrix {
        for domestic in [true, false] {
            if cell.seat.covers(domestic) {
                assert!(seen.insert((cell.code, cell.partner_type, domestic)), "{cell:?} twice");
            }
        }
    }
    for ty in PartnerType::ALL {
        for domestic in [true, false] {
            let needs = requirement::required(catalog().matrix.iter(), &[*ty], domestic);
            assert!(needs.iter().any(|n| n.need == Need::Required), "{ty:?} needs nothing");
        }
    }
}

fn needs(types: &[PartnerType], country: &str) -> BTreeMap<DocCode, Requirement> {
    let partner = Partner { type_set: types.to_vec(), country: Country(country.to_owned()), ..Partner::default() };
    catalog().required(&partner).into_iter().map(|r| (r.code, r)).collect()
}

#[test]
fn a_seller_needs_the_papers_of_its_seat() {
    let home = needs(&[PartnerType::Ece], "CN");
    let abroad = needs(&[PartnerType::Ece], "DE");
    assert_eq!(home[&DocCode::Lic].need, Need::Required);
    assert!(!home.contains_key(&DocCode::Reg));
    assert_eq!(abroad[&DocCode::Reg].need, Need::Required);
    assert_eq!(abroad[&DocCode::Poa].need, Need::Required);
    assert!(!abroad.contains_key(&DocCode::Cus));
    assert_eq!(home[&DocCode::Tax].need, Need::Required);
    assert_eq!(abroad[&DocCode::Tax].need, Need::Conditional);
}

#[test]
fn the_strongest_need_over_all_types_counts() {
    assert_eq!(needs(&[PartnerType::Ece], "CN")[&DocCode::Ins].need, Need::Conditional);
    let both = needs(&[PartnerType::Ece, PartnerType::Log], "CN");
    assert_eq!(both[&DocCode::Ins].need, Need::Required);
    assert_eq!(both[&DocCode::Exp].need, Need::Required);
}

#[test]
fn papers_are_needed_by_their_stage_and_age_as_the_domain_says() {
    let home = needs(&[PartnerType::Log], "CN");
    let stage = |code: DocCode| home[&code].needed_by;
    assert_eq!(stage(DocCode::Lic), NeededBy::Docs);
    assert_eq!(stage(DocCode::Trn), NeededBy::Approval);
    assert_eq!(stage(DocCode::Sec), NeededBy::Approval);
    assert_eq!(stage(DocCode::Bnk), NeededBy::Approval);
    assert_eq!(stage(DocCode::Ins), NeededBy::Admitted);
    let age = |code: DocCode| catalog().doc_rule(code).and_then(|d| d.max_age_days);
    assert_eq!(age(DocCode::Crd), Some(30));
    assert_eq!(age(DocCode::Reg), Some(183));
    assert_eq!([DocCode::Ubo, DocCode::Sec, DocCode::Trn].map(age), [Some(365); 3]);
    assert_eq!(age(DocCode::Lic), None);
    assert!(catalog().doc_rule(DocCode::Exp).is_some_and(|d| d.expires));
}

#[test]
fn rules_carry_owner_source_figures_and_whether_they_may_be_waived() {
    let rule = catalog().rule("PTR-020").expect("shipped");
    assert!(!rule.waivable);
    assert_eq!(rule.label(), "rule-ptr-020");
    assert_eq!(catalog().rule("PTR-019").and_then(|r| r.param("days")), Some(31));
    assert_eq!(catalog().rule("PTR-014").and_then(|r| r.param("days")), Some(365));
    for rule in &catalog().rules {
        assert!(!rule.source.is_empty(), "{}", rule.code);
        let system = rule.code.starts_with("SYS-") || rule.code.starts_with("DOC-");
        assert!(!system || !rule.waivable, "{}", rule.code);
        assert!(catalog().may(rule.owner_role, "finding.acknowledge") || system, "{}", rule.code);
    }
    let distinct: BTreeSet<&str> = catalog().rules.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(distinct.len(), catalog().rules.len());
    assert!(distinct.len() >= 40);
}

#[test]
fn a_broken_table_is_reported_with_its_file() {
    let broken = read::<tables::Rules>("rules.toml", "[[rule]]\ncode = 7\n");
    assert!(broken.is_err_and(|why| why.to_string().contains("rules.toml")));
    let word =
        "[[document]]\ncode = \"D-LIC\"\nneeded_by = \"docs\"\nchecks = []\nsource = \"\"\nneed.R = \"ECE.xx\"\n";
    let made = read::<matrix::Documents>("documents.toml", word).and_then(matrix::Documents::expand);
    assert!(made.is_err_and(|why| why.to_string().contains("ECE.xx")));
}

#[test]
fn seats_are_read_from_the_words_of_the_file() {
    let ece = |seat: Seat| catalog().matrix.iter().any(|r| r.partner_type == PartnerType::Ece && r.seat == seat);
    assert!(ece(Seat::Domestic) && ece(Seat::Overseas) && !ece(Seat::Any));
}

#[test]
fn what_is_keyed_of_a_document_is_among_what_is_ticked() {
    for document in &catalog().documents {
        assert!(!document.checks.is_empty(), "{}", document.code.as_str());
        for field in &document.rekey {
            assert!(document.checks.contains(&field.point()), "{} {}", document.code.as_str(), field.as_str());
        }
        assert!(document.checks.len() <= 6, "the digits 4 to 9 tick");
    }
}

#[test]
fn what_a_day_brings_about_is_the_programs_alone() {
    let all: Vec<&Edge> = catalog().lifecycles.values().flat_map(|l| &l.edges).collect();
    let by_day = all.iter().filter(|e| matches!(e.verb.split('.').next_back(), Some("expire" | "lapse")));
    let of: Vec<(&str, &[Role])> = by_day.map(|e| (e.verb.as_str(), e.roles.as_slice())).collect();
    let sys: &[Role] = &[Role::Sys];
    assert_eq!(of.len(), 3, "{of:?}");
    assert!(of.iter().all(|(_, roles)| *roles == sys), "{of:?}");
}
