//! Customs credit grade and periodic review (PTR-019, PTR-020, PTR-024).

use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::partner::CreditGrade;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use chrono::NaiveDate;

/// PTR-019: the credit grade of a Chinese partner is not known, or was asked more than 31 days ago.
pub(super) fn unknown(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    if !partner.is_chinese() {
        return None;
    }
    let days = scope.param("PTR-019", "days", 31);
    let grade = partner.credit_grade;
    let mut fire = |msg| out.push(hit("PTR-019", "", Severity::Medium, msg));
    match partner.credit_checked_on {
        _ if grade == CreditGrade::Unk => {
            fire(Msg::new("finding-ptr-019"));
            None
        }
        None => {
            fire(Msg::new("finding-ptr-019-undated").term("grade", grade.label()));
            None
        }
        Some(asked) => {
            let end = shift(asked, days)?;
            if scope.today() > end {
                let msg = Msg::new("finding-ptr-019-old").term("grade", grade.label());
                fire(msg.with("asked", asked).with("days", days));
            }
            lapse_after(end, scope.today())
        }
    }
}

/// PTR-020: a dishonest partner without an approved measure.
pub(super) fn dishonest(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let dishonest = matches!(partner.credit_grade, CreditGrade::Dis | CreditGrade::Sdi);
    if dishonest && partner.credit_measure.trim().is_empty() {
        let msg = Msg::new("finding-ptr-020").term("grade", partner.credit_grade.label());
        out.push(hit("PTR-020", "", Severity::Blocking, msg));
    }
    None
}

/// PTR-024: the periodic review is overdue.
pub(super) fn review(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    if !matches!(scope.facts.subject.state.as_str(), "admitted" | "probation" | "review_due") {
        return None;
    }
    let due = scope.facts.review_due?;
    if scope.today() > due {
        let band = scope.facts.risk.band;
        let msg = Msg::new("finding-ptr-024")
            .with("due", due)
            .term("band", band.label())
            .with("months", i64::from(band.review_months()));
        out.push(Hit { due: Some(due), ..hit("PTR-024", "", Severity::High, msg) });
    }
    lapse_after(due, scope.today())
}
