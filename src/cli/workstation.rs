//! `entrepot` without a command: opens the workstation.

use crate::app::ThemeName;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::domain::msg::Msg;
use crate::runtime;
use crate::runtime::WorkstationError;
use crate::runtime::WorkstationOptions;
use crate::ui::Depth;
use std::process::ExitCode;

/// Opens it and stays until it is left.
pub fn run(global: &Global, out: &mut Out) -> Result<ExitCode, Fail> {
    let (dir, operator, only) = opening::workplace(global)?;
    let options = WorkstationOptions {
        dir: dir.clone(),
        operator,
        only,
        locale: out.locale,
        theme: theme(global)?,
        colours: colours(global)?,
        ascii: global.ascii,
        keymaps: global.keymap.iter().cloned().collect(),
        clock: global.clock.clone(),
        seed: global.seed,
    };
    let left = runtime::workstation(options).map_err(|why| match why {
        WorkstationError::Desk(why) => opening::failure(&dir, &why),
        WorkstationError::Clock(_) | WorkstationError::Keymap { .. } => {
            Fail::new(Kind::Config, Msg::new("cli-workstation")).cause(&why)
        }
        WorkstationError::Terminal(_) => Fail::user(Msg::new("cli-workstation")).cause(&why),
    })?;
    for wrong in &left.keymap {
        Out::warn(&wrong.render());
    }
    Ok(ExitCode::from(left.code))
}

fn theme(global: &Global) -> Result<ThemeName, Fail> {
    let Some(name) = &global.theme else { return Ok(ThemeName::default()) };
    ThemeName::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = ThemeName::ALL.iter().map(|(_, name)| *name).collect();
        Fail::user(Msg::new("cli-no-theme").with("found", name.as_str()))
            .hint(Msg::new("cli-known").with("known", known))
    })
}

fn colours(global: &Global) -> Result<Option<Depth>, Fail> {
    let Some(name) = &global.colours else { return Ok(None) };
    match name.as_str() {
        "none" => Ok(Some(Depth::None)),
        "16" => Ok(Some(Depth::Sixteen)),
        "256" => Ok(Some(Depth::Ansi256)),
        "true" => Ok(Some(Depth::True)),
        other => Err(Fail::user(Msg::new("cli-no-colours").with("found", other))
            .hint(Msg::new("cli-known").with("known", vec!["none", "16", "256", "true"]))),
    }
}
