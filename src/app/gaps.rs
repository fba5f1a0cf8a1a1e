//! The gaps panel: how often each rule of insurance finds something, by the profile that asks for it.

use crate::api::Answer;
use crate::api::Query;
use crate::api::cover::GapMatrix;
use crate::app::panel::Figures;
use crate::app::panel::Panel;

/// The panel; a row is a rule.
pub type GapsPart = Panel<GapMatrix>;

/// Opens the panel.
pub fn open() -> GapsPart {
    GapsPart::default()
}

impl Figures for GapMatrix {
    const ID: &'static str = "gaps";
    const TEXT: bool = false;

    fn asked() -> Query {
        Query::Gaps
    }

    fn read(answer: &Answer) -> Option<Self> {
        if let Answer::Gaps(fresh) = answer { Some(fresh.clone()) } else { None }
    }

    fn rows(&self) -> usize {
        self.rules.len()
    }

    fn behind(&self, row: usize) -> Option<(&'static str, String)> {
        self.rules.get(row).map(|(rule, _)| ("gaps", format!("rule:{rule}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::cover::GapCount;
    use crate::app::part::Request;
    use crate::app::testing::Bench;
    use crate::keys::Act;

    fn matrix(rules: &[&str]) -> GapMatrix {
        let cells = vec![GapCount { open: 2, waived: 1 }];
        let rules = rules.iter().map(|rule| ((*rule).to_owned(), cells.clone())).collect();
        GapMatrix { today: "2026-11-23".parse().unwrap(), profiles: vec!["WAYFAIR".to_owned()], rules }
    }

    #[test]
    fn a_row_opens_the_gaps_of_its_rule_and_the_cursor_stays_where_there_is_one() {
        let mut bench = Bench::new();
        let mut part = open();
        let out = bench.open(&mut part);
        assert!(bench.act(&mut part, Act::Open).requests.is_empty(), "nothing is known yet");
        bench.answer(&mut part, &out, Answer::Gaps(matrix(&["INS-04", "INS-07", "INS-12"])));
        bench.act(&mut part, Act::ListBottom);
        let opened = bench.act(&mut part, Act::Open).requests;
        let wanted = Request::View { view: "gaps".to_owned(), filter: "rule:INS-12".to_owned() };
        assert!(opened.contains(&wanted), "{opened:?}");
        let mut part = open();
        part.cursor = 2;
        let out = bench.open(&mut part);
        bench.answer(&mut part, &out, Answer::Gaps(matrix(&["INS-04"])));
        assert_eq!(part.cursor, 0, "the rows below are gone");
    }
}
