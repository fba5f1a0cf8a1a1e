//! The sheet of a form: its cells, made from a field table, and the assignments that carry what was changed.
//!
//! A group becomes one line per member, a list of groups a block per element under its key, a list of texts a line per
//! text; a list of codes is one line with commas. Nothing here knows keys or screens.

use crate::api::Assign;
use crate::app::line::TextLine;
use crate::domain::field;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::kind::KindDef;
use crate::domain::kind::group_of;
use crate::domain::kind::split_path;
use crate::domain::kind::writable;
use crate::domain::msg::Msg;
use crate::domain::value::Value;

/// One line that can be typed in.
#[derive(Debug, Clone)]
pub struct Cell {
    /// How it is read.
    pub field: Field,
    /// The text with its caret.
    pub line: TextLine,
    /// The text it began with.
    pub original: String,
    /// What is wrong with it.
    pub error: Option<Msg>,
    /// It is a secret: what is stored is not shown, and only what is typed anew is sent.
    pub secret: bool,
}

impl Cell {
    fn new(field: Field, value: &Value) -> Self {
        let secret = matches!(field.ty, FieldType::Sealed) || field.is(Flag::Sensitive);
        let text = if secret { String::new() } else { value.to_string() };
        Self { field, line: TextLine::new(text.as_str()), original: text, error: None, secret }
    }

    /// Whether it was typed in.
    pub fn changed(&self) -> bool {
        self.line.text() != self.original
    }

    /// The value typed.
    pub fn parse(&self) -> Result<Value, Msg> {
        self.field.parse(self.line.text())
    }

    /// The code table, when codes are typed here.
    pub fn codes(&self) -> Option<&'static field::CodeTable> {
        match self.field.ty {
            FieldType::Code(table) => Some(table),
            FieldType::List(FieldType::Code(table)) => Some(table),
            _ => None,
        }
    }
}

/// How a field lies on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    One,
    /// One line per member.
    Group,
    /// A block per element, the first member being its key.
    Table,
    /// A line per text.
    Texts,
}

/// An element of a section.
#[derive(Debug, Clone)]
pub struct Element {
    /// The key it had when the form was opened; none for a new one.
    pub key: Option<String>,
    /// Its lines.
    pub cells: Vec<Cell>,
}

/// One field of the kind.
#[derive(Debug, Clone)]
pub struct Section {
    /// The field.
    pub field: Field,
    /// How it lies.
    pub shape: Shape,
    /// Its elements: one, except for tables and lists of texts.
    pub elements: Vec<Element>,
    /// An element was taken out, so the field is sent as a whole.
    pub removed: bool,
}

impl Section {
    fn new(field: &Field, value: &Value) -> Self {
        let shape = match field.ty {
            FieldType::Group(_) => Shape::Group,
            FieldType::List(FieldType::Group(_)) => Shape::Table,
            FieldType::List(FieldType::Text(_)) => Shape::Texts,
            _ => Shape::One,
        };
        let mut made = Self { field: *field, shape, elements: Vec::new(), removed: false };
        made.elements = match shape {
            Shape::One => vec![Element { key: None, cells: vec![Cell::new(*field, value)] }],
            Shape::Group => vec![made.element(value)],
            Shape::Table | Shape::Texts => value.items().iter().map(|item| made.element(item)).collect(),
        };
        made
    }

    fn element(&self, value: &Value) -> Element {
        if self.shape == Shape::Texts {
            let ty = if let FieldType::List(of) = self.field.ty { *of } else { self.field.ty };
            return Element { key: None, cells: vec![Cell::new(Field { ty, ..self.field }, value)] };
        }
        let members = group_of(self.field.ty).unwrap_or_default();
        let none = Value::Null;
        let cells = members
            .iter()
            .enumerate()
            .filter(|(_, member)| !member.is(Flag::Derived))
            .map(|(i, member)| {
                // An optional group that is left blank wants none of its members.
                let flags = if self.shape == Shape::Group { without_required(member.flags) } else { member.flags };
                Cell::new(Field { flags, ..*member }, value.items().get(i).unwrap_or(&none))
            })
            .collect();
        let key = value.items().first().map(ToString::to_string).filter(|k| !k.is_empty());
        Element { key, cells }
    }

