//! Lays keymap files over each other and lints the result.
//!
//! Single lines are `file`'s; this module judges what only several lines show: duplicates, hidden sequences, dangerous
//! places, a way out that was lost. The codes are listed in the layer's root.

use super::action::Act;
use super::action::Danger;
use super::context::Context;
use super::file;
use super::file::Origin;
use super::file::Parsed;
use super::file::RawBinding;
use super::file::Token;
use super::key::Key;
use super::key::KeyCode;
use super::key::parse_chord;
use super::key::print_sequence;
use super::keymap::BUILT_IN;
use super::keymap::Binding;
use super::keymap::Bindings;
use super::keymap::Found;
use super::keymap::Keymap;
use super::keymap::Layer;
use super::keymap::preset;
use crate::text::Diagnostic;
use std::collections::BTreeMap;

const ESC: Key = Key::plain(KeyCode::Esc);

/// The way out of each context that would otherwise hold a person: lost, it is put back on esc.
const WAYS_OUT: &[(Context, Act)] = &[
    (Context::Global, Act::Back),
    (Context::Review, Act::Back),
    (Context::Assess, Act::Back),
    (Context::Cover, Act::Back),
    (Context::Panel, Act::Back),
    (Context::Sweep, Act::Back),
    (Context::Extract, Act::Back),
    (Context::Inbox, Act::Back),
    (Context::Quiz, Act::Back),
    (Context::Letter, Act::Back),
    (Context::Help, Act::Back),
    (Context::Form, Act::FormCancel),
    (Context::Confirm, Act::ConfirmNo),
    (Context::Import, Act::ConfirmNo),
    (Context::Picker, Act::InputCancel),
    (Context::Palette, Act::InputCancel),
    (Context::Cmdline, Act::InputCancel),
    (Context::Prompt, Act::InputCancel),
];

