//! What a letter is drawn up from: the partner behind what is marked, its contacts, and what is asked for.

use crate::api::Asked;
use crate::api::LetterDraft;
use crate::api::Refusal;
use crate::api::letter::Addressee;
use crate::api::query::DocumentLine;
use crate::desk::answer::list::findings_of;
use crate::desk::answer::show::document_lines;
use crate::desk::answer::told::told;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::state::State;
use crate::domain::case::Case;
use crate::domain::finding::Finding;
use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::profile::Profile;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::WAIT_DAYS;
use crate::domain::letter::addressee;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::person::Person;
use crate::domain::requirement::Need;
use chrono::Days;
use chrono::NaiveDate;
use std::sync::Arc;

/// The template that asks for papers.
const MISSING: &str = "documents-missing";
/// The template that asks for an explanation.
const CLARIFY: &str = "finding-clarification";
/// The template that asks for what certificates of insurance lack.
const INSURANCE: &str = "insurance-gaps";
/// The template that asks for a certificate after one that ends.
const RENEWAL: &str = "insurance-renewal";
/// The rule that says that cover ends.
const ENDS: &str = "INS-14";
/// Days before the end of cover within which a letter about its certificate asks for the next one.
const RENEWED_WITHIN: i64 = 90;
/// Rules that say a paper is missing or runs out.
const ABOUT_PAPERS: &[&str] = &["PTR-001", "PTR-002"];

