"""What the page 学区与学校 says."""

from __future__ import annotations

CLUSTER = "学区"
SCHOOL = "学校"
ALL_CLUSTERS = "全部学区"
NO_CLUSTER = "未填学区"
CHOOSE_SCHOOL = "（选择一所学校）"
PERIOD = "统计期"
PLACE = "{district} {school}"

HEADING = "{school} · {period}"
AREA_HEADING = "{place} · {period}"
AREA = "{district} {cluster}"
SCHOOLS_TITLE = "各校主要指标（{count}所）"
SCHOOLS_HINT = "点学校名称，打开它自己的页面；也可以在上面的“学校”里输入校名查找。"
NO_SCHOOLS = "{place}到{period}还没有学校名录。"
OWN_UNKNOWN = "还没有您学校（{school}）的数据，学校名录里也还没有它。"
NO_SCHOOLS_STEPS = (
    "在“数据上报”页下载“学校名录”的模板，按一行一所学校填好；",
    "上传、核对、发布；",
    "回到本页即可按学区和学校查看。",
)
SCHOOL_COLUMN, CLUSTER_COLUMN, TYPE_COLUMN = "学校", "学区", "办学类型"

PROFILE = "学校名录（{period}）"
PROFILE_FIELDS = ("school_type", "urban_rural", "ownership", "inclusive", "cluster", "tier", "alliance")
PROFILE_ITEM = "{title}：{value}"
PROFILE_JOIN = "　"
YES, NO = "是", "否"
NOT_STATED = "未填"
CODE = "学校标识码 {code}"
NOT_REGISTERED = (
    "{period}沿用的学校名录里没有这所学校（可能已撤并、更名，或还没有上报名录），下面是它报送过的数据。"
)
EMPTY = "{school}在{start}至{end}之间没有报送到学校的数据。"
EMPTY_STEPS = (
    "换一个统计期看看；",
    "在“报送进度”页查看这个区县还缺哪些学校；",
    "只有区县合计的表没有分到学校，不会显示在这里。",
)

FIGURE_COLUMNS = ("指标", "本校", "较上季度", "同学段学校")
NOUGHT = "为0且没有变化的：{metrics}。"
FIGURES_NOTE = "“同学段学校”是本区县名录里有相同学段的{count}所学校（含本校）：比率为合计之比，个数为校均。"
FIGURES_ALONE = "本区县名录里没有其他同学段的学校，不作比较。"
AVERAGE_SHORT = "同学段学校"
ANNUAL = "年度数"
HISTORY_TITLE = "{theme}：历期数字"
FOCUS = "走势图指标"

BALANCE_TITLE = "优质均衡达标情况"
BALANCE_COLUMNS = ("学段", "每百名学生骨干教师", "超过标准班额的班", "五年360学时完成率", "达到")
BALANCE_NOTE = "要求：每百名学生县级以上骨干教师不少于1名；没有小学超过45人、初中超过50人的班；教师五年360学时完成率100%。只计有数据的项目。"

CLASSES_TITLE = "班级"
CLASS_COLUMNS = ("学段", "年级", "班号", "学生数")
TRAINING_TITLE = "教师培训"
TRAINING_COLUMNS = ("统计期", "项目名称", "类别", "形式", "场次", "参训人次", "去重人数", "总学时")
DUTIES_TITLE = "履职与活动"
DUTY_COLUMNS = ("统计期", "角色", "活动", "应完成人数", "达标人数", "次数", "参与人次")
QUOTAS = "工程里的定额：{quotas}。"
QUOTA = "{name}{aim}（{programme}{note}）"
QUOTA_NOTE = "；{note}"
QUOTA_JOIN = "；"

PAGES_OF_MISSING = "缺报学校的页面：{schools}"

HANDED_IN_TITLE = "报送批次"
HANDED_IN_COLUMNS = ("表", "统计期", "批次与行", "行数", "文件", "发布人", "发布时间")
MISSING = "应报未报"
HANDED_IN_NOTE = "点批次号，打开原件中的那一行。只列看得到的、现在生效的数据。"
