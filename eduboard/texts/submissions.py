"""报送进度: who has handed in what, the reminders (催报), and the marks of incomplete figures."""

from __future__ import annotations

# --- marks of incomplete figures, on every page ------------------------------------------------------------

COVERED = "已报 {reported}/{expected} 校"
SCHOOLS_OF = "{reported}/{expected}校"
NOT_WHOLE = "未报全"
DISTRICTS_NOT_WHOLE = "{count}个区县未报全"
GAP = "{place}{dataset}（{state}）"
MORE_GAPS = "等{count}项"
GAPS_OF_ONE = "未报全：{gaps}，数值只含已报的部分，不参加排名"
GAPS_OF_SEVERAL = "未报全：{gaps}，合计只含已报的部分"

# --- the page ----------------------------------------------------------------------------------------------

STATUS_KEY = "按时、逾期：已报全，以第一次报全的日期为准；部分：有学校没有报；未报：整张表没有报；未到期：还没有报，未到截止日期；未要求：本季度不要求报，或该区县没有这类学校"
RULES = (
    "应报的区县：本单位所辖的，以及报过数的（公开材料摘录不算）。"
    "应报的学校：当期或之前最近一期学校名录中属于该表所涉学段的学校；没有名录的不核对学校。已撤回的批次不算。"
)
RULE_EXEMPT = "不应开展课后服务的学校不要求报课后服务。"
REVIEW_KEY = (
    "待审：已提交审核，还没有发布；已退回：审核没有通过，等待修改；按时还是逾期，按提交审核的时间算。"
)
DEMO_IN_TIME = "演示数据的上报时间就是载入时间，不判断按时还是逾期，一律列为按时。"
HEADLINE = "{period}：{districts}个区县 {tables}张表，应报{required}项，{counts}；{deadline}"
COUNT = "{status}{count}"
ALWAYS_COUNTED = ("按时", "逾期", "部分", "未报")
NOTHING_REQUIRED = "{period}：没有要求报送的数据表；{deadline}"
DEADLINE_AHEAD = "截止{date}，还有{days}天"
DEADLINE_TODAY = "截止{date}，就是今天"
DEADLINE_PAST = "截止{date}，已过{days}天"
DATE = "{date.year}年{date.month}月{date.day}日"
DAY = "{date.month}月{date.day}日"
MOMENT = "{date:%Y-%m-%d %H:%M}"
BY_TOTALS = "区县合计"
NO_REGISTRY = "无名录"
NO_REGISTRY_LONG = "已报（无名录，未核对学校）"
STOOD_IN = "以{dataset}报送"
HANDED_IN = "已交"
DISTRICT = "区县"
DEMO_MARK = "【演示数据】"
DETAIL_LABEL = "{district}各表的报送情况"
DETAIL_COLUMNS = ("数据表", "状态", "已报/应报", "缺报学校", "上报人、时间", "批次")
DETAIL_TITLE = "{district}：{summary}"
NOTHING_MISSING = "已全部报齐"
MISSING_SCHOOLS = "{count}所：{names}"
UNLISTED_SCHOOLS = "不在名录中的{count}所：{names}"
WHO_AND_WHEN = "{who} {when}"
MORE_NAMES = "{names}等"
NO_CITY = "还没有可以跟踪的区县。"
NO_CITY_STEPS = (
    "在“数据上报”页上传并发布任一区县的数据，该区县所在城市的报送进度就会出现在这里；",
    "或在 settings.toml 里用 home_region 填写本单位的行政区划代码，所辖区县即列为应报。",
)
MATRIX_FILE = "报送进度"
MISSING_FILE = "缺报学校"
MISSING_COLUMNS = ("区县", "数据表", "状态", "学校标识码", "学校名称", "办学类型")
WHOLE_TABLE = "整张表未报"
WHOLE_TABLE_OF = "整张表未报（应报{count}校）"
DOWNLOAD_MATRIX = "进度表"
DOWNLOAD_MISSING = "缺报学校清单"

# --- reminders ---------------------------------------------------------------------------------------------

