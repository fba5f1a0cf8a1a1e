//! The filter language and the columns it is evaluated over.
//!
//! A person types `state:docs_review risk>=high country:CN,HK expiring<30d -type:PAY "hangzhou"`; [`parse`] checks it
//! against a [`Schema`] and gives a [`Query`], [`complete`] offers what may come next, [`Query::run`] finds the rows of
//! [`Columns`] that match and [`sort`] puts them in order.
//!
//! This layer does not know what a partner or a document is, where the rows come from, nor what day it is: the schema,
//! the columns and today come in as arguments. The words of its errors are in `i18n/*/query.ftl`.
//!
//! # The language
//!
//! | text | meaning |
//! |---|---|
//! | `country:CN,HK` | a code: any of these |
//! | `name:zhou`, `name~zhou` | text: contains, folded (case, width, accents) |
//! | `name=zhou` | text: one of the field's values is exactly this, folded |
//! | `expires:2026-03-31`, `:2026-03`, `:2026` | dates: in this day, month, year |
//! | `expires<30d`, `>=-2w`, `>today`, `<3m`, `<1y` | dates: relative to today |
//! | `risk>=high`, `level<3` | an order: codes that have one, numbers, dates; a row without a value never matches |
//! | `country!=CN` | the complement of `country=CN`: rows without a value match too |
//! | `lei:none`, `lei:any` | has no value, has one |
//! | `zhou`, `"bank of"` | free text in every searchable column |
//! | `a b`, `a and b`, `a or b`, `not a`, `-a`, `( )` | `not` binds tightest, then `and`, then `or` |
//!
//! Full-width punctuation as Chinese input methods type it (`：，（）“”＞＝、`) means the same as its ASCII twin.

mod arena;
mod cell;
mod column;
mod columns;
mod complete;
mod error;
mod expr;
mod lex;
pub mod packed;
mod parse;
mod print;
mod rowset;
mod run;
mod schema;
mod sort;
mod value;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use arena::Arena;
pub use arena::TextColumn;
pub use cell::Cell;
pub use cell::ColumnError;
pub use cell::date_of;
pub use cell::days_of;
pub use column::Codes;
pub use column::Column;
pub use columns::ColumnSpec;
pub use columns::Columns;
pub use complete::Completion;
pub use complete::Item;
pub use complete::complete;
pub use error::FilterError;
pub use expr::DateValue;
pub use expr::Expr;
pub use expr::Op;
pub use expr::Query;
pub use expr::Term;
pub use expr::Unit;
pub use expr::Value;
pub use parse::parse;
pub use rowset::RowSet;
pub use run::Cancelled;
pub use schema::CodeInfo;
pub use schema::FieldInfo;
pub use schema::FieldKind;
pub use schema::Schema;
pub use sort::SortKey;
pub use sort::resort;
pub use sort::sort;
