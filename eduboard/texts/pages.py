"""What the screens say."""

from __future__ import annotations

PRODUCT = "区域教育数据看板"
NAV_BOARD = "看板"
NAV_DATA = "数据"
PAGE_TITLES = {
    "overview": "总览",
    "programmes": "工程推进",
    "talent": "名师队伍",
    "research": "课题成果",
    "class_size": "班额治理",
    "after_school": "课后服务",
    "training": "教师培训",
    "school": "学区与学校",
    "materials": "材料生成",
    "upload": "数据上报",
    "submissions": "报送进度",
    "admin": "管理",
    "trace": "图表溯源",
    "basket": "资料篮",
    "dictionary": "指标口径",
}

CITY = "地区"
PERIOD = "统计期"
DISTRICT = "区县"
STAGE = "学段"
COMPARE = "对比"
FOCUS = "图表指标"
AUTOMATIC = "自动选择"
ALL_DISTRICTS = "全部区县"
ALL_STAGES = "全部学段"
COMPARE_OPTIONS = {"previous": "环比（上季度）", "year": "同比（去年同期）"}
COMPARED_WITH = {"previous": "较上季度", "year": "较去年同期"}

HEADING = "{place} · {period}"
DEMO_NOTE = "本页含演示数据：云川市及其区县、学校、人员均为虚构，仅用于试用，不得引用。"
PUBLISHED_NOTE = "本页数字摘自公开发表的材料，只含原文写明的项目；未写明的显示为“—”，不代表为零。"

EMPTY_STORE = "还没有任何数据。"
EMPTY_STORE_STEPS = (
    "打开“数据上报”页，下载需要的模板；",
    "填好后在同一页上传，核对校验结果，点“发布”；",
    "回到本页即可看到数字。想先试用，可在命令行运行 python -m eduboard demo 载入演示数据。",
)
EMPTY_PAGE = "{place}在 {start} 至 {end} 之间没有{theme}的数据。"
EMPTY_PAGE_STEPS = (
    "换一个统计期、区县或学段看看；",
    "确认这张表已经上报：在“数据上报”页查看批次清单；",
    "已经上报仍看不到的，检查批次是否被撤回。",
)

TARGET_MET = "目标{target}，已达到"
TARGET_MISSED = "目标{target}，未达到"
PROGRESS = "{start} 起累计{value}，目标{target}"
CARD_HELP = "{definition}\n\n时间性质：{time_kind}；方向：{direction}。"
CARD_REPORTED = "直接填报数，没有可复算的基础数据。"
CARD_ANNUAL = "年度数"
NO_BASE = "无可比数据"

IMPROVED = "改善最多"
WORSENED = "需要关注"
NOTHING_IMPROVED = "没有可比的改善。"
NOTHING_WORSENED = "没有变差的指标。"
MOVER = "**{district}**：{sentence}"
MOVERS_NOTE = "按变化幅度与各区县差距（标准差）之比排序。"

CHOOSE_DISTRICT = "选择一个区县，可看到该区县各校的数据。"
DOWNLOAD_CSV = "下载 CSV"
DOWNLOAD_XLSX = "下载 Excel"
DEFINITIONS = "口径与来源"
DEFINITION_LINE = "**{name}**（{unit}，{time_kind}，{direction}）：{definition}。依据：{basis}。"
SOURCES_TITLE = "数据来源（批次）"
QUOTES_TITLE = "原文出处"
QUOTE_COLUMNS = ("出处与原文", "备注")
SOURCE_COLUMNS = ("批次", "数据表", "文件", "发布日期", "说明")
NOTHING_TO_DRAW = "{title}：{place}{period}没有数据。"
ALTERNATIVE = "{title}，{period}，{place}"

ERROR_TITLE = "本页暂时无法显示"
UNEXPECTED_ERROR = (
    "本页出现了程序错误（编号 {code}），数据没有受到影响。请刷新页面重试；"
    "如再次出现，请把编号告诉管理员，详细信息在服务端日志里。"
)

