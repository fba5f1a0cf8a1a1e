//! The quiz as it is taken: digits, open questions, the least time, leaving.

use super::Quiz;
use crate::api::Answer;
use crate::api::Query;
use crate::api::quiz::Asked;
use crate::api::quiz::Both;
use crate::api::quiz::QuizSheet;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::asked;
use crate::app::testing::submitted;
use crate::domain::msg::Msg;
use crate::keys::Act;

fn sheet() -> QuizSheet {
    let both = |text: &str| Both { en: text.to_owned(), zh: text.to_owned() };
    let one = |n: usize| Asked {
        code: format!("TR-06-{n:02}"),
        text: both("?"),
        options: vec![(3, both("c")), (1, both("a")), (2, both("b"))],
    };
    QuizSheet {
        partner: "P-000065".parse().unwrap(),
        module: "TR-06".to_owned(),
        version: "2026.1".to_owned(),
        title: both("Sanctions"),
        min_minutes: 5,
        pass_mark: 80,
        questions: (1..=3).map(one).collect(),
        locked: None,
    }
}

fn begun(bench: &mut Bench, sheet: QuizSheet) -> Quiz {
    let mut quiz = Quiz::new("P-000065".parse().unwrap(), "TR-06", "Layla");
    let out = bench.open(&mut quiz);
    bench.answer(&mut quiz, &out, Answer::Quiz(Box::new(sheet)));
    quiz
}

#[test]
fn a_digit_means_the_answer_shown_there_and_goes_on_to_the_next_open_question() {
    let mut bench = Bench::new();
    let mut quiz = begun(&mut bench, sheet());
    bench.digit(&mut quiz, "1");
    assert_eq!((quiz.at, quiz.chosen.get(&0)), (1, Some(&3)));
    bench.act(&mut quiz, Act::QuizPrev);
    bench.digit(&mut quiz, "2");
    assert_eq!((quiz.at, quiz.chosen.get(&0)), (1, Some(&1)));
    bench.digit(&mut quiz, "4");
    assert_eq!(quiz.open(), [1, 2]);
}

#[test]
fn it_is_handed_in_complete_and_not_before_its_least_time_under_the_key_that_drew_it() {
    let mut bench = Bench::new();
    let mut quiz = Quiz::new("P-000065".parse().unwrap(), "TR-06", "Layla");
    let out = bench.open(&mut quiz);
    let key = match asked(&out) {
        Some((_, Query::Quiz { key, .. })) => *key,
        other => panic!("{other:?}"),
    };
    bench.answer(&mut quiz, &out, Answer::Quiz(Box::new(sheet())));
    bench.digit(&mut quiz, "1");
    let out = bench.act(&mut quiz, Act::QuizHandIn);
    assert!(submitted(&out).is_none());
    bench.digit(&mut quiz, "1");
    bench.digit(&mut quiz, "3");
    let out = bench.act(&mut quiz, Act::QuizHandIn);
    assert_eq!(out.status.map(|(msg, _)| msg.id), Some("quiz-too-early".into()));
    bench.rest(&mut quiz, 5 * 60_000);
    let out = bench.act(&mut quiz, Act::QuizHandIn);
    let (_, command) = submitted(&out).expect("handed in");
    assert_eq!(command.key, key);
}

#[test]
fn a_locked_quiz_takes_no_answers() {
    let mut bench = Bench::new();
    let mut quiz = begun(&mut bench, QuizSheet { locked: Some(Msg::new("training-refused-locked")), ..sheet() });
    bench.digit(&mut quiz, "1");
    assert!(quiz.chosen.is_empty());
}

#[test]
fn leaving_with_answers_is_asked_twice() {
    let mut bench = Bench::new();
    let mut quiz = begun(&mut bench, sheet());
    bench.digit(&mut quiz, "1");
    assert!(matches!(bench.act(&mut quiz, Act::Back).next, Next::Stay));
    assert!(matches!(bench.act(&mut quiz, Act::Back).next, Next::Close));
}
