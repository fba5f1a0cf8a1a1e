# app: tabs, views, columns, Today, detail, status line, command line.

# Tabs and views
tab-review = Review
tab-review-short = Rev
tab-partners = Partners
tab-partners-short = Par
tab-audit = Audit
tab-audit-short = Aud
view-today = Today
view-queue = Queue
view-mine = Mine
view-cases = Cases
view-findings = Findings
view-expiring = Expiring
view-partners = Partners
view-documents = Documents
view-journal = Journal
view-operators = Operators

# Columns
column-at = When
column-blocking = Blocking
column-by = Who
column-code = Code
column-country = CC
column-credit = Credit
column-docs = Docs
column-docs-missing = Missing documents
column-filed-by = Filed by
column-findings = Findings
column-from = From
column-hash = Hash
column-id = Id
column-issued = Issued
column-lapse = Next lapse
column-left = Left
column-login = Login
column-markets = Markets
column-message = What it says
column-modes = Modes
column-name = Name
column-number = Number
column-open = Open
column-owner = Owner
column-partner = Partner
column-partner-id = Of
column-proposed = Proposed
column-review = Review due
column-review-due = Review due
column-risk = Risk
column-role = Role
column-roles = Roles
column-rule = Rule
column-seq = Entry
column-severity = Sev
column-stance = Stance
column-state = State
column-step = Step
column-type = Type
column-until = Until
column-verb = What
column-what = What
column-why = Why

# Today
today-heading = What waits on { $day }
today-overdue = overdue
today-due-today = due today
today-waiting-for-me = waiting for me
today-returned-to-me = returned to me
today-waiting-for-others = waiting for others
today-lapses-7 = documents lapse within 7 days
today-lapses-30 = documents lapse within 30 days
today-lapses-90 = documents lapse within 90 days
today-blocking = blocking findings
today-reviews-due = periodic reviews due in 30 days
today-documents = documents to check
today-drafts = drafts of mine
today-changed = What changed on what is mine
today-nothing-changed = Nothing changed lately.

# Detail
detail-state = State
detail-blocks = Blocks
detail-lapses = Lapses next
detail-next = Next step
detail-since = since { $day } · rev { $rev }
detail-nothing-blocks = nothing blocks
detail-open = { $n ->
    [one] { $n } open finding
   *[other] { $n } open findings
}
detail-nothing-lapses = nothing known
detail-no-step = none from here
detail-documents = Required documents { $n }/{ $total }
detail-findings = Findings { $n }
detail-cases = Cases
detail-fields = Fields

# The frame
app-count = { $n } of { $total }
app-sorted = sort: { $column } { $arrow }
app-marked = { $n } marked
app-as-at-bar = AS KNOWN { $day } 24:00 { $offset } · read-only
app-as-at-read-only = You look at { $day }; nothing can be written. Type :as-at now to come back.
app-as-at-future = That day has not been yet.
app-desk-synced = { $seq } { $sign } synced
app-desk-working = working…
app-desk-building = working { $n } %
app-desk-read-only = read-only
app-desk-lost = lost contact
app-loading = Loading…
app-building = The lists are being built: { $done } of { $total }.
app-empty-batches = No batch is drawn yet. One is drawn from cases: mark two or more in Queue, Mine or Cases with { $mark }, then { $approve } (or “Draw a batch” in the palette).
app-key-elsewhere = { $key } ({ $action }) is a key of { $views }
app-empty-insurers = No insurer is on the list, and as long as none is no certificate is held against it. { $new } drafts one, `entrepot import insurers FILE` many; two people put each of them on the list.
app-empty = There is nothing here yet.
app-no-match = None of { $total } matches the filter. Press \ to clear it.
app-filter-wrong = The filter is not complete.
app-more-keys = { $n } more…
app-help-title = Keys that work here
app-help-nothing = No key does “{ $what }” here.
app-history-title = History of { $id }
app-no-differences = no differences
app-no-action = No action is called so.

