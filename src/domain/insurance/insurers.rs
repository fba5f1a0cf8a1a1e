//! The desk's list of insurers: whom a certificate may name (domain.md §7, fraud signs).
//!
//! The list is the desk's own and decided by two; the program ships none. While nobody is on it there is nothing to
//! compare with and nothing is said. What an insurer is worth is its rating's matter, not the list's.

use crate::domain::insurance::certificate::Insurer;
use crate::domain::kind::Id;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::msg::Msg;
use crate::domain::names;
use crate::domain::partner::Country;
use crate::domain::value::Value;
use crate::record;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Likeness in per cent from which on a name beside the right number is a spelling of the listed one.
const ALIKE: u32 = 80;

record! {
    /// An insurer on the list.
    pub struct KnownInsurer {
        /// Its name, as in the register it is taken from.
        name: String [Required, Roster, Identifying] => crate::domain::checks::name;
        /// Other names it writes under.
        other_names: Vec<String> [];
        /// Its NAIC number; empty where there is none.
        naic: String [Roster, Identifying] => naic;
        /// Where it is at home.
        country: Country [Roster];
        /// Its financial strength by AM Best, such as `A-`.
        am_best: String [Roster];
        /// Its financial strength by Standard & Poor's.
        sp: String [Roster];
        /// The day of these ratings.
        rated_on: Option<NaiveDate> [Roster];
        /// Where this is from.
        source: String [Long];
        /// Remarks.
        note: String [Long];
    }
}

/// A NAIC company number has five digits.
pub fn naic(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    Err(Msg::new("value-not-a-naic").with("found", text))
}

impl RecordKind for KnownInsurer {
    const DEF: KindDef = KindDef {
        name: "insurer",
        prefix: "I",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "drafted",
        title: &["name"],
        upgrade: no_upgrade,
    };
}

/// What the list says of an insurer as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// It is on the list, or nothing is printed, or the list is empty.
    Yes,
    /// Neither its name nor its number is on the list.
    No,
    /// Its name is on the list with another number.
    OtherNumber(String),
    /// Its number is on the list under another name.
    OtherName(String),
}

/// An insurer of the list in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    name: String,
    naic: String,
    plain: Vec<String>,
}

/// The insurers in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Insurers {
    known: BTreeMap<Id, Known>,
    by_naic: BTreeMap<String, Vec<Id>>,
    by_name: BTreeMap<String, Vec<Id>>,
}

/// The digits of a number, however it is printed.
pub fn digits(naic: &str) -> String {
    naic.chars().filter(char::is_ascii_digit).collect()
}

impl KnownInsurer {
    /// Every name it goes by, in the form in which names are compared.
    pub fn plain(&self) -> Vec<String> {
        let names = std::iter::once(&self.name).chain(&self.other_names).map(|name| names::normalise_company(name));
        names.filter(|name| !name.is_empty()).collect()
    }
}

impl Insurers {
    /// Takes an insurer in.
    pub fn take(&mut self, id: Id, insurer: &KnownInsurer) {
        self.forget(id);
        let known = Known { name: insurer.name.clone(), naic: digits(&insurer.naic), plain: insurer.plain() };
        for name in &known.plain {
            self.by_name.entry(name.clone()).or_default().push(id);
        }
        if !known.naic.is_empty() {
            self.by_naic.entry(known.naic.clone()).or_default().push(id);
        }
        self.known.insert(id, known);
    }

    /// Forgets an insurer that is not in use any more.
    pub fn forget(&mut self, id: Id) {
        let Some(known) = self.known.remove(&id) else { return };
        let drop = |map: &mut BTreeMap<String, Vec<Id>>, key: &String| {
            if let Some(ids) = map.get_mut(key) {
                ids.retain(|one| *one != id);
                if ids.is_empty() {
                    map.remove(key);
                }
            }
        };
        known.plain.iter().for_each(|name| drop(&mut self.by_name, name));
        drop(&mut self.by_naic, &known.naic);
    }

