//! Doctor: how large a desk is, who holds it, what lies about from earlier damage, and what to do about it.
//!
//! It measures and advises; it mends nothing and needs no open desk.

use crate::desk::journal::Head;
use crate::desk::lock;
use crate::desk::lock::Holder;
use crate::domain::msg::Msg;
use chrono::DateTime;
use chrono::Utc;
use std::fs;
use std::io;
use std::path::Path;

/// Below this much free space the desk may stop taking entries soon.
const SCARCE_BYTES: u64 = 1 << 30;
/// A view is worth compacting only from this size on,
const LARGE_VIEW: u64 = 64 << 20;
/// and only when it has grown to so many times the journal.
const GROWN: u64 = 8;
/// Entries after the last saved tables from which opening takes noticeably longer.
const FAR_BEHIND: u64 = 50_000;

/// Files and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// How many files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// The measures of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// The journal's segments.
    pub journal: Size,
    /// Evidence, imports, lists.
    pub files: Size,
    /// The view, with the saved tables.
    pub view: Size,
    /// The saved tables alone, bytes.
    pub tables: u64,
    /// Records, when the caller has the desk open.
    pub records: Option<u64>,
    /// Who holds the desk, when somebody does; the inner nothing is a holder who has not said its name.
    pub holder: Option<Option<Holder>>,
    /// The entry and the time of the last saved tables.
    pub checkpoint: Option<(u64, DateTime<Utc>)>,
    /// The last entry, when the caller has the desk open.
    pub head: Option<Head>,
    /// Names of torn ends moved aside.
    pub torn: Vec<String>,
    /// Names of damaged views kept.
    pub damaged: Vec<String>,
    /// Bytes of the damaged views.
    pub damaged_bytes: u64,
    /// Free bytes of the disk for this user.
    pub free: u64,
    /// All bytes of the disk.
    pub total: u64,
}

/// Measures the desk in a folder. Records and head come from whoever has it open.
pub fn doctor(dir: &Path, records: Option<u64>, head: Option<Head>) -> io::Result<Health> {
    let disk = rustix::fs::statvfs(dir)?;
    let mut health = Health {
        journal: size(&dir.join("journal"), is_segment)?,
        files: size(&dir.join("files"), |_| true)?,
        view: size(&dir.join("view"), |_| true)?,
        records,
        head,
        holder: lock::held_by(dir)?,
        free: disk.f_bavail.saturating_mul(disk.f_frsize),
        total: disk.f_blocks.saturating_mul(disk.f_frsize),
        ..Health::default()
    };
    health.torn = names(&dir.join("journal"), "torn-")?;
    health.damaged = names(dir, "view.damaged-")?;
    for name in &health.damaged {
        health.damaged_bytes += size(&dir.join(name), |_| true)?.bytes;
    }
    let tables = dir.join("view").join("roster.bin");
    if let (Ok(meta), Ok(bytes)) = (fs::metadata(&tables), fs::read(&tables)) {
        health.tables = meta.len();
        let seq = bytes.first_chunk::<8>().map(|b| u64::from_le_bytes(*b));
        let at = meta.modified().ok().map(DateTime::<Utc>::from);
        health.checkpoint = seq.zip(at);
    }
    Ok(health)
}

fn is_segment(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "jsonl")
}

