"""Of what kind the entries of a list are that has no column for it: 课题立项一览表 lists 课题, and so does 课题名称."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from eduboard.codes import load_code_table
from eduboard.intake.reading.headers import header_key

KIND = "type"
"""The field that the name of a list may tell."""
_CODES = "output_types"
_VAGUE = frozenset({"项目", "报告", "讲座", "文件", "获奖", "成果获奖", "获奖成果", "著作"})
"""By themselves these are the names of other lists, too."""
_NAME_OF_COLUMN = re.compile("(?:名称|题目|标题)")
_NAME_OF_LIST = re.compile(
    "(?:项目)?(?:立项|结题|在研|延期|申报|备案|发表|研究|建设|开发|评选|推荐)*(?:情况|信息)*"
    "(?:(?:一览|统计|登记|汇总|明细|备案|花名)*(?:表|册|簿)|名单|目录|清单|台账|台帐)?(?:[(（][^)）]*[)）])*"
)


def kinds_in_header(header: Iterable[str]) -> set[str]:
    """Name the kinds that the columns of a table are named after: 课题名称, 论文题目."""
    found = (_kind_before(header_key(text), _NAME_OF_COLUMN) for text in header)
    return {kind for kind in found if kind}


def kind_in_title(text: str) -> str | None:
    """Name the kind of which a title lists the entries; None where it names none, several, or something about them."""
    found = (_kind_before("".join(piece.split()), _NAME_OF_LIST) for piece in text.split("  "))
    return next((kind for kind in found if kind), None)


def _kind_before(text: str, end: re.Pattern[str]) -> str | None:
    spellings = load_code_table(_CODES).spellings()
    said = list(_any_spelling().finditer(text))
    if len({spellings[match[0]] for match in said}) != 1:
        return None
    sure = [match for match in said if match[0] not in _VAGUE]
    return spellings[sure[-1][0]] if sure and end.fullmatch(text, sure[-1].end()) else None


@cache
def _any_spelling() -> re.Pattern[str]:
    spellings = sorted(load_code_table(_CODES).spellings(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, spellings)))
