//! Everything the command line asks of a desk's folder itself: opening, making, verifying, rebuilding.
//!
//! The only file here that knows how a desk is implemented; the rest speaks to [`crate::api::Desk`].

use crate::api::Answer;
use crate::api::Desk;
use crate::api::Query;
use crate::api::Status;
use crate::cli::args::Global;
use crate::cli::args::Size;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::desk::doctor;
use crate::desk::doctor::Health;
use crate::desk::genesis;
use crate::desk::genesis::FirstOperator;
use crate::desk::genesis::Init;
use crate::desk::genesis::InitError;
use crate::desk::journal::Journal;
use crate::desk::local::Local;
use crate::desk::local::Options;
use crate::desk::lock::DeskLock;
use crate::desk::lock::Holder;
use crate::desk::lock::LockError;
use crate::desk::open;
use crate::desk::open::OpenFailure;
use crate::desk::outside::Chance;
use crate::desk::outside::Clock;
use crate::desk::outside::OsChance;
use crate::desk::verify;
use crate::desk::verify::Report;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::runtime::clock;
use crate::runtime::clock::SystemClock;
use crate::runtime::demo;
use crate::runtime::making;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use uuid::Builder;

/// Who works at a demo desk when nobody is named.
const DEMO_USER: &str = "lin";
/// Where the demo's numbers and keys begin.
const DEMO_SEED: u64 = 1;

/// Rows done and rows in all.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// A desk and who works at it.
pub struct Opened {
    /// The desk.
    pub desk: Arc<dyn Desk>,
    /// The operator's login.
    pub operator: String,
    closing: Closing,
}

/// Saves what makes the next opening fast, when the command is done.
pub struct Closing(Arc<Local>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.checkpoint();
    }
}

impl Opened {
    /// The desk, the operator, and what must live as long as the desk is used.
    pub fn parts(self) -> (Arc<dyn Desk>, String, Closing) {
        (self.desk, self.operator, self.closing)
    }
}

/// What a new desk is to be.
#[derive(Debug, Clone)]
pub struct NewDesk {
    /// For real work; otherwise a demo.
    pub production: bool,
    /// Login of the first director.
    pub director: Option<String>,
    /// IANA time zone.
    pub zone: String,
}

/// The desk's folder: `--desk`, `ENTREPOT_DESK`, or below the user's data.
pub fn folder(global: &Global) -> Result<PathBuf, Fail> {
    if let Some(dir) = &global.desk {
        return Ok(dir.clone());
    }
    let set = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let data = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    data.map(|data| data.join("entrepot/desk"))
        .ok_or_else(|| Fail::new(Kind::Config, Msg::new("cli-no-home")).hint(Msg::new("cli-no-home-hint")))
}

/// The clock given with `--clock`, otherwise the machine's.
pub fn clock(global: &Global) -> Result<Arc<dyn Clock>, Fail> {
    match &global.clock {
        None => Ok(Arc::new(SystemClock)),
        Some(said) => {
            clock::of(said).map_err(|e| Fail::user(Msg::new("cli-no-clock").with("found", said.as_str())).cause(&e))
        }
    }
}

/// The login of the process's user, from the system's table of users.
pub fn system_user() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let table = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = table.lines().find(|l| l.split(':').nth(2) == Some(uid.as_str()));
    let name = line.and_then(|l| l.split(':').next()).map(str::to_owned);
    name.or_else(|| env::var("USER").ok().filter(|u| !u.is_empty()))
}

/// The desk's folder, who works there, and the only login it takes commands from.
pub fn workplace(global: &Global) -> Result<(PathBuf, String, Option<String>), Fail> {
    let dir = folder(global)?;
    let demo = open::peek(&dir).is_some_and(|g| g.is_demo());
    let system = system_user();
    let only = if demo { None } else { system.clone() };
    if !demo && open::exists(&dir) && (global.clock.is_some() || global.seed.is_some()) {
        return Err(Fail::user(Msg::new("cli-demo-only")));
    }
    let operator = match &global.user {
        Some(user) => user.clone(),
        None if demo => DEMO_USER.to_owned(),
        None => system.unwrap_or_default(),
    };
    Ok((dir, operator, only))
}

