//! The table of schemes: one row each.
//!
//! A new scheme is a row here, a small rule in its family's file, and its name in the message files.

use super::Scheme;
use super::china;
use super::india;
use super::kernel::Rule;
use super::trade;
use super::vat_eu;
use super::vat_eu_south;
use super::world;

/// Separators people write inside numbers.
const USUAL: &str = ".-/:";

/// One row; the order of arguments is that of the columns.
const fn row(
    code: &'static str,
    aliases: &'static [&'static str],
    country: &'static str,
    example: &'static str,
    name_msg: &'static str,
    rule: Rule,
) -> Scheme {
    let country = if country.is_empty() { None } else { Some(country) };
    Scheme { code, aliases, country, example, name_msg, strip: USUAL, optional_prefix: "", rule }
}

/// A row whose values may be written with a country prefix that is not stored.
const fn vat(
    prefix: &'static str,
    code: &'static str,
    aliases: &'static [&'static str],
    country: &'static str,
    example: &'static str,
    name_msg: &'static str,
    rule: Rule,
) -> Scheme {
    Scheme { optional_prefix: prefix, ..row(code, aliases, country, example, name_msg, rule) }
}

/// All schemes.
#[rustfmt::skip]
pub(super) static SCHEMES: &[Scheme] = &[
    row("cn.uscc", &["USCC"], "CN", "91110000600037341L", "scheme-cn-uscc", china::uscc),
    row("cn.org", &["ORG_CN"], "CN", "600037341", "scheme-cn-org", china::org),
    row("cn.customs", &["CN_CUSTOMS"], "CN", "3301963K69", "scheme-cn-customs", china::customs),
    row("aeo", &["AEO_CN", "cn.aeo"], "CN", "AEOCN3301963K69", "scheme-aeo", china::aeo),
    row("cn.ric", &["RIC_CN"], "CN", "11010519491231002X", "scheme-cn-ric", china::resident),
    row("lei", &[], "", "213800KUD8LAJWSQ9D15", "scheme-lei", trade::lei),
    row("in_.gstin", &["GSTIN", "in.gstin"], "IN", "27AAPFU0939F1ZV", "scheme-in-gstin", india::gstin),
    row("in_.pan", &["PAN", "in.pan"], "IN", "AAPFU0939F", "scheme-in-pan", india::pan),
    row("in_.iec", &["IEC", "in.iec"], "IN", "AAPFU0939F", "scheme-in-iec", india::iec),
    row("in_.pin", &["PIN_IN", "in.pin"], "IN", "110001", "scheme-in-pin", india::pin),
    row("eu.vat", &["VAT_EU"], "", "PL8567346215", "scheme-eu-vat", vat_eu::eu),
    vat("AT", "at.uid", &["VAT_AT"], "AT", "U13585627", "scheme-at-uid", vat_eu::at_uid),
    vat("BE", "be.vat", &["VAT_BE"], "BE", "0403019261", "scheme-be-vat", vat_eu::be),
    vat("BG", "bg.vat", &["VAT_BG"], "BG", "175074752", "scheme-bg-vat", vat_eu::bg),
    vat("CY", "cy.vat", &["VAT_CY"], "CY", "10259033P", "scheme-cy-vat", vat_eu::cy),
    vat("CZ", "cz.dic", &["VAT_CZ"], "CZ", "25123891", "scheme-cz-dic", vat_eu::cz),
    vat("DE", "de.vat", &["VAT_DE"], "DE", "136695976", "scheme-de-vat", vat_eu::de),
    vat("DK", "dk.cvr", &["VAT_DK"], "DK", "13585628", "scheme-dk-cvr", vat_eu::dk),
    vat("EE", "ee.kmkr", &["VAT_EE"], "EE", "100931558", "scheme-ee-kmkr", vat_eu::ee),
    vat("EL", "gr.vat", &["VAT_EL", "VAT_GR", "el.vat"], "GR", "094259216", "scheme-gr-vat", vat_eu::el),
    vat("ES", "es.nif", &["VAT_ES"], "ES", "54362315K", "scheme-es-nif", vat_eu_south::es),
    vat("FI", "fi.alv", &["VAT_FI"], "FI", "20774740", "scheme-fi-alv", vat_eu::fi),
    vat("FR", "fr.tva", &["VAT_FR"], "FR", "40303265045", "scheme-fr-tva", vat_eu::fr),
    vat("HR", "hr.oib", &["VAT_HR"], "HR", "33392005961", "scheme-hr-oib", vat_eu::hr),
    vat("HU", "hu.anum", &["VAT_HU"], "HU", "12892312", "scheme-hu-anum", vat_eu::hu),
    vat("IE", "ie.vat", &["VAT_IE"], "IE", "6433435F", "scheme-ie-vat", vat_eu::ie),
    vat("IT", "it.iva", &["VAT_IT"], "IT", "00743110157", "scheme-it-iva", vat_eu::it),
    vat("LT", "lt.pvm", &["VAT_LT"], "LT", "119511515", "scheme-lt-pvm", vat_eu::lt),
    vat("LU", "lu.tva", &["VAT_LU"], "LU", "15027442", "scheme-lu-tva", vat_eu::lu),
    vat("LV", "lv.pvn", &["VAT_LV"], "LV", "40003521600", "scheme-lv-pvn", vat_eu::lv),
    vat("MT", "mt.vat", &["VAT_MT"], "MT", "11679112", "scheme-mt-vat", vat_eu_south::mt),
    vat("NL", "nl.btw", &["VAT_NL"], "NL", "004495445B01", "scheme-nl-btw", vat_eu::nl),
    vat("PL", "pl.nip", &["VAT_PL", "pl.vat"], "PL", "8567346215", "scheme-pl-nip", vat_eu::pl),
    vat("PT", "pt.nif", &["VAT_PT"], "PT", "501964843", "scheme-pt-nif", vat_eu_south::pt),
    vat("RO", "ro.cf", &["VAT_RO"], "RO", "18547290", "scheme-ro-cf", vat_eu_south::ro),
    vat("SE", "se.vat", &["VAT_SE"], "SE", "556043606401", "scheme-se-vat", vat_eu::se),
    vat("SI", "si.ddv", &["VAT_SI"], "SI", "50223054", "scheme-si-ddv", vat_eu_south::si),
    vat("SK", "sk.dph", &["VAT_SK"], "SK", "2022749619", "scheme-sk-dph", vat_eu_south::sk),
    vat("GB", "gb.vat", &["VAT_GB"], "GB", "980780684", "scheme-gb-vat", trade::gb_vat),
    row("eori", &[], "", "GB981509987000", "scheme-eori", trade::eori),
    row("ioss", &[], "", "IM3720000224", "scheme-ioss", trade::ioss),
    row("eu.oss", &["OSS"], "", "EU372022452", "scheme-eu-oss", trade::oss),
    row("ae.trn", &["TRN_AE", "VAT_AE"], "AE", "100123456700003", "scheme-ae-trn", trade::ae_trn),
    row("sa.vat", &["VAT_SA"], "SA", "310122393500003", "scheme-sa-vat", trade::sa_vat),
    row("iban", &[], "", "GB82WEST12345698765432", "scheme-iban", trade::iban),
    row("bic", &["SWIFT"], "", "HSBCHKHHHKH", "scheme-bic", trade::bic),
    row("isin", &[], "", "US0378331005", "scheme-isin", trade::isin),
    row("iso11649", &["RF"], "", "RF18539007547034", "scheme-iso11649", trade::creditor_reference),
    row("iso6346", &["CONTAINER"], "", "CSQU3054383", "scheme-iso6346", trade::container),
    row("s10", &["UPU_S10"], "", "RR473124829GB", "scheme-s10", trade::s10),
    row("awb", &[], "", "160-12345675", "scheme-awb", trade::awb),
    row("imo", &[], "", "9319466", "scheme-imo", trade::imo),
    row("gtin", &["GTIN13", "EAN"], "", "6901234567892", "scheme-gtin", trade::gtin),
    row("sscc", &["SSCC18"], "", "006141411234567890", "scheme-sscc", trade::sscc),
    Scheme { strip: "", ..row("us.ein", &["EIN"], "US", "91-1144442", "scheme-us-ein", trade::us_ein) },
    row("us.naic", &["NAIC"], "US", "12345", "scheme-us-naic", trade::naic),
    row("de.lucid", &["LUCID"], "DE", "DE1234567890123", "scheme-de-lucid", trade::de_lucid),
    row("de.weee", &["WEEE_DE"], "DE", "DE12345678", "scheme-de-weee", trade::de_weee),
    row("fr.uin", &["UIN_FR"], "FR", "FR123456_01ABCD", "scheme-fr-uin", trade::fr_uin),
    row("au.abn", &["ABN"], "AU", "51824753556", "scheme-au-abn", world::au_abn),
    row("br.cnpj", &["CNPJ"], "BR", "16727230000197", "scheme-br-cnpj", world::br_cnpj),
    vat("UNP", "by.unp", &["UNP"], "BY", "200988541", "scheme-by-unp", world::by_unp),
    row("ch.uid", &["UID_CH"], "CH", "CHE100155212", "scheme-ch-uid", world::ch_uid),
    vat("CL", "cl.rut", &["RUT"], "CL", "125319092", "scheme-cl-rut", world::cl_rut),
    row("id.npwp", &["NPWP"], "ID", "013000666091000", "scheme-id-npwp", world::id_npwp),
    row("il.hp", &["HP_IL"], "IL", "516179157", "scheme-il-hp", world::il_hp),
    row("jp.cn", &["CN_JP"], "JP", "5835678256246", "scheme-jp-cn", world::jp_cn),
    row("kr.brn", &["BRN_KR"], "KR", "1168200276", "scheme-kr-brn", world::kr_brn),
    row("mx.rfc", &["RFC"], "MX", "GODE561231GR8", "scheme-mx-rfc", world::mx_rfc),
    row("my.nric", &["NRIC_MY"], "MY", "770305021234", "scheme-my-nric", world::my_nric),
    row("no.mva", &["VAT_NO"], "NO", "995525828MVA", "scheme-no-mva", world::no_mva),
    vat("NZ", "nz.ird", &["IRD"], "NZ", "49091850", "scheme-nz-ird", world::nz_ird),
    row("ru.inn", &["INN"], "RU", "7707083893", "scheme-ru-inn", world::ru_inn),
    row("ru.ogrn", &["OGRN"], "RU", "1022200525819", "scheme-ru-ogrn", world::ru_ogrn),
    row("sg.uen", &["UEN"], "SG", "00192200M", "scheme-sg-uen", world::sg_uen),
    row("th.tin", &["TIN_TH"], "TH", "0994000617721", "scheme-th-tin", world::th_tin),
    row("tr.vkn", &["VKN"], "TR", "4540536920", "scheme-tr-vkn", world::tr_vkn),
    row("tw.ubn", &["UBN"], "TW", "00501503", "scheme-tw-ubn", world::tw_ubn),
    row("ua.edrpou", &["EDRPOU"], "UA", "32855961", "scheme-ua-edrpou", world::ua_edrpou),
    row("vn.mst", &["MST"], "VN", "0100233488", "scheme-vn-mst", world::vn_mst),
    row("us.rtn", &["RTN"], "US", "111000025", "scheme-us-rtn", world::us_rtn),
    row("za.tin", &["TIN_ZA"], "ZA", "0001339050", "scheme-za-tin", world::za_tin),
    Scheme { strip: "", ..row("casrn", &["CAS"], "", "87-86-5", "scheme-casrn", world::casrn) },
    row("figi", &[], "", "BBG000BLNQ16", "scheme-figi", world::figi),
];
