//! The strict sink of the tests.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Refusal;
use crate::catalog::Catalog;
use crate::domain::assessment::Assessment;
use crate::domain::channel::Channel;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::dossier;
use crate::domain::entry::BlobRef;
use crate::domain::entry::Digest;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::identifiers;
use crate::domain::identifiers::Verdict;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::compare::speaks_to;
use crate::domain::insurance::rates::Rates;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::kind::content_hash;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::reaction::Stance;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::risk;
use crate::domain::rules;
use crate::domain::rules::Facts;
use crate::domain::rules::Lookup;
use crate::domain::training;
use crate::domain::training::Judged;
use crate::domain::training::Terms;
use crate::domain::training::Training;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::runtime::demo::Sink;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A case as the tests need it.
pub(super) struct FakeCase {
    pub(super) subject: Id,
    pub(super) edge: Option<&'static Edge>,
    pub(super) policy: String,
    pub(super) state: &'static str,
    pub(super) votes: Vec<String>,
    pub(super) at: DateTime<Utc>,
    proposer: String,
    dossier: String,
    back: String,
    fields: Vec<Assign>,
}

/// The sink.
pub(super) struct Fake {
    pub(super) records: BTreeMap<Id, Stored>,
    pub(super) cases: BTreeMap<Id, FakeCase>,
    pub(super) log: Vec<String>,
    pub(super) refused: Vec<String>,
    pub(super) reacted: Vec<(String, Id, String)>,
    contributors: BTreeMap<Id, BTreeSet<String>>,
    blobs: BTreeSet<String>,
    /// Assessments with an item that is but basically up to standard.
    acting: BTreeSet<Id>,
    catalog: &'static Catalog,
    now: DateTime<Utc>,
}

/// An answer.
pub(super) fn done(ids: Vec<Id>, case: Option<Id>) -> Done {
    Done { seq: 1, at: DateTime::UNIX_EPOCH, verb: String::new(), ids, case, message: Msg::new("done"), import: None }
}

fn no(ground: Ground, why: String) -> Refusal {
    Refusal::new(ground, Msg::new("refused-internal").with("what", why))
}

impl Fake {
    pub(super) fn new() -> Self {
        Self {
            records: BTreeMap::new(),
            cases: BTreeMap::new(),
            log: Vec::new(),
            refused: Vec::new(),
            reacted: Vec::new(),
            contributors: BTreeMap::new(),
            blobs: BTreeSet::new(),
            acting: BTreeSet::new(),
            catalog: Catalog::shipped().unwrap(),
            now: DateTime::UNIX_EPOCH,
        }
    }

    pub(super) fn state(&self, id: Id) -> &str {
        &self.records[&id].state
    }

    /// Whether the dossier is another one than at the proposal.
    pub(super) fn held(&self, case: &FakeCase) -> bool {
        self.dossier(case.subject) != case.dossier
    }

    pub(super) fn findings(&self, today: NaiveDate) -> Vec<(Id, Hit)> {
        let partners = self.records.keys().filter(|id| id.kind == KindId::Partner);
        partners.flat_map(|id| self.hits(*id, today).into_iter().map(|h| (*id, h))).collect()
    }

    fn documents(&self, partner: Id) -> Vec<Stored> {
        let of = |s: &&Stored| Document::of(&s.record).is_some_and(|d| d.partner.id() == Some(partner));
        self.records.values().filter(of).cloned().collect()
    }

    fn trainings(&self, partner: Id) -> Vec<Judged> {
        let of = |s: &&Stored| Training::of(&s.record).is_some_and(|t| t.partner.id() == Some(partner));
        let module = |code: &Value| self.catalog.modules.iter().find(|m| code.as_text() == Some(&m.code));
        let judge = |s: &Stored| training::judge(s, Terms::of(module(&s.get("module"))), true);
        self.records.values().filter(of).filter_map(judge).collect()
    }

    /// What is asked by the profiles that come with the program and no certificate speaks to.
    fn uncovered(&self, id: Id, partner: &Partner, today: NaiveDate) -> Vec<(String, Channel)> {
        let of = |s: &&Stored| Certificate::of(&s.record).is_some_and(|c| c.partner.id() == Some(id));
        let has: Vec<&Certificate> =
            self.records.values().filter(of).filter_map(|s| Certificate::of(&s.record)).collect();
        let rates = Rates::default();
        let applied = self.catalog.profiles.iter().filter_map(|p| p.applies(partner, &rates, today));
        let open = applied.filter(|a| !has.iter().any(|c| speaks_to(c, a.profile)));
        open.map(|a| (a.profile.code.clone(), a.profile.channel)).collect()
    }

