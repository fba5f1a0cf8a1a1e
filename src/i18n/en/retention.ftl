# retention: what is kept, held and erased; one id, every locale.

kind-hold = Legal hold
kinds-hold = Legal holds
kind-erasure = Erasure
kinds-erasure = Erasures

field-matter = Matter
field-keys = Keys destroyed
field-erased-files = Files destroyed
field-kept-files = Files others use

state-hold-in-force = in force
state-hold-lifted = lifted
state-erasure-requested = requested
state-erasure-proposed = being decided
state-erasure-done = erased
state-erasure-refused = refused
state-erasure-withdrawn = withdrawn

verb-hold-create = Set a legal hold
verb-hold-lift = Lift the hold
verb-erasure-create = Ask for an erasure
verb-erasure-change = Change the request
verb-erasure-propose = Propose the erasure
verb-erasure-withdraw = Withdraw the request

policy-hold-lift = Lifting a legal hold
policy-erasure = Erasure

code-retention-covers-partner = Partner
code-retention-covers-document = Document
code-retention-covers-declaration = Declaration
code-retention-covers-screening = Screening

rule-doc-04 = Kept beyond its time

guard-retention-over = The retention is over
guard-no-hold = No legal hold stands

sealed-erased = erased

refused-retention-open = The records of { $id } are still needed: their time begins when the partner has left
refused-retention-runs = The records of { $id } are kept until { $until } (by law until { $legal })
refused-hold-stands = { $id } cannot be erased: the legal hold { $hold } stands
refused-file-erased = The file { $sha256 } was erased
damage-not-erased = Something that was erased could not be destroyed: { $why }

view-holds = Holds
view-erasures = Erasures
column-retain-until = Keep until
column-matter = Matter
column-set-by = Set by
column-asked-by = Asked by
