//! An import inside the workstation: what the file would do, one confirm, then chunks of rows (interface.md §4).
//!
//! Rows are read through a mapping outside; here they are planned, shown and sent. An import never sets states, verdicts
//! or approvals: its rows carry fields only. For a row that names no partner for certain a digit says who is meant.

pub(crate) mod doubts;

use crate::api;
use crate::api::Answer;
use crate::api::Done;
use crate::api::ImportCounts;
use crate::api::ImportRow;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::RowError;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::ReadTable;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::import::doubts::Choice;
use crate::app::import::doubts::Doubts;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;

/// Rows in one entry.
pub const CHUNK: usize = 500;

/// Where an import stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    /// The file is being read.
    Reading(Ticket),
    /// The desk says what it would do.
    Planning(Ticket),
    /// The person is asked.
    Asking,
    /// Rows are being kept.
    Running {
        /// The chunk on its way, and its order.
        ticket: Ticket,
        /// Rows of it.
        rows: usize,
        /// Stop after it.
        stopping: bool,
    },
    /// It ended: what the status said.
    Over(Msg, Tone),
}

/// An import.
#[derive(Debug)]
pub struct Import {
    pub(crate) kind: KindId,
    pub(crate) path: String,
    pub(crate) mapping: String,
    pub(crate) stage: Stage,
    pub(crate) table: Option<Box<ReadTable>>,
    /// What it would do, with the rows that could not be read.
    pub(crate) plan: ImportCounts,
    /// Rows a person can say of whom they mean.
    pub(crate) doubts: Doubts,
    /// What it did.
    pub(crate) kept: ImportCounts,
    /// Rows sent and answered.
    pub(crate) sent: usize,
    /// The row looked at: first those somebody can be chosen for, then those that are not taken.
    pub(crate) cursor: usize,
    pub(crate) notice: Option<(Msg, Tone)>,
    batch: String,
    order: Option<Order>,
    gate: Gate,
}

/// Imports a table of a kind through a mapping; the shipped one when `mapping` is empty.
pub fn open(kind: KindId, path: &str, mapping: &str) -> Import {
    Import {
        kind,
        path: path.to_owned(),
        mapping: mapping.to_owned(),
        stage: Stage::Reading(Ticket(0)),
        table: None,
        plan: ImportCounts::default(),
        doubts: Doubts::default(),
        kept: ImportCounts::default(),
        sent: 0,
        cursor: 0,
        notice: None,
        batch: String::new(),
        order: None,
        gate: Gate::default(),
    }
}

impl Import {
    /// Rows of the table.
    pub fn total(&self) -> usize {
        self.table.as_ref().map_or(0, |t| t.rows.len())
    }

    /// Rows that are not taken, by the plan or by the desk.
    pub fn rejected(&self) -> &[RowError] {
        if matches!(self.stage, Stage::Running { .. } | Stage::Over(..)) && !self.kept.rejected.is_empty() {
            &self.kept.rejected
        } else {
            &self.plan.rejected
        }
    }

    /// Rows somebody can be chosen for stand before the others.
    pub(crate) fn choosing(&self) -> bool {
        matches!(self.stage, Stage::Planning(_) | Stage::Asking) && !self.doubts.all().is_empty()
    }

    fn shown(&self) -> usize {
        self.rejected().len() + if self.choosing() { self.doubts.all().len() } else { 0 }
    }

    fn failed(&mut self, refusal: &Refusal) -> Outcome {
        self.stage = Stage::Over(refusal.msg.clone(), Tone::Danger);
        Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
    }

    fn read(&mut self, table: &Result<Box<ReadTable>, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let table = match table {
            Ok(table) => table.clone(),
            Err(refusal) => return self.failed(refusal),
        };
        self.batch = (ctx.env.ids)().to_string();
        self.plan.rejected.clone_from(&table.rejected);
        self.table = Some(table);
        self.ask(ctx)
    }

