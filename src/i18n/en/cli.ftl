# cli: messages of this area; one id, every locale.

# Rows of an import that are not taken.
import-open-quote = A quote opens here and is never closed; close it. Everything behind it was read as one row.
import-row-length = The row has { $found } cells where the header has { $expected }; look for a missing or an unquoted delimiter.
import-not-json = This is no JSON object, see column { $column } of the line: { $reason }.
import-json-nested = The value is an object; write its parts as columns of their own, such as “identifiers[lei].value”.
import-line-twice = Line { $line } has the same key; one file says one thing about a record.
import-no-key = The row has no value in its key; without it the record could not be found again.

# What stands before and behind messages.
cli-error = error
cli-hint = hint
cli-cause = because
cli-change = { $id } { $path }: “{ $before }” became “{ $after }” by { $by }
cli-did-you-mean = Did you mean “{ $near }”?
cli-known = Known: { $known }.

# What cannot be done.
cli-locale = There is no language “{ $found }” here.
cli-locale-hint = Write --locale en or --locale zh.
cli-output = The output could not be written.
cli-no-random = The system gives no random bytes ({ $reason }).
cli-unexpected-answer = The desk answered something else than was asked; this is a fault of the program.
cli-catalogue = The catalogue that ships with the program cannot be read; this is a fault of the program.
cli-not-in-this-build = This build has no { $what }.
cli-no-home = It is not known where the desk lies: neither XDG_DATA_HOME nor HOME is set.
cli-no-home-hint = Name the folder with --desk DIR or ENTREPOT_DESK.
cli-no-desk = There is no desk in { $dir }.
cli-no-desk-hint = Make one with `entrepot demo` or `entrepot init`, or name another folder with --desk DIR.
cli-file-unread = { $file } cannot be read.
cli-file-unwritten = { $file } cannot be written.
cli-file-column = { $file } has no column “{ $column }”.
cli-demo-only = Clock and seed can only be set on demo desks; a production journal takes its time from the clock of the machine.
cli-no-zone = “{ $found }” is not a time zone.
cli-no-zone-hint = Write the name of a place, such as Asia/Shanghai or Europe/Berlin.
cli-no-role = There is no role “{ $found }”.
cli-no-kind = There is no kind of record “{ $found }”.
cli-no-list = There is no list or kind “{ $found }”.
cli-no-column = The list { $list } has no column “{ $found }”.
cli-no-verb = There is no verb “{ $found }”.
cli-verbs-hint = `entrepot help verbs` lists all verbs; `entrepot show ID` those that are possible now.
cli-verb-of-other-kind = { $verb } is a verb of another kind ({ $kind }) than { $id }.
cli-other-kind = { $id } is of another kind than { $kind }.
cli-no-rule = There is no rule “{ $found }”.
cli-rules-hint = `entrepot help rules` lists all rules.
cli-no-scheme = There is no identifier scheme “{ $found }”.
cli-schemes-hint = `entrepot id --schemes` lists all schemes.
cli-no-context = There is no context “{ $found }”.
cli-no-topic = There is no command or topic “{ $found }”.
cli-no-format = The ending of { $file } says no format.
cli-no-format-hint = Use .csv, .tsv or .jsonl; standard output is CSV, with --format json JSON lines.
cli-several = “{ $text }” names { $n } records.
cli-several-hint = Use one of the ids: { $ids }.
cli-find-hint = Give an id such as P-000123, an identifier, or a name; `entrepot list partners` shows what is there.
cli-fields-wrong = { $n ->
    [one] A field is wrong; nothing was written.
   *[other] { $n } fields are wrong; nothing was written.
}
cli-fields-hint = `entrepot help fields` lists fields and what they hold.
cli-not-a-field = “{ $found }” is not FIELD=VALUE.
cli-not-a-field-hint = Write the field, an equals sign and the value: country=CN or "note=two words".
cli-no-file-field = Records of this kind ({ $kind }) carry no file.
cli-set-what = Say which record and what to change.
cli-judge-what = Say which item is judged.
cli-judge-word = “{ $found }” says nothing about an item.
cli-judge-hint = Write code=… verdict=up|basic|not|na|none comment=….
cli-react-word = “{ $found }” says nothing about a finding.
cli-react-hint = Write until=2026-12-31 for a waiver, also=KEY,KEY for other gaps of the same record in its case, and the reason with --why.
cli-waive-until = A waiver needs its last day.
cli-no-finding-key = “{ $found }” is not the key of a finding.
cli-finding-hint = A key is RULE:ID or RULE:ID:SLOT, such as PTR-002:P-000123:D-LIC; `entrepot findings --format json` lists them.
cli-id-what = Say the scheme and the values, or a file.
cli-id-hint = Such as `entrepot id lei 5493001KJTIIGC8Y1R12`, or `entrepot id --file F.csv --scheme-column scheme --value-column value`.
cli-id-file-hint = Name the column with --scheme-column, or the scheme of all rows as the first word.
cli-id-line = Line { $line }: there is no identifier scheme “{ $found }”.
cli-id-tally = { $n } checked: { $valid } valid, { $suspicious } suspicious, { $invalid } invalid.

