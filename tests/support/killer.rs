//! Killing a desk at any moment: a child process writes and says what was acknowledged, the parent kills it and looks.

use crate::support;
use entrepot::desk::journal::FileJournal;
use entrepot::desk::journal::Journal;
use entrepot::desk::journal::JournalOptions;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::domain::kind::Id;
use entrepot::runtime::clock::SystemClock;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::process::Command as Process;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

/// Names the desk's folder in a child process.
pub const CHILD: &str = "ENTREPOT_TEST_KILL_DIR";
/// The first key the child may use.
const KEYS: &str = "ENTREPOT_TEST_KILL_KEYS";
const THREADS: u128 = 4;

fn options() -> Options {
    Options { inline: false, clock: Arc::new(SystemClock), ..support::inline() }
}

/// The child: several threads make and change partners until they are killed.
pub fn child(dir: &str) {
    let first: u128 = std::env::var(KEYS).expect("keys").parse().expect("a number");
    let desk = support::open(Path::new(dir), options());
    let out = Mutex::new(std::io::stdout());
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (desk, out) = (&desk, &out);
            scope.spawn(move || work(desk, out, first + thread * 1_000_000));
        }
    });
}

fn work(desk: &Local, out: &Mutex<std::io::Stdout>, first: u128) {
    use entrepot::api::Desk;
    let mut mine: Option<Id> = None;
    for key in first.. {
        let name = format!("key {key}");
        let act = match mine {
            Some(id) if key % 3 != 0 => support::note(id, &name),
            _ => support::create(&name),
        };
        let done = desk.submit(support::command(key, act)).expect("acknowledged");
        let id = done.ids[0];
        mine = Some(id);
        let mut out = out.lock().expect("stdout");
        writeln!(out, "ack {} {id} {name}", done.seq).and_then(|()| out.flush()).expect("said");
    }
}

/// What a child had acknowledged: entry, record, the text that must be in it.
pub struct Acknowledged {
    seq: u64,
    id: String,
    text: String,
}

/// Pseudo-random numbers from a seed.
pub struct Seed(pub u64);

impl Seed {
    /// The next number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Starts a child with `args`, kills it after some acknowledged entries and microseconds; what it had acknowledged.
pub fn round(dir: &Path, args: &[&str], number: u64, seed: &mut Seed) -> Vec<Acknowledged> {
    let program = std::env::current_exe().expect("this program");
    let keys = (u128::from(number) + 1) * 1_000_000_000;
    let mut child = Process::new(program)
        .args(args)
        .env(CHILD, dir)
        .env(KEYS, keys.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let wanted = seed.below(60);
    let pause = Duration::from_micros(seed.below(8_000));
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut out = Vec::new();
    let mut take = |line: String| {
        let Some(at) = line.find("ack ") else { return };
        let mut words = line[at + 4..].splitn(3, ' ').map(str::to_owned);
        if let (Some(seq), Some(id), Some(text)) = (words.next(), words.next(), words.next()) {
            out.push(Acknowledged { seq: seq.parse().expect("a number"), id, text });
        }
    };
    let mut acks = 0;
    while acks <= wanted {
        let Some(line) = lines.next() else { break };
        let line = line.expect("a line");
        acks += u64::from(line.contains("ack "));
        take(line);
    }
    std::thread::sleep(pause);
    child.kill().expect("killed");
    // What was said before the end is in the pipe; a line cut off was not said.
    lines.map_while(Result::ok).filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).for_each(&mut take);
    child.wait().expect("reaped");
    out
}

/// Opens the journal as the next desk would and looks for everything that was acknowledged.
pub fn look(dir: &Path, acknowledged: &[Acknowledged]) -> u64 {
    let desk = support::open(dir, support::inline());
    assert_eq!(support::status(&desk).read_only, None);
    desk.with_state(|state, journal| {
        assert_eq!(state.meta.seq, journal.head().seq);
        for one in acknowledged {
            let position = state.view.entry(one.seq).expect("readable").expect("an acknowledged entry is there");
            let entry = journal.read_at(&position).expect("readable");
            let put = entry.puts.iter().find(|put| put.id == one.id).expect("with its record");
            assert!(put.content.get().contains(&one.text), "{} says {}", one.seq, put.content.get());
        }
        journal.head().seq
    })
    .expect("an open desk")
}

/// The chain from the first entry on, and the view against the replay.
pub fn verified(dir: &Path) -> u64 {
    let options = JournalOptions { read_only: true, ..JournalOptions::default() };
    let (journal, _) = FileJournal::open(&dir.join("journal"), &options).expect("a journal");
    let report = journal.verify().expect("readable");
    assert_eq!(report.first_problem, None);
    let desk = support::open(dir, support::inline());
    let found = desk.with_state(|state, journal| {
        entrepot::desk::verify::verify(state, journal, desk.blobs(), desk.keyring(), false, &|_, _| {}).problems
    });
    assert_eq!(found, Some(Vec::new()));
    report.entries
}
