"""What the page 工程推进 says: where a programme stands, the month's 通报, duties, 梯队 and 优质均衡."""

from __future__ import annotations

PROGRAMME = "工程"
VIEW_LABEL = "内容"
VIEWS = {
    "progress": "进度",
    "bulletin": "通报",
    "duties": "职责",
    "pipeline": "梯队与平台",
    "balance": "优质均衡",
}
PROGRAMME_OPTION = "{place}{name}"
PROGRAMME_WITHOUT_DATA = "{place}{name}（暂无数据）"
BROKEN = "有 {count} 份工程文件没有采用，其余的照常显示："
NO_PROGRAMME = "没有可以显示的工程。"
NO_PROGRAMME_STEPS = (
    "确认 data/programmes 里有工程文件；",
    "管理员可在“管理”页的“工程”里上传一份，或复制一份来改。",
)
HEADING = "{place}“{name}” · {period}"
SOURCE = "依据：{source}"

HEADLINE = "{judged}项：{counts}"
HEADLINE_NOTHING = "这个工程没有要评的目标和职责"
HEADLINE_COUNT = "{status}{count}"
HEADLINE_JOIN = "、"
HEADLINE_RESULTS = "；另有实绩{count}项，只陈述，不评灯"
HEADLINE_LIGHTS = "红灯 {red}　黄灯 {yellow}　绿灯 {green}"
JUDGED = "要评的目标与职责"
NO_LIGHTS = "还没有可以评灯的数据：有目标的项目都没有报送现状，或还没有到评的时候。"
REACHED = "实绩：{results}{more}"
REACHED_MORE = "等{count}项"
REACHED_JOIN = "、"
HEADLINE_WORST = "红灯最多的区县：{districts}"
HEADLINE_WORST_ONE = "{name}{count}"

COLUMNS = ("项目", "现状", "目标与期限", "完成", "灯", "情况", "来源")
KIND_NOTES = {"result": "实绩", "target": "目标", "duty": "职责", "coverage": "全覆盖"}
FURTHEST_BEHIND = "落后最多的区县"
STATED_ONLY = "只陈述"
LIGHT_WORDS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "": ""}
DUE = "到{due}"
DAYS_LEFT = "还有{days}天"
DAYS_OVER = "已过{days}天"
AT_PERIOD_END = "季末时{days}"
NO_DUE = "没有期限"
NO_TARGET = "没有目标"
PART_OF_WHOLE = "{numerator} / {denominator}"
MET_OF_OWING = "{met} / {owing}"
AVERAGE = "人均或校均{value}"
ANNUAL = "{period}（年度数）"
MORE_BATCHES = "等{count}批"
DETAILS = "原文与口径"
QUOTE = "原文：“{quote}”"
NOTE = "说明：{note}"
GAUGE_METRIC = "指标：{name}（{definition}）"
GAUGE_INDICATOR = "指标：“其他指标”表里的“{name}”"
GAUGE_FILTER = "只计：{filters}"
AIM_SOURCE = "目标出自：{source}"
AIM_BATCH = "目标出自批次"
RULES = "规则"
NOTHING_MEASURED = "这一部分只有规则，没有要计算的项目。"

MATRIX_TITLE = "各区县各项的灯"
MATRIX_CORNER = "项目"
MATRIX_HEADS = ("部分", MATRIX_CORNER)
MATRIX_TOTALS = "红灯 / 黄灯"
MATRIX_TOTAL = "{red} / {yellow}"
MATRIX_NOTES = ("空白是这个区县没有自己的目标；“—”是没有报送。选择一个区县，可看到它的每一项。",)

JUDGING = "评灯规则"

BULLETIN_TITLE = "{place}“{name}”{month}通报"
BULLETIN_MONTH = "{year}年{month}月"
BULLETIN_DEMO = "【演示数据，不是真实情况】"
BULLETIN_HEAD = "数据截至{period}，{today}生成。"
DAY = "{year}年{month}月{day}日"
BULLETIN_OVERVIEW = "一、总体情况"
BULLETIN_OVERVIEW_TEXT = "{headline}。{lights}。"
BULLETIN_LIGHTS = {"red": "二、红灯事项（{count}项）", "yellow": "三、黄灯事项（{count}项）"}
BULLETIN_DISTRICT = "{district}："
BULLETIN_LINE = "{number}. {item}（{status}）：{reason}。"
BULLETIN_NONE = "没有。"
BULLETIN_END = "请对照上述事项，查明原因，按期补上；数据有误的，请重新上报。"
BULLETIN_RULE = "评灯规则见“工程推进”页。"
BULLETIN_COPY = "下面的文字可以直接复制到公文里。"
BULLETIN_COLUMNS = ("灯", "区县", "部分", "项目", "种类", "情况", "原因")
BULLETIN_EMPTY = "没有红灯或黄灯的项目。"
BULLETIN_UNJUDGED = "还没有可以评灯的数据，没有可以通报的项目。"
DOWNLOAD_CSV = "下载 CSV"
DOWNLOAD_XLSX = "下载 Excel"
DEMO_COLUMN = "性质"
DEMO_MARK = "演示数据"

