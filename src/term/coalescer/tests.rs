//! Fragmentation: whatever the line does to a sequence, the person gets the key that was pressed.

use super::Coalescer;
use super::PASTE_QUIET;
use crate::keys::Key;
use crate::keys::KeyCode;
use crate::term::input::Input;
use proptest::prelude::any;
use proptest::prop_assert_eq;
use proptest::proptest;
use std::time::Duration;

const ESC: Key = Key::plain(KeyCode::Esc);

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

fn input(code: KeyCode) -> Input {
    Input::Key(Key::plain(code))
}

fn with(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Input {
    Input::Key(Key { code, ctrl, alt, shift })
}

/// Sequences that terminals send, and what each means.
fn known() -> Vec<(&'static str, Input)> {
    vec![
        ("\x1b[A", input(KeyCode::Up)),
        ("\x1b[B", input(KeyCode::Down)),
        ("\x1b[C", input(KeyCode::Right)),
        ("\x1b[D", input(KeyCode::Left)),
        ("\x1b[H", input(KeyCode::Home)),
        ("\x1b[F", input(KeyCode::End)),
        ("\x1b[Z", with(KeyCode::Tab, false, false, true)),
        ("\x1bOA", input(KeyCode::Up)),
        ("\x1bOF", input(KeyCode::End)),
        ("\x1bOP", input(KeyCode::F(1))),
        ("\x1bOS", input(KeyCode::F(4))),
        ("\x1b[[A", input(KeyCode::F(1))),
        ("\x1b[[E", input(KeyCode::F(5))),
        ("\x1b[1~", input(KeyCode::Home)),
        ("\x1b[2~", input(KeyCode::Insert)),
        ("\x1b[3~", input(KeyCode::Delete)),
        ("\x1b[5~", input(KeyCode::PageUp)),
        ("\x1b[6~", input(KeyCode::PageDown)),
        ("\x1b[15~", input(KeyCode::F(5))),
        ("\x1b[17~", input(KeyCode::F(6))),
        ("\x1b[21~", input(KeyCode::F(10))),
        ("\x1b[24~", input(KeyCode::F(12))),
        ("\x1b[1;5C", with(KeyCode::Right, true, false, false)),
        ("\x1b[1;3A", with(KeyCode::Up, false, true, false)),
        ("\x1b[1;2D", with(KeyCode::Left, false, false, true)),
        ("\x1b[1;8P", with(KeyCode::F(1), true, true, true)),
        ("\x1b[3;5~", with(KeyCode::Delete, true, false, false)),
        ("\x1b[I", Input::Focus(true)),
        ("\x1b[O", Input::Focus(false)),
        ("\x1b[200~x: 1\x1b[201~", Input::Paste("x: 1".into())),
    ]
}

/// Stands in for the terminal library: reads fragments as it does, an ESC at the end of one being the Esc key. Whole
/// sequences come out as the events of [`known`], and the end of a paste whose beginning it did not see is swallowed.
fn library(fragments: &[&str]) -> Vec<Vec<Input>> {
    let mut held = String::new();
    let mut reads = Vec::new();
    for fragment in fragments {
        let mut events = Vec::new();
        for (i, c) in fragment.char_indices() {
            held.push(c);
            let last = i + c.len_utf8() == fragment.len();
            if held == "\x1b" && !last {
                continue;
            }
            if let Some((_, event)) = known().into_iter().find(|(bytes, _)| *bytes == held) {
                events.push(event);
                held.clear();
            } else if held == "\x1b[201~" {
                held.clear();
            } else if !held.starts_with('\x1b') || held == "\x1b" {
                events.push(typed(c));
                held.clear();
            }
        }
        reads.push(events);
    }
    reads
}

fn typed(c: char) -> Input {
    match c {
        '\x1b' => Input::Key(ESC),
        '\r' => input(KeyCode::Enter),
        c => Input::Key(Key::char(c)),
    }
}

/// Pushes the events of each fragment, `gap` apart, then waits for silence.
fn run(fragments: &[&str], window: Duration, gap: Duration) -> Vec<Input> {
    let mut coalescer = Coalescer::new(window);
    let mut at = ms(1_000);
    let mut out = Vec::new();
    for events in library(fragments) {
        for event in events {
            out.extend(coalescer.push(event, at));
        }
        at += gap;
    }
    out.extend(coalescer.flush(at + PASTE_QUIET));
    assert_eq!(coalescer.deadline(), None, "nothing may wait for ever");
    out
}

#[test]
fn every_known_sequence_split_anywhere_is_the_key_it_was() {
    for (bytes, expected) in known() {
        for at in 1..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(
                run(&[head, tail], Coalescer::LOCAL, ms(30)),
                std::slice::from_ref(&expected),
                "{head:?} + {tail:?}"
            );
        }
    }
}

#[test]
fn every_known_sequence_in_single_bytes_is_the_key_it_was() {
    for (bytes, expected) in known() {
        let pieces: Vec<&str> = bytes.split("").filter(|piece| !piece.is_empty()).collect();
        assert_eq!(run(&pieces, Coalescer::REMOTE, ms(90)), [expected], "{bytes:?}");
    }
}

#[test]
fn a_lone_escape_comes_after_the_window_and_not_before() {
    let mut coalescer = Coalescer::new(Coalescer::LOCAL);
    assert_eq!(coalescer.push(Input::Key(ESC), ms(10)), []);
    assert_eq!(coalescer.deadline(), Some(ms(60)));
    assert_eq!(coalescer.flush(ms(59)), []);
    assert_eq!(coalescer.flush(ms(60)), [Input::Key(ESC)]);
    assert_eq!(coalescer.flush(ms(200)), []);
}

