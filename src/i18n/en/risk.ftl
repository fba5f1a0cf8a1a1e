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
value-not-a-share = { $found } is no share; write per cent from 0 to 100.
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