DUTIES_NONE = "这个工程没有写明职责。"
ROLE, DUTY, QUOTA = "角色", "职责", "要求"
BELOW_TITLE = "未达标的学校或单位（{count}个）"
BELOW_COLUMNS = ("区县", "学校或单位", "角色", "职责", "应完成", "达标", "次数")
BELOW_CUT = "这里列出差得最多的 {shown} 个，共 {count} 个，下载可得全部。"
BELOW_NONE = "都已达标，或没有报送到学校。"
BELOW_NO_DATA = "没有可以判断是否达标的履职数据，看不出哪些学校或单位未达标。"
DUTY_NOTE = "{duties}：{note}"
DUTIES_HINT = "格子里是达标数 / 应完成数；每项职责按自己的周期（周、月、季度、学期、学年、年）评。"

LADDERS_NONE = "这个工程没有写明名优教师梯队。管理员可在“管理”页的“工程”里加：名称和由低到高的称号。"
LADDER_EMPTY = "{ladder}：{place}还没有报送这些称号，只有目标。"
COMPARED_WITH = "与哪一期相比"
COMPARED_AUTOMATIC = "一年前（没有的取最早一期）"
LADDER_CHANGE = "变化"
LADDER_SINCE = "较{base}"
LADDER_COLUMNS = ("称号", "人次", "目标", "灯", LADDER_CHANGE, "新进", "其中晋升", "退出")
LADDER_TITLES = {
    "ladder history": "{ladder}：各期人次",
    "ladder districts": "{ladder}：各区县人次（{period}）",
}
LADDER_NOTE_COUNTS = "人次是期末在册的称号数，同一人持有两级各计一次；新进、退出按人员编号计，一人一称号只计一次，所以两者之差不一定等于人次的变化。"
LADDER_NOTE_UNNAMED = "{districts}有的行没有人员编号，新进和退出没有计入，只有净变化。"
LADDER_NOTE_MISSING = "{districts}没有报送{period}的名优教师。"
LADDER_NOTE_NET = "没有人员编号或没有更早一期，只能看净变化。"
LADDER_NOTE_NO_BASE = "还没有更早的一期可以比较。"
LADDER_LEVEL = "级别：{level}"
LADDER_ALL_LEVELS = "各级合计"
PEOPLE_TITLE = "{ladder}：名单（{count}条）"
PEOPLE_LIST = "{ladder}：名单（{move}，{count}条）"
PEOPLE_NAME = "姓名"
PEOPLE_COLUMNS = ("称号", PEOPLE_NAME, "区县", "学校", "学科", "级别", "进出")
PEOPLE_MOVES = {
    "all": "全部",
    "promoted": "晋升",
    "entered": "新进",
    "departed": "退出",
    "stayed": "在册",
    "": "进出不明",
}
PEOPLE_MOVES_LABEL = "进出"
PEOPLE_MOVE_COUNT = "{move} {count}"
PEOPLE_NOTE = "只列报送了姓名或人员编号的，一人一称号一行；没有权限看姓名的，姓名只显示姓。两期都逐人报送编号的区县才判断进出。"
PEOPLE_CUT = "这里列出前 {shown} 条，共 {count} 条，下载可得全部。"
PLATFORMS_TITLE = "平台与所及学校"
PLATFORMS_NONE = "{place}到{period}还没有报送平台（工作室、共同体、联合体、讲师团、学科组）。"
PLATFORM_COLUMNS = ("平台", "级别", "个数", "成员数", "所及学校", "占名录学校")
PLATFORMS_NOTE = "所及学校：平台所在的学校；联合体按学校名录里的成员校计。没有写明学校的显示为“—”。名录里共有 {count} 所学校。"
PLATFORMS_NO_REGISTRY = "所及学校：平台所在的学校。没有学校名录，不能算占比；没有写明学校的显示为“—”。"

