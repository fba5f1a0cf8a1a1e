//! The registry of kinds: one line makes a kind of record known to the whole house.
//!
//! Adding a kind touches its own file and the `kinds!` list at the end of this one.

use crate::domain::account::BankAccount;
use crate::domain::assessment::Assessment;
use crate::domain::batch::Batch;
use crate::domain::case::Case;
use crate::domain::checklist::Checklist;
use crate::domain::document::Document;
use crate::domain::erasure::Erasure;
use crate::domain::export::Export;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::hold::Hold;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::claim::Claim;
use crate::domain::insurance::insurers::KnownInsurer;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rate;
use crate::domain::letter::Letter;
use crate::domain::module::Module;
use crate::domain::msg::Msg;
use crate::domain::operator::Operator;
use crate::domain::partner::Partner;
use crate::domain::person::Person;
use crate::domain::policy::Policy;
use crate::domain::reaction::Reaction;
use crate::domain::session::Session;
use crate::domain::training::Training;
use crate::domain::upgrade::Upgrade;
use crate::domain::value::Value;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use sha2::Digest;
use sha2::Sha256;
use std::fmt;
use std::str::FromStr;

/// What is known of a kind.
#[derive(Debug)]
pub struct KindDef {
    /// As in journal, files and command line: `partner`.
    pub name: &'static str,
    /// Prefix of its ids; unique.
    pub prefix: &'static str,
    /// Schema number written with each put; `upgrade` brings older contents up.
    pub schema: u16,
    /// The field table.
    pub fields: &'static [Field],
    /// The field that holds the parent's id, if records of this kind belong to another.
    pub parent: Option<&'static str>,
    /// The state of a new record.
    pub initial: &'static str,
    /// The fields that name a record, best first.
    pub title: &'static [&'static str],
    /// Fields that a content of schema `s` lacks or spells otherwise are mended here.
    pub upgrade: fn(s: u16, content: serde_json::Value) -> Result<serde_json::Value, String>,
}

impl KindDef {
    /// The place of a field in the table.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The message id of the kind's name, `kind-<name>`.
    pub fn label(&self) -> String {
        format!("kind-{}", self.name)
    }
}

/// What a record type says of itself; the registry collects it.
pub trait RecordKind {
    /// Its definition.
    const DEF: KindDef;
}

/// No older schema exists.
pub fn no_upgrade(s: u16, _content: serde_json::Value) -> Result<serde_json::Value, String> {
    Err(format!("schema {s} was never written by any version of entrepot"))
}

/// The id of a record: its kind and number, written `P-000123`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// The kind.
    pub kind: KindId,
    /// The number, from 1.
    pub number: u64,
}

impl Id {
    /// An id.
    pub const fn new(kind: KindId, number: u64) -> Self {
        Self { kind, number }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:06}", self.kind.def().prefix, self.number)
    }
}

impl FromStr for Id {
    type Err = Msg;

    /// Reads `P-000123`, also `p-123`.
    fn from_str(text: &str) -> Result<Self, Msg> {
        let wrong = || Msg::new("value-not-an-id").with("found", text);
        let (prefix, number) = text.trim().split_once('-').ok_or_else(wrong)?;
        let kind = KindId::ALL.iter().find(|k| k.def().prefix.eq_ignore_ascii_case(prefix)).ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        Ok(Id { kind: *kind, number })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|why: Msg| serde::de::Error::custom(why.to_string()))
    }
}

/// A record with its envelope, as the view holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Id,
    /// How many times it was put, from 1.
    pub rev: u64,
    /// State of its life-cycle.
    pub state: String,
    /// Since when it is in this state.
    pub since: DateTime<Utc>,
    /// Who made revision 1.
    pub made_by: String,
    /// When revision 1 was made.
    pub made_at: DateTime<Utc>,
    /// Who brought it into this state.
    pub moved_by: String,
    /// SHA-256 of the content's bytes as journaled.
    pub hash: [u8; 32],
    /// The content.
    pub record: Record,
}

