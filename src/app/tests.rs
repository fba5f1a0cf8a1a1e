//! Chains on the app with canned answers: keys in, state out.

use crate::api;
use crate::api::Answer;
use crate::api::At;
use crate::api::Listing;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Shown;
use crate::api::Status;
use crate::api::lists;
use crate::api::query::EntryLine;
use crate::api::query::FilterProblem;
use crate::api::query::Revision;
use crate::api::query::Row;
use crate::api::query::Today;
use crate::api::query::TodayLine;
use crate::app::Effect;
use crate::app::Env;
use crate::app::Event;
use crate::app::Focus;
use crate::app::Model;
use crate::app::Settings;
use crate::app::ThemeName;
use crate::app::Ticket;
use crate::app::model::Ask;
use crate::app::update;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::Locale;
use crate::keys::Keymap;
use crate::keys::parse_sequence;
use chrono::DateTime;
use chrono::Utc;
use chrono_tz::Tz;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::proptest;
use std::collections::VecDeque;
use uuid::Uuid;

/// The moment of every test.
const NOW: &str = "2026-11-23T05:25:00Z";
/// Rows of every canned list.
const ROWS: usize = 250;

/// A workstation with a desk of canned answers.
pub(crate) struct Given {
    pub(crate) model: Model,
    /// Everything that left the app and was not answered by the canned desk.
    pub(crate) out: Vec<Effect>,
    /// Every question that was asked.
    pub(crate) asked: Vec<Query>,
    /// Questions stay unanswered.
    silent: bool,
    timers: VecDeque<Ticket>,
    read: u64,
    ids: u128,
}

/// A workstation of this size on its first screen, everything answered.
#[must_use]
pub(crate) fn given(size: (u16, u16)) -> Given {
    speaking(size, Locale::En)
}

/// The same in a language.
#[must_use]
pub(crate) fn speaking(size: (u16, u16), locale: Locale) -> Given {
    let settings = Settings {
        operator: "mira".into(),
        role: "CMP".into(),
        zone: Tz::Asia__Shanghai,
        size,
        locale,
        theme: ThemeName::Auto,
        ascii: false,
        keymap: Keymap::built_in(),
        now: NOW.parse().unwrap(),
        drafts: Vec::new(),
    };
    let (model, effects) = Model::new(settings);
    let mut given =
        Given { model, out: Vec::new(), asked: Vec::new(), silent: false, timers: VecDeque::new(), read: 0, ids: 0 };
    given.carry(effects);
    given
}

impl Given {
    /// Presses keys, as in keymap files; each in a read of its own, with a frame drawn before it.
    #[must_use]
    pub(crate) fn keys(mut self, keys: &str) -> Self {
        for key in parse_sequence(keys).unwrap() {
            self.feed(Event::Drawn { read: self.read });
            self.read += 1;
            let read = self.read;
            self.feed(Event::Key { key, read });
        }
        self
    }

    /// Types characters.
    #[must_use]
    pub(crate) fn types(mut self, text: &str) -> Self {
        for c in text.chars() {
            self.read += 1;
            let read = self.read;
            self.feed(Event::Key { key: crate::keys::Key::char(c), read });
        }
        self
    }

    /// Lets every timer ring.
    #[must_use]
    pub(crate) fn rested(mut self) -> Self {
        while let Some(ticket) = self.timers.pop_front() {
            self.feed(Event::Timer(ticket));
        }
        self
    }

    /// From now on the desk does not answer.
    #[must_use]
    pub(crate) fn silent(mut self) -> Self {
        self.silent = true;
        self.asked.clear();
        self
    }

    /// Another event.
    #[must_use]
    pub(crate) fn event(mut self, event: Event) -> Self {
        self.feed(event);
        self
    }

    /// The assertion.
    pub(crate) fn then(self, check: impl FnOnce(&Given)) {
        check(&self);
    }

    fn feed(&mut self, event: Event) {
        let ids = &mut self.ids;
        let mut make = || {
            *ids += 1;
            Uuid::from_u128(*ids)
        };
        let mut env = Env { now: NOW.parse::<DateTime<Utc>>().unwrap(), ids: &mut make };
        let effects = update(&mut self.model, event, &mut env);
        self.carry(effects);
    }

