//! Effects that need only the desk and files: done here, in whatever thread, the same for the live loop and for scripts.

use crate::api;
use crate::api::Desk;
use crate::api::Refusal;
use crate::app::Effect;
use crate::app::Event;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::interchange;
use crate::report::Asked;
use crate::runtime::files;
use crate::runtime::inbox;
use crate::runtime::reports;
use std::fs;
use std::sync::atomic::AtomicBool;

/// Largest file that is stored; larger ones are no evidence anybody opens in a review.
const LARGEST: u64 = 512 << 20;

/// Whether [`carry_out`] does this effect.
pub fn is_for_the_desk(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Submit { .. }
            | Effect::Ask { .. }
            | Effect::Store { .. }
            | Effect::ReadText { .. }
            | Effect::ReadPaper { .. }
            | Effect::ReadInbox { .. }
            | Effect::FileInbox { .. }
            | Effect::ReadImport { .. }
            | Effect::Export { .. }
            | Effect::Report { .. }
    )
}

/// Does an effect and says what came of it; nothing for effects that are not for the desk.
pub fn carry_out(desk: &dyn Desk, effect: Effect, cancel: &AtomicBool) -> Option<Event> {
    Some(match effect {
        Effect::Submit { ticket, command } => Event::Done { ticket, done: desk.submit(*command) },
        Effect::Ask { ticket, query } => Event::Answer { ticket, answer: desk.ask(&query, cancel) },
        Effect::Store { ticket, role, path } => Event::Stored { ticket, blob: store(desk, &role, &path) },
        Effect::ReadText { ticket, sha256 } => {
            let reading = desk.file(&sha256).map(|bytes| Box::new(interchange::evidence::read(&bytes)));
            Event::Text { ticket, reading }
        }
        Effect::ReadPaper { ticket, sha256 } => {
            let paper = desk.file(&sha256).map(|bytes| Box::new(interchange::certificates::paper::of(&bytes)));
            Event::Paper { ticket, paper }
        }
        Effect::ReadInbox { ticket } => Event::Inbox { ticket, files: inbox::look(desk, cancel) },
        Effect::FileInbox { ticket, name, sha256, command } => {
            Event::Done { ticket, done: inbox::file(desk, &name, &sha256, *command) }
        }
        Effect::ReadImport { ticket, kind, path, mapping } => {
            let table = files::read_table(desk, &kind, &path, &mapping);
            Event::Read { ticket, table: table.map(Box::new) }
        }
        Effect::Report { ticket, order, path, command, locale } => {
            let operator = command.by.clone();
            let asked = Asked { desk, cancel, operator: &operator };
            Event::Reported { ticket, done: reports::hand_out(asked, &order, &path, *command, &I18n::new(locale)) }
        }
        Effect::Export { ticket, query, path, command } => {
            Event::Exported { ticket, rows: files::export(desk, query, &path, *command, cancel) }
        }
        _ => return None,
    })
}

fn store(desk: &dyn Desk, role: &str, path: &str) -> Result<crate::domain::entry::BlobRef, Refusal> {
    let path = files::at_home(path);
    let size = fs::metadata(&path).map_err(|why| unread(&path.display().to_string(), &why))?.len();
    if size > LARGEST {
        let why = std::io::Error::from(std::io::ErrorKind::FileTooLarge);
        return Err(unread(&path.display().to_string(), &why));
    }
    let bytes = fs::read(&path).map_err(|why| unread(&path.display().to_string(), &why))?;
    desk.store(role, &bytes)
}

/// A file that cannot be read.
pub(crate) fn unread(path: &str, why: &std::io::Error) -> Refusal {
    Refusal::new(api::Ground::Invalid, Msg::new("runtime-file-unread").with("file", path).with("why", why.to_string()))
}
