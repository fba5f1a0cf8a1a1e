# domain: kinds, fields, codes and refusals of values; one id, every locale.

# Kinds, one and many.
kind-partner = 合作伙伴
kind-document = 资质文件
kind-case = 审批单
kind-reaction = 处置
kind-operator = 操作员
kind-person = 人员
kind-policy = 审批策略
kinds-partner = 合作伙伴
kinds-document = 资质文件
kinds-case = 审批单
kinds-reaction = 处置
kinds-operator = 操作员
kinds-person = 人员
kinds-policy = 审批策略

# Fields. One name means one thing in every kind; the labels head columns.
field-answer = 答复
field-at = 时间
field-attestations = 确认记录
field-ballot = 表决
field-bulk = 批量
field-by = 经手人
field-bytes = 大小
field-category = 类别
field-code = 代码
field-comment = 意见
field-contacts = 联系人
field-country = 注册国家/地区
field-credit-checked-on = 信用查询日期
field-credit-grade = 信用等级
field-credit-measure = 失信应对措施
field-department = 部门
field-domestic-agent = 境内代理人
field-dossier = 卷宗
field-due-at = 时限
field-effects = 变更内容
field-email = 电子邮箱
field-evidence = 证据
field-fact = 事实
field-file = 文件
field-guard = 前提条件
field-hash = 哈希值
field-holder = 持有人
field-id = 编号
field-id-kind = 证件种类
field-id-number = 证件号码
field-id-valid-to = 证件有效期至
field-identifiers = 识别码
field-incorporation-date = 成立日期
field-issued-on = 签发日期
field-issuer = 签发机构
field-items = 检查项
field-judged-by = 评判人
field-lang = 语言
field-language = 语言
field-legal-form = 法律形式
field-legal-name-en = 英文名称
field-legal-name-local = 法定名称
field-legal-rep = 法定代表人
field-locale = 界面语言
field-login = 登录名
field-markets = 市场
field-min = 人数
field-modes = 监管方式
field-name = 名称
field-note = 备注
field-number = 证号
field-on = 日期
field-operating-addresses = 经营地址
field-origin = 来源
field-owner = 负责人
field-partner = 合作伙伴
field-path = 字段
field-person = 人员
field-phone = 电话
field-policy = 审批策略
field-proposed-at = 提交时间
field-proposed-by = 提交人账号
field-proposed-person = 提交人
field-proposed-role = 提交角色
field-reason = 理由
field-registered-address = 注册地址
field-registry = 登记机关
field-reject-reason = 退件原因
field-remarks = 评论
field-rev = 版次
field-reviewed-on = 审核通过日期
field-role = 角色
field-roles = 角色
field-rule = 规则
field-scheme = 编码体系
field-scope = 许可范围
field-sha256 = SHA-256 值
field-slot = 细项
field-staff-number = 工号
field-stance = 结论
field-state-reason = 状态原因
field-step = 步骤
field-steps = 步骤
field-strict-looking = 必须查阅
field-subject = 对象
field-target = 目标状态
field-target-hours = 时限（小时）
field-text = 内容
field-trade-names = 商号
field-translation = 译文
field-type-set = 类型
field-until = 截至
field-valid-from = 有效期起
field-valid-to = 有效期至
field-value = 值
field-verb = 操作
field-verdict = 评判
field-verified-on = 核实日期
field-votes = 表决
field-why = 事由

# What a partner does (domain.md §2.1).
code-partner-type-ECE = 跨境电商企业
code-partner-type-DAG = 境内代理人
code-partner-type-PLT = 平台企业
code-partner-type-PAY = 支付企业
code-partner-type-LOG = 物流企业
code-partner-type-BRK = 报关企业
code-partner-type-SUP = 监管作业场所经营人
code-partner-type-WHB = 区内/保税仓企业
code-partner-type-OWH = 海外仓
code-partner-type-MFR = 生产企业/供应商
code-partner-type-HUB = 转口/中转主体
code-partner-type-SUB = 境外销售子公司
code-partner-type-IOR = 进口商/清关主体
code-partner-type-RPE = 欧盟/英国责任人
code-partner-type-IOI = IOSS 中介
code-partner-type-LAB = 检测认证机构
code-partner-type-INS = 保险人/经纪
code-partner-type-AFF = 推广伙伴
code-partner-type-CHN = 第三方平台
code-partner-type-SVC = 其他服务商

# Customs credit grades by Decree 282 (domain.md §1.2).
code-credit-grade-UNK = 未查询
code-credit-grade-ADV = 高级认证企业
code-credit-grade-CRT = 认证企业
code-credit-grade-REG = 常规企业
code-credit-grade-DIS = 失信企业
code-credit-grade-SDI = 严重失信企业
code-credit-grade-FRN = 境外互认 AEO

code-risk-band-LOW = 低
code-risk-band-MED = 中
code-risk-band-HIGH = 高
code-risk-band-CRITICAL = 极高

# Customs supervision modes (domain.md §2.6).
code-mode-9610-IM = 9610 直购进口
code-mode-9610-EX = 9610 零售出口
code-mode-9710 = 9710 B2B 直接出口
code-mode-9810 = 9810 出口海外仓
code-mode-1210 = 1210 保税电商
code-mode-1239 = 1239 保税电商 A
code-mode-0110 = 0110 一般贸易
code-mode-1039 = 1039 市场采购

code-attested-screening = 制裁筛查
code-attested-training = 培训
code-attested-assessment = 评估
code-attested-contract = 合同
code-attested-settlement = 清结

