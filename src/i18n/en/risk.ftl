# Risk, owners, periodic review (domain.md §2.7).

verb-partner-override-risk = Override risk
policy-risk-override = Another risk band than the computed one
field-risk-band = Risk decided
field-risk-reason = Reason for the risk
field-risk-until = Risk decided until
field-risk-on = Risk decided on
field-hs-chapters = Goods (HS chapters)
field-volume = Orders a month
field-admitted-on = Admitted on
field-owners = Owners
field-nr = No.
field-share = Share, %
field-owner-since = Owner since
field-manager = Senior manager
code-volume-class-S = under 1,000
code-volume-class-M = 1,000 to 10,000
code-volume-class-L = 10,000 to 100,000
code-volume-class-XL = over 100,000
value-not-a-chapter = “{ $found }” is no chapter of the Harmonised System; write two digits from 01 to 97.
value-not-a-share = { $found } is no percentage: write a number from 0 to 100.
value-override-range = An override holds from { $from } to { $to } at the most.

column-residual = Residual
risk-heading = Risk: { $band }, { $residual } of 100
risk-label = Risk
code-risk-factor-country = country
code-risk-factor-role = role
code-risk-factor-goods = goods
code-risk-factor-volume = volume
code-risk-factor-owners = owners
code-risk-factor-mode = mode
risk-owners-known = known
risk-owners-partly = partly known
risk-owners-manager = a senior manager
risk-factor-code = { $factor } { $what } { $value } → { $points } of { $weight }
risk-factor-goods = { $factor } of chapter { $what } { $value } → { $points } of { $weight }
risk-factor-words = { $factor } { $what } { $value } → { $points } of { $weight }
risk-factor-unstated = { $factor } not stated { $value } → { $points } of { $weight }
risk-control-none = control: never assessed{ $aeo ->
    [0] {""}
   *[other] , 10 for AEO
} → { $control } of 100
risk-control-assessed = control: assessed { $total }{ $aeo ->
    [0] {""}
   *[other] , 10 for AEO
}{ $critical ->
    [0] {""}
    [one] , 20 off for an open critical action
   *[other] , 20 off for each of { $critical } open critical actions
} → { $control } of 100
risk-residual = inherent { $inherent } under control { $control } leaves { $residual }: { $band }
risk-cause-dishonest = { $band } whatever the figure: { $grade }
risk-cause-sanctioned = { $band } whatever the figure: confirmed on a sanctions list
risk-cause-certified = { $band } at the most: { $grade }
risk-cause-override = { $band } by decision until { $until }: { $reason }
effect-writes = { $subject }: { $written }

# Owners, brokers, traders, penalties (domain.md §11).
field-dishonest-on = Dishonest until
field-brokers = Brokers
field-penalties = Penalties
field-decided-on = Decided on
field-fine = Fine, RMB
field-ground = Ground
field-platform-signs = Signs of a fake platform
field-dsa-declared-on = DSA declaration of
code-penalty-kind-customs = customs
code-penalty-kind-tax = tax
code-penalty-kind-inspection = inspection and quarantine
code-penalty-kind-other = another authority
code-platform-sign-no-login = nobody can register or log in
code-platform-sign-no-purchase = nothing can be bought
code-platform-sign-not-shipped = what is bought is not shipped
code-platform-sign-not-on-sale = what is cleared is not on sale
code-platform-sign-traffic = visits do not match what is cleared
code-platform-sign-unqualified = domestic qualifications are missing
code-platform-sign-few-payers = a few small payment firms take all payments
rule-ptr-018 = Foreign AEO without proof
rule-ptr-022 = Dishonest broker entrusted
rule-ptr-023 = All brokers are AEO
rule-ptr-029 = Trader's set for the EU incomplete
rule-ptr-030 = Penalties beyond the limit
rule-ptr-033 = Signs of a fake platform
finding-ptr-014-shares = The owners' shares add up to { $sum } %: correct them.
finding-ptr-014-quarter = Nobody owns 25 % and no senior manager is named in place of an owner: complete the owners.
finding-ptr-014-verified = Owner { $owner } was verified on { $verified }, more than { $days } days ago: verify again.
finding-ptr-018 = A foreign AEO is claimed, but no certificate (D-AEO) is in force: ask for it, or correct the grade.
why-ptr-018 = An AEO of another country counts when it is proven (domain.md §1.2, §11).
finding-ptr-022 = The entrusted broker { $broker } is graded “{ $grade }”: entrust another one.
finding-ptr-022-was = The entrusted broker { $broker } was dishonest and counts as such until { $until }: entrust another one.
why-ptr-022 = Who entrusts a dishonest broker fails items 25 and 73 (domain.md §11; GACC 2026 No. 34).
finding-ptr-023 = { $n ->
    [one] The entrusted broker is
   *[other] All { $n } entrusted brokers are
} AEO: the bonus of item 73 may be claimed.
why-ptr-023 = Certified brokers earn a bonus (domain.md §11; GACC 2026 No. 34 item 73).
finding-ptr-029 = It offers to consumers in the EU, and of the set of DSA Article 30 is missing: { $lacking }.
why-ptr-029 = A platform lets a trader offer in the EU only with the whole set (domain.md §2.2, §11; DSA Art. 30).
finding-dsa-contact = address, telephone and e-mail
finding-dsa-identity = identity document (D-IDC)
finding-dsa-account = proven bank account
finding-dsa-register = register number
finding-dsa-declaration = declaration to offer only compliant products
finding-ptr-030 = { $n ->
    [one] One penalty
   *[other] { $n } penalties
} within a year, the highest { $most } RMB, { $sum } RMB together: beyond the limit.
why-ptr-030 = Penalties beyond 50,000 RMB, more than three a year or 100,000 RMB together fail items 18 and 19 (domain.md §11).
finding-ptr-033 = { $n } signs of a fake platform: { $signs }.
why-ptr-033 = Two of the seven signs customs looks for call for a closer look (domain.md §1.3, §11).

# Periodic review (domain.md §2.7).
verb-partner-propose-review = Propose review
verb-partner-review-suspension = Look at suspension
policy-review-low = Periodic review, low risk
policy-review-med = Periodic review, medium risk
policy-review-high = Periodic review, high risk
policy-review-critical = Periodic review, critical risk
policy-suspension-review = Look at a suspension by the program
field-approved-as = Approved as
column-triage = Triage
code-triage-unchanged = unchanged
code-triage-changed = changed
code-triage-problem = problem
reviews-title = Periodic reviews: { $overdue } overdue, { $total } to come in { $weeks } weeks
reviews-none = Nobody is due for review.
reviews-peak = most in one week: { $most } from { $week }
forecast-loading = Counting reviews …
forecast-title = Periodic reviews on { $day }: { $overdue } overdue, { $total } to come in { $weeks } weeks
forecast-overdue = Overdue
forecast-this-week = this week
command-forecast = Periodic reviews to come, week by week
