//! The worker: the only writer. It decides the commands of a batch on view plus overlay, appends them with one sync,
//! applies them with one sled batch, then answers.

use crate::api::Command;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::journal::AppendError;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::journal::ReadOnly;
use crate::desk::kept;
use crate::desk::load;
use crate::desk::local::Shared;
use crate::desk::open;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::system;
use crate::domain::entry::Entry;
use crate::domain::entry::EntryDraft;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::SubsecRound;
use chrono::Utc;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use uuid::Uuid;

/// Keys remembered: a command sent again returns its first answer.
const KEYS: usize = 100_000;
/// Partners of one command that are looked at at once.
const FEW: usize = 16;
/// Entries after which the view is flushed and the tables saved.
const CHECKPOINT_ENTRIES: u64 = 10_000;

/// Keys of the last entries.
#[derive(Default)]
struct Keys {
    seqs: HashMap<Uuid, u64>,
    order: VecDeque<Uuid>,
    loaded: bool,
}

impl Keys {
    fn add(&mut self, key: Uuid, seq: u64) {
        if self.seqs.insert(key, seq).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > KEYS {
            if let Some(old) = self.order.pop_front() {
                self.seqs.remove(&old);
            }
        }
    }
}

/// What the worker keeps for itself.
pub struct Core {
    shared: Arc<Shared>,
    keys: Keys,
    since_checkpoint: u64,
    day: Option<NaiveDate>,
    /// Erasures were gone through since the desk was opened.
    finished: bool,
    last_checkpoint: DateTime<Utc>,
}

/// A command decided in a batch, waiting for the sync.
enum Waiting {
    /// Written: what to answer, and its place among the drafts.
    Written(Box<Decision>, usize),
    /// Nothing to write.
    Answered(Result<Done, Refusal>),
    /// Refused; the attempt itself is written at this place.
    Refused(Refusal),
}

impl Core {
    /// A worker over an opened desk.
    pub fn new(shared: Arc<Shared>) -> Self {
        let last_checkpoint = shared.clock.now();
        Self { shared, keys: Keys::default(), since_checkpoint: 0, day: None, finished: false, last_checkpoint }
    }

    /// Decides and writes a batch of commands; the answers are in their order.
    pub fn process(&mut self, commands: &[Command]) -> Vec<Result<Done, Refusal>> {
        let shared = Arc::clone(&self.shared);
        if let Some(why) = shared.read_only()
            && !self.recover(&why)
        {
            let refusal = Refusal::new(Ground::ReadOnly, why).hint(Msg::new("hint-read-only"));
            return commands.iter().map(|_| Err(refusal.clone())).collect();
        }
        self.finish_erasures();
        let Ok(mut journal) = shared.journal.lock() else {
            return commands.iter().map(|_| Err(Refusal::internal("the journal's lock is poisoned"))).collect();
        };
        let Some(journal) = journal.as_mut() else {
            return commands.iter().map(|_| Err(Refusal::internal("the desk is not open"))).collect();
        };
        self.load_keys(journal);
        // As exact as it is journaled, so that what is decided and what is read again are the same.
        let now = shared.clock.now().max(journal.head().at).trunc_subsecs(6);
        let due = self.new_day(now);
        if !due.is_empty() {
            self.batch(&due, journal, now);
        }
        // A draw rests on the hash of the entry before it, so nothing is written together with it that comes first.
        let groups = commands.chunk_by(|_, next| !draws(next));
        let answers: Vec<_> = groups.flat_map(|group| self.batch(group, journal, now)).collect();
        let blocked = self.blocked(&answers);
        if !blocked.is_empty() {
            self.batch(&blocked, journal, now);
        }
        answers
    }

    /// What the program does at once about partners a batch has blocked. Imports of many rows are looked at next day.
    fn blocked(&self, answers: &[Result<Done, Refusal>]) -> Vec<Command> {
        let ids = answers.iter().flatten().filter(|done| done.ids.len() <= FEW).flat_map(|done| &done.ids);
        let partners: BTreeSet<Id> = ids.copied().filter(|id| id.kind == KindId::Partner).collect();
        if partners.is_empty() {
            return Vec::new();
        }
        let Ok(state) = self.shared.state.read() else { return Vec::new() };
        state.as_ref().map(|state| system::suspensions(state, partners.into_iter())).unwrap_or_default()
    }

