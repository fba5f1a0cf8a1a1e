//! Training modules as shipped: a file for each edition, with its question bank. A desk holds them as records.

use crate::catalog::CatalogError;
use crate::catalog::read;
use crate::domain::module::Module;
use crate::domain::module::Question;
use crate::domain::partner::PartnerType;
use chrono::NaiveDate;
use serde::Deserialize;

/// The files, by code.
const FILES: &[(&str, &str)] = &[
    ("modules/tr-01.toml", include_str!("modules/tr-01.toml")),
    ("modules/tr-02.toml", include_str!("modules/tr-02.toml")),
    ("modules/tr-03.toml", include_str!("modules/tr-03.toml")),
    ("modules/tr-04.toml", include_str!("modules/tr-04.toml")),
    ("modules/tr-05.toml", include_str!("modules/tr-05.toml")),
    ("modules/tr-06.toml", include_str!("modules/tr-06.toml")),
    ("modules/tr-07.toml", include_str!("modules/tr-07.toml")),
    ("modules/tr-08.toml", include_str!("modules/tr-08.toml")),
    ("modules/tr-09.toml", include_str!("modules/tr-09.toml")),
    ("modules/tr-10.toml", include_str!("modules/tr-10.toml")),
];

/// The file of a module.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    version: String,
    title_en: String,
    title_zh: String,
    summary_en: String,
    summary_zh: String,
    standard: String,
    /// Partner types; `ALL` for every one, none for our own staff.
    types: Vec<String>,
    minutes: i64,
    min_minutes: i64,
    valid_months: i64,
    pass_mark: i64,
    max_attempts: i64,
    effective_from: String,
    effective_to: String,
    question: Vec<Question>,
}

/// The shipped modules.
pub(super) fn load() -> Result<Vec<Module>, CatalogError> {
    FILES.iter().map(|(file, text)| read::<Row>(file, text)?.module(file)).collect()
}

impl Row {
    fn module(self, file: &'static str) -> Result<Module, CatalogError> {
        let wrong = |reason: String| CatalogError::Module { file, reason };
        let types = types(&self.types).map_err(|word| wrong(format!("`{word}` is no partner type")))?;
        if let Some(odd) = self.question.iter().find(|q| !fits(q)) {
            return Err(wrong(format!("question {} lacks its answer among its options", odd.code)));
        }
        let day = |text: &str| match text {
            "" => Ok(None),
            text => text.parse::<NaiveDate>().map(Some).map_err(|_| wrong(format!("`{text}` is no day"))),
        };
        Ok(Module {
            effective_from: day(&self.effective_from)?,
            effective_to: day(&self.effective_to)?,
            code: self.code,
            version: self.version,
            title_en: self.title_en,
            title_zh: self.title_zh,
            summary_en: self.summary_en,
            summary_zh: self.summary_zh,
            standard: self.standard,
            types,
            minutes: self.minutes,
            min_minutes: self.min_minutes,
            valid_months: self.valid_months,
            pass_mark: self.pass_mark,
            max_attempts: self.max_attempts,
            questions: self.question,
        })
    }
}

fn types(words: &[String]) -> Result<Vec<PartnerType>, String> {
    if words.iter().any(|w| w == "ALL") {
        return Ok(PartnerType::ALL.to_vec());
    }
    words.iter().map(|w| PartnerType::from_code(w).ok_or_else(|| w.clone())).collect()
}

/// Whether both languages have the same number of answers and the right one is among them.
fn fits(question: &Question) -> bool {
    let count = question.options_en.len();
    let answer = usize::try_from(question.answer).unwrap_or(0);
    count == question.options_zh.len() && (1..=count).contains(&answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_module_loads_with_distinct_questions_in_both_languages() {
        for module in load().unwrap() {
            let codes: BTreeSet<&str> = module.questions.iter().map(|q| q.code.as_str()).collect();
            assert_eq!(codes.len(), module.questions.len(), "{}", module.code);
            assert!(module.questions.len() >= 12, "{}", module.code);
            assert!(module.questions.iter().all(|q| !q.en.is_empty() && !q.zh.is_empty()), "{}", module.code);
            assert_eq!(module.pass_mark, 80, "{}", module.code);
        }
    }

    #[test]
    fn a_module_for_everybody_names_every_type_and_a_wrong_word_is_told() {
        assert_eq!(types(&["ALL".to_owned()]).unwrap().len(), PartnerType::ALL.len());
        assert_eq!(types(&["LOG".to_owned(), "XYZ".to_owned()]), Err("XYZ".to_owned()));
    }

    #[test]
    fn a_question_without_its_answer_is_refused() {
        let broken = include_str!("modules/tr-06.toml").replacen("answer = ", "answer = 9", 1);
        let made = read::<Row>("tr-06.toml", &broken).and_then(|row| row.module("tr-06.toml"));
        assert!(made.is_err_and(|why| why.to_string().contains("lacks its answer")));
    }
}