    fn dossier(&self, subject: Id) -> String {
        dossier::hash(&dossier::lines(&self.records[&subject], &self.documents(subject)))
    }

    fn risk(&self, partner: &Partner) -> risk::Risk {
        risk::assess(partner, &self.catalog.risk, &risk::Evidence::default(), self.now.date_naive())
    }

    fn hits(&self, id: Id, today: NaiveDate) -> Vec<Hit> {
        let subject = &self.records[&id];
        let partner = Partner::of(&subject.record).unwrap();
        let (documents, required) = (self.documents(id), self.catalog.required(partner));
        let uncovered = self.uncovered(id, partner, today);
        let facts = Facts {
            subject,
            partner,
            documents: &documents,
            required: &required,
            doc_rules: &|code| self.catalog.doc_rule(code),
            wanted: &training::required(
                training::in_force(self.catalog.modules.iter(), today).into_values(),
                &partner.type_set,
            ),
            trainings: &self.trainings(id),
            params: &|rule, name| self.catalog.rule(rule).and_then(|r| r.param(name)),
            today,
            risk: self.risk(partner),
            accounts: &[],
            pending: false,
            review_due: risk::review_due(id, partner, self.risk(partner).band, &self.catalog.risk),
            assessed: false,
            retention: &self.catalog.retention,
            zone: chrono_tz::Asia::Shanghai,
            settled: &|| false,
            uncovered: &uncovered,
            uncovered_next: None,
            same: self,
        };
        rules::evaluate(&facts, &|rule| self.catalog.rule(rule).map(|r| r.severity)).hits
    }

    fn write(record: &mut Record, fields: &[Assign], derived: bool) -> Result<(), Refusal> {
        let kind = record.kind();
        for assign in fields {
            let wrong = |why: Msg| no(Ground::Invalid, format!("{}: {why}", assign.path));
            let path = Path::parse(kind, &assign.path).map_err(wrong)?;
            let field = path.field(kind).unwrap();
            assert!(derived || !field.is(crate::domain::field::Flag::Derived), "{} is derived", assign.path);
            let mut value = assign.value.clone();
            if let (crate::domain::field::FieldType::Sealed, Value::Text(t)) = (field.ty, &value) {
                value = Value::Sealed(Sealed { sealed: t.clone(), key: "k".into() });
            }
            path.write(record, value).map_err(wrong)?;
        }
        if let Record::Partner(partner) = record {
            for identifier in &mut partner.identifiers {
                if let Some(found) = identifiers::check(&identifier.scheme, &identifier.value)
                    .and_then(|v| v.canonical().map(str::to_owned))
                {
                    identifier.value = found;
                }
            }
        }
        assert!(record.check().is_empty(), "{:?}", record.check());
        Ok(())
    }

    fn put(&mut self, id: Id, state: &str, record: Record, by: &str) {
        let before = self.records.get(&id);
        let (at, hash) = (self.now, content_hash(&record.to_json().unwrap()));
        let stored = Stored {
            id,
            rev: before.map_or(1, |b| b.rev + 1),
            state: state.to_owned(),
            since: before.filter(|b| b.state == state).map_or(at, |b| b.since),
            made_by: before.map_or_else(|| by.to_owned(), |b| b.made_by.clone()),
            made_at: before.map_or(at, |b| b.made_at),
            moved_by: before.filter(|b| b.state == state).map_or_else(|| by.to_owned(), |b| b.moved_by.clone()),
            hash,
            record,
        };
        self.records.insert(id, stored);
    }

    fn next(&self, kind: KindId) -> Id {
        let of = self.records.keys().chain(self.cases.keys()).filter(|i| i.kind == kind).map(|i| i.number).max();
        Id::new(kind, of.unwrap_or(0) + 1)
    }

    fn permitted(&self, command: &Command, verb: &str) -> Result<Role, Refusal> {
        let role = command.role.ok_or_else(|| no(Ground::NotPermitted, command.by.clone()))?;
        if self.catalog.may(role, verb) {
            return Ok(role);
        }
        Err(no(Ground::NotPermitted, format!("{} as {} may not {verb}", command.by, role.as_str())))
    }

    fn contribute(&mut self, command: &Command, verb: &str, id: Id) {
        if self.catalog.contributes(verb) {
            let owner = Document::of(&self.records[&id].record).and_then(|d| d.partner.id());
            self.contributors.entry(owner.unwrap_or(id)).or_default().insert(command.by.clone());
            let assessed = Assessment::of(&self.records[&id].record).and_then(|a| a.partner.id());
            if let Some(partner) = assessed {
                self.contributors.entry(partner).or_default().insert(command.by.clone());
            }
        }
    }