    fn batch(
        &mut self,
        commands: &[Command],
        journal: &mut FileJournal,
        now: DateTime<Utc>,
    ) -> Vec<Result<Done, Refusal>> {
        let (mut waiting, mut drafts, mut overlay) = self.decide_all(commands, journal, now);
        if let Some(why) = waiting.iter().find_map(unreadable) {
            self.renew(journal, why);
            (waiting, drafts, overlay) = self.decide_all(commands, journal, now);
        }
        if drafts.is_empty() {
            return waiting.into_iter().map(|w| answer(w, &overlay)).collect();
        }
        match journal.append(journal.head().seq, drafts, now) {
            Ok(appended) => self.apply(journal, appended.entries, waiting, overlay),
            Err(why) => {
                let refusal = self.append_failed(journal, &why);
                waiting
                    .into_iter()
                    .map(|w| match w {
                        Waiting::Answered(done) => done,
                        _ => Err(refusal.clone()),
                    })
                    .collect()
            }
        }
    }

    /// A new day in the desk's zone: findings are brought to it before anything is decided on it; the system work that
    /// is due comes back, once a day.
    fn new_day(&mut self, now: DateTime<Utc>) -> Vec<Command> {
        let Some(today) = self.today(now).filter(|today| self.day != Some(*today)) else { return Vec::new() };
        let Ok(mut state) = self.shared.state.write() else { return Vec::new() };
        let Some(state) = state.as_mut() else { return Vec::new() };
        if today > state.today
            && let Err(why) = load::day(state, today)
        {
            self.shared.damaged(Msg::new("damage-view").with("why", why.to_string()));
        }
        self.day = Some(today);
        system::due(state)
    }

    fn today(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        let state = self.shared.state.read().ok()?;
        Some(now.with_timezone(&state.as_ref()?.genesis.tz()).date_naive())
    }

    fn decide_all(
        &self,
        commands: &[Command],
        journal: &FileJournal,
        now: DateTime<Utc>,
    ) -> (Vec<Waiting>, Vec<EntryDraft>, Overlay) {
        let mut overlay = Overlay::default();
        let mut waiting = Vec::with_capacity(commands.len());
        let mut drafts = Vec::new();
        let Ok(state) = self.shared.state.read() else { return (waiting, drafts, overlay) };
        let Some(state) = state.as_ref() else { return (waiting, drafts, overlay) };
        let mut seq = journal.head().seq;
        for command in commands {
            if let Some(first) = self.first_answer(command, state, journal) {
                waiting.push(Waiting::Answered(Ok(first)));
                continue;
            }
            match self.decide_one(command, state, &overlay, journal, (seq, now)) {
                Ok(mut decision) => match decision.draft.take() {
                    Some(draft) => {
                        seq += 1;
                        if let Err(why) = preview(&mut overlay, state, &draft, seq, now) {
                            seq -= 1;
                            waiting.push(Waiting::Answered(Err(why)));
                            continue;
                        }
                        waiting.push(Waiting::Written(Box::new(decision), drafts.len()));
                        drafts.push(draft);
                    }
                    None => waiting.push(Waiting::Answered(Ok(done(&decision, None, now)))),
                },
                Err(refusal) => {
                    if let Some(draft) = attempt(command, &refusal, state) {
                        seq += 1;
                        waiting.push(Waiting::Refused(refusal));
                        drafts.push(draft);
                    } else {
                        waiting.push(Waiting::Answered(Err(refusal)));
                    }
                }
            }
        }
        (waiting, drafts, overlay)
    }

    fn decide_one(
        &self,
        command: &Command,
        state: &State,
        overlay: &Overlay,
        journal: &FileJournal,
        (seq, at): (u64, DateTime<Utc>),
    ) -> Result<Decision, Refusal> {
        if command.via != crate::api::Via::System {
            self.shared.may_act(&command.by)?;
        }
        // What is written behind others does not know the hash of the one before.
        let head = (seq == journal.head().seq).then(|| journal.head().hash);
        let keyring = &self.shared.keyring;
        let chance = &self.shared.chance;
        let mut seal = |subject: &str, field: &str, plain: &str| -> Result<Sealed, Refusal> {
            let mut random = |bytes: &mut [u8]| chance.fill(bytes);
            let sealed = keyring.seal(subject, field, plain, &mut random);
            sealed.map_err(|e| Refusal::internal(e.to_string()))
        };
        let entry = |seq: u64| read_entry(state, journal, seq);
        let mut outside = Outside { at, today: state.today, head, seal: &mut seal, entry: &entry };
        decide::decide(command, Now { state, overlay }, &mut outside)
    }

