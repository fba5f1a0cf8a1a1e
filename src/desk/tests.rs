//! The desk as a whole, over real folders: deciding, journaling, reopening, damage.

mod assess;
pub mod batches;
mod facts;
mod insurance;
mod insurers;
mod letters;
mod readiness;
mod stale;
pub mod standing;
mod tables;
mod waivers;

use super::genesis::FirstOperator;
use super::genesis::Init;
use super::local::Local;
use super::local::Options;
use super::lock::Holder;
use super::outside::Chance;
use super::outside::Clock;
use crate::api::Act;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::At;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Ground;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Via;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::operator::Role;
use crate::domain::value::Value;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use uuid::Uuid;

/// A clock that stands until it is moved.
pub struct Standing(pub Mutex<DateTime<Utc>>);

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// Bytes that are no secret.
pub struct NoChance;

impl Chance for NoChance {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        bytes.fill(7);
        Ok(())
    }
}

/// A demo desk in a folder of its own.
pub struct Bench {
    pub dir: tempfile::TempDir,
    pub clock: Arc<Standing>,
    pub next: Mutex<u128>,
}

pub fn holder() -> Holder {
    Holder { pid: 1, operator: "test".into(), host: "here".into(), since: DateTime::default() }
}

impl Bench {
    pub fn new() -> Self {
        Self::from_catalog(crate::catalog::Catalog::shipped().unwrap())
    }

