"""The words in figures and heat tables, and of the buttons above them."""

from __future__ import annotations

# --- what every figure carries -----------------------------------------------------------------------------

UNIT = "单位：{unit}"
DEFINITION = "口径：{definition}"
SOURCE_ONE = "数据来源：批次 {batch}"
SOURCE_SEVERAL = "数据来源：批次 {batch} 等 {count} 批"
SOURCE_NONE = "数据来源：暂无已发布的批次"
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

# --- the button above a figure -----------------------------------------------------------------------------

IMAGE_NAME_DEFAULT = "图"

# What Plotly says itself: the keys are the sentences of the plotly.js that ships with the pinned packages.
PLOTLY_DICTIONARY: dict[str, str] = {
    "Download plot": "下载图片",
    "Download plot as a PNG": "下载图片（PNG）",
    "Preparing image - this may take a few seconds": "正在生成图片，请稍候几秒",
    "Image download succeeded": "图片已下载",
    "Sorry, there was a problem downloading your image!": "图片没有生成。请刷新页面后再试。",
    "Zoom": "缩放",
    "Pan": "平移",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    "Autoscale": "自动缩放",
    "Reset axes": "恢复原状",
    "Double-click to zoom back out": "双击恢复原状",
    "Double-click on legend to isolate one trace": "双击图例只看这一项",
}
