"""Reading a district: by full name, by name with its city before it, by code, and through its successors.

A name with a slip in it is read as none; what it comes near to is only named.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

from eduboard.codes import Region, load_regions
from eduboard.intake.reading.cells import clean_text
from eduboard.texts import around as texts

_CODE = re.compile(r"[0-9]{6}(0{3}|0{6}|\.0)?")
"""Six digits; with the zeros of the statistical nine- and twelve-digit codes, or as a spreadsheet's number."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OFFICE = re.compile(
    r"(?:人民政府)?(?:教育(?:[和与]?(?:体育|科技|科学技术|文化体育|文体))?|教体|教科|教科体|教文体|教科文体)(?:局|委|委员会)"
)
"""The office of a district that fills a form in stands for the district."""
_ENDS_OF_NAMES = "省市区县旗州"
_KIND_OF_PLACE = re.compile("(?:特别行政区|自治[区州县旗]|新区|地区|矿区|林区|[省市区县旗州盟])$")
_LIKELY_AT_MOST, _SHORTEST_SLIP, _LONGEST_NAME = 3, 2, 20


@dataclass(frozen=True)
class FoundDistrict:
    """A district's code and name, or what is wrong; a historical one has both code and problem.

    ``likely`` are those that an unknown or ambiguous name may mean, as a person would say them.
    """

    code: str | None = None
    name: str = ""
    problem: str | None = None
    likely: tuple[str, ...] = ()


@cache
def _by_code() -> dict[str, Region]:
    return {region.code: region for region in load_regions()}


@cache
def _by_name() -> dict[str, tuple[Region, ...]]:
    names: dict[str, list[Region]] = {}
    for region in load_regions():
        parent = _by_code().get(region.parent_code)
        spellings = {region.name}
        if parent is not None and parent is not region:
            spellings.add(parent.name + region.name)
        for spelling in spellings:
            names.setdefault(spelling, []).append(region)
    return {name: tuple(regions) for name, regions in names.items()}


def read_district(raw: str) -> FoundDistrict:
    """Read one cell; missing cells have neither code nor problem."""
    text = clean_text(raw).value
    if text is None:
        return FoundDistrict()
    name = str(text).replace(" ", "")
    if _CODE.fullmatch(name):
        return _accept(_by_code().get(name[:6]))
    name = _without_office(name)
    regions = _by_name().get(name) or _by_name().get(_without_province(name), ())
    if len(regions) > 1:
        return FoundDistrict(problem="district.ambiguous", likely=tuple(map(_with_city, regions)))
    if not regions:
        return FoundDistrict(problem="district.unknown", likely=_find_likely(_without_province(name)))
    return _accept(regions[0])


def _find_likely(name: str) -> tuple[str, ...]:
    """Name the districts that a name comes within one slip of, or whose kind it leaves out; the nearest first."""
    if len(name) > _LONGEST_NAME:
        return ()
    near = {spelling for slip in _slips(name) for spelling in _by_slip().get(slip, ())}
    ranked = sorted(near, key=lambda spelling: (-_likeness(name, spelling), spelling))
    # A former district is likely to be meant by who writes of its successor.
    current = (
        _by_code().get(region.successor, region) for spelling in ranked for region in _by_name()[spelling]
    )
    return tuple(dict.fromkeys(map(_with_city, current)))[:_LIKELY_AT_MOST]


def _likeness(name: str, spelling: str) -> float:
    return difflib.SequenceMatcher(None, name, spelling).ratio()


@cache
def _by_slip() -> dict[str, tuple[str, ...]]:
    """Map what slips may leave of a name to the registered names that it may have been."""
    found: dict[str, list[str]] = {}
    for name in _by_name():
        for slip in _slips(name):
            found.setdefault(slip, []).append(name)
    return {slip: tuple(names) for slip, names in found.items()}


def _slips(name: str) -> set[str]:
    """List a name with one character left out or none: two names that share one differ by one slip at most.

    So 上街曲 and 上街区 share 上街, and 涧西 is one of 涧西区; of a name without its kind (大兴安岭) the same holds.
    """
    found = set[str]()
    for text in {name, _KIND_OF_PLACE.sub("", name)}:
        found |= {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}
    return {slip for slip in found if len(slip) >= _SHORTEST_SLIP}


def _with_city(region: Region) -> str:
    """Say which district is meant, with the code that means no other: 郑州市上街区（410106）."""
    city = _by_code().get(region.parent_code)
    return texts.DISTRICT.format(
        city=city.name if city and city is not region else "", name=region.name, code=region.code
    )


@dataclass(frozen=True)
class DistrictPhrase:
    """A district that a sentence names: all that its words may mean, and the city that it is in or is itself."""

    text: str
    meant: tuple[Region, ...]


def find_districts(sentence: str) -> list[DistrictPhrase]:
    """Find the registered names in a sentence, of two that overlap the longer; any other name is none."""
    text = str(clean_text(sentence).value or "").replace(" ", "")
    found, position = [], 0
    while position < len(text):
        name = next((name for name in _by_length() if text.startswith(name, position)), None)
        if name is None or not _may_begin(text, position, name):
            position += 1
            continue
        found.append(DistrictPhrase(name, _by_name()[name]))
        position += len(name)
    return found


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_by_name(), key=len, reverse=True))


def _may_begin(text: str, position: int, name: str) -> bool:
    """Tell whether a name begins here, and is not the end of a longer one that nobody has registered.

    市南区 is none in 沁阳市南区, and a name of two characters stands at the beginning or behind another name.
    """
    before = text[:position]
    if not before or not _CHINESE.match(before[-1]):
        return True
    if len(name) > 2 and name[0] not in _ENDS_OF_NAMES:
        return True
    return before.endswith(("省", "自治区", *_by_name()))


def _without_office(name: str) -> str:
    office = _OFFICE.search(name)
    return name[: office.start()] if office and office.end() == len(name) else name


def _without_province(name: str) -> str:
    for marker in ("省", "自治区"):
        _, found, rest = name.partition(marker)
        if found and rest:
            return rest
    return name


def _accept(region: Region | None) -> FoundDistrict:
    if region is None:
        return FoundDistrict(problem="district.unknown")
    if not region.successor:
        return FoundDistrict(region.code, region.name)
    successor = _by_code()[region.successor]
    return FoundDistrict(successor.code, successor.name, "district.historical")


def same_district(name_cell: str, code_cell: str) -> bool:
    """Tell whether a name and a code in one row mean the same district; alternative codes count."""
    named, coded = read_district(name_cell), read_district(code_cell)
    if named.code is None or coded.code is None or named.code == coded.code:
        return True
    region = _by_code()[named.code]
    return str(clean_text(code_cell).value)[:6] in region.alternative_codes
