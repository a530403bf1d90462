"""Papers made of the board's figures: their titles, headings, tables, notes, and the page that offers them."""

from __future__ import annotations

MATERIAL_PROBLEMS = {
    "material.theme": "没有名为“{theme}”的主题，没有生成文件。可以使用：{allowed}。",
    "material.no_data": "{place}还没有已发布的数据，没有生成文件。请先上报，或换一个区县。",
    "material.two_cities": "这些区县不属于同一个城市，不能写进同一份材料，没有生成文件。请分开生成。",
    "material.school_internal": "学校一页通只供内部使用：一所学校的数多数很小，对外会认出人来。没有生成文件，请改用 --audience internal。",
    "material.school_workbook": "一所学校的数据不做成工作簿，没有生成文件。请用 --kind docx 或 pptx，或用 --district 导出区县的工作簿。",
    "material.one_theme": "专报一次写一个主题，没有生成文件。请用 --theme 指明其中之一：{allowed}。",
    "material.no_district": "{place}没有所辖区县的数据，没有可以写的区县，没有生成文件。请用 --district 指明区县。",
}

# --- kinds and titles --------------------------------------------------------------------------------------

DOCUMENTS = {
    "material": "经验交流材料（数据部分）",
    "bulletin": "季度通报",
    "theme": "专题专报",
    "onepager": "区县一页通",
}
MATERIAL_TITLE = "{place}经验交流材料（数据部分）"
BULLETIN_TITLE = "{place}{period}教育数据通报"
THEME_TITLE = "{place}{theme}情况专报"
ONE_PAGER_TITLE = "{place}{period}教育数据一页通"
SEVERAL_PLACES = "{city}{count}个区县"
FILE_STEM = "{title}_{period}"
DEMO_HEADER = "演示数据  不得引用"
DEMO_NOTICE = "本文所列为演示数据，区县、学校、人员均为虚构，不得引用。"
PUBLISHED_NOTICE = "本文数字摘自公开发表的材料，只含原文写明的项目；没有写明的不代表为零。"

# --- headings and paragraphs -------------------------------------------------------------------------------

INTRODUCTION = (
    "现将{place}{period}的主要数据汇总如下。各项数字取自{bureau}数据看板，与{baseline}比较；口径、来源附后。"
)
OVERALL = "总体情况"
BY_DISTRICT = "分区县情况"
OVER_TIME = "变化趋势"
MAKE_UP = "结构情况"
SCHOOLS = "学校情况"
RANKINGS = "各区县排名"
MOVEMENTS = "进步较大和需要关注的方面"
HAND_INS = "报送情况"
EXPLAINED = "数字变化的原因"
EXPLANATIONS = "数据说明"
EXPLANATIONS_FOLLOW = "以上数字的口径和所依据的批次见下表。"
ALL_HANDED_IN = "本期各区县所报数据齐全，全部参加排名。"
NOT_ALL_HANDED_IN = "{gaps}。报送不全的指标不参加排名，待补报后更新。"
RANKING_RULE = "排名由好到差；数值相同的名次相同；报送不全的不排名。不分好坏的指标只列数，不评价。"
NOTHING_EXPLAINED = "本期没有需要说明的异常变化。"
SCHOOLS_LED = "{place}共有{count}所学校报送{metric}，按需要关注的程度，下表列出前{shown}所。"
SCHOOLS_ALL = "{place}共有{count}所学校报送{metric}，情况如下表。"

# --- what a figure shows -----------------------------------------------------------------------------------

LARGEST = "{place}最多的是{first}，其次是{second}"
LARGEST_ALONE = "{place}只有{first}"
NAMED_VALUE = "{name}（{value}{unit}）"
LATEST = "{period}{place}课题{counts}"
STARTED = "立项{count}项"
COMPLETED = "结题{count}项"
OPEN = "在研{count}项"
RESULTS_HEADLINE = "“{name}”已经取得实绩{count}项"
AIMS_POINT = "目标{headline}"
AIMS_HEADLINE = "“{name}”的目标{headline}"
BEHIND_HEADLINE = "“{name}”有{count}项需要督促"

# --- figures and tables ------------------------------------------------------------------------------------

