"""What a file says of a table outside the table: in the rows above its header, its sheet's name, its own name.

A value counts when it is the only one; where the places differ, nobody is guessed to be right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from eduboard.codes import Region, region_names
from eduboard.contracts import Field
from eduboard.intake.districts import find_districts, read_district
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.kinds import kind_in_title, kinds_in_header
from eduboard.intake.packages import TABLE_TYPES
from eduboard.intake.reading.model import RawTable
from eduboard.intake.reading.phrases import (
    PeriodPhrase,
    bare_name,
    find_periods,
    find_quarters,
    find_schools,
    goes_on_as_title,
    plain_phrase,
    school_in_name,
)
from eduboard.store.how_read import FilledValue
from eduboard.texts import around as texts

GIVEN, TITLE, SHEET, FILE, HEADER = "given", "title", "sheet", "file", "header"
NAMED_SO = "*"
"""What is said by hand of the schools of a file in which each sheet, or file of a bundle, is named by its school."""
_LONGEST = 200
_VALUES_NAMED = 3
_PERIOD = re.compile(r"[0-9]{4}(?:Q[1-4]|年)")
_COUNTY = "县级"
_EXTENSIONS = frozenset(f".{kind}" for kind in (*TABLE_TYPES, "zip"))


@dataclass(frozen=True)
class Place:
    """A text about the table, and where it stands; ``line`` that of a title."""

    origin: str
    text: str
    line: int | None = None


@dataclass(frozen=True)
class Decision:
    """What the places say of a field: one value, or why there is none; neither where they are silent."""

    value: FilledValue | None = None
    findings: tuple[Finding, ...] = ()


def places_around(table: RawTable, file_name: str) -> list[Place]:
    """List the texts that may tell what a table is about, the nearest first."""
    titles = [
        Place(TITLE, "  ".join(dict.fromkeys(filter(None, map(str.strip, row.cells))))[:_LONGEST], row.line)
        for row in table.skipped
        if row.line < table.header_line and row.kind != "blank"
    ]
    *folders, last = (table.sheet or "").split("/")
    # The sheet of a bundle names the file that it stands in, too.
    in_sheet = [_of_file(last) if _is_file(last) else Place(SHEET, last[:_LONGEST])]
    files = [_of_file(piece) for piece in (*reversed(folders), *reversed(file_name.split("/")))]
    return [place for place in (*titles, *in_sheet, *files) if place.text]


def _is_file(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _EXTENSIONS


def _of_file(name: str) -> Place:
    return Place(FILE, (PurePosixPath(name).stem if _is_file(name) else name)[:_LONGEST])


def format_filled(value: FilledValue, title: str) -> str:
    """Say what holds for a whole table, and where that stands: 统计期：2026Q3（取自第 1 行标题“…”）."""
    where = texts.WHERE[value.origin].format(line=value.line, text=value.source)
    template = texts.GIVEN if value.origin == GIVEN else texts.FOUND
    return template.format(title=title, value=shown_value(value.field, value.value), where=where)


def shown_value(field: str, value: str) -> str:
    """Give a value as a person knows it: the district's name for its code, and that a year is kept as its quarter."""
    if value == NAMED_SO:
        return texts.NAMED_SO
    if field == "district":
        return region_names().get(value, value)
    is_annual = field == "period" and value.endswith("年")
    return texts.ANNUAL.format(period=f"{value[:4]}Q4") if is_annual else value


def decide_period(item: Field, places: Sequence[Place]) -> Decision:
    """Tell the period of a whole table."""
    said = [(place, phrase) for place in places for phrase in find_periods(place.text)]
    if quarters := [(place, *found) for place in places for found in find_quarters(place.text)]:
        said = _with_year(said, quarters)
    exact = [(place, phrase) for place, phrase in said if phrase.value and not phrase.year]
    rough = [(place, phrase) for place, phrase in said if phrase.year or phrase.school_year]
    unclear = [(place, phrase) for place, phrase in said if not phrase.value and not phrase.school_year]
    if exact:
        # A bare year beside a quarter of it says nothing else.
        rough = [
            (place, phrase)
            for place, phrase in rough
            if not all(_is_within(other.value, phrase) for _, other in exact)
        ]
    elif any(phrase.school_year for _, phrase in rough):
        unclear = [*unclear, *rough]
    if unclear:
        return Decision(findings=(_finding("around.unclear", item, _texts(unclear)),))
    values = [*exact, *rough]
    if len({phrase.value for _, phrase in values}) > 1:
        return Decision(findings=(_finding("around.conflict", item, _texts(values)),))
    if not values:
        return Decision()
    place, phrase = values[0]
    return Decision(FilledValue(item.name, phrase.value, place.origin, place.line, place.text))


