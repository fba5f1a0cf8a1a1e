//! Words of the demo: addresses, contacts, reasons, and the tables from which names of imported partners are made.

use crate::api::Assign;
use crate::domain::value::Value;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::ids::Rng;

/// Why an admission is proposed.
pub(super) const PROPOSALS: &[&str] = &[
    "Papers complete, screening clear, training passed",
    "Papers complete; the two open questions on ownership were answered in writing",
    "Wanted by the market team before the season; file complete",
    "资料齐全，筛查无命中，培训合格，建议准入",
    "File complete; first partner of this country, so please look twice",
];

/// A registered address.
pub(super) fn address(city: &str, country: &str, rng: &mut Rng) -> String {
    let number = rng.below(240) + 1;
    if country == "CN" {
        let road = rng.pick(&["演示路", "样例大道", "虚构街", "示范北路"]);
        format!("{road}{number}号, {city}")
    } else {
        let road = rng.pick(&["Sample Street", "Example Quay", "Specimen Road", "Placeholder Way"]);
        format!("{number} {road}, {city}, {country}")
    }
}

/// Somebody's name.
pub(super) fn person(country: &str, rng: &mut Rng) -> String {
    let (given, family): (&[&str], &[&str]) = match country {
        "CN" | "HK" | "SG" => (&["子轩", "雨桐", "嘉禾", "若溪", "景行"], &["沈", "陆", "谢", "罗", "范"]),
        "RU" | "BY" | "UA" | "BG" => (&["Анна", "Павел", "Вера", "Илья"], &["Лугова", "Северин", "Ковал", "Речка"]),
        "AE" | "SA" | "QA" | "KW" | "EG" | "JO" => (&["ليلى", "سامر", "نور", "كريم"], &["النجار", "الحداد", "منصور"]),
        "IN" => (&["Asha", "Rohan", "Kavya", "Nikhil"], &["Menon", "Deshpande", "Iyer", "Kulkarni"]),
        "PL" | "CZ" | "HR" | "RO" => (&["Zofia", "Jiří", "Ivana", "Radu"], &["Łąka", "Říha", "Šimić", "Câmpean"]),
        "HU" => (&["Zsófia", "Ákos", "Réka"], &["Füzes", "Kőrösi", "Gyöngy"]),
        _ => (&["Alex", "Robin", "Maren", "Juno"], &["Fenwick", "Oakes", "Lindgren", "Marsh"]),
    };
    let (given, family) = (rng.pick(given), rng.pick(family));
    if country == "CN" { format!("{family}{given}") } else { format!("{given} {family}") }
}

/// Two contacts whose addresses lead nowhere.
pub(super) fn contacts(row: &Row, place: usize, rng: &mut Rng) -> Assign {
    let lang = match row.country {
        "CN" | "HK" => "zh",
        "AE" | "SA" | "QA" | "KW" | "EG" | "JO" => "ar",
        "RU" | "BY" => "ru",
        "DE" => "de",
        "PL" => "pl",
        "HU" => "hu",
        _ => "en",
    };
    let mut contact = |role: &str| {
        let t = |v: String| Value::Text(v);
        Value::Group(vec![
            t(role.to_owned()),
            t(person(row.country, rng)),
            t(format!("+999 555 {:04}", rng.below(10_000))),
            t(format!("{role}.p{:03}@example.com", place + 1)),
            t(lang.to_owned()),
        ])
    };
    let value = Value::List(vec![contact("business"), contact("compliance")]);
    Assign { path: "contacts".to_owned(), value }
}

/// Han syllables of invented names.
pub(super) const HAN: &[&str] = &[
    "云", "帆", "栈", "澜", "岳", "屿", "启", "恒", "锦", "瑞", "驰", "域", "汇", "远", "晨", "嘉", "禾", "星", "海",
    "川", "泽", "桥", "鹭", "枫", "曦", "宸", "朗", "拓", "聚", "兴", "沐", "筑",
];
/// What Chinese companies do.
pub(super) const HAN_TRADE: &[&str] = &[
    "电子商务",
    "国际贸易",
    "跨境供应链",
    "进出口",
    "智能科技",
    "家居用品",
    "国际物流",
    "数码配件",
    "服饰",
    "仓储服务",
];
/// Cities of Chinese companies with the region of their numbers and the way the name reads in Latin script.
pub(super) const HAN_CITIES: &[(&str, &str, &str)] = &[
    ("杭州", "Hangzhou", "330110"),
    ("深圳", "Shenzhen", "440305"),
    ("广州", "Guangzhou", "440100"),
    ("宁波", "Ningbo", "330200"),
    ("厦门", "Xiamen", "350200"),
    ("郑州", "Zhengzhou", "410100"),
    ("重庆", "Chongqing", "500100"),
    ("义乌", "Yiwu", "330782"),
    ("青岛", "Qingdao", "370200"),
    ("长沙", "Changsha", "430100"),
    ("成都", "Chengdu", "510100"),
    ("上海", "Shanghai", "310115"),
];
/// Latin syllables of invented names.
pub(super) const LATIN: &[&str] = &[
    "va", "lo", "mer", "tan", "qui", "zel", "dor", "nim", "bra", "sol", "kes", "ter", "vin", "gal", "pho", "rix",
    "lum", "bel", "cor", "fen", "hal", "jas", "nor", "wyn",
];
/// What companies do, in Latin script.
pub(super) const LATIN_TRADE: &[&str] = &[
    "Trading",
    "Logistics",
    "Goods",
    "Commerce",
    "Imports",
    "Home",
    "Electronics",
    "Fulfilment",
    "Outdoor",
    "Textiles",
];
/// Cyrillic syllables.
pub(super) const CYRILLIC: &[&str] =
    &["бе", "лог", "вер", "дон", "жар", "ка", "мир", "нев", "ол", "пар", "рек", "сол", "тай", "уг", "хол", "яр"];
/// Arabic words.
pub(super) const ARABIC: &[&str] = &[
    "النور",
    "الواحة",
    "البحر",
    "النخيل",
    "الفجر",
    "الميناء",
    "الصقر",
    "الرمال",
    "القافلة",
    "اللؤلؤ",
    "الأفق",
    "السلام",
];
/// Devanagari words.
pub(super) const DEVANAGARI: &[&str] =
    &["सागर", "किरण", "उदय", "गंगा", "वसंत", "आकाश", "तारा", "नील", "मंगल", "शक्ति", "पवन", "ज्योति"];

/// A country of imported partners: code, share of a thousand, legal form.
pub(super) const COUNTRIES: &[(&str, u64, &str)] = &[
    ("CN", 520, "有限公司"),
    ("HK", 60, "Ltd"),
    ("DE", 45, "GmbH"),
    ("PL", 45, "Sp. z o.o."),
    ("US", 60, "Inc."),
    ("GB", 35, "Ltd"),
    ("IN", 50, "प्रा. लि."),
    ("AE", 35, "ذ.م.م"),
    ("SA", 20, "ذ.م.م"),
    ("RU", 30, "ООО"),
    ("HU", 25, "Kft."),
    ("CZ", 20, "s.r.o."),
    ("RO", 15, "SRL"),
    ("FR", 15, "SAS"),
    ("TR", 15, "A.Ş."),
    ("SG", 10, "Pte. Ltd."),
];
