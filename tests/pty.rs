//! The real program in a real pseudo-terminal: first frame, keys, and every way of leaving it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]
#![allow(clippy::disallowed_methods, reason = "a real terminal lives in real time")]

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::pty::OpenptFlags;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

const PROGRAM: &str = env!("CARGO_BIN_EXE_entrepot");
const PATIENCE: Duration = Duration::from_secs(20);
const CLOCK: &str = "2026-11-23T09:00:00Z";

/// A demo desk that is made once; each test works on a copy.
fn demo() -> &'static Path {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let dir = MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let made = Command::new(PROGRAM)
            .args(["--desk", dir.path().join("desk").to_str().unwrap(), "--clock", CLOCK, "demo", "--no-open"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        dir
    });
    dir.path()
}

struct Pty {
    master: Option<File>,
    child: Child,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    home: tempfile::TempDir,
    closed: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Pty {
    fn open(env: &[(&str, &str)]) -> Self {
        Self::open_at(CLOCK, env)
    }

    fn open_at(clock: &str, env: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let copied = Command::new("cp").arg("-a").arg(demo().join("desk")).arg(home.path()).status().unwrap();
        assert!(copied.success());
        let master = rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        rustix::pty::grantpt(&master).unwrap();
        rustix::pty::unlockpt(&master).unwrap();
        let name = rustix::pty::ptsname(&master, Vec::new()).unwrap();
        let size = rustix::termios::Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        rustix::termios::tcsetwinsize(&master, size).unwrap();
        let open = || -> Stdio {
            let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY;
            let slave: OwnedFd = rustix::fs::open(name.as_c_str(), flags, rustix::fs::Mode::empty()).unwrap();
            slave.into()
        };
        let mut command = Command::new("setsid");
        command.args(["--ctty", PROGRAM, "--user", "mira", "--clock", clock]);
        command.env_clear().env("ENTREPOT_DESK", home.path().join("desk")).env("HOME", home.path());
        command.env("TERM", "xterm-256color").env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(env.iter().copied());
        let child = command.stdin(open()).stdout(open()).stderr(open()).spawn().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let master = File::from(master);
        let mut from = master.try_clone().unwrap();
        let (to, kept) = (Arc::clone(&screen), Arc::clone(&raw));
        let closed = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&closed);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            let slice = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
            while !stop.load(Ordering::SeqCst) {
                let ready = rustix::event::poll(&mut [PollFd::new(&from, PollFlags::IN)], Some(&slice)).unwrap();
                if ready == 0 {
                    continue;
                }
                let Ok(n @ 1..) = from.read(&mut bytes) else { break };
                to.lock().unwrap().process(&bytes[..n]);
                kept.lock().unwrap().extend_from_slice(&bytes[..n]);
            }
        });
        Self { master: Some(master), child, screen, raw, home, closed, reader: Some(reader) }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until what was asked at the start is answered and drawn; the bytes written so far.
    fn quiet(&self) -> usize {
        let until = Instant::now() + PATIENCE;
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_millis(400));
            let now = self.raw.lock().unwrap().len();
            if now == before {
                return now;
            }
            assert!(Instant::now() < until, "it never comes to rest:\n{}", self.text());
            before = now;
        }
    }

    fn wait_for(&self, wanted: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(wanted) {
            assert!(Instant::now() < until, "{wanted:?} did not come:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What the status line says of the journal.
    fn entries(&self) -> String {
        self.text().lines().find(|line| line.contains("synced")).unwrap_or_default().trim().to_owned()
    }

    /// The line dies: nobody holds the other end any more.
    fn hang_up(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        self.master = None;
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
    }

    fn press(&mut self, keys: &str) {
        self.master.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    fn code(&mut self) -> Option<i32> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < until, "it did not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether another process can open the desk now.
    fn desk_is_free(&self) -> bool {
        let desk = self.home.path().join("desk");
        let listed = Command::new(PROGRAM)
            .args(["--desk", desk.to_str().unwrap(), "--clock", CLOCK, "list", "partners", "--limit", "1"])
            .output()
            .unwrap();
        listed.status.success()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_opens_takes_keys_and_gives_the_terminal_back() {
    let mut pty = Pty::open(&[]);
    pty.wait_for("synced");
    assert!(pty.screen.lock().unwrap().screen().alternate_screen());
    pty.press("gp");
    pty.wait_for("杭州恩垂波");
    pty.press("\x03");
    assert_eq!(pty.code(), Some(0));
    thread::sleep(Duration::from_millis(50));
    let screen = pty.screen.lock().unwrap();
    assert!(!screen.screen().alternate_screen());
    assert!(!screen.screen().hide_cursor());
    assert!(!screen.screen().bracketed_paste());
    drop(screen);
    assert!(pty.desk_is_free());
}

#[test]
fn a_frame_is_one_synchronized_update() {
    let pty = Pty::open(&[]);
    pty.wait_for("synced");
    let raw = String::from_utf8_lossy(&pty.raw.lock().unwrap()).into_owned();
    assert_eq!(raw.matches("\x1b[?2026h").count(), raw.matches("\x1b[?2026l").count());
    assert!(raw.contains("\x1b[?2026h"));
    let before = pty.quiet();
    thread::sleep(Duration::from_millis(700));
    assert_eq!(pty.raw.lock().unwrap().len(), before, "idle writes nothing");
}

#[test]
fn a_lost_line_ends_it_with_129_and_frees_the_desk() {
    let mut pty = Pty::open(&[]);
    pty.wait_for("synced");
    pty.signal("HUP");
    assert_eq!(pty.code(), Some(129));
    assert!(pty.desk_is_free());
}

#[test]
fn a_terminal_that_goes_away_is_a_lost_line() {
    let mut pty = Pty::open(&[]);
    pty.wait_for("synced");
    pty.hang_up();
    assert_eq!(pty.code(), Some(129));
    assert!(pty.desk_is_free());
}

#[test]
fn sigterm_ends_it_with_143_and_restores_the_terminal() {
    let mut pty = Pty::open(&[]);
    pty.wait_for("synced");
    pty.signal("TERM");
    assert_eq!(pty.code(), Some(143));
    thread::sleep(Duration::from_millis(50));
    assert!(!pty.screen.lock().unwrap().screen().alternate_screen());
    assert!(pty.desk_is_free());
}

#[test]
fn no_color_leaves_bold_and_reverse_and_no_colour() {
    let pty = Pty::open(&[("NO_COLOR", "1")]);
    pty.wait_for("synced");
    let screen = pty.screen.lock().unwrap();
    let mut marked = 0;
    for row in 0..24 {
        for col in 0..80 {
            let cell = screen.screen().cell(row, col).unwrap();
            assert_eq!(cell.fgcolor(), vt100::Color::Default, "{row},{col}");
            assert_eq!(cell.bgcolor(), vt100::Color::Default, "{row},{col}");
            marked += usize::from(cell.bold() || cell.inverse());
        }
    }
    assert!(marked > 0);
}

#[test]
fn at_midnight_the_desk_comes_to_the_new_day_by_itself() {
    let clock = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(clock.path(), CLOCK).unwrap();
    let pty = Pty::open_at(&format!("@{}", clock.path().display()), &[]);
    pty.wait_for("What waits on 2026-11-23");
    pty.quiet();
    let before = pty.entries();
    // Five in the afternoon in Shanghai, then a quarter past midnight three weeks later: papers have lapsed.
    std::fs::write(clock.path(), "2026-12-15T16:15:00Z").unwrap();
    pty.wait_for("What waits on 2026-12-16");
    let until = Instant::now() + PATIENCE;
    while pty.entries() == before {
        assert!(Instant::now() < until, "nothing was suspended:\n{}", pty.text());
        thread::sleep(Duration::from_millis(5));
    }
}
