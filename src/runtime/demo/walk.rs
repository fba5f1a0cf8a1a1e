//! A partner's story: from its row to steps, along the life-cycle of domain.md §2.4.

use crate::api::Assign;
use crate::catalog::Catalog;
use crate::domain::document::DocCode;
use crate::domain::partner::Country;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use crate::domain::reaction::Stance;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::value::Value;
use crate::runtime::demo::assessments;
use crate::runtime::demo::assessments::Extent;
use crate::runtime::demo::business;
use crate::runtime::demo::cast::CAST;
use crate::runtime::demo::cast::Goal;
use crate::runtime::demo::cast::Quirk;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::cast::Wait;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::papers;
use crate::runtime::demo::plan::FIRST_DAY;
use crate::runtime::demo::plan::Step;
use crate::runtime::demo::plan::What;
use crate::runtime::demo::plan::code;
use crate::runtime::demo::plan::codes;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::moment;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::trainings;
use crate::runtime::demo::trainings::Stage;
use crate::runtime::demo::words;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;

/// Days after the start on which the stages of an admission are reached.
mod stage {
    pub(super) const INVITE: i64 = 1;
    pub(super) const APPLY: i64 = 3;
    pub(super) const FILE: i64 = 4;
    pub(super) const SUBMIT: i64 = 5;
    pub(super) const LOOK: i64 = 6;
    pub(super) const PASS: i64 = 7;
    pub(super) const SCREEN: i64 = 8;
    pub(super) const MORE: i64 = 9;
    pub(super) const TRAIN: i64 = 10;
    pub(super) const ASSESS: i64 = 12;
    pub(super) const PROPOSE: i64 = 13;
    pub(super) const DECIDE: i64 = 14;
    pub(super) const ACTIVATE: i64 = 16;
    pub(super) const ADMIT: i64 = 17;
}

/// A story being told.
pub(super) struct Story<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) row: &'a Row,
    pub(super) place: usize,
    pub(super) today: NaiveDate,
    pub(super) rng: Rng,
    /// Days before today on which the story starts.
    start: i64,
    maker: &'static str,
    pub(super) checker: &'static str,
    director: &'static str,
    last: Option<DateTime<Utc>>,
    /// First filings: code and day of issue.
    filed: Vec<(DocCode, NaiveDate)>,
    out: Vec<Step>,
}

impl<'a> Story<'a> {
    /// A story not yet told.
    pub(super) fn new(catalog: &'a Catalog, row: &'a Row, place: usize, today: NaiveDate, rng: Rng) -> Self {
        let maker = if place.is_multiple_of(2) { "lin" } else { "wang" };
        let checker = if place.is_multiple_of(3) { "bo" } else { "mira" };
        let director = if place.is_multiple_of(5) { "wei" } else { "chen" };
        let start = row.ago + reach(row.goal);
        let (filed, out) = (Vec::new(), Vec::new());
        Self { catalog, row, place, today, rng, start, maker, checker, director, last: None, filed, out }
    }

    /// Tells it.
    pub(super) fn tell(mut self, identifiers: &[(String, String)], steps: &mut Vec<Step>) {
        self.create(identifiers);
        self.way();
        self.after();
        self.lessons();
        self.reactions();
        steps.append(&mut self.out);
    }

    fn on(&self, stage: i64) -> i64 {
        self.start - stage
    }

    /// Adds a step so many days before today, never before the one before it.
    fn step(&mut self, days: i64, by: &'static str, what: What, why: &str) {
        let minute = self.rng.days(70, 480);
        self.step_at(days, minute, by, what, why);
    }

    pub(super) fn step_at(&mut self, days: i64, minute: i64, by: &'static str, what: What, why: &str) {
        let mut at = moment(self.today, days, minute);
        if let Some(last) = self.last {
            at = at.max(last + TimeDelta::minutes(4));
        }
        self.last = Some(at);
        self.push(at, by, what, why, false);
    }

    pub(super) fn push(&mut self, at: DateTime<Utc>, by: &'static str, what: What, why: &str, soft: bool) {
        let why = (!why.is_empty()).then(|| why.to_owned());
        self.out.push(Step { at, place: self.place, by, what, why, soft, apart: false });
    }

