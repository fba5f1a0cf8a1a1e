//! Insurance: how a partner stands on its channels, and a certificate against what is asked of it, line by line.

use crate::api::Answer;
use crate::api::Query;
use crate::api::Shown;
use crate::api::cover::CoverBlock;
use crate::api::cover::CoverLine;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::finding::FindingState;
use crate::domain::kind::KindId;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::i18n::insurance::line_name;

/// A certificate, as it is, against what is asked of it; nothing for other kinds and former states.
pub(super) fn blocks(session: &Session, shown: &Shown) -> Result<Vec<CoverBlock>, Fail> {
    if shown.id.kind != KindId::Certificate || shown.at != crate::api::At::Now {
        return Ok(Vec::new());
    }
    let query = Query::Cover { of: shown.id, operator: session.operator.clone() };
    let Answer::Cover(view) = session.ask(&query)? else { return Err(unexpected()) };
    Ok(view.blocks)
}

/// The channels of a partner for people.
pub(super) fn channels(shown: &Shown, out: &mut Out) -> Result<(), Fail> {
    if shown.cover.is_empty() {
        return Ok(());
    }
    super::section(out, "cover-insurance")?;
    let mut grid = Grid::new(vec![String::new(); 5]);
    for covered in &shown.cover {
        let ids: Vec<String> = covered.certificates.iter().map(ToString::to_string).collect();
        let ids = if ids.is_empty() { out.label("cover-no-certificate", "") } else { ids.join(" ") };
        grid.row(vec![
            format!("  {}", out.label(&covered.channel.label(), covered.channel.as_str())),
            covered.profile.clone(),
            out.label(&covered.effect.label(), covered.effect.as_str()),
            ids,
            covered.expires.map_or_else(String::new, |d| d.to_string()),
        ]);
    }
    grid.print(out)
}

/// Required against actual for people.
pub(super) fn tables(blocks: &[CoverBlock], out: &mut Out) -> Result<(), Fail> {
    blocks.iter().try_for_each(|block| table(block, out))
}

fn table(block: &CoverBlock, out: &mut Out) -> Result<(), Fail> {
    let effect = out.label(&block.effect.label(), block.effect.as_str());
    let title = out.i18n.pick(&block.title_en, &block.title_zh).to_owned();
    out.line("")?;
    super::heading(out, &format!("{}  {title}  {effect}", block.code))?;
    let why = out.words(&block.why);
    out.line(&format!("  {why}"))?;
    let heads = ["cover-what", "cover-required", "cover-actual", "cover-verdict"].map(|id| out.label(id, ""));
    let mut grid = Grid::new([vec![String::new(); 2], heads.to_vec()].concat());
    for line in &block.lines {
        let severity = line.gap.map_or("", |s| s.as_str());
        let sign = if line.gap.is_some() { "✗" } else { "✓" };
        let what = line_name(&line.rule, &line.part, &out.i18n);
        grid.row(vec![
            format!("  {sign} {}", line.rule),
            severity.to_owned(),
            what,
            words(&line.need, out),
            words(&line.has, out),
            verdict(line, out),
        ]);
    }
    grid.print(out)?;
    for finding in &block.beside {
        let text = out.words(&finding.hit.msg);
        out.line(&crate::text::visible(&format!("  ✗ {}  {text}", finding.hit.rule)))?;
    }
    Ok(())
}

fn words(arg: &Arg, out: &Out) -> String {
    crate::text::visible(&out.i18n.arg(arg)).into_owned()
}

fn verdict(line: &CoverLine, out: &Out) -> String {
    if line.gap.is_none() {
        return out.label("cover-fits", "");
    }
    let word = out.label(&line.state().label(), line.state().as_str());
    match line.finding.as_ref().and_then(|f| f.until).filter(|_| line.state() == FindingState::Waived) {
        Some(until) => out.words(&Msg::new("cover-until").with("word", word).with("until", until)),
        None => word,
    }
}
