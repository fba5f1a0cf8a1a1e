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
