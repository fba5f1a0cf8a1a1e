# 筛选语言：错误与处理办法。

filter-open-quote = 此引号没有闭合。
filter-empty-text = 引号中没有内容。
filter-open-paren = 此括号没有闭合。
filter-close-paren = 此处没有可闭合的括号。
filter-too-deep = 筛选条件嵌套过深。
filter-missing-operand = 此处缺少条件。
filter-missing-field = 此处之前缺少字段名。
filter-missing-value = 缺少“{ $field }”的值。
filter-unknown-field = 没有字段“{ $name }”。
filter-unknown-code = “{ $value }”不是“{ $field }”的可选值。
filter-bad-value = “{ $value }”不适用于“{ $field }”，该字段为{ $kind }。
filter-no-order = “{ $value }”在“{ $field }”中没有次序。
filter-one-value = { $op } 之后只能有一个值。
filter-wrong-operator = { $op } 不能用于“{ $field }”，该字段为{ $kind }。

filter-help-did-you-mean = 是否想输入“{ $name }”？
filter-help-quote = 如需搜索这段文字本身，请加引号。
filter-help-quote-word = 如需搜索 and、or、not 这些词本身，请加引号。
filter-help-values = 可选值：{ $values }。
filter-help-values-among = 部分可选值：{ $values }。
filter-help-operators = 可用：{ $ops }。
filter-help-text = 请输入一个词；多个词请加引号。
filter-help-date = 请输入 2026-03-31、2026-03、2026、today，或相对日期，如 30d、-2w、3m、1y。
filter-help-int = 请输入整数。
filter-help-flag = 请输入 yes（是）或 no（否）。

filter-kind-code = 代码
filter-kind-set = 代码集合
filter-kind-text = 文本
filter-kind-date = 日期
filter-kind-int = 整数
filter-kind-flag = 是或否
