//! Mapping files: which column of a foreign file is which field of a kind.
//!
//! ```toml
//! kind = "partner"
//! encoding = "gb18030"                       # UTF-8 when left out
//! key = "identifiers[lei].value"             # how an existing record is found; several: the first the row has
//! on_existing = "update-mapped"              # or "skip"
//! [constants]
//! type_set = ["ECE"]
//! [columns]                                  # left out: headers are the names of fields
//! lei = "identifiers[lei].value"
//! legal_name = { field = "legal_name_local", trim = true }
//! [values.country]                           # what a column says, and what is meant
//! Deutschland = "DE"
//! ```
//!
//! A mapping is wrong as a whole or right as a whole: every mistake is reported with its place, and nothing is read.

use crate::api::Assign;
use crate::api::OnExisting;
use crate::domain::field::Field;
use crate::domain::field::Flag;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::value::Value;
use crate::interchange::place::Place;
use crate::text::Diagnostic;
use crate::text::did_you_mean;
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

/// Mappings that ship: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("gleif", include_str!("mappings/gleif.toml")),
    ("partners", include_str!("mappings/partners.toml")),
    ("documents", include_str!("mappings/documents.toml")),
    ("trainings", include_str!("mappings/trainings.toml")),
    ("rates", include_str!("mappings/rates.toml")),
    ("insurers", include_str!("mappings/insurers.toml")),
];

const SETTINGS: &[&str] = &["kind", "encoding", "key", "on_existing", "constants", "columns", "values"];

/// What a mapping file says.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The kind of the rows.
    pub kind: KindId,
    /// The encoding of the file; UTF-8 when none.
    pub encoding: Option<&'static Encoding>,
    /// What happens to existing records.
    pub on_existing: OnExisting,
    pub(crate) keys: Vec<(String, Place)>,
    pub(crate) constants: Vec<Assign>,
    /// None when the headers are names of fields.
    pub(crate) columns: Option<Vec<Column>>,
    pub(crate) values: BTreeMap<String, BTreeMap<String, String>>,
}

/// One column and its field.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub header: String,
    pub path: String,
    pub field: &'static Field,
    pub trim: bool,
    pub place: Place,
}

impl Mapping {
    /// Reads a mapping file; `file` is the name shown in messages. All mistakes are reported.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table = DeTable::parse(text).map_err(|e| {
            let place = Place::of(file, text, e.span().unwrap_or(0..0));
            vec![place.error(e.message().to_owned()).help("a mapping is TOML: name = \"value\", [columns], # comment")]
        })?;
        let mut reader = Reader { file, text, problems: Vec::new() };
        let made = reader.mapping(table.get_ref());
        match made {
            Some(mapping) if reader.problems.is_empty() => Ok(mapping),
            _ => Err(reader.problems),
        }
    }

    /// A mapping that ships, by name.
    pub fn shipped(name: &str) -> Option<Result<Self, Vec<Diagnostic>>> {
        SHIPPED.iter().find(|(n, _)| *n == name).map(|(n, text)| Mapping::parse(&format!("mappings/{n}.toml"), text))
    }

    /// The mapping for a file of which only the headers are known: one that ships when the file has all its columns,
    /// otherwise the headers as names of fields.
    pub fn fitting(kind: KindId, headers: &[String]) -> Self {
        let shipped = SHIPPED.iter().filter_map(|(name, _)| Mapping::shipped(name).and_then(Result::ok));
        let has_all = |m: &Self| {
            let columns = m.columns.as_deref().unwrap_or_default();
            !columns.is_empty() && columns.iter().all(|c| headers.contains(&c.header))
        };
        let found = shipped.into_iter().find(|m| m.kind == kind && has_all(m));
        found.unwrap_or_else(|| Self::by_headers(kind))
    }

    /// The mapping for a file whose headers are names of fields.
    pub fn by_headers(kind: KindId) -> Self {
        let named = Mapping::shipped(&format!("{}s", kind.def().name)).and_then(Result::ok);
        named.filter(|m| m.kind == kind && m.columns.is_none()).unwrap_or_else(|| {
            let identifying = kind.def().fields.iter().filter(|f| f.is(Flag::Identifying));
            Self {
                kind,
                encoding: None,
                on_existing: OnExisting::default(),
                keys: identifying.map(|f| (f.name.to_owned(), Place::default())).collect(),
                constants: Vec::new(),
                columns: None,
                values: BTreeMap::new(),
            }
        })
    }
}

