# review: reviews, confirms, prompts, verbs, forms and imports; one id, every locale.

review-data = { $text }
review-more = and { $n } more

# The screen.
review-loading = Opening { $case } …
review-nothing = There is nothing to work through.
review-findings = Findings
review-changes = Changed since the last approval
review-checks = Check-list
review-documents = Documents
review-pane-item = Item
review-pane-diff = Differences
review-pane-history = History
review-pane-evidence = Evidence
review-no-changes = Nothing was changed.
review-waiting = waiting for the desk …
review-held = Held: { $n ->
    [one] { $n } change
   *[other] { $n } changes
} since the proposal. Look at the difference and decide again.
review-difference = { $where }: { $before } → { $after }
review-difference-by = { $where }: { $before } → { $after } ({ $by })
review-revision = rev { $rev } · { $at } · { $by } ({ $role }) · { $verb }
review-before = Before
review-after = After
review-severity = Severity
review-stands = State
review-need = Need
review-filed-by = Filed by
review-opened = opened
review-not-opened = not opened yet
review-document-missing = missing
review-file = { $bytes } bytes, sha256 { $sha256 }
review-keys-check = 1 up to standard · 2 basically · 3 not · 0 not applicable
review-keys-document = 1 accept · 3 reject
review-keys-finding = 1 acknowledge · 2 waive until · 3 false positive
review-keys-evidence = o opens the evidence · O copies its command

# Said in the status line.
review-all-done = Every item is settled.
review-digits-check = On a check-list item: 1 up to standard, 2 basically, 3 not, 0 not applicable.
review-digits-document = On a document: 1 accept, 3 reject.
review-digits-finding = On a finding: 1 acknowledge, 2 waive until, 3 false positive.
review-digits-changed = On a change: 1 marks it as looked at.
review-no-document = No { $code } was filed; there is nothing to accept or reject.
review-reason-wanted = Why is it rejected? Press a digit:
review-no-such-reason = There is no such reason; the document was not rejected.
review-too-many-marked = { $n } items are marked; give a digit to at most { $max } at once.
review-marked-nothing = This digit means nothing on the marked items.
review-nothing-to-take-back = There is no word of yours on this item to take back.
review-no-evidence = There is no evidence on file for this item.
review-copied = Copied: { $what }
review-nothing-to-waive = There is no finding here to waive.
review-comment-on = Comment on { $what }
review-measure = Measure
review-acknowledge = Acknowledge { $rule } of { $subject }
review-waive = Waive { $rule } of { $subject }?
review-false-positive = { $rule } of { $subject } is a false positive?
review-until-past = { $until } is over; a waiver runs until a day to come.
review-effect-waive = opens a case; once a second person agrees it is waived until { $until }
review-effect-false-positive = opens a case; once a second person agrees it no longer counts
review-finding = Finding

# What a case proposes, as a noun.
proposal-partner-propose-admission = admission
proposal-partner-activate = activation
proposal-partner-lift = lifting the suspension
proposal-partner-exit = exit
proposal-partner-reapply = a new application
proposal-partner-record-measure = a measure
proposal-assessment-propose = the result
proposal-assessment-propose-exemption = the exemption
proposal-partner-override-risk = another risk band
proposal-session-approve = the session
proposal-account-propose-approval = the bank account
proposal-hold-lift = lifting the hold
proposal-erasure-propose = the erasure
proposal-operator-grant = the role
proposal-upgrade-propose = the upgrade
proposal-finding-waive = a waiver
proposal-finding-false-positive = a false positive

