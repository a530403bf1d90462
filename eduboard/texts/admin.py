"""What 管理 says: batches and their originals, the trail of events, and where a number comes from."""

from __future__ import annotations

ORIGINAL_PROBLEMS: dict[str, str] = {
    "original.missing": "原件不在数据目录中（应在 {path}），无法打开和下载；已发布的数字不受影响，但不能由它重建数据库。请从备份中恢复 originals 目录。",
    "original.damaged": "原件（{path}）与上报时的内容不符，没有打开；已发布的数字不受影响，但不能由它重建数据库。请从备份中恢复 originals 目录。",
}

SECTIONS = {
    "batches": "批次",
    "trail": "操作记录",
    "columns": "记住的列名",
    "programmes": "工程",
    "accounts": "账号",
    "audit": "审计记录",
}
SECTION_LABEL = "管理内容"
BACK = "返回批次清单"
ALL = "全部"
JOIN = "、"
NOTHING = "—"

# -- the list of batches
DATASET = "数据表"
DISTRICT = "区县"
PERIOD = "统计期"
STATUS = "状态"
SEARCH = "查找"
SEARCH_BATCHES = "批次、文件、人或备注"
BATCHES_FOUND = "共 {count} 个批次。点一行，看它的范围、说明和原件，也在那里撤回或恢复。"
NO_BATCH_FOUND = "没有符合条件的批次。请放宽筛选条件。"
BATCH_COLUMNS = (
    "批次", "时间", "上报人", "数据表", "统计期", "区县", "行数", "状态", "文件", "备注", "书面说明", "性质",
)  # fmt: skip
SEVERAL = "{first}等 {count} 个"
EXPLANATION_COUNT = "{count} 条"
RECENT_TITLE = "最近的批次"
RECENT_HINT = "点一行，看它的范围和原件，也在那里撤回或恢复。[全部批次和操作记录](admin)"

# -- one batch
BATCH_TITLE = "批次 {batch}　{dataset}"
FACTS = (
    "**{status}** · {kind} · {published_by}于 {published_at} 上报 · 文件 **{file_name}**\n\n"
    "读取方式：{reading}\n\n原件校验码（SHA-256）：`{sha256}`"
)
REMARK = "备注：{text}"
READ_SHEET = "工作表“{sheet}”"
READ_ENCODING = "{encoding}编码，分隔符 {delimiter}"
READ_MARKUP = "{encoding}编码的网页表格"
SENTENCE_END = "。"
READ_HEADER = "表头在第 {line} 行"
READ_TOGETHER = "{count} 张表合为一份：{sheets}"
READ_COLUMN = "“{header}”指定为“{field}”"
NOT_READ = "不读入"
SCOPES_TITLE = "范围"
SCOPES_HIDDEN = "这一批还包含您看不到的区县，这里只列出您看得到的范围。"
SCOPE_COLUMNS = ("统计期", "区县", "行数", "现在的状态")
SCOPE_CURRENT = "生效中"
SCOPE_REPLACED = "已由批次 {batch} 替换"
SCOPE_WITHDRAWN = "已撤回，现由批次 {batch} 生效"
SCOPE_WITHDRAWN_EMPTY = "已撤回，现无数据"
SCOPES_CUT = "这里列出前 {shown} 个范围，共 {count} 个。"
EXPLANATIONS_TITLE = "书面说明"
EXPLANATION_COLUMNS = ("范围", "看到的情况", "说明")
EVENTS_TITLE = "这一批的操作记录"

