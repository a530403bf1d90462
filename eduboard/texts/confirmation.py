"""Words of the 上报确认单."""

from __future__ import annotations

TITLE = "{bureau}数据上报确认单"
FILE_NAME = "上报确认单_{batch}.docx"
DOWNLOAD = "上报确认单 {batch}（Word）"

DEMO_HEADER = "演示数据"
DEMO = "演示数据：所列单位、学校、人员和数字均为虚构，不得引用"
EXCERPT = "公开材料摘录：只含原文写明的项目，不是完整上报"
WITHDRAWN = "本批次已撤回，所列数据不再生效"
REPLACED = "本批次的数据已被后来的批次替换，不再生效"
PARTLY_REPLACED = "本批次有 {count} 个范围的数据已被后来的批次替换，见附表"

DATASET = "数据表"
BATCH = "批次号"
DISTRICT = "区县"
PERIOD = "统计期"
HANDED_IN_BY = "报送人"
HANDED_IN_AT = "报送时间"
ROWS = "行数"
STATUS = "状态"
FILE = "文件名"
SHA256 = "SHA-256"
CHECKS = "校验情况"
NOTE = "说明"
DISTRICTS = "{first}等 {count} 个区县"
PERIODS = "{first}至{last}（{count} 个统计期）"
SEE_ANNEX = "{text}……（全文见附表）"

CHECKED = (
    "逐格校验 {columns} 列，运行规则 {rules} 条；按现行规则复核原件，错误 {errors} 处，提醒 {warnings} 条。"
)
NOT_CHECKED = "未能复核原件：{reason}"
ORIGINAL_MISSING = "原件不在数据目录中。"
ORIGINAL_DAMAGED = "原件与登记时的内容不符。"
UNREADABLE = "按现行规则已不能读出这张表。"
EXPLAINED = "经验校验的书面说明 {count} 条，见下表。"
EXPLAINED_IN_ANNEX = "经验校验的书面说明 {count} 条，见附表。"

FIGURES = "指标合计（{place}，{period}）"
FIGURE_COLUMNS = ("指标", "数值")
ALL_OF = "{count} 个区县合计"
NO_FIGURES = "本表不直接计算看板指标，数据以上列行数和文件校验值为准。"
NO_FIGURES_NOW = "本批次已不生效，不列指标合计。"
MADE_FROM = "指标按出具时已发布的全部数据计算，口径见看板“指标口径”页。"
MORE_FIGURES = "其余区县、统计期见附表。"
LACKING = "{metrics}：不含没有数据的{districts}。"
REPORTED = "{metrics}：直接填报数，没有可复算的基础数据。"

EXPLANATIONS = "经验校验及书面说明"
EXPLANATION_COLUMNS = ("范围", "系统提示", "书面说明")
SAME_AS_ABOVE = "同上"

SIGNED = "确认与签字"
STATEMENT = "本单位已核对以上内容，确认与报送原件（校验值前 12 位 {digest}）一致，数据真实、准确、完整。"
SIGNATURES = ("填报人（签字）", "审核人（签字）", "单位负责人（签字并盖章）")
DATE = "日期"
DATE_BLANK = "年　　月　　日"
MADE_AT = "本单由{bureau}数据看板于 {moment} 出具。"

ANNEX = "附表"
ANNEX_FIGURES = "各区县指标（{period}）"
ANNEX_FIGURES_PART = "各区县指标（{period}，第 {number} 部分）"
ANNEX_METRIC = "指标"
ANNEX_ROWS = "本批次行数"
ANNEX_REPLACED = "已由批次 {batch} 替换"
ANNEX_NO_BATCH = "本批次不再生效"
ANNEX_NOTE = "随批次保存的说明：{note}"
ANNEX_SCOPE = "{district}：{reason}，不列指标。"
MOMENT = "{year}年{month}月{day}日 {time}"
