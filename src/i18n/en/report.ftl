# Reports, packs and exports.

kind-export = Export
kinds-export = Exports
view-exports = Exports
state-export-made = made
state-export-handed-over = handed over
verb-export-create = Journal an export
verb-export-hand-over = Record as handed over
verb-export-personal = Export sealed fields
verb-desc-export-hand-over = Somebody outside the house got it
code-export-what-list = list
code-export-what-register = register
code-export-what-partner-file = partner file
code-export-what-segregation = segregation
code-export-what-aeo = evidence matrix
code-export-what-lint = lint
field-what = What
field-as-at = As at
field-filter = Filter
field-entry = Entry
field-count = Count
field-files = Files
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
