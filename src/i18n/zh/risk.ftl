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
value-not-a-share = { $found } 不是持股比例；请写 0 至 100 的百分数。
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
