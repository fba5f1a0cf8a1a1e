//! Sheets and ACORD-shaped data, sound and spoiled.

use super::read;
use super::words;
use super::words::Context;
use super::words::DayOrder;
use crate::api::ImportRow;
use crate::domain::insurance::certificate::Basis;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::i18n::check;
use crate::interchange::Rows;

/// The certificate a row makes; its fields are the record's own.
fn made(row: &ImportRow) -> Certificate {
    let mut record = Record::empty(KindId::Certificate);
    for field in &row.fields {
        record.put_path(&field.path, field.value.clone()).unwrap();
    }
    Certificate::of(&record).unwrap().clone()
}

fn rows(text: &str) -> Rows {
    let rows = read("coi.csv", text.as_bytes()).unwrap();
    for wrong in &rows.rejected {
        assert_eq!(check::fits(&wrong.why), Vec::<String>::new(), "{wrong:?}");
    }
    rows
}

/// Lines, places and messages of what was not taken.
fn wrong(text: &str) -> Vec<(u64, String, String)> {
    rows(text).rejected.into_iter().map(|r| (r.line, r.path, r.why.id.to_string())).collect()
}

#[test]
fn amounts_are_read_as_people_write_them_and_never_without_a_currency() {
    let none = Context::default();
    let read = |text: &str| words::amount(text, none).map(|m| m.map(|m| m.to_string()).unwrap_or_default());
    for (text, amount) in [
        ("USD 1,000,000", "1000000 USD"),
        ("1000000 USD", "1000000 USD"),
        ("US$1,000,000.00", "1000000 USD"),
        ("usd 1M", "1000000 USD"),
        ("EUR 2.5 million", "2500000 EUR"),
        ("人民币720万元", "7200000 CNY"),
        ("￥1,000,000元 CNY", "1000000 CNY"),
        ("RMB 7,200,000", "7200000 CNY"),
        ("$ 2,000,000 USD", "2000000 USD"),
        ("N/A", ""),
        ("", ""),
    ] {
        assert_eq!(read(text).as_deref(), Ok(amount), "{text}");
    }
    for (text, why) in [
        ("1,000,000", "coi-no-currency"),
        ("$1,000,000", "coi-which-dollar"),
        ("1.000.000 USD", "coi-not-an-amount"),
        ("1,00,000 USD", "coi-not-an-amount"),
        ("USD one million", "coi-not-an-amount"),
        ("see policy", "coi-not-an-amount"),
    ] {
        assert_eq!(read(text).unwrap_err().id, why, "{text}");
    }
    let dollars = Context { currency: Some("USD"), order: None };
    assert_eq!(words::amount("$1,000,000", dollars).unwrap().unwrap().to_string(), "1000000 USD");
    assert_eq!(words::amount("EUR 5", dollars).unwrap().unwrap().to_string(), "5 EUR");
}

#[test]
fn a_day_with_slashes_is_read_when_only_one_day_can_be_meant() {
    let read = |text: &str, order| words::day(text, order).map(|d| d.to_string()).map_err(|m| m.id.to_string());
    for (text, day) in [
        ("2026-06-11", "2026-06-11"),
        ("06/13/2026", "2026-06-13"),
        ("13/06/2026", "2026-06-13"),
        ("06/06/2026", "2026-06-06"),
        ("1 July 2026", "2026-07-01"),
        ("July 1, 2026", "2026-07-01"),
        ("1-Jul-2026", "2026-07-01"),
        ("2026年6月11日", "2026-06-11"),
    ] {
        assert_eq!(read(text, None).as_deref(), Ok(day), "{text}");
    }
    assert_eq!(read("06/11/2026", None), Err("coi-which-day".into()));
    assert_eq!(read("06/11/2026", Some(DayOrder::MonthFirst)).as_deref(), Ok("2026-06-11"));
    assert_eq!(read("06/11/2026", Some(DayOrder::DayFirst)).as_deref(), Ok("2026-11-06"));
    for text in ["31/31/2026", "06/11/26", "soon", "2026-02-30"] {
        assert_eq!(read(text, None), Err("coi-not-a-day".into()), "{text}");
    }
    assert_eq!(DayOrder::printed("DATE (MM/DD/YYYY)"), Some(DayOrder::MonthFirst));
    assert_eq!(DayOrder::printed("DATE"), None);
}

