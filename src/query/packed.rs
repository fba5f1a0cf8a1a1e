//! Long vectors of numbers as one run of bytes: a saved table of a million rows is read in one sweep instead of number by
//! number. For use with `#[serde(with = …)]`; numbers lie in little-endian order.

use serde::Deserializer;
use serde::Serializer;
use serde::de::Error;
use serde::de::Visitor;
use std::fmt;
use std::marker::PhantomData;

/// A number of fixed width.
pub trait Packed: Copy {
    /// Its bytes.
    const WIDTH: usize;

    /// Appends its bytes.
    fn put(self, out: &mut Vec<u8>);

    /// Reads it from as many bytes as it has.
    fn take(bytes: &[u8]) -> Option<Self>;
}

macro_rules! packed {
    ($($number:ty),*) => { $(
        impl Packed for $number {
            const WIDTH: usize = size_of::<$number>();

            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(bytes.try_into().ok()?))
            }
        }
    )* };
}

packed!(u8, u16, u32, u64, i32);

/// Writes a vector.
pub fn serialize<T: Packed, S: Serializer>(numbers: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(numbers.len() * T::WIDTH);
    for number in numbers {
        number.put(&mut bytes);
    }
    to.serialize_bytes(&bytes)
}

/// Reads a vector.
pub fn deserialize<'de, T: Packed, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_byte_buf(Numbers(PhantomData))
}

struct Numbers<T>(PhantomData<T>);

impl<T: Packed> Visitor<'_> for Numbers<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "numbers of {} bytes each", T::WIDTH)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let mut numbers = Vec::with_capacity(bytes.len() / T::WIDTH);
        for number in bytes.chunks(T::WIDTH).map(T::take) {
            numbers.push(number.ok_or_else(|| E::invalid_length(bytes.len(), &self))?);
        }
        Ok(numbers)
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Vec<T>, E> {
        self.visit_bytes(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Debug, PartialEq, Serialize)]
    struct Table {
        #[serde(with = "super")]
        small: Vec<u8>,
        #[serde(with = "super")]
        dates: Vec<i32>,
        #[serde(with = "super")]
        masks: Vec<u64>,
    }

    #[test]
    fn numbers_come_back_and_a_torn_run_does_not() {
        let table = Table { small: vec![0, 255], dates: vec![i32::MIN, -1, 0, i32::MAX], masks: vec![u64::MAX, 7] };
        let mut bytes = Vec::new();
        for date in &table.dates {
            date.put(&mut bytes);
        }
        let read = |bytes: &[u8]| Numbers::<i32>(PhantomData).visit_bytes::<serde_json::Error>(bytes);
        assert_eq!(read(&bytes).unwrap(), table.dates);
        // Fifteen bytes are no numbers of four.
        assert!(read(&bytes[..15]).is_err());
        let json = serde_json::to_value(&table).unwrap();
        assert_eq!(json["small"], serde_json::json!([0, 255]));
    }
}
