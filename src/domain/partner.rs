//! Partners: who does business through the platform (domain.md §2.1, §2.3).
//!
//! Its risk band is not here: it is computed, see [`crate::domain::risk`]. What two persons decided otherwise is.

use crate::codes;
use crate::domain::channel::Sales;
use crate::domain::document::DocumentRef;
use crate::domain::field::CodeTable;
use crate::domain::field::FieldType;
use crate::domain::field::Typed;
use crate::domain::field::mismatch;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::msg::Msg;
use crate::domain::reference::COUNTRIES;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::record;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

codes! {
    /// What a partner does (domain.md §2.1).
    pub enum PartnerType: "partner-type" {
        /// Cross-border e-commerce enterprise: the seller.
        #[default]
        Ece = "ECE",
        /// Domestic agent of an overseas seller.
        Dag = "DAG",
        /// Platform enterprise.
        Plt = "PLT",
        /// Payment enterprise.
        Pay = "PAY",
        /// Logistics enterprise.
        Log = "LOG",
        /// Customs broker.
        Brk = "BRK",
        /// Supervised-site operator.
        Sup = "SUP",
        /// Bonded warehouse operator.
        Whb = "WHB",
        /// Overseas warehouse operator.
        Owh = "OWH",
        /// Manufacturer or supplier.
        Mfr = "MFR",
        /// Entrepot hub entity.
        Hub = "HUB",
        /// Overseas sales subsidiary.
        Sub = "SUB",
        /// Importer of record.
        Ior = "IOR",
        /// Responsible person in the EU or UK.
        Rpe = "RPE",
        /// IOSS intermediary.
        Ioi = "IOI",
        /// Laboratory or notified body.
        Lab = "LAB",
        /// Insurer or broker.
        Ins = "INS",
        /// Marketing partner.
        Aff = "AFF",
        /// Third-party marketplace.
        Chn = "CHN",
        /// Other domestic service provider.
        Svc = "SVC",
    }
}

codes! {
    /// Customs credit grade by Decree 282 (domain.md §1.2).
    pub enum CreditGrade: "credit-grade" {
        /// Not checked.
        #[default]
        Unk = "UNK",
        /// Advanced certified enterprise.
        Adv = "ADV",
        /// Certified enterprise.
        Crt = "CRT",
        /// Regular enterprise.
        Reg = "REG",
        /// Dishonest enterprise.
        Dis = "DIS",
        /// Seriously dishonest enterprise.
        Sdi = "SDI",
        /// Foreign AEO under mutual recognition.
        Frn = "FRN",
    }
}

codes! {
    /// Risk band (domain.md §2.7).
    pub enum RiskBand: "risk-band" {
        /// Review every 24 months.
        #[default]
        Low = "LOW",
        /// Review every 12 months.
        Med = "MED",
        /// Review every 6 months, two approvers.
        High = "HIGH",
        /// Blocked without an exception.
        Critical = "CRITICAL",
    }
}

impl RiskBand {
    /// Months between two reviews (domain.md §2.7).
    pub const fn review_months(self) -> u32 {
        match self {
            RiskBand::Low => 24,
            RiskBand::Med => 12,
            RiskBand::High | RiskBand::Critical => 6,
        }
    }
}

impl CreditGrade {
    /// Whether it is that of an authorised economic operator: given proof of it, no assessment is asked (domain.md §1.6).
    pub const fn is_aeo(self) -> bool {
        matches!(self, CreditGrade::Adv | CreditGrade::Crt | CreditGrade::Frn)
    }
}

codes! {
    /// How many orders a month the partner handles, by its own word.
    pub enum VolumeClass: "volume-class" {
        /// Under 1 000.
        #[default]
        S = "S",
        /// 1 000 to 10 000.
        M = "M",
        /// 10 000 to 100 000.
        L = "L",
        /// Over 100 000.
        Xl = "XL",
    }
}

codes! {
    /// Signs of a fake platform (domain.md §1.3).
    pub enum PlatformSign: "platform-sign" {
        /// Nobody can register or log in.
        #[default]
        NoLogin = "no-login",
        /// Nothing can be bought.
        NoPurchase = "no-purchase",
        /// What is bought is not shipped.
        NotShipped = "not-shipped",
        /// What is cleared is not on sale.
        NotOnSale = "not-on-sale",
        /// Visits do not match what is cleared.
        Traffic = "traffic",
        /// Domestic qualifications are missing.
        Unqualified = "unqualified",
        /// All is paid through a few small payment firms.
        FewPayers = "few-payers",
    }
}

