//! Opening a desk: lock, journal, view, tables, in that order; and the damage table of architecture.md §1.
//!
//! Whatever is wrong with the view ends in a rebuild; whatever is wrong with the journal ends read-only with the entry,
//! the last good head and what to do. Nothing that was acknowledged is ever dropped without a word.

use crate::catalog::Catalog;
use crate::desk::answer::Recent;
use crate::desk::codec;
use crate::desk::codec::CodecError;
use crate::desk::journal::Damage;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::journal::JournalOptions;
use crate::desk::journal::segment_file_name;
use crate::desk::load;
use crate::desk::load::LoadError;
use crate::desk::load::Progress;
use crate::desk::overlay::ApplyError;
use crate::desk::state::Directory;
use crate::desk::state::Genesis;
use crate::desk::state::State;
use crate::desk::tables::Tables;
use crate::desk::view::Meta;
use crate::desk::view::View;
use crate::desk::view::ViewError;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;

/// sled's page cache; beyond it pages are read again from the file, which the system caches as well.
const CACHE_BYTES: u64 = 96 << 20;

/// Why a desk cannot be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailure {
    /// There is none.
    #[error("there is no desk in {0}")]
    Missing(String),
    /// Somebody else has it open, or the folder cannot be used.
    #[error(transparent)]
    Lock(#[from] crate::desk::lock::LockError),
    /// The journal cannot be read at all.
    #[error(transparent)]
    Journal(#[from] crate::desk::journal::OpenError),
    /// Entry 1 is not a genesis this program understands.
    #[error("entry 1 is not the beginning of a desk: {0}")]
    Genesis(String),
    /// An entry cannot be applied.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The catalogue that ships cannot be read.
    #[error(transparent)]
    Catalogue(#[from] crate::catalog::CatalogError),
    /// A folder of the desk cannot be made or used.
    #[error("{path}: {source}")]
    Io {
        /// The folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// An opened desk without its worker.
pub struct Opened {
    /// The journal.
    pub journal: FileJournal,
    /// Everything that follows from it.
    pub state: State,
    /// What was found damaged and what was done.
    pub damage: Vec<Msg>,
    /// Why nothing may be written.
    pub read_only: Option<Msg>,
}

/// Whether a folder holds a desk.
pub fn exists(dir: &Path) -> bool {
    dir.join("journal").is_dir()
}

/// What entry 1 of a desk says, read without opening it; nothing when it cannot be read, which opening tells better.
pub fn peek(dir: &Path) -> Option<Genesis> {
    let first = fs::File::open(dir.join("journal").join(segment_file_name(1))).ok()?;
    let mut line = String::new();
    BufReader::new(first).read_line(&mut line).ok()?;
    let (_, json) = line.split_once(' ')?;
    let entry: Entry = serde_json::from_str(json).ok()?;
    serde_json::from_value(entry.genesis?).ok()
}

/// Opens journal and view, replays what the view lacks, loads or builds the tables.
pub fn open(
    dir: &Path,
    now: DateTime<Utc>,
    sync: bool,
    read_only: bool,
    progress: Progress<'_>,
) -> Result<Opened, OpenFailure> {
    if !exists(dir) {
        return Err(OpenFailure::Missing(dir.display().to_string()));
    }
    let catalog = Catalog::shipped()?;
    let mut damage = Vec::new();
    let (view, meta) = open_view(dir, &mut damage)?;
    let checkpoint = meta.as_ref().and_then(|m| m.checkpoint);
    let options = JournalOptions { read_only, sync, checkpoint, ..JournalOptions::default() };
    let (journal, found) = FileJournal::open(&dir.join("journal"), &options)?;
    let mut reasons = journal.read_only().map(|why| Msg::new("desk-read-only").with("why", why.to_string()));
    damage.extend(found.iter().map(|d| told(d, &mut reasons)));
    let genesis = read_genesis(&journal)?;
    if genesis.catalogue > catalog.version {
        reasons.get_or_insert(Msg::new("desk-newer-catalogue").with("version", i64::from(genesis.catalogue)));
    }
    let today = now.with_timezone(&genesis.tz()).date_naive();
    let head = journal.head();
    let elsewhere = found.iter().any(|d| matches!(d, Damage::CheckpointMissed { .. }));
    let (view, meta) = settle_view(dir, view, meta, &journal, elsewhere, &mut damage)?;
    let tables = Tables::new();
    let directory = Directory::default();
    let mut state = State { view, meta, tables, directory, catalog, genesis, today, past: Recent::default() };
    match bring_up(dir, &mut state, &journal, today, progress, &mut damage) {
        // sled opens a damaged file without a word and stumbles later, so whatever the view does while it is brought
        // up has the same answer as a view that does not open.
        Err(LoadError::Apply(ApplyError::View(why))) => {
            damage.push(Msg::new("damage-view").with("why", why.to_string()));
            state.view = fresh_view(dir)?;
            state.reset();
            rebuild_all(&mut state, &journal, today, progress)?;
        }
        other => other?,
    }
    if !state.genesis.is_demo() && now + chrono::TimeDelta::minutes(5) < head.at {
        let msg = Msg::new("desk-clock-back").with("now", now.to_rfc3339()).with("last", head.at.to_rfc3339());
        reasons.get_or_insert(msg);
    }
    Ok(Opened { journal, state, damage, read_only: reasons })
}

/// What is told of damage to the journal, and whether it keeps the desk from writing.
pub fn told(found: &Damage, read_only: &mut Option<Msg>) -> Msg {
    let msg = Msg::new(match found {
        Damage::Torn { .. } => "damage-torn",
        Damage::Completed { .. } => "damage-completed",
        Damage::Broken { .. } => "damage-broken",
        Damage::Newer { .. } => "damage-newer",
        Damage::CheckpointMissed { seq, head } if head < seq => "damage-missing-entries",
        Damage::CheckpointMissed { .. } => "damage-checkpoint",
    })
    .with("what", found.to_string());
    if matches!(found, Damage::Broken { .. } | Damage::Newer { .. }) {
        *read_only = Some(msg.clone());
    }
    msg
}

fn read_genesis(journal: &FileJournal) -> Result<Genesis, OpenFailure> {
    let missing = || OpenFailure::Genesis("the journal is empty".to_owned());
    let (entry, _) = journal.read_from(1).next().ok_or_else(missing)?.map_err(LoadError::from)?;
    let value = entry.genesis.ok_or_else(|| OpenFailure::Genesis(format!("it is `{}`", entry.verb)))?;
    serde_json::from_value(value).map_err(|e| OpenFailure::Genesis(e.to_string()))
}

fn open_view(dir: &Path, damage: &mut Vec<Msg>) -> Result<(View, Option<Meta>), OpenFailure> {
    let path = dir.join("view").join("sled");
    fs::create_dir_all(&path).map_err(|source| OpenFailure::Io { path: path.display().to_string(), source })?;
    let first = View::open(&path, CACHE_BYTES).and_then(|view| view.meta().map(|meta| (view, meta)));
    match first {
        Ok(found) => Ok(found),
        Err(why) => {
            damage.push(Msg::new("damage-view").with("why", why.to_string()));
            let view = fresh_view(dir)?;
            Ok((view, None))
        }
    }
}

/// Moves the view aside and makes an empty one.
pub fn fresh_view(dir: &Path) -> Result<View, OpenFailure> {
    let path = dir.join("view");
    let io = |source| OpenFailure::Io { path: path.display().to_string(), source };
    let aside = (1..10_000).map(|n| dir.join(format!("view.damaged-{n}"))).find(|p| !p.exists());
    if let Some(aside) = aside.filter(|_| path.exists()) {
        fs::rename(&path, aside).map_err(io)?;
    }
    let sled = path.join("sled");
    fs::create_dir_all(&sled).map_err(io)?;
    View::open(&sled, CACHE_BYTES).map_err(|e| OpenFailure::Load(LoadError::from(e)))
}

/// An empty view in the place of one that was never finished.
fn empty_view(dir: &Path) -> Result<View, ViewError> {
    let path = dir.join("view").join("sled");
    let io = |source| ViewError::Io { path: path.clone(), source };
    if path.exists() {
        fs::remove_dir_all(&path).map_err(io)?;
    }
    fs::create_dir_all(&path).map_err(io)?;
    View::open(&path, CACHE_BYTES)
}

/// The view must be of this journal and not ahead of it; otherwise it is made anew. `elsewhere`: the view's last entry
/// is not in the journal where the view has it.
fn settle_view(
    dir: &Path,
    view: View,
    meta: Option<Meta>,
    journal: &FileJournal,
    elsewhere: bool,
    damage: &mut Vec<Msg>,
) -> Result<(View, Meta), OpenFailure> {
    let Some(meta) = meta else { return Ok((view, Meta::default())) };
    let head = journal.head();
    let ahead = meta.seq > head.seq;
    let other = elsewhere || meta.seq == head.seq && meta.hash != *head.hash.as_bytes();
    if !ahead && !other {
        return Ok((view, meta));
    }
    damage.push(
        Msg::new(if ahead { "damage-view-newer" } else { "damage-view-other" })
            .with("view", meta.seq)
            .with("journal", head.seq),
    );
    drop(view);
    Ok((fresh_view(dir)?, Meta::default()))
}

fn bring_up(
    dir: &Path,
    state: &mut State,
    journal: &FileJournal,
    today: NaiveDate,
    progress: Progress<'_>,
    damage: &mut Vec<Msg>,
) -> Result<(), LoadError> {
    // No day: nothing was built yet, or the building was cut off and left rows that belong together by half.
    if state.meta.day == 0 {
        state.view = empty_view(dir)?;
        state.reset();
        return rebuild_all(state, journal, today, progress);
    }
    check_counts(state)?;
    state.load_directory()?;
    match read_tables(dir, state) {
        Some(tables) => state.tables = tables,
        None => load::build_tables(state, progress)?,
    }
    let caught_up = load::replay(state, journal, progress)?;
    if caught_up > 1 {
        damage.push(Msg::new("damage-caught-up").with("entries", caught_up));
    }
    if state.meta.day < crate::query::days_of(today) {
        load::day(state, today)?;
    }
    Ok(())
}

/// The last record of every kind and the last entry must be there: a cut file may have lost them and kept the rest.
fn check_counts(state: &State) -> Result<(), ViewError> {
    let lost = |what: String| ViewError::Codec(CodecError(format!("{what} is missing")));
    for kind in KindId::ALL {
        let number = state.count(*kind);
        let id = Id::new(*kind, number);
        if number > 0 && state.view.get(id)?.is_none() {
            return Err(lost(id.to_string()));
        }
    }
    match state.view.entry(state.meta.seq)? {
        None if state.meta.seq > 0 => Err(lost(format!("entry {}", state.meta.seq))),
        _ => Ok(()),
    }
}

/// Everything anew from the journal: records in blocks, then tables, then findings.
pub fn rebuild_all(
    state: &mut State,
    journal: &dyn Journal,
    today: NaiveDate,
    progress: Progress<'_>,
) -> Result<(), LoadError> {
    load::refill(state, journal, progress)?;
    load::build_tables(state, progress)?;
    load::all_findings(state, today, progress)?;
    Ok(())
}

const TABLES_FILE: &str = "roster.bin";
/// Bytes read and written at a time.
const PIECE: usize = 1 << 20;

/// What saved tables begin with: the entry, its hash and the day they are of.
fn tables_head(state: &State) -> Vec<u8> {
    let mut head = state.meta.seq.to_le_bytes().to_vec();
    head.extend(state.meta.hash);
    head.extend(state.meta.day.to_le_bytes());
    head
}

/// Tables saved at the entry and day the view is at; nothing when they are of others or cannot be read.
fn read_tables(dir: &Path, state: &State) -> Option<Tables> {
    let mut file = BufReader::with_capacity(PIECE, File::open(dir.join("view").join(TABLES_FILE)).ok()?);
    let wanted = tables_head(state);
    let mut head = vec![0; wanted.len()];
    let mut sum = [0; 32];
    file.read_exact(&mut head).ok()?;
    file.read_exact(&mut sum).ok()?;
    if head != wanted {
        return None;
    }
    // bincode asks for as much memory as a length says: bytes are looked at only when they are the ones written.
    let body = file.stream_position().ok()?;
    let mut hasher = Sha256::new();
    loop {
        let piece = file.fill_buf().ok()?;
        if piece.is_empty() {
            break;
        }
        hasher.update(piece);
        let read = piece.len();
        file.consume(read);
    }
    let found: [u8; 32] = hasher.finalize().into();
    if found != sum {
        return None;
    }
    file.seek(SeekFrom::Start(body)).ok()?;
    let tables: Tables = codec::decode_large(&mut file).ok()?;
    tables.saved.note(state.meta.seq, state.meta.day);
    tables.is_sound(&state.meta.counts).then_some(tables)
}

/// Bytes written, and their sum.
struct Summed<W> {
    to: W,
    hasher: Sha256,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Saves the tables beside the view, whole or not at all; nothing is done when those on disk are these. They go to the
/// file as they are made: a second copy in memory would be as large as they are.
pub fn save_tables(dir: &Path, state: &State) -> Result<(), ViewError> {
    if state.tables.saved.is(state.meta.seq, state.meta.day) {
        return Ok(());
    }
    let path = dir.join("view").join(TABLES_FILE);
    let io = |source| ViewError::Io { path: path.clone(), source };
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh).map_err(io)?;
    let mut head = tables_head(state);
    let place = head.len() as u64;
    head.extend([0; 32]);
    file.write_all(&head).map_err(io)?;
    let mut out = BufWriter::with_capacity(PIECE, Summed { to: file, hasher: Sha256::new() });
    codec::encode_large(&state.tables, &mut out)?;
    let Summed { to: mut file, hasher } = out.into_inner().map_err(|e| io(e.into_error()))?;
    file.seek(SeekFrom::Start(place)).map_err(io)?;
    file.write_all(&hasher.finalize()).map_err(io)?;
    drop(file);
    fs::rename(&fresh, &path).map_err(io)?;
    state.tables.saved.note(state.meta.seq, state.meta.day);
    Ok(())
}