    /// The answer a command got when it was sent the first time.
    fn first_answer(&self, command: &Command, state: &State, journal: &FileJournal) -> Option<Done> {
        let seq = *self.keys.seqs.get(&command.key)?;
        let entry = read_entry(state, journal, seq)?;
        Some(Done {
            seq,
            at: entry.at,
            verb: entry.verb.clone(),
            ids: ids_of(&entry),
            case: entry.case.as_ref().and_then(|c| c.parse().ok()),
            message: Msg::new("done-before").with("seq", seq),
            import: None,
        })
    }

    fn apply(
        &mut self,
        journal: &FileJournal,
        entries: Vec<(Entry, crate::desk::journal::Position)>,
        waiting: Vec<Waiting>,
        mut overlay: Overlay,
    ) -> Vec<Result<Done, Refusal>> {
        let shared = Arc::clone(&self.shared);
        let Ok(mut state) = shared.state.write() else {
            return waiting.iter().map(|_| Err(Refusal::internal("the view's lock is poisoned"))).collect();
        };
        let Some(state) = state.as_mut() else { return Vec::new() };
        let mut failed = None;
        // What it was decided on is what is applied, unless an entry of the batch did not come to be.
        if !overlay.settle(&entries) {
            overlay = Overlay::default();
            for (entry, position) in &entries {
                failed = overlay.absorb(state, entry, *position).err().map(|why| why.to_string()).or(failed);
            }
        }
        for (entry, _) in &entries {
            self.keys.add(entry.key, entry.seq);
        }
        if failed.is_none() {
            failed = state.commit(&overlay).err().map(|e| e.to_string());
        }
        if let Some(why) = failed {
            // The journal has it: the view is made anew from there, and what was decided stays decided.
            self.shared.damaged(Msg::new("damage-view").with("why", why));
            self.rebuild(state, journal);
        }
        // It is journaled; only now what it names is destroyed.
        let erased: Vec<Id> = entries.iter().flat_map(|(entry, _)| ids_of(entry)).collect();
        self.erase(state, Some(&erased));
        let seq = state.meta.seq;
        self.since_checkpoint += entries.len() as u64;
        let answers = answers(waiting, &entries);
        let due = self.shared.clock.now() - self.last_checkpoint > chrono::TimeDelta::minutes(1);
        if self.shared.sync && (self.since_checkpoint >= CHECKPOINT_ENTRIES || due) {
            self.checkpoint(state, self.since_checkpoint >= CHECKPOINT_ENTRIES);
        }
        self.shared.committed(seq);
        answers
    }

    /// Destroys what tombstones name.
    fn erase(&self, state: &State, only: Option<&[Id]>) {
        for why in kept::carry_out(state, only, &self.shared.keyring, &self.shared.blobs) {
            self.shared.damaged(Msg::new("damage-not-erased").with("why", why));
        }
    }

    /// Finishes erasures that were decided and not carried out when the desk was stopped.
    fn finish_erasures(&mut self) {
        if self.shared.read_only().is_some() || std::mem::replace(&mut self.finished, true) {
            return;
        }
        if let Ok(state) = self.shared.state.read()
            && let Some(state) = state.as_ref()
        {
            self.erase(state, None);
        }
    }

    /// The view could not be read while commands were decided: it is made anew.
    fn renew(&self, journal: &FileJournal, why: Msg) {
        let Ok(mut state) = self.shared.state.write() else { return };
        let Some(state) = state.as_mut() else { return };
        self.shared.damaged(why);
        self.rebuild(state, journal);
    }