codes! {
    /// What a penalty was for.
    pub enum PenaltyKind: "penalty-kind" {
        /// Against customs rules.
        #[default]
        Customs = "customs",
        /// Tax.
        Tax = "tax",
        /// Inspection and quarantine.
        Inspection = "inspection",
        /// Another authority.
        Other = "other",
    }
}

codes! {
    /// Customs supervision mode 海关监管方式 (domain.md §2.6).
    pub enum Mode: "mode" {
        /// Direct-purchase import.
        #[default]
        Im9610 = "9610-IM",
        /// Retail export.
        Ex9610 = "9610-EX",
        /// B2B direct export.
        M9710 = "9710",
        /// Export to an overseas warehouse.
        M9810 = "9810",
        /// Bonded e-commerce.
        M1210 = "1210",
        /// Bonded e-commerce A.
        M1239 = "1239",
        /// General trade.
        M0110 = "0110",
        /// Market procurement.
        M1039 = "1039",
    }
}

codes! {
    /// A guard of admission whose capability is not built yet: somebody answers for it with evidence, another confirms.
    pub enum Attested: "attested" {
        /// Sanctions screening was run and is clear, or every hit was decided by a second person.
        #[default]
        Screening = "screening",
        /// The required training modules were passed.
        Training = "training",
        /// The partner was assessed and a decision computed.
        Assessment = "assessment",
        /// A contract with all mandatory clauses is active.
        Contract = "contract",
        /// Open orders are settled and the retention clock has started.
        Settlement = "settlement",
    }
}

/// A country, ISO 3166-1 alpha-2.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Country(pub String);

/// The code table of countries.
pub static COUNTRY_TABLE: CodeTable = CodeTable { name: "country", codes: COUNTRIES, labelled: false };

impl Typed for Country {
    const TYPE: FieldType = FieldType::Code(&CodeTable { name: "country", codes: COUNTRIES, labelled: false });
    fn value(&self) -> Value {
        if self.0.is_empty() { Value::Null } else { Value::Code(self.0.clone()) }
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        match value {
            Value::Null => Ok(Country::default()),
            Value::Code(c) | Value::Text(c) => Ok(Country(c)),
            other => Err(mismatch(&other)),
        }
    }
}

record! {
    /// An identifier under a scheme of domain.md §2.5.
    pub struct Identifier {
        /// The scheme's code, such as `cn.uscc`.
        scheme: String [Required] => crate::domain::checks::scheme;
        /// The value in the scheme's canonical form.
        value: String [Required];
        /// The registry asked by hand, if any.
        registry: String [];
        /// When it was asked.
        verified_on: Option<NaiveDate> [];
        /// Until when the registration runs.
        valid_to: Option<NaiveDate> [];
    }
}

record! {
    /// Somebody to talk to at the partner.
    pub struct Contact {
        /// What the contact is for: business, technical, compliance …
        role: String [Required];
        /// Name.
        name: String [Required];
        /// Telephone, as entered.
        phone: String [];
        /// E-mail address.
        email: String [] => crate::domain::checks::email;
        /// Language for letters, BCP 47.
        lang: String [];
    }
}

record! {
    /// The legal representative; name and id document are sealed.
    pub struct LegalRep {
        /// Name, sealed.
        name: Option<Sealed> [Sensitive];
        /// Kind of the identity document.
        id_kind: String [];
        /// Number of the identity document, sealed.
        id_number: Option<Sealed> [Sensitive];
        /// Until when the identity document runs.
        id_valid_to: Option<NaiveDate> [];
    }
}

record! {
    /// A beneficial owner; the name is sealed.
    pub struct Owner {
        /// What tells it from the others: a running number or initials.
        nr: String [Required];
        /// Name, sealed.
        name: Option<Sealed> [Sensitive];
        /// Country of residence.
        country: Country [];
        /// Share in per cent.
        share: Option<Decimal> [] => crate::domain::checks::share;
        /// Named as senior manager because nobody owns a quarter.
        manager: bool [];
        /// Owner since.
        owner_since: Option<NaiveDate> [];
        /// When that was verified.
        verified_on: Option<NaiveDate> [];
    }
}

record! {
    /// A penalty an authority decided.
    pub struct Penalty {
        /// Number of the decision.
        nr: String [Required];
        /// The day it was decided.
        decided_on: Option<NaiveDate> [];
        /// In RMB.
        fine: Option<Decimal> [];
        /// What for.
        ground: Option<PenaltyKind> [];
    }
}

record! {
    /// What the maker answered where a guard is attested.
    pub struct Attestation {
        /// The guard.
        guard: Attested [Required];
        /// The answer.
        answer: String [Required];
        /// The document or file that shows it.
        evidence: String [];
        /// Who answered.
        by: String [Derived];
        /// On which day.
        on: Option<NaiveDate> [Derived];
    }
}

