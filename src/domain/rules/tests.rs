//! Fixtures, and the laws that hold for all rules together.

mod accounts;
mod assessments;
mod copies;
mod credit;
mod diligence;
mod documents;
mod identity;
mod laws;
mod names;
mod permits;
mod retention;
mod sessions;
mod system;
mod training;
mod translations;
mod words;

use super::Credit;
use super::Facts;
use super::Lookup;
use super::evaluate;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::document::FileRef;
use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Arg;
use crate::domain::partner::Country;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Identifier;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerRef;
use crate::domain::partner::PartnerType;
use crate::domain::partner::RiskBand;
use crate::domain::requirement::DocRule;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::requirement::Requirement;
use crate::domain::requirement::Seat;
use crate::domain::retention::Retention;
use crate::domain::risk::Cause;
use crate::domain::risk::Risk;
use crate::domain::training::Judged;
use crate::domain::training::Wanted;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::collections::BTreeMap;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

pub(super) fn p(number: u64) -> Id {
    Id::new(KindId::Partner, number)
}

pub(super) fn d(number: u64) -> Id {
    Id::new(KindId::Document, number)
}

pub(super) fn stored(id: Id, state: &str, record: Record) -> Stored {
    Stored {
        id,
        rev: 1,
        state: state.to_owned(),
        since: at("2026-01-05T08:00:00Z"),
        made_by: "filer".to_owned(),
        made_at: at("2026-01-05T08:00:00Z"),
        moved_by: "checker".to_owned(),
        hash: [0; 32],
        record,
    }
}

/// A Chinese seller nothing is wrong with.
pub(super) fn seller() -> Partner {
    Partner {
        legal_name_local: "杭州云帆贸易有限公司".into(),
        legal_name_en: "Hangzhou Yunfan Trading Co., Ltd.".into(),
        type_set: vec![PartnerType::Ece],
        country: Country("CN".into()),
        identifiers: vec![identifier("cn.uscc", "91330110MA2ENTRP4L"), identifier("cn.customs", "3301963K69")],
        credit_grade: CreditGrade::Reg,
        credit_checked_on: Some(day("2026-11-20")),
        ..Partner::default()
    }
}

/// A partner of one type, otherwise as [`seller`].
pub(super) fn partner_of(ty: PartnerType) -> Partner {
    Partner { type_set: vec![ty], ..seller() }
}

/// A seller abroad.
pub(super) fn overseas() -> Partner {
    Partner {
        legal_name_local: "Northwind Trading Limited".into(),
        legal_name_en: String::new(),
        country: Country("HK".into()),
        identifiers: Vec::new(),
        ..seller()
    }
}

pub(super) fn identifier(scheme: &str, value: &str) -> Identifier {
    Identifier { scheme: scheme.into(), value: value.into(), ..Identifier::default() }
}

/// A document of partner 1.
pub(super) fn document(code: DocCode) -> Document {
    Document { partner: PartnerRef("P-000001".into()), code, ..Document::default() }
}

pub(super) fn until(code: DocCode, valid_to: &str) -> Document {
    Document { valid_to: Some(day(valid_to)), ..document(code) }
}

pub(super) fn issued(code: DocCode, on: &str) -> Document {
    Document { issued_on: Some(day(on)), ..document(code) }
}

pub(super) fn held(code: DocCode, holder: &str) -> Document {
    Document { holder: holder.into(), ..document(code) }
}

pub(super) fn filed(code: DocCode, sha256: &str) -> Document {
    Document { file: FileRef { name: "scan.pdf".into(), sha256: sha256.into(), bytes: 1 }, ..document(code) }
}

pub(super) fn needs(code: DocCode, need: Need, needed_by: NeededBy) -> Requirement {
    Requirement { code, partner_type: PartnerType::Ece, seat: Seat::Any, need, needed_by }
}

/// Other records, as tests need them.
#[derive(Debug, Default)]
pub(super) struct World {
    pub identifiers: BTreeMap<(String, String), Vec<Id>>,
    pub files: BTreeMap<String, Vec<Id>>,
    pub numbers: BTreeMap<(DocCode, String), Vec<Id>>,
    pub partners: BTreeMap<Id, (String, Vec<PartnerType>)>,
    pub owners: BTreeMap<Id, Id>,
    pub holders: BTreeMap<Id, String>,
    pub skeletons: BTreeMap<String, Vec<Id>>,
    pub names: BTreeMap<Id, Vec<String>>,
    pub credits: BTreeMap<Id, Credit>,
}

impl Lookup for World {
    fn with_identifier(&self, scheme: &str, value: &str) -> Vec<Id> {
        self.identifiers.get(&(scheme.to_owned(), value.to_owned())).cloned().unwrap_or_default()
    }
    fn with_file(&self, sha256: &str) -> Vec<Id> {
        self.files.get(sha256).cloned().unwrap_or_default()
    }
    fn with_number(&self, code: DocCode, number: &str) -> Vec<Id> {
        self.numbers.get(&(code, number.to_owned())).cloned().unwrap_or_default()
    }
    fn partner_state(&self, id: Id) -> Option<(String, Vec<PartnerType>)> {
        self.partners.get(&id).cloned()
    }
    fn credit_of(&self, id: Id) -> Option<Credit> {
        self.credits.get(&id).copied()
    }
    fn partner_of_document(&self, id: Id) -> Option<Id> {
        self.owners.get(&id).copied()
    }
    fn holder_of(&self, document: Id) -> Option<String> {
        self.holders.get(&document).cloned()
    }
    fn with_skeleton(&self, skeleton: &str) -> Vec<Id> {
        self.skeletons.get(skeleton).cloned().unwrap_or_default()
    }
    fn names_of(&self, id: Id) -> Vec<String> {
        self.names.get(&id).cloned().unwrap_or_default()
    }
}

