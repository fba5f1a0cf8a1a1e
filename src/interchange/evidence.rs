//! Reading evidence: the text of a filed copy, page by page, within bounds.
//!
//! A paper comes from outside and may be made to do harm: the reader of PDFs runs on a thread of its own, a panic there is
//! an answer like any other, and size, pages and time are bounded. Pictures of text are not read.

use crate::api::reading::Form;
use crate::api::reading::Reading;
use crate::text;
use crate::text::Mode;
use crossbeam_channel::Receiver;
use crossbeam_channel::Sender;
use pdf_extract::Document;
use pdf_extract::PlainTextOutput;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::thread;
use std::time::Duration;

/// Larger files are not read: no licence is that long, and a reader of PDFs keeps the whole file unpacked.
const LARGEST: usize = 64 << 20;
/// So many pages are read; the rest is said to be there.
const MOST_PAGES: usize = 200;
/// So much text is kept of a file.
const MOST_TEXT: usize = 2 << 20;
/// How long is waited for the next page.
const PATIENCE: Duration = Duration::from_secs(10);
/// Deeply nested objects are read by recursion.
const STACK: usize = 16 << 20;

/// What the reader's thread says.
enum Said {
    /// It is this, with so many pages.
    Begun(usize),
    /// It cannot be read.
    Not(Form),
    /// The next page.
    Page(String),
}

/// Reads a file. It never panics and returns within a bounded time.
pub fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading { bytes: bytes.len(), ..Reading::default() };
    if bytes.len() > LARGEST {
        reading.form = Form::TooLarge;
        return reading;
    }
    if is_pdf(bytes) {
        pdf(bytes, &mut reading);
        return reading;
    }
    if is_picture(bytes) {
        reading.form = Form::Image;
        return reading;
    }
    match std::str::from_utf8(bytes) {
        Ok(found) if !found.contains('\0') => {
            reading.form = Form::Text;
            reading.pages_in_all = 1;
            reading.pages = vec![clean(found)];
        }
        _ => reading.form = Form::Other,
    }
    reading
}

/// Whether a file is named as a PDF and is none, whatever else it is.
pub fn is_misnamed(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    ending.eq_ignore_ascii_case("pdf") && !is_pdf(bytes)
}

/// The mark may stand behind some bytes of rubbish, as readers of PDFs allow.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    memchr::memmem::find(head, b"%PDF-").is_some()
}

fn is_picture(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 5] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    marks.iter().any(|mark| bytes.starts_with(mark))
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()))
}

/// Text fit for a screen, and no more of it than anybody reads.
fn clean(found: &str) -> String {
    let mut end = found.len().min(MOST_TEXT);
    while !found.is_char_boundary(end) {
        end -= 1;
    }
    text::sanitise(found.get(..end).unwrap_or_default(), Mode::Block).text
}

fn pdf(bytes: &[u8], reading: &mut Reading) {
    reading.form = Form::Damaged;
    let (to, said) = crossbeam_channel::unbounded();
    let mine = bytes.to_vec();
    let started = thread::Builder::new().name("papers".to_owned()).stack_size(STACK).spawn(move || {
        // Whatever it was about to say is left unsaid; the channel closes and the file counts as damaged.
        let _ = catch_unwind(AssertUnwindSafe(|| tell(&mine, &to)));
    });
    if started.is_ok() {
        listen(&said, reading);
    }
    if reading.form == Form::Pdf && reading.pages.iter().all(|page| page.trim().is_empty()) {
        reading.form = Form::Scan;
        reading.pages.clear();
    }
}

fn listen(said: &Receiver<Said>, reading: &mut Reading) {
    let mut room = MOST_TEXT;
    while let Ok(next) = said.recv_timeout(PATIENCE) {
        match next {
            Said::Begun(pages) => {
                reading.form = Form::Pdf;
                reading.pages_in_all = pages;
            }
            Said::Not(form) => reading.form = form,
            Said::Page(text) if text.len() <= room => {
                room -= text.len();
                reading.pages.push(text);
            }
            Said::Page(_) => return,
        }
    }
}

/// Reads on the thread of its own.
fn tell(bytes: &[u8], to: &Sender<Said>) {
    let Ok(mut document) = Document::load_mem(bytes) else {
        let _ = to.send(Said::Not(Form::Damaged));
        return;
    };
    // Many papers are locked against changes only: they open with an empty password.
    if document.is_encrypted() && document.decrypt("").is_err() {
        let _ = to.send(Said::Not(Form::Encrypted));
        return;
    }
    let pages = document.get_pages();
    if to.send(Said::Begun(pages.len())).is_err() {
        return;
    }
    for number in pages.keys().take(MOST_PAGES) {
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut text = String::new();
            // A page that ends in an error keeps what was read of it.
            let _ = pdf_extract::output_doc_page(&document, &mut PlainTextOutput::new(&mut text), *number);
            text
        }));
        if to.send(Said::Page(clean(read.unwrap_or_default().trim_matches('\n')))).is_err() {
            return;
        }
    }
}
