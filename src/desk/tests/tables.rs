//! Rows and their neighbours over a whole desk.

use super::*;

#[test]
fn partners_of_one_import_are_found_to_look_alike_at_once() {
    let bench = Bench::new();
    let row = |line: u64, name: String| crate::api::ImportRow {
        line,
        key: None,
        fields: assigns(&[("legal_name_local", &name), ("country", "EE"), ("type_set", "AFF")]),
    };
    let mut rows: Vec<_> = (0..100).map(|n| row(n, format!("Partner number {n}x"))).collect();
    rows.push(row(100, "PayPal Trading".into()));
    rows.push(row(101, "PayPa1 Trading".into()));
    let hits = |desk: &Local| {
        ["P-000101", "P-000102"]
            .map(|id| show(desk, id).findings.iter().map(crate::domain::finding::Finding::key).collect::<Vec<_>>())
    };
    let before = {
        let desk = bench.open();
        let on_existing = crate::api::OnExisting::Skip;
        bench.act(&desk, "lin", Act::Import { kind: KindId::Partner, rows, on_existing, batch: "b".into() }).unwrap();
        hits(&desk)
    };
    assert!(before.iter().all(|keys| keys.iter().any(|key| key.contains("PTR-035"))), "{before:?}");
    std::fs::remove_dir_all(bench.dir.path().join("view")).unwrap();
    assert_eq!(hits(&bench.open()), before);
}

#[test]
fn rates_show_and_are_sorted_by_what_they_say_and_requirements_show_their_titles() {
    let bench = Bench::new();
    let desk = bench.open();
    for (currency, usd) in [("JPY", "0.0067"), ("KWD", "3.25"), ("CNY", "0.14"), ("XAU", "2650.5")] {
        let fields = assigns(&[("currency", currency), ("on", "2026-11-01"), ("usd", usd), ("source", "PBOC")]);
        bench.act(&desk, "fatima", Act::Create { kind: KindId::Rate, fields }).unwrap();
    }
    let cells = |list: &str, column: &str| {
        let place = crate::api::lists::list(list).unwrap().columns.iter().position(|c| c.name == column).unwrap();
        let query = ListQuery {
            list: list.into(),
            filter: String::new(),
            sort: Some(crate::api::Sort { column: column.into(), descending: false }),
            offset: 0,
            limit: 99,
            operator: "mira".into(),
            anchor: None,
            as_at: None,
        };
        let Answer::List(found) = ask(&desk, &Query::List(query)) else { panic!("no list") };
        found.rows.iter().map(|row| row.cells[place].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(cells("rates", "usd"), ["0.0067", "0.14", "3.25", "2650.5"]);
    let titles = cells("profiles", "title_en");
    assert!(titles.len() > 5 && titles.is_sorted() && titles.iter().all(|t| !t.is_empty()), "{titles:?}");
}

#[test]
fn a_line_of_today_names_the_days_its_filter_looks_ahead() {
    use crate::i18n::I18n;
    use crate::i18n::Locale;
    let bench = Bench::new();
    let desk = bench.open();
    let Answer::Today(today) = ask(&desk, &Query::Today { operator: "mira".into() }) else { panic!("no day") };
    let ahead = |filter: &str| filter.split("<=").nth(1).and_then(|f| f.split_once('d')?.0.parse::<u32>().ok());
    let told: Vec<(String, u32)> =
        today.lines.iter().filter_map(|line| Some((line.label.clone(), ahead(&line.filter)?))).collect();
    assert!(told.iter().any(|(label, days)| label == "today-reviews-due" && *days == 30), "{told:?}");
    for locale in [Locale::En, Locale::Zh] {
        let i18n = I18n::new(locale);
        for (label, days) in &told {
            assert!(i18n.label(label).contains(&days.to_string()), "{label}: {}", i18n.label(label));
        }
    }
}

#[test]
fn the_list_of_gaps_holds_every_rule_of_insurance_and_no_other() {
    use crate::domain::rules::insurance::INSURANCE_RULES;
    let base = crate::api::lists::list("gaps").unwrap().base;
    let ends: Vec<&str> = base.split_whitespace().filter_map(|w| w.rsplit('=').next()).collect();
    let all: Vec<&str> = crate::catalog::Catalog::shipped().unwrap().rules.iter().map(|r| r.code.as_str()).collect();
    let place = |code: &str| all.iter().position(|known| *known == code).unwrap();
    // Codes compare by their place in the table of rules.
    let held = &all[place(ends[0])..=place(ends[1])];
    let wanted: Vec<&str> = INSURANCE_RULES.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(held, wanted);
}
