"""审核: hand-ins that wait for somebody else's look, and what is said of them."""

from __future__ import annotations

REVIEW_PROBLEMS: dict[str, str] = {
    "review.needed": "本单位启用了审核，您的上报、撤回和恢复要经审核员审核后才能生效，没有做任何改动。上报请点“提交审核”；撤回或恢复请联系审核员。",
    "review.unknown": "没有报送 {submittal}，或其中有您看不到的区县，没有做任何改动。",
    "review.decided": "报送 {submittal} 现在是“{state}”状态，不再等待审核，没有做任何改动。请刷新页面查看结果。",
    "review.own": "这份报送是您自己提交的，须由其他审核员审核，没有做任何改动。",
    "review.not_own": "这份报送不是您提交的，只能由提交人收回，没有做任何改动。",
    "review.no_reason": "没有写明退回的原因，没有退回。请写一句总的原因，或标出要改的单元格。",
    "review.errors": "文件有 {count} 处错误，没有提交。请改好后重新上传。",
    "review.no_longer_clean": "报送 {submittal} 按现在的规则有 {count} 处错误，没有发布任何数据。请刷新页面查看，并退回给提交人修改。",
    "review.reads_differently": "报送 {submittal} 按现在的表约定读出的范围或行数与提交时不同，没有发布任何数据。请退回给提交人重新上报。",
    "review.store_changed": "在您查看报送 {submittal} 期间，已发布的数据有了变化，发布的效果与您看到的不同，没有发布任何数据。请核对下面重新比对的结果，再决定是否发布。",
}

JOIN = "、"
MAY_NOT_TAKE_BACK = "本单位启用了审核，撤回和恢复由审核员操作。请联系审核员。"

# --- 数据上报: who submits ------------------------------------------------------------------------------------

SUBMIT = "提交审核"
SUBMIT_HELP = "提交后由审核员核对，通过后才会发布；审核之前看板上的数字不变。退回时会写明原因。"
SUBMITTING = "正在提交……"
UPLOAD_HINT = "把本季度的表格拖到这里：CSV、TXT、XLSX、XLS，或装着它们的 ZIP，一次可选多份。点“提交审核”后由审核员核对，通过后才会发布。"
RECEIPT = "已提交审核：编号 {submittal}，{datasets}，{rows} 行，{periods}，{districts}。审核通过之前，看板上的数字不变。"
SUPERSEDED = "您这次提交的范围与正在待审的 {submittals} 重叠，先前的那份不再等待审核。{left}"
SUBMITTED_ALREADY = "您已于 {when} 提交过这份文件（{submittal}），正在等待审核，不必再交。"
OVERLAP_TITLE = "同一范围已有待审的报送，提交后由这一份取代，那份不再等待审核："
OVERLAP_SEEN = "{submittal}：{name}于 {when} 提交，文件 {file}；同一范围那份 {rows} 行，这一份 {new} 行"
OVERLAP_HIDDEN = "{submittal}：其中有您看不到的区县；同一范围这一份 {new} 行"
OVERLAP_SELF = "您自己"
OVERLAP_SCHOOLS = "；那份里有 {count} 所学校这一份没有：{schools}"
OVERLAP_LEFT = "；那份里的 {scopes} 不在这一份之内，仍要报的须另行提交"
OVERLAP_ADVICE = "如果两份各是一部分（如各报几所学校），请把两份文件放在一起上传、提交；如果是同一批数据，请先与提交人核对。"
LEFT = "先前那份里的 {scopes} 不在这次提交之内，仍要报的请另行提交。"
SCOPE = "{period} {district}{dataset}"
CANCELLED = "提交已取消：{file} 没有提交。需要时请再点“提交审核”。"

# --- 我的报送 -------------------------------------------------------------------------------------------------

