# What the loop around the screens has to say.

runtime-file-unread = { $file } cannot be read: { $why }.
runtime-file-unwritten = { $file } cannot be written: { $why }.
runtime-editor = The editor gave nothing back: { $why }. The text is as it was.
runtime-no-editor = There is no editor here.
runtime-file-wrong = { $n ->
    [one] { $file } has a mistake: { $why }
   *[other] { $file } has { $n } mistakes; the first: { $why }
}
runtime-no-format = The ending of { $file } names no format; write .csv, .tsv or .jsonl.
