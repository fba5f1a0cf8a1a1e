# letters: 书面要求合作伙伴的事项，以及其间暂停的计时；每个语言同一编号。

kind-letter = 函件
kinds-letter = 函件

field-approved-at = 批准时间
field-approved-by = 批准人
field-asked-for = 要求事项
field-body = 正文
field-contact = 联系人
field-ended-at = 等待结束时间
field-how = 发送方式
field-sendings = 发送记录
field-subject-line = 主题
field-template = 模板
field-wait-until = 等待至

code-letter-way-email = 电子邮件
code-letter-way-portal = 合作伙伴门户
code-letter-way-post = 邮寄
code-letter-way-hand = 面交
code-letter-language-en = 英文
code-letter-language-zh = 中文
code-clock-running = 计时中
code-clock-paused = 已暂停
code-clock-stopped = 已停止

state-letter-draft = 草稿
state-letter-approved = 已批准
state-letter-sent = 等待答复
state-letter-overdue = 逾期
state-letter-answered = 已答复
state-letter-closed = 已关闭
state-letter-withdrawn = 已撤回

verb-letter-create = 起草函件
verb-letter-change = 修改函件
verb-letter-approve = 批准发函
verb-letter-reopen = 退回草稿
verb-letter-send = 登记发出
verb-letter-remind = 登记催办
verb-letter-lapse = 函件逾期
verb-letter-answer = 登记答复
verb-letter-close = 关闭函件
verb-letter-withdraw = 撤回函件

letter-template-documents-missing = 缺少文件
letter-template-finding-clarification = 发现待说明
letter-template-review-questionnaire = 定期审核
letter-template-training-due = 培训到期
letter-template-insurance-gaps = 更正保险证明
letter-template-insurance-renewal = 保险续保

# 函件要求的事项，由合作伙伴阅读。
letter-item-missing = { $document }（{ $code }）
letter-item-rejected = { $document }（{ $code }），编号 { $number }：未能通过，请重新提交
letter-item-expired = { $document }（{ $code }）：已于 { $to } 到期
letter-item-again = { $document }（{ $code }），编号 { $number }
letter-item-cover-ends = { $cover }，保单 { $policy }：将于 { $to } 到期
letter-item-cover-ended = { $cover }，保单 { $policy }：已于 { $to } 到期
letter-no-items = （见上文）
letter-anybody = 先生/女士
letter-platform = 平台合作伙伴资质管理

# 屏幕。
letter-title = 致 { $id } 的函件
letter-to = 收件人
letter-made = 模板
letter-subject = 主题
letter-asked = { $count } 项要求
letter-no-contact = 无联系人：请先在合作伙伴资料中添加
letter-begun = 已恢复上次的正文、收件人和语言；按两次 esc 重新开始
letter-begun-gone = 已恢复上次内容，但 { $name } 已不是联系人：按 c 选择收件人
letter-edited-stays = 正文已修改，保持不变；按两次 esc 重新开始
letter-esc-again = 正文已修改；再按 esc 放弃，ctrl-s 保存为草稿

value-wait-over = { $found } 已过：请等待至今天或以后
refused-fixed = { $id } 不能修改：{ $state }
refused-letter-partners = 一封函件只发给一个合作伙伴；所选涉及 { $count } 个
refused-letter-nobody = { $id } 不属于任何合作伙伴，无从发函

view-letters = 函件
column-clock = 计时
column-contact = 联系人
column-how = 方式
column-reminders = 催
column-subject-line = 主题
column-wait-until = 等待
column-written-by = 起草人

today-letters-answered = 已答复的函件
today-letters-overdue = 逾期的函件
today-letters-waiting = 等待答复的函件

cli-letter-who = 函件须发给一个合作伙伴
cli-letter-hint = entrepot new letter partner=P-000123 [template=documents-missing] [asked_for=D-000007,PTR-002:P-000123:D-INS]

# Approval before sending.
code-approval-free = 无需
code-approval-needed = 待批准
code-approval-given = 已批准
column-approval = 批准
letter-kept-to-approve = { $id } 已保存：须由他人批准后方可发出（见“今日”之待批准的函件）
letter-asks-approval = 须经批准
guard-letter-unapproved = { $id } 涉及保险：发出前须由起草人以外的人批准
refused-own-letter = { $id } 由 { $by } 起草或修改：须由他人批准
verify-letter-unapproved = { $by } 登记 { $id } 已发出，而该函件未经批准
today-letters-approve = 待批准的函件
today-letters-approved = 已批准待发的函件
