//! Frames of reviews, confirms and forms in every size and language: whole, with what must be read on them.

use crate::app::Model;
use crate::app::Part;
use crate::app::Settings;
use crate::app::ThemeName;
use crate::app::confirm;
use crate::app::confirm::Decision;
use crate::app::form;
use crate::app::review::Review;
use crate::app::review::tests::at;
use crate::app::review::tests::sample;
use crate::app::review::tests::shown;
use crate::app::testing::Bench;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::keys::Keymap;
use crate::text::width;
use crate::ui::draw_part;
use crate::ui::scene::Scene;
use crate::ui::theme::Depth;
use crate::ui::theme::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeSet;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn model(bench: &Bench, size: (u16, u16)) -> Model {
    Model::new(Settings {
        operator: "mira".to_owned(),
        role: "CMP".to_owned(),
        zone: chrono_tz::Asia::Shanghai,
        size,
        locale: Locale::En,
        theme: ThemeName::Auto,
        ascii: false,
        keymap: Keymap::load(&[]).0,
        now: bench.now,
        drafts: Vec::new(),
    })
    .0
}

/// Draws a part alone; its rows as text.
fn frame(part: &dyn Part, size: (u16, u16), locale: Locale, ascii: bool) -> Vec<String> {
    let bench = Bench::new();
    let model = model(&bench, size);
    let i18n = I18n::new(locale);
    let theme = if ascii { ThemeName::Mono } else { ThemeName::Auto };
    let look = Look { theme, depth: Depth::Sixteen, ascii };
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let wanted = if part.full_screen() { size } else { part.dialog_size(size) };
    let area = Rect::new((size.0 - wanted.0) / 2, (size.1 - wanted.1) / 2, wanted.0, wanted.1);
    let mut scene = Scene::new(&mut buf, &model, &i18n, &look);
    draw_part(part, area, &mut scene);
    (0..size.1)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < size.0 {
                let symbol = buf[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(width(symbol).max(1)).unwrap();
            }
            row
        })
        .collect()
}

fn review(names: (&str, &str)) -> Review {
    let mut bench = Bench::new();
    let mut data = sample();
    data.subject = shown(names);
    at(&mut bench, data, 0)
}

const NAMES: [(&str, &str); 2] = [
    ("杭州恩垂波电子商务有限公司", "Hangzhou Entrepot E-Com Co., Ltd."),
    ("شركة النور للتجارة الإلكترونية", "Al Noor E-Commerce Trading LLC"),
];

#[test]
fn every_frame_keeps_to_its_width_and_shows_subject_and_progress() {
    for names in NAMES {
        for size in SIZES {
            for locale in [Locale::En, Locale::Zh, Locale::Pseudo] {
                for ascii in [false, true] {
                    let rows = frame(&review(names), size, locale, ascii);
                    let all = rows.join("\n");
                    assert!(rows.iter().all(|r| width(r) == usize::from(size.0)), "{all}");
                    assert!(all.contains("P-000123") && all.contains("0/6"), "{size:?} {locale}\n{all}");
                }
            }
        }
    }
}

#[test]
fn the_confirm_says_everything_at_80_columns() {
    let mut bench = Bench::new();
    let data = sample();
    let opened: BTreeSet<String> = BTreeSet::new();
    let part = bench.with(|ctx| confirm::decide(Decision::Approve, &data, &opened, ctx));
    let all = frame(&part, (80, 24), Locale::En, false).join("\n");
    for wanted in [
        "Approve admission of P-000123 rev 7?",
        "杭州恩垂波电子商务有限公司 · Hangzhou Entrepot E-Com Co., Ltd.",
        "by lin (ONB) 2026-11-20 09:12 · contributors lin, wang",
        "admission-high · ▸ CMP (you) · then DIR (chen)",
        "0 of 2 documents (not D-LIC, D-BNK)",
        "0 blocking · 2 medium (PTR-007, PTR-019) · waivers none",
        "nothing since the proposal",
        "fills step 1 of 2",
        "y approve    n back    c with a comment",
    ] {
        assert!(all.contains(wanted), "{wanted}\n{all}");
    }
}