impl Stored {
    /// The value of a field by name, null when there is none.
    pub fn get(&self, name: &str) -> Value {
        self.record.get(name)
    }

    /// The best name of the record; its id when it has none.
    pub fn title(&self) -> String {
        self.record.title().unwrap_or_else(|| self.id.to_string())
    }
}

/// SHA-256 over the bytes of a content as journaled.
pub fn content_hash(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

macro_rules! kinds {
    ($( $number:literal $kind:ident ),* $(,)?) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum KindId {
            $(
                #[doc = concat!("See [`", stringify!($kind), "`].")]
                $kind = $number,
            )*
        }

        impl KindId {
            /// Every kind, in the order of the registry.
            pub const ALL: &'static [KindId] = &[ $( KindId::$kind ),* ];

            /// The definition.
            pub fn def(self) -> &'static KindDef {
                match self { $( KindId::$kind => &<$kind as RecordKind>::DEF, )* }
            }

            /// The number used in keys of the view; never reused.
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The kind with this number.
            pub fn from_number(number: u8) -> Option<Self> {
                match number { $( $number => Some(KindId::$kind), )* _ => None }
            }

            /// The kind of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                KindId::ALL.iter().copied().find(|k| k.def().name == name)
            }
        }

        /// The content of a record of any kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Record {
            $(
                #[doc = concat!("See [`", stringify!($kind), "`].")]
                $kind(Box<$kind>),
            )*
        }

        impl Record {
            /// An empty record of a kind.
            pub fn empty(kind: KindId) -> Self {
                match kind { $( KindId::$kind => Record::$kind(Box::default()), )* }
            }

            /// Its kind.
            pub fn kind(&self) -> KindId {
                match self { $( Record::$kind(_) => KindId::$kind, )* }
            }

            /// The value of the field at this place of the field table.
            pub fn at(&self, index: usize) -> Value {
                match self { $( Record::$kind(r) => r.get(index), )* }
            }

            /// Puts a value into the field at this place of the field table.
            pub fn set_at(&mut self, index: usize, value: Value) -> Result<(), Msg> {
                match self { $( Record::$kind(r) => r.set(index, value), )* }
            }

            /// Serialises the content alone, without its kind.
            pub fn serialize_content<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Record::$kind(r) => r.serialize(serializer), )* }
            }

            /// Reads a content of a kind.
            pub fn deserialize_content<'de, D: Deserializer<'de>>(kind: KindId, deserializer: D) -> Result<Self, D::Error> {
                match kind { $( KindId::$kind => <$kind>::deserialize(deserializer).map(|r| Record::$kind(Box::new(r))), )* }
            }
        }

        $(
            impl From<$kind> for Record {
                fn from(record: $kind) -> Self {
                    Record::$kind(Box::new(record))
                }
            }

            impl $kind {
                /// The record as this kind, if it is one.
                pub fn of(record: &Record) -> Option<&Self> {
                    match record { Record::$kind(r) => Some(r), #[allow(unreachable_patterns)] _ => None }
                }
            }
        )*
    };
}

impl Record {
    /// The value of a field by name; null when the kind has no such field.
    pub fn get(&self, name: &str) -> Value {
        self.kind().def().index(name).map_or(Value::Null, |i| self.at(i))
    }

    /// The best name, from the kind's title fields.
    pub fn title(&self) -> Option<String> {
        self.kind().def().title.iter().map(|f| self.get(f)).find(|v| !v.is_empty()).map(|v| v.to_string())
    }

    /// The value at a path: `legal_name_local`, `identifiers[lei].value`, `identifiers.value` (a list over all elements).
    pub fn path(&self, path: &str) -> Option<Value> {
        Path::parse(self.kind(), path).ok().map(|p| p.read(self))
    }

    /// Puts a value at a path, making the group's element when it is not there; checks the field.
    pub fn put_path(&mut self, path: &str, value: Value) -> Result<(), Msg> {
        let found = Path::parse(self.kind(), path)?;
        found.write(self, value)
    }

