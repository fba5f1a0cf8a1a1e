//! The desk of this process: a worker thread that writes, any number of threads that read.
//!
//! Played desks run inline: the caller's thread decides and writes, so that one thread and a virtual clock make every
//! run the same.

use crate::api::Answer;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Event;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Status;
use crate::api::inbox::Arrived;
use crate::desk::answer;
use crate::desk::blobs::BlobError;
use crate::desk::blobs::Blobs;
use crate::desk::drafts::Drafts;
use crate::desk::inbox;
use crate::desk::journal::FileJournal;
use crate::desk::kept;
use crate::desk::lock::DeskLock;
use crate::desk::lock::Holder;
use crate::desk::open;
use crate::desk::open::OpenFailure;
use crate::desk::outside::Chance;
use crate::desk::outside::Clock;
use crate::desk::seal::Keyring;
use crate::desk::state::State;
use crate::desk::worker::Core;
use crate::domain::entry::BlobRef;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crossbeam_channel::Receiver;
use crossbeam_channel::Sender;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::RwLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::thread;

/// Commands decided and synced together at most.
const BATCH: usize = 64;
/// How often others get the processor before a batch is closed.
const CHANCES: usize = 16;

/// How a desk is opened.
#[derive(Clone)]
pub struct Options {
    /// Who opens it.
    pub holder: Holder,
    /// Sync every append; only a desk that is played with does without.
    pub sync: bool,
    /// Write nothing.
    pub read_only: bool,
    /// Decide and write in the caller's thread; open before returning.
    pub inline: bool,
    /// The only login commands may carry; none on desks where operators go by name.
    pub only: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for keys and nonces.
    pub chance: Arc<dyn Chance>,
}

type Watcher = Box<dyn Fn(Event) + Send + Sync>;
type Reply = Sender<Result<Done, Refusal>>;

/// What the worker is sent.
enum Job {
    /// A command, and where its answer goes.
    Do(Box<Command>, Reply),
    /// Look at the clock; answered when that is done.
    Tick(Sender<()>),
}

/// What worker and readers share.
pub struct Shared {
    /// The desk's folder.
    pub dir: PathBuf,
    /// Whether appends are synced.
    pub sync: bool,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Chance>,
    /// Keys of sealed fields.
    pub keyring: Keyring,
    /// Files.
    pub blobs: Blobs,
    /// The journal, when it is open.
    pub journal: Mutex<Option<FileJournal>>,
    /// Everything that follows from it, when it is loaded.
    pub state: RwLock<Option<State>>,
    only: Option<String>,
    told: Mutex<Told>,
    ready: Condvar,
    done: AtomicU64,
    total: AtomicU64,
    watchers: Mutex<Vec<Watcher>>,
    drafts: Drafts,
}

#[derive(Default)]
struct Told {
    ready: bool,
    failed: Option<Arc<OpenFailure>>,
    read_only: Option<Msg>,
    damage: Vec<Msg>,
}

impl Shared {
    fn told<T>(&self, read: impl FnOnce(&mut Told) -> T) -> Option<T> {
        self.told.lock().ok().map(|mut told| read(&mut told))
    }

    /// Why nothing may be written.
    pub fn read_only(&self) -> Option<Msg> {
        self.told(|t| t.read_only.clone()).flatten()
    }

    /// From now on nothing is written.
    pub fn refuse_writes(&self, why: Msg) {
        self.told(|t| t.read_only = Some(why));
        self.tell(&Event::Status);
    }

    /// What kept the desk from writing is over.
    pub fn accept_writes(&self) {
        self.told(|t| t.read_only = None);
        self.tell(&Event::Status);
    }

    /// Something was found damaged.
    pub fn damaged(&self, what: Msg) {
        self.told(|t| t.damage.push(what));
        self.tell(&Event::Status);
    }

    /// Entries up to this one are written and applied.
    pub fn committed(&self, seq: u64) {
        self.tell(&Event::Committed { seq });
    }

    fn tell(&self, event: &Event) {
        if let Ok(watchers) = self.watchers.lock() {
            watchers.iter().for_each(|w| w(event.clone()));
        }
    }

    /// On a production desk operators are the operating system's users.
    pub fn may_act(&self, login: &str) -> Result<(), Refusal> {
        match &self.only {
            Some(only) if only != login => {
                let msg = Msg::new("refused-other-login").with("operator", login).with("user", only.as_str());
                Err(Refusal::new(Ground::NotPermitted, msg))
            }
            _ => Ok(()),
        }
    }

