"""The 优质均衡 panel in words: the requirements with their verdicts, the districts side by side, the schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from eduboard.formats import format_count, format_number, format_share
from eduboard.metrics.balance import (
    Balance,
    Requirement,
    SchoolBalance,
    StageBalance,
    numbers_of_school,
    numbers_of_stage,
    numbers_over_standard,
)
from eduboard.metrics.origins import Numbers
from eduboard.metrics.places import place_name
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED

COEFFICIENT, PULL = "coefficient", "pull"
"""What is worked out of the schools' numbers of a stage (``Origin.derived``)."""


@dataclass(frozen=True)
class Cell:
    """A value in words, what is said beside it, whether it meets the requirement (None: unknown), what it rests on."""

    text: str
    remark: str = ""
    is_met: bool | None = None
    numbers: Numbers = ()


@dataclass(frozen=True)
class Line:
    """One requirement: what it is, what there is, what is asked for, and the verdict."""

    name: str
    value: str
    standard: str
    is_met: bool | None
    note: str = ""
    numbers: Numbers = ()

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        if self.is_met is None:
            return texts.BALANCE_UNKNOWN
        return texts.BALANCE_MET if self.is_met else texts.BALANCE_MISSED


def is_known(balance: Balance) -> bool:
    """Tell whether anything can be said of a district."""
    return any(line.is_met is not None for line in requirement_lines(balance))


def requirement_lines(balance: Balance) -> Iterator[Line]:
    """List the requirements of a district's panel."""
    for stage in balance.stages:
        note = ""
        if stage.per_100 is not None:
            note = texts.BALANCE_BELOW.format(per_100=format_number(stage.per_100, 2), count=stage.below)
        yield Line(
            texts.BALANCE_COEFFICIENT.format(stage=stage.stage),
            _number(stage.coefficient),
            texts.BALANCE_LIMIT.format(limit=format_number(stage.limit, 2)),
            stage.is_within,
            note,
            numbers_of_stage(balance, stage, COEFFICIENT),
        )
    for stage in balance.stages:
        yield Line(
            texts.BALANCE_OVER.format(stage=stage.stage),
            format_count(stage.over_standard),
            texts.BALANCE_NO_CLASSES_OVER,
            None if stage.over_standard is None else stage.over_standard == 0,
            texts.BALANCE_OVER_NOTE,
            numbers_over_standard(balance, stage),
        )
    shares = (
        (texts.BALANCE_HOURS, balance.hours, ""),
        (texts.BALANCE_PUBLIC, balance.public, texts.BALANCE_CHILDREN),
        (texts.BALANCE_INCLUSIVE, balance.inclusive, texts.BALANCE_CHILDREN),
        (texts.BALANCE_ROTATION, balance.rotation, texts.BALANCE_ROTATION_NOTE),
    )
    for name, requirement, note in shares:
        standard = texts.BALANCE_REQUIRED.format(share=format_share(requirement.required))
        yield Line(
            name, format_share(requirement.value), standard, requirement.is_met, note, _numbers(requirement)
        )


def _numbers(requirement: Requirement) -> Numbers:
    return () if requirement.value is None else requirement.numbers


def requirement_rows(balance: Balance) -> list[tuple[Cell, ...]]:
    """Give the requirements under ``BALANCE_COLUMNS``."""
    return [
        (
            Cell(line.name),
            Cell(line.value, is_met=line.is_met, numbers=line.numbers),
            Cell(line.standard),
            Cell(line.verdict, is_met=line.is_met),
            Cell(line.note, numbers=line.numbers),
        )
        for line in requirement_lines(balance)
    ]


def district_row(balance: Balance) -> tuple[Cell, ...]:
    """Give a district under ``BALANCE_DISTRICT_COLUMNS``."""
    shares = (balance.hours, balance.public, balance.inclusive, balance.rotation)
    return (
        Cell(place_name(balance.district)),
        *(
            Cell(
                _number(stage.coefficient),
                _verdict(stage.is_within),
                stage.is_within,
                numbers_of_stage(balance, stage, COEFFICIENT),
            )
            for stage in balance.stages
        ),
        *(_over(balance, stage) for stage in balance.stages),
        *(_share(requirement) for requirement in shares),
    )


def school_rows(stage: StageBalance) -> list[tuple[str, ...]]:
    """Give the schools of a stage under ``BALANCE_SCHOOL_COLUMNS``."""
    return [_school(school) for school in stage.schools]


def school_numbers(balance: Balance, stage: StageBalance) -> list[tuple[Numbers, ...]]:
    """Say what each cell of ``school_rows`` rests on."""
    found: list[tuple[Numbers, ...]] = []
    for school in stage.schools:
        backbone, over, hours = numbers_of_school(balance, stage, school)
        pull = numbers_of_stage(balance, stage, PULL) if school.pull is not None else ()
        found.append(((), backbone, backbone, backbone, pull, over, hours, backbone + over + hours))
    return found


def school_standing_numbers(balance: Balance, school: str) -> list[tuple[Numbers, ...]]:
    """Say what each cell of ``school_standing_rows`` rests on."""
    found = (
        numbers_of_school(balance, stage, own)
        for stage in balance.stages
        for own in stage.schools
        if own.school == school
    )
    return [((), *own, tuple(chain.from_iterable(own))) for own in found]


def school_standing_rows(balance: Balance, school: str) -> list[tuple[str, ...]]:
    """Give one school, stage by stage, under the ``BALANCE_COLUMNS`` of its own page."""
    return [
        (
            stage.stage,
            UNDEFINED if found.per_100 is None else format_number(found.per_100, 2),
            format_count(found.over_standard),
            format_share(found.hours_rate),
            texts.BALANCE_MET_OF.format(met=found.met, judged=found.judged),
        )
        for stage in balance.stages
        for found in stage.schools
        if found.school == school
    ]


def _school(school: SchoolBalance) -> tuple[str, ...]:
    return (
        school.name,
        format_count(school.students),
        format_count(school.backbone),
        UNDEFINED if school.per_100 is None else format_number(school.per_100, 2),
        format_share(school.pull),
        format_count(school.over_standard),
        format_share(school.hours_rate),
        texts.BALANCE_MET_OF.format(met=school.met, judged=school.judged),
    )


def _over(balance: Balance, stage: StageBalance) -> Cell:
    is_met = None if stage.over_standard is None else stage.over_standard == 0
    numbers = numbers_over_standard(balance, stage)
    return Cell(format_count(stage.over_standard), _verdict(is_met), is_met, numbers)


def _share(requirement: Requirement) -> Cell:
    verdict = _verdict(requirement.is_met)
    return Cell(format_share(requirement.value), verdict, requirement.is_met, _numbers(requirement))


def _verdict(is_met: bool | None) -> str:
    if is_met is None:
        return ""
    return texts.BALANCE_MET if is_met else texts.BALANCE_MISSED


def _number(value: float | None) -> str:
    return UNDEFINED if value is None else format_number(value, 3)