    fn soften(&mut self) {
        if let Some(last) = self.out.last_mut() {
            last.soft = true;
        }
    }

    fn verb(&mut self, days: i64, by: &'static str, verb: &'static str, why: &str) {
        self.step(days, by, What::Verb(verb, Vec::new()), why);
    }

    fn has(&self, quirk: Quirk) -> bool {
        self.row.quirks.contains(&quirk)
    }

    fn create(&mut self, identifiers: &[(String, String)]) {
        let fields = self.fields(identifiers);
        if self.place < CAST {
            let minute = 61 + 9 * i64::try_from(self.place).unwrap_or(0);
            self.step_at(FIRST_DAY, minute, self.maker, What::Create(fields), "");
        } else {
            self.step(self.start, self.maker, What::Create(fields), "");
        }
    }

    fn fields(&mut self, identifiers: &[(String, String)]) -> Vec<Assign> {
        let row = self.row;
        let group = |(scheme, value): &(String, String)| {
            let texts = [Value::Text(scheme.clone()), Value::Text(value.clone())];
            Value::Group(texts.into_iter().chain([Value::Null, Value::Null, Value::Null]).collect())
        };
        let mut fields = vec![
            text("legal_name_local", row.local),
            text("legal_name_en", row.en),
            codes("type_set", row.types.iter().map(|t| t.as_str())),
            code("country", row.country),
            text("registered_address", words::address(row.city, row.country, &mut self.rng)),
            day("incorporation_date", self.today - TimeDelta::days(900 + self.rng.days(0, 5_000))),
            Assign { path: "identifiers".to_owned(), value: Value::List(identifiers.iter().map(group).collect()) },
            words::contacts(row, self.place, &mut self.rng),
            text("owner", self.maker),
            text("origin", "demo"),
        ];
        if !row.modes.is_empty() {
            fields.push(codes("modes", row.modes.iter().map(|m| m.as_str())));
        }
        fields.push(codes("markets", row.markets.iter().copied()));
        let grade = row.credit.or(row.chinese().then_some(CreditGrade::Reg)).filter(|_| !self.has(Quirk::NoCredit));
        if let Some(grade) = grade {
            fields.push(code("credit_grade", grade.as_str()));
            let asked = if self.place < CAST { FIRST_DAY } else { self.start };
            fields.push(day("credit_checked_on", self.today - TimeDelta::days(asked)));
        }
        fields.extend(business::fields(self.catalog, row, self.place, self.today));
        if self.place < CAST {
            fields.push(text("legal_rep.name", words::person(row.country, &mut self.rng)));
            fields.push(text("legal_rep.id_kind", "passport"));
            fields.push(text("legal_rep.id_number", format!("DEMO{:08}", self.rng.below(100_000_000))));
        }
        fields
    }

    /// The way to where the row says.
    fn way(&mut self) {
        let goal = self.row.goal;
        let to = reach(goal);
        if to >= stage::INVITE && self.place.is_multiple_of(3) || goal == Goal::Invited {
            self.verb(self.on(stage::INVITE), self.maker, "partner.invite", "");
        }
        if to < stage::APPLY {
            return;
        }
        self.verb(self.on(stage::APPLY), self.maker, "partner.apply", "");
        if goal == Goal::Withdrawn {
            let why = "The partner chose another platform";
            return self.verb(self.on(stage::FILE), self.maker, "partner.withdraw", why);
        }
        if to >= stage::SUBMIT {
            self.papers();
        }
        if to >= stage::PASS {
            self.checks(to);
        }
        if to >= stage::PROPOSE {
            self.decision();
        }
        if to >= stage::ACTIVATE {
            self.activation();
        }
    }

    /// The trainings: before the stage that asks for them, and again when they are old.
    fn lessons(&mut self) {
        let days = self.on(stage::TRAIN);
        let stage = match reach(self.row.goal) {
            _ if self.row.goal == Goal::Screening => Stage::Trying,
            _ if self.row.goal == Goal::Training => Stage::Waiting,
            to if to >= stage::ADMIT => Stage::Admitted(days),
            to if to >= stage::TRAIN => Stage::Admission(days),
            _ => return,
        };
        for lesson in trainings::lessons(self.catalog, self.row, self.place, self.today, stage) {
            let at = moment(self.today, lesson.days, lesson.minute);
            self.push(at, "song", lesson.what, "", false);
        }
    }

