# cover: certificates against what channels ask, and the exposure panel; one id, every locale.

cover-loading = Comparing certificates …
cover-of-what = { $id } is neither a certificate nor a partner.
cover-open-what = Insurance is looked at of a partner or a certificate.
cover-none-asked = No channel of this partner asks for insurance.
cover-none = None of the requirements that apply to the partner asks for what is on this certificate.
cover-nothing-speaks = No certificate speaks to it.
cover-no-open-gap = No gap is left that nobody said anything of.
cover-no-gap = There is no gap on this line.
cover-nothing-deeper = This is the certificate.
cover-enter-first = Open the certificate first (enter): this verb is for one.
cover-gaps = { $open ->
    [one] { $open } gap
   *[other] { $open } gaps
  }, { $waived } waived
cover-what = What
cover-required = Required
cover-actual = Actual
cover-verdict = Comes to
cover-fits = as asked
cover-until = { $word } until { $until }
cover-insurance = Insurance
cover-no-certificate = no certificate
exposure-title = Insurance on { $day }: what runs out, what is insured
exposure-overdue = Overdue
exposure-renewed = { $n }, renewed { $renewed }
exposure-channels = Channel
exposure-markets = Market
exposure-partners = Partners
exposure-certificates = Certif.
exposure-limits = Limits, USD
exposure-gaps = Gaps
exposure-waived = Waived
exposure-none = No partner sells on a channel.
command-exposure = When certificates run out, and how much is insured where
cover-line-ins-01 = named insured
cover-line-ins-02 = kind of cover
cover-line-ins-03 = basis
cover-line-ins-04 = limit
cover-line-ins-05 = aggregate
cover-line-ins-06 = deductible
cover-line-ins-07 = additional insured
cover-line-ins-08 = endorsement
cover-line-ins-09 = subrogation, primary
cover-line-ins-10 = holder
cover-line-ins-11 = insurer’s rating
cover-line-ins-12 = days of notice
cover-line-ins-13 = territory
cover-line-ins-14 = term
cover-line-ins-15 = signature, language
cover-line-ins-16 = goods
cover-line-ins-17 = no gap before it
cover-line-ins-18 = reaches back to
cover-line-ins-19 = issued
cover-line-ins-21 = cargo clauses
cover-renewal = Certificate after { $id }: what its paper says
cover-line-of = { $name }: { $what }
gaps-title = Gaps of insurance by rule and profile on { $day }: { $open } that count, { $waived } waived
gaps-none = There is no gap.
gaps-any = any
gaps-sum = all
gaps-legend = In brackets: waived. "any": of the certificate itself. Notices are not counted.
column-profile = Profile

# Several gaps in one case.
review-waive-several = Waive { $count } gaps of { $subject }
review-gap-of = { $code } { $rule }
review-keys-gap = 1 or 2 grants this gap · 3 or 0 leaves it out
confirm-waives-not = Left out
review-gap-granted = granted
review-gap-left-out = left out
