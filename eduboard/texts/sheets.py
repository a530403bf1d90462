"""Several sheets of a file that are one table: where a line is, what is said of such a table, what is left out."""

from __future__ import annotations

LINE = "第 {line} 行"
LINE_OF_SHEET = "“{sheet}”第 {line} 行"
LINES_OF_SHEET = "“{sheet}”{lines}"
QUOTED = "“{sheet}”"
SHEETS_CUT = "{sheets}等 {count} 张表"
SHEETS_JOIN = "、"

SHEET_FINDINGS: dict[str, tuple[str, str]] = {
    "sheet.repeats": (
        "“{value}”的 {rows} 行在{others}里都已经有了（{key}相同），像是汇总表或另一份同样的表，合在一起会重复计算",
        "请不读入“{value}”（要留的如果是它，就不读入{others}）：在数据上报页“不读入的工作表”里选，命令行用 --leave-out",
    ),
    "sheet.totals": (
        "“{value}”的 {rows} 行都是区县合计，其他工作表里已经有各校的数，合在一起会重复计算",
        "请不读入“{value}”：在数据上报页“不读入的工作表”里选它（命令行用 --leave-out），或只报区县合计、不报各校的工作表",
    ),
    "sheet.summary": (
        "从名称看“{value}”是汇总表，和{others}合在一起可能重复计算",
        "如果是汇总表，请不读入它：在数据上报页“不读入的工作表”里选它（命令行用 --leave-out）；如果里面是别处没有的数据，请给工作表改个名称再上传",
    ),
    "sheet.unread_summary": (
        "从名称看“{value}”是汇总表",
        "如不上报，请不读入它：在数据上报页“不读入的工作表”里选它（命令行用 --leave-out）",
    ),
    "sheet.left_out": ("“{value}”按您的指定没有读入", "如需上报，请从“不读入的工作表”里去掉它"),
}

SHEET_PROBLEMS = {
    "sheet.syntax": "{option} {text} 不是“工作表=值”的形式，没有做任何操作。例如 --sheet-period 一季度=2026Q1。",
    "sheet.not_there": "文件里没有名叫“{sheet}”的工作表，没有读入。文件里有：{sheets}。请按其中的名称写。",
    "sheet.none_left": "文件里的工作表都选了“不读入”，没有可以上报的数据。请至少保留一个工作表。",
}

READ_AS = "读取结果：{count} 张表（{sheets}）合为一份上报，共 {rows} 行数据"
AND_OTHERS = "{sheets}等"
TOGETHER = "这 {count} 个工作表或文件属于同一张数据表、同一统计期和区县，校验、发布和撤回都作为一份，收到一张回执。行号仍按各自的行数。"
TABLE_COLUMNS = ("工作表或文件", "表头在第几行", "数据行数", "未读入的合计和说明行", "待确认的列")
CHOOSE = "查看哪一张的列和前几行"
NEEDS_A_LOOK = "{sheet}（有列待确认）"
LEAVE_OUT = "不读入的工作表"
LEAVE_OUT_NONE = "都读入"
LEAVE_OUT_HELP = "汇总表、旧表等不上报的工作表选在这里；只对这份文件有效。"
SHEET = "工作表"

CLI_TOGETHER = "  合为一份的表：{sheets}"
CLI_PART = "“{sheet}”（表头第 {header_line} 行，{rows} 行数据）"
