"""Programmes (工程): their files, how progress is judged, and what is said of it."""

from __future__ import annotations

PROGRAMME_PROBLEMS: dict[str, str] = {
    "programme.invalid": "工程文件有误，没有采用：\n{problems}\n请改正后重新载入。",
    "programme.unreadable": "工程文件 {file} 读不出来（不是 UTF-8 文本，或没有读取权限），没有采用。请另存为 UTF-8 后重试。",
    "programme.unknown": "没有名为“{name}”的工程。请用 programmes 命令查看全部工程；现有：{known}。",
    "programme.ambiguous": "“{name}”对应不止一个工程：{found}。请写得更完整，或用文件名。",
    "programme.elsewhere": "{name}不在“{programme}”的范围内，没有可以显示的数据。请换成{place}或所辖区县的代码。",
}

FILE_MISTAKES: dict[str, str] = {
    "not_toml": "不是有效的 TOML：{detail}",
    "unknown_key": "没有这个键。可以使用：{allowed}",
    "missing": "必须填写",
    "empty": "至少要有一个部分（[[sections]]）",
    "not_text": "应为文字（写在引号里），不是 {value}",
    "not_a_number": "应为数字，不是 {value}",
    "not_a_share": "应在 0 和 1 之间，不是 {value}",
    "not_a_period": "“{value}”不是统计期，应写成 2025Q3 的形式",
    "not_a_list": '应为一列文字，如 ["小学", "初中"]，不是 {value}',
    "not_tables": "应为一组表（[[…]]）",
    "not_allowed": "没有“{value}”。可以使用：{allowed}",
    "no_region": "没有代码为 {value} 的区县，应为六位行政区划代码",
    "no_metric": "{reason}",
    "repeated_name": "同一部分里已有名为“{value}”的一项",
    "both": "{first} 和 {second} 只能写一个",
    "needs": "要与 {needed} 一起使用",
    "needs_one": "必须写明 {keys} 之一",
    "not_divided": "指标“{metric}”不分这一项",
    "other_size": "“{value}”与指标“{metric}”的单位“{unit}”大小不同",
    "before_start": "截止期 {due} 早于起始期 {start}",
    "no_number": "没有目标值时，要在 qualifier 里写原文的说法",
    "no_item": "这个工程里没有名为“{value}”的一项",
    "no_share": "指标“{metric}”不是比例，不能说明达标多少",
    "no_whole": "全覆盖要有分母：写 of_metric 或 of_indicator，或用单位为 % 的指标",
}

FILE_HEAD = """\
# 工程文件：一个工程分几个部分（[[sections]]），每个部分有若干项（[[sections.items]]）。用记事本即可修改，存为 UTF-8。
#
# 工程      name 名称；district 六位行政区划代码；source 依据的文件；start 开始的统计期，如 2023Q1；
#           yellow_from 黄灯下限：进度达到应有进度的几成为黄，再低为红（默认 0.9）
# 梯队      [[ladders]]，可没有：name 名称；level 级别；rungs 由低到高的称号，title 称号，item 写明目标的那一项的名称
# 部分      title 简称；heading 文件里的原标题
# 每一项    kind 种类；name 名称；quote 文件原话；note 说明
#   result    实绩：metric 指标编号（metrics 命令可查），或 indicator“其他指标”表里的指标名称；
#             stage 学段、category 称号或类别、level 级别；unit 单位；period 只看某一期的数
#   target    目标：除上面各键外，target 目标值、direction 不低于／不高于／等于、start 起始期、due 截止期、
#             start_value 起点值、qualifier 原文的限定；target_name“目标任务”表里的指标名称，报了就以表里的为准；
#             each = "district" 每个区县都要达到，"district_stage" 每个区县的每个学段（stages）都要达到
#   duty      职责：role 角色、activity 活动、interval 周期（周、月、季度、学期、学年、年、每次）、target 定额；
#             完成情况取自“履职与活动”表里同名的角色和活动，或 metric 达标率指标
#   coverage  全覆盖：metric 或 indicator 是已覆盖的，of_metric 或 of_indicator 是应覆盖的；单位为 % 的不用分母
#   rule      规则：只显示文字，不计算
"""

