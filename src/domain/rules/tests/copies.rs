//! DOC-01 … DOC-03.

use super::*;

fn copied(owner: u64) -> Bench {
    Bench::new(seller()).doc(filed(DocCode::Lic, "ab12")).world(|w| {
        w.files.insert("ab12".into(), vec![d(1), d(8)]);
        w.owners.insert(d(1), p(1));
        w.owners.insert(d(8), p(owner));
    })
}

#[test]
fn doc_01_fires_when_the_file_is_another_partners() {
    assert_eq!(copied(3).brief("DOC-01"), [("D-000001".into(), Severity::High, "finding-doc-01".into())]);
    assert_eq!(arg(&copied(3).hits("DOC-01")[0], "others"), Arg::from(vec!["P-000003"]));
}

#[test]
fn doc_01_is_silent_when_the_file_is_its_own() {
    assert_eq!(copied(1).says("DOC-01"), "");
    assert_eq!(Bench::new(seller()).doc(document(DocCode::Lic)).says("DOC-01"), "");
}

fn numbered(owner: u64, other_holder: &str) -> Bench {
    let document = Document { number: "CN-77".into(), ..held(DocCode::Exp, "杭州云帆贸易有限公司") };
    Bench::new(seller()).doc(document).world(|w| {
        w.numbers.insert((DocCode::Exp, "CN-77".into()), vec![d(1), d(8)]);
        w.owners.insert(d(1), p(1));
        w.owners.insert(d(8), p(owner));
        w.holders.insert(d(8), other_holder.to_owned());
    })
}

#[test]
fn doc_02_fires_when_the_number_is_another_partners_or_another_holders() {
    let brief = numbered(3, "").brief("DOC-02");
    assert_eq!(brief, [("D-000001".into(), Severity::High, "finding-doc-02".into())]);
    assert_eq!(numbered(1, "宁波远航供应链有限公司").says("DOC-02"), "finding-doc-02");
}

#[test]
fn doc_02_is_silent_when_it_is_a_renewal_in_the_same_name() {
    assert_eq!(numbered(1, "杭州云帆贸易有限公司").says("DOC-02"), "");
    assert_eq!(numbered(1, "").says("DOC-02"), "");
}

#[test]
fn doc_03_fires_when_whoever_filed_it_accepted_it() {
    let mut bench = Bench::new(seller()).doc(document(DocCode::Lic)).state("exited");
    bench.documents[0].moved_by = "filer".into();
    assert_eq!(bench.brief("DOC-03"), [("D-000001".into(), Severity::Medium, "finding-doc-03".into())]);
}

#[test]
fn doc_03_is_silent_when_another_accepted_it_or_nobody_did() {
    assert_eq!(Bench::new(seller()).doc(document(DocCode::Lic)).says("DOC-03"), "");
    let mut waiting = Bench::new(seller()).doc_in("received", document(DocCode::Lic));
    waiting.documents[0].moved_by = "filer".into();
    assert_eq!(waiting.says("DOC-03"), "");
}
