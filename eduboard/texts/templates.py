"""Words in the templates, and around them."""

from __future__ import annotations

EXAMPLE_NOTE = "示例行，填报前请删除"
NOTES_SHEET = "填表说明"
NOTES_HEADER = ("数据表", "列名", "填写要求", "可填内容", "示例")
LISTS_SHEET = "选项"
YES_NO = ("是", "否")
REQUIRED = "必填：{description}"
OPTIONAL = "选填：{description}"
ALLOWED = "可填"
EXAMPLE = "示例"

_HEADERS = "表头已锁定，请不要改名或移动；下面的行可以增删、排序、筛选，列宽可以调整。深色表头是必填列。"
_NUMBERS = "数字可以写“90余”“1.2万”，没有数据写“—”；确实是零写 0，不要留空。"
_HAND_IN = "填好后在看板的“数据上报”页上传这份文件即可，不必另存为别的格式。"
STEPS_BLANK = (
    _HEADERS,
    "单独下载的空白模板第一行是示例，填报前请整行删去；每张表的示例也列在下面。",
    _NUMBERS,
    _HAND_IN,
)
STEPS_FILLED_IN = (
    _HEADERS,
    "灰底的单元格已按上一季度预填（学校名录、学段等），有变动请直接改；撤并的学校整行删去，新设的学校在末尾加行。",
    "本季度不报的表，请删去整张工作表，或把其中预填的行全部删去；没有填的表不影响其他表上报。",
    _NUMBERS,
    _HAND_IN,
)

LOOK_AGAIN = "请核对"
CHOOSE_FROM_LIST = "这个词不在下拉列表里。其他写法也可能被识别，但建议从列表中选择。"
ENTER_COUNT = "这里应填整数，不小于 0。确为约数（如 90余）可以继续。"
ENTER_NUMBER = "这里应填数字，不小于 0。确为约数（如 90余）可以继续。"
ENTER_DATE = "这里应填日期，如 2025-09-10。只知道年月的可以继续。"
ENTER_PERIOD = "统计期请写成 2025Q3（年份、Q、季度）。“2025年第三季度”等写法也能识别，可以继续。"
ENTER_CODE = "这里应填 {length} 位代码。"

TITLE = "下载模板"
DATASET = "数据表"
DISTRICT = "区县"
PERIOD = "统计期"
ALL_TABLES = "全部数据表（套表，一张表一个工作表）"
BLANK = "空白模板"
HINT = "选定区县和统计期，模板里会按上一季度填好学校名单、学段等，只需补填数字。"
HINT_OF_SCHOOL = "选定统计期，模板里会按上一季度填好本校（{school}）的学段、年级等，只需补填数字。"
DOWNLOAD_XLSX = "Excel 模板"
DOWNLOAD_CSV = "CSV 模板"
ALL_TABLES_SHORT = "套表"
FILE_BLANK = "{dataset}模板"
FILE_FILLED_IN = "{district}_{dataset}_{period}"