    /// A desk as a program with another catalogue made it.
    pub fn from_catalog(catalog: &crate::catalog::Catalog) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        let one = |login: &str, roles: &[Role]| FirstOperator {
            login: login.into(),
            person: login.to_uppercase(),
            department: String::new(),
            roles: roles.to_vec(),
        };
        let init = Init {
            desk: Uuid::from_u128(1),
            kind: "demo".into(),
            zone: "Asia/Shanghai".into(),
            administrator: "adm".into(),
            director: "chen".into(),
            operators: vec![
                one("adm", &[Role::Adm]),
                one("chen", &[Role::Dir]),
                one("lin", &[Role::Onb]),
                one("wang", &[Role::Onb]),
                one("mira", &[Role::Cmp]),
                one("bo", &[Role::Cmp]),
                one("fatima", &[Role::Fin]),
                one("ina", &[Role::Insm]),
            ],
            at,
            sync: false,
        };
        super::genesis::from_catalog(catalog, dir.path(), &init, &holder()).unwrap();
        Self { dir, clock: Arc::new(Standing(Mutex::new(at))), next: Mutex::new(100) }
    }

    pub fn options(&self) -> Options {
        Options {
            holder: holder(),
            sync: false,
            read_only: false,
            inline: true,
            only: None,
            clock: self.clock.clone(),
            chance: Arc::new(NoChance),
        }
    }

    pub fn open(&self) -> Local {
        let desk = Local::open(self.dir.path(), self.options()).unwrap();
        desk.wait().unwrap();
        desk
    }

    pub fn command(&self, by: &str, act: Act) -> Command {
        let mut next = self.next.lock().unwrap();
        *next += 1;
        Command {
            key: Uuid::from_u128(*next),
            by: by.into(),
            role: None,
            via: Via::Cli,
            why: Some("because".into()),
            seen: None,
            blobs: Vec::new(),
            act,
        }
    }

    pub fn act(&self, desk: &Local, by: &str, act: Act) -> Result<Done, Refusal> {
        desk.submit(self.command(by, act))
    }

    pub fn verb(&self, desk: &Local, by: &str, verb: &str, id: &str, fields: &[(&str, &str)]) -> Result<Done, Refusal> {
        let fields = assigns(fields);
        let id = id.parse().unwrap();
        self.act(desk, by, Act::Verb { verb: verb.into(), id, expect_rev: None, fields })
    }

    pub fn create(&self, desk: &Local, by: &str, kind: KindId, fields: &[(&str, Value)]) -> Result<Done, Refusal> {
        let fields = fields.iter().map(|(p, v)| Assign { path: (*p).into(), value: v.clone() }).collect();
        self.act(desk, by, Act::Create { kind, fields })
    }

    pub fn partner(&self, desk: &Local, by: &str, name: &str) -> Id {
        let done = self.create(
            desk,
            by,
            KindId::Partner,
            &[
                ("legal_name_local", Value::Text(name.into())),
                ("type_set", Value::List(vec![Value::Code("AFF".into())])),
                ("country", Value::Code("EE".into())),
            ],
        );
        done.unwrap().ids[0]
    }

    /// Brings a partner to the stage of proposal: documents filed by lin, accepted by bo.
    pub fn ready(&self, desk: &Local, id: &str, band: &str) {
        self.prepared(desk, id, band);
        self.assessed(desk, id);
    }

    /// As far as the assessment.
    pub fn prepared(&self, desk: &Local, id: &str, band: &str) {
        for verb in ["partner.apply", "partner.submit"] {
            self.verb(desk, "lin", verb, id, &[]).unwrap();
        }
        for code in required(desk, id) {
            let blob = desk.store("evidence", format!("{id} {code}").as_bytes()).unwrap();
            let done = self
                .create(
                    desk,
                    "lin",
                    KindId::Document,
                    &[
                        ("partner", Value::Ref(id.into())),
                        ("code", Value::Code(code.clone())),
                        ("number", Value::Text(format!("{code}-{id}"))),
                        ("valid_to", Value::Date("2028-01-01".parse().unwrap())),
                        ("issued_on", Value::Date("2026-11-01".parse().unwrap())),
                        ("file.sha256", Value::Text(blob.sha256.to_string())),
                    ],
                )
                .unwrap();
            self.verb(desk, "bo", "document.accept", &done.ids[0].to_string(), &[]).unwrap();
        }
        self.verb(desk, "lin", "partner.pass-documents", id, &[]).unwrap();
        let answers = [("answer", "done, see file"), ("evidence", "K:/x")];
        self.verb(desk, "lin", "partner.attest-screening", id, &answers).unwrap();
        self.trained(desk, id);
        self.verb(desk, "lin", "partner.attest-training", id, &[]).unwrap();
        self.of_band(desk, id, band);
    }

    /// Records the training an affiliate needs.
    pub fn trained(&self, desk: &Local, id: &str) {
        let fields = [
            ("partner", Value::Ref(id.into())),
            ("module", Value::Text("TR-06".into())),
            ("person", Value::Text("Mari Tamm".into())),
            ("taken_on", Value::Date("2026-11-02".parse().unwrap())),
            ("score", Value::Decimal("85".parse().unwrap())),
        ];
        self.create(desk, "lin", KindId::Training, &fields).unwrap();
    }

    pub fn propose(&self, desk: &Local, id: &str) -> String {
        self.verb(desk, "lin", "partner.propose-admission", id, &[]).unwrap().case.unwrap().to_string()
    }
}

pub fn assigns(fields: &[(&str, &str)]) -> Vec<Assign> {
    fields.iter().map(|(p, v)| Assign { path: (*p).into(), value: Value::Text((*v).into()) }).collect()
}

fn required(desk: &Local, id: &str) -> Vec<String> {
    let shown = show(desk, id);
    let required = shown
        .documents
        .iter()
        .filter(|d| d.requirement.as_ref().is_some_and(|r| r.need == crate::domain::requirement::Need::Required));
    required.map(|d| d.code.clone()).collect()
}

pub fn ask(desk: &Local, query: &Query) -> Answer {
    desk.ask(query, &AtomicBool::new(false)).unwrap()
}

pub fn show(desk: &Local, id: &str) -> crate::api::Shown {
    match ask(desk, &Query::Show { id: id.parse().unwrap(), at: At::Now, operator: "mira".into() }) {
        Answer::Show(shown) => *shown,
        other => panic!("{other:?}"),
    }
}