    fn carry(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { ticket, query } => {
                    self.asked.push(query.clone());
                    if !self.silent {
                        self.feed(Event::Answer { ticket, answer: canned(&query) });
                    }
                }
                Effect::After { ticket, .. } => self.timers.push_back(ticket),
                other => self.out.push(other),
            }
        }
    }

    pub(crate) fn status(&self) -> &str {
        self.model.status.as_ref().map_or("", |(msg, _)| &msg.id)
    }

    fn row(&self) -> String {
        self.model.list().and_then(|l| l.current()).map(|r| r.id.clone()).unwrap_or_default()
    }
}

fn id(kind: KindId, n: usize) -> Id {
    Id::new(kind, n as u64)
}

fn cell(name: &str, kind: Option<KindId>, n: usize) -> Value {
    let day = |days: i64| {
        Value::Date(
            "2026-11-23".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(400)
                - chrono::Duration::days(400 - days),
        )
    };
    match name {
        "id" => Value::Ref(id(kind.unwrap_or(KindId::Partner), n).to_string()),
        "name" if n.is_multiple_of(2) => Value::Text(format!("杭州恩垂波电子商务有限公司{n}")),
        "name" => Value::Text(format!("\u{202e}E-Jet Pay {n}\u{1b}[31m")),
        "subject" => Value::Ref(id(KindId::Partner, n).to_string()),
        "state" => Value::Code("docs_review".into()),
        "type" => Value::Code("ECE".into()),
        "country" => Value::Code("CN".into()),
        "risk" => Value::Code("HIGH".into()),
        "docs" => Value::Text("5/8".into()),
        "open" => Value::List(vec![Value::Int((n % 3) as i64), Value::Int(2)]),
        "lapse" | "valid_to" | "due" => day(n as i64 - 30),
        "left" => Value::Instant("2026-11-24T05:25:00Z".parse().unwrap()),
        "message" => Value::Text(serde_json::to_string(&Msg::new("app-empty")).unwrap()),
        "seq" => Value::Int(n as i64),
        "verb" if kind.is_none() => Value::Text(if n == 1 { "case.approve" } else { "partner.change" }.into()),
        "verb" => Value::Text("partner.propose-admission".into()),
        "severity" => Value::Code("B".into()),
        "rule" => Value::Text("PTR-001".into()),
        _ => Value::Text(format!("{name}{n}")),
    }
}

fn listing(ask: &api::ListQuery) -> Listing {
    let def = lists::list(&ask.list).unwrap();
    if ask.filter.contains("wrong") {
        let problem =
            FilterProblem { from: 0, to: 5, msg: Msg::new("filter-open-quote"), help: Some(Msg::new("app-empty")) };
        return Listing { errors: vec![problem], ..Listing::default() };
    }
    let matched = if ask.filter.contains("none") { 0 } else { ROWS };
    let rows = (ask.offset..matched.min(ask.offset.saturating_add(ask.limit))).map(|at| Row {
        id: match def.id {
            "findings" | "gaps" => format!("PTR-001:P-{:06}", at + 1),
            "journal" => (at + 1).to_string(),
            _ => id(def.kind.unwrap(), at + 1).to_string(),
        },
        cells: def.columns.iter().map(|c| cell(c.name, def.kind, at + 1)).collect(),
    });
    let anchor = ask.anchor.as_ref().and_then(|a| a.rsplit('-').next()?.parse::<usize>().ok()?.checked_sub(1));
    Listing {
        total: ROWS,
        matched,
        offset: ask.offset,
        rows: rows.collect(),
        anchor: anchor.filter(|a| *a < matched),
        seq: 48_211,
        ..Listing::default()
    }
}

fn entry(seq: u64) -> EntryLine {
    EntryLine {
        seq,
        at: NOW.parse().unwrap(),
        by: "lin".into(),
        role: "ONB".into(),
        verb: "partner.change".into(),
        id: "P-000002".into(),
        why: "because".into(),
    }
}

