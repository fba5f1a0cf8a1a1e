//! The player: one test, statement by statement, on a stage of its own.

use crate::app::Event;
use crate::desk::outside::Clock;
use crate::keys::Key;
use crate::keys::KeyCode;
use crate::keys::Keymap;
use crate::play::expect;
use crate::play::expect::Fault;
use crate::play::files::Frames;
use crate::play::invariants;
use crate::play::outcome::Failure;
use crate::play::outcome::Kind;
use crate::play::outcome::TestResult;
use crate::play::outcome::Verdict;
use crate::play::script::Advance;
use crate::play::script::Area;
use crate::play::script::Case;
use crate::play::script::Instant;
use crate::play::script::Masked;
use crate::play::script::Pat;
use crate::play::script::Script;
use crate::play::script::Statement;
use crate::play::script::Stroke;
use crate::play::script::Typed;
use crate::play::script::Verb;
use crate::play::script::Wait;
use crate::play::seen::Seen;
use crate::play::snapshot;
use crate::play::stage::Set;
use crate::play::stage::Stage;
use crate::play::stage::StageError;
use crate::play::stage::sides;
use crate::play::store::Scratch;
use crate::play::terminal::Terminal;
use crate::runtime::headless::Headless;
use crate::runtime::headless::Unsettled;
use crate::runtime::keymaps;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;
use std::io;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;

/// What a `Run` gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Exit code.
    pub exit: i32,
    /// Standard output, then standard error.
    pub output: String,
}

/// What a `Run` runs with.
#[derive(Debug, Clone)]
pub struct RunWith {
    /// The desk's folder.
    pub desk: PathBuf,
    /// Who is signed in.
    pub user: String,
    /// The virtual clock.
    pub clock: DateTime<Utc>,
    /// Seed of command keys.
    pub seed: u64,
    /// Tag of the language.
    pub locale: &'static str,
    /// Whether other programs than `entrepot` may run.
    pub anything: bool,
}

/// Runs the words of a `Run`.
pub type Runner<'a> = &'a dyn Fn(&[String], &RunWith) -> io::Result<Ran>;

/// One step of a test, to compare runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// `file:line:col`.
    pub place: String,
    /// The frame after it.
    pub frame: String,
}

/// What a test is played with besides its script.
pub struct Playing<'a> {
    /// Runs `Run`.
    pub runner: Runner<'a>,
    /// `Run` may run anything.
    pub allow_run: bool,
    /// Where the desk of the test lies, kept afterwards.
    pub keep: Option<PathBuf>,
    /// Size instead of the script's.
    pub size: Option<(u16, u16)>,
    /// Language instead of the script's.
    pub locale: Option<crate::i18n::Locale>,
    /// Remember the frame after each step.
    pub trace: bool,
}

/// A test as it was played.
pub struct Played {
    /// The result.
    pub result: TestResult,
    /// Its steps, when they were to be remembered.
    pub trace: Vec<Trace>,
    /// Hash over the journal it left.
    pub journal: String,
}

pub(super) struct Player<'a> {
    script: &'a Script,
    case: &'a Case,
    with: &'a Playing<'a>,
    frames: &'a mut Frames,
    terminal: Terminal,
    steps: usize,
    keys: Vec<String>,
    pressed: usize,
    masks: Vec<Masked>,
    ran: Option<Ran>,
    trace: Vec<Trace>,
}

/// Plays one test.
pub fn play(script: &Script, case: &Case, with: &Playing<'_>, frames: &mut Frames) -> Played {
    let mut player = Player {
        script,
        case,
        with,
        frames,
        terminal: Terminal::new(80, 24),
        steps: 0,
        keys: Vec::new(),
        pressed: 0,
        masks: Vec::new(),
        ran: None,
        trace: Vec::new(),
    };
    let mut stage = None;
    let verdict = match player.whole(&mut stage) {
        Ok(()) => Verdict::Passed,
        Err(failure) => Verdict::Failed(failure),
    };
    let moved = stage.as_ref().map_or(0, |s: &Stage| (s.clock.now() - s.set.clock).num_milliseconds());
    let journal = stage.as_ref().map(|s| journal_hash(s.dir())).unwrap_or_default();
    let (script, title, line) = (script.name.clone(), case.title.clone(), case.span.line);
    let keys = player.pressed;
    Played {
        result: TestResult { script, title, line, keys, virtual_ms: moved, verdict },
        trace: player.trace,
        journal,
    }
}

