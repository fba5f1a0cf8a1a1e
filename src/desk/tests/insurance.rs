//! Insurance over a whole desk: who is asked, what a certificate lacks, who waives it and until when.

use super::standing::sound;
use super::*;
use crate::api::FindingKey;
use crate::domain::reaction::Stance;

impl Bench {
    /// A partner in its documents review that sells on Wayfair, to the United States.
    pub fn seller(&self, desk: &Local) -> String {
        let id = self.partner(desk, "lin", "Nordlicht").to_string();
        self.ready(desk, &id, "MED");
        self.change_as(desk, "lin", &id, &[("markets", "US"), ("channels[WAYFAIR].live_on", "2025-01-01")]);
        id
    }

    /// A certificate with a gap, and the case of its waiver.
    pub fn waived_gap(&self, desk: &Local) -> (String, String) {
        let partner = self.seller(desk);
        let id = self.certificate(desk, &partner, "900000 USD");
        let case = waive(desk, self, &id, "INS-04", "WAYFAIR.CGL-each").unwrap().case.unwrap().to_string();
        (id, case)
    }

    /// A certificate as Wayfair asks for it but for the limit of each occurrence.
    pub fn certificate(&self, desk: &Local, partner: &str, each: &str) -> String {
        let fields = [
            ("partner", partner),
            ("form", "ACORD25"),
            ("number", "CERT-7"),
            ("issued_on", "2026-06-12"),
            ("insured", "Nordlicht"),
            ("coverages[1].cover", "CGL"),
            ("coverages[1].policy_no", "GL-7"),
            ("coverages[1].basis", "OCCUR"),
            ("coverages[1].territory", "WORLDWIDE"),
            ("coverages[1].claims_in", "WORLDWIDE"),
            ("coverages[1].products_covered", "ALL"),
            ("coverages[1].effective", "2026-06-11"),
            ("coverages[1].expires", "2027-06-11"),
            ("coverages[1].each", each),
            ("coverages[1].aggregate", "2000000 USD"),
            ("coverages[1].products", "2000000 USD"),
            ("additional_insureds", "Wayfair LLC"),
            ("holder", "Wayfair LLC"),
            ("notice_days", "30"),
            ("signed", "yes"),
            ("language", "en"),
        ];
        let act = Act::Create { kind: KindId::Certificate, fields: assigns(&fields) };
        self.act(desk, "ina", act).unwrap().ids[0].to_string()
    }
}

fn waive(desk: &Local, bench: &Bench, of: &str, rule: &str, slot: &str) -> Result<Done, Refusal> {
    let finding = FindingKey { rule: rule.into(), subject: of.parse().unwrap(), slot: slot.into() };
    let act = Act::React { finding, stance: Stance::Waived, until: None, also: Vec::new() };
    let mut command = bench.command("ina", act);
    command.why = Some("The broker has confirmed the raise".into());
    crate::api::Desk::submit(desk, command)
}

fn gaps(desk: &Local) -> Vec<String> {
    rows(desk, "gaps", "stance:open")
}

#[test]
fn a_channel_asks_a_certificate_answers_and_the_gap_is_waived_by_two_until_a_day() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    assert_eq!(gaps(&desk), [format!("INS-02:{partner}:WAYFAIR")], "nothing speaks to what the channel asks");
    let id = bench.certificate(&desk, &partner, "900000 USD");
    assert_eq!(gaps(&desk), [format!("INS-04:{id}:WAYFAIR.CGL-each")]);
    assert_eq!(rows(&desk, "certificates", "profiles~WAYFAIR gaps:1 covers~CGL expires:2027-06-11"), [id.as_str()]);
    bench.verb(&desk, "ina", "certificate.review", &id, &[]).unwrap();
    assert_eq!(bench.verb(&desk, "mira", "certificate.accept", &id, &[]).unwrap_err().msg.id, "guard-gaps");
    let case = waive(&desk, &bench, &id, "INS-04", "WAYFAIR.CGL-each").unwrap().case.unwrap().to_string();
    assert_eq!(bench.verb(&desk, "ina", "certificate.take-waived", &id, &[]).unwrap_err().msg.id, "guard-gaps");
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    bench.verb(&desk, "ina", "certificate.take-waived", &id, &[]).unwrap();
    assert_eq!((gaps(&desk), show(&desk, &id).state), (Vec::new(), "waived".to_owned()));
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(61);
    desk.tick();
    let open = [format!("INS-04:{id}:WAYFAIR.CGL-each"), format!("INS-22:{id}:INS-04.WAYFAIR.CGL-each")];
    let mut found = gaps(&desk);
    found.sort();
    assert_eq!((found, show(&desk, &id).state), (open.to_vec(), "deficient".to_owned()));
    sound(&desk);
}