    fn papers(&mut self) {
        let goal = self.row.goal;
        let agent = self.row.quirks.iter().find_map(|q| if let Quirk::Agent(p) = q { Some(*p) } else { None });
        if let Some(agent) = agent {
            self.step(self.on(stage::FILE), self.maker, What::Agent(agent), "");
        }
        let mut codes = self.required(NeededBy::Docs);
        if matches!(goal, Goal::DocsReview(_)) {
            // What is odd about a later paper shows only when it comes early.
            let early = self.required(NeededBy::Approval);
            codes.extend(early.into_iter().filter(|c| self.odd(*c)));
        }
        self.file(self.on(stage::FILE), &codes);
        self.verb(self.on(stage::SUBMIT), self.maker, "partner.submit", "");
        if goal == Goal::DocsReview(false) {
            return;
        }
        self.look_at(self.on(stage::LOOK), &codes);
        if matches!(goal, Goal::Rejected | Goal::ReapplyOpen(_)) {
            let why = "Licence and registry name two different owners; explanation not credible";
            self.verb(self.on(stage::LOOK), self.checker, "partner.reject", why);
        }
        if let Goal::ReapplyOpen(minute) = goal {
            let why = "New owners, registry extract of this month shows them; cool-off is over";
            self.step_at(1, minute, self.checker, What::Verb("partner.reapply", Vec::new()), why);
        }
    }

    fn checks(&mut self, to: i64) {
        self.verb(self.on(stage::PASS), self.maker, "partner.pass-documents", "");
        if to < stage::SCREEN {
            return;
        }
        // A checker who attests the screening contributes and may not vote later, as one of them finds out.
        let begun = matches!(self.row.goal, Goal::Pending(Wait::Begun(_)));
        let screener = if begun { "mira" } else { self.maker };
        let answer = "Screened against the lists of the day: no hit above threshold";
        self.step(self.on(stage::SCREEN), screener, What::Attest("partner.attest-screening", answer, None), "");
        if to < stage::TRAIN {
            return;
        }
        let codes = self.required(NeededBy::Approval);
        self.file(self.on(stage::MORE), &codes);
        self.look_at(self.on(stage::TRAIN), &codes);
        self.verb(self.on(stage::TRAIN), "song", "partner.attest-training", "");
        // A step that is no longer told was drawn here: without the draw every later minute of the demo would be another.
        self.rng.days(70, 480);
        self.assess(self.on(stage::ASSESS), "admission", assessments::extent(self.row));
    }

    fn decision(&mut self) {
        let day = self.on(stage::PROPOSE);
        let propose = What::Verb("partner.propose-admission", Vec::new());
        let why = words::PROPOSALS.get(self.place % words::PROPOSALS.len()).copied().unwrap_or_default();
        if let Goal::Pending(wait) = self.row.goal {
            return self.waiting(day, wait, propose, why);
        }
        self.step(day, self.maker, propose, why);
        if self.row.goal == Goal::VotedDown {
            self.step(self.on(stage::DECIDE), self.checker, What::Judge(1), "");
            let why = "Ownership opaque beyond the second tier; reject";
            return self.step(self.on(stage::DECIDE), self.checker, What::Case("case.reject", ""), why);
        }
        self.decide(self.on(stage::DECIDE), 3);
    }

    /// Judges the items of the remembered case and votes for it, the director too where the band asks for one.
    fn decide(&mut self, day: i64, items: usize) {
        self.step(day, self.checker, What::Judge(items), "");
        self.step(day, self.checker, What::Case("case.approve", ""), "File complete, agreed");
        if items > 1 && matches!(self.row.band, RiskBand::High | RiskBand::Critical) {
            self.step(day, self.director, What::Case("case.approve", ""), "Agreed with half-yearly review");
        }
    }