REMINDERS = "催报"
REMINDER_ALL = "全部区县的催报通知"
REMINDER_HINT = "每段文字右上角有复制按钮，可直接粘贴到公文或工作群。"
NOBODY_TO_REMIND = "各区县都已报齐，没有需要催报的。"
ADDRESSEE = "{district}教育局："
ADDRESSEE_ALL = "各区县教育局："
YOU = {"区": "贵区", "县": "贵县", "市": "贵市", "旗": "贵旗"}
YOU_OTHERWISE = "贵单位"
REMINDER_PAST = "截至{today}，{you}{period}教育数据还有{count}张表没有报全：{items}。上报截止日期为{deadline}，已经逾期。请尽快核实补报；学校停办、撤并或名录有误的，请先更新学校名录。"
REMINDER_AHEAD = "截至{today}，{you}{period}教育数据还有{count}张表没有报全：{items}。请于{deadline}前补报；学校停办、撤并或名录有误的，请先更新学校名录。"
REMINDER_ALL_PAST = "截至{today}，{period}教育数据应报{required}项，还有{districts}个区县{count}项没有报全（截止日期{deadline}，已经逾期）。请下列单位尽快核实补报：\n{items}"
REMINDER_ALL_AHEAD = "截至{today}，{period}教育数据应报{required}项，还有{districts}个区县{count}项没有报全。请下列单位于{deadline}前补报：\n{items}"
REMINDER_LINE = "{number}. {district}：{items}。"
REMINDER_SIGNATURE = "{bureau}\n{today}"
TABLES_MISSING = "{datasets}未报"
TABLES_RETURNED = "{datasets}审核退回，待修改后重新上报"
CORRECTIONS = {"待审": "更正待审", "已退回": "更正已退回"}
SCHOOLS_WAITING = "{count}校待审"
SCHOOLS_MISSING = "{dataset}缺{count}所（{names}）"
SCHOOLS_MISSING_BRIEF = "{dataset}缺{count}所"
JOIN = "；"

SUBMISSION_PROBLEMS = {
    "webhook.failed": "没有发送成功（{address}，{reason}），群里没有收到消息。请检查网络和 settings.toml 里的 webhook_url、webhook_kind、webhook_secret 后重试，或复制文字人工发送。",
    "webhook.unsure": "不能确定有没有发送成功（{address}，{reason}）。请先看一眼群里：没有收到的，检查网络和 settings.toml 里的 webhook_url 后重试，或复制文字人工发送。",
    "webhook.none": "没有设置群机器人，没有发送。请在 settings.toml 里填写 webhook_url（企业微信或钉钉群机器人的地址）后重试。",
    "submissions.no_city": "没有可以跟踪的区县：没有上报过的数据，settings.toml 里也没有填写 home_region。",
    "submissions.city": "没有 {city} 的报送进度。可以使用：{allowed}。",
}

# --- the robot of a working group --------------------------------------------------------------------------

ROBOT_KINDS = {"wecom": "企业微信", "dingtalk": "钉钉"}
ROBOT_REFUSED = "机器人答复：{said}"
ROBOT_STATUS = "对方答复 HTTP {status}"
ROBOT_SILENT = "已经发出，但没有等到答复"
ROBOT_NO_ROBOT = "答复的不是群机器人，可能被上网认证或网关拦截"
ROBOT_SLOW = "连接超时"
ROBOT_CLOSED = "对方拒绝连接"
ROBOT_NO_HOST = "找不到这个网址的服务器"
ROBOT_CERTIFICATE = "HTTPS 证书有问题"
ROBOT_UNREACHED = "网络不通"
ROBOT_TITLE = "{period}报送进度"
ROBOT_SEND = "发送到{kind}群"
ROBOT_HELP = "把下面的汇总发到 {address} 的群机器人；只在点这个按钮时发送。"
ROBOT_SENT = "已发送到{kind}群（{address}）。"
REMINDED = "{period}{city}催报，{count}个区县未报全：{outcome}"
ROBOT_LINE = "> **{district}**：{items}"
ROBOT_CUT = "> 其余{count}个区县见报送进度页"

# --- the command line --------------------------------------------------------------------------------------

CLI_MATRIX_LINE = "  {district}  {cells}"
CLI_CELL = "{dataset}：{text}"
CLI_CODE = "  编号：{code}"
CLI_NOT_SENT = "以上内容没有发送；加 --send 发送到{kind}群（{address}）。"
CLI_NO_ROBOT = "以上内容没有发送；没有设置群机器人地址（settings.toml 里的 webhook_url）。"