    fn guards(&self, edge: &Edge, subject: Id) -> Result<(), Refusal> {
        let stored = &self.records[&subject];
        let today = self.now.date_naive();
        for guard in &edge.guards {
            let holds = match guard {
                Guard::Documents => self.papers_hold(edge, subject, today),
                Guard::Identifiers => {
                    Partner::of(&stored.record).unwrap().identifiers.iter().all(|i| {
                        !matches!(identifiers::check(&i.scheme, &i.value), Some(Verdict::Invalid { .. }) | None)
                    })
                }
                Guard::Trained => {
                    let partner = Partner::of(&stored.record).unwrap();
                    let wanted = training::in_force(self.catalog.modules.iter(), today);
                    let wanted = training::required(wanted.into_values(), &partner.type_set);
                    training::gaps(&wanted, &self.trainings(subject), today).is_empty()
                }
                Guard::NoBlocking => {
                    let blocking: Vec<Hit> =
                        self.hits(subject, today).into_iter().filter(|h| h.severity == Severity::Blocking).collect();
                    if !blocking.is_empty() {
                        return Err(no(Ground::Guard, format!("{subject} {}: {blocking:?}", stored.title())));
                    }
                    true
                }
                // The cast has makers and checkers; the real desk is what enforces it.
                Guard::OtherPerson
                | Guard::CalledBack
                | Guard::Cooled
                | Guard::Judged
                | Guard::Exempt
                | Guard::NoGap
                | Guard::Gap
                | Guard::AllWaived
                | Guard::Approved => true,
                Guard::RetentionOver | Guard::NoHold => self.now > DateTime::UNIX_EPOCH,
                Guard::CoolOff => self.now - stored.since >= chrono::TimeDelta::days(30),
                Guard::Assessed => self.records.values().any(|s| {
                    Assessment::of(&s.record)
                        .is_some_and(|a| a.partner.id() == Some(subject) && s.state.starts_with('a'))
                }),
                Guard::DocumentComplete => {
                    let document = Document::of(&stored.record).unwrap();
                    let rule = self.catalog.doc_rule(document.code).unwrap();
                    let dated = document.valid_to.map_or(!rule.expires, |to| to >= today);
                    self.blobs.contains(&document.file.sha256) && dated
                }
            };
            if !holds {
                return Err(no(Ground::Guard, format!("{subject} {guard:?}")));
            }
        }
        Ok(())
    }

    fn papers_hold(&self, edge: &Edge, subject: Id, today: NaiveDate) -> bool {
        let by = match edge.verb.as_str() {
            "partner.propose-admission" => NeededBy::Approval,
            "partner.activate" => NeededBy::Admitted,
            _ => NeededBy::Docs,
        };
        let documents = self.documents(subject);
        let required = self.catalog.required(Partner::of(&self.records[&subject].record).unwrap());
        required.iter().filter(|r| r.need == Need::Required && r.needed_by <= by).all(|r| {
            documents.iter().any(|s| {
                let d = Document::of(&s.record).unwrap();
                d.code == r.code && s.state == "accepted" && d.valid_to.is_none_or(|to| to >= today)
            })
        })
    }

    fn verb(&mut self, command: &Command, verb: &str, id: Id, fields: &[Assign]) -> Result<Done, Refusal> {
        let role = self.permitted(command, verb)?;
        if id.kind == KindId::Case {
            return self.case_verb(command, verb, id, role);
        }
        let (_, edge) = self.catalog.edge(verb).ok_or_else(|| no(Ground::Invalid, verb.to_owned()))?;
        let stored = self.records[&id].clone();
        assert!(edge.leaves(&stored.state), "{verb} does not leave {} of {id} {}", stored.state, stored.title());
        assert!(!edge.why || command.why.is_some(), "{verb} without a reason");
        assert!(
            edge.attest.is_empty() || verb == "partner.propose-admission" || fields.len() == 2,
            "{verb} answers nothing"
        );
        self.guards(edge, id)?;
        self.contribute(command, verb, id);
        if let Control::Policy(_) = &edge.control {
            let band = Partner::of(&stored.record).map(|p| self.risk(p).band);
            let policy = self.catalog.policy_for(&edge.control, band).unwrap().code.clone();
            let state = if edge.via.is_empty() { &stored.state } else { &edge.via };
            let wanted: Vec<Assign> = fields.iter().filter(|f| edge.fields.contains(&f.path)).cloned().collect();
            self.put(id, state, stored.record.clone(), &command.by);
            let case = self.open(command, id, Some(edge), policy, stored.state.clone(), wanted);
            return Ok(done(vec![id, case], Some(case)));
        }
        if fields.iter().any(|f| f.path == "verdict" && f.value.as_text() == Some("BASIC")) {
            self.acting.insert(id);
        }
        let mut record = stored.record.clone();
        let wanted: Vec<Assign> = fields.iter().filter(|f| edge.fields.contains(&f.path)).cloned().collect();
        assert_eq!(wanted.len(), edge.fields.len(), "{verb} asks for {:?}", edge.fields);
        Self::write(&mut record, &wanted, true)?;
        self.put(id, edge.reaches(&stored.state), record, &command.by);
        Ok(done(vec![id], None))
    }

