//! The schemes together: the vectors of the domain, the shared files, and what holds for every row of the table.

use super::Verdict;
use super::check;
use super::customs_code_of_aeo;
use super::find;
use super::org_code_of_uscc;
use super::pan_of_gstin;
use super::schemes;
use crate::domain::msg::Msg;
use proptest::prelude::*;

/// domain.md §2.5: scheme, values that are valid, values that are refused.
const VECTORS: &[(&str, &str, &str)] = &[
    (
        "USCC",
        "91110000600037341L 9144030071526726XG 914403001922038216 91330110MA2ENTRP4L 91330110MA5ABCD197",
        "91110000600037341M 91110000600037314L 9133011OMA2ENTRP4L 9111000060003734L",
    ),
    ("CN_CUSTOMS", "3301963K69 312226T001 4403961234", "3301963K6 33O1963K69 3301903K69"),
    ("AEO_CN", "AEOCN3301963K69 AEOCN0123456789", "AEOCN330196 AEO3301963K69"),
    (
        "LEI",
        "213800KUD8LAJWSQ9D15 HWUPKR0MPOU8FGXBT394 5493001KJTIIGC8Y1R12 300300ENTREPOT000118",
        "213800KUD8LXJWSQ9D15 HWUPKR0MPOU8FGXBT395 300300ENTREPOT00010",
    ),
    (
        "GSTIN",
        "27AAPFU0939F1ZV 29ABCCE1234F1ZY 07AAACS8577K1ZR",
        "27AAPFU0939F1ZO 27AAPFU0939F1AV 99AAPFU0939F1ZV 27AAPFU0939F1Z",
    ),
    ("PAN", "AAPFU0939F ABCCE1234F ACUPA7085R", "ABMXA3211G ACUPA0000R AAPFU09390"),
    ("VAT_PL", "8567346215 5260250995 PL8567346215", "8567346216"),
    ("VAT_CZ", "25123891", "25123890"),
    ("VAT_SK", "2022749619", "2022749618"),
    ("VAT_HU", "12892312", "12892313"),
    ("VAT_RO", "18547290 14399840", "18547291"),
    ("VAT_BG", "175074752", "175074751"),
    ("VAT_SI", "50223054", "50223055"),
    ("VAT_HR", "33392005961", "33392005962"),
    ("VAT_EE", "100931558 100594102", "100594103"),
    ("VAT_LV", "40003521600", "40003521601"),
    ("VAT_LT", "119511515 100001919017", "119511516"),
    ("VAT_DE", "136695976", "136695978"),
    ("VAT_AT", "U13585627", "U13585626"),
    ("VAT_IT", "00743110157", "00743110158"),
    ("VAT_FR", "40303265045", "84323140391"),
    ("VAT_GB", "980780684", "802311781"),
    ("IOSS", "IM3720000224 IM0400000017", "IM9990000001 IN3720000224 IM37200002"),
    ("eu.oss", "EU372022452", "EU999022452"),
    ("EORI", "GB981509987000 GB220430231000 XI220430231000 NL857117683", "GB98150998700 CN123 DE"),
    ("TRN_AE", "100123456700003 ١٠٠١٢٣٤٥٦٧٠٠٠٠٣", "200123456700003 10012345670000"),
    ("VAT_SA", "310122393500003", "31012239350000 310122393500004"),
    (
        "IBAN",
        "GB82WEST12345698765432 AE070331234567890123456 SA0380000000608010167519 PL61109010140000071219812874",
        "GB82WEST12345698765431",
    ),
    ("BIC", "HSBCHKHHHKH BKCHCNBJ", "HSBCHKH ABCDZZ22"),
    ("ISO6346", "CSQU3054383 MSKU4471909", "CSQU3054384 MSKU4471902"),
    ("UPU_S10", "RR473124829GB EE123456785CN EG230930844KR", "RR473124828GB"),
    ("AWB", "160-12345675 020-76543213", "160-12345676"),
    ("gtin", "6901234567892", "6901234567893"),
    ("SSCC", "006141411234567890", "006141411234567891"),
    ("PIN_IN", "110001 560100 781001", "010001 11000 1100A1"),
];