def _with_year(
    said: Sequence[tuple[Place, PeriodPhrase]], quarters: Sequence[tuple[Place, str, int]]
) -> list[tuple[Place, PeriodPhrase]]:
    """Give quarters that are named apart from their year the one year that is named: 一季度 in the file of 2026.

    Where no year is, or several are, a quarter says nothing by itself; several quarters make no period of any year.
    """
    years = {phrase.value[:4] for _, phrase in said if phrase.value}
    if len(years) != 1:
        return list(said)
    year = years.pop()
    return [
        *((place, phrase) for place, phrase in said if not phrase.value.endswith("年")),
        *(
            (place, PeriodPhrase(text, f"{year}Q{number}" if number else ""))
            for place, text, number in quarters
        ),
    ]


def _texts(said: Sequence[tuple[Place, PeriodPhrase]]) -> list[tuple[Place, str]]:
    return [(place, phrase.text) for place, phrase in said]


def _is_within(value: str, phrase: PeriodPhrase) -> bool:
    year, quarter = int(value[:4]), 4 if value.endswith("年") else int(value[-1])
    if phrase.school_year:
        return (phrase.school_year, 3) <= (year, quarter) <= (phrase.school_year + 1, 3)
    return year == phrase.year


def decide_district(item: Field, places: Sequence[Place]) -> Decision:
    """Tell the district of a whole table; a city tells only which of several districts of one name is meant."""
    named = [(place, phrase) for place in places for phrase in find_districts(place.text)]
    cities = {region.code for _, phrase in named for region in phrase.meant if region.level != _COUNTY}
    found = [
        (place, phrase.text, region) for place, phrase in named for region in _counties(phrase.meant, cities)
    ]
    if len({read_district(region.code).code for _, _, region in found}) > 1:
        said = [(place, _full_name(region)) for place, _, region in found]
        return Decision(findings=(_finding("around.conflict", item, said),))
    if not found:
        return Decision()
    place, text, region = found[0]
    read = read_district(region.code)
    value = FilledValue(item.name, read.code or region.code, place.origin, place.line, place.text)
    if read.problem:
        return Decision(value, (_historical(item, place, text, read.name),))
    return Decision(value)


def _counties(meant: Sequence[Region], cities: Collection[str]) -> list[Region]:
    counties = [region for region in meant if region.level == _COUNTY]
    return [region for region in counties if region.parent_code in cities] or counties


def _full_name(region: Region) -> str:
    return region_names().get(region.parent_code, "") + region.name


def _historical(item: Field, place: Place, text: str, target: str) -> Finding:
    return make_finding(
        "district.historical", level=WARNING, line=place.line, column=item.title, value=text, target=target
    )


def decide_school(item: Field, places: Sequence[Place], known: Collection[str]) -> Decision:
    """Tell the school of a whole table: one that is known, or whatever a form has where it asks for its school.

    For a table that may as well be a district's only a known school counts.
    """
    found: list[tuple[Place, str]] = []
    for place in places:
        labelled = list(find_schools(place.text)) if place.origin == TITLE else []
        found += [
            (place, phrase.name)
            for phrase in labelled
            if phrase.name in known or (phrase.may_be_new and item.required)
        ]
        name = None if labelled else _known_school(place.text, known)
        if name is not None:
            found.append((place, name))
    if len({name for _, name in found}) > 1:
        return Decision(findings=(_finding("around.conflict", item, found),))
    if not found:
        return Decision()
    place, name = found[0]
    return Decision(FilledValue(item.name, name, place.origin, place.line, place.text))


