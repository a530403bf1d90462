"""The words by which clerks' tables are understood: markers of rows, missing values, units, qualifiers."""

from __future__ import annotations

import re

# Cells that say "nothing here".
MISSING = frozenset(
    {
        "", "-", "--", "---", "—", "——", "–", "―", "－", "/", "／", "\\", "无", "暂无", "空", "无数据",
        "暂无数据", "未填", "n/a", "na", "null", "none", "nan", "nil", "…", "……", "...",
    }
)  # fmt: skip

TRUE_WORDS = frozenset(
    {
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "有",
        "1",
        "y",
        "yes",
        "t",
        "true",
        "开展",
        "已开展",
        "对",
        "普惠",
        "达标",
        "已",
    }
)
FALSE_WORDS = frozenset(
    {"否", "×", "✗", "✘", "x", "无", "没有", "0", "n", "no", "f", "false", "未开展", "不开展", "没开展", "错", "非普惠",
     "不普惠", "未达标", "不", "未", "不是"}
)  # fmt: skip

# Units that may trail a number or stand in brackets behind a column's name.
UNITS = (
    "人次", "人", "个班", "个", "所", "名", "节", "班", "学时", "课时", "篇", "项", "场次", "场", "次", "门", "天",
    "万元", "亿元", "元", "份", "本", "套", "件", "期", "周", "间", "台", "平方米", "㎡", "m2", "m²", "岁", "分",
    "校", "户", "座", "类", "条", "支", "例", "位", "批", "部", "辆", "亩", "公里", "小时", "分钟", "师", "生",
    "园", "册", "处", "组",
)  # fmt: skip
HEADER_UNITS = frozenset(UNITS) | {
    "%", "‰", "百分比", "万", "万人", "万人次", "千人", "单位:人", "单位:个", "单位:所",
    "单位:万元", "单位:元", "单位:%", "学时/人", "节/周", "天/周", "人/班", "元/人", "年", "年月", "季度",
}  # fmt: skip
# What stands in brackets behind a column's name to say how to fill it in.
HEADER_HINTS = frozenset({
    "必填", "选填", "可选", "可填", "必填项", "选填项", "非必填", "是/否", "是或否", "是否", "填是或否", "年/月",
    "年月日", "年.月", "年.月.日", "yyyy-mm-dd", "yyyy-mm", "yyyymm", "yyyymmdd", "文本", "文本格式", "数字", "整数",
    "下拉", "下拉选择", "选择", "单选", "全称", "规范全称", "10位", "十位", "6位", "六位", "没有填0", "无则填0",
    "无填0", "如有", "盖章", "公章", "加盖公章", "单位盖章", "签章",
})  # fmt: skip
# Units that are no column's name: a row of units has one of these.
SURE_UNITS = frozenset(
    {
        "人",
        "个",
        "所",
        "名",
        "节",
        "篇",
        "次",
        "门",
        "天",
        "元",
        "万元",
        "份",
        "%",
        "㎡",
        "平方米",
        "m2",
        "万人",
        "千人",
    }
)

LOWER_BOUND_PREFIXES = ("不少于", "不低于", "至少", "超过", "大于", "多于", "高于", "超", ">=", "≥", ">")
UPPER_BOUND_PREFIXES = (
    "不超过",
    "不多于",
    "不高于",
    "不大于",
    "小于",
    "少于",
    "低于",
    "不足",
    "至多",
    "最多",
    "<=",
    "≤",
    "<",
)
ABOUT_PREFIXES = ("大约", "约为", "约", "将近", "接近", "近")
QUALIFIER_SUFFIXES = ("以上", "左右", "上下", "以下", "以内", "余", "多", "+")

# --- rows that are not data ---------------------------------------------------------------------------------