BALANCE_PANEL = "优质均衡：各项要求的达到情况"
BALANCE_DISTRICTS = "优质均衡：各区县达到要求的情况"
BALANCE_TITLE = "义务教育优质均衡：可由本系统数据证明的部分"
BALANCE_INTRO = "依据《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）。七项资源配置指标中，本系统的数据可以证明“每百名学生拥有县级以上骨干教师数”一项；其余六项（学历、体音美教师、用房、场馆、设备、多媒体教室）没有数据，不作判断。"
BALANCE_CHOOSE = "下表是各区县的情况；选择一个区县，可看到是哪些学校拉大了差异。"
BALANCE_NONE = "{place}{period}没有可以计算优质均衡的数据。请先上报学校名录、学校基本情况和名优教师。"
BALANCE_DISTRICT_COLUMNS = (
    "区县", "小学差异系数", "初中差异系数", "小学超标班", "初中超标班", "360学时完成率", "公办园占比", "普惠园覆盖率", "轮岗比例",
)  # fmt: skip
BALANCE_STANDARDS = "标准：校际差异系数小学不高于0.50、初中不高于0.45；没有超过小学45人、初中50人的班；教师五年360学时完成率100%；公办园在园幼儿占比不低于50%，普惠性幼儿园覆盖率不低于80%；交流轮岗不低于10%。红色为未达到，“—”为没有数据。"
BALANCE_LIMIT = "不高于{limit}"
BALANCE_REQUIRED = "不低于{share}"
BALANCE_NO_CLASSES_OVER = "应为0"
BALANCE_MET, BALANCE_MISSED, BALANCE_UNKNOWN = "达到", "未达到", "无数据"
BALANCE_COLUMNS = ("要求", "现状", "标准", "结论", "说明")
BALANCE_COEFFICIENT = "{stage}校际差异系数"
BALANCE_BELOW = "每百名学生{per_100}名；{count}所学校不足1名"
BALANCE_OVER = "{stage}超过标准班额的班"
BALANCE_OVER_NOTE = "小学45人、初中50人"
BALANCE_HOURS = "教师五年360学时完成率"
BALANCE_PUBLIC = "公办园在园幼儿占比"
BALANCE_INCLUSIVE = "普惠性幼儿园覆盖率"
BALANCE_CHILDREN = "按在园幼儿数计"
BALANCE_ROTATION = "教师交流轮岗比例"
BALANCE_ROTATION_NOTE = "取自“其他指标”表"
BALANCE_SCHOOLS = "{stage}各校（{count}所）"
BALANCE_SCHOOL_COLUMNS = ("学校", "学生", "骨干教师", "每百名学生", "拉大差异", "超标班", "360学时", "达到")
BALANCE_MET_OF = "{met} / {judged}"
BALANCE_SCHOOLS_CUT = "按拉大差异的多少列出前 {shown} 所，共 {count} 所，下载可得全部。"
PULL_TITLE = "{stage}：哪些学校拉大了差异"
PULL_HIGH, PULL_LOW = "高于全区县平均", "低于全区县平均"
PULL_DEFINITION = (
    "各校对差异系数平方的贡献，合计100%；每百名学生县级以上骨干教师数按学生数加权（教督〔2017〕6号）"
)
PULL_HOVER = "{name}：每百名学生{per_100}名，占差异的{pull}"
PULL_PER_100 = "每百名学生{per_100}名"
PULL_MEAN = "全区县每百名学生{mean}名，差异系数{coefficient}，标准不高于{limit}"
PULL_CUT = "画出拉大差异最多的 {shown} 所，共 {count} 所"