pub fn rows(desk: &Local, list: &str, filter: &str) -> Vec<String> {
    let query = ListQuery {
        list: list.into(),
        filter: filter.into(),
        sort: None,
        offset: 0,
        limit: 1000,
        operator: "mira".into(),
        anchor: None,
        as_at: None,
    };
    match ask(desk, &Query::List(query)) {
        Answer::List(listing) => {
            assert!(listing.errors.is_empty(), "{:?}", listing.errors);
            listing.rows.into_iter().map(|r| r.id).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn digest(desk: &Local) -> Vec<(String, u64, String, [u8; 32])> {
    desk.with_state(|state, _| {
        let mut out = Vec::new();
        for kind in KindId::ALL {
            for number in 1..=state.count(*kind) {
                let stored = state.get(Id::new(*kind, number)).unwrap().unwrap();
                out.push((stored.id.to_string(), stored.rev, stored.state.clone(), stored.hash));
            }
        }
        out
    })
    .unwrap()
}

#[test]
fn a_partner_is_admitted_under_four_eyes() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "BrightSpark Influencers OÜ").to_string();
    bench.ready(&desk, &id, "MED");
    let case = bench.propose(&desk, &id);
    assert_eq!(show(&desk, &id).state, "pending_approval");
    let done = bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(done.message.id, "done-approved");
    assert_eq!(show(&desk, &id).state, "contracting");
    assert_eq!(show(&desk, &case).state, "approved");
    assert!(show(&desk, &id).contributors.is_empty());
}

#[test]
fn nobody_approves_what_he_proposed_or_contributed_to_and_the_attempt_is_journaled() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let case = bench.propose(&desk, &id);
    let own = bench.verb(&desk, "lin", "case.approve", &case, &[]).unwrap_err();
    assert_eq!(own.ground, Ground::NotPermitted);
    let contributor = bench.verb(&desk, "bo", "case.approve", &case, &[]).unwrap_err();
    assert_eq!(contributor.ground, Ground::FourEyes);
    assert_eq!(contributor.msg.id, "refused-contributor");
    let journal = rows(&desk, "journal", "verb:refused");
    assert_eq!(journal.len(), 2);
    assert_eq!(show(&desk, &id).state, "pending_approval");
}

#[test]
fn a_high_risk_admission_needs_two_persons() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Gulf Gate").to_string();
    bench.ready(&desk, &id, "HIGH");
    let case = bench.propose(&desk, &id);
    let first = bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(first.message.id, "done-step");
    assert_eq!(show(&desk, &id).state, "pending_approval");
    bench.verb(&desk, "chen", "case.approve", &case, &[]).unwrap();
    assert_eq!(show(&desk, &id).state, "contracting");
}

#[test]
fn a_changed_dossier_holds_the_case_and_voids_earlier_votes() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Gulf Gate").to_string();
    bench.ready(&desk, &id, "HIGH");
    let case = bench.propose(&desk, &id);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    bench
        .act(
            &desk,
            "wang",
            Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&[("note", "new")]) },
        )
        .unwrap();
    let review =
        |operator: &str| match ask(&desk, &Query::Review { case: case.parse().unwrap(), operator: operator.into() }) {
            Answer::Review(review) => *review,
            other => panic!("{other:?}"),
        };
    let held = review("chen");
    assert_eq!(held.changed.iter().map(|c| c.path.as_str()).collect::<Vec<_>>(), ["note"]);
    assert_eq!(held.open_step, Some(0));
    let refused = bench.verb(&desk, "chen", "case.approve", &case, &[]).unwrap_err();
    assert_eq!(refused.msg.id, "refused-step-role");
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    bench.verb(&desk, "chen", "case.approve", &case, &[]).unwrap();
    assert_eq!(show(&desk, &id).state, "contracting");
}