_TOTAL = "合计|小计|总计|共计|平均"
_PLACE = (
    "区|县|市|省|旗|州|盟|乡|镇|街道|校|小学|初中|高中|中学|中职|特教|学前|幼儿园|学区|片区|年级|学段|阶段"
    "|部|局|处|组"
)
# What stands below a table and compares its total: a row of that name is no school.
_BEFORE = "(?:上年|去年|上一年|上学年|上学期|上季度|上期|上月)"
_COMPARISON = (
    rf"(?:{_BEFORE}同(?:期|季度)(?:数|值|情况)?|(?:较|比){_BEFORE}(?:同期)?(?:增减|增长)(?:数|值|量|率|情况)?|占比"
    r"|[同环]比(?:增减|增长|变化|变动)?(?:数|值|量|率|情况|幅度)?|(?:增减|增长)(?:数|值|量|率|情况)?)"
    r"(?:[(（][^)）]*[)）])?[:：]?"
)
# A whole cell that names a total. 各级合计 is a value of the column 级别 and so no such cell.
TOTAL_CELL = re.compile(
    rf"(?!各级)(?:[\u4e00-\u9fff]{{0,10}}(?:{_PLACE}))?(?:{_TOTAL})(?:数|值)?(?:[(（][^)）]*[)）])?[:：]?"
    rf"|{_COMPARISON}"
    r"|总和|均值|平均值|总数[:：]|汇总[:：]?|本页合计|累计[:：]?|以上合计|求和"
)
EXACT_TOTAL_CELL = re.compile(rf"(?:{_TOTAL})[:：]?")
LEVEL_NAME = re.compile(r".*(?:级别|等级|层级)(?:[(（].*[)）])?")
# A cell that names a total of anything (东片小计), where all the rest of its row are figures.
TOTAL_OF_GROUP_CELL = re.compile(
    r"(?!各级)[^\s,，。;；:：]{1,20}(?:合计|小计|总计|共计)(?:[(（][^)）]*[)）])?[:：]?"
)
# What every total cell contains: a cheap test before the patterns.
TOTAL_HINT = re.compile(
    r"[合小总共]\s*计|平\s*均|总\s*和|均\s*值|总\s*数|汇\s*总|累\s*计|求\s*和"
    r"|同\s*[期季比]|[环占]\s*比|增\s*[减长]"
)
# One of these is in each of them.
TOTAL_CHARACTERS = "计均总汇求同比增"
TOTAL_SENTENCE = re.compile(rf"(?:{_TOTAL})[:：].+")