/// One partner with its surroundings.
#[derive(Debug)]
pub(super) struct Bench {
    pub partner: Partner,
    pub state: &'static str,
    pub documents: Vec<Stored>,
    pub required: Vec<Requirement>,
    pub max_age: BTreeMap<DocCode, DocRule>,
    pub params: BTreeMap<(String, String), i64>,
    pub wanted: Vec<Wanted>,
    pub trainings: Vec<Judged>,
    pub today: NaiveDate,
    pub accounts: Vec<Stored>,
    pub pending: bool,
    pub risk: Risk,
    pub review_due: Option<NaiveDate>,
    pub retention: Retention,
    pub settled: bool,
    pub world: World,
}

impl Bench {
    pub fn new(partner: Partner) -> Self {
        Self {
            partner,
            state: "docs_review",
            documents: Vec::new(),
            required: Vec::new(),
            max_age: BTreeMap::new(),
            params: BTreeMap::new(),
            wanted: Vec::new(),
            trainings: Vec::new(),
            today: day("2026-11-23"),
            risk: Risk {
                inherent: 30,
                control: 0,
                residual: 30,
                band: RiskBand::Med,
                cause: Cause::Figure,
                changes: None,
            },
            accounts: Vec::new(),
            pending: false,
            review_due: None,
            retention: Retention::default(),
            settled: false,
            world: World::default(),
        }
    }

    pub fn state(mut self, state: &'static str) -> Self {
        self.state = state;
        self
    }

    /// Its risk is of this band.
    pub fn band(mut self, band: RiskBand) -> Self {
        self.risk.band = band;
        self
    }

    pub fn on(mut self, today: &str) -> Self {
        self.today = day(today);
        self
    }

    /// Adds an accepted document.
    pub fn doc(self, document: Document) -> Self {
        self.doc_in("accepted", document)
    }

    pub fn doc_in(mut self, state: &str, document: Document) -> Self {
        let id = d(self.documents.len() as u64 + 1);
        self.documents.push(stored(id, state, document.into()));
        self
    }

    pub fn need(mut self, code: DocCode, need: Need, needed_by: NeededBy) -> Self {
        self.required.push(needs(code, need, needed_by));
        self
    }

    /// Requires a document by the documents review.
    pub fn requires(self, code: DocCode) -> Self {
        self.need(code, Need::Required, NeededBy::Docs)
    }

    pub fn max_age(mut self, code: DocCode, days: i64) -> Self {
        self.max_age.insert(code, DocRule { code, max_age_days: Some(days), ..DocRule::default() });
        self
    }

    pub fn world(mut self, change: impl FnOnce(&mut World)) -> Self {
        change(&mut self.world);
        self
    }

    pub fn outcome(&self) -> Outcome {
        self.graded(&|_| None)
    }

    pub fn graded(&self, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Outcome {
        let subject = stored(p(1), self.state, self.partner.clone().into());
        let facts = Facts {
            subject: &subject,
            partner: &self.partner,
            documents: &self.documents,
            required: &self.required,
            doc_rules: &|code| self.max_age.get(&code),
            params: &|rule, name| self.params.get(&(rule.to_owned(), name.to_owned())).copied(),
            wanted: &self.wanted,
            trainings: &self.trainings,
            today: self.today,
            accounts: &self.accounts,
            pending: self.pending,
            risk: self.risk,
            review_due: self.review_due,
            assessed: false,
            retention: &self.retention,
            zone: chrono_tz::Asia::Shanghai,
            settled: &|| self.settled,
            same: &self.world,
        };
        let outcome = evaluate(&facts, severity_of);
        outcome.hits.iter().for_each(words::fit);
        outcome
    }

    /// The hits of one rule.
    pub fn hits(&self, rule: &str) -> Vec<Hit> {
        self.outcome().hits.into_iter().filter(|h| h.rule == rule).collect()
    }

    /// Slot, severity and message id of the hits of one rule.
    pub fn brief(&self, rule: &str) -> Vec<(String, Severity, String)> {
        self.hits(rule).into_iter().map(|h| (h.slot, h.severity, h.msg.id.into_owned())).collect()
    }

    /// The message id of the only hit of a rule; empty when it is silent.
    pub fn says(&self, rule: &str) -> String {
        let hits = self.hits(rule);
        assert!(hits.len() <= 1, "{hits:?}");
        hits.first().map(|h| h.msg.id.to_string()).unwrap_or_default()
    }
}

pub(super) fn arg(hit: &Hit, name: &str) -> Arg {
    hit.msg.args.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).expect("an argument of this name")
}
