"""Words in the workbook of figures."""

from __future__ import annotations

TITLE = "{place}教育数据工作簿"
COVER = "封面"
SERIES_NAME = "{theme}走势"
THEME_TITLE = "{place}{theme}数据（{period}）"
SERIES_TITLE = "{place}{theme}各期数据"
PROGRAMME_NAME = "工程进展"
PROGRAMME_TITLE = "{place}“{name}”的实绩、目标与进展（{period}）"
DEFINITIONS = "口径"
SOURCES = "数据来源"
QUOTES = "原文出处"
ANNUAL = "（年度）"

PLACE, PERIOD, COMPARED, BUREAU, MADE, CONTENTS = "范围", "统计期", "对比", "单位", "生成日期", "工作表"
MADE_AT = "{year}年{month}月{day}日"
THEMES = "主题"
LEGEND = "读法"
LEGEND_TEXT = "百分数为真实百分数，可以直接计算；浅黄底为报送不全，只含已报的部分；文字单元格写明没有数字的原因；“（年度）”为全年数。"

TARGET = "目标"
STATE = "报送情况"
COMPLETE = "报全"
SOME = "部分指标{reason}"
EXCERPT = "摘自材料"
CODE_OF, CODES_JOIN = "{place} {code}", "；"
ELSEWHERE = "口径和数据来源见同名工作表。"
DISTRICT = "区县"
DEFINITION_COLUMNS = ("主题", "指标", "单位", "时间", "评价方向", "口径", "依据")
SOURCE_COLUMNS = ("批次", "数据表", "文件", "性质", "发布日期", "填报说明")
QUOTE_COLUMNS = ("出处与原文", "备注")
PROGRAMME_COLUMNS = ("方面", "类别", "项目", "目标（要求）", "现状", "统计期", "状态", "原因")
KINDS = {"demo": "演示数据（虚构）", "published": "公开发表的材料"}
HANDED_IN = "报送"
PAGE = "第 &P 页，共 &N 页"
