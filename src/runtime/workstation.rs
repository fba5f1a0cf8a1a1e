//! Opens the workstation: keymap, desk, terminal, then the loop. Everything a person may choose comes as options.

use crate::api::Answer;
use crate::api::Desk;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::lists;
use crate::app::Settings;
use crate::app::ThemeName;
use crate::desk::local::Local;
use crate::desk::local::Options;
use crate::desk::open;
use crate::desk::open::OpenFailure;
use crate::desk::outside::Chance;
use crate::desk::outside::Clock;
use crate::desk::outside::OsChance;
use crate::i18n::Locale;
use crate::runtime::clock;
use crate::runtime::clock::SystemClock;
use crate::runtime::ids::Ids;
use crate::runtime::ids::SeededChance;
use crate::runtime::ids::SeededIds;
use crate::runtime::ids::SystemIds;
use crate::runtime::keymaps;
use crate::runtime::live;
use crate::runtime::making;
use crate::term;
use crate::term::Session;
use crate::text::Diagnostic;
use crate::ui::Depth;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What a person chose, or what follows from the environment.
#[derive(Debug, Clone, Default)]
pub struct WorkstationOptions {
    /// The desk's folder.
    pub dir: PathBuf,
    /// The operator's login.
    pub operator: String,
    /// The only login the desk takes commands from; none on demo desks, where operators go by name.
    pub only: Option<String>,
    /// The language.
    pub locale: Locale,
    /// The theme.
    pub theme: ThemeName,
    /// The colours; those of the terminal when none.
    pub colours: Option<Depth>,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Keymap files over the site's and the user's.
    pub keymaps: Vec<PathBuf>,
    /// `--clock INSTANT|@FILE`: demo desks only.
    pub clock: Option<String>,
    /// Where ids and chance begin: demo desks only.
    pub seed: Option<u64>,
}

/// Why the workstation did not open.
#[derive(Debug, thiserror::Error)]
pub enum WorkstationError {
    /// The desk cannot be opened.
    #[error(transparent)]
    Desk(#[from] OpenFailure),
    /// The terminal cannot be used.
    #[error("the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The clock cannot be used.
    #[error(transparent)]
    Clock(#[from] clock::ClockError),
    /// A keymap file was named and cannot be read.
    #[error("{}: {source}", path.display())]
    Keymap {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What came of a session.
#[derive(Debug, Clone, Default)]
pub struct Left {
    /// 0 when the operator left, 129 when the line was lost, 143 after SIGTERM.
    pub code: u8,
    /// What is wrong in keymap files; their bad lines were skipped.
    pub keymap: Vec<Diagnostic>,
}

/// Opens the workstation and stays until it is left. The first frame is drawn while the desk loads.
///
/// # Errors
/// [`WorkstationError`]; the terminal is as it was.
pub fn workstation(options: WorkstationOptions) -> Result<Left, WorkstationError> {
    let time: Arc<dyn Clock> = match &options.clock {
        Some(text) => clock::of(text)?,
        None => Arc::new(SystemClock),
    };
    let (keymap, wrong) =
        keymaps::of_person(&options.keymaps).map_err(|(path, source)| WorkstationError::Keymap { path, source })?;
    let chance: Arc<dyn Chance> = match options.seed {
        Some(seed) => Arc::new(SeededChance::new(seed)),
        None => Arc::new(OsChance),
    };
    let ids: Box<dyn Ids> = match options.seed {
        Some(seed) => Box::new(SeededIds::new(seed)),
        None => Box::new(SystemIds::new(Arc::clone(&time))),
    };
    let desk: Arc<dyn Desk> = Arc::new(Local::open(
        &options.dir,
        Options {
            holder: making::holder(&options.operator, time.now()),
            sync: true,
            read_only: false,
            inline: false,
            only: options.only,
            clock: Arc::clone(&time),
            chance,
        },
    )?);
    let depth = options.colours.unwrap_or_else(|| depth_of(term::depth()));
    // Colours that are not wanted are taken out of the frame.
    term::force_colours();
    let zone = open::peek(&options.dir).map_or(making::ZONE, |genesis| genesis.tz());
    let settings = Settings {
        drafts: desk.drafts(&options.operator),
        operator: options.operator,
        role: String::new(),
        zone,
        size: term::size().unwrap_or((80, 24)),
        locale: options.locale,
        theme: options.theme,
        ascii: options.ascii,
        keymap,
        now: time.now(),
    };
    let session = Session::enter(term::Options::new(clock::steady))?;
    let parts = live::Parts { session, desk, settings, clock: time, moved: options.clock.is_some(), ids, depth };
    Ok(Left { code: live::run(parts)?, keymap: wrong })
}

/// The terminal's colours as drawing knows them.
fn depth_of(depth: term::Depth) -> Depth {
    match depth {
        term::Depth::None => Depth::None,
        term::Depth::C16 => Depth::Sixteen,
        term::Depth::C256 => Depth::Ansi256,
        term::Depth::True => Depth::True,
    }
}

/// Asks for the roles of a login.
pub(crate) fn role_query(login: &str) -> Query {
    Query::List(ListQuery {
        list: "operators".to_owned(),
        filter: format!("login={login}"),
        sort: None,
        offset: 0,
        limit: 1,
        operator: login.to_owned(),
        anchor: None,
        as_at: None,
    })
}

/// The roles in the answer to [`role_query`]; none while the desk loads.
pub(crate) fn role_in(answer: &Answer) -> Option<String> {
    let Answer::List(listing) = answer else { return None };
    let place = lists::list("operators")?.columns.iter().position(|column| column.name == "roles")?;
    Some(listing.rows.first()?.cells.get(place)?.to_string())
}