UPLOAD_HINT = "把本季度的表格拖到这里：CSV、TXT、XLSX、XLS，或装着它们的 ZIP，一次可选多份。文件只有在您点“发布”后才会生效。"
UPLOAD_LABEL = "选择文件"
DATASET_LABEL = "数据表"
DATASET_AUTO = "自动识别"
PUBLISH = "发布"
PUBLISH_HELP = "发布后，同一数据表、区县、统计期的旧数据由这份文件替换；旧批次保留，可随时撤回本批恢复。"
REGISTER_FIRST = "同时放上来的学校名录还没有发布。请先发布名录，这份表的学校才能按标识码对上；名录不准备发布的，请把它从文件列表中移走。"
EXPLANATION = "说明（可不填）"
READ_AS = "读取结果：{encoding}编码，分隔符 {delimiter}，表头在第 {header_line} 行，{rows} 行数据"
READ_AS_SHEET = "读取结果：工作表“{sheet}”，表头在第 {header_line} 行，{rows} 行数据"
ENCODINGS = {
    "utf-8": "UTF-8 ",
    "utf-8-sig": "UTF-8（带 BOM）",
    "utf-16": "UTF-16 ",
    "gb18030": "GBK/GB18030 ",
}
RECOGNISED = "识别为“{dataset}”，统计期 {periods}，区县 {districts}"
CLEAN = "校验通过，没有错误。"
HAS_ERRORS = "发现 {count} 处错误，改好之前不会发布任何数据。"
HAS_WARNINGS = "{count} 条提醒（不影响发布）"
FINDING_COLUMNS = ("行", "列", "值", "原因", "怎么改")
SKIPPED_TITLE = "识别为标题、合计、说明而没有读入的行（{count} 行）"
SKIPPED_COLUMNS = ("行", "类型", "内容")
RECEIPT = "已发布：批次 {batch}，{dataset}，{rows} 行，{periods}，{districts}。数字已更新。"
NOTHING_CHANGED = "没有变化：这份文件与已发布的内容相同，没有重复存储。"
BATCH_KINDS = {"submitted": "上报", "demo": "演示数据", "published": "公开材料摘录"}
NO_BATCHES = "还没有批次。"

DICTIONARY_SEARCH = "查找指标"
DICTIONARY_INTRO = "看板上每个数字的口径：名称、单位、计算方法、时间性质、依据和数据表。"
DICTIONARY_COLUMNS = ("指标（单位）", "口径", "性质", "依据", "数据表", "别名", "标识")
DICTIONARY_NONE = "没有找到含“{text}”的指标。请换一个词，或清空查找框。"
DATASETS_TITLE = "数据表（上报模板的各列）"
FIELD_COLUMNS = ("列名", "必填", "类型", "说明", "可填内容", "别名")
FIELD_TYPES = {"string": "文字", "integer": "整数", "number": "数", "boolean": "是/否", "date": "日期"}
REQUIRED = "必填"
OPTIONAL = "选填"
SETTINGS_TITLE = "本单位采用的定义"
SETTING_COLUMNS = ("项目", "采用的定义")
SETTING_NAMES = {
    "large_class": "大班额",
    "super_large_class": "超大班额",
    "standards": "标准班额",
    "exempt_schools": "课后服务应开展学校",
    "training_standard": "学时达标标准",
}

CHECKING = "正在校验、比对……"
PUBLISHING = "正在发布……"
COMPARED = "与已发布的比对：新增 {added} 行，变更 {changed} 行，消失 {gone} 行，相同 {same} 行。"
COMPARED_SAME = "没有变化：内容与已发布的完全相同。"
REPLACES_SCHOOLS = "将替换 {count} 所学校自行上报的数据。"
NO_EFFECT = "发布后各项指标不变。"
EFFECTS_TITLE = "发布后指标的变化"
EFFECT_COLUMNS = ("指标", "数值", "全市排名", "区县", "统计期")
EFFECTS_CUT = "这里列出前 {shown} 项，共 {count} 项。"
