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
