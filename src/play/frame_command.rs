//! `entrepot frame`: shows a frame file as a person reads it, or what differs between two.

use crate::play::diff::diff;
use crate::play::frame::Frame;
use crate::play::run::Said;
use clap::Subcommand;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What `entrepot frame` does.
#[derive(Debug, Clone, Subcommand)]
pub enum FrameCommand {
    /// Show the text of a frame
    Show {
        /// The frame
        file: PathBuf,
    },
    /// Show what differs; exit code 1 when something does
    Diff {
        /// The old frame
        old: PathBuf,
        /// The new one
        new: PathBuf,
    },
}

/// Does it.
pub fn main(command: &FrameCommand) -> Said {
    let done = match command {
        FrameCommand::Show { file } => read(file).map(|frame| Said { out: shown(&frame), ..Said::default() }),
        FrameCommand::Diff { old, new } => both(old, new),
    };
    done.unwrap_or_else(|err| Said { err, code: 2, ..Said::default() })
}

fn both(old: &Path, new: &Path) -> Result<Said, String> {
    let found = diff(&read(old)?, &read(new)?);
    Ok(Said { out: found.report, code: u8::from(!found.same), ..Said::default() })
}

fn read(path: &Path) -> Result<Frame, String> {
    let text = fs::read_to_string(path).map_err(|why| format!("{}: {why}\n", path.display()))?;
    text.parse().map_err(|why| format!("{}: {why}\n", path.display()))
}

fn shown(frame: &Frame) -> String {
    let lines = frame.header.lines(frame.width, frame.height, frame.cursor);
    let head: String = lines.iter().map(|(key, value)| format!("{key:<8}{value}\n")).collect();
    let rows: String =
        frame.rows.iter().enumerate().map(|(row, text)| format!("{}│{text}\n", frame.row_number(row))).collect();
    head + &rows
}
