//! Themes: what each role looks like. Code names roles, never colours.
//!
//! `auto` uses the sixteen named colours on the terminal's own background, so it fits light and dark terminals alike;
//! `mono` has none. Nothing is dim: dim on dark grey cannot be read.

use crate::app::Model;
use crate::app::ThemeName;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// The name of what one looks at.
    Title,
    /// The tab one is on.
    Tab,
    /// A bar across the screen.
    Bar,
    /// Lines between panes.
    Border,
    /// Lines of the pane the keys go to.
    Focus,
    /// Headings of columns.
    Heading,
    /// The name of a field.
    Label,
    /// What the cursor is on.
    Selected,
    /// A key to press.
    Key,
    /// Not there yet, or waiting for somebody.
    Pending,
    /// Good.
    Ok,
    /// To look at.
    Warning,
    /// Bad.
    Danger,
    /// Text of a dialog.
    Dialog,
    /// The frame of a dialog.
    DialogEdge,
    /// What matters in a dialog.
    DialogEm,
    /// A key in a dialog.
    DialogKey,
    /// Less important.
    Muted,
    /// What can be followed.
    Link,
}

impl Role {
    /// Every role with its name in frames, those first that win when two look the same.
    pub const ALL: &'static [(Role, &'static str)] = &[
        (Role::Danger, "danger"),
        (Role::Warning, "warning"),
        (Role::Ok, "ok"),
        (Role::Pending, "pending"),
        (Role::Label, "label"),
        (Role::Heading, "heading"),
        (Role::Tab, "tab"),
        (Role::Bar, "bar"),
        (Role::Selected, "selected"),
        (Role::Title, "title"),
        (Role::Focus, "focus"),
        (Role::Border, "border"),
        (Role::Key, "key"),
        (Role::Link, "link"),
        (Role::DialogEdge, "dialog.edge"),
        (Role::DialogEm, "dialog.em"),
        (Role::DialogKey, "dialog.key"),
        (Role::Dialog, "dialog"),
        (Role::Muted, "muted"),
    ];
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: bold, reverse and underline stay.
    None,
    /// The sixteen named ones.
    #[default]
    Sixteen,
    /// 256.
    Ansi256,
    /// All.
    True,
}

/// Theme, colours and signs of a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: ThemeName,
    /// The colours.
    pub depth: Depth,
    /// Signs in ASCII.
    pub ascii: bool,
}

impl Look {
    /// The look the model asks for, on a terminal of so many colours.
    pub fn of(model: &Model, depth: Depth) -> Self {
        Self { theme: model.theme, depth, ascii: model.ascii }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        match self.theme {
            ThemeName::Auto => auto(role),
            ThemeName::Mono => mono(role),
        }
    }

    /// The role a style is for, with `+selected` when the cursor's mark is on it; none for plain and unknown styles.
    pub fn role_of(&self, style: &Style) -> Option<String> {
        let wanted = plain(*style);
        if wanted == plain(Style::new()) {
            return None;
        }
        let same = |with: Style| plain(with) == wanted;
        let exact = Role::ALL.iter().find(|(role, _)| same(self.style(*role)));
        if let Some((_, name)) = exact {
            return Some((*name).to_owned());
        }
        let selected = self.style(Role::Selected);
        let overlaid = Role::ALL.iter().find(|(role, _)| same(self.style(*role).patch(selected)));
        overlaid.map(|(_, name)| format!("{name}+selected"))
    }
}

/// A style with nothing left open, so that styles of cells and of themes compare.
fn plain(style: Style) -> (Color, Color, Modifier) {
    let colour = |c: Option<Color>| indexed(c.unwrap_or(Color::Reset));
    (colour(style.fg), colour(style.bg), style.add_modifier)
}

/// The sixteen named colours by number: frames know them so.
fn indexed(colour: Color) -> Color {
    let named = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let place = named.iter().position(|c| *c == colour);
    place.and_then(|n| u8::try_from(n).ok()).map_or(colour, Color::Indexed)
}

fn auto(role: Role) -> Style {
    let base = Style::new();
    match role {
        Role::Text | Role::Dialog | Role::Muted | Role::Border => base,
        Role::Title | Role::Selected | Role::DialogEm => base.add_modifier(Modifier::BOLD),
        Role::Tab => base.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Role::Bar => base.fg(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Role::Heading => base.add_modifier(Modifier::UNDERLINED),
        Role::Label => base.fg(Color::Cyan),
        Role::Focus | Role::Key | Role::DialogKey => base.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::DialogEdge => base.fg(Color::Blue).add_modifier(Modifier::BOLD),
        Role::Pending => base.fg(Color::Magenta),
        Role::Ok => base.fg(Color::Green),
        Role::Warning => base.fg(Color::Yellow),
        Role::Danger => base.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Link => base.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
    }
}

fn mono(role: Role) -> Style {
    let kept = auto(role);
    let bold = matches!(role, Role::Danger | Role::Warning);
    let style = Style::new().add_modifier(kept.add_modifier);
    if bold { style.add_modifier(Modifier::BOLD) } else { style }
}

/// Takes every colour out of a buffer; what is bold, reversed or underlined stays.
pub(crate) fn without_colours(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        cell.fg = Color::Reset;
        cell.bg = Color::Reset;
        cell.underline_color = Color::Reset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_names_its_role_and_plain_text_none() {
        let look = Look::default();
        assert_eq!(look.role_of(&look.style(Role::Danger)).as_deref(), Some("danger"));
        assert_eq!(look.role_of(&Style::new()), None);
        let marked = look.style(Role::Ok).patch(look.style(Role::Selected));
        assert_eq!(look.role_of(&marked).as_deref(), Some("ok+selected"));
        assert_eq!(look.role_of(&Style::new().bg(Color::Red)), None);
    }

    #[test]
    fn mono_has_no_colour_and_marks_what_is_selected() {
        let look = Look { theme: ThemeName::Mono, ..Look::default() };
        for (role, name) in Role::ALL {
            let style = look.style(*role);
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
        assert_ne!(look.style(Role::Selected), look.style(Role::Text));
    }

    #[test]
    fn auto_stays_within_the_sixteen_named_colours() {
        for (role, name) in Role::ALL {
            let style = Look::default().style(*role);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_) | Color::DarkGray), "{name}: {colour}");
            }
            assert!(!style.add_modifier.contains(Modifier::DIM), "{name}");
        }
    }
}
