//! From a buffer to a frame: text rows and style runs.
//!
//! The five ways in which a cell joins a run (play.md §1.6 rule 4) keep the number of runs small and make them insensitive to blanks: a selection that moves one
//! row changes that row's line and nothing else.

use crate::play::frame::Frame;
use crate::play::frame::Header;
use crate::play::frame::Place;
use crate::play::frame::Run;
use crate::play::frame::grid;
use crate::play::frame::grid::Seen;
use crate::play::look::Look;
use crate::play::look::RoleNames;
use ratatui::buffer::Buffer;
use std::collections::BTreeMap;

/// Over how many unstyled blanks a run reaches to the next word of the same style.
const REACH: u16 = 3;

struct Draft {
    from: u16,
    to: u16,
    look: Look,
    blanks_only: bool,
}

impl Frame {
    /// The frame of a buffer. `cursor` is nothing when it is hidden; `roles` names the styles of the theme in use.
    pub fn from_buffer(buffer: &Buffer, header: Header, cursor: Option<Place>, roles: &dyn RoleNames) -> Self {
        let mut frame = Self {
            header,
            width: buffer.area.width,
            height: buffer.area.height,
            cursor,
            rows: Vec::new(),
            runs: Vec::new(),
            legend: BTreeMap::new(),
        };
        for row in 0..frame.height {
            let seen = grid::visible(buffer, row);
            let text: String = seen.iter().map(|cell| cell.text.as_str()).collect();
            frame.rows.push(text.trim_end_matches(' ').to_owned());
            let runs = runs(&seen).into_iter().map(|draft| frame.named(draft, roles)).collect();
            frame.runs.push(runs);
        }
        frame
    }

    fn named(&mut self, draft: Draft, roles: &dyn RoleNames) -> Run {
        let name = match roles.name(&draft.look.style()) {
            Some(role) => {
                self.legend.insert(role.clone(), draft.look);
                role
            }
            None => draft.look.to_string(),
        };
        Run { from: draft.from, to: draft.to, name }
    }
}

fn runs(cells: &[Seen]) -> Vec<Draft> {
    let mut runs: Vec<Draft> = Vec::new();
    let mut only_blanks_since = true;
    for cell in cells {
        let blank = cell.is_blank();
        if cell.look.is_plain() {
            only_blanks_since &= blank;
            continue;
        }
        match runs.last_mut() {
            Some(run) if joins(run, cell, only_blanks_since) => {
                run.to = cell.last;
                if !blank {
                    run.look = cell.look;
                    run.blanks_only = false;
                }
            }
            _ => runs.push(Draft { from: cell.col, to: cell.last, look: cell.look, blanks_only: blank }),
        }
        only_blanks_since = true;
    }
    runs
}

/// Whether the cell belongs to the run before it. `only_blanks`: nothing but unstyled blanks lies between.
fn joins(run: &Draft, cell: &Seen, only_blanks: bool) -> bool {
    let gap = cell.col - run.to - 1;
    if gap > 0 {
        // Reaching over blanks is right only where the style does not show on them.
        return !cell.is_blank()
            && gap <= REACH
            && only_blanks
            && run.look == cell.look
            && cell.look.on_blank().is_plain();
    }
    let takes_over = !cell.is_blank() && run.blanks_only && cell.look.on_blank() == run.look;
    let extends_blank = cell.is_blank() && run.look.on_blank() == cell.look;
    run.look == cell.look || extends_blank || takes_over
}
