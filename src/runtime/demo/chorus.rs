//! The rest of the small set: all types, all states, many scripts, and something for every rule to find.
//!
//! All names are invented. Places of partners are counted from 0 with the cast first, so the first one here is 14.

use crate::domain::document::DocCode as D;
use crate::domain::document::RejectReason;
use crate::domain::partner::Mode;
use crate::domain::partner::PartnerType as T;
use crate::domain::partner::RiskBand;
use crate::runtime::demo::cast::AGENT;
use crate::runtime::demo::cast::Goal;
use crate::runtime::demo::cast::Quirk;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::cast::Wait;

use self::Goal::Activation;
use self::Goal::Admitted;
use self::Goal::Applying;
use self::Goal::Assessment;
use self::Goal::Contracting;
use self::Goal::DocsReview;
use self::Goal::Exited;
use self::Goal::Invited;
use self::Goal::Pending;
use self::Goal::Prospect;
use self::Goal::Screening;
use self::Goal::Suspended;
use self::Goal::Training;
use self::Quirk::Agent;
use self::Quirk::CopyOf;
use self::Quirk::Holder;
use self::Quirk::IdOf;
use self::Quirk::Missing;
use self::Quirk::NumberOf;
use self::Quirk::OldCredit;
use self::Quirk::Rejected;
use self::Quirk::Scope;
use self::Quirk::Stale;
use self::Quirk::Until;
use self::RiskBand::Critical;
use self::RiskBand::High;
use self::RiskBand::Low;
use self::RiskBand::Med;

#[expect(clippy::too_many_arguments, reason = "one row of a table")]
const fn row(
    local: &'static str,
    en: &'static str,
    types: &'static [T],
    country: &'static str,
    city: &'static str,
    goal: Goal,
    ago: i64,
    band: RiskBand,
    quirks: &'static [Quirk],
) -> Row {
    Row {
        local,
        en,
        types,
        country,
        city,
        ids: &[],
        credit: None,
        goal,
        ago,
        band,
        modes: modes(types),
        markets: markets(country),
        quirks,
    }
}

/// The modes of the first type; only those who declare by customs code have one.
const fn modes(types: &[T]) -> &'static [Mode] {
    match types.first() {
        Some(T::Ece) => &[Mode::Ex9610, Mode::M9710],
        Some(T::Plt) => &[Mode::Ex9610, Mode::M1210],
        Some(T::Whb) => &[Mode::M1210, Mode::M1239],
        Some(T::Owh) => &[Mode::M9810],
        Some(T::Hub | T::Sub | T::Mfr) => &[Mode::M0110],
        _ => &[],
    }
}

