//! Bincode for the view: how a stored record, a position and a few lists lie in sled.
//!
//! bincode does not describe itself and an inserted variant reads back as another one without a word. So every value
//! starts with the view's schema number, must be used up to its last byte, and anything else means: rebuild the view,
//! never guess.

use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use bincode::config::Configuration;
use bincode::config::Fixint;
use bincode::config::Limit;
use bincode::config::LittleEndian;
use bincode::serde::BorrowCompat;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::DeserializeSeed;
use std::io::Read;
use std::io::Write;

/// The schema of everything in the view; a new number rebuilds it.
pub const VIEW_SCHEMA: u8 = 3;

/// No value of the view is larger.
const LIMIT: usize = 16 << 20;

type Config = Configuration<LittleEndian, Fixint, Limit<LIMIT>>;

const fn config() -> Config {
    bincode::config::standard().with_fixed_int_encoding().with_limit::<LIMIT>()
}

/// A value of the view that cannot be read: the view is rebuilt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the view holds a value this program cannot read: {0}")]
pub struct CodecError(pub String);

impl CodecError {
    fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    rev: u64,
    state: String,
    since: (i64, u32),
    made_by: String,
    made_at: (i64, u32),
    moved_by: String,
    hash: [u8; 32],
}

fn instant(at: DateTime<Utc>) -> (i64, u32) {
    (at.timestamp(), at.timestamp_subsec_nanos())
}

fn from_instant((seconds, nanos): (i64, u32)) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, nanos).unwrap_or_default()
}

/// The content of a record as serde sees it, so that bincode never meets the enum of kinds.
struct Content<'a>(&'a Record);

impl Serialize for Content<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_content(serializer)
    }
}

/// Reads the content of a record of a kind.
struct Seed(KindId);

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Record;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Record, D::Error> {
        Record::deserialize_content(self.0, deserializer)
    }
}

/// Any value, with the schema number before it.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(64);
    out.push(VIEW_SCHEMA);
    bincode::encode_into_std_write(BorrowCompat(value), &mut out, config()).map_err(CodecError::of)?;
    Ok(out)
}

/// A value written by [`encode`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let body = body(bytes)?;
    let (value, used) = bincode::serde::decode_from_slice(body, config()).map_err(CodecError::of)?;
    if used == body.len() { Ok(value) } else { Err(CodecError("bytes left over".to_owned())) }
}

/// As [`encode`], for the saved tables, which may be larger than any value of the view: straight to where they go.
pub fn encode_large<T: Serialize>(value: &T, out: &mut impl Write) -> Result<(), CodecError> {
    let config = bincode::config::standard().with_fixed_int_encoding();
    out.write_all(&[VIEW_SCHEMA]).map_err(|e| CodecError(e.to_string()))?;
    bincode::encode_into_std_write(BorrowCompat(value), out, config).map_err(CodecError::of)?;
    Ok(())
}

/// A value written by [`encode_large`].
pub fn decode_large<T: DeserializeOwned>(from: &mut impl Read) -> Result<T, CodecError> {
    let config = bincode::config::standard().with_fixed_int_encoding();
    let mut schema = [0];
    from.read_exact(&mut schema).map_err(|e| CodecError(e.to_string()))?;
    body(&schema)?;
    let value = bincode::serde::decode_from_std_read(from, config).map_err(CodecError::of)?;
    match from.read(&mut schema) {
        Ok(0) => Ok(value),
        _ => Err(CodecError("bytes left over".to_owned())),
    }
}

fn body(bytes: &[u8]) -> Result<&[u8], CodecError> {
    match bytes.split_first() {
        Some((&VIEW_SCHEMA, body)) => Ok(body),
        Some((other, _)) => Err(CodecError(format!("schema {other}, expected {VIEW_SCHEMA}"))),
        None => Err(CodecError("no bytes".to_owned())),
    }
}

/// A stored record; its id is the key it lies under.
pub fn encode_stored(stored: &Stored) -> Result<Vec<u8>, CodecError> {
    let envelope = Envelope {
        rev: stored.rev,
        state: stored.state.clone(),
        since: instant(stored.since),
        made_by: stored.made_by.clone(),
        made_at: instant(stored.made_at),
        moved_by: stored.moved_by.clone(),
        hash: stored.hash,
    };
    let mut out = Vec::with_capacity(512);
    out.push(VIEW_SCHEMA);
    out.push(stored.id.kind.number());
    bincode::encode_into_std_write(BorrowCompat(&envelope), &mut out, config()).map_err(CodecError::of)?;
    bincode::encode_into_std_write(BorrowCompat(&Content(&stored.record)), &mut out, config())
        .map_err(CodecError::of)?;
    Ok(out)
}

/// A record written by [`encode_stored`].
pub fn decode_stored(id: Id, bytes: &[u8]) -> Result<Stored, CodecError> {
    let body = body(bytes)?;
    let (kind, body) = body.split_first().ok_or_else(|| CodecError("no kind".to_owned()))?;
    if KindId::from_number(*kind) != Some(id.kind) {
        return Err(CodecError(format!("{id} lies under kind number {kind}")));
    }
    let (envelope, used): (Envelope, usize) =
        bincode::serde::decode_from_slice(body, config()).map_err(CodecError::of)?;
    let rest = body.get(used..).unwrap_or_default();
    let (record, used) =
        bincode::serde::seed_decode_from_slice(Seed(id.kind), rest, config()).map_err(CodecError::of)?;
    if used != rest.len() {
        return Err(CodecError(format!("{id} has bytes left over")));
    }
    Ok(Stored {
        id,
        rev: envelope.rev,
        state: envelope.state,
        since: from_instant(envelope.since),
        made_by: envelope.made_by,
        made_at: from_instant(envelope.made_at),
        moved_by: envelope.moved_by,
        hash: envelope.hash,
        record,
    })
}
