//! How many colours the terminal shows.

use std::env;

/// Colours a terminal can show, fewest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None, or none are wanted (`NO_COLOR`).
    None,
    /// The sixteen named ones.
    C16,
    /// The fixed table of 256.
    C256,
    /// Red, green and blue of 8 bits each.
    True,
}

/// The depth of the terminal this process runs in, from `NO_COLOR`, `COLORTERM` and `TERM`.
pub fn depth() -> Depth {
    depth_of(|name| env::var(name).ok())
}

/// Lets every colour we send through, `NO_COLOR` or not.
///
/// With `NO_COLOR` set, crossterm writes `ESC[;m` where a colour was meant, and that also ends bold and reverse. The last
/// drawing step removes colours from the buffer instead.
pub fn force_colours() {
    crossterm::style::force_color_output(true);
}

fn depth_of(get: impl Fn(&str) -> Option<String>) -> Depth {
    let value = |name: &str| get(name).unwrap_or_default().to_ascii_lowercase();
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || is_colourless(&term) {
        return Depth::None;
    }
    if matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") || is_true(&term) {
        Depth::True
    } else if term.contains("256color") {
        Depth::C256
    } else {
        Depth::C16
    }
}

fn is_colourless(term: &str) -> bool {
    term.is_empty() || term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") || term.ends_with("-mono")
}

fn is_true(term: &str) -> bool {
    term.ends_with("-direct")
        || ["alacritty", "foot", "ghostty", "kitty", "wezterm"]
            .iter()
            .any(|name| term.split('-').any(|part| part == *name))
}

#[cfg(test)]
mod tests {
    use super::Depth;
    use super::depth_of;

    fn with(vars: &[(&str, &str)]) -> Depth {
        depth_of(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_depth_follows_what_the_environment_says() {
        let table: &[(&[(&str, &str)], Depth)] = &[
            (&[], Depth::None),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None),
            (&[("TERM", "vt100")], Depth::None),
            (&[("TERM", "xterm")], Depth::C16),
            (&[("TERM", "linux")], Depth::C16),
            (&[("TERM", "xterm-256color")], Depth::C256),
            (&[("TERM", "tmux-256color"), ("COLORTERM", "24bit")], Depth::True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "TrueColor")], Depth::True),
            (&[("TERM", "xterm-kitty")], Depth::True),
            (&[("TERM", "xterm-direct")], Depth::True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::None),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::C256),
        ];
        for (vars, expected) in table {
            assert_eq!(with(vars), *expected, "{vars:?}");
        }
    }

    #[test]
    fn depths_are_ordered_by_the_number_of_colours() {
        assert!(Depth::None < Depth::C16 && Depth::C16 < Depth::C256 && Depth::C256 < Depth::True);
    }
}