    /// The content as the JSON that is journaled.
    pub fn to_json(&self) -> Result<Vec<u8>, String> {
        let mut out = Vec::with_capacity(512);
        self.serialize_content(&mut serde_json::Serializer::new(&mut out)).map_err(|e| e.to_string())?;
        Ok(out)
    }

    /// The content from journaled JSON of schema `s`.
    pub fn from_json(kind: KindId, s: u16, content: &[u8]) -> Result<Self, String> {
        let def = kind.def();
        if s == def.schema {
            let mut reader = serde_json::Deserializer::from_slice(content);
            return Self::deserialize_content(kind, &mut reader).map_err(|e| e.to_string());
        }
        if s > def.schema {
            return Err(format!("{} content of schema {s} was written by a newer entrepot", def.name));
        }
        let old = serde_json::from_slice(content).map_err(|e| e.to_string())?;
        Self::deserialize_content(kind, (def.upgrade)(s, old)?).map_err(|e| e.to_string())
    }

    /// Checks every field against its table; all that is wrong, by field name.
    pub fn check(&self) -> Vec<(&'static str, Msg)> {
        let fields = self.kind().def().fields;
        let wrong = |(i, f): (usize, &Field)| f.check(&self.at(i)).err().map(|why| (f.name, why));
        fields.iter().enumerate().filter_map(wrong).collect()
    }
}

/// Field, element's key and member of a path. The key may hold dots itself: `identifiers[cn.uscc].value`.
pub fn split_path(text: &str) -> (&str, Option<&str>, Option<&str>) {
    match text.split_once('[') {
        Some((name, rest)) => {
            let (key, tail) = rest.split_once(']').unwrap_or((rest, ""));
            (name, Some(key), tail.strip_prefix('.'))
        }
        None => text.split_once('.').map_or((text, None, None), |(name, member)| (name, None, Some(member))),
    }
}

/// A place in a record of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    index: usize,
    element: Option<String>,
    member: Option<usize>,
}

impl Path {
    /// Reads `field`, `group[key].member` or `group.member`.
    pub fn parse(kind: KindId, text: &str) -> Result<Self, Msg> {
        let def = kind.def();
        let (name, key, member) = split_path(text);
        let element = key.map(str::to_owned);
        let unknown = || {
            let names: Vec<&str> = def.fields.iter().map(|f| f.name).collect();
            Msg::new("value-unknown-field").with("found", text).with("known", names)
        };
        let index = def.index(name).ok_or_else(unknown)?;
        let members = def.fields.get(index).and_then(|f| group_of(f.ty)).unwrap_or_default();
        let member = match member {
            Some(m) => Some(members.iter().position(|f| f.name == m).ok_or_else(unknown)?),
            None => None,
        };
        Ok(Path { index, element, member })
    }

    /// The field at the path's end.
    pub fn field(&self, kind: KindId) -> Option<&'static Field> {
        let field = kind.def().fields.get(self.index)?;
        self.member.map_or(Some(field), |m| group_of(field.ty).and_then(|fields| fields.get(m)))
    }

    /// The value there.
    pub fn read(&self, record: &Record) -> Value {
        let whole = record.at(self.index);
        let Some(member) = self.member else { return whole };
        let pick = |group: &Value| group.items().get(member).cloned().unwrap_or_default();
        match (&whole, &self.element) {
            (Value::List(items), Some(key)) => items.iter().find(|i| key_is(i, key)).map(pick).unwrap_or_default(),
            (Value::List(items), None) => Value::List(items.iter().map(pick).collect()),
            (group, _) => pick(group),
        }
    }

    /// Writes the value there.
    pub fn write(&self, record: &mut Record, value: Value) -> Result<(), Msg> {
        let Some(field) = self.field(record.kind()) else { return Ok(()) };
        field.check(&value)?;
        let Some(member) = self.member else { return record.set_at(self.index, value) };
        let members = record.kind().def().fields.get(self.index).and_then(|f| group_of(f.ty)).unwrap_or_default();
        let mut whole = record.at(self.index);
        let key = self.element.clone().unwrap_or_default();
        let put = |group: &mut Value| {
            if let Value::Group(items) = group
                && let Some(slot) = items.get_mut(member)
            {
                *slot = value.clone();
            }
        };
        match &mut whole {
            Value::List(items) => {
                if !items.iter().any(|i| key_is(i, &key)) {
                    let mut made = vec![Value::Null; members.len()];
                    if let (Some(slot), Some(first)) = (made.first_mut(), members.first()) {
                        *slot = crate::domain::field::parse(first.ty, &key)?;
                    }
                    items.push(Value::Group(made));
                }
                items.iter_mut().filter(|i| key_is(i, &key)).for_each(put);
            }
            group => {
                if group.is_empty() {
                    *group = Value::Group(vec![Value::Null; members.len()]);
                }
                put(group);
            }
        }
        record.set_at(self.index, whole)
    }
}