pub(crate) fn shown(id: Id) -> Shown {
    Shown {
        id,
        rev: 7,
        state: "docs_review".into(),
        since: NOW.parse().unwrap(),
        title: "杭州恩垂波".into(),
        fields: id.kind.def().fields.iter().map(|f| (f.name.to_owned(), Value::Text("x".into()))).collect(),
        findings: Vec::new(),
        documents: Vec::new(),
        cases: Vec::new(),
        offers: Vec::new(),
        contributors: Vec::new(),
        lapses: vec![("D-LIC".into(), "2026-12-05".parse().unwrap())],
        risk: None,
        cover: Vec::new(),
        proposals: Vec::new(),
        made_by: "lin".into(),
        at: At::Now,
    }
}

fn canned(query: &Query) -> Result<Answer, Refusal> {
    let line = |label: &str, list: &str, filter: &str, count| TodayLine {
        label: label.into(),
        count,
        list: list.into(),
        filter: filter.into(),
        urgent: label == "today-overdue",
    };
    Ok(match query {
        Query::List(ask) => Answer::List(listing(ask)),
        Query::Fields { .. } => Answer::Fields(Vec::new()),
        Query::Show { id, .. } => Answer::Show(Box::new(shown(*id))),
        Query::Find { text } if text == "Ghost" => Answer::Find(Vec::new()),
        Query::Find { .. } => Answer::Find(vec![id(KindId::Partner, 7)]),
        Query::Today { .. } => Answer::Today(Today {
            lines: vec![
                line("today-overdue", "queue", "left<0", 2),
                line("today-waiting-for-me", "queue", "role:CMP", 12),
                line("today-lapses-30", "expiring", "valid_to<=30d", 0),
            ],
            changed: vec![entry(3), entry(2)],
        }),
        Query::History { .. } => Answer::History(vec![Revision {
            rev: 2,
            entry: entry(9),
            state: "docs_review".into(),
            changes: vec![api::Change {
                id: "P-000002".into(),
                path: "owner".into(),
                before: Value::Text("lin".into()),
                after: Value::Text("wang".into()),
                by: "lin".into(),
            }],
        }]),
        Query::Entry { .. } => Answer::Entry { json: "{\"v\":1}".into(), hash: "ab".into() },
        Query::Status => Answer::Status(Status { seq: 48_211, zone: "Asia/Shanghai".into(), ..Status::default() }),
        _ => return Err(Refusal::not_found("nothing")),
    })
}

#[test]
fn only_rows_on_the_screen_and_a_page_around_them_are_asked_for() {
    given((80, 24)).keys("g p").then(|g| {
        let Some(Query::List(ask)) = g.asked.iter().rfind(|q| matches!(q, Query::List(_))) else { panic!("no rows") };
        assert_eq!((ask.list.as_str(), ask.offset, ask.limit), ("partners", 0, 57));
    });
}

#[test]
fn a_cursor_step_inside_the_window_asks_nothing() {
    given((80, 24)).keys("g p").silent().keys("j j j k").then(|g| {
        assert_eq!(g.row(), "P-000003");
        assert!(g.asked.is_empty(), "{:?}", g.asked);
    });
}

#[test]
fn a_count_moves_that_far_and_the_rows_there_are_asked_for() {
    given((80, 24)).keys("g p 2 0 0 j").then(|g| {
        assert_eq!(g.row(), "P-000201");
        assert!(g.model.list().unwrap().rows.len() <= 57);
    });
    given((80, 24)).keys("g p G").then(|g| assert_eq!(g.row(), "P-000250"));
}

#[test]
fn the_filter_is_live_and_gives_up_the_question_before() {
    given((80, 24)).keys("g p").silent().keys("/").types("ri").then(|g| {
        let filters = g.asked.iter().filter_map(|q| match q {
            Query::List(ask) => Some(ask.filter.as_str()),
            _ => None,
        });
        assert_eq!(filters.collect::<Vec<_>>(), ["r", "ri"]);
        assert_eq!(g.out.iter().filter(|e| matches!(e, Effect::Cancel(_))).count(), 1);
        assert_eq!(g.model.list().unwrap().rows.len(), 57, "old rows stay until the new ones are there");
    });
}