    fn waiting(&mut self, day: i64, wait: Wait, propose: What, why: &str) {
        let (Wait::Fresh(minute)
        | Wait::Begun(minute)
        | Wait::StepDone(minute)
        | Wait::Held(minute)
        | Wait::Returned(minute)) = wait;
        self.step_at(day, minute, self.maker, propose, why);
        let approve = || What::Case("case.approve", "");
        match wait {
            Wait::Fresh(_) => {}
            Wait::Begun(_) => {
                self.step_at(day, minute + 40, "bo", What::Judge(1), "");
                self.step_at(day, minute + 75, "mira", approve(), "Looks fine to me");
                self.soften();
            }
            Wait::StepDone(_) | Wait::Held(_) => {
                self.step_at(day, minute + 150, self.checker, What::Judge(3), "");
                self.step_at(day, minute + 190, self.checker, approve(), "File complete; ownership checked");
            }
            Wait::Returned(_) => {
                self.step_at(day, minute + 90, self.checker, What::Judge(1), "");
                let why = "Security questionnaire answers 7 and 12 contradict each other; please clear up";
                self.step_at(day - 1, minute + 120, self.checker, What::Case("case.return", ""), why);
            }
        }
        if let (Wait::Held(_), Some((code, _))) = (wait, self.filed.first().copied()) {
            let note = vec![text("note", "Authority corrected the address on 2nd page; new copy to follow")];
            self.step_at(day, minute + 330, self.maker, What::Amend((code, 0), note), "");
        }
    }

    fn activation(&mut self) {
        let codes = self.required(NeededBy::Admitted);
        self.file(self.on(stage::DECIDE + 1), &codes);
        self.look_at(self.on(stage::DECIDE + 1), &codes);
        let answer = "Platform contract signed by both, all mandatory clauses in";
        let attest = What::Attest("partner.activate", answer, None);
        let why = "Contract in force, papers complete";
        if let Goal::Activation(minute) = self.row.goal {
            return self.step_at(self.on(stage::ACTIVATE), minute, "yara", attest, why);
        }
        self.step(self.on(stage::ACTIVATE), self.maker, attest, why);
        self.decide(self.on(stage::ADMIT), 1);
    }

    /// Required codes of one stage, with an AEO certificate for the certified.
    fn required(&self, by: NeededBy) -> Vec<DocCode> {
        let partner = Partner {
            type_set: self.row.types.to_vec(),
            country: Country(self.row.country.to_owned()),
            ..Partner::default()
        };
        let needs = self.catalog.required(&partner);
        let wanted = needs.iter().filter(|r| r.need == Need::Required && r.needed_by == by).map(|r| r.code);
        let certified = matches!(self.row.credit, Some(CreditGrade::Adv | CreditGrade::Crt)) && by == NeededBy::Docs;
        wanted.chain(certified.then_some(DocCode::Aeo)).filter(|c| !self.has(Quirk::Missing(*c))).collect()
    }

    /// Whether a paper of this code names another holder or is to be rejected.
    fn odd(&self, code: DocCode) -> bool {
        let about = |q: &Quirk| matches!(q, Quirk::Holder(c, _) | Quirk::Rejected(c, _) if *c == code);
        self.row.quirks.iter().any(about)
    }

    fn file(&mut self, day: i64, codes: &[DocCode]) {
        for code in codes {
            let rule = self.catalog.doc_rule(*code);
            let aging = rule.is_some_and(|r| r.max_age_days.is_some());
            let before = if aging { self.rng.days(1, 2) } else { self.rng.days(20, 380) };
            let issued = self.today - TimeDelta::days(day + before);
            let what = self.paper(*code, 0, issued);
            self.filed.push((*code, issued));
            self.step(day, self.maker, what, "");
        }
    }

