//! Turns key presses into actions, one press at a time.
//!
//! It remembers only a begun sequence and a count. There are no time-outs: a sequence ends by a key, never by waiting.
//! It does not know whether an action is possible now; the `app` layer does.

use super::action::ActionDef;
use super::context::Context;
use super::context::chain;
use super::file::RESERVED;
use super::key::Key;
use super::key::KeyCode;
use super::key::print_sequence;
use super::keymap::Binding;
use super::keymap::Found;
use super::keymap::Hint;
use super::keymap::Keymap;

/// The largest count; more digits stay at it.
pub const MAX_COUNT: u32 = 9_999;

/// What a key press came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// An action is to run.
    Run {
        /// Its row in the registry.
        action: &'static ActionDef,
        /// The argument of the binding.
        arg: Option<String>,
        /// The number typed before it; only for actions that repeat.
        count: Option<u32>,
    },
    /// A sequence or a count has begun; what may follow. Empty after a count.
    Pending {
        /// In the order of the keys.
        hints: Vec<Hint>,
    },
    /// A character for the text field, as typed.
    Text(char),
    /// Nothing is bound to it; a begun sequence is over.
    Unmatched,
    /// Esc ended a begun sequence or count, and did nothing else.
    Cancelled,
}

/// A keymap and what has been typed of a sequence so far.
#[derive(Debug, Clone)]
pub struct Resolver {
    map: Keymap,
    pending: Vec<Key>,
    count: Option<u32>,
    /// Where the pending keys were typed: elsewhere they mean nothing.
    place: Vec<Context>,
}

impl Resolver {
    /// A resolver with nothing pending.
    pub fn new(map: Keymap) -> Self {
        Self { map, pending: Vec::new(), count: None, place: Vec::new() }
    }

    /// The map in use.
    pub fn keymap(&self) -> &Keymap {
        &self.map
    }

    /// Forgets a begun sequence and count.
    pub fn reset(&mut self) {
        self.pending.clear();
        self.count = None;
    }

    /// What has been typed so far, such as `12 g`; empty when nothing is pending.
    pub fn pending(&self) -> String {
        let count = self.count.map(|n| n.to_string());
        let keys = (!self.pending.is_empty()).then(|| print_sequence(&self.pending));
        count.into_iter().chain(keys).collect::<Vec<_>>().join(" ")
    }

    /// Takes one key. `contexts` are those in force, innermost first (parents may be left out); with `text_input` a
    /// text field has the cursor, and characters go to it.
    pub fn feed(&mut self, contexts: &[Context], key: Key, text_input: bool) -> Resolved {
        let place = chain(contexts, text_input);
        if place != self.place {
            self.reset();
        }
        if text_input
            && self.pending.is_empty()
            && let Some(c) = key.text()
        {
            self.place = place;
            return Resolved::Text(c);
        }
        let key = self.map.normalise(key);
        if let Some(action) = RESERVED.iter().find(|(k, _)| *k == key).and_then(|(_, act)| act.def()) {
            self.reset();
            return Resolved::Run { action, arg: None, count: None };
        }
        if key == Key::plain(KeyCode::Esc) && (self.count.is_some() || !self.pending.is_empty()) {
            self.reset();
            return Resolved::Cancelled;
        }
        self.place = place;
        self.pending.push(key);
        match self.map.resolve(&self.place, &self.pending) {
            Found::Match(Binding { target: Some((action, arg)), .. }) => {
                let (action, arg) = (*action, arg.clone());
                let count = self.count.filter(|_| action.repeat);
                self.reset();
                Resolved::Run { action, arg, count }
            }
            Found::Prefix => Resolved::Pending { hints: self.map.hints(&self.place, &self.pending) },
            Found::Match(_) => self.unmatched(),
            Found::Nothing => match self.counted(key, text_input) {
                Some(count) => {
                    self.pending.clear();
                    self.count = Some(count);
                    Resolved::Pending { hints: Vec::new() }
                }
                None => self.unmatched(),
            },
        }
    }

    fn unmatched(&mut self) -> Resolved {
        self.reset();
        Resolved::Unmatched
    }

    /// The count with a digit that nothing else wants added to it.
    fn counted(&self, key: Key, text_input: bool) -> Option<u32> {
        let in_list = self.place.first().is_some_and(|c| c.is_list());
        let digit = key.digit().filter(|_| in_list && !text_input && self.pending.len() == 1)?;
        let count = self.count.or((digit > 0).then_some(0))?;
        Some(count.saturating_mul(10).saturating_add(digit).min(MAX_COUNT))
    }
}
