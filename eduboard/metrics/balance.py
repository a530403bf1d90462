"""What the datasets can prove of the 优质均衡 inspection (教督〔2017〕6号): by stage, by school, and the shares.

Of the seven resource indicators one can be computed, 每百名学生县级以上骨干教师, with its 校际差异系数; of the other
requirements class sizes, the five-year training hours, the shares of kindergartens and 交流轮岗 where it is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from eduboard.metrics.catalogue import PERCENT, Catalogue
from eduboard.metrics.dispersion import Dispersion, Holding, disperse
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.metrics.origins import Numbers, Origin, origin_of_row
from eduboard.metrics.tallies import tallied
from eduboard.settings import Settings
from eduboard.store.store import Session

REQUIRED_PER_100 = 1.0
LIMITS = {"小学": 0.50, "初中": 0.45}
"""The largest 校际差异系数 that passes, by stage."""
FIVE_YEARS = "五年360学时"
HOURS_REQUIRED, PUBLIC_REQUIRED, INCLUSIVE_REQUIRED, ROTATION_REQUIRED = 1.0, 0.50, 0.80, 0.10
_ROTATION = "教师交流轮岗比例"
BACKBONE, OVER_STANDARD, HOURS = (
    "backbone_teachers_per_100",
    "over_standard_classes",
    "training_compliance_rate",
)


@dataclass(frozen=True)
class SchoolBalance:
    """One stage of a school: what it has, how much it pulls the coefficient up, and how many requirements it meets.

    ``met`` counts those of ``judged`` that are met: backbone teachers, class sizes, training hours.
    """

    school: str
    name: str
    students: float | None
    backbone: float | None
    per_100: float | None
    over_standard: float | None
    hours_rate: float | None
    pull: float | None
    above: bool | None
    met: int
    judged: int


@dataclass(frozen=True)
class StageBalance:
    """The schools of a stage, those that pull the coefficient up most first."""

    stage: str
    limit: float
    per_100: float | None
    coefficient: float | None
    over_standard: float | None
    schools: tuple[SchoolBalance, ...]

    @property
    def is_within(self) -> bool | None:
        """Tell whether the coefficient passes; None when it cannot be computed."""
        return None if self.coefficient is None else self.coefficient <= self.limit

    @property
    def below(self) -> int:
        """Count the schools with fewer backbone teachers than required."""
        return sum(
            school.per_100 is not None and school.per_100 < REQUIRED_PER_100 for school in self.schools
        )


@dataclass(frozen=True)
class Requirement:
    """A share 0–1 that a district has to reach; the value is None where its data is not handed in."""

    value: float | None
    required: float
    numbers: Numbers = ()

    @property
    def is_met(self) -> bool | None:
        """Tell whether it is reached; None when unknown."""
        return None if self.value is None else self.value >= self.required


@dataclass(frozen=True)
class Balance:
    """A district's panel: its stages, training hours, children in public and inclusive kindergartens, 交流轮岗."""

    district: str
    period: str
    stages: tuple[StageBalance, ...]
    hours: Requirement
    public: Requirement
    inclusive: Requirement
    rotation: Requirement


def build_balance(
    session: Session, catalogue: Catalogue, settings: Settings, period: str, district: str
) -> Balance:
    """Build the panel of a district in a period."""
    by_school = measure(
        session,
        catalogue,
        Request((BACKBONE, OVER_STANDARD), ("school", "stage"), (period,), (district,)),
    )
    hours = _hours(session, catalogue, settings, period, district, ("school",))
    whole = [row.value for row in _hours(session, catalogue, settings, period, district, ())]
    [children] = session.run("pages/preschool_children", period=period, district=district)
    place = Origin(period, (district,))
    public, inclusive = (
        Requirement(
            _share(children[f"{kind}_children"], children["children"]),
            required,
            (tallied("preschool_children", place, kind=kind),),
        )
        for kind, required in (("public", PUBLIC_REQUIRED), ("inclusive", INCLUSIVE_REQUIRED))
    )
    return Balance(
        district=district,
        period=period,
        stages=tuple(_stage(stage, limit, by_school, hours) for stage, limit in LIMITS.items()),
        hours=Requirement(whole[0] if whole else None, HOURS_REQUIRED, ((HOURS, place),)),
        public=public,
        inclusive=inclusive,
        rotation=_rotation(session, period, district),
    )


def origin_of_school(balance: Balance, stage: StageBalance, school: SchoolBalance, metric: str) -> Origin:
    """Give the origin of a school's number in a stage; training hours are of the whole school."""
    of_stage = "" if metric == HOURS else stage.stage
    return Origin(balance.period, (balance.district,), of_stage, school.school)


