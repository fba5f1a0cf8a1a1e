//! Letters on the command line: `new letter partner=P-…` draws one up, `show L-… --text` prints it as it is read,
//! `--text=html` as it is sent.

use crate::api::Answer;
use crate::api::Assign;
use crate::api::Query;
use crate::api::Shown;
use crate::app::letter;
use crate::app::viewer;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::kind::KindId;
use crate::domain::letter::LetterLanguage;
use crate::domain::msg::Msg;
use crate::report;
use crate::report::LetterForm;

/// Fills in what was not given: contact, language, template, subject line and text, from what the partner lacks or from
/// the `asked_for` that was given.
pub fn draw_up(session: &Session, fields: &mut Vec<Assign>) -> Result<(), Fail> {
    let given = |name: &str| fields.iter().find(|a| a.path == name).map(|a| a.value.clone());
    let text = |name: &str| given(name).map(|v| v.to_string()).filter(|t| !t.is_empty());
    let mut about: Vec<String> =
        given("asked_for").map(|v| v.items().iter().map(ToString::to_string).collect()).unwrap_or_default();
    about.extend(text("partner"));
    if about.is_empty() {
        return Err(Fail::user(Msg::new("cli-letter-who")).hint(Msg::new("cli-letter-hint")));
    }
    // Document codes such as D-LIC name no record; the desk finds those by itself.
    about.retain(|key| key.contains(':') || key.parse::<crate::domain::kind::Id>().is_ok());
    let query = Query::Letter { about, operator: session.operator.clone() };
    let Answer::Letter(draft) = session.ask(&query)? else { return Err(unexpected()) };
    let template = text("template").unwrap_or_else(|| draft.template.clone());
    if text("body").is_none() && !draft.templates.iter().any(|t| t.code == template) {
        let known: Vec<&str> = draft.templates.iter().map(|t| t.code.as_str()).collect();
        return Err(Fail::user(Msg::new("value-unknown-code").with("found", template).with("known", known)));
    }
    let wanted = text("contact");
    let to = draft.contacts.iter().find(|c| wanted.as_ref().is_none_or(|name| c.name == *name));
    let language = text("language").and_then(|tag| LetterLanguage::from_code(&tag));
    let language = language.unwrap_or_else(|| letter::language_of(to));
    let (subject, body) = letter::compose(&draft, &template, to, language);
    for field in letter::fields(&draft, &template, to, language, &subject, &body) {
        if !fields.iter().any(|a| a.path == field.path) {
            fields.push(field);
        }
    }
    Ok(())
}

/// Prints a letter as it is read or sent.
pub fn print(shown: &Shown, form: LetterForm, out: &mut Out) -> Result<(), Fail> {
    if shown.id.kind != KindId::Letter {
        let msg =
            Msg::new("cli-other-kind").with("id", shown.id.to_string()).term("kind", KindId::Letter.def().label());
        return Err(Fail::user(msg));
    }
    for line in report::letter(&viewer::letter_of(shown), form).lines() {
        out.line(&crate::text::visible(line))?;
    }
    Ok(())
}
