//! Why a command did not do what was asked: what happened, to which record, and what to do next.

use crate::api::Change;
use crate::api::Ground;
use crate::api::Refusal;
use crate::domain::msg::Msg;
use crate::text::Diagnostic;
use std::error::Error;
use std::io;

/// The kind of a failure; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The answer is no; it was already printed.
    Answer,
    /// Wrong usage: an argument, a value, a file the person named.
    User,
    /// A setting or a keymap is wrong.
    Config,
    /// Refused: permission, four eyes, stale, guard.
    Refused,
    /// The desk cannot be opened or is damaged.
    Desk,
    /// A fault of the program.
    Internal,
}

impl Kind {
    /// The exit code (cli.md).
    pub const fn exit_code(self) -> u8 {
        match self {
            Kind::Answer => 1,
            Kind::User | Kind::Config => 2,
            Kind::Refused => 3,
            Kind::Desk => 4,
            Kind::Internal => 5,
        }
    }

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Answer => "answer",
            Kind::User => "user",
            Kind::Config => "config",
            Kind::Refused => "refused",
            Kind::Desk => "desk",
            Kind::Internal => "internal",
        }
    }
}

/// A failure.
#[derive(Debug)]
pub struct Fail {
    /// Its kind.
    pub kind: Kind,
    /// What happened; none when it was already printed.
    pub message: Option<Msg>,
    /// What it came from, outermost first.
    pub cause: Vec<String>,
    /// What to do next.
    pub hints: Vec<Msg>,
    /// Fields that are wrong.
    pub fields: Vec<(String, Msg)>,
    /// What changed meanwhile.
    pub changes: Vec<Change>,
    /// Mistakes in a file, with their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The reader of our output went away: nothing more is said, and it is no failure.
    pub pipe_closed: bool,
}

impl Fail {
    /// A failure with a message.
    pub fn new(kind: Kind, message: Msg) -> Self {
        Self {
            kind,
            message: Some(message),
            cause: Vec::new(),
            hints: Vec::new(),
            fields: Vec::new(),
            changes: Vec::new(),
            diagnostics: Vec::new(),
            pipe_closed: false,
        }
    }

    /// Wrong usage.
    pub fn user(message: Msg) -> Self {
        Self::new(Kind::User, message)
    }

    /// The answer is no, and was printed.
    pub fn answer() -> Self {
        Self { message: None, ..Self::new(Kind::Answer, Msg::new("cli-error")) }
    }

    /// Mistakes in a file the person named.
    pub fn diagnostics(message: Msg, diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, ..Self::user(message) }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: Msg) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds what to do next, when there is something.
    #[must_use]
    pub fn hints(mut self, hints: impl IntoIterator<Item = Msg>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Adds an error and what it came from.
    #[must_use]
    pub fn cause(mut self, error: &dyn Error) -> Self {
        let mut next = Some(error);
        while let Some(e) = next {
            let text = e.to_string();
            if self.cause.last() != Some(&text) {
                self.cause.push(text);
            }
            next = e.source();
        }
        self
    }
}

impl From<Refusal> for Fail {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.ground {
            Ground::Invalid | Ground::NotFound => Kind::User,
            Ground::NotPermitted | Ground::FourEyes | Ground::Guard | Ground::Stale | Ground::Cancelled => {
                Kind::Refused
            }
            Ground::ReadOnly | Ground::Unknown => Kind::Desk,
            Ground::Internal => Kind::Internal,
        };
        let mut fail = Fail::new(kind, refusal.msg);
        fail.hints = refusal.hints;
        fail.fields = refusal.fields;
        fail.changes = refusal.changes;
        fail
    }
}

impl From<io::Error> for Fail {
    /// An error of our own output; files have their own messages.
    fn from(error: io::Error) -> Self {
        let closed = error.kind() == io::ErrorKind::BrokenPipe;
        Fail { pipe_closed: closed, ..Fail::new(Kind::Internal, Msg::new("cli-output")).cause(&error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_have_the_exit_codes_of_the_manual() {
        let table = [
            (Ground::Invalid, 2),
            (Ground::NotFound, 2),
            (Ground::NotPermitted, 3),
            (Ground::FourEyes, 3),
            (Ground::Guard, 3),
            (Ground::Stale, 3),
            (Ground::ReadOnly, 4),
            (Ground::Unknown, 4),
            (Ground::Internal, 5),
        ];
        for (ground, code) in table {
            let fail = Fail::from(Refusal::new(ground, Msg::new("x")).hint(Msg::new("y")));
            assert_eq!(fail.kind.exit_code(), code, "{ground:?}");
            assert_eq!(fail.hints.len(), 1);
        }
        assert_eq!(Fail::answer().kind.exit_code(), 1);
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_errors_of_output() {
        assert!(Fail::from(io::Error::from(io::ErrorKind::BrokenPipe)).pipe_closed);
        assert!(!Fail::from(io::Error::from(io::ErrorKind::StorageFull)).pipe_closed);
    }
}