#[test]
fn what_was_looked_at_must_be_what_is_voted_on() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Gulf Gate").to_string();
    bench.ready(&desk, &id, "LOW");
    let case = bench.propose(&desk, &id);
    let mut command = bench.command(
        "mira",
        Act::Verb { verb: "case.approve".into(), id: case.parse().unwrap(), expect_rev: None, fields: Vec::new() },
    );
    command.seen = Some(crate::api::Seen { dossier: "of yesterday".into(), ..Default::default() });
    assert_eq!(desk.submit(command).unwrap_err().ground, Ground::Stale);
}

#[test]
fn a_command_sent_twice_is_done_once() {
    let bench = Bench::new();
    let desk = bench.open();
    let fields = vec![
        Assign { path: "legal_name_local".into(), value: Value::Text("One".into()) },
        Assign { path: "type_set".into(), value: Value::List(vec![Value::Code("ECE".into())]) },
        Assign { path: "country".into(), value: Value::Code("DE".into()) },
    ];
    let command = bench.command("lin", Act::Create { kind: KindId::Partner, fields });
    let first = desk.submit(command.clone()).unwrap();
    let second = desk.submit(command.clone()).unwrap();
    assert_eq!((first.seq, first.ids.clone()), (second.seq, second.ids));
    drop(desk);
    let third = bench.open().submit(command).unwrap();
    assert_eq!(first.seq, third.seq);
}

#[test]
fn a_stale_change_shows_what_changed_meanwhile() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let change = |rev: u64, note: &str| Act::Change { id, expect_rev: Some(rev), fields: assigns(&[("note", note)]) };
    bench.act(&desk, "wang", change(1, "theirs")).unwrap();
    let stale = bench.act(&desk, "lin", change(1, "mine")).unwrap_err();
    assert_eq!(stale.ground, Ground::Stale);
    assert_eq!(stale.changes[0].after, Value::Text("theirs".into()));
}

#[test]
fn replaying_the_journal_gives_the_records_of_the_view() {
    let bench = Bench::new();
    let before = {
        let desk = bench.open();
        for n in 0..3 {
            let id = bench.partner(&desk, "lin", &format!("Partner {n}")).to_string();
            bench.ready(&desk, &id, "MED");
            let case = bench.propose(&desk, &id);
            bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
        }
        digest(&desk)
    };
    std::fs::remove_dir_all(bench.dir.path().join("view")).unwrap();
    let desk = bench.open();
    assert_eq!(digest(&desk), before);
    assert_eq!(rows(&desk, "partners", "state:contracting").len(), 3);
}

#[test]
fn undo_writes_the_former_content_as_a_new_revision() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let change = Act::Change { id, expect_rev: None, fields: assigns(&[("legal_form", "GmbH")]) };
    let done = bench.act(&desk, "lin", change).unwrap();
    bench.act(&desk, "lin", Act::Undo { seq: done.seq }).unwrap();
    let shown = show(&desk, &id.to_string());
    assert_eq!(shown.rev, 3);
    let form = shown.fields.iter().find(|(n, _)| n == "legal_form").unwrap();
    assert!(form.1.is_empty());
    let again = bench.act(&desk, "lin", Act::Undo { seq: done.seq }).unwrap_err();
    assert_eq!(again.msg.id, "refused-undo-moved-on");
}

#[test]
fn sealed_fields_never_lie_in_the_clear() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let change = Act::Change { id, expect_rev: None, fields: assigns(&[("legal_rep.name", "Erika Mustermann")]) };
    bench.act(&desk, "lin", change).unwrap();
    drop(desk);
    for file in walk(bench.dir.path()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(memchr::memmem::find(&bytes, b"Mustermann").is_none(), "{}", file.display());
    }
}

fn walk(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for item in std::fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { out.extend(walk(&path)) } else { out.push(path) }
    }
    out
}

#[test]
fn the_clock_going_on_a_day_brings_new_findings() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let keys =
        |desk: &Local| show(desk, &id).findings.iter().map(crate::domain::finding::Finding::key).collect::<Vec<_>>();
    let before = keys(&desk);
    *bench.clock.0.lock().unwrap() += TimeDelta::days(400);
    bench.partner(&desk, "lin", "Somebody else");
    assert_ne!(keys(&desk), before);
}

