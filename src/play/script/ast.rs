//! The tree of a script: what every statement says and where it stands.
//!
//! Two trees are equal when they say the same; spans do not count. The tree of one file keeps its comments, so that it can be printed again.

use crate::keys::Key;
use crate::play::frame::Place;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;

/// A stretch of one line of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Index into [`super::Sources`].
    pub file: usize,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub col: usize,
    /// Length in characters.
    pub len: usize,
}

/// A value and where it was written.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> At<T> {
    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At { value: change(self.value), span: self.span }
    }
}

/// A piece of a quoted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Characters as they are.
    Plain(String),
    /// A parameter given by `Include … with`.
    Param(String),
}

/// A quoted text, in which `$name` stands for a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The pieces; plain ones are never empty and never neighbours.
    pub parts: Vec<Part>,
}

impl Text {
    /// A text without parameters.
    pub fn plain(text: &str) -> Self {
        let parts = if text.is_empty() { Vec::new() } else { vec![Part::Plain(text.to_owned())] };
        Self { parts }
    }

    /// The characters. In a loaded script every parameter has been replaced.
    pub fn value(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Plain(text) => text.clone(),
                Part::Param(name) => format!("${name}"),
            })
            .collect()
    }
}

/// Columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None.
    None,
    /// The sixteen named ones.
    Sixteen,
    /// The palette of 256.
    Palette,
    /// 24 bits.
    True,
}

/// How the terminal measures characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Widths {
    /// One code point at a time.
    Wcwidth,
    /// By grapheme cluster.
    Grapheme,
}

/// One `Set`.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// Size of the terminal.
    Size(At<Size>),
    /// The virtual clock's start.
    Clock(At<DateTime<Utc>>),
    /// The desk's time zone.
    Zone(At<chrono_tz::Tz>),
    /// Who is signed in.
    User(At<String>),
    /// Language, as `en-GB`.
    Locale(At<String>),
    /// Theme.
    Theme(At<String>),
    /// Colours.
    Colours(At<Depth>),
    /// Seed of the ids.
    Seed(At<u64>),
    /// The fixture.
    Store(At<Text>),
    /// The keymap file.
    Keymap(At<Text>),
    /// How long `Wait until` waits, virtual time.
    Wait(At<TimeDelta>),
    /// Width rule of the terminal.
    Width(At<Widths>),
    /// An environment variable.
    Env(At<String>, At<Text>),
}

/// What one word of `Press` presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stroke {
    /// A key, so many times.
    Key(Key, u32),
    /// Whatever key the context binds to this action.
    Action(String),
}

/// The source of typed text.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// The text itself.
    Text(At<Text>),
    /// A secret by name; its value is never written.
    Secret(At<String>),
    /// An environment variable by name.
    Env(At<String>),
}

/// A point in virtual time; a day keeps the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instant {
    /// Exactly.
    At(DateTime<Utc>),
    /// A day in the desk's zone.
    Day(NaiveDate),
}

/// How the clock moves.
#[derive(Debug, Clone, PartialEq)]
pub enum Advance {
    /// By a duration.
    By(At<TimeDelta>),
    /// To an instant.
    To(At<Instant>),
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pat {
    /// A text.
    Text(Text),
    /// A regular expression and whether case does not count.
    Regex(String, bool),
}

/// A part of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// One row.
    Row(u16),
    /// Rows, the last included.
    Rows(u16, u16),
    /// A rectangle.
    Rect(Place, Size),
    /// A pane by its id.
    Pane(String),
}

/// `Wait`.
#[derive(Debug, Clone, PartialEq)]
pub enum Wait {
    /// Until nothing is under way.
    Idle,
    /// Until something is seen, or gone.
    Until {
        /// What.
        pat: At<Pat>,
        /// Until it is no longer seen.
        gone: bool,
        /// Where.
        area: Option<At<Area>>,
        /// The limit, virtual time.
        within: Option<At<TimeDelta>>,
    },
}

