# Words that every screen needs.
yes = yes
no = no
ok = OK
back = back
cancel = cancel
none = none
all = all
unknown = unknown
more = more
on = on
off = off
today = today
tomorrow = tomorrow
yesterday = yesterday
never = never
erased = erased
untitled = untitled

# A position in a list: 3 of 12.
of = { $n } of { $total }

# A span of days as short as it can be: 12 d, -31 d.
days-short = { $n } d

# The same in a sentence.
days-count = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
days-ahead = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
records-count = { $n ->
    [one] { $n } record
   *[other] { $n } records
}

# The terminal's refusals.
term-too-small = The window is { $width }×{ $height }; entrepot needs at least { $min-width }×{ $min-height }.
term-clipboard-too-large = Not copied: { $bytes } bytes are more than the { $cap } bytes a terminal's clipboard takes. Mark less, or export to a file.
term-clipboard-empty = Not copied: nothing is selected.
term-clipboard-failed = Not copied: the terminal did not take it ({ $reason }).
term-editor-failed = The editor { $editor } gave nothing back ({ $reason }); your text is unchanged.
term-paste-dropped = Pasted text was dropped: no text field is open here.
