"""The words in figures and heat tables."""

from __future__ import annotations

# --- what every figure carries -----------------------------------------------------------------------------

UNIT = "单位：{unit}"
DEFINITION = "口径：{definition}"
SOURCE_ONE = "数据来源：批次 {batch}"
SOURCE_SEVERAL = "数据来源：批次 {batch} 等 {count} 批"
SOURCE_NONE = "数据来源：暂无已发布的批次"
CODE = "编号：{code}"
EXPLANATION = "批次 {batch} 填报说明：{explanation}"
NOTE = "注：{note}"
DEMO = "演示数据"
DEMO_MARK = "【演示数据】"
NO_DATA = "暂无数据"

# --- values, targets, totals -------------------------------------------------------------------------------

TARGET_LABEL = "目标 {value}"
TARGET_DUE = "（{due}）"
TARGET_BASIS = "目标依据：{basis}"
OWN_TARGETS = "各区县自己的目标"
MISSED = "未达标"
TOTAL = "全部"
TOTAL_LABEL = "全部 {value}"
OTHERS = "其他{count}项"
CHANGE_SINCE = "较{period} {change}"

# --- trend -------------------------------------------------------------------------------------------------

ANNUAL = "年度"
ANNUAL_VALUE = "{value}（年度）"
ANNUAL_KEY = "空心点为年度数"
GAPS = "断开处没有数据"
NOT_FROM_ZERO = "纵轴不从 0 开始"
LINES_WITHOUT_DATA = "{names}暂无数据"
GREY_LINES = "灰线为{names}"
GREY_LINES_MANY = "灰线为{names}等 {count} 个"
# Plotly's own codes for dates: %q is the quarter, what follows the line break is printed once a year.
AXIS_QUARTERS = "%q季度\n%Y年"
AXIS_YEARS = "%Y年"

# --- ranking and coverage ----------------------------------------------------------------------------------

UNRANKED = "未排名：{reason}"
UNRANKED_KEY = "下方灰色的没有参加排名"
REPORTED = "带 * 的为直接上报的数，没有分项数据"
LOWEST_FIRST = "由低到高"
HIGHEST_FIRST = "由高到低"
ALL_SCHOOLS_LISTED = "共 {count} 所学校，{order}全部列出"
ALL_SCHOOLS_LISTED_MISSING = "共 {count} 所学校，{order}全部列出，其中 {missing} 所无数据"
SCHOOLS_DRAWN = "共 {count} 所学校，每点一所"
SCHOOLS_DRAWN_MISSING = "共 {count} 所学校，画出 {shown} 所，每点一所；{missing} 所无数据，没有画出"
SCHOOL_COUNT = "{count} 所"
SCHOOL_COUNT_MISSING = "{count} 所，{missing} 所无数据"
RED_MISSES = "红色为未达标"
SCHOOL_STAGE = "{school}（{stage}）"

# --- projects, bands ---------------------------------------------------------------------------------------

STARTED = "立项"
COMPLETED = "结题"
OPEN = "在研（期末）"
LARGE_BAND = "大班额"
SUPER_BAND = "超大班额"
COUNT_WITH_SHARE = "{count}（{share}）"

# --- heat table --------------------------------------------------------------------------------------------

DISTRICT = "区县"
HEAT_KEY = "底色越深，在各区县中越靠前"
HEAT_INCOMPLETE = "灰底的没有报全，不参加比较"
HEAT_NAME_WITH_UNIT = "{name}（{unit}）"

# --- the name of a picture ---------------------------------------------------------------------------------

IMAGE_NAME_DEFAULT = "图"
