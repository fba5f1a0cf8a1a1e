//! What may be typed: options and subcommands, for clap. What they do stands in each subcommand's file.

use crate::cli::coi::PaperArgs;
use crate::cli::training::TrainingArgs;
use crate::play::frame_command::FrameCommand;
use crate::play::run::PlayArgs;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use std::path::PathBuf;

const AFTER: &str = "Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 refused; 4 the desk cannot be opened; \
                     5 internal error.\nWithout a command the workstation opens. `entrepot help topics` lists kinds, \
                     fields, verbs, rules and identifier schemes.";

/// The desk where a cross-border e-commerce platform controls its business partners.
#[derive(Debug, Parser)]
#[command(name = "entrepot", version, about, after_help = AFTER, disable_help_subcommand = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Sub>,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    #[default]
    Human,
    /// For programs: one object per line.
    Json,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// The desk's folder; otherwise `entrepot/desk` in the user's data folder
    #[arg(long, global = true, env = "ENTREPOT_DESK", value_name = "DIR", hide_env_values = true)]
    pub desk: Option<PathBuf>,
    /// The operator (demo desks only; on a production desk it is the user of the system)
    #[arg(long, global = true, env = "ENTREPOT_USER", value_name = "LOGIN", hide_env_values = true)]
    pub user: Option<String>,
    /// The role to act in; the first that permits the verb when left out
    #[arg(long, global = true, value_name = "ROLE")]
    pub role: Option<String>,
    /// Language of the output: en, zh
    #[arg(long, global = true, value_name = "TAG")]
    pub locale: Option<String>,
    /// Form of the output
    #[arg(long, global = true, value_name = "FORM", value_enum, default_value_t)]
    pub format: Form,
    /// Say only what went wrong
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Theme of the workstation
    #[arg(long, global = true, value_name = "NAME", help_heading = "Workstation")]
    pub theme: Option<String>,
    /// Colours of the workstation: none, 16, 256, true
    #[arg(long, global = true, value_name = "N", help_heading = "Workstation")]
    pub colours: Option<String>,
    /// Draw with ASCII only
    #[arg(long, global = true, help_heading = "Workstation")]
    pub ascii: bool,
    /// Keys on top of all other keymaps
    #[arg(long, global = true, value_name = "FILE", help_heading = "Workstation")]
    pub keymap: Option<PathBuf>,
    /// The time, as an instant or from a file (demo desks only)
    #[arg(long, global = true, value_name = "INSTANT|@FILE", help_heading = "Testing")]
    pub clock: Option<String>,
    /// Where ids of commands begin (demo desks only)
    #[arg(long, global = true, value_name = "N", help_heading = "Testing")]
    pub seed: Option<u64>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Sub {
    /// Make a desk
    Init(InitArgs),
    /// Make a demo desk with synthetic data, and open it
    Demo(DemoArgs),
    /// Take the rows of a file in; exit code 1 when rows were rejected
    Import(ImportArgs),
    /// Write records to a file, in the format of its ending
    Export(ExportArgs),
    /// List records, findings or journal entries
    #[command(visible_alias = "ls")]
    List(ListArgs),
    /// Show a record with what surrounds it
    Show(ShowArgs),
    /// Make a record
    New(NewArgs),
    /// Change fields of a record
    Set(SetArgs),
    /// Use a verb of a life-cycle, judge an item of a case, answer a finding
    Do(DoArgs),
    /// Cases that wait
    Queue(QueueArgs),
    /// Files in the desk's inbox, with the partner and document they seem to be
    Inbox,
    /// What the rules found
    Findings(FindingsArgs),
    /// How ready the platform is, as if customs assessed today
    Readiness(ReadinessArgs),
    /// Periodic reviews to come
    #[command(subcommand)]
    Reviews(ReviewsSub),
    /// Check identifiers; exit code 1 when one is invalid
    Id(IdArgs),
    /// Check journal, decisions and view; exit code 1 when something is wrong
    Verify(VerifyArgs),
    /// Make a report or a pack of evidence, with its hash
    Report(ReportArgs),
    /// Figures of training
    Training(TrainingArgs),
    /// Make the view again from the journal
    Rebuild,
    /// Look at the state of the desk and its folder
    Doctor,
    /// Compare what the program ships with what the desk has recorded
    Catalogue(CatalogueArgs),
    /// Check and list keymaps
    Keymap(KeymapArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Help: a command, a topic, or `topics`
    Help(HelpArgs),
    /// Play scripted sessions
    Play(PlayArgs),
    /// Show and compare frame files
    Frame(FrameArgs),
}

/// `entrepot init`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("sort").required(true).args(["production", "demo"]))]
pub struct InitArgs {
    /// A desk for real work: you are its first administrator
    #[arg(long, requires = "director")]
    pub production: bool,
    /// A desk to try things on: operators by name
    #[arg(long)]
    pub demo: bool,
    /// The first director: a login other than yours
    #[arg(long, value_name = "LOGIN")]
    pub director: Option<String>,
    /// The desk's time zone
    #[arg(long, value_name = "ZONE", default_value = "Asia/Shanghai")]
    pub zone: String,
}

/// How much a demo desk holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// Enough to look around.
    #[default]
    Small,
    /// A hundred thousand partners.
    #[value(name = "100k")]
    HundredThousand,
    /// A million partners.
    #[value(name = "1m")]
    Million,
}