    /// Asks what it would do, with everybody who was chosen.
    fn ask(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(table) = &self.table else { return Outcome::stay() };
        let rows = table.rows.iter().map(|row| self.doubts.settled(row)).collect();
        let query = Query::Plan { kind: table.kind, rows, on_existing: table.on_existing };
        let ticket = ctx.ticket();
        let before = std::mem::replace(&mut self.stage, Stage::Planning(ticket));
        let out = Outcome::stay();
        // Nobody waits any more for what it would have done with fewer of them chosen.
        let out = if let Stage::Planning(old) = before { out.effect(Effect::Cancel(old)) } else { out };
        out.effect(Effect::Ask { ticket, query })
    }

    /// Says whom the row under the cursor means; 0 leaves it out. What the import would do is counted again.
    fn choose(&mut self, arg: Option<&str>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(digit) = arg.and_then(|a| a.parse::<usize>().ok()) else { return Outcome::stay() };
        let choice = digit.checked_sub(1).map_or(Choice::Out, Choice::Partner);
        if !self.choosing() || self.cursor >= self.doubts.all().len() {
            return Outcome::stay().say(Msg::new("import-nothing-to-choose"), Tone::Warning);
        }
        if !self.doubts.choose(self.cursor, choice) {
            return Outcome::stay().say(Msg::new("import-no-candidate"), Tone::Warning);
        }
        self.cursor = self.doubts.next_open(self.cursor).unwrap_or(self.cursor);
        self.notice = None;
        self.ask(ctx)
    }

    fn planned(&mut self, answer: &Result<Answer, Refusal>) -> Outcome {
        match answer {
            Ok(Answer::Plan(counts)) => {
                self.plan = counts.clone();
                self.doubts.learn(&counts.unmatched);
                self.plan.rejected.retain(|r| !self.doubts.covers(r));
                if let Some(table) = &self.table {
                    self.plan.rejected.extend(table.rejected.iter().cloned());
                }
                self.plan.rejected.sort_by_key(|r| r.line);
                self.stage = Stage::Asking;
                self.gate.close();
                Outcome::stay()
            }
            Ok(_) => Outcome::stay(),
            Err(refusal) => self.failed(refusal),
        }
    }

    /// Whether there is anything to keep.
    pub fn useful(&self) -> bool {
        self.plan.created + self.plan.changed > 0
    }

    fn next_chunk(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(table) = &self.table else { return Outcome::stay() };
        let rows: Vec<ImportRow> =
            table.rows.iter().skip(self.sent).take(CHUNK).map(|row| self.doubts.settled(row)).collect();
        let count = rows.len();
        let act =
            api::Act::Import { kind: table.kind, rows, on_existing: table.on_existing, batch: self.batch.clone() };
        let mut order = Order::new(act);
        order.blobs = vec![table.blob.clone()];
        let (ticket, effect) = order.send(ctx);
        self.order = Some(order);
        self.stage = Stage::Running { ticket, rows: count, stopping: false };
        Outcome::stay().effect(effect)
    }

    fn chunk_done(
        &mut self,
        done: &Result<Done, Refusal>,
        rows: usize,
        stopping: bool,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        let done = match done {
            Ok(done) => done,
            Err(refusal) => {
                let over = Msg::new("import-broke-off")
                    .with("kept", self.sent)
                    .with("total", self.total())
                    .with("why", ctx.i18n.text(&refusal.msg));
                self.stage = Stage::Over(over.clone(), Tone::Danger);
                return Outcome::stay().say(over, Tone::Danger).refreshing();
            }
        };
        self.sent += rows;
        if let Some(counts) = &done.import {
            self.kept.created += counts.created;
            self.kept.changed += counts.changed;
            self.kept.same += counts.same;
            self.kept.rejected.extend(counts.rejected.iter().cloned());
        }
        if self.sent < self.total() && !stopping {
            return self.next_chunk(ctx);
        }
        let stopped = self.sent < self.total();
        let id = if stopped { "import-stopped" } else { "import-done" };
        let mut over = Msg::new(id)
            .with("created", self.kept.created)
            .with("changed", self.kept.changed)
            .with("rejected", self.kept.rejected_rows());
        if stopped {
            over = over.with("kept", self.sent).with("total", self.total());
        }
        let tone = if stopped { Tone::Warning } else { Tone::Ok };
        self.stage = Stage::Over(over.clone(), tone);
        Outcome::stay().say(over, tone).refreshing()
    }

