"""内部 and 对外: what is not told outside the house, and why."""

from __future__ import annotations

HIDDEN = "未公开"
HIDDEN_NOTE = "有{count}个数未公开：所计人数、校数或班数不足{least}，或与合计相减可以推算出这样的数"
NOTICE = "本文为对外版本：姓名已遮蔽，报送不全的指标不排名。"
NOTICE_HIDDEN = "本文为对外版本：姓名已遮蔽，报送不全的指标不排名；图表中有{count}个数未公开，因所计人数、校数或班数不足{least}，或与合计相减可以推算出这样的数。"
INTERNAL = "内部资料"
EXTERNAL = "对外"
FOR_WHOM = "用途"
MARKS_JOIN = "  "
WITHHELD_NOTE = "有区县未报全或未公开，按区划代码排列，不排名"

AUDIENCE = "用途"
AUDIENCES = {"internal": "内部", "external": "对外"}
AUDIENCE_NOTE = "不足{least}的人数、校数、班数及可以推算出它们的数不公开，姓名遮蔽，报送不全的不排名。"
AUDIENCE_HELP = f"对外：{AUDIENCE_NOTE}"
LEFT_OUT = "有 {count} 项（工程清单、分组比较等）只供内部使用，对外的文件里没有。"
ALL_STAGES = "各学段合计"
FILE_SUFFIX = "_对外"
NOTHING_TOLD = "{place}{period}没有可对外公布的数：{title}。"
WHOLE_ONLY = "对外只公布全市、不分学段的构成：分区县、分学段公布，可以相减推算出未公开的数"
SCHOOLS_INSIDE = "单所学校的数据只供内部使用，对外不公布。"
PAGE_INSIDE = "本页只供内部使用，没有对外版本。要看本页，请把页面右上角的“用途”改为“内部”。"
PART_INSIDE = "工程的这一部分只供内部使用，对外公布“进度”一项。"
