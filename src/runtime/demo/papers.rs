//! Papers: numbers, issuers, dates and the one-page text files that stand for scans.

use crate::domain::document::DocCode;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::ids::Rng;
use chrono::NaiveDate;
use std::fmt::Write as _;

/// A document as it will be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) code: DocCode,
    pub(super) number: String,
    pub(super) holder: String,
    pub(super) issuer: &'static str,
    pub(super) scope: &'static str,
    pub(super) issued_on: NaiveDate,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) language: &'static str,
    pub(super) file_name: String,
    pub(super) text: String,
}

/// What a code is called on paper, in Chinese and English, and who issues it there and elsewhere.
fn titles(code: DocCode) -> (&'static str, &'static str, &'static str, &'static str) {
    match code {
        DocCode::Lic => ("营业执照", "Business licence", "市场监督管理局", "Market regulation office"),
        DocCode::Reg => {
            ("登记册摘录", "Registry extract and certificate of incumbency", "公司注册处", "Commercial register")
        }
        DocCode::Cus => ("海关进出口货物收发货人备案回执", "Customs registration", "中华人民共和国海关", "Customs"),
        DocCode::Poa => ("授权委托书", "Power of attorney", "委托人", "The principal"),
        DocCode::Exp => ("快递业务经营许可证", "Express-delivery permit", "邮政管理局", "Postal regulator"),
        DocCode::Fin => ("支付业务许可证", "Financial licence", "中国人民银行", "Financial supervisor"),
        DocCode::Icp => ("增值电信业务经营许可证", "Value-added telecom licence", "通信管理局", "Telecom regulator"),
        DocCode::Sup => ("监管作业场所注册登记证书", "Supervised-site registration", "中华人民共和国海关", "Customs"),
        DocCode::Biz => ("报关单位备案证明", "Broker filing", "中华人民共和国海关", "Customs"),
        DocCode::Sig => ("电子口岸数字证书", "Electronic-port certificate", "电子口岸数据中心", "Electronic port"),
        DocCode::Crd => {
            ("海关企业信用等级查询记录", "Credit-grade query record", "海关企业信用公示平台", "Customs credit register")
        }
        DocCode::Aeo => ("高级认证企业证书", "AEO certificate", "中华人民共和国海关", "Customs"),
        DocCode::Ubo => ("受益所有人声明", "Beneficial-owner statement", "法定代表人", "The directors"),
        DocCode::Bnk => ("开户证明", "Bank-account proof", "演示银行", "Demo Bank"),
        DocCode::Idc => ("法定代表人身份证明", "Identity document of the representative", "公安局", "Identity office"),
        DocCode::Sec => ("贸易安全承诺书", "Security commitment", "企业自签", "Signed by the company"),
        DocCode::Trn => ("合作伙伴培训证书", "Training certificate", "平台培训部", "Platform training desk"),
        DocCode::Ins => ("保险凭证", "Insurance certificate", "演示财产保险", "Demo Insurance"),
        DocCode::Tmb => ("商标注册证", "Trademark registration", "知识产权局", "Trademark office"),
        DocCode::Lei => ("法人机构识别编码证书", "LEI record", "编码发行机构", "LEI issuer"),
        DocCode::Eor => ("EORI 登记", "EORI record", "海关", "Customs"),
        DocCode::Vat => ("增值税登记证明", "VAT registration", "税务局", "Tax office"),
        DocCode::Gps => ("欧盟责任人协议", "Responsible-person agreement", "双方签署", "The parties"),
        DocCode::Tpd => ("转让定价文档目录", "Transfer-pricing file index", "税务顾问", "Tax adviser"),
        DocCode::Tax => ("平台涉税信息报送回执", "Tax-reporting receipt", "税务局", "Tax office"),
    }
}

