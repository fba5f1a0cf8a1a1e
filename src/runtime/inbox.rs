//! The inbox as people see it: each file read, with guesses at its partner and code; and a file made a document.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::inbox::InboxFile;
use crate::catalog::Catalog;
use crate::domain::checking::significant;
use crate::domain::document::DocCode;
use crate::domain::entry::Digest;
use crate::domain::msg::Msg;
use crate::domain::stated;
use crate::domain::value::Value;
use crate::interchange::evidence;
use crate::text;
use crate::text::Mode;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// Codes offered for one file: as many as digits choose beside the partners.
const MOST_CODES: usize = 4;
/// Lines kept of a file's text.
const MOST_LINES: usize = 400;
/// Larger files are listed and not looked into.
const LARGEST: u64 = 64 << 20;

/// Every file of the inbox with what it seems to be.
///
/// # Errors
/// The folder cannot be read, or the desk does not answer.
pub fn look(desk: &dyn Desk, cancel: &AtomicBool) -> Result<Vec<InboxFile>, Refusal> {
    let catalog = Catalog::shipped().map_err(|why| Refusal::internal(why.to_string()))?;
    let mut files = Vec::new();
    let mut asked = Vec::new();
    for arrived in desk.inbox()? {
        if cancel.load(Ordering::Relaxed) {
            return Err(Refusal::cancelled());
        }
        // A file that went away or cannot be read while the others are looked at is left for the next time.
        let Some(bytes) = (arrived.bytes <= LARGEST).then(|| desk.arrived(&arrived.name).ok()).flatten() else {
            continue;
        };
        let reading = evidence::read(&bytes);
        let whole = format!("{}\n{}", arrived.name, reading.pages.join("\n"));
        let sha256 = Digest::of(&bytes).to_string();
        asked.push((whole, sha256.clone()));
        files.push(InboxFile {
            codes: codes(catalog, &arrived.name, &reading.pages),
            sha256,
            form: reading.form,
            text: reading.lines(MOST_LINES),
            stated: stated::stated(&reading.pages),
            guess: crate::api::inbox::Guess::default(),
            file: arrived,
        });
    }
    if let Answer::Guess(guesses) = desk.ask(&Query::Guess { files: asked }, cancel)? {
        for (file, guess) in files.iter_mut().zip(guesses) {
            file.guess = guess;
        }
    }
    Ok(files)
}

/// Codes a paper may have, best first: what its name says counts more than what stands in it.
fn codes(catalog: &Catalog, name: &str, pages: &[String]) -> Vec<DocCode> {
    let first = significant(pages.first().map(String::as_str).unwrap_or_default());
    let whole = significant(name);
    let parts: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(str::to_uppercase).collect();
    let score = |rule: &crate::domain::requirement::DocRule| {
        let short = rule.code.as_str().trim_start_matches("D-");
        let named = if parts.iter().any(|part| part == short) { 4 } else { 0 };
        let says = |text: &str| rule.words.iter().filter(|word| text.contains(significant(word).as_str())).count();
        named + 3 * says(&whole) + says(&first) + usize::from(first.contains(&significant(rule.code.as_str())))
    };
    let mut found: Vec<(usize, DocCode)> = catalog.documents.iter().map(|rule| (score(rule), rule.code)).collect();
    found.retain(|(score, _)| *score > 0);
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(MOST_CODES).map(|(_, code)| code).collect()
}

/// Makes a document of a file: its copy stored, one command, then the file put away.
///
/// # Errors
/// The file is another than was looked at, cannot be read or stored, or the desk refuses the document; then it stays.
pub fn file(desk: &dyn Desk, name: &str, sha256: &str, mut command: Command) -> Result<Done, Refusal> {
    let bytes = desk.arrived(name)?;
    if Digest::of(&bytes).to_string() != sha256 {
        return Err(Refusal::new(Ground::Stale, Msg::new("inbox-changed").with("file", name)));
    }
    let blob = desk.store("evidence", &bytes)?;
    if let Act::Create { fields, .. } = &mut command.act {
        let named = text::sanitise(name, Mode::Line).text;
        let parts = [("name", named), ("sha256", sha256.to_owned()), ("bytes", blob.bytes.to_string())];
        fields.extend(parts.map(|(part, text)| Assign { path: format!("file.{part}"), value: Value::Text(text) }));
    }
    command.blobs = vec![blob];
    let done = desk.submit(command)?;
    // It is filed whatever becomes of the file: where it cannot be moved it is shown as filed from now on.
    let _ = desk.put_away(name);
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::tests::Bench;
    use crate::domain::kind::KindId;
    use std::fs;

    #[test]
    fn a_file_is_guessed_filed_in_one_command_and_put_away() {
        let bench = Bench::new();
        let desk = bench.open();
        let partner = bench.partner(&desk, "lin", "Nordlicht Handel").to_string();
        let inbox = bench.dir.path().join("inbox");
        fs::create_dir_all(&inbox).unwrap();
        fs::write(inbox.join("scan of today.txt"), "Business licence\nNORDLICHT  HANDEL\nNo. 7").unwrap();
        let go = AtomicBool::new(false);
        let found = look(&desk, &go).unwrap();
        assert_eq!(found[0].codes.first(), Some(&DocCode::Lic));
        assert_eq!(found[0].guess.partners[0].id.to_string(), partner);
        assert_eq!(found[0].guess.filed, []);
        let fields = vec![
            Assign { path: "partner".into(), value: Value::Ref(partner.clone()) },
            Assign { path: "code".into(), value: Value::Code("D-LIC".into()) },
        ];
        let command = bench.command("lin", Act::Create { kind: KindId::Document, fields });
        let stale = file(&desk, "scan of today.txt", "another", command.clone()).unwrap_err();
        assert_eq!(stale.ground, Ground::Stale);
        let done = file(&desk, "scan of today.txt", &found[0].sha256, command).unwrap();
        assert!(look(&desk, &go).unwrap().is_empty());
        assert!(inbox.join("filed/scan of today.txt").is_file());
        // The same file once more, under another name: it is known.
        fs::write(inbox.join("P-000001-lic.txt"), "Business licence\nNORDLICHT  HANDEL\nNo. 7").unwrap();
        let again = look(&desk, &go).unwrap();
        assert_eq!(again[0].guess.filed, [(done.ids[0], partner.parse().unwrap())]);
        assert_eq!(again[0].guess.partners[0].by, "P-000001");
    }

    #[test]
    fn a_refused_document_leaves_its_file_where_it_is() {
        let bench = Bench::new();
        let desk = bench.open();
        let inbox = bench.dir.path().join("inbox");
        fs::create_dir_all(&inbox).unwrap();
        fs::write(inbox.join("a.txt"), "x").unwrap();
        let sha256 = Digest::of(b"x").to_string();
        let command = bench.command("bo", Act::Create { kind: KindId::Document, fields: Vec::new() });
        assert_eq!(file(&desk, "a.txt", &sha256, command).unwrap_err().ground, Ground::NotPermitted);
        assert!(inbox.join("a.txt").is_file());
    }
}
