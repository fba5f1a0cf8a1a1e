//! Imported partners and documents by the hundred thousand, in batches as an import sends them.
//!
//! Names are drawn from tables of syllables in several scripts; a fixed share of the numbers is wrong or odd. Nothing
//! here waits: what a filling costs beyond a few microseconds a row is the desk's.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Done;
use crate::api::ImportRow;
use crate::api::OnExisting;
use crate::api::Refusal;
use crate::api::Via;
use crate::domain::assessment::saq;
use crate::domain::document::DocCode;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::value::Value;
use crate::runtime::demo::Sink;
use crate::runtime::demo::Size;
use crate::runtime::demo::Summary;
use crate::runtime::demo::ids;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::plan::code;
use crate::runtime::demo::plan::codes;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::moment;
use crate::runtime::demo::plan::role;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::trainings;
use crate::runtime::demo::words;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// Rows of one command.
pub(super) const BATCH: u64 = 500;
/// Of so many partners with a document one has answered the questionnaire.
const ASSESSED: usize = 100;
/// The purpose of the generator of rows.
const ROWS: u64 = 0xB01C;
/// The minute of yesterday at which imports begin; the stories are over by then.
const MINUTE: i64 = 931;
/// Of a thousand numbers so many fail their check digit, and so many are odd.
pub(super) const WRONG: u64 = 20;
/// See [`WRONG`].
pub(super) const ODD: u64 = 15;

/// One imported training for so many imported documents.
const TRAINED: usize = 5;

struct Import<'a> {
    sink: &'a mut dyn Sink,
    today: NaiveDate,
    rng: Rng,
    summary: &'a mut Summary,
    total: u64,
    batches: i64,
}

/// Imports partners, then documents of some of them.
pub(super) fn fill(
    sink: &mut dyn Sink,
    today: NaiveDate,
    seed: u64,
    size: Size,
    total: u64,
    summary: &mut Summary,
) -> Result<(), Refusal> {
    let rows = size.partners();
    let mut import = Import { sink, today, rng: Rng::new(seed, ROWS), summary, total, batches: 0 };
    let every = usize::try_from(size.partners_per_document()).unwrap_or(1);
    let mut holders: Vec<Id> = Vec::new();
    let mut line = 1;
    while line <= rows {
        let last = rows.min(line + BATCH - 1);
        let batch = (line..=last).map(|n| partner(&mut import.rng, today, n)).collect();
        let made = import.send(KindId::Partner, batch, "demo-partners")?;
        import.summary.partners += last + 1 - line;
        holders.extend(made.into_iter().filter(|id| id.kind == KindId::Partner).step_by(every));
        line = last + 1;
    }
    let mut line = 1;
    for some in holders.chunks(usize::try_from(BATCH).unwrap_or(500)) {
        let batch = some.iter().zip(line..).map(|(id, n)| document(&mut import.rng, today, *id, n)).collect();
        import.send(KindId::Document, batch, "demo-documents")?;
        let count = u64::try_from(some.len()).unwrap_or(0);
        import.summary.documents += count;
        line += count;
    }
    for id in holders.iter().step_by(ASSESSED) {
        import.questionnaire(*id)?;
    }
    let mut line = 1;
    let trained: Vec<Id> = holders.into_iter().step_by(TRAINED).collect();
    for some in trained.chunks(usize::try_from(BATCH).unwrap_or(500)) {
        let batch =
            some.iter().zip(line..).map(|(id, n)| trainings::imported(&mut import.rng, today, *id, n)).collect();
        import.send(KindId::Training, batch, "demo-trainings")?;
        line += u64::try_from(some.len()).unwrap_or(0);
    }
    Ok(())
}