    fn loading(&self) -> Option<(u64, u64)> {
        let ready = self.told(|t| t.ready).unwrap_or(false);
        (!ready).then(|| (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed)))
    }

    fn load(&self, read_only: bool) {
        let progress = |done: u64, total: u64| {
            self.done.store(done, Ordering::Relaxed);
            self.total.store(total, Ordering::Relaxed);
            self.tell(&Event::Status);
        };
        let opened = open::open(&self.dir, self.clock.now(), self.sync, read_only, &progress);
        match opened {
            Ok(opened) => {
                if let (Ok(mut journal), Ok(mut state)) = (self.journal.lock(), self.state.write()) {
                    *journal = Some(opened.journal);
                    *state = Some(opened.state);
                }
                self.told(|t| {
                    t.ready = true;
                    t.damage = opened.damage;
                    t.read_only = opened.read_only;
                });
            }
            Err(why) => {
                let why = Arc::new(why);
                self.told(|t| {
                    t.ready = true;
                    t.read_only = Some(Msg::new("desk-not-open").with("why", why.to_string()));
                    t.failed = Some(why);
                });
            }
        }
        self.ready.notify_all();
        self.tell(&Event::Status);
    }

    fn wait(&self) {
        if let Ok(mut told) = self.told.lock() {
            while !told.ready {
                match self.ready.wait(told) {
                    Ok(again) => told = again,
                    Err(_) => return,
                }
            }
        }
    }

    fn status(&self) -> Status {
        let mut status = Status { loading: self.loading(), ..Status::default() };
        self.told(|t| {
            status.read_only.clone_from(&t.read_only);
            status.damage.clone_from(&t.damage);
        });
        if status.loading.is_some() {
            return status;
        }
        if let Ok(state) = self.state.read()
            && let Some(state) = state.as_ref()
        {
            status.seq = state.meta.seq;
            status.head = crate::domain::dossier::hex(&state.meta.hash);
            status.kind.clone_from(&state.genesis.kind);
            status.zone.clone_from(&state.genesis.zone);
            status.today = Some(state.today);
            status.catalogue = state.genesis.catalogue;
            status.records = KindId::ALL.iter().map(|k| (k.def().name.to_owned(), state.count(*k))).collect();
        }
        status
    }
}

enum Mode {
    Inline(Box<Mutex<Core>>),
    Threaded(Sender<Job>, Option<thread::JoinHandle<()>>),
}

/// An open desk.
pub struct Local {
    shared: Arc<Shared>,
    mode: Mode,
    _lock: DeskLock,
}

impl Local {
    /// Opens the desk in a folder. A desk with a worker thread loads in the background; [`Local::wait`] waits for it.
    pub fn open(dir: &Path, options: Options) -> Result<Self, OpenFailure> {
        if !open::exists(dir) {
            return Err(OpenFailure::Missing(dir.display().to_string()));
        }
        let lock = DeskLock::acquire(dir, &options.holder)?;
        let io = |source| OpenFailure::Io { path: dir.display().to_string(), source };
        let keyring =
            Keyring::open(&dir.join("keys"), options.sync).map_err(|e| io(std::io::Error::other(e.to_string())))?;
        let blobs = Blobs::open(&dir.join("files"), options.sync).map_err(io)?;
        let shared = Arc::new(Shared {
            dir: dir.to_owned(),
            sync: options.sync,
            clock: options.clock,
            chance: options.chance,
            keyring,
            blobs,
            journal: Mutex::new(None),
            state: RwLock::new(None),
            only: options.only,
            told: Mutex::new(Told::default()),
            ready: Condvar::new(),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            watchers: Mutex::new(Vec::new()),
            drafts: Drafts::new(dir),
        });
        let mode = if options.inline {
            shared.load(options.read_only);
            let mut core = Core::new(Arc::clone(&shared));
            core.process(&[]);
            Mode::Inline(Box::new(Mutex::new(core)))
        } else {
            let (to, from) = crossbeam_channel::unbounded();
            let worker = Arc::clone(&shared);
            let read_only = options.read_only;
            let handle = thread::Builder::new().name("desk".to_owned()).spawn(move || run(worker, read_only, &from));
            Mode::Threaded(to, Some(handle.map_err(io)?))
        };
        Ok(Self { shared, mode, _lock: lock })
    }

