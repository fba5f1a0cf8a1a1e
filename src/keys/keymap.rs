//! The keymap: what is bound where after all layers, and the questions people ask of it.
//!
//! It answers what a sequence means, which keys reach an action, and what help and footer show. It holds no state of
//! typing (that is the resolver's).

use super::action::Act;
use super::action::ActionDef;
use super::context::Context;
use super::context::chain;
use super::file::Origin;
use super::file::RESERVED;
use super::file::Target;
use super::key::Key;
use super::key::print_sequence;
use super::merge;
use crate::text::Diagnostic;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const DEFAULT: &str = include_str!("../../keymaps/default.toml");
const VIM: &str = include_str!("../../keymaps/vim.toml");
const EMACS: &str = include_str!("../../keymaps/emacs.toml");

/// The names of the presets that ship.
pub const PRESETS: &[&str] = &["vim", "emacs"];

/// One keymap file: the name diagnostics show, and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer<'a> {
    /// Usually the path.
    pub name: &'a str,
    /// The content of the file.
    pub text: &'a str,
}

/// A preset that ships, by name.
pub fn preset(name: &str) -> Option<Layer<'static>> {
    match name {
        "vim" => Some(Layer { name: "keymaps/vim.toml", text: VIM }),
        "emacs" => Some(Layer { name: "keymaps/emacs.toml", text: EMACS }),
        _ => None,
    }
}

/// The map under all others.
pub(crate) const BUILT_IN: Layer<'static> = Layer { name: "keymaps/default.toml", text: DEFAULT };

/// One sequence in one context.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub target: Target,
    pub origin: Origin,
}

/// What is bound in a context and to what.
pub(crate) type Bindings = BTreeMap<(Context, Vec<Key>), Binding>;

/// All bindings after all layers.
#[derive(Debug, Clone)]
pub struct Keymap {
    pub(crate) bindings: Bindings,
    pub(crate) layout: BTreeMap<char, char>,
    pub(crate) leader: Key,
}

/// What a sequence is in a map.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Found<'a> {
    /// Bound; a binding without target is unbound on purpose and hides the parents'.
    Match(&'a Binding),
    /// The beginning of something bound.
    Prefix,
    Nothing,
}

/// What a key would do after a pending prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The next key in its text form.
    pub key: String,
    /// What it does; `None` when more keys follow it.
    pub action: Option<&'static ActionDef>,
    /// The action's argument.
    pub arg: Option<String>,
    /// How many bindings follow; 1 for an action.
    pub count: usize,
}

/// One line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    /// The keys that do it, ` | ` between alternatives.
    pub keys: String,
    /// The action.
    pub action: &'static ActionDef,
    /// Its argument.
    pub arg: Option<String>,
}

/// What works because of one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The context; its label is [`Context::label_id`].
    pub context: Context,
    /// In the order of the registry.
    pub rows: Vec<HelpRow>,
}

impl Keymap {
    /// The built-in map, the preset that the layers name, and the layers, later ones over earlier ones
    /// (site, user, `--keymap`).
    ///
    /// Never fails: a bad line is reported and skipped.
    pub fn load(layers: &[Layer<'_>]) -> (Self, Vec<Diagnostic>) {
        merge::load(layers)
    }

    /// The built-in map alone.
    pub fn built_in() -> Self {
        Self::load(&[]).0
    }

    /// The key that `leader` stands for.
    pub fn leader(&self) -> Key {
        self.leader
    }

    /// A key as it is compared outside text fields: normal form, then the layout of another script.
    pub fn normalise(&self, key: Key) -> Key {
        let key = key.normalise();
        match key.code {
            super::key::KeyCode::Char(c) => match self.layout.get(&c) {
                Some(to) => Key { code: super::key::KeyCode::Char(*to), ..key }.normalise(),
                None => key,
            },
            _ => key,
        }
    }

    /// What `sequence` is in `context` alone.
    pub(crate) fn find(&self, context: Context, sequence: &[Key]) -> Found<'_> {
        let start = (context, sequence.to_vec());
        match self.bindings.range(start..).next() {
            Some(((c, keys), binding)) if *c == context && keys == sequence => Found::Match(binding),
            Some(((c, keys), _)) if *c == context && keys.starts_with(sequence) => Found::Prefix,
            _ => Found::Nothing,
        }
    }

