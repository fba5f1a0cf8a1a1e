# The fields of a filed certificate, taken over one by one.

extract-new = New certificate
extract-tally = { $taken } taken · { $left } left · { $open } open
extract-loading = Opening the paper …
extract-reading = Reading the paper …
extract-of-what = { $id } is no certificate of insurance: fields are taken over from a certificate, or from a document with the code D-INS.
extract-over = { $id } is over: nothing of it is changed any more.
extract-needs-paper = Fields are taken over in the lists of documents and of certificates.
extract-no-copy = No copy is filed with it.
extract-too-long = { $pages } pages, of which { $read } were read: no certificate is that long, and nothing is proposed from it.
extract-nothing-found = The text says nothing that is known of a certificate.
extract-by-hand = The copy is kept as evidence. What it says is typed by hand: enter or e opens the form with the partner and the copy filled in; O copies the command that opens the copy at home.
extract-place = page { $page }, line { $row }, { $confidence } % sure
extract-page-line = Page { $page } of { $pages }, line { $row }
extract-page = Page { $page } of { $pages }
extract-says = paper:
extract-has = has:
extract-has-value = has: { $value }
extract-to-type = to be typed
extract-of-cover = Cover { $key }: { $field }
extract-of-insurer = Insurer { $key }: { $field }
extract-field-producer = Broker
extract-field-cover = Kind
extract-digit-accept = accept
extract-digit-edit = type
extract-digit-empty = leave empty
extract-digit-keep = keep it
extract-digits = 1 takes what the paper says, 2 types it, 3 leaves the field as it is.
extract-type-it = Nothing is proposed: e opens the form.
extract-not-found = The certificate needs this and it was not found: 2 types it.
extract-edit-it = It cannot be taken as it is printed: 2 types it, 3 leaves it empty.
extract-same = The record says this already.
extract-required = A certificate cannot be without this: 1 takes it, 2 types it.
extract-all-decided = Every field is decided: what was taken can be written.
extract-nothing-to-take-back = Nothing was decided here.
extract-none-sure = Nothing is left to accept at once: decide the rest one by one.
extract-ask-all = { $n ->
    [one] Accept the one field that is read with { $confidence } % certainty?
   *[other] Accept all { $n } fields that are read with { $confidence } % certainty?
  }
extract-ask-replace = Somebody typed something else: replace it by what the paper says?
extract-ask-write = { $n ->
    [one] One field is undecided and stays as it is. Write the others?
   *[other] { $n } fields are undecided and stay as they are. Write the others?
  }
extract-lacking = { $n ->
    [one] One field a certificate cannot be without is missing: 1 takes it, 2 types it.
   *[other] { $n } fields a certificate cannot be without are missing: 1 takes one, 2 types it.
  }
extract-nothing-taken = Nothing was taken: there is nothing to write.
extract-taken-up = What you decided before is taken up again.
extract-done = { $id } is written: { $accepted } accepted, { $typed } typed, { $left } left as they were.
extract-done-by-hand = { $id } is typed by hand; its copy is kept with it.
inbox-filed-paper = { $file } is filed as { $id }: r takes its fields over.
inbox-filed-by-hand = { $file } is filed as { $id }: r types it by hand, for no program can read it.
inbox-no-paper = No certificate of insurance was filed here yet.
