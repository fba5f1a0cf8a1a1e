//! The table of findings: one row per open hit, for the Findings list, counts and proposals.
//!
//! The words of a finding are read from the view when its row is drawn; here is what it is filtered and sorted by.

use crate::catalog::Catalog;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::rules::insurance::is_gap;
use crate::domain::rules::insurance::profile_of;
use crate::query::Cell;
use crate::query::CodeInfo;
use crate::query::ColumnSpec;
use crate::query::Columns;
use crate::query::FieldInfo;
use crate::query::FieldKind;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What codes of rules about insurance begin with.
const INSURANCE: &str = "INS-";

/// Findings by row.
#[derive(Default, Serialize, Deserialize)]
pub struct FindingTable {
    /// What is filtered and sorted by; a free row has no rule.
    pub columns: Columns,
    keys: Vec<(u8, u32, u16)>,
    free: Vec<u32>,
    by_subject: BTreeMap<(u8, u32), Vec<u32>>,
    open: BTreeMap<(u8, u32), (u32, u32)>,
    grave: BTreeSet<(u8, u32)>,
    gaps: BTreeMap<(u8, u32), u32>,
}

fn place(id: Id) -> (u8, u32) {
    (id.kind.number(), u32::try_from(id.number).unwrap_or(u32::MAX))
}

fn codes(names: &[&str], label: impl Fn(&str) -> String) -> Vec<CodeInfo> {
    let info = |(i, name): (i32, &&str)| CodeInfo { code: (*name).to_owned(), label: label(name), order: Some(i) };
    (0..).zip(names).map(info).collect()
}

impl FindingTable {
    /// An empty table.
    pub fn new() -> Self {
        let specs: Vec<ColumnSpec> = Self::schema().iter().map(ColumnSpec::of).collect();
        Self { columns: Columns::new(&specs), ..Self::default() }
    }

    /// What findings can be filtered by.
    pub fn schema() -> Vec<FieldInfo> {
        let info = |path: &str, ty: FieldKind| FieldInfo {
            path: path.to_owned(),
            aliases: Vec::new(),
            ty,
            label: format!("column-{path}"),
        };
        let severity = codes(Severity::TABLE.codes, |c| Severity::TABLE.label(c));
        let stance = codes(FindingState::TABLE.codes, |c| FindingState::TABLE.label(c));
        let known = Catalog::shipped().map(|c| c.rules.as_slice()).unwrap_or_default();
        let names: Vec<&str> = known.iter().map(|r| r.code.as_str()).collect();
        let rules = codes(&names, |c| format!("rule-{}", c.to_ascii_lowercase()));
        vec![
            info("severity", FieldKind::Code { values: severity }),
            info("rule", FieldKind::Code { values: rules }),
            info("stance", FieldKind::Code { values: stance }),
            info("due", FieldKind::Date),
            info("subject", FieldKind::Text),
            info("name", FieldKind::Text),
            info("profile", FieldKind::Text),
        ]
    }

    /// Whether a loaded table fits together.
    pub fn is_sound(&self) -> bool {
        self.columns.is_sound()
            && self.columns.len() == self.keys.len()
            && self.columns.names().len() == Self::schema().len()
    }

    /// Open blocking findings and other open findings of a subject.
    pub fn open_of(&self, subject: Id) -> (u32, u32) {
        self.open.get(&place(subject)).copied().unwrap_or((0, 0))
    }

    /// Gaps of a certificate that count.
    pub fn gaps_of(&self, subject: Id) -> u32 {
        self.gaps.get(&place(subject)).copied().unwrap_or(0)
    }

    /// Whether a high or blocking finding of a subject is open, other than that its review is overdue.
    pub fn is_grave(&self, subject: Id) -> bool {
        self.grave.contains(&place(subject))
    }

    /// Gaps of insurance that count and gaps that are waived, by rule and profile; the profile is folded as texts are.
    pub fn gaps(&self) -> BTreeMap<(&str, &str), (usize, usize)> {
        let column = |name| self.columns.column(name);
        let mut found: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        let (Some(rules), Some(severities)) = (column("rule"), column("severity")) else { return found };
        let (Some(stances), Some(profiles)) = (column("stance"), column("profile")) else { return found };
        for row in 0..u32::try_from(self.keys.len()).unwrap_or(u32::MAX) {
            let Cell::Code(rule) = rules.cell(row) else { continue };
            let (Cell::Code(severity), Cell::Code(stance)) = (severities.cell(row), stances.cell(row)) else {
                continue;
            };
            let severity = Severity::from_code(severity).unwrap_or_default();
            if !rule.starts_with(INSURANCE) || !is_gap(rule, severity) {
                continue;
            }
            let profile = if let Cell::Text(profile) = profiles.cell(row) { profile } else { "" };
            let (open, waived) = found.entry((rule, profile)).or_default();
            match FindingState::from_code(stance) {
                Some(state) if state.counts() => *open += 1,
                Some(FindingState::Waived) => *waived += 1,
                _ => {}
            }
        }
        found.retain(|_, counts| *counts != (0, 0));
        found
    }

    /// The finding of a row: its subject and its place in the subject's outcome.
    pub fn key(&self, row: u32) -> Option<(Id, usize)> {
        let (kind, number, ordinal) = *self.keys.get(row as usize)?;
        Some((Id::new(KindId::from_number(kind)?, u64::from(number)), usize::from(ordinal)))
    }

