# 逐项采用已归档保险凭证的字段。

extract-new = 新保险凭证
extract-tally = 采用 { $taken } · 不采用 { $left } · 未定 { $open }
extract-loading = 正在打开凭证……
extract-reading = 正在读取凭证……
extract-of-what = { $id } 不是保险凭证：只能从保险凭证或代码为 D-INS 的文件采用字段。
extract-over = { $id } 已终止：不再修改。
extract-needs-paper = 请在文件列表或保险凭证列表中采用字段。
extract-no-copy = 未随附归档文件。
extract-too-long = 共 { $pages } 页，已读 { $read } 页：保险凭证不会这么长，因此不提出任何字段。
extract-nothing-found = 文本中没有可识别的保险凭证内容。
extract-by-hand = 文件已留作证据，内容须手工录入：按 enter 或 e 打开表单，伙伴和文件已填好；按 O 复制在本机打开文件的命令。
extract-place = 第 { $page } 页第 { $row } 行，把握 { $confidence } %
extract-page-line = 第 { $page } 页（共 { $pages } 页），第 { $row } 行
extract-page = 第 { $page } 页（共 { $pages } 页）
extract-says = 凭证：
extract-has = 已有：
extract-has-value = 已有：{ $value }
extract-to-type = 待录入
extract-of-cover = 险种 { $key }：{ $field }
extract-of-insurer = 保险人 { $key }：{ $field }
extract-field-producer = 保险经纪人
extract-field-cover = 种类
extract-digit-accept = 采用
extract-digit-edit = 录入
extract-digit-empty = 留空
extract-digit-keep = 保留
extract-digits = 1 采用凭证所载，2 手工录入，3 保持原样。
extract-type-it = 没有可采用的字段：按 e 打开表单。
extract-not-found = 凭证必须有此项，但未找到：按 2 录入。
extract-edit-it = 无法按印刷内容采用：按 2 录入，按 3 留空。
extract-same = 记录已是如此。
extract-required = 凭证不能缺少此项：按 1 采用，按 2 录入。
extract-all-decided = 各项均已决定：可以写入已采用的内容。
extract-nothing-to-take-back = 此处尚未作出决定。
extract-none-sure = 没有可一并采用的字段：其余请逐项决定。
extract-ask-all = { $n ->
   *[other] 一并采用把握为 { $confidence } % 的 { $n } 项？
  }
extract-ask-replace = 已有人录入其他内容：以凭证所载替换吗？
extract-ask-write = { $n ->
   *[other] 尚有 { $n } 项未定，将保持原样。写入其余各项吗？
  }
extract-lacking = { $n ->
   *[other] 缺少凭证必备的 { $n } 项：按 1 采用，按 2 录入。
  }
extract-nothing-taken = 没有采用任何内容，无可写入。
extract-taken-up = 已恢复您先前的决定。
extract-done = { $id } 已写入：采用 { $accepted } 项，录入 { $typed } 项，{ $left } 项保持原样。
extract-done-by-hand = { $id } 已手工录入；文件一并保存。
inbox-filed-paper = { $file } 已归档为 { $id }：按 r 采用其字段。
inbox-filed-by-hand = { $file } 已归档为 { $id }：按 r 手工录入，程序无法读取。
inbox-no-paper = 此处尚未归档保险凭证。