    /// Tries again what a full disk or a file system without rights kept the desk from; whether it may write now.
    fn recover(&mut self, why: &Msg) -> bool {
        let shared = Arc::clone(&self.shared);
        let Ok(mut journal) = shared.journal.lock() else { return false };
        let Some(journal) = journal.as_mut() else { return false };
        match why.id.as_ref() {
            "desk-read-only" if journal.read_only().is_some_and(|r| may_pass(&r)) => self.reopen(journal),
            "desk-no-view" | "desk-no-rebuild" => {
                let Ok(mut state) = shared.state.write() else { return false };
                let Some(state) = state.as_mut() else { return false };
                self.rebuild(state, journal);
                if state.meta.seq == journal.head().seq {
                    shared.accept_writes();
                }
            }
            _ => return false,
        }
        shared.read_only().is_none()
    }

    fn rebuild(&self, state: &mut State, journal: &FileJournal) {
        let today = state.today;
        let fresh = open::fresh_view(&self.shared.dir);
        let Ok(view) = fresh else { return self.shared.refuse_writes(Msg::new("desk-no-view")) };
        state.view = view;
        state.reset();
        if let Err(why) = open::rebuild_all(state, journal, today, &|_, _| {}) {
            self.shared.refuse_writes(Msg::new("desk-no-rebuild").with("why", why.to_string()));
        }
    }

    /// Flushes the view; saves the tables when asked.
    pub fn checkpoint(&mut self, state: &State, tables: bool) {
        self.since_checkpoint = 0;
        self.last_checkpoint = self.shared.clock.now();
        let flushed = state.view.checkpoint();
        let saved = if tables { open::save_tables(&self.shared.dir, state) } else { Ok(()) };
        if let Err(why) = flushed.and(saved) {
            // The next opening replays more; nothing is lost.
            self.shared.damaged(Msg::new("damage-checkpoint-failed").with("why", why.to_string()));
        }
    }

    fn append_failed(&mut self, journal: &mut FileJournal, why: &AppendError) -> Refusal {
        let msg = Msg::new("refused-not-written").with("why", why.to_string());
        if !matches!(why, AppendError::Unknown(_) | AppendError::ReadOnly(_) | AppendError::Conflict { .. }) {
            return Refusal::new(Ground::ReadOnly, msg).hint(Msg::new("hint-disk"));
        }
        let ground = if matches!(why, AppendError::Unknown(_)) { Ground::Unknown } else { Ground::ReadOnly };
        self.reopen(journal);
        Refusal::new(ground, msg).hint(Msg::new("hint-unknown"))
    }

    /// After a failed sync only the disk knows: the journal is opened again and what it holds is applied.
    fn reopen(&mut self, journal: &mut FileJournal) {
        let Ok(mut state) = self.shared.state.write() else { return };
        let Some(state) = state.as_mut() else { return };
        let options = crate::desk::journal::JournalOptions {
            sync: self.shared.sync,
            checkpoint: state.meta.checkpoint,
            ..Default::default()
        };
        self.keys.loaded = false;
        match FileJournal::open(&self.shared.dir.join("journal"), &options) {
            Ok((fresh, found)) => {
                *journal = fresh;
                let mut broken = None;
                for damage in &found {
                    self.shared.damaged(open::told(damage, &mut broken));
                }
                let refused = journal.read_only().map(|why| Msg::new("desk-read-only").with("why", why.to_string()));
                match broken.or(refused) {
                    Some(why) => self.shared.refuse_writes(why),
                    None => match load::replay(state, journal, &|_, _| {}) {
                        Ok(_) => self.shared.accept_writes(),
                        Err(why) => self.shared.refuse_writes(Msg::new("desk-no-rebuild").with("why", why.to_string())),
                    },
                }
            }
            Err(why) => self.shared.refuse_writes(Msg::new("desk-read-only").with("why", why.to_string())),
        }
    }

    /// Reads the keys of the last entries, newest first, until enough bytes were read.
    fn load_keys(&mut self, journal: &FileJournal) {
        if self.keys.loaded {
            return;
        }
        self.keys.loaded = true;
        let Ok(state) = self.shared.state.read() else { return };
        let Some(state) = state.as_ref() else { return };
        let head = journal.head().seq;
        let mut from = head + 1;
        let mut bytes = 0_u64;
        while from > 1 && head + 1 - from < KEYS as u64 && bytes < 16 << 20 {
            let Ok(Some(position)) = state.view.entry(from - 1) else { break };
            bytes += u64::from(position.length);
            from -= 1;
        }
        // Entry 1 is no command, and its key the id of the desk.
        for item in journal.read_from(from.max(2)) {
            let Ok((entry, _)) = item else { break };
            self.keys.add(entry.key, entry.seq);
        }
    }
}

