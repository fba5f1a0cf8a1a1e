//! A monkey at the keyboard: fixed seeds, thousands of keys, hostile text, windows of every size, other users, other days.
//!
//! Nothing it does may end the program, draw outside the window, send a terminal what it would act on, or change the desk
//! for somebody without the right. A failure prints the seed and the last steps as a script. Source: play.md §2.2.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "test code"
)]

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use entrepot::api::Answer;
use entrepot::api::Desk;
use entrepot::api::Query;
use entrepot::app;
use entrepot::app::Event;
use entrepot::app::Settings;
use entrepot::app::ThemeName;
use entrepot::desk::local::Local;
use entrepot::desk::outside::Clock;
use entrepot::desk::verify;
use entrepot::i18n::Locale;
use entrepot::keys::Keymap;
use entrepot::keys::parse_chord;
use entrepot::play::terminal::Terminal;
use entrepot::runtime::clock::VirtualClock;
use entrepot::runtime::demo::Size;
use entrepot::runtime::headless::Attached;
use entrepot::runtime::headless::Headless;
use entrepot::runtime::ids::SeededIds;
use entrepot::runtime::making;
use entrepot::runtime::screen;
use entrepot::text::visible;
use entrepot::ui::Depth;
use ratatui::style::Color;
use std::collections::VecDeque;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const SEEDS: u64 = 20;
const STEPS: u64 = 2_000;
const USERS: [&str; 6] = ["lin", "mira", "chen", "bo", "adm", "olga"];
/// Looks at everything and may change nothing but what says that she looked.
const READER: &str = "olga";
const SIZES: [(u16, u16); 14] = [
    (80, 24),
    (80, 24),
    (120, 40),
    (200, 60),
    (0, 0),
    (1, 1),
    (2, 3),
    (1, 50),
    (300, 1),
    (500, 200),
    (60, 16),
    (59, 16),
    (60, 15),
    (40, 12),
];
const HOSTILE: [&str; 10] = [
    "\u{1b}[2J",
    "\u{202e}evil\u{202c}",
    "e\u{301}\u{301}\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "東京物産株式会社",
    "شركة بوابة النخيل",
    "नीलगिरि",
    "\0\r\n\t",
    "\u{feff}\u{200b}\u{2066}",
    "ﷺＡ１：",
];
const KEYS: &str = "j j j k k enter enter esc esc tab tab space space y y n c x u d h o / : ? a r w v p s l e i g g 1 2 3 4 5 6 7 8 9 0 \
    r q . [ ] G V J K O S up down left right home end pageup pagedown backspace delete ctrl-s ctrl-n ctrl-x ctrl-u ctrl-d \
    ctrl-w ctrl-a ctrl-e ctrl-r ctrl-o ctrl-l shift-tab f1 backslash *";
const WORDS: [&str; 14] = [
    "state:admitted",
    "risk>=high country:CN",
    "open P-000059",
    "open R-000092",
    "as-at 2026-06-30",
    "as-at now",
    "P-0000",
    "do partner.override-risk",
    "set owner=lin",
    "new partner",
    "new document",
    "filter name~a",
    "(((",
    "import partners nowhere.csv",
];

/// Numbers of a seed (xorshift): nothing from outside.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap()).unwrap()
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

struct Monkey {
    dice: Dice,
    clock: VirtualClock,
    desk: Arc<Local>,
    session: Headless,
    terminal: Terminal,
    user: &'static str,
    sessions: u64,
    done: VecDeque<String>,
}

fn start() -> DateTime<Utc> {
    "2026-11-23T01:00:00Z".parse().unwrap()
}