/// Where a style is expected.
#[derive(Debug, Clone, PartialEq)]
pub enum StyleOf {
    /// One cell.
    Cell(At<Place>),
    /// Every cell of the match.
    Match(At<Pat>, Option<At<Area>>),
}

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// Something is on the screen.
    Seen {
        /// What.
        pat: At<Pat>,
        /// Where.
        area: Option<At<Area>>,
        /// Exactly here.
        at: Option<At<Place>>,
        /// So often.
        times: Option<At<u32>>,
    },
    /// Cells have styles.
    Style(StyleOf, Vec<At<String>>),
    /// The cursor is here, or hidden.
    Cursor(Option<At<Place>>),
    /// The screen's id.
    Screen(At<String>),
    /// The focused pane's id.
    Pane(At<String>),
    /// The terminal's title.
    Title(At<Text>),
    /// The status line.
    Status(At<Text>),
    /// Who is signed in.
    User(At<String>),
    /// A field of a record.
    Record {
        /// Kind, as `partner`.
        kind: At<String>,
        /// Id, as `P-000002`.
        id: At<String>,
        /// Field path.
        field: At<String>,
        /// `=`, otherwise `!=`.
        equal: bool,
        /// The value.
        value: At<Text>,
    },
    /// An entry of the journal with these fields.
    Entry(Vec<(At<String>, At<Text>)>),
    /// At most so many keys were pressed in this test so far, by whoever was signed in.
    Keys(At<u32>),
    /// Exit code of the last `Run`.
    Exit(At<i32>),
    /// Output of the last `Run`.
    Output(At<Pat>),
}

/// `Snapshot`.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Its name, a slug.
    pub name: At<String>,
    /// Only this part.
    pub area: Option<At<Area>>,
    /// Drawn in these sizes instead of the current one.
    pub sizes: Vec<At<Size>>,
    /// Drawn in these colours instead of the current ones.
    pub colours: Vec<At<Depth>>,
    /// Only the text.
    pub text: bool,
}

/// What is painted over in snapshots.
#[derive(Debug, Clone, PartialEq)]
pub enum Masked {
    /// Every match.
    Pat(At<Pat>),
    /// A part of the screen.
    Area(At<Area>),
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Verb {
    /// `Set`.
    Set(Setting),
    /// `As`: a new session of this user.
    As(At<String>),
    /// `Test`.
    Test(At<Text>),
    /// `Note`: a remark in reports.
    Note(At<Text>),
    /// `Include` with its parameters.
    Include(At<Text>, Vec<(At<String>, At<Text>)>),
    /// `Pause`: hands over the keyboard in a live session.
    Pause,
    /// `Press`.
    Press(Vec<At<Stroke>>),
    /// `Type`.
    Type(Typed),
    /// `Paste`.
    Paste(At<Text>),
    /// `Resize`.
    Resize(At<Size>),
    /// `Focus in` or `out`.
    Focus(bool),
    /// `Advance`.
    Advance(Advance),
    /// `Wait`.
    Wait(Wait),
    /// `Expect`, and whether it is negated.
    Expect(bool, Expectation),
    /// `Snapshot`.
    Snapshot(Snapshot),
    /// `Mask`.
    Mask(Masked),
    /// `Run`: program and arguments.
    Run(Vec<At<Text>>),
    /// `Reopen`, and whether after a kill.
    Reopen(bool),
}

impl Verb {
    /// Whether it acts on the session; settings may stand only before the first of these.
    pub fn is_step(&self) -> bool {
        !matches!(self, Verb::Set(_) | Verb::Test(_) | Verb::Note(_) | Verb::Include(..) | Verb::Mask(_))
    }

    /// Every quoted text of the statement.
    pub fn texts_mut(&mut self) -> Vec<&mut At<Text>> {
        match self {
            Verb::Set(Setting::Store(text) | Setting::Keymap(text) | Setting::Env(_, text))
            | Verb::Test(text)
            | Verb::Note(text)
            | Verb::Paste(text)
            | Verb::Type(Typed::Text(text)) => vec![text],
            Verb::Include(path, with) => std::iter::once(path).chain(with.iter_mut().map(|(_, v)| v)).collect(),
            Verb::Run(words) => words.iter_mut().collect(),
            Verb::Expect(_, expectation) => match expectation {
                Expectation::Title(text) | Expectation::Status(text) | Expectation::Record { value: text, .. } => {
                    vec![text]
                }
                Expectation::Entry(fields) => fields.iter_mut().map(|(_, v)| v).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The pattern of the statement, if it has one.
    pub fn pat_mut(&mut self) -> Option<&mut At<Pat>> {
        match self {
            Verb::Wait(Wait::Until { pat, .. })
            | Verb::Mask(Masked::Pat(pat))
            | Verb::Expect(
                _,
                Expectation::Seen { pat, .. }
                | Expectation::Output(pat)
                | Expectation::Style(StyleOf::Match(pat, _), _),
            ) => Some(pat),
            _ => None,
        }
    }
}

/// A statement and its place.
pub type Statement = At<Verb>;

/// One line of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// The statement, if there is one.
    pub statement: Option<Statement>,
    /// The comment without its `#`, trimmed on the right.
    pub comment: Option<String>,
}

/// The tree of one file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// Its lines, in order.
    pub lines: Vec<Line>,
}
