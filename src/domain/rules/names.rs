//! Names that do not match, and names made to deceive (PTR-007, PTR-012, PTR-035; domain.md §0.2 lesson 5).

use crate::domain::document::DocCode;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::names::normalise_company;
use crate::domain::partner::Partner;
use crate::domain::rules::identity::listed;
use crate::domain::rules::identity::stands;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use crate::text;
use chrono::NaiveDate;

/// PTR-007: the licence names another holder than the partner, or another document names another holder than both.
pub(super) fn holders(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let held = |of: fn(DocCode) -> bool| {
        scope.standing().filter(move |(_, d)| of(d.code) && !d.holder.trim().is_empty()).map(|(_, d)| d)
    };
    let mut good = Known::default();
    for document in held(is_licence) {
        if !good.of(scope.partner()).has(&document.holder) {
            let msg = Msg::new("finding-ptr-007")
                .with("code", document.code.as_str())
                .with("holder", document.holder.as_str())
                .with("name", legal_name(scope.partner()));
            out.push(hit("PTR-007", document.code.as_str(), Severity::Medium, msg));
        }
    }
    // The licence's own holder was judged above; other documents may follow the licence.
    let licensed: Vec<String> = held(is_licence).map(|d| normalise_company(&d.holder)).collect();
    for document in held(names_the_company) {
        if good.of(scope.partner()).has(&document.holder) || licensed.contains(&normalise_company(&document.holder)) {
            continue;
        }
        let msg = Msg::new("finding-ptr-007-differs")
            .with("code", document.code.as_str())
            .with("holder", document.holder.as_str())
            .with("name", legal_name(scope.partner()));
        out.push(hit("PTR-007", document.code.as_str(), Severity::Medium, msg));
    }
    None
}

/// PTR-012: the bank account is in another name than the partner's.
pub(super) fn bank_holder(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut good = Known::default();
    for (_, document) in scope.standing().filter(|(_, d)| d.code == DocCode::Bnk && !d.holder.trim().is_empty()) {
        if !good.of(scope.partner()).has(&document.holder) {
            let msg = Msg::new("finding-ptr-012")
                .with("holder", document.holder.as_str())
                .with("name", legal_name(scope.partner()));
            out.push(hit("PTR-012", "", Severity::Blocking, msg));
        }
    }
    None
}

/// Whether a name is of plain ASCII and common Han characters only, which hide nothing and mix no scripts. Nearly every
/// name is, so that a million of them are judged without building a text.
pub(super) fn is_plain(name: &str) -> bool {
    name.is_ascii() && !name.bytes().any(|b| b.is_ascii_control())
        || name.chars().all(|c| matches!(c, ' '..='~' | '\u{4E00}'..='\u{9FFF}'))
}

/// PTR-035: a name hides characters, mixes scripts that look alike, or looks like another partner's name.
pub(super) fn spoofed(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let (local, english) = (&partner.legal_name_local, &partner.legal_name_en);
    // One name in both fields is one name.
    let second = (english != local).then_some(("legal_name_en", english));
    let legal = std::iter::once(("legal_name_local", local)).chain(second);
    let trade = partner.trade_names.iter().map(|n| ("trade_names", n));
    for (slot, name) in legal.chain(trade).filter(|(_, n)| !n.is_empty()) {
        let twin = || if slot == "trade_names" { None } else { twins(scope, name) };
        if let Some(msg) = strange(name).or_else(twin) {
            out.push(hit("PTR-035", slot, Severity::High, msg.with("name", name.as_str())));
        }
    }
    None
}

fn strange(name: &str) -> Option<Msg> {
    if is_plain(name) { None } else { hidden(name).or_else(|| mixed(name)) }
}

fn hidden(name: &str) -> Option<Msg> {
    if text::is_clean(name) {
        return None;
    }
    let mut buffer = [0; 4];
    let mut found: Vec<String> = name
        .chars()
        .filter(|c| !text::is_clean(c.encode_utf8(&mut buffer)))
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    found.dedup();
    found.truncate(8);
    Some(Msg::new("finding-ptr-035-hidden").with("found", found))
}

fn mixed(name: &str) -> Option<Msg> {
    text::mixed_scripts(name).then(|| Msg::new("finding-ptr-035-mixed"))
}

fn twins(scope: &Scope<'_, '_>, name: &str) -> Option<Msg> {
    let same = scope.facts.same;
    // Common Han characters look like nothing but themselves: their skeleton is the name.
    let mut others = if name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        same.with_skeleton(name)
    } else {
        same.with_skeleton(&text::skeleton(name))
    };
    others.retain(|id| {
        // Two partners with one and the same spelling are a matter of identifiers, not of deceit.
        *id != scope.facts.subject.id
            && stands(scope, *id)
            && !same.names_of(*id).iter().any(|other| plain(other) == plain(name))
    });
    (!others.is_empty()).then(|| listed(Msg::new("finding-ptr-035-twin"), others))
}

/// A name without case, blanks and punctuation, all of which people write as they like.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The partner's legal names in comparable form, made when first asked: most partners never need them.
#[derive(Default)]
struct Known(Option<[String; 2]>);

impl Known {
    fn of(&mut self, partner: &Partner) -> &Self {
        if self.0.is_none() {
            self.0 = Some([normalise_company(&partner.legal_name_local), normalise_company(&partner.legal_name_en)]);
        }
        self
    }

    fn has(&self, holder: &str) -> bool {
        let holder = normalise_company(holder);
        self.0.as_ref().is_some_and(|names| names.iter().any(|n| !n.is_empty() && *n == holder))
    }
}

pub(super) fn legal_name(partner: &Partner) -> &str {
    if partner.legal_name_local.is_empty() { &partner.legal_name_en } else { &partner.legal_name_local }
}

/// Whether a name is one of the partner's legal names, as companies' names are compared.
pub(super) fn is_named(partner: &Partner, name: &str) -> bool {
    Known::default().of(partner).has(name)
}

fn is_licence(code: DocCode) -> bool {
    matches!(code, DocCode::Lic | DocCode::Reg)
}

/// Documents issued to the company itself. Identity papers, training and brand papers may name others; the bank proof
/// is PTR-012's.
fn names_the_company(code: DocCode) -> bool {
    matches!(
        code,
        DocCode::Cus
            | DocCode::Exp
            | DocCode::Fin
            | DocCode::Icp
            | DocCode::Sup
            | DocCode::Biz
            | DocCode::Crd
            | DocCode::Aeo
            | DocCode::Ins
            | DocCode::Lei
            | DocCode::Eor
            | DocCode::Vat
    )
}
