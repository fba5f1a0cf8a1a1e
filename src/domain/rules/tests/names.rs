//! PTR-007, PTR-012, PTR-035.

use super::*;
use crate::domain::rules::names::is_plain;
use crate::text;
use proptest::prelude::*;

const OTHER: &str = "宁波远航供应链有限公司";

#[test]
fn ptr_007_fires_when_the_licence_names_another_holder() {
    let bench = Bench::new(seller()).doc_in("received", held(DocCode::Lic, OTHER));
    assert_eq!(bench.brief("PTR-007"), [("D-LIC".into(), Severity::Medium, "finding-ptr-007".into())]);
}

#[test]
fn ptr_007_is_silent_when_the_names_are_one_company() {
    let bench = Bench::new(seller())
        .doc(held(DocCode::Lic, "杭州云帆贸易有限公司"))
        .doc(held(DocCode::Cus, "HANGZHOU YUNFAN TRADING CO LTD"))
        .doc_in("rejected", held(DocCode::Fin, OTHER));
    assert_eq!(bench.says("PTR-007"), "");
}

#[test]
fn ptr_007_fires_when_another_document_names_neither() {
    let bench = Bench::new(seller()).doc(held(DocCode::Lic, "杭州云帆贸易有限公司")).doc(held(DocCode::Exp, OTHER));
    assert_eq!(bench.brief("PTR-007"), [("D-EXP".into(), Severity::Medium, "finding-ptr-007-differs".into())]);
}

#[test]
fn ptr_012_fires_when_the_account_is_in_another_name() {
    let bench = Bench::new(seller()).doc(held(DocCode::Bnk, "Yunfan Holdings"));
    assert_eq!(bench.brief("PTR-012"), [(String::new(), Severity::Blocking, "finding-ptr-012".into())]);
}

#[test]
fn ptr_012_is_silent_when_the_account_is_in_its_name_or_the_holder_is_not_captured() {
    let bench = Bench::new(seller()).doc(held(DocCode::Bnk, "Hangzhou Yunfan Trading Co.,Ltd"));
    assert_eq!(bench.doc(document(DocCode::Bnk)).says("PTR-012"), "");
}

fn named(name: &str) -> Bench {
    Bench::new(Partner { legal_name_en: name.into(), ..seller() }).state("prospect")
}

#[test]
fn ptr_035_fires_when_a_name_hides_characters() {
    let bench = named("Yunfan\u{200B}\u{202E} Trading");
    assert_eq!(bench.brief("PTR-035"), [("legal_name_en".into(), Severity::High, "finding-ptr-035-hidden".into())]);
    assert_eq!(arg(&bench.hits("PTR-035")[0], "found"), Arg::from(vec!["U+200B", "U+202E"]));
}

#[test]
fn ptr_035_fires_when_a_word_mixes_scripts() {
    assert_eq!(named("Аmazon Trading").says("PTR-035"), "finding-ptr-035-mixed");
}

#[test]
fn ptr_035_fires_when_it_looks_like_another_partner() {
    let bench = named("ACME Sol1d").world(|w| {
        w.skeletons.insert(text::skeleton("ACME Solid"), vec![p(1), p(5)]);
        w.names.insert(p(5), vec!["ACME Solid".into()]);
    });
    assert_eq!(bench.says("PTR-035"), "finding-ptr-035-twin");
    assert_eq!(arg(&bench.hits("PTR-035")[0], "others"), Arg::from(vec!["P-000005"]));
}

#[test]
fn ptr_035_is_silent_when_names_are_plain_or_spelled_the_same() {
    assert_eq!(Bench::new(seller()).says("PTR-035"), "");
    assert_eq!(named("深圳ABC（中国）有限公司").says("PTR-035"), "");
    let same = named("ACME Solid").world(|w| {
        w.skeletons.insert(text::skeleton("ACME Solid"), vec![p(1), p(5)]);
        w.names.insert(p(5), vec!["Acme  solid".into()]);
    });
    assert_eq!(same.says("PTR-035"), "");
}

proptest! {
    #[test]
    fn a_plain_name_is_clean_and_of_one_script(name in "[ -~\u{4E00}-\u{9FFF}]{0,24}") {
        prop_assert!(is_plain(&name));
        prop_assert!(text::is_clean(&name) && !text::mixed_scripts(&name));
    }

    #[test]
    fn the_skeleton_of_common_han_characters_is_the_name(name in "[\u{4E00}-\u{9FFF}]{1,24}") {
        prop_assert_eq!(text::skeleton(&name), name);
    }
}
