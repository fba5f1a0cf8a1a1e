//! Country codes the schemes need: ISO 3166 alpha-2, members of the Union with their numeric codes, IBAN structures.

/// ISO 3166-1 alpha-2, and XK (Kosovo), which banks use.
const ALPHA2: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM \
FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO \
JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT \
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA \
SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US \
UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK";

/// Members of the Union: ISO 3166 letters and number.
const UNION: [(&str, &str); 27] = [
    ("AT", "040"),
    ("BE", "056"),
    ("BG", "100"),
    ("CY", "196"),
    ("CZ", "203"),
    ("DE", "276"),
    ("DK", "208"),
    ("EE", "233"),
    ("ES", "724"),
    ("FI", "246"),
    ("FR", "250"),
    ("GR", "300"),
    ("HR", "191"),
    ("HU", "348"),
    ("IE", "372"),
    ("IT", "380"),
    ("LT", "440"),
    ("LU", "442"),
    ("LV", "428"),
    ("MT", "470"),
    ("NL", "528"),
    ("PL", "616"),
    ("PT", "620"),
    ("RO", "642"),
    ("SE", "752"),
    ("SI", "705"),
    ("SK", "703"),
];

/// IBAN structures: country and basic account number (`n` digits, `a` letters, `c` either, each with a count).
const IBAN: &str = "AD n8c12 AE n19 AL n8c16 AT n16 AZ a4c20 BA n16 BE n12 BG a4n6c8 BH a4c14 BI n23 BR n23a1c1 BY c4n4c16 \
CH n5c12 CR n18 CY n8c16 CZ n20 DE n18 DJ n23 DK n14 DO c4n20 EE n16 EG n25 ES n20 FI n14 FK a2n12 FO n14 FR n10c11n2 \
GB a4n14 GE a2n16 GI a4c15 GL n14 GR n7c16 GT c20 HN a4n20 HR n17 HU n24 IE a4n14 IL n19 IQ a4n15 IS n22 IT a1n10c12 \
JO a4n4c18 KW a4c22 KZ n3c13 LB n4c20 LC a4c24 LI n5c12 LT n16 LU n3c13 LV a4c13 LY n21 MC n10c11n2 MD c20 ME n18 \
MK n3c10n2 MN n16 MR n23 MT a4n5c18 MU a4n19a3 NI a4n20 NL a4n10 NO n11 OM n3c16 PK a4c16 PL n24 PS a4c21 PT n21 \
QA a4c21 RO a4c16 RS n18 RU n14c15 SA n2c18 SC a4n20a3 SD n14 SE n20 SI n15 SK n20 SM a1n10c12 SO n19 ST n21 SV a4n20 \
TL n19 TN n20 TR n6c16 UA n6c19 VA n18 VG a4n16 XK n16 YE a4n4c18";

/// Whether two letters are a country.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && ALPHA2.split(' ').any(|c| c == code)
}

/// Whether two letters are a member of the Union (Greece is `GR`).
pub(super) fn in_union(code: &str) -> bool {
    UNION.iter().any(|(letters, _)| *letters == code)
}

/// The member with this ISO numeric code.
pub(super) fn union_by_number(code: &str) -> Option<&'static str> {
    UNION.iter().find(|(_, n)| *n == code).map(|(letters, _)| *letters)
}

/// The structure of a country's basic bank account number as a shape (see [`super::kernel::shape`]).
pub(super) fn iban_shape(code: &str) -> Option<String> {
    let mut words = IBAN.split(' ');
    while let (Some(country), Some(structure)) = (words.next(), words.next()) {
        if country == code {
            return Some(expand(structure));
        }
    }
    None
}

fn expand(structure: &str) -> String {
    let mut out = String::new();
    let mut class = '9';
    let mut count = 0;
    for c in structure.chars().chain(['n']) {
        if let Some(d) = c.to_digit(10) {
            count = count * 10 + d;
        } else {
            out.extend((0..count).map(|_| class));
            count = 0;
            class = match c {
                'a' => 'A',
                'c' => 'X',
                _ => '9',
            };
        }
    }
    out
}
