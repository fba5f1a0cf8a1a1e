//! `entrepot do VERB ID [FIELD=VALUE…]`: any verb of any life-cycle, verdicts on items of a case, answers to findings.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Done;
use crate::api::FindingKey;
use crate::api::Query;
use crate::api::ReviewItem;
use crate::api::Seen;
use crate::catalog::Catalog;
use crate::cli::args::DoArgs;
use crate::cli::args::Global;
use crate::cli::assign;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::day;
use crate::cli::session::file;
use crate::cli::session::unexpected;
use crate::domain::case::Verdict;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::reaction::Stance;
use crate::domain::value::Value;
use crate::text::did_you_mean;

/// Verbs that are no rows of a life-cycle, and the stance they take.
const REACTIONS: &[(&str, Stance)] = &[
    ("finding.acknowledge", Stance::Acknowledged),
    ("finding.waive", Stance::Waived),
    ("finding.false-positive", Stance::FalsePositive),
];
/// Judges an item of a case.
const JUDGE: &str = "case.judge";
/// Decisions, whose entry says what was before the person who decided.
const DECISIONS: &[&str] = &["case.approve", "case.reject", "case.return"];

/// Runs it.
pub fn run(global: &Global, args: &DoArgs, out: &mut Out) -> Result<(), Fail> {
    let mut act = act(args)?;
    let session = Session::open(global, out)?;
    let mut blobs = Vec::new();
    if let Some(path) = &args.evidence {
        let blob = session.desk().store("evidence", &file(path)?)?;
        if let Act::Verb { fields, .. } = &mut act
            && !fields.iter().any(|f| f.path == "evidence")
        {
            fields.push(Assign { path: "evidence".to_owned(), value: Value::Text(format!("sha256:{}", blob.sha256)) });
        }
        blobs.push(blob);
    }
    let mut command = session.command(act, args.why.as_deref())?;
    command.blobs = blobs;
    if DECISIONS.contains(&args.verb.as_str()) {
        command.seen = Some(seen(&session, record(&args.id)?)?);
    }
    let done = session.submit(command)?;
    report(&done, out)
}

/// What the words ask for.
fn act(args: &DoArgs) -> Result<Act, Fail> {
    if let Some((_, stance)) = REACTIONS.iter().find(|(verb, _)| *verb == args.verb) {
        return react(args, *stance);
    }
    if args.verb == JUDGE {
        return judge(args);
    }
    let catalog = catalog()?;
    let Some((kind, edge)) = catalog.edge(&args.verb) else { return Err(unknown_verb(catalog, &args.verb)) };
    let id = record(&args.id)?;
    if id.kind.def().name != kind {
        let fail = Msg::new("cli-verb-of-other-kind").with("verb", args.verb.as_str()).with("id", id.to_string());
        return Err(Fail::user(fail.term("kind", format!("kind-{kind}"))));
    }
    let mut fields = Vec::new();
    let mut typed = Vec::new();
    for word in &args.fields {
        let (name, text) = assign::split(word)?;
        // Answer and evidence belong to the guard that is attested, a verb's words to the verb, not to the record.
        let own = edge.words.iter().any(|w| w == name);
        if own || !edge.attest.is_empty() && matches!(name, "answer" | "evidence") {
            fields.push(Assign { path: name.to_owned(), value: Value::Text(text.to_owned()) });
        } else {
            typed.push(word.clone());
        }
    }
    fields.extend(assign::all(id.kind, &typed)?);
    Ok(Act::Verb { verb: args.verb.clone(), id, expect_rev: args.expect_rev, fields })
}

fn judge(args: &DoArgs) -> Result<Act, Fail> {
    let (mut code, mut verdict, mut comment) = (None, None, args.why.clone().unwrap_or_default());
    for word in &args.fields {
        match assign::split(word)? {
            ("code", text) => code = Some(text.to_owned()),
            ("comment", text) => text.clone_into(&mut comment),
            ("verdict", "" | "none") => verdict = None,
            ("verdict", text) => {
                let known: Vec<&str> = Verdict::ALL.iter().map(|v| v.as_str()).collect();
                let found = Verdict::ALL.iter().copied().find(|v| v.as_str().eq_ignore_ascii_case(text));
                verdict = Some(found.ok_or_else(|| {
                    Fail::user(Msg::new("value-unknown-code").with("found", text).with("known", known))
                })?);
            }
            (other, _) => {
                return Err(
                    Fail::user(Msg::new("cli-judge-word").with("found", other)).hint(Msg::new("cli-judge-hint"))
                );
            }
        }
    }
    let code = code.ok_or_else(|| Fail::user(Msg::new("cli-judge-what")).hint(Msg::new("cli-judge-hint")))?;
    Ok(Act::Judge { case: record(&args.id)?, code, verdict, comment })
}

fn react(args: &DoArgs, stance: Stance) -> Result<Act, Fail> {
    let finding = finding_key(&args.id)?;
    let mut until = None;
    let mut also = Vec::new();
    for word in &args.fields {
        match assign::split(word)? {
            ("until", text) => until = Some(day(text)?),
            ("also", text) => also = text.split(',').map(finding_key).collect::<Result<_, _>>()?,
            (other, _) => {
                return Err(
                    Fail::user(Msg::new("cli-react-word").with("found", other)).hint(Msg::new("cli-react-hint"))
                );
            }
        }
    }
    if stance == Stance::Waived && until.is_none() {
        return Err(Fail::user(Msg::new("cli-waive-until")).hint(Msg::new("cli-react-hint")));
    }
    Ok(Act::React { finding, stance, until, also })
}

