# Reports, packs and exports.

kind-export = Export
kinds-export = Exports
view-exports = Exports
state-export-made = made
state-export-handed-over = handed over
verb-export-create = Journal an export
verb-export-hand-over = Record as handed over
verb-export-personal = Export sealed fields
code-export-what-list = list
code-export-what-register = register
code-export-what-partner-file = partner file
code-export-what-segregation = segregation
code-export-what-aeo = evidence matrix
code-export-what-lint = lint
code-export-what-insurance = insurance
field-as-at = As at
field-filter = Filter
field-files = Files
field-entry = Entry
field-count = Count
field-command = Command
field-personal = Personal data
field-recipient = Recipient
column-export = Export
column-of = Of
column-as-at = As at
column-count = Count
column-recipient = Handed to
column-filter = Filter
column-made = Made

report-none = None.
report-masked = (sealed)
report-hash-how = The last line is the hash of every line above it:
report-as-at = As known at the end of
report-filter = Filter
report-count = Count
report-of = Of
report-desk = Desk
report-zone = Time zone
report-entry = Journal entry
report-entry-hash = Its hash
report-entry-at = Journaled
report-program = Program
report-command = Makes this report again
report-id = Id
report-state = State
report-admitted-on = Admitted
report-review-due = Review due
report-risk = Risk
report-by-state = By state
report-partners = Partners
report-register = Register of partners as at { $day }
report-register-done = { $n ->
    [one] One partner in the register as at { $day }.
   *[other] { $n } partners in the register as at { $day }.
}
report-written = Written: { $path } · { $files ->
    [one] one file
   *[other] { $files } files
} · SHA-256 { $sha256 }
report-journaled = Journaled as { $id }.
report-not-journaled = The desk is read-only: this export is not journaled.
report-no-form = No form is known for the ending of `{ $file }`.
report-no-form-hint = Endings: .md, .html, .xlsx, .json; a name without an ending, or with `/` behind it, makes a folder.
report-folder-there = { $path } is there already: nothing is written over a pack.
report-day-missing = `{ $found }` is no day the desk knows: it begins with its first entry.

report-partner-file = File of { $partner } as at { $day }
report-partner-file-done = { $partner } as at { $day }: { $n ->
    [one] one record
   *[other] { $n } records
}, { $files ->
    [one] one file
   *[other] { $files } files
}.
report-segregation = Segregation of duties from { $from } to { $to }
report-segregation-done = { $n ->
    [one] One decision
   *[other] { $n } decisions
} from { $from } to { $to }, by contributors: { $contributors }.
report-findings-of = What the rules say of { $day }, computed with the rules of this program; look-ups in other partners are of today.
report-by-contributors-how = Recomputed from the journal: at each vote, whether the person had proposed the case or contributed to its subject since the last approval.
report-bootstrap = bootstrap
report-bootstrap-how = Entry 1 granted the first roles to { $names }; nobody could approve them.
report-section-identifiers = Identifiers
report-section-documents = Required documents
report-section-findings = Findings
report-section-receipts = Receipts of cases
report-section-history = History
report-section-files = Files
report-missing = missing
report-unknown-scheme = unknown scheme
report-records = Records
report-files = Files
report-revision = Revision
report-made-by = Made by
report-made-at = Made
report-content = Content
report-content-hash = Content hash
report-scheme = Scheme
report-value = Value
report-verdict = Verdict
report-registry = Registry
report-verified-on = Verified
report-valid-to = Valid to
report-code = Code
report-document = Document
report-need = Need
report-number = Number
report-sha256 = SHA-256
report-severity = Severity
report-rule = Rule
report-finding = Finding
report-stance = Stance
report-until = Until
report-case = Case
report-at = When
report-verb = What
report-by = Who
report-role = Role
report-why = Why
report-seen = Seen
report-changes = Changes
report-path = Path
report-bytes = Bytes
report-from = From
report-to = To
report-entries = Entries
report-decisions = Decisions
report-by-contributors = Decisions by contributors
report-refusals = Refused attempts
report-delegations = Delegations
report-grants = Role grants
report-accounts = Operators and persons
report-rule-breaks = Breaches found by verify
report-subject = Subject
report-maker = Maker
report-maker-person = Maker's person
report-ballot = Vote
report-person = Person
report-acted-for = For
report-outcome = Case afterwards
report-login = Login
report-name = Name
report-roles = Roles
report-roles-before = Roles before
report-roles-after = Roles after
report-accounts-of-person = Accounts of this person

report-aeo = { $code } { $title }: evidence matrix as at { $day }
report-aeo-done = { $code }: { $n } items, total { $total }, { $standing }.
report-no-assessment = The platform has no assessment by { $code }: make one and judge its items.
report-checklist = Check-list
report-assessment = Assessment
report-items = Items
report-result = Result
report-total = Total
report-flags = Flags
report-condition = Condition
report-outcome-of = Outcome
report-fails = fails
report-holds = holds
report-flag-a = A: no item is below standard
report-flag-b = B: no standard of internal control or security has more than three basic verdicts
report-flag-c = C: the total reaches the threshold
report-section-conditions = Conditions
report-section-matrix = Evidence matrix
report-section-gaps = What an inspector would stop at
report-section-decided = Who decided on the assessment
report-section-tally = By item
report-item = Item
report-standard = Standard
report-category = Category
report-title = Title
report-evidence = Evidence
report-comment = Comment
report-action = Action
report-owner = Owner
report-due = Due
report-action-state = Action is
report-gap = Missing
report-gap-open = not assessed
report-gap-no-evidence = up to standard without evidence
report-gap-action-overdue = corrective action overdue
report-gap-evidence-gone = its evidence is not on file
report-lint = What customs would find missing on { $day }
report-lint-done = { $n ->
    [0] Nothing is missing.
    [one] One thing is missing, at { $items ->
        [one] one item
       *[other] { $items } items
    }.
   *[other] { $n } things are missing, at { $items ->
        [one] one item
       *[other] { $items } items
    }.
}
report-items-hurt = Items hurt
report-register-differs = The register handed to { $recipient } as at { $day } differs from the register as at that day in { $n ->
    [one] one partner
   *[other] { $n } partners
}: { $ids }

pack-aeo = { $code }: evidence matrix as at { $day }
pack-effect = Makes a folder with the report as Markdown, HTML and XLSX, the files that belong to it and SHA256SUMS; it is journaled as an export. Sealed fields stay masked.
pack-effect-file = Makes one file with the report; it is journaled as an export. Sealed fields stay masked.
pack-file = { $n ->
    [one] one file
   *[other] { $n } files
}
pack-path = Where
pack-made = Made
pack-files = { $n ->
    [one] one file and SHA256SUMS
   *[other] { $n } files and SHA256SUMS
}
pack-journaled = Journaled as
pack-failed = Not made
pack-making = Making the report …
pack-given-up = The report was given up.
pack-key-make = make it
pack-key-close = close
pack-needs-partner = An inspector's pack is of a partner: go to one first.