fn sign_in(desk: &Arc<Local>, clock: &VirtualClock, user: &str, size: (u16, u16), number: u64) -> Headless {
    let settings = Settings {
        operator: user.to_owned(),
        role: String::new(),
        zone: making::ZONE,
        size,
        locale: if number.is_multiple_of(3) { Locale::Zh } else { Locale::En },
        theme: ThemeName::default(),
        ascii: false,
        keymap: Keymap::built_in(),
        now: clock.now(),
        drafts: desk.drafts(user),
    };
    let desk = Arc::clone(desk) as Arc<dyn Desk>;
    let ids = Box::new(SeededIds::new(number));
    Headless::start(settings, Attached::new(desk), clock.clone(), ids, Depth::Sixteen).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else if target.file_name().is_some_and(|n| n != "desk.lock") {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

impl Monkey {
    fn new(dir: &Path, seed: u64) -> Self {
        let clock = VirtualClock::new(start());
        let desk = Arc::new(Local::open(dir, making::inline(&clock, seed)).unwrap());
        let user = USERS[usize::try_from(seed).unwrap() % USERS.len()];
        let session = sign_in(&desk, &clock, user, (80, 24), seed * 1_000);
        let dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let terminal = Terminal::new(80, 24);
        Self { dice, clock, desk, session, terminal, user, sessions: seed * 1_000, done: VecDeque::new() }
    }

    fn note(&mut self, line: String) {
        self.done.push_back(line);
        if self.done.len() > 60 {
            self.done.pop_front();
        }
    }

    fn press(&mut self, name: &str) {
        self.note(format!("Press {name}"));
        self.session.press(parse_chord(name).unwrap()).unwrap();
    }

    fn step(&mut self) {
        match self.dice.below(1_000) {
            0..=9 => self.storm(),
            10..=17 => self.other_user(),
            18..=22 => self.advance(TimeDelta::days(1 + i64::try_from(self.dice.0 % 9).unwrap())),
            23..=90 => self.advance(TimeDelta::milliseconds(200)),
            91..=110 => self.paste(),
            111..=150 => {
                let text = self.dice.of(&WORDS);
                self.type_in(text);
                self.press("enter");
            }
            151..=170 => {
                let text = self.dice.of(&HOSTILE);
                self.type_in(text);
            }
            _ => {
                let keys: Vec<&str> = KEYS.split_whitespace().collect();
                let key = self.dice.of(&keys);
                self.press(key);
            }
        }
        if self.session.ended {
            self.other_user();
        }
    }

    fn storm(&mut self) {
        for _ in 0..=self.dice.below(4) {
            let (w, h) = self.dice.of(&SIZES);
            self.note(format!("Resize {w}x{h}"));
            self.session.step(Event::Resize(w, h)).unwrap();
            self.check();
        }
        self.note("Resize 80x24".to_owned());
        self.session.step(Event::Resize(80, 24)).unwrap();
    }

    fn other_user(&mut self) {
        self.user = self.dice.of(&USERS);
        self.sessions += 1;
        self.note(format!("As {}", self.user));
        self.session = sign_in(&self.desk, &self.clock, self.user, (80, 24), self.sessions);
        self.terminal = Terminal::new(80, 24);
    }

    fn advance(&mut self, by: TimeDelta) {
        self.note(format!("Advance {}ms", by.num_milliseconds()));
        let to = self.clock.now() + by;
        self.session.advance_to(to).unwrap();
        if by.num_days() > 0 {
            self.desk.submit_all(Vec::new());
        }
    }

    fn paste(&mut self) {
        let text = self.dice.of(&HOSTILE).repeat(1 + self.dice.below(40));
        self.note(format!("Paste {text:?}"));
        self.session.step(Event::Paste(text)).unwrap();
    }

    fn type_in(&mut self, text: &str) {
        self.note(format!("Type {text:?}"));
        for c in text.chars().filter(|c| !c.is_control()) {
            let code = entrepot::keys::KeyCode::Char(c);
            self.session.press(entrepot::keys::Key { code, ctrl: false, alt: false, shift: false }).unwrap();
        }
    }

    /// The cheap invariants.
    fn check(&mut self) {
        let bytes = std::mem::take(&mut self.session.bytes);
        let painted = &self.session.painted;
        let (w, h) = self.session.model().size;
        assert_eq!(
            (painted.buffer.area.width, painted.buffer.area.height),
            (w, h),
            "the frame is not the window's size"
        );
        for (name, area) in app::layout(self.session.model()) {
            let inside = area.x + area.w <= w && area.y + area.h <= h;
            assert!(inside || area.w == 0 || area.h == 0, "the pane {name} leaves the window: {area:?}");
        }
        if let Some((x, y)) = painted.cursor {
            assert!(x < w && y < h, "the cursor stands outside");
        }
        for cell in &painted.buffer.content {
            let symbol = cell.symbol();
            assert!(!symbol.chars().any(char::is_control), "a control character on the screen: {symbol:?}");
            assert!(symbol.is_ascii() || visible(symbol) == symbol, "what hides is on the screen: {symbol:?}");
        }
        self.terminal.resize(w, h);
        self.terminal.feed(&bytes).unwrap();
        if let Err(all) = self.terminal.compare(&painted.buffer) {
            panic!("the bytes do not draw the frame: {:?}", all.first());
        }
    }

    /// Those that paint again.
    fn check_again(&self) {
        let model = self.session.model();
        assert_eq!(screen::paint(model, Depth::Sixteen), self.session.painted, "painting twice gives two frames");
        let plain = screen::paint(model, Depth::None);
        let letters = |p: &screen::Painted| p.buffer.content.iter().map(|c| c.symbol().to_owned()).collect::<String>();
        assert_eq!(letters(&plain), letters(&self.session.painted), "the text depends on colours");
        assert!(
            plain.buffer.content.iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset),
            "colours without colours"
        );
        let rich = |c: Color| matches!(c, Color::Rgb(..) | Color::Indexed(16..));
        assert!(!self.session.painted.buffer.content.iter().any(|c| rich(c.fg) || rich(c.bg)), "more than 16 colours");
    }

    /// `esc` leads out of everything; a question about a draft is answered.
    fn out(&mut self) {
        for _ in 0..6 {
            if self.session.model().parts.is_empty() {
                return;
            }
            let before = self.session.model().parts.len();
            self.press("esc");
            // A question about a draft stays until it is answered.
            if before > 0 && self.session.model().parts.len() == before {
                self.press("y");
            }
        }
        assert!(
            self.session.model().parts.is_empty(),
            "esc six times does not lead out: {}",
            self.session.model().screen()
        );
    }

    fn seq(&self) -> u64 {
        self.desk.with_state(|state, _| state.meta.seq).unwrap()
    }

    /// Entries since `from` by somebody who may only read put nothing.
    fn reader_wrote_nothing(&self, from: u64) {
        for seq in from + 1..=self.seq() {
            let Ok(Answer::Entry { json, .. }) = self.desk.ask(&Query::Entry { seq }, &AtomicBool::new(false)) else {
                continue;
            };
            let entry: serde_json::Value = serde_json::from_str(&json).unwrap();
            if entry["by"] == READER {
                let puts = entry["puts"].as_array().map_or(0, Vec::len);
                assert!(puts == 0, "{READER} changed something: {json}");
            }
        }
    }
}

fn play(store: &Path, seed: u64) {
    let dir = tempfile::tempdir().unwrap();
    let desk = dir.path().join("desk");
    copy(store, &desk);
    let mut monkey = Monkey::new(&desk, seed);
    let begun = monkey.seq();
    let lived = catch_unwind(AssertUnwindSafe(|| {
        for step in 0..STEPS {
            monkey.step();
            monkey.check();
            if step % 20 == 0 {
                monkey.check_again();
            }
            if step % 200 == 199 {
                monkey.out();
                monkey.check();
            }
        }
        monkey.reader_wrote_nothing(begun);
        let judged = |state: &_, journal: &_| {
            verify::verify(state, journal, monkey.desk.blobs(), monkey.desk.keyring(), true, &|_, _| {})
        };
        let report = monkey.desk.with_state(judged).unwrap();
        assert!(report.is_sound(), "the desk does not verify: {:?}", report.problems);
    }));
    if lived.is_err() {
        let script: Vec<&str> = monkey.done.iter().map(String::as_str).collect();
        panic!("seed {seed}, user {}; the last steps:\nTest \"monkey {seed}\"\n{}", monkey.user, script.join("\n"));
    }
}

#[test]
fn twenty_monkeys_do_no_harm() {
    let store = tempfile::tempdir().unwrap();
    let desk = store.path().join("desk");
    fs::create_dir_all(&desk).unwrap();
    making::demo(&desk, Size::Small, start(), 7, &|_, _| {}).unwrap();
    let one = std::env::var("MONKEY_SEED").ok().and_then(|seed| seed.parse().ok());
    let seeds: Vec<u64> = one.map_or_else(|| (1..=SEEDS).collect(), |seed| vec![seed]);
    let halves: Vec<&[u64]> = seeds.chunks(seeds.len().div_ceil(2)).collect();
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            halves.iter().map(|half| scope.spawn(|| half.iter().for_each(|seed| play(&desk, *seed)))).collect();
        assert!(runs.into_iter().all(|run| run.join().is_ok()), "a monkey did harm; see above");
    });
}
