//! A sheet of certificates: a row for each coverage; rows with one certificate number of one partner are one certificate.

use crate::domain::field::Typed;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::Rows;
use crate::interchange::certificates::draft;
use crate::interchange::certificates::draft::Draft;
use crate::interchange::certificates::draft::field;
use crate::interchange::certificates::words::Context;
use crate::interchange::certificates::words::DayOrder;
use crate::interchange::table::Record;
use crate::interchange::table::Table;
use crate::text;
use crate::text::Diagnostic;
use std::collections::BTreeMap;

/// What a column is, and other headings people give it.
const HEADINGS: &[(&str, &[&str])] = &[
    ("partner", &["partner_id", "uscc", "lei", "supplier", "vendor", "合作方", "供应商", "统一社会信用代码"]),
    ("number", &["certificate_number", "certificate_no", "certificate", "cert_no", "coi_no", "证书编号", "证明编号"]),
    ("form", &["certificate_form", "格式"]),
    ("revision", &["revision_number"]),
    ("issued_on", &["issue_date", "date_issued", "date", "issued", "签发日期", "出具日期"]),
    ("producer", &["broker", "agent", "经纪人"]),
    ("producer_contact", &["broker_contact", "contact"]),
    ("insured", &["named_insured", "insured_name", "被保险人"]),
    ("insured_address", &["address"]),
    ("holder", &["certificate_holder", "证书持有人"]),
    ("holder_address", &["certificate_holder_address"]),
    ("notice_days", &["cancellation_days", "notice", "通知天数"]),
    ("signed", &["签字", "盖章"]),
    ("signatory", &["signed_by", "authorized_representative"]),
    ("language", &["语言"]),
    ("additional_insureds", &["additional_insured_names", "附加被保险人"]),
    ("operations", &["description_of_operations", "description"]),
    ("endorsements", &["endorsement", "批单"]),
    ("note", &["remarks", "备注"]),
    ("cover", &["kind", "type", "type_of_insurance", "coverage", "险种"]),
    ("insurer", &["insurer_name", "company", "carrier", "保险公司", "保险人"]),
    ("letter", &["insr_ltr", "insurer_letter"]),
    ("naic", &["naic_no", "naic_number"]),
    ("am_best", &["ambest", "am_best_rating"]),
    ("sp", &["s_p", "s_and_p", "sp_rating"]),
    ("policy_no", &["policy_number", "policy", "保单号", "保险单号"]),
    ("effective", &["policy_eff", "effective_date", "eff", "from", "start", "起期", "保险起期"]),
    ("expires", &["policy_exp", "expiration_date", "expiry_date", "expiry", "exp", "to", "end", "止期", "保险止期"]),
    ("basis", &["occurrence_or_claims_made", "责任基础"]),
    ("retro_date", &["retroactive_date", "retro", "追溯日期"]),
    (
        "each",
        &["each_occurrence", "each_occurrence_limit", "per_occurrence", "limit", "sum_insured", "每次事故赔偿限额"],
    ),
    ("aggregate", &["general_aggregate", "aggregate_limit", "累计赔偿限额"]),
    ("products", &["products_comp_op_agg", "products_aggregate", "products_completed_operations_aggregate"]),
    ("deductible", &["免赔额"]),
    ("retention", &["sir", "self_insured_retention"]),
    ("additional_insured", &["addl_insd", "addl_insured"]),
    ("subrogation_waived", &["subr_wvd", "waiver_of_subrogation"]),
    ("primary", &["primary_non_contributory", "primary_and_non_contributory"]),
    ("territory", &["coverage_territory", "承保区域"]),
    ("countries", &["territory_countries"]),
    ("excluded", &["excluded_countries", "exclusions"]),
    ("claims_in", &["jurisdiction", "claims_territory", "司法管辖"]),
    ("products_covered", &[]),
    ("chapters", &["hs_chapters"]),
    ("clauses", &["cargo_clauses", "icc"]),
    ("currency", &["ccy", "币种", "货币"]),
];

/// Where the columns stand.
struct Places {
    /// Meaning, place, heading, and the order of days it prints.
    columns: Vec<(&'static str, usize, String, Option<DayOrder>)>,
    ignored: Vec<String>,
}

impl Places {
    fn of(headers: &[String]) -> Self {
        let mut found = Self { columns: Vec::new(), ignored: Vec::new() };
        for (at, header) in headers.iter().enumerate() {
            let plain = plain(header);
            let is = |(name, also): &&(&str, &[&str])| plain == *name || also.contains(&plain.as_str());
            match HEADINGS.iter().find(is) {
                Some((name, _)) if !found.columns.iter().any(|(known, ..)| known == name) => {
                    found.columns.push((name, at, header.clone(), DayOrder::printed(header)));
                }
                _ => found.ignored.push(header.clone()),
            }
        }
        found
    }

