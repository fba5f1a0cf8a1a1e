# batches: cases decided together after a drawn sample was looked at; one id, every locale.

kind-batch = Batch
kinds-batch = Batches

field-batch = Batch
field-case = Case
field-cases = Cases
field-dissolved-by = Dissolved by
field-drawn-by = Drawn by
field-left = Left open
field-sample = Sample
field-seed = Drawn from

code-batch-left-changed = changed
code-batch-left-guard = a guard does not hold
code-batch-left-four-eyes = four eyes
code-batch-left-decided = decided on its own

state-batch-drawn = drawn
state-batch-approved = approved
state-batch-dissolved = dissolved

verb-batch-create = Draw batch
verb-batch-approve = Approve batch
verb-batch-dissolve = Dissolve batch

# What the desk says.
done-batch-drawn = { $batch } drawn: { $count ->
    [one] { $count } case
   *[other] { $count } cases
} ({ $verb }), { $sample ->
    [0] none of them to be looked at first
    [one] { $sample } of them to be looked at first
   *[other] { $sample } of them to be looked at first
}
done-batch-approved = { $batch }: { $count ->
    [one] { $count } case
   *[other] { $count } cases
} approved together by { $by }
done-batch-approved-left = { $batch }: { $count ->
    [one] { $count } case
   *[other] { $count } cases
} approved together by { $by }; not approved: { $left }
done-batch-closed = { $batch } closed: every case of it was decided by itself
done-batch-dissolved = { $batch } dissolved: its open cases are decided one by one
done-batch-bad = { $case } on { $subject } was no good: { $batch } is dissolved, its { $count ->
    [one] other case is
   *[other] { $count } other cases are
} decided one by one

batch-refused = { $count } of { $of } cases cannot go into a batch
batch-empty = None of these cases can go into a batch
batch-case-changed = { $case }: { $subject } is not as it was proposed
batch-not-unchanged = { $subject } is { $triage } since its last approval
batch-never-approved = { $subject } was never approved before: nothing says what changed
batch-drawn-before = { $case } was drawn into { $batch } already
batch-one-by-one = { $case }: cases under { $policy } are decided one by one
batch-other-policy = { $case } is under { $policy }, not { $wanted }: draw a batch of its own
batch-case-settled = { $case } is { $state }
batch-not-drawer = { $by } drew this batch and alone may approve the rest of it
batch-sample-open = { $good } of { $of } in the sample are approved; still to decide: { $open }
batch-nothing-left = None of the other cases can be approved with this batch
batch-closed = The batch is { $state }
batch-why = not approved with the batch: { $why }
hint-batch = Draw the batch from the other cases, and decide these one by one
hint-batch-sample = The sample is decided one by one first, then who drew it approves the rest

# Many records at once.
bulk-looking = Looking at { $n } records
bulk-title = { $verb }: { $n } { $n ->
    [one] record
   *[other] records
}
bulk-menu = Next step for { $n } records
bulk-needs-fields = { $verb } asks for { $fields } of each record: use it on one at a time
bulk-opens-cases = opens { $n ->
    [one] a case
   *[other] { $n } cases
} under policy { $policy }
bulk-count = { $what } { $n }
bulk-ids = { $ids }
bulk-fact-risk = Risk
bulk-fact-triage = Triage
bulk-fact-findings = Findings
bulk-fact-not = Not
bulk-fact-ids = Ids
bulk-done = { $verb }: { $n } of { $of } done
bulk-results = { $verb }: { $done } of { $of } done, { $not } not
bulk-waiting = waiting
bulk-word-done = done
bulk-word-stale = stale
bulk-word-not-permitted = not permitted
bulk-word-refused = refused
confirm-count-ask = { $n } records: type the number to sign:

# The screen of a batch.
view-batches = Batches
column-cases = Cases
column-drawn = Drawn
batch-title-draw = Draw a batch of { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
batch-title-approve = { $batch }: approve { $n } { $n ->
    [one] case
   *[other] cases
} unseen
batch-title-close = { $batch }: every case was decided by itself; close it
batch-fact-what = What
batch-fact-sample = Sample
batch-of = { $verb }
batch-sample-size = { $n } of { $of } are drawn and decided one by one
batch-sample-none = none: the policy asks for no sample
batch-sample-good = { $good } of { $of } approved
batch-effect-draw = nothing is decided yet; one bad case of the sample dissolves the batch, and none of it is drawn again
batch-one-at-a-time = Only approving is done to many; everything else is decided one by one
batch-sample-place = sample { $n } of { $of } in { $batch }
batch-in = in { $batch }
batch-drawn-by = { $n } of { $of } drawn by { $by } (seed { $seed })
batch-stands-dissolved = Dissolved by { $by }: its open cases are decided one by one
batch-stands-approved = { $n ->
    [one] { $n } case
   *[other] { $n } cases
} approved together, { $left } not
batch-stands-sample = Sample: { $good } of { $of } approved, one by one
batch-stands-good = Sample: all { $of } approved; { $n } cases wait to be approved with it
batch-head-sample = Sample: { $n } ({ $bands })
batch-head-rest = The others: { $n } ({ $bands })
batch-how = Mark two or more cases in Queue, Mine or Cases first