impl Import<'_> {
    fn send(&mut self, kind: KindId, rows: Vec<ImportRow>, batch: &str) -> Result<Vec<Id>, Refusal> {
        let at = moment(self.today, 1, MINUTE) + TimeDelta::milliseconds(500 * self.batches);
        self.batches += 1;
        self.sink.advance(at);
        self.summary.last = Some(at);
        let count = u64::try_from(rows.len()).unwrap_or(0);
        let command = Command {
            key: self.rng.key(),
            by: "lin".to_owned(),
            role: role("lin"),
            via: Via::Import,
            why: None,
            seen: None,
            blobs: Vec::new(),
            act: Act::Import { kind, rows, on_existing: OnExisting::UpdateMapped, batch: batch.to_owned() },
        };
        let done = self.sink.submit(command)?;
        self.summary.commands += 1;
        let rows_so_far = self.summary.partners + self.summary.documents + count;
        self.sink.progress(rows_so_far.min(self.total), self.total);
        Ok(done.ids)
    }

    /// A questionnaire that came back from a partner.
    fn questionnaire(&mut self, partner: Id) -> Result<(), Refusal> {
        let fields = vec![text("partner", partner.to_string()), text("checklist", saq::LIST)];
        let done = self.act(Act::Create { kind: KindId::Assessment, fields })?;
        let Some(id) = done.ids.first().copied() else { return Ok(()) };
        // Questions that are asked of everybody.
        let line = |n: u8| format!("{n}\t{}\t-", self.rng.pick(&["yes", "yes", "yes", "partly", "yes", "no"]));
        let answers: Vec<String> = [1, 2, 3, 5, 7, 14, 15, 19, 20].map(line).into();
        let fields = vec![text("answers", answers.join("\n"))];
        self.act(Act::Verb { verb: "assessment.answer".to_owned(), id, expect_rev: None, fields })?;
        Ok(())
    }

    fn act(&mut self, act: Act) -> Result<Done, Refusal> {
        let command = Command {
            key: self.rng.key(),
            by: "lin".to_owned(),
            role: role("lin"),
            via: Via::Import,
            why: None,
            seen: None,
            blobs: Vec::new(),
            act,
        };
        self.summary.commands += 1;
        self.sink.submit(command)
    }
}

/// One row of the partners' file.
pub(super) fn partner(rng: &mut Rng, today: NaiveDate, line: u64) -> ImportRow {
    let mut lot = rng.below(1_000);
    let share = |row: &&(&str, u64, &str)| match lot.checked_sub(row.1) {
        Some(rest) => {
            lot = rest;
            false
        }
        None => true,
    };
    let (country, _, form) = words::COUNTRIES.iter().find(share).copied().unwrap_or(("CN", 0, "有限公司"));
    let mut fields = Vec::with_capacity(12);
    let region = name(rng, country, form, line, &mut fields);
    fields.push(codes("type_set", [kind(rng)].into_iter()));
    fields.push(code("country", country));
    fields.push(identifier(rng, country, region));
    let mode = rng.pick(&["9610-EX", "9710", "9810", "1210", "0110", "9610-EX"]);
    fields.push(codes("modes", [mode].into_iter()));
    let first = rng.pick(&["US", "DE", "PL", "AE", "SA", "IN", "HU", "GB"]);
    let second = rng.pick(&["FR", "CZ", "RO", "QA", "MX", "BR"]);
    fields.push(codes("markets", [first, second].into_iter()));
    let chapter = rng.pick(&["49", "94", "73", "61", "64", "95", "85", "33", "21", "71"]);
    fields.push(Assign { path: "hs_chapters".to_owned(), value: Value::List(vec![Value::Text(chapter.to_owned())]) });
    fields.push(code("volume", rng.pick(&["S", "S", "S", "M", "M", "L"])));
    if country == "CN" {
        let grade = rng.pick(&["REG", "REG", "REG", "REG", "REG", "REG", "CRT", "ADV", "UNK", "UNK", "REG", "DIS"]);
        // One in thirty-two of the dishonest is worse.
        let grade = if grade == "DIS" && rng.below(32) == 0 { "SDI" } else { grade };
        fields.push(code("credit_grade", grade));
        if grade != "UNK" {
            fields.push(day("credit_checked_on", today - TimeDelta::days(rng.days(1, 45))));
        }
    }
    fields.push(text("origin", "import"));
    ImportRow { line, key: None, fields }
}

