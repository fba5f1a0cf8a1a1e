//! `entrepot import assessments FILE`: the questionnaire as partners filled it, one row a question.
//!
//! Answers of one partner become one entry on its questionnaire, which is made when there is none open. A row that
//! cannot be taken is reported like any import's; the partner's other rows are kept.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::ImportCounts;
use crate::api::RowError;
use crate::api::Via;
use crate::cli::args::ImportArgs;
use crate::cli::fail::Fail;
use crate::cli::import;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::Wanted;
use crate::domain::assessment::saq;
use crate::domain::assessment::saq::SaqAnswer;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::Table;
use crate::interchange::table::Record;
use std::collections::BTreeMap;

/// Headings people give the columns, English and Chinese: partner, question, answer, remark, evidence.
const HEADINGS: [&[&str]; 5] = [
    &["partner", "partner_id", "uscc", "lei", "id", "合作方", "伙伴", "统一社会信用代码"],
    &["question", "number", "no", "no.", "#", "题号", "问题"],
    &["answer", "答案", "回答"],
    &["remark", "remarks", "comment", "note", "备注", "说明"],
    &["evidence", "file", "document", "证据", "文件"],
];
/// The columns without which nothing can be read.
const NEEDED: usize = 3;

/// Where the columns stand.
struct Places([Option<usize>; 5]);

impl Places {
    fn of(headers: &[String]) -> Option<Self> {
        let place = |names: &[&str]| headers.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()));
        let found = HEADINGS.map(place);
        found.iter().take(NEEDED).all(Option::is_some).then_some(Self(found))
    }

    /// The cells of a row in the order of [`HEADINGS`], without what would break a line.
    fn cells(&self, row: &Record) -> [String; 5] {
        self.0.map(|place| {
            let cell = place.and_then(|p| row.cells.get(p)).map(String::as_str).unwrap_or_default();
            cell.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }
}

/// A partner's rows: lines of the file with what they say.
type Answers = BTreeMap<String, Vec<(u64, [String; 5])>>;

/// Takes a file in.
pub fn run(session: &Session, args: &ImportArgs, table: &Table, bytes: &[u8], out: &mut Out) -> Result<(), Fail> {
    let shown = args.file.display().to_string();
    let mut counts = ImportCounts { rejected: table.broken.clone(), ..ImportCounts::default() };
    let places = Places::of(&table.headers).ok_or_else(|| Fail::user(Msg::new("saq-columns")))?;
    let by_partner = sorted(&places, table, &mut counts);
    // A dry run leaves nothing behind.
    let blob = if args.dry_run { None } else { Some(session.desk().store("import", bytes)?) };
    for (partner, rows) in by_partner {
        let none = || Msg::new("saq-no-partner").with("found", partner.as_str());
        let taken = match session.find(&partner) {
            Ok(id) if id.kind == KindId::Partner => {
                let take = |blob| take(session, args, id, &rows, blob);
                blob.as_ref().map_or(Ok(()), take).map_err(|fail| ("", fail.message.unwrap_or_else(none)))
            }
            Ok(_) => Err(("partner", none())),
            Err(fail) => Err(("partner", fail.message.unwrap_or_else(none))),
        };
        match taken {
            Ok(()) => counts.changed += rows.len() as u64,
            Err((path, why)) => {
                counts.rejected.extend(rows.iter().map(|(line, _)| reject(*line, path, &partner, why.clone())));
            }
        }
    }
    counts.rejected.sort_by_key(|r| r.line);
    import::report(args, &shown, &counts, None, &|| Some(table.clone()), out)
}

fn reject(line: u64, path: &str, value: &str, why: Msg) -> RowError {
    RowError { line, path: path.to_owned(), value: value.to_owned(), why }
}

/// Sound rows by partner; the others are rejected.
fn sorted(places: &Places, table: &Table, counts: &mut ImportCounts) -> Answers {
    let mut out = Answers::new();
    let mut last = String::new();
    for row in &table.records {
        let cells = places.cells(row);
        let [partner, question, answer, ..] = &cells;
        // A sheet names the partner once, above its answers.
        if !partner.is_empty() {
            last.clone_from(partner);
        }
        let known = question.trim_end_matches('.').parse().ok().and_then(saq::code).is_some();
        if !known {
            let why = Msg::new("saq-no-question").with("found", question.as_str());
            counts.rejected.push(reject(row.line, "question", question, why));
        } else if SaqAnswer::read(answer).is_none() {
            let why = Msg::new("saq-no-answer").with("found", answer.as_str());
            counts.rejected.push(reject(row.line, "answer", answer, why));
        } else {
            out.entry(last.clone()).or_default().push((row.line, cells));
        }
    }
    out
}

/// Answers of one partner into its open questionnaire.
fn take(
    session: &Session,
    args: &ImportArgs,
    partner: Id,
    rows: &[(u64, [String; 5])],
    blob: &BlobRef,
) -> Result<(), Fail> {
    let send = |act: Act| -> Result<crate::api::Done, Fail> {
        let command = session.command(act, args.why.as_deref())?;
        session.submit(Command { via: Via::Import, blobs: vec![blob.clone()], ..command })
    };
    let text = |path: &str, value: &str| Assign { path: path.to_owned(), value: Value::Text(value.to_owned()) };
    let open = open_questionnaire(session, partner)?;
    let id = if let Some(open) = open {
        open
    } else {
        let fields = vec![
            Assign { path: "partner".to_owned(), value: Value::Ref(partner.to_string()) },
            text("checklist", saq::LIST),
        ];
        let done = send(Act::Create { kind: KindId::Assessment, fields })?;
        done.ids.first().copied().ok_or_else(crate::cli::session::unexpected)?
    };
    let line = |(_, [_, question, answer, remark, evidence]): &(u64, [String; 5])| {
        [question.trim_end_matches('.'), answer, remark, evidence].join("\t")
    };
    let answers = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    let fields = vec![text("answers", &answers)];
    send(Act::Verb { verb: "assessment.answer".to_owned(), id, expect_rev: None, fields })?;
    Ok(())
}

/// The partner's questionnaire that still takes answers.
fn open_questionnaire(session: &Session, partner: Id) -> Result<Option<Id>, Fail> {
    let wanted = Wanted {
        list: "assessments".to_owned(),
        filter: format!("partner:{partner} edition:{} state:draft,self_assessment", saq::LIST),
        limit: Some(1),
        ..Wanted::default()
    };
    let mut found = None;
    session.rows(&wanted, |listing| {
        found = found.or(listing.rows.first().and_then(|row| row.id.parse().ok()));
        Ok(())
    })?;
    Ok(found)
}
