//! TRN-01, TRN-02, TRN-08.

use super::*;
use crate::domain::training::TrainingResult;

fn wants(bench: Bench) -> Bench {
    Bench { wanted: vec![Wanted { code: "TR-06".into(), version: "2026.1".into() }], ..bench }
}

fn bench(state: &'static str) -> Bench {
    wants(Bench::new(seller()).state(state))
}

fn held(version: &str, result: TrainingResult, to: &str) -> Judged {
    Judged {
        id: Id::new(KindId::Training, 1),
        module: "TR-06".into(),
        version: version.into(),
        person: "张三".into(),
        taken_on: day("2025-11-22"),
        result,
        valid_to: Some(day(to)),
    }
}

fn with(mut bench: Bench, judged: Judged) -> Bench {
    bench.trainings.push(judged);
    bench
}

#[test]
fn trn_01_fires_when_a_required_module_is_not_passed() {
    for (state, severity) in
        [("docs_review", Severity::Medium), ("assessment", Severity::Blocking), ("admitted", Severity::High)]
    {
        assert_eq!(bench(state).brief("TRN-01"), [("TR-06".into(), severity, "finding-trn-01".into())]);
    }
    for result in [TrainingResult::Failed, TrainingResult::Pending] {
        assert_eq!(with(bench("assessment"), held("2026.1", result, "2027-01-01")).says("TRN-01"), "finding-trn-01");
    }
    let lapsed = with(bench("assessment"), held("2026.1", TrainingResult::Passed, "2026-11-22"));
    assert_eq!(lapsed.brief("TRN-01"), [("TR-06".into(), Severity::Blocking, "finding-trn-01-lapsed".into())]);
}

#[test]
fn trn_01_is_silent_when_the_module_is_passed_or_not_asked_for() {
    let passed = with(bench("assessment"), held("2026.1", TrainingResult::Passed, "2026-11-23"));
    assert_eq!(passed.says("TRN-01"), "");
    assert_eq!(passed.outcome().next, Some(day("2026-11-24")));
    assert_eq!(bench("prospect").says("TRN-01"), "");
    assert_eq!(Bench::new(seller()).state("assessment").says("TRN-01"), "");
}

#[test]
fn trn_02_fires_when_a_certificate_ran_out_or_soon_will() {
    for (to, severity, id) in [
        ("2026-11-22", Severity::High, "finding-trn-02"),
        ("2026-11-23", Severity::Medium, "finding-trn-02-soon"),
        ("2026-12-07", Severity::Medium, "finding-trn-02-soon"),
        ("2026-12-08", Severity::Low, "finding-trn-02-soon"),
        ("2026-12-23", Severity::Low, "finding-trn-02-soon"),
        ("2027-01-22", Severity::Info, "finding-trn-02-soon"),
    ] {
        let bench = with(bench("admitted"), held("2026.1", TrainingResult::Passed, to));
        assert_eq!(bench.brief("TRN-02"), [("TR-06".into(), severity, id.into())], "{to}");
    }
}

#[test]
fn trn_02_is_silent_sixty_one_days_before_and_before_admission() {
    let early = with(bench("admitted"), held("2026.1", TrainingResult::Passed, "2027-01-23"));
    assert_eq!(early.says("TRN-02"), "");
    assert_eq!(early.outcome().next, Some(day("2026-11-24")));
    let before = with(bench("assessment"), held("2026.1", TrainingResult::Passed, "2026-11-22"));
    assert_eq!(before.says("TRN-02"), "");
    assert_eq!(bench("admitted").says("TRN-02"), "");
}

#[test]
fn trn_08_fires_when_an_older_edition_is_held() {
    let older = with(bench("admitted"), held("2025.1", TrainingResult::Passed, "2027-06-30"));
    assert_eq!(older.brief("TRN-08"), [("TR-06".into(), Severity::Medium, "finding-trn-08".into())]);
}

#[test]
fn trn_08_is_silent_on_the_edition_in_force_and_when_nothing_is_held() {
    let now = with(bench("admitted"), held("2026.1", TrainingResult::Passed, "2027-06-30"));
    assert_eq!(now.says("TRN-08"), "");
    let gone = with(bench("admitted"), held("2025.1", TrainingResult::Passed, "2026-11-22"));
    assert_eq!(gone.says("TRN-08"), "");
    assert_eq!(bench("admitted").says("TRN-08"), "");
}
