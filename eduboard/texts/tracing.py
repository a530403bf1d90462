"""What is said of where a number comes from, down to the lines of the files."""

from __future__ import annotations

TRACE_TITLE = "这个数从哪里来"
TRACE_HINT = "点表中的一个数，看它由哪个批次、哪份文件、哪一行得来。"
TRACE_SEVERAL = "这一格由 {count} 个数得来，下面依次列出。"
TRACE_NUMBER = "**{metric}** · {place} · {period}{stage}{school}：**{value}**"
TRACE_RATIO = "（分子 {numerator} ÷ 分母 {denominator}{scale}）"
TRACE_SCALE = " × {scale}"
TRACE_PART = " · {part}"
TRACE_ROW = "**{place}** · {period}：表中的这一行"
TRACE_EXACT = "由 {count} 行数据算得，合计 {sums}。"
TRACE_SUM = "{numerator}"
TRACE_SUMS = "分子 {numerator}，分母 {denominator}"
TRACE_REST = "同一范围另有 {count} 行不计入，没有列出。"
TRACE_SCOPE = "这个指标的算法不能逐行拆开，下面是它所在范围的 {count} 行数据。"
TRACE_REPORTED = "其中有直接填报的数，没有可复算的基础数据；下面是它所在的行。"
TRACE_UNKNOWN = "有的行缺少计算所需的内容，使这个数无法计算，列在最前面。"
TRACE_NOTHING = "范围内没有一行计入这个数，下面是这个范围的数据。"
TRACE_DERIVED = {
    "coefficient": "校际差异系数是各校这个数的标准差除以平均数；下面是各校的数所依据的各行。",
    "pull": "这所学校拉大差异系数的份额，由学段内所有学校的这个数算得；下面是这些数所依据的各行。",
}
"""What is worked out of a number, by ``Origin.derived``."""
TALLY_WORDS = {
    "entered": "新进",
    "promoted": "晋升",
    "departed": "退出",
    "public": "公办园",
    "inclusive": "普惠性幼儿园",
}
"""How a tally's title says what its origin's key names in English."""
PART_OF_WHOLE = "{numerator} / {denominator}"
TRACE_NO_DATA = "这个范围没有数据。"
TRACE_ADDRESS = "[单独打开这份追溯]({address})"
TRACE_LINE = "原件的行"
TRACE_CONTENT = "内容"
TRACE_FILE = "文件"
TRACE_COUNTS = ("计入",)
TRACE_RATIO_COUNTS = ("计入分子", "计入分母")
TALLY_COUNT = "计入{count}"
DISTRICT = "区县"
PERIOD = "统计期"
TRACE_LINK = "[{batch} {line}]({address})"
REPEATED = "0（与另一行为同一人或同一校，只计一次）"
UNKNOWN_PART = "无法计算"
VALUE = "{title}：{value}"
BETWEEN_VALUES = "；"
JOIN = "、"
YES = "是"
NO = "否"
UNNAMED_TRACE = "这个地址没有写全要追溯的指标和统计期。请在表中点一个数重新打开。"
