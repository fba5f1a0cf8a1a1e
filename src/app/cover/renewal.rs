//! The certificate after another one: what only its paper says is asked first, the rest goes on as it was and stands in
//! the form to be compared with the paper.

use crate::api::Shown;
use crate::app::form;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::date_field;
use crate::app::prompt::text_field;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CertificateRef;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use chrono::Months;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// Whether it is signed: no until somebody has seen it.
const SIGNED: Field = Field { name: "signed", ty: FieldType::Flag, flags: &[], check: None };

/// Asks for what only the new paper can say; then the form opens with it.
pub(super) fn ask(shown: &Shown) -> Option<Prompt> {
    let before = certificate(shown)?;
    let policy = before.coverages.first().map(|c| c.policy_no.clone()).unwrap_or_default();
    let ends = before.expires().and_then(|end| end.checked_add_months(Months::new(12)));
    let asked = vec![
        Asked::new(text_field("number")),
        Asked::new(date_field("issued_on")),
        Asked::new(Field { flags: &[], ..text_field("policy_no") }).with(&policy),
        Asked::new(date_field("expires")).with(&ends.map(|d| d.to_string()).unwrap_or_default()),
        Asked::new(SIGNED).with("no"),
    ];
    let title = Msg::new("cover-renewal").with("id", shown.id.to_string());
    let id = shown.id.to_string();
    let prompt = Prompt::new("certificate.renew", title, asked, move |values, _| {
        let mut next = before.clone();
        next.replaces = Some(CertificateRef(id.clone()));
        (next.revision, next.signatory, next.note, next.file) = Default::default();
        next.number = text(values, 0);
        next.issued_on = day(values, 1);
        next.signed = values.get(4) == Some(&Value::Flag(true));
        next.coverages = goes_on(&before, &text(values, 2), day(values, 3));
        Step::Replace(Box::new(form::like(KindId::Certificate, &fields(next), "insured")))
    });
    Some(prompt.keeping(format!("renew/{}", shown.id)))
}

fn text(values: &[Value], place: usize) -> String {
    values.get(place).map(ToString::to_string).unwrap_or_default()
}

fn day(values: &[Value], place: usize) -> Option<NaiveDate> {
    values.get(place).and_then(Value::as_date)
}

/// The coverages a term later: each from the day after its end, the first policy under its new number wherever it stood.
fn goes_on(
    before: &Certificate,
    policy: &str,
    ends: Option<NaiveDate>,
) -> Vec<crate::domain::insurance::certificate::Coverage> {
    let old = before.coverages.first().map(|c| c.policy_no.clone()).unwrap_or_default();
    let mut out = before.coverages.clone();
    for coverage in &mut out {
        if coverage.policy_no == old {
            policy.clone_into(&mut coverage.policy_no);
        }
        if let Some(end) = coverage.expires {
            coverage.effective = end.checked_add_signed(TimeDelta::days(1));
            coverage.expires = ends;
        }
    }
    out
}

/// A certificate from what is shown of it; none for another kind of record.
fn certificate(shown: &Shown) -> Option<Certificate> {
    if shown.id.kind != KindId::Certificate {
        return None;
    }
    let mut record = Record::empty(KindId::Certificate);
    for (index, (_, value)) in shown.fields.iter().enumerate() {
        record.set_at(index, value.clone()).ok()?;
    }
    Certificate::of(&record).cloned()
}

fn fields(certificate: Certificate) -> Vec<(String, Value)> {
    let made = Record::from(certificate);
    let fields = KindId::Certificate.def().fields.iter().enumerate();
    fields.map(|(index, field)| (field.name.to_owned(), made.at(index))).collect()
}