MINE_TITLE = "我的报送"
MINE_HINT = "最近提交的 {count} 份。退回的写明了原因；改好后在本页上方重新上传、提交即可。"
MINE_NONE = "您还没有提交过审核。"
MINE_LINE = "**{state}** · {file} · {datasets} · {periods} · {districts} · {submitted_at} 提交（{submittal}）"
DECIDED_BY = "{who}于 {when} {state}"
SUPERSEDED_BY = "已由{who}于 {when} 提交的报送 {submittal} 取代，不再等待审核"
PUBLISHED_AS = "批次 {batches}"
NOTHING_NEW = "内容与已发布的相同，没有新的批次"
RECALL = "收回"
RECALL_HELP = "在审核之前收回，不再等待审核；记录保留。"
RECALLED = "已收回报送 {submittal}。"
REASON = "退回原因：{reason}"
WHOLE_ROW = "整行"
DOWNLOAD_MARKED = "带退回标注的原表（Excel）"
MARKED_NAME = "{name}_退回标注.xlsx"
MARK_FINDING = ("审核退回：{said}", "请按审核意见修改后重新上报")

# --- 报送进度: who reviews ------------------------------------------------------------------------------------

WAITING_TITLE = "待审（{count}）"
WAITING_HINT = "点一行，核对内容、看发布后的变化，再发布或退回。"
WAITING_NONE = "没有等待审核的报送。"
WAITING_COLUMNS = ("编号", "提交时间", "提交人", "数据表", "统计期", "区县", "行数", "文件", "备注")
MENU_COUNT = "{title}（{count}待审）"
BACK = "返回报送进度"
TITLE = "报送 {submittal}"
FACTS = "**{state}** · {name}（{account}）于 {submitted_at} 提交 · 文件 **{file}**"
REMARK = "备注：{text}"
SUPERSEDES = "取代了先前待审的报送，那份不再等待审核："
SUPERSEDES_SEEN = "[{submittal}]({address})：{name}于 {when} 提交，文件 {file}，{rows} 行"
CHECKING = "正在按现在的规则校验、比对……"
COLUMNS_TITLE = "各列怎么读的"
COLUMNS_HEADERS = ("文件里的列", "读作", "依据")
NOT_READ = "不读入"
ORIGINS = {"": "表约定", "by_hand": "提交人指定", "remembered": "以前指定过"}
EXPLANATIONS_TITLE = "提交人的书面说明"
EXPLANATION = "{period} {district} {observation}。说明：**{sentence}**"
UNEXPLAINED = "提交以后已发布的数据有了变化，下面 {count} 处与以前相差较大而提交人没有说明，不能发布。请退回，请提交人说明后重新提交。"
ROWS_TITLE = "内容（按原件，点单元格可标注）"
ROWS_OF = "工作表“{sheet}”"
LINE = "行"
MARK_LINE = "行"
MARK_COLUMN = "列"
MARK_SENTENCE = "要改什么"
MARK_ADD = "加上标注"
MARK_REMOVE = "去掉"
MARK_SHOWN = "{sheet}第 {line} 行 {column}{value}：{sentence}"
MARK_VALUE = "（{value}）"
MARK_SHEET = "“{sheet}”"
REASON_LABEL = "退回原因（标了单元格的可不写）"
ACCEPT = "发布"
ACCEPT_HELP = "以提交人的名义发布，并记录由您审核；发布时按现在的数据再校验、比对一次。"
SEND_BACK = "退回"
SEND_BACK_HELP = "提交人会看到原因和标注；记录保留。"
ACCEPTED = "报送 {submittal} 已发布：{batches}。数字已更新。"
ACCEPTED_NOTHING = "报送 {submittal} 的内容与已发布的完全相同，没有新的批次，已结束审核。"
SENT_BACK = "报送 {submittal} 已退回给 {name}。"
ACCEPTING = "正在发布……"
ACCEPT_CANCELLED = "发布已取消：报送 {submittal} 仍在待审。"
OWN = "这份报送是您自己提交的，须由其他审核员审核。"
NOT_YOURS = "您不负责其中的全部区县，不能由您审核。"

# --- 操作记录 -------------------------------------------------------------------------------------------------

EVENT_SUBMIT = "{submittal}：{file}（{scopes}）"
EVENT_SUPERSEDES = "，取代待审的 {submittals}"
EVENT_ACCEPT = "{submittal}：批次 {batches}"
EVENT_RETURN = "{submittal}：{reason}"
EVENT_MARKS = "标注 {count} 处"
