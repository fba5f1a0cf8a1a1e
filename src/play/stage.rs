//! The stage of one test: a private copy of the store, a virtual clock, and the session that is played on it.

use crate::api::Answer;
use crate::api::Desk;
use crate::api::Query;
use crate::app::Settings;
use crate::app::ThemeName;
use crate::desk::local::Local;
use crate::desk::outside::Clock;
use crate::i18n::Locale;
use crate::keys::Keymap;
use crate::play::script::Depth;
use crate::play::script::Setting;
use crate::play::script::Size;
use crate::play::store;
use crate::play::store::Scratch;
use crate::play::store::StoreError;
use crate::play::store::Wanted;
use crate::runtime::clock::VirtualClock;
use crate::runtime::headless::Attached;
use crate::runtime::headless::Headless;
use crate::runtime::headless::Unsettled;
use crate::runtime::ids::Ids;
use crate::runtime::ids::SeededIds;
use crate::runtime::making;
use crate::runtime::workstation::role_in;
use crate::runtime::workstation::role_query;
use crate::ui;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a test is played with; each `Set` changes one.
#[derive(Debug, Clone)]
pub struct Set {
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where the clock begins.
    pub clock: DateTime<Utc>,
    /// Zone of a desk made from commands.
    pub zone: Tz,
    /// Who is signed in.
    pub user: String,
    /// The language.
    pub locale: Locale,
    /// The theme.
    pub theme: ThemeName,
    /// Colours.
    pub colours: Depth,
    /// Seed of ids and chance.
    pub seed: u64,
    /// The store.
    pub store: String,
    /// A keymap file.
    pub keymap: Option<String>,
    /// How long `Wait until` waits.
    pub wait: TimeDelta,
    /// Variables.
    pub env: BTreeMap<String, String>,
}

impl Default for Set {
    fn default() -> Self {
        Self {
            size: (80, 24),
            clock: DateTime::from_timestamp(1_772_442_000, 0).unwrap_or_default(),
            zone: Tz::UTC,
            user: "lin".to_owned(),
            locale: Locale::En,
            theme: ThemeName::default(),
            colours: Depth::Palette,
            seed: 1,
            store: "demo".to_owned(),
            keymap: None,
            wait: TimeDelta::seconds(5),
            env: BTreeMap::new(),
        }
    }
}

impl Set {
    /// Takes a setting.
    ///
    /// # Errors
    /// A name nobody knows, in words.
    pub fn take(&mut self, setting: &Setting) -> Result<(), String> {
        match setting {
            Setting::Size(size) => self.size = sides(size.value),
            Setting::Clock(at) => self.clock = at.value,
            Setting::Zone(zone) => self.zone = zone.value,
            Setting::User(user) => self.user.clone_from(&user.value),
            Setting::Locale(tag) => {
                self.locale = Locale::from_tag(&tag.value).ok_or_else(|| format!("no language '{}'", tag.value))?;
            }
            Setting::Theme(name) => {
                let known: Vec<&str> = ThemeName::ALL.iter().map(|(_, name)| *name).collect();
                self.theme = ThemeName::from_name(&name.value)
                    .ok_or_else(|| format!("no theme '{}'; there are {}", name.value, known.join(", ")))?;
            }
            Setting::Colours(depth) => self.colours = depth.value,
            Setting::Seed(seed) => self.seed = seed.value,
            Setting::Store(store) => self.store = store.value.value(),
            Setting::Keymap(file) => self.keymap = Some(file.value.value()),
            Setting::Wait(time) => self.wait = time.value,
            // The program measures one way; a terminal that measures otherwise is not played.
            Setting::Width(_) => {}
            Setting::Env(name, text) => _ = self.env.insert(name.value.clone(), text.value.value()),
        }
        Ok(())
    }

    /// The look as frames say it.
    pub fn look(&self, depth: Depth) -> String {
        let theme = ThemeName::ALL.iter().find(|(theme, _)| *theme == self.theme).map_or("", |(_, name)| name);
        let colours = match depth {
            Depth::None => "no colours",
            Depth::Sixteen => "16 colours",
            Depth::Palette => "256 colours",
            Depth::True => "all colours",
        };
        format!("{theme}, {colours}, {}", self.locale.tag())
    }
}

/// Columns and rows of a script's size.
pub fn sides(size: Size) -> (u16, u16) {
    (size.width, size.height)
}

/// Colours as drawing knows them.
pub fn depth(depth: Depth) -> ui::Depth {
    match depth {
        Depth::None => ui::Depth::None,
        Depth::Sixteen => ui::Depth::Sixteen,
        Depth::Palette => ui::Depth::Ansi256,
        Depth::True => ui::Depth::True,
    }
}

/// Why a stage could not be set.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The first screen does not settle.
    #[error(transparent)]
    Unsettled(#[from] Unsettled),
}

impl From<crate::desk::open::OpenFailure> for StageError {
    fn from(why: crate::desk::open::OpenFailure) -> Self {
        Self::Store(why.into())
    }
}