NOTE_CELL = re.compile(
    r"(?:[*※#]{0,3}\s*)?(?:"
    r"(?:备\s*注|注|附\s*注|说\s*明|填\s*表\s*说\s*明|填\s*报\s*说\s*明|编\s*制\s*说\s*明|注\s*意\s*事\s*项|提\s*示)"
    r"\s*[0-9一二三四五六七八九十]{0,2}\s*[:：.．、]"
    r"|(?:填表人|填报人|制表人|审核人|复核人|负责人|单位负责人|学校负责人|主要负责人|分管领导|联系人|联系电话|经办人|统计人|校长签字"
    r"|填表时间|填报时间|填表日期|填报日期|报送日期|报送时间|制表日期|打印时间|导出时间|制表|审核|校对|填表|填报|签字|盖章|数据来源"
    r"|资料来源|来源|制表单位|填报单位|报送单位|单位盖章|单位公章)"
    r"(?:[(（][^)）]*[)）])?\s*[:：]"
    r")"
)
OF_WHICH = "其中"
# A note to which a mark behind some value points: ① 含借读生.
FOOTNOTE_CELL = re.compile(r"(?:[①-⑩]|[*※]{1,3})\s*[^\s*※].*", re.DOTALL)
# Who signs a form, where no colon and no name stands behind.
SIGNATURE_CELL = re.compile(
    r"(?:填表人?|填报人?|制表人?|审核人?|复核人?|统计人|经办人|联系人|联系电话|(?:单位|学校|主要|统计)?负责人|分管领导|主管领导"
    r"|校长|园长|[(（]?(?:单位|学校)?(?:公章|盖章|签章|签字|印章)[)）]?)(?:[(（](?:签字|签章|签名|盖章|公章)[)）])?"
)
_SIGNED_ON = (
    r"(?:[0-9]{4})?年[0-9]{0,2}月[0-9]{0,2}日|[0-9]{4}(?P<mark>[-/.])[0-9]{1,2}(?P=mark)[0-9]{1,2}"
    r"|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
SIGNED_ON_CELL = re.compile(_SIGNED_ON)
# A name with its seal is a signature wherever it stands: 上街区教育局（公章）, 校长（签字）：张三.
SEALED_CELL = re.compile(
    r"[^(（]{1,24}[(（](?:加盖)?(?:单位|学校)?(?:公章|盖章|签章|印章|签字|签名|章)[)）][:：]?[^(（]{0,16}"
)
# An office without its seal, and the day it signed on, in one cell: what is a signature only where neither is data.
SIGNING_OFFICE_CELL = re.compile(
    rf"[\u4e00-\u9fff]{{2,24}}(?:局|委|委员会|厅|人民政府|督导室|教研室|教育办公室)(?:{_SIGNED_ON})?"
)
OF_PLACES = re.compile(r".*(?:[区县市]|单位|学校|校名|机构|名称|部门|地区)(?:[(（].*[)）])?")
"""Columns in which an office stands for its district, and a row of nothing else is one that nobody filled in."""
OF_DAYS = re.compile(r"(?!(?:统计|数据|报告)).*(?:日期|时间|年月|起始期|截止期)(?:[(（].*[)）])?")
"""Columns in which a day by itself is what somebody began to fill in; a period alone is none of these."""
# Headings between the rows of a table: 一、城区, （二）乡镇, 城区学校. What schools there are has no name of its own.
_WHERE = (
    "城区|市区|城市|城镇|县城|县镇|镇区|乡镇|乡村|农村|街道|城乡结合部|城乡|偏远|山区|[省市区县局]直|直属|[省市区县局]属"
    "|第?[东西南北中一二三四五六七八九十](?=片|学区)"
)
_WHOSE = "公办|公立|民办|私立|普惠性?|义务教育|完全|寄宿制|九年一贯制|普通|职业|中等职业|特殊教育|学前教育|基础教育"
_SORT_OF_SCHOOL = (
    "小学|初中|初级中学|高中|高级中学|中学|幼儿园|学前|中职|特教|学校|教学点"
    "|教育|学段|阶段|学区|部|组|片区?|类|情况"
)
GROUP_CELL = re.compile(
    rf"(?=.{{2}})(?:{_WHERE}|{_WHOSE}){{0,3}}(?:{_SORT_OF_SCHOOL}){{0,2}}(?:[(（][^)）]{{0,12}}[)）])?[:：]?"
)
SECTION_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．:：]|[(（][一二三四五六七八九十]{1,3}[)）][、.．]?"
    r"|第[一二三四五六七八九十]{1,2}(?:部分|片区?+|组|类)[:：、]?)(?=.)"
)
# What a numbered heading ends with that is neither a school's nor anybody's own name.
COLLECTIVE_CELL = re.compile(
    r".{0,20}(?:名单|情况|名师|教师|校长|园长|班主任|带头人|骨干|能手|新秀|课题|论文|著作|成果|课例|案例|课程|项目|培训|活动"
    r"|工作室|共同体|联合体|基地|级|类|组|片区?|学区|[乡镇]|街道|指标|目标|任务|队伍|方面|研究|发展|建设)[:：]?"
)
SORTED_BY = re.compile(
    r".*(?:学段|阶段|类型|类别|级别|等级|层级|城乡|办别|性质|班额组?|形式|角色|活动|指标|标准|称号|项目|内容)(?:[(（].*[)）])?"
)
"""Columns of which such words may be the value."""
PAGE_CELL = re.compile(
    r"第?[0-9一二三四五六七八九十]{1,4}页(?:[/,，;；、]?共?[0-9一二三四五六七八九十]{1,4}页)?"
    r"|共[0-9一二三四五六七八九十]{1,4}页[/,，;；、]?(?:第[0-9一二三四五六七八九十]{1,4}页)?"
    r"|[-—–―]+[0-9]{1,4}[-—–―]+|[0-9]{1,4}/[0-9]{1,4}|page[0-9]{1,4}(?:of[0-9]{1,4})?",
    re.IGNORECASE,
)
# Who fills a form in, above or beside a cell with the name or the number.
SIGNER_CELL = re.compile(
    r"(?:(?:填表|填报|制表|审核|复核|统计|经办|联系)人|联系电话|电话)(?:[(（](?:签字|签章|签名|盖章|公章)[)）])?[:：]?"
)
# What says that a table goes on from the page before: 续表, （续上表）, …统计表（续一）.
_GOES_ON = r"[(（【]?(?:续[上前]?|接[上前])[表页]?[0-9一二三四五六七八九十]{0,2}[)）】]?[:：]?"
CONTINUED = re.compile(rf"{_GOES_ON}$|^{_GOES_ON}")
BARE_NOTE_CELL = re.compile(r"(?:备注|注|附注|说明|填表说明|填报说明)[:：]?")
EXAMPLE_CELL = re.compile(r"[(（【]?(?:填写)?(?:示例|样例|例如|例子|例)[0-9一二三]?[)）】]?(?:[:：行].*)?")
UNIT_SENTENCE = re.compile(r"[(（]?(?:计量)?单位\s*[:：]\s*\S{1,12}[)）]?")
COLUMN_NUMBERS_LEAD = frozenset({"甲", "栏次", "列次", "序列"})
# A column's number, also as it comes from those of others: 2=3+4.
COLUMN_NUMBER = re.compile(
    r"[(（]?[0-9]{1,2}[)）]?(?:=[0-9]{1,2}(?:[-+×*/÷][0-9]{1,2})*)?|[甲乙丙丁戊己庚辛]|栏次|列次|序列|[-—–/]+"
)
# What a row below the header says of whether its columns have to be filled in.
OBLIGATIONS = frozenset(
    {"必填", "选填", "可填", "可选", "非必填", "必填项", "选填项", "条件必填", "自动计算", "自动生成"}
)
# The first characters with which a note, an example or a total may begin: a cheap test before the patterns.
MARKER_CHARACTERS = frozenset(
    "①②③④⑤⑥⑦⑧⑨⑩*※#备注附说填编提制审复负单学主分联经统校园报打导签盖公印数资来示样例(（【计"
)
