# cli: messages of this area; one id, every locale.

# Rows of an import that are not taken.
import-open-quote = 此处的引号没有闭合，请补上；其后的内容被当作一行读取。
import-row-length = 该行有 { $found } 个单元格，而表头有 { $expected } 个；请检查是否缺少分隔符或引号。
import-not-json = 这不是 JSON 对象，见该行第 { $column } 列：{ $reason }。
import-json-nested = 该值是一个对象；请把它的各部分写成单独的列，例如“identifiers[lei].value”。
import-line-twice = 第 { $line } 行有相同的键；一个文件对一条记录只说一次。
import-no-key = 该行的键没有值；没有键就无法再次找到这条记录。

# What stands before and behind messages.
cli-error = 错误
cli-hint = 提示
cli-cause = 原因
cli-change = { $id } { $path }：“{ $before }”被 { $by } 改为“{ $after }”
cli-did-you-mean = 您是指“{ $near }”吗？
cli-known = 可用：{ $known }。

# What cannot be done.
cli-locale = 没有语言“{ $found }”。
cli-locale-hint = 请写 --locale en 或 --locale zh。
cli-output = 无法写出结果。
cli-no-random = 系统没有给出随机数（{ $reason }）。
cli-unexpected-answer = 工作台的回答与所问不符；这是程序的缺陷。
cli-catalogue = 无法读取随程序提供的目录；这是程序的缺陷。
cli-not-in-this-build = 此版本没有 { $what }。
cli-no-home = 不知道工作台在哪里：XDG_DATA_HOME 和 HOME 都没有设置。
cli-no-home-hint = 请用 --desk DIR 或 ENTREPOT_DESK 指明文件夹。
cli-no-desk = { $dir } 中没有工作台。
cli-no-desk-hint = 请用 `entrepot demo` 或 `entrepot init` 建立，或用 --desk DIR 指明其他文件夹。
cli-file-unread = 无法读取 { $file }。
cli-file-unwritten = 无法写入 { $file }。
cli-file-column = { $file } 没有“{ $column }”列。
cli-demo-only = 只有演示工作台可以设定时钟和种子；正式日志的时间取自机器时钟。
cli-no-zone = “{ $found }”不是时区。
cli-no-zone-hint = 请写地名，例如 Asia/Shanghai 或 Europe/Berlin。
cli-no-role = 没有角色“{ $found }”。
cli-no-kind = 没有记录种类“{ $found }”。
cli-no-list = 没有列表或种类“{ $found }”。
cli-no-column = 列表 { $list } 没有“{ $found }”列。
cli-no-verb = 没有操作“{ $found }”。
cli-verbs-hint = `entrepot help verbs` 列出所有操作；`entrepot show ID` 列出现在可用的操作。
cli-verb-of-other-kind = { $verb } 是另一种类（{ $kind }）的操作，与 { $id } 不符。
cli-other-kind = { $id } 的种类不是{ $kind }。
cli-no-rule = 没有规则“{ $found }”。
cli-rules-hint = `entrepot help rules` 列出所有规则。
cli-no-scheme = 没有标识体系“{ $found }”。
cli-schemes-hint = `entrepot id --schemes` 列出所有体系。
cli-no-context = 没有场景“{ $found }”。
cli-no-topic = 没有命令或主题“{ $found }”。
cli-no-format = { $file } 的扩展名没有说明格式。
cli-no-format-hint = 请用 .csv、.tsv 或 .jsonl；标准输出为 CSV，加 --format json 则为 JSON 行。
cli-several = “{ $text }”对应 { $n } 条记录。
cli-several-hint = 请用其中一个编号：{ $ids }。
cli-find-hint = 请给出编号（如 P-000123）、标识或名称；`entrepot list partners` 显示已有的记录。
cli-fields-wrong = { $n } 个字段有误；没有写入任何内容。
cli-fields-hint = `entrepot help fields` 列出字段及其内容。
cli-not-a-field = “{ $found }”不是“字段=值”。
cli-not-a-field-hint = 请写字段、等号和值：country=CN 或 "note=两个 词"。
cli-no-file-field = 该种类（{ $kind }）的记录没有文件。
cli-set-what = 请说明哪条记录、改什么。
cli-judge-what = 请说明评判哪一项。
cli-judge-word = “{ $found }”与检查项无关。
cli-judge-hint = 请写 code=… verdict=up|basic|not|na|none comment=…。
cli-react-word = “{ $found }”与发现无关。
cli-react-hint = 豁免请写 until=2026-12-31；同一记录的其他缺口可用 also=键,键 并入一案；理由用 --why 给出。
cli-waive-until = 豁免需要最后一天的日期。
cli-no-finding-key = “{ $found }”不是发现的键。
cli-finding-hint = 键的形式是“规则:编号”或“规则:编号:位置”，例如 PTR-002:P-000123:D-LIC；`entrepot findings --format json` 列出它们。
cli-id-what = 请给出体系和值，或一个文件。
cli-id-hint = 例如 `entrepot id lei 5493001KJTIIGC8Y1R12`，或 `entrepot id --file F.csv --scheme-column scheme --value-column value`。
cli-id-file-hint = 请用 --scheme-column 指明列，或把所有行的体系写在最前。
cli-id-line = 第 { $line } 行：没有标识体系“{ $found }”。
cli-id-tally = 检查 { $n } 个：有效 { $valid }，可疑 { $suspicious }，无效 { $invalid }。

