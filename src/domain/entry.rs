//! The journal entry: what happened, who did it, in which role, and the whole new content of every record it put.
//!
//! This module is the model and its JSON form only. It gives no sequence numbers, reads no clock and touches no
//! file: `desk::journal` does that. Field names and their order are the format; a name never changes its meaning.

use std::fmt;
use std::str::FromStr;

use chrono::DateTime;
use chrono::SecondsFormat;
use chrono::Utc;
use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::Digest as _;
use sha2::Sha256;
use uuid::Uuid;

/// The version of the entry format this program writes, and the newest it understands.
pub const ENTRY_VERSION: u8 = 1;

/// A SHA-256 digest; written as 64 lower-case hex digits, and as 32 bytes in binary codecs.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// The text is not 64 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 digest: 64 lower-case hex digits are needed")]
pub struct BadDigest;

impl Digest {
    /// The digest that stands before the first entry: 64 zeros.
    pub const ZERO: Self = Self([0; 32]);

    /// Wraps 32 bytes that are already a digest.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of a journal line: SHA-256 of `previous` in hex, a line feed, and the line's JSON.
    pub fn chained(previous: &Self, json: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(previous.hex());
        hasher.update(b"\n");
        hasher.update(json);
        Self(hasher.finalize().into())
    }

    /// Reads 64 lower-case hex digits; `None` for anything else.
    pub fn from_hex(text: &[u8]) -> Option<Self> {
        if text.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = (nibble(*high)? << 4) | nibble(*low)?;
        }
        Some(Self(out))
    }

    /// The 64 lower-case hex digits as ASCII bytes.
    pub fn hex(&self) -> [u8; 64] {
        let mut out = [0; 64];
        for (pair, byte) in out.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                *high = digit(byte >> 4);
                *low = digit(byte & 15);
            }
        }
        out
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

const fn nibble(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    }
}

const fn digit(n: u8) -> u8 {
    if n < 10 { b'0' + n } else { b'a' + n - 10 }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = BadDigest;

    fn from_str(text: &str) -> Result<Self, BadDigest> {
        Self::from_hex(text.as_bytes()).ok_or(BadDigest)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
            text.parse().map_err(D::Error::custom)
        } else {
            <[u8; 32]>::deserialize(from).map(Self)
        }
    }
}

/// A file in the content-addressed store that an entry rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// What it is to the entry: `evidence`, `import`, `list`, …
    pub role: String,
    /// The SHA-256 of its bytes, which is also its place in the store.
    pub sha256: Digest,
    /// Its length in bytes.
    pub bytes: u64,
    /// How many rows it holds, when it is a table.
    pub rows: Option<u64>,
}

/// A record as an entry leaves it: the whole new content, never a difference.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Put {
    /// The kind's name, as in the registry of kinds.
    pub kind: String,
    /// The record's id, such as `P-000002`.
    pub id: String,
    /// The revision this put makes; the first is 1.
    pub rev: u64,
    /// The schema number of the kind the content is written in.
    pub s: u16,
    /// The life-cycle state after the entry.
    pub state: String,
    /// The content, byte for byte as journaled.
    pub content: Box<RawValue>,
}

impl Put {
    /// SHA-256 over the content's bytes as journaled: what a dossier binds to.
    pub fn content_hash(&self) -> Digest {
        Digest::of(self.content.get().as_bytes())
    }
}

impl PartialEq for Put {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.id == other.id
            && self.rev == other.rev
            && self.s == other.s
            && self.state == other.state
            && self.content.get() == other.content.get()
    }
}

/// Writes `content` as compact JSON for a [`Put`].
pub fn raw_content<T: Serialize + ?Sized>(content: &T) -> Result<Box<RawValue>, serde_json::Error> {
    serde_json::value::to_raw_value(content)
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of this format.
    pub v: u8,
    /// Place in the journal; the first entry is 1 and none is left out.
    pub seq: u64,
    /// When it was journaled, to the microsecond; never before its predecessor.
    #[serde(serialize_with = "write_instant")]
    pub at: DateTime<Utc>,
    /// The operator; `system` for work the desk does by itself.
    pub by: String,
    /// The role the operator used.
    pub role: String,
    /// The delegator, when `by` acted for somebody.
    #[serde(rename = "for")]
    pub for_: Option<String>,
    /// How it came in: `tui`, `cli`, `import`, `tick`, `play`, …
    pub via: String,
    /// The command's key: the same key again gets the first answer.
    pub key: Uuid,
    /// What was done, such as `case.approve`.
    pub verb: String,
    /// The case it belongs to.
    pub case: Option<String>,
    /// The reason given.
    pub why: Option<String>,
    /// What the confirm stated when somebody decided.
    pub seen: Option<Value>,
    /// The batch it is part of.
    pub batch: Option<String>,
    /// The entry it takes back.
    pub undoes: Option<u64>,
    /// Files it rests on; all are in the store before the entry is written.
    #[serde(default)]
    pub blobs: Vec<BlobRef>,
    /// Records it changes.
    #[serde(default)]
    pub puts: Vec<Put>,
    /// For the verb `refused`: what was refused and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Value>,
    /// For entry 1: desk id, kind, zone, first administrator and director, catalogue version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genesis: Option<Value>,
}

