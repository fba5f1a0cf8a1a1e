//! What the journal does when the disk fails: it never claims more, nor less, than it knows.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use super::*;
use crate::desk::journal::segment::Sink;

/// Fails as told: after so many bytes, or at the sync.
struct Failing {
    inner: Box<dyn Sink>,
    bytes: usize,
    kind: io::ErrorKind,
    syncs: Arc<AtomicU32>,
}

impl Sink for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes == 0 {
            return Err(self.kind.into());
        }
        let n = bytes.len().min(self.bytes);
        self.bytes -= n;
        self.inner.write(&bytes[..n])
    }

    fn sync(&mut self) -> io::Result<()> {
        self.syncs.fetch_add(1, Ordering::Relaxed);
        Err(io::Error::other("the disk did not answer"))
    }

    fn length(&self) -> io::Result<u64> {
        self.inner.length()
    }
}

fn failing(dir: &TempDir, bytes: usize, kind: io::ErrorKind) -> (FileJournal, impl Fn() -> u32 + use<>) {
    let (mut journal, _) = open(dir, &JournalOptions::default());
    let syncs = Arc::default();
    let count = Arc::clone(&syncs);
    let inner = journal.sink.take().unwrap();
    journal.sink = Some(Box::new(Failing { inner, bytes, kind, syncs }));
    (journal, move || count.load(Ordering::Relaxed))
}

#[test]
fn after_a_failed_sync_the_journal_takes_nothing_more_and_does_not_sync_again() {
    let (dir, _) = filled(2, &options());
    let (mut journal, syncs) = failing(&dir, usize::MAX, io::ErrorKind::Other);
    let before = journal.head();
    assert!(matches!(journal.append(2, drafts(3, 3), now()), Err(AppendError::Unknown(_))));
    assert_eq!(journal.head(), before, "an entry that was not acknowledged is in the head");
    assert_eq!(seqs(&journal, 1), [1, 2]);
    let length = segment_bytes(&dir, 1).len();
    let error = journal.append(2, drafts(3, 3), now()).unwrap_err();
    assert!(matches!(error, AppendError::ReadOnly(ReadOnly::Poisoned)), "{error}");
    assert_eq!((segment_bytes(&dir, 1).len(), syncs()), (length, 1));
    assert_eq!(journal.verify().unwrap().first_problem, None);
    drop(journal);
    assert_eq!(open(&dir, &JournalOptions::default()).0.head().seq, 3, "the disk had it");
}

#[test]
fn a_disk_that_fills_up_half_way_leaves_the_outcome_unknown_and_a_torn_end() {
    let (dir, _) = filled(2, &options());
    let (mut journal, _) = failing(&dir, 100, io::ErrorKind::StorageFull);
    let error = journal.append(2, drafts(3, 4), now()).unwrap_err();
    assert!(matches!(&error, AppendError::Unknown(e) if e.kind() == io::ErrorKind::StorageFull), "{error}");
    drop(journal);
    let (mut journal, damages) = open(&dir, &options());
    assert!(matches!(damages[..], [Damage::Torn { seq: 3, bytes: 100, .. }]));
    journal.append(2, drafts(3, 4), now()).unwrap();
}

#[test]
fn a_full_or_read_only_disk_that_took_nothing_says_so_and_recovers_without_reopening() {
    let (dir, _) = filled(2, &options());
    let (mut journal, _) = failing(&dir, 0, io::ErrorKind::StorageFull);
    assert!(matches!(journal.append(2, drafts(3, 3), now()), Err(AppendError::Full(_))));
    assert_eq!(journal.read_only(), None);
    let path = dir.path().join(segment_file_name(1));
    journal.sink = Some(Box::new(segment::FileSink::open(&path, true).unwrap()));
    assert_eq!(journal.append(2, drafts(3, 3), now()).unwrap().head.seq, 3);
    let (mut journal, _) = failing(&dir, 0, io::ErrorKind::ReadOnlyFilesystem);
    let error = journal.append(3, drafts(4, 4), now()).unwrap_err();
    assert!(matches!(error, AppendError::ReadOnly(ReadOnly::FileSystem(_))), "{error}");
    assert_eq!(journal.read_only(), None);
}

#[test]
fn a_file_opened_without_the_right_to_write_poisons_and_loses_nothing() {
    struct NoWrite(fs::File);
    impl Sink for NoWrite {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes)
        }
        fn sync(&mut self) -> io::Result<()> {
            self.0.sync_data()
        }
        fn length(&self) -> io::Result<u64> {
            Ok(self.0.metadata()?.len())
        }
    }
    let (dir, _) = filled(1, &options());
    let (mut journal, _) = open(&dir, &options());
    let file = fs::File::open(dir.path().join(segment_file_name(1))).unwrap();
    journal.sink = Some(Box::new(NoWrite(file)));
    assert!(matches!(journal.append(1, drafts(2, 2), now()), Err(AppendError::Unknown(_))));
    assert_eq!(journal.read_only(), Some(ReadOnly::Poisoned));
    assert_eq!(seqs(&open(&dir, &options()).0, 1), [1]);
}

#[test]
fn another_writer_is_noticed_before_anything_is_written() {
    let (dir, _) = filled(1, &options());
    let (mut journal, _) = open(&dir, &options());
    open(&dir, &options()).0.append(1, drafts(2, 2), now()).unwrap();
    let error = journal.append(1, drafts(3, 3), now()).unwrap_err();
    assert!(matches!(error, AppendError::ReadOnly(ReadOnly::ChangedOutside)), "{error}");
    assert_eq!(seqs(&open(&dir, &options()).0, 1), [1, 2]);
}
