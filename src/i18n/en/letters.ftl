# letters: what partners are asked for in writing, and the clock that stands still meanwhile; one id, every locale.

kind-letter = Letter
kinds-letter = Letters

field-approved-at = Approved at
field-approved-by = Approved by
field-asked-for = Asked for
field-body = Text
field-contact = Contact
field-ended-at = Waiting ended
field-how = How it was sent
field-sendings = Sendings
field-subject-line = Subject line
field-template = Template
field-wait-until = Wait until

code-letter-way-email = E-mail
code-letter-way-portal = Partner portal
code-letter-way-post = Post
code-letter-way-hand = By hand
code-letter-language-en = English
code-letter-language-zh = Chinese
code-clock-running = running
code-clock-paused = paused
code-clock-stopped = stopped

state-letter-draft = draft
state-letter-approved = approved
state-letter-sent = waiting
state-letter-overdue = overdue
state-letter-answered = answered
state-letter-closed = closed
state-letter-withdrawn = withdrawn

verb-letter-create = Draw up letter
verb-letter-change = Change letter
verb-letter-approve = Approve letter for sending
verb-letter-reopen = Back to draft
verb-letter-send = Record as sent
verb-letter-remind = Record a reminder
verb-letter-lapse = Letter overdue
verb-letter-answer = Record the answer
verb-letter-close = Close letter
verb-letter-withdraw = Take letter back

letter-template-documents-missing = Documents missing
letter-template-finding-clarification = Findings to explain
letter-template-review-questionnaire = Periodic review
letter-template-training-due = Training due
letter-template-insurance-gaps = Insurance to be corrected
letter-template-insurance-renewal = Insurance ends

# What a letter asks for; read by the partner.
letter-item-missing = { $document } ({ $code })
letter-item-rejected = { $document } ({ $code }), number { $number }: could not be accepted, please send it again
letter-item-expired = { $document } ({ $code }): ran out on { $to }
letter-item-again = { $document } ({ $code }), number { $number }
letter-item-cover-ends = { $cover }, policy { $policy }: ends on { $to }
letter-item-cover-ended = { $cover }, policy { $policy }: ended on { $to }
letter-no-items = (see above)
letter-anybody = Sir or Madam
letter-platform = Partner qualification, for the platform

# The screen.
letter-title = Letter to { $id }
letter-to = To
letter-made = Made from
letter-subject = Subject
letter-asked = { $count ->
    [one] { $count } thing asked for
   *[other] { $count } things asked for
}
letter-no-contact = no contact on file: add one to the partner
letter-begun = Taken up as it was left: text, recipient and language; esc twice begins anew
letter-begun-gone = Taken up as it was left, but { $name } is no contact any more: c chooses who gets it
letter-edited-stays = The text was edited and stays as it is; esc twice begins anew
letter-esc-again = The text was edited; esc once more drops it, ctrl-s keeps it as a draft

value-wait-over = { $found } is over: wait until today or later
refused-fixed = { $id } cannot be changed: it is { $state }
refused-letter-partners = A letter goes to one partner; marked are things of { $count }
refused-letter-nobody = { $id } belongs to no partner, so nobody can be written to about it

view-letters = Letters
column-clock = Clock
column-contact = Contact
column-how = How
column-reminders = Rem
column-subject-line = Subject
column-wait-until = Wait
column-written-by = By

today-letters-answered = letters answered
today-letters-overdue = letters overdue
today-letters-waiting = letters waiting for partners

cli-letter-who = A letter goes to a partner
cli-letter-hint = entrepot new letter partner=P-000123 [template=documents-missing] [asked_for=D-000007,PTR-002:P-000123:D-INS]

# Approval before sending.
code-approval-free = not needed
code-approval-needed = needed
code-approval-given = given
column-approval = Approval
letter-kept-to-approve = { $id } is kept: another person approves it before it is sent (Today, letters to approve)
letter-asks-approval = needs approval
guard-letter-unapproved = { $id } is about insurance: another person than its writer approves it before it is sent
refused-own-letter = { $id } was written or changed by { $by }: somebody else approves it
verify-letter-unapproved = { $by } recorded { $id } as sent, and nobody had approved it
today-letters-approve = letters to approve
today-letters-approved = letters approved, to be sent
