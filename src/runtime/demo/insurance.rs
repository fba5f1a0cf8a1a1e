//! Insurance of the demo: who sells where, the certificates filed for it, and a few exchange rates.
//!
//! Each row shows one outcome: in order, ending soon, too low, waived, unsigned, without a market, claims made, under a
//! stranger's policy, a Chinese policy, nothing at all. Nothing is drawn from the stories' own generator, and the one
//! case is opened after theirs, so that their numbers stay what they were.

use crate::api::Assign;
use crate::domain::channel::Channel;
use crate::domain::channel::Sales;
use crate::domain::insurance::certificate::Basis;
use crate::domain::insurance::certificate::CargoClauses;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CertificateForm;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Endorsement;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::insurance::certificate::ProductsCovered;
use crate::domain::insurance::certificate::Territory;
use crate::domain::insurance::claim::Claim;
use crate::domain::insurance::claim::ClaimResult;
use crate::domain::insurance::rates::Rate;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::money::Money;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::plan::Step;
use crate::runtime::demo::plan::What;
use crate::runtime::demo::plan::moment;
use chrono::NaiveDate;
use chrono::TimeDelta;
use rust_decimal::Decimal;

/// Days before today on which the channels were entered.
const SOLD: i64 = 80;
/// Days before today on which the certificates were filed.
const FILED: i64 = 78;
/// Days before today on which they were looked at.
const LOOKED: i64 = 76;

/// What became of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nobody looked at it yet.
    Received,
    /// Found compliant.
    Compliant,
    /// Found deficient.
    Deficient,
    /// This gap (rule, slot) was waived by two, and the certificate taken with it.
    Waived(&'static str, &'static str),
}

/// Somebody who sells on a channel, with the certificate for it.
struct Insured {
    /// The English name of its row.
    en: &'static str,
    channel: Channel,
    /// The policy's number; empty where nothing was filed.
    policy: &'static str,
    /// Days after today on which the cover ends.
    ends: i64,
    /// What is odd about the certificate.
    twist: fn(&mut Certificate, NaiveDate),
    fate: Fate,
}

const fn insured(
    en: &'static str,
    channel: Channel,
    policy: &'static str,
    ends: i64,
    fate: Fate,
    twist: fn(&mut Certificate, NaiveDate),
) -> Insured {
    Insured { en, channel, policy, ends, twist, fate }
}

/// Changes the first policy of a certificate.
fn first(certificate: &mut Certificate, change: impl FnOnce(&mut Coverage)) {
    if let Some(cover) = certificate.coverages.first_mut() {
        change(cover);
    }
}

#[rustfmt::skip]
const INSURED: &[Insured] = &[
    insured("Hangzhou Yunzhan Select E-Commerce Co., Ltd.", Channel::Wayfair, "PL-2026-0417", 200, Fate::Compliant, |_, _| {}),
    insured("Lumen & Loom Inc.", Channel::Wayfair, "GL-88-20417", 20, Fate::Compliant, |_, _| {}),
    insured("Guangzhou Linghai Choice Cross-Border Co., Ltd.", Channel::Wayfair, "PL-2026-1130", 180, Fate::Deficient,
        |c, _| first(c, |c| c.each = Some(usd(900_000)))),
    insured("Shenzhen Xingcha Smart Manufacturing Co., Ltd.", Channel::Amazon, "PL-2026-0733", 240,
        Fate::Waived("INS-12", "AMZ-US"), |c, _| c.notice_days = Some(10)),
    insured("Straits Lantern Pte. Ltd.", Channel::Amazon, "SG-CGL-55190", 150, Fate::Deficient, |c, _| {
        c.signed = false;
        first(c, |c| c.deductible = None);
    }),
    insured("Jade Harbour Trading Ltd", Channel::Wayfair, "HK-PL-7702", 120, Fate::Deficient,
        |c, _| first(c, |c| c.excluded = vec![Country("US".to_owned()), Country("CA".to_owned())])),
    insured("Sahyadri Textiles Pvt Ltd", Channel::Amazon, "IN-CGL-3318", 90, Fate::Deficient, |c, today| {
        first(c, |c| {
            c.basis = Basis::ClaimsMade;
            c.retro_date = Some(today - TimeDelta::days(60));
        });
    }),
    insured("Yiwu Xiaoman Market Import & Export Co., Ltd.", Channel::Wayfair, "GL-5520871", 210, Fate::Received, |_, _| {}),
    insured("Rheinbogen Elektro GmbH", Channel::Own, "GL-5520871", 260, Fate::Received, |c, _| {
        first(c, |c| {
            c.subrogation_waived = true;
            c.primary = true;
        });
    }),
    insured("Zhengzhou Yucang Bonded Management Co., Ltd.", Channel::Cargo, "PYCA202641010000338", 75, Fate::Deficient,
        |c, today| {
            chinese(c);
            c.issued_on = Some(today - TimeDelta::days(FILED + 2));
        }),
    insured("Quai Levant SAS", Channel::Retail, "", 0, Fate::Received, |_, _| {}),
];

