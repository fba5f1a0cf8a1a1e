# coi: certificates from foreign files and papers; one id, every locale.

value-ends-before-it-begins = Coverage { $nr } would end on { $to }, before it begins on { $from }; look which of the two days is right.
value-not-a-rate = “{ $found }” is no rate: one unit of a currency is worth more than nothing.
coi-not-an-amount = “{ $found }” is not an amount; write it as USD 1,000,000.
coi-no-currency = “{ $found }” names no currency; write it as USD 1,000,000, or give the row a column “currency”.
coi-which-dollar = “{ $found }” may be any dollar; write USD, CAD, HKD … in front, or give the row a column “currency”.
coi-not-a-day = “{ $found }” is not a day; write it as 2026-11-23.
coi-which-day = “{ $found }” may be { $one } or { $other }; write the one that is meant.
coi-said-otherwise = Line { $line } of the same certificate says “{ $first }”; one certificate says one thing.
coi-no-coverage = The certificate has no coverage; nothing could be held against what is asked.
coi-no-partner = Nobody is named; give the partner’s id, number or name, or the named insured.
coi-held-back = Held back with line { $line }: a certificate is taken as a whole.
coi-row-twice = The certificate has this coverage already; leave one of the two rows out.
coi-unknown-name = Nothing of a certificate is called “{ $found }”; leave it out, or use the name of a field.
coi-not-a-value = This is no value of a field but something with parts; write it as ACORD 25 has it.
coi-column-field = Field
coi-column-value = Read as
coi-column-sure = Sure
coi-column-page = Page
coi-column-line = Stands in
coi-proposed = { $n } proposed, nothing is written. Look at each, then: --partner ID --accept all, or --accept PATH,PATH; --set FIELD=VALUE types one by hand.
coi-nothing-proposed = No field can be proposed from this file.
coi-no-pdf = { $file } is named as a PDF and is none: its { $bytes } bytes have no mark of one. Nothing was read.
coi-no-pdf-hint = Ask for the file again, or give it the ending of what it is, such as .txt or .png.
coi-type-it = Type what is on the paper and it is kept as evidence: --partner ID --set form=ACORD25 --set "insured=…" --set issued_on=2026-11-23
coi-accept-unknown = Nothing is proposed for “{ $found }”.
coi-accept-unread = { $path } cannot be taken as it is printed.
coi-set-hint = Type it by hand: --set FIELD=VALUE
coi-not-filed = The certificate is not filed: { $n ->
    [one] one thing is
   *[other] { $n } things are
} missing or wrong.
coi-filed = { $id } filed: { $accepted } fields accepted, { $typed } typed; the copy is kept with it.
coi-changed = { $id } changed: { $accepted } fields accepted, { $typed } typed.
coi-no-paper = { $file } is data, not a paper: its rows say whose they are; leave --partner out.
report-insurance = Insurance on { $day }
report-insurance-done = { $n ->
    [0] No partner is asked for insurance.
    [one] One partner is asked for insurance; { $gaps } gaps count.
   *[other] { $n } partners are asked for insurance; { $gaps } gaps count.
}
report-insured-standings = By channel and profile
report-insured-how = A partner that is blocked has an open high or blocking gap or no certificate; one that is conditional has waived or mild gaps only. Limits are those for each occurrence of policies that run, at the stored rate of the certificate’s day. Who runs out within 30 days does so within 60 and 90; what a later policy follows is left out.
report-insured-counts = Counted are open and acknowledged gaps, each once for every channel and profile it concerns. The view Gaps lists every finding about insurance once: also those that are waived, notices of what ends later, and those of certificates no channel asks about today.
report-insured-gaps = Gaps that count
report-insured-waivers = Waivers that hold
report-insured-ends = Runs out within 90 days, or is over
report-channel = Channel
report-insured-profile = Profile
report-insured-clear = Clear
report-insured-conditional = Conditional
report-insured-blocking = Blocked
report-insured-uncovered = Without a certificate
report-insured-certificates = Certificates in force
report-insured-overdue = Over
report-insured-within-30 = Ends within 30 days
report-insured-within-60 = Ends within 60 days
report-insured-within-90 = Ends within 90 days
report-insured-limits-usd = Limits, USD
report-insured-unconverted = Limits without a rate
report-insured-waived = Waived
report-insured-certificate = Certificate
report-insured-partner = Partner
report-insured-slot = Gap
report-insured-expires = Ends on
report-insured-left = Days left
