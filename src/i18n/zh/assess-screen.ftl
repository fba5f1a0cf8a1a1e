# assess-screen: the assessment screen and the readiness panel; one id, every locale.

# The screen.
assess-loading = 正在等待数据 …
assess-own = 平台自身
assess-no-items = 没有项目。
assess-only-all = 全部项目
assess-only-open = 只看未评
assess-only-weak = 只看基本达标和不达标
assess-only-na = 只看不适用
assess-only-changed = 只看有变化
assess-head-total = 总分 { $total }，须 { $needed }
assess-flag-a = A：不达标：{ $items }
assess-flag-b = B：标准 { $standard } 的基本达标过多：{ $items }
assess-flag-c = C：总分 { $total } 过低
assess-flags-none = 三项条件均满足
assess-verdict-UP = 达标
assess-verdict-BASIC = 基本达标
assess-verdict-NOT = 不达标
assess-verdict-NA = 不适用
assess-verdict-UNASSESSED = 未评

# The item.
assess-standard = 标准 { $standard }
assess-critical = 关键项：不达标即不予准入。
assess-changed = 与上次相比有变化：{ $what }
assess-compare = {" "}
assess-more = {" "}
assess-now = 本次
assess-last = 上次 { $id }，{ $on }
assess-not-asked = 未涉及
assess-action = { $what }：{ $owner }，{ $due } 前，{ $state }
assess-wants = 所需证据
assess-cadence-admission = 准入时
assess-cadence-change = 每次变更时
assess-cadence-continuous = 持续
assess-cadence-contract = 随合同
assess-cadence-day = 每日
assess-cadence-each = 每次
assess-cadence-month = 每月
assess-cadence-quarter = 每季度
assess-cadence-risk = 按风险
assess-cadence-year = 每年

# What changed since.
assess-changed-new = 新增项目
assess-changed-open = 上次未评
assess-changed-applies = 权重或适用范围已变
assess-changed-gone = 文件 { $what } 已缺失
assess-changed-state = { $what } { $state }
assess-changed-expired = { $what } 已于 { $on } 到期
assess-changed-edited = { $what } 已修改
assess-changed-newer = { $newer } 归档晚于 { $what }
assess-changed-closed = 整改已关闭
assess-changed-late = 整改期限为 { $on }，已逾期
assess-changed-far = 整改期限 { $on } 过远

# Said in the status line.
assess-never = { $id } 尚未评估，请按 n 新建评估。
assess-open-what = 请将光标移到合作方或评估上。
assess-all-judged = 所有项目均已评定。
assess-digits = 1 达标，2 基本达标，3 不达标，0 不适用。
assess-digit-not-allowed = { $item } 不能评为 { $verdict }，可选 { $known }。
assess-same-none = 同一对象按此清单尚无已批准的评估。
assess-same-nothing = { $last } 中没有可沿用的结论：{ $left } 项未评且有变化。
assess-same-would = { $n } 项与 { $last } 相同；{ $left } 项有变化，须逐项评定。再按一次即沿用。
assess-typed-ahead = 选项显示之前的按键不算，请再按一次。
assess-same-took = { $n } 项沿用上次结论{ $refused ->
    [0] 。
   *[other] ，{ $refused } 项被拒绝。
}

# What is asked for.
assess-ask-na = { $item }：为何不适用？
assess-ask-basic = { $item } 基本达标：发现了什么，如何整改
assess-ask-not = { $item } 不达标：发现了什么，如何整改
assess-ask-comment = { $item } 的意见
assess-pick-title = { $item } 的证据
assess-pick-title-verdict = { $item } 的证据，{ $verdict }
assess-pick-kind = 归为 { $kind }。其他种类：:evidence site:路径
assess-pick-none = 没有归档文件。请输入文件路径或文件编号。
assess-pick-no-match = 没有匹配项；回车将输入内容作为路径或编号。
assess-pick-line = 筛选或路径
assess-pick-hint = 按 / 输入
assess-pick-file = 文件 { $sha256 }
assess-pick-no-such = 没有这一行。
assess-pick-path = 请输入文件路径或文件编号。

# The proposal.
assess-propose-title = 提交 { $id } 第 { $rev } 版审批？
assess-points = 总分
assess-flags = 条件
assess-basic = 基本达标
assess-items-open = 未评
assess-actions = 整改
assess-fact-total = { $total }，须 { $needed }
assess-fact-standing = { $standing }
assess-fact-decision = { $decision }
assess-fact-none-open = 无
assess-fact-items = { $n } 项：{ $items }

# The readiness panel.
readiness-title = { $day } 就绪情况，假设海关今日认证
readiness-no-lists = 没有生效的平台清单。
readiness-none = 按 { $list } 尚无评估，请在 合作方 · 评估 中新建。
readiness-never = 从未评估
readiness-not-in-force = 未生效
readiness-unanswered = 总分与条件待定：{ $all } 项均未作答
readiness-open-total = 总分与条件待定：{ $all } 项中 { $open } 项待评
readiness-open-fails = 总分待定：{ $all } 项中 { $open } 项待评 · 已不满足：{ $flags }
readiness-total = 总分 { $total } · { $flags }
readiness-count = { $what } { $n }
readiness-lapsing = 已到期证据：{ $gone }；30 天内 { $d30 }，60 天内 { $d60 }，90 天内 { $d90 }
readiness-overdue = 逾期整改（{ $n }）
readiness-open = 未评项目（{ $n }）
assess-legend-UP = 达标
assess-legend-BASIC = 基本达标
assess-legend-NOT = 不达标
assess-legend-NA = 不适用
assess-legend-UNASSESSED = 未评
command-evidence = 用文件或归档文件为光标处的项目举证
command-readiness = 平台就绪情况，可按单个清单查看

# Short labels of keys.
action-evidence-add-short = 添证据
action-assess-only-short = 筛选
action-assess-propose-short = 提交审批
assess-evidence-where = 证据须加到已打开评估的条目上：请先打开评估