#[test]
fn after_the_window_a_bracket_is_a_bracket() {
    assert_eq!(run(&["\x1b", "[", "j"], Coalescer::LOCAL, ms(60)), [Input::Key(ESC), typed('['), typed('j')]);
}

#[test]
fn escape_and_a_bracket_alone_are_two_keys() {
    assert_eq!(run(&["\x1b", "["], Coalescer::LOCAL, ms(5)), [Input::Key(ESC), typed('[')]);
    assert_eq!(run(&["\x1b", "O"], Coalescer::LOCAL, ms(5)), [Input::Key(ESC), typed('O')]);
}

#[test]
fn the_window_over_ssh_is_longer() {
    assert_eq!(run(&["\x1b", "[A"], Coalescer::REMOTE, ms(80)), [input(KeyCode::Up)]);
    assert_eq!(run(&["\x1b", "[A"], Coalescer::LOCAL, ms(80)), [Input::Key(ESC), typed('['), typed('A')]);
}

#[test]
fn escape_and_another_key_are_two_keys() {
    assert_eq!(run(&["\x1b", "j"], Coalescer::LOCAL, ms(5)), [Input::Key(ESC), typed('j')]);
    assert_eq!(run(&["\x1b", "\r"], Coalescer::LOCAL, ms(5)), [Input::Key(ESC), input(KeyCode::Enter)]);
    assert_eq!(run(&["\x1b", "\x1b"], Coalescer::LOCAL, ms(5)), [Input::Key(ESC), Input::Key(ESC)]);
}

#[test]
fn two_escapes_and_an_arrow_are_escape_and_the_arrow() {
    assert_eq!(run(&["\x1b", "\x1b", "[A"], Coalescer::LOCAL, ms(30)), [Input::Key(ESC), input(KeyCode::Up)]);
    assert_eq!(run(&["\x1b", "\x1b[A"], Coalescer::LOCAL, ms(30)), [Input::Key(ESC), input(KeyCode::Up)]);
}

#[test]
fn an_unknown_or_unfinished_sequence_types_nothing() {
    assert_eq!(run(&["\x1b", "[99;1x"], Coalescer::LOCAL, ms(5)), []);
    assert_eq!(run(&["\x1b", "[1;"], Coalescer::LOCAL, ms(5)), []);
    assert_eq!(run(&["\x1b", "Ox"], Coalescer::LOCAL, ms(5)), []);
}

#[test]
fn text_after_a_joined_sequence_is_typed() {
    assert_eq!(run(&["\x1b", "[Aok"], Coalescer::LOCAL, ms(20)), [input(KeyCode::Up), typed('o'), typed('k')]);
}

#[test]
fn a_modified_key_ends_a_sequence() {
    let mut coalescer = Coalescer::new(Coalescer::LOCAL);
    coalescer.push(Input::Key(ESC), ms(1));
    coalescer.push(typed('['), ms(2));
    let interrupt = Input::Key(Key::ctrl('c'));
    assert_eq!(coalescer.push(interrupt.clone(), ms(3)), [Input::Key(ESC), typed('['), interrupt]);
}

#[test]
fn other_events_do_not_overtake_an_escape() {
    let mut coalescer = Coalescer::new(Coalescer::LOCAL);
    coalescer.push(Input::Key(ESC), ms(1));
    assert_eq!(coalescer.push(Input::Resize(80, 24), ms(2)), [Input::Key(ESC), Input::Resize(80, 24)]);
}

#[test]
fn a_torn_paste_stays_a_paste_with_its_line_ends() {
    let pieces = ["\x1b", "[200~yy\rn", "o\x1b", "[201~", "q"];
    assert_eq!(run(&pieces, Coalescer::LOCAL, ms(40)), [Input::Paste("yy\nno".into()), typed('q')]);
}

#[test]
fn a_torn_paste_whose_end_was_swallowed_ends_with_silence() {
    let pieces = ["\x1b", "[200~a", "b\x1b[201~"];
    assert_eq!(
        run(&pieces, Coalescer::LOCAL, ms(200)),
        [Input::Key(ESC), typed('['), typed('2'), typed('0'), typed('0'), typed('~'), typed('a'), typed('b')]
    );
    assert_eq!(run(&pieces, Coalescer::REMOTE, ms(90)), [Input::Paste("ab".into())]);
}

proptest! {
    #[test]
    fn plain_typing_passes_unchanged(text in "[ -~]{0,40}", gap in any::<u8>()) {
        let mut coalescer = Coalescer::new(Coalescer::LOCAL);
        let mut at = ms(0);
        let mut out = Vec::new();
        for c in text.chars() {
            at += ms(u64::from(gap));
            out.extend(coalescer.push(typed(c), at));
        }
        let expected: Vec<Input> = text.chars().map(typed).collect();
        prop_assert_eq!(out, expected);
    }

    #[test]
    fn whatever_arrives_nothing_waits_after_silence(keys in "[\u{1b}\\[O0-9;~A-Dj]{0,40}", gap in 0u64..120) {
        let mut coalescer = Coalescer::new(Coalescer::LOCAL);
        let mut at = ms(0);
        for c in keys.chars() {
            at += ms(gap);
            coalescer.push(typed(c), at);
        }
        coalescer.flush(at + PASTE_QUIET);
        prop_assert_eq!(coalescer.deadline(), None);
    }
}
