//! From text to a checked query.
//!
//! A recursive descent over the tokens; every mistake is collected so that one look shows them all.

use crate::query::error;
use crate::query::error::FilterError;
use crate::query::expr::Expr;
use crate::query::expr::Op;
use crate::query::expr::Query;
use crate::query::expr::Term;
use crate::query::expr::Value;
use crate::query::lex::Piece;
use crate::query::lex::RawTerm;
use crate::query::lex::RawValue;
use crate::query::lex::Token;
use crate::query::lex::lex;
use crate::query::schema::FieldInfo;
use crate::query::schema::FieldKind;
use crate::query::schema::Schema;
use crate::query::schema::find_code;
use crate::query::schema::find_field;
use crate::query::value::read;
use std::ops::Range;

/// How deep parentheses and `not` may nest; more would endanger the stack and helps nobody.
const DEEPEST: usize = 64;

/// Reads a filter. An empty text keeps every row.
///
/// # Errors
/// Every mistake found, in the order of the text; never empty.
pub fn parse(text: &str, schema: &(impl Schema + ?Sized)) -> Result<Query, Vec<FilterError>> {
    let (tokens, errors) = lex(text);
    let mut parser = Parser { schema, tokens: &tokens, end: text.len(), errors };
    let expr = parser.whole();
    let mut errors = parser.errors;
    if errors.is_empty() {
        return Ok(Query { expr });
    }
    errors.sort_by_key(|e| (e.at.start, e.at.end));
    Err(errors)
}

struct Parser<'a, S: ?Sized> {
    schema: &'a S,
    tokens: &'a [Token],
    end: usize,
    errors: Vec<FilterError>,
}

impl<'a, S: Schema + ?Sized> Parser<'a, S> {
    fn whole(&mut self) -> Expr {
        if self.tokens.is_empty() {
            return Expr::All;
        }
        let mut expr = self.either(0);
        while let Some(stray) = self.next() {
            self.errors.push(error::close_paren(stray.at.clone()));
            if !self.tokens.is_empty() {
                expr = self.either(0);
            }
        }
        expr
    }

    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn peek(&self) -> Option<&Piece> {
        self.tokens.first().map(|t| &t.what)
    }

    /// Where the next token stands, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.tokens.first().map_or(self.end..self.end, |t| t.at.clone())
    }

    fn either(&mut self, depth: usize) -> Expr {
        let mut members = vec![self.both(depth)];
        while self.peek() == Some(&Piece::Or) {
            self.next();
            members.push(self.both(depth));
        }
        Expr::any_of(members)
    }

    fn both(&mut self, depth: usize) -> Expr {
        let mut members = Vec::new();
        let mut wanted = true;
        loop {
            match self.peek() {
                Some(Piece::And) => {
                    if wanted {
                        self.errors.push(error::missing_operand(self.here()));
                    }
                    self.next();
                    wanted = true;
                }
                None | Some(Piece::Or | Piece::Close) => break,
                Some(_) => {
                    members.push(self.operand(depth));
                    wanted = false;
                }
            }
        }
        if wanted {
            self.errors.push(error::missing_operand(self.here()));
        }
        Expr::all_of(members)
    }

    fn operand(&mut self, depth: usize) -> Expr {
        let Some(token) = self.next().cloned() else {
            self.errors.push(error::missing_operand(self.here()));
            return Expr::All;
        };
        if depth >= DEEPEST && matches!(token.what, Piece::Open | Piece::Not) {
            self.errors.push(error::too_deep(token.at));
            self.tokens = &[];
            return Expr::All;
        }
        match token.what {
            Piece::Not => match self.peek() {
                None | Some(Piece::And | Piece::Or | Piece::Close) => {
                    self.errors.push(error::missing_operand(token.at));
                    Expr::All
                }
                Some(_) => Expr::Not(Box::new(self.operand(depth + 1))),
            },
            Piece::Open => {
                let inner = self.either(depth + 1);
                if self.peek() == Some(&Piece::Close) {
                    self.next();
                } else if self.errors.is_empty() {
                    self.errors.push(error::open_paren(token.at));
                }
                inner
            }
            Piece::Text(text) => Expr::Words(text),
            Piece::Term(raw) => self.term(&raw),
            Piece::Close | Piece::And | Piece::Or => Expr::All,
        }
    }

    fn term(&mut self, raw: &RawTerm) -> Expr {
        if raw.field.is_empty() {
            self.errors.push(error::missing_field(raw.op_at.clone()));
            return Expr::All;
        }
        let Some(field) = find_field(self.schema, &raw.field) else {
            let wrong = error::unknown_field(raw.field_at.clone(), &raw.field, self.schema.fields());
            self.errors.push(wrong);
            return Expr::All;
        };
        match check_term(raw, field) {
            Ok(term) => Expr::Term(term),
            Err(errors) => {
                self.errors.extend(errors);
                Expr::All
            }
        }
    }
}

fn check_term(raw: &RawTerm, field: &FieldInfo) -> Result<Term, Vec<FilterError>> {
    if !error::operators(&field.ty).contains(&raw.op) {
        return Err(vec![error::wrong_operator(raw.op_at.clone(), raw.op.as_str(), field)]);
    }
    if raw.values.is_empty() {
        return Err(vec![error::missing_value(raw.op_at.clone(), field)]);
    }
    if let (true, Some(second)) = (raw.op.is_order(), raw.values.get(1)) {
        return Err(vec![error::one_value(second.at.clone(), raw.op.as_str())]);
    }
    let (mut values, mut errors) = (Vec::with_capacity(raw.values.len()), Vec::new());
    for value in &raw.values {
        match check_value(value, raw.op, field) {
            Ok(value) => values.push(value),
            Err(wrong) => errors.push(wrong),
        }
    }
    if errors.is_empty() { Ok(Term { field: field.path.clone(), op: raw.op, values }) } else { Err(errors) }
}

fn check_value(raw: &RawValue, op: Op, field: &FieldInfo) -> Result<Value, FilterError> {
    if let Some(null) = null_test(raw, op, &field.ty) {
        return Ok(null);
    }
    let Some(value) = read(&field.ty, &raw.text) else {
        return Err(match field.ty {
            FieldKind::Code { .. } | FieldKind::Set { .. } => error::unknown_code(raw.at.clone(), &raw.text, field),
            _ => error::bad_value(raw.at.clone(), &raw.text, field),
        });
    };
    let ordered = |code: &str| field.ty.codes().iter().any(|c| c.code == code && c.order.is_some());
    match &value {
        Value::Code(code) if op.is_order() && !ordered(code) => Err(error::no_order(raw.at.clone(), code, field)),
        _ => Ok(value),
    }
}

/// `none` and `any`, unless they are quoted or a code of the field.
fn null_test(raw: &RawValue, op: Op, kind: &FieldKind) -> Option<Value> {
    if raw.quoted || !matches!(op, Op::Has | Op::Eq | Op::Ne) || find_code(kind, &raw.text).is_some() {
        return None;
    }
    if raw.text.eq_ignore_ascii_case("none") {
        Some(Value::None)
    } else if raw.text.eq_ignore_ascii_case("any") {
        Some(Value::Any)
    } else {
        None
    }
}