#[test]
fn a_waiver_ends_with_the_cover_and_some_gaps_are_never_waived() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let refused = waive(&desk, &bench, &partner, "INS-02", "WAYFAIR").unwrap_err();
    assert_eq!(refused.msg.id, "refused-not-waivable");
    let id = bench.certificate(&desk, &partner, "900000 USD");
    let end = [("coverages[1].expires", "2026-12-20")];
    bench.act(&desk, "ina", Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&end) }).unwrap();
    waive(&desk, &bench, &id, "INS-04", "WAYFAIR.CGL-each").unwrap();
    let until = desk.with_state(|state, _| {
        let stored = state.get(Id::new(KindId::Reaction, 1)).unwrap().unwrap();
        stored.get("until").to_string()
    });
    assert_eq!(until.as_deref(), Some("2026-12-20"));
}

#[test]
fn a_certificate_is_accepted_by_another_person_and_runs_out_by_itself() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "1000000 USD");
    bench.verb(&desk, "ina", "certificate.review", &id, &[]).unwrap();
    assert_eq!(bench.verb(&desk, "ina", "certificate.accept", &id, &[]).unwrap_err().ground, Ground::FourEyes);
    bench.verb(&desk, "mira", "certificate.accept", &id, &[]).unwrap();
    assert_eq!(gaps(&desk), Vec::<String>::new());
    let other = [("holder", "Somebody else")];
    bench
        .act(&desk, "ina", Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&other) })
        .unwrap();
    assert_eq!(show(&desk, &id).state, "in_review", "what was looked at was another content");
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(201);
    desk.tick();
    assert_eq!(show(&desk, &id).state, "expired");
    assert_eq!(gaps(&desk), [format!("INS-02:{partner}:WAYFAIR")]);
    sound(&desk);
}

#[test]
fn a_rate_brings_another_verdict_and_a_strangers_policy_is_told() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "7200000 CNY");
    assert_eq!(gaps(&desk), [format!("INS-04:{id}:WAYFAIR.CGL-each")], "no rate: not taken for enough");
    let rate = [("currency", "CNY"), ("on", "2026-06-10"), ("usd", "0.14"), ("source", "PBOC")];
    bench.act(&desk, "fatima", Act::Create { kind: KindId::Rate, fields: assigns(&rate) }).unwrap();
    assert_eq!(gaps(&desk), Vec::<String>::new());
    let stranger = bench.partner(&desk, "lin", "Baltic Kogge").to_string();
    let fields = [
        ("partner", stranger.as_str()),
        ("form", "LETTER"),
        ("issued_on", "2026-06-12"),
        ("insured", "Baltic Kogge"),
        ("coverages[1].cover", "CGL"),
        ("coverages[1].policy_no", "GL-7"),
    ];
    let act = Act::Create { kind: KindId::Certificate, fields: assigns(&fields) };
    let other = bench.act(&desk, "ina", act).unwrap().ids[0].to_string();
    let mut found = gaps(&desk);
    found.sort();
    assert_eq!(found, [format!("INS-20:{id}:GL-7"), format!("INS-20:{other}:GL-7")]);
    sound(&desk);
}

#[test]
fn a_cover_that_ends_soon_is_told_and_stays_compliant_until_it_is_over() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "1000000 USD");
    bench.verb(&desk, "ina", "certificate.review", &id, &[]).unwrap();
    bench.verb(&desk, "mira", "certificate.accept", &id, &[]).unwrap();
    // Twenty days before its end.
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(180);
    desk.tick();
    assert_eq!(gaps(&desk), [format!("INS-14:{id}:WAYFAIR.CGL")]);
    assert_eq!((show(&desk, &id).state.as_str(), rows(&desk, "certificates", "gaps:0")), ("compliant", vec![id]));
}

