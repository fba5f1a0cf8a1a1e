# app: tabs, views, columns, Today, detail, status line, command line.

# Tabs and views
tab-review = 审核
tab-review-short = 审
tab-partners = 伙伴
tab-partners-short = 伙
tab-audit = 审计
tab-audit-short = 计
view-today = 今日
view-queue = 待审
view-mine = 我提交的
view-cases = 全部案件
view-findings = 发现
view-expiring = 将到期
view-partners = 伙伴
view-documents = 文件
view-journal = 日志
view-operators = 操作员

# Columns
column-at = 时间
column-blocking = 阻断
column-by = 操作员
column-code = 代码
column-country = 国
column-credit = 信用
column-docs = 文件
column-docs-missing = 缺少的文件
column-filed-by = 提交人
column-findings = 发现
column-from = 来自
column-hash = 哈希
column-id = 编号
column-issued = 签发
column-lapse = 到期
column-left = 剩余
column-login = 登录名
column-markets = 市场
column-message = 内容
column-modes = 模式
column-name = 名称
column-number = 号码
column-open = 未结
column-owner = 负责人
column-partner = 伙伴
column-partner-id = 所属
column-proposed = 提交于
column-review = 复审
column-review-due = 复审
column-risk = 风险
column-role = 角色
column-roles = 角色
column-rule = 规则
column-seq = 序号
column-severity = 级
column-stance = 处置
column-state = 状态
column-step = 步骤
column-type = 类型
column-until = 截止
column-verb = 操作
column-what = 事项
column-why = 原因

# Today
today-heading = { $day } 的待办
today-overdue = 已逾期
today-due-today = 今日到期
today-waiting-for-me = 等我处理
today-returned-to-me = 退回给我
today-waiting-for-others = 等他人处理
today-lapses-7 = 7 天内到期的文件
today-lapses-30 = 30 天内到期的文件
today-lapses-90 = 90 天内到期的文件
today-blocking = 阻断性发现
today-reviews-due = 30 天内到期的定期复审
today-documents = 待查验的文件
today-drafts = 我的草稿
today-changed = 与我有关的变化
today-nothing-changed = 最近没有变化。

# Detail
detail-state = 状态
detail-blocks = 阻碍
detail-lapses = 最近到期
detail-next = 下一步
detail-since = 自 { $day } 起 · 第 { $rev } 版
detail-nothing-blocks = 没有阻碍
detail-open = { $n } 项未结发现
detail-nothing-lapses = 无
detail-no-step = 无
detail-documents = 必需文件 { $n }/{ $total }
detail-findings = 发现 { $n }
detail-cases = 案件
detail-fields = 字段

# The frame
app-count = { $n } / { $total }
app-sorted = 排序：{ $column } { $arrow }
app-marked = 已标记 { $n } 项
app-as-at-bar = { $day } 24:00 { $offset } 时所知 · 只读
app-as-at-read-only = 当前查看的是 { $day }，不能写入。输入 :as-at now 返回。
app-as-at-future = 这一天还没有到。
app-desk-synced = { $seq } { $sign } 已同步
app-desk-working = 处理中…
app-desk-building = 处理中 { $n }%
app-desk-read-only = 只读
app-desk-lost = 失去联系
app-loading = 载入中…
app-building = 正在建立列表：{ $done } / { $total }。
app-empty = 这里还没有内容。
app-no-match = { $total } 条中没有符合过滤条件的。按 \ 清除。
app-filter-wrong = 过滤条件不完整。
app-more-keys = 还有 { $n } 项…
app-help-title = 此处可用的按键
app-help-nothing = 此处没有按键对应“{ $what }”。
app-history-title = { $id } 的历史
app-no-differences = 没有差异
app-no-action = 没有这个操作。