WITHDRAW = "撤回这一批"
RESTORE = "恢复这一批"
CONFIRM_WITHDRAW = "确认撤回"
CONFIRM_RESTORE = "确认恢复"
CANCEL = "不做了"
WITHDRAW_WILL = "撤回批次 {batch} 后："
RESTORE_WILL = "恢复批次 {batch} 后："
WILL_BECOME = "{count} 个范围由批次 {batch} 生效（{scopes}）"
WILL_BE_EMPTY = "{count} 个范围没有数据，相关数字显示为“—”（{scopes}）"
WILL_STAY = "{count} 个范围不变，仍由批次 {batch} 生效（{scopes}）"
NOTHING_DELETED = "原件和记录都保留，以后可以再改回来。"
SCOPE = "{period} {district}"
SCOPES_AND_MORE = "{shown} 等"
MAY_NOT_CHANGE = "这一批不全是您可以上报的区县，不能由您撤回或恢复。请联系管理员。"
WITHDRAWN = "批次 {batch} 已撤回。{outcome}。数字已更新。"
RESTORED = "批次 {batch} 已恢复。{outcome}。数字已更新。"
THEN = "；"

# -- the original
ORIGINAL_TITLE = "原件"
ORIGINAL_HAS_NAMES = (
    "原件中可能有人员姓名，只有可以看姓名的人，或可以上报它全部区县的人，才能打开和下载。请联系管理员。"
)
ORIGINAL_DENIED = "这份原件还包含您看不到的区县的数据，不能打开或下载。请联系管理员。"
DOWNLOAD_ORIGINAL = "下载原件"
SHEET_SHOWN = "查看哪个工作表"
JUMP = "跳到第几行"
ORIGINAL_LINES = "共 {count} 行，按文件中的原样显示"
ORIGINAL_MASKED = "，人名只显示姓。"
NO_SUCH_LINE = "原件只有 {count} 行，没有第 {line} 行。"
OTHER_SHEETS = "工作表“{sheet}”。"
PART_OF_BUNDLE = "文件“{part}”："
COLUMNS_CUT = "列太多，只显示前 {shown} 列。"

# -- the trail
TRAIL_HINT = (
    "谁、什么时候、做了什么。只追加，不能修改或删除；同样的内容另存于 `{path}`，数据库损坏时由它和原件重建。"
)
TRAIL_ALTERED = (
    "有 {count} 次操作在数据库和批次记录里不一致（第一处是第 {event} 次）：其中一份被改动过。"
    "请保留现场，从备份中找出原来的批次记录核对，核对清楚之前不要重建数据库。"
)
WHO = "谁"
ACTION = "操作"
SINCE = "从哪天起"
UNTIL = "到哪天止"
SEARCH_EVENTS = "批次号、姓名或内容"
EVENT_COLUMNS = ("序号", "时间", "谁", "操作", "批次", "内容")
EVENTS_FOUND = "共 {count} 条。"
NO_EVENT_FOUND = "没有符合条件的操作记录。"
DOWNLOAD_TRAIL_CSV = "下载 CSV"
DOWNLOAD_TRAIL_XLSX = "下载 Excel"
TRAIL_FILE = "操作记录"
ACTIONS = {
    "publish": "发布",
    "withdraw": "撤回",
    "restore": "恢复",
    "leave_out": "重建时未放回",
    "keep_rows": "重建时保留原有明细行",
    "map_column": "记住列名",
    "forget_column": "忘记列名",
    "submit": "提交审核",
    "accept": "审核发布",
    "return": "审核退回",
    "recall": "收回报送",
    "remind": "催报",
    "copy_programme": "复制工程",
    "change_programme": "修改工程",
    "delete_programme": "删除工程",
}
COLUMN_DETAIL = "{dataset}：“{header}”→“{field}”"
COLUMN_FORGOTTEN = "{dataset}：“{header}”"

# -- remembered columns
COLUMNS_HINT = "上传时手工指定过的列名，以后同样的表头会照此读入：审核员和管理员指定的用于全单位，数据员指定的只用于本账号的文件。忘记之后，下次重新指定；已发布的批次不受影响。"
NO_COLUMNS = "还没有记住任何列名。上传时手工指定一列的含义并发布后，会记在这里。"
COLUMN_LINE = "**{dataset}**　“{header}”→“{field}”　{who}，{when}{whose}"
COLUMN_OWN = "，只用于账号 {account} 的文件"
FORGET = "忘记"
FORGOTTEN = "已忘记{dataset}的列名“{header}”。"
