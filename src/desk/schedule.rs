//! The findings schedule: which subjects a batch makes dirty, and what the rules say of them.
//!
//! All rules of a dirty subject run together. The outcome is written in the same batch as the records, so that findings
//! are never behind what they speak of; a day's change is brought in by [`crate::desk::load::day`].

use crate::desk::clock;
use crate::desk::completion::completion;
use crate::desk::decide;
use crate::desk::insured;
use crate::desk::kept;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::overlay::session_of;
use crate::desk::standing;
use crate::desk::state::State;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::IN_FORCE;
use crate::domain::case::Case;
use crate::domain::checklist::Checklist;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::dossier;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::module::Module;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::reaction::Reaction;
use crate::domain::reaction::Stance;
use crate::domain::rules;
use crate::domain::rules::Credit;
use crate::domain::rules::Facts;
use crate::domain::rules::Lookup;
use crate::domain::rules::Stage;
use crate::domain::rules::assessments::AssessmentFacts;
use crate::domain::rules::assessments::evaluate_assessment;
use crate::domain::rules::sessions;
use crate::domain::rules::sessions::Completion;
use crate::domain::rules::sessions::SessionFacts;
use crate::domain::rules::system::CaseFacts;
use crate::domain::rules::system::evaluate_case as evaluate_case_rules;
use crate::domain::session::Session;
use crate::text;
use chrono::NaiveDate;
use chrono::Utc;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Kinds that rules look at.
pub const JUDGED: [KindId; 6] =
    [KindId::Partner, KindId::Case, KindId::Assessment, KindId::Session, KindId::Module, KindId::Certificate];

/// Subjects from which on all cores are worth waking.
const PARALLEL: usize = 64;

impl Now<'_> {
    fn fresh(&self, kind: KindId) -> impl Iterator<Item = &Arc<Stored>> {
        self.overlay.records.values().filter(move |s| s.id.kind == kind)
    }

    fn partners(&self, numbers: Vec<u64>, besides: Option<Id>, fits: impl Fn(&Partner) -> bool) -> Vec<Id> {
        let mut found: BTreeSet<Id> = numbers.into_iter().map(|n| Id::new(KindId::Partner, n)).collect();
        if self.overlay.records.len() <= 64 {
            found.extend(self.fresh(KindId::Partner).map(|s| s.id));
        }
        if let Some(besides) = besides {
            found.remove(&besides);
        }
        let check = |id: &Id| {
            let stored = self.get(*id).ok().flatten();
            stored.as_ref().and_then(|s| Partner::of(&s.record)).is_some_and(&fits)
        };
        found.into_iter().filter(check).collect()
    }

    fn documents(&self, numbers: Vec<u64>, fits: impl Fn(&Document) -> bool) -> Vec<Id> {
        let mut found: BTreeSet<Id> = numbers.into_iter().map(|n| Id::new(KindId::Document, n)).collect();
        if self.overlay.records.len() <= 64 {
            found.extend(self.fresh(KindId::Document).map(|s| s.id));
        }
        let check = |id: &Id| {
            let stored = self.get(*id).ok().flatten();
            stored.as_ref().and_then(|s| Document::of(&s.record)).is_some_and(&fits)
        };
        found.into_iter().filter(check).collect()
    }
}

/// Look-ups for the rules of one partner, which ask for others: it is not read to find itself.
struct Besides<'a> {
    now: Now<'a>,
    subject: Id,
}

impl Now<'_> {
    fn identified(&self, scheme: &str, value: &str, besides: Option<Id>) -> Vec<Id> {
        self.partners(self.state.tables.maps.value(value), besides, |p| {
            p.identifiers.iter().any(|i| i.scheme == scheme && i.value == value)
        })
    }

    fn alike(&self, skeleton: &str, besides: Option<Id>) -> Vec<Id> {
        self.partners(self.state.tables.maps.skeleton(skeleton), besides, |p| {
            [&p.legal_name_local, &p.legal_name_en].iter().any(|n| !n.is_empty() && text::skeleton(n) == skeleton)
        })
    }
}

