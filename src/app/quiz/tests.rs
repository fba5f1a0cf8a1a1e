//! The quiz as it is taken: digits, open questions, the least time, leaving.

use super::Quiz;
use crate::api::Answer;
use crate::api::Query;
use crate::api::quiz::Asked;
use crate::api::quiz::Both;
use crate::api::quiz::QuizSheet;
use crate::app::effect::Effect;
use crate::app::part::Next;
use crate::app::part::Part;
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

#[test]
fn every_answer_that_can_be_chosen_has_its_digit_in_the_footer() {
    let mut bench = Bench::new();
    let quiz = begun(&mut bench, sheet());
    let digits: Vec<String> = quiz.digits().into_iter().map(|(digit, _)| digit).collect();
    assert_eq!(digits, ["1", "2", "3"]);
}

#[test]
fn after_a_hang_up_the_same_sheet_goes_on_with_its_answers_and_its_time() {
    let mut bench = Bench::new();
    let mut quiz = begun(&mut bench, sheet());
    let (key, at) = (quiz.key, quiz.begun);
    let out = bench.digit(&mut quiz, "2");
    let Some(Effect::KeepDraft { place, text }) = out.effects.first() else { panic!("nothing is kept") };
    assert_eq!(quiz.draft(), Some((place.clone(), text.clone())));
    bench.drafts.insert(place.clone(), text.clone());
    bench.now += chrono::TimeDelta::minutes(9);
    let mut again = begun(&mut bench, sheet());
    assert_eq!((again.key, again.begun, again.at), (key, at, 1));
    assert_eq!(again.chosen, [(0, 1)].into());
    // Another edition may draw other questions: what is not among them is not taken over.
    let mut other = sheet();
    other.questions.remove(0);
    assert!(begun(&mut bench, other).chosen.is_empty());
    bench.digit(&mut again, "1");
    bench.digit(&mut again, "1");
    let out = bench.act(&mut again, Act::QuizHandIn);
    let done = bench.kept("training.create");
    let out = bench.done(&mut again, &out, Ok(done));
    assert!(matches!(out.effects.first(), Some(Effect::KeepDraft { text, .. }) if text.is_empty()));
}

#[test]
fn page_keys_move_the_question_and_not_the_result_after_it() {
    let mut bench = Bench::new();
    let mut quiz = begun(&mut bench, sheet());
    bench.act(&mut quiz, Act::DetailDown);
    assert_eq!(quiz.scroll.drawn(9, 3), 1);
    bench.digit(&mut quiz, "1");
    assert_eq!(quiz.scroll.drawn(9, 3), 0);
}