const SHEET: &str = "\
Partner ID,Certificate Number,Named Insured,Issue Date,Type of insurance,Insurer,AM Best,Policy Number,\
Policy Eff (MM/DD/YYYY),Policy Exp (MM/DD/YYYY),Each occurrence,General Aggregate,Products - Comp/Op Agg,Addl Insd,Signed,Endorsements,Colour
P-000001,COI-1,\"Hangzhou Qiantang Co., Ltd.\",2026-06-12,COMMERCIAL GENERAL LIABILITY,Ping An,A,GL-1,06/11/2026,06/10/2027,\"USD 1,000,000\",\"USD 2,000,000\",\"USD 2,000,000\",X,yes,CG 20 15 (attached); CG 20 01,red
P-000001,COI-1,\"Hangzhou Qiantang Co., Ltd.\",2026-06-12,Umbrella Liab,Chubb,A++,UM-1,06/11/2026,06/10/2027,USD 5M,,,,yes,,red
,,Ningbo Harbour Trading,13/06/2026,PL,PICC,,PL-9,2026-06-01,2027-05-31,人民币720万元,,,,,,red
";

#[test]
fn rows_of_one_number_are_one_certificate_whatever_its_columns_are_called() {
    let found = rows(SHEET);
    assert_eq!((found.rows.len(), found.rejected.len(), found.ignored.as_slice()), (2, 0, &["Colour".to_owned()][..]));
    let first = made(&found.rows[0]);
    assert_eq!((first.partner.0.as_str(), first.number.as_str(), first.signed), ("P-000001", "COI-1", true));
    let kinds: Vec<_> = first.coverages.iter().map(|c| (c.nr.as_str(), c.cover, c.letter.as_str())).collect();
    assert_eq!(kinds, [("1", CoverKind::Cgl, "A"), ("2", CoverKind::Umb, "B")]);
    assert_eq!(first.coverages[0].effective, "2026-06-11".parse().ok());
    assert_eq!(first.coverages[1].each, "5000000 USD".parse().ok());
    assert!(first.coverages[0].additional_insured && !first.coverages[1].additional_insured);
    let endorsed: Vec<_> = first.endorsements.iter().map(|e| (e.endorsement.as_str(), e.attached)).collect();
    assert_eq!(endorsed, [("CG 20 15", true), ("CG 20 01", false)]);
    let second = made(&found.rows[1]);
    assert_eq!(second.partner.0, "Ningbo Harbour Trading", "whoever is insured, when nobody says whose it is");
    assert_eq!(second.coverages[0].each, "7200000 CNY".parse().ok());
}

#[test]
fn a_wrong_cell_holds_its_certificate_back_and_no_other() {
    let spoiled = SHEET.replacen("USD 5M", "5000000", 1);
    assert_eq!(
        wrong(&spoiled),
        [(2, String::new(), "coi-held-back".into()), (3, "Each occurrence".into(), "coi-no-currency".into())]
    );
    assert_eq!(rows(&spoiled).rows.len(), 1);
    let spoiled = SHEET.replacen("Umbrella Liab", "Roof", 1).replacen("13/06/2026", "03/06/2026", 1);
    assert_eq!(
        wrong(&spoiled),
        [
            (2, String::new(), "coi-held-back".into()),
            (3, "Type of insurance".into(), "value-unknown-code".into()),
            (4, "Issue Date".into(), "coi-which-day".into())
        ]
    );
    let backwards = SHEET.replacen("2027-05-31", "2025-05-31", 1);
    let row = rows(&backwards).rows.pop().unwrap();
    let cover = row.fields.iter().find(|f| f.path == "coverages").unwrap();
    let field = KindId::Certificate.def().field("coverages").unwrap();
    let why = field.check(&cover.value).unwrap_err();
    assert_eq!(why.id, "value-ends-before-it-begins");
    assert_eq!(check::fits(&why), Vec::<String>::new());
    let other = SHEET.replacen("2026-06-12,Umb", "2026-06-13,Umb", 1);
    assert!(wrong(&other).contains(&(3, "Issue Date".into(), "coi-said-otherwise".into())));
}

