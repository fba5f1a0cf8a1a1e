//! Whose a text is: partners whose id, identifier or legal name stands in it; and where a file is filed already.

use crate::api::Ground;
use crate::api::Refusal;
use crate::api::inbox::Candidate;
use crate::api::inbox::Guess;
use crate::desk::state::State;
use crate::desk::tables::id_of;
use crate::domain::checking::significant;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::query::Cell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// Candidates of one text: as many as digits choose.
const MOST: usize = 5;
/// Shorter names stand in too many texts.
const LEAST_NAME: usize = 4;
/// Shorter words are no identifier.
const LEAST_IDENTIFIER: usize = 8;

/// Guesses for each text with its file's hash.
pub fn guess(state: &State, files: &[(String, String)], cancel: &AtomicBool) -> Result<Vec<Guess>, Refusal> {
    let mut out: Vec<Guess> = files.iter().map(|(text, sha256)| by_ids(state, text, sha256)).collect();
    let texts: Vec<String> = files.iter().map(|(text, _)| significant(text)).collect();
    let Some(columns) = state.tables.roster(KindId::Partner) else { return Ok(out) };
    for row in 0..u32::try_from(columns.len()).unwrap_or(u32::MAX) {
        if row % 4_096 == 0 && cancel.load(Ordering::Relaxed) {
            return Err(Refusal::new(Ground::Cancelled, Msg::new("refused-cancelled")));
        }
        for column in ["legal_name_local", "legal_name_en"] {
            let Cell::Text(name) = columns.cell(row, column) else { continue };
            let wanted = significant(name);
            if wanted.chars().count() < LEAST_NAME {
                continue;
            }
            let id = id_of(KindId::Partner, row);
            for (guess, text) in out.iter_mut().zip(&texts) {
                if text.contains(wanted.as_str()) {
                    add(state, guess, id, name);
                }
            }
        }
    }
    Ok(out)
}

/// What ids and identifiers say, the surest first, and the documents of this very file.
fn by_ids(state: &State, text: &str, sha256: &str) -> Guess {
    let mut guess = Guess::default();
    let document = |number: u64| {
        let id = Id::new(KindId::Document, number);
        let stored = state.get(id).ok().flatten()?;
        Some((id, Document::of(&stored.record)?.partner.id()?))
    };
    guess.filed = state.tables.maps.file(sha256).into_iter().filter_map(document).collect();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
        // A file name such as P-000123-licence goes on behind the id.
        let parts: Vec<&str> = word.split('-').collect();
        let pairs = parts.iter().zip(parts.iter().skip(1)).map(|(a, b)| format!("{a}-{b}").to_ascii_uppercase());
        for (named, word) in pairs.filter_map(|pair| Some((pair.parse::<Id>().ok()?, pair))) {
            if named.kind == KindId::Partner && (1..=state.count(KindId::Partner)).contains(&named.number) {
                add(state, &mut guess, named, &word);
            }
        }
    }
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= LEAST_IDENTIFIER) {
        for number in state.tables.maps.value(&word.to_ascii_uppercase()) {
            add(state, &mut guess, Id::new(KindId::Partner, number), word);
        }
    }
    guess
}

fn add(state: &State, guess: &mut Guess, id: Id, by: &str) {
    if guess.partners.len() >= MOST || guess.partners.iter().any(|known| known.id == id) {
        return;
    }
    if let Ok(Some(stored)) = state.get(id) {
        guess.partners.push(Candidate { id, title: stored.title(), by: by.to_owned() });
    }
}
