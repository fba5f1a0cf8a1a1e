//! Plays a plan against a sink: ids come back from it and go into the steps that follow.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Done;
use crate::api::FindingKey;
use crate::api::Refusal;
use crate::api::Seen;
use crate::api::Via;
use crate::catalog::Catalog;
use crate::domain::case::Verdict;
use crate::domain::document::DocCode;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::reaction::Stance;
use crate::domain::value::Value;
use crate::runtime::demo::Sink;
use crate::runtime::demo::Summary;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::papers::Paper;
use crate::runtime::demo::plan::Plan;
use crate::runtime::demo::plan::Slot;
use crate::runtime::demo::plan::Step;
use crate::runtime::demo::plan::What;
use crate::runtime::demo::plan::code;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::role;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::trainings;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The purpose of the generator that makes command keys.
const KEYS: u64 = 0xC0DE;
/// The purpose of the one for commands of insurance, so that they take no key from the stories.
const INSURANCE_KEYS: u64 = 0x1245;

/// A filed document: what later steps need of it.
struct Filed {
    id: Id,
    blob: BlobRef,
    number: String,
    text: String,
}

/// What is known of one partner while playing.
#[derive(Default)]
struct Known {
    id: Option<Id>,
    documents: BTreeMap<Slot, Filed>,
    case: Option<(Id, &'static str)>,
    made: BTreeMap<KindId, Id>,
    judged: u64,
}

struct Player<'a> {
    sink: &'a mut dyn Sink,
    known: Vec<Known>,
    keys: Rng,
    insurance_keys: Rng,
    summary: &'a mut Summary,
}

/// Plays every step in order.
pub(super) fn play(
    sink: &mut dyn Sink,
    plan: &Plan,
    seed: u64,
    total: u64,
    summary: &mut Summary,
) -> Result<(), Refusal> {
    let known = (0..=plan.rows.len()).map(|_| Known::default()).collect();
    let (keys, insurance_keys) = (Rng::new(seed, KEYS), Rng::new(seed, INSURANCE_KEYS));
    let mut player = Player { sink, known, keys, insurance_keys, summary };
    let mut done = 0;
    for step in &plan.steps {
        player.sink.advance(step.at);
        player.summary.last = Some(step.at);
        player.step(step)?;
        done += 1;
        player.sink.progress(done, total);
    }
    Ok(())
}

fn lost(what: &str) -> Refusal {
    Refusal::internal(format!("the demo's {what}"))
}

/// The fields of a filed copy.
fn copy_of(name: &str, blob: &BlobRef) -> [Assign; 3] {
    let bytes = Value::Int(i64::try_from(blob.bytes).unwrap_or(i64::MAX));
    [
        text("file.name", name),
        text("file.sha256", blob.sha256.to_string()),
        Assign { path: "file.bytes".to_owned(), value: bytes },
    ]
}

