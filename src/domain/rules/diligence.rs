//! Owners, AEO claims, brokers, the trader's set of the DSA, penalties, signs of a fake platform (PTR-014, PTR-018,
//! PTR-022, PTR-023, PTR-029, PTR-030, PTR-033).

use crate::domain::document::DocCode;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::insurance::EU;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::requirement::NeededBy;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// PTR-014, on the owners themselves: shares beyond the whole, or nobody who owns a quarter and no manager in his place.
/// The statement on file is [`super::documents::owners`]'.
pub(super) fn shares(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let owners = &scope.partner().owners;
    let sum: Decimal = owners.iter().filter_map(|o| o.share).sum();
    if sum > Decimal::ONE_HUNDRED {
        let msg = Msg::new("finding-ptr-014-shares").with("sum", sum.normalize().to_string());
        out.push(hit("PTR-014", "shares", Severity::Medium, msg));
    }
    let quarter = Decimal::from(25);
    let controlled = owners.iter().any(|o| o.manager || o.share.is_some_and(|share| share >= quarter));
    if !owners.is_empty() && !controlled {
        out.push(hit("PTR-014", "quarter", Severity::Medium, Msg::new("finding-ptr-014-quarter")));
    }
    let days = scope.param("PTR-014", "days", 365);
    let ends = owners.iter().filter_map(|o| Some((o, shift(o.verified_on?, days)?)));
    let mut next = None;
    for (owner, end) in ends {
        if scope.today() > end {
            let msg = Msg::new("finding-ptr-014-verified")
                .with("owner", owner.nr.as_str())
                .with("verified", owner.verified_on.map(|d| d.to_string()).unwrap_or_default())
                .with("days", days);
            out.push(hit("PTR-014", format!("owner/{}", owner.nr), Severity::Medium, msg));
        }
        next = earliest(next, lapse_after(end, scope.today()));
    }
    next
}

/// PTR-018: a foreign AEO is claimed, and no certificate is in force.
pub(super) fn foreign_aeo(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    if scope.partner().credit_grade != CreditGrade::Frn {
        return None;
    }
    if scope.in_force(DocCode::Aeo).next().is_none() {
        out.push(hit("PTR-018", "", Severity::Medium, Msg::new("finding-ptr-018")));
    }
    scope.lapse(DocCode::Aeo)
}

/// PTR-022: a broker it entrusts is dishonest, or was within two years.
pub(super) fn brokers(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let days = scope.param("PTR-022", "days", 730);
    let mut next = None;
    for (named, id) in scope.partner().brokers.iter().filter_map(|b| Some((b, b.id()?))) {
        let Some(credit) = scope.facts.same.credit_of(id) else { continue };
        let until = credit.dishonest_on.and_then(|day| shift(day, days));
        if credit.is_dishonest() {
            let msg = Msg::new("finding-ptr-022").with("broker", named.0.as_str()).term("grade", credit.grade.label());
            out.push(hit("PTR-022", named.0.as_str(), Severity::High, msg));
        } else if let Some(until) = until.filter(|until| *until >= scope.today()) {
            let msg = Msg::new("finding-ptr-022-was").with("broker", named.0.as_str()).with("until", until);
            out.push(hit("PTR-022", named.0.as_str(), Severity::High, msg));
            next = earliest(next, lapse_after(until, scope.today()));
        }
    }
    next
}

/// PTR-023: every broker it entrusts is an AEO, so the bonus of item 73 may be claimed.
pub(super) fn certified_brokers(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let brokers = &scope.partner().brokers;
    let certified = |id| scope.facts.same.credit_of(id).is_some_and(|credit| credit.grade.is_aeo());
    if !brokers.is_empty() && brokers.iter().all(|b| b.id().is_some_and(certified)) {
        let msg = Msg::new("finding-ptr-023").with("n", brokers.len());
        out.push(hit("PTR-023", "", Severity::Info, msg));
    }
    None
}