    fn paper(&mut self, code: DocCode, generation: u8, issued: NaiveDate) -> What {
        let expires = self.catalog.doc_rule(code).is_some_and(|r| r.expires);
        let until = self.row.quirks.iter().find_map(|q| match q {
            Quirk::Until(c, days) if *c == code => Some(*days),
            _ => None,
        });
        let days = until.or_else(|| expires.then(|| 100 + self.rng.days(0, 800)));
        let valid_to = days.map(|d| self.today + TimeDelta::days(d));
        let mut paper = papers::paper(self.row, self.place, code, generation, issued, valid_to, &mut self.rng);
        let mut copy = None;
        for quirk in self.row.quirks {
            match quirk {
                Quirk::Holder(c, name) if *c == code => (*name).clone_into(&mut paper.holder),
                Quirk::Scope(c, words) if *c == code => paper.scope = words,
                Quirk::CopyOf(place, c) if *c == code => copy = Some((*place, *c)),
                // The number itself is looked up when the paper is filed.
                Quirk::NumberOf(place, c) if *c == code => {
                    paper.number.clear();
                    copy = copy.or(Some((*place, *c)));
                }
                _ => {}
            }
        }
        What::File(generation, Box::new(paper), copy)
    }

    fn look_at(&mut self, day: i64, codes: &[DocCode]) {
        for wanted in codes {
            let reason = self.row.quirks.iter().find_map(|q| match q {
                Quirk::Rejected(c, reason) if c == wanted => Some(*reason),
                _ => None,
            });
            let what = match reason {
                Some(reason) => {
                    let fields = vec![code("reject_reason", reason.as_str())];
                    What::Document((*wanted, 0), "document.reject", fields)
                }
                None => What::Document((*wanted, 0), "document.accept", Vec::new()),
            };
            self.step(day, self.checker, what, "");
        }
    }

    /// What happens after the admission.
    fn after(&mut self) {
        let goal = self.row.goal;
        if reach(goal) < stage::ADMIT {
            return;
        }
        self.renewals();
        let ago = self.row.ago;
        let suspended = "Repeated late answers to customs enquiries";
        match goal {
            Goal::Probation => {
                let why = "New seller of a high band: ninety days under watch";
                self.verb(ago - 4, self.checker, "partner.start-probation", why);
            }
            Goal::ReviewDue | Goal::Reassessed => {
                self.verb(14, self.checker, "partner.call-review", "");
                self.soften();
                if goal == Goal::Reassessed {
                    self.verb(10, self.maker, "partner.reassess", "");
                    self.assess(8, "periodic", Extent::Half);
                }
            }
            Goal::Suspended(days, by, why) => {
                self.verb(days, by, "partner.suspend", why);
                self.soften();
            }
            Goal::Lifted | Goal::LiftOpen(_) => {
                self.verb(40, "tomas", "partner.suspend", suspended);
                let lift = What::Verb("partner.lift", Vec::new());
                let why = "Enquiries answered in full, new contact named, spot check clean";
                if let Goal::LiftOpen(minute) = goal {
                    self.step_at(1, minute, self.checker, lift, why);
                } else {
                    self.step(33, self.checker, lift, why);
                    self.step(32, self.director, What::Case("case.approve", ""), "Agreed, measures are in place");
                }
            }
            Goal::Exiting | Goal::ExitOpen(_) | Goal::Exited => self.exit(),
            _ => {}
        }
        self.dishonest();
        if let Some((days, extent)) = assessments::periodic(self.place) {
            self.assess(days, "periodic", extent);
        }
    }

    fn exit(&mut self) {
        let goal = self.row.goal;
        let day = if goal == Goal::Exited { self.row.ago - 30 } else { 12 };
        self.verb(day, self.maker, "partner.start-exit", "Partner gives up the business at the end of the quarter");
        let answer = "No open orders, deposits returned, retention clock started";
        let exit = What::Attest("partner.exit", answer, None);
        let why = "Settled on both sides";
        match goal {
            Goal::ExitOpen(minute) => self.step_at(1, minute, self.maker, exit, why),
            Goal::Exited => {
                self.step(day - 8, self.maker, exit, why);
                self.decide(day - 9, 1);
            }
            _ => {}
        }
    }

    fn dishonest(&mut self) {
        for quirk in self.row.quirks {
            match quirk {
                Quirk::Dishonest(days) => {
                    let asked = day("credit_checked_on", self.today - TimeDelta::days(*days));
                    let fields = vec![code("credit_grade", CreditGrade::Dis.as_str()), asked];
                    // On the morning of that day, so that whoever suspends for it does so later.
                    let at = moment(self.today, *days, 65);
                    self.push(at, self.maker, What::Change(fields), "", false);
                }
                Quirk::MeasureOpen(minute) => {
                    let words = "Every consignment opened and counted at our cost until the grade is restored";
                    let fields = vec![text("credit_measure", words)];
                    let why = "Business may go on only under a measure (PTR-020)";
                    self.step_at(1, *minute, "yara", What::Verb("partner.record-measure", fields), why);
                }
                _ => {}
            }
        }
    }