impl Lookup for Besides<'_> {
    fn with_identifier(&self, scheme: &str, value: &str) -> Vec<Id> {
        self.now.identified(scheme, value, Some(self.subject))
    }

    fn with_file(&self, sha256: &str) -> Vec<Id> {
        self.now.with_file(sha256)
    }

    fn with_number(&self, code: DocCode, number: &str) -> Vec<Id> {
        self.now.with_number(code, number)
    }

    fn partner_state(&self, id: Id) -> Option<(String, Vec<PartnerType>)> {
        self.now.partner_state(id)
    }

    fn credit_of(&self, id: Id) -> Option<Credit> {
        self.now.credit_of(id)
    }

    fn partner_of_document(&self, id: Id) -> Option<Id> {
        self.now.partner_of_document(id)
    }

    fn holder_of(&self, document: Id) -> Option<String> {
        self.now.holder_of(document)
    }

    fn with_skeleton(&self, skeleton: &str) -> Vec<Id> {
        self.now.alike(skeleton, Some(self.subject))
    }

    fn names_of(&self, id: Id) -> Vec<String> {
        self.now.names_of(id)
    }
}

impl Lookup for Now<'_> {
    fn with_identifier(&self, scheme: &str, value: &str) -> Vec<Id> {
        self.identified(scheme, value, None)
    }

    fn with_file(&self, sha256: &str) -> Vec<Id> {
        self.documents(self.state.tables.maps.file(sha256), |d| d.file.sha256 == sha256)
    }

    fn with_number(&self, code: DocCode, number: &str) -> Vec<Id> {
        self.documents(self.state.tables.maps.number(code, number), |d| d.code == code && d.number == number)
    }

    fn partner_state(&self, id: Id) -> Option<(String, Vec<PartnerType>)> {
        let stored = self.get(id).ok().flatten()?;
        let types = Partner::of(&stored.record)?.type_set.clone();
        Some((stored.state.clone(), types))
    }

    fn credit_of(&self, id: Id) -> Option<Credit> {
        let stored = self.get(id).ok().flatten()?;
        let partner = Partner::of(&stored.record)?;
        Some(Credit { grade: partner.credit_grade, dishonest_on: partner.dishonest_on })
    }

    fn partner_of_document(&self, id: Id) -> Option<Id> {
        parent_of(&self.get(id).ok().flatten()?.record)
    }

    fn holder_of(&self, document: Id) -> Option<String> {
        let stored = self.get(document).ok().flatten()?;
        Document::of(&stored.record).map(|d| d.holder.clone())
    }

    fn with_skeleton(&self, skeleton: &str) -> Vec<Id> {
        self.alike(skeleton, None)
    }

    fn names_of(&self, id: Id) -> Vec<String> {
        let stored = self.get(id).ok().flatten();
        let names = |p: &Partner| vec![p.legal_name_local.clone(), p.legal_name_en.clone()];
        stored.as_ref().and_then(|s| Partner::of(&s.record)).map(names).unwrap_or_default()
    }
}

