//! Rows of the demo: who they are, how far they come, what is odd about them; and the fourteen of domain.md §12.

use crate::domain::document::DocCode;
use crate::domain::document::RejectReason;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Mode;
use crate::domain::partner::PartnerType;
use crate::domain::partner::RiskBand;

/// How a case that waits came to wait; the number is the minute (UTC) of the proposal's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// Nobody looked at it yet.
    Fresh(i64),
    /// Some items are judged.
    Begun(i64),
    /// The first step is filled, the director's is open.
    StepDone(i64),
    /// The first step was filled; then an accepted document was changed, which voids the vote.
    Held(i64),
    /// Sent back to its maker.
    Returned(i64),
}

/// Where a partner's story ends; `ago` of the row is the day of the last event named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Prospect,
    Invited,
    Applying,
    /// Papers are filed; with `true` also looked at.
    DocsReview(bool),
    Screening,
    Training,
    Assessment,
    /// Waiting for the decision on its admission.
    Pending(Wait),
    Contracting,
    /// Waiting for the decision on its activation.
    Activation(i64),
    Admitted,
    Probation,
    ReviewDue,
    /// Called for review and assessed again.
    Reassessed,
    /// Suspended so many days ago, by whom, why.
    Suspended(i64, &'static str, &'static str),
    /// Suspended, and lifted again by two.
    Lifted,
    /// Suspended; the lift waits for the director.
    LiftOpen(i64),
    Exiting,
    /// The exit waits for the checker.
    ExitOpen(i64),
    Exited,
    Rejected,
    /// Rejected by the vote on its case.
    VotedDown,
    /// Rejected; applying again waits for the director.
    ReapplyOpen(i64),
    Withdrawn,
}

/// What is odd about a partner, so that some rule or list has something to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quirk {
    /// The document of this code runs out so many days after today; below zero it has.
    Until(DocCode, i64),
    /// The document is not filed.
    Missing(DocCode),
    /// The document is filed and rejected.
    Rejected(DocCode, RejectReason),
    /// The document was not renewed when its age asked for it.
    Stale(DocCode),
    /// The document names another holder.
    Holder(DocCode, &'static str),
    /// The document's copy is, byte for byte, that of the partner at this place.
    CopyOf(usize, DocCode),
    /// The document has the number of the same document of the partner at this place.
    NumberOf(usize, DocCode),
    /// The licence's scope, as printed.
    Scope(DocCode, &'static str),
    /// The company number fails its check digit.
    BadId,
    /// The company number is odd.
    OddId,
    /// It carries the company number of the partner at this place.
    IdOf(usize),
    /// The importer-exporter code is not the PAN inside the GSTIN.
    PanDiffers,
    /// No customs code was captured.
    NoCustoms,
    /// The credit grade was not asked.
    NoCredit,
    /// The credit grade was asked long ago.
    OldCredit,
    /// Became dishonest so many days ago.
    Dishonest(i64),
    /// A measure for the dishonest partner waits for its decision since this minute of yesterday.
    MeasureOpen(i64),
    /// Customs fined it twice this year.
    Fined,
    /// Due diligence found signs of a fake platform.
    Fake,
    /// Its agent is the partner at this place.
    Agent(usize),
    /// Somebody said of this finding (rule, slot) that it is known.
    Acknowledged(&'static str, &'static str),
    /// A waiver of this finding (rule, slot) waits since this minute of yesterday.
    WaiverOpen(&'static str, &'static str, i64),
    /// That this finding (rule, slot) is a false positive waits for its decision since this minute of yesterday.
    FalseOpen(&'static str, &'static str, i64),
}

/// A partner of the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) local: &'static str,
    pub(super) en: &'static str,
    pub(super) types: &'static [PartnerType],
    pub(super) country: &'static str,
    pub(super) city: &'static str,
    /// Fixed identifiers; where there are none they are drawn.
    pub(super) ids: &'static [(&'static str, &'static str)],
    pub(super) credit: Option<CreditGrade>,
    pub(super) goal: Goal,
    pub(super) ago: i64,
    pub(super) band: RiskBand,
    pub(super) modes: &'static [Mode],
    pub(super) markets: &'static [&'static str],
    pub(super) quirks: &'static [Quirk],
}

impl Row {
    /// Whether it is registered in China.
    pub(super) fn chinese(&self) -> bool {
        self.country == "CN"
    }

    /// The name papers are issued to.
    pub(super) fn holder(&self) -> &'static str {
        self.local
    }
}

/// How many there are in the cast.
pub(super) const CAST: usize = 14;
/// The agent of overseas sellers in the cast.
pub(super) const AGENT: usize = 3;

type Ids = &'static [(&'static str, &'static str)];

#[expect(clippy::too_many_arguments, reason = "one row of a table; the columns are those of domain.md §12")]
const fn cast(
    local: &'static str,
    en: &'static str,
    types: &'static [PartnerType],
    country: &'static str,
    city: &'static str,
    ids: Ids,
    credit: Option<CreditGrade>,
    goal: Goal,
    ago: i64,
    band: RiskBand,
    modes: &'static [Mode],
    markets: &'static [&'static str],
    quirks: &'static [Quirk],
) -> Row {
    Row { local, en, types, country, city, ids, credit, goal, ago, band, modes, markets, quirks }
}

