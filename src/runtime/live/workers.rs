//! The threads beside the loop: two that ask, one that writes, one for files, one for what takes long. Each sends events
//! back.

use crate::api;
use crate::api::Desk;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Ticket;
use crate::runtime::clock::steady;
use crate::runtime::effects;
use crossbeam_channel::Receiver;
use crossbeam_channel::Sender;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

enum Job {
    Do(Effect, Arc<AtomicBool>),
    Draft { operator: String, place: String, text: String },
    Tick,
}

/// The threads and what they have to do.
pub(super) struct Workers {
    questions: Sender<Job>,
    writes: Sender<Job>,
    files: Sender<Job>,
    long: Sender<Job>,
    asked: BTreeMap<Ticket, Arc<AtomicBool>>,
    asking: Vec<JoinHandle<()>>,
    to_end: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts the threads; what comes of their work goes to `to`.
    pub(super) fn start(desk: &Arc<dyn Desk>, to: Sender<Event>) -> io::Result<Self> {
        let (questions, asked) = crossbeam_channel::unbounded();
        let (writes, written) = crossbeam_channel::unbounded();
        let (files, filed) = crossbeam_channel::unbounded();
        let asking = vec![spawn("questions", desk, &asked, &to)?, spawn("questions", desk, &asked, &to)?];
        let (long, begun) = crossbeam_channel::unbounded();
        let to_end = vec![
            spawn("writes", desk, &written, &to)?,
            spawn("files", desk, &filed, &to)?,
            // A report that is journaled is written; one that is not ends when it is given up.
            spawn("reports", desk, &begun, &to)?,
        ];
        Ok(Self { questions, writes, files, long, asked: BTreeMap::new(), asking, to_end })
    }

    /// Does an effect that is for the desk.
    pub(super) fn send(&mut self, effect: Effect) {
        let cancel = Arc::new(AtomicBool::new(false));
        if let Effect::Ask { ticket, .. } | Effect::Report { ticket, .. } | Effect::ReadInbox { ticket } = &effect {
            self.asked.insert(*ticket, Arc::clone(&cancel));
        }
        let to = match &effect {
            Effect::Ask { .. } => &self.questions,
            Effect::Report { .. } | Effect::ReadInbox { .. } => &self.long,
            Effect::Submit { .. } => &self.writes,
            _ => &self.files,
        };
        // The threads live as long as this end of the channel.
        let _ = to.send(Job::Do(effect, cancel));
    }

    /// Keeps a draft.
    pub(super) fn keep_draft(&self, operator: String, place: String, text: String) {
        let _ = self.writes.send(Job::Draft { operator, place, text });
    }

    /// Keeps a draft at the end: at once, should the end be cut short, and behind what is still to be written, so that no
    /// older text of its place comes after it.
    pub(super) fn keep_last(&self, desk: &dyn Desk, operator: String, place: String, text: String) {
        desk.keep_draft(&operator, &place, &text);
        self.keep_draft(operator, place, text);
    }

    /// Lets the desk do what the day asks of it; screens hear when it is done.
    pub(super) fn tick(&self) {
        let _ = self.writes.send(Job::Tick);
    }

    /// Whether a question is under way.
    pub(super) fn asks(&self, ticket: Ticket) -> bool {
        self.asked.contains_key(&ticket)
    }

    /// Gives a question up.
    pub(super) fn cancel(&mut self, ticket: Ticket) {
        if let Some(cancel) = self.asked.remove(&ticket) {
            cancel.store(true, Ordering::Relaxed);
        }
    }

    /// A question was answered.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.asked.remove(&ticket);
    }

    /// Ends: questions are given up, what is to be written is written.
    pub(super) fn end(self, patience: Duration) {
        let Self { questions, writes, files, long, asked, asking, to_end } = self;
        for cancel in asked.values() {
            cancel.store(true, Ordering::Relaxed);
        }
        drop((questions, writes, files, long));
        for thread in to_end {
            // A thread that panicked has left its message with the terminal.
            let _ = thread.join();
        }
        // A long answer must not hold up the end; a short one lets the desk be closed in order.
        let until = steady() + patience;
        while asking.iter().any(|thread| !thread.is_finished()) && steady() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

fn spawn(name: &str, desk: &Arc<dyn Desk>, from: &Receiver<Job>, to: &Sender<Event>) -> io::Result<JoinHandle<()>> {
    let (desk, from, to) = (Arc::clone(desk), from.clone(), to.clone());
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        for job in from {
            match job {
                Job::Tick => {
                    desk.tick();
                    let _ = to.send(Event::Desk(api::Event::Status));
                }
                Job::Draft { operator, place, text } => desk.keep_draft(&operator, &place, &text),
                // Given up before it began.
                Job::Do(Effect::Ask { .. } | Effect::Report { .. } | Effect::ReadInbox { .. }, cancel)
                    if cancel.load(Ordering::Relaxed) => {}
                Job::Do(effect, cancel) => {
                    if let Some(event) = effects::carry_out(desk.as_ref(), effect, &cancel) {
                        let _ = to.send(event);
                    }
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::tests::desk;

    #[test]
    fn what_takes_long_can_be_given_up_and_holds_no_draft_up() {
        let (_dir, desk, _) = desk();
        let (to, inbox) = crossbeam_channel::unbounded();
        let mut workers = Workers::start(&desk, to).unwrap();
        let ticket = Ticket(1);
        workers.send(Effect::ReadInbox { ticket });
        assert!(workers.asks(ticket));
        workers.cancel(ticket);
        assert!(!workers.asks(ticket));
        workers.keep_draft("lin".into(), "here".into(), "text".into());
        workers.end(Duration::from_secs(1));
        assert_eq!(desk.drafts("lin"), [("here".to_owned(), "text".to_owned())]);
        drop(inbox);
    }

    #[test]
    fn the_text_at_the_end_is_kept_whatever_still_waits_to_be_written() {
        let (_dir, desk, _) = desk();
        let (to, _inbox) = crossbeam_channel::unbounded();
        let workers = Workers::start(&desk, to).unwrap();
        for n in 0..300 {
            workers.keep_draft("lin".into(), "here".into(), format!("older {n}"));
        }
        workers.keep_last(desk.as_ref(), "lin".into(), "here".into(), "newest".into());
        workers.end(Duration::from_secs(1));
        assert_eq!(desk.drafts("lin"), [("here".to_owned(), "newest".to_owned())]);
    }
}
