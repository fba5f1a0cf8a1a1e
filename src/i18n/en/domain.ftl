# domain: kinds, fields, codes and refusals of values; one id, every locale.

# Kinds, one and many.
kind-partner = Partner
kind-document = Document
kind-case = Case
kind-reaction = Reaction
kind-operator = Operator
kind-person = Person
kind-policy = Policy
kinds-partner = Partners
kinds-document = Documents
kinds-case = Cases
kinds-reaction = Reactions
kinds-operator = Operators
kinds-person = Persons
kinds-policy = Policies

# Fields. One name means one thing in every kind; the labels head columns.
field-answer = Answer
field-at = At
field-attestations = Attestations
field-ballot = Vote
field-bulk = Bulk
field-by = By
field-bytes = Size
field-category = Category
field-code = Code
field-comment = Comment
field-contacts = Contacts
field-country = Country
field-credit-checked-on = Credit checked on
field-credit-grade = Credit grade
field-credit-measure = Credit measure
field-department = Department
field-domestic-agent = Domestic agent
field-dossier = Dossier
field-due-at = Due
field-effects = Effects
field-email = E-mail
field-evidence = Evidence
field-fact = Fact
field-file = File
field-guard = Guard
field-hash = Hash
field-holder = Holder
field-id = Id
field-id-kind = Id document
field-id-number = Id number
field-id-valid-to = Id valid to
field-identifiers = Identifiers
field-incorporation-date = Incorporated on
field-issued-on = Issued on
field-issuer = Issuer
field-items = Items
field-judged-by = Judged by
field-lang = Language
field-language = Language
field-legal-form = Legal form
field-legal-name-en = Legal name (Latin)
field-legal-name-local = Legal name
field-legal-rep = Legal representative
field-locale = Screen language
field-login = Login
field-markets = Markets
field-min = Persons
field-modes = Modes
field-name = Name
field-note = Note
field-number = Number
field-on = On
field-operating-addresses = Operating addresses
field-origin = Origin
field-owner = Owner
field-partner = Partner
field-path = Field
field-person = Person
field-phone = Telephone
field-policy = Policy
field-proposed-at = Proposed
field-proposed-by = Proposed by
field-proposed-person = Proposing person
field-proposed-role = Proposing role
field-reason = Reason
field-registered-address = Registered address
field-registry = Registry
field-reject-reason = Reject reason
field-remarks = Remarks
field-rev = Revision
field-reviewed-on = Reviewed on
field-role = Role
field-roles = Roles
field-rule = Rule
field-scheme = Scheme
field-scope = Scope
field-sha256 = SHA-256
field-slot = Slot
field-staff-number = Staff number
field-stance = Stance
field-state-reason = State reason
field-step = Step
field-steps = Steps
field-strict-looking = Strict looking
field-subject = Subject
field-target = Target state
field-target-hours = Target hours
field-text = Text
field-trade-names = Trade names
field-translation = Translation
field-type-set = Type
field-until = Until
field-valid-from = Valid from
field-valid-to = Valid to
field-value = Value
field-verb = Verb
field-verdict = Verdict
field-verified-on = Verified on
field-votes = Votes
field-why = Why

# What a partner does (domain.md §2.1).
code-partner-type-ECE = E-commerce enterprise
code-partner-type-DAG = Domestic agent
code-partner-type-PLT = Platform enterprise
code-partner-type-PAY = Payment enterprise
code-partner-type-LOG = Logistics enterprise
code-partner-type-BRK = Customs broker
code-partner-type-SUP = Supervised-site operator
code-partner-type-WHB = Bonded warehouse
code-partner-type-OWH = Overseas warehouse
code-partner-type-MFR = Manufacturer or supplier
code-partner-type-HUB = Entrepot hub entity
code-partner-type-SUB = Overseas subsidiary
code-partner-type-IOR = Importer of record
code-partner-type-RPE = EU or UK responsible person
code-partner-type-IOI = IOSS intermediary
code-partner-type-LAB = Laboratory or notified body
code-partner-type-INS = Insurer or broker
code-partner-type-AFF = Marketing partner
code-partner-type-CHN = Third-party marketplace
code-partner-type-SVC = Service provider

# Customs credit grades by Decree 282 (domain.md §1.2).
code-credit-grade-UNK = not checked
code-credit-grade-ADV = advanced certified
code-credit-grade-CRT = certified
code-credit-grade-REG = regular
code-credit-grade-DIS = dishonest
code-credit-grade-SDI = seriously dishonest
code-credit-grade-FRN = foreign AEO

code-risk-band-LOW = low
code-risk-band-MED = medium
code-risk-band-HIGH = high
code-risk-band-CRITICAL = critical

# Customs supervision modes (domain.md §2.6).
code-mode-9610-IM = 9610 direct-purchase import
code-mode-9610-EX = 9610 retail export
code-mode-9710 = 9710 B2B direct export
code-mode-9810 = 9810 export to overseas warehouse
code-mode-1210 = 1210 bonded e-commerce
code-mode-1239 = 1239 bonded e-commerce A
code-mode-0110 = 0110 general trade
code-mode-1039 = 1039 market procurement

code-attested-screening = Screening
code-attested-training = Training
code-attested-assessment = Assessment
code-attested-contract = Contract
code-attested-settlement = Settlement

