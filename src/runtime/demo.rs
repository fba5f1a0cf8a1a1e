//! Demo data: a deterministic generator of commands that fills a desk with invented partners and their history.
//!
//! Everything goes through [`api::Command`](crate::api::Command), so that a demo desk has the journal, the cases and the
//! refusals a real one would have. What this module is not for: making the desk, its operators or its policies; it only
//! says who should be there ([`operators`]). Names, numbers and papers are invented; numbers pass the checks of
//! [`crate::domain::identifiers`] unless they are meant to fail. Source: domain.md §12.

mod assessments;
mod bulk;
mod business;
mod cast;
mod chorus;
mod ids;
mod insurance;
mod papers;
mod plan;
mod run;
#[cfg(test)]
mod tests;
mod trainings;
mod walk;
mod words;

use crate::api::Command;
use crate::api::Done;
use crate::api::Refusal;
use crate::domain::entry::BlobRef;
use crate::domain::operator::Role;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

/// Somebody of the demo desk's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOperator {
    /// The name the operator signs with.
    pub login: &'static str,
    /// The person behind it.
    pub person: &'static str,
    /// Department.
    pub department: &'static str,
    /// Roles held; no two of them conflict.
    pub roles: &'static [Role],
}

const STAFF: &[DemoOperator] = &[
    DemoOperator { login: "adm", person: "Adele Root", department: "IT operations", roles: &[Role::Adm] },
    DemoOperator { login: "chen", person: "陈思远 Chen Siyuan", department: "Management", roles: &[Role::Dir] },
    DemoOperator { login: "wei", person: "魏岚 Wei Lan", department: "Management", roles: &[Role::Dir] },
    DemoOperator { login: "lin", person: "林小禾 Lin Xiaohe", department: "Partner office", roles: &[Role::Onb] },
    DemoOperator { login: "wang", person: "王子墨 Wang Zimo", department: "Partner office", roles: &[Role::Onb] },
    DemoOperator { login: "mira", person: "Mira Kovačević", department: "Compliance", roles: &[Role::Cmp] },
    DemoOperator { login: "bo", person: "Bo Lindqvist", department: "Compliance", roles: &[Role::Cmp] },
    DemoOperator { login: "yara", person: "يارا حداد Yara Haddad", department: "Legal", roles: &[Role::Leg] },
    DemoOperator { login: "tomas", person: "Tomáš Dvorský", department: "Logistics", roles: &[Role::Logm] },
    DemoOperator { login: "fatima", person: "Fatima Zahrani", department: "Finance and tax", roles: &[Role::Fin] },
    DemoOperator {
        login: "ivo", person: "Иво Петков Ivo Petkov", department: "Insurance", roles: &[Role::Insm]
    },
    DemoOperator {
        login: "priya", person: "प्रिया नायर Priya Nair", department: "Markets", roles: &[Role::Mktm]
    },
    DemoOperator { login: "song", person: "宋雨晴 Song Yuqing", department: "Training", roles: &[Role::Trnm] },
    DemoOperator { login: "ada", person: "Ada Nwosu", department: "Compliance", roles: &[Role::Cmp] },
    DemoOperator {
        login: "olga",
        person: "Ольга Миронова Olga Mironova",
        department: "Internal audit",
        roles: &[Role::Aud],
    },
];

/// The staff of a demo desk. The desk makes the accounts when it is made: `adm` is its first administrator, `chen` its
/// first director.
pub fn operators() -> Vec<DemoOperator> {
    STAFF.to_vec()
}

/// The first role of a login of the staff.
fn role_of(login: &str) -> Option<Role> {
    STAFF.iter().find(|o| o.login == login).and_then(|o| o.roles.first().copied())
}

/// The time zone the stories are told in; a demo desk is made with it.
pub const ZONE: &str = "Asia/Shanghai";

/// The moment at which a demo desk is made: on the day of the first command, before it.
pub fn begins(today: NaiveDate) -> DateTime<Utc> {
    plan::moment(today, plan::FIRST_DAY, 0)
}

/// Where the commands go: a desk whose clock can be moved, or a test.
pub trait Sink {
    /// Does a command.
    fn submit(&mut self, command: Command) -> Result<Done, Refusal>;

    /// Stores a file that a later command names.
    fn store(&mut self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal>;

    /// Moves the clock of the sink to this moment, which is never before the last one.
    fn advance(&mut self, to: DateTime<Utc>);

    /// Says how far the filling is, in commands and imported rows.
    fn progress(&mut self, done: u64, total: u64);
}

/// How much to make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// The cast of domain.md §12 and some sixty more.
    #[default]
    Small,
    /// The small set and 100,000 imported partners, one document for every second.
    Hundred,
    /// The small set and 1,000,000 imported partners, one document for every twentieth.
    Million,
}

impl Size {
    /// Imported partners.
    pub const fn partners(self) -> u64 {
        match self {
            Size::Small => 0,
            Size::Hundred => 100_000,
            Size::Million => 1_000_000,
        }
    }

    /// One imported document for so many imported partners.
    const fn partners_per_document(self) -> u64 {
        match self {
            Size::Small | Size::Hundred => 2,
            Size::Million => 20,
        }
    }
}

/// What was filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Partners made.
    pub partners: u64,
    /// Documents made.
    pub documents: u64,
    /// Cases opened.
    pub cases: u64,
    /// Commands that were done.
    pub commands: u64,
    /// Refusals that belong to the story: attempts against four eyes and what the desk had done by itself before.
    pub refused: u64,
    /// The moment of the last command. It lies before the midnight in Shanghai with which `today` begins.
    pub last: Option<DateTime<Utc>>,
}

/// Fills a desk. The same `today`, `seed` and `size` give the same commands byte for byte, if the sink gives the same
/// ids. The history ends before `today` begins in Shanghai, so that no command lies in the future of a desk there.
///
/// # Errors
/// The first refusal that is not part of the story, as the sink gave it.
pub fn fill(sink: &mut dyn Sink, today: NaiveDate, seed: u64, size: Size) -> Result<Summary, Refusal> {
    let catalog = crate::catalog::Catalog::shipped().map_err(|why| Refusal::internal(why.to_string()))?;
    let plan = plan::Plan::make(catalog, today, seed);
    let mut summary = Summary::default();
    let bulk_documents = size.partners() / size.partners_per_document();
    let total = u64::try_from(plan.steps.len()).unwrap_or(u64::MAX) + size.partners() + bulk_documents;
    run::play(sink, &plan, seed, total, &mut summary)?;
    if size != Size::Small {
        bulk::fill(sink, today, seed, size, total, &mut summary)?;
    }
    Ok(summary)
}
