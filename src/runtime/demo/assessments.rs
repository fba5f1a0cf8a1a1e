//! Assessments of the demo: by which check-list a partner was assessed, item by item, and where that stands.
//!
//! An admitted partner has an approved one; of the others every state is shown that a desk can have, and the platform
//! is half through its own.

use crate::catalog::Catalog;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ChecklistItem;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::KindId;
use crate::runtime::demo::cast::Goal;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::cast::Wait;
use crate::runtime::demo::plan::Step;
use crate::runtime::demo::plan::What;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::moment;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::walk::Story;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// Items that one note speaks of: more would be a file used too often (AEO-09).
const TOGETHER: usize = 5;
/// Days an action may take.
const DEADLINES: [i64; 3] = [14, 40, 88];

/// How far an assessment comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Made, not begun.
    Draft,
    /// The partner has the questions.
    Asked,
    /// Half judged.
    Half,
    /// Waits for the second checker.
    Pending,
    /// Sent back by the second checker.
    Returned,
    /// Approved; with actions when some items are but basically up to standard.
    Approved {
        /// Whether there are actions, the first of them closed.
        actions: bool,
    },
}

/// How far the assessment of a row comes before it is proposed for admission.
pub(super) fn extent(row: &Row) -> Extent {
    Extent::Approved { actions: matches!(row.goal, Goal::Pending(Wait::Fresh(_))) }
}

/// The periodic assessment of an admitted partner: on which day before today it began, and how far it came.
pub(super) const fn periodic(place: usize) -> Option<(i64, Extent)> {
    match place {
        14 => Some((2, Extent::Draft)),
        15 => Some((9, Extent::Half)),
        24 => Some((1, Extent::Pending)),
        25 => Some((4, Extent::Returned)),
        26 => Some((6, Extent::Asked)),
        // The first action closed, the others to be done; and one of them late.
        60 => Some((30, Extent::Approved { actions: true })),
        63 => Some((50, Extent::Approved { actions: true })),
        _ => None,
    }
}

/// The check-list for a partner on a day: the questionnaire, and the list of the Union before it was in force. Neither
/// moves the risk band a story is told for.
pub(super) fn list(catalog: &Catalog, on: NaiveDate) -> Option<&Checklist> {
    let named = |code: &str| catalog.checklists.iter().find(|c| c.code == code);
    ["SAQ-20", "EU-AEO"].into_iter().filter_map(named).find(|c| c.in_force(on))
}

/// A step of an assessment: minutes after the first one, who, what, why.
pub(super) type Told = (i64, &'static str, What, &'static str);

/// The steps of a partner's assessment on a day.
pub(super) fn steps(
    list: &Checklist,
    row: &Row,
    on: NaiveDate,
    purpose: &'static str,
    extent: Extent,
    who: (&'static str, &'static str),
) -> Vec<Told> {
    let (assessor, checker) = who;
    let asked = list.items.iter().filter(|i| i.asks(row.types));
    let mut out = vec![(0, assessor, begin(list, on, purpose), "")];
    let mut verb = |minute, by, verb, why| out.push((minute, by, What::Assessment(verb, Vec::new()), why));
    match extent {
        Extent::Draft => return out,
        Extent::Asked => {
            verb(9, assessor, "assessment.ask", "");
            return out;
        }
        _ => verb(12, assessor, "assessment.review", ""),
    }
    let items: Vec<&ChecklistItem> = asked.filter(|i| i.category != ItemCategory::Bonus).collect();
    let weak = match extent {
        Extent::Approved { actions: true } => DEADLINES.len(),
        Extent::Approved { actions: false } => 0,
        _ => 2,
    };
    let seen = if extent == Extent::Half { items.len() / 2 } else { items.len() };
    out.extend(judged(items.get(..seen).unwrap_or_default(), on, weak, assessor));
    if extent == Extent::Half {
        return out;
    }
    let propose = What::Assessment("assessment.propose", Vec::new());
    out.push((150, assessor, propose, "Every item looked at, notes and documents are filed"));
    let decision = match extent {
        Extent::Pending => return out,
        Extent::Returned => ("case.return", "The notes on two items do not say who was spoken to"),
        _ => ("case.approve", "Verdicts follow from the notes"),
    };
    out.push((190, checker, What::Case(decision.0, ""), decision.1));
    out
}

fn begin(list: &Checklist, on: NaiveDate, purpose: &'static str) -> What {
    What::Make(
        KindId::Assessment,
        vec![text("checklist", list.code.as_str()), text("purpose", purpose), day("due", on + TimeDelta::days(7))],
    )
}

