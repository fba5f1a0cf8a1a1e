//! Drawing the whole screen: at every size, in every language, with hostile data.

use crate::api::BatchLine;
use crate::api::BatchSheet;
use crate::app::Event;
use crate::app::Model;
use crate::app::ThemeName;
use crate::app::tests::anything;
use crate::app::tests::given;
use crate::app::tests::speaking;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::i18n::Locale;
use crate::text::visible;
use crate::ui::Depth;
use crate::ui::Look;
use crate::ui::shell;
use proptest::proptest;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;

fn drawn(model: &Model, look: &Look) -> Buffer {
    let (w, h) = model.size;
    let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
    terminal.draw(|frame| shell::draw(model, &model.i18n, look, frame)).unwrap().buffer.clone()
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let mut out = Vec::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = crate::text::width(symbol).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        out.push(line.trim_end().to_owned());
    }
    out
}

fn screen(model: &Model) -> Vec<String> {
    lines(&drawn(model, &Look::default()))
}

#[test]
fn at_eighty_by_twenty_four_there_are_nineteen_rows_and_who_one_is() {
    given((80, 24)).keys("g p").then(|g| {
        let lines = screen(&g.model);
        assert!(lines[0].starts_with("1Rev 12 2Par 6Ins 7Aud"), "{}", lines[0]);
        assert!(lines[0].ends_with("2026-11-23 13:25  mira ▸ CMP"), "{}", lines[0]);
        assert!(lines[1].starts_with("Partners 250 of 250"), "{}", lines[1]);
        assert!(lines[1].ends_with("sort: Id ↑"), "{}", lines[1]);
        assert!(lines[2].contains("Name") && lines[2].contains("Next lapse"), "{}", lines[2]);
        assert!(lines[3].starts_with("> P-000001"), "{}", lines[3]);
        assert!(lines[21].starts_with("  P-000019"), "{}", lines[21]);
        assert!(lines[22].ends_with("48,211 ✓ synced"), "{}", lines[22]);
        assert!(lines[23].starts_with("j down") && lines[23].ends_with("keys"), "{}", lines[23]);
    });
}

#[test]
fn from_a_hundred_columns_the_detail_stands_at_the_right() {
    for size in [(100, 30), (120, 40), (200, 60)] {
        given(size).keys("g p").rested().then(|g| {
            let lines = screen(&g.model);
            let text = lines.join("\n");
            assert!(lines[5].contains('│'), "{text}");
            assert!(text.contains("docs review") && text.contains("Next step"), "{text}");
        });
    }
}

#[test]
fn the_first_lines_of_a_detail_say_state_block_lapse_and_next_step() {
    given((80, 24)).keys("g p enter").then(|g| {
        let lines = screen(&g.model);
        for (at, label) in ["State", "Blocks", "Lapses next", "Next step"].iter().enumerate() {
            assert!(lines[3 + at].trim_start().starts_with(label), "{}", lines.join("\n"));
        }
    });
}

#[test]
fn a_window_that_is_too_small_says_which_size_is_needed_and_nothing_breaks() {
    given((59, 16)).then(|g| assert!(screen(&g.model).join(" ").contains("60×16")));
    for size in [(0, 0), (1, 1), (3, 2), (2, 3), (1, 50), (300, 1), (60, 16)] {
        given((80, 24)).keys("g p / g").event(Event::Resize(size.0, size.1)).then(|g| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
            shell::paint(&g.model, &g.model.i18n, &Look::default(), &mut buffer);
        });
    }
}

#[test]
fn a_buffer_of_another_size_than_the_model_breaks_nothing() {
    given((200, 60)).keys("g p space space").then(|g| {
        for (w, h) in [(0, 0), (3, 2), (80, 24), (250, 80)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
            shell::paint(&g.model, &g.model.i18n, &Look::default(), &mut buffer);
        }
    });
}

#[test]
fn a_cursor_step_changes_a_handful_of_cells() {
    let before = given((80, 24)).keys("g p j");
    let first = drawn(&before.model, &Look::default());
    before.keys("j").then(|g| {
        let second = drawn(&g.model, &Look::default());
        let changed = first.diff(&second);
        assert!(changed.len() <= 20, "{} cells", changed.len());
    });
}

