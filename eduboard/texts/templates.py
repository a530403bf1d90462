"""Words in the templates."""

from __future__ import annotations

EXAMPLE_NOTE = "示例行，填报前请删除"
NOTES_SHEET = "填表说明"
NOTES_HEADER = ("列名", "必填", "说明", "可填内容")
REQUIRED = "必填"
OPTIONAL = "选填"
