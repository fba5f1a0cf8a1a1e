//! DOC-05.

use super::*;
use crate::domain::document::DocumentRef;

fn russian(translation: Option<u64>) -> Document {
    Document {
        language: "ru-RU".into(),
        translation: translation.map(|n| DocumentRef(d(n).to_string())),
        ..document(DocCode::Lic)
    }
}

#[test]
fn doc_05_fires_on_a_needed_paper_in_a_language_nobody_reads() {
    let bench = Bench::new(seller()).requires(DocCode::Lic).doc(russian(None));
    assert_eq!(bench.brief("DOC-05"), [("D-000001".into(), Severity::Low, "finding-doc-05".into())]);
    let elsewhere = Bench::new(seller()).requires(DocCode::Lic).doc(russian(Some(77)));
    assert_eq!(elsewhere.says("DOC-05"), "finding-doc-05", "a translation that is not on file");
}

#[test]
fn doc_05_is_silent_with_a_translation_or_where_none_is_needed() {
    let both = Bench::new(seller()).requires(DocCode::Lic).doc(russian(Some(2))).doc(document(DocCode::Sec));
    assert_eq!(both.says("DOC-05"), "");
    assert_eq!(Bench::new(seller()).doc(russian(None)).says("DOC-05"), "", "nobody asks for it");
    for language in ["", "zh", "zh-Hans", "EN", "en_GB"] {
        let document = Document { language: language.into(), ..document(DocCode::Lic) };
        assert_eq!(Bench::new(seller()).requires(DocCode::Lic).doc(document).says("DOC-05"), "", "{language}");
    }
}
