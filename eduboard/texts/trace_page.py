"""一图一码: the words of the trace page, of codes under figures, and of the ``trace`` command."""

from __future__ import annotations

TARGET = "目标"
PER_100, PULL, COEFFICIENT = "每百名学生骨干教师", "占差异的份额（%）", "校际差异系数"
CODE_ON_PAPER = "编号：{code}。"

_NOT_SHOWN = "没有编号为 {figure} 的图表记录，或者其中有您无权查看的区县，没有显示任何内容。请对照原图核对编号；编号无误的，可能出自另一套系统或没有恢复的备份，也可能需要请管理员调整您的区县范围。"
"""Who may not see a figure is not told that there is one."""

TRACE_PROBLEMS: dict[str, str] = {
    "figure.invalid": "“{typed}”不是图表编号，没有查到任何内容。编号是八位数字和字母，例如 7K3M-Q2PD，印在每张图表下方；请核对后重新输入。",
    "figure.unknown": _NOT_SHOWN,
    "figure.hidden": _NOT_SHOWN,
    "figure.not_reproduced": "这张图表的做法（{kind}）现在的版本已经不能重做，下面只列出当时记录的内容。请与当时的数字核对时以记录为准。",
    "figures.unusable": "图表记录 {path} 无法读写（{detail}），编号暂时不能登记和查询；各页面的数字和导出不受影响。请管理员检查磁盘和权限，或从备份中恢复这个文件。",
}

# --- what is said of a traced figure -------------------------------------------------------------------------

KIND, PLACE, PERIOD, COMPARE, SEEN, FIRST_MADE = (
    "类型",
    "范围",
    "统计期",
    "对比",
    "当时可见的区县",
    "首次记录",
)
BATCHES = "依据批次"
KINDS = {
    "trend": "走势图",
    "ranking": "排名图",
    "heat": "区县 × 指标对照表",
    "table": "区县数据表",
    "composition": "构成图",
    "flow": "课题进程图",
    "distribution": "班额分布图",
    "largest": "人数最多的班（表）",
    "coverage": "各校对照图",
    "schools": "各校数据表",
    "indicators": "主要指标表",
    "breakdown": "按学校名录分的对照图",
    "breakdown table": "按学校名录分的数据表",
    "pulls": "校际差异图",
    "programme list": "工程的清单和表",
    "balance": "优质均衡的表",
    "submissions": "报送进度的表",
    "alerts": "需要核实的数据",
    "school": "学校页的图表",
    "series": "各期数据表",
    "area": "学区或区县的各校主要指标",
}
JOIN = "、"
AND_MORE = "{names}等"
MADE = "{moment}，{who}"
WITH_WORD = "{value}（{word}）"
SAME = "未变：用现在的数据重做，数值与当时记录的完全一致。"
SAME_OTHER_BATCHES = "未变：依据的批次后来有更换，但数值与当时记录的完全一致。"
CHANGED = "数据已变：用现在的数据重做，有 {count} 处与当时记录的不同。"
DEFINITION_SAME = "{name}：口径未变（版本 {version}）。"
DEFINITION_CHANGED = "{name}：口径已变（当时版本 {version}，现在版本 {now}），下面的差别可能由此而来。现在的口径：{definition}。"
DEFINITION_GONE = "{name}：现在已没有这个指标（当时版本 {version}）。"
BATCH_REPLACED = "批次 {batch} {state}，现在由批次 {others} 代替。"
BATCH_GONE = "批次 {batch} {state}，没有代替它的批次。"
BATCH_UNKNOWN = "批次 {batch} 在现在的数据库里没有登记。"
CLI_HEAD = "{code}　{place}　{title}"
CLI_LINE = "{label}：{text}"
CLI_CHANGE = "  {row} · {column}：{before} → {after}"

# --- the page ------------------------------------------------------------------------------------------------

INTRO = "输入图表下方的编号，查它是怎么得来的、依据哪些批次，用现在的数据重做一次，看数据后来变了没有。"
CODE_LABEL = "图表编号"
CODE_PLACEHOLDER = "例如 7K3M-Q2PD"
LOOK_UP = "查询"
SEVERAL = "有 {count} 张图表碰巧是同一个编号，逐一列出，请按标题和统计期辨认。"
HEADING = "{place} · {title}"
CHANGES_TITLE = "与当时记录不同的数值"
CHANGE_COLUMNS = ("行", "列", "当时", "现在")
CHANGES_CUT = "只列出前 {shown} 处，共 {count} 处。"
BATCHES_MOVED = "批次的变化"
BATCHES_ADDED = "后来新增的批次：{batches}。"
NOW_TITLE = "用现在的数据重做"
NOW_CODE = "现在的编号是 {code}。编号随数据、口径和批次变化，同样的图编号相同。"
RECORDED_TITLE = "当时记录的数值（{count} 个）"
RECORDED_COLUMNS = ("行", "列", "当时", "来源")
TO_LINES = "逐行查看"
BATCHES_TITLE = "依据的批次（{count} 个）"
BATCH_COLUMNS = ("批次", "数据表", "文件", "发布日期")
DEFINITIONS_TITLE = "口径与版本"
DEFINITION_THEN = "当时的口径：{definition}"
