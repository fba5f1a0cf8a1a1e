//! Which characters are hostile to a reader, and how each kind is called.

use regex::Regex;
use serde::Deserialize;
use serde::Serialize;
use std::sync::LazyLock;

/// Why a character or sequence is hostile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostileKind {
    /// A terminal control sequence (ESC, CSI, OSC, DCS …).
    Escape,
    /// A C0 or C1 control, NUL, DEL, or a lone CR.
    Control,
    /// A character that changes the direction of the text around it.
    Bidi,
    /// A character nobody sees: zero-width, soft hyphen, variation selector, filler.
    Invisible,
    /// A tag character, which can carry a hidden text.
    Tag,
    /// More combining marks on one letter than any script needs, or a mark without a letter.
    Marks,
    /// A private-use character: it looks different on every machine.
    Private,
    /// A code point without a character.
    Unassigned,
}

impl HostileKind {
    /// The Fluent id of the kind: `hostile-…`.
    pub fn name_msg(self) -> &'static str {
        match self {
            HostileKind::Escape => "hostile-escape",
            HostileKind::Control => "hostile-control",
            HostileKind::Bidi => "hostile-bidi",
            HostileKind::Invisible => "hostile-invisible",
            HostileKind::Tag => "hostile-tag",
            HostileKind::Marks => "hostile-marks",
            HostileKind::Private => "hostile-private",
            HostileKind::Unassigned => "hostile-unassigned",
        }
    }
}

/// One hostile place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hostile {
    /// Why it is hostile.
    pub kind: HostileKind,
    /// Where: the number of characters before it in the text as it came.
    pub at: usize,
    /// The character (of a sequence, its first).
    pub what: char,
}

/// The kind of a character that must not reach a cell; `None` for those that may.
pub(super) fn kind_of(c: char) -> Option<HostileKind> {
    let code = u32::from(c);
    let kind = match code {
        0x20..=0x7E | 0xA0..=0xAC | 0xAE..=0x02FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => return None,
        0x1B => HostileKind::Escape,
        0x00..=0x1F | 0x7F..=0x9F => HostileKind::Control,
        0x061C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => HostileKind::Bidi,
        0xE0000..=0xE007F => HostileKind::Tag,
        0xAD
        | 0x034F
        | 0x115F
        | 0x1160
        | 0x17B4
        | 0x17B5
        | 0x180B..=0x180F
        | 0x200B..=0x200D
        | 0x2028
        | 0x2029
        | 0x2060..=0x206F
        | 0x3164
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xFFA0
        | 0xFFF9..=0xFFFB
        | 0x13430..=0x1345F
        | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A
        | 0xE0100..=0xE01EF => HostileKind::Invisible,
        0xE000..=0xF8FF | 0xF0000..=0x10_FFFF => HostileKind::Private,
        _ if in_category(&UNASSIGNED, c) => HostileKind::Unassigned,
        _ => return None,
    };
    Some(kind)
}

/// Built once; `None` (the pattern does not compile) counts every rare character as unassigned, and a test sees it.
static UNASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{Cn}$").ok());

fn in_category(pattern: &LazyLock<Option<Regex>>, c: char) -> bool {
    pattern.as_ref().is_none_or(|p| p.is_match(c.encode_utf8(&mut [0; 4])))
}

/// The visible stand-in of a hostile character: `‹U+202E›`.
pub(super) fn mark(c: char) -> String {
    format!("‹U+{:04X}›", u32::from(c))
}