    /// Rows of a subject.
    pub fn rows_of(&self, subject: Id) -> &[u32] {
        self.by_subject.get(&place(subject)).map_or(&[], Vec::as_slice)
    }

    /// Rows in use.
    pub fn live(&self) -> usize {
        self.columns.len() - self.free.len()
    }

    /// Puts a subject's findings, which have a state each, in place of its former ones; `changed` hears of every row.
    pub fn replace(&mut self, subject: Id, name: &str, findings: &[Finding], mut changed: impl FnMut(u32)) {
        let known = self.by_subject.remove(&place(subject));
        if known.is_none() && findings.is_empty() {
            return;
        }
        for row in known.unwrap_or_default() {
            let empty = vec![Cell::None; self.columns.names().len()];
            changed(row);
            if self.columns.set_row(row, &empty).is_ok() {
                self.free.push(row);
            }
        }
        self.open.remove(&place(subject));
        self.grave.remove(&place(subject));
        self.gaps.remove(&place(subject));
        let gaps = findings.iter().filter(|f| f.state.counts() && is_gap(&f.hit.rule, f.hit.severity)).count();
        // Only certificates are asked for theirs.
        if gaps > 0 && subject.kind == KindId::Certificate {
            self.gaps.insert(place(subject), u32::try_from(gaps).unwrap_or(u32::MAX));
        }
        if findings.iter().any(|f| f.state.counts() && f.hit.severity >= Severity::High && f.hit.rule != "PTR-024") {
            self.grave.insert(place(subject));
        }
        if findings.is_empty() {
            return;
        }
        let mut open = (0, 0);
        let mut rows = Vec::with_capacity(findings.len());
        for (ordinal, finding) in findings.iter().enumerate() {
            if finding.state.counts() {
                let slot = if finding.hit.severity == Severity::Blocking { &mut open.0 } else { &mut open.1 };
                *slot += 1;
            }
            rows.extend(self.put(finding, ordinal, name));
        }
        rows.iter().copied().for_each(changed);
        self.open.insert(place(subject), open);
        self.by_subject.insert(place(subject), rows);
    }

    fn put(&mut self, finding: &Finding, ordinal: usize, name: &str) -> Option<u32> {
        let subject = finding.subject.to_string();
        let cells = [
            Cell::Code(finding.hit.severity.as_str()),
            Cell::Code(&finding.hit.rule),
            Cell::Code(finding.state.as_str()),
            finding.hit.due.map_or(Cell::None, Cell::Date),
            Cell::Text(&subject),
            Cell::Text(name),
            profile_of(&finding.hit).map_or(Cell::None, Cell::Text),
        ];
        let (kind, number) = place(finding.subject);
        let key = (kind, number, u16::try_from(ordinal).unwrap_or(u16::MAX));
        if let Some(row) = self.free.pop() {
            self.columns.set_row(row, &cells).ok()?;
            if let Some(slot) = self.keys.get_mut(row as usize) {
                *slot = key;
            }
            return Some(row);
        }
        let row = self.columns.push_row(&cells).ok()?;
        self.keys.push(key);
        Some(row)
    }

    /// Bytes of memory.
    pub fn memory_bytes(&self) -> usize {
        self.columns.memory_bytes() + self.keys.capacity() * 8 + self.by_subject.len() * 64 + self.open.len() * 24
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::finding::Hit;
    use crate::domain::msg::Msg;

    fn finding(rule: &str, slot: &str, severity: Severity, state: FindingState) -> Finding {
        let subject = Id::new(KindId::Certificate, 7);
        let hit = Hit {
            rule: rule.to_owned(),
            slot: slot.to_owned(),
            severity,
            msg: Msg::new("x"),
            due: None,
            bound: String::new(),
        };
        Finding { subject, hit, state, until: None }
    }

    #[test]
    fn gaps_are_counted_by_rule_and_profile_and_notices_are_none() {
        let (high, medium) = (Severity::High, Severity::Medium);
        let (open, waived) = (FindingState::Open, FindingState::Waived);
        let mut table = FindingTable::new();
        let found = [
            finding("INS-04", "WAYFAIR.cgl.each", high, open),
            finding("INS-04", "WAYFAIR.umb.each", high, waived),
            finding("INS-04", "AMZ-US", high, open),
            finding("INS-14", "WAYFAIR.cgl", medium, open),
            finding("INS-20", "GL-77.A", high, open),
            finding("INS-22", "INS-12.AMZ-US", high, open),
            finding("PTR-004", "x", high, open),
        ];
        table.replace(Id::new(KindId::Certificate, 7), "Nordlicht", &found, |_| {});
        let gaps: Vec<_> = table.gaps().into_iter().collect();
        let wanted = [
            (("INS-04", "amz-us"), (1, 0)),
            (("INS-04", "wayfair"), (1, 1)),
            (("INS-20", ""), (1, 0)),
            (("INS-22", "amz-us"), (1, 0)),
        ];
        assert_eq!(gaps, wanted);
        table.replace(Id::new(KindId::Certificate, 7), "Nordlicht", &[], |_| {});
        assert!(table.gaps().is_empty(), "what is mended is a gap no more");
    }
}