/// `entrepot demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Begin anew; only ever removes a demo desk
    #[arg(long)]
    pub reset: bool,
    /// How much it holds
    #[arg(long, value_enum, default_value_t)]
    pub size: Size,
    /// Only make it
    #[arg(long)]
    pub no_open: bool,
}

/// `entrepot import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The kind of the rows: partner, document, …
    pub kind: String,
    /// CSV, TSV or JSON lines; for certificates also ACORD-shaped JSON or a PDF
    pub file: PathBuf,
    /// A mapping file, or the name of one that ships: gleif, partners, documents, trainings
    #[arg(long, short, value_name = "M.toml")]
    pub mapping: Option<String>,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Print a guessed mapping for the file
    #[arg(long, conflicts_with_all = ["mapping", "dry_run"])]
    pub suggest: bool,
    /// Of certificates on paper.
    #[command(flatten)]
    pub paper: PaperArgs,
    /// Where rejected rows go [default: FILE.rejects.csv]
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// The reason, for the journal
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// `entrepot export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// A kind or list
    pub target: String,
    /// Only what matches
    #[arg(long, short, value_name = "FILTER", default_value = "")]
    pub filter: String,
    /// Columns of the list, or fields of the kind; `all` for every field
    #[arg(long, short, value_name = "NAMES", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// As known at the end of this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// The file; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub to: String,
}

/// `entrepot list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// A kind or list: partners, documents, cases, queue, findings, expiring, journal, operators
    pub target: String,
    /// Only what matches, such as `state:admitted country:CN,HK`
    #[arg(long, short, value_name = "FILTER", default_value = "")]
    pub filter: String,
    /// A column; downwards with `-` before it
    #[arg(long, short, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// At most so many rows
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
    /// As known at the end of this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// Which columns, in which order
    #[arg(long, short, value_name = "NAMES", value_delimiter = ',')]
    pub columns: Vec<String>,
}

/// `entrepot show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An id, an identifier or a name; the kind may stand before it
    #[arg(required = true, num_args = 1..=2, value_names = ["KIND", "ID"])]
    pub what: Vec<String>,
    /// Every revision with its differences
    #[arg(long, conflicts_with_all = ["at", "as_at", "receipt"])]
    pub history: bool,
    /// As it was at this revision
    #[arg(long, value_name = "REV", conflicts_with = "as_at")]
    pub at: Option<u64>,
    /// As known at the end of this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// Who decided what, and what was before them
    #[arg(long)]
    pub receipt: bool,
    /// A letter as it is read; `--text=markdown` and `--text=html` as it is sent
    #[arg(
        long,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "plain",
        conflicts_with_all = ["history", "receipt"]
    )]
    pub text: Option<crate::report::LetterForm>,
}

/// `entrepot new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The kind
    pub kind: String,
    /// Fields: `country=CN`, `identifiers[lei].value=5493…`
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    /// The filed copy, for kinds that have one
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// `entrepot set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The id and fields; the kind may stand before the id
    #[arg(required = true, num_args = 1.., value_name = "ID FIELD=VALUE")]
    pub words: Vec<String>,
    /// The filed copy, for kinds that have one
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Refuse when the record has moved on from this revision
    #[arg(long, value_name = "REV")]
    pub expect_rev: Option<u64>,
}

/// `entrepot do`.
#[derive(Debug, Args)]
pub struct DoArgs {
    /// The verb: partner.suspend, case.approve, case.judge, finding.waive, …
    pub verb: String,
    /// The record's id; for findings the key, such as PTR-002:P-000123:D-LIC
    pub id: String,
    /// Fields the verb asks for
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Refuse when the record has moved on from this revision
    #[arg(long, value_name = "REV")]
    pub expect_rev: Option<u64>,
    /// A file that shows it; stored and named in the entry
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
}

/// `entrepot queue`.
#[derive(Debug, Args)]
pub struct QueueArgs {
    /// Only what I proposed
    #[arg(long)]
    pub mine: bool,
    /// Only what matches
    #[arg(long, short, value_name = "FILTER", default_value = "")]
    pub filter: String,
    /// At most so many rows
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
}

/// `entrepot findings`.
#[derive(Debug, Args)]
pub struct FindingsArgs {
    /// Only these severities: B, H, M, L, I
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub severity: Vec<String>,
    /// Only these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// Why a finding is there, or why a rule exists
    #[arg(long, value_name = "KEY|RULE", conflicts_with_all = ["severity", "rule"])]
    pub explain: Option<String>,
    /// Only what matches
    #[arg(long, short, value_name = "FILTER", default_value = "")]
    pub filter: String,
    /// At most so many rows
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
}