/// RFC 3339 in UTC with exactly six decimals, so that equal instants are equal bytes.
fn write_instant<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

/// An entry before the journal gives it version, place, time and hash.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryDraft {
    /// See [`Entry::by`].
    pub by: String,
    /// See [`Entry::role`].
    pub role: String,
    /// See [`Entry::for_`].
    pub for_: Option<String>,
    /// See [`Entry::via`].
    pub via: String,
    /// See [`Entry::key`].
    pub key: Uuid,
    /// See [`Entry::verb`].
    pub verb: String,
    /// See [`Entry::case`].
    pub case: Option<String>,
    /// See [`Entry::why`].
    pub why: Option<String>,
    /// See [`Entry::seen`].
    pub seen: Option<Value>,
    /// See [`Entry::batch`].
    pub batch: Option<String>,
    /// See [`Entry::undoes`].
    pub undoes: Option<u64>,
    /// See [`Entry::blobs`].
    pub blobs: Vec<BlobRef>,
    /// See [`Entry::puts`].
    pub puts: Vec<Put>,
    /// See [`Entry::refused`].
    pub refused: Option<Value>,
    /// See [`Entry::genesis`].
    pub genesis: Option<Value>,
}

impl EntryDraft {
    /// The entry this draft becomes at place `seq`, journaled at `at`.
    pub fn into_entry(self, seq: u64, at: DateTime<Utc>) -> Entry {
        Entry {
            v: ENTRY_VERSION,
            seq,
            at,
            by: self.by,
            role: self.role,
            for_: self.for_,
            via: self.via,
            key: self.key,
            verb: self.verb,
            case: self.case,
            why: self.why,
            seen: self.seen,
            batch: self.batch,
            undoes: self.undoes,
            blobs: self.blobs,
            puts: self.puts,
            refused: self.refused,
            genesis: self.genesis,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Entry {
        let draft = EntryDraft {
            by: "mira".into(),
            role: "CMP".into(),
            via: "tui".into(),
            key: Uuid::from_u128(7),
            verb: "case.approve".into(),
            case: Some("R-000007".into()),
            why: Some("KYC file complete".into()),
            seen: Some(serde_json::json!({"open": {"B": 0}})),
            blobs: vec![BlobRef { role: "evidence".into(), sha256: Digest::of(b"x"), bytes: 1, rows: None }],
            puts: vec![Put {
                kind: "partner".into(),
                id: "P-000002".into(),
                rev: 5,
                s: 1,
                state: "contracting".into(),
                content: RawValue::from_string(r#"{"b":1.10,"a" : [2]}"#.into()).unwrap(),
            }],
            ..EntryDraft::default()
        };
        draft.into_entry(42, "2026-11-23T05:25:00.1234Z".parse().unwrap())
    }

    #[test]
    fn the_json_has_the_agreed_names_in_the_agreed_order() {
        let json = serde_json::to_string(&sample()).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"v":1,"seq":42,"at":"2026-11-23T05:25:00.123400Z","by":"mira","role":"CMP","for":null,"via":"tui","#,
                r#""key":"00000000-0000-0000-0000-000000000007","verb":"case.approve","case":"R-000007","#,
                r#""why":"KYC file complete","seen":{"open":{"B":0}},"batch":null,"undoes":null,"#,
                r#""blobs":[{"role":"evidence","sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","#,
                r#""bytes":1,"rows":null}],"puts":[{"kind":"partner","id":"P-000002","rev":5,"s":1,"#,
                r#""state":"contracting","content":{"b":1.10,"a" : [2]}}]}"#
            )
        );
        assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), sample());
    }

    #[test]
    fn content_is_hashed_over_its_own_bytes() {
        let hash = sample().puts[0].content_hash();
        assert_eq!(hash, Digest::of(br#"{"b":1.10,"a" : [2]}"#));
        let back: Entry = serde_json::from_str(&serde_json::to_string(&sample()).unwrap()).unwrap();
        assert_eq!(back.puts[0].content_hash(), hash);
    }

    #[test]
    fn digests_read_back_only_from_their_own_text() {
        let digest = Digest::of(b"");
        let text = digest.to_string();
        assert_eq!(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(text.to_uppercase().parse::<Digest>(), Err(BadDigest));
        assert_eq!(text.trim_start_matches('e').parse::<Digest>(), Err(BadDigest));
        assert_eq!(Digest::ZERO.to_string(), "0".repeat(64));
    }

    #[test]
    fn a_chained_hash_covers_the_previous_one_and_a_line_feed() {
        let by_hand = Digest::of(format!("{}\n{{}}", "0".repeat(64)).as_bytes());
        assert_eq!(Digest::chained(&Digest::ZERO, b"{}"), by_hand);
    }
}
