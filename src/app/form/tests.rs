//! Forms with canned answers.

use super::*;
use crate::app::part::Next;
use crate::app::review::tests::shown;
use crate::app::testing::Bench;
use crate::app::testing::stale;
use crate::app::testing::submitted;

fn partner() -> Form {
    create(KindId::Partner)
}

fn go(form: &mut Form, path: &str) {
    form.at = form.sheet.find(path).unwrap();
}

fn assigned(bench: &Bench, out: &Outcome) -> Vec<(String, String)> {
    match &bench.sent(out).unwrap().act {
        api::Act::Create { fields, .. } | api::Act::Change { fields, .. } => {
            fields.iter().map(|f| (f.path.clone(), f.value.to_string())).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_is_judged_as_it_is_typed_and_missing_fields_stop_the_save() {
    let mut bench = Bench::new();
    let mut form = partner();
    go(&mut form, "incorporation_date");
    bench.type_into(&mut form, "2026-13-01");
    assert_eq!(form.cell().unwrap().error.as_ref().unwrap().id, "value-not-a-date");
    let out = bench.act(&mut form, Act::FormSave);
    assert!(submitted(&out).is_none());
    assert_eq!(form.at, form.sheet.find("legal_name_local").unwrap(), "the first bad line has the cursor");
}

#[test]
fn a_new_record_sends_what_was_typed() {
    let mut bench = Bench::new();
    let mut form = partner();
    bench.type_into(&mut form, "深圳市某某科技有限公司");
    go(&mut form, "type_set");
    bench.type_into(&mut form, "ece, pay");
    go(&mut form, "country");
    bench.type_into(&mut form, "cn");
    let out = bench.act(&mut form, Act::FormSave);
    let sent = assigned(&bench, &out);
    assert!(sent.contains(&("type_set".to_owned(), "ECE, PAY".to_owned())), "{sent:?}");
    assert!(sent.contains(&("country".to_owned(), "CN".to_owned())));
    assert_eq!(sent.len(), 3);
}

#[test]
fn an_edit_sends_only_what_changed_with_the_revision_it_saw() {
    let mut bench = Bench::new();
    let mut form = edit(&shown(("杭州", "Hangzhou")));
    go(&mut form, "note");
    bench.type_into(&mut form, "call back");
    let out = bench.act(&mut form, Act::FormSave);
    assert_eq!(assigned(&bench, &out), [("note".to_owned(), "call back".to_owned())]);
    assert!(matches!(&bench.sent(&out).unwrap().act, api::Act::Change { expect_rev: Some(7), .. }));
}

#[test]
fn rows_are_added_under_their_key_and_taking_one_out_sends_the_list() {
    let mut bench = Bench::new();
    let mut form = edit(&shown(("杭州", "Hangzhou")));
    go(&mut form, "identifiers");
    bench.act(&mut form, Act::FormAddRow);
    bench.type_into(&mut form, "lei");
    bench.act(&mut form, Act::FormNext);
    bench.type_into(&mut form, "5493001KJTIIGC8Y1R12");
    let out = bench.act(&mut form, Act::FormSave);
    let sent = assigned(&bench, &out);
    assert!(sent.contains(&("identifiers[lei].value".to_owned(), "5493001KJTIIGC8Y1R12".to_owned())), "{sent:?}");

    let mut record = shown(("杭州", "Hangzhou"));
    let text = |t: &str| Value::Text(t.to_owned());
    let of = |key: &str| Value::Group(vec![text(key), text("1"), Value::Null, Value::Null, Value::Null]);
    record.fields.push(("identifiers".to_owned(), Value::List(vec![of("lei"), of("cn.uscc")])));
    let mut form = edit(&record);
    go(&mut form, "identifiers[cn.uscc].value");
    bench.type_into(&mut form, "2");
    let out = bench.act(&mut form, Act::FormSave);
    assert_eq!(assigned(&bench, &out)[0].0, "identifiers[cn.uscc].value", "one cell is one path");
    let mut form = edit(&record);
    go(&mut form, "identifiers[cn.uscc].value");
    bench.act(&mut form, Act::FormRemoveRow);
    let out = bench.act(&mut form, Act::FormSave);
    let sent = assigned(&bench, &out);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].0 == "identifiers" && !sent[0].1.contains("uscc"), "{sent:?}");
}

#[test]
fn a_sealed_field_is_sent_only_when_it_was_typed_and_never_kept_as_a_draft() {
    let mut bench = Bench::new();
    let mut record = shown(("杭州", "Hangzhou"));
    let sealed = Value::Sealed(crate::domain::value::Sealed { sealed: "x".to_owned(), key: "P-000123/1".to_owned() });
    let rep = Value::Group(vec![sealed.clone(), Value::Null, sealed, Value::Null]);
    record.fields.push(("legal_rep".to_owned(), rep));
    let mut form = edit(&record);
    go(&mut form, "legal_rep.id_kind");
    bench.type_into(&mut form, "passport");
    let out = bench.act(&mut form, Act::FormSave);
    assert_eq!(assigned(&bench, &out), [("legal_rep.id_kind".to_owned(), "passport".to_owned())]);
    let mut form = edit(&record);
    go(&mut form, "legal_rep.name");
    bench.type_into(&mut form, "张三");
    assert!(!form.draft().unwrap().1.contains("张三"));
    let out = bench.act(&mut form, Act::FormSave);
    assert_eq!(assigned(&bench, &out), [("legal_rep.name".to_owned(), "张三".to_owned())]);
}

#[test]
fn a_draft_survives_esc_and_n_and_is_offered_again() {
    let mut bench = Bench::new();
    let mut form = partner();
    bench.type_into(&mut form, "深圳");
    assert!(matches!(bench.act(&mut form, Act::FormCancel).next, Next::Stay));
    assert_eq!(form.asking, Asking::Discard);
    let out = bench.act(&mut form, Act::ConfirmNo);
    assert_eq!(form.cell().unwrap().line.text(), "深圳");
    let Some(Effect::KeepDraft { place, text }) = out.effects.into_iter().next() else { panic!("not kept") };
    assert_eq!(place, "form/partner");
    bench.drafts.insert(place, text);
    let mut again = partner();
    bench.open(&mut again);
    assert!(matches!(again.asking, Asking::Draft(_)));
    bench.act(&mut again, Act::ConfirmYes);
    assert_eq!(again.cell().unwrap().line.text(), "深圳");
    bench.act(&mut again, Act::FormCancel);
    let out = bench.act(&mut again, Act::ConfirmYes);
    assert!(matches!(out.next, Next::Close));
    assert!(out.effects.iter().any(|e| matches!(e, Effect::KeepDraft { text, .. } if text.is_empty())));
}

#[test]
fn a_stale_save_shows_what_changed_keeps_the_text_and_asks_again() {
    let mut bench = Bench::new();
    let mut form = edit(&shown(("杭州", "Hangzhou")));
    go(&mut form, "note");
    bench.type_into(&mut form, "mine");
    let out = bench.act(&mut form, Act::FormSave);
    let change = Change {
        id: "P-000123".to_owned(),
        path: "country".to_owned(),
        before: Value::Code("CN".to_owned()),
        after: Value::Code("HK".to_owned()),
        by: "wang".to_owned(),
    };
    let out = bench.done(&mut form, &out, Err(stale(vec![change])));
    let mut fresh = shown(("杭州", "Hangzhou"));
    fresh.rev = 8;
    fresh.fields[2].1 = Value::Code("HK".to_owned());
    bench.answer(&mut form, &out, Answer::Show(Box::new(fresh)));
    assert_eq!((form.changes.len(), form.rev), (1, 8));
    assert_eq!(form.cell().unwrap().line.text(), "mine");
    let country = form.sheet.find("country").unwrap();
    assert_eq!(form.sheet.cell(country).unwrap().line.text(), "HK");
    let out = bench.act(&mut form, Act::FormSave);
    assert_eq!(assigned(&bench, &out), [("note".to_owned(), "mine".to_owned())]);
}

#[test]
fn a_pasted_row_is_shown_bad_columns_first_and_then_taken() {
    let mut bench = Bench::new();
    let mut form = create(KindId::Document);
    bench.paste(&mut form, "P-000123\tD-LIC\t913301\tholder\tissuer\tscope\t2026-99-01\n");
    let Asking::Row(columns) = &form.asking else { panic!("no row") };
    assert_eq!(columns[0].error.as_ref().unwrap().id, "value-not-a-date");
    bench.act(&mut form, Act::ConfirmYes);
    let code = form.sheet.find("code").unwrap();
    assert_eq!(form.sheet.cell(code).unwrap().line.text(), "D-LIC");
}

#[test]
fn codes_are_completed_from_their_labels() {
    let mut bench = Bench::new();
    let mut form = partner();
    go(&mut form, "country");
    bench.type_into(&mut form, "CN");
    bench.act(&mut form, Act::FormChoose);
    assert_eq!(form.sheet.cell(form.sheet.find("country").unwrap()).unwrap().line.text(), "CN");
    go(&mut form, "credit_grade");
    bench.act(&mut form, Act::FormChoose);
    assert_eq!(form.asking, Asking::Choice(0));
    bench.act(&mut form, Act::ListDown);
    bench.act(&mut form, Act::InputAccept);
    assert_eq!(form.cell().unwrap().line.text(), "ADV");
}

#[test]
fn a_long_text_comes_back_from_the_editor() {
    let mut bench = Bench::new();
    let mut form = partner();
    go(&mut form, "note");
    let out = bench.act(&mut form, Act::FormEditor);
    let Some(Effect::Edit { ticket, .. }) = out.effects.first() else { panic!("no editor") };
    bench.event(&mut form, Event::Edited { ticket: *ticket, text: Ok("from the editor\n".to_owned()) });
    assert_eq!(form.cell().unwrap().line.text(), "from the editor");
}
