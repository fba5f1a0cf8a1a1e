//! Multi-maps: which records share an identifier, a file, a document number or a look-alike name.
//!
//! Keys are 64-bit hashes, so that a million partners take tens of megabytes; who asks reads the records it gets and so
//! never takes a chance hit for a true one. Entries of former values stay and are weeded out the same way.

use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::text;
use serde::Deserialize;
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Numbers {
    One(u32),
    Many(Vec<u32>),
}

/// The multi-maps.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Maps {
    map: HashMap<u64, Numbers>,
}

fn key(tag: &str, parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    tag.hash(&mut hasher);
    parts.hash(&mut hasher);
    hasher.finish()
}

impl Maps {
    fn add(&mut self, key: u64, number: u64) {
        let Ok(number) = u32::try_from(number) else { return };
        match self.map.get_mut(&key) {
            None => {
                self.map.insert(key, Numbers::One(number));
            }
            Some(Numbers::One(one)) if *one == number => {}
            Some(slot @ Numbers::One(_)) => {
                if let Numbers::One(one) = *slot {
                    *slot = Numbers::Many(vec![one, number]);
                }
            }
            Some(Numbers::Many(many)) => {
                if !many.contains(&number) {
                    many.push(number);
                }
            }
        }
    }

    fn numbers(&self, key: u64) -> Vec<u64> {
        match self.map.get(&key) {
            None => Vec::new(),
            Some(Numbers::One(one)) => vec![u64::from(*one)],
            Some(Numbers::Many(many)) => many.iter().copied().map(u64::from).collect(),
        }
    }

    /// Takes a record's keys in.
    pub fn take(&mut self, stored: &Stored) {
        self.take_keys(stored.id.number, &Self::keys_of(stored));
    }

    /// Takes keys in that were made elsewhere, on another core.
    pub fn take_keys(&mut self, number: u64, keys: &[u64]) {
        for key in keys {
            self.add(*key, number);
        }
    }

    /// The keys of a record.
    pub fn keys_of(stored: &Stored) -> Vec<u64> {
        let mut out = Vec::new();
        if let Some(partner) = Partner::of(&stored.record) {
            for identifier in &partner.identifiers {
                out.push(key("id", &[&identifier.scheme, &identifier.value]));
                out.push(key("value", &[&identifier.value]));
            }
            for name in [&partner.legal_name_local, &partner.legal_name_en] {
                if !name.is_empty() {
                    out.push(key("name", &[&text::skeleton(name)]));
                }
            }
            if let Some(agent) = &partner.domestic_agent {
                out.push(key("agent", &[&agent.0]));
            }
        }
        if let Some(document) = Document::of(&stored.record) {
            if !document.file.sha256.is_empty() {
                out.push(key("file", &[&document.file.sha256]));
            }
            if !document.number.is_empty() {
                out.push(key("number", &[document.code.as_str(), &document.number]));
            }
        }
        out
    }

    /// Partners with an identifier.
    pub fn identifier(&self, scheme: &str, value: &str) -> Vec<u64> {
        self.numbers(key("id", &[scheme, value]))
    }

    /// Partners with this value under any scheme.
    pub fn value(&self, value: &str) -> Vec<u64> {
        self.numbers(key("value", &[value]))
    }

    /// Partners whose name looks like this.
    pub fn skeleton(&self, skeleton: &str) -> Vec<u64> {
        self.numbers(key("name", &[skeleton]))
    }

    /// Partners that name this one as their domestic agent.
    pub fn principals(&self, agent: &str) -> Vec<u64> {
        self.numbers(key("agent", &[agent]))
    }

    /// Documents with this file.
    pub fn file(&self, sha256: &str) -> Vec<u64> {
        self.numbers(key("file", &[sha256]))
    }

    /// Documents of a code with this number.
    pub fn number(&self, code: DocCode, number: &str) -> Vec<u64> {
        self.numbers(key("number", &[code.as_str(), number]))
    }

    /// Bytes of memory, estimated from the number of keys.
    pub fn memory_bytes(&self) -> usize {
        self.map.capacity() * (size_of::<u64>() + size_of::<Numbers>() + 1)
    }
}
