# 风险、所有人与定期复审（domain.md §2.7）。

verb-partner-override-risk = 人工调整风险
policy-risk-override = 采用与计算结果不同的风险等级
field-risk-band = 人工风险等级
field-risk-reason = 风险理由
field-risk-until = 人工等级有效至
field-risk-on = 人工等级决定日
field-hs-chapters = 商品（HS 章）
field-volume = 月订单量
field-admitted-on = 准入日期
field-owners = 受益所有人
field-nr = 编号
field-share = 持股比例（%）
field-owner-since = 持股起始
field-manager = 高级管理人员
code-volume-class-S = 1,000 以下
code-volume-class-M = 1,000 至 10,000
code-volume-class-L = 10,000 至 100,000
code-volume-class-XL = 100,000 以上
value-not-a-chapter = “{ $found }”不是协调制度的章；请写 01 至 97 的两位数字。
value-not-a-share = { $found } 不是百分数：请填 0 到 100 的数。
value-override-range = 人工等级的有效期须在 { $from } 至 { $to } 之间。

column-residual = 剩余风险
risk-heading = 风险：{ $band }，100 分中 { $residual } 分
risk-label = 风险
code-risk-factor-country = 国家
code-risk-factor-role = 角色
code-risk-factor-goods = 商品
code-risk-factor-volume = 规模
code-risk-factor-owners = 所有人
code-risk-factor-mode = 监管方式
risk-owners-known = 已知
risk-owners-partly = 部分已知
risk-owners-manager = 以高级管理人员代
risk-factor-code = { $factor } { $what } { $value } → { $weight } 分中 { $points } 分
risk-factor-goods = { $factor }第 { $what } 章 { $value } → { $weight } 分中 { $points } 分
risk-factor-words = { $factor } { $what } { $value } → { $weight } 分中 { $points } 分
risk-factor-unstated = { $factor }未说明 { $value } → { $weight } 分中 { $points } 分
risk-control-none = 控制：尚未评估{ $aeo ->
    [0] {""}
   *[other] ，AEO 加 10
} → 100 分中 { $control } 分
risk-control-assessed = 控制：评估 { $total }{ $aeo ->
    [0] {""}
   *[other] ，AEO 加 10
}{ $critical ->
    [0] {""}
   *[other] ，{ $critical } 项重大整改未关闭，每项减 20
} → 100 分中 { $control } 分
risk-residual = 固有风险 { $inherent }，控制 { $control }，剩余 { $residual }：{ $band }
risk-cause-dishonest = 不论分数为{ $band }：{ $grade }
risk-cause-sanctioned = 不论分数为{ $band }：制裁名单确认命中
risk-cause-certified = 最高为{ $band }：{ $grade }
risk-cause-override = 经决定为{ $band }，至 { $until }：{ $reason }
effect-writes = { $subject }：{ $written }

# 所有人、报关企业、经营者与处罚（domain.md §11）。
field-dishonest-on = 失信截止日
field-brokers = 委托报关企业
field-penalties = 处罚记录
field-decided-on = 决定日期
field-fine = 罚款（元）
field-ground = 事由
field-platform-signs = 虚假平台迹象
field-dsa-declared-on = DSA 声明日期
code-penalty-kind-customs = 海关
code-penalty-kind-tax = 税务
code-penalty-kind-inspection = 检验检疫
code-penalty-kind-other = 其他机关
code-platform-sign-no-login = 无法注册或登录
code-platform-sign-no-purchase = 无法购买
code-platform-sign-not-shipped = 购买后不发货
code-platform-sign-not-on-sale = 申报商品未上架
code-platform-sign-traffic = 访问量与申报量不符
code-platform-sign-unqualified = 缺少境内资质
code-platform-sign-few-payers = 支付集中于少数小型机构
rule-ptr-018 = 境外 AEO 无证明
rule-ptr-022 = 委托失信报关企业
rule-ptr-023 = 委托报关企业均为 AEO
rule-ptr-029 = 欧盟经营者资料不全
rule-ptr-030 = 处罚超限
rule-ptr-033 = 虚假平台迹象
finding-ptr-014-shares = 所有人持股合计 { $sum } %：请更正。
finding-ptr-014-quarter = 无人持股达 25 %，也未指定高级管理人员：请补充所有人。
finding-ptr-014-verified = 所有人 { $owner } 于 { $verified } 核实，已超过 { $days } 天：请重新核实。
finding-ptr-018 = 声称为境外 AEO，但没有有效证书（D-AEO）：请索取，或更正等级。
why-ptr-018 = 境外 AEO 须有证明方可认可（domain.md §1.2、§11）。
finding-ptr-022 = 委托的报关企业 { $broker } 等级为“{ $grade }”：请改委托他人。
finding-ptr-022-was = 委托的报关企业 { $broker } 曾失信，至 { $until } 仍计入：请改委托他人。
why-ptr-022 = 委托失信报关企业不符合第 25、73 项（domain.md §11；海关总署公告 2026 年第 34 号）。
finding-ptr-023 = { $n } 家委托报关企业均为 AEO：可申报第 73 项加分。
why-ptr-023 = 委托认证企业可获加分（domain.md §11；海关总署公告 2026 年第 34 号第 73 项）。
finding-ptr-029 = 面向欧盟消费者销售，但 DSA 第 30 条资料缺少：{ $lacking }。
why-ptr-029 = 平台仅可允许资料齐全的经营者在欧盟销售（domain.md §2.2、§11；DSA 第 30 条）。
finding-dsa-contact = 地址、电话和电子邮箱
finding-dsa-identity = 身份证件（D-IDC）
finding-dsa-account = 经证明的银行账户
finding-dsa-register = 登记号码
finding-dsa-declaration = 仅销售合规产品的声明
finding-ptr-030 = 一年内处罚 { $n } 次，最高 { $most } 元，合计 { $sum } 元：已超限。
why-ptr-030 = 单次超过 5 万元、一年超过三次或合计超过 10 万元不符合第 18、19 项（domain.md §11）。
finding-ptr-033 = 虚假平台迹象 { $n } 项：{ $signs }。
why-ptr-033 = 海关所列七项迹象中有两项即应进一步核查（domain.md §1.3、§11）。

# 定期复审（domain.md §2.7）。
verb-partner-propose-review = 提议复审通过
verb-partner-review-suspension = 复核暂停
policy-review-low = 定期复审：低风险
policy-review-med = 定期复审：中风险
policy-review-high = 定期复审：高风险
policy-review-critical = 定期复审：极高风险
policy-suspension-review = 复核系统自动暂停
field-approved-as = 批准内容摘要
column-triage = 分诊
code-triage-unchanged = 无变化
code-triage-changed = 有变化
code-triage-problem = 有问题
reviews-title = 定期复审：逾期 { $overdue } 家，未来 { $weeks } 周内 { $total } 家
reviews-none = 没有待复审的伙伴。
reviews-peak = 单周最多 { $most } 家，起于 { $week }
forecast-loading = 正在统计复审…
forecast-title = { $day } 定期复审：逾期 { $overdue } 家，未来 { $weeks } 周内 { $total } 家
forecast-overdue = 逾期
forecast-this-week = 本周
command-forecast = 按周列出未来的定期复审
