//! Certificates as JSON shaped after ACORD 25: one object, a list of them, or an object a line.

use crate::api::RowError;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Endorsement;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::msg::Msg;
use crate::interchange::Rows;
use crate::interchange::certificates::draft;
use crate::interchange::certificates::draft::Draft;
use crate::interchange::certificates::draft::field;
use crate::interchange::certificates::words::Context;
use crate::interchange::certificates::words::DayOrder;
use crate::text::Diagnostic;
use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::value::RawValue;

/// Names of a certificate's fields besides their own.
const FIELDS: &[(&str, &[&str])] = &[
    ("number", &["certificate_number", "certificateNumber", "cert_number"]),
    ("revision", &["revision_number", "revisionNumber"]),
    ("issued_on", &["issue_date", "issueDate", "date"]),
    ("notice_days", &["cancellation_days", "cancellationDays"]),
    ("operations", &["description_of_operations", "descriptionOfOperations"]),
    ("signatory", &["authorized_representative", "authorizedRepresentative"]),
];
/// Names of a coverage's fields besides their own; limits stand in an object of their own.
const COVER: &[(&str, &[&str])] = &[
    ("cover", &["kind", "type", "type_of_insurance"]),
    ("letter", &["insurer", "insurer_letter", "insr_ltr"]),
    ("policy_no", &["policy_number", "policyNumber"]),
    ("effective", &["eff", "effective_date", "policy_eff", "effectiveDate"]),
    ("expires", &["exp", "expiration", "expiration_date", "policy_exp", "expirationDate"]),
    ("retro_date", &["retroactive_date"]),
    (
        "each",
        &[
            "each_occ",
            "each_occurrence",
            "eachOccurrence",
            "csl",
            "combined_single_limit",
            "umb_each",
            "el_each",
            "el_each_accident",
        ],
    ),
    ("aggregate", &["gen_agg", "general_aggregate", "generalAggregate", "umb_agg"]),
    ("products", &["prod_co_agg", "products_comp_op_agg", "productsCompOpAgg"]),
    ("retention", &["sir"]),
    ("additional_insured", &["addl_insd", "addlInsd"]),
    ("subrogation_waived", &["subr_wvd", "subrWvd"]),
    ("primary", &["primary_non_contributory"]),
    ("claims_in", &["claims_territory"]),
];

/// A text and the line it begins in.
type Found<'t> = (u64, &'t str);

/// Reads the text of a file.
pub(super) fn read(file: &str, text: &str) -> Result<Rows, Diagnostic> {
    let mut out = Rows::default();
    for (line, object) in objects(file, text, &mut out.rejected)? {
        match serde_json::from_str::<Map<String, Value>>(object) {
            Ok(object) => certificate(line, &object, &mut out),
            Err(e) => {
                let why = Msg::new("import-not-json").with("column", e.column()).with("reason", e.to_string());
                out.rejected.push(broken(line, object, why));
            }
        }
    }
    out.rejected.sort_by_key(|r| r.line);
    Ok(out)
}

fn broken(line: u64, text: &str, why: Msg) -> RowError {
    RowError { line, path: String::new(), value: text.chars().take(80).collect(), why }
}

/// The certificates of a file with the lines they begin in.
fn objects<'t>(file: &str, text: &'t str, wrong: &mut Vec<RowError>) -> Result<Vec<Found<'t>>, Diagnostic> {
    #[derive(Deserialize)]
    struct Wrapped<'t> {
        #[serde(borrow)]
        certificates: Vec<&'t RawValue>,
    }
    let line_of = |part: &str| {
        // Both are of one text: the part lies where its address says.
        let at = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let before = text.as_bytes().get(..at).unwrap_or_default();
        memchr::memchr_iter(b'\n', before).count() as u64 + 1
    };
    let listed = |items: Vec<&'t RawValue>| items.into_iter().map(|i| (line_of(i.get()), i.get())).collect();
    let body = text.trim();
    if body.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(body).map_err(|e| unread(file, &e))?;
        return Ok(listed(items));
    }
    if let Ok(wrapped) = serde_json::from_str::<Wrapped<'_>>(body) {
        return Ok(listed(wrapped.certificates));
    }
    if serde_json::from_str::<&RawValue>(body).is_ok() {
        return Ok(vec![(line_of(body), body)]);
    }
    // An object a line; without a second one the mistake is in the only object.
    let lines: Vec<Found<'_>> = (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()).collect();
    let sound = lines.iter().filter(|(_, l)| serde_json::from_str::<&RawValue>(l).is_ok()).count();
    if sound == 0 {
        let e = serde_json::from_str::<&RawValue>(body).err();
        return Err(e.map_or_else(|| Diagnostic::error(file, 0, 0, "the file is empty"), |e| unread(file, &e)));
    }
    let mut out = Vec::new();
    for (line, text) in lines {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(_) => out.push((line, text)),
            Err(e) => {
                let why = Msg::new("import-not-json").with("column", e.column()).with("reason", e.to_string());
                wrong.push(broken(line, text, why));
            }
        }
    }
    Ok(out)
}

fn unread(file: &str, e: &serde_json::Error) -> Diagnostic {
    Diagnostic::error(file, e.line(), e.column(), e.to_string())
        .help("the file is no JSON; mend it there, nothing was read")
}

/// What a value says as a cell would.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(n) => Some(n.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items.iter().map(cell).collect::<Option<Vec<_>>>().map(|all| all.join("; ")),
        // An amount in two parts.
        Value::Object(parts) => {
            let part = |name: &str| parts.get(name).and_then(cell);
            Some(format!("{} {}", part("amount")?, part("currency")?))
        }
    }
}