fn names(dir: &Path, prefix: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for item in fs::read_dir(dir)? {
        let name = item?.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) {
            found.push(name);
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn size(dir: &Path, wanted: fn(&str) -> bool) -> io::Result<Size> {
    let mut out = Size::default();
    let items = match fs::read_dir(dir) {
        Ok(items) => items,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(out),
        Err(why) => return Err(why),
    };
    for item in items {
        let item = item?;
        let Ok(meta) = item.metadata() else { continue };
        if meta.is_dir() {
            let inner = size(&item.path(), wanted)?;
            out.files += inner.files;
            out.bytes += inner.bytes;
        } else if wanted(&item.file_name().to_string_lossy()) {
            out.files += 1;
            out.bytes += meta.len();
        }
    }
    Ok(out)
}

impl Health {
    /// Bytes of the view per record, when records are known.
    pub fn view_per_record(&self) -> Option<u64> {
        self.view.bytes.checked_div(self.records?)
    }

    /// The measures in words.
    pub fn lines(&self) -> Vec<Msg> {
        let sized = |id: &'static str, size: Size| Msg::new(id).with("files", size.files).with("bytes", size.bytes);
        let mut out = vec![
            sized("doctor-journal", self.journal),
            sized("doctor-files", self.files),
            sized("doctor-view", self.view),
            Msg::new("doctor-tables").with("bytes", self.tables),
            Msg::new("doctor-disk").with("free", self.free).with("total", self.total),
        ];
        if let (Some(records), Some(bytes)) = (self.records, self.view_per_record()) {
            out.push(Msg::new("doctor-ratio").with("records", records).with("bytes", bytes));
        }
        if let Some((seq, at)) = self.checkpoint {
            let at = at.format("%Y-%m-%d %H:%M UTC").to_string();
            out.push(Msg::new("doctor-checkpoint").with("seq", seq).with("at", at));
        }
        match &self.holder {
            None => out.push(Msg::new("doctor-free")),
            Some(None) => out.push(Msg::new("doctor-held-unknown")),
            Some(Some(holder)) => {
                let msg = Msg::new("doctor-held").with("operator", holder.operator.as_str());
                let msg = msg.with("host", holder.host.as_str()).with("pid", i64::from(holder.pid));
                out.push(msg.with("since", holder.since.format("%Y-%m-%d %H:%M UTC").to_string()));
            }
        }
        out
    }

    /// What to do.
    pub fn advice(&self) -> Vec<Msg> {
        let mut out = Vec::new();
        if self.free < SCARCE_BYTES || self.free < self.journal.bytes {
            out.push(Msg::new("doctor-advice-disk").with("free", self.free));
        }
        if self.view.bytes > LARGE_VIEW && self.view.bytes / GROWN > self.journal.bytes {
            out.push(
                Msg::new("doctor-advice-rebuild").with("view", self.view.bytes).with("journal", self.journal.bytes),
            );
        }
        if !self.torn.is_empty() {
            out.push(Msg::new("doctor-advice-torn").with("files", self.torn.clone()));
        }
        if !self.damaged.is_empty() {
            let msg = Msg::new("doctor-advice-damaged").with("folders", self.damaged.clone());
            out.push(msg.with("bytes", self.damaged_bytes));
        }
        let saved = self.checkpoint.map_or(0, |(seq, _)| seq);
        if let Some(behind) = self.head.map(|head| head.seq.saturating_sub(saved)).filter(|n| *n > FAR_BEHIND) {
            out.push(Msg::new("doctor-advice-checkpoint").with("entries", behind));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::tests::Bench;
    use crate::i18n::check;

    #[test]
    fn a_sound_desk_is_measured_and_gets_no_advice() {
        let bench = Bench::new();
        let desk = bench.open();
        bench.partner(&desk, "lin", "Nordlicht");
        desk.checkpoint();
        let (records, head) = desk
            .with_state(|state, journal| {
                use crate::desk::journal::Journal;
                (state.meta.counts.values().sum(), journal.head())
            })
            .unwrap();
        let health = doctor(bench.dir.path(), Some(records), Some(head)).unwrap();
        assert!(health.journal.bytes > 0 && health.view.bytes > 0 && health.tables > 0 && health.total > health.free);
        assert_eq!(health.checkpoint.unwrap().0, 2);
        assert_eq!(health.holder.clone().flatten().unwrap().operator, "test");
        assert_eq!(health.advice(), Vec::new());
        drop(desk);
        assert_eq!(doctor(bench.dir.path(), None, None).unwrap().holder, None);
    }

    #[test]
    fn what_lies_about_and_what_is_scarce_is_named_in_words_of_every_language() {
        let health = Health {
            free: 5,
            view: Size { files: 3, bytes: 1 << 30 },
            journal: Size { files: 1, bytes: 1000 },
            torn: vec!["torn-7".into()],
            damaged: vec!["view.damaged-1".into()],
            records: Some(10),
            head: Some(Head { seq: 100_000, ..Head::default() }),
            checkpoint: Some((1, DateTime::UNIX_EPOCH)),
            holder: Some(Some(crate::desk::tests::holder())),
            ..Health::default()
        };
        assert_eq!(health.advice().len(), 5);
        let unknown = Health { holder: Some(None), ..Health::default() };
        for msg in
            health.advice().iter().chain(&health.lines()).chain(&unknown.lines()).chain(&Health::default().lines())
        {
            assert_eq!(check::fits(msg), Vec::<String>::new());
        }
    }
}