    fn cell<'r>(&self, row: &'r Record, name: &str) -> &'r str {
        let place = self.columns.iter().find(|(known, ..)| *known == name).map(|(_, at, ..)| *at);
        place.and_then(|at| row.cells.get(at)).map(|c| c.trim()).unwrap_or_default()
    }
}

/// A heading without its case, punctuation and what stands in brackets behind it.
fn plain(header: &str) -> String {
    let folded = text::fold(header);
    let head = folded.split(['(', '（']).next().unwrap_or_default();
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Reads the rows of a table.
pub(super) fn read(file: &str, table: &Table) -> Result<Rows, Diagnostic> {
    let places = Places::of(&table.headers);
    let has = |name: &str| places.columns.iter().any(|(known, ..)| *known == name);
    if !has("cover") || !(has("insured") || has("partner")) {
        let found =
            Diagnostic::error(file, 1, 1, "the sheet says neither whose certificates these are nor what they cover");
        return Err(found.source(table.headers.join(","), 1).help(
            "a row is a coverage; name the columns partner, number, insured, issued_on, cover, policy_no, effective, \
             expires, each, aggregate, products, currency …",
        ));
    }
    let mut out = Rows { rejected: table.broken.clone(), ignored: places.ignored.clone(), ..Rows::default() };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_number: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in &table.records {
        let (number, partner) = (places.cell(row, "number"), places.cell(row, "partner"));
        let owner = if partner.is_empty() { places.cell(row, "insured") } else { partner };
        let known = by_number.get(&(owner.to_owned(), number.to_owned())).filter(|_| !number.is_empty());
        let at = known.copied().unwrap_or(drafts.len());
        if at == drafts.len() {
            drafts.push(Draft::new(row.line, partner));
            by_number.insert((owner.to_owned(), number.to_owned()), at);
        } else if let Some(draft) = drafts.get_mut(at) {
            draft.lines.push(row.line);
        }
        if let Some(draft) = drafts.get_mut(at) {
            take(&places, row, draft);
        }
    }
    for draft in drafts {
        draft.finish(&mut out);
    }
    out.rejected.sort_by_key(|r| r.line);
    Ok(out)
}

/// Takes one row into its certificate.
fn take(places: &Places, row: &Record, draft: &mut Draft) {
    let currency = Some(places.cell(row, "currency").to_uppercase()).filter(|c| !c.is_empty());
    let mut cover = Coverage::default();
    if places.cell(row, "cover").is_empty() {
        draft.reject(row.line, "cover", "", Msg::new("value-required").term("field", "field-cover".to_owned()));
        return;
    }
    for (name, at, header, order) in &places.columns {
        let written = row.cells.get(*at).map_or("", String::as_str);
        let context = Context { currency: currency.as_deref(), order: *order };
        match *name {
            "partner" | "insurer" | "letter" | "naic" | "am_best" | "sp" | "currency" => {}
            "endorsements" => {
                for found in draft::endorsements(written) {
                    if !draft.endorsements.iter().any(|e| e.endorsement == found.endorsement) {
                        draft.endorsements.push(found);
                    }
                }
            }
            name if field(Coverage::FIELDS, name).is_some() => {
                draft.cover(&mut cover, (row.line, header), name, written, context);
            }
            name if field(Certificate::FIELDS, name).is_some() => draft.say(row.line, header, name, written, context),
            _ => {}
        }
    }
    let cell = |name: &str| places.cell(row, name).to_owned();
    let insurer = Insurer {
        letter: cell("letter").to_uppercase(),
        name: cell("insurer"),
        naic: cell("naic"),
        am_best: cell("am_best"),
        sp: cell("sp"),
    };
    cover.letter = draft.insurer(&insurer);
    let same = draft.coverages.iter().any(|c| {
        let plain = |c: &Coverage| Value::Group(c.value().items().iter().skip(1).cloned().collect());
        plain(c) == plain(&cover)
    });
    if same {
        draft.reject(row.line, "", &cell("policy_no"), Msg::new("coi-row-twice"));
    } else {
        draft.push(cover);
    }
}