# Confirms.
confirm-title-approve = Approve { $what } of { $subject } rev { $rev }?
confirm-title-reject = Reject { $what } of { $subject } rev { $rev }?
confirm-title-return = Request changes: { $what } of { $subject } rev { $rev }?
confirm-title-withdraw = Withdraw { $what } of { $subject } rev { $rev }?
confirm-proposed = Proposed
confirm-proposed-by = by { $by } ({ $role }) { $at }
confirm-contributors = contributors { $who }
confirm-policy = Policy
confirm-you = you
confirm-nobody = nobody
confirm-step-filled = { $role } filled by { $who }
confirm-step-open = ▸ { $role } ({ $who })
confirm-step-later = then { $role } ({ $who })
confirm-looked = Looked
confirm-looked-none = no documents on file
confirm-looked-all = { $n ->
    [one] at the only document
   *[other] at all { $n } documents
}
confirm-looked-some = { $n } of { $m } documents (not { $missing })
confirm-open = Open
confirm-open-some = { $n } { $severity } ({ $rules })
confirm-open-none = { $n } { $severity }
confirm-waivers = waivers { $rules }
confirm-waivers-none = waivers none
confirm-changed = Changed
confirm-changed-nothing = nothing since the proposal
confirm-changed-some = { $n } since the proposal: { $paths }
confirm-lapses = lapses ≤ 90 d: { $what }
confirm-waives = Waives
confirm-waiver-until = Until
confirm-waiver-until-ends = { $until } · the cover ends { $ends }
confirm-waiver-through = { $until }
confirm-waiver-measure = Measure
confirm-waiver-what = { $measure }
confirm-waiver-before = Before
confirm-waiver-count = waivers of this rule: { $own } for this partner, { $all } in all
confirm-waiver-sold = Sold
confirm-waiver-year = { $channel } { $year } in twelve months
confirm-effect = Effect
confirm-effect-reject = { $case } ends: the proposal is rejected
confirm-effect-return = { $case } goes back to its maker; votes so far fall
confirm-effect-withdraw = { $case } ends: the proposal is taken back
confirm-key-approve = approve
confirm-key-reject = reject
confirm-key-return = request changes
confirm-key-withdraw = withdraw
confirm-key-yes = yes, do it
confirm-key-sign = sign
confirm-key-back = back
confirm-key-comment = with a comment
confirm-key-accept = accept
confirm-typed-ahead = Typed-ahead keys do not sign; read it and press again.
confirm-cannot-sign = This cannot be signed; the reason stands above.
confirm-still-working = The desk is still working on it.
confirm-reason-required = A reason is required.
confirm-reason-unopened = A reason is required: not opened { $documents }.
confirm-look-first = Required documents were not opened: { $documents }.
confirm-look-first-hint = Open each with o in the review; this policy approves nothing unseen.
confirm-digits-ask = Type the last { $n } digits of the id:
confirm-digits-wanted = Type the digits, then press enter.
confirm-digits-wrong = These are not the digits; nothing was done.
confirm-changed-meanwhile = It was changed meanwhile. Your text is kept; look and decide again.
confirm-hint-own = Somebody else decides it; you can withdraw it.
confirm-hint-ask = { $role } decides: ask { $who }.
confirm-hint-nobody = Nobody free holds { $role }; the administrator can grant it.
confirm-sending = The desk is writing …
confirm-looking = Looking again …
refused-withdraw-others = { $by } proposed this; only the proposer withdraws it.

# Prompts.
prompt-required = This is missing.
prompt-begun = Taken up as it was left
prompt-discard = Discard the comment?
prompt-key-discard = discard
prompt-key-keep = keep

# Verbs.
verbs-menu = Next step for { $id }
verbs-none = Nothing leaves this state.
verbs-no-such = There is no such choice.
verbs-not-offered = { $verb } is not possible for { $id }: it is { $state }.
verbs-title = { $verb }: { $id } rev { $rev }?
verbs-step = { $from } → { $to }
verbs-opens-case = opens a case under { $policy }
verbs-under = case: { $policy }
verbs-fields = Writes

# Forms.
form-new = New: { $kind }
form-edit = Edit { $id } rev { $rev }
form-add-here = (none)
form-discard = Discard the draft?
form-discard-text = What you typed is not saved.
form-draft = Continue the draft?
form-draft-text = Text from before was kept here.
form-row = Take this row?
form-row-text = The row is empty.
form-row-wanted = Paste one row of a spreadsheet now.
form-row-too-long = There is no field for this column.
form-key-continue = continue
form-key-drop = drop it
form-key-take = take it
form-nothing-changed = Nothing was changed.
form-moved-on = The record moved on ({ $n ->
    [one] { $n } change
   *[other] { $n } changes
}). Your text is kept; look and save again.
form-no-such-code = No code fits “{ $found }”.
form-no-rows-here = This field has no rows to add or remove.
form-not-long = Only long texts open in the editor.

