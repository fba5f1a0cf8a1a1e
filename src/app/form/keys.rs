//! What the keys do in a form.

use super::Asking;
use super::Form;
use super::Place;
use crate::api::Refusal;
use crate::app::effect::Effect;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::text;

/// Texts of more characters have paragraphs.
const ONE_LINE: usize = 400;

impl Form {
    pub(super) fn act_typing(&mut self, act: Act, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match act {
            Act::FormNext => self.step(true),
            Act::FormPrev => self.step(false),
            Act::FormChoose => self.choose(ctx),
            Act::FormSave => self.save(ctx),
            Act::FormCancel | Act::Back => self.leave(),
            Act::FormEditor => self.edit(ctx),
            Act::FormPasteRow => {
                self.asking = Asking::RowWanted;
                self.notice = Some((Msg::new("form-row-wanted"), Tone::Plain));
                Outcome::stay()
            }
            Act::FormAddRow => {
                if self.add() {
                    self.keep_soon(Outcome::stay(), ctx)
                } else {
                    Outcome::stay().say(Msg::new("form-no-rows-here"), Tone::Warning)
                }
            }
            Act::FormRemoveRow => self.remove(ctx),
            other => {
                let at = self.at;
                let Some(cell) = self.sheet.cell_mut(at) else { return Outcome::pass() };
                if !cell.line.act(other) {
                    return Outcome::pass();
                }
                self.judge();
                self.keep_soon(Outcome::stay(), ctx)
            }
        }
    }

    fn step(&mut self, forward: bool) -> Outcome {
        let at = self.at;
        if let Some(cell) = self.sheet.cell_mut(at) {
            let untouched = cell.secret && !cell.changed();
            let blank = cell.line.text().trim().is_empty() && !cell.changed();
            cell.error = if untouched || blank { None } else { cell.parse().err() };
        }
        let places = self.sheet.places();
        let now = places.iter().position(|p| *p == at).unwrap_or(0);
        let last = places.len().saturating_sub(1);
        let next = if forward { (now + 1).min(last) } else { now.saturating_sub(1) };
        self.at = places.get(next).copied().unwrap_or(at);
        self.keep(Outcome::stay())
    }

    /// Enter: takes a code, turns a yes into a no, otherwise goes on.
    fn choose(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(cell) = self.cell() else {
            self.add();
            return Outcome::stay();
        };
        if matches!(cell.field.ty, FieldType::Flag) {
            let yes = cell.line.text() == "yes";
            let at = self.at;
            if let Some(cell) = self.sheet.cell_mut(at) {
                cell.line.set(if yes { "no" } else { "yes" });
            }
            return self.keep_soon(Outcome::stay(), ctx);
        }
        let Some(table) = cell.codes() else { return self.step(true) };
        let typed = super::last_word(cell.line.text()).to_owned();
        if let Some(code) = table.find(&typed) {
            self.take_choice(code);
            return self.step(true);
        }
        let choices = self.choices(ctx.i18n);
        match choices.as_slice() {
            [] => Outcome::stay().say(Msg::new("form-no-such-code").with("found", typed), Tone::Warning),
            [only] => {
                self.take_choice(only);
                self.keep_soon(Outcome::stay(), ctx)
            }
            _ => {
                self.asking = Asking::Choice(0);
                Outcome::stay()
            }
        }
    }

    pub(super) fn act_choosing(&mut self, act: Act, arg: Option<&str>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let choices = self.choices(ctx.i18n);
        let last = choices.len().saturating_sub(1);
        let Asking::Choice(at) = self.asking else { return Outcome::pass() };
        let to = match act {
            Act::ListDown => (at + 1).min(last),
            Act::ListUp => at.saturating_sub(1),
            Act::ListPageDown => (at + 8).min(last),
            Act::ListPageUp => at.saturating_sub(8),
            Act::ListTop => 0,
            Act::ListBottom => last,
            Act::InputCancel | Act::Back => {
                self.asking = Asking::Nothing;
                return Outcome::stay();
            }
            Act::InputAccept | Act::PickerChoose => {
                let digit = arg.and_then(|a| a.parse::<usize>().ok()).map(|n| if n == 0 { 9 } else { n - 1 });
                let place = if act == Act::PickerChoose { digit } else { Some(at) };
                if let Some(code) = place.and_then(|p| choices.get(p)) {
                    self.take_choice(code);
                }
                return self.keep_soon(Outcome::stay(), ctx);
            }
            _ => return Outcome::pass(),
        };
        self.asking = Asking::Choice(to);
        Outcome::stay()
    }