fn own<'n>(names: &'n [(&'static str, &'static [&'static str])], key: &'n str) -> &'n str {
    names.iter().find(|(_, also)| also.contains(&key)).map_or(key, |(name, _)| name)
}

fn text_of(value: Option<&Value>, name: &str) -> String {
    value.and_then(|v| v.get(name)).and_then(cell).unwrap_or_default().trim().to_owned()
}

fn certificate(line: u64, object: &Map<String, Value>, out: &mut Rows) {
    let mut draft = Draft::new(line, &text_of_map(object, "partner"));
    let currency = Some(text_of_map(object, "currency").to_uppercase()).filter(|c| !c.is_empty());
    let order = DayOrder::printed(&text_of_map(object, "date_format"));
    let context = Context { currency: currency.as_deref(), order };
    for insurer in object.get("insurers").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| text_of(Some(insurer), name);
        let letter = text("letter").to_uppercase();
        draft.insurer(&Insurer {
            letter,
            name: text("name"),
            naic: text("naic"),
            am_best: text("am_best"),
            sp: text("sp"),
        });
    }
    for (key, value) in object {
        match key.as_str() {
            "partner" | "currency" | "date_format" | "insurers" => {}
            "producer" | "insured" | "holder" if value.is_object() => party(&mut draft, line, key, value),
            "certificate_holder" if value.is_object() => party(&mut draft, line, "holder", value),
            "coverages" => covers(&mut draft, line, value, context),
            "endorsements" => endorsed(&mut draft, line, value),
            key => plain(&mut draft, line, key, value, context),
        }
    }
    draft.finish(out);
}

fn text_of_map(object: &Map<String, Value>, name: &str) -> String {
    object.get(name).and_then(cell).unwrap_or_default().trim().to_owned()
}

/// Producer, insured and holder, with their parts.
fn party(draft: &mut Draft, line: u64, name: &str, value: &Value) {
    let context = Context::default();
    let text = |part: &str| text_of(Some(value), part);
    let called = if text("name").is_empty() { text("legal_name") } else { text("name") };
    draft.say(line, &format!("{name}.name"), name, &called, context);
    let address = if text("address").is_empty() { text("addr") } else { text("address") };
    draft.say(line, &format!("{name}.address"), &format!("{name}_address"), &address, context);
    let reach = [text("contact"), text("phone"), text("email")].into_iter().filter(|t| !t.is_empty());
    let reach = reach.collect::<Vec<_>>().join(", ");
    draft.say(line, &format!("{name}.contact"), &format!("{name}_contact"), &reach, context);
}

fn plain(draft: &mut Draft, line: u64, key: &str, value: &Value, context: Context<'_>) {
    let name = own(FIELDS, key);
    if field(Certificate::FIELDS, name).is_none() {
        draft.reject(line, key, "", Msg::new("coi-unknown-name").with("found", key));
        return;
    }
    match cell(value) {
        Some(text) => draft.say(line, key, name, &text, context),
        None => draft.reject(line, key, "", Msg::new("coi-not-a-value")),
    }
}

fn endorsed(draft: &mut Draft, line: u64, value: &Value) {
    for item in value.as_array().into_iter().flatten() {
        if let Value::String(text) = item {
            draft.endorsements.extend(draft::endorsements(text));
            continue;
        }
        let form = [text_of(Some(item), "form"), text_of(Some(item), "endorsement")].concat();
        if form.is_empty() {
            draft.reject(line, "endorsements", &item.to_string(), Msg::new("coi-not-a-value"));
        } else {
            let attached = item.get("attached").and_then(Value::as_bool).unwrap_or(false);
            draft.endorsements.push(Endorsement { endorsement: form, attached });
        }
    }
}

fn covers(draft: &mut Draft, line: u64, value: &Value, context: Context<'_>) {
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        let place = format!("coverages[{at}]");
        let Some(object) = item.as_object() else {
            draft.reject(line, &place, &item.to_string(), Msg::new("coi-not-a-value"));
            continue;
        };
        let currency = Some(text_of_map(object, "currency").to_uppercase()).filter(|c| !c.is_empty());
        let context = Context { currency: currency.as_deref().or(context.currency), ..context };
        let mut cover = Coverage::default();
        let limits = object.get("limits").and_then(Value::as_object);
        let limits = limits.into_iter().flatten().map(|(k, v)| (format!("{place}.limits.{k}"), k, v));
        let direct = object.iter().filter(|(k, _)| !["limits", "currency"].contains(&k.as_str()));
        let all = direct.map(|(k, v)| (format!("{place}.{k}"), k, v)).chain(limits).collect::<Vec<_>>();
        if !all.iter().any(|(_, key, _)| own(COVER, key) == "cover") {
            draft.reject(line, &place, "", Msg::new("value-required").term("field", "field-cover".to_owned()));
        }
        for (path, key, value) in all {
            let name = own(COVER, key);
            let known = field(Coverage::FIELDS, name).is_some();
            match cell(value) {
                // Limits the rules ask nothing about are on every ACORD form.
                _ if !known && path.contains(".limits.") => {}
                _ if !known => draft.reject(line, &path, "", Msg::new("coi-unknown-name").with("found", key.as_str())),
                Some(text) => draft.cover(&mut cover, (line, &path), name, &text, context),
                None => draft.reject(line, &path, "", Msg::new("coi-not-a-value")),
            }
        }
        cover.letter = cover.letter.to_uppercase();
        draft.push(cover);
    }
}
