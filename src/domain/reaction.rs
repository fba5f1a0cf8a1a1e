//! Reactions: what people say about findings.
//!
//! A finding itself is derived and never stored. A reaction is bound to the fact it answers; when the fact changes the
//! finding opens again.

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// What somebody says about a finding.
    pub enum Stance: "stance" {
        /// Seen and being worked on; the finding stays.
        #[default]
        Acknowledged = "acknowledged",
        /// Accepted until a day, by two.
        Waived = "waived",
        /// Not a true finding, by two.
        FalsePositive = "false-positive",
    }
}

record! {
    /// One of several findings of a subject that a reaction answers.
    pub struct Gap {
        /// Rule and slot, `INS-05:WAYFAIR.CGL-products`.
        code: String [Required];
        /// Hash of the fact as it was.
        fact: String [Required];
        /// Whether the checker left it out.
        refused: bool [];
    }
}

impl Gap {
    /// The gap of a rule and slot.
    pub fn new(rule: &str, slot: &str, fact: String) -> Self {
        Self { code: format!("{rule}:{slot}"), fact, refused: false }
    }

    /// The rule, the slot and the fact.
    pub fn parts(&self) -> (&str, &str, &str) {
        let (rule, slot) = self.code.split_once(':').unwrap_or((&self.code, ""));
        (rule, slot, &self.fact)
    }
}

record! {
    /// A reaction to one finding, or to several of one subject that are decided together, each by itself.
    pub struct Reaction {
        /// The rule.
        rule: String [Required, Roster, Identifying];
        /// The subject's id.
        subject: String [Required, Roster, Identifying];
        /// Which of the rule's findings on the subject.
        slot: String [];
        /// Hash of the fact as it was.
        fact: String [Required];
        /// What is said.
        stance: Stance [Required, Roster];
        /// For a waiver: through this day.
        until: Option<NaiveDate> [Roster];
        /// The measure taken, or the rationale.
        reason: String [Required, Long];
        /// All its findings when it answers several; rule, slot and fact above are those of the first that stands.
        gaps: Vec<Gap> [];
    }
}

impl Reaction {
    /// The findings it answers: rule, slot and fact of each that was not left out.
    pub fn answers(&self) -> Vec<(&str, &str, &str)> {
        if self.gaps.is_empty() {
            return vec![(&self.rule, &self.slot, &self.fact)];
        }
        self.gaps.iter().filter(|gap| !gap.refused).map(Gap::parts).collect()
    }

    /// Whether it answers this fact.
    pub fn answers_fact(&self, rule: &str, slot: &str, fact: &str) -> bool {
        self.answers().contains(&(rule, slot, fact))
    }
}

impl RecordKind for Reaction {
    const DEF: KindDef = KindDef {
        name: "reaction",
        prefix: "X",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("subject"),
        initial: "proposed",
        title: &["rule", "subject"],
        upgrade: no_upgrade,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reaction_answers_its_own_fact_or_those_of_its_gaps_that_stand() {
        let one = Reaction { rule: "INS-04".into(), slot: "W.CGL".into(), fact: "a".into(), ..Reaction::default() };
        assert_eq!(one.answers(), [("INS-04", "W.CGL", "a")]);
        let gaps = vec![
            Gap { refused: true, ..Gap::new("INS-04", "W.CGL", "a".into()) },
            Gap::new("INS-10", "W", "b".into()),
            Gap::new("INS-99", "", "c".into()),
        ];
        let several = Reaction { gaps, ..one };
        assert_eq!(several.answers(), [("INS-10", "W", "b"), ("INS-99", "", "c")]);
        assert!(several.answers_fact("INS-10", "W", "b") && !several.answers_fact("INS-04", "W.CGL", "a"));
    }
}
