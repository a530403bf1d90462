"""How numbers and periods are written."""

from __future__ import annotations

UNDEFINED = "—"
PERCENTAGE_POINTS = "{points}个百分点"
NO_CHANGE = "持平"
HARDLY_ANY_CHANGE = "基本持平"

QUARTER = "{year}年第{quarter}季度"
YEAR = "{year}年"
QUARTER_NUMERALS = "一二三四"

# A qualifier stands behind its number (90余, 90%以上) or, if it is none of these, in front of it (约90, 至少90).
QUALIFIERS_BEHIND = frozenset({"余", "多", "以上", "以下", "以内", "左右", "上下", "+"})