# What became of it
app-copied = Copied: { $what }
app-copy-refused = Not copied: { $why }
app-cancelled = Given up; the rows are the old ones.
app-exporting = Writing { $path }…
app-exported = { $n } rows written to { $path }.
app-range-begun = The range begins here; press the key again at its end.
app-undo-question = Undo entry { $seq }, { $verb } of { $id }?
app-quit-question = A draft is not sent ({ $place }). It is kept; quit all the same?

# Why not
app-not-yet = { $what } cannot be opened here.
app-not-here = not on this screen
app-needs-list = This works in a list; go to one with g and a letter.
app-needs-row = No row is under the cursor.
app-needs-case = This works on a case; go to the queue.
app-no-detail = Nothing to show.
app-no-jump = There is no place to go back to.
app-no-filter = No filter is set.
app-no-marks = Nothing is marked.
app-no-tab = There is no tab { $n } yet.
app-no-view = There is no view called { $what }.
app-no-list = There is no list for { $id }.
app-no-evidence = No copy is filed for this.
app-not-found = Nothing is called “{ $what }”.
app-nothing-deeper = There is nothing further to open.
app-nothing-to-repeat = There is nothing to repeat.
app-nothing-to-undo = None of your last entries can be undone.
app-today-elsewhere = { $what }: there is no list of it yet.
app-no-command = There is no command { $what }. Press tab for those there are.
app-no-command-near = There is no command { $what }; did you mean { $near }?
app-no-column = There is no column { $what } here; there are { $columns }.
app-no-field = There is no field { $what }; did you mean { $near }?
app-command-wants = After { $command } comes { $what }.
app-args-id = an id or a name
app-args-kind = a kind: partner, document, person, operator
app-args-import = a kind, a file and perhaps a mapping
app-args-report = register, partner-file, segregation, aeo, insurance or lint, then perhaps a day and a folder
app-args-file = a file name ending in .csv or .jsonl
app-args-lang = en or zh
app-args-theme = auto or mono
app-args-set = a field and its value: owner=lin
app-args-verb = a verb and perhaps an id: partner.suspend P-000123

# Commands
command-open = open ID or name: go to a record
command-filter = filter …: filter the list
command-sort = sort COLUMN, or -COLUMN downwards
command-new = new KIND: a new record
command-set = set [ID] field=value: change a field
command-do = do VERB [ID]: take a step of the life-cycle
command-import = import KIND FILE [mapping]: take a table in
command-export = export FILE: write the list to a file
command-report = report NAME DATE FOLDER: register, partner-file, segregation, aeo, insurance, lint
command-as-at = as-at DATE or now: look at a day as it was known
command-undo = undo: take back my last entry
command-lang = lang en or zh: the language
command-theme = theme auto or mono: the looks
command-help = help: the keys that work here
command-quit = quit: end

# Short labels for the last line
action-list-down-short = down
action-list-up-short = up
action-list-page-down-short = page
action-list-top-short = top
action-list-bottom-short = bottom
action-open-short = open
action-filter-open-short = filter
action-mark-toggle-short = mark
action-verb-menu-short = next step
action-record-new-short = new
action-record-edit-short = edit
action-palette-open-short = actions
action-cmdline-open-short = command
action-help-open-short = keys
action-view-next-short = next view
action-tab-go-short = tab
action-detail-down-short = down
action-detail-up-short = up
action-history-open-short = history
action-diff-open-short = differences
action-copy-id-short = copy id
action-back-short = back
action-input-accept-short = accept
action-input-cancel-short = cancel
action-input-complete-short = complete
action-input-older-short = older
action-confirm-yes-short = yes
action-confirm-no-short = no
action-help-filter-short = filter
action-review-next-open-short = next open
action-evidence-open-short = evidence
action-case-approve-short = approve
action-case-reject-short = reject
action-case-request-changes-short = return