    /// Waits until the desk is loaded; says why it could not be.
    pub fn wait(&self) -> Result<(), Arc<OpenFailure>> {
        self.shared.wait();
        match self.shared.told(|t| t.failed.clone()).flatten() {
            Some(why) => Err(why),
            None => Ok(()),
        }
    }

    /// The desk's folder.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// How far loading has come.
    pub fn loading(&self) -> Option<(u64, u64)> {
        self.shared.loading()
    }

    /// Reads the state, for checks and measures.
    pub fn with_state<T>(&self, read: impl FnOnce(&State, &FileJournal) -> T) -> Option<T> {
        self.shared.wait();
        let journal = self.shared.journal.lock().ok()?;
        let state = self.shared.state.read().ok()?;
        Some(read(state.as_ref()?, journal.as_ref()?))
    }

    /// The files of the desk.
    pub fn blobs(&self) -> &Blobs {
        &self.shared.blobs
    }

    /// The keys of the desk.
    pub fn keyring(&self) -> &Keyring {
        &self.shared.keyring
    }

    /// Opens a sealed text, for those who may read it.
    pub fn unseal(&self, sealed: &crate::domain::value::Sealed, field: &str) -> crate::desk::seal::Opened {
        self.shared.keyring.unseal(sealed, field)
    }

    /// Makes the view durable and saves the tables, as closing does.
    pub fn checkpoint(&self) {
        if let Mode::Inline(core) = &self.mode
            && let (Ok(mut core), Ok(state)) = (core.lock(), self.shared.state.read())
            && let Some(state) = state.as_ref()
        {
            core.checkpoint(state, true);
        }
    }

    /// Submits a batch at once: one sync for all of it.
    pub fn submit_all(&self, commands: Vec<Command>) -> Vec<Result<Done, Refusal>> {
        match &self.mode {
            Mode::Inline(core) => match core.lock() {
                Ok(mut core) => core.process(&commands),
                Err(_) => Vec::new(),
            },
            Mode::Threaded(to, _) => {
                let replies: Vec<_> = commands
                    .into_iter()
                    .map(|command| {
                        let (reply, answer) = crossbeam_channel::bounded(1);
                        let _ = to.send(Job::Do(Box::new(command), reply));
                        answer
                    })
                    .collect();
                let gone = || Err(Refusal::internal("the desk's worker has ended"));
                replies.into_iter().map(|r| r.recv().unwrap_or_else(|_| gone())).collect()
            }
        }
    }
}

/// The job that came and those about to come: whoever is ready to send gets the processor first, so that many who sign
/// at once share a sync. Nobody waits for anybody: with no other thread ready it costs nothing.
fn gathered(first: Job, from: &Receiver<Job>) -> Vec<Job> {
    let mut jobs = vec![first];
    let mut chances = CHANCES;
    while jobs.len() < BATCH && chances > 0 {
        if let Ok(next) = from.try_recv() {
            jobs.push(next);
            chances = CHANCES;
        } else {
            chances -= 1;
            thread::yield_now();
        }
    }
    jobs
}

fn run(shared: Arc<Shared>, read_only: bool, from: &Receiver<Job>) {
    shared.load(read_only);
    let mut core = Core::new(Arc::clone(&shared));
    core.process(&[]);
    while let Ok(first) = from.recv() {
        let jobs = gathered(first, from);
        let mut commands = Vec::with_capacity(jobs.len());
        let mut replies = Vec::with_capacity(jobs.len());
        let mut ticks = Vec::new();
        for job in jobs {
            match job {
                Job::Do(command, reply) => {
                    commands.push(*command);
                    replies.push(reply);
                }
                Job::Tick(reply) => ticks.push(reply),
            }
        }
        let answers = core.process(&commands);
        for (reply, answer) in replies.into_iter().zip(answers) {
            let _ = reply.send(answer);
        }
        ticks.into_iter().for_each(drop);
    }
    if shared.sync
        && let Ok(state) = shared.state.read()
        && let Some(state) = state.as_ref()
    {
        core.checkpoint(state, true);
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        if let Mode::Threaded(to, handle) = &mut self.mode {
            let (closed, _) = crossbeam_channel::bounded(0);
            *to = closed;
            if let Some(handle) = handle.take() {
                let _ = handle.join();
            }
        }
    }
}