#[test]
fn a_sheet_of_something_else_is_refused_as_a_whole() {
    let why = read("x.csv", b"colour,size\nred,9\n").unwrap_err();
    assert!(why.help.unwrap_or_default().contains("a row is a coverage"));
}

const ACORD: &str = r#"[
  {
    "certificate_number": "COI-7", "date": "06/12/2026", "date_format": "MM/DD/YYYY", "form": "ACORD25",
    "producer": {"name": "Harbour Brokers", "contact": "Ann Lee", "email": "ann@harbour.example"},
    "insured": {"name": "Hangzhou Qiantang Co., Ltd.", "address": "1 Lake Road"},
    "insurers": [{"letter": "A", "name": "Ping An", "naic": "12345", "am_best": "A XV"}],
    "coverages": [
      {"type": "COMMERCIAL GENERAL LIABILITY", "insurer": "A", "policy_number": "GL-1", "basis": "CLAIMS-MADE",
       "retroactive_date": "01/02/2025", "effective": "06/11/2026", "expiration": "06/10/2027", "currency": "USD",
       "limits": {"each_occurrence": 1000000, "general_aggregate": "2,000,000", "med_exp": 5000,
                  "products_comp_op_agg": {"amount": 2000000, "currency": "USD"}}}
    ],
    "endorsements": [{"form": "CG 20 15", "attached": true}],
    "holder": {"name": "Wayfair LLC"}, "cancellation_days": 30, "signed": true,
    "additional_insureds": ["Wayfair LLC", "its affiliates"]
  },
  {"insured": {"name": "Ningbo Harbour"}, "coverages": [{"type": "PL", "limits": {"each_occurrence": 5}}]},
  {"insured": "Third", "colour": "red", "coverages": [{"cover": "PL"}]}
]"#;

#[test]
fn data_of_the_acord_form_fills_the_same_fields() {
    let found = rows(ACORD);
    let first = made(&found.rows[0]);
    assert_eq!((first.number.as_str(), first.issued_on), ("COI-7", "2026-06-12".parse().ok()));
    assert_eq!(
        (first.producer.as_str(), first.producer_contact.as_str()),
        ("Harbour Brokers", "Ann Lee, ann@harbour.example")
    );
    assert_eq!((first.holder.as_str(), first.notice_days, first.signed), ("Wayfair LLC", Some(30), true));
    assert_eq!(first.additional_insureds, ["Wayfair LLC", "its affiliates"]);
    let cover = &first.coverages[0];
    assert_eq!((cover.cover, cover.basis, cover.letter.as_str()), (CoverKind::Cgl, Basis::ClaimsMade, "A"));
    assert_eq!((cover.retro_date, cover.expires), ("2025-01-02".parse().ok(), "2027-06-10".parse().ok()));
    assert_eq!((&cover.each, &cover.products), (&"1000000 USD".parse().ok(), &"2000000 USD".parse().ok()));
    assert_eq!(cover.aggregate, "2000000 USD".parse().ok());
    assert_eq!(
        wrong(ACORD),
        [
            (17, "coverages[0].limits.each_occurrence".into(), "coi-no-currency".into()),
            (18, "colour".into(), "coi-unknown-name".into())
        ]
    );
}

#[test]
fn one_object_a_wrapped_list_and_lines_of_objects_are_the_same() {
    let one = r#"{"insured": "Third", "coverages": [{"cover": "PL", "policy_no": "1"}]}"#;
    assert_eq!(rows(one).rows.len(), 1);
    assert_eq!(rows(&format!("{{\"certificates\": [{one}, {one}]}}")).rows.len(), 2);
    let lines = format!("{one}\n{{\"insured\": \n{one}\n");
    assert_eq!((rows(&lines).rows.len(), wrong(&lines)), (2, vec![(2, String::new(), "import-not-json".into())]));
    assert!(read("x.json", b"{ this is nothing").is_err());
}