/// What the rules say of a partner on a day.
pub fn evaluate(now: Now<'_>, subject: &Stored, today: NaiveDate) -> Result<Outcome, ViewError> {
    if let Some(case) = Case::of(&subject.record) {
        return evaluate_case(now, subject, case, today);
    }
    if let Some(assessment) = Assessment::of(&subject.record) {
        return evaluate_assessed(now, subject, assessment, today);
    }
    if let Some(certificate) = Certificate::of(&subject.record) {
        return insured::evaluate(now, subject, certificate, today);
    }
    if let Some(session) = Session::of(&subject.record) {
        return evaluate_session(now, subject, session);
    }
    if let Some(module) = Module::of(&subject.record) {
        return Ok(evaluate_module(now, subject, module, today));
    }
    let Some(partner) = Partner::of(&subject.record) else { return Ok(Outcome::default()) };
    let alone = now.is_alone(subject);
    let documents: Vec<Stored> = if alone {
        Vec::new()
    } else {
        now.children(subject.id, KindId::Document)?.iter().map(|d| Stored::clone(d)).collect()
    };
    // Asked only where a rule wants to know: most partners are of no trusted grade.
    let assessed = !alone
        && partner.credit_grade.is_aeo()
        && now.children(subject.id, KindId::Assessment)?.iter().any(|a| IN_FORCE.contains(&a.state.as_str()));
    let catalog = now.state.catalog;
    let required = catalog.required(partner);
    // Of a prospect nothing is asked yet, and most imported partners are prospects.
    let (wanted, trainings) = match Stage::of(&subject.state) {
        Stage::Early | Stage::Gone => (Vec::new(), Vec::new()),
        _ => (now.state.directory.wanted(partner, today), now.trainings_of(subject.id)?),
    };
    let standing = standing::present(now, subject, partner, today)?;
    let accounts = accounts_of(now, subject)?;
    let uncovered = insured::uncovered(now, subject, partner, today)?;
    let facts = Facts {
        subject,
        partner,
        documents: &documents,
        required: &required,
        doc_rules: &|code| catalog.doc_rule(code),
        params: &|rule, name| catalog.rule(rule).and_then(|r| r.param(name)),
        wanted: &wanted,
        trainings: &trainings,
        today,
        pending: !accounts.is_empty() && waits(now, subject)?,
        accounts: &accounts,
        risk: standing.risk,
        review_due: standing.review_due,
        assessed,
        retention: &catalog.retention,
        zone: now.state.genesis.tz(),
        settled: &|| kept::settled(now, subject.id),
        uncovered: &uncovered,
        uncovered_next: insured::turns(now, partner, today),
        same: &Besides { now, subject: subject.id },
    };
    Ok(rules::evaluate(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)))
}

/// What the rules say of an assessment.
fn evaluate_assessed(
    now: Now<'_>,
    subject: &Stored,
    assessment: &Assessment,
    today: NaiveDate,
) -> Result<Outcome, ViewError> {
    let catalog = now.state.catalog;
    let stored = assessment.checklist.id().map(|id| now.get(id)).transpose()?.flatten();
    let list = stored.as_ref().and_then(|s| Some((Checklist::of(&s.record)?, s.state == "active")));
    let facts = AssessmentFacts {
        assessment,
        state: &subject.state,
        list,
        params: &|rule, name| catalog.rule(rule).and_then(|r| r.param(name)),
        today,
    };
    Ok(evaluate_assessment(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)))
}

/// The assessments that go by a check-list: it seldom changes, and there are few of them.
fn assessed_by(now: Now<'_>, list: Id) -> Result<Vec<Id>, ViewError> {
    let mut found = Vec::new();
    for number in 1..=now.count(KindId::Assessment) {
        let id = Id::new(KindId::Assessment, number);
        let stored = now.get(id)?;
        let by = |s: &Arc<Stored>| Assessment::of(&s.record).and_then(|a| a.checklist.id()) == Some(list);
        found.extend(stored.as_ref().filter(|s| by(s)).map(|_| id));
    }
    Ok(found)
}

/// The partners of these types.
fn partners_of(now: Now<'_>, types: &[PartnerType]) -> Result<Vec<Id>, ViewError> {
    let mut found = Vec::new();
    for number in 1..=now.count(KindId::Partner) {
        let id = Id::new(KindId::Partner, number);
        let stored = now.get(id)?;
        let fits = stored.and_then(|s| Partner::of(&s.record).map(|p| p.type_set.iter().any(|t| types.contains(t))));
        found.extend(fits.filter(|fits| *fits).map(|_| id));
    }
    Ok(found)
}

fn accounts_of(now: Now<'_>, subject: &Stored) -> Result<Vec<Stored>, ViewError> {
    if now.count(KindId::BankAccount) == 0 || now.is_alone(subject) {
        return Ok(Vec::new());
    }
    Ok(now.children(subject.id, KindId::BankAccount)?.iter().map(|a| Stored::clone(a)).collect())
}

/// Whether a decision on a partner waits.
fn waits(now: Now<'_>, subject: &Stored) -> Result<bool, ViewError> {
    let cases = now.children(subject.id, KindId::Case)?;
    Ok(cases.iter().any(|c| matches!(c.state.as_str(), "open" | "returned")))
}

