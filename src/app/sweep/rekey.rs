//! Keying a value a second time: what the paper says, before the record is shown.

use super::Mode;
use super::Sweep;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::domain::checking;
use crate::domain::checking::Rekey;
use crate::domain::msg::Msg;
use serde::Deserialize;
use serde::Serialize;

/// A value that was keyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyed {
    /// Which.
    pub field: Rekey,
    /// What was keyed.
    pub typed: String,
    /// What the record says, in the same form.
    pub record: String,
    /// They differ, and the checker has looked again and holds the record to be right.
    pub record_right: bool,
}

impl Keyed {
    /// Whether both are the same.
    pub fn matched(&self) -> bool {
        self.typed == self.record
    }

    /// Whether it needs no further word.
    pub fn settled(&self) -> bool {
        self.matched() || self.record_right
    }
}

impl Sweep {
    /// What the record says of a value, in the form it is keyed in.
    pub fn expected(&self, field: Rekey) -> String {
        let of = |sheet: &crate::api::check::CheckSheet| checking::expected(&sheet.document, field, sheet.rekey_last);
        self.sheet.as_ref().map(|sheet| of(sheet)).unwrap_or_default()
    }

    /// The mode that asks for the next value to be keyed; ticking when there is none.
    pub(super) fn next_key(&self) -> Mode {
        let open = self.wanted().iter().find(|field| !self.keyed_of(**field).is_some_and(Keyed::settled));
        match open {
            Some(field) if self.keyed_of(*field).is_some() => Mode::Differs(*field),
            Some(field) => Mode::Keying(*field),
            None => Mode::Ticking,
        }
    }

    /// A character of the value being keyed.
    pub(super) fn typed(&mut self, c: char, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Mode::Keying(field) = self.mode else { return Outcome::pass() };
        if !self.gate.open(read, ctx.env.now) {
            return Outcome::stay().say(Msg::new("sweep-typed-ahead"), Tone::Warning);
        }
        self.line.insert(c);
        let whole = self.expected(field).chars().count();
        let keyed = checking::significant(self.line.text()).chars().count();
        if whole > 0 && keyed >= whole { self.compare(field) } else { Outcome::stay() }
    }

    /// The value is keyed: it is compared with the record's.
    pub(super) fn compare(&mut self, field: Rekey) -> Outcome {
        let keyed = Keyed {
            field,
            typed: checking::significant(self.line.text()),
            record: self.expected(field),
            record_right: false,
        };
        self.line.set("");
        let matched = keyed.matched();
        self.keyed.retain(|known| known.field != field);
        self.keyed.push(keyed);
        if matched {
            self.ticked.insert(field.point());
            self.mode = self.next_key();
            return self.keep(Outcome::stay());
        }
        self.mode = Mode::Differs(field);
        // Whoever keys on in one go must not decide by it.
        self.gate.close();
        self.keep(Outcome::stay().say(Msg::new("sweep-differs"), Tone::Warning))
    }

    /// A digit while the keyed value is not the record's.
    pub(super) fn resolve(&mut self, field: Rekey, digit: u8, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match digit {
            1 => {
                if let Some(keyed) = self.keyed.iter_mut().find(|keyed| keyed.field == field) {
                    keyed.record_right = true;
                }
                self.ticked.insert(field.point());
                self.mode = self.next_key();
                Outcome::stay()
            }
            2 => {
                self.keyed.retain(|keyed| keyed.field != field);
                self.mode = Mode::Keying(field);
                Outcome::stay()
            }
            3 => {
                let difference = self.keyed_of(field).map(|keyed| difference(keyed, ctx)).unwrap_or_default();
                self.reject(crate::domain::document::RejectReason::Differs, &difference, ctx)
            }
            _ => Outcome::stay().say(Msg::new("sweep-digits-differs"), Tone::Warning),
        }
    }
}

/// The difference as the reason of a rejection.
fn difference(keyed: &Keyed, ctx: &Ctx<'_, '_>) -> String {
    let msg = Msg::new("sweep-difference")
        .term("field", format!("code-rekey-{}", keyed.field.as_str().replace('_', "-")))
        .with("record", keyed.record.as_str())
        .with("paper", keyed.typed.as_str());
    ctx.i18n.text(&msg)
}