/// A claim of the demo.
struct Claimed {
    /// The partner's name.
    en: &'static str,
    policy: &'static str,
    /// Days before today on which it happened.
    happened: i64,
    loss: &'static str,
    product: &'static str,
    market: &'static str,
    amount: i64,
    /// What the insurer paid, when it is settled.
    paid: Option<i64>,
}

const CLAIMS: &[Claimed] = &[
    Claimed {
        en: "Hangzhou Yunzhan Select E-Commerce Co., Ltd.",
        policy: "PL-2026-0417",
        happened: 74,
        loss: "A child pinched a finger in a folding stool; the parents ask for the doctor's bill and damages",
        product: "Folding stool FS-20",
        market: "US",
        amount: 18_500,
        paid: Some(6_200),
    },
    Claimed {
        en: "Lumen & Loom Inc.",
        policy: "GL-88-20417",
        happened: 21,
        loss: "A lamp overheated and scorched a shelf; no one was hurt, the lamp is with the insurer's surveyor",
        product: "Table lamp LL-7",
        market: "CA",
        amount: 4_300,
        paid: None,
    },
];

impl Claimed {
    fn steps(&self, rows: &[Row], today: NaiveDate) -> Vec<Step> {
        let Some(place) = rows.iter().position(|row| row.en == self.en) else { return Vec::new() };
        let claim = Claim {
            policy_no: self.policy.to_owned(),
            happened_on: Some(today - TimeDelta::days(self.happened)),
            told_on: Some(today - TimeDelta::days(self.happened - 3)),
            loss: self.loss.to_owned(),
            product: self.product.to_owned(),
            market: Country(self.market.to_owned()),
            claimed: Some(usd(self.amount)),
            paid: self.paid.map(usd),
            result: if self.paid.is_some() { ClaimResult::Part } else { ClaimResult::Pending },
            ..Claim::default()
        };
        // What is settled was entered with what came of it.
        let days = if self.paid.is_some() { 9 } else { self.happened - 3 };
        let made = What::Make(KindId::Claim, assigns(&Record::from(claim)));
        let mut out = vec![step(today, place, days, 640, "ivo", made)];
        if self.paid.is_some() {
            let mut closed = step(today, place, 2, 640, "ivo", What::On(KindId::Claim, "claim.close"));
            closed.why = Some("Settled; the payment was confirmed by the partner".to_owned());
            out.push(closed);
        }
        out
    }
}

/// Who issues the Chinese policy.
const CHINESE_INSURER: &str = "东海财产保险股份有限公司";

/// US dollars for one unit, and of which currency.
const RATES: [(&str, i64); 4] = [("CNY", 1404), ("EUR", 11_602), ("GBP", 13_187), ("INR", 113)];

fn usd(amount: i64) -> Money {
    Money { amount: Decimal::from(amount), currency: "USD".to_owned() }
}