# What became of it
app-copied = 已复制：{ $what }
app-copy-refused = 未复制：{ $why }
app-cancelled = 已取消；显示的是旧数据。
app-exporting = 正在写入 { $path }…
app-exported = 已将 { $n } 行写入 { $path }。
app-range-begun = 范围从这里开始；在末尾再按一次。
app-undo-question = 撤销第 { $seq } 条（{ $id } 的 { $verb }）？
app-quit-question = 有草稿尚未提交（{ $place }）。草稿会保留；仍要退出吗？

# Why not
app-not-yet = 此处无法打开 { $what }。
app-not-here = 不在此画面
app-needs-list = 此操作用于列表；按 g 加字母切换。
app-needs-row = 光标处没有记录。
app-needs-case = 此操作用于案件；请到待审列表。
app-no-detail = 没有可显示的内容。
app-no-jump = 没有可返回的位置。
app-no-filter = 没有设置过滤条件。
app-no-marks = 没有标记。
app-no-tab = 还没有第 { $n } 个标签页。
app-no-view = 没有名为 { $what } 的视图。
app-no-list = { $id } 没有对应的列表。
app-no-evidence = 没有存档的副本。
app-not-found = 找不到“{ $what }”。
app-nothing-deeper = 没有更多可以打开的内容。
app-nothing-to-repeat = 没有可重复的操作。
app-nothing-to-undo = 你最近的操作都无法撤销。
app-today-elsewhere = { $what }：还没有对应的列表。
app-no-command = 没有命令 { $what }。按 tab 查看可用命令。
app-no-command-near = 没有命令 { $what }；是否指 { $near }？
app-no-column = 此处没有列 { $what }；可用的有 { $columns }。
app-no-field = 没有字段 { $what }；是否指 { $near }？
app-command-wants = { $command } 之后要写{ $what }。
app-args-id = 编号或名称
app-args-kind = 种类：partner、document、person、operator
app-args-import = 种类、文件，可加映射
app-args-report = register、partner-file、segregation、aeo、insurance 或 lint，其后可写日期和文件夹
app-args-file = 以 .csv 或 .jsonl 结尾的文件名
app-args-lang = en 或 zh
app-args-theme = auto 或 mono
app-args-set = 字段和值：owner=lin
app-args-verb = 操作，可加编号：partner.suspend P-000123

# Commands
command-open = open 编号或名称：打开记录
command-filter = filter …：过滤列表
command-sort = sort 列名，-列名 为降序
command-new = new 种类：新建记录
command-set = set [编号] 字段=值：修改字段
command-do = do 操作 [编号]：执行流程步骤
command-import = import 种类 文件 [映射]：导入表格
command-export = export 文件：导出列表
command-report = report 名称 日期 文件夹：register、partner-file、segregation、aeo、insurance、lint
command-as-at = as-at 日期 或 now：查看某日所知
command-undo = undo：撤销我的上一条操作
command-lang = lang en 或 zh：语言
command-theme = theme auto 或 mono：外观
command-help = help：此处可用的按键
command-quit = quit：退出

# Short labels for the last line
action-list-down-short = 下移
action-list-up-short = 上移
action-list-page-down-short = 翻页
action-list-top-short = 顶部
action-list-bottom-short = 底部
action-open-short = 打开
action-filter-open-short = 过滤
action-mark-toggle-short = 标记
action-verb-menu-short = 下一步
action-record-new-short = 新建
action-record-edit-short = 编辑
action-palette-open-short = 操作
action-cmdline-open-short = 命令
action-help-open-short = 按键
action-view-next-short = 下一视图
action-tab-go-short = 标签页
action-detail-down-short = 下移
action-detail-up-short = 上移
action-history-open-short = 历史
action-diff-open-short = 差异
action-copy-id-short = 复制编号
action-back-short = 返回
action-input-accept-short = 确定
action-input-cancel-short = 取消
action-input-complete-short = 补全
action-input-older-short = 更早
action-confirm-yes-short = 是
action-confirm-no-short = 否
action-help-filter-short = 过滤
action-review-next-open-short = 下一未决
action-evidence-open-short = 证据
action-case-approve-short = 批准
action-case-reject-short = 驳回
action-case-request-changes-short = 退回
