//! A certificate while it is gathered from a file, with everything that was wrong about it.

use crate::api::Assign;
use crate::api::ImportRow;
use crate::api::RowError;
use crate::domain::field::Field;
use crate::domain::field::Typed;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Endorsement;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::Rows;
use crate::interchange::certificates::words;
use crate::interchange::certificates::words::Context;

/// Letters of insurers.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z",
];

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Where it begins.
    pub line: u64,
    /// Whose it is, as the file says.
    pub partner: String,
    /// Fields of the certificate with the line each was first said in.
    said: Vec<(Assign, u64)>,
    pub insurers: Vec<Insurer>,
    pub coverages: Vec<Coverage>,
    pub endorsements: Vec<Endorsement>,
    pub wrong: Vec<RowError>,
    /// Every line it is made of.
    pub lines: Vec<u64>,
}

/// The field of a table by its name.
pub(super) fn field(fields: &'static [Field], name: &str) -> Option<(usize, &'static Field)> {
    fields.iter().enumerate().find(|(_, f)| f.name == name)
}

impl Draft {
    pub fn new(line: u64, partner: &str) -> Self {
        Self { line, lines: vec![line], partner: partner.to_owned(), ..Self::default() }
    }

    pub fn reject(&mut self, line: u64, path: &str, value: &str, why: Msg) {
        let value = value.chars().take(200).collect();
        self.wrong.push(RowError { line, path: path.to_owned(), value, why });
    }

    /// Says a field of the certificate; saying it twice must say the same.
    pub fn say(&mut self, line: u64, path: &str, name: &str, written: &str, context: Context<'_>) {
        let Some((_, field)) = field(Certificate::FIELDS, name) else { return };
        match words::value(field, written, context) {
            Ok(None) => {}
            Ok(Some(value)) => match self.said.iter().find(|(a, _)| a.path == name) {
                Some((known, first)) if known.value != value => {
                    let why =
                        Msg::new("coi-said-otherwise").with("line", *first).with("first", known.value.to_string());
                    self.reject(line, path, written, why);
                }
                Some(_) => {}
                None => self.said.push((Assign { path: name.to_owned(), value }, line)),
            },
            Err(why) => self.reject(line, path, written, why),
        }
    }

    /// Says a field of a coverage; where it is wrong, `path` says where it stood.
    pub fn cover(&mut self, cover: &mut Coverage, at: (u64, &str), name: &str, written: &str, context: Context<'_>) {
        let Some((index, field)) = field(Coverage::FIELDS, name) else { return };
        let put = words::value(field, written, context).and_then(|v| v.map_or(Ok(()), |v| cover.set(index, v)));
        if let Err(why) = put {
            self.reject(at.0, at.1, written, why);
        }
    }

    /// The letter of an insurer; one that was not named yet gets the next one.
    pub fn insurer(&mut self, named: &Insurer) -> String {
        if named.name.is_empty() && named.letter.is_empty() {
            return self
                .insurers
                .first()
                .filter(|_| self.insurers.len() == 1)
                .map(|i| i.letter.clone())
                .unwrap_or_default();
        }
        let same = |i: &&mut Insurer| {
            if named.name.is_empty() { i.letter == named.letter } else { i.name == named.name }
        };
        if let Some(known) = self.insurers.iter_mut().find(same) {
            for (own, new) in
                [(&mut known.naic, &named.naic), (&mut known.am_best, &named.am_best), (&mut known.sp, &named.sp)]
            {
                if own.is_empty() {
                    own.clone_from(new);
                }
            }
            return known.letter.clone();
        }
        let free = || LETTERS.iter().find(|l| !self.insurers.iter().any(|i| i.letter == **l));
        let letter = if named.letter.is_empty() {
            free().map(|l| (*l).to_owned()).unwrap_or_default()
        } else {
            named.letter.clone()
        };
        self.insurers.push(Insurer { letter: letter.clone(), ..named.clone() });
        letter
    }

    /// Adds a coverage under its running number.
    pub fn push(&mut self, mut cover: Coverage) {
        if cover.nr.is_empty() {
            cover.nr = (self.coverages.len() + 1).to_string();
        }
        self.coverages.push(cover);
    }

    /// A row for the desk, or every line of it with what is wrong.
    pub fn finish(mut self, out: &mut Rows) {
        if self.coverages.is_empty() && self.wrong.is_empty() {
            self.reject(self.line, "coverages", "", Msg::new("coi-no-coverage"));
        }
        let insured = || self.said.iter().find(|(a, _)| a.path == "insured").map(|(a, _)| a.value.to_string());
        let partner = if self.partner.trim().is_empty() { insured().unwrap_or_default() } else { self.partner.clone() };
        if partner.is_empty() && self.wrong.is_empty() {
            self.reject(self.line, "partner", "", Msg::new("coi-no-partner"));
        }
        if let Some(first) = self.wrong.first().map(|w| w.line) {
            // Nothing of it is taken, and no line of it is passed over in silence.
            let held = self.lines.iter().filter(|l| !self.wrong.iter().any(|w| w.line == **l));
            let held = held.map(|line| {
                let why = Msg::new("coi-held-back").with("line", first);
                RowError { line: *line, path: String::new(), value: String::new(), why }
            });
            out.rejected.extend(held);
            out.rejected.append(&mut self.wrong);
            return;
        }
        let mut fields = vec![Assign { path: "partner".to_owned(), value: Value::Ref(partner) }];
        fields.extend(self.said.into_iter().map(|(assign, _)| assign));
        let lists = [
            ("insurers", self.insurers.value()),
            ("coverages", self.coverages.value()),
            ("endorsements", self.endorsements.value()),
        ];
        let lists = lists.into_iter().filter(|(_, value)| !value.is_empty());
        fields.extend(lists.map(|(path, value)| Assign { path: path.to_owned(), value }));
        out.rows.push(ImportRow { line: self.line, key: None, fields });
    }
}

/// Endorsements from a text: forms apart by comma or semicolon, each with or without *attached*.
pub(super) fn endorsements(text: &str) -> Vec<Endorsement> {
    let one = |part: &str| {
        let folded = crate::text::fold(part);
        let attached = folded.contains("attached") && !folded.contains("not attached") || folded.contains("附");
        let form = part.replace(['(', ')'], " ");
        let words = form.split_whitespace().filter(|w| !["attached", "not", "附"].contains(&w.to_lowercase().as_str()));
        Endorsement { endorsement: words.collect::<Vec<_>>().join(" "), attached }
    };
    text.split([',', ';', '，', '；', '、']).filter(|p| !p.trim().is_empty()).map(one).collect()
}
