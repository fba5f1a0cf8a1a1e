# Labels of contexts and actions, for help, palette, footer and which-key. Short imperatives, at most 28 columns.

context-global = Everywhere
context-table = Lists
context-partners = Partners
context-documents = Documents
context-queue = Review queue
context-findings = Findings
context-audit = Audit
context-history = History
context-detail = Detail
context-review = Review
context-form = Form
context-confirm = Confirm
context-picker = Choice
context-palette = All actions
context-cmdline = Command line
context-prompt = Input line
context-help = Help
context-text = Text fields

action-tab-go = Go to a tab

action-view-next = Next view
action-view-prev = Previous view
action-view-go = Go to a view

action-back = Go back

action-jump-back = Jump back

action-cmdline-open = Open the command line
action-cmdline-run = Run a command

action-palette-open = Show all actions

action-help-open = Show keys and help

action-undo = Undo

action-repeat = Repeat the last action

action-redraw = Redraw the screen

action-suspend = Suspend to the shell

action-quit = Quit

action-list-down = Move down
action-list-up = Move up
action-list-half-down = Half a page down
action-list-half-up = Half a page up
action-list-page-down = Page down
action-list-page-up = Page up
action-list-top = Go to the top
action-list-bottom = Go to the bottom

action-open = Open

action-filter-open = Filter
action-filter-clear = Clear the filter
action-filter-apply = Apply a saved filter

action-sort-next = Sort by the next column
action-sort-reverse = Reverse the order
action-sort-by = Sort by a column

action-list-columns = Choose columns

action-mark-toggle = Mark
action-mark-all = Mark all
action-mark-range = Mark a range
action-mark-none = Clear all marks

action-copy-id = Copy the id

action-history-open = Show the history

action-diff-open = Show what changed

action-record-new = New
action-record-edit = Edit

action-import = Import

action-export = Export

action-pane-next = Next pane

action-detail-down = Scroll the detail down
action-detail-up = Scroll the detail up
action-detail-page-down = Detail: page down
action-detail-page-up = Detail: page up
action-detail-top = Detail: to the top
action-detail-bottom = Detail: to the bottom

action-review-next = Next item
action-review-prev = Previous item
action-review-next-open = Next open item
action-review-prev-open = Previous open item

action-verdict = Give a verdict

action-comment = Comment

action-evidence-open = Open the evidence
action-evidence-copy = Copy the evidence command

action-case-approve = Approve
action-case-reject = Reject
action-case-request-changes = Request changes
action-case-withdraw = Withdraw
action-case-waive = Waive

action-verb-menu = Next step

action-do = Do a life-cycle step

action-confirm-yes = Yes, do it
action-confirm-no = No, go back
action-confirm-comment = Confirm with a comment
action-confirm-submit = Confirm what was typed
action-confirm-down = Scroll down
action-confirm-up = Scroll up

action-form-next = Next field
action-form-prev = Previous field
action-form-choose = Choose a value
action-form-save = Save
action-form-cancel = Cancel
action-form-editor = Edit in $EDITOR
action-form-paste-row = Paste a spreadsheet row
action-form-add-row = Add a row
action-form-remove-row = Remove the row

action-input-accept = Accept
action-input-cancel = Cancel
action-input-complete = Complete
action-input-complete-prev = Complete backwards
action-input-older = Older entry
action-input-newer = Newer entry

action-picker-choose = Choose by number
action-picker-filter = Filter the choices

action-help-filter = Filter the help

action-text-left = Left
action-text-right = Right
action-text-word-left = One word left
action-text-word-right = One word right
action-text-home = To the start
action-text-end = To the end
action-text-backspace = Delete backwards
action-text-delete = Delete forwards
action-text-delete-word = Delete the word before
action-text-delete-start = Delete to the start
action-text-delete-end = Delete to the end
