# 每个界面都用到的词。
yes = 是
no = 否
ok = 确定
back = 返回
cancel = 取消
none = 无
all = 全部
unknown = 未知
more = 更多
on = 开
off = 关
today = 今天
tomorrow = 明天
yesterday = 昨天
never = 从未
erased = 已删除
untitled = 未命名

# 列表中的位置。
of = 第 { $n } 项，共 { $total } 项

# 天数的最短写法。
days-short = { $n } 天

# 句子中的天数。
days-count = { $n } 天
days-ago = { $n } 天前
days-ahead = { $n } 天后
records-count = { $n } 条记录

# 终端无法完成的操作。
term-too-small = 窗口为 { $width }×{ $height }，entrepot 至少需要 { $min-width }×{ $min-height }。
term-clipboard-too-large = 未复制：{ $bytes } 字节超过终端剪贴板的上限 { $cap } 字节。请缩小选择范围，或导出到文件。
term-clipboard-empty = 未复制：没有选中任何内容。
term-clipboard-failed = 未复制：终端未接受（{ $reason }）。
term-editor-failed = 编辑器 { $editor } 没有返回内容（{ $reason }），原文未改动。
term-paste-dropped = 粘贴的内容已丢弃：当前没有打开的输入框。