#[test]
fn no_colours_leave_the_cursor_marked_and_the_text_as_it_was() {
    given((80, 24)).keys("g p j x").then(|g| {
        let plain = drawn(&g.model, &Look { depth: Depth::None, ..Look::default() });
        let mono = drawn(&g.model, &Look { theme: ThemeName::Mono, ..Look::default() });
        let full = drawn(&g.model, &Look::default());
        for buffer in [&plain, &mono] {
            assert!(buffer.content.iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
            assert_eq!(lines(buffer), lines(&full));
            let row = (3..22).find(|y| buffer[(0, *y)].symbol() == ">").unwrap();
            assert!(buffer[(2, row)].modifier.contains(Modifier::BOLD));
        }
    });
}

#[test]
fn hostile_names_never_reach_a_cell() {
    given((120, 40)).keys("g p").rested().then(|g| {
        for cell in &drawn(&g.model, &Look::default()).content {
            assert_eq!(visible(cell.symbol()), cell.symbol());
        }
        assert!(screen(&g.model).join("\n").contains("U+202E"));
    });
}

#[test]
fn ascii_signs_are_ascii() {
    given((80, 24)).then(|g| {
        let look = Look { ascii: true, ..Look::default() };
        let text = lines(&drawn(&g.model, &look)).join("\n");
        assert!(text.is_ascii(), "{text}");
    });
}

#[test]
fn the_bands_of_a_batch_are_ascii_where_signs_are() {
    let line = |n: u64, band: &str| BatchLine {
        id: Id::new(KindId::Case, n),
        rev: 1,
        state: "open".into(),
        name: String::new(),
        band: band.into(),
        triage: String::new(),
        rules: Vec::new(),
        by: String::new(),
        why: None,
    };
    let rest = vec![line(1, "LOW"), line(2, "HIGH")];
    let mut batch = crate::app::batch::open(Id::new(KindId::Batch, 1));
    batch.sheet = Some(Box::new(BatchSheet { state: "drawn".into(), rest, ..BatchSheet::default() }));
    let mut given = given((80, 24));
    given.model.parts.push(Box::new(batch));
    let text = lines(&drawn(&given.model, &Look { ascii: true, ..Look::default() })).join("\n");
    assert!(text.contains("HIGH 1") && text.is_ascii(), "{text}");
}

/// Keys that lead to every screen of the core.
const PLACES: &[&str] = &[
    "g r",
    "g r ]",
    "g r ] ]",
    "g r ] ] ]",
    "g r ] ] ] ]",
    "g p",
    "g p ]",
    "g p enter",
    "g a",
    "g a ]",
    "g p h enter",
    "g p /",
    ":",
    "space space",
    "?",
    "u",
    "g p * a",
];

#[test]
fn every_screen_has_words_in_every_language() {
    for locale in [Locale::En, Locale::Zh, Locale::Pseudo] {
        for size in [(80, 24), (120, 40), (200, 60)] {
            for keys in PLACES {
                speaking(size, locale).keys(keys).rested().then(|g| {
                    let lines = screen(&g.model);
                    assert_eq!(g.model.i18n.faults(), 0, "{locale} {keys}\n{}", lines.join("\n"));
                });
            }
        }
    }
}

#[test]
fn drawing_twice_gives_the_same() {
    for keys in PLACES {
        given((120, 40)).keys(keys).rested().then(|g| {
            assert_eq!(drawn(&g.model, &Look::default()), drawn(&g.model, &Look::default()), "{keys}");
        });
    }
}

#[test]
fn the_footer_names_only_keys_that_do_something() {
    given((80, 24)).keys("g p").then(|g| {
        let last = screen(&g.model).pop().unwrap();
        for part in ["enter open", "/ filter", "x mark", ": command", "? keys"] {
            assert!(last.contains(part), "{last}");
        }
    });
}

#[test]
fn panes_stay_inside_the_screen_and_the_cursor_stands_in_a_text_field() {
    for (w, h) in [(60, 16), (80, 24), (100, 30), (200, 60)] {
        for keys in PLACES {
            given((w, h)).keys(keys).then(|g| {
                for (name, area) in crate::app::layout(&g.model) {
                    assert!(area.x + area.w <= w && area.y + area.h <= h, "{name} at {w}x{h}: {area:?}");
                }
                let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
                let cursor = shell::paint(&g.model, &g.model.i18n, &Look::default(), &mut buffer);
                assert_eq!(cursor.is_some(), g.model.text_input(), "{keys} at {w}x{h}");
            });
        }
    }
}

#[test]
fn looking_back_wears_a_bar() {
    given((80, 24)).keys(":").types("as-at 2026-03-31").keys("enter").then(|g| {
        assert!(screen(&g.model)[1].starts_with("AS KNOWN 2026-03-31 24:00 +0800"), "{}", screen(&g.model)[1]);
    });
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(32))]
    #[test]
    fn whatever_happens_it_can_be_drawn(events in proptest::collection::vec(anything(), 1..40)) {
        let mut g = given((80, 24));
        for event in events {
            g = g.event(event);
            let (w, h) = g.model.size;
            let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
            let cursor = shell::paint(&g.model, &g.model.i18n, &Look::default(), &mut buffer);
            assert!(cursor.is_none_or(|(x, y)| x < w && y < h));
        }
    }
}