PERIOD_LABEL = "{year}年\n{quarter}季度"
UNTIL = "至"
CAPTION = "{place}{title}（单位：{unit}）"
CAPTION_WITHOUT_UNIT = "{place}{title}"
NOTE_PERIOD = "统计期：{period}。"
NOTE_DEFINITION = "统计期：{period}。口径：{definition}。"
NOTE = "注：{note}。"
NOTES_JOIN = "；"
BASIS = "（依据：{basis}）"
RED_MISSES_OWN = "红色为未达到本区县的目标"
GREY_UNRANKED = "灰色的没有报全，不参加排名"
NARROW_UNLABELLED = "过窄的色块没有标数，数值见图表数据"
QUALIFIED = "{value}{qualifier}"
SOURCE = "数据来源：{nature}，批次 {batch}。"
SOURCES = "数据来源：{nature}，共 {count} 批，最近一批为 {batch}。"
NO_SOURCE = "数据来源：暂无已发布的批次。"
DEMO_SOURCE = "演示数据（虚构）"
PUBLISHED_SOURCE = "公开发表的材料，出处附后"
PARTLY_PUBLISHED_SOURCE = "各单位报送和公开发表的材料"
HANDED_IN_SOURCE = "各单位报送"
DESCRIPTION = "{place}{title}，{period}"
WITH_UNIT = "{name}（{unit}）"
INDICATORS = "主要指标"
INDICATOR_COLUMNS = ("指标", "数值", "较{baseline}", "位次", "目标")
SCHOOL_TITLE = "{school}数据一页通"
SCHOOL_FACTS = "{school}{kinds}位于{place}{tier}。"
SCHOOL_KINDS = "（{kinds}）"
SCHOOL_TIER = "，在学校分层中为{tier}"
SCHOOL_INDICATORS = "主要指标"
SCHOOL_INDICATOR_COLUMNS = ("指标", "数值", "较上季度", "{like}校平均")
SCHOOL_EMPTY = "{school}没有{period}的数据。"
RANK_OF = "{rank}/{count}"
RANK_CELL = "{value} （{rank}）"
UNRANKED_CELL = "{value} {reason}"
PART_OF = "{caption}（{part}/{parts}）"
SCHOOL_COLUMNS = ("学校", "学段", "数值")
DEFINITIONS = "指标口径"
DEFINITION_COLUMNS = ("指标", "单位", "口径", "依据")
SOURCES_TABLE = "数据来源"
SOURCE_COLUMNS = ("数据表", "批次数", "最近一批", "发布日期")
QUOTES = "原文出处"
QUOTE_COLUMNS = ("出处与原文", "备注")

# --- programmes --------------------------------------------------------------------------------------------

PROGRAMME_INTRODUCTION = "{place}“{name}”依据{source}实施。各项目标的进展：{headline}。"
RESULTS = "“{name}”已经取得的实绩"
RESULT_COLUMNS = ("方面", "项目", "实绩", "统计期")
AIMS = "“{name}”的目标与进展"
AIM_COLUMNS = ("项目", "目标（要求）", "现状", "判断")
AIMS_NOTE = "“目标（要求）”是文件提出的，不是已经取得的成绩"
PROGRAMME_SOURCE = "依据：{source}。"
BEHIND = "“{name}”需要督促的事项"
BEHIND_COLUMNS = ("区县", "事项", "状态", "原因")
NOTHING_BEHIND = "“{name}”没有落后或未达标的事项。"
STATUS = "{status}：{reason}"

# --- the page ----------------------------------------------------------------------------------------------

DOCUMENT = "文种"
DISTRICTS = "区县（可多选，不选为全市；一页通不选为每个区县一页）"
THEMES = "主题（可多选，不选为全部）"
THEME = "主题"
PROGRAMME = "工程"
NO_PROGRAMME = "不写工程"
DOWNLOAD = "下载 Word"
DOWNLOAD_HELP = "GB/T 9704 格式，图表可以在 Word、WPS 里直接修改数据。"
DOWNLOAD_SCHOOL = "下载一页通（Word）"
DOWNLOAD_SLIDES = "下载 PPT {ratio}"
DOWNLOAD_SLIDES_HELP = "一页一图一句话，图和表可以直接修改，口径和来源在备注里。"
DOWNLOAD_WORKBOOK = "下载 Excel"
DOWNLOAD_WORKBOOK_HELP = "每个主题一张数据表、一张走势表，附口径和数据来源。"
RATIO_IN_NAME = {"16:9": "16比9", "4:3": "4比3"}
FIGURE_LINE = "［图　{caption}］"
TABLE_LINE = "［表　{caption}］"
INTRO = "选好内容，先看文字，再下载公文（Word）、幻灯片（PPT）或工作簿（Excel）：图是可编辑的原生图表，数字与看板一致。"

# --- the command line --------------------------------------------------------------------------------------

WRITTEN = "材料已写入 {path}。"
