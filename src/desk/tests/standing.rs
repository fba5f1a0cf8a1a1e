//! How partners stand: risk decided otherwise, reviews that come, triage, suspension by the program.

use super::*;
use crate::domain::partner::RiskBand;

impl Bench {
    /// Gives a partner a business whose risk is of this band.
    pub fn of_band(&self, desk: &Local, id: &str, band: &str) {
        let (chapter, volume, share) = match band {
            "LOW" => ("49", "S", 100),
            "MED" => ("94", "M", 50),
            "HIGH" => ("33", "XL", 50),
            _ => ("71", "XL", 0),
        };
        let set = |path: &str, value: Value| Assign { path: path.into(), value };
        let fields = vec![
            set("hs_chapters", Value::List(vec![Value::Text(chapter.into())])),
            set("volume", Value::Code(volume.into())),
            set("owners[1].share", Value::Decimal(share.into())),
        ];
        let act = Act::Change { id: id.parse().unwrap(), expect_rev: None, fields };
        self.act(desk, "lin", act).unwrap();
        assert_eq!(show(desk, id).risk.unwrap().band.as_str(), band);
    }

    /// Brings a partner to where it is admitted.
    pub fn admitted(&self, desk: &Local, name: &str, band: &str) -> String {
        let id = self.partner(desk, "lin", name).to_string();
        self.ready(desk, &id, band);
        let case = self.propose(desk, &id);
        self.verb(desk, "mira", "case.approve", &case, &[]).unwrap();
        if show(desk, &id).state == "pending_approval" {
            self.verb(desk, "chen", "case.approve", &case, &[]).unwrap();
        }
        let fields = [("answer", "signed"), ("evidence", "K:/contract")];
        let case = self.verb(desk, "lin", "partner.activate", &id, &fields).unwrap().case.unwrap().to_string();
        self.verb(desk, "mira", "case.approve", &case, &[]).unwrap();
        assert_eq!(show(desk, &id).state, "admitted");
        id
    }

    pub fn later(&self, desk: &Local, days: i64) {
        *self.clock.0.lock().unwrap() += TimeDelta::days(days);
        desk.tick();
    }

    pub fn change_as(&self, desk: &Local, by: &str, id: &str, fields: &[(&str, &str)]) {
        let act = Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(fields) };
        self.act(desk, by, act).unwrap();
    }
}

pub fn sound(desk: &Local) {
    let verified = desk
        .with_state(|state, journal| {
            crate::desk::verify::verify(state, journal, desk.blobs(), desk.keyring(), false, &|_, _| {})
        })
        .unwrap();
    assert_eq!(verified.problems, []);
}

#[test]
fn a_review_that_has_come_is_called_once_by_the_program_itself() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.admitted(&desk, "Nordlicht", "MED");
    *bench.clock.0.lock().unwrap() += TimeDelta::days(364);
    desk.tick();
    assert_eq!(show(&desk, &id).state, "admitted");
    *bench.clock.0.lock().unwrap() += TimeDelta::days(2);
    desk.tick();
    desk.tick();
    assert_eq!(show(&desk, &id).state, "review_due");
    assert_eq!(rows(&desk, "journal", "by:system verb:call-review").len(), 1);
}

#[test]
fn a_review_is_triaged_proposed_and_decided_and_begins_the_cadence_anew() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.admitted(&desk, "Nordlicht", "LOW");
    let other = bench.admitted(&desk, "Baltic Kogge", "LOW");
    assert_eq!(rows(&desk, "partners", "triage:unchanged"), [id.clone(), other.clone()]);
    bench.change_as(&desk, "lin", &other, &[("registered_address", "2 Other Road")]);
    assert_eq!(rows(&desk, "partners", "triage:changed"), [other]);
    bench.verb(&desk, "mira", "partner.call-review", &id, &[]).unwrap();
    bench.later(&desk, 3);
    let case = bench.verb(&desk, "lin", "partner.propose-review", &id, &[]).unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    let shown = show(&desk, &id);
    assert_eq!(shown.state, "admitted");
    let reviewed = shown.fields.iter().find(|(f, _)| f == "reviewed_on").and_then(|(_, v)| v.as_date()).unwrap();
    assert_eq!(shown.risk.unwrap().review_due, reviewed.checked_add_months(chrono::Months::new(24)));
    assert_eq!(rows(&desk, "partners", "triage:unchanged"), [id]);
    sound(&desk);
}

#[test]
fn an_admitted_partner_that_becomes_dishonest_is_suspended_at_once_and_somebody_looks_at_it() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.admitted(&desk, "Nordlicht", "LOW");
    bench.change_as(&desk, "lin", &id, &[("credit_grade", "DIS")]);
    let shown = show(&desk, &id);
    assert_eq!((shown.state.as_str(), shown.risk.unwrap().band), ("suspended", RiskBand::Critical));
    let case = shown.cases.first().map(|c| (c.verb.clone(), c.by.clone(), c.id.to_string())).unwrap();
    assert_eq!((case.0.as_str(), case.1.as_str()), ("partner.review-suspension", "system"));
    bench.verb(&desk, "mira", "case.approve", &case.2, &[]).unwrap();
    assert_eq!(show(&desk, &id).state, "suspended");
    assert_eq!(rows(&desk, "journal", "by:system verb:suspend").len(), 1);
    sound(&desk);
}

