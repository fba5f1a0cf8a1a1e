//! PTR-012 on accounts, PTR-013, and the account of the trader's set.

use super::*;
use crate::domain::account::BankAccount;

fn account(number: u64, state: &str, holder: &str) -> Stored {
    let record = BankAccount {
        holder: holder.into(),
        ending: "5432".into(),
        changed_on: Some(day("2026-11-01")),
        ..BankAccount::default()
    };
    stored(Id::new(KindId::BankAccount, number), state, record.into())
}

fn with(accounts: Vec<Stored>) -> Bench {
    let mut bench = Bench::new(seller());
    bench.accounts = accounts;
    bench
}

#[test]
fn ptr_012_fires_when_an_account_is_in_another_name() {
    let bench = with(vec![account(1, "active", "杭州云帆贸易有限公司"), account(2, "proposed", "张三")]);
    assert_eq!(bench.brief("PTR-012"), [("B-000002".into(), Severity::Blocking, "finding-ptr-012-account".into())]);
}

#[test]
fn ptr_012_is_silent_when_the_names_compare_equal_and_when_the_account_is_closed() {
    let english = account(1, "active", "HANGZHOU YUNFAN TRADING CO LTD");
    assert_eq!(with(vec![english, account(2, "closed", "张三")]).says("PTR-012"), "");
}

#[test]
fn ptr_013_fires_when_an_account_changed_while_a_decision_waits() {
    let mut bench = with(vec![account(1, "active", "杭州云帆贸易有限公司")]);
    bench.pending = true;
    assert_eq!(bench.brief("PTR-013"), [("B-000001".into(), Severity::High, "finding-ptr-013".into())]);
    assert_eq!(bench.outcome().next, Some(day("2026-12-02")));
}

#[test]
fn ptr_013_is_silent_after_thirty_days_and_while_nothing_waits() {
    let accounts = || vec![account(1, "active", "杭州云帆贸易有限公司")];
    assert_eq!(with(accounts()).says("PTR-013"), "");
    let mut late = with(accounts()).on("2026-12-02");
    late.pending = true;
    assert_eq!(late.says("PTR-013"), "");
}
