//! What a partner is told of a finding in a letter: what it can supply, in plain words.
//!
//! A finding speaks to operators: it says what to do next, names other partners and our suspicions. None of that goes
//! out: a finding nobody decided on here is not told.

use crate::domain::msg::Arg;
use crate::domain::msg::Msg;

/// Findings asked about in words of the letter's own, `letter-ask-…`.
const ASKED: &[&str] = &[
    "ptr-001",
    "ptr-002",
    "ptr-002-expired",
    "ptr-002-stale",
    "ptr-003",
    "ptr-004",
    "ptr-005",
    "ptr-006",
    "ptr-007",
    "ptr-007-differs",
    "ptr-008",
    "ptr-008-no-agent",
    "ptr-008-not-admitted",
    "ptr-009",
    "ptr-010",
    "ptr-010-scope",
    "ptr-011",
    "ptr-012",
    "ptr-012-account",
    "ptr-014",
    "ptr-014-old",
    "ptr-014-undated",
    "ptr-014-shares",
    "ptr-014-quarter",
    "ptr-014-verified",
    "ptr-018",
    "ptr-022",
    "ptr-022-was",
    "ptr-027",
    "ptr-027-malformed",
    "ptr-029",
    "doc-01",
    "doc-02",
    "doc-05",
    "trn-01",
    "trn-01-lapsed",
    "trn-02",
    "trn-02-soon",
    "trn-08",
    "ins-02-none",
    "ins-16",
    "ins-16-unsaid",
];

/// Gaps of certificates, which say what is there and what is asked and nothing else: told as they are, also where
/// nothing is stated. A sign of fraud names another partner, a waiver is our decision: neither is here.
const GAPS: &[&str] = &[
    "ins-01", "ins-02", "ins-03", "ins-04", "ins-05", "ins-06", "ins-07", "ins-08", "ins-09", "ins-10", "ins-11",
    "ins-12", "ins-13", "ins-14", "ins-15", "ins-17", "ins-18", "ins-19", "ins-21",
];

/// What the partner is asked because of a finding; none where it is not the partner's to supply. `channel` gives the
/// message id of the channel behind a profile: partners know where they sell, not what we call its requirements.
pub fn told(finding: &Msg, channel: &dyn Fn(&str) -> Option<String>) -> Option<Msg> {
    let of = finding.id.strip_prefix("finding-")?;
    let asked = ASKED.contains(&of);
    if !asked && !GAPS.contains(&of.trim_end_matches("-unsaid").trim_end_matches("-no")) {
        return None;
    }
    let mut msg = finding.clone();
    if asked {
        msg.id = format!("letter-ask-{of}").into();
    }
    for (_, arg) in msg.args.iter_mut().filter(|(name, _)| name == "profile") {
        if let Some(label) = channel(&arg.to_string()) {
            *arg = Arg::Term(label);
        }
    }
    Some(msg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::I18n;
    use crate::i18n::Locale;

    #[test]
    fn what_is_asked_has_words_in_both_languages_and_gives_no_order() {
        for locale in [Locale::En, Locale::Zh] {
            let i18n = I18n::new(locale);
            assert!(ASKED.iter().all(|of| i18n.has(&format!("letter-ask-{of}"))), "{locale:?}");
        }
        let ids = I18n::ids();
        let known = |of: &&&str| ["", "-unsaid"].iter().any(|end| ids.contains(&format!("finding-{of}{end}")));
        let strange: Vec<&&str> = ASKED.iter().chain(GAPS).filter(|of| !known(of)).collect();
        assert!(strange.is_empty(), "of findings that are none: {strange:?}");
    }

    #[test]
    fn a_partner_is_asked_for_its_paper_and_hears_nothing_of_other_partners_or_of_our_doubts() {
        let en = I18n::new(Locale::En);
        let nowhere = |_: &str| None;
        let expired = Msg::new("finding-ptr-002-expired")
            .with("code", "D-INS")
            .with("document", "Insurance certificate")
            .with("until", "2026-11-01");
        let said = told(&expired, &nowhere).map(|msg| en.text(&msg));
        assert_eq!(
            said.as_deref(),
            Some("Insurance certificate (D-INS): ran out on 2026-11-01, please send the new one")
        );
        let quiet = ["finding-ptr-033", "finding-ptr-035-twin", "finding-ptr-001-waiting", "finding-sys-03"];
        for id in quiet.into_iter().chain(["finding-ins-20", "finding-ins-22", "finding-ptr-013", "finding-aeo-05-a"]) {
            assert_eq!(told(&Msg::new(id), &nowhere), None, "{id}");
        }
    }

    #[test]
    fn a_gap_names_the_channel_and_not_our_profile() {
        let en = I18n::new(Locale::En);
        let gap = Msg::new("finding-ins-12-unsaid").with("profile", "AMZ-US").with("need", 30i64);
        let known = |code: &str| (code == "AMZ-US").then(|| "code-channel-AMAZON".to_owned());
        let said = told(&gap, &known).map(|msg| en.text(&msg));
        assert_eq!(said.as_deref(), Some("Amazon.com: no days of notice are stated, asked 30."));
    }
}