    fn leave(&mut self) -> Outcome {
        if self.typed() {
            self.asking = Asking::Discard;
            return Outcome::stay();
        }
        self.gone(Outcome::close())
    }

    /// Yes and no to what the form asks besides its fields.
    pub(super) fn act_asked(&mut self, act: Act, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !matches!(act, Act::ConfirmYes | Act::ConfirmNo) {
            return Outcome::pass();
        }
        let yes = act == Act::ConfirmYes;
        match (std::mem::replace(&mut self.asking, Asking::Nothing), yes) {
            (Asking::Discard, true) => self.gone(Outcome::close()),
            (Asking::Discard, false) => self.keep(Outcome::stay()),
            (Asking::Draft(text), true) => {
                if let Ok(kept) = serde_json::from_str::<Vec<(String, Vec<Vec<String>>)>>(&text) {
                    self.sheet.restore(&kept);
                }
                self.mend_place();
                Outcome::stay()
            }
            (Asking::Draft(_), false) => self.gone(Outcome::stay()),
            (Asking::Row(columns), true) => {
                for column in columns {
                    if let Some(cell) = column.place.and_then(|p| self.sheet.cell_mut(p)) {
                        cell.line.set(column.text.as_str());
                        cell.error = cell.parse().err();
                    }
                }
                self.keep_soon(Outcome::stay(), ctx)
            }
            _ => Outcome::stay(),
        }
    }

    /// Adds an element to the section under the cursor; `false` when it takes none.
    pub(super) fn add(&mut self) -> bool {
        let at = self.at.section;
        let Some(section) = self.sheet.sections.get_mut(at).filter(|s| s.grows()) else { return false };
        section.add();
        self.at = Place { section: at, element: Some(section.elements.len() - 1), cell: 0 };
        true
    }

    fn remove(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let (at, element) = (self.at.section, self.at.element);
        let section = self.sheet.sections.get_mut(at).filter(|s| s.grows());
        let (Some(section), Some(element)) = (section, element) else {
            return Outcome::stay().say(Msg::new("form-no-rows-here"), Tone::Warning);
        };
        section.remove(element);
        let left = section.elements.len();
        self.at = Place { section: at, element: left.checked_sub(1).map(|last| element.min(last)), cell: 0 };
        self.keep_soon(Outcome::stay(), ctx)
    }

    /// Hands a long text to the operator's editor; secrets never leave the form that way.
    fn edit(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(cell) = self.cell().filter(|c| !c.secret && c.field.is(Flag::Long)) else {
            return Outcome::stay().say(Msg::new("form-not-long"), Tone::Warning);
        };
        let text = cell.line.text().to_owned();
        let ticket = ctx.ticket();
        self.editing = Some((ticket, self.at));
        Outcome::stay().effect(Effect::Edit { ticket, text })
    }

    pub(super) fn edited(&mut self, place: Place, text: &Result<String, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match text {
            Ok(text) => {
                if let Some(cell) = self.sheet.cell_mut(place) {
                    if matches!(cell.field.ty, FieldType::Text(most) if most > ONE_LINE) {
                        // A text of paragraphs keeps them.
                        cell.line.set(text::sanitise(text, text::Mode::Block).text.trim_end());
                    } else {
                        cell.line.set("");
                        cell.line.paste(text.trim_end());
                    }
                    cell.error = cell.parse().err();
                }
                self.keep_soon(Outcome::stay(), ctx)
            }
            Err(refusal) => Outcome::stay().say(refusal.msg.clone(), Tone::Danger),
        }
    }
}
