# assess-screen: the assessment screen and the readiness panel; one id, every locale.

# The screen.
assess-loading = Waiting for the desk …
assess-own = The platform itself
assess-no-items = There are no items.
assess-only-all = all items
assess-only-open = only open
assess-only-weak = only basically or not
assess-only-na = only not applicable
assess-only-changed = only changed
assess-head-total = total { $total } of { $needed }
assess-flag-a = A: not up to standard: { $items }
assess-flag-b = B: standard { $standard } has too many basically: { $items }
assess-flag-c = C: the total of { $total } is too low
assess-flags-none = no flag fails
assess-verdict-UP = up
assess-verdict-BASIC = basically
assess-verdict-NOT = not
assess-verdict-NA = n.a.
assess-verdict-UNASSESSED = open

# The item.
assess-standard = standard { $standard }
assess-critical = Critical: failing it refuses the partner.
assess-changed = Changed since last time: { $what }
assess-compare = {" "}
assess-more = {" "}
assess-now = Now
assess-last = Last time { $id }, { $on }
assess-not-asked = not asked
assess-action = { $what }: { $owner } by { $due }, { $state }
assess-wants = Evidence asked for
assess-cadence-admission = at admission
assess-cadence-change = at every change
assess-cadence-continuous = continuously
assess-cadence-contract = with the contract
assess-cadence-day = daily
assess-cadence-each = each time
assess-cadence-month = monthly
assess-cadence-quarter = quarterly
assess-cadence-risk = by risk
assess-cadence-year = yearly

# What changed since.
assess-changed-new = the item is new
assess-changed-open = nobody judged it then
assess-changed-applies = it is weighed otherwise now
assess-changed-gone = file { $what } is missing
assess-changed-state = { $what } is { $state }
assess-changed-expired = { $what } ran out on { $on }
assess-changed-edited = { $what } was changed
assess-changed-newer = { $newer } was filed after { $what }
assess-changed-closed = its action was closed
assess-changed-late = its action was due on { $on }
assess-changed-far = its action is not due before { $on }

# Said in the status line.
assess-never = { $id } was not assessed yet; n begins an assessment of it.
assess-open-what = Put the cursor on a partner or an assessment.
assess-all-judged = Every item is judged.
assess-digits = 1 up to standard, 2 basically, 3 not, 0 not applicable.
assess-digit-not-allowed = { $item } cannot be { $verdict }; it takes { $known }.
assess-same-none = There is no approved assessment of the same subject by this check-list yet.
assess-same-nothing = Nothing can be taken from { $last }: { $left } items are open and changed.
assess-same-would = { $n } items as in { $last }; { $left } changed and are asked one by one. Press again to take them.
assess-typed-ahead = Typed before the choice was on the screen; press it again.
assess-same-took = { $n ->
    [one] { $n } item
   *[other] { $n } items
} as last time{ $refused ->
    [0] .
   *[other] {", "}{ $refused } refused.
}

# What is asked for.
assess-ask-na = { $item }: why is it not applicable?
assess-ask-basic = { $item } basically: what was found, what is done
assess-ask-not = { $item } not up to standard: what was found, what is done
assess-ask-comment = Comment on { $item }
assess-pick-title = Evidence for { $item }
assess-pick-title-verdict = Evidence for { $item }, { $verdict }
assess-pick-kind = Filed as { $kind }. For another kind: :evidence site:PATH
assess-pick-none = Nothing is on file. Type the path of a file, or a document's id.
assess-pick-no-match = Nothing fits; enter takes what is typed as a path or an id.
assess-pick-line = Filter or path
assess-pick-hint = / to type
assess-pick-file = file { $sha256 }
assess-pick-no-such = There is no such line.
assess-pick-path = Type the path of a file, or a document's id.

# The proposal.
assess-propose-title = Propose { $id } rev { $rev }?
assess-points = Total
assess-flags = Flags
assess-basic = Basically
assess-items-open = Open
assess-actions = Actions
assess-fact-total = { $total } of { $needed } needed
assess-fact-standing = { $standing }
assess-fact-decision = { $decision }
assess-fact-none-open = none
assess-fact-items = { $n }: { $items }

# The readiness panel.
readiness-title = Readiness on { $day }, as if customs assessed today
readiness-no-lists = No check-list for the platform is in force.
readiness-none = There is no assessment by { $list } yet; create one under Partners, Assessments.
readiness-never = never assessed
readiness-not-in-force = not in force
readiness-unanswered = Total and flags are open: none of { $all } items is answered yet
readiness-open-total = Total and flags are open: { $open } of { $all } items wait
readiness-open-fails = Total is open: { $open } of { $all } items wait · fails already: { $flags }
readiness-total = Total { $total } · { $flags }
readiness-count = { $n } { $what }
readiness-lapsing = Evidence that has run out: { $gone }; by 30 days { $d30 }, by 60 days { $d60 }, by 90 days { $d90 }
readiness-overdue = Actions late ({ $n })
readiness-open = Open items ({ $n })
assess-legend-UP = up
assess-legend-BASIC = basically
assess-legend-NOT = not
assess-legend-NA = n.a.
assess-legend-UNASSESSED = open
command-evidence = Show the item under the cursor with a file or document
command-readiness = How ready the platform is, by one check-list or all

# Short labels of keys.
action-evidence-add-short = Evidence
action-assess-only-short = Filter
action-assess-propose-short = Propose
assess-evidence-where = Evidence is added to an item of an open assessment: open one first
