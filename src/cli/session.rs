//! The open desk as the subcommands use it: who asks, in which role, in which zone, and commands with their keys.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::ListQuery;
use crate::api::Listing;
use crate::api::Query;
use crate::api::Sort;
use crate::api::Status;
use crate::api::Via;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::domain::field;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::text::Diagnostic;
use crate::text::did_you_mean;
use chrono::NaiveDate;
use chrono_tz::Tz;
use sha2::Digest;
use sha2::Sha256;
use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use uuid::Builder;
use uuid::Uuid;

/// Rows asked for at a time.
const PAGE: usize = 500;

/// An open desk.
pub struct Session {
    desk: Arc<dyn Desk>,
    /// The operator's login.
    pub operator: String,
    /// The desk's zone.
    pub zone: Tz,
    /// The desk as it was when opened.
    pub status: Status,
    role: Option<Role>,
    seed: Option<u64>,
    sent: Cell<u64>,
    cancel: Arc<AtomicBool>,
    _closing: opening::Closing,
}

impl Session {
    /// Opens the desk; damage that was mended is said on standard error.
    pub fn open(global: &Global, out: &Out) -> Result<Self, Fail> {
        let role = global.role.as_deref().map(role).transpose()?;
        let (desk, operator, closing) = opening::open(global)?.parts();
        let seed = global.seed;
        let cancel = Arc::new(AtomicBool::new(false));
        let Answer::Status(status) = desk.ask(&Query::Status, &cancel)? else { return Err(unexpected()) };
        status.damage.iter().chain(&status.read_only).for_each(|msg| out.note(msg));
        let zone = Tz::from_str(&status.zone).unwrap_or(Tz::UTC);
        Ok(Self { desk, operator, zone, status, role, seed, sent: Cell::new(0), cancel, _closing: closing })
    }

    /// Stops at the next chunk instead of at once when ctrl-c is pressed.
    pub fn catch_interrupts(&self) {
        // Without the handler ctrl-c ends the process: what was answered is on disk all the same.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&self.cancel));
    }

    /// Whether ctrl-c was pressed.
    pub fn interrupted(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// The day in the desk's zone.
    pub fn today(&self) -> Result<NaiveDate, Fail> {
        self.status.today.ok_or_else(unexpected)
    }

    /// The desk.
    pub fn desk(&self) -> &dyn Desk {
        self.desk.as_ref()
    }

    /// Asks.
    pub fn ask(&self, query: &Query) -> Result<Answer, Fail> {
        Ok(self.desk.ask(query, &self.cancel)?)
    }

    /// A command of this operator.
    pub fn command(&self, act: Act, why: Option<&str>) -> Result<Command, Fail> {
        Ok(Command {
            key: self.key()?,
            by: self.operator.clone(),
            role: self.role,
            via: Via::Cli,
            why: why.map(str::to_owned),
            seen: None,
            blobs: Vec::new(),
            act,
        })
    }

    /// Sends a command.
    pub fn submit(&self, command: Command) -> Result<Done, Fail> {
        Ok(self.desk.submit(command)?)
    }

    /// Names a command. With a seed the name follows from the seed and the journal's head, so that the same command at
    /// the same place is the same command and another place is another one.
    fn key(&self) -> Result<Uuid, Fail> {
        let number = self.sent.get();
        self.sent.set(number + 1);
        let mut bytes = [0u8; 16];
        match self.seed {
            Some(seed) => {
                let hash = Sha256::digest(format!("{seed} {} {} {number}", self.status.seq, self.status.head));
                bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
            }
            None => getrandom::fill(&mut bytes)
                .map_err(|e| Fail::new(Kind::Internal, Msg::new("cli-no-random").with("reason", e.to_string())))?,
        }
        Ok(Builder::from_random_bytes(bytes).into_uuid())
    }

    /// Reads a list window by window and hands the rows over; the last window comes back for its counts.
    pub fn rows(
        &self,
        wanted: &Wanted,
        mut each: impl FnMut(Listing) -> Result<(), Fail>,
    ) -> Result<(usize, usize), Fail> {
        let mut offset = 0;
        loop {
            let left = wanted.limit.map_or(PAGE, |limit| limit.saturating_sub(offset).min(PAGE));
            let query = ListQuery {
                list: wanted.list.clone(),
                filter: wanted.filter.clone(),
                sort: wanted.sort.clone(),
                offset,
                limit: left,
                operator: self.operator.clone(),
                anchor: None,
                as_at: wanted.as_at,
            };
            let Answer::List(listing) = self.ask(&Query::List(query))? else { return Err(unexpected()) };
            if let Some(problem) = listing.errors.first() {
                return Err(filter_wrong(&wanted.filter, &listing, problem.msg.clone()));
            }
            let (matched, got) = (listing.matched, listing.rows.len());
            each(listing)?;
            offset += got;
            let enough = wanted.limit.is_some_and(|limit| offset >= limit);
            if got == 0 || enough || offset >= matched {
                return Ok((offset, matched));
            }
        }
    }

    /// The record a text names: an id, an identifier, or a name that only one record has.
    pub fn find(&self, text: &str) -> Result<Id, Fail> {
        if let Ok(id) = text.parse() {
            return Ok(id);
        }
        let Answer::Find(found) = self.ask(&Query::Find { text: text.to_owned() })? else { return Err(unexpected()) };
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(Fail::user(Msg::new("refused-not-found").with("what", text)).hint(Msg::new("cli-find-hint"))),
            several => {
                let ids: Vec<String> = several.iter().take(8).map(ToString::to_string).collect();
                Err(Fail::user(Msg::new("cli-several").with("text", text).with("n", several.len()))
                    .hint(Msg::new("cli-several-hint").with("ids", ids)))
            }
        }
    }
}

