"""Titles and words of the results that pages draw."""

from __future__ import annotations

TREND_TITLE = "{metric}走势"
RANKING_TITLE = "{metric}：各区县排名"
UNRANKED_TITLE = "{metric}：各区县数据"
SCHOOLS_TITLE = "各校{metric}"
FLOW_TITLE = "课题立项、在研与结题"
DISTRIBUTION_TITLE = "班额分布"
LARGEST_CLASSES_TITLE = "人数最多的班"
LARGEST_CLASSES_COLUMNS = ("区县", "学校", "学段", "年级", "班号", "学生数")
NOT_HANDED_IN = "未报送"
NOT_IN_THE_PAPER = "材料未写明"
ALL_DISTRICTS = "合计"
DISTRICT = "区县"
SCHOOL = "学校"
STAGE = "学段"
OVERVIEW_TABLE_TITLE = "各区县主要指标"
THEME_TABLE_TITLE = "{theme}：各区县数据"
COMPOSITION_TITLES = {
    "titles_held": "称号与级别构成",
    "platforms": "工作室与共同体构成",
    "outputs_all": "成果类型与级别构成",
    "training_person_times": "参训人次按类别",
    "training_person_times_by_form": "参训人次按形式",
}
UNSTATED = "未注明"
EXCERPT_OF = "摘自{paper}"
SEVERAL_DISTRICTS = "{names}等{count}个区县"