/// The field table of a group or list of groups.
pub fn group_of(ty: FieldType) -> Option<&'static [Field]> {
    match ty {
        FieldType::Group(fields) => Some(fields),
        FieldType::List(of) => group_of(*of),
        _ => None,
    }
}

fn key_is(group: &Value, key: &str) -> bool {
    group.items().first().is_some_and(|first| first.to_string().eq_ignore_ascii_case(key))
}

/// The fields a form, an import or `set` may write: neither derived nor of the envelope.
pub fn writable(def: &KindDef) -> impl Iterator<Item = (usize, &'static Field)> {
    def.fields.iter().enumerate().filter(|(_, f)| !f.is(Flag::Derived))
}

kinds! {
    1 Partner,
    2 Document,
    3 Case,
    4 Reaction,
    5 Operator,
    6 Person,
    7 Policy,
    20 Module,
    21 Session,
    22 Training,
    8 Checklist,
    9 Assessment,
    10 BankAccount,
    30 Letter,
    31 Hold,
    32 Erasure,
    33 Batch,
    34 Upgrade,
    50 Certificate,
    51 Profile,
    52 Rate,
    53 Claim,
    54 KnownInsurer,
    40 Export,
}

impl Serialize for KindId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.def().name)
    }
}

impl<'de> Deserialize<'de> for KindId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        KindId::from_name(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown kind `{text}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_numbers_of_kinds_are_unique() {
        let mut seen: Vec<&str> = KindId::ALL.iter().map(|k| k.def().prefix).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), KindId::ALL.len());
        assert!(KindId::ALL.iter().all(|k| KindId::from_number(k.number()) == Some(*k)));
    }

    #[test]
    fn ids_read_back_in_any_case_and_length() {
        let id: Id = "P-000123".parse().unwrap();
        assert_eq!((id.kind, id.number), (KindId::Partner, 123));
        assert_eq!("p-123".parse::<Id>().unwrap().to_string(), "P-000123");
        assert!("J-1".parse::<Id>().is_err());
    }

    #[test]
    fn an_element_is_named_by_its_key_even_with_dots() {
        let mut record = Record::empty(KindId::Partner);
        let path = "identifiers[cn.uscc].value";
        record.put_path(path, Value::Text("91330110MA2ENTRP4L".into())).unwrap();
        assert_eq!(record.path(path), Some(Value::Text("91330110MA2ENTRP4L".into())));
        assert_eq!(record.path("identifiers.scheme"), Some(Value::List(vec![Value::Text("cn.uscc".into())])));
        assert!(record.put_path("identifiers[cn.uscc].nothing", Value::Null).is_err());
    }

    #[test]
    fn contents_survive_json_and_name_what_is_wrong() {
        let mut record = Record::empty(KindId::Document);
        record.put_path("valid_to", Value::Date("2027-01-31".parse().unwrap())).unwrap();
        let json = record.to_json().unwrap();
        assert_eq!(Record::from_json(KindId::Document, 1, &json).unwrap(), record);
        assert!(Record::from_json(KindId::Document, 2, &json).unwrap_err().contains("newer"));
        assert_eq!(record.check().into_iter().map(|(f, _)| f).collect::<Vec<_>>(), ["partner"]);
    }
}