# What was done.
cli-done = 日志 { $entry }：{ $ids }。
cli-done-case = 案件 { $case }。
cli-made = 工作台在 { $dir }。
cli-rebuilt = 视图已由 { $n } 条日志重建。
cli-verified = 没有问题。
cli-verify-head = 日志末条：第 { $seq } 条，{ $hash }
cli-verify-more = ……另有 { $n } 处
cli-shown = { $shown } / { $matched }
cli-as-at = 截至 { $day } 日终所知。
cli-not-now = 这不是当前状态。
cli-verbs = 操作
cli-exported = { $n } 行已写入 { $file }。
cli-keymap-checked = { $file }：{ $n ->
    [0] 没有可报告的。
   *[other] { $n } 条报告。
}
cli-keymap-wrong = 按键表 { $file } 有误。

# Imports.
cli-import-nothing = 没有从 { $file } 读取任何内容。
cli-mapping-wrong = 映射 { $file } 有误；没有读取任何内容。
cli-mapping-kind = 映射 { $file } 属于另一种类（{ $kind }），所要的是{ $wanted }。
cli-mappings-hint = 自带的有 { $names }；`entrepot import KIND FILE --suggest` 可写出一个猜测。
cli-ignored-columns = 不是字段的列被略去：{ $columns }。
cli-imported = 新建 { $created }，更改 { $changed }，相同 { $same }，拒收 { $rejected }。
cli-import-would = 将会：新建 { $created }，更改 { $changed }，相同 { $same }，拒收 { $rejected }。没有写入任何内容。
cli-import-same = 工作台已有全部这些内容；没有写入任何内容。
cli-import-stopped = 已停止：第 { $line } 行及以前的已保留。再次执行同一命令会接着进行。
cli-import-kept = 第 { $line } 行及以前的已保留；再次执行同一命令会从那里接着进行。
cli-more-rejects = ……另有 { $n } 行。
cli-rejects-in = { $n } 个拒收行在 { $file }。
cli-rejects-hint = 请用 --rejects FILE 指明其他位置。

# Help.
cli-topic-exit-codes = 退出码
cli-topic-kinds = 记录种类
cli-topic-fields = 各种类的字段
cli-topic-verbs = 操作：谁可用，从何状态到何状态
cli-topic-rules = 规则及其来源
cli-topic-schemes = 标识体系
cli-exit-0 = 完成
cli-exit-1 = 答案为否：无效、有差异、有拒收行、检查未通过
cli-exit-2 = 用法有误：参数、值、文件或设置
cli-exit-3 = 被拒绝：权限、双人复核、前提或已过时
cli-exit-4 = 工作台无法打开或写入，或已损坏
cli-exit-5 = 内部错误
cli-head-kind = 种类
cli-head-id = 编号
cli-head-what = 含义
cli-head-field = 字段
cli-head-type = 类型
cli-head-flags = 标记
cli-head-verb = 操作
cli-head-from = 从
cli-head-to = 到
cli-head-roles = 角色
cli-head-control = 控制
cli-head-rule = 规则
cli-head-severity = 严重度
cli-head-source = 来源
cli-head-scheme = 体系
cli-head-country = 国家
cli-head-example = 示例
cli-head-name = 名称
cli-head-context = 场景
cli-head-keys = 按键
cli-head-action = 动作

cli-no-clock = “{ $found }”不是时钟。
cli-no-user = 不知道您是谁：系统没有这个用户的名字。
cli-not-made = 没有在 { $dir } 建立工作台。
cli-desk-held = { $dir } 中的工作台已在别处打开。
cli-desk-held-hint = 请在那里关闭，或在工作台内使用 `:import`、`:export` 和 `:do`。
cli-desk-damaged = 无法打开 { $dir } 中的工作台。
cli-desk-damaged-hint = `entrepot rebuild` 重建视图；损坏的日志须由备份恢复。
cli-workstation = 工作台无法打开。
cli-no-theme = 没有主题“{ $found }”。
cli-no-colours = “{ $found }”不是颜色数。
cli-not-a-demo = { $dir } 中的工作台不是演示工作台;未作改动。
cli-no-mapping = 问卷按发出时的格式读取，没有映射
cli-no-mapping-hint = 请去掉 --mapping；各列为问题、回答、备注、证据，中英文均可