#[test]
fn escape_puts_the_filter_back_as_it_was() {
    given((80, 24)).keys("g p /").types("risk").keys("enter /").types("none").keys("esc").then(|g| {
        assert_eq!(g.model.list().unwrap().filter, "risk");
        assert!(g.model.parts.is_empty());
    });
}

#[test]
fn a_wrong_filter_keeps_the_rows_and_says_where() {
    given((80, 24)).keys("g p /").types("wrong").then(|g| {
        let list = g.model.list().unwrap();
        assert_eq!((list.errors.len(), list.rows.len()), (1, 57));
    });
}

#[test]
fn the_detail_is_asked_for_when_the_cursor_rests() {
    let shows = |g: &Given| g.asked.iter().filter(|q| matches!(q, Query::Show { .. })).count();
    given((120, 40)).keys("g p j j").then(|g| assert_eq!(shows(g), 0));
    given((120, 40)).keys("g p j j").rested().then(|g| {
        assert_eq!(shows(g), 1);
        assert_eq!(g.model.detail.shown.as_ref().unwrap().id.to_string(), "P-000003");
    });
    given((80, 24)).keys("g p j j").rested().then(|g| assert_eq!(shows(g), 0, "there is no room for it"));
}

#[test]
fn enter_opens_the_detail_and_escape_goes_back_to_the_list() {
    given((80, 24)).keys("g p enter").then(|g| assert_eq!(g.model.focus, Focus::Detail));
    given((80, 24)).keys("g p enter esc").then(|g| assert_eq!(g.model.focus, Focus::List));
}

#[test]
fn enter_on_a_finding_goes_to_its_subject_and_back_again() {
    given((80, 24)).keys("g r ] ] ] ] j j enter").then(|g| {
        assert_eq!((g.model.view, g.row().as_str(), g.model.focus), ("partners", "P-000003", Focus::Detail));
    });
    given((80, 24)).keys("g r ] ] ] ] j j enter ctrl-o").then(|g| {
        assert_eq!((g.model.view, g.model.list().unwrap().cursor), ("findings", 2));
    });
}

#[test]
fn a_digit_on_today_opens_the_list_with_its_filter() {
    given((80, 24)).keys("2").then(|g| {
        assert_eq!((g.model.view, g.model.list().unwrap().filter.as_str()), ("queue", "role:CMP"));
    });
    given((80, 24)).keys("j j enter").then(|g| assert_eq!(g.model.view, "expiring"));
}

#[test]
fn marks_are_kept_by_id_singly_all_and_in_a_range() {
    let marks = |g: &Given| g.model.list().unwrap().marks.len();
    given((80, 24)).keys("g p x x").then(|g| {
        assert_eq!(marks(g), 2);
        assert_eq!(g.row(), "P-000003");
    });
    given((80, 24)).keys("g p * a").then(|g| assert_eq!(marks(g), ROWS));
    given((80, 24)).keys("g p V 4 j V").then(|g| assert_eq!(marks(g), 5));
    given((80, 24)).keys("g p * a * n").then(|g| assert_eq!(marks(g), 0));
}

#[test]
fn the_last_change_is_repeated_and_a_move_is_not() {
    given((80, 24)).keys("g p x j .").then(|g| {
        let marks: Vec<_> = g.model.list().unwrap().marks.iter().cloned().collect();
        assert_eq!(marks, ["P-000001", "P-000003"]);
    });
    given((80, 24)).keys("g p j .").then(|g| assert_eq!(g.status(), "app-nothing-to-repeat"));
}

#[test]
fn sorting_keeps_the_cursor_on_its_record() {
    given((80, 24)).keys("g p 9 j s").then(|g| {
        let Some(Query::List(ask)) = g.asked.iter().rfind(|q| matches!(q, Query::List(_))) else { panic!("no rows") };
        assert_eq!(ask.sort.as_ref().unwrap().column, "name");
        assert_eq!(ask.anchor.as_deref(), Some("P-000010"));
        assert_eq!(g.row(), "P-000010");
    });
}

