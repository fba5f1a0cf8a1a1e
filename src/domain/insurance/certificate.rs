//! Certificates of insurance, as insurers and brokers issue them (domain.md §7.3).
//!
//! Shaped after ACORD 25 (2016/03); a Chinese policy and a broker's letter fill the same fields. A certificate is a
//! snapshot: a ticked box without the endorsement behind it is worth nothing, and the rules know that.

use crate::codes;
use crate::domain::document::FileRef;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::partner::Country;
use crate::domain::partner::PartnerRef;
use crate::domain::value::Value;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// What is insured (domain.md §7.1).
    pub enum CoverKind: "cover" {
        /// Commercial general liability.
        #[default]
        Cgl = "CGL",
        /// Product liability.
        Pl = "PL",
        /// Umbrella or excess liability.
        Umb = "UMB",
        /// Marine cargo.
        Mc = "MC",
        /// Warehouse legal liability.
        Whl = "WHL",
        /// Carrier's or freight forwarder's liability.
        Carr = "CARR",
        /// Cyber.
        Cyb = "CYB",
        /// Professional liability, errors and omissions.
        Eo = "EO",
        /// Vehicles.
        Auto = "AUTO",
        /// Workers' compensation and employer's liability.
        Wc = "WC",
        /// Property and stock throughput.
        Prop = "PROP",
        /// Product recall.
        Recall = "RECALL",
        /// Payment and credit.
        Pgi = "PGI",
    }
}

codes! {
    /// The form of a certificate.
    pub enum CertificateForm: "certificate-form" {
        /// ACORD 25, liability.
        #[default]
        Acord25 = "ACORD25",
        /// ACORD 24, property.
        Acord24 = "ACORD24",
        /// A letter of the insurer or broker.
        Letter = "LETTER",
        /// A Chinese policy.
        CnPolicy = "CN_POLICY",
    }
}

codes! {
    /// When a claim falls under a policy.
    pub enum Basis: "basis" {
        /// The paper does not say.
        #[default]
        Unstated = "UNSTATED",
        /// When the damage happened within the term.
        Occurrence = "OCCUR",
        /// When the claim is made within the term.
        ClaimsMade = "CLAIMS_MADE",
    }
}

codes! {
    /// Where a policy covers.
    pub enum Territory: "territory" {
        /// The paper does not say.
        #[default]
        Unstated = "UNSTATED",
        /// Everywhere, but for what is excluded.
        Worldwide = "WORLDWIDE",
        /// The United States and Canada.
        UsCa = "US_CA",
        /// The European Union.
        Eu = "EU",
        /// The countries listed.
        Listed = "LISTED",
    }
}

codes! {
    /// Which products a policy covers.
    pub enum ProductsCovered: "products-covered" {
        /// The paper does not say.
        #[default]
        Unstated = "UNSTATED",
        /// All.
        All = "ALL",
        /// Those of the chapters listed.
        Listed = "LIST",
        /// All but those of the chapters listed.
        Excluded = "EXCLUDED",
    }
}

codes! {
    /// Which cargo clauses a marine policy goes by.
    pub enum CargoClauses: "cargo-clauses" {
        /// Institute Cargo Clauses (A), all risks.
        #[default]
        A = "ICC-A",
        /// Institute Cargo Clauses (B).
        B = "ICC-B",
        /// Institute Cargo Clauses (C), named perils.
        C = "ICC-C",
    }
}

record! {
    /// An insurer named on a certificate.
    pub struct Insurer {
        /// The letter the coverages refer to, A to F.
        letter: String [Required];
        /// Its name.
        name: String [];
        /// Its NAIC number.
        naic: String [];
        /// Its financial strength by AM Best, such as `A-`.
        am_best: String [];
        /// Its financial strength by Standard & Poor's.
        sp: String [];
    }
}

record! {
    /// One line of cover: a policy of one kind.
    pub struct Coverage {
        /// What tells it from the other lines, a running number.
        nr: String [Required];
        /// What is insured.
        cover: CoverKind [Required];
        /// The insurer's letter.
        letter: String [];
        /// The policy's number.
        policy_no: String [];
        /// From this day.
        effective: Option<NaiveDate> [];
        /// Through this day.
        expires: Option<NaiveDate> [];
        /// When a claim falls under it.
        basis: Basis [];
        /// On claims made: damage before this day is not covered.
        retro_date: Option<NaiveDate> [];
        /// Limit for each occurrence; the sum insured of a cargo policy.
        each: Option<Money> [];
        /// General aggregate limit.
        aggregate: Option<Money> [];
        /// Products and completed operations aggregate limit.
        products: Option<Money> [];
        /// Deductible, when it is printed.
        deductible: Option<Money> [];
        /// Self-insured retention, when it is printed.
        retention: Option<Money> [];
        /// Whether the box for additional insureds is ticked.
        additional_insured: bool [];
        /// Whether subrogation is waived.
        subrogation_waived: bool [];
        /// Whether it is primary and non-contributory.
        primary: bool [];
        /// Where it covers.
        territory: Territory [];
        /// The countries, where they are listed.
        countries: Vec<Country> [];
        /// Countries that are excluded.
        excluded: Vec<Country> [];
        /// Where claims may be brought.
        claims_in: Territory [];
        /// Which products it covers.
        products_covered: ProductsCovered [];
        /// The chapters of the Harmonised System that list or exclude.
        chapters: Vec<String> [] => crate::domain::checks::chapters;
        /// The clauses of a cargo policy.
        clauses: Option<CargoClauses> [];
    }
}

