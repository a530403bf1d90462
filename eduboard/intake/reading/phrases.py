"""What is said in a sentence: the periods in a title, the school after 填报单位, a name without what stands around it.

Only what a table is about counts: not when it was filled in or printed, not what it is compared with, not until when
it has to be handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eduboard.intake.reading.numerals import read_numeral
from eduboard.intake.reading.parsed import half_width
from eduboard.intake.reading.times import parse_period

_YEAR = r"(?:199[0-9]|20[0-9]{2}|2100)"
_WRITTEN_YEAR = r"(?:[〇零○一二三四五六七八九]{4}(?=年))"
_ANY_YEAR = rf"(?:{_YEAR}|{_WRITTEN_YEAR})"
_TO = r"[-~至到、和及]"
_QUARTER = r"第?[一二三四1-4]季度?"
_DAY = (
    rf"{_YEAR}(?P<mark>[-/.])[0-9]{{1,2}}(?P=mark)[0-9]{{1,2}}|{_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}[日号]?"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"
    rf"|{_WRITTEN_YEAR}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}[日号]"
)
_TERM = (
    rf"{_YEAR}-{_YEAR}-[12](?![0-9])"
    rf"|{_YEAR}(?:[-~/至到](?:{_YEAR}|[0-9]{{2}}))?学年度?[-(]?(?:第?[一二12]学期|[上下]学期|[秋春]季?学?期?)\)?"
    rf"|{_YEAR}年?[秋春]季?学期|{_YEAR}年?[秋春]季?"
)
_SEVERAL = (
    rf"{_ANY_YEAR}年度?(?:前[一二三四1-4]个?季度?|[上下]?半年度?)"
    rf"|{_ANY_YEAR}年?度?第?[一二三四1-4](?:{_TO}第?[一二三四1-4])+季度?"
    rf"|{_ANY_YEAR}(?:年度?)?[-_/.]?(?:q[1-4]|{_QUARTER}){_TO}(?:q?[1-4](?![0-9年月])|{_QUARTER})"
    rf"|{_YEAR}年?{_TO}{_YEAR}年度?(?![0-9]*[月q第])"
)
_MONTH = (
    rf"{_YEAR}年[0-9]{{1,2}}月份?|{_YEAR}[-/.][0-9]{{1,2}}|{_YEAR}(?:0[1-9]|1[0-2])"
    rf"|{_WRITTEN_YEAR}年[一二三四五六七八九十]{{1,2}}月份?"
)
_FORMS = (
    ("day", _DAY),
    ("exact", _TERM),
    ("school_year", rf"{_YEAR}(?:[-~/至到](?:{_YEAR}|[0-9]{{2}}))?学年度?"),
    ("unclear", _SEVERAL),
    ("exact", rf"{_YEAR}年?[-/.]?[0-9]{{1,2}}月?[-~至到][0-9]{{1,2}}月份?"),
    ("exact", rf"{_ANY_YEAR}(?:年度?)?[-_/.]?(?:q[1-4](?![0-9])|{_QUARTER})|q[1-4][-_/. ]?{_YEAR}"),
    ("exact", _MONTH),
    ("exact", rf"{_ANY_YEAR}年(?:年?度|全年)|{_YEAR}全年|{_YEAR}年度"),
    ("year", rf"{_ANY_YEAR}年"),
)
"""What a phrase is and how it is written; of two that begin at one place, the first."""
_PHRASE = re.compile(
    r"(?<![0-9.])(?:"
    + "|".join(f"(?P<form{number}>{pattern})" for number, (_, pattern) in enumerate(_FORMS))
    + r")(?![0-9])",
    re.IGNORECASE,
)
# A run of spaces is looked at from its beginning only.
_LOOSE_SPACE = re.compile(
    r"(?<=[0-9一二三四年月日季度第学期])\s++(?=[年月日季度第学期])|(?<=[年第])\s++(?=[0-9一二三四])"
)
_DASHES = str.maketrans(dict.fromkeys("—–－―‐‑", "-") | {"～": "~", "：": ":"})

_OTHER_TIME = re.compile(
    r"(?:填报|填表|填写|制表|报送|报出|上报|打印|编制|导出|下载|生成|更新|审核|提交|签发|印发|发布|创建|修改|公示|下发|有效期)"
    r"(?:时间|日期|日|至|于|期)?:?\s*$"
    r"|(?:制表|填表|填报|审核|负责|经办|统计)人?(?:签[字名章])?:\s*[\u4e00-\u9fff·]{0,6}\s*$"
)
_LABEL_BEFORE = re.compile(r"([^\s:]{1,12}):\s*$")
_OWN_LABEL = re.compile(
    r"(?:统计|报告|数据|所属|填报|上报|报表)?(?:期|时期|期间|时点|年度|季度|学年|学期|学年学期)"
    r"|(?:统计|数据|报告)(?:时间|日期|年月)|时间"
)
_FOREIGN_LABEL = re.compile(r"时间|日期|日$|版|文号|依据|批准|有效|电话|编号|备注|说明|注$")
_SAID_OF_DAY = re.compile(
    r"(?:截至|截止|截止到|截至到|(?:统计|数据)?时点|(?:统计|数据)(?:时间|日期)|统计期):?\s*$"
)
_COMPARED = re.compile(r"(?:较|比|同比|环比|根据|按照|依据|对照|与|请于|请在)\s*$")
_ANY_QUARTER = "[一二三四1-4]"
_PART_OF_YEAR = re.compile(
    rf"(?P<several>(?:前|第?{_ANY_QUARTER}{_TO})+第?{_ANY_QUARTER}个?季度|[上下]?半年)"
    rf"|(?<![每上下本0-9])第?(?P<quarter>{_ANY_QUARTER})季度|(?<![0-9a-z])q(?P<number>[1-4])(?![0-9a-z])"
    r"|^(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\s*(?:底|初|末|中旬|上旬|下旬)?(?:之前|以前|之后|以后|以来|前(?![一二三四])|起)")

_SCHOOL_LABEL = re.compile(
    r"(填报单位|填报学校|学校名称|学校全称|学校|校名|上报单位|上报学校|报送单位|报送学校|填表单位|填表学校|单位名称|编制单位|单位)"
    r"(?:\([^)]{1,6}\))?:\s*([^\s:]{2,40})"
)
_SEAL = re.compile(r"\((?:盖章|公章|章|签章|加盖公章)\)")
_NO_SCHOOL = re.compile(
    r".*(?:局|委|厅|政府|督导室|教研室|科|股|处|办公室|办|中心|[省市区县旗]|研究院|进修学校|集团|联合体|学区)"
)
_AFTER_NAME = re.compile(
    r"(?:班额|班级|分组|明细|学校|基本|课后|服务|教师|教职工|名优|骨干|培训|学时|达标|课题|成果|工作室|共同体|履职|活动|指标|目标"
    r"|任务|统计|汇总|情况|登记|一览|调查|上报|报送|填报|数据|信息|名册|花名|台账|报表|季报|年报|表|册|单|份|的|各|与|和|及"
    r"|学生|人数|终稿|定稿|修改|最终|新|版|[-_()·.、0-9\s])*"
)
_NUMERAL = "[一二三四五六七八九十]"
_SCHOOL_END = re.compile(rf"小学|中学|学校|幼儿园|学园|校区|教学点|{_NUMERAL}小(?!学)|{_NUMERAL}中(?!学)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_NAME = re.compile(rf"(?:工作)?表格?\s*(?:[0-9]|{_NUMERAL})*")
_NUMBER_BEFORE = re.compile(r"^[\s(]*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}(?=[、.)]))[\s、.)_-]+")


@dataclass(frozen=True)
class PeriodPhrase:
    """A period that a sentence names.

    ``value`` is how a period's cell would have it, '' for what is no single period; ``year`` is set for a bare year,
    ``school_year`` for a 学年 without its term: both say roughly when, and fit an exact phrase within them.
    """

    text: str
    value: str
    year: int = 0
    school_year: int = 0


def plain_phrase(text: str) -> str:
    """Bring a sentence into the form in which its phrases are looked for."""
    return _LOOSE_SPACE.sub("", half_width(text).translate(_DASHES))


def find_periods(sentence: str) -> Iterator[PeriodPhrase]:
    """Find the periods that a title, a sheet or a file says it is about."""
    text = plain_phrase(sentence)
    for found in _PHRASE.finditer(text):
        kind = next(kind for number, (kind, _) in enumerate(_FORMS) if found[f"form{number}"] is not None)
        if _is_about_table(text[: found.start()], text[found.end() :], is_day=kind == "day"):
            phrase = _phrase(kind, found[0])
            if phrase is not None:
                yield phrase


def find_quarters(sentence: str) -> Iterator[tuple[str, int]]:
    """Find the quarters that are named without their year, in words and as a number; 0 for several of them.

    A month counts where it is all that there is: the name of a sheet.
    """
    text = _PHRASE.sub(" ", plain_phrase(sentence)).strip()
    for found in _PART_OF_YEAR.finditer(text):
        if not _is_about_table(text[: found.start()], text[found.end() :], is_day=False):
            continue
        if found["several"]:
            yield found[0], 0
        elif found["month"]:
            yield found[0], (_count(found["month"]) + 2) // 3
        else:
            yield found[0], _count(found["quarter"] or found["number"])


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else read_numeral(text) or 0


def _phrase(kind: str, text: str) -> PeriodPhrase | None:
    if kind == "school_year":
        return PeriodPhrase(text, "", school_year=int(text[:4]))
    parsed = parse_period(text)
    if kind == "unclear" or parsed.value is None:
        # What only looks like a month (2026.45) says nothing.
        return PeriodPhrase(text, "") if re.search("[年月季学]|q", text, re.IGNORECASE) else None
    period = str(parsed.value)
    if kind == "year":
        return PeriodPhrase(text, f"{period[:4]}年", year=int(period[:4]))
    return PeriodPhrase(text, f"{period[:4]}年" if parsed.qualifier == "annual" else period)


def _is_about_table(before: str, after: str, *, is_day: bool) -> bool:
    if _OTHER_TIME.search(before) or _COMPARED.search(before) or _BOUND.match(after):
        return False
    if is_day:
        return _SAID_OF_DAY.search(before) is not None
    label = _LABEL_BEFORE.search(before)
    return label is None or _OWN_LABEL.fullmatch(label[1]) is not None or not _FOREIGN_LABEL.search(label[1])


@dataclass(frozen=True)
class SchoolPhrase:
    """What stands where a form asks for its school; ``may_be_new`` tells whether it is one even if nobody knows it."""

    name: str
    may_be_new: bool


def find_schools(sentence: str) -> Iterator[SchoolPhrase]:
    """Find what follows 填报单位, 学校名称 and the like."""
    for label, value in _SCHOOL_LABEL.findall(_SEAL.sub("", plain_phrase(sentence))):
        name = value.strip("，。；;,()_-")
        if name:
            yield SchoolPhrase(name, label != "单位" and not _NO_SCHOOL.fullmatch(name))


def bare_name(sentence: str) -> str:
    """Leave the periods and a number at the beginning out of a name, as 03-实验小学2026Q3 has them."""
    text = _PHRASE.sub("", plain_phrase(sentence))
    return _NUMBER_BEFORE.sub("", text).strip(" -_·.()")


def goes_on_as_title(rest: str) -> bool:
    """Tell whether what stands behind a name only says what table it is: 班额统计表."""
    return _AFTER_NAME.fullmatch(rest) is not None


def school_in_name(name: str) -> str:
    """Give the school by which a bare name goes, without what table it is of (实验小学班额统计表); '' for none."""
    if not _CHINESE.search(name) or _NO_NAME.fullmatch(name) or goes_on_as_title(name):
        return ""
    ends = (match.end() for match in _SCHOOL_END.finditer(name))
    return next((name[:end] for end in ends if goes_on_as_title(name[end:])), name)
