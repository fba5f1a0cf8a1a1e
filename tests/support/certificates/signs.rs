//! Signs of fraud: insurers nobody put on the list, and papers that say otherwise than an earlier version of themselves.

use super::Case;
use super::days;
use super::spoils::Part;
use super::spoils::Spoil;
use super::spoils::spoil;
use super::usd;
use entrepot::domain::finding::Severity::High;
use entrepot::domain::insurance::certificate::Certificate;
use entrepot::domain::insurance::certificate::CoverKind;
use entrepot::domain::insurance::certificate::Coverage;

fn printed(c: &mut Case, name: &str, naic: &str) {
    let insurer = &mut c.certificate.insurers[0];
    (insurer.name, insurer.naic) = (name.to_owned(), naic.to_owned());
}

/// The insurer is told of by its letter.
fn unknown(c: &mut Case, name: &str, naic: &str) {
    printed(c, name, naic);
    c.expected.insert(("INS-24".into(), "A".into(), High));
}

/// An earlier version that says something else of the first coverage.
fn version(c: &mut Case, change: impl FnOnce(&mut Certificate, &mut Coverage)) {
    let mut before = c.certificate.clone();
    let mut cover = before.coverages.remove(0);
    change(&mut before, &mut cover);
    before.coverages = vec![cover];
    c.versions.push(before);
}

fn edited(c: &mut Case) {
    let policy = c.certificate.coverages[0].policy_no.clone();
    c.expected.insert(("INS-23".into(), policy, High));
}

/// They copy the certificate and so come after everything else that is done to it.
pub const SIGNS: &[Spoil] = &[
    spoil("an insurer nobody knows", &[], &[Part::Rating], |c| unknown(c, "Unheard-of Surety Ltd.", "")),
    spoil("an insurer nobody knows, with a number", &[], &[Part::Rating], |c| {
        unknown(c, "Unheard-of Surety Ltd.", "99999");
    }),
    spoil("an insurer with another number than its own", &[], &[Part::Rating], |c| {
        unknown(c, "Lantern Casualty Company", "54321");
    }),
    spoil("an insurer with the number of another", &[], &[Part::Rating], |c| unknown(c, "Harbour Mutual", "11111")),
    spoil("a listed insurer in another spelling", &[], &[Part::Rating], |c| {
        printed(c, "ＬＡＮＴＥＲＮ　ＣＡＳＵＡＬＴＹ CO., INC.", "NAIC # 11111");
    }),
    spoil("a listed insurer under its Chinese name", &[], &[Part::Rating], |c| {
        printed(c, "港湾 财产保险股份有限公司", "");
    }),
    spoil("a listed insurer without a number of its own", &[], &[Part::Rating], |c| {
        printed(c, "MEADOW SURETY LLC", "77777");
    }),
    spoil("an end that was earlier before", &[], &[Part::Term, Part::Issue], |c| {
        version(c, |_, cover| cover.expires = days(100));
        edited(c);
    }),
    spoil("a beginning that was another under another number", &[], &[Part::Term, Part::Issue], |c| {
        version(c, |paper, cover| {
            paper.number = format!("{}-X", paper.number);
            cover.effective = days(-120);
        });
        edited(c);
    }),
    spoil("the term after the one of the version before", &[], &[Part::Term, Part::Issue], |c| {
        version(c, |_, cover| (cover.effective, cover.expires) = (days(-530), days(-165)));
    }),
    spoil("a limit that was lower in the same revision", &[], &[Part::Term, Part::Issue, Part::Each], |c| {
        version(c, |_, cover| cover.each = usd(123));
        edited(c);
    }),
    spoil("a limit that was lower in the revision before", &[], &[Part::Term, Part::Issue, Part::Each], |c| {
        version(c, |paper, cover| {
            paper.revision = "1".into();
            cover.each = usd(123);
        });
        c.certificate.revision = "2".into();
    }),
    spoil("one revision of two days", &[], &[Part::Term, Part::Issue], |c| {
        c.certificate.revision = "2".into();
        version(c, |paper, _| paper.issued_on = days(-170));
        let number = c.certificate.number.clone();
        c.expected.insert(("INS-23".into(), number, High));
    }),
    spoil("the same number for another kind of cover", &[], &[Part::Term, Part::Issue], |c| {
        version(c, |_, cover| (cover.cover, cover.expires) = (CoverKind::Cyb, days(100)));
    }),
];