fn draws(command: &Command) -> bool {
    matches!(command.act, crate::api::Act::Create { kind: KindId::Batch, .. })
}

/// Whether what keeps a journal from taking entries may be over by itself.
fn may_pass(why: &ReadOnly) -> bool {
    matches!(why, ReadOnly::FileSystem(_) | ReadOnly::TornInPlace(_) | ReadOnly::Poisoned | ReadOnly::ChangedOutside)
}

/// The damage behind a refusal because the view cannot be read.
fn unreadable(waiting: &Waiting) -> Option<Msg> {
    let Waiting::Answered(Err(refusal)) = waiting else { return None };
    let why = refusal.msg.args.iter().find(|(name, _)| name == "why").map(|(_, why)| why.to_string());
    (refusal.msg.id == "refused-view").then(|| Msg::new("damage-view").with("why", why.unwrap_or_default()))
}

/// An entry by number, through the view's place of it.
pub fn read_entry(state: &State, journal: &FileJournal, seq: u64) -> Option<Entry> {
    let position = state.view.entry(seq).ok().flatten()?;
    journal.read_at(&position).ok()
}

/// Takes a draft into the overlay as if it were journaled, so that the next command of the batch is decided on it.
fn preview(
    overlay: &mut Overlay,
    state: &State,
    draft: &EntryDraft,
    seq: u64,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let entry = draft.clone().into_entry(seq, at);
    let nowhere =
        crate::desk::journal::Position { segment: 0, offset: 0, length: 0, hash: crate::domain::entry::Digest::ZERO };
    overlay.absorb(state, &entry, nowhere).map_err(|why| {
        overlay.spoiled = true;
        Refusal::from(why)
    })
}

/// The entry of a refused attempt on grounds of four eyes, role or staleness: nobody's attempts vanish.
fn attempt(command: &Command, refusal: &Refusal, state: &State) -> Option<EntryDraft> {
    if !matches!(refusal.ground, Ground::FourEyes | Ground::NotPermitted | Ground::Stale) {
        return None;
    }
    let (_, account) = state.directory.operator(&command.by)?;
    // Every entry has a role: the one that was claimed, or the first one held.
    let role = command.role.or_else(|| account.roles.first().copied())?;
    let (verb, id) = command.act.verb_and_id();
    let refused = serde_json::json!({
        "verb": verb,
        "id": id.map(|i| i.to_string()),
        "ground": refusal.ground,
        "why": refusal.msg,
    });
    Some(EntryDraft {
        by: command.by.clone(),
        role: role.as_str().to_owned(),
        via: command.via.as_str().to_owned(),
        key: command.key,
        verb: "refused".to_owned(),
        why: command.why.clone(),
        refused: Some(refused),
        ..EntryDraft::default()
    })
}

fn ids_of(entry: &Entry) -> Vec<Id> {
    entry.puts.iter().filter_map(|p| p.id.parse().ok()).collect()
}

fn done(decision: &Decision, entry: Option<&Entry>, now: DateTime<Utc>) -> Done {
    Done {
        seq: entry.map_or(0, |e| e.seq),
        at: entry.map_or(now, |e| e.at),
        verb: entry.map_or_else(String::new, |e| e.verb.clone()),
        ids: entry.map(ids_of).unwrap_or_default(),
        case: decision.case,
        message: decision.message.clone(),
        import: decision.import.clone(),
    }
}

fn answer(waiting: Waiting, _overlay: &Overlay) -> Result<Done, Refusal> {
    match waiting {
        Waiting::Answered(done) => done,
        Waiting::Refused(refusal) => Err(refusal),
        Waiting::Written(decision, _) => Err(Refusal::internal(format!("not written: {}", decision.message))),
    }
}

fn answers(waiting: Vec<Waiting>, entries: &[(Entry, crate::desk::journal::Position)]) -> Vec<Result<Done, Refusal>> {
    waiting
        .into_iter()
        .map(|w| match w {
            Waiting::Written(decision, place) => {
                let entry = entries.get(place).map(|(entry, _)| entry);
                Ok(done(&decision, entry, DateTime::default()))
            }
            Waiting::Answered(done) => done,
            Waiting::Refused(refusal) => Err(refusal),
        })
        .collect()
}