    /// How many are on the list.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nobody is on the list.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    fn of<'a>(&'a self, map: &'a BTreeMap<String, Vec<Id>>, key: &str) -> impl Iterator<Item = &'a Known> {
        map.get(key).into_iter().flatten().filter_map(|id| self.known.get(id))
    }

    /// What the list says of an insurer as printed on a certificate. A printed number decides: beside the number of a
    /// listed insurer a name may be written a little otherwise, beside a number that is not listed it stands for an
    /// insurer only where the list knows no number of it.
    pub fn check(&self, printed: &Insurer) -> Listed {
        let (naic, name) = (digits(&printed.naic), names::normalise_company(&printed.name));
        if self.is_empty() || naic.is_empty() && name.is_empty() {
            return Listed::Yes;
        }
        let mut numbered = self.of(&self.by_naic, &naic).peekable();
        if let Some(first) = numbered.peek() {
            let listed = first.name.clone();
            let is = |known: &Known| known.plain.iter().any(|p| *p == name || names::likeness(p, &name) >= ALIKE);
            return if name.is_empty() || numbered.any(is) { Listed::Yes } else { Listed::OtherName(listed) };
        }
        let mut named = self.of(&self.by_name, &name).peekable();
        match named.peek() {
            None => Listed::No,
            Some(_) if naic.is_empty() => Listed::Yes,
            Some(first) => {
                let number = first.naic.clone();
                if named.any(|known| known.naic.is_empty()) { Listed::Yes } else { Listed::OtherNumber(number) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::KindId;
    use proptest::prelude::*;

    fn list(of: &[(&str, &str)]) -> Insurers {
        let mut out = Insurers::default();
        for (number, (name, naic)) in (1..).zip(of) {
            let known = KnownInsurer { name: (*name).into(), naic: (*naic).into(), ..KnownInsurer::default() };
            out.take(Id::new(KindId::KnownInsurer, number), &known);
        }
        out
    }

    fn printed(name: &str, naic: &str) -> Insurer {
        Insurer { name: name.into(), naic: naic.into(), ..Insurer::default() }
    }

    #[test]
    fn an_insurer_is_known_by_its_number_or_by_its_name() {
        let list = list(&[("Lantern Casualty Company", "12345"), ("Qiantang Property Co., Ltd.", "")]);
        for (name, naic) in [
            ("LANTERN CASUALTY CO", "12345"),
            ("Lantern Casualty Company", ""),
            ("The Lantern Casualty Co.", "NAIC 12345"),
            ("", "12345"),
            ("Ｑiantang Property Company Limited", ""),
            ("Qiantang Property", "99999"),
            ("", ""),
        ] {
            assert_eq!(list.check(&printed(name, naic)), Listed::Yes, "{name} {naic}");
        }
    }

    #[test]
    fn who_is_not_on_the_list_or_under_another_number_or_name_is_told() {
        let list = list(&[("Lantern Casualty Company", "12345"), ("Harbour Mutual", "23456")]);
        assert_eq!(list.check(&printed("Meadow Surety", "")), Listed::No);
        assert_eq!(list.check(&printed("Meadow Surety", "99999")), Listed::No);
        assert_eq!(list.check(&printed("Lantern Casualty", "99999")), Listed::OtherNumber("12345".into()));
        assert_eq!(
            list.check(&printed("Harbour Mutual", "12345")),
            Listed::OtherName("Lantern Casualty Company".into())
        );
    }

    #[test]
    fn an_empty_list_says_nothing_and_who_was_forgotten_is_not_on_it() {
        let mut list = list(&[("Lantern Casualty", "12345"), ("Harbour Mutual", "")]);
        assert_eq!(Insurers::default().check(&printed("Meadow Surety", "")), Listed::Yes);
        list.forget(Id::new(KindId::KnownInsurer, 1));
        assert_eq!(list.check(&printed("Lantern Casualty", "12345")), Listed::No);
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn a_number_has_five_digits() {
        for (text, good) in [("12345", true), ("1234", false), ("123456", false), ("1234A", false)] {
            assert_eq!(naic(&Value::Text(text.into())).is_ok(), good, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whoever_is_on_the_list_is_found_as_listed(names in prop::collection::vec("[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", 1..6)) {
            let of: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).collect();
            let list = list(&of);
            for name in &names {
                prop_assert_eq!(list.check(&printed(&name.to_uppercase(), "")), Listed::Yes);
            }
        }
    }
}
