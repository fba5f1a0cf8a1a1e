//! Documents: what a partner files to be admitted (domain.md §2.2, §2.3).
//!
//! Which documents a partner needs is the catalogue's matrix, not this file's.

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerRef;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// Document codes (domain.md §2.2).
    pub enum DocCode: "doc-code" {
        /// Business licence with USCC.
        #[default]
        Lic = "D-LIC",
        /// Foreign registry extract and certificate of incumbency.
        Reg = "D-REG",
        /// Customs registration.
        Cus = "D-CUS",
        /// Power of attorney or agency agreement.
        Poa = "D-POA",
        /// Express-delivery business permit.
        Exp = "D-EXP",
        /// Financial or payment business licence.
        Fin = "D-FIN",
        /// ICP filing or telecom licence.
        Icp = "D-ICP",
        /// Supervised-site registration.
        Sup = "D-SUP",
        /// Declaration-unit and broker filing.
        Biz = "D-BIZ",
        /// Electronic-port digital signature certificate.
        Sig = "D-SIG",
        /// Customs credit-grade query record.
        Crd = "D-CRD",
        /// AEO certificate.
        Aeo = "D-AEO",
        /// Beneficial-owner statement.
        Ubo = "D-UBO",
        /// Bank-account proof.
        Bnk = "D-BNK",
        /// Identity document of the legal representative.
        Idc = "D-IDC",
        /// Security commitment.
        Sec = "D-SEC",
        /// Training certificate.
        Trn = "D-TRN",
        /// Insurance certificate.
        Ins = "D-INS",
        /// Trademark registration or brand authorisation.
        Tmb = "D-TMB",
        /// LEI record.
        Lei = "D-LEI",
        /// EORI record.
        Eor = "D-EOR",
        /// VAT or GST registration.
        Vat = "D-VAT",
        /// GPSR responsible-person agreement.
        Gps = "D-GPS",
        /// Transfer-pricing file index.
        Tpd = "D-TPD",
        /// Platform tax-reporting data.
        Tax = "D-TAX",
    }
}

codes! {
    /// Why a document was rejected; the digit of the reason is its place.
    pub enum RejectReason: "reject-reason" {
        /// Cannot be read.
        #[default]
        Blurred = "blurred",
        /// Ran out.
        Expired = "expired",
        /// Another name than the partner's.
        WrongName = "wrong-name",
        /// A page is missing.
        PageMissing = "page-missing",
        /// No seal or signature.
        NoSeal = "no-seal",
        /// No translation.
        NoTranslation = "no-translation",
        /// It says something else than the record.
        Differs = "differs",
    }
}

record! {
    /// A file in the blob store.
    pub struct FileRef {
        /// Its name when it was filed.
        name: String [];
        /// SHA-256 of its bytes, lower-case hex.
        sha256: String [];
        /// Its size in bytes.
        bytes: i64 [];
    }
}

record! {
    /// A qualification document of a partner.
    pub struct Document {
        /// Whose document it is.
        partner: PartnerRef [Required, Roster];
        /// Which document it is.
        code: DocCode [Required, Roster, Identifying];
        /// Its number.
        number: String [Roster, Identifying];
        /// The name it is issued to, as printed.
        holder: String [];
        /// Who issued it.
        issuer: String [];
        /// Scope as printed, such as the payment business a licence covers.
        scope: String [Long];
        /// Day of issue.
        issued_on: Option<NaiveDate> [Roster];
        /// Valid from this day.
        valid_from: Option<NaiveDate> [];
        /// Valid through the last second of this day.
        valid_to: Option<NaiveDate> [Roster];
        /// The filed copy.
        file: FileRef [];
        /// Language of the document, BCP 47.
        language: String [];
        /// The translation, when there is one.
        translation: Option<DocumentRef> [];
        /// Why it was rejected.
        reject_reason: Option<RejectReason> [Derived, Roster];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Document {
    const DEF: KindDef = KindDef {
        name: "document",
        prefix: "D",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "received",
        title: &["code", "number"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A document's id.
    DocumentRef = "document";
}
