//! The fields of a certificate one by one: what the paper says of each, what the record has, and what became of it.

use crate::api::Assign;
use crate::api::reading::Proposal;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::group_of;
use crate::domain::kind::split_path;
use crate::domain::value::Value;
use serde::Deserialize;
use serde::Serialize;

/// What became of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Nothing yet.
    #[default]
    Open,
    /// What the paper says is taken.
    Accepted,
    /// This was typed.
    Typed(Value),
    /// It is left as it is: empty, or with what the record has.
    Left,
    /// The record says this already.
    Same,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its path.
    pub path: String,
    /// How it is read.
    pub field: &'static Field,
    /// What the paper seems to say; none for a field that is wanted and was not found.
    pub proposal: Option<Proposal>,
    /// What the record has.
    pub has: Value,
    /// What became of it.
    pub fate: Fate,
}

impl Item {
    fn new(path: &str, proposal: Option<Proposal>, fields: &[(String, Value)]) -> Option<Self> {
        let field = Path::parse(KindId::Certificate, path).ok()?.field(KindId::Certificate)?;
        let has = known(fields, path);
        let same = proposal.as_ref().is_some_and(|p| p.why.is_none() && p.value == has);
        let fate = if same { Fate::Same } else { Fate::Open };
        Some(Self { path: path.to_owned(), field, proposal, has, fate })
    }

    /// What would be written; none when nothing would.
    pub fn taken(&self) -> Option<&Value> {
        match &self.fate {
            Fate::Accepted => self.proposal.as_ref().map(|p| &p.value),
            Fate::Typed(value) => Some(value),
            Fate::Open | Fate::Left | Fate::Same => None,
        }
    }

    /// What the paper says, when that can be read.
    pub fn readable(&self) -> Option<&Proposal> {
        self.proposal.as_ref().filter(|p| p.why.is_none())
    }

    /// Whether somebody typed something else than the paper says.
    pub fn differs(&self) -> bool {
        !blank(&self.has) && self.readable().is_none_or(|p| p.value != self.has)
    }

    /// The element it belongs to, such as `coverages[1]`; empty for a field of the certificate itself.
    fn element(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(element, _)| element)
    }

    /// The element's key and member, when it has one: `1` and `each` of `coverages[1].each`.
    pub fn parts(&self) -> (&str, Option<&str>, Option<&str>) {
        split_path(&self.path)
    }

    /// What would be written, as a field of a command.
    pub fn assign(&self) -> Option<Assign> {
        Some(Assign { path: self.path.clone(), value: self.taken()?.clone() })
    }
}

/// Whether nobody said it: an unticked box and a code for *the paper does not say* are what a record begins with.
pub fn blank(value: &Value) -> bool {
    match value {
        Value::Flag(yes) => !yes,
        Value::Code(code) => code == "UNSTATED",
        other => other.is_empty(),
    }
}

/// The value a record has at a path.
fn known(fields: &[(String, Value)], path: &str) -> Value {
    let (name, key, member) = split_path(path);
    let Some((_, whole)) = fields.iter().find(|(field, _)| field == name) else { return Value::Null };
    let Some(member) = member else { return whole.clone() };
    let members = Certificate::FIELDS.iter().find(|f| f.name == name).and_then(|f| group_of(f.ty)).unwrap_or_default();
    let place = members.iter().position(|f| f.name == member);
    let is_key = |item: &&Value| {
        let own = item.items().first().map(ToString::to_string).unwrap_or_default();
        key.is_some_and(|key| own.eq_ignore_ascii_case(key))
    };
    let element = if key.is_some() { whole.items().iter().find(is_key) } else { Some(whole) };
    element.and_then(|e| e.items().get(place?)).cloned().unwrap_or_default()
}

/// Everything the paper says in the order of its lines, and behind it what a certificate cannot be without and was not
/// found.
pub fn items(proposals: Vec<Proposal>, fields: &[(String, Value)]) -> Vec<Item> {
    let mut out: Vec<Item> = proposals
        .into_iter()
        .filter_map(|p| {
            let path = p.path.clone();
            Item::new(&path, Some(p), fields)
        })
        .collect();
    let mut wanted: Vec<String> = Vec::new();
    for field in Certificate::FIELDS.iter().filter(|f| f.is(Flag::Required) && f.name != "partner") {
        wanted.push(field.name.to_owned());
    }
    for item in &out {
        let (name, key, _) = item.parts();
        let (Some(key), Some(field)) = (key, Certificate::FIELDS.iter().find(|f| f.name == name)) else { continue };
        if !matches!(field.ty, FieldType::List(_)) {
            continue;
        }
        // The first member is the key, which the path says.
        let members = group_of(field.ty).unwrap_or_default().iter().skip(1).filter(|m| m.is(Flag::Required));
        wanted.extend(members.map(|m| format!("{name}[{key}].{}", m.name)));
    }
    for path in wanted {
        if out.iter().all(|item| item.path != path) {
            let made = Item::new(&path, None, fields).filter(|item| blank(&item.has));
            out.extend(made);
        }
    }
    out
}

/// Places of fields without which what is taken cannot be written: the certificate's own, and those of a cover of which
/// something is taken.
pub fn lacking(items: &[Item]) -> Vec<usize> {
    let taken = |element: &str| items.iter().any(|i| i.element() == element && i.taken().is_some());
    let lacks = |item: &Item| {
        let wanted = item.element().is_empty() || taken(item.element());
        item.field.is(Flag::Required) && wanted && blank(&item.has) && item.taken().is_none_or(Value::is_empty)
    };
    items.iter().enumerate().filter(|(_, item)| lacks(item)).map(|(place, _)| place).collect()
}
