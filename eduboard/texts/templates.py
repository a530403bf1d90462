"""Words in the templates."""

from __future__ import annotations

EXAMPLE_NOTE = "示例行，填报前请删除"
NOTES_SHEET = "填表说明"
NOTES_HEADER = ("列名", "必填", "说明", "可填内容")
LISTS_SHEET = "选项"
YES_NO = ("是", "否")
REQUIRED = "必填"
OPTIONAL = "选填"