/// Opens the desk for one command; it is loaded when this returns.
pub fn open(global: &Global) -> Result<Opened, Fail> {
    let (dir, operator, only) = workplace(global)?;
    let clock = clock(global)?;
    let options = Options {
        holder: holder(&operator, clock.as_ref()),
        sync: true,
        read_only: false,
        inline: true,
        only,
        clock,
        chance: Arc::new(OsChance),
    };
    let local = Local::open(&dir, options).map_err(|e| failure(&dir, &e))?;
    local.wait().map_err(|e| failure(&dir, &e))?;
    let local = Arc::new(local);
    Ok(Opened { desk: Arc::clone(&local) as Arc<dyn Desk>, operator, closing: Closing(local) })
}

/// Makes a desk; the folder it is in.
pub fn init(global: &Global, plan: &NewDesk) -> Result<PathBuf, Fail> {
    let dir = folder(global)?;
    let clock = clock(global)?;
    let failed =
        |e: &dyn Error| Fail::new(Kind::Desk, Msg::new("cli-not-made").with("dir", dir.display().to_string())).cause(e);
    let one = |login: &str, person: &str, roles: &[Role]| FirstOperator {
        login: login.to_owned(),
        person: person.to_owned(),
        department: String::new(),
        roles: roles.to_vec(),
    };
    let (administrator, director, operators) = if plan.production {
        let me = system_user().ok_or_else(|| Fail::new(Kind::Config, Msg::new("cli-no-user")))?;
        let director = plan.director.clone().unwrap_or_default();
        let first = vec![one(&me, &me, &[Role::Adm]), one(&director, &director, &[Role::Dir])];
        (me, director, first)
    } else {
        let staff = demo::operators();
        let staff = staff
            .iter()
            .map(|o| FirstOperator { department: o.department.to_owned(), ..one(o.login, o.person, o.roles) });
        let staff = staff.collect();
        ("adm".to_owned(), "chen".to_owned(), staff)
    };
    let mut bytes = [0; 16];
    match global.seed {
        Some(seed) => bytes.iter_mut().zip(seed.to_be_bytes()).for_each(|(to, from)| *to = from),
        None => OsChance.fill(&mut bytes).map_err(|e| failed(&e))?,
    }
    let holder = holder(&administrator, clock.as_ref());
    let made = Init {
        desk: Builder::from_random_bytes(bytes).into_uuid(),
        kind: if plan.production { "production" } else { "demo" }.to_owned(),
        zone: plan.zone.clone(),
        administrator,
        director,
        operators,
        at: clock.now(),
        sync: true,
    };
    fs::create_dir_all(&dir).map_err(|e| failed(&e))?;
    genesis::init(&dir, &made, &holder).map_err(|e| match e {
        InitError::Exists(_) | InitError::SamePerson(_) | InitError::Zone(_) => Fail { kind: Kind::User, ..failed(&e) },
        other => failed(&other),
    })?;
    Ok(dir)
}

/// Makes a demo desk with synthetic data; the folder it is in. Anything else in the way is left alone.
pub fn demo(global: &Global, size: Size, reset: bool, progress: Progress<'_>) -> Result<PathBuf, Fail> {
    let dir = folder(global)?;
    let shown = dir.display().to_string();
    let failed = |e: &dyn Error| Fail::new(Kind::Desk, Msg::new("cli-not-made").with("dir", shown.as_str())).cause(e);
    if open::exists(&dir) {
        if !open::peek(&dir).is_some_and(|g| g.is_demo()) {
            return Err(Fail::user(Msg::new("cli-not-a-demo").with("dir", shown.as_str())));
        }
        if !reset {
            return Ok(dir);
        }
        let holder = holder(&system_user().unwrap_or_default(), clock(global)?.as_ref());
        let _lock = DeskLock::acquire(&dir, &holder).map_err(|e| failure(&dir, &OpenFailure::Lock(e)))?;
        fs::remove_dir_all(&dir).map_err(|e| failed(&e))?;
    }
    let size = match size {
        Size::Small => demo::Size::Small,
        Size::HundredThousand => demo::Size::Hundred,
        Size::Million => demo::Size::Million,
    };
    // Half a demo would look like a whole one: it gets its name when it is done.
    let name = dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let fresh = dir.with_file_name(format!(".{name}.{}", process::id()));
    fs::create_dir_all(&fresh).map_err(|e| failed(&e))?;
    let now = clock(global)?.now();
    let made = making::demo(&fresh, size, now, global.seed.unwrap_or(DEMO_SEED), &progress).map_err(|e| failed(&e));
    let made = made.and_then(|_| fs::rename(&fresh, &dir).map_err(|e| failed(&e)));
    if made.is_err() {
        let _ = fs::remove_dir_all(&fresh);
    }
    made.map(|()| dir)
}

