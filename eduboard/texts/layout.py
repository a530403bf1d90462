"""What is said of a table's layout, by rule: (原因, 怎么改)."""

from __future__ import annotations

LAYOUT_FINDINGS: dict[str, tuple[str, str]] = {
    "layout.side_by_side": (
        "表里左右并排放了两个数据表：“{value}”这些列名各出现了不止一次，右边的表无法读入",
        "请把右边的表剪切到左边的表下面（表头只留一行），或分成两个工作表，再重新上传",
    ),
    "layout.values_as_columns": (
        "“{value}”几列把不同的{of}并排填写，而一行只能是一个{of}",
        "请加一列“{of}”，每个{of}单独占一行，把并排的几列合成一列（可下载模板对照）",
    ),
    "layout.periods_as_columns": (
        "“{value}”几列把不同时期并排填写，而一行只能是一个时期",
        "请加一列“统计期”，每一期单独占一行，把并排的几列合成一列；只报一期的，删去其余各期的列，并改成模板中的列名",
    ),
    "layout.unnamed_column": (
        "第 {number} 列没有列名，但有 {value} 行填了内容，没有读入",
        "如不需要可以忽略；如需要请在表头补上列名，再重新上传",
    ),
    "layout.two_columns": (
        "有两列都叫“{value}”，内容不同，不知道以哪一列为准",
        "请删去多余的一列，或把它改成别的列名，再重新上传",
    ),
    "layout.hidden_rows": (
        "从本行起有 {value} 行在工作表里是隐藏的（手工隐藏或被筛选掉），也已读入",
        "如不应上报，请取消隐藏后删去这些行（只隐藏、筛选不算删除）；属实的可以忽略",
    ),
    "layout.hidden_columns": (
        "“{value}”列在工作表里是隐藏的，也已读入",
        "请取消隐藏核对内容；不应上报的请删去这一列",
    ),
    "layout.scaled": (
        "列名“{value}”带有计量单位，这一列的数已乘以 {times} 读入",
        "请核对预览和指标；如果填的其实是实际的数，请改正列名里的单位",
    ),
    "layout.quantity_scaled": (
        "列名“{value}”和“单位”列都写了单位，不知道以哪个为准",
        "请去掉列名里的单位，只在“单位”列写明（例如 万元）",
    ),
    "layout.unit_of_all": (
        "表上写着“{value}”，但“{columns}”是否都按这个单位填写无从判断",
        "请在列名后写明各列的单位，例如“在校生数（万人）”“班级数（个）”，或把数改成实际的数，再删去这处单位说明",
    ),
}
