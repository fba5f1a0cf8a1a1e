//! Messages and their words fit: every hit a test makes has a sentence in each language that uses its arguments.
//!
//! The files are read as text here; that they are good Fluent is proven where the languages are.

use super::*;
use crate::domain::rules::PARTNER_RULES;
use crate::domain::rules::assessments::ASSESSMENT_RULES;
use crate::domain::rules::insurance::INSURANCE_RULES;
use crate::domain::rules::sessions::SESSION_RULES;
use crate::domain::rules::system::SYSTEM_RULES;
use crate::domain::rules::why;
use std::collections::BTreeSet;

const FILES: [&str; 2] = [
    concat!(
        include_str!("../../../i18n/en/findings.ftl"),
        "\n",
        include_str!("../../../i18n/en/risk.ftl"),
        "\n",
        include_str!("../../../i18n/en/accounts.ftl"),
        "\n",
        include_str!("../../../i18n/en/training.ftl"),
        "\n",
        include_str!("../../../i18n/en/assessment.ftl"),
        "\n",
        include_str!("../../../i18n/en/insurance.ftl")
    ),
    concat!(
        include_str!("../../../i18n/zh/findings.ftl"),
        "\n",
        include_str!("../../../i18n/zh/risk.ftl"),
        "\n",
        include_str!("../../../i18n/zh/accounts.ftl"),
        "\n",
        include_str!("../../../i18n/zh/training.ftl"),
        "\n",
        include_str!("../../../i18n/zh/assessment.ftl"),
        "\n",
        include_str!("../../../i18n/zh/insurance.ftl")
    ),
];

/// Fails when a hit's message has no sentence, lacks an argument the sentence wants, or gives one it never uses.
pub(in crate::domain::rules) fn fit(hit: &Hit) {
    let given: BTreeSet<&str> = hit.msg.args.iter().map(|(name, _)| name.as_ref()).collect();
    for file in FILES {
        let sentence = sentence(file, &hit.msg.id).unwrap_or_else(|| panic!("no sentence for {}", hit.msg.id));
        assert_eq!(variables(&sentence), given, "{}", hit.msg.id);
        for (_, value) in &hit.msg.args {
            if let Arg::Term(id) = value
                && id.starts_with("finding-")
            {
                assert!(self::sentence(file, id).is_some(), "no words for {id}");
            }
        }
    }
}

/// The text of a message: from its id to the next line that begins another one.
fn sentence(file: &str, id: &str) -> Option<String> {
    let head = format!("{id} = ");
    let mut lines = file.lines().skip_while(|l| !l.starts_with(&head));
    let first = lines.next()?;
    Some(std::iter::once(first).chain(lines.take_while(|l| l.starts_with([' ', '}']))).collect())
}

fn variables(sentence: &str) -> BTreeSet<&str> {
    sentence.split('$').skip(1).map(|rest| rest.split([' ', '}']).next().unwrap_or_default()).collect()
}

#[test]
fn every_rule_has_a_sentence_and_says_why_with_its_source() {
    let others =
        SYSTEM_RULES.iter().chain(SESSION_RULES).chain(ASSESSMENT_RULES).chain(INSURANCE_RULES).map(|(code, _)| *code);
    let codes = PARTNER_RULES.iter().map(|r| r.code).chain(others);
    for code in codes {
        for file in FILES {
            let why = sentence(file, &why(code)).unwrap_or_else(|| panic!("no reason for {code}"));
            assert!(why.contains("domain.md §"), "{code} names its source");
            let finding = format!("\nfinding-{}", code.to_ascii_lowercase());
            assert!(file.contains(&finding), "{code} says something");
        }
    }
}
