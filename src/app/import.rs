//! An import inside the workstation: what the file would do, one confirm, then chunks of rows (interface.md §4).
//!
//! Rows are read through a mapping outside; here they are planned, shown and sent. An import never sets states, verdicts
//! or approvals: its rows carry fields only.

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
    /// What it did.
    pub(crate) kept: ImportCounts,
    /// Rows sent and answered.
    pub(crate) sent: usize,
    pub(crate) scroll: usize,
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
        kept: ImportCounts::default(),
        sent: 0,
        scroll: 0,
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

    fn failed(&mut self, refusal: &Refusal) -> Outcome {
        self.stage = Stage::Over(refusal.msg.clone(), Tone::Danger);
        Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
    }

    fn read(&mut self, table: &Result<Box<ReadTable>, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let table = match table {
            Ok(table) => table.clone(),
            Err(refusal) => return self.failed(refusal),
        };
        let ticket = ctx.ticket();
        self.stage = Stage::Planning(ticket);
        self.batch = (ctx.env.ids)().to_string();
        let query = Query::Plan { kind: table.kind, rows: table.rows.clone(), on_existing: table.on_existing };
        self.plan.rejected.clone_from(&table.rejected);
        self.table = Some(table);
        Outcome::stay().effect(Effect::Ask { ticket, query })
    }

    fn planned(&mut self, answer: &Result<Answer, Refusal>) -> Outcome {
        match answer {
            Ok(Answer::Plan(counts)) => {
                let unread = std::mem::take(&mut self.plan.rejected);
                self.plan = counts.clone();
                self.plan.rejected.extend(unread);
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
        let rows: Vec<ImportRow> = table.rows.iter().skip(self.sent).take(CHUNK).cloned().collect();
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
            .with("rejected", self.kept.rejected.len());
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
        vec![Context::Confirm]
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

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(1);
        match act {
            Act::ConfirmYes if self.stage == Stage::Asking => self.yes(read, ctx),
            Act::ConfirmNo | Act::Back => self.stop(),
            // ctrl-c ends the import, not the workstation, while rows are on their way.
            Act::Quit if matches!(self.stage, Stage::Running { .. }) => self.stop(),
            Act::ConfirmDown => {
                self.scroll = (self.scroll + steps).min(self.rejected().len().saturating_sub(1));
                Outcome::stay()
            }
            Act::ConfirmUp => {
                self.scroll = self.scroll.saturating_sub(steps);
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
    use crate::app::testing::Bench;
    use crate::app::testing::asked;
    use crate::domain::entry::BlobRef;

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

    #[test]
    fn a_file_without_anything_new_cannot_be_confirmed() {
        let mut bench = Bench::new();
        let mut import = planned(&mut bench, 0);
        bench.rest(&mut import, 200);
        assert!(bench.act(&mut import, Act::ConfirmYes).effects.is_empty());
        assert_eq!(import.notice.unwrap().0.id, "import-nothing-to-do");
    }
}
