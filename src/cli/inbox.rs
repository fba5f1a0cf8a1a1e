//! `entrepot inbox`: the files that arrived, with what they seem to be. Filing is done in the workstation.

use crate::api::inbox::InboxFile;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::i18n::format;
use crate::runtime::inbox;
use serde_json::json;
use std::sync::atomic::AtomicBool;

/// Runs it.
pub fn run(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let files = inbox::look(session.desk(), &AtomicBool::new(false)).map_err(Fail::from)?;
    if out.is_json() {
        return files.iter().try_for_each(|file| out.json(&object(file)));
    }
    let headings = ["file", "bytes", "age", "partner", "code", "filed"];
    let mut grid = Grid::new(headings.iter().map(|name| out.label(&format!("cli-inbox-{name}"), name)).collect());
    grid.right(1);
    grid.right(2);
    let now = opening::clock(global)?.now();
    for file in &files {
        let partner = file.guess.partners.first().map(|found| format!("{} {}", found.id, found.title));
        let code = file.codes.first().map(|code| format!("{} {}", code.as_str(), out.label(&code.label(), "")));
        let filed: Vec<String> = file.guess.filed.iter().map(|(document, _)| document.to_string()).collect();
        grid.row(vec![
            file.file.name.clone(),
            file.file.bytes.to_string(),
            file.file.age_days(now).map(|n| format::days(&out.i18n, n)).unwrap_or_default(),
            partner.unwrap_or_default(),
            code.unwrap_or_default(),
            filed.join(" "),
        ]);
    }
    grid.print(out)
}

fn object(file: &InboxFile) -> serde_json::Value {
    let codes: Vec<&str> = file.codes.iter().map(|code| code.as_str()).collect();
    let filed: Vec<serde_json::Value> = file
        .guess
        .filed
        .iter()
        .map(|(document, partner)| json!({ "document": document, "partner": partner }))
        .collect();
    json!({
        "name": file.file.name,
        "bytes": file.file.bytes,
        "at": file.file.at,
        "sha256": file.sha256,
        "form": file.form,
        "partners": file.guess.partners,
        "codes": codes,
        "stated": file.stated,
        "filed": filed,
    })
}
