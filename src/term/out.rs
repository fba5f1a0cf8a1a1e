//! What goes out: gathers a frame and hands it to the terminal in one `write()`.
//!
//! A frame that arrives in pieces flickers, and over SSH each piece may be a packet. The drawing library flushes several
//! times per frame (at every change of the cursor), so between [`Out::begin`] and [`Out::end`] a flush does nothing. This
//! module knows nothing of what is drawn.

use crossterm::QueueableCommand;
use crossterm::terminal::BeginSynchronizedUpdate;
use crossterm::terminal::EndSynchronizedUpdate;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::io::Errno;
use std::io;
use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// Bytes kept ready for a frame; a larger one is written whole all the same.
const CAPACITY: usize = 64 * 1024;

/// The terminal at standard output, without a buffer of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(rustix::stdio::stdout(), bytes) {
                Err(Errno::AGAIN) => {
                    // Some other program made the shared descriptor non-blocking: wait for room.
                    let out = rustix::stdio::stdout();
                    let mut fds = [PollFd::from_borrowed_fd(out, PollFlags::OUT)];
                    rustix::event::poll(&mut fds, None)?;
                }
                other => return Ok(other?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What went out so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measures {
    /// Bytes written.
    pub bytes: u64,
    /// Calls of `write()`.
    pub writes: u64,
    /// Frames that had something to write.
    pub frames: u64,
}

#[derive(Debug)]
struct Inner<W> {
    to: W,
    buffer: Vec<u8>,
    in_frame: bool,
    hung_up: bool,
    measures: Measures,
}

/// A buffered writer over the terminal; clones share one buffer, so the loop keeps one and the drawing library another.
#[derive(Debug)]
pub struct Out<W: Write = Tty> {
    inner: Arc<Mutex<Inner<W>>>,
}

impl<W: Write> Clone for Out<W> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<W: Write> Out<W> {
    /// A writer over `to`, which need not have a buffer.
    pub fn new(to: W) -> Self {
        let inner = Inner {
            to,
            buffer: Vec::with_capacity(CAPACITY),
            in_frame: false,
            hung_up: false,
            measures: Measures::default(),
        };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// Begins a frame: until [`Out::end`] everything is gathered, whatever is flushed.
    pub fn begin(&self) {
        self.lock().in_frame = true;
    }

    /// Ends the frame: one `write()` with all of it, as one synchronized update; nothing when nothing was drawn.
    ///
    /// # Errors
    /// Those of `write()`; see [`is_hang_up`].
    pub fn end(&self) -> io::Result<()> {
        let mut inner = self.lock();
        inner.in_frame = false;
        if inner.buffer.is_empty() {
            return Ok(());
        }
        inner.measures.frames += 1;
        let drawn = std::mem::take(&mut inner.buffer);
        inner.buffer = Vec::with_capacity(CAPACITY.max(drawn.len() + 32));
        inner.buffer.queue(BeginSynchronizedUpdate)?;
        inner.buffer.extend_from_slice(&drawn);
        inner.buffer.queue(EndSynchronizedUpdate)?;
        inner.send()
    }

    /// Draws a frame: [`Out::begin`], the drawing, [`Out::end`]. When drawing fails, nothing of it goes out.
    ///
    /// # Errors
    /// Those of the drawing and those of `write()`.
    pub fn frame<T>(&self, draw: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.begin();
        let drawn = draw();
        if drawn.is_err() {
            let mut inner = self.lock();
            inner.in_frame = false;
            inner.buffer.clear();
            return drawn;
        }
        self.end()?;
        drawn
    }

    /// What went out so far.
    pub fn measures(&self) -> Measures {
        self.lock().measures
    }

    /// Whether a write found the line dead.
    pub fn hung_up(&self) -> bool {
        self.lock().hung_up
    }

    /// A poisoned lock is taken all the same: the terminal must be restored after a panic.
    fn lock(&self) -> MutexGuard<'_, Inner<W>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lock().buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Writes what was gathered, in one `write()`; within a frame it does nothing.
    fn flush(&mut self) -> io::Result<()> {
        let mut inner = self.lock();
        if inner.in_frame { Ok(()) } else { inner.send() }
    }
}

impl<W: Write> Inner<W> {
    /// The only place that writes. More than one `write()` happens only when the terminal takes a part.
    fn send(&mut self) -> io::Result<()> {
        let mut rest = self.buffer.as_slice();
        let mut result = Ok(());
        while !rest.is_empty() {
            match self.to.write(rest) {
                Ok(0) => {
                    result = Err(io::Error::from(io::ErrorKind::WriteZero));
                    break;
                }
                Ok(written) => {
                    self.measures.writes += 1;
                    self.measures.bytes += u64::try_from(written).unwrap_or(u64::MAX);
                    rest = rest.get(written..).unwrap_or_default();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.hung_up |= is_hang_up(&error);
                    result = Err(error);
                    break;
                }
            }
        }
        self.buffer.clear();
        self.buffer.shrink_to(CAPACITY);
        result
    }
}

/// Whether an error means that the terminal is gone: `EIO`, `EPIPE`, `ENXIO`.
pub fn is_hang_up(error: &io::Error) -> bool {
    let dead = [Errno::IO, Errno::PIPE, Errno::NXIO];
    error.raw_os_error().is_some_and(|code| dead.iter().any(|errno| errno.raw_os_error() == code))
        || error.kind() == io::ErrorKind::BrokenPipe
}

#[cfg(test)]
mod tests {
    use super::Out;
    use super::is_hang_up;
    use rustix::io::Errno;
    use std::io;
    use std::io::Write;

    /// Keeps each `write()` apart; takes at most `most` bytes of one, fails when told.
    #[derive(Debug, Default, Clone)]
    struct Line {
        writes: Vec<Vec<u8>>,
        most: Option<usize>,
        fails: Option<i32>,
    }

    impl Write for Line {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if let Some(code) = self.fails {
                return Err(io::Error::from_raw_os_error(code));
            }
            let taken = self.most.map_or(bytes.len(), |most| most.min(bytes.len()));
            self.writes.push(bytes[..taken].to_vec());
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn writes(out: &Out<Line>) -> Vec<Vec<u8>> {
        out.lock().to.writes.clone()
    }

    #[test]
    fn a_frame_with_many_flushes_is_one_synchronized_write() {
        let out = Out::new(Line::default());
        let mut drawing = out.clone();
        out.frame(|| {
            for piece in ["a", "b", "c"] {
                drawing.write_all(piece.as_bytes())?;
                drawing.flush()?;
            }
            Ok(())
        })
        .expect("a frame");
        assert_eq!(writes(&out), [b"\x1b[?2026habc\x1b[?2026l".to_vec()]);
        let measures = out.measures();
        assert_eq!((measures.bytes, measures.writes, measures.frames), (19, 1, 1));
    }

    #[test]
    fn a_frame_beyond_the_buffer_is_still_one_write() {
        let out = Out::new(Line::default());
        let mut drawing = out.clone();
        let large = vec![b'x'; 200_000];
        out.frame(|| drawing.write_all(&large)).expect("a frame");
        assert_eq!(writes(&out).len(), 1);
    }

    #[test]
    fn a_frame_that_draws_nothing_writes_nothing() {
        let out = Out::new(Line::default());
        out.frame(|| Ok(())).expect("a frame");
        assert_eq!(writes(&out).len(), 0);
        assert_eq!(out.measures().frames, 0);
    }

    #[test]
    fn nothing_is_written_before_a_flush() {
        let mut out = Out::new(Line::default());
        out.write_all(&b"y".repeat(100_000)).expect("gathered");
        assert_eq!(writes(&out).len(), 0);
        out.flush().expect("written");
        assert_eq!(writes(&out).len(), 1);
    }

    #[test]
    fn a_terminal_that_takes_little_gets_the_rest() {
        let mut out = Out::new(Line { most: Some(3), ..Line::default() });
        out.write_all(b"abcdefgh").expect("gathered");
        out.flush().expect("written");
        assert_eq!(writes(&out).concat(), b"abcdefgh");
        assert_eq!(out.measures().writes, 3);
    }

    #[test]
    fn a_dead_line_is_a_hang_up_and_keeps_no_bytes() {
        for errno in [Errno::IO, Errno::PIPE] {
            let mut out = Out::new(Line { fails: Some(errno.raw_os_error()), ..Line::default() });
            out.write_all(b"lost").expect("gathered");
            let error = out.flush().expect_err("dead");
            assert!(is_hang_up(&error) && out.hung_up());
            assert!(out.lock().buffer.is_empty());
        }
    }

    #[test]
    fn a_full_disk_is_no_hang_up() {
        let mut out = Out::new(Line { fails: Some(Errno::NOSPC.raw_os_error()), ..Line::default() });
        out.write_all(b"x").expect("gathered");
        assert!(!is_hang_up(&out.flush().expect_err("full")) && !out.hung_up());
    }

    #[test]
    fn a_drawing_that_fails_leaves_nothing_behind() {
        let out = Out::new(Line::default());
        let mut drawing = out.clone();
        let result = out.frame(|| {
            drawing.write_all(b"half")?;
            Err::<(), _>(io::Error::other("no"))
        });
        assert!(result.is_err());
        drawing.flush().expect("nothing to write");
        assert_eq!(writes(&out).len(), 0);
    }
}
