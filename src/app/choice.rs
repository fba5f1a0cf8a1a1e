//! A short list one chooses from: by moving and taking, or by a digit.

use crate::keys::Act;

/// Rows of a page.
const PAGE: usize = 10;

/// What a key asks of a short list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The cursor goes to this row.
    Go(usize),
    /// This row is taken; there need be none.
    Take(usize),
}

/// What an action means in a list of so many rows with the cursor at one of them; nothing when it is for somebody else.
/// Digits count from 1; 0 stands for the tenth.
pub fn choice(act: Act, arg: Option<&str>, at: usize, rows: usize) -> Option<Choice> {
    let to = match act {
        Act::ListDown => at.saturating_add(1),
        Act::ListUp => at.saturating_sub(1),
        Act::ListPageDown => at.saturating_add(PAGE),
        Act::ListPageUp => at.saturating_sub(PAGE),
        Act::ListTop => 0,
        Act::ListBottom => usize::MAX,
        Act::InputAccept => return Some(Choice::Take(at)),
        Act::PickerChoose => return Some(Choice::Take(arg?.parse::<usize>().ok()?.checked_sub(1).unwrap_or(9))),
        _ => return None,
    };
    Some(Choice::Go(to.min(rows.saturating_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_take_moves_stay_inside_and_other_keys_are_not_meant() {
        assert_eq!(choice(Act::PickerChoose, Some("1"), 4, 9), Some(Choice::Take(0)));
        assert_eq!(choice(Act::PickerChoose, Some("0"), 4, 9), Some(Choice::Take(9)));
        assert_eq!(choice(Act::InputAccept, None, 4, 9), Some(Choice::Take(4)));
        assert_eq!(choice(Act::ListPageDown, None, 4, 9), Some(Choice::Go(8)));
        assert_eq!(choice(Act::ListUp, None, 0, 0), Some(Choice::Go(0)));
        assert_eq!(choice(Act::Open, None, 4, 9), None);
    }
}