    /// Whether elements can be added and taken out.
    pub fn grows(&self) -> bool {
        matches!(self.shape, Shape::Table | Shape::Texts)
    }

    /// Adds an empty element.
    pub fn add(&mut self) {
        let element = self.element(&Value::Null);
        self.elements.push(Element { key: None, ..element });
    }

    /// Takes an element out.
    pub fn remove(&mut self, at: usize) {
        if at < self.elements.len() {
            let gone = self.elements.remove(at);
            self.removed |= gone.key.is_some() || gone.cells.iter().any(|c| !c.original.is_empty());
        }
    }

    fn whole(&self) -> bool {
        if self.shape == Shape::Texts {
            return self.removed || self.elements.iter().flat_map(|e| &e.cells).any(Cell::changed);
        }
        let keys: Vec<String> = self.elements.iter().map(element_key).collect();
        let twice = keys.iter().enumerate().any(|(i, k)| keys.iter().skip(i + 1).any(|o| o.eq_ignore_ascii_case(k)));
        let renamed = self.elements.iter().any(|e| e.key.as_ref().is_some_and(|k| *k != element_key(e)));
        self.shape == Shape::Table && (self.removed || renamed || (twice && self.elements.iter().any(touched)))
    }

    /// What was changed, as assignments. What does not parse is left out: `check` has said so.
    fn assigns(&self) -> Vec<Assign> {
        let name = self.field.name;
        if self.whole() {
            let of = |element: &Element| match self.shape {
                Shape::Texts => element.cells.first().and_then(|c| c.parse().ok()).unwrap_or_default(),
                _ => Value::Group(element.cells.iter().map(|c| c.parse().unwrap_or_default()).collect()),
            };
            let items: Vec<Value> = self.elements.iter().map(of).filter(|v| !v.is_empty()).collect();
            return vec![Assign { path: name.to_owned(), value: Value::List(items) }];
        }
        let mut out = Vec::new();
        for element in &self.elements {
            for cell in element.cells.iter().filter(|c| c.changed()) {
                let path = match self.shape {
                    Shape::One | Shape::Texts => name.to_owned(),
                    Shape::Group => format!("{name}.{}", cell.field.name),
                    Shape::Table => format!("{name}[{}].{}", element_key(element), cell.field.name),
                };
                if let Ok(value) = cell.parse() {
                    out.push(Assign { path, value });
                }
            }
        }
        out
    }
}

fn texts_of<'a>(sections: impl Iterator<Item = &'a Section>) -> Vec<(String, Vec<Vec<String>>)> {
    let text = |cell: &Cell| if cell.secret { String::new() } else { cell.line.text().to_owned() };
    let elements = |s: &Section| s.elements.iter().map(|e| e.cells.iter().map(text).collect()).collect();
    sections.map(|s| (s.field.name.to_owned(), elements(s))).collect()
}

fn touched(element: &Element) -> bool {
    element.cells.iter().any(Cell::changed)
}

/// What an element is called by: its first member as typed.
pub fn element_key(element: &Element) -> String {
    element.cells.first().map(|c| c.line.text().trim().to_owned()).unwrap_or_default()
}

const fn without_required(flags: &'static [Flag]) -> &'static [Flag] {
    match flags {
        [Flag::Required, rest @ ..] => rest,
        other => other,
    }
}

/// Where a line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The section.
    pub section: usize,
    /// The element; none for the line of an empty table.
    pub element: Option<usize>,
    /// The cell.
    pub cell: usize,
}

/// All lines of a form.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// One for each writable field, in the order of the table.
    pub sections: Vec<Section>,
}

impl Sheet {
    /// The sheet of a kind with the values there are.
    pub fn new(def: &'static KindDef, fields: &[(String, Value)]) -> Self {
        let none = Value::Null;
        let value = |name: &str| fields.iter().find(|(f, _)| f == name).map_or(&none, |(_, v)| v);
        Self { sections: writable(def).map(|(_, field)| Section::new(field, value(field.name))).collect() }
    }

