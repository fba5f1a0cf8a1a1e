//! The partner's security self-assessment, twenty questions, each an item of the check-list `SAQ-20` (domain.md
//! Appendix B). An answer is a verdict: yes 0 points, partly −1, no −2, not applicable is not counted; total and
//! decision follow as for every assessment. Which items of other check-lists an answer speaks to is the crosswalk's.

use crate::codes;
use crate::domain::checklist::ItemVerdict;

/// The check-list of the questions.
pub const LIST: &str = "SAQ-20";
/// How many there are.
pub const QUESTIONS: u8 = 20;

codes! {
    /// The partner's answer to a question.
    pub enum SaqAnswer: "saq-answer" {
        /// Yes.
        #[default]
        Yes = "yes",
        /// Partly.
        Partly = "partly",
        /// No.
        No = "no",
        /// Not applicable.
        Na = "na",
    }
}

impl SaqAnswer {
    /// The verdict it stands for until a person looked.
    pub const fn verdict(self) -> ItemVerdict {
        match self {
            SaqAnswer::Yes => ItemVerdict::Up,
            SaqAnswer::Partly => ItemVerdict::Basic,
            SaqAnswer::No => ItemVerdict::Not,
            SaqAnswer::Na => ItemVerdict::Na,
        }
    }

    /// An answer as partners write it, in English or Chinese.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().trim_end_matches('.') {
            "yes" | "y" | "是" | "有" => Some(SaqAnswer::Yes),
            "partly" | "partial" | "partially" | "p" | "部分" => Some(SaqAnswer::Partly),
            "no" | "n" | "否" | "没有" | "无" => Some(SaqAnswer::No),
            "na" | "n.a" | "n/a" | "不适用" => Some(SaqAnswer::Na),
            _ => None,
        }
    }
}

/// The item of a question, from 1.
pub fn code(number: u8) -> Option<String> {
    (1..=QUESTIONS).contains(&number).then(|| format!("SAQ-{number:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Action;
    use crate::domain::assessment::Assessment;
    use crate::domain::assessment::AssessmentItem;
    use crate::domain::assessment::Scoring;
    use crate::domain::assessment::overall::Decision;
    use crate::domain::assessment::overall::decision;
    use crate::domain::assessment::overall::overall;

    fn answered(odd: &[(u8, SaqAnswer)]) -> (i64, Decision) {
        let item = |n: u8| {
            let answer = odd.iter().find(|(o, _)| *o == n).map_or(SaqAnswer::Yes, |(_, a)| *a);
            let action = Action { owner: "lin".into(), due: "2027-01-31".parse().ok(), ..Action::default() };
            AssessmentItem { code: code(n).unwrap(), verdict: answer.verdict(), action, ..AssessmentItem::default() }
        };
        let scoring = Scoring { base: 100, threshold: 95, ..Scoring::default() };
        let made = Assessment { scoring, items: (1..=20).map(item).collect(), ..Assessment::default() };
        (overall(&made.items, &made.scoring).total - 100, decision(&made))
    }

    #[test]
    fn answers_are_scored_and_point_to_a_decision() {
        assert_eq!(answered(&[]), (0, Decision::Admit));
        assert_eq!(answered(&[(1, SaqAnswer::Partly), (2, SaqAnswer::Na)]), (-1, Decision::Admit));
        let partly = |n: u8| (1..=n).map(|q| (q, SaqAnswer::Partly)).collect::<Vec<_>>();
        assert_eq!(answered(&partly(4)), (-4, Decision::AdmitWithActions));
        assert_eq!(answered(&partly(6)), (-6, Decision::Reject));
        assert_eq!(answered(&[(5, SaqAnswer::No)]), (-2, Decision::Reject));
    }

    #[test]
    fn answers_are_read_in_both_languages() {
        let read = ["Yes", "部分", "NO", "n.a.", "不适用", "maybe"].map(SaqAnswer::read);
        let na = Some(SaqAnswer::Na);
        let wanted = [Some(SaqAnswer::Yes), Some(SaqAnswer::Partly), Some(SaqAnswer::No), na, na, None];
        assert_eq!(read, wanted);
        assert_eq!(code(7).as_deref(), Some("SAQ-07"));
        assert_eq!([code(0), code(21)], [None, None]);
    }
}