#[test]
fn undo_asks_first_and_passes_over_decisions() {
    given((80, 24)).keys("u").then(|g| assert_eq!(g.model.screen(), "review.today, confirm undo"));
    given((80, 24)).keys("u y").then(|g| {
        let undone = g.out.iter().find_map(|e| match e {
            Effect::Submit { command, .. } => Some(command.act.clone()),
            _ => None,
        });
        assert_eq!(undone, Some(api::Act::Undo { seq: 2 }));
    });
}

#[test]
fn a_question_takes_no_key_from_before_it_was_on_the_screen() {
    let mut g = given((80, 24)).keys("u");
    let read = g.read;
    g.feed(Event::Key { key: crate::keys::Key::char('y'), read });
    assert!(!g.out.iter().any(|e| matches!(e, Effect::Submit { .. })));
}

#[test]
fn commands_go_to_records_views_and_days() {
    given((80, 24)).keys(":").types("open P-000009").keys("enter").then(|g| assert_eq!(g.row(), "P-000009"));
    given((80, 24)).keys(":").types("open Hangzhou").keys("enter").then(|g| assert_eq!(g.row(), "P-000007"));
    given((80, 24)).keys(":").types("open Ghost").keys("enter").then(|g| assert_eq!(g.status(), "app-not-found"));
    given((80, 24)).keys(":").types("documents state:received").keys("enter").then(|g| {
        assert_eq!((g.model.view, g.model.list().unwrap().filter.as_str()), ("documents", "state:received"));
    });
    given((80, 24)).keys(":").types("quue").keys("enter").then(|g| assert_eq!(g.status(), "app-no-command-near"));
    given((80, 24)).keys(":").types("as-at 2026-03-31").keys("enter").then(|g| {
        assert!(g.model.as_at.is_some() && g.model.read_only.is_some());
    });
    given((80, 24)).keys(":").types("as-at 2026-03-31").keys("enter u").then(|g| {
        assert_eq!(g.status(), "app-as-at-read-only");
    });
    given((80, 24)).keys(":").types("lang zh").keys("enter").then(|g| assert_eq!(g.model.i18n.locale(), Locale::Zh));
}

#[test]
fn the_command_line_completes_and_remembers() {
    given((80, 24)).keys(":").types("exp").keys("tab").then(|g| {
        let part = g.model.top().unwrap().as_any().downcast_ref::<crate::app::cmdline::CmdLine>().unwrap();
        assert_eq!(part.line.text(), "export");
    });
    given((80, 24)).keys(":").types("queue").keys("enter : up").then(|g| {
        let part = g.model.top().unwrap().as_any().downcast_ref::<crate::app::cmdline::CmdLine>().unwrap();
        assert_eq!(part.line.text(), "queue");
    });
}

#[test]
fn the_palette_does_what_is_chosen_and_says_why_it_cannot() {
    given((80, 24)).keys("g p space space").types("sort next").keys("enter").then(|g| {
        assert_eq!(g.model.list().unwrap().order().column, "name");
    });
    given((80, 24))
        .keys("space space")
        .types("jump back")
        .keys("enter")
        .then(|g| assert_eq!(g.status(), "app-no-jump"));
}

#[test]
fn a_begun_sequence_shows_what_may_follow_after_a_moment() {
    given((80, 24)).keys("g").then(|g| assert!(!g.model.pending.as_ref().unwrap().shown));
    given((80, 24)).keys("g").rested().then(|g| assert!(g.model.pending.as_ref().unwrap().shown));
    given((80, 24)).keys("g esc").then(|g| assert!(g.model.pending.is_none()));
}

#[test]
fn news_from_the_desk_is_asked_for_once_at_a_time() {
    let news = || Event::Desk(api::Event::Committed { seq: 9 });
    given((80, 24)).keys("g p").silent().event(news()).event(news()).event(news()).then(|g| {
        assert_eq!(g.asked.iter().filter(|q| matches!(q, Query::List(_))).count(), 1);
    });
}

#[test]
fn a_paste_outside_a_text_field_is_dropped_and_said_so() {
    given((80, 24)).event(Event::Paste("rm -rf".into())).then(|g| assert_eq!(g.status(), "term-paste-dropped"));
}

