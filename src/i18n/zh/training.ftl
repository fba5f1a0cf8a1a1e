# 培训：模块、场次、成绩、测验（domain.md §9）。

# 类别、字段、状态、动作。
kind-module = 培训模块
kinds-module = 培训模块
kind-session = 培训场次
kinds-session = 培训场次
kind-training = 培训
kinds-training = 培训
field-answers = 答案
field-answers-out-on = 答案公布日
field-attempts = 次数
field-certificate = 证书
field-chosen = 所选
field-delivery = 方式
field-en = 英文
field-function = 职务
field-held-on = 举办日期
field-max-attempts = 24小时内次数
field-min-minutes = 最短分钟
field-minutes = 分钟
field-module = 模块
field-options-en = 选项（英文）
field-options-zh = 选项（中文）
field-pass-mark = 合格%
field-qualification = 讲师资格依据
field-question = 题目
field-questions = 题目
field-score = 成绩
field-session = 场次
field-summary-en = 简介（英文）
field-summary-zh = 简介（中文）
field-taken-on = 培训日期
field-trainer = 讲师
field-types = 适用伙伴类型
field-valid-months = 月数
field-version = 版本
field-why-en = 解析（英文）
field-why-zh = 解析（中文）
field-zh = 中文
code-delivery-ONLINE = 线上
code-delivery-ONSITE = 现场
code-delivery-SELF = 自学
code-session-proof-sign-in = 签到表
code-session-proof-photo = 照片
code-session-proof-recording = 录像
code-session-proof-quiz-export = 测验导出
code-training-result-failed = 未通过
code-training-result-pending = 待批
code-training-result-passed = 通过
state-module-active = 有效
state-module-retired = 已停用
state-session-planned = 计划中
state-session-held = 已举办
state-session-approved = 已批准
state-session-cancelled = 已取消
state-training-recorded = 已记录
state-training-void = 作废
verb-module-create = 新增模块
verb-module-retire = 停用模块
verb-module-restore = 恢复模块
verb-session-create = 安排场次
verb-session-change = 修改场次
verb-session-hold = 登记已举办
verb-session-approve = 批准场次
verb-session-cancel = 取消场次
verb-training-create = 登记培训
verb-training-import = 导入培训
verb-training-void = 作废培训记录
policy-training = 培训场次
guard-trained = 所需培训模块均已通过，且证书当日有效。

# 规则。
rule-trn-01 = 必修模块未通过
rule-trn-02 = 培训证书过期
rule-trn-03 = 场次缺少证据
rule-trn-04 = 成绩与用时雷同
rule-trn-05 = 答案提前公布
rule-trn-06 = 讲师资格不明
rule-trn-07 = 培训完成率不足
rule-trn-08 = 所持版本过旧
finding-trn-01 = 该伙伴无人通过 { $module }：请安排人员参加培训。
finding-trn-01-lapsed = { $module } 的证书已于 { $until } 到期：请安排人员重新培训。
why-trn-01 = 按海关标准，合作伙伴须先培训后准入（domain.md §2.4, §9.2, CBP-BP-05）。
finding-trn-02 = { $module } 的证书已于 { $until } 到期：请安排人员重新培训。
finding-trn-02-soon = { $module } 的证书将于 { $until } 后失效：请即安排培训。
why-trn-02 = 证书有有效期，凡事都会过期（domain.md §0.2 lesson 4, §9.2）。
finding-trn-03 = 该场次已举办，{ $count } 人参加，但没有任何证据：请存档签到表。
why-trn-03 = 海关要求每次培训有计划、教材、签到和记录（domain.md §9.1, §9.2）。
finding-trn-04 = { $count } 人均以 { $minutes } 分钟得 { $score }%：请核对其答案。
why-trn-04 = 五人以上成绩与用时相同，疑似抄袭（domain.md §9.2）。
finding-trn-05 = 答案于 { $out } 公布，早于 { $held } 的场次：请换题重办。
why-trn-05 = 事先知道答案，成绩不能说明问题（domain.md §9.2）。
finding-trn-06 = 没有材料表明 { $trainer } 可讲授此模块：请填写证书或资质。
why-trn-06 = 讲师自身须具备资格（domain.md §9.2）。
finding-trn-07 = { $on } 有 { $of } 家在营伙伴应持有 { $module }，仅 { $have } 家持有，应达 { $least }%：请邀请其余伙伴。
why-trn-07 = 季度末 95% 的在营伙伴应持有必修证书（domain.md §9.2）。
finding-trn-08 = { $module } 所持为 { $held } 版，现行为 { $now } 版：请就变化内容重新培训。
why-trn-08 = 标准换版后须重新培训（domain.md §9.2）。

