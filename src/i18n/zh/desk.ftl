# 工作台做了什么、拒绝了什么、发现什么损坏。

done-approved = { $subject } 已由 { $by } 批准（{ $proposer } 提交）：现为{ $state }
done-before = 此前已完成，见第 { $seq } 条
done-changed = { $id }：已修改 { $count } 个字段
done-changed-state = { $id } 已修改：现为{ $state }，须重新查验
refused-undo-checked = 第 { $seq } 条（{ $verb }）所改内容此前已查验：请再次修改并重新查验
done-commented = 已在 { $case } 添加意见
done-created = 已建立 { $id }：{ $title }
done-imported = 新增 { $created }，修改 { $changed }，相同 { $same }，拒收 { $rejected }
done-judged = { $case } { $item }：{ $verdict }
done-nothing-changed = { $id }：没有变化
done-proposed = { $id }：{ $verb }已提交为 { $case }，等待{ $role }
done-reacted = { $finding }：{ $verb }已记录
done-rejected = { $subject }：{ $case } 被 { $by } 驳回（{ $proposer } 提交）
done-resubmitted = { $subject } 的 { $case } 已重新送审
done-returned = { $subject }：{ $case } 由 { $by } 退回 { $proposer }
done-step = { $case }：{ $by } 完成第 { $step }/{ $steps } 步；{ $subject } 等待{ $role }
done-undone = 第 { $seq } 条（{ $verb }）已撤销
done-verb = { $id }：{ $verb }，现为{ $state }
done-withdrawn = { $subject } 的 { $case } 已撤回

effect-done = { $subject } 变为{ $state }
effect-none = 无：案件已结
effect-step = 完成第 { $step }/{ $steps } 步；对象仍为{ $state }

refused-not-found = 没有 { $what }
refused-internal = 程序错误：{ $what }
refused-view = 视图无法读取：{ $why }
refused-not-permitted = { $operator }（{ $held }）不得{ $verb }：需要 { $needed }
refused-role-needed = 需要 { $needed }
refused-unknown-operator = 没有操作员 { $operator }
refused-inactive-operator = 账号 { $operator } 未启用
refused-other-login = 你是 { $user }：在此工作台不能以 { $operator } 签署
refused-no-reason = { $verb } 必须说明理由
refused-stale = { $id } 已变动：你看的是第 { $mine } 版，现为第 { $theirs } 版（{ $by }）
refused-held = { $subject } 的案卷与你看到的不同；{ $case } 暂停
refused-fields = { $count } 个字段不正确：{ $fields }
refused-unknown-verb = 没有动作 { $verb }
refused-verb-kind = { $verb } 不适用于 { $id }
refused-verb-state = { $id } 为{ $state }：不能{ $verb }
refused-open-case = { $id } 正等待 { $case }
refused-attest = { $guard }需要答复：做了什么，有何证据
refused-not-proposer = 只有提交 { $case } 的 { $by } 可以这样做
refused-not-waivable = { $rule } 不得豁免
refused-role-conflict = { $operator } 不能同时担任 { $roles }
refused-undo-created = 第 { $seq } 条（{ $verb }）建立了记录：记录不会被抹去
refused-undo-decision = 第 { $seq } 条（{ $verb }）含决定或文件，不可撤销
refused-undo-moved-on = 第 { $seq } 条（{ $verb }）写入的内容此后已变动
refused-cancelled = 已取消
refused-case-closed = 案件已结
refused-not-written = 未完成：{ $why }
refused-not-stored = 文件未保存：{ $why }
refused-file = 文件 { $sha256 } 无法读取：{ $why }

guard-blocking = { $id } 有未了结的阻断性发现：{ $findings }
guard-still-cooling = { $id } 曾被拒绝；{ $until } 起可再次申请
guard-document-expired = { $id } 已于 { $to } 到期
guard-document-no-expiry = { $id }（{ $code }）须填有效期截止日
guard-document-no-file = { $id } 没有存档副本
guard-documents-missing = { $id } 缺少已接受的文件：{ $missing }
guard-identifier-invalid = { $id } 有无效的识别号：{ $scheme } { $value }
guard-no-policy = { $id } 没有生效的审批策略 { $policy }

hint-disk = 请腾出磁盘空间或修正权限后再试
hint-import-key = 映射的键请用 identifiers[SCHEME].value 或 id
hint-look-again = 请查看变动后重新决定；已输入的内容保留
hint-no-undo = 请改用动作或修改；每一步都留在日志中
hint-open-case = 请先打开 { $case } 作出决定或撤回
hint-operators = 操作员列表列出可在此操作的人
hint-read-only = 可照常查阅和导出；原因见状态
hint-rebuild = 请运行：entrepot rebuild
hint-second-person = 须由另一位具备该角色的人决定
hint-unknown = 已从磁盘重新读取：重复之前请先确认是否已在
hint-verbs = 按 空格 n 查看可用动作，或见：entrepot help topics
hint-why = 请写明理由，供日后查阅

import-key-not-indexed = 映射的键 { $path } 无法查找
import-key-twice = 该键存在于多条记录：{ $ids }
import-same-key = 与第 { $line } 行的键相同

value-derived = { $field } 只能由动作写入
value-no-such-record = 没有{ $kind } { $found }
value-taken = { $found } 已被 { $by } 使用
value-waiver-range = 豁免期须在 { $from } 至 { $to } 之间

damage-broken = 日志已损坏：{ $what }。从备份恢复之前不再写入
damage-caught-up = 已从日志补入视图 { $entries } 条
damage-checkpoint = { $what }
damage-checkpoint-failed = 视图未能落盘：{ $why }。没有丢失；下次打开会较慢
damage-completed = { $what }
damage-missing-entries = 缺少已确认的条目：{ $what }。请从备份恢复日志
damage-newer = { $what }。请使用较新的 entrepot；此处只能查阅
damage-torn = { $what }。已确认的内容没有丢失
damage-view = 视图已损坏（{ $why }），已移开并从日志重建
damage-view-newer = 视图记得第 { $view } 条，日志止于第 { $journal } 条：日志缺少已确认的条目。请从备份恢复
damage-view-other = 视图属于另一份日志（第 { $view } 条），已重建

desk-clock-back = 时钟为 { $now }，最后一条为 { $last }：请校正时钟。此前只能查阅
desk-newer-catalogue = 工作台目录版本为 { $version }，本程序不认识：只能查阅
desk-no-rebuild = 视图无法重建：{ $why }
desk-no-view = 视图文件夹无法写入
desk-not-open = 工作台未打开 { $why }
desk-read-only = 只读：{ $why }

verdict-none = 已收回结论
column-due = 期限
column-subject = 记录
field-since = 自
field-made = 建立
guard-gaps = { $id } 有未豁免的缺口：{ $findings }
guard-no-gaps = { $id } 没有缺口
guard-nothing-waived = { $id } 没有被豁免的事项
