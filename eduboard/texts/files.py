"""Problems of files and of cells: what happened, what it affects, what to do now."""

from __future__ import annotations

# --- 收: files that cannot be read as a table --------------------------------------------------------------

FILE_PROBLEMS: dict[str, str] = {
    "file.empty": "文件里没有任何内容，没有读到数据。请打开原表确认已填写并保存，再重新上传。",
    "file.not_found": "找不到文件 {file}，没有读到数据。请检查路径和文件名。",
    "file.unreadable": "文件 {file} 无法打开（没有读取权限，或者是一个文件夹），没有读到数据。请检查后重试。",
    "file.binary": (
        "这个文件不是表格（内容像{kind}），没有读到数据。"
        "请上传 CSV、XLSX 或 XLS；如果它本来是表格，请在 Excel 或 WPS 里另存为 XLSX 再上传。"
    ),
    "file.encoding": (
        "文件第 {line} 行附近的文字编码无法识别，为避免出现错字，整个文件没有读入。"
        "请在 Excel 或 WPS 里打开，确认文字显示正常后另存为 XLSX 或“CSV UTF-8”再上传。"
    ),
    "file.mixed_encoding": (
        "文件里混有两种文字编码（第 {line} 行附近与其他行不同），为避免出现错字，整个文件没有读入。"
        "常见原因是把两个文件直接拼在一起。请分别打开，复制到同一张表里另存为 XLSX 再上传。"
    ),
    "file.encrypted": "文件设有打开密码，没有读到数据。请在 Excel 或 WPS 里取消密码并保存，再重新上传。",
    "file.old_workbook": (
        "这是 Excel 95 或更早版本的工作簿，里面的汉字不能保证读对，没有读入。请用 Excel 或 WPS 打开它，另存为 XLSX 再上传。"
    ),
    "file.damaged": (
        "文件已损坏，无法打开，没有读到数据。"
        "请用 Excel 或 WPS 打开原表，另存为新的 XLSX 文件后上传；打不开时请向报送人重新索取。"
    ),
    "file.ods_shares": (
        "这个 ODS 文件里有百分比格式的单元格，无法确定它们显示的是多少，整个文件没有读入。"
        "请在 WPS 或 LibreOffice 里另存为 XLSX 再上传。"
    ),
    "file.no_table": (
        "文件里没有找到表格（只有标题、说明或空白），没有读到数据。"
        "请确认上传的是填好的数据表，表头在一行里，数据紧跟在表头下面。"
    ),
    "file.no_header": (
        "没有找到表头：第 {line} 行看起来已经是数据，各列的含义无从判断，整个文件没有读入。"
        "请在数据上方加一行列名（可以用模板的表头），再重新上传。"
    ),
    "file.transposed": (
        "表是横过来填的：列名在每行的开头（从第 {line} 行起），一列是一条数据，整个文件没有读入。"
        "请在 Excel 或 WPS 里选中整张表复制，用“选择性粘贴—转置”贴到新的工作表，保存后再上传。"
    ),
    "file.two_tables": (
        "一张表里上下叠放了两个数据表（表头在第 {line} 行和第 {second_line} 行，列名不同），整个文件没有读入。"
        "请把它们拆成两个文件或两个工作表，再分别上传。"
    ),
    "file.too_large": (
        "文件太大（{size}，上限 {limit}），没有读入。请按区县或季度拆成几个文件，再分别上传。"
    ),
    "file.too_many_rows": "文件有 {rows} 行，超过上限 {limit} 行，没有读入。请按区县或季度拆成几个文件，再分别上传。",
    "file.too_many_columns": (
        "第 {line} 行有 {columns} 列，超过上限 {limit} 列，整个文件没有读入。"
        "请删除多余的列；如果列数不对，多半是分隔符用错了，请另存为 XLSX 再上传。"
    ),
    "file.too_many_sheets": (
        "工作簿里有 {sheets} 个工作表，超过上限 {limit} 个，没有读入。请只留下要上报的工作表，另存后再上传。"
    ),
    "file.too_many_cells": (
        "文件里的单元格太多（合计超过 {limit} 个，或文字过长），没有读入。"
        "请删除数据区以外的内容，或按区县、季度拆成几个文件，再分别上传。"
    ),
    "file.too_varied": (
        "文件里几乎每一格都不相同（不同的内容超过 {limit} 个），没有读入。"
        "请确认各列没有错位；数据确实这样多时，请按区县或季度拆成几个文件，再分别上传。"
    ),
    "file.too_many_notes": (
        "从第 {line} 行起，合计行和说明行超过 {limit} 行，不像一张数据表，没有读入。"
        "请删除合计行和说明，只留下数据，再重新上传。"
    ),
    "file.too_many_tags": (
        "这个文件其实是网页，里面的标记太多（超过 {limit} 个），没有读入。"
        "请用 Excel 或 WPS 打开，另存为 XLSX 再上传。"
    ),
    "file.too_heavy": (
        "工作簿的内部结构异常，打开它需要的内存或时间远超过一张表格，没有读入。"
        "请用 Excel 或 WPS 打开，把数据复制到新的工作簿里，另存为 XLSX 再上传。"
    ),
    "file.broken_quotes": (
        "到第 {line} 行为止，引号不成对的行太多，各行的内容无从分辨，整个文件没有读入。"
        "请检查导出时的引号设置，或在 Excel、WPS 里打开，确认列对齐后另存为 XLSX 再上传。"
    ),
    "file.cell_too_long": (
        "第 {line} 行有一个单元格超过 {limit} 个字，整个文件没有读入。"
        "多半是引号没有成对，后面的内容都并进了这一格。请检查这一行的引号，或另存为 XLSX 再上传。"
    ),
    "file.bomb": (
        "这个文件只有 {packed}，解开后却有 {size}，大得异常，为保护服务器没有打开。"
        "如果是工作簿，请在 Excel 或 WPS 里把数据复制到新的工作簿，另存后再上传；如果是压缩包，请解开后直接上传里面的表格。"
    ),
    "file.sparse": (
        "工作表的内容一直延伸到 {cell}，范围大得异常，没有读入。"
        "请删除数据区以外的单元格（选中后面的空行空列，右键删除），保存后再上传。"
    ),
}