record! {
    /// A business partner.
    pub struct Partner {
        /// Legal name in the script of its register.
        legal_name_local: String [Required, Roster, Identifying] => crate::domain::checks::name;
        /// Legal name in English or Latin script.
        legal_name_en: String [Roster, Identifying] => crate::domain::checks::name;
        /// Names it trades under.
        trade_names: Vec<String> [];
        /// What it does.
        type_set: Vec<PartnerType> [Required, Roster];
        /// Country of registration.
        country: Country [Required, Roster];
        /// Registered address.
        registered_address: String [Long];
        /// Where it operates.
        operating_addresses: Vec<String> [];
        /// Day of incorporation.
        incorporation_date: Option<NaiveDate> [];
        /// Legal form.
        legal_form: String [];
        /// Identifiers with their schemes.
        identifiers: Vec<Identifier> [Roster];
        /// Legal representative.
        legal_rep: LegalRep [];
        /// Contacts.
        contacts: Vec<Contact> [];
        /// Supervision modes it works under.
        modes: Vec<Mode> [Roster];
        /// Markets it sells to or works in.
        markets: Vec<Country> [Roster];
        /// Customs credit grade.
        credit_grade: CreditGrade [Roster];
        /// When the grade was asked.
        credit_checked_on: Option<NaiveDate> [Roster];
        /// Measures approved for a dishonest partner (PTR-020); empty when there are none.
        credit_measure: String [Derived];
        /// The last day on which it was graded dishonest, when it no longer is (PTR-022).
        dishonest_on: Option<NaiveDate> [];
        /// Customs brokers it entrusts.
        brokers: Vec<PartnerRef> [];
        /// Penalties of the last years.
        penalties: Vec<Penalty> [];
        /// Signs of a fake platform found in due diligence.
        platform_signs: Vec<PlatformSign> [];
        /// When it declared to offer only what complies with EU law (DSA Article 30).
        dsa_declared_on: Option<NaiveDate> [];
        /// Domestic agent of an overseas seller (PTR-008).
        domestic_agent: Option<PartnerRef> [];
        /// Chapters of the Harmonised System it deals in, two digits each.
        hs_chapters: Vec<String> [Roster] => crate::domain::checks::chapters;
        /// Channels it sells on.
        channels: Vec<Sales> [];
        /// Orders a month.
        volume: Option<VolumeClass> [Roster];
        /// Beneficial owners.
        owners: Vec<Owner> [];
        /// The risk band two persons decided on instead of the computed one.
        risk_band: Option<RiskBand> [Derived];
        /// The last day on which it counts.
        risk_until: Option<NaiveDate> [Derived];
        /// Why it is not the computed one.
        risk_reason: String [Derived];
        /// The day it was decided.
        risk_on: Option<NaiveDate> [Derived];
        /// The officer who looks after it.
        owner: String [Roster];
        /// Where the record came from: entered, import, demo.
        origin: String [Roster];
        /// Category in the source it was imported from.
        category: String [];
        /// Answers to attested guards.
        attestations: Vec<Attestation> [Derived];
        /// The day of the first approved admission.
        admitted_on: Option<NaiveDate> [Derived, Roster];
        /// The day of the last approved admission or review.
        reviewed_on: Option<NaiveDate> [Derived, Roster];
        /// A digest of what the last approval looked at.
        approved_as: String [Derived];
        /// Why it is suspended, exiting or rejected.
        state_reason: String [Derived];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Partner {
    const DEF: KindDef = KindDef {
        name: "partner",
        prefix: "P",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "prospect",
        title: &["legal_name_local", "legal_name_en"],
        upgrade: no_upgrade,
    };
}

impl Partner {
    /// The value of its identifier under a scheme.
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        self.identifiers.iter().find(|i| i.scheme == scheme).map(|i| i.value.as_str())
    }

    /// Whether it is of a type.
    pub fn is(&self, ty: PartnerType) -> bool {
        self.type_set.contains(&ty)
    }

    /// Whether it is registered in China's customs territory.
    pub fn is_chinese(&self) -> bool {
        self.country.0 == "CN"
    }
}

crate::refs! {
    /// A partner's id.
    PartnerRef = "partner";
}

/// The evidence of an attestation that is a document of the desk.
pub fn evidence_document(attestation: &Attestation) -> Option<DocumentRef> {
    attestation.evidence.starts_with("D-").then(|| DocumentRef(attestation.evidence.clone()))
}
