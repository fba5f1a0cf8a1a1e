//! Certificates on paper and as data, through the real binary: what is proposed, what is taken, what is answered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "test code"
)]

#[path = "support/papers.rs"]
mod papers;

use assert_cmd::Command;
use entrepot::api::reading::Proposal;
use entrepot::interchange::certificates::paper;
use entrepot::interchange::evidence;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn page(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// Like the form brokers send: labels in capitals, values behind or below them.
fn acord() -> Vec<u8> {
    papers::pdf(&[page(&[
        "CERTIFICATE OF LIABILITY INSURANCE",
        "DATE (MM/DD/YYYY) 06/12/2026",
        "THIS CERTIFICATE IS ISSUED AS A MATTER OF INFORMATION ONLY AND CONFERS NO RIGHTS",
        "PRODUCER",
        "Harbour Brokers Inc., 9 Quay Street, Boston MA",
        "INSURED: Hangzhou Qiantang E-Commerce Co., Ltd.",
        "INSURER A : Ping An Property & Casualty NAIC # 12345",
        "COVERAGES CERTIFICATE NUMBER: COI-2026-77 REVISION NUMBER: 1",
        "INSR A  COMMERCIAL GENERAL LIABILITY",
        "CLAIMS-MADE  X OCCUR",
        "POLICY NUMBER GL-2026-0011 POLICY EFF 06/11/2026 POLICY EXP 06/10/2027",
        "EACH OCCURRENCE $ 1,000,000",
        "GENERAL AGGREGATE $ 2,000,000",
        "PRODUCTS - COMP/OP AGG $ 2,000,000",
        "UMBRELLA LIAB",
        "POLICY NUMBER UM-77 POLICY EFF 06/11/2026 POLICY EXP 06/10/2027",
        "EACH OCCURRENCE USD 5,000,000",
        "DESCRIPTION OF OPERATIONS: Wayfair LLC is added per CG 20 15",
        "CERTIFICATE HOLDER: Wayfair LLC",
        "30 days written notice of cancellation",
        "AUTHORIZED REPRESENTATIVE: Ann Lee (signed)",
        "ACORD 25 (2016/03)",
    ])])
}

fn policy() -> Vec<u8> {
    papers::pdf(&[
        page(&[
            "产品责任险保险单",
            "保险单号：PAX-2026-9001",
            "被保险人：杭州钱塘电子商务有限公司",
            "保险公司：平安财产保险股份有限公司",
            "保险期间：自2026年6月11日零时起至2027年6月10日二十四时止",
        ]),
        page(&[
            "每次事故赔偿限额：人民币720万元",
            "累计赔偿限额：人民币14,400,000元",
            "免赔额：人民币50,000元",
            "承保区域：全球",
            "签发日期：2026年6月1日",
            "（盖章）",
        ]),
    ])
}

fn letter() -> Vec<u8> {
    papers::pdf(&[page(&[
        "Date: 3 June 2026",
        "To whom it may concern",
        "We confirm that Ningbo Harbour Trading Co., Ltd. is insured",
        "under product liability policy No. PL-88 from 1 July 2026 to 30 June 2027",
        "with a limit of USD 1,000,000 any one occurrence",
        "and USD 2,000,000 in the aggregate, deductible $ 500.",
        "The insurer gives 30 days notice of cancellation.",
    ])])
}

/// What is proposed, by path: as read, page, confidence.
fn proposed(bytes: &[u8]) -> BTreeMap<String, (String, usize, u8)> {
    let all: Vec<Proposal> = paper::propose(&evidence::read(bytes));
    for p in &all {
        assert!(p.why.is_some() || !p.value.is_empty(), "{p:?}");
        assert!(!p.line.is_empty() && p.confidence <= 95, "{p:?}");
    }
    all.into_iter().map(|p| (p.path, (p.value.to_string(), p.page, p.confidence))).collect()
}

fn says(found: &BTreeMap<String, (String, usize, u8)>, wanted: &[(&str, &str)]) {
    for (path, value) in wanted {
        assert_eq!(found.get(*path).map(|f| f.0.as_str()), Some(*value), "{path} of {found:#?}");
    }
}

#[test]
fn an_acord_form_is_proposed_field_by_field_with_its_coverages_apart() {
    let found = proposed(&acord());
    says(
        &found,
        &[
            ("form", "ACORD25"),
            ("language", "en"),
            ("issued_on", "2026-06-12"),
            ("producer", "Harbour Brokers Inc., 9 Quay Street, Boston MA"),
            ("insured", "Hangzhou Qiantang E-Commerce Co., Ltd."),
            ("insurers[A].name", "Ping An Property & Casualty"),
            ("insurers[A].naic", "12345"),
            ("number", "COI-2026-77"),
            ("revision", "1"),
            ("coverages[1].cover", "CGL"),
            ("coverages[1].basis", "OCCUR"),
            ("coverages[1].letter", "A"),
            ("coverages[1].policy_no", "GL-2026-0011"),
            ("coverages[1].effective", "2026-06-11"),
            ("coverages[1].expires", "2027-06-10"),
            ("coverages[1].each", "1000000 USD"),
            ("coverages[1].aggregate", "2000000 USD"),
            ("coverages[1].products", "2000000 USD"),
            ("coverages[2].cover", "UMB"),
            ("coverages[2].policy_no", "UM-77"),
            ("coverages[2].each", "5000000 USD"),
            ("holder", "Wayfair LLC"),
            ("notice_days", "30"),
            ("signatory", "Ann Lee (signed)"),
            ("signed", "yes"),
        ],
    );
    let all = paper::of(&acord());
    let page: Vec<&str> = all.reading.pages[0].lines().collect();
    for p in &all.proposals {
        let raw = page[p.row - 1].split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((p.page, raw.as_str()), (1, p.line.as_str()), "{}: the line is where it is said to stand", p.path);
    }
    let notice = all.proposals.iter().find(|p| p.path == "notice_days").unwrap();
    assert_eq!(notice.line, "30 days written notice of cancellation", "not the line before it");
    let sure = |path: &str| found[path].2;
    assert!(sure("coverages[1].each") < sure("coverages[2].each"), "a dollar sign alone is less sure than USD");
    assert!(sure("producer") < sure("insured"), "the line below its label is less sure than the line itself");
}

#[test]
fn a_chinese_policy_is_proposed_with_the_page_each_line_stands_on() {
    let found = proposed(&policy());
    says(
        &found,
        &[
            ("form", "CN_POLICY"),
            ("language", "zh"),
            ("insured", "杭州钱塘电子商务有限公司"),
            ("insurers[A].name", "平安财产保险股份有限公司"),
            ("coverages[1].cover", "PL"),
            ("coverages[1].policy_no", "PAX-2026-9001"),
            ("coverages[1].effective", "2026-06-11"),
            ("coverages[1].expires", "2027-06-10"),
            ("coverages[1].each", "7200000 CNY"),
            ("coverages[1].aggregate", "14400000 CNY"),
            ("coverages[1].deductible", "50000 CNY"),
            ("coverages[1].territory", "WORLDWIDE"),
            ("issued_on", "2026-06-01"),
            ("signed", "yes"),
        ],
    );
    assert_eq!((found["insured"].1, found["coverages[1].each"].1), (1, 2));
}

#[test]
fn of_a_paper_that_is_too_long_to_be_read_whole_nothing_is_proposed() {
    let pages = |n: usize| -> Vec<Vec<String>> { (0..n).map(|_| page(&["INSURED: Ningbo Harbour"])).collect() };
    let short = paper::of(&papers::pdf(&pages(2)));
    assert!(short.proposals.iter().any(|p| p.path == "insured"), "{short:?}");
    let long = paper::of(&papers::pdf(&pages(500)));
    assert_eq!((long.proposals.len(), long.reading.pages_in_all), (0, 500));
}

#[test]
fn a_letter_is_read_from_its_sentences_and_what_may_be_any_dollar_is_not_read() {
    let all = paper::propose(&evidence::read(&letter()));
    let found = proposed(&letter());
    says(
        &found,
        &[
            ("form", "LETTER"),
            ("issued_on", "2026-06-03"),
            ("insured", "Ningbo Harbour Trading Co., Ltd."),
            ("coverages[1].cover", "PL"),
            ("coverages[1].policy_no", "PL-88"),
            ("coverages[1].effective", "2026-07-01"),
            ("coverages[1].expires", "2027-06-30"),
            ("coverages[1].each", "1000000 USD"),
            ("coverages[1].aggregate", "2000000 USD"),
            ("notice_days", "30"),
        ],
    );
    let deductible = all.iter().find(|p| p.path == "coverages[1].deductible").unwrap();
    let why = deductible.why.as_ref().map(|why| why.id.to_string());
    assert_eq!((why.as_deref(), deductible.confidence), (Some("coi-which-dollar"), 0));
}

const NOW: &str = "2026-11-23T01:00:00Z";

/// A demo desk with a partner, in a folder of its own.
struct House {
    home: TempDir,
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl House {
    fn new() -> Self {
        let house = Self { home: TempDir::new().unwrap() };
        assert_eq!(house.run(&["init", "--demo"]).code, 0);
        for name in ["Hangzhou Qiantang E-Commerce Co., Ltd.", "Ningbo Harbour Trading Co., Ltd."] {
            let name = format!("legal_name_local={name}");
            assert_eq!(house.run(&["new", "partner", &name, "country=CN", "type_set=ECE"]).code, 0);
        }
        house
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::cargo_bin("entrepot").unwrap();
        command.env_clear().env("HOME", self.path()).env("COLUMNS", "140").env("TERM", "dumb").env("LC_ALL", "C");
        command.current_dir(self.path()).args(args).args(["--clock", NOW, "--seed", "1"]);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// As the manager of insurance.
    fn ivo(&self, args: &[&str]) -> Run {
        self.run(&[args, &["--user", "ivo"]].concat())
    }
}

#[test]
fn a_paper_is_shown_before_it_is_taken_and_taken_twice_is_taken_once() {
    let house = House::new();
    house.file("coi.pdf", acord());
    let shown = house.ivo(&["import", "certificates", "coi.pdf"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(
        shown.out.contains("coverages[1].each") && shown.out.contains("EACH OCCURRENCE $ 1,000,000"),
        "{}",
        shown.out
    );
    assert!(shown.out.contains("nothing is written"), "{}", shown.out);
    assert_eq!(house.run(&["list", "certificates", "--format", "json"]).out, "");
    let some = ["import", "certificates", "coi.pdf", "--partner", "P-1", "--accept", "insured,coverages[1]"];
    let some = house.ivo(&some);
    assert_eq!(some.code, 2, "{}", some.out);
    assert!(some.err.contains("issued_on: "), "{}", some.err);
    let all = ["import", "certificates", "coi.pdf", "--partner", "P-1", "--accept", "all", "--set", "notice_days=45"];
    let taken = house.ivo(&all);
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert!(taken.out.contains("C-000001 filed:"), "{}", taken.out);
    let kept = house.run(&["show", "C-1"]).out;
    for word in ["read in", "GL-2026-0011", "UM-77", "coi.pdf", "45", "Hangzhou Qiantang"] {
        assert!(kept.contains(word), "{word}: {kept}");
    }
    let again = house.ivo(&all);
    assert!(again.out.contains("The desk says all of this already"), "{}{}", again.out, again.err);
    let wrong = house.ivo(&["import", "certificates", "coi.pdf", "--partner", "P-1", "--accept", "colour"]);
    assert!(wrong.code == 2 && wrong.err.contains("Nothing is proposed for “colour”"), "{}", wrong.err);
}

#[test]
fn what_no_program_can_read_is_answered_in_words_and_filed_with_typed_fields() {
    let house = House::new();
    let long: Vec<Vec<String>> = (1..=500).map(|n| page(&[&format!("page {n}")])).collect();
    for (name, bytes, word) in [
        ("scan.pdf", papers::scan(2), "no text layer"),
        ("locked.pdf", papers::locked(&[page(&["INSURED: X"])]), "encrypted"),
        ("broken.pdf", papers::broken(&[page(&["INSURED: X"])]), "cannot be read"),
        ("word.png", vec![0, 1, 2, 255], "Neither a PDF"),
        ("long.pdf", papers::pdf(&long), "500"),
    ] {
        house.file(name, bytes);
        let run = house.ivo(&["import", "certificates", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert!(run.out.contains(word), "{name}: {}", run.out);
        if name != "long.pdf" {
            assert!(run.out.contains("--partner ID --set form="), "{name}: {}", run.out);
        }
    }
    house.file("text.pdf", b"hello");
    let none = house.ivo(&["import", "certificates", "text.pdf", "--partner", "P-2"]);
    assert_eq!((none.code, none.out.as_str()), (2, ""), "{}", none.err);
    assert!(none.err.contains("text.pdf is named as a PDF and is none") && none.err.contains("again"), "{}", none.err);
    let typed = ["--set", "form=ACORD25", "--set", "insured=Ningbo Harbour", "--set", "issued_on=2026-06-01"];
    let filed = house.ivo(&[&["import", "certificates", "scan.pdf", "--partner", "P-2"], &typed[..]].concat());
    assert_eq!(filed.code, 0, "{}", filed.err);
    let kept = house.run(&["show", "C-1"]).out;
    assert!(kept.contains("scan.pdf") && kept.contains("Ningbo Harbour"), "{kept}");
}

#[test]
fn the_papers_of_the_story_are_made_here_byte_for_byte() {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/play/fixtures/papers"));
    for (name, made) in
        [("coi-acord.pdf", acord()), ("coi-policy.pdf", policy()), ("P-000002-ins-scan.pdf", papers::scan(1))]
    {
        let path = dir.join(name);
        if std::env::var_os("ENTREPOT_WRITE_PAPERS").is_some() {
            fs::write(&path, &made).unwrap();
        }
        assert!(fs::read(&path).unwrap_or_default() == made, "{name}: ENTREPOT_WRITE_PAPERS=1 makes it");
    }
}

#[test]
fn data_files_are_taken_once_and_their_bad_rows_are_written_beside_them() {
    let house = House::new();
    house.file(
        "coi.csv",
        "partner,number,insured,issued_on,form,cover,policy_no,effective,expires,each,signed\n\
         P-1,COI-1,Hangzhou Qiantang,2026-06-12,ACORD25,CGL,GL-1,2026-06-11,2027-06-10,\"USD 1,000,000\",yes\n\
         P-1,COI-1,Hangzhou Qiantang,2026-06-12,ACORD25,UMB,UM-1,2026-06-11,2027-06-10,USD 5M,yes\n\
         Ningbo Harbor Trading,COI-2,Ningbo,2026-06-12,LETTER,PL,PL-1,2026-06-11,2027-06-10,USD 1M,no\n\
         P-2,COI-3,Ningbo,2026-06-12,LETTER,PL,PL-2,2026-06-11,2025-06-10,USD 1M,no\n\
         P-2,COI-4,Ningbo,2026-06-12,LETTER,PL,PL-3,2026-06-11,2027-06-10,1000000,no\n\
         P-2,COI-5,Ningbo,2026-06-12,FAX,PL,PL-3,2026-06-11,2027-06-10,USD 1M,no\n",
    );
    let first = house.ivo(&["import", "certificates", "coi.csv"]);
    assert_eq!(first.code, 1, "{}", first.err);
    assert!(first.out.ends_with("1 made, 0 changed, 0 the same, 4 rejected.\n"), "{}", first.out);
    for told in [
        "coi.csv:4: partner = Ningbo Harbor Trading: ",
        "P-000002 Ningbo Harbour Trading Co., Ltd.",
        "before it begins on 2026-06-11",
        "coi.csv:6: each = 1000000: ",
        "coi.csv:7: form = FAX: ",
    ] {
        assert!(first.out.contains(told), "{told}: {}", first.out);
    }
    let rejects = std::fs::read_to_string(house.path().join("coi.csv.rejects.csv")).unwrap();
    assert!(rejects.contains("Ningbo Harbor Trading,COI-2,Ningbo,2026-06-12,LETTER,PL,PL-1"), "{rejects}");
    let second = house.ivo(&["import", "certificates", "coi.csv"]);
    assert!(
        second.out.contains("0 made, 0 changed, 1 the same, 4 rejected.\nThe desk says all of this already"),
        "{}",
        second.out
    );
    house.file("rates.csv", "currency,on,usd,source\nCNY,2026-06-01,0.14,PBOC\nEUR,2026-06-01,-1,ECB\n");
    let rates = house.run(&["import", "rates", "rates.csv", "--user", "fatima"]);
    assert!(rates.out.ends_with("1 made, 0 changed, 0 the same, 1 rejected.\n"), "{}{}", rates.out, rates.err);
    let again = house.run(&["import", "rates", "rates.csv", "--user", "fatima"]);
    assert!(again.out.contains("0 made, 0 changed, 1 the same"), "{}", again.out);
    house.file(
        "insurers.csv",
        "name,naic,country\nLantern Casualty Company,12345,US\n港湾财产保险有限公司,,CN\nBad,12,US\n",
    );
    let listed = house.ivo(&["import", "insurers", "insurers.csv"]);
    assert!(listed.out.ends_with("2 made, 0 changed, 0 the same, 1 rejected.\n"), "{}{}", listed.out, listed.err);
    let drafts = house.ivo(&["list", "insurers", "--filter", "state:drafted naic:12345"]);
    assert!(drafts.out.contains("Lantern Casualty Company") && !drafts.out.contains("港湾"), "{}", drafts.out);
    let other = house.ivo(&["import", "certificates", "coi.csv", "--partner", "P-1"]);
    assert_eq!(other.code, 2);
}

#[test]
fn the_report_of_insurance_counts_by_channel_and_profile_and_is_made_in_every_form() {
    let house = House::new();
    for partner in ["P-1", "P-2"] {
        let sells = ["set", "partner", partner, "channels[WAYFAIR].live_on=2025-03-01", "markets=US,DE"];
        assert_eq!(house.run(&sells).code, 0);
    }
    house.file(
        "coi.csv",
        "partner,number,insured,issued_on,form,cover,policy_no,effective,expires,each,aggregate,products,signed,language,\
         holder,additional_insureds,notice_days\n\
         P-1,COI-1,Hangzhou Qiantang E-Commerce,2026-06-12,ACORD25,CGL,GL-1,2026-06-11,2027-01-10,USD 1M,USD 1M,USD 2M,\
         yes,en,Wayfair LLC,Wayfair LLC,30\n",
    );
    let taken = house.ivo(&["import", "certificates", "coi.csv"]);
    assert_eq!(taken.code, 0, "{}{}", taken.out, taken.err);
    let json = house.run(&["report", "insurance", "--format", "json"]);
    assert_eq!(json.code, 0, "{}", json.err);
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let text = report.to_string();
    for word in ["WAYFAIR", "INS-05", "entrepot report insurance --locale en", "C-000001", "2027-01-10"] {
        assert!(text.contains(word), "{word}: {report:#}");
    }
    let markdown = house.run(&["report", "insurance"]).out;
    let standing = markdown.lines().find(|l| l.contains("WAYFAIR") && l.contains("1,000,000")).unwrap_or_default();
    let cells: Vec<&str> = standing.split('|').map(str::trim).filter(|c| !c.is_empty()).collect();
    // Partners, clear, conditional, blocked, without, in force, over, within 30, 60, 90, limits, without a rate.
    assert_eq!(cells[2..], ["2", "0", "0", "2", "1", "1", "0", "0", "1", "1", "1,000,000", "0"], "{markdown}");
    let one = house.run(&["report", "insurance", "--filter", "Ningbo"]).out;
    assert!(one.contains("--filter Ningbo") && !one.contains("C-000001"), "{one}");
    for form in ["md", "html", "xlsx", "json"] {
        let file = format!("insurance.{form}");
        let made = house.run(&["report", "insurance", "--to", &file]);
        assert_eq!(made.code, 0, "{}", made.err);
        assert!(house.path().join(&file).exists() && made.err.contains("Journaled as F-"), "{}", made.err);
    }
    assert_eq!(house.run(&["report", "insurance", "--filter", "colour:red"]).code, 2);
    let chinese = house.run(&["report", "insurance", "--locale", "zh"]);
    assert!(chinese.out.contains("按渠道与要求"), "{}", chinese.out);
}
