"""What the check finds, by rule: (原因, 怎么改).  Rules of ``queries/checks`` carry their own sentences."""

from __future__ import annotations

from eduboard.texts.around import AROUND_FINDINGS
from eduboard.texts.layout import LAYOUT_FINDINGS
from eduboard.texts.sheets import SHEET_FINDINGS

FINDINGS: dict[str, tuple[str, str]] = {
    "dataset.unknown": (
        "表头与任何一张数据表的模板都对不上（表头：{value}）",
        "请下载对应的模板对照表头，或在上报时选定数据集；最接近的是“{nearest}”，它还缺：{missing}",
    ),
    "dataset.ambiguous": (
        "表头同时符合 {value}",
        "请在上报时选定数据集（命令行用 --dataset）",
    ),
    "column.missing": (
        "缺少必填列“{column}”",
        "请补上这一列；文件里叫法不同时，请在“列的对应关系”里选定，或改成：{aliases}",
    ),
    "column.duplicate": (
        "列“{value}”与“{other}”都对应“{column}”，只采用了“{other}”",
        "请删去多余的一列，或改成不同的列名",
    ),
    "column.extra": (
        "“{dataset}”的模板里没有“{value}”这一列，没有读入",
        "如不需要可以忽略；如需要请在“列的对应关系”里选定它对应的字段，或改成模板中的列名",
    ),
    "column.unknown_field": (
        "列“{column}”被指定为“{value}”，而“{dataset}”里没有这个字段，这一列没有读入",
        "请改选其中之一：{allowed}",
    ),
    "column.two_by_hand": (
        "列“{value}”与“{other}”都被指定为“{column}”，只能有一列",
        "请把其中一列改选为别的字段，或选“不读入”",
    ),
    "table.empty": ("表头下面没有数据行", "请检查是否选错了文件或工作表"),
    "table.ragged": (
        "本行有 {value} 个单元格，比表头多",
        "请检查单元格里是否多了分隔符（例如 1,234 的千分位逗号、文字里的逗号），或另存为 XLSX 再上传",
    ),
    "required": (
        "“{column}”是空的",
        "请填写（合并过的单元格，每一行都要填）；确实没有数据时整行删去，不要留空行",
    ),
    "range.minimum": ("“{column}”小于 {limit}", "请核对后改成不小于 {limit} 的数"),
    "range.maximum": ("“{column}”大于 {limit}", "请核对是否多写了一位数字"),
    "code.unknown": ("“{column}”的写法不在允许的范围内", "请改成其中之一：{allowed}"),
    "district.unknown": (
        "没有这个区县，或本系统没有登记它",
        "请写区县全称或六位行政区划代码；新设区县请管理员在 data/codes/regions.csv 中登记",
    ),
    "district.misspelt": (
        "没有这个区县，写法相近的有：{likely}；系统没有替您选择",
        "请核对后改成区县全称或六位行政区划代码；确是另一个区县的，请管理员在 data/codes/regions.csv 中登记",
    ),
    "district.ambiguous": (
        "不止一个区县叫这个名字：{likely}",
        "请改写六位行政区划代码，或在名称前写上所在的市",
    ),
    "district.historical": (
        "该区县已调整为“{target}”",
        "数据记在“{target}”名下；如不应合并，请管理员在区划表中修改",
    ),
    "district.mismatch": ("区县代码与区县名称不是同一个区县", "请核对“区县”与“区县代码”两列"),
    "key.duplicate": (
        "与{other}重复：{key} 相同",
        "请删去重复行；如确是两项，请用名称、班号等加以区分",
    ),
    "scope.overlap": (
        "{within}相同的行里既有区县合计又有学校，合计会重复计算",
        "请删去本行（区县合计），或删去学校行（{other}等）只报区县合计",
    ),
    "sheet.excerpt": (
        "“{value}”是从大文件里摘出的问题行，不是完整的表，不能上报",
        "请在原文件中修改后上传原文件",
    ),
    "sheet.hidden": ("工作表“{value}”是隐藏的，没有读入", "如需上报，请取消隐藏后重新上传"),
    "sheet.no_table": ("工作表“{value}”里没有找到表格，没有读入", "如需上报，请检查表头和数据"),
    "sheet.unknown": (
        "工作表“{value}”的表头与任何一张数据表的模板都对不上，没有读入",
        "如需上报，请在数据上报页指定它是哪一张数据表，或下载模板对照表头",
    ),
    "sheet.no_rows": ("工作表“{value}”只有表头没有数据，没有读入", "如需上报，请填写后重新上传"),
    "row.blank": ("从本行起有 {value} 行在模板的各列都是空的，没有读入", "如不需要可以忽略；如有数据请补填"),
    "findings.more": (
        "“{column}”的同类问题超过 {limit} 处，其余没有逐条列出",
        "请先改正已列出的，再次校验",
    ),
    "scope.mixed_annual": (
        "同一区县的第四季度里既有年度数又有季度数",
        "请分成两份文件，或统一写成季度（如 2025Q4）",
    ),
    **SHEET_FINDINGS,
    **LAYOUT_FINDINGS,
    **AROUND_FINDINGS,
}

ONE_BY_ONE = "逐条查看"
WHICH = "哪一类问题"
ALL = "全部"
WHOLE_ROW = "整行或整表"
GROUP_TITLE = "{column}：{reason}（{count} 处）"
PAGE_SHOWS = "第 {first}–{last} 条，共 {count} 条"
WHERE = "{lines}（{count} 处）"

LISTED = "、"
AND_OTHERS = "{words}等"
MORE_THAN = "超过 {count:,}"
LINES = "第 {lines} 行"
LINES_CUT = "第 {lines} 行等"
LINE_NUMBERS_CUT = "{lines} 等"
VALUE_TIMES = "“{value}”×{count:,}"
VALUES_CUT = "{values} 等 {count:,} 种"