impl Desk for Local {
    fn submit(&self, command: Command) -> Result<Done, Refusal> {
        if command.by == "system" {
            let msg = Msg::new("refused-system-decides-nothing");
            return Err(Refusal::new(Ground::NotPermitted, msg));
        }
        let mut answers = self.submit_all(vec![command]);
        answers.pop().unwrap_or_else(|| Err(Refusal::internal("the desk gave no answer")))
    }

    fn ask(&self, query: &Query, cancel: &AtomicBool) -> Result<Answer, Refusal> {
        if matches!(query, Query::Status) {
            return Ok(Answer::Status(self.shared.status()));
        }
        if let Some(loading) = self.shared.loading()
            && matches!(query, Query::List(_))
        {
            return Ok(Answer::List(crate::api::Listing { loading: Some(loading), ..Default::default() }));
        }
        self.shared.wait();
        answer::ask(&self.shared, query, cancel)
    }

    fn tick(&self) {
        match &self.mode {
            Mode::Inline(core) => {
                if let Ok(mut core) = core.lock() {
                    core.process(&[]);
                }
            }
            Mode::Threaded(to, _) => {
                let (reply, answer) = crossbeam_channel::bounded::<()>(0);
                if to.send(Job::Tick(reply)).is_ok() {
                    let _ = answer.recv();
                }
            }
        }
    }

    fn store(&self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal> {
        let stored = self.shared.blobs.put(role, bytes, None);
        stored.map_err(|e| Refusal::new(Ground::ReadOnly, Msg::new("refused-not-stored").with("why", e.to_string())))
    }

    fn unseal(&self, sealed: &crate::domain::value::Sealed, field: &str) -> Option<String> {
        match self.shared.keyring.unseal(sealed, field) {
            crate::desk::seal::Opened::Plain(text) => Some(text),
            _ => None,
        }
    }

    fn file(&self, sha256: &str) -> Result<Vec<u8>, Refusal> {
        let digest = sha256.parse().map_err(|_| Refusal::not_found(sha256))?;
        self.shared.blobs.get(&digest).map_err(|e: BlobError| {
            let erased = self.shared.read(|state| Ok(kept::is_erased_file(state, sha256)));
            if matches!(e, BlobError::Missing(_)) && erased.is_ok_and(|yes| yes) {
                return Refusal::new(Ground::NotFound, Msg::new("refused-file-erased").with("sha256", sha256));
            }
            Refusal::new(Ground::NotFound, Msg::new("refused-file").with("sha256", sha256).with("why", e.to_string()))
        })
    }

    fn inbox(&self) -> Result<Vec<Arrived>, Refusal> {
        inbox::list(&self.shared.dir)
    }

    fn arrived(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        inbox::read(&self.shared.dir, name)
    }

    fn put_away(&self, name: &str) -> Result<(), Refusal> {
        inbox::put_away(&self.shared.dir, name)
    }

    fn drafts(&self, operator: &str) -> Vec<(String, String)> {
        self.shared.drafts.read(operator)
    }

    fn keep_draft(&self, operator: &str, place: &str, text: &str) {
        self.shared.drafts.keep(operator, place, text);
    }

    fn watch(&self, to: Box<dyn Fn(Event) + Send + Sync>) {
        if let Ok(mut watchers) = self.shared.watchers.lock() {
            watchers.push(to);
        }
    }
}

impl Shared {
    fn not_open(&self) -> Refusal {
        let why = self.read_only().unwrap_or_else(|| Msg::new("desk-not-open").with("why", ""));
        Refusal::new(Ground::ReadOnly, why)
    }

    /// Reads the state.
    pub fn read<T>(&self, read: impl FnOnce(&State) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let state = self.state.read().map_err(|_| Refusal::internal("the view's lock is poisoned"))?;
        read(state.as_ref().ok_or_else(|| self.not_open())?)
    }

    /// Reads state and journal together. The journal is locked first, as the worker does it: the other way round two
    /// threads could wait for each other for ever.
    pub fn read_both<T>(&self, read: impl FnOnce(&State, &FileJournal) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let journal = self.journal.lock().map_err(|_| Refusal::internal("the journal's lock is poisoned"))?;
        let journal = journal.as_ref().ok_or_else(|| self.not_open())?;
        let state = self.state.read().map_err(|_| Refusal::internal("the view's lock is poisoned"))?;
        read(state.as_ref().ok_or_else(|| self.not_open())?, journal)
    }
}
