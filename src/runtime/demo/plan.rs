//! The plan: every step of every partner's story with its moment, in order of time.

use crate::api::Assign;
use crate::catalog::Catalog;
use crate::domain::document::DocCode;
use crate::domain::kind::KindId;
use crate::domain::operator::Role;
use crate::domain::reaction::Stance;
use crate::domain::value::Value;
use crate::runtime::demo::assessments;
use crate::runtime::demo::cast;
use crate::runtime::demo::cast::Quirk;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::chorus;
use crate::runtime::demo::ids;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::insurance;
use crate::runtime::demo::papers::Paper;
use crate::runtime::demo::trainings;
use crate::runtime::demo::walk::Story;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;

/// A document of a partner: its code and how often it was renewed before.
pub(super) type Slot = (DocCode, u8);

/// What a step does; ids come in when it is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Makes the partner.
    Create(Vec<Assign>),
    /// Changes it.
    Change(Vec<Assign>),
    /// Names the partner at this place as its agent.
    Agent(usize),
    /// Files a paper under a slot; its copy may be that of another partner's document.
    File(u8, Box<Paper>, Option<(usize, DocCode)>),
    /// Uses a verb on a document.
    Document(Slot, &'static str, Vec<Assign>),
    /// Changes a document.
    Amend(Slot, Vec<Assign>),
    /// Uses a verb on the partner; a case it opens is remembered.
    Verb(&'static str, Vec<Assign>),
    /// Makes a record, which is remembered: of the partner, if its kind belongs to one, or of the platform where the place
    /// has none.
    Make(KindId, Vec<Assign>),
    /// Uses a verb on the remembered record of this kind.
    On(KindId, &'static str),
    /// Takes the quiz of a module here: the person, and how many answers are right.
    Quiz(String, String, usize),
    /// Answers a guard; the evidence is the document of this code when there is one.
    Attest(&'static str, &'static str, Option<DocCode>),
    /// Uses a verb on the remembered assessment.
    Assessment(&'static str, Vec<Assign>),
    /// Judges items of the remembered assessment by a note that is filed with it.
    Found(Vec<Assign>, String),
    /// Closes an action of the remembered assessment by a page that is filed with it.
    Closed(Vec<Assign>, String),
    /// Finds the first so many items of the remembered case up to standard.
    Judge(usize),
    /// Uses a verb on the remembered case; a decision states what was opened.
    Case(&'static str, &'static str),
    /// Files a certificate of insurance of the partner with this page; it is remembered.
    Insure(Vec<Assign>, String),
    /// Proposes to waive a gap of the remembered certificate until a day; the case is remembered.
    Waive(&'static str, &'static str, NaiveDate),
    /// Says something about a finding: rule, slot, stance, last day.
    React(&'static str, &'static str, Stance, Option<NaiveDate>),
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: DateTime<Utc>,
    pub(super) place: usize,
    pub(super) by: &'static str,
    pub(super) what: What,
    pub(super) why: Option<String>,
    /// A refusal belongs to the story.
    pub(super) soft: bool,
    /// Its command takes no key from the stories.
    pub(super) apart: bool,
}

/// Everything the small set does.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) steps: Vec<Step>,
}

/// Days before today on which the first partner was made: some 18 months.
pub(super) const FIRST_DAY: i64 = 540;

impl Plan {
    /// The plan for a day. `seed` moves minutes, dates and drawn numbers, not the stories.
    pub(super) fn make(catalog: &Catalog, today: NaiveDate, seed: u64) -> Self {
        let rows: Vec<Row> = cast::ROWS.iter().chain(chorus::ROWS).copied().collect();
        let mut identifiers: Vec<Vec<(String, String)>> = Vec::with_capacity(rows.len());
        let mut steps = Vec::with_capacity(4_000);
        for (place, row) in rows.iter().enumerate() {
            let mut rng = Rng::new(seed, u64::try_from(place).unwrap_or(0) + 1);
            let own = numbers(row, &identifiers, &mut rng);
            Story::new(catalog, row, place, today, rng).tell(&own, &mut steps);
            identifiers.push(own);
        }
        // The platform has the place after the last partner.
        steps.extend(assessments::own(catalog, rows.len(), today));
        steps.extend(insurance::steps(&rows, today));
        steps.extend(trainings::sessions(rows.len(), today));
        // Stable: steps of one partner at one moment keep their order.
        steps.sort_by_key(|s| s.at);
        Self { rows, steps }
    }
}

/// The identifiers of a row: those it says, or drawn ones with what its quirks do to them.
fn numbers(row: &Row, before: &[Vec<(String, String)>], rng: &mut Rng) -> Vec<(String, String)> {
    let is = |q: Quirk| row.quirks.contains(&q);
    let mut out: Vec<(String, String)> = row.ids.iter().map(|(s, v)| ((*s).to_owned(), (*v).to_owned())).collect();
    if !out.is_empty() {
        return out;
    }
    let region = ids::region(row.city);
    let (scheme, value) = if row.chinese() {
        ("cn.uscc", ids::uscc(rng, region, is(Quirk::OddId)))
    } else if let Some((scheme, pattern)) = ids::pattern(row.country) {
        (scheme, ids::drawn(rng, scheme, pattern))
    } else {
        ("lei", ids::lei(rng))
    };
    let value = if is(Quirk::BadId) { ids::broken(rng, scheme, &value) } else { value };
    let borrowed = row.quirks.iter().find_map(|q| match q {
        Quirk::IdOf(place) => before.get(*place).and_then(|o| o.iter().find(|(s, _)| s == scheme)),
        _ => None,
    });
    let value = borrowed.map_or(value, |(_, v)| v.clone());
    if scheme == "in_.gstin" {
        let pan = value.get(2..12).unwrap_or_default().to_owned();
        let iec = if is(Quirk::PanDiffers) { ids::drawn(rng, "in_.pan", "???C?9999?") } else { pan };
        out.push(("in_.iec".to_owned(), iec));
    }
    out.insert(0, (scheme.to_owned(), value));
    if row.chinese() && !is(Quirk::NoCustoms) {
        let broker = row.types.contains(&crate::domain::partner::PartnerType::Brk);
        let declares = broker || !row.modes.is_empty();
        if declares {
            out.push(("cn.customs".to_owned(), ids::customs(rng, region, broker)));
        }
    }
    let holds_lei = [crate::domain::partner::PartnerType::Hub, crate::domain::partner::PartnerType::Sub];
    if scheme != "lei" && row.types.iter().any(|t| holds_lei.contains(t)) {
        out.push(("lei".to_owned(), ids::lei(rng)));
    }
    out
}

/// The moment so many days before today, at this minute UTC.
pub(super) fn moment(today: NaiveDate, days_before: i64, minute: i64) -> DateTime<Utc> {
    let midnight = today.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight - TimeDelta::days(days_before) + TimeDelta::minutes(minute)
}

/// A text field.
pub(super) fn text(path: &str, value: impl Into<String>) -> Assign {
    Assign { path: path.to_owned(), value: Value::Text(value.into()) }
}

/// A code field.
pub(super) fn code(path: &str, value: &str) -> Assign {
    Assign { path: path.to_owned(), value: Value::Code(value.to_owned()) }
}

/// A day.
pub(super) fn day(path: &str, value: NaiveDate) -> Assign {
    Assign { path: path.to_owned(), value: Value::Date(value) }
}

/// A list of codes.
pub(super) fn codes<'a>(path: &str, values: impl Iterator<Item = &'a str>) -> Assign {
    let items = values.map(|v| Value::Code(v.to_owned())).collect();
    Assign { path: path.to_owned(), value: Value::List(items) }
}

/// The role somebody of the staff acts in.
pub(super) fn role(by: &str) -> Option<Role> {
    super::role_of(by)
}