#[test]
fn lists_find_by_filter_and_by_id() {
    let bench = Bench::new();
    let desk = bench.open();
    bench.partner(&desk, "lin", "杭州恩垂波电子商务有限公司");
    bench.partner(&desk, "lin", "Nordlicht Handels GmbH");
    assert_eq!(rows(&desk, "partners", "恩垂波"), ["P-000001"]);
    assert_eq!(rows(&desk, "partners", "p-2"), ["P-000002"]);
    assert_eq!(rows(&desk, "partners", "country:EE type:AFF nordlicht"), ["P-000002"]);
    assert_eq!(rows(&desk, "operators", "").len(), 8);
}

#[test]
fn nobody_signs_as_the_program() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let refused = bench.verb(&desk, "system", "partner.invite", &id, &[]).unwrap_err();
    assert_eq!(refused.ground, Ground::NotPermitted);
}

#[test]
fn rows_kept_up_to_date_are_the_rows_made_anew() {
    let bench = Bench::new();
    let cells = |desk: &Local| {
        let list = |list: &str| {
            let query = ListQuery {
                list: list.into(),
                filter: String::new(),
                sort: None,
                offset: 0,
                limit: 100,
                operator: "mira".into(),
                anchor: None,
                as_at: None,
            };
            match ask(desk, &Query::List(query)) {
                Answer::List(listing) => listing.rows,
                other => panic!("{other:?}"),
            }
        };
        [list("partners"), list("documents"), list("cases")]
    };
    let before = {
        let desk = bench.open();
        let first = bench.partner(&desk, "lin", "Nordlicht").to_string();
        bench.ready(&desk, &first, "MED");
        bench.propose(&desk, &first);
        // Never changed itself, while documents are filed under it.
        let second = bench.partner(&desk, "lin", "Südlicht").to_string();
        let blob = desk.store("evidence", b"a copy").unwrap();
        let fields = [
            ("partner", Value::Ref(second.clone())),
            ("code", Value::Code(required(&desk, &second)[0].clone())),
            ("number", Value::Text("7".into())),
            ("valid_to", Value::Date("2028-01-01".parse().unwrap())),
            ("issued_on", Value::Date("2026-11-01".parse().unwrap())),
            ("file.sha256", Value::Text(blob.sha256.to_string())),
        ];
        let filed = bench.create(&desk, "lin", KindId::Document, &fields).unwrap().ids[0];
        bench.verb(&desk, "bo", "document.accept", &filed.to_string(), &[]).unwrap();
        cells(&desk)
    };
    std::fs::remove_dir_all(bench.dir.path().join("view")).unwrap();
    assert_eq!(cells(&bench.open()), before);
}

#[test]
fn a_changed_document_is_to_be_checked_again_and_undo_does_not_slip_it_back() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let document: Id = "D-000001".parse().unwrap();
    assert_eq!(show(&desk, "D-000001").state, "accepted");
    let change = Act::Change { id: document, expect_rev: None, fields: assigns(&[("valid_to", "2030-01-01")]) };
    let done = bench.act(&desk, "lin", change).unwrap();
    assert_eq!(done.message.id, "done-changed-state");
    assert_eq!(show(&desk, "D-000001").state, "received");
    let undo = bench.act(&desk, "lin", Act::Undo { seq: done.seq }).unwrap_err();
    assert_eq!(undo.msg.id, "refused-undo-checked");
    let refused = bench.verb(&desk, "lin", "partner.propose-admission", &id, &[]).unwrap_err();
    assert_eq!((refused.ground, refused.msg.id.as_ref()), (Ground::Guard, "guard-documents-missing"));
    let verified = desk
        .with_state(|state, journal| {
            super::verify::verify(state, journal, desk.blobs(), desk.keyring(), false, &|_, _| {})
        })
        .unwrap();
    assert_eq!(verified.problems, []);
}
