# Training: modules, sessions, results, the quiz (domain.md §9).

# Kinds, fields, states, verbs.
kind-module = Training module
kinds-module = Training modules
kind-session = Training session
kinds-session = Training sessions
kind-training = Training
kinds-training = Trainings
field-answers = Answers
field-answers-out-on = Answers out on
field-attempts = Attempts
field-certificate = Certificate
field-chosen = Chosen
field-delivery = Delivery
field-en = English
field-function = Function
field-held-on = Held on
field-max-attempts = Attempts in 24 h
field-min-minutes = Minutes at least
field-minutes = Minutes
field-module = Module
field-options-en = Answers, English
field-options-zh = Answers, Chinese
field-pass-mark = Pass %
field-qualification = Trainer may teach by
field-question = Question
field-questions = Questions
field-score = Score
field-session = Session
field-summary-en = Summary, English
field-summary-zh = Summary, Chinese
field-taken-on = Taken on
field-trainer = Trainer
field-types = For partner types
field-valid-months = Months
field-version = Edition
field-why-en = Why, English
field-why-zh = Why, Chinese
field-zh = Chinese
code-delivery-ONLINE = online
code-delivery-ONSITE = on site
code-delivery-SELF = self-paced
code-session-proof-sign-in = attendance list
code-session-proof-photo = photograph
code-session-proof-recording = recording
code-session-proof-quiz-export = quiz export
code-training-result-failed = failed
code-training-result-pending = pending
code-training-result-passed = passed
state-module-active = active
state-module-retired = retired
state-session-planned = planned
state-session-held = held
state-session-approved = approved
state-session-cancelled = cancelled
state-training-recorded = recorded
state-training-void = void
verb-module-create = Add module
verb-module-retire = Retire module
verb-module-restore = Restore module
verb-session-create = Plan session
verb-session-change = Change session
verb-session-hold = Session was held
verb-session-approve = Approve session
verb-session-cancel = Cancel session
verb-training-create = Record training
verb-training-import = Import trainings
verb-training-void = Make training void
policy-training = Training session
guard-trained = Every required training module is passed, with a certificate that is good on the day.

# Rules.
rule-trn-01 = Required module not passed
rule-trn-02 = Training certificate ran out
rule-trn-03 = Session without evidence
rule-trn-04 = Same score in the same time
rule-trn-05 = Answers out before the session
rule-trn-06 = Trainer not qualified
rule-trn-07 = Too few partners trained
rule-trn-08 = Older edition held
finding-trn-01 = Nobody of the partner has passed { $module }: invite somebody to the training.
finding-trn-01-lapsed = The certificate of { $module } ran out on { $until }: have somebody take it again.
why-trn-01 = Partners are trained before they are admitted, as the customs standard asks (domain.md §2.4, §9.2, CBP-BP-05).
finding-trn-02 = The certificate of { $module } ran out on { $until }: have somebody take it again.
finding-trn-02-soon = The certificate of { $module } runs out after { $until }: invite to the training now.
why-trn-02 = A certificate is valid for a time, and everything expires (domain.md §0.2 lesson 4, §9.2).
finding-trn-03 = The session was held with { $count } attendees and nothing shows it: file the attendance list.
why-trn-03 = Customs asks for plan, material, sign-in and records of every training (domain.md §9.1, §9.2).
finding-trn-04 = { $count } attendees have { $score } % in { $minutes } minutes: look at their answers.
why-trn-04 = The same score in the same time for more than five attendees looks copied (domain.md §9.2).
finding-trn-05 = The answers were out on { $out }, before the session of { $held }: hold it again with other questions.
why-trn-05 = Who knows the answers beforehand shows nothing (domain.md §9.2).
finding-trn-06 = Nothing shows that { $trainer } may teach this: enter the certificate or accreditation.
why-trn-06 = Trainers are qualified themselves (domain.md §9.2).
finding-trn-07 = On { $on } { $have } of { $of } active partners held { $module }; { $least } % should: invite the others.
why-trn-07 = At the end of a quarter 95 % of active partners hold what they must (domain.md §9.2).
finding-trn-08 = { $module } was taken in edition { $held }; { $now } is in force: train again on what changed.
why-trn-08 = A new standard edition asks for new training (domain.md §9.2).

# Refusals.
training-refused-missing = { $id } lacks valid training: { $missing }
training-refused-future = A training cannot have been taken on { $on }: that day is still to come
training-refused-module = There is no training module { $module }; there are { $known }
training-refused-edition = There is no edition { $version } of { $module } with questions
training-refused-session = { $session } is not in the state “held”: attendance is entered after the session and before its approval
training-refused-no-score = A result in { $module } needs its score in percent
training-refused-locked = { $module } is locked for { $person } after { $count } failed attempts within 24 hours; it opens at { $until }
training-refused-too-fast = A quiz of { $minutes } minutes is too short: it takes at least { $least }
training-refused-questions = These are not the { $count } questions that were drawn

# Lists and views.
view-trainings = Training
view-sessions = Sessions
view-modules = Modules
column-attendees = Attendees
column-result = Result
column-score = Score
column-valid-to = Valid to

# The quiz.
quiz-digits = answer
quiz-needs-partner = A quiz is taken for a partner: go to the list of partners or trainings
quiz-menu = Quiz for { $name }
quiz-who = Who takes { $module }?
quiz-held = valid to { $to }
quiz-lapsed = ran out on { $to }
quiz-needed = not passed
quiz-optional = not required
quiz-place = Question { $n } of { $total }
quiz-open = { $n ->
    [0] every question is answered
    [one] one question is open
   *[other] { $n } questions are open
}
quiz-ready = may be handed in from { $at } on
quiz-no-such-answer = There is no such answer
quiz-begun = { $n ->
    [one] The quiz begun before goes on: one question was answered
   *[other] The quiz begun before goes on: { $n } questions were answered
}
quiz-complete = Every question is answered: look again, or hand in
quiz-still-open = { $n ->
    [one] One question is still open: this one
   *[other] { $n } questions are still open: this is the first
}
quiz-too-early = The quiz may be handed in from { $at } on: read the questions again
quiz-leave = { $n ->
    [one] One answer would be lost: leave with esc once more
   *[other] { $n } answers would be lost: leave with esc once more
}
quiz-passed = { $id } is recorded: { $score } %, passed
quiz-failed = { $id } is recorded: { $score } %, not passed
quiz-score = { $right } of { $of } right: { $score } %, { $mark } % passes
quiz-certificate = Certificate { $id }, valid through { $to }
quiz-again = Recorded as { $id }, attempt { $n }: no certificate
import-no-partner = No partner has the number or name “{ $found }”, and none is like it
import-partner-unknown = “{ $found }” is no partner for certain; write its id (candidates are looked for in the first { $most } such rows)
import-partner-candidates = “{ $found }” is no partner for certain; write the id of the one that is meant: { $candidates }
import-other-result = { $id } has another result for this person, module and day: make it void if it is wrong

# Figures.
command-training-kpis = the figures of training
kpi-title = Figures of training
kpi-partners = Active partners that hold all they must
kpi-persons = Persons who hold every module they took
kpi-score = Average score
kpi-first = First attempts that passed
kpi-overdue = Certificates that ran out
kpi-median = Days from the first entry to the first certificate, median
kpi-share = { $have } of { $of }
kpi-share-percent = { $have } of { $of } ({ $percent } %)
kpi-average = { $score } % over { $n ->
    [one] one result
   *[other] { $n } results
}
kpi-count = { $n }
kpi-days = { $days } over { $n ->
    [one] one partner
   *[other] { $n } partners
}
kpi-none = none yet