def numbers_of_school(balance: Balance, stage: StageBalance, school: SchoolBalance) -> tuple[Numbers, ...]:
    """Say what a school's backbone teachers, classes over the standard and training hours rest on, as far as known."""
    known = ((BACKBONE, school.per_100), (OVER_STANDARD, school.over_standard), (HOURS, school.hours_rate))
    return tuple(
        () if value is None else ((metric, origin_of_school(balance, stage, school, metric)),)
        for metric, value in known
    )


def numbers_of_stage(balance: Balance, stage: StageBalance, derived: str = "") -> Numbers:
    """Say what the coefficient of a stage, or what else is worked out of its schools' numbers, rests on."""
    place = (balance.district,)
    is_known = stage.coefficient is not None
    return ((BACKBONE, Origin(balance.period, place, stage.stage, derived=derived)),) if is_known else ()


def numbers_over_standard(balance: Balance, stage: StageBalance) -> Numbers:
    """Say what the classes over the standard in a stage rest on."""
    if stage.over_standard is None:
        return ()
    return ((OVER_STANDARD, Origin(balance.period, (balance.district,), stage.stage)),)


def _hours(
    session: Session,
    catalogue: Catalogue,
    settings: Settings,
    period: str,
    district: str,
    by: tuple[str, ...],
) -> list[MetricRow]:
    """The inspection asks for the five-year hours, whatever standard the deployment has chosen to show."""
    if settings.training_standard != FIVE_YEARS:
        return []
    return measure(session, catalogue, Request((HOURS,), by, (period,), (district,)))


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _rotation(session: Session, period: str, district: str) -> Requirement:
    rows = session.run("pages/programme_indicators", names=[_ROTATION], districts=[district], period=period)
    if not rows or rows[-1]["unit"] != PERCENT:
        return Requirement(None, ROTATION_REQUIRED)
    last = rows[-1]
    number = ("", origin_of_row("indicators", last))
    return Requirement(last["value"] / 100, ROTATION_REQUIRED, (number,))


def _stage(stage: str, limit: float, rows: Sequence[MetricRow], hours: Sequence[MetricRow]) -> StageBalance:
    backbone = {
        row.school: row for row in rows if row.metric == BACKBONE and row.stage == stage and row.school
    }
    crowded = {
        row.school: row for row in rows if row.metric == OVER_STANDARD and row.stage == stage and row.school
    }
    rates = {row.school: row.value for row in hours}
    # One school that cannot be computed leaves the coefficient of all undefined.
    held = [
        Holding(row.numerator, row.denominator)
        for row in backbone.values()
        if row.numerator is not None and row.denominator
    ]
    spread = disperse(held) if len(held) == len(backbone) else None
    names = [*backbone, *(school for school in crowded if school not in backbone)]
    schools = [
        _school(school, backbone.get(school), crowded.get(school), rates.get(school)) for school in names
    ]
    pulled = _with_pulls(schools, spread)
    known = [row.value for row in crowded.values()]
    return StageBalance(
        stage=stage,
        limit=limit,
        per_100=100 * spread.mean if spread else None,
        coefficient=spread.coefficient if spread else None,
        over_standard=None if not known or None in known else sum(value or 0 for value in known),
        schools=tuple(sorted(pulled, key=lambda school: (-(school.pull or 0), school.name))),
    )


def _school(
    school: str | None, backbone: MetricRow | None, crowded: MetricRow | None, hours: float | None
) -> SchoolBalance:
    per_100, over = backbone.value if backbone else None, crowded.value if crowded else None
    answers = [
        None if per_100 is None else per_100 >= REQUIRED_PER_100,
        None if over is None else over == 0,
        None if hours is None else hours >= HOURS_REQUIRED,
    ]
    known = backbone or crowded
    return SchoolBalance(
        school=school or "",
        name=(known.school_name if known else None) or school or "",
        students=backbone.denominator if backbone else None,
        backbone=backbone.numerator if backbone else None,
        per_100=per_100,
        over_standard=over,
        hours_rate=hours,
        pull=None,
        above=None,
        met=sum(answer is True for answer in answers),
        judged=sum(answer is not None for answer in answers),
    )


def _with_pulls(schools: Sequence[SchoolBalance], spread: Dispersion | None) -> list[SchoolBalance]:
    """Note each school's part in the coefficient; those without backbone figures stand behind the others."""
    if spread is None:
        return list(schools)
    parts = zip_longest(schools, spread.pulls, spread.above)
    return [replace(school, pull=pull, above=above) for school, pull, above in parts]
