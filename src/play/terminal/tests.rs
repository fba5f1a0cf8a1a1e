//! The terminal we read our own bytes back with: wide characters, erasing, resizing, and what it does not know.

use super::*;
use crate::play::frame::normalise;
use crate::play::frame::tests::buffers;
use crate::play::frame::visible;
use crate::runtime::steady;
use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::style::Style;

fn bytes(from: &Buffer, to: &Buffer) -> Vec<u8> {
    let mut out = Vec::new();
    // As the program writes: the plain difference leaves parts of a cluster behind.
    steady::draw(&mut CrosstermBackend::new(&mut out), from, to).unwrap();
    out
}

fn shown(width: u16, height: u16, bytes: &[u8]) -> Terminal {
    let mut terminal = Terminal::new(width, height);
    terminal.feed(bytes).unwrap();
    terminal
}

#[test]
fn overwriting_half_of_a_wide_character_blanks_the_other_half() {
    assert_eq!(shown(6, 1, "東京\u{1b}[1;2Hx".as_bytes()).row_text(0), " x京");
    assert_eq!(shown(6, 1, "東京\u{1b}[1;3Hx".as_bytes()).row_text(0), "東x");
    assert_eq!(shown(6, 1, "東京\u{1b}[1;2H株".as_bytes()).row_text(0), " 株");
}

#[test]
fn an_unknown_sequence_is_a_fault_with_its_bytes() {
    let fault = Terminal::new(5, 1).feed(b"ab\x1b[5z").unwrap_err();
    assert_eq!(fault.to_string(), "byte 2: an unknown sequence (\\x1b[5z)");
    assert!(Terminal::new(5, 1).feed(b"\x1b[?1000h").is_err());
    assert!(Terminal::new(5, 1).feed(b"\x07").is_err());
    assert!(Terminal::new(5, 1).feed(b"\x1b[2;1H").is_err());
    assert!(Terminal::new(5, 1).feed(b"abcdef").is_err());
    assert!(Terminal::new(5, 1).feed(b"\xff").is_err());
}

#[test]
fn bytes_may_come_one_at_a_time() {
    let mut terminal = Terminal::new(6, 1);
    for byte in "\u{1b}[?2026h\u{1b}[38;5;9;48;2;1;2;3m東e\u{301}\u{1b}[?25l\u{1b}[2 q\u{1b}[?2026l".bytes() {
        terminal.feed(&[byte]).unwrap();
    }
    assert_eq!(terminal.row_text(0), "東e\u{301}");
    assert_eq!(terminal.cursor(), None);
    assert!(!terminal.is_updating());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    buffer.set_string(0, 0, "東e\u{301}", "fg=9 bg=#010203".parse::<Look>().unwrap().style());
    terminal.compare(&buffer).unwrap();
}

#[test]
fn a_popup_whose_edge_cuts_a_wide_character_is_found() {
    let mut before = Buffer::empty(Rect::new(0, 0, 6, 1));
    before.set_string(0, 0, "東京物", Style::new());
    let mut after = before.clone();
    after.set_string(3, 0, "│", Style::new());
    let mut terminal = shown(6, 1, &bytes(&Buffer::empty(before.area), &before));
    terminal.compare(&before).unwrap();
    terminal.feed(&bytes(&before, &after)).unwrap_or(());
    let found = terminal.compare(&after).unwrap_err();
    assert_eq!((found[0].row, found[0].col, found[0].want.as_str()), (0, 3, "\"│\""));
}

#[test]
fn erasing_keeps_the_background_and_takes_whole_characters() {
    let mut terminal = shown(6, 2, "東京株\u{1b}[1;2H\u{1b}[48;5;4m\u{1b}[K".as_bytes());
    assert_eq!(terminal.row_text(0), "");
    assert_eq!(terminal.spot(0, 3).unwrap().look.to_string(), "bg=4");
    terminal.feed("\u{1b}[0m\u{1b}[2J".as_bytes()).unwrap();
    terminal.compare(&Buffer::empty(Rect::new(0, 0, 6, 2))).unwrap();
}

#[test]
fn a_resize_cuts_a_wide_character_at_the_edge() {
    let mut terminal = shown(4, 1, "a東b".as_bytes());
    terminal.resize(2, 2);
    assert_eq!(terminal.row_text(0), "a");
}

proptest! {
    #[test]
    fn what_ratatui_writes_draws_what_it_meant(first in buffers(), second in buffers()) {
        let (width, height) = (first.area.width, first.area.height);
        let mut fitted = Buffer::empty(first.area);
        for row in 0..height.min(second.area.height) {
            for seen in visible(&second, row).into_iter().filter(|seen| seen.last < width) {
                fitted.set_string(seen.col, row, &seen.text, seen.look.style());
            }
        }
        let mut terminal = Terminal::new(width, height);
        let mut other = vt100::Parser::new(height, width, 0);
        let mut old = Buffer::empty(first.area);
        for buffer in [normalise(&first), normalise(&fitted)] {
            let written = bytes(&old, &buffer);
            terminal.feed(&written).unwrap();
            other.process(&written);
            prop_assert_eq!(terminal.compare(&buffer), Ok(()));
            for (row, text) in (0..height).zip(other.screen().rows(0, width)) {
                prop_assert_eq!(terminal.row_text(row), text.trim_end());
            }
            old = buffer;
        }
    }
}
