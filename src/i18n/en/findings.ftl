# What the rules say (finding-…) and why somebody sees it (why-…). Source of the rules: domain.md §11.

# By when a document is needed, in the sentences of PTR-001.
finding-by-docs = before the documents review is closed
finding-by-approval = before approval
finding-by-admitted = before the partner is admitted

finding-ptr-001 = { $code } ({ $document }) is missing and needed { $stage }: ask the partner for it.
finding-ptr-001-waiting = { $code } ({ $document }) was received but not accepted and is needed { $stage }: look at it and accept or reject it.
why-ptr-001 = Every partner type has documents it must show before it is admitted (domain.md §2.2, document matrix).

finding-ptr-002 = { $code } ({ $document }) runs out after { $until }: ask for the new one now.
finding-ptr-002-expired = { $code } ({ $document }) ran out on { $until }: it counts no longer; ask for the new one.
finding-ptr-002-stale = { $code } ({ $document }) is older than { $days } days and counted through { $until } only: get a fresh one.
why-ptr-002 = Everything expires, and a document that has run out proves nothing (domain.md §0.2 lesson 4, §2.2).

finding-ptr-003 = The { $scheme } { $value } is not valid ({ $why ->
    [id-empty] it is empty
    [id-length] wrong length
    [id-alphabet] a character that is not allowed
    [id-char-at] a character that is not allowed at its place
    [id-check-digit] wrong check digit
    [id-checksum] wrong check sum
    [id-no-check-digit] no check digit fits
    [id-prefix] wrong beginning
    [id-country] unknown country
    [id-region] unknown region
    [id-state] unknown state
    [id-serial] impossible serial
    [id-serial-zero] serial zero
    [id-date] impossible date
    [id-intermediary] it is an intermediary’s number
   *[other] wrong form
}): correct it from the original document.
why-ptr-003 = An identifier must keep the form and the check digit of its scheme (domain.md §2.5).

finding-ptr-004 = The { $scheme } { $value } is well-formed but odd ({ $why ->
    [id-org-code] the organisation code inside has a wrong check character
    [id-region] unknown region
    [id-country] unknown country
   *[other] something in it is unusual
}): compare it with the original document or the register.
why-ptr-004 = Invented codes often pass the outer check digit and fail the one of the organisation code inside (domain.md §2.5 (1)).

finding-ptr-005 = The GSTIN { $gstin } contains the PAN { $pan }, but the { $scheme } on file is { $found }: find out which one is the partner’s.
why-ptr-005 = A GSTIN is made from the PAN of its holder, and so is the importer-exporter code (domain.md §2.5 (4), §11).

finding-ptr-006 = The { $scheme } { $value } also belongs to { $count ->
    [one] { $others }
   *[other] { $count } other partners ({ $others })
}: find out whether they are one company, or whose it is.
why-ptr-006 = One identifier belongs to one company; two partners with the same one are a duplicate or a deception (domain.md §11).

finding-ptr-007 = { $code } is issued to “{ $holder }”, but the partner’s legal name is “{ $name }”: correct the name or ask for the right document.
finding-ptr-007-differs = { $code } names “{ $holder }”, which is neither the legal name “{ $name }” nor the licence holder: ask for the right document.
why-ptr-007 = Names must match across all documents of a partner (domain.md §0.2 lesson 5).

finding-ptr-008 = The seller is registered in { $country } and names no domestic agent: enter its admitted agent.
finding-ptr-008-no-agent = { $agent } is named as domestic agent but is no partner of type DAG: name an admitted agent.
finding-ptr-008-not-admitted = The domestic agent { $agent } is not admitted ({ $state }): admit the agent first or name another.
why-ptr-008 = An overseas seller must entrust a domestic agent that is registered with customs (domain.md §2.1, §2.6 MOD-02, §11; GACC 2018 No. 194).

finding-ptr-009 = The logistics partner has no accepted express-delivery permit (D-EXP) in force: ask for it.
why-ptr-009 = Parcels may only be carried under an express-delivery business permit (domain.md §2.2, §11; GACC 2018 No. 194).

finding-ptr-010 = The payment partner has no accepted financial or payment licence (D-FIN) in force: ask for it.
finding-ptr-010-scope = The payment licence covers “{ $scope }” and not internet payment: ask for a licence that covers it.
why-ptr-010 = A bank needs a financial licence, another payment firm a payment licence that covers internet payment (domain.md §2.2, §11; GACC 2018 No. 194).

finding-ptr-011 = The partner ({ $type }) shows no customs registration: ask for D-CUS or enter its valid customs code.
why-ptr-011 = Customs brokers and bonded warehouses must be registered with customs (domain.md §11; GACC 2018 No. 194).

