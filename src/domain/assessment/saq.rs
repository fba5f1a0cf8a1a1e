//! The partner's security self-assessment: twenty questions, one answer for several items (domain.md Appendix B).

use crate::codes;
use crate::domain::assessment::overall::Decision;

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

/// One question and the items its answer speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its number, from 1.
    pub number: u8,
    /// Codes of items, without regard to the check-list.
    pub items: &'static [&'static str],
}

const fn q(number: u8, items: &'static [&'static str]) -> Question {
    Question { number, items }
}

/// The twenty questions.
pub static QUESTIONS: [Question; 20] = [
    q(1, &["CT-1.1", "G26-01"]),
    q(2, &["G26-01", "EU-BP-06"]),
    q(3, &["G26-66", "CT-3.4"]),
    q(4, &["G26-18", "G26-19", "G26-20"]),
    q(5, &["CT-3.5"]),
    q(6, &["G26-50"]),
    q(7, &["G26-52"]),
    q(8, &["G26-44", "G26-45", "G26-46", "G26-51"]),
    q(9, &["G26-48"]),
    q(10, &["G26-54", "CT-5.1"]),
    q(11, &["G26-55", "CT-6.1"]),
    q(12, &["G26-57"]),
    q(13, &["G26-58", "G26-60"]),
    q(14, &["G26-09", "CT-4.1"]),
    q(15, &["G26-68", "CBP-BP-05"]),
    q(16, &["CT-5.29"]),
    q(17, &["CT-2.4"]),
    q(18, &["CT-3.9"]),
    q(19, &["G26-06", "G26-08"]),
    q(20, &["CBP-BP-04"]),
];

/// Critical questions; 11 only for those who handle goods.
const CRITICAL: [u8; 5] = [3, 5, 11, 15, 20];
const SEALS: u8 = 11;

/// The question of a number.
pub fn question(number: u8) -> Option<&'static Question> {
    QUESTIONS.iter().find(|q| q.number == number)
}

/// Whether a question is critical for a partner that handles goods, or not.
pub fn is_critical(number: u8, handles_goods: bool) -> bool {
    CRITICAL.contains(&number) && (number != SEALS || handles_goods)
}

/// What the answers come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// Yes 0, partly −1, no −2; not applicable is not counted.
    pub points: i64,
    /// Questions answered *partly*.
    pub partly: usize,
    /// Critical questions answered *no*.
    pub critical: Vec<u8>,
    /// Questions without an answer.
    pub open: Vec<u8>,
    /// The decision they point to.
    pub decision: Decision,
}

/// Scores answers by number. *No* on a question that is not critical costs points and counts as two of *partly* in the
/// decision.
pub fn score(answers: &[(u8, SaqAnswer)], handles_goods: bool) -> Score {
    let mut found = Score::default();
    let mut weak = 0;
    for question in &QUESTIONS {
        match answers.iter().rev().find(|(number, _)| *number == question.number).map(|(_, a)| *a) {
            None => found.open.push(question.number),
            Some(SaqAnswer::Yes | SaqAnswer::Na) => {}
            Some(SaqAnswer::Partly) => {
                found.points -= 1;
                found.partly += 1;
                weak += 1;
            }
            Some(SaqAnswer::No) => {
                found.points -= 2;
                weak += 2;
                if is_critical(question.number, handles_goods) {
                    found.critical.push(question.number);
                }
            }
        }
    }
    found.decision = match (found.open.len(), found.critical.len(), weak) {
        (1.., ..) => Decision::Undecided,
        (_, 1.., _) | (_, _, 6..) => Decision::Reject,
        (_, _, 3..=5) => Decision::AdmitWithActions,
        _ => Decision::Admit,
    };
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(odd: &[(u8, SaqAnswer)]) -> Vec<(u8, SaqAnswer)> {
        let said = |n: u8| odd.iter().find(|(o, _)| *o == n).map_or(SaqAnswer::Yes, |(_, a)| *a);
        (1..=20).map(|n| (n, said(n))).collect()
    }

    #[test]
    fn answers_are_scored_and_point_to_a_decision() {
        let of = |odd: &[(u8, SaqAnswer)]| {
            let found = score(&answered(odd), true);
            (found.points, found.decision)
        };
        assert_eq!(of(&[]), (0, Decision::Admit));
        assert_eq!(of(&[(1, SaqAnswer::Partly), (2, SaqAnswer::Na)]), (-1, Decision::Admit));
        assert_eq!(of(&[(1, SaqAnswer::No), (2, SaqAnswer::Partly)]), (-3, Decision::AdmitWithActions));
        assert_eq!(of(&[(5, SaqAnswer::No)]), (-2, Decision::Reject));
        let six: Vec<_> = (6..12).map(|n| (n, SaqAnswer::Partly)).collect();
        assert_eq!(of(&six), (-6, Decision::Reject));
    }

    #[test]
    fn seals_are_critical_for_those_who_handle_goods() {
        let answers = answered(&[(11, SaqAnswer::No)]);
        assert_eq!(score(&answers, true).decision, Decision::Reject);
        assert_eq!(score(&answers, false).decision, Decision::Admit);
    }

    #[test]
    fn a_question_without_an_answer_leaves_it_undecided() {
        let mut answers = answered(&[]);
        answers.pop();
        let found = score(&answers, true);
        assert_eq!((found.open, found.decision), (vec![20], Decision::Undecided));
    }
}