#[test]
fn an_override_takes_a_second_person_counts_until_its_day_and_then_no_longer() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.admitted(&desk, "Nordlicht", "LOW");
    let wanted = [("risk_band", "HIGH"), ("risk_until", "2026-12-31")];
    let case = bench.verb(&desk, "lin", "partner.override-risk", &id, &wanted).unwrap().case.unwrap().to_string();
    assert_eq!(show(&desk, &id).risk.unwrap().band, RiskBand::Low);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(show(&desk, &id).risk.unwrap().band, RiskBand::High);
    assert_eq!(rows(&desk, "partners", "risk:HIGH"), [id.as_str()]);
    bench.later(&desk, 60);
    assert_eq!(show(&desk, &id).risk.unwrap().band, RiskBand::Low);
    assert_eq!(rows(&desk, "partners", "risk:HIGH"), Vec::<String>::new());
    let never = [("risk_band", "LOW"), ("risk_until", "2036-12-31")];
    assert_eq!(bench.verb(&desk, "lin", "partner.override-risk", &id, &never).unwrap_err().fields[0].0, "risk_until");
    sound(&desk);
}

#[test]
fn the_forecast_counts_every_review_in_its_week() {
    let bench = Bench::new();
    let desk = bench.open();
    bench.admitted(&desk, "Nordlicht", "MED");
    let asked = |weeks| match ask(&desk, &Query::Reviews { weeks }) {
        Answer::Reviews(forecast) => forecast,
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(26).total(), 0, "a year is further than half a year");
    let year = asked(60);
    let med: usize = year.weeks.iter().map(|(_, due)| due.med).sum();
    assert_eq!((year.overdue.total(), year.total(), med, year.weeks.len()), (0, 1, 1, 60));
    bench.later(&desk, 400);
    assert_eq!(asked(26).overdue.total(), 1);
}

fn filed(bench: &Bench, desk: &Local, partner: &str, number: &str) -> Result<String, Refusal> {
    let text = |t: &str| Value::Text(t.into());
    let fields = [
        ("partner", Value::Ref(partner.into())),
        ("holder", text("Nordlicht")),
        ("number", text(number)),
        ("bank_country", Value::Code("GB".into())),
        ("currency", text("EUR")),
    ];
    bench.create(desk, "fatima", KindId::BankAccount, &fields).map(|done| done.ids[0].to_string())
}

#[test]
fn a_bank_account_waits_for_a_call_a_second_person_and_a_day() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    assert!(filed(&bench, &desk, &partner, "GB83 WEST 1234 5698 7654 32").is_err(), "the check digits are wrong");
    let id = filed(&bench, &desk, &partner, "GB82 WEST 1234 5698 7654 32").unwrap();
    assert_eq!(rows(&desk, "accounts", "ending:5432"), [id.as_str()]);
    let propose = || bench.verb(&desk, "fatima", "account.propose-approval", &id, &[]);
    assert_eq!(propose().unwrap_err().msg.id, "account-call-back-missing");
    let call = |found_in: &'static str| {
        [
            ("call_back.whom", "Ms Levant"),
            ("call_back.called", "+44 20 0000"),
            ("call_back.called_on", "2026-11-20"),
            ("call_back.found_in", found_in),
        ]
    };
    bench.change_as(&desk, "fatima", &id, &call("request"));
    assert_eq!(propose().unwrap_err().msg.id, "account-call-back-request");
    bench.change_as(&desk, "fatima", &id, &call("register"));
    let case = propose().unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(show(&desk, &id).state, "approved");
    let early = bench.verb(&desk, "fatima", "account.activate", &id, &[]).unwrap_err();
    assert_eq!(early.msg.id, "account-cooling");
    *bench.clock.0.lock().unwrap() += TimeDelta::hours(24);
    bench.verb(&desk, "fatima", "account.activate", &id, &[]).unwrap();
    assert_eq!(show(&desk, &id).state, "active");
    bench.change_as(&desk, "fatima", &id, &[("holder", "Somebody else")]);
    assert_eq!(show(&desk, &id).state, "proposed", "a changed account is approved anew");
    assert!(show(&desk, &partner).findings.iter().any(|f| f.key() == format!("PTR-012:{partner}:{id}")));
    sound(&desk);
}

#[test]
fn an_approved_account_is_activated_by_the_program_when_it_has_cooled() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let id = filed(&bench, &desk, &partner, "6222 0200 0123 4567 890").unwrap();
    let call = [
        ("call_back.whom", "Ms Levant"),
        ("call_back.called", "+44 20 0000"),
        ("call_back.called_on", "2026-11-20"),
        ("call_back.found_in", "contract"),
    ];
    bench.change_as(&desk, "fatima", &id, &call);
    let case = bench.verb(&desk, "fatima", "account.propose-approval", &id, &[]).unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    bench.later(&desk, 1);
    assert_eq!(show(&desk, &id).state, "approved");
    bench.later(&desk, 2);
    assert_eq!(show(&desk, &id).state, "active");
}