# What a file that is no table turned out to be.
FILE_KINDS: dict[str, str] = {
    "pdf": "PDF 文档",
    "image": "图片",
    "word": "Word 文档",
    "slides": "演示文稿",
    "archive": "压缩包",
    "database": "数据库文件",
    "web_archive": "网页存档",
    "unknown": "程序或其他二进制文件",
}

# The name of a column that has none: 列1, 列2, …
UNNAMED_COLUMN = "列{number}"
# The name of the n-th table of an HTML file that holds several.
NUMBERED_TABLE = "表{number}"

# --- 验: cells that cannot be read: (原因, 怎么改) ----------------------------------------------------------

UNCOMPUTED = "#未计算"
"""Stands in a cell whose formula has no stored result."""

CELL_PROBLEMS: dict[str, tuple[str, str]] = {
    "type.integer": (
        "“{column}”应填整数，这里是“{value}”",
        "改成不带小数、文字和范围的整数；没有数据的，选填的列可以留空或填“—”",
    ),
    "type.number": (
        "“{column}”应填数字，这里是“{value}”",
        "只填一个数字，可以带 %、万、余；千分位逗号要每三位一个；没有数据的，选填的列可以留空或填“—”",
    ),
    "type.counted_twice": (
        "列名里写着“{column}”的计量单位，这里的“{value}”又带了单位，不知道以哪个为准",
        "只填数，单位写在列名里；或者去掉列名里的单位，在格里写明",
    ),
    "type.boolean": ("“{column}”应填是或否，这里是“{value}”", "改成“是”或“否”"),
    "type.date": (
        "“{column}”应填日期，这里的“{value}”认不出来",
        "写成 2025-03-07 或 2025年3月7日 的样子，年份写四位",
    ),
    "type.excel_date": (
        "“{column}”里的“{value}”被 Excel 自动改成了日期或时间，原来填的内容已经看不出来",
        "把这一列的单元格格式设为“文本”，按原表重新填写（例如 9-12），不要直接改格式",
    ),
    "type.scientific": (
        "“{column}”里的“{value}”被 Excel 变成了科学计数法，后面的数字可能已经丢失",
        "把这一列的单元格格式设为“文本”，按原始资料重新填写完整的数字",
    ),
    "type.formula_error": (
        "“{column}”里的“{value}”是公式出错、没有计算或列宽不够留下的符号，不是数据",
        "改正公式或调宽这一列（没有计算的用 Excel、WPS 打开后保存一次），再复制为“值”；没有数据时留空",
    ),
    "date.serial": (
        "“{column}”里的“{value}”像是 Excel 存日期用的序号，看不出是哪一天",
        "把这一列的单元格格式设为“日期”后保存，或写成 2025-03-07、2025年9月 的样子",
    ),
    "date.impossible": ("“{column}”里的“{value}”不是一个存在的日期", "核对年、月、日后重新填写"),
    "date.no_month": ("“{column}”里的“{value}”只有年份，不知道属于哪个季度", "补上月份，例如 2025年3月"),
    "date.ambiguous": (
        "“{column}”里的“{value}”分不清是 1 月还是 10 月（Excel 会去掉末尾的 0）",
        "写成 2025-01 或 2025年10月 的样子",
    ),
    "period.school_year": (
        "“{column}”里的“{value}”是一整个学年，跨两个自然年，不知道属于哪个季度",
        "写明学期（例如 2024-2025学年第一学期）或季度（例如 2025Q3）",
    ),
    "period.ambiguous": (
        "“{column}”里的“{value}”分不清是 1 月还是 10 月（Excel 会去掉末尾的 0）",
        "写成 2025-01、2025年10月 或 2025Q4 的样子",
    ),
    "period.unknown": (
        "“{column}”里的“{value}”认不出是哪一期",
        "写成 2025Q3、2025年第三季度、2025年9月 或 2024-2025学年第一学期 的样子，年份在 1990 到 2100 之间",
    ),
}

DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线", " ": "空格"}
SKIPPED_KINDS = {
    "title": "标题",
    "unit": "单位",
    "total": "合计",
    "note": "说明",
    "section": "分组标题",
    "blank": "空行",
    "repeated_header": "重复的表头",
}
