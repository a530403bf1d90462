"""需要核实: contradictions and doubtful figures in what is published."""

from __future__ import annotations

TITLE = "需要核实"
COUNT = "{title}（{count}条）"
LINE = "{place}{period}：{sentence}。"
PLACE = "{place}{stage}"
SCREEN_LINE = "**{level}**　{place}：{sentence}。{links}"
REMEDY = "{name}（{level}）。怎么核实：{remedy}。依据：{basis}。"
LEVELS_NOTE = "矛盾：两个数不可能都对；存疑：有可能，但很少见。数字照所报的显示，没有改动。"
LINK = "[{text}]({address})"
LINK_METRIC = "追溯{metric}"
METRIC_OF = "{period}的{metric}"
LINK_BATCH = "批次 {batch} {line}"
LINKS = "（{links}）"
JOIN_LINKS = "、"
MORE = "另有{count}条，见各主题页和工程推进。"
TABLE_TITLE = "需要核实的数据"
TABLE_COLUMNS = ("级别", "规则", "区县与学段", "看到的情况", "批次与行", "怎么核实")
TABLE_DEFINITION = (
    "对照已发布的各表、各来源和各季度，列出不可能都对和很少见的数字；数字照所报的显示，没有改动"
)
BATCH_AND_LINE = "{batch} 第{line}行"
LINES_JOIN = "；"
BATCH_SHEET_AND_LINE = "{batch} “{sheet}”第{line}行"
CLI_CODE = "  编号：{code}"
DETAILS = "依据和怎么核实"
DETAILS_AND_REST = "其余{count}条、依据和怎么核实"

BULLETIN_HEAD = "附：需要核实的数据（{count}条）"
BULLETIN_LINE = "{number}. {line}"

CLI_NONE = "{period}：没有需要核实的数据。"
CLI_HEAD = "{period}：需要核实 {count} 条"
CLI_LINE = "  [{level}] {line}"
CLI_ORIGIN = "         {origin}"
CLI_REMEDY = "         怎么核实：{remedy}。"
CLI_METRICS = "指标 {metrics}"
CLI_BATCH = "批次 {batch} {line}（{dataset}）"
CLI_JOIN = "；"

ALERT_PROBLEMS: dict[str, str] = {
    "alerts.no_district": "没有代码为“{district}”的区县，没有可以核实的数据。请写六位行政区划代码，如 410106。",
    "alerts.no_data": "还没有任何数据，没有可以核实的。请先用 load 上报，或用 demo 载入演示数据。",
}