#[test]
fn each_step_before_the_end_asks_for_a_renewal_anew() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "1000000 USD");
    let other = bench.certificate(&desk, &partner, "1000000 USD");
    bench.change_as(&desk, "ina", &other, &[("coverages[1].cover", "AUTO")]);
    let later = |days: i64| {
        *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(days);
        desk.tick();
    };
    let due = |step: i64| rows(&desk, "certificates", &format!("renewal:{step}"));
    let write = |template: &str, about: &str| {
        let fields = [("partner", partner.as_str()), ("template", template), ("subject_line", "S"), ("body", "B")];
        let mut fields = assigns(&fields);
        fields.extend(assigns(&[("asked_for", about)]));
        bench.act(&desk, "ina", Act::Create { kind: KindId::Letter, fields }).unwrap().ids[0].to_string()
    };
    later(110);
    assert_eq!(rows(&desk, "certificates", "renewal<=90"), Vec::<String>::new());
    later(1);
    assert_eq!(due(90), [id.as_str()]);
    write("documents-missing", "D-000001");
    assert_eq!(due(90), [id.as_str()], "papers were asked for, no certificate");
    let letter = write("insurance-renewal", &id);
    assert_eq!(rows(&desk, "certificates", "renewal<=90"), Vec::<String>::new());
    bench.verb(&desk, "mira", "letter.approve", &letter, &[]).unwrap();
    bench.verb(&desk, "ina", "letter.send", &letter, &[("how", "email"), ("wait_until", "2027-12-31")]).unwrap();
    later(30);
    assert_eq!(due(60), [id.as_str()], "the letter of ninety days does not hide that sixty are due");
    bench.verb(&desk, "ina", "letter.remind", &letter, &[("how", "post"), ("wait_until", "2027-12-31")]).unwrap();
    assert_eq!(due(60), Vec::<String>::new(), "a reminder asks too");
    later(30);
    assert_eq!(due(30), [id.as_str()]);
    write("insurance-renewal", &format!("INS-14:{id}:WAYFAIR.CGL"));
    assert_eq!(due(30), Vec::<String>::new());
    later(16);
    assert_eq!(due(14), [id.as_str()]);
    let last = write("insurance-renewal", &id);
    let mut command = bench.command(
        "ina",
        Act::Verb { verb: "letter.withdraw".into(), id: last.parse().unwrap(), expect_rev: None, fields: Vec::new() },
    );
    assert_eq!(due(14), Vec::<String>::new());
    command.why = Some("Wrong contact".into());
    crate::api::Desk::submit(&desk, command).unwrap();
    assert_eq!(due(14), [id.as_str()], "a letter that was taken back asks for nothing");
    bench.change_as(
        &desk,
        "ina",
        &other,
        &[
            ("coverages[1].cover", "CGL"),
            ("coverages[1].effective", "2027-06-12"),
            ("coverages[1].expires", "2028-06-11"),
        ],
    );
    assert_eq!(rows(&desk, "certificates", "renewal<=90"), Vec::<String>::new(), "the next one is on file");
    sound(&desk);
}

#[test]
fn what_was_acknowledged_at_twenty_days_is_open_again_at_thirteen() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "1000000 USD");
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(180);
    desk.tick();
    let finding = FindingKey { rule: "INS-14".into(), subject: id.parse().unwrap(), slot: "WAYFAIR.CGL".into() };
    bench
        .act(&desk, "ina", Act::React { finding, stance: Stance::Acknowledged, until: None, also: Vec::new() })
        .unwrap();
    assert_eq!(gaps(&desk), Vec::<String>::new());
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(6);
    desk.tick();
    assert_eq!(gaps(&desk), Vec::<String>::new(), "14 days are left");
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(1);
    desk.tick();
    assert_eq!(gaps(&desk), [format!("INS-14:{id}:WAYFAIR.CGL")]);
}

#[test]
fn a_certificate_is_over_when_the_last_of_its_cover_is() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let id = bench.certificate(&desk, &partner, "1000000 USD");
    let auto = [("coverages[2].cover", "AUTO"), ("coverages[2].expires", "2026-12-01")];
    bench.act(&desk, "ina", Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&auto) }).unwrap();
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(30);
    desk.tick();
    assert_eq!(show(&desk, &id).state, "received", "general liability runs until June");
    assert_eq!(gaps(&desk), Vec::<String>::new());
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(180);
    desk.tick();
    assert_eq!(show(&desk, &id).state, "expired");
}

#[test]
fn a_day_has_one_rate_of_a_currency_and_a_file_changes_none() {
    let bench = Bench::new();
    let desk = bench.open();
    let rate = |usd: &str| {
        let fields = [("currency", "CNY"), ("on", "2026-06-10"), ("usd", usd), ("source", "PBOC")];
        bench.act(&desk, "fatima", Act::Create { kind: KindId::Rate, fields: assigns(&fields) })
    };
    rate("0.14").unwrap();
    assert_eq!(rate("0.15").unwrap_err().fields[0].1.id, "value-taken");
    let row = |line, on: &str, usd: &str| crate::api::ImportRow {
        line,
        key: None,
        fields: vec![
            Assign { path: "currency".into(), value: Value::Text("CNY".into()) },
            Assign { path: "on".into(), value: Value::Date(on.parse().unwrap()) },
            Assign { path: "usd".into(), value: Value::Decimal(usd.parse().unwrap()) },
            Assign { path: "source".into(), value: Value::Text("PBOC".into()) },
        ],
    };
    let rows = vec![row(1, "2026-06-10", "0.14"), row(2, "2026-06-11", "0.16"), row(3, "2026-06-11", "0.17")];
    let import = |rows| {
        let on_existing = crate::api::OnExisting::UpdateMapped;
        let act = Act::Import { kind: KindId::Rate, rows, on_existing, batch: "rates".into() };
        let counts = bench.act(&desk, "fatima", act).unwrap().import.unwrap();
        let why = counts.rejected.iter().map(|r| (r.line, r.why.id.to_string())).collect::<Vec<_>>();
        (counts.created, counts.changed, counts.same, why)
    };
    assert_eq!(import(rows), (1, 0, 1, vec![(3, "import-same-key".to_owned())]));
    let other = import(vec![row(1, "2026-06-10", "0.99")]);
    assert_eq!(other, (0, 0, 0, vec![(1, "refused-fixed".to_owned())]), "a published rate is withdrawn, not changed");
}
