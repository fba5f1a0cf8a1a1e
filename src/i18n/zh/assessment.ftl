# assessment: 清单、评估、结论及相关说明；每个 id 所有语言都有。

kind-assessment = 评估
kind-checklist = 清单
kinds-assessment = 评估
kinds-checklist = 清单

# 字段。
field-action = 整改措施
field-allowed = 可用结论
field-applies = 点名该类型
field-ask = 询问对象
field-assets = 总资产
field-base = 起始分
field-bonus-cap = 加分上限
field-bonus-counts = 加分计入总分
field-cadence = 频率
field-cash = 现金及交易性资产
field-cash-flow = 经营现金流
field-checklist = 清单
field-closed-by = 关闭人
field-closed-on = 关闭日期
field-closing = 关闭证据
field-critical = 关键项
field-current-assets = 流动资产
field-current-liabilities = 流动负债
field-date = 日期
field-due = 截止日
field-edition = 版本
field-effective-from = 生效日
field-effective-to = 失效日
field-evidence-en = 证据（英文）
field-evidence-zh = 证据（中文）
field-figures = 财务数据
field-formula = 公式
field-gross-profit = 毛利润
field-item = 项目
field-kind = 种类
field-kinds = 证据种类
field-level = 等级
field-liabilities = 总负债
field-na-reason = 不适用原因
field-net-profit = 净利润
field-operating-profit = 营业利润
field-opinion = 审计意见
field-producer = 生产型企业
field-proof = 证明
field-purpose = 目的
field-reference = 引用
field-revenue = 营业收入
field-scoring = 计分
field-source = 来源
field-standard = 标准
field-state = 状态
field-subjects = 适用对象
field-text-en = 内容（英文）
field-text-zh = 内容（中文）
field-threshold = 及格分
field-title-en = 名称（英文）
field-title-zh = 名称（中文）
field-what = 内容
field-action-owner = 责任人
field-action-due = 完成期限

# 代码。
code-action-state-none = 无
code-action-state-open = 未完成
code-action-state-closed = 已关闭
code-decision-OPEN = 未定
code-decision-ADMIT = 准入
code-decision-ADMIT_WITH_ACTIONS = 整改准入
code-decision-REJECT = 拒绝
code-decision-EXEMPT = 免评
code-evidence-kind-interview = 访谈
code-evidence-kind-policy = 制度
code-evidence-kind-record = 记录
code-evidence-kind-sample = 抽样
code-evidence-kind-site = 现场
code-item-category-BO = 加分
code-item-category-FI = 财务
code-item-category-IC = 内部控制
code-item-category-LA = 守法规范
code-item-category-TS = 贸易安全
code-item-verdict-BASIC = 基本达标
code-item-verdict-NA = 不适用
code-item-verdict-NOT = 不达标
code-item-verdict-UNASSESSED = 未评
code-item-verdict-UP = 达标
code-level-advanced = 高级认证
code-level-certified = 认证
code-opinion-adverse = 否定意见
code-opinion-disclaimer = 无法表示意见
code-opinion-qualified = 保留意见
code-opinion-unknown = 未录入
code-opinion-unqualified = 无保留意见
code-purpose-admission = 准入
code-purpose-periodic = 定期
code-purpose-renewal = 续期
code-purpose-triggered = 触发
code-saq-answer-na = 不适用
code-saq-answer-no = 否
code-saq-answer-partly = 部分
code-saq-answer-yes = 是
code-standing-fail = 未通过
code-standing-incomplete = 未完成
code-standing-pass = 通过

# 状态。
state-assessment-actions-open = 整改中
state-assessment-approved = 已批准
state-assessment-cancelled = 已取消
state-assessment-closed = 已关闭
state-assessment-draft = 草稿
state-assessment-expired = 已过期
state-assessment-in-review = 评审中
state-assessment-pending-approval = 待批准
state-assessment-rejected = 已否决
state-assessment-returned = 已退回
state-assessment-self-assessment = 自评中
state-checklist-active = 有效
state-checklist-retired = 停用

# 动作。
verb-assessment-ask = 交合作方自评
verb-assessment-cancel = 取消评估
verb-assessment-change = 修改评估
verb-assessment-close-action = 关闭整改
verb-assessment-create = 新建评估
verb-assessment-expire = 评估到期
verb-assessment-judge = 评定项目
verb-assessment-propose = 提交评估
verb-assessment-propose-exemption = 提请免评
verb-assessment-review = 开始评审
verb-checklist-create = 新建清单
verb-checklist-restore = 恢复清单
verb-checklist-retire = 停用清单
policy-assessment = 评估

# 条件。
guard-assessed = 有已批准且有效的评估允许准入，或凭有效证明免评。
guard-exempt = 信用等级可免评，且证明已归档。
guard-judged = 每个项目均按结论要求评定。

# 财务指标。
metric-cash = 现金比率
metric-cash-flow = 现金流负债比
metric-current = 流动比率
metric-debt = 资产负债率
metric-gross-margin = 毛利率
metric-net-profit = 净利润
metric-operating-cash = 经营现金流
metric-operating-margin = 营业利润率
metric-return = 总资产收益率

# 说明。
assess-judged = { $id }：已评定 { $items }；总分 { $total }，未评 { $open } 项
assess-closed = { $id }：{ $items } 的整改已关闭；总分 { $total }，未评 { $open } 项
assess-action-late = { $item }：整改期限不得超过 { $days } 天
assess-close-evidence = 请注明整改完成的证据：evidence=D-000123
assess-decided = { $id } 为“{ $state }”，不能再修改
assess-edition-old = { $id }：{ $assessment } 依据的 { $list } 现已失效
assess-exemption-lapsed = { $id }：免评 { $assessment } 没有有效证明，或信用等级已变
assess-figures-say = { $item }：按财务数据应为 { $verdict }
assess-fixed = { $id } 的合作方和清单不能更改，请另建一份
assess-lacks-action = { $item }：请注明由谁在何时前完成什么（action、action_owner、action_due）
assess-lacks-comment = { $item }：请说明发现了什么
assess-lacks-evidence = { $item }：达标须有证据
assess-lacks-reason = { $item }：请说明为何不适用
assess-list-retired = 清单 { $list } 已停用
assess-list-subject = 清单 { $list } 不适用于该对象
assess-no-action = { $item } 没有未完成的整改
assess-no-evidence = { $found } 既不是该合作方的文件，也不是已存文件
assess-no-item = 本评估没有项目 { $found }
assess-no-proof = { $found } 不是该合作方已通过且有效的证书或查询记录
assess-no-proof-filed = { $id } 没有已通过且有效的 AEO 证书或信用等级查询记录
assess-none = { $id } 从未评估
assess-not-admitting = { $id }：{ $assessment } 的结论为：{ $decision }
assess-not-allowed = { $item } 不能为 { $found }；可选：{ $known }
assess-not-approved = { $id } 没有已批准且有效的评估；{ $assessment } 为“{ $state }”
assess-not-trusted = { $id } 不能免评：信用等级 { $grade }
assess-open = { $id } 还有 { $count } 个项目未评：{ $items }
assess-own-no-exemption = 平台自评不能免除

# 列表。
view-assessments = 评估
column-checklist = 清单
column-items-open = 未评
column-total = 总分
column-flags = 条件
column-decision = 结论
column-purpose = 目的
column-actions = 整改
column-action-due = 整改期限