/// The scope as printed, for licences that have one.
fn scope(code: DocCode, row: &Row) -> &'static str {
    let insurer = row.types.contains(&crate::domain::partner::PartnerType::Ins);
    match (code, row.chinese()) {
        (DocCode::Fin, true) if insurer => "保险经纪业务",
        (DocCode::Fin, false) if insurer => "Insurance broking",
        (DocCode::Fin, true) => "储值账户运营Ⅰ类（互联网支付，全国）",
        (DocCode::Fin, false) => "Internet payment and acquiring",
        (DocCode::Exp, true) => "国内快递（浙江省、广东省）、国际快递（代理）",
        (DocCode::Exp, false) => "International express, parcels to 31.5 kg",
        (DocCode::Ins, _) => "Cargo all risks, warehouse to warehouse",
        (DocCode::Icp, _) => "在线数据处理与交易处理业务（仅限经营类电子商务）",
        _ => "",
    }
}

/// The paper of a partner: `place` and `generation` make its number its own.
pub(super) fn paper(
    row: &Row,
    place: usize,
    code: DocCode,
    generation: u8,
    issued_on: NaiveDate,
    valid_to: Option<NaiveDate>,
    rng: &mut Rng,
) -> Paper {
    let (zh, en, issuer_zh, issuer_en) = titles(code);
    let chinese = row.chinese();
    let serial = rng.below(900_000) + 100_000;
    let short = code.as_str().trim_start_matches("D-");
    let number = format!("{short}-{}-{:04}{serial}", issued_on.format("%Y"), place * 10 + usize::from(generation));
    let mut paper = Paper {
        code,
        number,
        holder: row.holder().to_owned(),
        issuer: if chinese { issuer_zh } else { issuer_en },
        scope: scope(code, row),
        issued_on,
        valid_to,
        language: if chinese { "zh" } else { "en" },
        file_name: format!("{}-{:03}-{}.txt", short.to_lowercase(), place + 1, generation + 1),
        text: String::new(),
    };
    paper.text = if chinese { chinese_page(&paper, row, zh) } else { english_page(&paper, row, en) };
    paper
}

fn chinese_page(paper: &Paper, row: &Row, title: &str) -> String {
    let mut page = String::with_capacity(512);
    let _ = writeln!(page, "{title}\n{}\n\n编号：{}", "=".repeat(24), paper.number);
    let _ = writeln!(page, "名称：{}\n英文名称：{}\n住所：{}", paper.holder, row.en, row.city);
    if !paper.scope.is_empty() {
        let _ = writeln!(page, "业务范围：{}", paper.scope);
    }
    let _ = writeln!(page, "签发机关：{}\n签发日期：{}", paper.issuer, paper.issued_on.format("%Y年%m月%d日"));
    match paper.valid_to {
        Some(to) => writeln!(page, "有效期至：{}", to.format("%Y年%m月%d日")),
        None => writeln!(page, "有效期：长期"),
    }
    .unwrap_or_default();
    page.push_str("\n（演示文件：名称、编号、日期均为虚构，不具任何效力。）\n");
    page
}

fn english_page(paper: &Paper, row: &Row, title: &str) -> String {
    let mut page = String::with_capacity(512);
    let _ = writeln!(page, "{title}\n{}\n\nNumber:     {}", "=".repeat(title.len()), paper.number);
    let _ = writeln!(
        page,
        "Holder:     {}\nIn English: {}\nSeat:       {}, {}",
        paper.holder, row.en, row.city, row.country
    );
    if !paper.scope.is_empty() {
        let _ = writeln!(page, "Scope:      {}", paper.scope);
    }
    let _ = writeln!(page, "Issued by:  {}\nIssued on:  {}", paper.issuer, paper.issued_on);
    match paper.valid_to {
        Some(to) => writeln!(page, "Valid to:   {to}"),
        None => writeln!(page, "Valid to:   until revoked"),
    }
    .unwrap_or_default();
    page.push_str("\nA demonstration paper: names, numbers and dates are invented and have no effect.\n");
    page
}
