# coi: 外部文件与纸质证书；每个标识，各种语言。

value-ends-before-it-begins = 第 { $nr } 项保障的止期 { $to } 早于起期 { $from }；请核对哪一个日期正确。
value-not-a-rate = “{ $found }”不是汇率：一单位货币的价值必须大于零。
coi-not-an-amount = “{ $found }”不是金额；请写成 USD 1,000,000。
coi-no-currency = “{ $found }”没有币种；请写成 USD 1,000,000，或为该行增加“currency”列。
coi-which-dollar = “{ $found }”未说明是哪种元；请在前面写明 USD、CAD、HKD 等，或为该行增加“currency”列。
coi-not-a-day = “{ $found }”不是日期；请写成 2026-11-23。
coi-which-day = “{ $found }”可能是 { $one } 或 { $other }；请写明是哪一天。
coi-said-otherwise = 同一证书的第 { $line } 行写的是“{ $first }”；一张证书只能有一种说法。
coi-no-coverage = 证书没有任何保障项目，无法与要求核对。
coi-no-partner = 没有写明是谁；请给出合作方的编号、证件号或名称，或被保险人名称。
coi-held-back = 与第 { $line } 行一同搁置：证书只能整张录入。
coi-row-twice = 证书已有该保障项目；两行请删去一行。
coi-unknown-name = 证书没有名为“{ $found }”的内容；请删去，或使用字段名称。
coi-not-a-value = 这不是字段的值，而是带有子项的内容；请按 ACORD 25 的写法填写。
coi-column-field = 字段
coi-column-value = 读作
coi-column-sure = 把握
coi-column-page = 页
coi-column-line = 所在行
coi-proposed = 提出 { $n } 项，尚未写入。请逐项核对，然后使用 --partner 编号 --accept all，或 --accept 路径,路径；--set 字段=值 可手工录入。
coi-nothing-proposed = 无法从此文件提出任何字段。
coi-no-pdf = { $file } 的扩展名是 PDF，内容却不是：{ $bytes } 字节中没有 PDF 标记。未读取任何内容。
coi-no-pdf-hint = 请重新索取该文件，或改为其真实类型的扩展名，如 .txt 或 .png。
coi-type-it = 请录入纸面内容，文件将作为证据保存：--partner 编号 --set form=ACORD25 --set "insured=…" --set issued_on=2026-11-23
coi-accept-unknown = 没有针对“{ $found }”的提议。
coi-accept-unread = { $path } 无法按印刷内容采用。
coi-set-hint = 请手工录入：--set 字段=值
coi-not-filed = 证书未归档：有 { $n } 项缺失或有误。
coi-filed = { $id } 已归档：采用 { $accepted } 项，手工录入 { $typed } 项；文件一并保存。
coi-changed = { $id } 已修改：采用 { $accepted } 项，手工录入 { $typed } 项。
coi-no-paper = { $file } 是数据而不是纸面文件：其各行已写明归属；请去掉 --partner。
report-insurance = { $day } 的保险情况
report-insurance-done = { $n ->
    [0] 没有合作方被要求投保。
   *[other] { $n } 家合作方被要求投保；有效缺口 { $gaps } 项。
}
report-insured-standings = 按渠道与要求
report-insured-how = 受阻的合作方有未结的高等级或阻断性缺口，或没有证书；有条件的只有已豁免或轻微的缺口。限额为有效保单的每次事故限额，按证书签发日的存档汇率折算。30 天内到期的也计入 60 天与 90 天；已有后续保单的不计。
report-insured-counts = 计入未结与已确认的缺口，涉及的每个渠道与要求各计一次。“缺口”视图则将每项保险发现列示一次，并包括已豁免者、将来到期的提示，以及当前无渠道要求的证书。
report-insured-gaps = 有效缺口
report-insured-waivers = 生效中的豁免
report-insured-ends = 90 天内到期或已过期
report-channel = 渠道
report-insured-profile = 要求
report-insured-clear = 无碍
report-insured-conditional = 有条件
report-insured-blocking = 受阻
report-insured-uncovered = 无证书
report-insured-certificates = 有效证书
report-insured-overdue = 已过期
report-insured-within-30 = 30 天内到期
report-insured-within-60 = 60 天内到期
report-insured-within-90 = 90 天内到期
report-insured-limits-usd = 限额（美元）
report-insured-unconverted = 无汇率的限额
report-insured-waived = 已豁免
report-insured-certificate = 证书
report-insured-partner = 合作方
report-insured-slot = 缺口位置
report-insured-expires = 到期日
report-insured-left = 剩余天数