/// Verdicts on items: the last few of those that may be are basically up to standard, with an action.
fn judged(items: &[&ChecklistItem], on: NaiveDate, weak: usize, by: &'static str) -> Vec<Told> {
    let may = |i: &&&ChecklistItem| i.allows(ItemVerdict::Basic) && !i.critical && i.formula.is_empty();
    let weak: Vec<&str> = items.iter().rev().filter(may).take(weak).map(|i| i.code.as_str()).collect();
    let good: Vec<&str> = items.iter().map(|i| i.code.as_str()).filter(|c| !weak.contains(c)).collect();
    let mut out = Vec::new();
    for (n, some) in (0_i64..).zip(good.chunks(TOGETHER)) {
        let fields = vec![text("item", some.join(",")), text("verdict", ItemVerdict::Up.as_str())];
        out.push((20 + 9 * n, by, What::Found(fields, note(some, on)), ""));
    }
    for (n, (code, within)) in (0_i64..).zip(weak.iter().zip(DEADLINES)) {
        let fields = vec![
            text("item", *code),
            text("verdict", ItemVerdict::Basic.as_str()),
            text("comment", "Done in practice, the written rule is a year behind it"),
            text("action", "Bring the written rule up to what is done"),
            text("action_owner", "lin"),
            day("action_due", on + TimeDelta::days(within)),
        ];
        out.push((120 + 6 * n, by, What::Found(fields, note(&[code], on)), ""));
    }
    out
}

/// The page that shows what was seen.
fn note(codes: &[&str], on: NaiveDate) -> String {
    format!(
        "Assessment notes of {on}\nItems: {}\nFiles read, two persons spoken to, one sample drawn.\n",
        codes.join(", ")
    )
}

/// Closes the first action, where there is one to be closed by now.
pub(super) fn closing(list: &Checklist, row: &Row, on: NaiveDate, by: &'static str) -> Option<Told> {
    let items: Vec<&ChecklistItem> = list.items.iter().filter(|i| i.asks(row.types)).collect();
    let may = |i: &&&ChecklistItem| i.allows(ItemVerdict::Basic) && !i.critical && i.formula.is_empty();
    let first = items.iter().rev().find(|i| may(i) && i.category != ItemCategory::Bonus)?;
    let fields = vec![text("item", first.code.as_str()), text("comment", "New rule seen, in force since this week")];
    Some((0, by, What::Closed(fields, format!("Rule of {on}\n{}\n", first.code)), ""))
}

impl Story<'_> {
    /// Has the partner assessed by the checker who does not decide on it.
    pub(super) fn assess(&mut self, days: i64, purpose: &'static str, extent: Extent) {
        let on = self.today - TimeDelta::days(days);
        let Some(list) = list(self.catalog, on) else { return };
        // Who decides on admissions has no part in the verdicts they rest on.
        let (assessor, checker) = ("ada", self.checker);
        let first = self.rng.days(75, 200);
        for (minute, by, what, why) in steps(list, self.row, on, purpose, extent, (assessor, checker)) {
            self.step_at(days, first + minute, by, what, why);
        }
        if extent == (Extent::Approved { actions: true })
            && let Some((minute, by, what, why)) = closing(list, self.row, on, assessor)
            && days > 10
        {
            self.push(moment(self.today, days - 10, first + minute), by, what, why, false);
        }
    }
}

/// The platform's assessment of itself: begun weeks ago, half done.
pub(super) fn own(catalog: &Catalog, place: usize, today: NaiveDate) -> Vec<Step> {
    let Some(list) = catalog.checklists.iter().find(|c| c.code == "GEN-2026") else { return Vec::new() };
    let started = today - TimeDelta::days(21);
    let step = |days, minute, by, what: What| Step {
        at: moment(today, days, minute),
        place,
        by,
        what,
        why: None,
        soft: false,
        apart: false,
    };
    let mut out = vec![
        step(21, 95, "mira", begin(list, today + TimeDelta::days(23), "renewal")),
        step(21, 99, "mira", What::Assessment("assessment.review", Vec::new())),
    ];
    let items: Vec<&ChecklistItem> = list.items.iter().filter(|i| i.category != ItemCategory::Bonus).collect();
    let half = items.get(..items.len() / 2).unwrap_or_default();
    for (n, (minute, by, what, _)) in (0_i64..).zip(judged(half, started, 2, "mira")) {
        let by = if n % 3 == 2 { "bo" } else { by };
        out.push(step(20 - n, minute + 100, by, what));
    }
    out
}
