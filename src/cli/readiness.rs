//! `entrepot readiness`: how the platform stands by its check-lists, as if customs assessed today.

use crate::api::Answer;
use crate::api::Query;
use crate::api::ReadinessSheet;
use crate::cli::args::Global;
use crate::cli::args::ReadinessArgs;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::msg::Msg;
use chrono::Days;
use chrono::NaiveDate;

/// Runs it.
pub fn run(global: &Global, args: &ReadinessArgs, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let list = args.checklist.clone().unwrap_or_default();
    let Answer::Readiness(found) = session.ask(&Query::Readiness { list })? else { return Err(unexpected()) };
    if out.is_json() {
        let value = serde_json::to_value(&found).map_err(|_| unexpected())?;
        return out.json(&value);
    }
    out.say(&Msg::new("readiness-title").with("day", found.today))?;
    if found.sheets.is_empty() {
        return out.say(&Msg::new("readiness-no-lists"));
    }
    found.sheets.iter().try_for_each(|sheet| print(sheet, found.today, out))
}

fn print(sheet: &ReadinessSheet, today: NaiveDate, out: &mut Out) -> Result<(), Fail> {
    out.line("")?;
    let title = out.i18n.pick(&sheet.title_en, &sheet.title_zh);
    let standing = out.label(&format!("code-standing-{}", sheet.standing), &sheet.standing);
    let state = match sheet.assessment {
        Some(id) => {
            let label = format!("state-assessment-{}", sheet.state.replace('_', "-"));
            format!("{id} {}", out.label(&label, &sheet.state))
        }
        None => out.label("readiness-never", ""),
    };
    let head = out.tone(Tone::Strong, &format!("{}  {title}", sheet.code));
    out.line(&head)?;
    let force = if sheet.in_force { String::new() } else { format!(" · {}", out.label("readiness-not-in-force", "")) };
    out.line(&format!("  {state} · {standing}{force}"))?;
    let flags =
        if sheet.flags.is_empty() { String::new() } else { format!("{}: {}", sheet.flags, sheet.offending.join(" ")) };
    let total = out.words(&sheet.result(&flags));
    out.line(&format!("  {total}"))?;
    let ids = ["UP", "BASIC", "NOT", "NA", "UNASSESSED"];
    let mut headings = vec![String::new()];
    headings.extend(ids.iter().map(|id| out.label(&format!("assess-legend-{id}"), id)));
    let mut grid = Grid::new(headings);
    for count in &sheet.categories {
        let name = out.label(&count.category.label(), count.category.as_str());
        let counts = [count.up, count.basic, count.not, count.na, count.open];
        let cells = std::iter::once(format!("  {name}")).chain(counts.iter().map(ToString::to_string));
        grid.row(cells.collect());
    }
    (1..=ids.len()).for_each(|column| grid.right(column));
    grid.print(out)?;
    let by = |days: u64| sheet.lapsing_by(today.checked_add_days(Days::new(days)).unwrap_or(today));
    let gone = sheet.lapsing.iter().filter(|l| l.on < today).count();
    let running = Msg::new("readiness-lapsing").with("gone", gone);
    let running = running.with("d30", by(30)).with("d60", by(60)).with("d90", by(90));
    let running = out.words(&running);
    out.line(&format!("  {running}"))?;
    for lapsing in &sheet.lapsing {
        out.line(&format!("    {} {} {} {}", lapsing.item, lapsing.reference, lapsing.code, lapsing.on))?;
    }
    for (id, codes) in [("readiness-overdue", &sheet.overdue), ("readiness-open", &sheet.open)] {
        if !codes.is_empty() {
            let label = out.words(&Msg::new(id).with("n", codes.len()));
            let text = format!("{label} {}", codes.join(" "));
            let cells = out.width().unwrap_or(100).saturating_sub(2);
            crate::text::wrap(&text, cells).iter().try_for_each(|line| out.line(&format!("  {line}")))?;
        }
    }
    Ok(())
}