    /// Renews what grows too old, and asks for the credit grade again.
    fn renewals(&mut self) {
        if matches!(self.row.goal, Goal::Exited) {
            return;
        }
        for (code, issued) in self.filed.clone() {
            let Some(limit) = self.catalog.doc_rule(code).and_then(|r| r.max_age_days) else { continue };
            let age = (self.today - issued).num_days();
            if age <= limit - 3 || self.has(Quirk::Stale(code)) {
                continue;
            }
            let most = if limit > 100 { limit - 100 } else { limit - 3 };
            let days = self.rng.days(3, most.min(self.row.ago - 1).max(3));
            let what = self.paper(code, 1, self.today - TimeDelta::days(days + 1));
            let base = self.rng.days(70, 300);
            let maker = self.maker;
            self.push(moment(self.today, days, base), maker, what, "", false);
            let accept = What::Document((code, 1), "document.accept", Vec::new());
            self.push(moment(self.today, days, base + 90), self.checker, accept, "", false);
            let old = What::Document((code, 0), "document.supersede", Vec::new());
            self.push(moment(self.today, days, base + 100), maker, old, "", false);
        }
        let credit = self.row.chinese() && !self.has(Quirk::OldCredit) && !self.has(Quirk::NoCredit);
        let dishonest = self.row.quirks.iter().any(|q| matches!(q, Quirk::Dishonest(_)));
        if credit && !dishonest && self.row.ago > 30 {
            let days = self.rng.days(2, 26);
            let fields = vec![day("credit_checked_on", self.today - TimeDelta::days(days))];
            self.push(moment(self.today, days, 310), self.maker, What::Change(fields), "", false);
        }
    }

    fn reactions(&mut self) {
        let maker = self.maker;
        for quirk in self.row.quirks {
            let (rule, slot, minute, stance, why) = match quirk {
                Quirk::Acknowledged(rule, slot) => {
                    (*rule, *slot, 540, Stance::Acknowledged, "Known; the partner was written to, answer by Friday")
                }
                Quirk::WaiverOpen(rule, slot, minute) => {
                    (*rule, *slot, *minute, Stance::Waived, "Renewal is signed, the insurer prints it next week")
                }
                Quirk::FalseOpen(rule, slot, minute) => (
                    *rule,
                    *slot,
                    *minute,
                    Stance::FalsePositive,
                    "Registry spells the name like this, says the applicant",
                ),
                _ => continue,
            };
            let until = (stance == Stance::Waived).then(|| self.today + TimeDelta::days(30));
            let what = What::React(rule, slot, stance, until);
            self.push(moment(self.today, 1, minute), maker, what, why, true);
        }
    }
}

/// The last stage of the admission a goal reaches.
const fn reach(goal: Goal) -> i64 {
    match goal {
        Goal::Prospect => 0,
        Goal::Invited => stage::INVITE,
        Goal::Applying => stage::APPLY,
        Goal::Withdrawn => stage::FILE,
        Goal::DocsReview(false) => stage::SUBMIT,
        Goal::DocsReview(true) | Goal::Rejected | Goal::ReapplyOpen(_) => stage::LOOK,
        Goal::Screening => stage::PASS,
        Goal::Training => stage::SCREEN,
        Goal::Assessment => stage::ASSESS,
        Goal::Pending(_) => stage::PROPOSE,
        Goal::Contracting | Goal::VotedDown => stage::DECIDE,
        Goal::Activation(_) => stage::ACTIVATE,
        Goal::Admitted
        | Goal::Probation
        | Goal::ReviewDue
        | Goal::Reassessed
        | Goal::Suspended(..)
        | Goal::Lifted
        | Goal::LiftOpen(_)
        | Goal::Exiting
        | Goal::ExitOpen(_)
        | Goal::Exited => stage::ADMIT,
    }
}
