//! Effects and the headless loop over a small desk: what scripts and the terminal rely on.

use crate::api;
use crate::api::Desk;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Settings;
use crate::app::ThemeName;
use crate::app::Ticket;
use crate::desk::genesis::FirstOperator;
use crate::desk::local::Local;
use crate::desk::outside::Clock;
use crate::domain::operator::Role;
use crate::i18n::Locale;
use crate::keys::Key;
use crate::keys::Keymap;
use crate::runtime::clock::VirtualClock;
use crate::runtime::effects;
use crate::runtime::headless::Attached;
use crate::runtime::headless::Headless;
use crate::runtime::ids::SeededIds;
use crate::runtime::making;
use crate::ui::Depth;
use chrono::TimeDelta;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(super) fn desk() -> (tempfile::TempDir, Arc<dyn Desk>, VirtualClock) {
    let dir = tempfile::tempdir().unwrap();
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    let one = |login: &str, role: Role| FirstOperator {
        login: login.into(),
        person: login.into(),
        department: String::new(),
        roles: vec![role],
    };
    let staff = vec![one("adm", Role::Adm), one("chen", Role::Dir), one("lin", Role::Onb)];
    making::found(&dir.path().join("desk"), making::ZONE, staff, ("adm", "chen"), at, 1).unwrap();
    let clock = VirtualClock::new(at);
    let local = Local::open(&dir.path().join("desk"), making::inline(&clock, 1)).unwrap();
    (dir, Arc::new(local), clock)
}

fn start(desk: &Arc<dyn Desk>, clock: &VirtualClock) -> Headless {
    let settings = Settings {
        operator: "lin".into(),
        role: "ONB".into(),
        zone: making::ZONE,
        size: (80, 24),
        locale: Locale::En,
        theme: ThemeName::Auto,
        ascii: false,
        keymap: Keymap::built_in(),
        now: clock.now(),
        drafts: desk.drafts("lin"),
    };
    let ids = Box::new(SeededIds::new(1));
    Headless::start(settings, Attached::new(Arc::clone(desk)), clock.clone(), ids, Depth::Sixteen).unwrap()
}

fn done(desk: &Arc<dyn Desk>, effect: Effect) -> Option<Event> {
    effects::carry_out(desk.as_ref(), effect, &AtomicBool::new(false))
}

#[test]
fn a_file_is_stored_and_a_missing_one_refused() {
    let (dir, desk, _) = desk();
    let path = dir.path().join("licence.txt");
    fs::write(&path, "licence").unwrap();
    let ticket = Ticket(1);
    let store =
        |path: &std::path::Path| Effect::Store { ticket, role: "evidence".into(), path: path.display().to_string() };
    let Some(Event::Stored { blob: Ok(blob), .. }) = done(&desk, store(&path)) else { panic!("not stored") };
    assert_eq!(desk.file(&blob.sha256.to_string()), Ok(b"licence".to_vec()));
    let Some(Event::Stored { blob: Err(why), .. }) = done(&desk, store(&dir.path().join("none"))) else {
        panic!("stored")
    };
    assert_eq!(why.msg.id, "runtime-file-unread");
    assert_eq!(done(&desk, Effect::Quit), None);
}

#[test]
fn an_export_writes_the_rows_of_a_list_and_knows_its_formats() {
    let (dir, desk, _) = desk();
    let query = match crate::runtime::workstation::role_query("lin") {
        api::Query::List(query) => api::Query::List(api::ListQuery { filter: String::new(), ..query }),
        other => other,
    };
    let export = |name: &str| {
        let path = dir.path().join(name).display().to_string();
        let command = Box::new(api::Command {
            key: uuid::Uuid::from_u128(u128::from(name.ends_with("csv"))),
            by: "lin".into(),
            role: None,
            via: api::Via::Tui,
            why: None,
            seen: None,
            blobs: Vec::new(),
            act: api::Act::export(Vec::new()),
        });
        match done(&desk, Effect::Export { ticket: Ticket(1), query: query.clone(), path, command }) {
            Some(Event::Exported { rows, .. }) => rows,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(export("staff.csv"), Ok(3));
    let text = fs::read_to_string(dir.path().join("staff.csv")).unwrap();
    assert!(text.starts_with("id,login,name,roles,state,until\n"), "{text}");
    assert_eq!(text.lines().count(), 4);
    assert_eq!(export("staff.doc").unwrap_err().msg.id, "runtime-no-format");
}

#[test]
fn an_import_is_read_through_the_headers_and_kept() {
    let (dir, desk, _) = desk();
    let path = dir.path().join("partners.csv");
    fs::write(&path, "legal_name_local,country\n東京物産株式会社,JP\nNowhere,Atlantis\n").unwrap();
    let effect = Effect::ReadImport {
        ticket: Ticket(1),
        kind: "partner".into(),
        path: path.display().to_string(),
        mapping: String::new(),
    };
    let Some(Event::Read { table: Ok(table), .. }) = done(&desk, effect) else { panic!("not read") };
    assert_eq!((table.rows.len(), table.rejected.len()), (1, 1));
    assert_eq!(desk.file(&table.blob.sha256.to_string()).unwrap(), fs::read(&path).unwrap());
}

#[test]
fn a_table_named_without_a_folder_is_found_in_the_inbox() {
    let (dir, desk, _) = desk();
    let inbox = dir.path().join("desk/inbox");
    fs::create_dir_all(&inbox).unwrap();
    fs::write(inbox.join("came-by-mail.csv"), "legal_name_local,country\n東京物産株式会社,JP\n").unwrap();
    let read = |path: &str| {
        let (kind, mapping) = ("partner".into(), String::new());
        let Some(Event::Read { table, .. }) =
            done(&desk, Effect::ReadImport { ticket: Ticket(1), kind, path: path.into(), mapping })
        else {
            panic!("no answer")
        };
        table
    };
    assert_eq!(read("came-by-mail.csv").unwrap().rows.len(), 1);
    assert!(read("folder/came-by-mail.csv").is_err(), "a path is a path");
    assert!(read("not-there.csv").is_err());
}

#[test]
fn a_session_draws_once_a_step_and_nothing_when_nothing_changed() {
    let (_dir, desk, clock) = desk();
    let mut session = start(&desk, &clock);
    assert!(!std::mem::take(&mut session.bytes).is_empty());
    session.step(Event::Focus(true)).unwrap();
    assert_eq!(session.bytes, b"");
    session.press(Key::char('g')).unwrap();
    assert!(!std::mem::take(&mut session.bytes).is_empty());
    let timer = session.next_timer().expect("the panel of what may follow");
    assert!(timer - clock.now() < TimeDelta::seconds(1));
    session.advance_to(timer).unwrap();
    assert!(session.model().pending.as_ref().is_some_and(|pending| pending.shown));
    session.press(Key::ctrl('c')).unwrap();
    assert!(session.ended);
}

#[test]
fn the_screen_is_drawn_whole_only_when_it_must_be() {
    let (_dir, desk, clock) = desk();
    let mut session = start(&desk, &clock);
    let whole = std::mem::take(&mut session.bytes).len();
    session.press(Key::char('j')).unwrap();
    assert!(std::mem::take(&mut session.bytes).len() < whole / 3);
    session.press(Key::ctrl('l')).unwrap();
    assert!(std::mem::take(&mut session.bytes).len() > whole / 2);
}
