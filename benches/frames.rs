//! From a key to the bytes of its frame at 120x40, over 20,000 partners and, when `ENTREPOT_BENCH_DESK` names a desk,
//! over that one, with its filters, sorts and memory: `ENTREPOT_BENCH_DESK=… cargo bench --bench frames`
//!
//! A step is app update, question to the desk, view, comparison and bytes, in one thread. The desk that is named is
//! opened and not written to.

// A bench that cannot be set up has nothing to measure, and its output is its purpose; measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, missing_docs)]
#![allow(clippy::cast_precision_loss)]

#[path = "../tests/support/desk.rs"]
mod support;

use entrepot::api::Act;
use entrepot::api::Answer;
use entrepot::api::Desk;
use entrepot::api::ImportRow;
use entrepot::api::ListQuery;
use entrepot::api::OnExisting;
use entrepot::api::Query;
use entrepot::api::Sort;
use entrepot::app::Settings;
use entrepot::app::ThemeName;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::domain::kind::KindId;
use entrepot::domain::value::Value;
use entrepot::i18n::Locale;
use entrepot::keys;
use entrepot::runtime::clock::VirtualClock;
use entrepot::runtime::headless::Attached;
use entrepot::runtime::headless::Headless;
use entrepot::runtime::ids::SeededIds;
use entrepot::runtime::keymaps;
use entrepot::runtime::making;
use entrepot::ui::Depth;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use std::time::Instant;
use support::assign;

const PARTNERS: u64 = 20_000;
const CHUNK: usize = 500;

fn row(n: u64) -> ImportRow {
    let words = ["Nordlicht", "Hafen", "Silk Road", "杭州", "Baltic", "Iberia", "Lotus", "Pampa"];
    let word = words[usize::try_from(n % 8).expect("small")];
    let text = |path: &str, value: String| assign(path, Value::Text(value));
    ImportRow {
        line: n + 1,
        key: None,
        fields: vec![
            text("legal_name_local", format!("{word} Trading {n} GmbH")),
            text("legal_name_en", format!("{word} Trading {n}")),
            text("country", ["DE", "EE", "ES", "PL"][usize::try_from(n % 4).expect("small")].to_owned()),
            text("type_set", "AFF".to_owned()),
        ],
    }
}

fn generated(dir: &Path) -> Local {
    support::init(dir, "demo", false);
    let desk = support::open(dir, Options { sync: false, ..support::inline() });
    let rows: Vec<ImportRow> = (0..PARTNERS).map(row).collect();
    for (key, rows) in (0_u128..).zip(rows.chunks(CHUNK)) {
        let (kind, on_existing) = (KindId::Partner, OnExisting::UpdateMapped);
        let act = Act::Import { kind, rows: rows.to_vec(), on_existing, batch: "bench".into() };
        desk.submit(support::command(key + 1000, act)).expect("taken");
    }
    desk
}

/// Times of one kind of key.
struct Times {
    name: &'static str,
    took: Vec<Duration>,
    bytes: Vec<usize>,
}

impl Times {
    fn new(name: &'static str) -> Self {
        Self { name, took: Vec::new(), bytes: Vec::new() }
    }

    fn say(mut self) {
        self.took.sort_unstable();
        self.bytes.sort_unstable();
        let at = |share: usize| (self.took.len() * share / 100).min(self.took.len() - 1);
        println!(
            "  {:<34} {:>5} keys  p50 {:>8.3} ms  p99 {:>8.3} ms  max {:>8.3} ms  bytes p50 {:>5} p99 {:>5}",
            self.name,
            self.took.len(),
            self.took[at(50)].as_secs_f64() * 1e3,
            self.took[at(99)].as_secs_f64() * 1e3,
            self.took[self.took.len() - 1].as_secs_f64() * 1e3,
            self.bytes[at(50)],
            self.bytes[at(99)],
        );
    }
}

/// Presses keys and adds what each took, with the timers it set.
fn press(session: &mut Headless, text: &str, times: &mut Times) {
    for key in keys::parse_sequence(text).expect("keys") {
        session.bytes.clear();
        let from = Instant::now();
        session.press(key).expect("settles");
        times.took.push(from.elapsed());
        times.bytes.push(session.bytes.len());
        let rest = session.next_timer();
        if let Some(at) = rest.filter(|at| *at <= support::start() + chrono::TimeDelta::days(3650)) {
            session.bytes.clear();
            let from = Instant::now();
            session.advance_to(at).expect("settles");
            times.took.push(from.elapsed());
            times.bytes.push(session.bytes.len());
        }
    }
}

