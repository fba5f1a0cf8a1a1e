//! Bank accounts: in another name, changed while something is decided (PTR-012, PTR-013).

use crate::domain::account::BankAccount;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::rules::names;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use chrono::NaiveDate;

/// Accounts that are not closed.
fn standing<'a>(scope: &Scope<'_, 'a>) -> impl Iterator<Item = (&'a Stored, &'a BankAccount)> {
    let open = scope.facts.accounts.iter().filter(|s| s.state != "closed");
    open.filter_map(|s| BankAccount::of(&s.record).map(|a| (s, a)))
}

/// PTR-012: an account, or the proof of one, is in another name than the partner's.
pub(super) fn holder(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for (stored, account) in standing(scope) {
        if !names::is_named(scope.partner(), &account.holder) {
            let msg = Msg::new("finding-ptr-012-account")
                .with("account", stored.id.to_string())
                .with("holder", account.holder.as_str())
                .with("name", names::legal_name(scope.partner()));
            out.push(hit("PTR-012", stored.id.to_string(), Severity::Blocking, msg));
        }
    }
    names::bank_holder(scope, out)
}

/// PTR-013: an account was entered or changed in the last 30 days while a decision on the partner waits.
pub(super) fn changed(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    if !scope.facts.pending {
        return None;
    }
    let days = scope.param("PTR-013", "days", 30);
    let mut next: Option<NaiveDate> = None;
    for (stored, account) in standing(scope) {
        let Some((on, end)) = account.changed_on.and_then(|on| Some((on, shift(on, days)?))) else { continue };
        if scope.today() <= end {
            let msg = Msg::new("finding-ptr-013")
                .with("account", stored.id.to_string())
                .with("ending", account.ending.as_str())
                .with("on", on);
            out.push(hit("PTR-013", stored.id.to_string(), Severity::High, msg));
        }
        next = crate::domain::rules::scope::earliest(next, lapse_after(end, scope.today()));
    }
    next
}
