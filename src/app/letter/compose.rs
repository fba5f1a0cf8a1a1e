//! The words of a letter: a template in the language of whoever reads it, its places filled in.

use crate::api::LetterDraft;
use crate::api::letter::Addressee;
use crate::domain::letter::LetterLanguage;
use crate::domain::letter::fill;
use crate::i18n::I18n;
use crate::i18n::Locale;
use std::fmt::Write as _;

/// The language for a contact; English when there is none.
pub fn language_of(contact: Option<&Addressee>) -> LetterLanguage {
    LetterLanguage::of_tag(contact.map_or("", |c| c.lang.as_str()))
}

/// The locale whose messages a letter in this language uses.
pub const fn locale_of(language: LetterLanguage) -> Locale {
    match language {
        LetterLanguage::En => Locale::En,
        LetterLanguage::Zh => Locale::Zh,
    }
}

/// Subject line and text of a letter; empty when there is no such template.
pub fn compose(
    draft: &LetterDraft,
    template: &str,
    to: Option<&Addressee>,
    language: LetterLanguage,
) -> (String, String) {
    let Some(template) = draft.templates.iter().find(|t| t.code == template) else {
        return (String::new(), String::new());
    };
    let i18n = I18n::new(locale_of(language));
    let mut items = String::new();
    for (n, asked) in (1..).zip(&draft.asked) {
        let _ = writeln!(items, "{n}. {}", i18n.text(&asked.msg));
    }
    if items.is_empty() {
        items = i18n.label("letter-no-items");
    }
    let contact = to.map(|c| c.name.clone()).filter(|name| !name.is_empty());
    let places = [
        ("partner", draft.title.clone()),
        ("contact", contact.unwrap_or_else(|| i18n.label("letter-anybody"))),
        ("items", items.trim_end().to_owned()),
        ("due", draft.wait_until.to_string()),
        ("platform", i18n.label("letter-platform")),
        ("operator", draft.operator.clone()),
        ("reply_to", if draft.department.is_empty() { draft.operator.clone() } else { draft.department.clone() }),
    ];
    let (subject, body) = template.in_language(language);
    (fill(subject, &places), fill(body, &places).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Asked;
    use crate::domain::kind::Id;
    use crate::domain::kind::KindId;
    use crate::domain::letter::LetterTemplate;
    use crate::domain::msg::Msg;

    #[test]
    fn a_letter_reads_in_the_language_of_its_reader() {
        let item = Msg::new("letter-item-missing").with("code", "D-LIC").term("document", "code-doc-code-D-LIC");
        let draft = LetterDraft {
            partner: Id::new(KindId::Partner, 1),
            title: "杭州云帆贸易有限公司".into(),
            contacts: vec![Addressee { name: "Li Na".into(), email: String::new(), lang: "zh-CN".into() }],
            asked: vec![Asked { key: "D-LIC".into(), msg: item }],
            template: "t".into(),
            templates: vec![LetterTemplate {
                code: "t".into(),
                subject_en: "{partner} by {due}".into(),
                subject_zh: "{partner}：{due}".into(),
                body_en: "Dear {contact},\n\n{items}\n\n{operator}, {reply_to}\n".into(),
                body_zh: "{contact}：\n{items}\n{operator}\n".into(),
                approval: false,
            }],
            wait_until: "2026-12-07".parse().unwrap(),
            operator: "Lin".into(),
            department: "Partner office".into(),
        };
        let (subject, body) = compose(&draft, "t", draft.contacts.first(), LetterLanguage::En);
        assert_eq!(subject, "杭州云帆贸易有限公司 by 2026-12-07");
        assert!(
            body.starts_with("Dear Li Na,\n\n1. Business licence") && body.ends_with("Lin, Partner office"),
            "{body}"
        );
        let (_, chinese) = compose(&draft, "t", draft.contacts.first(), language_of(draft.contacts.first()));
        assert!(chinese.contains("1. 营业执照"), "{chinese}");
        let (_, nobody) = compose(&draft, "t", None, LetterLanguage::En);
        assert!(nobody.starts_with("Dear Sir or Madam"), "{nobody}");
    }
}