fn verdict(scheme: &str, value: &str) -> Verdict {
    check(scheme, value).unwrap_or_else(|| panic!("no scheme {scheme}"))
}

fn word(v: &Verdict) -> &'static str {
    match v {
        Verdict::Valid { .. } => "ok",
        Verdict::Suspicious { .. } => "warn",
        Verdict::Invalid { .. } => "fail",
    }
}

#[test]
fn the_vectors_of_the_domain_hold() {
    for (scheme, good, bad) in VECTORS {
        for value in good.split_whitespace() {
            assert_eq!(word(&verdict(scheme, value)), "ok", "{scheme} {value}: {:?}", verdict(scheme, value));
        }
        for value in bad.split_whitespace() {
            assert_eq!(word(&verdict(scheme, value)), "fail", "{scheme} {value}");
        }
    }
}

#[test]
fn every_row_of_the_vector_file_holds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/identifiers/vectors.tsv");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("not checked: {path} is absent");
        return;
    };
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in text.lines().skip(1).filter(|l| !l.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let got = verdict(columns[0], columns[1]);
        rows += 1;
        if word(&got) != columns[2] {
            wrong.push(format!("{line} -> {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(rows, 128);
}

#[test]
fn the_schemes_shared_with_the_trade_file_agree_with_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/identifiers/identifiers_trade.csv");
    let Ok(file) = std::fs::File::open(path) else {
        eprintln!("not checked: {path} is absent");
        return;
    };
    let mut wrong = Vec::new();
    let mut checked = 0;
    for row in csv::Reader::from_reader(file).records().map(Result::unwrap) {
        let (module, input, expected) = (&row[0], &row[2], &row[3]);
        let Some(got) = check(module, input) else { continue };
        // The file follows the rule before April 2023 (a multiple of 10); numbers issued since need only one of 5.
        if module == "tw.ubn" && expected == "invalid" {
            continue;
        }
        checked += 1;
        if (word(&got) == "fail") != (expected == "invalid") {
            wrong.push(format!("{module} {input} {expected} -> {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 1900, "only {checked} rows were of our schemes");
}

#[test]
fn every_example_is_valid_and_every_name_is_unique() {
    let mut names = std::collections::BTreeSet::new();
    for s in schemes() {
        assert_eq!(word(&s.check(s.example)), "ok", "{} {}: {:?}", s.code, s.example, s.check(s.example));
        for name in s.aliases.iter().chain([&s.code]) {
            assert!(names.insert(name.to_ascii_lowercase()), "{name} twice");
        }
    }
}

#[test]
fn a_canonical_value_is_its_own_canonical_form() {
    for s in schemes() {
        let canonical = s.check(s.example).canonical().map(str::to_owned).unwrap();
        assert_eq!(s.check(&canonical).canonical(), Some(canonical.as_str()), "{}", s.code);
    }
}

#[test]
fn a_wrong_embedded_organisation_code_is_suspicious() {
    let Verdict::Suspicious { canonical, why } = verdict("cn.uscc", "91330110MA2ENTRP08") else {
        panic!("not suspicious");
    };
    assert_eq!(canonical, "91330110MA2ENTRP08");
    assert_eq!(why, Msg::new("id-org-code").with("expected", "4").with("found", "0"));
}

#[test]
fn reasons_name_the_place_and_what_was_expected() {
    let why = |scheme, value| verdict(scheme, value).why().unwrap().to_string();
    assert_eq!(why("cn.uscc", "91110000600037341M"), "id-check-digit expected=L found=M");
    assert_eq!(why("cn.uscc", "9133011OMA2ENTRP4L"), "id-alphabet char=O position=8");
    assert_eq!(why("lei", "300300ENTREPOT00010"), "id-length expected=20 found=19");
    assert_eq!(why("gb.vat", "1"), "id-length expected=9/12 found=1");
    assert_eq!(why("aeo", "AEO3301963K69"), "id-prefix expected=AEOCN found=AEO33");
    assert_eq!(why("pl.nip", "85673462\u{200B}5"), "id-alphabet char=‹U+200B› position=9");
    assert_eq!(why("ioss", "IN3720000224"), "id-intermediary");
    assert_eq!(why("iban", ""), "id-empty");
}

#[test]
fn names_are_found_in_any_case_and_by_alias() {
    assert_eq!(find("uscc").unwrap().code, "cn.uscc");
    assert_eq!(find("Vat_Pl").unwrap().code, "pl.nip");
    assert_eq!(find("IN_.GSTIN").unwrap().code, "in_.gstin");
    assert!(find("nothing").is_none() && check("nothing", "1").is_none());
}

#[test]
fn input_is_normalised_before_it_is_judged() {
    assert_eq!(verdict("cn.uscc", " ９１１１００００６０００３７３４１ｌ ").canonical(), Some("91110000600037341L"));
    assert_eq!(verdict("iban", "gb82 west 1234 5698 7654 32").canonical(), Some("GB82WEST12345698765432"));
    assert_eq!(verdict("eu.vat", "el: 094279805").canonical(), Some("EL094279805"));
    assert_eq!(verdict("awb", "16012345675").canonical(), Some("160-12345675"));
}

#[test]
fn cross_checks_take_the_inner_identifier_out() {
    assert_eq!(org_code_of_uscc("9144030071526726XG"), Some("71526726X"));
    assert_eq!(pan_of_gstin("27AAPFU0939F1ZV"), Some("AAPFU0939F"));
    assert_eq!(customs_code_of_aeo("AEOCN3301963K69"), Some("3301963K69"));
    assert_eq!(customs_code_of_aeo("AEOCN33"), None);
    assert_eq!(org_code_of_uscc("中"), None);
    assert!(super::is_broker_customs_code("4403981234") && !super::is_broker_customs_code("3301963K69"));
}

#[test]
fn every_name_and_reason_is_written_in_both_languages() {
    let sources = [
        include_str!("china.rs"),
        include_str!("india.rs"),
        include_str!("kernel.rs"),
        include_str!("trade.rs"),
        include_str!("vat_eu.rs"),
        include_str!("vat_eu_south.rs"),
        include_str!("world.rs"),
    ];
    for texts in [include_str!("../../i18n/en/identifiers.ftl"), include_str!("../../i18n/zh/identifiers.ftl")] {
        let has = |id: &str| texts.lines().any(|l| l.starts_with(&format!("{id} = ")));
        for s in schemes() {
            assert!(has(s.name_msg), "{}", s.name_msg);
        }
        for id in sources.iter().flat_map(|s| s.split("Msg::new(\"").skip(1)).filter_map(|s| s.split('"').next()) {
            assert!(has(id), "{id}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_scheme_panic(text in "\\PC{0,24}", any in any::<String>()) {
        for s in schemes() {
            let _ = s.check(&text);
            let _ = s.check(&any);
        }
    }

    #[test]
    fn no_near_miss_makes_a_scheme_panic(at in 0usize..24, with in any::<char>()) {
        for s in schemes() {
            let mut chars: Vec<char> = s.example.chars().collect();
            let i = at % chars.len();
            chars[i] = with;
            let text: String = chars.into_iter().collect();
            let _ = s.check(&text);
        }
    }

    #[test]
    fn one_changed_character_is_refused_where_the_sum_promises_it(
        scheme in prop::sample::select(vec!["cn.uscc", "lei", "iban", "iso11649", "be.vat", "de.vat", "hr.oib", "gtin", "sscc"]),
        at in 4usize..24,
        digit in 0u32..10,
    ) {
        let mut chars: Vec<char> = find(scheme).unwrap().example.chars().collect();
        let i = at % chars.len();
        let new = char::from_digit(digit, 10).unwrap();
        prop_assume!(chars[i].is_ascii_digit() && chars[i] != new);
        chars[i] = new;
        let text: String = chars.into_iter().collect();
        prop_assert_eq!(word(&verdict(scheme, &text)), "fail", "{} {}", scheme, text);
    }
}