/// What the rules say of a session: it and its attendance.
fn evaluate_session(now: Now<'_>, subject: &Stored, session: &Session) -> Result<Outcome, ViewError> {
    let attendance = now.attendance(subject.id)?;
    let attendance: Vec<&Stored> = attendance.iter().map(AsRef::as_ref).collect();
    let catalog = now.state.catalog;
    let facts = SessionFacts {
        session,
        state: &subject.state,
        attendance: &attendance,
        params: &|rule, name| catalog.rule(rule).and_then(|r| r.param(name)),
    };
    Ok(sessions::evaluate_session(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)))
}

/// What the rules say of a module over all partners at the end of the last quarter.
fn evaluate_module(now: Now<'_>, subject: &Stored, module: &Module, today: NaiveDate) -> Outcome {
    let on = sessions::quarter_end(today);
    // Before its first quarter is over an edition has nothing to show.
    let due = subject.state == "active" && module.is_in_force(on) && !module.types.is_empty();
    let done = if due { completion(now.state, module, on) } else { Completion::default() };
    let catalog = now.state.catalog;
    let params = |rule: &str, name: &str| catalog.rule(rule).and_then(|r| r.param(name));
    sessions::evaluate_module(&module.code, done, today, &params, &|rule| catalog.rule(rule).map(|r| r.severity))
}

/// What the rules say of an open case; a decided one is `verify`'s matter.
fn evaluate_case(now: Now<'_>, stored: &Stored, case: &Case, today: NaiveDate) -> Result<Outcome, ViewError> {
    if !matches!(stored.state.as_str(), "open" | "returned") {
        return Ok(Outcome::default());
    }
    let Some(subject) = case.subject.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten() else {
        return Ok(Outcome::default());
    };
    let dossier = dossier::hash(&decide::dossier_of(now, &subject)?);
    let contributors: Vec<String> = decide::standing_contributors(now, subject.id)?.into_iter().collect();
    let midnight = today.and_hms_opt(0, 0, 0).unwrap_or_default();
    let at = midnight.and_local_timezone(now.state.genesis.tz()).earliest().map(|at| at.with_timezone(&Utc));
    let facts = CaseFacts {
        case,
        open: true,
        approved: false,
        contributors: &contributors,
        dossier: &dossier,
        due: clock::standing(now, case)?.due,
        now: at.unwrap_or_default(),
    };
    let found = evaluate_case_rules(&facts, &|rule| now.state.catalog.rule(rule).map(|r| r.severity));
    let zone = now.state.genesis.tz();
    let next = found.next.map(|at| at.with_timezone(&zone).date_naive().succ_opt().unwrap_or(today));
    Ok(Outcome { hits: found.hits, next })
}

/// Subjects a batch makes dirty: the partners it puts, those of its documents and reactions, and those that share an
/// identifier, a name, a file or a number with what was put, before and after.
fn touched(now: Now<'_>) -> Result<BTreeSet<Id>, ViewError> {
    let mut found: BTreeSet<Id> = insured::concerned_by_terms(now)?.into_iter().collect();
    let maps = &now.state.tables.maps;
    for stored in now.overlay.records.values() {
        let before = if stored.rev > 1 { now.state.get(stored.id)? } else { None };
        for version in before.iter().chain(std::iter::once(stored)) {
            if let Some(partner) = Partner::of(&version.record) {
                for identifier in &partner.identifiers {
                    let others = maps.value(&identifier.value);
                    found.extend(others.into_iter().map(|n| Id::new(KindId::Partner, n)));
                }
                for name in [&partner.legal_name_local, &partner.legal_name_en].into_iter().filter(|n| !n.is_empty()) {
                    let others = maps.skeleton(&text::skeleton(name));
                    found.extend(others.into_iter().map(|n| Id::new(KindId::Partner, n)));
                }
                let principals = maps.principals(&version.id.to_string());
                found.extend(principals.into_iter().map(|n| Id::new(KindId::Partner, n)));
            }
            // A record is judged with what belongs to it. Of cases it matters only where accounts are, which ask whether
            // one waits.
            let belongs = parent_of(&version.record).filter(|parent| match version.id.kind {
                KindId::Case => parent.kind == KindId::Partner && now.count(KindId::BankAccount) > 0,
                // No rule of a partner reads these.
                KindId::Letter | KindId::Claim => false,
                _ => true,
            });
            found.extend(belongs);
            found.extend(insured::concerned(now, version)?);
            if JUDGED.contains(&version.id.kind) {
                found.insert(version.id);
            }
            if version.id.kind == KindId::Letter {
                found.extend(clock::paused_by(now, version)?);
            }
            if version.id.kind == KindId::Checklist && version.rev > 1 {
                found.extend(assessed_by(now, version.id)?);
            }
            found.extend(session_of(&version.record));
            if let Some(module) = Module::of(&version.record).filter(|_| version.rev > 1) {
                // Who had to pass it, and now need not, or again must.
                found.extend(partners_of(now, &module.types)?);
            }
            if version.id.kind == KindId::Session && stored.rev > 1 {
                let attendance = now.attendance(version.id)?;
                found.extend(attendance.iter().filter_map(|t| parent_of(&t.record)));
            }
            if let Some(document) = Document::of(&version.record) {
                let mut others = maps.file(&document.file.sha256);
                others.extend(maps.number(document.code, &document.number));
                for number in others {
                    let other = now.state.get(Id::new(KindId::Document, number))?;
                    found.extend(other.and_then(|o| parent_of(&o.record)));
                }
            }
        }
    }
    Ok(found)
}

