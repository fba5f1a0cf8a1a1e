//! Looks: what a terminal cell looks like, in one normal form.
//!
//! ratatui can say one appearance in several ways (`Color::Red` and `Color::Indexed(1)`, a foreground on a blank that nobody sees). Frames, style checks and
//! the terminal model compare looks, so they need one spelling of each. This module knows no theme: names of roles come in through [`RoleNames`].

use ratatui::buffer::Cell;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;
use std::fmt;
use std::str::FromStr;

/// The attributes in the order in which a plain form lists them.
const ATTRIBUTES: [(&str, Modifier); 8] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("blink", Modifier::SLOW_BLINK),
    ("reverse", Modifier::REVERSED),
    ("hidden", Modifier::HIDDEN),
    ("strike", Modifier::CROSSED_OUT),
];

/// The appearance of one cell: colours (`Reset` = the terminal's own) and attributes.
///
/// The sixteen named colours are held as `Indexed(0..16)` and both speeds of blinking as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Foreground.
    pub fg: Color,
    /// Background.
    pub bg: Color,
    /// Colour of the underline.
    pub underline: Color,
    /// Attributes.
    pub attributes: Modifier,
}

impl Look {
    /// The look of a cell nobody styled.
    pub const PLAIN: Self =
        Self { fg: Color::Reset, bg: Color::Reset, underline: Color::Reset, attributes: Modifier::empty() };

    /// The look of a cell as it stands in a buffer.
    pub fn of_cell(cell: &Cell) -> Self {
        Self {
            fg: indexed(cell.fg),
            bg: indexed(cell.bg),
            underline: indexed(cell.underline_color),
            attributes: one_blink(cell.modifier),
        }
    }

    /// The look a style has on an unstyled cell.
    pub fn of_style(style: &Style) -> Self {
        Self::PLAIN.patched(style)
    }

    /// This look with `style` laid over it.
    #[must_use]
    pub fn patched(self, style: &Style) -> Self {
        Self {
            fg: style.fg.map_or(self.fg, indexed),
            bg: style.bg.map_or(self.bg, indexed),
            underline: style.underline_color.map_or(self.underline, indexed),
            attributes: one_blink((self.attributes - style.sub_modifier) | style.add_modifier),
        }
    }

    /// The style that gives this look to any cell.
    pub fn style(self) -> Style {
        Style::new()
            .fg(self.fg)
            .bg(self.bg)
            .underline_color(self.underline)
            .remove_modifier(Modifier::all())
            .add_modifier(self.attributes)
    }

    /// What of this look is visible on a blank: background, reverse, underline and strike, the foreground only with one of these.
    #[must_use]
    pub fn on_blank(self) -> Self {
        let lines = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        let attributes = self.attributes & lines;
        let underlined = attributes.contains(Modifier::UNDERLINED);
        Self {
            fg: if attributes.is_empty() { Color::Reset } else { self.fg },
            bg: self.bg,
            underline: if underlined { self.underline } else { Color::Reset },
            attributes,
        }
    }

    /// Nothing is styled.
    pub fn is_plain(self) -> bool {
        self == Self::PLAIN
    }
}

impl Default for Look {
    fn default() -> Self {
        Self::PLAIN
    }
}

impl fmt::Display for Look {
    /// The plain form: `bold italic fg=3 bg=#1e1e2e`; empty for an unstyled cell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        for (name, bit) in ATTRIBUTES {
            if self.attributes.contains(bit) {
                write!(f, "{gap}{name}")?;
                gap = " ";
            }
        }
        for (name, colour) in [("fg", self.fg), ("bg", self.bg), ("ul", self.underline)] {
            match colour {
                Color::Reset => continue,
                Color::Rgb(r, g, b) => write!(f, "{gap}{name}=#{r:02x}{g:02x}{b:02x}")?,
                Color::Indexed(n) => write!(f, "{gap}{name}={n}")?,
                other => write!(f, "{gap}{name}={other}")?,
            }
            gap = " ";
        }
        Ok(())
    }
}

/// A word that is neither an attribute nor a colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no attribute and no colour: write bold dim italic underline blink reverse hidden strike, fg=0-255, bg=#rrggbb"
)]
pub struct NoLook(pub String);

impl FromStr for Look {
    type Err = NoLook;

    fn from_str(text: &str) -> Result<Self, NoLook> {
        let mut look = Self::PLAIN;
        for word in text.split_whitespace() {
            let no = || NoLook(word.to_owned());
            if let Some((_, bit)) = ATTRIBUTES.iter().find(|(name, _)| *name == word) {
                look.attributes |= *bit;
                continue;
            }
            let (part, value) = word.split_once('=').ok_or_else(no)?;
            let colour = parse_colour(value).ok_or_else(no)?;
            match part {
                "fg" => look.fg = colour,
                "bg" => look.bg = colour,
                "ul" => look.underline = colour,
                _ => return Err(no()),
            }
        }
        Ok(look)
    }
}

fn parse_colour(text: &str) -> Option<Color> {
    let Some(hex) = text.strip_prefix('#') else { return text.parse().ok().map(Color::Indexed) };
    let plain = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(hex, 16).ok().filter(|_| plain)?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Color::Rgb(r, g, b))
}

