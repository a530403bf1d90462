"""Words in exported files."""

from __future__ import annotations

PLACE = "范围"
PERIOD = "统计期"
DEFINITION = "口径"
CODE = "编号"
SOURCE = "数据来源"
NOTE = "注"
DEMO = "演示数据"
UNDEFINED = "—"
FIGURE = "图"
TABLE = "表"