# What somebody answers for, in a sentence.
attested-screening = 已完成制裁名单筛查且无命中，或每条命中均已由第二人处置。
attested-training = 该类合作伙伴应修的培训模块均已通过。
attested-assessment = 已完成评估，没有未评项目，结论已得出。
attested-contract = 已有包含全部必备条款的生效合同。
attested-settlement = 未结订单已清结，资料留存期已开始计算。

# Documents (domain.md §2.2).
code-doc-code-D-LIC = 营业执照
code-doc-code-D-REG = 境外注册证明
code-doc-code-D-CUS = 海关注册备案
code-doc-code-D-POA = 授权委托书/代理协议
code-doc-code-D-EXP = 快递业务经营许可证
code-doc-code-D-FIN = 金融/支付业务许可证
code-doc-code-D-ICP = ICP 备案/电信许可证
code-doc-code-D-SUP = 监管作业场所登记
code-doc-code-D-BIZ = 报关单位备案
code-doc-code-D-SIG = 电子口岸数字签名证书
code-doc-code-D-CRD = 海关信用查询记录
code-doc-code-D-AEO = AEO 证书
code-doc-code-D-UBO = 受益所有人声明
code-doc-code-D-BNK = 银行账户证明
code-doc-code-D-IDC = 法定代表人证件
code-doc-code-D-SEC = 安全承诺书
code-doc-code-D-TRN = 培训证书
code-doc-code-D-INS = 保险凭证
code-doc-code-D-TMB = 商标注册/品牌授权
code-doc-code-D-LEI = LEI 记录
code-doc-code-D-EOR = EORI 记录
code-doc-code-D-VAT = 增值税/GST 登记
code-doc-code-D-GPS = GPSR 责任人协议
code-doc-code-D-TPD = 转让定价文档索引
code-doc-code-D-TAX = 平台涉税信息

code-reject-reason-blurred = 模糊不清
code-reject-reason-expired = 已过期
code-reject-reason-wrong-name = 名称不符
code-reject-reason-page-missing = 缺页
code-reject-reason-no-seal = 未盖章或未签名
code-reject-reason-differs = 与登记不符
code-reject-reason-no-translation = 无译文

# Roles (domain.md §10.1).
code-role-ONB = 合作伙伴专员
code-role-CMP = 合规专员
code-role-LEG = 法务
code-role-LOGM = 物流经理
code-role-FIN = 财税
code-role-INSM = 保险专员
code-role-MKTM = 市场经理
code-role-TRNM = 培训经理
code-role-AUD = 审计员
code-role-ADM = 管理员
code-role-DIR = 总监
code-role-SYS = 系统

code-bulk-no = 逐件审批
code-bulk-sample = 批量加抽查
code-bulk-yes = 批量审批

code-ballot-approve = 同意
code-ballot-reject = 否决
code-ballot-return = 退回

code-verdict-up = 达标
code-verdict-basic = 基本达标
code-verdict-not = 不达标
code-verdict-na = 不适用

code-stance-acknowledged = 已知悉
code-stance-waived = 已豁免
code-stance-false-positive = 误报

code-severity-I = 提示
code-severity-L = 低
code-severity-M = 中
code-severity-H = 高
code-severity-B = 阻断

code-finding-state-open = 未处置
code-finding-state-acknowledged = 已知悉
code-finding-state-waiver-proposed = 豁免待审
code-finding-state-waived = 已豁免
code-finding-state-false-positive = 误报

# Guards: what must hold before a transition.
guard-documents = 必备文件均已审核通过且未过期。
guard-identifiers = 没有无效的识别码。
guard-other-person = 提交或修改者与操作者不是同一人。
guard-no-blocking = 没有未处置的阻断性问题。
guard-cool-off = 距上次拒绝已满 30 天。
guard-document-complete = 文件已存档副本，日期齐全。

# How strongly, and by when, a document is asked for.
need-R = 必备
need-C = 视情况
need-O = 可选
needed-by-docs = 文件审核前
needed-by-approval = 审批前
needed-by-admitted = 准入前

# Values that do not fit: what was found, and what to write instead.
value-required = 缺少“{ $field }”，无法保存。
value-too-long = 共 { $found } 个字符，过长；请缩短至 { $max } 个以内。
value-wrong-type = “{ $found }”不是该字段可用的值。
value-unknown-code = “{ $found }”不是该字段的代码；可用代码：{ $known }。
value-unknown-field = 没有字段“{ $found }”；可用字段：{ $known }。
value-unknown-scheme = “{ $found }”不是识别码编码体系；可用体系：{ $known }。
value-not-a-flag = “{ $found }”既不是“是”也不是“否”；请填是或否。
value-not-a-date = “{ $found }”不是日期；请写成 2026-11-23。
value-not-an-instant = “{ $found }”不是时刻；请写成 2026-11-23T13:25:00+08:00。
value-not-a-number = “{ $found }”不是数字。
value-not-money = “{ $found }”不是金额；请写成 1000000.00 USD。
value-not-an-id = “{ $found }”不是编号；请写成 P-000123。
value-not-an-email = “{ $found }”不是电子邮箱；请写成 name@example.com。
value-not-a-login = “{ $found }”不能用作登录名；须以小写字母开头，最多 32 位，只用 a–z、0–9、“-”、“_”、“.”。
value-no-letter = “{ $found }”不含文字或数字；请按登记名称填写。

# Votes that do not count, and who can vote instead.
refused-own-proposal = { $subject } 由您提交，须由他人决定。
refused-contributor = 自上次批准以来您经手过 { $subject }，须由未经手的人决定。
refused-same-person = 您已完成第 { $step } 步，本步须由另一人完成。
refused-step-role = 本步由 { $role }（{ $name }）决定，您没有该角色。
refused-case-complete = 各步均已完成，没有待决定的事项。
refused-system-decides-nothing = 程序本身不审批，须由人决定。
