//! The clipboard at the other end of the line, by OSC 52.
//!
//! The terminal program, not this host, keeps the clipboard; nothing tells us whether it took the text. Reading the
//! clipboard is not offered: pasting is the terminal's work.

use crate::term::out::Out;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::env;
use std::io::Write;
use thiserror::Error;

/// Most bytes a copy may have: with base64 it just stays under the 100,000 bytes several terminals cut a sequence at.
pub const CAP: usize = 74_994;

/// Why nothing was copied.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// There is no text.
    #[error("nothing to copy: select something first")]
    Empty,
    /// More than the terminal takes in one sequence.
    #[error("{bytes} bytes are more than the {cap} a terminal's clipboard takes: mark less, or export to a file")]
    TooLarge {
        /// Bytes of the text.
        bytes: usize,
        /// Most bytes that are taken.
        cap: usize,
    },
    /// The terminal could not be written to.
    #[error("the terminal did not take the text: {0}")]
    Failed(String),
}

/// Copies `text` to the clipboard of the terminal, through tmux where it runs.
///
/// # Errors
/// [`Refused`], for a message on the status line.
pub fn copy<W: Write>(out: &Out<W>, text: &str) -> Result<(), Refused> {
    let bytes = sequence(text, env::var_os("TMUX").is_some_and(|value| !value.is_empty()))?;
    let mut out = out.clone();
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(|error| Refused::Failed(error.to_string()))
}

/// The bytes that copy `text`.
///
/// In tmux the plain sequence serves `set-clipboard on` and the wrapped one `allow-passthrough on`; with both the
/// terminal hears the same text twice, which does no harm.
///
/// # Errors
/// [`Refused::Empty`], [`Refused::TooLarge`].
pub fn sequence(text: &str, tmux: bool) -> Result<Vec<u8>, Refused> {
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > CAP {
        return Err(Refused::TooLarge { bytes: text.len(), cap: CAP });
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    let wrapped = if tmux { format!("\x1bPtmux;\x1b{plain}\x1b\\") } else { String::new() };
    Ok([plain, wrapped].concat().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::CAP;
    use super::Refused;
    use super::sequence;

    #[test]
    fn text_goes_out_as_one_sequence() {
        assert_eq!(sequence("P-000123", false), Ok(b"\x1b]52;c;UC0wMDAxMjM=\x07".to_vec()));
        assert_eq!(sequence("杭州", false), Ok(b"\x1b]52;c;5p2t5bee\x07".to_vec()));
    }

    #[test]
    fn in_tmux_it_goes_plain_and_wrapped() {
        let expected = b"\x1b]52;c;eA==\x07\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\".to_vec();
        assert_eq!(sequence("x", true), Ok(expected));
    }

    #[test]
    fn the_cap_holds_and_keeps_the_sequence_under_a_hundred_thousand_bytes() {
        let most = "x".repeat(CAP);
        assert!(sequence(&most, false).is_ok_and(|bytes| bytes.len() <= 100_000));
        assert_eq!(sequence(&(most + "x"), false), Err(Refused::TooLarge { bytes: CAP + 1, cap: CAP }));
        assert_eq!(sequence("", false), Err(Refused::Empty));
    }
}