/// The markets somebody from this country works in.
const fn markets(country: &'static str) -> &'static [&'static str] {
    match country.as_bytes() {
        b"CN" => &["US", "DE", "PL", "AE"],
        b"US" => &["US"],
        b"AE" | b"SA" | b"QA" | b"KW" | b"EG" | b"JO" => &["AE", "SA", "QA"],
        b"IN" => &["IN"],
        b"RU" | b"BY" | b"KZ" => &["RU", "KZ"],
        b"GB" => &["GB", "US"],
        b"HK" | b"SG" => &["US", "GB", "AE"],
        _ => &["DE", "PL", "HU", "RO"],
    }
}

const COMPLAINTS: &str = "Counterfeit complaints from two markets; seller did not answer within five days";
const UNINSURED: &str = "Cargo cover cancelled by the insurer, goods move uninsured";

/// The chorus.
#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    // Place 14 and on: long admitted, so that others may copy from them.
    row("杭州云栈优品电子商务有限公司", "Hangzhou Yunzhan Select E-Commerce Co., Ltd.", &[T::Ece], "CN", "Hangzhou", Admitted, 470, Low, &[]),
    row("广州岭海优选跨境有限公司", "Guangzhou Linghai Choice Cross-Border Co., Ltd.", &[T::Ece, T::Mfr], "CN", "Guangzhou", Admitted, 330, Med, &[OldCredit, Stale(D::Crd), Quirk::Fined]),
    row("郑州豫仓保税管理有限公司", "Zhengzhou Yucang Bonded Management Co., Ltd.", &[T::Whb], "CN", "Zhengzhou", Admitted, 320, Med, &[Until(D::Sup, 0)]),
    row("重庆渝驰国际快递有限公司", "Chongqing Yuchi International Courier Co., Ltd.", &[T::Log], "CN", "Chongqing", Admitted, 300, Med, &[Until(D::Exp, 7)]),
    row("青岛海岳报关行有限公司", "Qingdao Haiyue Customs Brokers Co., Ltd.", &[T::Brk], "CN", "Qingdao", Admitted, 280, Low, &[Until(D::Idc, 90)]),
    row("厦门鹭屿数字支付有限公司", "Xiamen Luyu Digital Payment Co., Ltd.", &[T::Pay], "CN", "Xiamen", Admitted, 220, High, &[Until(D::Fin, 30), Quirk::Acknowledged("PTR-024", "")]),
    row("天津滨域监管作业场所有限公司", "Tianjin Binyu Supervised Site Co., Ltd.", &[T::Sup], "CN", "Tianjin", Admitted, 240, Med, &[Until(D::Ins, -3), Quirk::WaiverOpen("PTR-002", "D-INS", 610)]),
    row("义乌小满市集进出口有限公司", "Yiwu Xiaoman Market Import & Export Co., Ltd.", &[T::Ece], "CN", "Yiwu", Goal::Probation, 120, High, &[]),
    row("长沙橘屿平台科技有限公司", "Changsha Juyu Platform Technology Co., Ltd.", &[T::Plt], "CN", "Changsha", Admitted, 350, Med, &[Until(D::Icp, 21)]),
    row("深圳星槎智造有限公司", "Shenzhen Xingcha Smart Manufacturing Co., Ltd.", &[T::Mfr], "CN", "Shenzhen", Admitted, 310, Med, &[OldCredit]),
    row("上海浦衡检测技术有限公司", "Shanghai Puheng Testing Technology Co., Ltd.", &[T::Lab], "CN", "Shanghai", Admitted, 260, Low, &[]),
    row("北京信栈数据服务有限公司", "Beijing Xinzhan Data Services Co., Ltd.", &[T::Svc], "CN", "Beijing", Admitted, 200, Low, &[]),
    row("宁波甬帆保险经纪有限公司", "Ningbo Yongfan Insurance Brokers Co., Ltd.", &[T::Ins], "CN", "Ningbo", Admitted, 180, Low, &[Until(D::Fin, 45)]),
    // The queue.
    row("成都锦雀文创电子商务有限公司", "Chengdu Jinque Creative E-Commerce Co., Ltd.", &[T::Ece], "CN", "Chengdu", Pending(Wait::Fresh(375)), 1, Low, &[]),
    row("武汉江雁跨境电商有限公司", "Wuhan Jiangyan Cross-Border Co., Ltd.", &[T::Ece], "CN", "Wuhan", Pending(Wait::Fresh(520)), 1, Med, &[]),
    row("Morgenröte Versand GmbH", "Morgenroete Versand GmbH", &[T::Owh], "DE", "Bremen", Pending(Wait::Begun(590)), 1, Med, &[]),
    row("شركة بوابة النخيل للتجارة ذ.م.م", "Palm Gate Trading LLC", &[T::Ior], "AE", "Sharjah", Pending(Wait::StepDone(100)), 1, High, &[]),
    row("哈尔滨冰榆国际物流有限公司", "Harbin Bingyu International Logistics Co., Ltd.", &[T::Log], "CN", "Harbin", Pending(Wait::Held(130)), 1, High, &[]),
    row("Wisła Fulfilment Sp. z o.o.", "Wisla Fulfilment Sp. z o.o.", &[T::Owh], "PL", "Łódź", Pending(Wait::Returned(200)), 2, Med, &[]),
    row("नीलगिरि गृह सज्जा प्रा. लि.", "Nilgiri Home Decor Pvt Ltd", &[T::Ior], "IN", "Coimbatore", Pending(Wait::Fresh(300)), 4, Med, &[]),
    row("Levant Bridge Payments SAL", "Levant Bridge Payments SAL", &[T::Pay], "JO", "Amman", Pending(Wait::Fresh(800)), 1, Critical, &[]),
    row("西安驼铃跨境贸易有限公司", "Xi'an Tuoling Cross-Border Trade Co., Ltd.", &[T::Ece], "CN", "Xi'an", Activation(660), 1, Med, &[]),
    row("Tisza Logisztika Zrt.", "Tisza Logisztika Zrt.", &[T::Log], "HU", "Szeged", Goal::LiftOpen(480), 150, Med, &[]),
    row("ТОВ «Дніпровська Комора»", "Dniprovska Komora LLC", &[T::Owh], "UA", "Dnipro", Goal::ExitOpen(700), 200, Med, &[]),
    row("Bosphorus Çarşı Ticaret A.Ş.", "Bosphorus Carsi Ticaret AS", &[T::Ior], "TR", "Izmir", Goal::ReapplyOpen(860), 60, Med, &[]),
    // On their way.
    row("ООО «Северная Пристань»", "Severnaya Pristan LLC", &[T::Ior], "RU", "Murmansk", Assessment, 4, High, &[]),
    row("Al Waha Souq Co.", "Al Waha Souq Co.", &[T::Chn], "SA", "Jeddah", Training, 5, Med, &[]),
    row("شركة واحة الشمال للخدمات", "North Oasis Services WLL", &[T::Rpe], "QA", "Doha", Screening, 3, Med, &[]),
    row("Harbour & Thistle Ltd", "Harbour & Thistle Ltd", &[T::Rpe], "GB", "Leith", Contracting, 8, Med, &[]),
    row("Nordlicht Hаndels GmbH", "Nordlicht Hаndels GmbH", &[T::Ece], "DE", "Hamburg", DocsReview(false), 2, High, &[Quirk::FalseOpen("PTR-035", "legal_name_local", 560)]),
    row("佛山窑湾陶艺有限公司", "Foshan Yaowan Ceramics Co., Ltd.", &[T::Mfr], "CN", "Guangzhou", DocsReview(true), 7, Med, &[Quirk::BadId, Rejected(D::Bnk, RejectReason::NoSeal)]),
    row("温州雁荡鞋履电子商务有限公司", "Wenzhou Yandang Footwear E-Commerce Co., Ltd.", &[T::Ece], "CN", "Hangzhou", DocsReview(true), 11, Med, &[Quirk::OddId, Quirk::NoCustoms, Missing(D::Ubo)]),
    row("苏州拙园家纺有限公司", "Suzhou Zhuoyuan Home Textiles Co., Ltd.", &[T::Ece], "CN", "Shanghai", DocsReview(true), 13, Med, &[IdOf(14), CopyOf(14, D::Lic), NumberOf(14, D::Cus), Quirk::Acknowledged("PTR-006", "cn.uscc")]),
    row("Malabar Spice Route Pvt Ltd", "Malabar Spice Route Pvt Ltd", &[T::Ior], "IN", "Kozhikode", DocsReview(true), 5, Med, &[Quirk::PanDiffers]),
    row("珠海横琴速捷支付有限公司", "Zhuhai Hengqin Sujie Payment Co., Ltd.", &[T::Pay], "CN", "Guangzhou", DocsReview(true), 10, High, &[Scope(D::Fin, "银行卡收单（广东省）"), Quirk::NoCredit]),
    row("大连渤岸报关有限公司", "Dalian Bo'an Customs Brokers Co., Ltd.", &[T::Brk], "CN", "Tianjin", DocsReview(true), 9, Low, &[Quirk::NoCustoms, Missing(D::Cus)]),
    row("沈阳辽驿快递有限公司", "Shenyang Liaoyi Courier Co., Ltd.", &[T::Log], "CN", "Beijing", DocsReview(true), 8, Med, &[Rejected(D::Exp, RejectReason::Expired)]),
    row("Vltava Sklady s.r.o.", "Vltava Sklady s.r.o.", &[T::Owh], "CZ", "Brno", DocsReview(true), 4, Low, &[Holder(D::Reg, "Vltava Holding a.s."), Holder(D::Bnk, "J. Novotný")]),
    row("Carpați Marfă SRL", "Carpati Marfa SRL", &[T::Ioi], "RO", "Cluj-Napoca", DocsReview(false), 1, Med, &[]),
    row("Черноморски Търг ЕООД", "Chernomorski Targ EOOD", &[T::Ioi], "BG", "Varna", Applying, 6, Med, &[]),
    row("昆明滇池鲜花电子商务有限公司", "Kunming Dianchi Flowers E-Commerce Co., Ltd.", &[T::Ece], "CN", "Chengdu", Applying, 12, Low, &[Quirk::NoCredit]),
    row("Adriatic Ključ d.o.o.", "Adriatic Kljuc d.o.o.", &[T::Lab], "HR", "Rijeka", Invited, 15, Low, &[]),
    row("Saigon Lúa Vàng Co.", "Saigon Lua Vang Co.", &[T::Mfr], "VN", "Ho Chi Minh City", Invited, 18, Med, &[]),
    row("Mekong Bazaar Co., Ltd.", "Mekong Bazaar Co., Ltd.", &[T::Chn], "TH", "Bangkok", Prospect, 20, Med, &[Quirk::Fake]),
    row("Ipê Amarelo Comércio Ltda.", "Ipe Amarelo Comercio Ltda.", &[T::Chn], "BR", "Curitiba", Prospect, 25, High, &[]),
    row("海口椰洲免税品有限公司", "Haikou Yezhou Duty-Free Goods Co., Ltd.", &[T::Ece], "CN", "Guangzhou", Prospect, 3, Med, &[]),
    // Admitted, elsewhere.
    row("Lumen & Loom Inc.", "Lumen & Loom Inc.", &[T::Chn], "US", "Portland", Admitted, 140, Low, &[]),
    row("Rheinbogen Elektro GmbH", "Rheinbogen Elektro GmbH", &[T::Ece], "DE", "Mainz", Admitted, 165, Med, &[Agent(AGENT)]),
    row("Quai Levant SAS", "Quai Levant SAS", &[T::Rpe], "FR", "Marseille", Admitted, 210, Low, &[Until(D::Gps, 14)]),
    row("Brezza Marina S.r.l.", "Brezza Marina S.r.l.", &[T::Aff], "IT", "Genova", Admitted, 110, Low, &[]),
    row("Αιγαίο Πρακτορεία ΕΠΕ", "Aegean Agencies EPE", &[T::Ioi], "GR", "Piraeus", Admitted, 190, Low, &[Until(D::Poa, 5)]),
    row("ЗАО «Белая Вежа Склад»", "Belaya Vezha Sklad CJSC", &[T::Owh], "BY", "Brest", Admitted, 400, Med, &[Stale(D::Reg)]),
    row("Straits Lantern Pte. Ltd.", "Straits Lantern Pte. Ltd.", &[T::Hub], "SG", "Singapore", Admitted, 380, Med, &[Stale(D::Ubo), Stale(D::Sec), Until(D::Lei, 2)]),
    row("Kangaroo Paw Goods Pty Ltd", "Kangaroo Paw Goods Pty Ltd", &[T::Sub], "AU", "Fremantle", Goal::ReviewDue, 390, Low, &[]),
    row("Tallinna Ladu OÜ", "Tallinna Ladu OÜ", &[T::Owh], "EE", "Tallinn", Goal::Reassessed, 395, Low, &[]),
    row("烟台蓬屿水产有限公司", "Yantai Pengyu Seafood Co., Ltd.", &[T::Ece], "CN", "Qingdao", Suspended(6, "bo", COMPLAINTS), 130, High, &[Quirk::Dishonest(5), Quirk::MeasureOpen(905)]),
    row("Puszta Szállítmányozás Kft.", "Puszta Szallitmanyozas Kft.", &[T::Log], "HU", "Debrecen", Suspended(15, "ivo", UNINSURED), 230, Med, &[Until(D::Ins, -16)]),
    row("Jade Harbour Trading Ltd", "Jade Harbour Trading Ltd", &[T::Hub], "HK", "Hong Kong", Goal::Lifted, 260, Med, &[]),
    row("Baltic Kogge OÜ", "Baltic Kogge OÜ", &[T::Aff], "EE", "Tartu", Goal::Exiting, 170, Low, &[]),
    row("Danubius Címke Bt.", "Danubius Cimke Bt.", &[T::Aff], "HU", "Győr", Exited, 300, Low, &[]),
    row("合肥巢湖智家有限公司", "Hefei Chaohu Smart Home Co., Ltd.", &[T::Ece], "CN", "Wuhan", Goal::Rejected, 45, High, &[]),
    row("Kuwait Dhow Market WLL", "Kuwait Dhow Market WLL", &[T::Ior], "KW", "Kuwait City", Goal::VotedDown, 70, High, &[]),
    row("شركة النيل الأزرق للتوريدات", "Blue Nile Supplies SAE", &[T::Mfr], "EG", "Alexandria", Goal::Withdrawn, 80, Med, &[]),
    row("Sahyadri Textiles Pvt Ltd", "Sahyadri Textiles Pvt Ltd", &[T::Mfr], "IN", "Pune", Admitted, 100, Med, &[]),
];