    fn yes(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        if !self.useful() {
            let why = Msg::new("import-nothing-to-do");
            self.notice = Some((why.clone(), Tone::Warning));
            return Outcome::stay().say(why, Tone::Warning);
        }
        if !self.gate.open(read, ctx.env.now) {
            let why = Msg::new("confirm-typed-ahead");
            self.notice = Some((why.clone(), Tone::Warning));
            return Outcome::stay().say(why, Tone::Warning);
        }
        self.notice = None;
        self.cursor = 0;
        self.next_chunk(ctx)
    }

    /// Esc and ctrl-c: between two chunks while it runs, otherwise out.
    fn stop(&mut self) -> Outcome {
        if let Stage::Running { stopping, .. } = &mut self.stage {
            *stopping = true;
            let msg = Msg::new("import-stopping");
            self.notice = Some((msg.clone(), Tone::Warning));
            return Outcome::stay().say(msg, Tone::Warning);
        }
        Outcome::close()
    }
}

impl Part for Import {
    fn id(&self) -> String {
        format!("import {}", self.kind.def().name)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Import]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        match self.stage {
            Stage::Asking if self.useful() => &["confirm.yes", "confirm.no", "confirm.down", "confirm.up"],
            _ => &["confirm.no", "confirm.down", "confirm.up"],
        }
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.stage = Stage::Reading(ticket);
        Outcome::stay().effect(Effect::ReadImport {
            ticket,
            kind: self.kind.def().name.to_owned(),
            path: self.path.clone(),
            mapping: self.mapping.clone(),
        })
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(1);
        match act {
            Act::ConfirmYes if self.stage == Stage::Asking => self.yes(read, ctx),
            Act::ConfirmNo | Act::Back => self.stop(),
            Act::Verdict => self.choose(arg, ctx),
            // ctrl-c ends the import, not the workstation, while rows are on their way.
            Act::Quit if matches!(self.stage, Stage::Running { .. }) => self.stop(),
            Act::ConfirmDown => {
                self.cursor = (self.cursor + steps).min(self.shown().saturating_sub(1));
                Outcome::stay()
            }
            Act::ConfirmUp => {
                self.cursor = self.cursor.saturating_sub(steps);
                Outcome::stay()
            }
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (event, &self.stage) {
            (Event::Drawn { read }, Stage::Asking) => {
                self.gate.drawn(*read, ctx.env.now);
                Outcome::stay()
            }
            (Event::Read { ticket, table }, Stage::Reading(mine)) if ticket == mine => self.read(table, ctx),
            (Event::Answer { ticket, answer }, Stage::Planning(mine)) if ticket == mine => self.planned(answer),
            (Event::Done { ticket, done }, Stage::Running { ticket: mine, rows, stopping }) if ticket == mine => {
                let (rows, stopping) = (*rows, *stopping);
                self.chunk_done(done, rows, stopping, ctx)
            }
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Unmatched;
    use crate::app::testing::Bench;
    use crate::app::testing::asked;
    use crate::domain::entry::BlobRef;
    use crate::domain::kind::Id;
    use crate::domain::value::Value;

    fn blob() -> BlobRef {
        serde_json::from_value(serde_json::json!({
            "role": "import", "sha256": "ab".repeat(32), "bytes": 10, "rows": 1200
        }))
        .unwrap()
    }

    fn planned(bench: &mut Bench, rows: u64) -> Import {
        let mut import = open(KindId::Partner, "partners.csv", "");
        let out = bench.open(&mut import);
        let Some(Effect::ReadImport { ticket, .. }) = out.effects.first() else { panic!("nothing is read") };
        let row = |line| ImportRow { line, key: None, fields: Vec::new() };
        let why = Msg::new("review-data").with("text", "bad");
        let bad = RowError { line: 1_300, path: "country".to_owned(), value: "XX".to_owned(), why };
        let table = ReadTable {
            kind: KindId::Partner,
            rows: (1..=rows).map(row).collect(),
            rejected: vec![bad],
            on_existing: api::OnExisting::UpdateMapped,
            blob: blob(),
        };
        let out = bench.event(&mut import, Event::Read { ticket: *ticket, table: Ok(Box::new(table)) });
        assert!(matches!(asked(&out).unwrap().1, Query::Plan { .. }));
        let counts = ImportCounts { created: rows, ..ImportCounts::default() };
        bench.answer(&mut import, &out, Answer::Plan(counts));
        import
    }

    fn kept(bench: &Bench, rows: u64) -> Done {
        let import = Some(ImportCounts { created: rows, ..ImportCounts::default() });
        Done { import, ..bench.kept("partner.import") }
    }

    #[test]
    fn the_plan_is_shown_and_one_confirm_sends_chunks_that_carry_the_file() {
        let mut bench = Bench::new();
        let mut import = planned(&mut bench, 1_200);
        assert_eq!((import.plan.created, import.rejected().len()), (1_200, 1));
        assert!(bench.act(&mut import, Act::ConfirmYes).effects.is_empty(), "nothing was drawn yet");
        bench.rest(&mut import, 200);
        let mut out = bench.act(&mut import, Act::ConfirmYes);
        for expected in [500_usize, 500, 200] {
            let command = bench.sent(&out).unwrap();
            let api::Act::Import { rows, .. } = &command.act else { panic!("not an import") };
            assert_eq!((rows.len(), command.blobs.len()), (expected, 1));
            let done = kept(&bench, expected as u64);
            out = bench.done(&mut import, &out, Ok(done));
        }
        assert_eq!(out.status.unwrap().0.id, "import-done");
        assert_eq!(import.kept.created, 1_200);
    }

    #[test]
    fn stopping_ends_between_two_chunks_and_says_what_was_kept() {
        let mut bench = Bench::new();
        let mut import = planned(&mut bench, 1_200);
        bench.rest(&mut import, 200);
        let out = bench.act(&mut import, Act::ConfirmYes);
        bench.act(&mut import, Act::Quit);
        let done = kept(&bench, 500);
        let out = bench.done(&mut import, &out, Ok(done));
        assert!(out.effects.is_empty());
        let status = out.status.unwrap().0;
        assert_eq!(status.id, "import-stopped");
        assert!(status.args.contains(&("kept".into(), 500_usize.into())), "{status}");
    }

    fn results(bench: &mut Bench) -> (Import, Outcome) {
        let mut import = open(KindId::Training, "results.csv", "");
        let out = bench.open(&mut import);
        let Some(Effect::ReadImport { ticket, .. }) = out.effects.first() else { panic!("nothing is read") };
        let field = |path: &str, text: &str| api::Assign { path: path.into(), value: Value::Text(text.into()) };
        let row = |line, name: &str| {
            let fields = vec![field("person", "Mari Tamm"), field("partner", name), field("module", "TR-06")];
            ImportRow { line, key: None, fields }
        };
        let table = ReadTable {
            kind: KindId::Training,
            rows: vec![row(2, "Northwnd"), row(3, "P-000007"), row(4, "Harbor")],
            rejected: Vec::new(),
            on_existing: api::OnExisting::UpdateMapped,
            blob: blob(),
        };
        let out = bench.event(&mut import, Event::Read { ticket: *ticket, table: Ok(Box::new(table)) });
        (import, out)
    }

    fn likely(n: u64) -> api::Likely {
        api::Likely { id: Id::new(KindId::Partner, n), name: format!("Partner {n}"), percent: 80 }
    }

    /// What the desk says of rows of which these are unmatched.
    fn counts(created: u64, lines: &[u64]) -> Answer {
        let row = |line: &u64| Unmatched { line: *line, value: "x".into(), likely: vec![likely(1), likely(2)] };
        let why = || Msg::new("import-partner-candidates").with("found", "x").with("candidates", "");
        let error = |line: &u64| RowError { line: *line, path: "partner".into(), value: "x".into(), why: why() };
        Answer::Plan(ImportCounts {
            created,
            rejected: lines.iter().map(error).collect(),
            unmatched: lines.iter().map(row).collect(),
            ..ImportCounts::default()
        })
    }

    fn partners(rows: &[ImportRow]) -> Vec<String> {
        rows.iter().map(|row| row.fields[1].value.to_string()).collect()
    }

    #[test]
    fn a_digit_says_who_is_meant_and_only_the_partner_of_the_row_changes() {
        let mut bench = Bench::new();
        let (mut import, out) = results(&mut bench);
        bench.answer(&mut import, &out, counts(1, &[2, 4]));
        assert_eq!((import.rejected().len(), import.doubts.unmatched(), import.cursor), (0, 2, 0));
        let none = bench.digit(&mut import, "3");
        assert_eq!((none.effects.len(), none.status.unwrap().0.id.as_ref()), (0, "import-no-candidate"));
        let out = bench.digit(&mut import, "2");
        let Some((_, Query::Plan { rows, .. })) = asked(&out) else { panic!("it is not counted again") };
        assert_eq!(partners(rows), ["P-000002", "P-000007", "Harbor"]);
        let table = import.table.clone().unwrap();
        assert_eq!((&rows[0].fields[0], &rows[0].fields[2]), (&table.rows[0].fields[0], &table.rows[0].fields[2]));
        bench.answer(&mut import, &out, counts(2, &[4]));
        assert_eq!((import.plan.created, import.doubts.unmatched(), import.cursor), (2, 1, 1), "the next open one");
        let out = bench.digit(&mut import, "0");
        bench.answer(&mut import, &out, counts(2, &[4]));
        assert_eq!(import.doubts.all()[1].choice, Choice::Out);
        bench.rest(&mut import, 200);
        let out = bench.act(&mut import, Act::ConfirmYes);
        let api::Act::Import { rows, .. } = &bench.sent(&out).unwrap().act else { panic!("not an import") };
        assert_eq!(partners(rows), ["P-000002", "P-000007", "Harbor"]);
    }

    #[test]
    fn a_row_that_is_not_taken_even_with_its_partner_says_why() {
        let mut bench = Bench::new();
        let (mut import, out) = results(&mut bench);
        bench.answer(&mut import, &out, counts(1, &[2]));
        let out = bench.digit(&mut import, "1");
        let why = Msg::new("import-other-result").with("id", "TR-000001");
        let bad = RowError { line: 2, path: String::new(), value: String::new(), why };
        bench.answer(
            &mut import,
            &out,
            Answer::Plan(ImportCounts { created: 1, rejected: vec![bad], ..ImportCounts::default() }),
        );
        assert_eq!((import.rejected().len(), import.doubts.unmatched()), (1, 0));
        assert!(bench.act(&mut import, Act::ConfirmYes).effects.is_empty(), "the new count was not seen yet");
    }

    #[test]
    fn a_digit_while_it_is_counted_again_counts_with_both() {
        let mut bench = Bench::new();
        let (mut import, out) = results(&mut bench);
        bench.answer(&mut import, &out, counts(1, &[2, 4]));
        bench.digit(&mut import, "1");
        let out = bench.digit(&mut import, "1");
        assert!(matches!(out.effects.first(), Some(Effect::Cancel(_))));
        let plan = out.effects.iter().find_map(|e| match e {
            Effect::Ask { query: Query::Plan { rows, .. }, .. } => Some(partners(rows)),
            _ => None,
        });
        assert_eq!(plan.unwrap(), ["P-000001", "P-000007", "P-000001"]);
    }

    #[test]
    fn a_file_without_anything_new_cannot_be_confirmed() {
        let mut bench = Bench::new();
        let mut import = planned(&mut bench, 0);
        bench.rest(&mut import, 200);
        assert!(bench.act(&mut import, Act::ConfirmYes).effects.is_empty());
        assert_eq!(import.notice.unwrap().0.id, "import-nothing-to-do");
    }
}