# What was done.
cli-done = Entry { $entry }: { $ids }.
cli-done-case = Case { $case }.
cli-made = The desk is in { $dir }.
cli-rebuilt = The view was made again from { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}.
cli-verified = Nothing is wrong.
cli-verify-head = Head: entry { $seq }, { $hash }
cli-verify-more = … and { $n } more
cli-shown = { $shown } of { $matched }
cli-as-at = As known at the end of { $day }.
cli-not-now = This is not the present state.
cli-verbs = Verbs
cli-exported = { $n ->
    [one] { $n } row was
   *[other] { $n } rows were
} written to { $file }.
cli-keymap-checked = { $file }: { $n ->
    [0] nothing to report.
    [one] { $n } report.
   *[other] { $n } reports.
}
cli-keymap-wrong = The keymap { $file } is wrong.

# Imports.
cli-import-nothing = Nothing was read from { $file }.
cli-mapping-wrong = The mapping { $file } is wrong; nothing was read.
cli-mapping-kind = The mapping { $file } is for another kind ({ $kind }) than the one asked for ({ $wanted }).
cli-mappings-hint = Shipped are { $names }; `entrepot import KIND FILE --suggest` writes a guess.
cli-ignored-columns = Columns that are no fields are left out: { $columns }.
cli-imported = { $created } made, { $changed } changed, { $same } the same, { $rejected } rejected.
cli-import-would = It would be: { $created } made, { $changed } changed, { $same } the same, { $rejected } rejected. Nothing was written.
cli-import-same = The desk says all of this already; nothing was written.
cli-import-stopped = Stopped: rows up to line { $line } are kept. The same command again goes on where it stopped.
cli-import-kept = Rows up to line { $line } are kept; the same command again goes on from there.
cli-more-rejects = … and { $n } more.
cli-rejects-in = { $n ->
    [one] The rejected row is in { $file }.
   *[other] The { $n } rejected rows are in { $file }.
}
cli-rejects-hint = Name another place with --rejects FILE.

# Help.
cli-topic-exit-codes = Exit codes
cli-topic-kinds = Kinds of records
cli-topic-fields = Fields by kind
cli-topic-verbs = Verbs, who may use them, from which state to which
cli-topic-rules = Rules and where they come from
cli-topic-schemes = Identifier schemes
cli-exit-0 = done
cli-exit-1 = the answer is no: invalid, differs, rows rejected, a check failed
cli-exit-2 = wrong usage: an argument, a value, a file, a setting
cli-exit-3 = refused: permission, four eyes, guard, stale
cli-exit-4 = the desk cannot be opened or written, or is damaged
cli-exit-5 = internal error
cli-head-kind = kind
cli-head-id = id
cli-head-what = what
cli-head-field = field
cli-head-type = type
cli-head-flags = flags
cli-head-verb = verb
cli-head-from = from
cli-head-to = to
cli-head-roles = roles
cli-head-control = control
cli-head-rule = rule
cli-head-severity = severity
cli-head-source = source
cli-head-scheme = scheme
cli-head-country = country
cli-head-example = example
cli-head-name = name
cli-head-context = context
cli-head-keys = keys
cli-head-action = action

cli-no-clock = “{ $found }” is no clock.
cli-no-user = It is not known who you are: the system has no name for this user.
cli-not-made = No desk was made in { $dir }.
cli-desk-held = The desk in { $dir } is open elsewhere.
cli-desk-held-hint = Close it there, or use `:import`, `:export` and `:do` inside the workstation.
cli-desk-damaged = The desk in { $dir } cannot be opened.
cli-desk-damaged-hint = `entrepot rebuild` makes the view anew; a damaged journal is restored from a backup.
cli-workstation = The workstation cannot open.
cli-no-theme = There is no theme “{ $found }”.
cli-no-colours = “{ $found }” is no number of colours.
cli-not-a-demo = { $dir } holds a desk that is no demo; it was not touched.
cli-no-mapping = A questionnaire is read as it was sent out: there is no mapping for it
cli-no-mapping-hint = leave --mapping out; the columns are question, answer, remark and evidence, in English or Chinese
