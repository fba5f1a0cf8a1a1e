//! What moved on while somebody looked at it.

use super::*;

#[test]
fn a_stale_refusal_names_who_wrote_last_not_who_moved_the_state() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let change = |rev: u64, note: &str| Act::Change { id, expect_rev: Some(rev), fields: assigns(&[("note", note)]) };
    bench.act(&desk, "wang", change(1, "theirs")).unwrap();
    let stale = bench.act(&desk, "lin", change(1, "mine")).unwrap_err();
    let by = stale.msg.args.iter().find(|(name, _)| name == "by").unwrap();
    assert_eq!(by.1, crate::domain::msg::Arg::Text("wang".into()));
    assert_eq!(stale.changes[0].by, "wang");
}