/// Adds the names; returns the region of the numbers.
fn name(rng: &mut Rng, country: &str, form: &str, line: u64, fields: &mut Vec<Assign>) -> &'static str {
    // Names repeat as the tables are small; the last characters count the line so that most differ.
    let nth = u64::try_from(words::HAN.len()).unwrap_or(1);
    let mut local = String::with_capacity(48);
    let mut latin = String::with_capacity(40);
    let word = |rng: &mut Rng| {
        let mut made = String::with_capacity(12);
        for _ in 0..3 {
            made.push_str(rng.pick(words::LATIN));
        }
        if let Some(first) = made.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        made
    };
    let trade = rng.pick(words::LATIN_TRADE);
    let brand = word(rng);
    let mut region = "";
    match country {
        "CN" => {
            let (city, reads, code) = rng.pick(words::HAN_CITIES);
            region = code;
            local.push_str(city);
            let at =
                |n: u64| usize::try_from(n % nth).ok().and_then(|i| words::HAN.get(i)).copied().unwrap_or_default();
            local.push_str(rng.pick(words::HAN));
            local.push_str(at(line));
            local.push_str(at(line / nth));
            local.push_str(rng.pick(words::HAN_TRADE));
            local.push_str(form);
            push_all(&mut latin, &[reads, " ", &brand, " ", trade, " Co., Ltd."]);
        }
        "RU" => {
            push_all(&mut local, &[form, " «"]);
            let from = local.len();
            for _ in 0..4 {
                local.push_str(rng.pick(words::CYRILLIC));
            }
            if let Some(tail) = local.get(from..) {
                let raised: String =
                    tail.chars().take(1).flat_map(char::to_uppercase).chain(tail.chars().skip(1)).collect();
                local.truncate(from);
                local.push_str(&raised);
            }
            local.push('»');
            push_all(&mut latin, &[&brand, " ", trade, " LLC"]);
        }
        "AE" | "SA" => {
            push_all(&mut local, &["شركة ", &five(rng, words::ARABIC, line), " ", form]);
            push_all(&mut latin, &["Al ", &brand, " ", trade, " LLC"]);
        }
        "IN" => {
            push_all(&mut local, &[&five(rng, words::DEVANAGARI, line), " ", form]);
            push_all(&mut latin, &[&brand, " ", trade, " Pvt Ltd"]);
        }
        _ => {
            push_all(&mut local, &[&brand, &word(rng).to_lowercase(), " ", trade, " ", form]);
            latin.push_str(&local);
        }
    }
    fields.push(text("legal_name_local", local));
    fields.push(text("legal_name_en", latin));
    region
}

/// Five words in three, two of them the line's own: of two alone a million partners would share every name by the
/// hundred, which no register of companies does.
fn five(rng: &mut Rng, table: &[&'static str], line: u64) -> String {
    let nth = u64::try_from(table.len()).unwrap_or(1).max(1);
    let at = |n: u64| usize::try_from(n % nth).ok().and_then(|i| table.get(i)).copied().unwrap_or_default();
    let mut made = String::with_capacity(64);
    push_all(&mut made, &[rng.pick(table), at(line), " ", rng.pick(table), at(line / nth), " ", rng.pick(table)]);
    made
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

fn kind(rng: &mut Rng) -> &'static str {
    match rng.below(100) {
        0..=54 => "ECE",
        55..=69 => "MFR",
        70..=77 => "LOG",
        78..=81 => "SVC",
        82..=84 => "OWH",
        85..=87 => "AFF",
        88..=89 => "BRK",
        90..=91 => "WHB",
        _ => rng.pick(&["DAG", "PAY", "IOR", "RPE", "IOI", "LAB", "INS", "CHN", "SUB", "HUB", "SUP"]),
    }
}

/// One identifier: the social credit code in China, an LEI elsewhere.
fn identifier(rng: &mut Rng, country: &str, region: &str) -> Assign {
    let lot = rng.below(1_000);
    let chinese = country == "CN";
    let odd = chinese && (WRONG..WRONG + ODD).contains(&lot);
    let (scheme, mut value) = if chinese { ("cn.uscc", ids::uscc(rng, region, odd)) } else { ("lei", ids::lei(rng)) };
    if lot < WRONG {
        // Another last character than the check asks for.
        let last = value.pop();
        value.push(if last == Some('7') { '8' } else { '7' });
    }
    let texts = [Value::Text(scheme.to_owned()), Value::Text(value), Value::Null, Value::Null, Value::Null];
    Assign { path: "identifiers".to_owned(), value: Value::List(vec![Value::Group(texts.into())]) }
}

/// One row of the documents' file.
pub(super) fn document(rng: &mut Rng, today: NaiveDate, partner: Id, line: u64) -> ImportRow {
    let kind = rng.pick(&[DocCode::Lic, DocCode::Idc, DocCode::Ins, DocCode::Sec, DocCode::Reg]);
    let issued = today - TimeDelta::days(rng.days(5, 360));
    let mut fields = vec![
        Assign { path: "partner".to_owned(), value: Value::Ref(partner.to_string()) },
        code("code", kind.as_str()),
        text("number", format!("IMP-{line:07}")),
        day("issued_on", issued),
        text("language", "en"),
    ];
    if matches!(kind, DocCode::Idc | DocCode::Ins) {
        fields.push(day("valid_to", today + TimeDelta::days(rng.days(-20, 700))));
    }
    ImportRow { line, key: None, fields }
}