fn journal_hash(desk: &Path) -> String {
    let folder = std::fs::read_dir(desk.join("journal")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = folder.map(|e| e.path()).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(std::fs::read(file).unwrap_or_default());
    }
    crate::domain::dossier::hex(&hash.finalize())
}

impl From<Unsettled> for Fault {
    fn from(why: Unsettled) -> Self {
        Fault::new(Kind::Unsettled, why.to_string())
    }
}

impl From<StageError> for Fault {
    fn from(why: StageError) -> Self {
        match why {
            StageError::Store(why) => Fault::new(Kind::Store, why.to_string()),
            StageError::Unsettled(why) => why.into(),
        }
    }
}

impl Player<'_> {
    fn whole(&mut self, stage: &mut Option<Stage>) -> Result<(), Box<Failure>> {
        let all: Vec<&Statement> = self.script.opening.iter().chain(&self.case.statements).collect();
        let first = all.iter().find(|s| s.value.is_step()).copied();
        let mut set = Set::default();
        for statement in &all {
            if let Verb::Set(setting) = &statement.value {
                set.take(setting).map_err(|why| self.failure(None, statement, Fault::new(Kind::Parse, why)))?;
            }
        }
        set.size = self.with.size.unwrap_or(set.size);
        set.locale = self.with.locale.unwrap_or(set.locale);
        let Some(first) = first else { return Ok(()) };
        *stage = Some(self.begin(set).map_err(|fault| self.failure(None, first, fault))?);
        let Some(stage) = stage else { return Ok(()) };
        self.guarded(stage, first, Player::checked)?;
        for statement in all {
            self.guarded(stage, statement, |player, stage| player.statement(stage, statement))?;
        }
        Ok(())
    }

    fn begin(&self, set: Set) -> Result<Stage, Fault> {
        let beside = Path::new(&self.script.name).parent().unwrap_or(Path::new("")).to_owned();
        let files: Vec<PathBuf> = set.keymap.iter().map(|file| beside.join(file)).collect();
        let (keymap, wrong) = keymaps::of_files(&files)
            .map_err(|(path, why)| Fault::new(Kind::Store, format!("{}: {why}", path.display())))?;
        if let Some(wrong) = wrong.first().filter(|_| set.keymap.is_some()) {
            return Err(Fault::new(Kind::Parse, wrong.render()));
        }
        let scratch = match &self.with.keep {
            Some(dir) => Scratch::kept(dir.join(&self.case.slug)),
            None => Scratch::new("play"),
        };
        let scratch = scratch.map_err(|why| Fault::new(Kind::Store, why.to_string()))?;
        let keymap: Keymap = keymap;
        Ok(Stage::new(set, keymap, &beside, scratch)?)
    }

    /// Runs something that may panic: the program's death is a result like another.
    fn guarded(
        &mut self,
        stage: &mut Stage,
        statement: &Statement,
        action: impl FnOnce(&mut Self, &mut Stage) -> Result<(), Fault>,
    ) -> Result<(), Box<Failure>> {
        let done = catch_unwind(AssertUnwindSafe(|| action(self, stage)));
        let fault = match done {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(fault)) => fault,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                Fault::new(Kind::Died, format!("the program panicked: {}", text.unwrap_or_default()))
            }
        };
        Err(self.failure(Some(stage), statement, fault))
    }

    fn failure(&self, stage: Option<&Stage>, statement: &Statement, fault: Fault) -> Box<Failure> {
        Box::new(Failure {
            kind: fault.kind,
            place: self.script.sources.place(statement.span),
            chain: self.script.sources.chain(statement.span),
            statement: statement.value.to_string(),
            expected: fault.expected,
            screen: stage.map(|stage| self.seen(stage).frame),
            area: fault.area,
            near: fault.near,
            keys: self.keys.clone(),
        })
    }

    fn seen(&self, stage: &Stage) -> Seen {
        Seen::now(stage, &snapshot::file_name(&self.script.name), &self.case.title)
    }

    fn statement(&mut self, stage: &mut Stage, statement: &Statement) -> Result<(), Fault> {
        if stage.session.ended && !matches!(statement.value, Verb::Expect(..) | Verb::Note(_) | Verb::Set(_)) {
            return Err(Fault::new(Kind::Died, "the program has ended"));
        }
        match &statement.value {
            Verb::Press(strokes) => {
                for stroke in strokes {
                    self.stroke(stage, &stroke.value)?;
                }
            }
            Verb::Type(typed) => self.typed(stage, typed)?,
            Verb::Paste(text) => self.step(stage, |s| s.step(Event::Paste(text.value.value())))?,
            Verb::Resize(size) => self.resize(stage, sides(size.value))?,
            Verb::Focus(is) => self.step(stage, |s| s.step(Event::Focus(*is)))?,
            Verb::Advance(advance) => self.advance(stage, advance)?,
            Verb::Wait(Wait::Until { pat, gone, area, within }) => {
                let limit = within.as_ref().map_or(stage.set.wait, |w| w.value);
                self.until(stage, &pat.value, *gone, area.as_ref().map(|a| &a.value), limit)?;
            }
            Verb::Expect(not, expectation) => {
                let seen = self.seen(stage);
                let so_far = expect::SoFar { ran: self.ran.as_ref(), pressed: self.pressed };
                return expect::check(stage, &seen, so_far, *not, expectation);
            }
            Verb::Mask(mask) => self.masks.push(mask.clone()),
            Verb::Snapshot(wanted) => return snapshot::take(self, stage, wanted),
            Verb::As(user) => {
                stage.sign_in(&user.value)?;
                self.checked(stage)?;
            }
            Verb::Reopen(after_kill) => {
                stage.reopen(*after_kill)?;
                self.checked(stage)?;
            }
            Verb::Run(words) => self.run(stage, &words.iter().map(|w| w.value.value()).collect::<Vec<_>>())?,
            // Everything is done when a step ends; pauses are for people; the rest was taken before.
            Verb::Wait(Wait::Idle) | Verb::Pause | Verb::Note(_) | Verb::Set(_) | Verb::Test(_) | Verb::Include(..) => {
                return Ok(());
            }
        }
        if self.with.trace {
            let frame = self.seen(stage).frame.write();
            self.trace.push(Trace { place: self.script.sources.place(statement.span), frame });
        }
        Ok(())
    }

    /// One step and its checks.
    pub(super) fn step(
        &mut self,
        stage: &mut Stage,
        step: impl FnOnce(&mut Headless) -> Result<(), Unsettled>,
    ) -> Result<(), Fault> {
        step(&mut stage.session)?;
        self.checked(stage)
    }

    fn checked(&mut self, stage: &mut Stage) -> Result<(), Fault> {
        self.steps += 1;
        invariants::check(stage, &mut self.terminal, self.steps).map_err(|(kind, why)| Fault::new(kind, why))
    }

    /// Another size, and one frame.
    pub(super) fn resize(&mut self, stage: &mut Stage, size: (u16, u16)) -> Result<(), Fault> {
        self.step(stage, |s| s.step(Event::Resize(size.0, size.1)))
    }

    /// What is painted over in snapshots.
    pub(super) fn masks(&self) -> &[Masked] {
        &self.masks
    }

    /// The script's file name, the test's title and its folder.
    pub(super) fn names(&self) -> (String, &str, &str) {
        (snapshot::file_name(&self.script.name), &self.case.title, &self.case.slug)
    }

    /// The frame files.
    pub(super) fn frames(&mut self) -> &mut Frames {
        self.frames
    }

    fn press(&mut self, stage: &mut Stage, key: Key) -> Result<(), Fault> {
        self.keys.push(key.to_string());
        self.pressed += 1;
        self.step(stage, |s| s.press(key))
    }

    fn stroke(&mut self, stage: &mut Stage, stroke: &Stroke) -> Result<(), Fault> {
        match stroke {
            Stroke::Key(key, times) => (0..*times).try_for_each(|_| self.press(stage, *key)),
            Stroke::Action(id) => {
                let model = stage.session.model();
                let contexts = model.contexts();
                let found = model.keymap().sequences_for(id, None, &contexts).into_iter().next();
                let keys = found.ok_or_else(|| {
                    let names: Vec<&str> = contexts.iter().map(|c| c.name()).collect();
                    Fault::unmet(format!("no key is bound to '{id}' here (contexts: {})", names.join(", ")))
                })?;
                keys.into_iter().try_for_each(|key| self.press(stage, key))
            }
        }
    }

    fn typed(&mut self, stage: &mut Stage, typed: &Typed) -> Result<(), Fault> {
        let of = |stage: &Stage, name: &str| {
            let set = stage.set.env.get(name).cloned().or_else(|| std::env::var(name).ok());
            set.ok_or_else(|| Fault::new(Kind::Parse, format!("there is no '{name}': write Set env {name} \"…\"")))
        };
        let text = match typed {
            Typed::Text(text) => text.value.value(),
            Typed::Secret(name) | Typed::Env(name) => of(stage, &name.value)?,
        };
        for c in text.chars() {
            let key = match c {
                '\n' => Key::plain(KeyCode::Enter),
                '\t' => Key::plain(KeyCode::Tab),
                c => Key::char(c),
            };
            self.press(stage, key)?;
        }
        if matches!(typed, Typed::Secret(_)) {
            self.keys.truncate(self.keys.len().saturating_sub(text.chars().count()));
        }
        Ok(())
    }

    fn advance(&mut self, stage: &mut Stage, advance: &Advance) -> Result<(), Fault> {
        let now = stage.clock.now();
        let to = match advance {
            Advance::By(time) => now + time.value,
            Advance::To(at) => match at.value {
                Instant::At(at) => at,
                Instant::Day(day) => {
                    let zone = stage.session.model().zone;
                    let local = day.and_time(now.with_timezone(&zone).time());
                    let at = local.and_local_timezone(zone).earliest();
                    at.map_or(now, |at| at.to_utc())
                }
            },
        };
        if to < now {
            return Err(Fault::unmet(format!("the clock shows {now} and is never set back")));
        }
        // The desk's own work of each day is done on its day.
        let zone = stage.session.model().zone;
        let mut day = now.with_timezone(&zone).date_naive();
        while let Some(next) = day.succ_opt().filter(|next| *next <= to.with_timezone(&zone).date_naive()) {
            let midnight = next.and_hms_opt(0, 0, 0).and_then(|at| at.and_local_timezone(zone).earliest());
            if let Some(at) = midnight.map(|at| at.to_utc()).filter(|at| *at <= to) {
                stage.session.advance_to(at)?;
                stage.new_day();
            }
            day = next;
        }
        self.step(stage, |s| s.advance_to(to))?;
        let news = crate::api::Event::Status;
        self.step(stage, |s| s.step(Event::Desk(news)))
    }

    fn until(
        &mut self,
        stage: &mut Stage,
        pat: &Pat,
        gone: bool,
        area: Option<&Area>,
        limit: TimeDelta,
    ) -> Result<(), Fault> {
        let end = stage.clock.now() + limit;
        loop {
            let seen = self.seen(stage);
            // A pane that is not drawn shows nothing.
            let found = seen.find(pat, area).is_ok_and(|(found, _)| !found.is_empty());
            if found != gone {
                return Ok(());
            }
            let now = stage.clock.now();
            if now >= end {
                let word = if gone { "is still there" } else { "did not come" };
                let fault = Fault::new(Kind::Unsettled, format!("{pat} {word} within {} s", limit.num_seconds()));
                return Err(Fault { near: seen.near(pat), area: seen.bounds(area).ok(), ..fault });
            }
            let next = stage.session.next_timer().unwrap_or(end).clamp(now, end);
            self.step(stage, |s| s.advance_to(next))?;
        }
    }

    fn run(&mut self, stage: &mut Stage, words: &[String]) -> Result<(), Fault> {
        let with = RunWith {
            desk: stage.dir().to_owned(),
            user: stage.user.clone(),
            clock: stage.clock.now(),
            seed: stage.set.seed,
            locale: stage.set.locale.tag(),
            anything: self.with.allow_run,
        };
        let ran = stage.beside(|_| (self.with.runner)(words, &with))?;
        self.ran = Some(ran.map_err(|why| Fault::unmet(format!("{} could not run: {why}", words.join(" "))))?);
        self.checked(stage)
    }
}