/// The field at a path, if an import may write it; otherwise what is wrong and what to do.
pub(crate) fn field_at(kind: KindId, path: &str) -> Result<&'static Field, (String, String)> {
    let def = kind.def();
    let names = || def.fields.iter().filter(|f| !f.is(Flag::Derived)).map(|f| f.name);
    let Some(field) = Path::parse(kind, path).ok().and_then(|p| p.field(kind)) else {
        let help = match did_you_mean(path, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("fields are {}", names().collect::<Vec<_>>().join(", ")),
        };
        return Err((format!("{} has no field '{path}'", def.name), help));
    };
    let head = path.split(['[', '.']).next().unwrap_or(path);
    if field.is(Flag::Derived) || def.field(head).is_some_and(|f| f.is(Flag::Derived)) {
        let help = "states, verdicts, ratings and approvals come from verbs; leave this column out".to_owned();
        return Err((format!("'{path}' is not written by an import"), help));
    }
    Ok(field)
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Diagnostic>,
}

type Item<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place::of(self.file, self.text, span)
    }

    fn wrong(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let problem = self.place(span).error(message).help(help);
        self.problems.push(problem);
    }

    fn mapping(&mut self, table: &DeTable<'_>) -> Option<Mapping> {
        for (name, _) in table {
            if !SETTINGS.contains(&name.get_ref().as_ref()) {
                let help = match did_you_mean(name.get_ref(), SETTINGS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known are {}", SETTINGS.join(", ")),
                };
                self.wrong(name.span(), format!("unknown setting '{}'", name.get_ref()), help);
            }
        }
        let kind = self.kind(table.get("kind"))?;
        let encoding = table.get("encoding").and_then(|item| self.encoding(item));
        let on_existing = table.get("on_existing").map_or(OnExisting::default(), |item| self.on_existing(item));
        let constants = table.get("constants").map_or_else(Vec::new, |item| self.constants(kind, item));
        let columns = table.get("columns").map(|item| self.columns(kind, item));
        let values = table.get("values").map_or_else(BTreeMap::new, |item| self.values(columns.as_deref(), item));
        let keys = table.get("key").map_or_else(Vec::new, |item| self.keys(columns.as_deref(), &constants, kind, item));
        Some(Mapping { kind, encoding, on_existing, keys, constants, columns, values })
    }

    fn kind(&mut self, item: Option<&Item<'_>>) -> Option<KindId> {
        let names = || KindId::ALL.iter().map(|k| k.def().name);
        let known = names().collect::<Vec<_>>().join(", ");
        let Some(item) = item else {
            self.problems.push(
                Diagnostic::error(self.file, 0, 0, "the mapping does not say of which kind the rows are")
                    .help(format!("write  kind = \"partner\"; kinds are {known}")),
            );
            return None;
        };
        let name = self.text_of(item)?;
        let found = KindId::from_name(&name);
        if found.is_none() {
            let help =
                did_you_mean(&name, names()).map_or(format!("kinds are {known}"), |n| format!("did you mean `{n}`?"));
            self.wrong(item.span(), format!("unknown kind '{name}'"), help);
        }
        found
    }

    fn encoding(&mut self, item: &Item<'_>) -> Option<&'static Encoding> {
        let label = self.text_of(item)?;
        let found = Encoding::for_label(label.as_bytes());
        if found.is_none() {
            let help = "such as `utf-8`, `gb18030`, `big5`, `shift_jis`, `windows-1252`";
            self.wrong(item.span(), format!("unknown encoding '{label}'"), help);
        }
        found
    }

    fn on_existing(&mut self, item: &Item<'_>) -> OnExisting {
        match self.text_of(item).as_deref() {
            Some("update-mapped") | None => OnExisting::UpdateMapped,
            Some("skip") => OnExisting::Skip,
            Some(other) => {
                self.wrong(
                    item.span(),
                    format!("'{other}' is no way to treat existing records"),
                    "write `update-mapped` or `skip`",
                );
                OnExisting::UpdateMapped
            }
        }
    }

    fn constants(&mut self, kind: KindId, item: &Item<'_>) -> Vec<Assign> {
        let mut made = Vec::new();
        let Some(table) = self.table_of(item) else { return made };
        for (name, value) in table {
            let path = name.get_ref().to_string();
            let field = match field_at(kind, &path) {
                Ok(field) => field,
                Err((message, help)) => {
                    self.wrong(name.span(), message, help);
                    continue;
                }
            };
            match constant(field, value.get_ref()) {
                Ok(value) => made.push(Assign { path, value }),
                Err(why) => self.wrong(value.span(), why, "constants are read as the cells of a column would be"),
            }
        }
        made
    }

    fn columns(&mut self, kind: KindId, item: &Item<'_>) -> Vec<Column> {
        let mut made: Vec<Column> = Vec::new();
        let Some(table) = self.table_of(item) else { return made };
        for (header, target) in table {
            let (field, trim) = match target.get_ref() {
                DeValue::String(_) => (Some(target), true),
                DeValue::Table(options) => self.options(target.span(), options),
                _ => {
                    self.wrong(
                        target.span(),
                        "a column is mapped to the name of a field",
                        "such as  country = \"country\"",
                    );
                    continue;
                }
            };
            let Some((path, span)) = field.and_then(|f| Some((self.text_of(f)?, f.span()))) else { continue };
            match field_at(kind, &path) {
                Ok(_) if made.iter().any(|c| c.path == path) => {
                    self.wrong(span, format!("two columns are mapped to '{path}'"), "keep one of them");
                }
                Ok(field) => {
                    let place = self.place(header.span());
                    made.push(Column { header: header.get_ref().to_string(), path, field, trim, place });
                }
                Err((message, help)) => self.wrong(span, message, help),
            }
        }
        made
    }

    /// `{ field = "…", trim = true }`.
    fn options<'t, 'i>(&mut self, span: Range<usize>, table: &'t DeTable<'i>) -> (Option<&'t Item<'i>>, bool) {
        let mut trim = true;
        for (name, value) in table {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("field", _) => {}
                ("trim", DeValue::Boolean(yes)) => trim = *yes,
                ("trim", _) => self.wrong(value.span(), "trim is true or false", "leave it out for true"),
                (other, _) => {
                    self.wrong(name.span(), format!("unknown option '{other}'"), "options are `field` and `trim`");
                }
            }
        }
        if table.get("field").is_none() {
            self.wrong(span, "the field is missing", "such as  { field = \"legal_name_local\" }");
        }
        (table.get("field"), trim)
    }

    fn values(&mut self, columns: Option<&[Column]>, item: &Item<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut made = BTreeMap::new();
        let Some(table) = self.table_of(item) else { return made };
        for (header, pairs) in table {
            let name = header.get_ref().to_string();
            if let Some(columns) = columns
                && !columns.iter().any(|c| c.header == name)
            {
                let help =
                    format!("columns are {}", columns.iter().map(|c| c.header.as_str()).collect::<Vec<_>>().join(", "));
                self.wrong(header.span(), format!("no column '{name}' is mapped"), help);
                continue;
            }
            let Some(pairs) = self.table_of(pairs) else { continue };
            let mut words = BTreeMap::new();
            for (from, to) in pairs {
                if let Some(to) = self.text_of(to) {
                    words.insert(from.get_ref().to_string(), to);
                }
            }
            made.insert(name, words);
        }
        made
    }

    fn keys(
        &mut self,
        columns: Option<&[Column]>,
        constants: &[Assign],
        kind: KindId,
        item: &Item<'_>,
    ) -> Vec<(String, Place)> {
        let items: Vec<&Item<'_>> = match item.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![item],
        };
        let mut made = Vec::new();
        for item in items {
            let Some(path) = self.text_of(item) else { continue };
            if let Err((message, help)) = field_at(kind, &path) {
                self.wrong(item.span(), message, help);
                continue;
            }
            let mapped = |c: &[Column]| c.iter().any(|c| c.path == path || c.path.starts_with(&format!("{path}[")));
            if columns.is_some_and(|c| !mapped(c)) && !constants.iter().any(|c| c.path == path) {
                self.wrong(
                    item.span(),
                    format!("the key '{path}' is not mapped"),
                    "map a column to it under [columns]",
                );
                continue;
            }
            made.push((path, self.place(item.span())));
        }
        made
    }

    fn text_of(&mut self, item: &Item<'_>) -> Option<String> {
        if let DeValue::String(text) = item.get_ref() {
            return Some(text.to_string());
        }
        self.wrong(item.span(), "a text is wanted here", "put it between double quotes");
        None
    }

    fn table_of<'t, 'i>(&mut self, item: &'t Item<'i>) -> Option<&'t DeTable<'i>> {
        if let DeValue::Table(table) = item.get_ref() {
            return Some(table);
        }
        self.wrong(item.span(), "a table is wanted here", "write it as  [name]  with one line for each entry");
        None
    }
}

/// A constant as the value of a field: several texts are read as a list.
fn constant(field: &Field, value: &DeValue<'_>) -> Result<Value, String> {
    let text = match value {
        DeValue::Array(items) => {
            items.iter().map(|i| scalar(i.get_ref())).collect::<Option<Vec<_>>>().map(|parts| parts.join(";"))
        }
        other => scalar(other),
    };
    let text = text.ok_or_else(|| format!("'{}' takes a text, number, date or a list of them", field.name))?;
    field.parse(&text).map_err(|why| format!("'{text}' does not fit {}: {}", field.name, why.id))
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Datetime(at) => Some(at.to_string()),
        DeValue::Integer(n) => Some(n.as_str().to_owned()),
        DeValue::Float(n) => Some(n.as_str().to_owned()),
        _ => None,
    }
}
