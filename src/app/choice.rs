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

/// Where the cursor of a list of so many rows goes from one of them, `count` times; nothing when the action moves none.
pub fn moved(act: Act, count: Option<u32>, at: usize, rows: usize) -> Option<usize> {
    let steps = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    let to = match act {
        Act::ListDown => at.saturating_add(steps),
        Act::ListUp => at.saturating_sub(steps),
        Act::ListHalfDown | Act::ListPageDown => at.saturating_add(PAGE.saturating_mul(steps)),
        Act::ListHalfUp | Act::ListPageUp => at.saturating_sub(PAGE.saturating_mul(steps)),
        Act::ListTop => 0,
        Act::ListBottom => usize::MAX,
        _ => return None,
    };
    Some(to.min(rows.saturating_sub(1)))
}

/// The same action where there are rows only: the keys that scroll a text beside them elsewhere move through them.
pub const fn of_rows(act: Act) -> Act {
    match act {
        Act::DetailPageDown => Act::ListPageDown,
        Act::DetailPageUp => Act::ListPageUp,
        Act::DetailTop => Act::ListTop,
        Act::DetailBottom => Act::ListBottom,
        other => other,
    }
}

/// What an action means in a list of so many rows with the cursor at one of them; nothing when it is for somebody else.
/// Digits count from 1; 0 stands for the tenth.
pub fn choice(act: Act, arg: Option<&str>, at: usize, rows: usize) -> Option<Choice> {
    match act {
        Act::InputAccept => Some(Choice::Take(at)),
        Act::PickerChoose => Some(Choice::Take(arg?.parse::<usize>().ok()?.checked_sub(1).unwrap_or(9))),
        other => moved(other, None, at, rows).map(Choice::Go),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_repeats_a_move_and_no_move_leaves_the_list() {
        let table = [
            (Act::ListDown, Some(3), 5),
            (Act::ListUp, Some(9), 0),
            (Act::ListHalfDown, None, 12),
            (Act::ListPageUp, Some(2), 0),
            (Act::ListBottom, None, 29),
            (Act::ListTop, Some(7), 0),
        ];
        for (act, count, wanted) in table {
            assert_eq!(moved(act, count, 2, 30), Some(wanted), "{act:?}");
        }
        assert_eq!(moved(Act::ListDown, Some(u32::MAX), 0, 0), Some(0), "of nothing");
        assert_eq!(moved(Act::Open, None, 2, 30), None);
    }

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
