# assessment: check-lists, assessments, verdicts and what is said about them; one id, every locale.

kind-assessment = Assessment
kind-checklist = Check-list
kinds-assessment = Assessments
kinds-checklist = Check-lists

# Fields.
field-action = Action
field-allowed = Verdicts allowed
field-applies = Names the type
field-ask = Asked of
field-assets = Total assets
field-base = Points at first
field-bonus-cap = Bonus at most
field-bonus-counts = Bonus rescues the total
field-cadence = Cadence
field-cash = Cash and trading assets
field-cash-flow = Operating cash flow
field-checklist = Check-list
field-closed-by = Closed by
field-closed-on = Closed on
field-closing = Closing evidence
field-critical = Critical
field-current-assets = Current assets
field-current-liabilities = Current liabilities
field-date = Date
field-due = Due
field-edition = Edition
field-effective-from = In force from
field-effective-to = In force to
field-evidence-en = Evidence (English)
field-evidence-zh = Evidence (Chinese)
field-figures = Figures
field-formula = Formula
field-gross-profit = Gross profit
field-item = Item
field-kind = Kind
field-kinds = Kinds of evidence
field-level = Level
field-liabilities = Total liabilities
field-na-reason = Why not applicable
field-net-profit = Net profit
field-operating-profit = Operating profit
field-opinion = Audit opinion
field-producer = Producer
field-proof = Proof
field-purpose = Purpose
field-reference = Reference
field-revenue = Revenue
field-scoring = Scoring
field-source = Source
field-standard = Standard
field-state = State
field-subjects = For whom
field-text-en = Text (English)
field-text-zh = Text (Chinese)
field-threshold = Points needed
field-title-en = Title (English)
field-title-zh = Title (Chinese)
field-what = What
field-action-owner = Who does it
field-action-due = Done by

# Codes.
code-action-state-none = none
code-action-state-open = open
code-action-state-closed = closed
code-decision-OPEN = open
code-decision-ADMIT = admit
code-decision-ADMIT_WITH_ACTIONS = admit with actions
code-decision-REJECT = reject
code-decision-EXEMPT = exempt
code-evidence-kind-interview = interview
code-evidence-kind-policy = written rule
code-evidence-kind-record = record
code-evidence-kind-sample = random sample
code-evidence-kind-site = on site
code-item-category-BO = bonus
code-item-category-FI = finance
code-item-category-IC = internal control
code-item-category-LA = law-abiding
code-item-category-TS = trade security
code-item-verdict-BASIC = basically up to standard
code-item-verdict-NA = not applicable
code-item-verdict-NOT = not up to standard
code-item-verdict-UNASSESSED = not assessed
code-item-verdict-UP = up to standard
code-level-advanced = advanced certified
code-level-certified = certified
code-opinion-adverse = adverse
code-opinion-disclaimer = disclaimer
code-opinion-qualified = qualified
code-opinion-unknown = not entered
code-opinion-unqualified = unqualified
code-purpose-admission = admission
code-purpose-periodic = periodic
code-purpose-renewal = renewal
code-purpose-triggered = triggered
code-saq-answer-na = not applicable
code-saq-answer-no = no
code-saq-answer-partly = partly
code-saq-answer-yes = yes
code-standing-fail = fails
code-standing-incomplete = incomplete
code-standing-pass = passes

# States.
state-assessment-actions-open = actions open
state-assessment-approved = approved
state-assessment-cancelled = cancelled
state-assessment-closed = closed
state-assessment-draft = draft
state-assessment-expired = expired
state-assessment-in-review = in review
state-assessment-pending-approval = pending approval
state-assessment-rejected = rejected
state-assessment-returned = returned
state-assessment-self-assessment = self-assessment
state-checklist-active = active
state-checklist-retired = retired

# Verbs.
verb-assessment-ask = Ask the partner
verb-assessment-cancel = Cancel assessment
verb-assessment-change = Change assessment
verb-assessment-close-action = Close action
verb-assessment-create = Create assessment
verb-assessment-expire = Let assessment expire
verb-assessment-judge = Judge item
verb-assessment-propose = Propose assessment
verb-assessment-propose-exemption = Propose exemption
verb-assessment-review = Take into review
verb-checklist-create = Create check-list
verb-checklist-restore = Restore check-list
verb-checklist-retire = Retire check-list
policy-assessment = Assessment

# Guards.
guard-assessed = An approved assessment in force lets the partner in, or it is exempt with valid proof.
guard-exempt = The credit grade exempts the partner, and its proof is on file.
guard-judged = Every item is judged as its verdict asks.

# Metrics of the finance items.
metric-cash = cash ratio
metric-cash-flow = cash flow to liabilities
metric-current = current ratio
metric-debt = debt ratio
metric-gross-margin = gross margin
metric-net-profit = net profit
metric-operating-cash = operating cash flow
metric-operating-margin = operating margin
metric-return = return on assets

# What is said.
assess-judged = { $id }: { $items } judged; total { $total }, { $open } open
assess-closed = { $id }: action of { $items } closed; total { $total }, { $open } open
assess-action-late = { $item }: an action is due within { $days } days
assess-close-evidence = Name what shows that the action was done: evidence=D-000123
assess-decided = { $id } is { $state } and cannot be changed any more
assess-edition-old = { $id }: { $assessment } goes by { $list }, which is not in force
assess-exemption-lapsed = { $id }: the exemption { $assessment } has no valid proof, or the credit grade is another one
assess-figures-say = { $item }: the figures come to { $verdict }
assess-fixed = { $id } stays with its partner and its check-list; make another one
assess-lacks-action = { $item }: name who does what by when (action, action_owner, action_due)
assess-lacks-comment = { $item }: say what was found
assess-lacks-evidence = { $item }: up to standard needs evidence
assess-lacks-reason = { $item }: say why it is not applicable
assess-list-retired = Check-list { $list } is retired
assess-list-subject = Check-list { $list } is not made for this subject
assess-no-action = { $item } has no open action
assess-no-evidence = { $found } is neither a document of the partner nor a stored file
assess-no-item = No item { $found } in this assessment
assess-no-proof = { $found } is no accepted, valid certificate or query record of the partner
assess-no-proof-filed = { $id } has no accepted, valid AEO certificate or credit-grade query on file
assess-none = { $id } was never assessed
assess-not-admitting = { $id }: { $assessment } came to: { $decision }
assess-not-allowed = { $item } cannot be { $found }; it takes: { $known }
assess-not-approved = { $id } has no approved assessment in force; { $assessment } is { $state }
assess-not-trusted = { $id } is not exempt: credit grade { $grade }
assess-open = { $id } has { $count } open items: { $items }
assess-own-no-exemption = The platform is not exempt from assessing itself

# List.
view-assessments = Assessments
column-checklist = Check-list
column-items-open = Open
column-total = Total
column-flags = Flags
column-decision = Decision
column-purpose = Purpose
column-actions = Actions
column-action-due = Action due
