//! Guesses a mapping from the headers of a file, for a person to correct.

use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::identifiers;
use crate::domain::kind::KindId;
use crate::interchange::mapping::field_at;
use crate::interchange::table::Table;
use crate::text::did_you_mean;
use crate::text::fold;
use std::fmt::Write;

/// Words that files use for our fields; only those whose field the kind has are tried.
const SYNONYMS: &[(&str, &str)] = &[
    ("name", "legal_name_local"),
    ("legalname", "legal_name_local"),
    ("company", "legal_name_local"),
    ("companyname", "legal_name_local"),
    ("企业名称", "legal_name_local"),
    ("公司名称", "legal_name_local"),
    ("englishname", "legal_name_en"),
    ("latinname", "legal_name_en"),
    ("英文名称", "legal_name_en"),
    ("countrycode", "country"),
    ("国家", "country"),
    ("address", "registered_address"),
    ("注册地址", "registered_address"),
    ("type", "type_set"),
    ("types", "type_set"),
    ("incorporated", "incorporation_date"),
    ("成立日期", "incorporation_date"),
    ("统一社会信用代码", "identifiers[cn.uscc].value"),
    ("partnerid", "partner"),
    ("documentcode", "code"),
    ("documentnumber", "number"),
    ("expires", "valid_to"),
    ("expirydate", "valid_to"),
    ("validuntil", "valid_to"),
    ("issued", "issued_on"),
    ("issuedate", "issued_on"),
    ("remark", "note"),
    ("remarks", "note"),
    ("notes", "note"),
];

/// A mapping file for a table of this kind: what could be guessed, and the other columns as comments.
pub fn suggest(kind: KindId, file: &str, table: &Table) -> String {
    let mut columns = String::new();
    let mut rest = String::new();
    let mut taken: Vec<String> = Vec::new();
    for (at, header) in table.headers.iter().enumerate() {
        let sample = table.records.iter().filter_map(|r| r.cells.get(at)).find(|c| !c.trim().is_empty());
        let sample: String = sample.map_or("", String::as_str).chars().filter(|c| !c.is_control()).take(40).collect();
        let guess = guess(kind, header).filter(|path| !taken.contains(path));
        // Writing to a String cannot fail.
        let _ = match guess {
            Some(path) => {
                let line = writeln!(columns, "{} = {}  # {sample}", quoted(header), quoted(&path));
                taken.push(path);
                line
            }
            None => writeln!(rest, "# {} = \"…\"  # {sample}", quoted(header)),
        };
    }
    let key = taken
        .iter()
        .find(|p| p.starts_with("identifiers["))
        .or_else(|| taken.iter().find(|p| kind.def().field(p).is_some_and(|f| f.is(Flag::Identifying))));
    let mut out =
        format!("# A guess for {file}; look at it, then try it with --dry-run.\nkind = \"{}\"\n", kind.def().name);
    let _ = match key {
        Some(key) => writeln!(out, "key = {}", quoted(key)),
        None => writeln!(out, "# key = \"…\"  # the field by which a record is found again"),
    };
    out.push_str("on_existing = \"update-mapped\"\n\n[constants]\n");
    for field in kind.def().fields.iter().filter(|f| f.is(Flag::Required) && !taken.iter().any(|t| t == f.name)) {
        let _ = writeln!(out, "# {} = {}", field.name, example(field));
    }
    let _ = write!(out, "\n[columns]\n{columns}{rest}");
    out
}

fn example(field: &Field) -> String {
    match field.ty {
        FieldType::List(FieldType::Code(table)) => format!("[\"{}\"]", table.codes.first().unwrap_or(&"…")),
        FieldType::Code(table) => format!("\"{}\"", table.codes.first().unwrap_or(&"…")),
        _ => "\"…\"".to_owned(),
    }
}

/// The text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn guess(kind: KindId, header: &str) -> Option<String> {
    let fits = |path: &str| field_at(kind, path).is_ok();
    if fits(header) {
        return Some(header.to_owned());
    }
    let plain: String = fold(header).chars().filter(|c| c.is_alphanumeric()).collect();
    let fields = || kind.def().fields.iter().filter(|f| !f.is(Flag::Derived)).map(|f| f.name);
    if let Some(name) = fields().find(|name| name.replace('_', "") == plain) {
        return Some(name.to_owned());
    }
    if let Some((_, path)) = SYNONYMS.iter().find(|(word, path)| *word == plain && fits(path)) {
        return Some((*path).to_owned());
    }
    if let Some(scheme) = identifiers::find(header).or_else(|| identifiers::find(&plain)) {
        let path = format!("identifiers[{}].value", scheme.code);
        if fits(&path) {
            return Some(path);
        }
    }
    did_you_mean(&header.to_lowercase().replace([' ', '-'], "_"), fields())
}