/// The stage.
pub struct Stage {
    /// What it was set with.
    pub set: Set,
    /// The clock.
    pub clock: VirtualClock,
    /// Who is signed in.
    pub user: String,
    /// The session.
    pub session: Headless,
    /// Journal entries there were before the test.
    pub begun: u64,
    keymap: Keymap,
    desk: Option<Arc<Local>>,
    dir: PathBuf,
    scratch: Scratch,
    opened: u32,
}

impl Stage {
    /// Copies the store and starts the first session.
    pub fn new(set: Set, keymap: Keymap, beside: &Path, scratch: Scratch) -> Result<Self, StageError> {
        let wanted = Wanted { store: &set.store, beside, clock: set.clock, zone: set.zone, seed: set.seed };
        let fixture = store::fixture(wanted)?;
        let dir = scratch.path.join("desk");
        store::copy(&fixture, &dir)?;
        let clock = VirtualClock::new(set.clock);
        let desk = Arc::new(Local::open(&dir, making::inline(&clock, set.seed))?);
        // System work that was due is done before anybody looks.
        desk.tick();
        let begun = desk.with_state(|state, _| state.meta.seq).unwrap_or_default();
        let ids: Box<dyn Ids> = Box::new(SeededIds::new(set.seed));
        let user = set.user.clone();
        let session = session(&set, set.size, &keymap, &desk, &user, &clock, ids)?;
        Ok(Self { clock, user, session, begun, keymap, desk: Some(desk), dir, scratch, opened: 0, set })
    }

    /// The desk's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Ends the session and starts one for somebody else.
    pub fn sign_in(&mut self, user: &str) -> Result<(), StageError> {
        let size = self.session.model().size;
        let Some(desk) = &self.desk else { return Ok(()) };
        self.opened += 1;
        // Another seed than the session before: the same key would be the same command.
        let ids: Box<dyn Ids> = Box::new(SeededIds::new(self.set.seed.wrapping_add(u64::from(self.opened))));
        self.session = session(&self.set, size, &self.keymap, desk, user, &self.clock, ids)?;
        user.clone_into(&mut self.user);
        Ok(())
    }

    /// Closes the desk and opens it again; after a kill without anything that closing writes.
    pub fn reopen(&mut self, after_kill: bool) -> Result<(), StageError> {
        if after_kill {
            // What lies on the disk right now is what a killed process leaves.
            let next = self.scratch.path.join(format!("desk-{}", self.opened + 2));
            store::copy_as_is(&self.dir, &next)?;
            self.dir = next;
        }
        self.let_go(!after_kill);
        self.open()?;
        let user = self.user.clone();
        self.sign_in(&user)
    }

    /// Lets go of the desk, does something, and takes the desk again; the session goes on.
    pub fn beside<T>(&mut self, action: impl FnOnce(&Path) -> T) -> Result<T, StageError> {
        self.let_go(true);
        let made = action(&self.dir);
        self.open()?;
        if let Some(desk) = &self.desk {
            self.session.attach(Attached::new(Arc::clone(desk) as Arc<dyn Desk>))?;
        }
        Ok(made)
    }

    /// Brings the desk to the day the clock shows.
    pub fn new_day(&self) {
        if let Some(desk) = &self.desk {
            desk.tick();
        }
    }

    fn let_go(&mut self, in_order: bool) {
        self.session.detach();
        if let Some(desk) = self.desk.take()
            && in_order
        {
            desk.checkpoint();
        }
    }

    fn open(&mut self) -> Result<(), StageError> {
        self.desk = Some(Arc::new(Local::open(&self.dir, making::inline(&self.clock, self.set.seed))?));
        Ok(())
    }
}

fn session(
    set: &Set,
    size: (u16, u16),
    keymap: &Keymap,
    desk: &Arc<Local>,
    user: &str,
    clock: &VirtualClock,
    ids: Box<dyn Ids>,
) -> Result<Headless, StageError> {
    let desk: Arc<dyn Desk> = Arc::clone(desk) as Arc<dyn Desk>;
    let ask = |query: &Query| desk.ask(query, &AtomicBool::new(false)).ok();
    let zone = match ask(&Query::Status) {
        Some(Answer::Status(status)) => status.zone.parse().unwrap_or(set.zone),
        _ => set.zone,
    };
    let settings = Settings {
        operator: user.to_owned(),
        role: ask(&role_query(user)).as_ref().and_then(role_in).unwrap_or_default(),
        zone,
        size,
        locale: set.locale,
        theme: set.theme,
        ascii: false,
        keymap: keymap.clone(),
        now: clock.now(),
        drafts: desk.drafts(user),
    };
    let mut session = Headless::start(settings, Attached::new(desk), clock.clone(), ids, depth(set.colours))?;
    session.editor = set.env.get("EDITOR_TEXT").cloned();
    Ok(session)
}