fn keys(desk: &Arc<dyn Desk>, clock: &VirtualClock) {
    let (keymap, _) = keymaps::of_files(&[]).expect("the keymap");
    let settings = Settings {
        operator: "lin".into(),
        role: "ONB".into(),
        zone: making::ZONE,
        size: (120, 40),
        locale: Locale::default(),
        theme: ThemeName::default(),
        ascii: false,
        keymap,
        now: entrepot::desk::outside::Clock::now(clock),
        drafts: Vec::new(),
    };
    let ids = Box::new(SeededIds::new(1));
    let from = Instant::now();
    let mut session =
        Headless::start(settings, Attached::new(Arc::clone(desk)), clock.clone(), ids, Depth::True).expect("starts");
    println!("  start with the first frame: {:?}", from.elapsed());
    let mut aside = Times::new("");
    press(&mut session, "g p", &mut aside);
    let mut say = |name, round: &str, times: usize| {
        let mut kept = Times::new(name);
        for _ in 0..times {
            press(&mut session, round, &mut kept);
        }
        kept.say();
    };
    say("cursor: j within the screen", "j", 20);
    say("cursor: j (the list moves)", "j", 600);
    say("cursor: k", "k", 580);
    say("pages: ctrl-f", "ctrl-f", 100);
    say("pages: ctrl-b", "ctrl-b", 100);
    say("ends: G, then g g", "G g g", 20);
    say("tabs: g r, g p", "g r g p", 40);
    say("sort: s", "s", 28);
    say("filter, typed and cleared", "/ c o u n t r y : D E space r i s k : h i g h enter backslash", 4);
    say("text filter, typed and cleared", "/ b a l t i c enter backslash", 4);
}

fn ask(desk: &dyn Desk, filter: &str, sort: Option<(&str, bool)>, list: &str) -> (Duration, usize, usize) {
    let query = Query::List(ListQuery {
        list: list.into(),
        filter: filter.into(),
        sort: sort.map(|(column, descending)| Sort { column: column.into(), descending }),
        offset: 0,
        limit: 111,
        operator: "lin".into(),
        anchor: None,
        as_at: None,
    });
    let from = Instant::now();
    let answer = desk.ask(&query, &AtomicBool::new(false)).expect("an answer");
    let took = from.elapsed();
    let Answer::List(listing) = answer else { panic!("no list") };
    assert!(listing.errors.is_empty(), "{filter}: {:?}", listing.errors);
    (took, listing.matched, listing.total)
}

fn questions(desk: &dyn Desk) {
    let cases: &[(&str, Option<(&str, bool)>)] = &[
        ("", None),
        ("country:CN,HK type:MFR credit>=ADV", None),
        ("state:prospect country:DE", None),
        ("country:CN", Some(("name", false))),
        ("country:CN -type:ECE", Some(("name", false))),
        ("", Some(("name", false))),
        ("", Some(("country", true))),
        ("country:PL", Some(("country", false))),
        ("open>0", Some(("open", true))),
        ("lapse<=30d", Some(("lapse", false))),
        ("name~tanlo", None),
        ("\"logistics\"", None),
        ("no such words", None),
        ("country:DE trading", Some(("name", true))),
        ("identifier~91330", None),
    ];
    for (filter, sort) in cases {
        let first = ask(desk, filter, *sort, "partners");
        let again = ask(desk, filter, *sort, "partners");
        let sort = sort.map_or(String::new(), |(c, d)| format!("sort {c}{}", if d { " desc" } else { "" }));
        println!(
            "  {:<44} {sort:<18} first {:>8.2} ms  again {:>7.3} ms  {} of {}",
            format!("`{filter}`"),
            first.0.as_secs_f64() * 1e3,
            again.0.as_secs_f64() * 1e3,
            first.1,
            first.2
        );
    }
    let (took, _, total) = ask(desk, "", None, "findings");
    println!("  findings: {total} in {took:?}");
    let (took, matched, _) = ask(desk, "severity:B hangzhou", Some(("name", false)), "findings");
    println!("  findings by words, sorted by name: {matched} in {took:?}");
    for _ in 0..2 {
        let from = Instant::now();
        desk.ask(&Query::Today { operator: "lin".into() }, &AtomicBool::new(false)).expect("an answer");
        println!("  today: {:?}", from.elapsed());
    }
}

/// A line of what the system says of this process.
fn memory(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find(|l| l.starts_with(name)).unwrap_or_default().replace('\t', " ");
    println!("  memory {when}: {} {}", line("VmRSS"), line("VmHWM"));
}

fn main() {
    let machine = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load {}", machine.trim());
    let clock = VirtualClock::new(support::start());
    let dir = tempfile::tempdir().expect("a folder");
    println!("{PARTNERS} partners:");
    let desk: Arc<dyn Desk> = Arc::new(generated(dir.path()));
    keys(&desk, &clock);
    drop(desk);
    let Some(named) = std::env::var_os("ENTREPOT_BENCH_DESK") else { return };
    println!("{}:", named.display());
    memory("before");
    let from = Instant::now();
    let options = Options { sync: false, read_only: true, clock: Arc::new(clock.clone()), ..support::inline() };
    let desk = support::open(Path::new(&named), options);
    println!("  opened in {:?}", from.elapsed());
    memory("open");
    desk.with_state(|state, _| println!("  tables: {} MB", state.tables.memory_bytes() / 1_000_000));
    let desk: Arc<dyn Desk> = Arc::new(desk);
    questions(desk.as_ref());
    memory("asked");
    keys(&desk, &clock);
    memory("used");
}
