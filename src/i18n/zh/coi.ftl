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