/// Drafts a letter about records and findings of one partner: ids, and keys of findings such as `PTR-002:P-000017:D-INS`.
pub fn draft(state: &State, about: &[String], operator: &str) -> Result<LetterDraft, Refusal> {
    let mut partners: Vec<Id> = Vec::new();
    for key in about {
        let partner = partner_of(state, key)?;
        if !partners.contains(&partner) {
            partners.push(partner);
        }
    }
    let [id] = partners.as_slice() else {
        return Err(Refusal::invalid(Msg::new("refused-letter-partners").with("count", partners.len())));
    };
    let stored = state.get(*id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
    let partner = Partner::of(&stored.record).ok_or_else(|| Refusal::not_found(id.to_string()))?;
    let (asked, template) = asked(state, &stored, partner, about)?;
    let person = state.directory.operator(operator).and_then(|(_, o)| o.person.id());
    let person = person.map(|id| state.get(id)).transpose()?.flatten();
    let person = person.as_ref().and_then(|p| Person::of(&p.record)).cloned().unwrap_or_default();
    let first = addressee(partner);
    let mut contacts: Vec<_> = partner.contacts.iter().collect();
    contacts.sort_by_key(|c| Some(*c) != first);
    let told = |c: &crate::domain::partner::Contact| Addressee {
        name: c.name.clone(),
        email: c.email.clone(),
        lang: c.lang.clone(),
    };
    Ok(LetterDraft {
        partner: *id,
        title: stored.title(),
        contacts: contacts.into_iter().map(told).collect(),
        asked,
        template: template.to_owned(),
        templates: state.catalog.letters.clone(),
        wait_until: state.today.checked_add_days(Days::new(WAIT_DAYS)).unwrap_or(state.today),
        operator: if person.name.is_empty() { operator.to_owned() } else { person.name },
        department: person.department,
    })
}

/// The partner a record or finding is about.
fn partner_of(state: &State, key: &str) -> Result<Id, Refusal> {
    let mut parts = key.splitn(3, ':');
    let first = parts.next().unwrap_or_default();
    let text = parts.next().unwrap_or(first);
    let mut id: Id = text.parse().map_err(Refusal::invalid)?;
    // A case is about its subject, a reaction or document about the partner it is filed under.
    for _ in 0..3 {
        if id.kind == KindId::Partner {
            return Ok(id);
        }
        let stored = state.get(id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
        let subject = Case::of(&stored.record).and_then(|case| case.subject.parse().ok());
        match subject.or_else(|| parent_of(&stored.record)) {
            Some(next) => id = next,
            None => break,
        }
    }
    Err(Refusal::invalid(Msg::new("refused-letter-nobody").with("id", key)))
}

fn asked(
    state: &State,
    stored: &Arc<Stored>,
    partner: &Partner,
    about: &[String],
) -> Result<(Vec<Asked>, &'static str), Refusal> {
    let nothing = Overlay::default();
    let documents = state.now(&nothing).children(stored.id, KindId::Document)?;
    let lines = document_lines(state, partner, &documents);
    let certificates = certificates(state, about)?;
    let mut findings: Vec<Finding> = findings_of(state, stored.id)?;
    for certificate in &certificates {
        findings.extend(findings_of(state, certificate.id)?);
    }
    findings.retain(|f| f.state.counts());
    let ask = |f: &Finding| Some(Asked { key: f.key(), msg: told(&f.hit.msg, &|code| channel(state, code))? });
    let mut quiet: Vec<&str> = Vec::new();
    let mut out: Vec<Asked> = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    for key in about {
        if let Some(finding) = findings.iter().find(|f| f.key() == *key) {
            match ask(finding) {
                Some(asked) => {
                    rules.push(&finding.hit.rule);
                    out.push(asked);
                }
                None => quiet.push(key),
            }
        } else if let Some(line) = lines.iter().find(|l| l.id.is_some_and(|id| id.to_string() == *key)) {
            out.push(asked_document(line, state));
        } else if let Some(certificate) = certificates.iter().find(|s| s.id.to_string() == *key) {
            let ends = ending(certificate, state);
            rules.extend((!ends.is_empty()).then_some(ENDS));
            // That the cover ends is said once, by what ends.
            let graver = |f: &&Finding| {
                let graver = f.subject == certificate.id && f.hit.severity >= Severity::Medium;
                graver && (ends.is_empty() || f.hit.rule != ENDS)
            };
            out.extend(ends.iter().cloned());
            for (gap, asked) in findings.iter().filter(graver).filter_map(|f| Some((f, ask(f)?))) {
                rules.push(&gap.hit.rule);
                out.push(asked);
            }
        }
    }
    if !out.is_empty() {
        return Ok((out, template(&rules)));
    }
    // A letter about what is not the partner's to know would ask for something nobody marked.
    if !quiet.is_empty() && quiet.len() == about.len() {
        let keys = quiet.into_iter().map(str::to_owned).collect::<Vec<_>>();
        return Err(Refusal::invalid(Msg::new("refused-letter-nothing").with("keys", keys)));
    }
    out.extend(lines.iter().filter(|l| is_missing(l, state)).map(|l| asked_document(l, state)));
    if !out.is_empty() {
        return Ok((out, MISSING));
    }
    let open = findings.iter().filter(|f| f.hit.severity >= Severity::Medium);
    out.extend(open.filter_map(ask));
    Ok((out, CLARIFY))
}

/// The message id of the channel whose requirements a profile says.
fn channel(state: &State, profile: &str) -> Option<String> {
    let mut known = state.directory.profiles.iter().filter(|((code, _), _)| code == profile);
    known.next_back().and_then(|(_, s)| Profile::of(&s.record)).map(|p| p.channel.label())
}

/// The template for what these rules say; papers alone are simply asked for.
fn template(rules: &[&str]) -> &'static str {
    if rules.contains(&ENDS) {
        return RENEWAL;
    }
    if !rules.is_empty() && rules.iter().all(|rule| rule.starts_with("INS-")) {
        return INSURANCE;
    }
    if rules.iter().any(|rule| !ABOUT_PAPERS.contains(rule)) { CLARIFY } else { MISSING }
}

/// The certificates of insurance a letter is about, by themselves or by a gap of theirs.
fn certificates(state: &State, about: &[String]) -> Result<Vec<Arc<Stored>>, Refusal> {
    let mut out: Vec<Arc<Stored>> = Vec::new();
    let named = about.iter().flat_map(|key| key.splitn(3, ':').take(2)).filter_map(|part| part.parse::<Id>().ok());
    for id in named.filter(|id| id.kind == KindId::Certificate) {
        if !out.iter().any(|s| s.id == id) {
            out.extend(state.get(id)?);
        }
    }
    Ok(out)
}

/// The policies of a certificate that end soon or have ended.
fn ending(stored: &Stored, state: &State) -> Vec<Asked> {
    let coverages = Certificate::of(&stored.record).map(|c| c.coverages.as_slice()).unwrap_or_default();
    let soon = coverages.iter().filter_map(|c| Some((c, c.expires?)));
    let soon = soon.filter(|(_, end)| end.signed_duration_since(state.today).num_days() <= RENEWED_WITHIN);
    let told = |(coverage, end): (&Coverage, NaiveDate)| {
        let id = if end < state.today { "letter-item-cover-ended" } else { "letter-item-cover-ends" };
        let msg = Msg::new(id).term("cover", coverage.cover.label()).with("policy", coverage.policy_no.as_str());
        Asked { key: stored.id.to_string(), msg: msg.with("to", end) }
    };
    soon.map(told).collect()
}

/// A required document that is not there, was turned down or has run out.
fn is_missing(line: &DocumentLine, state: &State) -> bool {
    let required = line.requirement.as_ref().is_some_and(|r| r.need == Need::Required);
    let over = line.valid_to.is_some_and(|to| to < state.today);
    required && (line.id.is_none() || line.state == "rejected" || over)
}

/// A document in words: what it is, and what is the matter with the one on file.
fn asked_document(line: &DocumentLine, state: &State) -> Asked {
    let key = line.id.map_or_else(|| line.code.clone(), |id| id.to_string());
    let msg = match (&line.id, line.state.as_str(), line.valid_to) {
        (Some(_), "rejected", _) => Msg::new("letter-item-rejected").with("number", line.number.as_str()),
        (Some(_), _, Some(to)) if to < state.today => Msg::new("letter-item-expired").with("to", to),
        (Some(_), ..) => Msg::new("letter-item-again").with("number", line.number.as_str()),
        (None, ..) => Msg::new("letter-item-missing"),
    };
    Asked { key, msg: msg.with("code", line.code.as_str()).term("document", format!("code-doc-code-{}", line.code)) }
}
