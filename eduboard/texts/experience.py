"""经验校验: what is said of implausible values, before they are published and beside the numbers afterwards."""

from __future__ import annotations

EXPERIENCE_PROBLEMS: dict[str, str] = {
    "explanation.needed": (
        "有 {count} 处与以前的数据相差较大，没有写明原因，本次没有发布任何数据。"
        "请逐条（或统一）写一句说明后再发布；数字有误的请改正后重新上报。"
    ),
}

PREVIOUS_QUARTER = "上季度"
SAME_QUARTER_LAST_YEAR = "去年同期"
OBSERVED = "{period} {district} {observation}"
NOTE = "{period} {district} {observation}：{sentence}（{who}说明，批次 {batch}）"

AT_LINE = "（{line}）"
ASK_TITLE = "发布前请说明（{count} 处与以前的数据相差较大）"
ASK_HINT = "数字没有错，就写一句原因，例如“新校区启用，班数增加”；说明会跟着数字出现在页面注释和导出的表里。"
FOR_ALL = "统一说明（下面没有单独写的都用这一句）"
TOO_SHORT = "还有 {count} 处没有说明，或说明不足 {least} 个字，暂不能发布。"
OTHERS = "其余 {count} 处用统一说明："
OTHER_COLUMNS = ("统计期", "区县", "情况", "以前的说明")
SAID_BEFORE = "其中 {count} 处和以前报送时一样，已填上当时的说明；情况有变的请改写。"

NOTES_TITLE = "数字说明"
NOTES_CUT = "另有 {count} 条数字说明，见“口径与来源”。"
NOTE_COLUMNS = ("统计期", "区县", "情况", "说明", "说明人", "批次")

STEPS: dict[str, str] = {
    "read": "读取文件",
    "type": "识别单元格",
    "rules": "逐条校验",
    "compare": "与已发布的数据比对",
    "store": "写入数据",
    "measure": "计算指标",
    "explain": "经验校验",
    "keep": "保存原件",
}
AT_STEP = "{title}{step}"
CANCEL = "取消"
STOPPING = "正在停止……"
CHECK_CANCELLED = "校验已取消，这次校验没有保存任何内容。"
CHECK_AGAIN = "重新校验"
PUBLISH_CANCELLED = "发布已取消：{file} 没有发布任何数据，也没有留下原件。需要时请再点“发布”。"

CLI_NEEDED = "{file}：有 {count} 处与以前的数据相差较大，没有发布任何数据。"
CLI_HOW = (
    "  确认无误的，请加 --explain 写明原因后再发布，例如 --explain 新校区启用；有误的请改正后重新 load。"
)
WRITTEN_NOTE = "注：{note}"