pub(crate) fn load(layers: &[Layer<'_>]) -> (Keymap, Vec<Diagnostic>) {
    // The preset stands below the files that may name it, so it is looked for before the places are given.
    let named = layers.iter().filter_map(|layer| file::parse(0, layer.name, layer.text).preset).next_back();
    let chosen = named.as_deref().and_then(preset);
    let all = std::iter::once(BUILT_IN).chain(chosen).chain(layers.iter().copied());
    let parsed: Vec<Parsed> = all.enumerate().map(|(n, layer)| file::parse(n, layer.name, layer.text)).collect();
    let leader = parsed.iter().filter_map(|p| p.leader).next_back().unwrap_or(Key::char(' '));
    let mut merger = Merger { leader, bindings: Bindings::new(), lost: Vec::new(), diagnostics: Vec::new() };
    let mut layout = BTreeMap::new();
    for layer in parsed {
        merger.diagnostics.extend(layer.diagnostics);
        layout.extend(layer.layout);
        // What a file unbinds it unbinds before it binds, wherever the lines stand.
        let (binds, unbinds): (Vec<_>, Vec<_>) = layer.bindings.into_iter().partition(|b| b.target.is_some());
        for raw in unbinds {
            merger.unbind(raw);
        }
        for raw in binds {
            merger.bind(raw);
        }
    }
    merger.keep_ways_out();
    let Merger { bindings, mut diagnostics, .. } = merger;
    let map = Keymap { bindings, layout, leader };
    diagnostics.extend(hidden(&map));
    diagnostics.extend(split_alt(&map));
    diagnostics.extend(twins(&map));
    (map, diagnostics)
}

struct Merger {
    leader: Key,
    bindings: Bindings,
    /// What was taken from a context, and by which line.
    lost: Vec<(Context, Act, Origin)>,
    diagnostics: Vec<Diagnostic>,
}

impl Merger {
    fn expand(&self, tokens: &[Token]) -> Vec<Key> {
        let key = |token: &Token| match token {
            Token::Key(key) => *key,
            Token::Leader => self.leader,
        };
        tokens.iter().map(key).collect()
    }

    fn remove(&mut self, context: Context, keys: &[Key], by: &Origin) -> bool {
        let removed = self.bindings.remove(&(context, keys.to_vec()));
        if let Some(Binding { target: Some((def, _)), .. }) = &removed {
            self.lost.push((context, def.act, by.clone()));
        }
        removed.is_some()
    }

    fn unbind(&mut self, raw: RawBinding) {
        let keys = self.expand(&raw.tokens);
        if self.remove(raw.context, &keys, &raw.origin) {
            return;
        }
        let inherited = raw.context.lineage().any(|c| self.bindings.contains_key(&(c, keys.clone())));
        if inherited {
            let binding = Binding { target: None, origin: raw.origin };
            self.bindings.insert((raw.context, keys), binding);
        } else {
            let message = format!("'{}' is not bound in {}", print_sequence(&keys), raw.context);
            self.diagnostics.push(raw.origin.warning("W04", message, "remove the line"));
        }
    }

    fn bind(&mut self, raw: RawBinding) {
        let keys = self.expand(&raw.tokens);
        let (context, origin) = (raw.context, raw.origin);
        if let Some((def, _)) = &raw.target
            && def.danger == Danger::Opens
            && reflex(&keys)
        {
            let message = format!("'{}' opens a decision and may not sit on one unmodified key", def.id);
            let help = format!("put the leader in front: `leader {}`", print_sequence(&keys));
            self.diagnostics.push(origin.error("D01", message, &help));
            return;
        }
        if let Some(Binding { target: Some((def, _)), origin: other }) = self.bindings.get(&(context, keys.clone()))
            && other.layer == origin.layer
        {
            let message = format!(
                "'{}' is bound twice in {context}: to '{}' in line {}",
                print_sequence(&keys),
                def.id,
                other.line
            );
            self.diagnostics.push(origin.error("B01", message, "keep one of the two"));
            return;
        }
        if !self.make_room(context, &keys, &origin) {
            return;
        }
        self.remove(context, &keys, &origin);
        self.bindings.insert((context, keys), Binding { target: raw.target, origin });
    }

    /// Clears what a new sequence hides in its own context; `false` when the same file says both.
    fn make_room(&mut self, context: Context, keys: &[Key], origin: &Origin) -> bool {
        let clashes = |other: &[Key]| other != keys && (other.starts_with(keys) || keys.starts_with(other));
        let clashing: Vec<(Vec<Key>, Origin)> = self
            .bindings
            .iter()
            .filter(|((c, other), binding)| *c == context && clashes(other) && binding.target.is_some())
            .map(|((_, other), binding)| (other.clone(), binding.origin.clone()))
            .collect();
        let text = print_sequence(keys);
        if let Some((other, there)) = clashing.iter().find(|(_, there)| there.layer == origin.layer) {
            let message = format!("'{text}' and '{}' in line {} hide each other", print_sequence(other), there.line);
            let help = "a sequence may not begin with keys that do something already";
            self.diagnostics.push(origin.error("B02", message, help));
            return false;
        }
        if !clashing.is_empty() {
            let names: Vec<_> = clashing.iter().map(|(other, _)| format!("'{}'", print_sequence(other))).collect();
            let message = format!("'{text}' replaces {} in {context}", names.join(", "));
            self.diagnostics.push(origin.warning("B02", message, "unbind them to say that it is meant"));
        }
        for (other, _) in &clashing {
            self.remove(context, other, origin);
        }
        true
    }

    fn keep_ways_out(&mut self) {
        for (context, act) in WAYS_OUT {
            let kept = self.bindings.iter().any(|((c, keys), binding)| {
                let typed = context.text_input() && keys.first().is_some_and(|k| k.text().is_some());
                c == context && !typed && binding.target.as_ref().is_some_and(|(def, _)| def.act == *act)
            });
            if kept {
                continue;
            }
            let by = self.lost.iter().rev().find(|(c, lost, _)| c == context && lost == act);
            let Some((origin, def)) = by.map(|(_, _, origin)| origin.clone()).zip(act.def()) else { continue };
            let message = format!("no key is left for '{act}' in {context}: esc keeps it");
            self.diagnostics.push(origin.error("L01", message, "bind it to another key as well"));
            self.bindings.retain(|(c, keys), _| c != context || keys.first() != Some(&ESC));
            self.bindings.insert((*context, vec![ESC]), Binding { target: Some((def, None)), origin });
        }
    }
}

/// One press, or one split escape sequence of a slow link, types it.
fn reflex(keys: &[Key]) -> bool {
    match keys {
        [only] => only.is_unmodified(),
        [first, ..] => *first == ESC,
        [] => false,
    }
}

/// W01 and B02 between a context and its parents, one for each line that should change.
fn hidden(map: &Keymap) -> Vec<Diagnostic> {
    // By the line's place: the line, what it is about, and what it hides or where it is hidden.
    let mut hiding: BTreeMap<(usize, usize), (&Origin, String, Vec<String>)> = BTreeMap::new();
    let mut unheard = hiding.clone();
    for ((inner, keys), near) in &map.bindings {
        for ((parent, other), far) in &map.bindings {
            let inherits = parent != inner && inner.hears(*parent);
            let related = other.starts_with(keys) || keys.starts_with(other);
            if !inherits || !related || near.target.is_none() || far.target.is_none() || near.target == far.target {
                continue;
            }
            let (here, there) = (print_sequence(keys), print_sequence(other));
            let (at, list, about, item) = if near.origin.layer < far.origin.layer {
                (&far.origin, &mut unheard, there, format!("{inner} ('{here}')"))
            } else if keys == other {
                continue;
            } else {
                (&near.origin, &mut hiding, format!("'{here}' in {inner}"), format!("'{there}'"))
            };
            list.entry((at.layer, at.order)).or_insert_with(|| (at, about, Vec::new())).2.push(item);
        }
    }
    let hiding = hiding.into_values().map(|(origin, about, items)| {
        let message = format!("{about} hides {} of its parents", items.join(", "));
        origin.warning("B02", message, "choose another key, or unbind these to say that it is meant")
    });
    let unheard = unheard.into_values().map(|(origin, about, items)| {
        let message = format!("'{about}' does not reach {}, which bind it already", items.join(", "));
        origin.warning("W01", message, "bind it there too, or unbind there what is in its way")
    });
    hiding.chain(unheard).collect()
}

/// W03: an alt key whose escape arrives alone leaves its letter behind, which then must not do something else.
fn split_alt(map: &Keymap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ((context, keys), binding) in &map.bindings {
        let (Some(first), Some(target)) = (keys.first(), &binding.target) else { continue };
        if !first.alt || first.ctrl || !matches!(first.code, KeyCode::Char(_)) {
            continue;
        }
        let letter = Key { alt: false, ..*first };
        let harm = Context::ALL.iter().filter(|c| c.hears(*context)).find_map(|c| {
            let chain: Vec<_> = c.lineage().collect();
            match map.resolve(&chain, &[letter]) {
                Found::Match(Binding { target: Some(other), .. }) if other != target => Some((c, other.0.id)),
                _ => None,
            }
        });
        if let Some((place, other)) = harm {
            let message =
                format!("on a slow link '{first}' can arrive as 'esc' and '{letter}', which is '{other}' in {place}");
            found.push(binding.origin.warning("W03", message, "choose a ctrl key or a function key"));
        }
    }
    found
}

/// W02: a key that can arrive as another one, unless both do the same.
fn twins(map: &Keymap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ((context, keys), binding) in &map.bindings {
        let Some(target) = &binding.target else { continue };
        for (at, key) in keys.iter().enumerate() {
            let Some(twin) = key.twin() else { continue };
            let sent: Vec<Key> = parse_chord(twin)
                .map(|twin| keys.iter().enumerate().map(|(n, k)| if n == at { twin } else { *k }).collect())
                .unwrap_or_default();
            let chain: Vec<_> = context.lineage().collect();
            let harmless = match map.resolve(&chain, &sent) {
                Found::Match(Binding { target: Some(other), .. }) => other == target,
                _ => false,
            };
            if !harmless {
                let message = format!("some terminals send '{twin}' for '{key}'");
                let help = format!("bind '{}' to the same action, or choose another key", print_sequence(&sent));
                found.push(binding.origin.warning("W02", message, &help));
            }
        }
    }
    found
}
