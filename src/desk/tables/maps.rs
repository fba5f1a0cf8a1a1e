//! Multi-maps: which records share an identifier, a file, a document number or a look-alike name.
//!
//! Keys are 64-bit hashes, so that a million partners take tens of megabytes; who asks reads the records it gets and so
//! never takes a chance hit for a true one. Entries of former values stay and are weeded out the same way.

use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::rates::Rate;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::training::Training;
use crate::text;
use serde::Deserialize;
use serde::Serialize;
use siphasher::sip::SipHasher13;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::hash::Hasher;

/// Keys are hashes already.
#[derive(Debug, Default, Clone, Copy)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

type Slots = HashMap<u64, u32, BuildHasherDefault<Ready>>;

/// Keys and slots as two runs of numbers, in the order of the keys.
mod saved {
    use super::Slots;
    use crate::query::packed;
    use serde::Deserialize;
    use serde::Deserializer;
    use serde::Serialize;
    use serde::Serializer;

    #[derive(Serialize, Deserialize)]
    struct Runs {
        #[serde(with = "packed")]
        keys: Vec<u64>,
        #[serde(with = "packed")]
        slots: Vec<u32>,
    }

    pub(super) fn serialize<S: Serializer>(map: &Slots, to: S) -> Result<S::Ok, S::Error> {
        let mut rows: Vec<(u64, u32)> = map.iter().map(|(key, slot)| (*key, *slot)).collect();
        rows.sort_unstable();
        let (keys, slots) = rows.into_iter().unzip();
        Runs { keys, slots }.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Slots, D::Error> {
        let runs = Runs::deserialize(from)?;
        Ok(runs.keys.into_iter().zip(runs.slots).collect())
    }
}

/// Set in a slot that is the place of a list instead of a number.
const LIST: u32 = 1 << 31;

/// The multi-maps. Most keys belong to one record: its number stands in the slot itself, which halves a table of a
/// million partners; the others have a list.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Maps {
    #[serde(with = "saved")]
    map: Slots,
    lists: Vec<Vec<u32>>,
}

/// The maps are saved, so the hash must be the same for every toolchain: the standard library promises that of none.
fn key(tag: &str, parts: &[&str]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(tag.as_bytes());
    for part in parts {
        hasher.write(&[0xff]);
        hasher.write(part.as_bytes());
    }
    hasher.finish()
}

impl Maps {
    fn add(&mut self, key: u64, number: u64) {
        let Some(number) = u32::try_from(number).ok().filter(|n| *n < LIST) else { return };
        let slot = self.map.entry(key).or_insert(number);
        if *slot == number {
            return;
        }
        if *slot < LIST {
            let place = u32::try_from(self.lists.len()).unwrap_or(0);
            self.lists.push(vec![*slot, number]);
            *slot = LIST | place;
        } else if let Some(list) = self.lists.get_mut((*slot & !LIST) as usize)
            && !list.contains(&number)
        {
            list.push(number);
        }
    }

    fn numbers(&self, key: u64) -> Vec<u64> {
        let Some(slot) = self.map.get(&key) else { return Vec::new() };
        if *slot < LIST {
            return vec![u64::from(*slot)];
        }
        let list = self.lists.get((*slot & !LIST) as usize).map_or(&[][..], Vec::as_slice);
        list.iter().copied().map(u64::from).collect()
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
            out.extend(partner.brokers.iter().map(|broker| key("agent", &[&broker.0])));
        }
        if let Some(document) = Document::of(&stored.record) {
            if !document.file.sha256.is_empty() {
                out.push(key("file", &[&document.file.sha256]));
            }
            if !document.number.is_empty() {
                out.push(key("number", &[document.code.as_str(), &document.number]));
            }
        }
        if let Some(certificate) = Certificate::of(&stored.record) {
            let numbers = certificate.coverages.iter().map(|c| &c.policy_no).filter(|n| !n.is_empty());
            out.extend(numbers.map(|number| key("policy", &[number])));
        }
        if let Some((rate, on)) = Rate::of(&stored.record).and_then(|r| Some((r, r.on?))) {
            out.push(key("rate", &[&rate.currency, &on.to_string()]));
        }
        if let Some(session) = Training::of(&stored.record).and_then(|t| t.session.as_ref()) {
            out.push(key("session", &[&session.0]));
        }
        out
    }

    /// Certificates that name a policy.
    pub fn policy(&self, number: &str) -> Vec<u64> {
        self.numbers(key("policy", &[number]))
    }

    /// Rates of a currency on a day.
    pub fn rate(&self, currency: &str, on: &str) -> Vec<u64> {
        self.numbers(key("rate", &[currency, on]))
    }

    /// Trainings of a session.
    pub fn attendance(&self, session: &str) -> Vec<u64> {
        self.numbers(key("session", &[session]))
    }

    /// Partners with this value under any scheme: few values occur under two.
    pub fn value(&self, value: &str) -> Vec<u64> {
        self.numbers(key("value", &[value]))
    }

    /// Partners whose name looks like this.
    pub fn skeleton(&self, skeleton: &str) -> Vec<u64> {
        self.numbers(key("name", &[skeleton]))
    }

    /// Partners that name this one as their domestic agent or as a broker they entrust.
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
        self.map.capacity() * (size_of::<(u64, u32)>() + 1)
            + self.lists.iter().map(|list| size_of::<Vec<u32>>() + 4 * list.capacity()).sum::<usize>()
    }
}
