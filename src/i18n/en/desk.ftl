# What the desk did, refused and found damaged.

done-approved = { $subject } approved by { $by } (proposed by { $proposer }): now { $state }
done-before = Done before, as entry { $seq }
done-changed = { $id }: { $count ->
    [one] one field changed
   *[other] { $count } fields changed
  }
done-changed-state = { $id } changed: now { $state }, to be checked again
refused-undo-checked = What entry { $seq } ({ $verb }) changed was checked before: change it again and have it checked
done-commented = Comment added to { $case }
done-created = { $id } created: { $title }
done-imported = { $created } new, { $changed } changed, { $same } the same, { $rejected } rejected
done-judged = { $case } { $item }: { $verdict }
done-nothing-changed = { $id }: nothing changed
done-proposed = { $id }: { $verb } proposed as { $case }; waits for { $role }
done-reacted = { $finding }: { $verb } noted
done-rejected = { $subject }: { $case } rejected by { $by } (proposed by { $proposer })
done-resubmitted = { $case } on { $subject } is before its checkers again
done-returned = { $subject }: { $case } returned to { $proposer } by { $by }
done-step = { $case }: step { $step } of { $steps } filled by { $by }; { $subject } now waits for { $role }
done-undone = Entry { $seq } ({ $verb }) undone
done-verb = { $id }: { $verb }, now { $state }
done-withdrawn = { $case } on { $subject } withdrawn

effect-done = { $subject } becomes { $state }
effect-none = Nothing: the case is closed
effect-step = Fills step { $step } of { $steps }; the subject stays { $state }

refused-not-found = There is no { $what }
refused-internal = A fault in entrepot: { $what }
refused-view = The view cannot be read: { $why }
refused-not-permitted = { $operator } ({ $held }) may not { $verb }: this needs { $needed }
refused-role-needed = This needs { $needed }
refused-unknown-operator = There is no operator { $operator }
refused-inactive-operator = The account { $operator } is not active
refused-other-login = You are { $user }: on this desk you cannot sign as { $operator }
refused-no-reason = A reason is required for { $verb }
refused-stale = { $id } moved on: you looked at revision { $mine }, it is at { $theirs } by { $by }
refused-held = The dossier of { $subject } is not the one you looked at; { $case } is held
refused-fields = { $count ->
    [one] One field is not right: { $fields }
   *[other] { $count } fields are not right: { $fields }
  }
refused-unknown-verb = There is no verb { $verb }
refused-verb-kind = { $verb } is no verb for { $id }
refused-verb-state = { $id } is { $state }: { $verb } does not lead from there
refused-open-case = { $id } waits for { $case }
refused-attest = { $guard } needs an answer: what was done, and what shows it
refused-not-proposer = Only { $by }, who proposed { $case }, may do this
refused-not-waivable = { $rule } cannot be waived
refused-role-conflict = { $operator } cannot hold { $roles } together
refused-undo-created = Entry { $seq } ({ $verb }) made a record: records are never unmade
refused-undo-decision = Entry { $seq } ({ $verb }) holds a decision or a file and stands
refused-undo-moved-on = What entry { $seq } ({ $verb }) wrote was changed since
refused-cancelled = Cancelled
refused-case-closed = The case is closed
refused-not-written = Not done: { $why }
refused-not-stored = The file was not stored: { $why }
refused-file = The file { $sha256 } cannot be read: { $why }

guard-blocking = { $id } has open blocking findings: { $findings }
guard-still-cooling = { $id } was rejected; it may apply again from { $until }
guard-document-expired = { $id } ran out on { $to }
guard-document-no-expiry = { $id } ({ $code }) needs its last day of validity
guard-document-no-file = { $id } has no filed copy
guard-documents-missing = { $id } lacks accepted documents: { $missing }
guard-identifier-invalid = { $id } has an invalid identifier: { $scheme } { $value }
guard-no-policy = No policy { $policy } is active for { $id }

hint-disk = Make room on the disk or mend its rights, then do it again
hint-import-key = Use identifiers[SCHEME].value or id as key in the mapping
hint-look-again = Look at what changed and decide again; what you typed is kept
hint-no-undo = Use a verb or a change instead; every step stays in the journal
hint-open-case = Open { $case } and decide or withdraw it first
hint-operators = The Operators list names everybody who may act here
hint-read-only = Read and export as you need; see the status for the reason
hint-rebuild = Run: entrepot rebuild
hint-second-person = Another person with the role must decide
hint-unknown = The desk was read again from disk: look whether it is there before you repeat it
hint-verbs = Press space n for the verbs that lead from here, or see: entrepot help topics
hint-why = Say why, for those who read it later

import-key-not-indexed = The mapping's key { $path } cannot be looked up
import-key-twice = The key is on several records: { $ids }
import-same-key = The same key as in line { $line }

value-derived = { $field } is written by verbs only
value-no-such-record = There is no { $kind } { $found }
value-taken = { $found } is taken by { $by }
value-waiver-range = A waiver runs from { $from } to { $to } at the longest

damage-broken = The journal is damaged: { $what }. Nothing is written until it is restored from a backup
damage-caught-up = { $entries ->
    [one] One entry was
   *[other] { $entries } entries were
  } brought into the view from the journal
damage-checkpoint = { $what }
damage-checkpoint-failed = The view could not be made durable: { $why }. Nothing is lost; the next opening takes longer
damage-completed = { $what }
damage-missing-entries = Acknowledged entries are missing: { $what }. Restore the journal from a backup
damage-newer = { $what }. Use the newer entrepot; here the desk can only be read
damage-torn = { $what }. Nothing that was acknowledged is lost
damage-view = The view was damaged ({ $why }), was moved aside and made anew from the journal
damage-view-newer = The view knew entry { $view }, the journal ends at { $journal }: acknowledged entries are missing from the journal. Restore it from a backup
damage-view-other = The view was of another journal (entry { $view }) and was made anew

desk-clock-back = The clock says { $now }, the last entry is of { $last }: set the clock right. Until then the desk can only be read
desk-newer-catalogue = The desk's catalogue has version { $version }, which this entrepot does not know: it can only be read
desk-no-rebuild = The view cannot be made anew: { $why }
desk-no-view = The view's folder cannot be written
desk-not-open = The desk is not open { $why }
desk-read-only = Read-only: { $why }

verdict-none = verdict taken back
column-due = Due
column-subject = Record
field-since = since
field-made = made
guard-gaps = { $id } has gaps that are not waived: { $findings }
guard-no-gaps = { $id } has no gap
guard-nothing-waived = { $id } has nothing that was waived