/// A cargo policy as Chinese insurers issue it: named perils, in yuan.
fn chinese(certificate: &mut Certificate) {
    certificate.form = CertificateForm::CnPolicy;
    "zh".clone_into(&mut certificate.language);
    CHINESE_INSURER.clone_into(&mut certificate.producer);
    certificate.holder = String::new();
    certificate.additional_insureds = Vec::new();
    certificate.endorsements = Vec::new();
    for insurer in &mut certificate.insurers {
        CHINESE_INSURER.clone_into(&mut insurer.name);
    }
    first(certificate, |c| {
        c.cover = CoverKind::Mc;
        c.clauses = Some(CargoClauses::C);
        c.each = Some(Money { amount: Decimal::from(800_000), currency: "CNY".to_owned() });
        (c.aggregate, c.products, c.deductible) = (None, None, None);
        c.additional_insured = false;
    });
}

/// Everything of insurance, in order of time for each partner.
pub(super) fn steps(rows: &[Row], today: NaiveDate) -> Vec<Step> {
    let mut out = Vec::new();
    for (nth, (currency, usd)) in (0..).zip(RATES) {
        let rate = Rate {
            currency: currency.to_owned(),
            on: Some(today - TimeDelta::days(FILED + 2)),
            usd: Some(Decimal::new(usd, 4)),
            source: "demo".to_owned(),
        };
        out.push(step(today, 0, FILED, 60 + nth, "fatima", What::Make(KindId::Rate, assigns(&Record::from(rate)))));
    }
    for (nth, one) in (0..).zip(INSURED) {
        let Some((place, row)) = rows.iter().enumerate().find(|(_, row)| row.en == one.en) else { continue };
        let at = |days: i64, minute: i64, by, what| step(today, place, days, minute + nth, by, what);
        out.push(at(SOLD, 560, "lin", What::Change(vec![channels(one.channel, today)])));
        if one.policy.is_empty() {
            continue;
        }
        let certificate = certificate(one, row, today);
        let page = page(&certificate, row);
        out.push(at(FILED, 560, "ivo", What::Insure(assigns(&Record::from(certificate)), page)));
        if one.fate == Fate::Received {
            continue;
        }
        out.push(at(LOOKED, 560, "ivo", What::On(KindId::Certificate, "certificate.review")));
        match one.fate {
            Fate::Compliant => out.push(at(LOOKED, 580, "mira", What::On(KindId::Certificate, "certificate.accept"))),
            Fate::Waived(rule, slot) => {
                // After the last case of the stories.
                let until = today + TimeDelta::days(45);
                let mut waive = at(1, 906, "ivo", What::Waive(rule, slot, until));
                waive.why = Some("The insurer has confirmed thirty days from the next renewal on".to_owned());
                out.push(waive);
                out.push(at(1, 912, "mira", What::Case("case.approve", "")));
                out.push(at(1, 914, "ivo", What::On(KindId::Certificate, "certificate.take-waived")));
            }
            _ => out.push(at(LOOKED, 580, "mira", What::On(KindId::Certificate, "certificate.find-deficient"))),
        }
    }
    out.extend(CLAIMS.iter().flat_map(|one| one.steps(rows, today)));
    out
}

fn step(today: NaiveDate, place: usize, days: i64, minute: i64, by: &'static str, what: What) -> Step {
    Step { at: moment(today, days, minute), place, by, what, why: None, soft: false, apart: true }
}

/// The fields of a record that hold something.
fn assigns(record: &Record) -> Vec<Assign> {
    let fields = record.kind().def().fields.iter().enumerate();
    let all = fields.map(|(i, field)| Assign { path: field.name.to_owned(), value: record.at(i) });
    all.filter(|a| !a.value.is_empty()).collect()
}