finding-ptr-012 = The bank account is held by “{ $holder }”, not by “{ $name }”: ask for an account in the partner’s legal name.
why-ptr-012 = Money goes only to accounts in the partner’s legal name (domain.md §2.2, §11; EU DSA Art. 30).

finding-ptr-014 = There is no accepted beneficial-owner statement (D-UBO): ask for one.
finding-ptr-014-old = The beneficial-owner statement of { $issued } is older than { $days } days: ask for a new one.
finding-ptr-014-undated = The beneficial-owner statement carries no date: enter its day of issue or ask for a dated one.
why-ptr-014 = Owners change: the statement is renewed every 12 months (domain.md §2.2, §11).

finding-ptr-019 = The customs credit grade is not known: query it and enter grade and day.
finding-ptr-019-old = The credit grade ({ $grade }) was queried on { $asked }, more than { $days } days ago: query it again.
finding-ptr-019-undated = The credit grade ({ $grade }) has no day of its query: query it and enter the day.
why-ptr-019 = The credit grade of every Chinese partner is checked each month (domain.md §1.2, §11; GACC 2026 No. 34 item 66).

finding-ptr-020 = Customs grades the partner “{ $grade }” and no measure is approved: suspend it, or have a measure approved.
why-ptr-020 = A dishonest partner without measures makes item 66 of the AEO standard fail (domain.md §11; GACC 2026 No. 34 item 66).

finding-ptr-024 = The periodic review was due on { $due } ({ $band }: every { $months } months): review the partner.
why-ptr-024 = Partners are reviewed every 24, 12 or 6 months by their risk band (domain.md §2.7, §11).

finding-ptr-027 = Mode { $mode } is declared under a customs code and the partner has none: enter its customs code.
finding-ptr-027-malformed = Mode { $mode } needs a customs code and { $value } is not one: correct it from the registration.
why-ptr-027 = Participants of cross-border e-commerce modes declare under their ten-character customs code (domain.md §2.5 (2), §2.6, §11).

finding-ptr-035-hidden = The name “{ $name }” contains hidden or control characters ({ $found }): type it anew from the document.
finding-ptr-035-mixed = The name “{ $name }” mixes letters of several scripts within a word: type it anew from the document.
finding-ptr-035-twin = The name “{ $name }” looks like that of { $others } ({ $count }) but is spelled otherwise: find out whether it imitates it.
why-ptr-035 = A name made to look like another one is the oldest trick (domain.md §0.2 lesson 5; the desk’s own rule).

finding-doc-01 = The file of { $document } ({ $code }) is, byte for byte, also filed for { $others } ({ $count }): ask for the original.
why-doc-01 = The same scan at two partners is a copied document (domain.md §11).

finding-doc-02 = The number { $number } of { $document } ({ $code }) also stands on { $others } ({ $count }) of another partner or holder: find out whose it is.
why-doc-02 = A document number is issued to one holder (domain.md §11).

finding-doc-03 = { $document } ({ $code }) was filed and accepted by { $by }: have somebody else look at it.
why-doc-03 = Nobody accepts what they filed themselves (domain.md §10.3, four eyes).
finding-doc-04 = { $document } is kept since { $until } without a decision (by law until { $legal }): hold or erase it.
finding-doc-04-partner = Its records are kept since { $until } without a decision (by law until { $legal }): hold or erase them.
why-doc-04 = What need not be kept any longer is erased or held for a reason, not forgotten (domain.md §10.5).
why-doc-05 = A paper nobody here can read is no evidence (domain.md §11).
finding-doc-05 = { $document } ({ $code }) is in { $language } and has no translation on file: ask for one.

finding-sys-01 = { $by } approved step { $step } for { $subject } and is the one who proposed it: have the case decided anew.
finding-sys-01-contributor = { $by } approved step { $step } for { $subject } and contributed to it: have the case decided anew.
why-sys-01 = Who makes does not approve (domain.md §10.3, four eyes).

finding-sys-02 = The approval of step { $step } by { $by } was given on another state of { $subject }: let { $by } look at the changes and vote again.
why-sys-02 = An approval binds to what the approver saw (domain.md §10.3).

finding-sys-03 = The case on { $subject } was due at { $due }: decide it or return it.
why-sys-03 = Cases have target times (domain.md §10.4).

finding-sys-05 = The journal’s hash chain breaks at entry { $seq }: stop writing, run verify and restore.
why-sys-05 = A journal that does not verify proves nothing (domain.md §10.5, §11).

finding-sys-08 = The clock is { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} behind the last entry: set the clock before anybody decides.
why-sys-08 = Dates of decisions must not run backwards (domain.md §11).
