//! Signs and lines, with their ASCII twins. A sign stands beside its word, never instead of it.

/// The signs of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Good.
    pub ok: &'static str,
    /// To look at.
    pub warning: &'static str,
    /// Bad.
    pub bad: &'static str,
    /// Neither.
    pub none: &'static str,
    /// Stands still.
    pub paused: &'static str,
    /// Leads from name to role.
    pub role: &'static str,
    /// Sorted upwards.
    pub up: &'static str,
    /// Sorted downwards.
    pub down: &'static str,
    /// Between panes.
    pub vertical: &'static str,
    /// Left and right upper corner, left and right lower corner, horizontal line.
    pub frame: [&'static str; 5],
    /// Between parts of a line.
    pub dot: &'static str,
    /// More follows.
    pub more: &'static str,
    /// Under what is wrong.
    pub caret: &'static str,
}

impl Signs {
    /// The signs: drawn, or in ASCII.
    pub const fn of(ascii: bool) -> Self {
        if ascii {
            Self {
                ok: "+",
                warning: "!",
                bad: "x",
                none: "-",
                paused: "=",
                role: ">",
                up: "^",
                down: "v",
                vertical: "|",
                frame: ["+", "+", "+", "+", "-"],
                dot: "-",
                more: "...",
                caret: "^",
            }
        } else {
            Self {
                ok: "✓",
                warning: "!",
                bad: "✗",
                none: "·",
                paused: "‖",
                role: "▸",
                up: "↑",
                down: "↓",
                vertical: "│",
                frame: ["┌", "┐", "└", "┘", "─"],
                dot: "·",
                more: "…",
                caret: "^",
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;
    use crate::text::width;

    #[test]
    fn every_sign_takes_one_cell_and_its_twin_is_ascii() {
        let drawn = Signs::of(false);
        for sign in [drawn.ok, drawn.warning, drawn.bad, drawn.none, drawn.role, drawn.up, drawn.down, drawn.vertical] {
            assert_eq!(width(sign), 1, "{sign}");
        }
        assert!(drawn.frame.iter().all(|line| width(line) == 1));
        let ascii = Signs::of(true);
        for sign in [ascii.ok, ascii.warning, ascii.bad, ascii.none, ascii.role, ascii.up, ascii.down, ascii.more] {
            assert!(sign.is_ascii());
        }
    }
}