/// Where a partner sells, with enough sold for every threshold.
fn channels(channel: Channel, today: NaiveDate) -> Assign {
    let sales = Sales {
        channel,
        live_on: Some(today - TimeDelta::days(300)),
        month_sales: Some(usd(48_000)),
        year_sales: Some(usd(410_000)),
        ..Sales::default()
    };
    let record = Record::from(Partner { channels: vec![sales], ..Partner::default() });
    let found = assigns(&record).into_iter().find(|a| a.path == "channels");
    found.unwrap_or(Assign { path: "channels".to_owned(), value: crate::domain::value::Value::Null })
}

/// A certificate as the channel asks for it, but for its twist.
fn certificate(one: &Insured, row: &Row, today: NaiveDate) -> Certificate {
    let ends = today + TimeDelta::days(one.ends);
    let (named, holder) = match one.channel {
        Channel::Wayfair => ("Wayfair LLC", "Wayfair LLC"),
        Channel::Amazon => ("Amazon.com Services LLC and its affiliates and assignees", "Amazon.com Services LLC"),
        _ => ("", ""),
    };
    let cover = Coverage {
        nr: "1".to_owned(),
        cover: CoverKind::Cgl,
        letter: "A".to_owned(),
        policy_no: one.policy.to_owned(),
        effective: Some(ends - TimeDelta::days(364)),
        expires: Some(ends),
        each: Some(usd(1_000_000)),
        aggregate: Some(usd(2_000_000)),
        products: Some(usd(2_000_000)),
        deductible: Some(usd(5_000)),
        basis: Basis::Occurrence,
        territory: Territory::Worldwide,
        claims_in: Territory::Worldwide,
        products_covered: ProductsCovered::All,
        additional_insured: !named.is_empty(),
        ..Coverage::default()
    };
    let mut made = Certificate {
        form: CertificateForm::Acord25,
        number: format!("COI-{}", one.policy),
        issued_on: Some((ends - TimeDelta::days(360)).min(today - TimeDelta::days(FILED + 2))),
        producer: "Meridian Brokers Ltd".to_owned(),
        insured: row.en.to_owned(),
        insurers: vec![Insurer {
            letter: "A".to_owned(),
            name: "Harbor Mutual Insurance Company".to_owned(),
            am_best: "A".to_owned(),
            ..Insurer::default()
        }],
        coverages: vec![cover],
        additional_insureds: Some(named.to_owned()).filter(|n| !n.is_empty()).into_iter().collect(),
        holder: holder.to_owned(),
        notice_days: Some(30),
        signed: true,
        endorsements: vec![Endorsement { endorsement: "CG 20 15".to_owned(), attached: true }],
        language: "en".to_owned(),
        ..Certificate::default()
    };
    (one.twist)(&mut made, today);
    if made.form == CertificateForm::CnPolicy {
        row.local.clone_into(&mut made.insured);
    }
    made
}

/// The filed page of a certificate: what it says, as a text.
fn page(certificate: &Certificate, row: &Row) -> String {
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let money = |m: &Option<Money>| m.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let mut out = format!(
        "CERTIFICATE OF INSURANCE {}\nIssued {}\nProducer {}\nInsured {}\n{}\n",
        certificate.number,
        day(certificate.issued_on),
        certificate.producer,
        certificate.insured,
        row.city,
    );
    for cover in &certificate.coverages {
        let lines = [
            format!("{} {} {}", cover.cover.as_str(), cover.policy_no, cover.basis.as_str()),
            format!("from {} to {}", day(cover.effective), day(cover.expires)),
            format!("territory {} jurisdiction {}", cover.territory.as_str(), cover.claims_in.as_str()),
            format!("each occurrence {} aggregate {}", money(&cover.each), money(&cover.aggregate)),
            format!("products {} deductible {}", money(&cover.products), money(&cover.deductible)),
        ];
        out.push_str(&lines.join("\n"));
        out.push('\n');
    }
    let named = certificate.additional_insureds.join("; ");
    out + &format!("Additional insured {named}\nCertificate holder {}\n", certificate.holder)
}