    fn open(
        &mut self,
        command: &Command,
        subject: Id,
        edge: Option<&'static Edge>,
        policy: String,
        back: String,
        fields: Vec<Assign>,
    ) -> Id {
        let id = self.next(KindId::Case);
        let case = FakeCase {
            subject,
            edge,
            policy,
            state: "open",
            votes: Vec::new(),
            at: self.now,
            proposer: command.by.clone(),
            dossier: self.dossier(subject),
            back,
            fields,
        };
        self.cases.insert(id, case);
        id
    }

    fn case_verb(&mut self, command: &Command, verb: &str, id: Id, role: Role) -> Result<Done, Refusal> {
        let case = &self.cases[&id];
        assert_eq!(case.state, "open", "{verb} on {id}");
        let subject = case.subject;
        let none = BTreeSet::new();
        let contributors = self.contributors.get(&subject).unwrap_or(&none);
        if contributors.contains(&command.by) || case.proposer == command.by || case.votes.contains(&command.by) {
            return Err(no(Ground::FourEyes, format!("{} on {id}", command.by)));
        }
        assert!(!self.held(case), "{verb} on {id}, which is held");
        let steps = &self.catalog.policy(&case.policy).unwrap().steps;
        let Some(edge) = case.edge else {
            assert_eq!((verb, steps.len()), ("case.approve", 1), "{id}");
            self.cases.get_mut(&id).unwrap().state = "approved";
            return Ok(done(vec![id, subject], Some(id)));
        };
        let (by, edge, back, fields) = (&command.by, edge, case.back.clone(), case.fields.clone());
        let mut record = self.records[&subject].record.clone();
        match verb {
            "case.approve" => {
                let step = steps.get(case.votes.len()).unwrap();
                assert_eq!(step.role, role, "{id} step {}", case.votes.len() + 1);
                let complete = case.votes.len() + 1 == steps.len();
                self.cases.get_mut(&id).unwrap().votes.push(by.clone());
                if complete {
                    self.cases.get_mut(&id).unwrap().state = "approved";
                    Self::write(&mut record, &fields, true)?;
                    if let (Record::Partner(p), "partner.propose-admission") = (&mut record, edge.verb.as_str()) {
                        p.reviewed_on = Some(self.now.date_naive());
                    }
                    let state = if self.acting.contains(&subject) { "actions_open" } else { edge.reaches(&back) };
                    self.put(subject, state, record, by);
                    self.contributors.remove(&subject);
                }
            }
            "case.reject" => {
                assert!(command.why.is_some() && steps.iter().any(|s| s.role == role));
                self.cases.get_mut(&id).unwrap().state = "rejected";
                let to = if edge.rejected.is_empty() { back } else { edge.rejected.clone() };
                self.put(subject, &to, record, by);
            }
            "case.return" => self.cases.get_mut(&id).unwrap().state = "returned",
            other => panic!("{other} is not modelled"),
        }
        Ok(done(vec![id, subject], Some(id)))
    }