# Imports.
import-title = Import { $kind } from { $path }
import-new = { $n } new
import-changed = { $n } changed
import-same = { $n } same
import-rejected = { $n } rejected
import-unmatched = { $n } unmatched
import-asking-choose = Nothing is written yet; rejected and unmatched rows are left out.
import-choose = Not certain who; a digit chooses.
import-left-out = Left out
import-who = Line { $line }: who is “{ $value }”?
import-likeness = { $percent } % alike
import-leave-out = leave the row out
import-no-candidate = No candidate has this digit.
import-nothing-to-choose = There is nobody to choose for this row.
import-reading = Reading the file …
import-planning = Asking the desk what it would do …
import-asking = Nothing is written yet. Rejected rows are left out.
import-nothing-to-do = There is nothing new in this file.
import-progress = { $n } of { $total } rows kept …
import-stopping = Stopping after this part …
import-stopped = Stopped: { $kept } of { $total } rows done; { $created } new, { $changed } changed, { $rejected } rejected are kept.
import-done = Imported: { $created } new, { $changed } changed, { $rejected } rejected.
import-broke-off = Broke off after { $kept } of { $total } rows, which are kept: { $why }
import-line = Line
import-field = Field
import-why = Why not
import-key-yes = import
import-key-stop = stop
import-key-down = scroll

# What a digit does, for the last line.
review-digit-up = good
review-digit-basic = basic
review-digit-not = not
review-digit-na = n/a
review-digit-accept = accept
review-digit-reject = reject
review-digit-acknowledge = acknowledge
review-digit-waive = waive
review-digit-false = false positive
review-digit-seen = seen
review-document-if-needed = if needed
review-document-wanted = wanted
verbs-none-case = A case is decided in its review: go back and press enter on it.
confirm-kept = The reason is kept; nothing is signed yet: { $key } signs now.
confirm-kept-digits = The reason is kept; nothing is signed yet: the digits sign now.

# What the guards of an admission read.
review-facts = Training, risk, assessment
review-facts-waiver = What is waived
review-facts-assessment = Assessment
review-facts-against = In the way
review-keys-fact = enter opens { $id }
review-digits-fact = This is a fact the desk computes: nothing to judge; enter opens its record.
review-no-record = There is no record behind this yet.
review-fact-no-assessment = Assessment
review-fact-exempt = { $list } exempt
review-fact-assessed = { $list } { $total } of { $threshold } needed
review-fact-decision = { $decision }{ $actions ->
    [0] {""}
    [one] , one action open
   *[other] , { $actions } actions open
}
review-fact-proof = Exempt as a trusted enterprise, proven by { $document }
review-fact-result = Basically: { $basic } · not: { $not } · flags: { $flags }
review-fact-valid = Valid { $from } to { $to }
review-fact-decided = Proposed by { $proposed }, approved by { $by } in { $case }
review-fact-action = To do: { $item } { $what } ({ $owner }, by { $due })
review-fact-action-late = Late: { $item } { $what } ({ $owner }, by { $due })
review-fact-passed = { $module } passed{ $score ->
    [none] {""}
   *[other] {" "}with { $score } %
}
review-fact-module-only = { $module }
review-fact-module = { $en } · { $zh }
review-fact-until = to { $to }
review-fact-lapsed = ran out { $to }
review-fact-taken = { $person } on { $on }, edition { $version }
review-fact-risk = Risk { $band }, { $residual } of 100: country { $country }, role { $role }, goods { $goods }, volume { $volume }, owners { $owners }, mode { $mode }; control { $control }
review-fact-waiver = Waived: { $rule }
review-fact-waiver-void = The gap is no longer the one this was proposed for: the waiver would answer nothing.
review-fact-waiver-measure = Measure: { $measure }
review-fact-waiver-through = Waived through { $until }
review-fact-waived-before = Waivers of this rule given before: { $own } for this partner, { $all } in all
review-fact-waiver-until = Waived through { $until }; the cover ends { $ends }
review-fact-exposure = Sold on { $channel } in twelve months: { $year }
