//! What the certificate after another one begins with.

use crate::api::Shown;
use crate::domain::document::FileRef;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CertificateRef;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::value::Value;
use chrono::Months;
use chrono::TimeDelta;

/// The fields of the certificate that follows one, none for another kind of record: the term goes on for a year from the
/// day after; number, day of issue, signature and copy are those of a paper nobody has read yet, and stay empty.
pub(super) fn fields(shown: &Shown) -> Option<Vec<(String, Value)>> {
    if shown.id.kind != KindId::Certificate {
        return None;
    }
    let mut record = Record::empty(KindId::Certificate);
    for (index, (_, value)) in shown.fields.iter().enumerate() {
        record.set_at(index, value.clone()).ok()?;
    }
    let mut next = Certificate::of(&record)?.clone();
    next.replaces = Some(CertificateRef(shown.id.to_string()));
    (next.number, next.revision, next.signatory, next.note) = Default::default();
    (next.issued_on, next.signed, next.file) = (None, false, FileRef::default());
    for coverage in &mut next.coverages {
        let Some(end) = coverage.expires else { continue };
        coverage.effective = end.checked_add_signed(TimeDelta::days(1));
        coverage.expires = end.checked_add_months(Months::new(12));
    }
    let made = Record::from(next);
    let fields = KindId::Certificate.def().fields.iter().enumerate();
    Some(fields.map(|(index, field)| (field.name.to_owned(), made.at(index))).collect())
}