    fn act(&mut self, command: &Command) -> Result<Done, Refusal> {
        match &command.act {
            Act::Create { kind, fields } => {
                let verb = format!("{}.create", kind.def().name);
                self.permitted(command, &verb)?;
                let mut record = Record::empty(*kind);
                Self::write(&mut record, fields, false)?;
                if let Some(document) = Document::of(&record) {
                    assert!(self.records.contains_key(&document.partner.id().unwrap()));
                }
                let id = self.next(*kind);
                self.put(id, kind.def().initial, record, &command.by);
                self.contribute(command, &verb, id);
                Ok(done(vec![id], None))
            }
            Act::Change { id, fields, .. } => {
                let verb = format!("{}.change", id.kind.def().name);
                self.permitted(command, &verb)?;
                let stored = self.records[id].clone();
                let mut record = stored.record.clone();
                Self::write(&mut record, fields, false)?;
                assert_ne!(record, stored.record, "nothing changes: {fields:?}");
                self.put(*id, &stored.state, record, &command.by);
                self.contribute(command, &verb, *id);
                Ok(done(vec![*id], None))
            }
            Act::Verb { verb, id, fields, .. } => self.verb(command, verb, *id, fields),
            Act::Judge { case, code, .. } => {
                self.permitted(command, "case.judge")?;
                let edge = self.cases[case].edge.unwrap();
                assert!(edge.attest.iter().any(|a| a.as_str() == code), "{} has no item {code}", edge.verb);
                Ok(done(vec![*case], Some(*case)))
            }
            Act::React { finding, stance, .. } => {
                let (verb, policy) = match stance {
                    Stance::Acknowledged => ("finding.acknowledge", None),
                    Stance::Waived => ("finding.waive", Some("finding-waiver")),
                    Stance::FalsePositive => ("finding.false-positive", Some("finding-false-positive")),
                };
                self.permitted(command, verb)?;
                assert!(command.why.is_some());
                // What is said of certificates only the real desk knows.
                if finding.subject.kind == KindId::Partner {
                    self.reacted.push((finding.rule.clone(), finding.subject, finding.slot.clone()));
                }
                let case =
                    policy.map(|p| self.open(command, finding.subject, None, p.to_owned(), String::new(), Vec::new()));
                Ok(done(Vec::new(), case))
            }
            Act::Import { .. } | Act::Undo { .. } => panic!("not in the small set"),
        }
    }
}

impl Sink for Fake {
    fn submit(&mut self, command: Command) -> Result<Done, Refusal> {
        let line = serde_json::to_string(&command).unwrap();
        let answer = self.act(&command);
        if answer.is_err() {
            self.refused.push(line.clone());
        }
        self.log.push(line);
        for blob in &command.blobs {
            assert!(self.blobs.contains(&blob.sha256.to_string()));
        }
        answer
    }

    fn store(&mut self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal> {
        let sha256 = Digest::of(bytes);
        self.blobs.insert(sha256.to_string());
        Ok(BlobRef { role: role.to_owned(), sha256, bytes: bytes.len() as u64, rows: None })
    }

    fn advance(&mut self, to: DateTime<Utc>) {
        assert!(to >= self.now, "the clock goes back from {} to {to}", self.now);
        self.now = to;
    }

    fn progress(&mut self, done: u64, total: u64) {
        assert!(done <= total);
    }
}

impl Fake {
    fn partners(&self, fits: impl Fn(&Partner) -> bool) -> Vec<Id> {
        let of = |s: &&Stored| Partner::of(&s.record).is_some_and(&fits);
        self.records.values().filter(of).map(|s| s.id).collect()
    }

    fn papers(&self, fits: impl Fn(&Document) -> bool) -> Vec<Id> {
        let of = |s: &&Stored| Document::of(&s.record).is_some_and(&fits);
        self.records.values().filter(of).map(|s| s.id).collect()
    }
}

impl Lookup for Fake {
    fn with_identifier(&self, scheme: &str, value: &str) -> Vec<Id> {
        self.partners(|p| p.identifiers.iter().any(|i| i.scheme == scheme && i.value == value))
    }
    fn with_file(&self, sha256: &str) -> Vec<Id> {
        self.papers(|d| d.file.sha256 == sha256)
    }
    fn with_number(&self, code: DocCode, number: &str) -> Vec<Id> {
        self.papers(|d| d.code == code && d.number == number)
    }
    fn partner_state(&self, id: Id) -> Option<(String, Vec<PartnerType>)> {
        let stored = self.records.get(&id)?;
        Some((stored.state.clone(), Partner::of(&stored.record)?.type_set.clone()))
    }
    fn credit_of(&self, id: Id) -> Option<rules::Credit> {
        let partner = Partner::of(&self.records.get(&id)?.record)?;
        Some(rules::Credit { grade: partner.credit_grade, dishonest_on: partner.dishonest_on })
    }
    fn partner_of_document(&self, id: Id) -> Option<Id> {
        Document::of(&self.records.get(&id)?.record)?.partner.id()
    }
    fn holder_of(&self, document: Id) -> Option<String> {
        Document::of(&self.records.get(&document)?.record).map(|d| d.holder.clone())
    }
    fn with_skeleton(&self, skeleton: &str) -> Vec<Id> {
        self.partners(|p| [&p.legal_name_local, &p.legal_name_en].iter().any(|n| crate::text::skeleton(n) == skeleton))
    }
    fn names_of(&self, id: Id) -> Vec<String> {
        let names = |p: &Partner| vec![p.legal_name_local.clone(), p.legal_name_en.clone()];
        self.records.get(&id).and_then(|s| Partner::of(&s.record)).map(names).unwrap_or_default()
    }
}
