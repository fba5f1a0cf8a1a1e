//! Keys of sealed fields: each is there, or a tombstone says that it was destroyed, and nothing else accounts for it.

use crate::desk::kept;
use crate::desk::seal::Keyring;
use crate::desk::verify::Parsed;
use crate::desk::verify::Report;
use crate::domain::erasure::DONE;
use crate::domain::erasure::Erasure;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What tombstones name.
#[derive(Default)]
pub(super) struct Tombs {
    /// Ids of keys.
    pub(super) keys: BTreeSet<String>,
    /// SHA-256 of files.
    pub(super) files: BTreeSet<String>,
}

/// Keys that sealed something, with the first entry that used each.
#[derive(Default)]
pub(super) struct Secrets {
    used: BTreeMap<String, u64>,
    /// What tombstones name.
    pub(super) tombs: Tombs,
}

impl Secrets {
    /// Takes an entry in.
    pub(super) fn take(&mut self, parsed: &Parsed) {
        for (put, record) in parsed.entry.puts.iter().zip(&parsed.records) {
            let Ok((_, record)) = record else { continue };
            if let Some(erasure) = Erasure::of(record)
                && put.state == DONE
            {
                self.tombs.keys.extend(erasure.keys.iter().cloned());
                self.tombs.files.extend(erasure.erased_files.iter().cloned());
            }
            self.keys_in(record, parsed.entry.seq);
        }
    }

    fn keys_in(&mut self, record: &Record, seq: u64) {
        if !kept::has_secrets(record.kind()) {
            return;
        }
        for index in 0..record.kind().def().fields.len() {
            self.keys_of(&record.at(index), seq);
        }
    }

    fn keys_of(&mut self, value: &Value, seq: u64) {
        match value {
            Value::Sealed(sealed) => {
                self.used.entry(sealed.key.clone()).or_insert(seq);
            }
            Value::List(items) | Value::Group(items) => items.iter().for_each(|item| self.keys_of(item, seq)),
            _ => {}
        }
    }

    /// Compares with the keys there are.
    pub(super) fn finish(&self, keys: &Keyring, report: &mut Report) {
        for (key, seq) in &self.used {
            report.count("keys");
            let erased = self.tombs.keys.contains(key);
            match (keys.has(key), erased) {
                (true, true) => report.found(*seq, Msg::new("verify-not-erased").with("key", key.as_str())),
                (false, false) => report.found(*seq, Msg::new("verify-key-missing").with("key", key.as_str())),
                _ => {}
            }
        }
    }
}
