"""The sentence patterns of papers: closed, so that every sentence a figure can lead to has been read by somebody.

What a metric is called in running text stands beside the metric (叙述 in its SQL header).
"""

from __future__ import annotations

from eduboard.texts.outward import HIDDEN
from eduboard.texts.views import NOT_HANDED_IN, NOT_IN_THE_PAPER

# --- when --------------------------------------------------------------------------------------------------

AT_THE_END_OF = "截至{period}末，"
IN = "{period}，"
BASELINES = {"previous": "上季度", "year": "去年同期"}
LAST_YEAR = "上年"

# --- what, and how it moved --------------------------------------------------------------------------------

FROM_TO = "从{before}{verb}到{after}"
MORE, LESS = "增加", "减少"
UP, DOWN = "提高", "下降"
UNWANTED_UP, UNWANTED_DOWN = "上升", "下降"
CHANGE = "{verb}{amount}"
SAME = "，与{baseline}持平"
HARDLY_CHANGED = "，与{baseline}基本持平"
BESIDE = "，{baseline}为{value}"
LEVELS = "（{parts}）"
ONE_LEVEL = "（均为{level}）"
LEVEL = "{level}{value}"
PARTS_JOIN = "、"
INCOMPLETE = "（{reason}，数值只含已报的部分）"
FIRST_FIGURES = "以上是第一期数据，没有以前的数据可以比较。"
NOT_COMPARED = "{names}没有{baseline}的可比数据，不作比较。"
ALL_INCOMPLETE = "以上{count}项（{reason}）只含已报的部分。"
SOME_INCOMPLETE = "其中{names}（{reason}）只含已报的部分。"
CLAUSES_JOIN = "；"
END = "。"

# --- what is missing ---------------------------------------------------------------------------------------

MISSING = "{names}{reason}。"
MISSING_REASONS = {NOT_HANDED_IN: "没有报送", NOT_IN_THE_PAPER: "在材料中没有写明", HIDDEN: HIDDEN}
PARTLY = "只{reason}，无法计算"
UNDEFINED = "没有可以计算的数据"
NOTHING = "{time}{place}没有{themes}方面的数据。"

# --- among the districts -----------------------------------------------------------------------------------

RANK = "，在{count}个区县中居第{rank}位"
RANK_TIED = "，在{count}个区县中并列第{rank}位"
RANK_OF_COMPLETE = "，在报全的{count}个区县中居第{rank}位"
RANK_OF_COMPLETE_TIED = "，在报全的{count}个区县中并列第{rank}位"
BY_DISTRICT = "分区县看，{said}"
EXTREMES = "{name}{best_word}的是{best}，{worst_word}的是{worst}"
ALL_EQUAL = "{count}个区县的{name}相同，均为{value}"
ONLY_ONE = "只有{district}可以参加{name}排名（{value}）"
NOBODY = "没有区县可以参加{name}排名"
WITHHELD = "{name}有区县未报全或未公开，不排名"
HIGHEST, LOWEST = "最高", "最低"
MOST, FEWEST = "最多", "最少"
DISTRICT_VALUE = "{districts}（{value}）"
DISTRICTS_TIED = "{districts}（均为{value}）"
DISTRICTS_MANY = "{districts}等{count}个区县"
NOT_RANKED = "{districts}（{reason}）"
NOT_RANKED_END = "；{districts}不参加排名"
NO_VALUE = "无数据"

# --- targets: what is asked for is never told as what was reached -------------------------------------------

TARGET = "{name}的目标是{target}{due}{basis}"
TARGET_DUE = "、{due}末到期"
TARGET_BASIS = "（依据：{basis}）"
TARGET_MET = "，现为{value}，已经达到"
TARGET_MISSED = "，现为{value}，尚未达到，相差{gap}"
TARGET_MISSED_AT_END = "，到期为{value}，没有达到，相差{gap}"
TARGET_INCOMPLETE = "，现为{value}（{reason}，不作评价）"
TARGET_WITHOUT_VALUE = "，还没有可以对照的数据"
PROGRESS_MET = "，{start}以来累计{value}，已经达到"
PROGRESS_MISSED = "，{start}以来累计{value}，还差{gap}"
PROGRESS_OVER = "，{start}以来累计{value}，已经超过{gap}"

# --- movers ------------------------------------------------------------------------------------------------

MOVED = "{district}{sentence}"
IMPROVED = "进步较大的有：{items}"
WORSENED = "需要关注的有：{items}"
NOTHING_IMPROVED = "与{baseline}相比，没有可比的改善"
NOTHING_WORSENED = "与{baseline}相比，没有变差的指标"
