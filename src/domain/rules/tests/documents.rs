//! PTR-001, PTR-002, PTR-014.

use super::*;
use Severity::Blocking;
use Severity::High;
use Severity::Low;
use Severity::Medium;

fn lic() -> Bench {
    Bench::new(seller()).requires(DocCode::Lic)
}

#[test]
fn ptr_001_fires_when_a_required_document_is_missing() {
    assert_eq!(lic().brief("PTR-001"), [("D-LIC".into(), Blocking, "finding-ptr-001".into())]);
}

#[test]
fn ptr_001_is_silent_when_it_is_accepted_or_only_optional() {
    assert_eq!(lic().doc(document(DocCode::Lic)).says("PTR-001"), "");
    let optional = Bench::new(seller()).need(DocCode::Aeo, Need::Conditional, NeededBy::Docs);
    assert_eq!(optional.says("PTR-001"), "");
}

#[test]
fn ptr_001_is_silent_before_the_documents_review_and_after_the_end() {
    for state in ["prospect", "invited", "applying", "rejected", "withdrawn", "exited"] {
        assert_eq!(lic().state(state).says("PTR-001"), "", "{state}");
    }
}

#[test]
fn ptr_001_says_when_a_document_only_waits_to_be_accepted() {
    assert_eq!(lic().doc_in("received", document(DocCode::Lic)).says("PTR-001"), "finding-ptr-001-waiting");
    assert_eq!(lic().doc_in("rejected", document(DocCode::Lic)).says("PTR-001"), "finding-ptr-001");
}

#[test]
fn ptr_001_blocks_from_the_stage_that_needs_it_and_is_high_after_admission() {
    let table = [
        ("docs_review", [Blocking, Medium, Medium]),
        ("screening", [Blocking, Medium, Medium]),
        ("training", [Blocking, Medium, Medium]),
        ("assessment", [Blocking, Blocking, Medium]),
        ("pending_approval", [Blocking, Blocking, Medium]),
        ("contracting", [Blocking, Blocking, Blocking]),
        ("admitted", [High, High, High]),
        ("suspended", [High, High, High]),
    ];
    for (state, expected) in table {
        let bench = Bench::new(seller())
            .need(DocCode::Cus, Need::Required, NeededBy::Docs)
            .need(DocCode::Ins, Need::Required, NeededBy::Approval)
            .need(DocCode::Tax, Need::Required, NeededBy::Admitted)
            .state(state);
        let found: Vec<Severity> = bench.hits("PTR-001").iter().map(|h| h.severity).collect();
        assert_eq!(found, expected, "{state}");
    }
}

#[test]
fn ptr_002_fires_when_a_required_document_ran_out() {
    let bench = lic().doc(until(DocCode::Lic, "2026-11-22"));
    assert_eq!(bench.brief("PTR-002"), [("D-LIC".into(), Blocking, "finding-ptr-002-expired".into())]);
    assert_eq!(bench.outcome().next, Some(day("2026-12-22")), "only the credit query changes by itself");
}

#[test]
fn ptr_002_is_silent_when_there_is_time_and_on_documents_nobody_requires() {
    assert_eq!(lic().doc(until(DocCode::Lic, "2027-02-22")).says("PTR-002"), "");
    assert_eq!(lic().doc(document(DocCode::Lic)).says("PTR-002"), "");
    assert_eq!(Bench::new(seller()).doc(until(DocCode::Lic, "2020-01-01")).says("PTR-002"), "");
}

#[test]
fn ptr_002_grades_by_the_days_that_are_left_and_names_the_next_day() {
    // The day, the severity on it, the day on which that changes.
    let table = [
        ("2026-12-31", None, Some("2027-01-01")),
        ("2027-01-01", Some(Low), Some("2027-01-31")),
        ("2027-01-31", Some(Medium), Some("2027-03-02")),
        ("2027-03-02", Some(High), Some("2027-04-02")),
        ("2027-04-01", Some(High), Some("2027-04-02")),
        ("2027-04-02", Some(Blocking), None),
    ];
    for (today, severity, next) in table {
        let mut bench = lic().doc(until(DocCode::Lic, "2027-04-01")).on(today);
        bench.partner.country = Country("JP".into());
        let outcome = bench.outcome();
        let found = bench.hits("PTR-002").first().map(|h| h.severity);
        assert_eq!((found, outcome.next), (severity, next.map(day)), "{today}");
    }
}

#[test]
fn ptr_002_takes_its_days_from_the_catalogue() {
    let mut bench = lic().doc(until(DocCode::Lic, "2026-12-03"));
    assert_eq!(bench.hits("PTR-002")[0].severity, High);
    bench.params.insert(("PTR-002".into(), "days_high".into()), 5);
    assert_eq!(bench.hits("PTR-002")[0].severity, Medium);
}

#[test]
fn ptr_002_is_one_step_milder_on_conditional_documents() {
    let bench =
        |end| Bench::new(seller()).need(DocCode::Ins, Need::Conditional, NeededBy::Docs).doc(until(DocCode::Ins, end));
    assert_eq!(bench("2026-11-01").hits("PTR-002")[0].severity, High);
    assert_eq!(bench("2026-12-01").hits("PTR-002")[0].severity, Medium);
}

#[test]
fn ptr_002_fires_when_a_document_is_too_old_although_no_end_is_printed() {
    let crd = || Bench::new(seller()).requires(DocCode::Crd).max_age(DocCode::Crd, 30);
    let stale = crd().doc(issued(DocCode::Crd, "2026-10-23"));
    assert_eq!(stale.brief("PTR-002"), [("D-CRD".into(), Blocking, "finding-ptr-002-stale".into())]);
    assert_eq!(stale.state("admitted").hits("PTR-002")[0].severity, High);
    // Good through 2026-11-23, announced in its last seven days only.
    let last = crd().doc(issued(DocCode::Crd, "2026-10-24"));
    assert_eq!(last.brief("PTR-002"), [("D-CRD".into(), High, "finding-ptr-002".into())]);
    assert_eq!(last.outcome().next, Some(day("2026-11-24")));
    assert_eq!(crd().doc(issued(DocCode::Crd, "2026-11-01")).says("PTR-002"), "");
}

#[test]
fn ptr_002_looks_at_the_document_that_lasts_longest() {
    let bench = lic().doc(until(DocCode::Lic, "2026-11-01")).doc(until(DocCode::Lic, "2030-01-01"));
    assert_eq!(bench.says("PTR-002"), "");
}

fn ubo() -> Bench {
    Bench::new(seller()).requires(DocCode::Ubo)
}

#[test]
fn ptr_014_fires_when_the_owner_statement_is_missing_old_or_undated() {
    assert_eq!(ubo().brief("PTR-014"), [(String::new(), Medium, "finding-ptr-014".into())]);
    assert_eq!(ubo().doc(issued(DocCode::Ubo, "2025-11-22")).says("PTR-014"), "finding-ptr-014-old");
    assert_eq!(ubo().doc(document(DocCode::Ubo)).says("PTR-014"), "finding-ptr-014-undated");
}

#[test]
fn ptr_014_is_silent_when_it_is_not_older_than_a_year_or_not_required() {
    let fresh = ubo().doc(issued(DocCode::Ubo, "2025-11-23"));
    assert_eq!(fresh.says("PTR-014"), "");
    assert_eq!(fresh.outcome().next, Some(day("2026-11-24")));
    assert_eq!(Bench::new(seller()).says("PTR-014"), "");
}