/// `entrepot reviews`.
#[derive(Debug, Subcommand)]
pub enum ReviewsSub {
    /// How many fall due in each week
    Forecast {
        /// Weeks from this one on
        #[arg(long, value_name = "N", default_value_t = 26)]
        weeks: u32,
    },
}

/// `entrepot readiness`.
#[derive(Debug, Args)]
pub struct ReadinessArgs {
    /// By this check-list; otherwise by every one in force
    #[arg(value_name = "CHECKLIST")]
    pub checklist: Option<String>,
}

/// `entrepot id`.
#[derive(Debug, Args)]
pub struct IdArgs {
    /// The scheme, such as cn.uscc, lei, pl.nip
    pub scheme: Option<String>,
    /// Values to check
    #[arg(value_name = "VALUE")]
    pub values: Vec<String>,
    /// Check the values of a file
    #[arg(long, value_name = "FILE", conflicts_with = "values")]
    pub file: Option<PathBuf>,
    /// The column that names the scheme
    #[arg(long, value_name = "NAME", default_value = "scheme", requires = "file")]
    pub scheme_column: String,
    /// The column with the values
    #[arg(long, value_name = "NAME", default_value = "value", requires = "file")]
    pub value_column: String,
    /// List the schemes
    #[arg(long, conflicts_with_all = ["scheme", "values", "file"])]
    pub schemes: bool,
}

/// `entrepot verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Only the hash chain and the stored files' names
    #[arg(long)]
    pub fast: bool,
}

/// `entrepot report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Which report.
    #[command(subcommand)]
    pub command: ReportSub,
}

/// What every report takes.
#[derive(Debug, Args)]
pub struct ReportOptions {
    /// Look no further than this journal entry; makes a report of a day that was not over again
    #[arg(long, value_name = "N")]
    pub at_entry: Option<u64>,
    /// With sealed fields in the clear: asks for a reason and the right to
    #[arg(long, requires = "why")]
    pub personal: bool,
    /// The reason, for the journal
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// The reports.
#[derive(Debug, Subcommand)]
pub enum ReportSub {
    /// The register of partners as known at the end of a day
    Register {
        /// Only what matches, as it was known then
        #[arg(long, short, value_name = "FILTER", default_value = "")]
        filter: String,
        /// The day; today when left out
        #[arg(long, value_name = "DATE")]
        as_at: Option<String>,
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, visible_alias = "out", value_name = "FILE|DIR")]
        to: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
    /// Everything of one partner, with its files
    PartnerFile {
        /// An id, an identifier or a name
        partner: String,
        /// The day; today when left out
        #[arg(long, value_name = "DATE")]
        as_at: Option<String>,
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, visible_alias = "out", value_name = "FILE|DIR")]
        to: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
    /// The evidence matrix of a check-list, from the platform's latest assessment
    Aeo {
        /// The check-list's code
        #[arg(default_value = "GEN-2026")]
        checklist: String,
        /// The day; today when left out
        #[arg(long, value_name = "DATE")]
        as_at: Option<String>,
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, visible_alias = "out", value_name = "FILE|DIR")]
        to: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
    /// Insurance by channel and profile: who is asked, gaps, waivers, what runs out, limits
    Insurance {
        /// Only of partners that match
        #[arg(long, short, value_name = "FILTER", default_value = "")]
        filter: String,
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, visible_alias = "out", value_name = "FILE|DIR")]
        to: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
    /// What customs would find missing today; exit code 1 when there is something
    Lint {
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, visible_alias = "out", value_name = "FILE|DIR")]
        to: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
    /// Who decided what, and whether anybody decided on what he had made
    Segregation {
        /// The first day
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The last; today when left out
        #[arg(long = "to", value_name = "DATE")]
        until: Option<String>,
        /// FILE.md, .html, .xlsx or .json, or a folder for all of them with SHA256SUMS; otherwise standard output
        #[arg(long, value_name = "FILE|DIR")]
        out: Option<String>,
        /// How, and why.
        #[command(flatten)]
        options: ReportOptions,
    },
}

/// `entrepot catalogue`.
#[derive(Debug, Args)]
pub struct CatalogueArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CatalogueSub,
}

/// What can be done with the catalogue.
#[derive(Debug, Subcommand)]
pub enum CatalogueSub {
    /// Check-lists, policies and modules that are new, changed or retired; exit code 1 when there are any
    Diff,
    /// Propose to take all of that over, as one case for a second person
    Apply {
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// `entrepot keymap`.
#[derive(Debug, Args)]
pub struct KeymapArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: KeymapSub,
}

/// What can be done with keymaps.
#[derive(Debug, Subcommand)]
pub enum KeymapSub {
    /// Check keymap files; exit code 1 when one has an error
    Check {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List what is bound
    List {
        /// Only in this context
        #[arg(long, value_name = "NAME")]
        context: Option<String>,
    },
}

/// `entrepot completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `entrepot help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command, `topics`, or one topic: schemes, kinds, fields, verbs, rules, exit-codes
    pub words: Vec<String>,
}

/// `entrepot frame`.
#[derive(Debug, Args)]
pub struct FrameArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: FrameCommand,
}