impl Player<'_> {
    fn known(&mut self, place: usize) -> Result<&mut Known, Refusal> {
        self.known.get_mut(place).ok_or_else(|| lost("place"))
    }

    fn partner(&self, place: usize) -> Result<Id, Refusal> {
        self.known.get(place).and_then(|k| k.id).ok_or_else(|| lost("partner"))
    }

    fn document(&self, place: usize, slot: Slot) -> Result<&Filed, Refusal> {
        self.known.get(place).and_then(|k| k.documents.get(&slot)).ok_or_else(|| lost("document"))
    }

    fn step(&mut self, step: &Step) -> Result<(), Refusal> {
        let place = step.place;
        match &step.what {
            What::Create(fields) => {
                let done = self.send(step, Act::Create { kind: KindId::Partner, fields: fields.clone() })?;
                self.summary.partners += 1;
                let id = done.and_then(|d| d.ids.first().copied()).ok_or_else(|| lost("new partner"))?;
                self.known(place)?.id = Some(id);
                Ok(())
            }
            What::Change(fields) => self.change(step, self.partner(place)?, fields.clone()),
            What::Agent(agent) => {
                let value = Value::Ref(self.partner(*agent)?.to_string());
                let fields = vec![Assign { path: "domestic_agent".to_owned(), value }];
                self.change(step, self.partner(place)?, fields)
            }
            What::File(generation, paper, copy) => self.file(step, *generation, paper, *copy),
            What::Document(slot, verb, fields) => {
                let id = self.document(place, *slot)?.id;
                self.verb(step, verb, id, fields.clone())
            }
            What::Amend(slot, fields) => self.change(step, self.document(place, *slot)?.id, fields.clone()),
            What::Verb(verb, fields) => {
                let id = self.partner(place)?;
                self.verb(step, verb, id, fields.clone())
            }
            What::Make(kind, fields) => self.make(step, *kind, fields.clone(), Vec::new()),
            What::On(kind, verb) => self.verb(step, verb, self.made(place, *kind)?, Vec::new()),
            What::Quiz(module, person, right) => self.quiz(step, module, person, *right),
            What::Attest(verb, answer, evidence) => {
                let paper = evidence.and_then(|c| self.document(place, (c, 0)).ok()).map(|d| d.id.to_string());
                let shown =
                    paper.unwrap_or_else(|| format!("{} {}", verb.replace("partner.", ""), step.at.date_naive()));
                let id = self.partner(place)?;
                self.verb(step, verb, id, vec![text("answer", *answer), text("evidence", shown)])
            }
            What::Assessment(verb, fields) => self.on_assessment(step, verb, fields.clone(), None),
            What::Found(fields, note) => self.on_assessment(step, "assessment.judge", fields.clone(), Some(note)),
            What::Closed(fields, page) => {
                self.on_assessment(step, "assessment.close-action", fields.clone(), Some(page))
            }
            What::Judge(items) => self.judge(step, *items),
            What::Case(verb, _) => self.case(step, verb),
            What::Insure(fields, page) => self.insure(step, fields.clone(), page),
            What::Waive(rule, slot, until) => self.waive(step, rule, slot, *until),
            What::React(rule, slot, stance, until) => {
                let finding =
                    FindingKey { rule: (*rule).to_owned(), subject: self.partner(place)?, slot: (*slot).to_owned() };
                let act = Act::React { finding, stance: *stance, until: *until, also: Vec::new() };
                self.send(step, act).map(|_| ())
            }
        }
    }

    fn made(&self, place: usize, kind: KindId) -> Result<Id, Refusal> {
        self.known.get(place).and_then(|k| k.made.get(&kind).copied()).ok_or_else(|| lost(kind.def().name))
    }

    /// Makes a record, which is remembered; it belongs to the partner of the step where its kind does.
    fn make(&mut self, step: &Step, kind: KindId, mut fields: Vec<Assign>, blobs: Vec<BlobRef>) -> Result<(), Refusal> {
        // The platform's own records belong to no partner.
        if let Some(partner) = self.known(step.place)?.id.filter(|_| kind.def().parent == Some("partner")) {
            fields.push(Assign { path: "partner".to_owned(), value: Value::Ref(partner.to_string()) });
        }
        let done = self.send_with(step, Act::Create { kind, fields }, None, blobs)?;
        if let Some(id) = done.and_then(|d| d.ids.first().copied()) {
            self.known(step.place)?.made.insert(kind, id);
        }
        Ok(())
    }

    fn insure(&mut self, step: &Step, mut fields: Vec<Assign>, page: &str) -> Result<(), Refusal> {
        let blob = self.sink.store("evidence", page.as_bytes())?;
        fields.extend(copy_of("certificate.txt", &blob));
        self.make(step, KindId::Certificate, fields, vec![blob])
    }

    fn waive(&mut self, step: &Step, rule: &str, slot: &str, until: chrono::NaiveDate) -> Result<(), Refusal> {
        let subject = self.made(step.place, KindId::Certificate)?;
        let finding = FindingKey { rule: rule.to_owned(), subject, slot: slot.to_owned() };
        let act = Act::React { finding, stance: Stance::Waived, until: Some(until), also: Vec::new() };
        if let Some(case) = self.send(step, act)?.and_then(|d| d.case) {
            self.summary.cases += 1;
            let known = self.known(step.place)?;
            known.case = Some((case, "finding.waive"));
            known.judged = 0;
        }
        Ok(())
    }

    /// Takes a quiz: the key of the command that records it draws the questions.
    fn quiz(&mut self, step: &Step, module: &str, person: &str, right: usize) -> Result<(), Refusal> {
        let catalog = Catalog::shipped().map_err(|why| Refusal::internal(why.to_string()))?;
        let key = self.keys.key();
        let partner = Value::Ref(self.partner(step.place)?.to_string());
        let mut fields = trainings::quiz(catalog, module, person, right, key, step.at.date_naive());
        fields.push(Assign { path: "partner".to_owned(), value: partner });
        let act = Act::Create { kind: KindId::Training, fields };
        self.submit(step, key, act, None, Vec::new()).map(|_| ())
    }

    /// Sends a command; nothing comes back when it was refused and that belongs to the story.
    fn send(&mut self, step: &Step, act: Act) -> Result<Option<Done>, Refusal> {
        self.send_with(step, act, None, Vec::new())
    }

    fn send_with(
        &mut self,
        step: &Step,
        act: Act,
        seen: Option<Seen>,
        blobs: Vec<BlobRef>,
    ) -> Result<Option<Done>, Refusal> {
        let key = if step.apart { self.insurance_keys.key() } else { self.keys.key() };
        self.submit(step, key, act, seen, blobs)
    }

    fn submit(
        &mut self,
        step: &Step,
        key: Uuid,
        act: Act,
        seen: Option<Seen>,
        blobs: Vec<BlobRef>,
    ) -> Result<Option<Done>, Refusal> {
        let command = Command {
            key,
            by: step.by.to_owned(),
            role: role(step.by),
            via: Via::Tui,
            why: step.why.clone(),
            seen,
            blobs,
            act,
        };
        match self.sink.submit(command) {
            Ok(done) => {
                self.summary.commands += 1;
                Ok(Some(done))
            }
            Err(_) if step.soft => {
                self.summary.refused += 1;
                Ok(None)
            }
            Err(refusal) => Err(refusal),
        }
    }

    fn change(&mut self, step: &Step, id: Id, fields: Vec<Assign>) -> Result<(), Refusal> {
        self.send(step, Act::Change { id, expect_rev: None, fields }).map(|_| ())
    }

    fn on_assessment(
        &mut self,
        step: &Step,
        verb: &'static str,
        mut fields: Vec<Assign>,
        page: Option<&String>,
    ) -> Result<(), Refusal> {
        let id = self.made(step.place, KindId::Assessment)?;
        let mut blobs = Vec::new();
        if let Some(page) = page {
            let blob = self.sink.store("evidence", format!("{id}\n{page}").as_bytes())?;
            fields.push(text("evidence", format!("record:{}", blob.sha256)));
            blobs.push(blob);
        }
        self.verb_with(step, verb, id, fields, blobs)
    }

    fn verb(&mut self, step: &Step, verb: &'static str, id: Id, fields: Vec<Assign>) -> Result<(), Refusal> {
        self.verb_with(step, verb, id, fields, Vec::new())
    }

    fn verb_with(
        &mut self,
        step: &Step,
        verb: &'static str,
        id: Id,
        fields: Vec<Assign>,
        blobs: Vec<BlobRef>,
    ) -> Result<(), Refusal> {
        let act = Act::Verb { verb: verb.to_owned(), id, expect_rev: None, fields };
        if let Some(case) = self.send_with(step, act, None, blobs)?.and_then(|d| d.case) {
            self.summary.cases += 1;
            let known = self.known(step.place)?;
            known.case = Some((case, verb));
            known.judged = 0;
        }
        Ok(())
    }

    fn file(
        &mut self,
        step: &Step,
        generation: u8,
        paper: &Paper,
        copy: Option<(usize, DocCode)>,
    ) -> Result<(), Refusal> {
        let original = copy.and_then(|(place, code)| self.document(place, (code, 0)).ok());
        let borrowed =
            |own: &String| original.filter(|_| own.is_empty()).map_or_else(|| own.clone(), |o| o.number.clone());
        let number = borrowed(&paper.number);
        // A copied paper keeps its own number; a reused number stands on a page of its own.
        let page = original.filter(|_| !paper.number.is_empty()).map_or_else(|| paper.text.clone(), |o| o.text.clone());
        let blob = self.sink.store("evidence", page.as_bytes())?;
        let mut fields = vec![
            Assign { path: "partner".to_owned(), value: Value::Ref(self.partner(step.place)?.to_string()) },
            code("code", paper.code.as_str()),
            text("number", number.as_str()),
            text("holder", paper.holder.as_str()),
            text("issuer", paper.issuer),
            day("issued_on", paper.issued_on),
            day("valid_from", paper.issued_on),
            text("language", paper.language),
        ];
        fields.extend(copy_of(&paper.file_name, &blob));
        if !paper.scope.is_empty() {
            fields.push(text("scope", paper.scope));
        }
        fields.extend(paper.valid_to.map(|to| day("valid_to", to)));
        let act = Act::Create { kind: KindId::Document, fields };
        let done = self.send_with(step, act, None, vec![blob.clone()])?;
        self.summary.documents += 1;
        let id = done.and_then(|d| d.ids.first().copied()).ok_or_else(|| lost("new document"))?;
        let filed = Filed { id, blob, number, text: page };
        self.known(step.place)?.documents.insert((paper.code, generation), filed);
        Ok(())
    }

    fn judge(&mut self, step: &Step, items: usize) -> Result<(), Refusal> {
        let known = self.known(step.place)?;
        let Some((case, verb)) = known.case else { return Ok(()) };
        let codes: &[&str] = match verb {
            "partner.propose-admission" => &["screening"],
            "partner.activate" => &["contract"],
            "partner.exit" => &["settlement"],
            _ => &[],
        };
        for code in codes.iter().take(items) {
            let comment = "Evidence opened and read".to_owned();
            let act = Act::Judge { case, code: (*code).to_owned(), verdict: Some(Verdict::Up), comment };
            self.send(step, act)?;
            self.known(step.place)?.judged += 1;
        }
        Ok(())
    }

    fn case(&mut self, step: &Step, verb: &'static str) -> Result<(), Refusal> {
        let known = self.known(step.place)?;
        let Some((case, _)) = known.case else { return Ok(()) };
        let seen = Seen {
            verdicts: [(Verdict::Up.as_str().to_owned(), known.judged)].into(),
            opened: known.documents.values().map(|d| d.blob.sha256.to_string()).collect(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            ..Seen::default()
        };
        let act = Act::Verb { verb: verb.to_owned(), id: case, expect_rev: None, fields: Vec::new() };
        self.send_with(step, act, Some(seen), Vec::new()).map(|_| ())
    }
}
