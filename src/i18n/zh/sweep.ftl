# 逐份审核文件、读取证据、收件箱。

sweep-place = 审核第 { $at } 份，共 { $total } 份
sweep-tally = 接受 { $accepted } · 退件 { $rejected } · 跳过 { $left }
sweep-loading = 正在汇集待审文件……
sweep-opening = 正在打开文件……
sweep-filed = 提交人
sweep-file = 文件
sweep-copy = 原件
sweep-reading = 正在读取原件……
sweep-hidden = 录入后才显示
sweep-none = 未登记
sweep-found = 见文本第 { $page } 页
sweep-not-found = 文本中未找到
sweep-until = 至 { $day }，{ $days }
sweep-issued = 签发 { $day }
sweep-seal = 印章或签名
sweep-keying = { $field }：{ $n ->
    [0] 未印则按回车
   *[other] 共 { $n } 位
  }
sweep-matched = 已录入，一致
sweep-held-right = 录入为 { $typed }；以登记为准
sweep-differs = 录入与登记不一致，请再看一遍。
sweep-differs-values = 您录入 { $typed }；登记为 { $record }。
sweep-differs-none = 空
sweep-difference = { $field }：登记为 { $record }，原件为 { $paper }
sweep-reasons = 为何退件？请按数字：
sweep-refused = 不能接受：{ $why }
sweep-over = 本列表的文件均已处理或跳过。
sweep-over-left = { $n ->
    [0] 您没有跳过任何文件。
   *[other] 您跳过了 { $n } 份；按回车再过一遍。
  }
sweep-over-passed = 未处理：
sweep-more-rows = 列表共 { $matched } 份；本次为前 { $n } 份。
sweep-digit-record = 登记正确
sweep-digit-again = 重新录入
sweep-digit-paper = 原件正确：退件
sweep-nothing = 本列表没有待审文件。
sweep-filter-wrong = 列表的筛选有误，请先更正。
sweep-needs-documents = 请在文件列表中逐份审核。
sweep-settled-elsewhere = { $id } 已不待审：已由他人处理。
sweep-passed-before = { $id } 先前未处理。
sweep-typed-ahead = 文件显示之前的按键不算，请再按一次。
sweep-wait = 文件尚未显示。
sweep-sending = 上一项操作仍在处理中。
sweep-half-keyed = 正在录入：按 enter 比对，按 esc 放弃。
sweep-open-first = 请先查看原件：按 O 复制在本机打开的命令。
sweep-key-first = 请先按原件录入；按 r 前往。
sweep-points-open = 尚未核对：{ $points }。a 表示全部无误，3 退件。
sweep-digits = 1 接受，3 退件，4 及以上逐项核对。
sweep-digits-differs = 1 登记正确，2 重新录入，3 原件正确：退件。
sweep-left = 已跳过 { $id }。
sweep-no-earlier = 前面没有未处理的文件。
sweep-nothing-to-take-back = 本次尚未作出决定。
code-check-point-name = 名称
code-check-point-number = 编号
code-check-point-scope = 范围
code-check-point-seal = 印章
code-check-point-validity = 有效期
code-rekey-number = 原件上的编号
code-rekey-valid-to = 原件上的到期日（年月日六位）
sweep-number-last = 原件编号的末 { $n } 位
reading-text = 文本，{ $bytes } 字节
reading-pdf = PDF，{ $bytes } 字节，{ $shown ->
   *[other] 显示 { $shown } 页，共 { $pages } 页
  }
reading-scan = 此 PDF 没有文本层（{ $pages } 页，{ $bytes } 字节）：页面是图片。按 O 复制在本机打开的命令。
reading-encrypted = 此 PDF 已加密（{ $bytes } 字节），需密码才能打开。请索取未加密的副本。
reading-damaged = 此文件以 PDF 开头却无法读取（{ $bytes } 字节）。请重新索取。
reading-image = 图片（{ $bytes } 字节）。按 O 复制在本机打开的命令。
reading-other = 既非 PDF，也非文本或图片（{ $bytes } 字节）。按 O 复制在本机打开的命令。
reading-too-large = { $bytes } 字节，超出此处读取的上限。按 O 复制在本机打开的命令。
refused-own-upload = { $id } 由 { $by } 提交或修改：须由他人接受（DOC-03）。
hint-own-upload = 请交由其他审核人处理。
verify-own-upload = { $by } 接受了 { $id }，而该文件由同一人提交或修改
inbox-title = 收件箱：{ $n ->
   *[other] { $n } 个文件
  }，本次已归档 { $filed } 个
inbox-looking = 正在查看收件箱……
inbox-empty = 收件箱为空：放入数据目录 inbox 文件夹的文件会显示在此。
inbox-find = 伙伴：
inbox-by = （依据 { $by }）
inbox-no-partner = 文件名和文本中未找到伙伴；按 p 查找。
inbox-no-code = 无从判断文件类型；按 c 选择。
inbox-no-candidate = 此数字没有候选。
inbox-choose-first = 请先选定伙伴和文件类型。
inbox-filed = { $file } 已归档为 { $id }，并移至 inbox/filed。
inbox-filed-before = { $file } 已归档为 { $document }。
inbox-filed-as = 同一文件已归档为 { $document }。
inbox-filed-elsewhere = 同一文件是 { $partner } 的 { $document }：归档于此将触发 DOC-01。
inbox-says = 所载
inbox-issued = { $day } 签发
inbox-until = 至 { $day }
inbox-no-text = 没有可显示的文本。
inbox-unread = 无法读取 { $file }：{ $why }
inbox-changed = { $file } 与屏幕所示不同：请再看一遍。
cli-inbox-file = 文件
cli-inbox-bytes = 字节
cli-inbox-age = 时间
cli-inbox-partner = 伙伴
cli-inbox-code = 类型
cli-inbox-filed = 已归档为
inbox-needs-documents = 收件箱从文件列表打开。
inbox-digit-partner = 伙伴
inbox-digit-code = 文件类型