/// The new outcomes of every subject a batch makes dirty.
pub fn dirty(now: Now<'_>, today: NaiveDate) -> Result<Vec<(Id, Outcome)>, ViewError> {
    let touched: Vec<Id> = touched(now)?.into_iter().collect();
    let one = |id: &Id| match now.get(*id)? {
        Some(stored) => Ok(Some((*id, evaluate(now, &stored, today)?))),
        None => Ok(None),
    };
    // A commit from a screen touches a handful, an import hundreds.
    let found: Result<Vec<_>, ViewError> = if touched.len() < PARALLEL {
        touched.iter().map(one).collect()
    } else {
        touched.par_iter().map(one).collect()
    };
    Ok(found?.into_iter().flatten().collect())
}

/// The findings of a subject nobody has said anything about yet.
pub fn unanswered(subject: Id, outcome: &Outcome) -> Vec<Finding> {
    let open = |hit: &Hit| Finding { subject, hit: hit.clone(), state: FindingState::Open, until: None };
    outcome.hits.iter().map(open).collect()
}

/// The findings of a subject with what people said about them. A reaction answers only the fact it was given on.
pub fn with_reactions(state: &State, subject: Id, outcome: &Outcome) -> Result<Vec<Finding>, ViewError> {
    let nothing = Overlay::default();
    findings(state.now(&nothing), subject, outcome, state.today)
}

/// As [`with_reactions`], over a batch.
pub fn findings(now: Now<'_>, subject: Id, outcome: &Outcome, today: NaiveDate) -> Result<Vec<Finding>, ViewError> {
    if outcome.hits.is_empty() {
        return Ok(Vec::new());
    }
    let reactions = reactions_of(now, subject)?;
    let answer = |hit: &Hit| {
        let fact = hit.fact();
        let mut state = FindingState::Open;
        let mut until = None;
        for (stored, reaction) in &reactions {
            if !reaction.answers_fact(&hit.rule, &hit.slot, &fact) {
                continue;
            }
            let in_force = stored.state == "in_force";
            match reaction.stance {
                Stance::Acknowledged if in_force => state = FindingState::Acknowledged,
                Stance::Waived if in_force && reaction.until.is_some_and(|d| d >= today) => {
                    state = FindingState::Waived;
                    until = reaction.until;
                }
                Stance::FalsePositive if in_force => state = FindingState::FalsePositive,
                Stance::Waived | Stance::FalsePositive if stored.state == "proposed" => {
                    state = FindingState::WaiverProposed;
                }
                _ => {}
            }
        }
        Finding { subject, hit: hit.clone(), state, until }
    };
    Ok(outcome.hits.iter().map(answer).collect())
}

/// Reactions to findings of a subject, oldest first.
fn reactions_of(now: Now<'_>, subject: Id) -> Result<Vec<(Arc<Stored>, Reaction)>, ViewError> {
    let stored = now.children(subject, KindId::Reaction)?;
    Ok(stored.into_iter().filter_map(|s| Reaction::of(&s.record).cloned().map(|r| (s, r))).collect())
}
