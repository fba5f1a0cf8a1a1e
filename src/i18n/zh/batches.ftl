# 批次：先抽查样本、再一并审批的审批单；两种语言的标识相同。

kind-batch = 批次
kinds-batch = 批次

field-batch = 批次
field-case = 审批单
field-cases = 审批单
field-dissolved-by = 解散原因
field-drawn-by = 抽样人
field-left = 未一并批准
field-sample = 样本
field-seed = 抽样种子

code-batch-left-changed = 有变化
code-batch-left-guard = 条件不再满足
code-batch-left-four-eyes = 四眼原则
code-batch-left-decided = 已单独处理

state-batch-drawn = 已抽样
state-batch-approved = 已批准
state-batch-dissolved = 已解散

verb-batch-create = 抽取批次
verb-batch-approve = 批准批次
verb-batch-dissolve = 解散批次

# 工作台的回答。
done-batch-drawn = 已抽取 { $batch }：{ $count } 件（{ $verb }），须先查看其中 { $sample } 件
done-batch-approved = { $batch }：{ $count } 件由 { $by } 一并批准
done-batch-approved-left = { $batch }：{ $count } 件由 { $by } 一并批准；未批准：{ $left }
done-batch-closed = { $batch } 已结束：其中各件均已逐件决定
done-batch-dissolved = { $batch } 已解散：其余待决审批单须逐件审批
done-batch-bad = { $subject } 的 { $case } 未通过：{ $batch } 已解散，其余 { $count } 件须逐件审批

batch-refused = { $of } 件中有 { $count } 件不能进入批次
batch-empty = 这些审批单都不能进入批次
batch-case-changed = { $case }：{ $subject } 与提交时不同
batch-not-unchanged = { $subject } 自上次批准以来{ $triage }
batch-never-approved = { $subject } 此前从未获批准，无从比较
batch-drawn-before = { $case } 已抽入 { $batch }
batch-one-by-one = { $case }：{ $policy } 的案件须逐件决定
batch-other-policy = { $case } 属于 { $policy } 而非 { $wanted }：请另抽一批
batch-case-settled = { $case } 的状态为{ $state }
batch-not-drawer = 该批次由 { $by } 抽取，只有本人可以批准其余部分
batch-sample-open = 样本中 { $good }/{ $of } 件已批准；尚待决定：{ $open }
batch-nothing-left = 其余审批单都不能随该批次批准
batch-closed = 该批次的状态为{ $state }
batch-why = 未随批次批准：{ $why }
hint-batch = 请用其余审批单抽取批次，这些则逐件审批
hint-batch-sample = 先逐件审批样本，再由抽样人批准其余部分

# 同时处理多条记录。
bulk-looking = 正在查看 { $n } 条记录
bulk-title = { $verb }：{ $n } 条记录
bulk-menu = { $n } 条记录的下一步
bulk-needs-fields = { $verb }须逐条填写{ $fields }：请一次只用于一条
bulk-opens-cases = 按 { $policy } 立 { $n } 件审批单
bulk-count = { $what } { $n }
bulk-ids = { $ids }
bulk-fact-risk = 风险
bulk-fact-triage = 分诊
bulk-fact-findings = 问题
bulk-fact-not = 不含
bulk-fact-ids = 编号
bulk-done = { $verb }：{ $of } 条中完成 { $n } 条
bulk-results = { $verb }：{ $of } 条中完成 { $done } 条，未完成 { $not } 条
bulk-waiting = 等待中
bulk-word-done = 完成
bulk-word-stale = 已过期
bulk-word-not-permitted = 无权限
bulk-word-refused = 被拒
confirm-count-ask = 共 { $n } 条，请输入条数以签署：

# 批次界面。
view-batches = 批次
column-cases = 件数
column-drawn = 抽样日
batch-title-draw = 抽取批次：{ $n } 件
batch-title-approve = { $batch }：未查看而批准 { $n } 件
batch-title-close = { $batch }：各件均已逐件决定，结束该批次
batch-fact-what = 事项
batch-fact-sample = 样本
batch-of = { $verb }
batch-sample-size = { $of } 件中抽取 { $n } 件，逐件审批
batch-sample-none = 无：该政策不要求样本
batch-sample-good = { $of } 件中已批准 { $good } 件
batch-effect-draw = 尚不作任何决定；样本中一件不合格即解散批次，其中各件不再抽取
batch-one-at-a-time = 只有批准可以批量进行，其余须逐件决定
batch-sample-place = { $batch } 样本第 { $n }/{ $of } 件
batch-in = 属于 { $batch }
batch-drawn-by = { $by } 从 { $of } 件中抽取 { $n } 件（种子 { $seed }）
batch-stands-dissolved = 已解散（{ $by }）：其余待决审批单须逐件审批
batch-stands-approved = 一并批准 { $n } 件，未批准 { $left } 件
batch-stands-sample = 样本：{ $of } 件中已批准 { $good } 件，逐件审批
batch-stands-good = 样本：{ $of } 件全部批准；其余 { $n } 件等待一并批准
batch-head-sample = 样本：{ $n } 件（{ $bands }）
batch-head-rest = 其余：{ $n } 件（{ $bands }）
batch-how = 请先在“队列”“我的”或“案件”中标记两件以上