use self::Goal::Admitted;
use self::Goal::Suspended;
use self::Mode::Ex9610;
use self::Mode::Im9610;
use self::Mode::M0110;
use self::Mode::M1210;
use self::Mode::M9710;
use self::Mode::M9810;
use self::PartnerType as T;
use self::Quirk::Until;
use self::RiskBand::Low;
use self::RiskBand::Med;

const REG: Option<CreditGrade> = Some(CreditGrade::Reg);
const LICENCE_GONE: &str = "支付业务许可证已过期 Payment licence has run out and no renewal was filed";
const DISHONEST: &str = "PTR-020: downgraded to dishonest enterprise (Decree 282), no approved measure";

/// The fourteen, in the order of domain.md §12. Customs codes beyond that table stand where a supervision mode asks for
/// one, as nobody is admitted without (PTR-027).
#[rustfmt::skip]
pub(super) const ROWS: [Row; CAST] = [
    cast("杭州恩垂波电子商务有限公司", "Hangzhou Entrepot E-Com Co., Ltd.", &[T::Ece], "CN", "Hangzhou",
        &[("cn.uscc", "91330110MA2ENTRP4L"), ("cn.customs", "3301963K69")], REG, Admitted, 500, Low,
        &[Ex9610, M9710], &["US", "DE", "SA"], &[]),
    cast("深圳启航跨境贸易有限公司", "Shenzhen Qihang Cross-Border Trading", &[T::Ece, T::Mfr], "CN", "Shenzhen",
        &[("cn.uscc", "91440305MA5ABCD195"), ("cn.customs", "4403963Q27")], Some(CreditGrade::Crt), Admitted, 480, Low,
        &[Ex9610, M9810], &["US", "GB", "AE"], &[]),
    cast("Nordlicht Handels GmbH", "Nordlicht Handels GmbH", &[T::Ece], "DE", "Hamburg",
        &[("de.vat", "DE136695976"), ("eori", "DE136695976")], Some(CreditGrade::Frn), Goal::DocsReview(true), 6, Med,
        &[Im9610], &["CN"], &[]),
    cast("上海桥接代理有限公司", "Shanghai Bridge Agency", &[T::Dag], "CN", "Shanghai",
        &[("cn.uscc", "91310115MA2ENTRP4L")], REG, Admitted, 515, Low, &[], &["CN"], &[]),
    cast("易捷支付有限公司", "E-Jet Pay", &[T::Pay], "CN", "Hangzhou",
        &[("cn.uscc", "91330110300000010U")], REG, Suspended(11, "fatima", LICENCE_GONE), 450, Med, &[], &["CN"],
        &[Until(DocCode::Fin, -12)]),
    cast("远帆快运", "Yuanfan Express", &[T::Log], "CN", "Shenzhen",
        &[("cn.uscc", "91440305MACXR7Q941")], REG, Suspended(21, "mira", DISHONEST), 440, Med, &[], &["US", "DE"],
        &[Quirk::Dishonest(20)]),
    cast("长沙中转贸易(香港)", "Changsha Transit (HK) Ltd", &[T::Hub], "HK", "Hong Kong",
        &[("lei", "300300ENTREPOT000118")], None, Admitted, 345, Med, &[M0110], &["US", "PL", "AE"],
        &[]),
    cast("Transit US Inc.", "Transit US Inc.", &[T::Sub], "US", "Wilmington",
        &[("us.ein", "12-3456789")], None, Admitted, 320, Med, &[M0110], &["US"], &[]),
    cast("Transit EU Sp. z o.o.", "Transit EU Sp. z o.o.", &[T::Sub, T::Ior], "PL", "Gdynia",
        &[("pl.nip", "PL8567346215"), ("eori", "PL8567346215")], None, Admitted, 310, Med, &[M0110],
        &["PL", "DE", "CZ"], &[]),
    cast("Kerala Home Pvt Ltd", "Kerala Home Pvt Ltd", &[T::Ior], "IN", "Kochi",
        &[("in_.gstin", "27AAPFU0939F1ZV"), ("in_.iec", "AAPFU0939F")], None, Admitted, 290, Med, &[], &["IN"], &[]),
    cast("Gulf Gate Trading LLC", "Gulf Gate Trading LLC", &[T::Ior], "AE", "Dubai",
        &[("ae.trn", "100123456700003")], None, Goal::Applying, 9, Med, &[], &["AE", "SA"], &[]),
    cast("Budapest Raktár Kft.", "Budapest Raktár Kft.", &[T::Owh], "HU", "Budapest",
        &[("hu.anum", "HU12892312")], None, Admitted, 270, Low, &[M9810], &["HU", "RO", "CZ"], &[Until(DocCode::Ins, 63)]),
    cast("宁波仓储管理有限公司", "Ningbo Bonded Storage", &[T::Whb], "CN", "Ningbo",
        &[("cn.uscc", "91330200MA0NBWH11E"), ("cn.customs", "3302963W41")], Some(CreditGrade::Adv), Admitted, 250, Low,
        &[M1210], &["CN"], &[]),
    cast("BrightSpark Influencers OÜ", "BrightSpark Influencers OÜ", &[T::Aff], "EE", "Tallinn",
        &[("ee.kmkr", "EE100931558")], None, Admitted, 230, Low, &[], &["EE", "LV", "LT"], &[]),
];
