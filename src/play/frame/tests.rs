//! Frames are written, read and captured without loss, and to the agreed form.

use super::*;
use crate::play::look::NoRoles;
use crate::play::look::Roles;
use proptest::prelude::*;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/examples/second-person-dialog@80x24.frame");

fn header() -> Header {
    Header {
        name: "n".into(),
        script: "s.play".into(),
        test: "t".into(),
        clock: DateTime::from_timestamp(1_772_442_000, 0).unwrap(),
        user: "bo".into(),
        screen: "inbox.list".into(),
        look: "dark".into(),
    }
}

fn reference() -> Option<String> {
    let text = std::fs::read_to_string(REFERENCE).ok();
    if text.is_none() {
        eprintln!("skipped: {REFERENCE} is absent");
    }
    text
}

#[test]
fn the_reference_frame_is_written_again_byte_for_byte() {
    let Some(text) = reference() else { return };
    assert_eq!(text.parse::<Frame>().unwrap().write(), text);
}

#[test]
fn the_reference_frame_drawn_and_captured_again_is_the_same_file() {
    let Some(text) = reference() else { return };
    let frame: Frame = text.parse().unwrap();
    let style = |name: &str| frame.look_of(name).style();
    let names = frame.legend.keys().filter(|n| !n.contains('+') && *n != "selected");
    let roles = names.map(|name| (name.clone(), style(name))).collect();
    let selected = Style::new().bg(Color::Indexed(24));
    let roles = Roles::new(roles, vec![("selected".into(), selected)]);
    let again = Frame::from_buffer(&frame.to_buffer(), frame.header.clone(), frame.cursor, &roles);
    assert_eq!(again.write(), text);
}

#[test]
fn a_small_frame_is_written_as_agreed() {
    let mut buffer = Buffer::empty(Rect::new(3, 5, 16, 3));
    let bar = Style::new().fg(Color::White).bg(Color::Indexed(236));
    buffer.set_style(Rect::new(3, 5, 16, 1), bar);
    buffer.set_string(4, 5, "東京 e\u{301}", bar);
    let key = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
    buffer.set_string(3, 6, "y ok", key);
    buffer.set_string(9, 6, "n", Style::new().bg(Color::Rgb(1, 2, 255)));
    let roles = Roles::new(vec![("key".into(), key)], Vec::new());
    let frame = Frame::from_buffer(&buffer, header(), Some(Place { row: 1, col: 4 }), &roles);
    let expected = "entrepot-frame 1\nname:   n\nscript: s.play\ntest:   t\nsize:   16x3\nclock:  2026-03-02T09:00:00Z\nuser:   bo\n\
                    screen: inbox.list\nlook:   dark\ncursor: 1,4\n--- text\n00│ 東京 e\u{301}\n01│y ok  n\n02│\n--- style\n\
                    00│0-15 fg=15 bg=236\n01│0-3 key · 6 bg=#0102ff\n--- legend\nkey  bold fg=3\n--- end\n";
    assert_eq!(frame.write(), expected);
}

#[test]
fn a_run_reaches_over_three_blanks_but_not_over_four_nor_over_text() {
    let style = Style::new().fg(Color::Red);
    let line = |text: &str| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        for (x, c) in (0_u16..).zip(text.chars()).filter(|(_, c)| *c != ' ') {
            buffer.set_string(x, 0, c.to_string(), if c == 'x' { Style::new() } else { style });
        }
        let frame = Frame::from_buffer(&buffer, header(), None, &NoRoles);
        frame.runs[0].iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ")
    };
    assert_eq!(line("a   b"), "0-4 fg=1");
    assert_eq!(line("a    b"), "0 fg=1 · 5 fg=1");
    assert_eq!(line("a x b"), "0 fg=1 · 4 fg=1");
}

#[test]
fn a_bad_file_names_the_line() {
    let good = Frame::from_buffer(&Buffer::empty(Rect::new(0, 0, 4, 2)), header(), None, &NoRoles).write();
    let fault = |from: &str, to: &str| good.replace(from, to).parse::<Frame>().unwrap_err().to_string();
    assert_eq!(fault("4x2", "4by2"), "line 5: '4by2' is no size; write columns x rows, as 80x24");
    assert_eq!(fault("01│", "02│"), "line 13: row 2 where row 1 belongs");
    assert_eq!(fault("--- end", "--- fin"), "line 16: expected '--- end', found '--- fin'");
    assert_eq!(fault("--- style\n", "--- style\n01│0 nosuch\n"), "line 1: the style 'nosuch' is not in the legend");
}

#[test]
fn from_a_hundred_rows_the_numbers_have_three_digits() {
    let rows = |height| Frame::from_buffer(&Buffer::empty(Rect::new(0, 0, 1, height)), header(), None, &NoRoles);
    assert!(rows(99).write().contains("\n98│\n"));
    assert!(rows(100).write().contains("\n099│\n"));
}

/// Buffers as screens make them: pieces of text in many scripts and styles, some over others.
pub(crate) fn buffers() -> impl Strategy<Value = Buffer> {
    let text = prop::sample::select(vec![
        "a",
        "ok  go",
        "東京物産",
        "Mu\u{308}ller",
        "شركة التجارة",
        "서울 무역",
        "क्षि",
        " ",
        "    ",
        "│",
        "x   y",
        "é✗",
        "株 式",
    ]);
    let colour = prop::sample::select(vec![
        Color::Reset,
        Color::Red,
        Color::LightRed,
        Color::Indexed(9),
        Color::Indexed(236),
        Color::Rgb(1, 2, 3),
    ]);
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::UNDERLINED,
        Modifier::REVERSED | Modifier::ITALIC,
        Modifier::DIM | Modifier::CROSSED_OUT,
        Modifier::SLOW_BLINK,
    ]);
    let piece = (0_u16..30, 0_u16..4, text, colour.clone(), colour, modifier);
    (5_u16..30, 1_u16..4, prop::collection::vec(piece, 0..14)).prop_map(|(width, height, pieces)| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        for (x, y, text, fg, bg, modifier) in pieces {
            if x < width && y < height {
                buffer.set_string(x, y, text, Style::new().fg(fg).bg(bg).add_modifier(modifier));
            }
        }
        buffer
    })
}

proptest! {
    #[test]
    fn a_frame_read_back_draws_the_same_buffer(buffer in buffers()) {
        let frame = Frame::from_buffer(&buffer, header(), None, &NoRoles);
        let read: Frame = frame.write().parse().unwrap();
        prop_assert_eq!(&read, &frame);
        prop_assert_eq!(read.to_buffer(), normalise(&buffer));
        let again = Frame::from_buffer(&read.to_buffer(), header(), None, &NoRoles);
        prop_assert_eq!(again, frame);
    }
}
