//! `Snapshot`: the same state in several sizes and colours, masked, compared with its files.

use crate::play::expect::Fault;
use crate::play::frame::Frame;
use crate::play::look::NoRoles;
use crate::play::matching;
use crate::play::matching::Found;
use crate::play::player::Player;
use crate::play::script::Depth;
use crate::play::script::Masked;
use crate::play::script::Snapshot;
use crate::play::seen::Seen;
use crate::play::seen::cursor;
use crate::play::seen::cut;
use crate::play::seen::header;
use crate::play::seen::painted_in;
use crate::play::seen::roles;
use crate::play::stage::Stage;
use crate::play::stage::sides;
use ratatui::buffer::Buffer;
use std::path::Path;

/// The name of a script's file.
pub fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Takes every frame of a snapshot; all are compared before the first difference is told.
pub(super) fn take(player: &mut Player<'_>, stage: &mut Stage, wanted: &Snapshot) -> Result<(), Fault> {
    let now = stage.session.model().size;
    let sizes: Vec<(u16, u16)> = wanted.sizes.iter().map(|size| sides(size.value)).collect();
    let sizes = if sizes.is_empty() { vec![now] } else { sizes };
    let depths: Vec<Depth> = wanted.colours.iter().map(|depth| depth.value).collect();
    let depths = if depths.is_empty() { vec![stage.set.colours] } else { depths };
    let mut first = Ok(());
    for size in sizes {
        if stage.session.model().size != size {
            player.resize(stage, size)?;
        }
        for depth in &depths {
            let compared = one(player, stage, wanted, *depth);
            first = first.and(compared);
        }
    }
    if stage.session.model().size != now {
        player.resize(stage, now)?;
    }
    first
}

fn one(player: &mut Player<'_>, stage: &Stage, wanted: &Snapshot, depth: Depth) -> Result<(), Fault> {
    let (script, test, slug) = player.names();
    let seen = Seen::now(stage, &script, test);
    let painted = painted_in(stage, depth);
    let mut buffer = painted.buffer.clone();
    for mask in player.masks() {
        paint_over(&seen, &mut buffer, mask)?;
    }
    let mut shown = cursor(&painted);
    if let Some(area) = &wanted.area {
        let part = seen.bounds(Some(&area.value))?;
        buffer = cut(&buffer, part);
        shown = shown.filter(|at| part.contains((at.col, at.row).into()));
        shown = shown.map(|at| crate::play::frame::Place { row: at.row - part.y, col: at.col - part.x });
    }
    let header = header(stage, &wanted.name.value, &script, test, depth);
    let mut frame = if wanted.text {
        Frame::from_buffer(&buffer, header, shown, &NoRoles)
    } else {
        Frame::from_buffer(&buffer, header, shown, &roles(stage.session.model(), depth))
    };
    if wanted.text {
        frame.runs.iter_mut().for_each(Vec::clear);
        frame.legend.clear();
    }
    let (w, h) = stage.session.model().size;
    let colours = match depth {
        Depth::None => ".none",
        Depth::Sixteen => ".16",
        Depth::Palette => "",
        Depth::True => ".true",
    };
    let name = format!("{}@{w}x{h}{colours}", wanted.name.value);
    let slug = slug.to_owned();
    player.frames().check(&slug, &name, &frame)
}

/// A mask that hits nothing hides nothing, and is told: it would hide a fault one day.
fn paint_over(seen: &Seen, buffer: &mut Buffer, mask: &Masked) -> Result<(), Fault> {
    let found = match mask {
        Masked::Pat(pat) => seen.find(&pat.value, None)?.0,
        Masked::Area(area) => {
            let part = seen.bounds(Some(&area.value))?;
            let row = |row| Found { row, from: part.left(), to: part.right().saturating_sub(1), text: String::new() };
            (part.top()..part.bottom()).map(row).collect()
        }
    };
    if found.is_empty() {
        return Err(Fault::unmet("a Mask hits nothing on this screen"));
    }
    matching::mask(buffer, &found);
    Ok(())
}