/// Checks the desk.
pub fn verify(global: &Global, fast: bool, progress: Progress<'_>) -> Result<Report, Fail> {
    let opened = open(global)?;
    let local = &opened.closing.0;
    let report = local
        .with_state(|state, journal| verify::verify(state, journal, local.blobs(), local.keyring(), fast, progress));
    report.ok_or_else(crate::cli::session::unexpected)
}

/// Makes the view again; how many entries were replayed.
pub fn rebuild(global: &Global, _progress: Progress<'_>) -> Result<u64, Fail> {
    let dir = folder(global)?;
    if !open::exists(&dir) {
        return Err(failure(&dir, &OpenFailure::Missing(String::new())));
    }
    let view = dir.join("view");
    {
        let holder = holder(&system_user().unwrap_or_default(), clock(global)?.as_ref());
        let _lock = DeskLock::acquire(&dir, &holder).map_err(|e| failure(&dir, &OpenFailure::Lock(e)))?;
        if view.exists() {
            let unwritten = Msg::new("cli-file-unwritten").with("file", view.display().to_string());
            fs::remove_dir_all(&view).map_err(|e| Fail::new(Kind::Desk, unwritten).cause(&e))?;
        }
    }
    let opened = open(global)?;
    let local = &opened.closing.0;
    Ok(local.with_state(|state, _| state.meta.seq).unwrap_or_default())
}

/// Looks at the desk and its folder: what the desk says of itself, and the measures.
pub fn doctor(global: &Global) -> Result<(Status, Health), Fail> {
    let dir = folder(global)?;
    let opened = open(global)?;
    let Answer::Status(status) = opened.desk.ask(&Query::Status, &AtomicBool::new(false))? else {
        return Err(crate::cli::session::unexpected());
    };
    let records = status.records.iter().map(|(_, n)| n).sum();
    let head = opened.closing.0.with_state(|_, journal| journal.head());
    let measured = doctor::doctor(&dir, Some(records), head);
    let health = measured.map_err(|e| {
        Fail::new(Kind::Desk, Msg::new("cli-desk-damaged").with("dir", dir.display().to_string())).cause(&e)
    })?;
    Ok((status, health))
}

fn holder(operator: &str, clock: &dyn Clock) -> Holder {
    Holder {
        pid: process::id(),
        operator: operator.to_owned(),
        host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
        since: clock.now(),
    }
}

/// Why a desk did not open, with what to do.
pub fn failure(dir: &Path, why: &OpenFailure) -> Fail {
    let shown = dir.display().to_string();
    match why {
        OpenFailure::Missing(_) => {
            Fail::new(Kind::Desk, Msg::new("cli-no-desk").with("dir", shown)).hint(Msg::new("cli-no-desk-hint"))
        }
        OpenFailure::Lock(LockError::Held(_)) => Fail::new(Kind::Desk, Msg::new("cli-desk-held").with("dir", shown))
            .cause(why)
            .hint(Msg::new("cli-desk-held-hint")),
        _ => Fail::new(Kind::Desk, Msg::new("cli-desk-damaged").with("dir", shown))
            .cause(why)
            .hint(Msg::new("cli-desk-damaged-hint")),
    }
}
