"""Words on slides: what the papers do not have."""

from __future__ import annotations

POINTS = "要点"
POINT = "{section}：{point}。"
LEAD_END = "："
CLAUSE_END = "；"
SECTION_JOIN = "　·　"
PAGE_OF = "{text}（{page}/{pages}）"
MORE = "……（全文见备注）"
COVER_MADE = "{year}年{month}月{day}日"
NOTES_FIGURE = "图表：{caption}"
NOTES_DEFINITION = "口径：{definition}。"
NOTES_ROW_JOIN = "　|　"