#[test]
fn enter_on_a_case_opens_its_review_and_escape_comes_back() {
    given((80, 24)).keys("g r ] j enter").then(|g| assert_eq!(g.model.screen(), "review.queue, review R-000002"));
    given((80, 24)).keys("g r ] j enter esc").then(|g| assert_eq!(g.model.screen(), "review.queue"));
}

#[test]
fn history_shows_the_revisions_of_the_record() {
    given((80, 24)).keys("g p h enter").then(|g| {
        let part = g.model.top().unwrap().as_any().downcast_ref::<crate::app::history::History>().unwrap();
        assert_eq!((part.revisions.as_ref().unwrap().len(), part.open.len()), (1, 1));
    });
}

/// Anything a person, a network or a window may send.
pub(crate) fn anything() -> impl Strategy<Value = Event> {
    let named = ["enter", "esc", "tab", "up", "down", "space", "ctrl-o", "ctrl-d", "G", "pagedown", "backspace", "?"];
    prop_oneof![
        8 => (0..named.len()).prop_map(move |n| Event::Key {
            key: parse_sequence(named[n]).unwrap()[0],
            read: 1
        }),
        8 => proptest::char::range(' ', '~').prop_map(|c| Event::Key { key: crate::keys::Key::char(c), read: 1 }),
        1 => (0u16..220, 0u16..70).prop_map(|(w, h)| Event::Resize(w, h)),
        1 => any::<String>().prop_map(Event::Paste),
        1 => (0u64..200).prop_map(|n| Event::Timer(Ticket(n))),
        1 => proptest::strategy::Just(Event::Desk(api::Event::Committed { seq: 5 })),
    ]
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]
    #[test]
    fn no_keys_and_sizes_bring_it_down_and_the_cursor_stays_in_the_list(events in proptest::collection::vec(anything(), 1..60)) {
        let mut g = given((80, 24));
        for event in events {
            g.feed(event);
            for list in g.model.lists.values() {
                assert!(list.cursor < list.matched.max(1));
            }
        }
        for _ in 0..6 {
            g.read += 1;
            let read = g.read;
            g.feed(Event::Key { key: parse_sequence("esc").unwrap()[0], read });
            // A form with typed text asks first; yes lets it go.
            if !g.model.parts.is_empty() {
                g.feed(Event::Key { key: parse_sequence("y").unwrap()[0], read });
            }
        }
        assert!(g.model.too_small() || g.model.parts.is_empty(), "esc leads back to the lists: {}", g.model.screen());
    }
}

#[test]
fn where_a_record_has_no_list_what_is_open_stays_open() {
    let listless = |kind: &KindId| lists::list_of(*kind).and_then(|l| crate::app::tabs::find(l.id)).is_none();
    let kind = KindId::ALL.iter().copied().find(listless).expect("every kind has a list");
    let mut given = given((80, 24)).keys("g p");
    given.model.parts.push(Box::new(crate::app::readiness::open("")));
    let (mut ids, mut out) = (Uuid::nil, Vec::new());
    let mut env = Env { now: NOW.parse().unwrap(), ids: &mut ids };
    crate::app::jump::visit(&mut given.model, id(kind, 1), &mut env, &mut out);
    assert_eq!((given.model.parts.len(), given.status()), (1, "app-no-list"));
}

#[test]
fn the_menu_of_verbs_is_for_what_was_marked_when_its_key_was_pressed() {
    let mut given = given((80, 24)).keys("g p x x").silent().keys("space n");
    let query = given.asked.pop().expect("the record is asked for");
    let with = |ask: &Ask| matches!(ask, Ask::With(_));
    let ticket = given.model.asks.iter().find(|(_, ask)| with(ask)).map(|(ticket, _)| *ticket).unwrap();
    let given = given.keys("* n").event(Event::Answer { ticket, answer: canned(&query) });
    let menu = given.model.parts.last().and_then(|part| part.as_any().downcast_ref::<crate::app::verbs::Menu>());
    assert_eq!(menu.expect("no menu").many.len(), 2);
}
