//! `entrepot reviews forecast`: periodic reviews to come, a bar a week.

use crate::api::Answer;
use crate::api::Query;
use crate::api::forecast::Due;
use crate::cli::args::Global;
use crate::cli::args::ReviewsSub;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde_json::Value;
use serde_json::json;

/// Cells of the longest bar.
const BAR: usize = 50;

/// Runs it.
pub fn run(global: &Global, what: &ReviewsSub, out: &mut Out) -> Result<(), Fail> {
    let ReviewsSub::Forecast { weeks } = what;
    let session = Session::open(global, out)?;
    let Answer::Reviews(forecast) = session.ask(&Query::Reviews { weeks: *weeks })? else { return Err(unexpected()) };
    let total = forecast.total();
    if out.is_json() {
        let weeks: Vec<serde_json::Value> = forecast
            .weeks
            .iter()
            .map(|(monday, due)| json!({ "week": monday, "reviews": due.total(), "bands": bands(due) }))
            .collect();
        let overdue = &forecast.overdue;
        return out.json(&json!({
            "overdue": overdue.total(), "overdue_bands": bands(overdue), "total": total, "weeks": weeks
        }));
    }
    let title = Msg::new("reviews-title")
        .with("overdue", forecast.overdue.total())
        .with("total", total)
        .with("weeks", forecast.weeks.len());
    let words = out.words(&title);
    out.line(&words)?;
    let counts: Vec<(NaiveDate, usize)> = forecast.weeks.iter().map(|(monday, due)| (*monday, due.total())).collect();
    let Some((peak, most)) = counts.iter().max_by_key(|(_, n)| *n).copied().filter(|(_, n)| *n > 0) else {
        let words = out.words(&Msg::new("reviews-none"));
        return out.line(&words);
    };
    for (monday, n) in &counts {
        let cells = (n * BAR).div_ceil(most);
        out.line(format!("  {monday}  {n:>6}  {}", "#".repeat(cells)).trim_end())?;
    }
    let words = out.words(&Msg::new("reviews-peak").with("most", most).with("week", peak));
    out.line(&words)
}

/// Reviews by the name of their band.
fn bands(due: &Due) -> Value {
    due.bands().iter().map(|(band, n)| (band.as_str().to_owned(), json!(n))).collect::<serde_json::Map<_, _>>().into()
}
