//! `FIELD=VALUE` as typed, read by the field tables.

use crate::api::Assign;
use crate::cli::fail::Fail;
use crate::cli::session::Session;
use crate::cli::session::file;
use crate::cli::session::file_name;
use crate::domain::entry::BlobRef;
use crate::domain::identifiers;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::text::Mode;
use crate::text::did_you_mean;
use crate::text::sanitise;
use std::path::Path as FilePath;

/// Reads every `FIELD=VALUE` for records of a kind; all mistakes are reported at once.
pub fn all(kind: KindId, words: &[String]) -> Result<Vec<Assign>, Fail> {
    let mut made = Vec::new();
    let mut wrong = Vec::new();
    let mut near = None;
    for word in words {
        let (path, text) = split(word)?;
        match one(kind, path, text) {
            Ok(assign) => made.push(assign),
            Err(why) => {
                near = near.or_else(|| did_you_mean(path, kind.def().fields.iter().map(|f| f.name)));
                wrong.push((path.to_owned(), why));
            }
        }
    }
    if wrong.is_empty() {
        return Ok(made);
    }
    let mut fail = Fail::user(Msg::new("cli-fields-wrong").with("n", wrong.len()));
    fail.hints.extend(near.map(|near| Msg::new("cli-did-you-mean").with("near", near)));
    fail.fields = wrong;
    Err(fail.hint(Msg::new("cli-fields-hint")))
}

/// Name and value of a word.
pub fn split(word: &str) -> Result<(&str, &str), Fail> {
    word.split_once('=').ok_or_else(|| {
        Fail::user(Msg::new("cli-not-a-field").with("found", word)).hint(Msg::new("cli-not-a-field-hint"))
    })
}

/// One field. An identifier is put into the form of its scheme; a wrong one stays as it is, for the rules to report.
fn one(kind: KindId, path: &str, text: &str) -> Result<Assign, Msg> {
    let place = Path::parse(kind, path)?;
    let unknown = || Msg::new("value-unknown-field").with("found", path).with("known", String::new());
    let field = place.field(kind).ok_or_else(unknown)?;
    let clean = sanitise(text, Mode::Block).text;
    let scheme = path.strip_prefix("identifiers[").and_then(|p| p.strip_suffix("].value"));
    let verdict = scheme.and_then(|scheme| identifiers::check(scheme, &clean));
    let text = verdict.as_ref().and_then(|v| v.canonical()).unwrap_or(&clean);
    Ok(Assign { path: path.to_owned(), value: field.parse(text)? })
}

/// Stores a filed copy and the fields that name it.
pub fn filed(session: &Session, kind: KindId, path: &FilePath) -> Result<(BlobRef, Vec<Assign>), Fail> {
    if kind.def().field("file").is_none() {
        return Err(Fail::user(Msg::new("cli-no-file-field").term("kind", kind.def().label())));
    }
    let blob = session.desk().store("evidence", &file(path)?)?;
    let bytes = i64::try_from(blob.bytes).unwrap_or(i64::MAX);
    let assign = |member: &str, value: Value| Assign { path: format!("file.{member}"), value };
    let fields = vec![
        assign("name", Value::Text(sanitise(&file_name(path), Mode::Line).text)),
        assign("sha256", Value::Text(blob.sha256.to_string())),
        assign("bytes", Value::Int(bytes)),
    ];
    Ok((blob, fields))
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::domain::kind::KindId;
    use crate::domain::value::Value;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn values_are_read_by_their_fields() {
        let made = all(
            KindId::Partner,
            &words(&["country=cn", "type_set=ece,log", "note=a=b", "identifiers[lei].value=5493 001k jtii gc8y 1r12"]),
        )
        .expect("fields");
        let values: Vec<&Value> = made.iter().map(|a| &a.value).collect();
        assert_eq!(
            values,
            [
                &Value::Code("CN".into()),
                &Value::List(vec![Value::Code("ECE".into()), Value::Code("LOG".into())]),
                &Value::Text("a=b".into()),
                &Value::Text("5493001KJTIIGC8Y1R12".into()),
            ]
        );
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let fail =
            all(KindId::Partner, &words(&["country=Atlantis", "incorporation_date=soon", "cuntry=CN"])).unwrap_err();
        assert_eq!(fail.fields.len(), 3);
        assert_eq!(fail.kind.exit_code(), 2);
        assert!(fail.hints.iter().any(|h| h.id == "cli-did-you-mean"));
        assert!(all(KindId::Partner, &words(&["country"])).is_err());
    }
}