KINDS = {"result": "实绩", "target": "目标", "duty": "职责", "coverage": "全覆盖", "rule": "规则"}
LIGHTS = {"green": "绿", "yellow": "黄", "red": "红", "": ""}
EVERY_DISTRICT = "各区县"

JUDGING = (
    "实绩只陈述，不评灯；目标从起点（start_value；没有填的取起始期之前最近的数，再没有就取起始以来的第一个数；时期数从 0 起）到截止期按时间匀速推算“应有进度”，用最近一期的数与同一天的应有进度相比：不低于为绿灯；从起点走过的路程达到应走的 {yellow} 以上为黄灯，再低为红灯（没有起点的按完成率）",
    "已完成：达到目标值；按进度：未到期且不低于应有进度；落后：未到期且低于应有进度；未达标：已到期而没有达到；进行中：文件没有给期限，或没有起点，无法判断快慢；未开始：所选统计期早于起始期；无数据：没有报送，或截止期那一期还没有报送；无目标：这个区县没有自己的目标，只列数",
    "预计＝从起点到最近一期的平均速度延续到截止日；“等于”按从起点走向目标判断，达到或超过即为完成",
    "职责按周期计算：达标数 ÷ 应完成数（同一周期分季度填报的各自相加；没有填应完成数的，一所学校或一个区县算一个，次数达到定额即为达标，每周按每季 13 次、每月按每季 3 次折算）；本周期没有报送的看上一周期",
)

BEFORE_START = "“{programme}”从{start}开始，所选的{period}在此之前，各项还没有开始。"
NO_DATA = (
    "{place}还没有报送任何数据，各项只有文件里的目标。请在“数据上报”页上报各表；五个公开案例由管理员载入。"
)
ONLY_TARGETS = (
    "{place}报送了目标任务，还没有报送实绩，所以下面各项有目标、没有现状。请在“数据上报”页上报各表。"
)
NO_DATA_YET = "{place}到{period}还没有数据，最早的数据是{first}的，所以下面各项只有目标。"

NOT_STARTED = "从{start}开始"
NOTHING_HANDED_IN = "没有报送"
NOT_MEASURED = "没有对应的指标，只列目标"
NO_NUMBER = "文件没有给出数字（{qualifier}）"
DONE = "已达到目标（{aim}）"
LATE_DATA = "{due}已到期，还没有报送那一期的数；最近是{period}的{value}"
MISSED = "{due}到期，目标{aim}，实为{value}"
MISSED_SINCE = "{due}到期，目标{aim}，到{period}为{value}"
NO_DUE = "目标{aim}，现为{value}；文件没有给期限"
NO_COURSE = "目标{aim}，现为{value}；没有起点，无法推算应有进度"
ON_COURSE = "按匀速到{period}应为{expected}，现为{value}"
BEHIND = "按匀速到{period}应为{expected}，现为{value}，差{gap}"
PROJECTED_SHORT = "；照此速度到期为{projected}，达不到"
PROJECTED_ENOUGH = "；照此速度到期为{projected}"
DUTY_MET = "{window}应完成 {due}，全部达标"
DUTY_SHORT = "{window}应完成 {due}，达标 {met}，还差 {left}"
NOT_SUMMED = "各区县的比例不能相加，全域没有单独报送"
EACH_SHORT = "{places} 个区县中 {met} 个达到"
MISSING_PARTS = "（缺{missing}）"
WINDOW = "{start}至{end}"

LISTED = "{id}  {district_name}“{programme}”  {items} 项  {source}"
HEAD = "{place}“{name}”  {period}"
SOURCE = "依据：{source}"
ITEM_LINE = "  [{kind}] {name}  {said}"
PLACE_LINE = "      {place}  {said}"
AS_OF = "（{period}）"
AIM = "目标{aim}"
PRESENT = "现为{value}（{period}）"
AVERAGE = "平均{value}（{period}）"
ATTAINED = "完成 {share}"
STATUS = "{status}·{light}灯"
BELOW_LINE = "      未达标：{place} {name}  达标 {met}，应完成 {owing}"
BELOW_CUT = "      其余 {count} 所没有列出，加 --json 可看到全部。"
BULLETIN_HEAD = "通报：{count} 项红灯或黄灯"
BULLETIN_EMPTY = "通报：没有红灯或黄灯的项目。"
NOTICE = "  {light}灯  {place}  {item}  {status}：{reason}"