# 拒绝。
training-refused-missing = { $id } 缺少有效培训：{ $missing }
training-refused-future = 培训日期不能是 { $on }：这一天还没到
training-refused-module = 没有培训模块 { $module }；现有 { $known }
training-refused-edition = 没有带题目的 { $module } { $version } 版
training-refused-session = { $session } 不在“已举办”状态：出席情况在举办后、批准前登记
training-refused-no-score = { $module } 的结果须有百分成绩
training-refused-locked = { $person } 在 24 小时内 { $count } 次未通过，{ $module } 已锁定；{ $until } 解锁
training-refused-too-fast = 测验只用了 { $minutes } 分钟，太短：至少 { $least } 分钟
training-refused-questions = 这不是所抽取的 { $count } 道题

# 列表与视图。
view-trainings = 培训
view-sessions = 场次
view-modules = 模块
column-attendees = 人数
column-result = 结果
column-score = 成绩
column-valid-to = 有效期至

# 测验。
quiz-digits = 作答
quiz-needs-partner = 测验须针对合作伙伴：请到伙伴或培训列表
quiz-menu = { $name } 的测验
quiz-who = 谁参加 { $module }？
quiz-held = 有效期至 { $to }
quiz-lapsed = 已于 { $to } 到期
quiz-needed = 未通过
quiz-optional = 非必修
quiz-place = 第 { $n } 题，共 { $total } 题
quiz-open = { $n ->
    [0] 全部题目已作答
   *[other] 还有 { $n } 题未答
}
quiz-ready = { $at } 起可交卷
quiz-no-such-answer = 没有这个选项
quiz-begun = 继续上次的测验：已答 { $n } 题
quiz-complete = 全部题目已作答：请再检查，或交卷
quiz-still-open = 还有 { $n } 题未答：这是第一道
quiz-too-early = { $at } 起才能交卷：请再读一遍题目
quiz-leave = { $n } 道答案将丢失：再按一次 esc 离开
quiz-passed = 已记录为 { $id }：{ $score }%，通过
quiz-failed = 已记录为 { $id }：{ $score }%，未通过
quiz-score = 答对 { $right }/{ $of } 题：{ $score }%，{ $mark }% 合格
quiz-certificate = 证书 { $id }，有效期至 { $to }
quiz-again = 已记录为 { $id }，第 { $n } 次：没有证书
import-no-partner = 没有编号或名称为“{ $found }”的合作伙伴，也没有相近的
import-partner-unknown = “{ $found }”无法确定为哪家伙伴；请填写其编号（仅为前 { $most } 行查找相近者）
import-partner-candidates = “{ $found }”无法确定为哪家伙伴；请填写所指伙伴的编号：{ $candidates }
import-other-result = { $id } 已有此人此模块当日的另一成绩：若有误请先作废

# 指标。
command-training-kpis = 培训指标
kpi-title = 培训指标
kpi-partners = 持有全部必修证书的在营伙伴
kpi-persons = 所学模块均有效的人员
kpi-score = 平均成绩
kpi-first = 首次即通过
kpi-overdue = 已过期证书
kpi-median = 从首次登记到首张证书的天数（中位数）
kpi-share = { $of } 中 { $have }
kpi-share-percent = { $of } 中 { $have }（{ $percent }%）
kpi-average = { $n } 个成绩平均 { $score }%
kpi-count = { $n }
kpi-days = { $days } 天（{ $n } 家）
kpi-none = 暂无
