"""资料篮: figures collected from any page, put in order, and handed out as one file."""

from __future__ import annotations

COLLECT = "加入资料篮"
COLLECTED = "已加入资料篮：{title}"
ALREADY = "资料篮里已经有这张图表：{title}"
CODE_LINK = "[编号 {code}](trace?code={code})"
MENU_COUNT = "{title}（{count}）"

INTRO = (
    "在各页图表下方点“加入资料篮”收集；在这里排好顺序、写上自己的说明，一并导出。图表总是用现在的数据重做。"
)
EMPTY = "资料篮还是空的。"
EMPTY_STEPS = (
    "打开任一看板页，选好统计期、区县和学段；",
    "在要用的图或表下方点“加入资料篮”；",
    "回到本页排序、写说明，再导出 Word、PPT 或 ZIP。",
)
TITLE_LABEL = "材料标题"
DEFAULT_TITLE = "资料汇编"
CAPTION_LABEL = "说明（可不填，导出时印在图表前）"
UP, DOWN, REMOVE, CLEAR = "上移", "下移", "移出", "清空资料篮"
CLEARED = "资料篮已清空。"
DRAW = "显示图表"
PLACE_AND_TITLE = "{place}{title}"
ITEM = "{number}. {place} · {title}"
CHANGED = "数据在加入之后有变化，图表用的是现在的数据；当时的数值见[编号 {code}](trace?code={code})。"
WORD, SLIDES, ARCHIVE = "导出 Word", "导出 PPT", "导出 ZIP（Word 和全部表格）"
EXPORT_HELP = "按这里的顺序，用现在的数据，在点击时生成。"
NOT_DRAWN = "这张图表没有可画的数据，导出时略去。"
LEFT_OUT = "有 {count} 张图表含有您无权查看的区县，或记录已经找不到，没有列出，也不会导出。"
SHARE = "共享链接"
SHARE_HINT = "把链接发给有账号的同事：对方看到同样的清单，但只看得到自己有权查看的区县。"
SHARE_ADDRESS = "/basket?list={token}"
RENEW = "停用旧链接"
RENEWED = "旧链接已停用，请使用新的链接。"
SHARED_BY = "这是别人共享的资料篮，按您自己的权限显示；可以导出，不能改动。"
BACK = "看自己的资料篮"
TABLE_FILE = "{number:02d}_{title}"
FILE_NAME = "{title}_{date}"

BASKET_PROBLEMS: dict[str, str] = {
    "basket.unknown": "这个共享链接不存在或已经停用，没有显示任何内容。请向发给您链接的人要新的链接，或打开自己的资料篮。",
    "basket.full": "资料篮最多放 {most} 张图表，没有再加入。请先在资料篮中移出一些。",
}
