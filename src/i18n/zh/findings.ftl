# 规则的结论（finding-…）以及出现的原因（why-…）。规则来源：domain.md §11。

# PTR-001 句中的时限。
finding-by-docs = 资料审核结束前
finding-by-approval = 批准前
finding-by-admitted = 准入前

finding-ptr-001 = 缺少 { $code }（{ $document }），须在{ $stage }具备：请向伙伴索取。
finding-ptr-001-waiting = { $code }（{ $document }）已收到但尚未接受，须在{ $stage }具备：请查看后接受或退回。
why-ptr-001 = 每类伙伴准入前都必须提供规定的资料（domain.md §2.2 资料矩阵）。

finding-ptr-002 = { $code }（{ $document }）有效期至 { $until }：请尽快索取新件。
finding-ptr-002-expired = { $code }（{ $document }）已于 { $until } 到期，不再有效：请索取新件。
finding-ptr-002-stale = { $code }（{ $document }）出具已超过 { $days } 天，仅计至 { $until }：请取得新件。
why-ptr-002 = 一切资料都有期限，过期的资料不能证明任何事（domain.md §0.2 第 4 条、§2.2）。

finding-ptr-003 = { $scheme } { $value } 无效（{ $why ->
    [id-empty] 为空
    [id-length] 长度不符
    [id-alphabet] 含不允许的字符
    [id-char-at] 某位字符不允许
    [id-check-digit] 校验位错误
    [id-checksum] 校验和错误
    [id-no-check-digit] 不存在可用的校验位
    [id-prefix] 开头不符
    [id-country] 国家代码未知
    [id-region] 地区代码未知
    [id-state] 邦代码未知
    [id-serial] 序号不可能
    [id-serial-zero] 序号为零
    [id-date] 日期不可能
    [id-intermediary] 这是中介的号码
   *[other] 格式不符
}）：请按原件更正。
why-ptr-003 = 标识号必须符合其编码规则和校验位（domain.md §2.5）。

finding-ptr-004 = { $scheme } { $value } 格式正确但可疑（{ $why ->
    [id-org-code] 内含的组织机构代码校验位错误
    [id-region] 地区代码未知
    [id-country] 国家代码未知
   *[other] 有异常之处
}）：请与原件或登记机关核对。
why-ptr-004 = 编造的代码往往能通过外层校验，却通不过内含组织机构代码的校验（domain.md §2.5 (1)）。

finding-ptr-005 = GSTIN { $gstin } 内含 PAN { $pan }，而档案中的{ $scheme }为 { $found }：请查明哪一个属于该伙伴。
why-ptr-005 = GSTIN 由持有人的 PAN 构成，进出口商代码亦然（domain.md §2.5 (4)、§11）。

finding-ptr-006 = { $scheme } { $value } 同时属于{ $count ->
    [one] { $others }
   *[other] 另外 { $count } 个伙伴（{ $others }）
}：请查明是否同一企业，或究竟属于谁。
why-ptr-006 = 一个标识号只属于一家企业；两个伙伴相同，不是重复就是冒用（domain.md §11）。

finding-ptr-007 = { $code } 的持有人为“{ $holder }”，而伙伴的法定名称为“{ $name }”：请更正名称或索取正确的资料。
finding-ptr-007-differs = { $code } 上的名称“{ $holder }”既不是法定名称“{ $name }”，也不是执照持有人：请索取正确的资料。
why-ptr-007 = 伙伴各项资料上的名称必须一致（domain.md §0.2 第 5 条）。

finding-ptr-008 = 该卖家注册于 { $country }，但未指定境内代理人：请填写已准入的代理人。
finding-ptr-008-no-agent = 指定的境内代理人 { $agent } 不是 DAG 类伙伴：请指定已准入的代理人。
finding-ptr-008-not-admitted = 境内代理人 { $agent } 尚未准入（{ $state }）：请先准入该代理人或另行指定。
why-ptr-008 = 境外卖家必须委托在海关注册的境内代理人（domain.md §2.1、§2.6 MOD-02、§11；海关总署公告 2018 年第 194 号）。

finding-ptr-009 = 该物流伙伴没有已接受且有效的快递业务经营许可证（D-EXP）：请索取。
why-ptr-009 = 承运包裹须持有快递业务经营许可证（domain.md §2.2、§11；海关总署公告 2018 年第 194 号）。

finding-ptr-010 = 该支付伙伴没有已接受且有效的金融许可证或支付业务许可证（D-FIN）：请索取。
finding-ptr-010-scope = 支付业务许可证的范围为“{ $scope }”，不含互联网支付：请索取涵盖互联网支付的许可证。
why-ptr-010 = 银行须有金融许可证，非银行支付机构须有涵盖互联网支付的支付业务许可证（domain.md §2.2、§11；海关总署公告 2018 年第 194 号）。

finding-ptr-011 = 该伙伴（{ $type }）没有海关注册登记：请索取 D-CUS 或填写有效的海关编码。
why-ptr-011 = 报关企业和保税仓企业必须在海关注册登记（domain.md §11；海关总署公告 2018 年第 194 号）。

