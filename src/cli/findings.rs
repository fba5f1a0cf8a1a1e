//! `entrepot findings`: what the rules found, and why.

use crate::api::Answer;
use crate::api::At;
use crate::api::Query;
use crate::catalog::RuleDef;
use crate::cli::args::FindingsArgs;
use crate::cli::args::Global;
use crate::cli::do_verb::catalog;
use crate::cli::do_verb::finding_key;
use crate::cli::fail::Fail;
use crate::cli::list;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::cli::session::Session;
use crate::cli::session::Wanted;
use crate::cli::session::unexpected;
use crate::domain::finding::Finding;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::text::did_you_mean;
use crate::text::wrap;

/// Runs it.
pub fn run(global: &Global, args: &FindingsArgs, out: &mut Out) -> Result<(), Fail> {
    if let Some(what) = &args.explain {
        return explain(global, what, out);
    }
    let filter = filter(args)?;
    let def = list::definition("findings")?;
    let columns = list::columns(def, &[])?;
    let session = Session::open(global, out)?;
    let wanted = Wanted { list: def.id.to_owned(), filter, limit: args.limit, ..Wanted::default() };
    list::print(&session, def, &columns, &wanted, out)
}

/// The options as a filter.
fn filter(args: &FindingsArgs) -> Result<String, Fail> {
    let mut parts = Vec::new();
    if !args.severity.is_empty() {
        let known: Vec<&str> = Severity::ALL.iter().map(|s| s.as_str()).collect();
        let wanted: Vec<String> = args.severity.iter().map(|s| s.to_ascii_uppercase()).collect();
        if let Some(wrong) = wanted.iter().find(|s| !known.contains(&s.as_str())) {
            let msg = Msg::new("value-unknown-code").with("found", wrong.as_str()).with("known", known);
            return Err(Fail::user(msg));
        }
        parts.push(format!("severity:{}", wanted.join(",")));
    }
    if !args.rule.is_empty() {
        let rules: Vec<&str> = args.rule.iter().map(|r| rule(r).map(|r| r.code.as_str())).collect::<Result<_, _>>()?;
        parts.push(format!("rule:{}", rules.join(",")));
    }
    if !args.filter.is_empty() {
        parts.push(if parts.is_empty() { args.filter.clone() } else { format!("({})", args.filter) });
    }
    Ok(parts.join(" "))
}

fn rule(code: &str) -> Result<&'static RuleDef, Fail> {
    let catalog = catalog()?;
    catalog.rule(&code.to_ascii_uppercase()).ok_or_else(|| {
        let near = did_you_mean(code, catalog.rules.iter().map(|r| r.code.as_str()));
        Fail::user(Msg::new("cli-no-rule").with("found", code))
            .hints(near.map(|near| Msg::new("cli-did-you-mean").with("near", near)))
            .hint(Msg::new("cli-rules-hint"))
    })
}

/// Why a rule exists and, for a key, why this finding is there. A rule alone needs no desk.
fn explain(global: &Global, what: &str, out: &mut Out) -> Result<(), Fail> {
    let rule = rule(what.split(':').next().unwrap_or(what))?;
    let finding = if what.contains(':') { Some(found(global, what, out)?) } else { None };
    let why = format!("why-{}", rule.code.to_ascii_lowercase());
    if out.is_json() {
        let value = serde_json::json!({
            "rule": rule.code,
            "severity": rule.severity,
            "title": out.label(&rule.label(), &rule.code),
            "why": out.label(&why, ""),
            "source": rule.source,
            "params": rule.params,
            "waivable": rule.waivable,
            "finding": finding,
        });
        return out.json(&value);
    }
    let title = format!("{}  {}", rule.code, out.label(&rule.label(), ""));
    let title = out.tone(Tone::Strong, title.trim_end());
    out.line(&title)?;
    if let Some(finding) = finding {
        let text = out.words(&finding.hit.msg);
        paragraph(out, &text)?;
        let state = out.label(&format!("code-finding-state-{}", finding.state.as_str()), finding.state.as_str());
        let severity = out.label(&format!("code-severity-{}", finding.hit.severity.as_str()), "");
        out.line(&format!("  {} · {severity} · {state}", finding.key()))?;
        if let Some(due) = finding.due_or_until() {
            out.line(&format!("  {due}"))?;
        }
    }
    let text = out.label(&why, &rule.source);
    paragraph(out, &text)?;
    out.line(&format!("  {}", rule.source))
}

fn paragraph(out: &mut Out, text: &str) -> Result<(), Fail> {
    let cells = out.width().unwrap_or(100).saturating_sub(2);
    wrap(text, cells).iter().try_for_each(|line| out.line(&format!("  {line}")))
}

/// The finding of this key.
fn found(global: &Global, key: &str, out: &Out) -> Result<Finding, Fail> {
    let wanted = finding_key(key)?;
    let session = Session::open(global, out)?;
    let query = Query::Show { id: wanted.subject, at: At::Now, operator: session.operator.clone() };
    let Answer::Show(shown) = session.ask(&query)? else { return Err(unexpected()) };
    let same = |f: &Finding| f.hit.rule == wanted.rule && f.hit.slot == wanted.slot;
    shown.findings.iter().find(|f| same(f)).cloned().ok_or_else(|| {
        let keys: Vec<String> = shown.findings.iter().map(Finding::key).collect();
        let hint = (!keys.is_empty()).then(|| Msg::new("cli-known").with("known", keys));
        Fail::user(Msg::new("refused-not-found").with("what", key)).hints(hint)
    })
}

trait Dates {
    /// The day that matters: until when it is waived, otherwise when it is due.
    fn due_or_until(&self) -> Option<String>;
}

impl Dates for Finding {
    fn due_or_until(&self) -> Option<String> {
        self.until.map(|d| format!("≤ {d}")).or_else(|| self.hit.due.map(|d| format!("→ {d}")))
    }
}
