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
batch-one-by-one = { $policy }: these cases are decided one by one
batch-other-policy = { $policy } is not { $wanted }: draw a batch of its own
batch-case-settled = { $case } is { $state }
batch-not-drawer = { $by } drew this batch and alone may approve the rest of it
batch-sample-open = { $good } of { $of } in the sample are approved; still to decide: { $open }
batch-nothing-left = None of the other cases can be approved with this batch
batch-closed = The batch is { $state }
batch-why = not approved with the batch: { $why }
hint-batch = Draw the batch from the other cases, and decide these one by one
hint-batch-sample = The sample is decided one by one first, then who drew it approves the rest
