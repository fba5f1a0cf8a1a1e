# Labels of contexts and actions, for help, palette, footer and which-key. Short imperatives, at most 28 columns.

context-global = 全局
context-table = 列表
context-partners = 合作方
context-documents = 文件
context-queue = 审核队列
context-findings = 发现项
context-audit = 审计
context-history = 历史
context-detail = 详情
context-review = 审核
context-form = 表单
context-confirm = 确认
context-picker = 选择框
context-palette = 操作面板
context-cmdline = 命令行
context-prompt = 输入行
context-help = 帮助
context-text = 文本框

action-tab-go = 转到标签页

action-view-next = 下一视图
action-view-prev = 上一视图
action-view-go = 转到视图

action-back = 返回

action-jump-back = 跳回上一处

action-cmdline-open = 打开命令行
action-cmdline-run = 执行命令

action-palette-open = 显示全部操作

action-help-open = 显示按键与帮助

action-undo = 撤销

action-repeat = 重复上一操作

action-redraw = 重绘屏幕

action-suspend = 挂起到命令行

action-quit = 退出

action-list-down = 下移
action-list-up = 上移
action-list-half-down = 下移半页
action-list-half-up = 上移半页
action-list-page-down = 下一页
action-list-page-up = 上一页
action-list-top = 到顶部
action-list-bottom = 到底部

action-open = 打开

action-filter-open = 筛选
action-filter-clear = 清除筛选
action-filter-apply = 应用已存筛选

action-sort-next = 按下一列排序
action-sort-reverse = 反转顺序
action-sort-by = 按列排序

action-list-columns = 选择列

action-mark-toggle = 标记
action-mark-all = 全部标记
action-mark-range = 标记区间
action-mark-none = 清除标记

action-copy-id = 复制编号

action-history-open = 查看历史

action-diff-open = 查看变更

action-record-new = 新建
action-record-edit = 编辑

action-import = 导入

action-export = 导出

action-pane-next = 下一窗格

action-detail-down = 详情向下滚动
action-detail-up = 详情向上滚动
action-detail-page-down = 详情下一页
action-detail-page-up = 详情上一页
action-detail-top = 详情到顶部
action-detail-bottom = 详情到底部

action-review-next = 下一项
action-review-prev = 上一项
action-review-next-open = 下一未决项
action-review-prev-open = 上一未决项

action-verdict = 给出判定

action-comment = 批注

action-evidence-open = 打开证据
action-evidence-copy = 复制证据打开命令

action-case-approve = 批准
action-case-reject = 驳回
action-case-request-changes = 要求修改
action-case-withdraw = 撤回
action-case-waive = 豁免

action-verb-menu = 下一步

action-do = 执行流程步骤

action-confirm-yes = 确认
action-confirm-no = 否，返回
action-confirm-comment = 附批注确认
action-confirm-submit = 提交所输入内容
action-confirm-down = 向下滚动
action-confirm-up = 向上滚动

action-form-next = 下一字段
action-form-prev = 上一字段
action-form-choose = 选择值
action-form-save = 保存
action-form-cancel = 取消
action-form-editor = 用 $EDITOR 编辑
action-form-paste-row = 粘贴表格行
action-form-add-row = 添加行
action-form-remove-row = 删除行

action-input-accept = 接受
action-input-cancel = 取消
action-input-complete = 补全
action-input-complete-prev = 反向补全
action-input-older = 较早记录
action-input-newer = 较新记录

action-picker-choose = 按编号选择
action-picker-filter = 筛选选项

action-help-filter = 筛选帮助

action-text-left = 左移
action-text-right = 右移
action-text-word-left = 左移一词
action-text-word-right = 右移一词
action-text-home = 到行首
action-text-end = 到行尾
action-text-backspace = 向前删除
action-text-delete = 向后删除
action-text-delete-word = 删除前一词
action-text-delete-start = 删至行首
action-text-delete-end = 删至行尾