fn indexed(colour: Color) -> Color {
    match colour {
        Color::Black => Color::Indexed(0),
        Color::Red => Color::Indexed(1),
        Color::Green => Color::Indexed(2),
        Color::Yellow => Color::Indexed(3),
        Color::Blue => Color::Indexed(4),
        Color::Magenta => Color::Indexed(5),
        Color::Cyan => Color::Indexed(6),
        Color::Gray => Color::Indexed(7),
        Color::DarkGray => Color::Indexed(8),
        Color::LightRed => Color::Indexed(9),
        Color::LightGreen => Color::Indexed(10),
        Color::LightYellow => Color::Indexed(11),
        Color::LightBlue => Color::Indexed(12),
        Color::LightMagenta => Color::Indexed(13),
        Color::LightCyan => Color::Indexed(14),
        Color::White => Color::Indexed(15),
        other => other,
    }
}

fn one_blink(attributes: Modifier) -> Modifier {
    if attributes.contains(Modifier::RAPID_BLINK) {
        (attributes - Modifier::RAPID_BLINK) | Modifier::SLOW_BLINK
    } else {
        attributes
    }
}

/// Names of styles: which theme role a style is.
pub trait RoleNames {
    /// The first theme role whose resolved style is equal to `style`, else `role+overlay`, else nothing: then the frame says the plain form.
    fn name(&self, style: &Style) -> Option<String>;
}

/// No theme at all: every style is written in its plain form.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRoles;

impl RoleNames for NoRoles {
    fn name(&self, _style: &Style) -> Option<String> {
        None
    }
}

/// The roles of one resolved theme, in the theme's order, and which of them are laid over others.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    roles: Vec<(String, Style)>,
    overlays: Vec<(String, Style)>,
}

impl Roles {
    /// Takes roles and overlays (`selected` …) as the theme resolved them for the colour depth in use.
    pub fn new(roles: Vec<(String, Style)>, overlays: Vec<(String, Style)>) -> Self {
        Self { roles, overlays }
    }

    /// The look of a role, of `role+overlay`, or nothing for an unknown name.
    pub fn look(&self, name: &str) -> Option<Look> {
        let find = |list: &[(String, Style)], name: &str| list.iter().find(|(n, _)| n == name).map(|(_, s)| *s);
        let Some((base, over)) = name.split_once('+') else {
            return find(&self.roles, name).or_else(|| find(&self.overlays, name)).map(|s| Look::of_style(&s));
        };
        Some(Look::of_style(&find(&self.roles, base)?).patched(&find(&self.overlays, over)?))
    }
}

impl RoleNames for Roles {
    fn name(&self, style: &Style) -> Option<String> {
        let wanted = Look::of_style(style);
        let single = self.roles.iter().chain(&self.overlays).find(|(_, s)| Look::of_style(s) == wanted);
        if let Some((name, _)) = single {
            return Some(name.clone());
        }
        self.overlays.iter().find_map(|(over, o)| {
            let (role, _) = self.roles.iter().find(|(_, r)| Look::of_style(r).patched(o) == wanted)?;
            Some(format!("{role}+{over}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_and_indexed_colours_are_one_look() {
        assert_eq!(Look::of_style(&Style::new().fg(Color::LightRed)).to_string(), "fg=9");
        assert_eq!(
            Look::of_style(&Style::new().fg(Color::Indexed(9))),
            Look::of_style(&Style::new().fg(Color::LightRed))
        );
    }

    #[test]
    fn a_plain_form_is_read_back() {
        let text = "bold italic strike fg=3 bg=#1e1e2e ul=200";
        assert_eq!(text.parse::<Look>().unwrap().to_string(), text);
        assert!("fg=256".parse::<Look>().is_err());
        assert!("bg=#12".parse::<Look>().is_err());
        assert!("bald".parse::<Look>().is_err());
    }

    #[test]
    fn on_a_blank_only_what_shows_counts() {
        let on_blank = |text: &str| text.parse::<Look>().unwrap().on_blank().to_string();
        assert_eq!(on_blank("bold fg=3"), "");
        assert_eq!(on_blank("bold fg=3 bg=24"), "bg=24");
        assert_eq!(on_blank("bold underline fg=3"), "underline fg=3");
        assert_eq!(on_blank("reverse fg=3 ul=4"), "reverse fg=3");
    }

    #[test]
    fn an_overlay_is_named_with_its_role() {
        let role = |text: &str| text.parse::<Look>().unwrap().style();
        let pending = Style::new().fg(Color::Indexed(3)).add_modifier(Modifier::ITALIC);
        let selected = Style::new().bg(Color::Indexed(24));
        let roles = Roles::new(vec![("pending".into(), pending)], vec![("selected".into(), selected)]);
        assert_eq!(roles.name(&role("italic fg=3 bg=24")).unwrap(), "pending+selected");
        assert_eq!(roles.name(&role("bg=24")).unwrap(), "selected");
        assert_eq!(roles.name(&role("bg=25")), None);
        assert_eq!(roles.look("pending+selected").unwrap().to_string(), "italic fg=3 bg=24");
    }
}