def decide_kind(item: Field, places: Sequence[Place], header: Sequence[str]) -> Decision:
    """Tell of what kind all entries of a list are, from its title or from the column of their names."""
    columns = [Place(HEADER, text) for text in header if kinds_in_header([text])]
    found = [(place, kind) for place in places if (kind := kind_in_title(place.text))]
    found += [(place, kind) for place in columns for kind in kinds_in_header([place.text])]
    if len({kind for _, kind in found}) != 1:
        return Decision()
    place, kind = found[0]
    return Decision(FilledValue(item.name, kind, place.origin, place.line, place.text))


def school_named_so(item: Field, places: Sequence[Place]) -> Decision:
    """Take the school by whose name the sheet goes, or the file that has no sheets, as somebody said it does.

    A name that says nothing (Sheet1), or only what table it is, names no school.
    """
    place = next((place for place in places if place.origin in (SHEET, FILE)), None)
    if place is None:
        return Decision()
    name = bare_name(place.text)
    for phrase in find_districts(name):
        name = name.removeprefix(phrase.text)
    school = school_in_name(name)
    return Decision(FilledValue(item.name, school, place.origin, None, place.text)) if school else Decision()


def _known_school(text: str, known: Collection[str]) -> str | None:
    """Find the school that a text is, apart from its district, period and table; never one that is part of a word."""
    bare = bare_name(text)
    names = [
        bare,
        *(bare.partition(phrase.text)[2].strip(" -_·") for phrase in find_districts(bare)),
    ]
    found = [
        name
        for name in known
        for candidate in names
        if candidate.startswith(plain_phrase(name)) and goes_on_as_title(candidate[len(plain_phrase(name)) :])
    ]
    return max(found, key=len, default=None)


def contradiction(item: Field, places: Sequence[Place], values: Collection[str]) -> Finding | None:
    """Name the title that says something else than the column of the table; ``values`` are the column's.

    One word that agrees is enough; cells that cannot be read are refused by themselves.
    """
    titles = [place for place in places if place.origin == TITLE]
    if item.name == "period":
        read = {value for value in values if _PERIOD.fullmatch(value)}
        said = [(place, phrase) for place in titles for phrase in find_periods(place.text)]
        agrees = any(_agrees(value, phrase) for value in read for _, phrase in said)
        words = _texts(said)
    else:
        read = {value for value in values if value in region_names()}
        named = [
            (place, found.text, read_district(region.code).code)
            for place in titles
            for found in find_districts(place.text)
            for region in found.meant
            if region.level == _COUNTY
        ]
        agrees = any(code in read for *_, code in named)
        words = [(place, text) for place, text, _ in named]
    if agrees or not read or not words:
        return None
    shown = texts.LISTED.join(sorted(shown_value(item.name, value) for value in read)[:_VALUES_NAMED])
    return _finding("around.contradicts", item, words, level=WARNING, value=shown)


def _agrees(value: str, phrase: PeriodPhrase) -> bool:
    """Tell whether a column's period is what a title says, or part of it; what is no single period is not judged."""
    if phrase.value.endswith("年"):
        return value[:4] == phrase.value[:4]
    return value == phrase.value or (
        not phrase.value and (not phrase.school_year or _is_within(value, phrase))
    )


def _finding(
    rule: str, item: Field, said: Sequence[tuple[Place, str]], level: str = ERROR, value: str | None = None
) -> Finding:
    sayings = dict.fromkeys(
        texts.SAYS.format(
            where=texts.WHERE[place.origin].format(line=place.line, text=place.text), value=words
        )
        for place, words in said
    )
    return make_finding(
        rule,
        level=level,
        line=next((place.line for place, _ in said if place.line), None),
        column=item.title,
        value=value or texts.LISTED.join(dict.fromkeys(words for _, words in said)),
        said=texts.JOINED.join(sayings),
        what=texts.WHAT[item.name],
        option=texts.OPTIONS[item.name],
    )
