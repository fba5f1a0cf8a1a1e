//! What the computed guards of an admission read, as facts of a review: assessments, trainings and the risk.
//!
//! Nothing is judged here: a guard says yes or no when somebody acts; this says from what, so that whoever signs has
//! read the same. A fact stands in the way only where a guard of the case's own verb asks for it.

use crate::api::facts::FactLine;
use crate::api::facts::FactStands;
use crate::desk::answer::waivers;
use crate::desk::decide::unassessed;
use crate::desk::overlay::Now;
use crate::desk::standing;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::IN_FORCE;
use crate::domain::assessment::overall;
use crate::domain::case::Case;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use crate::domain::risk;
use crate::domain::risk::Factor;
use crate::domain::training;
use crate::domain::training::Judged;
use crate::domain::training::Training;
use crate::domain::training::TrainingResult;
use chrono::Days;
use chrono::NaiveDate;

/// Days before its end from which on something is said to lapse.
const SOON_DAYS: u64 = 90;

/// The facts about the subject of a case: of a partner all three kinds, of an assessment what it came to.
pub fn facts(now: Now<'_>, case: &Case, subject: &Stored) -> Result<Vec<FactLine>, ViewError> {
    let today = now.state.today;
    if Assessment::of(&subject.record).is_some() {
        return Ok(assessment(now, subject, today)?.into_iter().collect());
    }
    let Some(partner) = Partner::of(&subject.record) else { return waivers::facts(now, subject) };
    let kind = subject.id.kind.def().name;
    let edge = now.state.catalog.lifecycle(kind).and_then(|l| l.edge(&case.verb));
    let asks = |guard: Guard| edge.is_some_and(|e| e.guards.contains(&guard));
    let mut out = trainings(now, subject, partner, asks(Guard::Trained), today)?;
    out.push(risk_of(now, subject, partner, today)?);
    // Last, nearest to what waits below: on a small screen many modules go out at the top first.
    out.extend(assessments(now, subject, asks(Guard::Assessed), today)?);
    Ok(out)
}

/// How something missing stands: in the way where a guard asks for it.
const fn missed(asked: bool) -> FactStands {
    if asked { FactStands::Against } else { FactStands::Reserved }
}

/// Until when something runs: over, soon over, or not for a while.
fn runs(to: Option<NaiveDate>, today: NaiveDate) -> FactStands {
    let soon = today.checked_add_days(Days::new(SOON_DAYS)).unwrap_or(today);
    match to {
        Some(to) if to <= soon => FactStands::Reserved,
        _ => FactStands::Well,
    }
}

fn assessments(now: Now<'_>, subject: &Stored, asked: bool, today: NaiveDate) -> Result<Vec<FactLine>, ViewError> {
    let mut out = Vec::new();
    for stored in now.children(subject.id, KindId::Assessment)?.iter().rev() {
        let runs = Assessment::of(&stored.record).is_some_and(|a| a.valid_to.is_none_or(|to| to >= today));
        if runs && IN_FORCE.contains(&stored.state.as_str()) {
            out.extend(assessment(now, stored, today)?);
        }
    }
    if let Some(why) = unassessed(now, subject, today)? {
        out.insert(
            0,
            FactLine {
                key: "assessment".to_owned(),
                record: None,
                name: Msg::new("review-fact-no-assessment"),
                word: Some(Msg::new("review-document-missing")),
                lines: vec![why],
                stands: missed(asked),
            },
        );
    }
    Ok(out)
}

/// One assessment: what it came to, until when, by whom, what is still to be done.
fn assessment(now: Now<'_>, stored: &Stored, today: NaiveDate) -> Result<Option<FactLine>, ViewError> {
    let Some(found) = Assessment::of(&stored.record) else { return Ok(None) };
    let decision = overall::decision(found);
    let result = overall::overall(&found.items, &found.scoring);
    let edition = found.edition.as_str();
    let name = if found.proof.is_some() {
        Msg::new("review-fact-exempt").with("list", edition)
    } else {
        Msg::new("review-fact-assessed")
            .with("list", edition)
            .with("total", result.total)
            .with("threshold", found.scoring.threshold)
    };
    let mut lines = Vec::new();
    if let Some(proof) = &found.proof {
        lines.push(Msg::new("review-fact-proof").with("document", proof.0.as_str()));
    } else {
        let list = |codes: &[String]| if codes.is_empty() { "–".to_owned() } else { codes.join(", ") };
        let flags = result.flags();
        lines.push(
            Msg::new("review-fact-result")
                .with("basic", list(&result.basic))
                .with("not", list(&result.not))
                .with("flags", if flags.is_empty() { "–".to_owned() } else { flags }),
        );
    }
    if let Some(to) = found.valid_to {
        let from = found.valid_from.map(|d| d.to_string()).unwrap_or_default();
        lines.push(Msg::new("review-fact-valid").with("from", from).with("to", to));
    }
    lines.extend(decided_by(now, stored)?);
    let open: Vec<&AssessmentItem> = found.items.iter().filter(|i| i.has_open_action()).collect();
    lines.extend(open.iter().map(|i| action(i, today)));
    let stands = if decision.admits() && open.is_empty() { runs(found.valid_to, today) } else { FactStands::Reserved };
    let word = Msg::new("review-fact-decision")
        .term("decision", decision.label())
        .with("actions", i64::try_from(open.len()).unwrap_or(i64::MAX));
    Ok(Some(FactLine { key: stored.id.to_string(), record: Some(stored.id), name, word: Some(word), lines, stands }))
}