/// A finding's key, `RULE:SUBJECT[:SLOT]`.
pub fn finding_key(text: &str) -> Result<FindingKey, Fail> {
    let mut parts = text.splitn(3, ':');
    let (rule, subject, slot) = (parts.next(), parts.next(), parts.next());
    let key = rule.filter(|r| !r.is_empty()).zip(subject.and_then(|s| s.parse().ok())).map(|(rule, subject)| {
        FindingKey { rule: rule.to_ascii_uppercase(), subject, slot: slot.unwrap_or_default().to_owned() }
    });
    key.ok_or_else(|| Fail::user(Msg::new("cli-no-finding-key").with("found", text)).hint(Msg::new("cli-finding-hint")))
}

/// A record's id.
pub fn record(text: &str) -> Result<Id, Fail> {
    text.parse().map_err(Fail::user)
}

/// The catalogue that ships.
pub fn catalog() -> Result<&'static Catalog, Fail> {
    Catalog::shipped().map_err(|e| Fail::new(Kind::Internal, Msg::new("cli-catalogue")).cause(&e))
}

fn unknown_verb(catalog: &Catalog, found: &str) -> Fail {
    let verbs = catalog.lifecycles.values().flat_map(|c| &c.edges).map(|e| e.verb.as_str());
    let known: Vec<&str> = verbs.chain(REACTIONS.iter().map(|(v, _)| *v)).chain([JUDGE]).collect();
    let hint = did_you_mean(found, known).map(|near| Msg::new("cli-did-you-mean").with("near", near));
    Fail::user(Msg::new("cli-no-verb").with("found", found)).hints(hint).hint(Msg::new("cli-verbs-hint"))
}

/// What lies before the person who decides, for the entry.
fn seen(session: &Session, case: Id) -> Result<Seen, Fail> {
    let query = Query::Review { case, operator: session.operator.clone() };
    let Answer::Review(review) = session.ask(&query)? else { return Err(unexpected()) };
    let mut seen = Seen {
        dossier: review.dossier.clone(),
        policy: review.case.policy.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        waivers: review.waivers.iter().map(crate::domain::finding::Finding::key).collect(),
        ..Seen::default()
    };
    for finding in review.subject.findings.iter().filter(|f| f.state.counts()) {
        *seen.open.entry(finding.hit.severity.as_str().to_owned()).or_default() += 1;
    }
    for item in &review.items {
        if let ReviewItem::Check { verdict: Some(verdict), .. } = item {
            *seen.verdicts.entry(verdict.clone()).or_default() += 1;
        }
    }
    Ok(seen)
}

/// Says what was done.
pub fn report(done: &Done, out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        let value = serde_json::to_value(done).unwrap_or_default();
        return out.json(&value);
    }
    out.say(&done.message)?;
    if done.seq == 0 {
        return Ok(());
    }
    let ids: Vec<String> = done.ids.iter().map(ToString::to_string).collect();
    let entry = i64::try_from(done.seq).unwrap_or(i64::MAX);
    out.say(&Msg::new("cli-done").with("entry", entry).with("ids", ids))?;
    match done.case {
        Some(case) if !done.ids.contains(&case) => out.say(&Msg::new("cli-done-case").with("case", case.to_string())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn typed(words: &[&str]) -> Result<Act, Fail> {
        let cli = crate::cli::args::Cli::try_parse_from(["entrepot", "do"].iter().chain(words)).expect("arguments");
        let Some(crate::cli::args::Sub::Do(args)) = cli.command else { panic!("not a do") };
        act(&args)
    }

    #[test]
    fn a_verdict_is_an_item_with_its_code() {
        let act =
            typed(&["case.judge", "R-000007", "code=screening", "verdict=up", "comment=seen it"]).expect("an act");
        let wanted = Act::Judge {
            case: "R-7".parse().expect("an id"),
            code: "screening".into(),
            verdict: Verdict::ALL.iter().copied().find(|v| v.as_str() == "up"),
            comment: "seen it".into(),
        };
        assert_eq!(act, wanted);
        assert!(typed(&["case.judge", "R-000007", "verdict=up"]).is_err());
        assert!(typed(&["case.judge", "R-000007", "code=x", "verdict=splendid"]).is_err());
    }

    #[test]
    fn a_waiver_needs_its_last_day() {
        assert!(typed(&["finding.waive", "PTR-002:P-000123:D-LIC"]).is_err());
        let act = typed(&["finding.waive", "ptr-002:P-123:D-LIC", "until=2026-12-31"]).expect("an act");
        let Act::React { finding, until, .. } = act else { panic!("{act:?}") };
        assert_eq!((finding.rule.as_str(), finding.slot.as_str()), ("PTR-002", "D-LIC"));
        assert_eq!(until.map(|d| d.to_string()).as_deref(), Some("2026-12-31"));
    }

    #[test]
    fn verbs_are_held_to_their_kind_and_mistakes_are_named() {
        assert!(matches!(typed(&["partner.invite", "P-1"]), Ok(Act::Verb { .. })));
        let wrong = typed(&["partner.invite", "D-1"]).expect_err("a document");
        assert_eq!(wrong.message.map(|m| m.id.into_owned()).as_deref(), Some("cli-verb-of-other-kind"));
        let unknown = typed(&["partner.invit", "P-1"]).expect_err("no verb");
        assert!(unknown.hints.iter().any(|h| h.to_string().contains("partner.invite")));
    }
}