record! {
    /// An endorsement a certificate names.
    pub struct Endorsement {
        /// Its form, such as `CG 20 15`.
        endorsement: String [Required];
        /// Whether a copy is attached.
        attached: bool [];
    }
}

record! {
    /// A certificate of insurance.
    pub struct Certificate {
        /// Whose certificate it is.
        partner: PartnerRef [Required, Roster];
        /// Its form.
        form: CertificateForm [Required, Roster];
        /// Its number.
        number: String [Roster, Identifying];
        /// Its revision.
        revision: String [];
        /// Day of issue.
        issued_on: Option<NaiveDate> [Required, Roster];
        /// The broker or agent who issued it.
        producer: String [];
        /// How to reach the producer.
        producer_contact: String [];
        /// The named insured, as printed.
        insured: String [Required, Roster, Identifying] => crate::domain::checks::name;
        /// Address of the insured.
        insured_address: String [Long];
        /// Insurers.
        insurers: Vec<Insurer> [];
        /// Coverages.
        coverages: Vec<Coverage> [] => terms;
        /// Description of operations, as printed.
        operations: String [Long];
        /// Additional insureds, as printed.
        additional_insureds: Vec<String> [];
        /// The certificate holder.
        holder: String [];
        /// Address of the holder.
        holder_address: String [Long];
        /// Days of notice before a cancellation.
        notice_days: Option<i64> [];
        /// Whether it is signed or stamped.
        signed: bool [];
        /// Who signed.
        signatory: String [];
        /// Endorsements.
        endorsements: Vec<Endorsement> [];
        /// Language, BCP 47.
        language: String [];
        /// The certificate it takes the place of.
        replaces: Option<CertificateRef> [Roster];
        /// The filed copy.
        file: FileRef [];
        /// Remarks.
        note: String [Long];
    }
}

/// Coverages that end before they begin are a slip of the pen, and no rule could make sense of one.
pub fn terms(value: &Value) -> Result<(), Msg> {
    let place = |name: &str| Coverage::FIELDS.iter().position(|f| f.name == name);
    let (Some(from), Some(to)) = (place("effective"), place("expires")) else { return Ok(()) };
    for cover in value.items() {
        if let (Some(Value::Date(from)), Some(Value::Date(to))) = (cover.items().get(from), cover.items().get(to))
            && to < from
        {
            let nr = cover.items().first().map(ToString::to_string).unwrap_or_default();
            return Err(Msg::new("value-ends-before-it-begins").with("nr", nr).with("from", *from).with("to", *to));
        }
    }
    Ok(())
}

impl RecordKind for Certificate {
    const DEF: KindDef = KindDef {
        name: "certificate",
        prefix: "C",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "received",
        title: &["insured", "number"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A certificate's id.
    CertificateRef = "certificate";
}

/// States in which nothing is said of a certificate any more.
pub const OVER: [&str; 2] = ["expired", "cancelled"];

/// States of a certificate somebody looked at and accepted, as it is or with its waivers.
pub const ACCEPTED: [&str; 2] = ["compliant", "waived"];

impl Coverage {
    /// Whether it runs on a day.
    pub fn runs(&self, day: NaiveDate) -> bool {
        self.effective.is_none_or(|from| from <= day) && self.expires.is_none_or(|to| to >= day)
    }

    /// Whether it covers what happens in a country.
    pub fn covers(&self, country: &Country) -> bool {
        !self.excluded.contains(country) && reaches(self.territory, &self.countries, country)
    }

    /// Whether claims may be brought in a country.
    pub fn hears(&self, country: &Country) -> bool {
        !self.excluded.contains(country) && reaches(self.claims_in, &self.countries, country)
    }

    /// Whether it covers goods of a chapter of the Harmonised System.
    pub fn covers_goods(&self, chapter: &str) -> bool {
        let named = self.chapters.iter().any(|c| c == chapter);
        match self.products_covered {
            ProductsCovered::All | ProductsCovered::Unstated => true,
            ProductsCovered::Listed => named,
            ProductsCovered::Excluded => !named,
        }
    }
}

fn reaches(territory: Territory, listed: &[Country], country: &Country) -> bool {
    match territory {
        // Nobody said that a country is left out.
        Territory::Worldwide | Territory::Unstated => true,
        Territory::UsCa => matches!(country.0.as_str(), "US" | "CA"),
        Territory::Eu => crate::domain::insurance::EU.contains(&country.0.as_str()),
        Territory::Listed => listed.contains(country),
    }
}

impl Certificate {
    /// The last day on which all of its cover runs, if it says so.
    pub fn expires(&self) -> Option<NaiveDate> {
        self.coverages.iter().filter_map(|c| c.expires).min()
    }

    /// The last day on which any of its cover runs; none while some cover has no end.
    pub fn ends(&self) -> Option<NaiveDate> {
        let ends: Option<Vec<NaiveDate>> = self.coverages.iter().map(|c| c.expires).collect();
        ends?.into_iter().max()
    }

    /// The insurer of a coverage.
    pub fn insurer(&self, coverage: &Coverage) -> Option<&Insurer> {
        self.insurers.iter().find(|i| i.letter.eq_ignore_ascii_case(&coverage.letter))
    }
}