#[test]
fn why_one_may_not_sign_stands_in_the_dialog_without_a_y() {
    let mut bench = Bench::new();
    let mut data = sample();
    data.refused = Some(Msg::new("review-data").with("text", "You proposed this"));
    let opened: BTreeSet<String> = BTreeSet::new();
    let part = bench.with(|ctx| confirm::decide(Decision::Approve, &data, &opened, ctx));
    let all = frame(&part, (80, 24), Locale::En, false).join("\n");
    assert!(all.contains("✗ You proposed this") && !all.contains("y approve"), "{all}");
}

#[test]
fn a_form_shows_labels_text_and_the_first_error_in_every_size() {
    let mut bench = Bench::new();
    let mut form = form::edit(&shown(NAMES[0]));
    form.at = form.sheet.find("credit_checked_on").unwrap();
    bench.type_into(&mut form, "gestern");
    for size in SIZES {
        for ascii in [false, true] {
            let rows = frame(&form, size, Locale::En, ascii);
            let all = rows.join("\n");
            assert!(rows.iter().all(|r| width(r) == usize::from(size.0)), "{all}");
            assert!(all.contains("gestern"), "{all}");
        }
    }
}

#[test]
fn sizes_of_a_hang_up_draw_nothing_and_break_nothing() {
    for size in [(0, 0), (1, 1), (3, 2), (10, 4), (20, 5)] {
        frame(&review(NAMES[0]), size, Locale::Zh, false);
        frame(&form::create(crate::domain::kind::KindId::Partner), size, Locale::En, false);
    }
}

#[test]
fn the_forecast_keeps_to_its_width_and_counts_every_week() {
    use crate::app::api::Answer;
    use crate::app::api::forecast::Due;
    use crate::app::api::forecast::Forecast;
    let monday: chrono::NaiveDate = "2026-11-23".parse().unwrap();
    let due = |n: usize| Due { low: 900 * n, med: 40 * n, high: 3 * n, critical: n };
    let weeks = (0..26).map(|n| (monday + chrono::Days::new(7 * n), due(usize::try_from(n).unwrap() % 5))).collect();
    let data = Forecast { today: monday, overdue: due(2), weeks };
    let mut bench = Bench::new();
    let mut part = crate::app::forecast::open();
    let out = bench.open(&mut part);
    bench.answer(&mut part, &out, Answer::Reviews(data));
    for size in SIZES {
        for locale in [Locale::En, Locale::Zh, Locale::Pseudo] {
            for ascii in [false, true] {
                let rows = frame(&part, size, locale, ascii);
                let all = rows.join("\n");
                assert!(rows.iter().all(|r| width(r) == usize::from(size.0)), "{all}");
                assert!(all.contains("1888") && all.contains("2026-11-30"), "{size:?} {locale}\n{all}");
                assert!(!ascii || locale != Locale::En || all.is_ascii(), "{all}");
            }
        }
    }
}

#[test]
fn a_list_of_items_longer_than_its_pane_says_how_many_are_below() {
    use crate::app::api::ReviewItem;
    let mut bench = Bench::new();
    let mut data = sample();
    let first = data.items[0].clone();
    for n in 0..20 {
        let ReviewItem::Finding(mut finding) = first.clone() else { panic!("a finding") };
        finding.hit.slot = format!("slot {n}");
        data.items.insert(0, ReviewItem::Finding(finding));
    }
    let rows = |at: usize, bench: &mut Bench| {
        frame(&crate::app::review::tests::at(bench, data.clone(), at), (80, 24), Locale::En, false)
    };
    // Of the upper pane: the lower one has a count of its own.
    let below = |rows: &[String]| {
        let mut upper = rows.iter().take_while(|row| !row.starts_with('─'));
        upper.find_map(|row| row.trim_end().rsplit_once("↓ ").map(|(_, n)| n.to_owned()))
    };
    // Twenty-one findings under their heading, then a change, two checks and two documents under theirs.
    let told: usize = below(&rows(0, &mut bench)).expect("more below").parse().unwrap();
    let last = data.items.len() - 1;
    assert!(told > 10, "{told}");
    assert_eq!(below(&rows(last, &mut bench)), None, "the end is on the screen");
    assert_eq!(below(&frame(&review(NAMES[0]), (200, 60), Locale::En, false)), None, "all of it is");
}