/// A list that is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The list's id.
    pub list: String,
    /// The filter.
    pub filter: String,
    /// The order.
    pub sort: Option<Sort>,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// As known at the end of a day.
    pub as_at: Option<NaiveDate>,
    /// The columns were named: all of them are shown.
    pub named: bool,
}

/// A filter that is wrong, with carets under the places and help in words.
fn filter_wrong(filter: &str, listing: &Listing, first: Msg) -> Fail {
    let i18n = crate::i18n::I18n::new(crate::i18n::Locale::En);
    let shown = |p: &crate::api::query::FilterProblem| {
        let col = filter.get(..p.from).unwrap_or(filter).chars().count() + 1;
        let len = filter.get(p.from..p.to).unwrap_or_default().chars().count();
        let made = Diagnostic::error("filter", 1, col, i18n.text(&p.msg)).source(filter, len);
        match &p.help {
            Some(help) => made.help(i18n.text(help)),
            None => made,
        }
    };
    Fail::diagnostics(first, listing.errors.iter().map(shown).collect())
}

/// The desk answered something else than was asked.
pub fn unexpected() -> Fail {
    Fail::new(Kind::Internal, Msg::new("cli-unexpected-answer"))
}

/// A role by its code.
fn role(text: &str) -> Result<Role, Fail> {
    let codes = || Role::ALL.iter().map(|r| r.as_str());
    Role::ALL.iter().copied().find(|r| r.as_str().eq_ignore_ascii_case(text)).ok_or_else(|| {
        Fail::user(Msg::new("cli-no-role").with("found", text))
            .hint(Msg::new("cli-known").with("known", codes().collect::<Vec<_>>()))
    })
}

/// A kind by its name, singular or plural.
pub fn kind(text: &str) -> Result<KindId, Fail> {
    let names: Vec<&str> = KindId::ALL.iter().map(|k| k.def().name).collect();
    let plain = text.to_ascii_lowercase();
    let singular = plain.strip_suffix('s').unwrap_or(&plain);
    let found = KindId::from_name(&plain).or_else(|| KindId::from_name(singular));
    found.ok_or_else(|| {
        let hint = match did_you_mean(text, names.iter().copied()) {
            Some(near) => Msg::new("cli-did-you-mean").with("near", near),
            None => Msg::new("cli-known").with("known", names),
        };
        Fail::user(Msg::new("cli-no-kind").with("found", text)).hint(hint)
    })
}

/// A day.
pub fn day(text: &str) -> Result<NaiveDate, Fail> {
    field::date(text).ok_or_else(|| Fail::user(Msg::new("value-not-a-date").with("found", text)))
}

/// The bytes of a file the person named.
pub fn file(path: &Path) -> Result<Vec<u8>, Fail> {
    fs::read(path)
        .map_err(|e| Fail::user(Msg::new("cli-file-unread").with("file", path.display().to_string())).cause(&e))
}

/// The name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}
