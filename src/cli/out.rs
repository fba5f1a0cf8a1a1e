//! What is printed: results to standard output, everything else to standard error, in the reader's language.

use crate::cli::args::Form;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::text::visible;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use serde_json::Value;
use std::env;
use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Write;
use std::process::ExitCode;

/// How something is emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Strong,
    /// Fine.
    Good,
    /// To be looked at.
    Warn,
    /// Wrong.
    Bad,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Tone::Strong => "1",
            Tone::Good => "32",
            Tone::Warn => "33",
            Tone::Bad => "31",
        }
    }
}

/// Where results go.
pub struct Out {
    /// The words.
    pub i18n: I18n,
    /// Their language.
    pub locale: Locale,
    form: Form,
    quiet: bool,
    colour: bool,
    colour_err: bool,
    width: Option<usize>,
    to: Box<dyn Write>,
}

impl Out {
    /// By the options and the environment.
    pub fn new(global: &Global) -> Result<Self, Fail> {
        let locale = match &global.locale {
            Some(tag) => Locale::from_tag(tag).ok_or_else(|| {
                Fail::user(Msg::new("cli-locale").with("found", tag.as_str())).hint(Msg::new("cli-locale-hint"))
            })?,
            None => ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .filter_map(|name| env::var(name).ok())
                .find(|v| !v.is_empty())
                .and_then(|v| Locale::from_tag(&v))
                .unwrap_or_default(),
        };
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Ok(Self {
            i18n: I18n::new(locale),
            locale,
            form: global.format,
            quiet: global.quiet,
            colour: colours(terminal),
            colour_err: colours(io::stderr().is_terminal()),
            width: width(terminal),
            to: Box::new(BufWriter::new(stdout)),
        })
    }

    /// For failures before the options are known.
    pub fn plain() -> Self {
        Self {
            i18n: I18n::new(Locale::En),
            locale: Locale::En,
            form: Form::Human,
            quiet: false,
            colour: false,
            colour_err: false,
            width: None,
            to: Box::new(io::stdout()),
        }
    }

    /// Whether programs read us.
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// Cells of a line, when there is a limit.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// A line of the result.
    pub fn line(&mut self, text: &str) -> Result<(), Fail> {
        Ok(writeln!(self.to, "{text}")?)
    }

    /// An object of the result.
    pub fn json(&mut self, value: &Value) -> Result<(), Fail> {
        Ok(writeln!(self.to, "{value}")?)
    }

    /// Text of the result as it is.
    pub fn raw(&mut self, text: &str) -> Result<(), Fail> {
        Ok(self.to.write_all(text.as_bytes())?)
    }

    /// The writer of the result, for files that go to standard output.
    pub fn writer(&mut self) -> &mut dyn Write {
        &mut self.to
    }

    /// What happened, in a sentence; not when quiet, and never between the objects a program reads.
    pub fn say(&mut self, msg: &Msg) -> Result<(), Fail> {
        if self.quiet || self.is_json() {
            return Ok(());
        }
        let text = self.words(msg);
        self.line(&text)
    }

    /// Something to look at, on standard error.
    pub fn note(&self, msg: &Msg) {
        if !self.quiet {
            // When standard error is gone nobody can be told.
            let _ = writeln!(io::stderr(), "{}", self.words(msg));
        }
    }

    /// Something that is already in words, on standard error.
    pub fn warn(text: &str) {
        // When standard error is gone nobody can be told.
        let _ = writeln!(io::stderr(), "{}", lines_visible(text));
    }

    /// The message in words, safe for a terminal.
    pub fn words(&self, msg: &Msg) -> String {
        lines_visible(&self.i18n.text(msg))
    }

    /// The words for an id, or the fallback when there are none.
    pub fn label(&self, id: &str, fallback: &str) -> String {
        if self.i18n.has(id) { self.i18n.label(id) } else { fallback.to_owned() }
    }

    /// The text with a tone, when colours may be used.
    pub fn tone(&self, tone: Tone, text: &str) -> String {
        paint(self.colour, tone, text)
    }

    /// A progress bar on a terminal; nothing in a pipe.
    pub fn progress(&self, total: u64) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(total);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar
    }

    /// Writes out what is held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    /// Says why it failed and gives the exit code.
    pub fn fail(&mut self, fail: &Fail) -> ExitCode {
        if fail.pipe_closed {
            return ExitCode::SUCCESS;
        }
        // What was printed before the failure comes first; when output is gone there is nothing to add.
        let _ = self.to.flush();
        if let Some(message) = &fail.message {
            let text = if self.is_json() { Self::fail_json(fail, message) } else { self.fail_words(fail, message) };
            let _ = io::stderr().write_all(text.as_bytes());
        }
        ExitCode::from(fail.kind.exit_code())
    }

    fn fail_words(&self, fail: &Fail, message: &Msg) -> String {
        let mut lines: Vec<String> = fail.diagnostics.iter().map(ToString::to_string).collect();
        let label = paint(self.colour_err, Tone::Bad, &self.i18n.label("cli-error"));
        lines.push(format!("{label}: {}", self.words(message)));
        for (path, why) in &fail.fields {
            lines.push(format!("  {}: {}", visible(path), self.words(why)));
        }
        for change in &fail.changes {
            let (before, after) = (change.before.to_string(), change.after.to_string());
            let line = Msg::new("cli-change")
                .with("id", change.id.as_str())
                .with("path", change.path.as_str())
                .with("before", before)
                .with("after", after)
                .with("by", change.by.as_str());
            lines.push(format!("  {}", self.words(&line)));
        }
        for cause in &fail.cause {
            lines.push(format!("  {}: {}", self.i18n.label("cli-cause"), lines_visible(cause)));
        }
        for hint in &fail.hints {
            let label = paint(self.colour_err, Tone::Good, &self.i18n.label("cli-hint"));
            lines.push(format!("{label}: {}", self.words(hint)));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn fail_json(fail: &Fail, message: &Msg) -> String {
        let english = I18n::new(Locale::En);
        let msg = |m: &Msg| serde_json::json!({ "id": m.id, "args": m.args, "text": english.text(m) });
        let fields: Vec<Value> =
            fail.fields.iter().map(|(path, why)| serde_json::json!({ "path": path, "why": msg(why) })).collect();
        let object = serde_json::json!({ "error": {
            "kind": fail.kind.name(),
            "message": msg(message),
            "cause": fail.cause,
            "hints": fail.hints.iter().map(msg).collect::<Vec<_>>(),
            "fields": fields,
            "changes": fail.changes,
            "diagnostics": fail.diagnostics,
        }});
        format!("{object}\n")
    }
}

/// Every line made safe for a terminal; line breaks stay.
pub fn lines_visible(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

fn paint(on: bool, tone: Tone, text: &str) -> String {
    if on && !text.is_empty() { format!("\u{1b}[{}m{text}\u{1b}[0m", tone.code()) } else { text.to_owned() }
}

/// `NO_COLOR` forbids, `CLICOLOR_FORCE` asks for colours; otherwise a terminal has them and a pipe has not.
fn colours(terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0");
    !set("NO_COLOR") && (set("CLICOLOR_FORCE") || (terminal && env::var("TERM").is_ok_and(|t| t != "dumb")))
}

/// The terminal's width; in a pipe what `COLUMNS` says, otherwise lines are as long as they are.
fn width(terminal: bool) -> Option<usize> {
    let said = env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|n| *n > 0);
    let size = || rustix::termios::tcgetwinsize(io::stdout()).ok().map(|s| usize::from(s.ws_col)).filter(|n| *n > 0);
    said.or_else(|| if terminal { size() } else { None })
}
