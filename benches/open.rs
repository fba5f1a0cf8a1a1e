//! The program in a real pseudo-terminal on the desk of `ENTREPOT_BENCH_DESK`: first byte, first frame, rows, keys, idle:
//! `ENTREPOT_BENCH_DESK=… cargo bench --bench open`

// A bench that cannot be set up has nothing to measure, and its output is its purpose; measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]
#![allow(clippy::cast_precision_loss)]

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::pty::OpenptFlags;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

const PROGRAM: &str = env!("CARGO_BIN_EXE_entrepot");
/// Ends a frame: the synchronized update is over.
const FRAME: &[u8] = b"\x1b[?2026l";
const PATIENCE: Duration = Duration::from_secs(300);

struct Pty {
    master: File,
    child: Child,
    begun: Instant,
    seen: Vec<u8>,
}

impl Pty {
    fn open(desk: &OsStr) -> Self {
        let master =
            rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pty");
        rustix::pty::grantpt(&master).expect("granted");
        rustix::pty::unlockpt(&master).expect("unlocked");
        let name = rustix::pty::ptsname(&master, Vec::new()).expect("a name");
        let size = rustix::termios::Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 };
        rustix::termios::tcsetwinsize(&master, size).expect("sized");
        let open = || -> Stdio {
            let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY;
            let slave: OwnedFd =
                rustix::fs::open(name.as_c_str(), flags, rustix::fs::Mode::empty()).expect("the other end");
            slave.into()
        };
        let mut command = Command::new("setsid");
        command.args(["--ctty", PROGRAM, "--user", "lin"]).env("ENTREPOT_DESK", desk);
        command.env("TERM", "xterm-256color").env("COLORTERM", "truecolor");
        let begun = Instant::now();
        let child = command.stdin(open()).stdout(open()).stderr(open()).spawn().expect("started");
        Self { master: File::from(master), child, begun, seen: Vec::new() }
    }

    /// Reads what is there within this time; how many bytes.
    fn read(&mut self, within: Duration) -> usize {
        let slice = Timespec { tv_sec: within.as_secs().cast_signed(), tv_nsec: within.subsec_nanos().into() };
        if rustix::event::poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&slice)).unwrap_or(0) == 0 {
            return 0;
        }
        let mut bytes = [0; 1 << 14];
        let read = self.master.read(&mut bytes).unwrap_or(0);
        self.seen.extend_from_slice(&bytes[..read]);
        read
    }

    fn has(&self, wanted: &[u8]) -> bool {
        self.seen.windows(wanted.len()).any(|w| w == wanted)
    }

    /// Reads until something was seen; how long that took since the start.
    fn until(&mut self, wanted: &[u8]) -> Duration {
        while !self.has(wanted) && self.begun.elapsed() < PATIENCE {
            self.read(Duration::from_millis(20));
        }
        self.begun.elapsed()
    }

    /// Reads until nothing comes for so long; how many bytes.
    fn rest(&mut self, quiet: Duration) -> usize {
        let mut all = 0;
        loop {
            match self.read(quiet) {
                0 => return all,
                read => all += read,
            }
        }
    }

    /// A number of the process from a file below `/proc`.
    fn number(&self, file: &str, name: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap_or_default();
        let line = text.lines().find(|l| l.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
    }
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}

fn main() {
    let Some(desk) = std::env::var_os("ENTREPOT_BENCH_DESK") else {
        return println!("ENTREPOT_BENCH_DESK names no desk: nothing is measured");
    };
    println!("load {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let mut pty = Pty::open(&desk);
    while pty.seen.is_empty() {
        pty.read(Duration::from_millis(20));
    }
    let byte = pty.begun.elapsed();
    let frame = pty.until(FRAME);
    pty.master.write_all(b"gp").expect("typed");
    let rows = pty.until(b"P-00000");
    println!("first byte {:.0} ms, first frame {:.0} ms, rows {:.0} ms", millis(byte), millis(frame), millis(rows));
    pty.rest(Duration::from_secs(1));
    let (mut took, mut bytes, mut writes) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..240 {
        let before = pty.number("io", "syscw");
        let from = Instant::now();
        pty.master.write_all(if n % 24 < 12 { b"j" } else { b"k" }).expect("typed");
        let first = pty.read(Duration::from_secs(1));
        took.push(from.elapsed());
        // Before the detail follows, which waits for 80 ms of rest.
        bytes.push(first + pty.rest(Duration::from_millis(15)));
        writes.push(pty.number("io", "syscw") - before);
    }
    took.sort_unstable();
    bytes.sort_unstable();
    writes.sort_unstable();
    println!(
        "j and k: p50 {:.2} ms, p99 {:.2} ms; bytes p50 {} p99 {}; writes of the process p50 {} p99 {}",
        millis(took[120]),
        millis(took[237]),
        bytes[120],
        bytes[237],
        writes[120],
        writes[237]
    );
    pty.rest(Duration::from_secs(2));
    let before = pty.number("io", "syscw");
    let ticks = |pty: &Pty| {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", pty.child.id())).unwrap_or_default();
        text.split_whitespace().skip(13).take(2).filter_map(|n| n.parse::<u64>().ok()).sum::<u64>()
    };
    let worked = ticks(&pty);
    let quiet = pty.rest(Duration::from_secs(20));
    let (wrote, worked) = (pty.number("io", "syscw") - before, ticks(&pty) - worked);
    println!("idle, up to 20 s: {quiet} bytes, {wrote} writes, {} ms of work", worked * 10);
    println!(
        "memory: {} MB, at most {} MB",
        pty.number("status", "VmRSS") / 1000,
        pty.number("status", "VmHWM") / 1000
    );
    let from = Instant::now();
    pty.master.write_all(b"q").expect("typed");
    while pty.child.try_wait().ok().flatten().is_none() && from.elapsed() < PATIENCE {
        pty.read(Duration::from_millis(20));
    }
    println!("left after {:.0} ms", millis(from.elapsed()));
}