    /// What `sequence` is along a chain: the innermost context that knows it decides.
    pub(crate) fn resolve(&self, chain: &[Context], sequence: &[Key]) -> Found<'_> {
        chain
            .iter()
            .map(|context| self.find(*context, sequence))
            .find(|found| !matches!(found, Found::Nothing))
            .unwrap_or(Found::Nothing)
    }

    /// What may follow `prefix` along a chain, in the order of the keys.
    pub(crate) fn hints(&self, chain: &[Context], prefix: &[Key]) -> Vec<Hint> {
        let mut next: BTreeMap<Key, Hint> = BTreeMap::new();
        for context in chain {
            for ((_, keys), _) in self.under(*context, prefix) {
                let Some(key) = keys.get(prefix.len()) else { continue };
                let mut sequence = prefix.to_vec();
                sequence.push(*key);
                let hint = match self.resolve(chain, &sequence) {
                    Found::Match(Binding { target: Some((def, arg)), .. }) => {
                        Hint { key: key.to_string(), action: Some(def), arg: arg.clone(), count: 1 }
                    }
                    Found::Prefix => {
                        let count = chain.iter().map(|c| self.under(*c, &sequence).count()).sum();
                        Hint { key: key.to_string(), action: None, arg: None, count }
                    }
                    _ => continue,
                };
                next.entry(*key).or_insert(hint);
            }
        }
        next.into_values().collect()
    }

    /// The bindings of a context that begin with `prefix`.
    fn under<'a>(
        &'a self,
        context: Context,
        prefix: &'a [Key],
    ) -> impl Iterator<Item = (&'a (Context, Vec<Key>), &'a Binding)> {
        self.bindings
            .range((context, prefix.to_vec())..)
            .take_while(move |((c, keys), _)| *c == context && keys.starts_with(prefix))
    }

    /// The bindings of `context` that work when `chain` is in force, the user's own first.
    fn visible<'a>(
        &'a self,
        context: Context,
        chain: &'a [Context],
    ) -> Vec<(&'a [Key], &'static ActionDef, Option<&'a str>)> {
        let mut rows: Vec<_> = self
            .under(context, &[])
            .filter_map(|((_, keys), binding)| {
                let (def, arg) = binding.target.as_ref()?;
                let reached = match self.resolve(chain, keys) {
                    Found::Match(found) => std::ptr::eq(found, binding),
                    _ => false,
                };
                let open = (1..keys.len())
                    .all(|n| keys.get(..n).is_some_and(|prefix| matches!(self.resolve(chain, prefix), Found::Prefix)));
                let place = (Reverse(binding.origin.layer), binding.origin.order);
                (reached && open).then_some((place, (keys.as_slice(), *def, arg.as_deref())))
            })
            .collect();
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The keys that reach an action in a context, the user's own first; empty when none does.
    ///
    /// Without `arg` any argument counts. A life-cycle verb may be asked for by its own name
    /// (`partner.suspend` is `do partner.suspend`).
    pub fn keys_for(&self, action_id: &str, arg: Option<&str>, context: Context) -> Vec<String> {
        self.sequences_for(action_id, arg, &[context]).iter().map(|keys| print_sequence(keys)).collect()
    }

    /// As [`Keymap::keys_for`], as keys to press, in a stack of contexts (innermost first).
    pub fn sequences_for(&self, action_id: &str, arg: Option<&str>, contexts: &[Context]) -> Vec<Vec<Key>> {
        let (act, arg) = match Act::from_id(action_id) {
            Some(act) => (act, arg),
            None => (Act::Do, Some(action_id)),
        };
        let chain = chain(contexts, contexts.first().is_some_and(|c| c.text_input()));
        let mut found: Vec<Vec<Key>> = chain
            .iter()
            .flat_map(|context| self.visible(*context, &chain))
            .filter(|(_, def, bound)| def.act == act && (arg.is_none() || *bound == arg))
            .map(|(keys, _, _)| keys.to_vec())
            .collect();
        for (key, reserved) in RESERVED {
            if *reserved == act && !found.iter().any(|keys| keys.as_slice() == [*key]) {
                found.push(vec![*key]);
            }
        }
        found
    }

    /// What works here, a section for each context along the way, innermost first.
    pub fn help(&self, contexts: &[Context]) -> Vec<Section> {
        let chain = chain(contexts, contexts.first().is_some_and(|c| c.text_input()));
        let sections = chain.iter().map(|context| {
            let mut rows: BTreeMap<(Act, Option<&str>), HelpRow> = BTreeMap::new();
            for (keys, action, arg) in self.visible(*context, &chain) {
                let keys = print_sequence(keys);
                rows.entry((action.act, arg))
                    .and_modify(|row| {
                        row.keys.push_str(" | ");
                        row.keys.push_str(&keys);
                    })
                    .or_insert_with(|| HelpRow { keys, action, arg: arg.map(str::to_owned) });
            }
            Section { context: *context, rows: rows.into_values().collect() }
        });
        sections.filter(|section| !section.rows.is_empty()).collect()
    }

    /// For the last line of the screen: of the wanted actions those that have a key here, in the order wanted, each
    /// with its first key.
    pub fn footer(&self, contexts: &[Context], wanted: &[&str]) -> Vec<(String, &'static ActionDef)> {
        let row = |id: &&str| {
            let keys = self.sequences_for(id, None, contexts);
            let def = Act::from_id(id).unwrap_or(Act::Do).def()?;
            keys.first().map(|keys| (print_sequence(keys), def))
        };
        wanted.iter().filter_map(row).collect()
    }

    /// Every binding: context, keys, action, argument and the file it comes from; for `keymap list`.
    pub fn rows(&self) -> Vec<(Context, String, &'static ActionDef, Option<&str>, &str)> {
        let row = |((context, keys), binding): (&(Context, Vec<Key>), &'_ Binding)| {
            let (def, _) = binding.target.as_ref()?;
            Some((*context, print_sequence(keys), *def))
        };
        self.bindings
            .iter()
            .filter_map(|entry| {
                let (context, keys, def) = row(entry)?;
                let arg = entry.1.target.as_ref().and_then(|(_, arg)| arg.as_deref());
                Some((context, keys, def, arg, entry.1.origin.file.as_str()))
            })
            .collect()
    }
}
