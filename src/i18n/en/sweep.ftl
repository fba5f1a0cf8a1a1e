# The sweep of documents, evidence that is read, and the inbox.

sweep-place = Checking { $at } of { $total }
sweep-tally = { $accepted } accepted · { $rejected } rejected · { $left } left out
sweep-loading = Gathering what is to be checked …
sweep-opening = Opening the document …
sweep-filed = Filed by
sweep-file = File
sweep-copy = Copy
sweep-reading = reading the copy …
sweep-hidden = hidden until it is keyed
sweep-none = none on record
sweep-found = in the text, page { $page }
sweep-not-found = not found in the text
sweep-until = until { $day }, { $days }
sweep-issued = issued { $day }
sweep-seal = a seal or signature
sweep-keying = { $field }: { $n ->
    [0] enter when none is printed
   *[other] { $n } to key
  }
sweep-matched = keyed, the same
sweep-held-right = keyed { $typed }; the record holds
sweep-differs = What you keyed is not what the record says. Look again.
sweep-differs-values = You keyed { $typed }; the record says { $record }.
sweep-differs-none = nothing
sweep-difference = { $field }: on record { $record }, on the paper { $paper }
sweep-reasons = Why is it rejected? Press a digit:
sweep-refused = Cannot be accepted: { $why }
sweep-over = Every document of this list is settled or left out.
sweep-over-left = { $n ->
    [0] Nothing was left out by you.
    [one] One was left out by you; enter goes to it again.
   *[other] { $n } were left out by you; enter goes through them again.
  }
sweep-over-passed = Passed over:
sweep-more-rows = The list has { $matched }; this sweep holds the first { $n }.
sweep-digit-record = the record is right
sweep-digit-again = key it again
sweep-digit-paper = the paper is right: reject
sweep-nothing = Nothing in this list is to be checked.
sweep-filter-wrong = The filter of the list is wrong; mend it first.
sweep-needs-documents = Documents are checked one after another from their list.
sweep-settled-elsewhere = { $id } is no longer to be checked: somebody else settled it.
sweep-passed-before = { $id } was passed over before.
sweep-typed-ahead = Typed before the document was on the screen; press it again.
sweep-wait = The document is not on the screen yet.
sweep-sending = The desk is still working on what was asked last.
sweep-half-keyed = A value is being keyed: enter compares it, esc drops it.
sweep-open-first = Look at the copy first: O copies the command that opens it at home.
sweep-key-first = Key the value from the paper first; r takes you there.
sweep-points-open = Still open: { $points }. a says all is in order, 3 rejects.
sweep-digits = 1 accepts, 3 rejects, 4 and above tick the points.
sweep-digits-differs = 1 the record is right, 2 key it again, 3 the paper is right: reject.
sweep-left = { $id } is left out.
sweep-no-earlier = There is no earlier document that is still open.
sweep-nothing-to-take-back = Nothing was decided in this sweep.
code-check-point-name = Name
code-check-point-number = Number
code-check-point-scope = Scope
code-check-point-seal = Seal
code-check-point-validity = Validity
code-rekey-number = Number from the paper
code-rekey-valid-to = Last day from the paper (YYMMDD)
sweep-number-last = The last { $n } of the number from the paper
reading-text = Text, { $bytes } bytes
reading-pdf = PDF, { $bytes } bytes, { $shown ->
    [one] { $pages ->
        [one] one page
       *[other] the first of { $pages } pages
      }
   *[other] { $shown } of { $pages } pages
  }
reading-scan = This PDF has no text layer ({ $pages ->
    [one] one page
   *[other] { $pages } pages
  }, { $bytes } bytes): its pages are pictures. O copies the command that opens it at home.
reading-encrypted = This PDF is encrypted ({ $bytes } bytes): it opens only with its password. Ask for a copy without one.
reading-damaged = This file begins as a PDF and cannot be read as one ({ $bytes } bytes). Ask for it again.
reading-image = A picture ({ $bytes } bytes). O copies the command that opens it at home.
reading-other = Neither a PDF nor text nor a picture ({ $bytes } bytes). O copies the command that opens it at home.
reading-too-large = { $bytes } bytes are more than is read here. O copies the command that opens it at home.
refused-own-upload = { $id } was filed or changed by { $by }: somebody else accepts it (DOC-03).
hint-own-upload = Leave it to another checker.
verify-own-upload = { $by } accepted { $id }, which the same person had filed or changed
inbox-title = Inbox: { $n ->
    [one] one file
   *[other] { $n } files
  }, { $filed } filed now
inbox-looking = Looking through the inbox …
inbox-empty = The inbox is empty: files put into the folder inbox of the desk appear here.
inbox-find = Partner:
inbox-by = (by { $by })
inbox-no-partner = No partner was found in name and text; p looks for one.
inbox-no-code = Nothing says what it is; c chooses a code.
inbox-no-candidate = No candidate has this digit.
inbox-choose-first = Choose partner and code first.
inbox-filed = { $file } is filed as { $id } and was moved to inbox/filed.
inbox-filed-before = { $file } is filed already, as { $document }.
inbox-filed-as = This very file is filed already as { $document }.
inbox-filed-elsewhere = This very file is { $document } of { $partner }: filed here it is a finding (DOC-01).
inbox-says = Says
inbox-issued = issued { $day }
inbox-until = to { $day }
inbox-no-text = There is no text to show.
inbox-unread = { $file } cannot be read: { $why }
inbox-changed = { $file } is not what was on the screen: look at it again.
cli-inbox-file = File
cli-inbox-bytes = Bytes
cli-inbox-age = Age
cli-inbox-partner = Partner
cli-inbox-code = Code
cli-inbox-filed = Filed as
inbox-needs-documents = The inbox opens from the list of documents.
inbox-digit-partner = partner
inbox-digit-code = code