/// A corrective action that is still to be done, a condition of the admission.
fn action(item: &AssessmentItem, today: NaiveDate) -> Msg {
    let id = if item.is_overdue(today) { "review-fact-action-late" } else { "review-fact-action" };
    Msg::new(id)
        .with("item", item.code.as_str())
        .with("what", item.action.what.as_str())
        .with("owner", item.action.owner.as_str())
        .with("due", item.action.due.map(|d| d.to_string()).unwrap_or_default())
}

/// Who proposed and who approved an assessment; nothing while nobody did.
fn decided_by(now: Now<'_>, stored: &Stored) -> Result<Option<Msg>, ViewError> {
    let cases = now.children(stored.id, KindId::Case)?;
    let Some(found) = cases.iter().rev().find(|c| c.state == "approved") else { return Ok(None) };
    let Some(case) = Case::of(&found.record) else { return Ok(None) };
    let by: Vec<Arg> = case.votes.iter().map(|v| Arg::Text(format!("{} ({})", v.by, v.role.as_str()))).collect();
    Ok(Some(
        Msg::new("review-fact-decided")
            .with("case", found.id.to_string())
            .with("proposed", case.proposed_by.as_str())
            .with("by", Arg::List(by)),
    ))
}

fn trainings(
    now: Now<'_>,
    subject: &Stored,
    partner: &Partner,
    asked: bool,
    today: NaiveDate,
) -> Result<Vec<FactLine>, ViewError> {
    let wanted = now.state.directory.wanted(partner, today);
    let held = now.trainings_of(subject.id)?;
    let mut out = Vec::new();
    for module in wanted {
        let line = match training::best(&held, &module.code) {
            Some(best) => trained(now, best, asked, today)?,
            None => untrained(&module.code, &held, asked),
        };
        let titles = now.state.directory.module(&module.code, &module.version).map(|(_, m)| m);
        let title = |m: &crate::domain::module::Module| {
            Msg::new("review-fact-module").with("en", m.title_en.as_str()).with("zh", m.title_zh.as_str())
        };
        let lines = titles.map(title).into_iter().chain(line.lines).collect();
        out.push(FactLine { lines, ..line });
    }
    Ok(out)
}

/// A required module somebody of the partner passed, perhaps too long ago.
fn trained(now: Now<'_>, best: &Judged, asked: bool, today: NaiveDate) -> Result<FactLine, ViewError> {
    let stored = now.get(best.id)?;
    let score = stored.as_ref().and_then(|s| Training::of(&s.record)?.score);
    let score = score.map_or_else(|| "none".to_owned(), |s| s.normalize().to_string());
    let lapsed = best.valid_to.filter(|to| *to < today);
    let word = match (lapsed, best.valid_to) {
        (Some(to), _) => Msg::new("review-fact-lapsed").with("to", to),
        (None, Some(to)) => Msg::new("review-fact-until").with("to", to),
        (None, None) => Msg::new("code-training-result-passed"),
    };
    let taken = Msg::new("review-fact-taken")
        .with("person", best.person.as_str())
        .with("on", best.taken_on)
        .with("version", best.version.as_str());
    Ok(FactLine {
        key: format!("training {}", best.module),
        record: Some(best.id),
        name: Msg::new("review-fact-passed").with("module", best.module.as_str()).with("score", score),
        word: Some(word),
        lines: vec![taken],
        stands: if lapsed.is_some() { missed(asked) } else { runs(best.valid_to, today) },
    })
}

/// A required module nobody of the partner passed, with what was tried last.
fn untrained(module: &str, held: &[Judged], asked: bool) -> FactLine {
    let tried = held.iter().filter(|t| t.module == module).max_by_key(|t| (t.taken_on, t.id));
    let word = match tried.map(|t| t.result) {
        Some(TrainingResult::Pending) => Msg::new("code-training-result-pending"),
        Some(_) => Msg::new("code-training-result-failed"),
        None => Msg::new("review-document-missing"),
    };
    let line = |t: &Judged| {
        Msg::new("review-fact-taken")
            .with("person", t.person.as_str())
            .with("on", t.taken_on)
            .with("version", t.version.as_str())
    };
    FactLine {
        key: format!("training {module}"),
        record: tried.map(|t| t.id),
        name: Msg::new("review-fact-module-only").with("module", module),
        word: Some(word),
        lines: tried.map(line).into_iter().collect(),
        stands: missed(asked),
    }
}

/// The risk: its band and in one line what each factor gave, then how that came about.
fn risk_of(now: Now<'_>, subject: &Stored, partner: &Partner, today: NaiveDate) -> Result<FactLine, ViewError> {
    let standing = standing::present(now, subject, partner, today)?;
    let tables = &now.state.catalog.risk;
    let given = risk::factors(partner, tables);
    let points = |factor: Factor| {
        let found = given.iter().find(|w| w.factor == factor);
        found.map(|w| risk::hundredths(w.points())).unwrap_or_default()
    };
    let name = Msg::new("review-fact-risk")
        .term("band", standing.risk.band.label())
        .with("residual", i64::from(standing.risk.residual))
        .with("country", points(Factor::Country))
        .with("role", points(Factor::Role))
        .with("goods", points(Factor::Goods))
        .with("volume", points(Factor::Volume))
        .with("owners", points(Factor::Owners))
        .with("mode", points(Factor::Mode))
        .with("control", i64::from(standing.risk.control));
    Ok(FactLine {
        key: "risk".to_owned(),
        record: Some(subject.id),
        name,
        word: None,
        lines: risk::explain(partner, tables, &standing.risk, &standing.evidence),
        stands: match standing.risk.band {
            RiskBand::Low | RiskBand::Med => FactStands::Well,
            RiskBand::High | RiskBand::Critical => FactStands::Reserved,
        },
    })
}