/// PTR-029: a trader who offers to consumers in the EU has not given the whole set of DSA Article 30.
pub(super) fn trader(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let sells = [PartnerType::Ece, PartnerType::Sub].iter().any(|t| partner.is(*t));
    if !sells || !partner.markets.iter().any(|m| EU.contains(&m.0.as_str())) {
        return None;
    }
    let lacking: Vec<Arg> = [
        ("finding-dsa-contact", reachable(partner)),
        ("finding-dsa-identity", scope.in_force(DocCode::Idc).next().is_some()),
        ("finding-dsa-account", scope.paid()),
        ("finding-dsa-register", partner.identifiers.iter().any(|i| !i.value.is_empty())),
        ("finding-dsa-declaration", partner.dsa_declared_on.is_some()),
    ]
    .into_iter()
    .filter(|(_, given)| !given)
    .map(|(id, _)| Arg::Term(id.to_owned()))
    .collect();
    if !lacking.is_empty() {
        let severity = scope.stage.lacking(NeededBy::Approval);
        out.push(hit("PTR-029", "", severity, Msg::new("finding-ptr-029").with("lacking", Arg::List(lacking))));
    }
    earliest(scope.lapse(DocCode::Idc), scope.lapse(DocCode::Bnk))
}

/// Name, address, telephone and e-mail.
fn reachable(partner: &Partner) -> bool {
    let somebody =
        |of: fn(&crate::domain::partner::Contact) -> &str| partner.contacts.iter().any(|c| !of(c).is_empty());
    !partner.registered_address.trim().is_empty() && somebody(|c| &c.phone) && somebody(|c| &c.email)
}

/// PTR-030: within a year one penalty beyond 50 000 RMB, more than three, or more than 100 000 RMB together.
pub(super) fn penalties(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let days = scope.param("PTR-030", "days", 365);
    let amount = |name: &str, otherwise: i64| Decimal::from(scope.param("PTR-030", name, otherwise));
    let counted = |day: NaiveDate| shift(day, days).filter(|end| day <= scope.today() && *end >= scope.today());
    let recent: Vec<(Decimal, NaiveDate)> = scope
        .partner()
        .penalties
        .iter()
        .filter_map(|p| Some((p.fine.unwrap_or_default(), counted(p.decided_on?)?)))
        .collect();
    let most = recent.iter().map(|(amount, _)| *amount).max().unwrap_or_default();
    let sum: Decimal = recent.iter().map(|(amount, _)| *amount).sum();
    let times = i64::try_from(recent.len()).unwrap_or(i64::MAX);
    let beyond = most > amount("single", 50_000)
        || times > scope.param("PTR-030", "times", 3)
        || sum > amount("together", 100_000);
    if beyond {
        let msg = Msg::new("finding-ptr-030").with("n", times).with("most", rmb(most)).with("sum", rmb(sum));
        out.push(hit("PTR-030", "", Severity::High, msg));
    }
    let coming = scope.partner().penalties.iter().filter_map(|p| p.decided_on).filter(|d| *d > scope.today()).min();
    let lapse = recent.iter().filter_map(|(_, end)| lapse_after(*end, scope.today())).min();
    earliest(coming, lapse)
}

/// PTR-033: two or more signs of a fake platform.
pub(super) fn fake_platform(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut signs = scope.partner().platform_signs.clone();
    signs.sort_unstable();
    signs.dedup();
    let least = usize::try_from(scope.param("PTR-033", "signs", 2)).unwrap_or(2);
    if signs.len() >= least {
        let named: Vec<Arg> = signs.iter().map(|s| Arg::Term(s.label())).collect();
        let msg = Msg::new("finding-ptr-033").with("n", signs.len()).with("signs", Arg::List(named));
        out.push(hit("PTR-033", "", Severity::High, msg));
    }
    None
}

/// An amount of RMB as the reader's language writes numbers; as it is where it has a fraction.
fn rmb(amount: Decimal) -> Arg {
    let amount = amount.normalize();
    amount.to_i64().filter(|_| amount.is_integer()).map_or_else(|| Arg::Text(amount.to_string()), Arg::Int)
}
