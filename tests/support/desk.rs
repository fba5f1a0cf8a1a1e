//! A desk in a folder of its own, through the public interface; for tests that spoil it.

// Each test program uses its part of it.
#![allow(dead_code)]

use chrono::DateTime;
use chrono::Utc;
use entrepot::api::Act;
use entrepot::api::Answer;
use entrepot::api::Assign;
use entrepot::api::Command;
use entrepot::api::Desk;
use entrepot::api::Done;
use entrepot::api::Query;
use entrepot::api::Refusal;
use entrepot::api::Status;
use entrepot::api::Via;
use entrepot::desk::genesis;
use entrepot::desk::genesis::FirstOperator;
use entrepot::desk::genesis::Init;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::desk::lock::Holder;
use entrepot::desk::outside::Clock;
use entrepot::desk::outside::OsChance;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::msg::Msg;
use entrepot::domain::operator::Role;
use entrepot::domain::value::Value;
use entrepot::i18n::I18n;
use entrepot::i18n::Locale;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use uuid::Uuid;

/// A clock that stands.
pub struct Standing(pub DateTime<Utc>);

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// A moment.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// The moment a desk is made.
pub fn start() -> DateTime<Utc> {
    at("2026-11-23T01:00:00Z")
}

/// Who opens.
pub fn holder(operator: &str) -> Holder {
    Holder { pid: std::process::id(), operator: operator.into(), host: "here".into(), since: start() }
}

/// Makes a desk of a kind.
pub fn init(dir: &Path, kind: &str, sync: bool) {
    let one = |login: &str, roles: &[Role]| FirstOperator {
        login: login.into(),
        person: login.to_uppercase(),
        department: String::new(),
        roles: roles.to_vec(),
    };
    let init = Init {
        desk: Uuid::from_u128(1),
        kind: kind.into(),
        zone: "Asia/Shanghai".into(),
        administrator: "adm".into(),
        director: "chen".into(),
        operators: vec![one("adm", &[Role::Adm]), one("chen", &[Role::Dir]), one("lin", &[Role::Onb])],
        at: start(),
        sync,
    };
    genesis::init(dir, &init, &holder("adm")).expect("a new desk");
}

/// How tests open a desk: in their own thread, at the moment it was made.
pub fn inline() -> Options {
    Options {
        holder: holder("test"),
        sync: true,
        read_only: false,
        inline: true,
        only: None,
        clock: Arc::new(Standing(start())),
        chance: Arc::new(OsChance),
    }
}

/// Opens a desk and waits for it.
pub fn open(dir: &Path, options: Options) -> Local {
    let desk = Local::open(dir, options).expect("the desk opens");
    desk.wait().expect("the desk loads");
    desk
}

/// A command by lin under a key.
pub fn command(key: u128, act: Act) -> Command {
    Command {
        key: Uuid::from_u128(key),
        by: "lin".into(),
        role: None,
        via: Via::Cli,
        why: None,
        seen: None,
        blobs: Vec::new(),
        act,
    }
}

/// A field.
pub fn assign(path: &str, value: Value) -> Assign {
    Assign { path: path.into(), value }
}

/// A new partner.
pub fn create(name: &str) -> Act {
    let fields = vec![
        assign("legal_name_local", Value::Text(name.into())),
        assign("type_set", Value::List(vec![Value::Code("AFF".into())])),
        assign("country", Value::Code("EE".into())),
    ];
    Act::Create { kind: KindId::Partner, fields }
}

/// A change of a partner's note.
pub fn note(id: Id, text: &str) -> Act {
    Act::Change { id, expect_rev: None, fields: vec![assign("note", Value::Text(text.into()))] }
}

/// A desk with partners, in a temporary folder.
pub struct House {
    /// The folder.
    pub dir: tempfile::TempDir,
    next: u128,
}

impl House {
    /// A demo desk with `partners` partners, closed.
    pub fn new(partners: usize) -> Self {
        Self::of("demo", partners)
    }

    /// A desk of a kind.
    pub fn of(kind: &str, partners: usize) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        init(dir.path(), kind, true);
        let mut house = Self { dir, next: 100 };
        let desk = open(house.path(), inline());
        for n in 0..partners {
            house.submit(&desk, create(&format!("Partner {n}"))).expect("a partner");
        }
        desk.checkpoint();
        house
    }

    /// The desk's folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A file of the journal.
    pub fn segment(&self, first: u64) -> PathBuf {
        self.path().join("journal").join(format!("{first:012}.jsonl"))
    }

    /// Submits under a new key.
    pub fn submit(&mut self, desk: &Local, act: Act) -> Result<Done, Refusal> {
        self.next += 1;
        desk.submit(command(self.next, act))
    }

    /// Opens, looks and closes: status and contents.
    pub fn look(&self) -> (Status, Vec<String>) {
        let desk = open(self.path(), inline());
        (status(&desk), contents(&desk))
    }
}

/// The desk's status.
pub fn status(desk: &Local) -> Status {
    match desk.ask(&Query::Status, &AtomicBool::new(false)) {
        Ok(Answer::Status(status)) => status,
        other => panic!("{other:?}"),
    }
}

/// Every record: id, revision, state, content and what the rules say of it.
pub fn contents(desk: &Local) -> Vec<String> {
    let read = desk.with_state(|state, _| {
        let mut out = Vec::new();
        for kind in KindId::ALL {
            for number in 1..=state.count(*kind) {
                let id = Id::new(*kind, number);
                let stored = state.get(id).expect("readable").expect("there");
                let findings = state.view.findings(id).expect("readable");
                let keys: Vec<String> = findings.hits.iter().map(|h| format!("{}/{}", h.rule, h.slot)).collect();
                out.push(format!("{id} {} {} {:?} {keys:?}", stored.rev, stored.state, stored.hash));
            }
        }
        out
    });
    read.expect("an open desk")
}

/// The ids of messages, each checked to have words in every language.
pub fn told(messages: &[Msg]) -> Vec<String> {
    for locale in Locale::SHIPPED {
        let words = I18n::new(*locale);
        for msg in messages {
            assert!(words.has(&msg.id), "{} has no words", msg.id);
            assert!(words.text(msg).len() > 10, "{msg}");
        }
        assert_eq!(words.faults(), 0, "{messages:?}");
    }
    messages.iter().map(|msg| msg.id.to_string()).collect()
}