    /// Every line, from top to bottom.
    pub fn places(&self) -> Vec<Place> {
        let mut out = Vec::new();
        for (section, found) in self.sections.iter().enumerate() {
            if found.elements.is_empty() {
                out.push(Place { section, element: None, cell: 0 });
            }
            for (element, lines) in found.elements.iter().enumerate() {
                out.extend((0..lines.cells.len()).map(|cell| Place { section, element: Some(element), cell }));
            }
        }
        out
    }

    /// The cell at a place.
    pub fn cell(&self, place: Place) -> Option<&Cell> {
        self.sections.get(place.section)?.elements.get(place.element?)?.cells.get(place.cell)
    }

    /// The cell at a place, to type in.
    pub fn cell_mut(&mut self, place: Place) -> Option<&mut Cell> {
        self.sections.get_mut(place.section)?.elements.get_mut(place.element?)?.cells.get_mut(place.cell)
    }

    /// Whether anything was changed.
    pub fn changed(&self) -> bool {
        self.sections.iter().any(|s| s.removed || s.elements.iter().any(touched))
    }

    /// What was changed.
    pub fn assigns(&self) -> Vec<Assign> {
        self.sections.iter().flat_map(Section::assigns).collect()
    }

    /// Judges every line; the place of the first bad one. An untouched secret is what it was.
    pub fn check(&mut self, new: bool) -> Option<Place> {
        for section in &mut self.sections {
            for element in &mut section.elements {
                let blank = element.cells.iter().all(|c| c.line.text().trim().is_empty());
                for cell in &mut element.cells {
                    let skip = (cell.secret && !cell.changed())
                        || (section.shape != Shape::One && blank)
                        || (!new && !cell.changed() && (section.shape != Shape::Table || element.key.is_some()));
                    cell.error = if skip { None } else { cell.parse().err() };
                }
            }
        }
        self.places().into_iter().find(|p| self.cell(*p).is_some_and(|c| c.error.is_some()))
    }

    /// The place of a path such as `country` or `identifiers[lei].value`.
    pub fn find(&self, path: &str) -> Option<Place> {
        let (name, key, member) = split_path(path);
        let section = self.sections.iter().position(|s| s.field.name == name)?;
        let elements = &self.sections.get(section)?.elements;
        let element = match key {
            Some(key) => elements.iter().position(|e| element_key(e).eq_ignore_ascii_case(key)),
            None => (!elements.is_empty()).then_some(0),
        };
        let cells = element.and_then(|e| elements.get(e)).map(|e| e.cells.as_slice()).unwrap_or_default();
        let cell = member.and_then(|m| cells.iter().position(|c| c.field.name == m)).unwrap_or(0);
        Some(Place { section, element, cell })
    }

    /// What was typed, without secrets, as it is kept for another day: field, elements' lines.
    pub fn kept(&self) -> Vec<(String, Vec<Vec<String>>)> {
        texts_of(self.sections.iter().filter(|s| s.removed || s.elements.iter().any(touched)))
    }

    /// Everything that stands on it, without secrets.
    pub fn texts(&self) -> Vec<(String, Vec<Vec<String>>)> {
        texts_of(self.sections.iter())
    }

    /// Puts kept text back.
    pub fn restore(&mut self, kept: &[(String, Vec<Vec<String>>)]) {
        for (name, elements) in kept {
            let Some(section) = self.sections.iter_mut().find(|s| s.field.name == name) else { continue };
            while section.grows() && section.elements.len() > elements.len() {
                section.remove(section.elements.len() - 1);
            }
            while section.grows() && section.elements.len() < elements.len() {
                section.add();
            }
            for (element, texts) in section.elements.iter_mut().zip(elements) {
                for (cell, text) in element.cells.iter_mut().zip(texts) {
                    if !cell.secret {
                        cell.line.set(text.as_str());
                    }
                }
            }
        }
    }

    /// Takes the text of every changed line over from another sheet of the same kind: the record moved on, the typed
    /// text stays.
    pub fn carry(&mut self, typed: &Sheet) {
        self.restore(&typed.kept());
        let secrets = typed.places().into_iter().filter_map(|p| Some((p, typed.cell(p)?)));
        for (place, cell) in secrets.filter(|(_, c)| c.secret && c.changed()) {
            if let Some(mine) = self.cell_mut(place) {
                mine.line.set(cell.line.text());
            }
        }
    }
}
