# retention: 保存、冻结与删除；每个语言同一编号。

kind-hold = 法律冻结
kinds-hold = 法律冻结
kind-erasure = 删除
kinds-erasure = 删除

field-matter = 案由编号
field-keys = 已销毁的密钥
field-erased-files = 已销毁的文件
field-kept-files = 他处仍用的文件

state-hold-in-force = 生效
state-hold-lifted = 已解除
state-erasure-requested = 已申请
state-erasure-proposed = 审批中
state-erasure-done = 已删除
state-erasure-refused = 已驳回
state-erasure-withdrawn = 已撤回

verb-hold-create = 设置法律冻结
verb-hold-lift = 解除冻结
verb-erasure-create = 申请删除
verb-erasure-change = 修改申请
verb-erasure-propose = 提请删除
verb-erasure-withdraw = 撤回申请

policy-hold-lift = 解除法律冻结
policy-erasure = 删除资料

code-retention-covers-partner = 合作伙伴
code-retention-covers-document = 文件
code-retention-covers-declaration = 报关单
code-retention-covers-screening = 筛查

rule-doc-04 = 超期保存

guard-retention-over = 保存期已满
guard-no-hold = 无法律冻结

sealed-erased = 已删除

refused-retention-open = { $id } 的资料仍需保存：保存期自合作伙伴退出起算
refused-retention-runs = { $id } 的资料须保存至 { $until }（法定至 { $legal }）
refused-hold-stands = { $id } 不能删除：法律冻结 { $hold } 生效中
refused-file-erased = 文件 { $sha256 } 已删除
damage-not-erased = 应删除的内容未能销毁：{ $why }

view-holds = 冻结
view-erasures = 删除
column-retain-until = 保存至
column-matter = 案由
column-set-by = 设置人
column-asked-by = 申请人
