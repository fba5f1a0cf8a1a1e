//! The one list of message files, embedded into the program.
//!
//! Files are per area so that two people seldom edit the same one; an id is unique over all of them.

use crate::i18n::Locale;

/// Area, English text, Chinese text of every message file.
pub const RESOURCES: &[(&str, &str, &str)] = &[
    ("common", include_str!("en/common.ftl"), include_str!("zh/common.ftl")),
    ("keys", include_str!("en/keys.ftl"), include_str!("zh/keys.ftl")),
    ("identifiers", include_str!("en/identifiers.ftl"), include_str!("zh/identifiers.ftl")),
    ("domain", include_str!("en/domain.ftl"), include_str!("zh/domain.ftl")),
    ("findings", include_str!("en/findings.ftl"), include_str!("zh/findings.ftl")),
    ("catalog", include_str!("en/catalog.ftl"), include_str!("zh/catalog.ftl")),
    ("training", include_str!("en/training.ftl"), include_str!("zh/training.ftl")),
    ("query", include_str!("en/query.ftl"), include_str!("zh/query.ftl")),
    ("desk", include_str!("en/desk.ftl"), include_str!("zh/desk.ftl")),
    ("app", include_str!("en/app.ftl"), include_str!("zh/app.ftl")),
    ("runtime", include_str!("en/runtime.ftl"), include_str!("zh/runtime.ftl")),
    ("sweep", include_str!("en/sweep.ftl"), include_str!("zh/sweep.ftl")),
    ("accounts", include_str!("en/accounts.ftl"), include_str!("zh/accounts.ftl")),
    ("risk", include_str!("en/risk.ftl"), include_str!("zh/risk.ftl")),
    ("review", include_str!("en/review.ftl"), include_str!("zh/review.ftl")),
    ("assessment", include_str!("en/assessment.ftl"), include_str!("zh/assessment.ftl")),
    ("batches", include_str!("en/batches.ftl"), include_str!("zh/batches.ftl")),
    ("verify", include_str!("en/verify.ftl"), include_str!("zh/verify.ftl")),
    ("retention", include_str!("en/retention.ftl"), include_str!("zh/retention.ftl")),
    ("assess-screen", include_str!("en/assess-screen.ftl"), include_str!("zh/assess-screen.ftl")),
    ("report", include_str!("en/report.ftl"), include_str!("zh/report.ftl")),
    ("letters", include_str!("en/letters.ftl"), include_str!("zh/letters.ftl")),
    ("insurance", include_str!("en/insurance.ftl"), include_str!("zh/insurance.ftl")),
    ("coi", include_str!("en/coi.ftl"), include_str!("zh/coi.ftl")),
    ("letter-asks", include_str!("en/letter-asks.ftl"), include_str!("zh/letter-asks.ftl")),
    ("cover", include_str!("en/cover.ftl"), include_str!("zh/cover.ftl")),
    ("extract", include_str!("en/extract.ftl"), include_str!("zh/extract.ftl")),
    ("cli", include_str!("en/cli.ftl"), include_str!("zh/cli.ftl")),
];

/// The message files of one locale with their area; the pseudo-locale reads the English ones.
pub(crate) fn of(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    RESOURCES.iter().map(move |(area, en, zh)| match locale {
        Locale::En | Locale::Pseudo => (*area, *en),
        Locale::Zh => (*area, *zh),
    })
}