# What somebody answers for, in a sentence.
attested-screening = Sanctions screening was run and is clear, or a second person decided every hit.
attested-training = The training modules required for the partner's types were passed.
attested-assessment = The partner was assessed, no item is left open, and a decision was computed.
attested-contract = A contract with all mandatory clauses is active.
attested-settlement = Open orders are settled and the retention clock has started.

# Documents (domain.md §2.2).
code-doc-code-D-LIC = Business licence
code-doc-code-D-REG = Foreign registry extract
code-doc-code-D-CUS = Customs registration
code-doc-code-D-POA = Power of attorney
code-doc-code-D-EXP = Express-delivery permit
code-doc-code-D-FIN = Financial or payment licence
code-doc-code-D-ICP = ICP filing or telecom licence
code-doc-code-D-SUP = Supervised-site registration
code-doc-code-D-BIZ = Declarant and broker filing
code-doc-code-D-SIG = Digital signature certificate
code-doc-code-D-CRD = Credit-grade query record
code-doc-code-D-AEO = AEO certificate
code-doc-code-D-UBO = Beneficial-owner statement
code-doc-code-D-BNK = Bank-account proof
code-doc-code-D-IDC = Id of legal representative
code-doc-code-D-SEC = Security commitment
code-doc-code-D-TRN = Training certificate
code-doc-code-D-INS = Insurance certificate
code-doc-code-D-TMB = Trademark or brand authorisation
code-doc-code-D-LEI = LEI record
code-doc-code-D-EOR = EORI record
code-doc-code-D-VAT = VAT or GST registration
code-doc-code-D-GPS = GPSR agreement
code-doc-code-D-TPD = Transfer-pricing file index
code-doc-code-D-TAX = Platform tax data

code-reject-reason-blurred = blurred
code-reject-reason-expired = expired
code-reject-reason-wrong-name = wrong name
code-reject-reason-page-missing = page missing
code-reject-reason-no-seal = no seal or signature
code-reject-reason-differs = not what the record says
code-reject-reason-no-translation = no translation

# Roles (domain.md §10.1).
code-role-ONB = Partner officer
code-role-CMP = Compliance officer
code-role-LEG = Legal
code-role-LOGM = Logistics manager
code-role-FIN = Finance and tax
code-role-INSM = Insurance officer
code-role-MKTM = Market manager
code-role-TRNM = Training manager
code-role-AUD = Auditor
code-role-ADM = Administrator
code-role-DIR = Director
code-role-SYS = Program

code-bulk-no = one by one
code-bulk-sample = in bulk with a sample
code-bulk-yes = in bulk

code-ballot-approve = approve
code-ballot-reject = reject
code-ballot-return = return

code-verdict-up = up to standard
code-verdict-basic = basically up to standard
code-verdict-not = not up to standard
code-verdict-na = not applicable

code-stance-acknowledged = acknowledged
code-stance-waived = waived
code-stance-false-positive = false positive

code-severity-I = information
code-severity-L = low
code-severity-M = medium
code-severity-H = high
code-severity-B = blocking

code-finding-state-open = open
code-finding-state-acknowledged = acknowledged
code-finding-state-waiver-proposed = waiver proposed
code-finding-state-waived = waived
code-finding-state-false-positive = false positive

# Guards: what must hold before a transition.
guard-documents = Every required document is accepted and has not run out.
guard-identifiers = No identifier is invalid.
guard-other-person = Whoever filed or changed it is another person.
guard-no-blocking = No blocking finding is open.
guard-cool-off = At least 30 days have passed since the rejection.
guard-document-complete = The document carries its filed copy and its dates.

# How strongly, and by when, a document is asked for.
need-R = required
need-C = conditional
need-O = optional
needed-by-docs = documents review
needed-by-approval = approval
needed-by-admitted = admission

# Values that do not fit: what was found, and what to write instead.
value-required = { $field } is missing; a record without it is refused.
value-too-long = { $found } characters are too long; shorten it to { $max }.
value-wrong-type = “{ $found }” is not a value of this field.
value-unknown-code = “{ $found }” is not a code of this field; known: { $known }.
value-unknown-field = There is no field “{ $found }”; known: { $known }.
value-unknown-scheme = “{ $found }” is not an identifier scheme; known: { $known }.
value-not-a-flag = “{ $found }” is neither yes nor no; write yes or no.
value-not-a-date = “{ $found }” is not a day; write it as 2026-11-23.
value-not-an-instant = “{ $found }” is not a moment; write it as 2026-11-23T13:25:00+08:00.
value-not-a-number = “{ $found }” is not a number.
value-not-money = “{ $found }” is not an amount; write it as 1000000.00 USD.
value-not-an-id = “{ $found }” is not an id; write it as P-000123.
value-not-an-email = “{ $found }” is not an e-mail address; write it as name@example.com.
value-not-a-login = “{ $found }” is not a login; begin with a letter a–z and use at most 32 of a–z, 0–9, “-”, “_” and “.”.
value-no-letter = “{ $found }” contains no letter or digit; enter the name as registered.

# Votes that do not count, and who can vote instead.
refused-own-proposal = You proposed this for { $subject }; somebody else decides it.
refused-contributor = You contributed to { $subject } since it was last approved; somebody who did not decides it.
refused-same-person = You already filled step { $step }; another person fills this one.
refused-step-role = This step is filled by { $role } ({ $name }); you do not hold that role.
refused-case-complete = Every step is filled; there is nothing left to decide.
refused-system-decides-nothing = The program itself decides no case; a person does.
