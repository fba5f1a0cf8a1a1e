//! Insurance by channel and profile: who is asked and how they stand, gaps by rule, waivers that hold, what runs out, and
//! how much is insured.

use crate::api::Answer;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Upto;
use crate::api::insured::Insured;
use crate::api::insured::WITHIN;
use crate::api::report::Order;
use crate::domain::channel::Channel;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::report::build::Asked;
use crate::report::build::Made;
use crate::report::build::unexpected;
use crate::report::model::Cell;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::words::Words;

/// The report; as things stand, whatever the order's day.
pub fn insurance(asked: Asked<'_>, words: &Words<'_>, order: &Order, command: &str) -> Result<Made, Refusal> {
    let partners = asked.register(KindId::Partner, &["state"], &order.filter, Upto::Now)?;
    let ids: Vec<Id> = partners.rows.iter().filter_map(|row| row.id.parse().ok()).collect();
    let query = Query::Insured(ids);
    let Answer::Insured(found) = asked.desk.ask(&query, asked.cancel)? else { return Err(unexpected()) };
    let day = partners.head.day;
    let open: usize = found.rules.iter().map(|r| r.open).sum();
    let mut facts = vec![
        words.fact("as_at", Cell::Date(day)),
        words.fact("filter", Cell::exact(order.filter.as_str())),
        words.fact("count", Cell::count(found.partners)),
        words.fact("insured_gaps", Cell::count(open)),
        words.fact("insured_waivers", Cell::count(found.waivers.len())),
    ];
    facts.extend(words.head(&partners.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let report = Report {
        name: "insurance".to_owned(),
        title: words.text(&Msg::new("report-insurance").with("day", day)),
        facts,
        sections: vec![standings(words, &found), rules(words, &found), waivers(words, &found), ends(words, &found)],
        at: partners.head.at,
        count: found.partners,
        summary: Msg::new("report-insurance-done").with("n", found.partners).with("gaps", open),
    };
    Ok(Made { report, stored: Vec::new(), entry: partners.head.seq })
}

fn section(words: &Words<'_>, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Section {
    let title = words.i18n.label(&format!("report-{}", name.replace('_', "-")));
    let table = Table { columns: words.columns(columns), rows };
    Section { name: name.to_owned(), title, table: Some(table), ..Section::default() }
}

fn channel(words: &Words<'_>, channel: Channel) -> Cell {
    words.code("channel", channel.as_str())
}

fn standings(words: &Words<'_>, found: &Insured) -> Section {
    let row = |s: &crate::api::insured::Standing| {
        let mut cells = vec![channel(words, s.channel), Cell::exact(s.profile.as_str())];
        let counts = [s.partners, s.clear, s.conditional, s.blocking, s.uncovered, s.certificates, s.overdue];
        cells.extend(counts.into_iter().chain(s.within).map(Cell::count));
        cells.extend([Cell::Amount(s.limits_usd), Cell::count(s.unconverted)]);
        cells
    };
    let [first, second, third] = WITHIN.map(|days| format!("insured_within_{days}"));
    let columns = [
        "channel",
        "insured_profile",
        "partners",
        "insured_clear",
        "insured_conditional",
        "insured_blocking",
        "insured_uncovered",
        "insured_certificates",
        "insured_overdue",
        &first,
        &second,
        &third,
        "insured_limits_usd",
        "insured_unconverted",
    ];
    let mut made = section(words, "insured_standings", &columns, found.standings.iter().map(row).collect());
    made.text.push(words.i18n.label("report-insured-how"));
    made
}

fn rules(words: &Words<'_>, found: &Insured) -> Section {
    let row = |r: &crate::api::insured::RuleLine| {
        let title = words.label(&format!("rule-{}", r.rule.to_ascii_lowercase()), &r.rule);
        let rule = Cell::Code { code: r.rule.clone(), words: format!("{} {title}", r.rule) };
        vec![
            channel(words, r.channel),
            Cell::exact(r.profile.as_str()),
            rule,
            Cell::count(r.open),
            Cell::count(r.waived),
        ]
    };
    let columns = ["channel", "insured_profile", "rule", "insured_gaps", "insured_waived"];
    let mut made = section(words, "insured_gaps", &columns, found.rules.iter().map(row).collect());
    made.text.push(words.i18n.label("report-insured-counts"));
    made
}

fn waivers(words: &Words<'_>, found: &Insured) -> Section {
    let row = |w: &crate::api::insured::WaiverLine| {
        vec![
            Cell::from(w.until),
            Cell::exact(w.certificate.to_string()),
            Cell::exact(w.partner.to_string()),
            Cell::from(w.name.as_str()),
            Cell::exact(w.rule.as_str()),
            Cell::exact(w.slot.as_str()),
        ]
    };
    let columns = ["until", "insured_certificate", "insured_partner", "name", "rule", "insured_slot"];
    section(words, "insured_waivers", &columns, found.waivers.iter().map(row).collect())
}

fn ends(words: &Words<'_>, found: &Insured) -> Section {
    let row = |e: &crate::api::insured::EndLine| {
        vec![
            Cell::Date(e.expires),
            Cell::Int(e.left),
            Cell::exact(e.certificate.to_string()),
            Cell::exact(e.number.as_str()),
            Cell::exact(e.partner.to_string()),
            Cell::from(e.name.as_str()),
        ]
    };
    let columns = ["insured_expires", "insured_left", "insured_certificate", "number", "insured_partner", "name"];
    section(words, "insured_ends", &columns, found.ends.iter().map(row).collect())
}