finding-ptr-012 = 银行账户户名为“{ $holder }”，不是“{ $name }”：请索取以伙伴法定名称开立的账户。
why-ptr-012 = 款项只付给以伙伴法定名称开立的账户（domain.md §2.2、§11；欧盟《数字服务法》第 30 条）。

finding-ptr-014 = 没有已接受的受益所有人声明（D-UBO）：请索取。
finding-ptr-014-old = { $issued } 的受益所有人声明已超过 { $days } 天：请索取新的声明。
finding-ptr-014-undated = 受益所有人声明没有日期：请填写出具日期，或索取注明日期的声明。
why-ptr-014 = 所有人会变更，声明每 12 个月更新一次（domain.md §2.2、§11）。

finding-ptr-019 = 海关信用等级未知：请查询并填写等级和日期。
finding-ptr-019-old = 信用等级（{ $grade }）于 { $asked } 查询，已超过 { $days } 天：请重新查询。
finding-ptr-019-undated = 信用等级（{ $grade }）没有查询日期：请查询并填写日期。
why-ptr-019 = 每个中国伙伴的信用等级每月核查一次（domain.md §1.2、§11；海关总署公告 2026 年第 34 号第 66 项）。

finding-ptr-020 = 海关认定该伙伴为“{ $grade }”，且没有经批准的管控措施：请暂停合作，或提请批准措施。
why-ptr-020 = 对失信伙伴没有措施，AEO 标准第 66 项即不达标（domain.md §11；海关总署公告 2026 年第 34 号第 66 项）。

finding-ptr-024 = 定期复核应于 { $due } 完成（{ $band }：每 { $months } 个月一次）：请复核该伙伴。
why-ptr-024 = 伙伴按风险等级每 24、12 或 6 个月复核一次（domain.md §2.7、§11）。

finding-ptr-027 = 监管方式 { $mode } 须以海关编码申报，而该伙伴没有：请填写海关编码。
finding-ptr-027-malformed = 监管方式 { $mode } 须有海关编码，而 { $value } 不是：请按注册登记更正。
why-ptr-027 = 跨境电商各监管方式的参与者以十位海关编码申报（domain.md §2.5 (2)、§2.6、§11）。

finding-ptr-035-hidden = 名称“{ $name }”含隐藏或控制字符（{ $found }）：请按原件重新录入。
finding-ptr-035-mixed = 名称“{ $name }”在一个词中混用多种文字的字母：请按原件重新录入。
finding-ptr-035-twin = 名称“{ $name }”看起来与 { $others }（共 { $count } 个）相同，写法却不同：请查明是否仿冒。
why-ptr-035 = 把名称做成像别人的名称是最古老的骗术（domain.md §0.2 第 5 条；本台自有规则）。

finding-doc-01 = { $document }（{ $code }）的文件与 { $others }（共 { $count } 个）的文件逐字节相同：请索取原件。
why-doc-01 = 两个伙伴提交同一份扫描件，说明资料是复制的（domain.md §11）。

finding-doc-02 = { $document }（{ $code }）的编号 { $number } 也出现在其他伙伴或持有人的 { $others }（共 { $count } 份）上：请查明属于谁。
why-doc-02 = 一个资料编号只发给一个持有人（domain.md §11）。

finding-doc-03 = { $document }（{ $code }）由 { $by } 提交又由其接受：请由他人复核。
why-doc-03 = 任何人不得接受自己提交的资料（domain.md §10.3 四眼原则）。
finding-doc-04 = { $document } 的保存期已于 { $until } 届满（法定至 { $legal }），尚无处理决定：请冻结或删除。
finding-doc-04-partner = 其资料的保存期已于 { $until } 届满（法定至 { $legal }），尚无处理决定：请冻结或删除。
why-doc-04 = 无须继续保存的资料应删除，或说明理由予以冻结，不得遗忘（domain.md §10.5）。
why-doc-05 = 无人能读的文件不成其为证据（domain.md §11）。
finding-doc-05 = { $document }（{ $code }）为 { $language } 文本，且无译文存档：请索取译文。

finding-sys-01 = { $by } 批准了 { $subject } 的第 { $step } 步，而提案人正是其本人：请重新审批。
finding-sys-01-contributor = { $by } 批准了 { $subject } 的第 { $step } 步，而其参与过该记录：请重新审批。
why-sys-01 = 经办人不得审批（domain.md §10.3 四眼原则）。

finding-sys-02 = { $by } 对第 { $step } 步的批准针对的是 { $subject } 的另一状态：请 { $by } 查看变更后重新表决。
why-sys-02 = 批准只对批准人所见的内容有效（domain.md §10.3）。

finding-sys-03 = { $subject } 的审批应于 { $due } 完成：请作出决定或退回。
why-sys-03 = 审批有时限（domain.md §10.4）。

finding-sys-05 = 日志的哈希链在第 { $seq } 条断裂：请停止写入，运行 verify 并恢复。
why-sys-05 = 无法校验的日志不能证明任何事（domain.md §10.5、§11）。

finding-sys-08 = 时钟比最后一条记录慢 { $minutes } 分钟：请先校准时钟，再作任何决定。
why-sys-08 = 决定的日期不得倒退（domain.md §11）。