EDIT_HINT = "工程文件决定“工程推进”页上有哪些部分、项目和目标。自带的文件不会改动：先复制到本单位的目录，改过之后以本单位的为准；删除本单位的一份，自带的重新生效。目标值也可以用“目标任务”表上报。"
EDIT_CHOOSE = "选择工程"
EDIT_OWN = "{title}（本单位的）"
EDIT_SHIPPED = "{title}（自带的）"
EDIT_BROKEN = "{name}（有误，没有采用）"
EDIT_COPY = "复制一份来改"
EDIT_COPY_NAME = "文件名"
EDIT_COPY_NAME_HELP = (
    "与自带的同名，就代替它；换一个名字，就多一个工程。只用文字、字母、数字、下划线和短横线。"
)
EDIT_COPIED = "已复制为 {name}，现在可以修改。"
EDIT_DOWNLOAD = "下载 TOML"
EDIT_UPLOAD = "上传 TOML"
EDIT_UPLOAD_NAME = "保存为（文件名）"
EDIT_UPLOAD_HINT = "上传的文件先检查，没有错误才保存；同名的换下来的那一份留有备份。"
EDIT_UPLOAD_BUTTON = "检查并保存"
EDIT_UPLOADED = "已保存为 {name}。"
EDIT_TOO_BIG = "文件太大（超过 {size} MB），不是工程文件，没有保存。"
EDIT_NOT_TEXT = "文件不是 UTF-8 文本，没有保存。请用记事本另存为 UTF-8 后重新上传。"
EDIT_HEAD_TITLE = "工程"
EDIT_ITEMS_TITLE = "项目（一行一项，可增删；空着的格子就是没有这个键）"
EDIT_LADDERS_TITLE = "梯队（一行一个称号，同一梯队由低到高；可增删，可没有）"
EDIT_LADDERS_HINT = "“目标项目”从上表已保存的项目里选，梯队里就显示它的目标；级别空着就是各级合计。"
EDIT_LADDER_COLUMNS = {"ladder": "梯队名称", "level": "级别", "title": "称号", "item": "目标项目"}
EDIT_MISTAKE_RUNG = "梯队 {row}"
EDIT_SAVE = "检查并保存"
EDIT_SAVED = "已保存 {name}，“工程推进”页已按新的内容显示。换下来的那一份：{backup}。"
EDIT_SAVED_FIRST = "已保存 {name}，“工程推进”页已按新的内容显示。"
EDIT_UNCHANGED = "没有改动。"
EDIT_MISTAKES = "有 {count} 处要改，没有保存："
EDIT_MISTAKE_COLUMNS = ("行", "项目", "列", "问题")
EDIT_MISTAKE_HEAD = "工程"
EDIT_DELETE = "删除本单位的这一份"
EDIT_DELETE_SURE = "确认删除（自带的同名工程会重新生效）"
EDIT_DELETED = "已删除 {name}；原来的内容留在 {backup}。"
EDIT_CHANGED_MEANWHILE = "这份文件刚才被别人改过，没有保存。请重新打开再改。"
EDIT_NAME_INVALID = "文件名“{name}”不能用：只用文字、字母、数字、下划线和短横线，最多 60 个字符。没有保存。"
EDIT_NAME_TAKEN = "本单位已有名为 {name} 的工程文件，没有复制。请直接修改它，或换一个名字。"
EDIT_UNWRITABLE = "工程文件写不进 {path}（{detail}），没有保存。请检查目录权限和磁盘空间。"
EDIT_NOT_OWN = "{name} 不是本单位的文件，不能删除。"
EDIT_HEAD_FIELDS = {
    "name": "名称",
    "district": "行政区划代码",
    "source": "依据的文件",
    "start": "开始的统计期（如 2023Q1，可空）",
    "yellow_from": "黄灯下限（0–1，默认 0.9）",
}
EDIT_COLUMNS = {
    "name": "名称",
    "section": "部分",
    "kind": "种类",
    "target": "目标值",
    "direction": "方向",
    "unit": "单位",
    "start": "起始期",
    "due": "截止期",
    "start_value": "起点值",
    "qualifier": "限定",
    "target_name": "目标任务里的名称",
    "metric": "指标",
    "indicator": "其他指标",
    "stage": "学段",
    "category": "称号或类别",
    "level": "级别",
    "role": "角色",
    "activity": "活动",
    "interval": "周期",
    "period": "只看某期",
    "of_metric": "分母指标",
    "of_indicator": "分母其他指标",
    "each": "逐个要求",
    "stages": "逐个要求的学段（、分隔）",
    "quote": "原文",
    "note": "说明",
    "heading": "部分的原标题",
}
EDIT_EACH = {"district": "每个区县", "district_stage": "每个区县的每个学段"}
EDIT_PROBLEMS: dict[str, str] = {
    "programme.changed_meanwhile": EDIT_CHANGED_MEANWHILE,
    "programme.name_invalid": EDIT_NAME_INVALID,
    "programme.name_taken": EDIT_NAME_TAKEN,
    "programme.unwritable": EDIT_UNWRITABLE,
    "programme.not_own": EDIT_NOT_OWN,
    "programme.not_text": EDIT_NOT_TEXT,
    "programme.too_big": EDIT_TOO_BIG,
    "balance.no_district": "没有代码为“{district}”的区县，没有可以显示的数据。请写六位行政区划代码，如 410106。",
    "balance.no_data": "{district}还没有报送任何数据，不能计算优质均衡。请先用 load 上报。",
}

BALANCE_HEAD = "{place}　{period}　优质均衡"
BALANCE_CODE = "  编号：{code}"
BALANCE_LINE = "  {name}：{value}（{standard}）{verdict}"
BALANCE_SCHOOL_KEYS = ("name", "students", "backbone", "per_100", "pull", "over", "hours", "met")
BALANCE_SCHOOL_LINE = "      {name}：每百名学生 {per_100} 名，占差异 {pull}，达到 {met}"
