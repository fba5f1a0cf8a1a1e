//! The vectors of domain.md §1.6 and the decisions on partners, and when a partner or the platform lacks something.

use super::overall::Decision;
use super::overall::Overall;
use super::overall::Standing;
use super::overall::decision;
use super::overall::lacking;
use super::overall::overall;
use super::*;

const SCORING: Scoring = Scoring { base: 100, threshold: 95, bonus_cap: 2, bonus_counts: true };

fn item(code: &str, standard: i64, category: ItemCategory, verdict: ItemVerdict) -> AssessmentItem {
    AssessmentItem { code: code.into(), standard, category, verdict, ..AssessmentItem::default() }
}

/// Thirty items up to standard, then those given: standard, category, verdict.
fn set(odd: &[(i64, ItemCategory, ItemVerdict)]) -> Vec<AssessmentItem> {
    let plain = (0..30).map(|n| item(&format!("U-{n}"), n, ItemCategory::Law, ItemVerdict::Up));
    let odd = odd
        .iter()
        .enumerate()
        .map(|(n, (standard, category, verdict))| item(&format!("O-{n}"), *standard, *category, *verdict));
    plain.chain(odd).collect()
}

fn basics(standards: std::ops::RangeInclusive<i64>) -> Vec<(i64, ItemCategory, ItemVerdict)> {
    standards.map(|s| (s, ItemCategory::Internal, ItemVerdict::Basic)).collect()
}

fn bonus(n: usize) -> Vec<(i64, ItemCategory, ItemVerdict)> {
    vec![(24, ItemCategory::Bonus, ItemVerdict::Up); n]
}

fn result(odd: &[(i64, ItemCategory, ItemVerdict)]) -> (i64, String, Standing) {
    let Overall { total, standing, .. } = overall(&set(odd), &SCORING);
    (total, overall(&set(odd), &SCORING).flags(), standing)
}

#[test]
fn the_vectors_t1_to_t9_hold() {
    use ItemCategory::Law;
    use ItemCategory::Security;
    use ItemVerdict::Basic;
    let said = |total, flags: &str, standing| (total, flags.to_owned(), standing);
    assert_eq!(result(&basics(1..=2)), said(98, "", Standing::Pass), "T1");
    assert_eq!(result(&basics(1..=5)), said(95, "", Standing::Pass), "T2");
    assert_eq!(result(&basics(1..=6)), said(94, "C", Standing::Fail), "T3");
    assert_eq!(result(&[basics(1..=6), bonus(1)].concat()), said(95, "", Standing::Pass), "T4");
    assert_eq!(result(&[(20, Security, Basic); 4]), said(96, "B", Standing::Fail), "T5");
    assert_eq!(result(&[(15, Law, Basic); 4]), said(96, "", Standing::Pass), "T6");
    assert_eq!(result(&[(1, Law, ItemVerdict::Not)]), said(98, "A", Standing::Fail), "T7");
    let eight = [basics(1..=7), bonus(3)].concat();
    assert_eq!(result(&eight), said(95, "", Standing::Pass), "T8");
    let capless = overall(&set(&eight), &Scoring { bonus_cap: 0, ..SCORING });
    assert_eq!((capless.total, capless.standing), (93, Standing::Fail), "T8 without bonus");
    let nine = overall(&set(&[(1, Law, ItemVerdict::Open)]), &SCORING);
    assert_eq!((nine.standing, nine.open), (Standing::Incomplete, vec!["O-0".to_owned()]), "T9");
}

#[test]
fn the_bonus_rescues_the_total_only_where_the_check_list_says_so() {
    let six = [basics(1..=6), bonus(1)].concat();
    let found = overall(&set(&six), &Scoring { bonus_counts: false, ..SCORING });
    assert_eq!((found.total, found.flags().as_str()), (95, "C"));
}

#[test]
fn offenders_are_named_and_what_is_not_applicable_does_not_count() {
    use ItemCategory::Security;
    let mut odd = vec![(20, Security, ItemVerdict::Basic); 4];
    odd.push((1, Security, ItemVerdict::Not));
    odd.push((1, Security, ItemVerdict::Na));
    let found = overall(&set(&odd), &SCORING);
    assert_eq!(found.not, ["O-4"]);
    assert_eq!(found.crowded.get(&20).map(Vec::len), Some(4));
    assert_eq!(found.total, 94);
}

fn assessed(basic: usize, planned: bool) -> Assessment {
    let mut items = set(&vec![(1, ItemCategory::Law, ItemVerdict::Basic); basic]);
    for item in items.iter_mut().filter(|i| planned && i.verdict == ItemVerdict::Basic) {
        item.action = Action { owner: "lin".into(), due: "2027-01-31".parse().ok(), ..Action::default() };
    }
    Assessment { scoring: SCORING, items, ..Assessment::default() }
}

#[test]
fn a_partner_is_decided_by_its_basic_and_failed_items() {
    let of = |n, planned| decision(&assessed(n, planned));
    assert_eq!([of(0, false), of(2, false)], [Decision::Admit; 2]);
    assert_eq!([of(3, true), of(5, true)], [Decision::AdmitWithActions; 2]);
    assert_eq!([of(3, false), of(6, true)], [Decision::Reject; 2]);
    let mut failed = assessed(0, false);
    failed.items.push(item("X", 1, ItemCategory::Law, ItemVerdict::Not));
    assert_eq!(decision(&failed), Decision::Reject);
    failed.items.push(item("Y", 1, ItemCategory::Law, ItemVerdict::Open));
    assert_eq!(decision(&failed), Decision::Undecided);
    failed.proof = Some(DocumentRef("D-000001".into()));
    assert_eq!(decision(&failed), Decision::Exempt);
}

#[test]
fn each_verdict_asks_for_its_own() {
    let mut some = item("X", 1, ItemCategory::Law, ItemVerdict::Up);
    assert_eq!(lacking(&some), Some("assess-lacks-evidence"));
    some.evidence.push(Evidence { reference: "D-000001".into(), ..Evidence::default() });
    assert_eq!(lacking(&some), None);
    some.verdict = ItemVerdict::Na;
    assert_eq!(lacking(&some), Some("assess-lacks-reason"));
    some.verdict = ItemVerdict::Basic;
    assert_eq!(lacking(&some), Some("assess-lacks-comment"));
    some.comment = "two photos are missing".into();
    assert_eq!(lacking(&some), Some("assess-lacks-action"));
    some.action = Action { owner: "lin".into(), due: "2027-01-31".parse().ok(), ..Action::default() };
    assert_eq!(lacking(&some), None);
}

#[test]
fn the_platform_gets_all_items_and_a_partner_those_of_its_types() {
    let asked = |code: &str, ask: &[&str]| ChecklistItem {
        code: code.into(),
        ask: ask.iter().map(|a| (*a).to_owned()).collect(),
        ..ChecklistItem::default()
    };
    let list = Checklist {
        code: "GEN-2026".into(),
        base: 100,
        items: vec![asked("G26-02", &[]), asked("G26-04", &["all"]), asked("G26-05", &["BRK"])],
        ..Checklist::default()
    };
    let begun = |types: Option<&[PartnerType]>| {
        let mut made = Assessment::default();
        made.begin(&list, types);
        made.items.iter().map(|i| (i.code.clone(), i.applies)).collect::<Vec<_>>()
    };
    assert_eq!(begun(None).len(), 3);
    assert_eq!(begun(Some(&[PartnerType::Brk])), [("G26-04".to_owned(), false), ("G26-05".to_owned(), true)]);
    assert_eq!(begun(Some(&[PartnerType::Lab])), [("G26-04".to_owned(), false)]);
}
