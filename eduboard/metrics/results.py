"""What a page shows, as values: built by ``views``, drawn by ``charts``, handed out by ``exports``.

Every value is None where it is undefined; shares are 0–1; nothing here is formatted.
"""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.metrics.catalogue import Metric
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.recipe import Imprint, format_code
from eduboard.store.records import Explanation


@dataclass(frozen=True)
class Source:
    """A batch that a figure rests on."""

    batch: str
    dataset: str
    file_name: str
    kind: str
    published_at: str
    explanation: str = ""


@dataclass(frozen=True)
class Explained(Explanation):
    """An explanation as it stands in the store: who gave it, with which batch, and of rows of which ``dataset``."""

    dataset: str
    batch: str
    explained_by: str


@dataclass(frozen=True)
class Caption:
    """What must travel with a figure: title, unit, period, place, 口径, 数据来源, and what its code stands for."""

    title: str
    unit: str
    period: str
    place: str
    definition: str
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    imprint: Imprint | None = None
    hidden: int = 0  # numbers that are not told outside the house
    is_outward: bool = False  # made for outside the house (对外)

    @property
    def is_demo(self) -> bool:
        """Tell whether any of the data is invented."""
        return any(source.kind == "demo" for source in self.sources)

    @property
    def code(self) -> str:
        """The code (编号) as it is printed; '' for what cannot be traced."""
        return format_code(self.imprint.code) if self.imprint else ""


@dataclass(frozen=True)
class Target:
    """A target value, in the metric's own scale (shares 0–1), and where it comes from."""

    value: float
    direction: str  # 不低于 · 不高于 · 等于
    due_period: str | None
    basis: str
    district: str
    start_period: str | None = None

    def is_met_by(self, value: float) -> bool:
        """Tell whether a value reaches the target."""
        if self.direction == "不低于":
            return value >= self.value
        if self.direction == "不高于":
            return value <= self.value
        return abs(value - self.value) < 1e-9


@dataclass(frozen=True)
class Progress:
    """How far a flow has come since its target's start: a quarter alone says nothing about a year's target."""

    start_period: str
    value: float | None
    target: Target


@dataclass(frozen=True)
class Delta:
    """A change against a base period: absolute, in the metric's scale; for shares in 百分点 when shown."""

    base_period: str
    base_value: float
    change: float
    is_better: bool | None  # None: neither better nor worse (no change, or a neutral metric)


@dataclass(frozen=True)
class Card:
    """One number with its movement."""

    metric: Metric
    period: str
    value: float | None
    qualifier: str | None
    reported: bool
    annual: bool
    delta: Delta | None
    history: tuple[tuple[str, float | None], ...]
    target: Target | None
    progress: Progress | None = None
    notes: tuple[str, ...] = ()
    incomplete: str = ""  # which hand-ins it lacks, in words


@dataclass(frozen=True)
class Point:
    """A value in time; ``annual`` figures stand at the fourth quarter."""

    period: str
    value: float | None
    annual: bool = False
    qualifier: str | None = None


@dataclass(frozen=True)
class Line:
    """One series of a trend; gaps are None."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Trend:
    """One metric over time, one line for each place (or stage, level …)."""

    metric: Metric
    lines: tuple[Line, ...]
    target: Target | None
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return all(point.value is None for line in self.lines for point in line.points)


@dataclass(frozen=True)
class RankedDistrict:
    """A district's place in a ranking; unranked (rank None) when undefined or when not all schools are in it."""

    district: str
    name: str
    value: float | None
    rank: int | None
    qualifier: str | None = None
    reported: bool = False
    target: Target | None = None
    delta: Delta | None = None
    incomplete: str = ""  # why it is not ranked, e.g. 已报 41/46 校


@dataclass(frozen=True)
class Ranking:
    """The districts by one metric, best first, with the total over all of them (Σ/Σ) and the target.

    Where ``is_withheld`` nobody is ranked, and the districts stand in the order of their codes.
    """

    metric: Metric
    rows: tuple[RankedDistrict, ...]
    total: float | None
    target: Target | None
    caption: Caption
    is_withheld: bool = False


@dataclass(frozen=True)
class Composition:
    """Counts by two closed vocabularies, e.g. 称号 × 级别: ``values[row][column]``, None where nothing is known.

    ``qualifiers`` gives the 余, 约 … of the counts that carry one, by (row, column) position.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    caption: Caption
    qualifiers: tuple[tuple[tuple[int, int], str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.rows


@dataclass(frozen=True)
class Flow:
    """Projects over time: how many were started, are open, were completed in each period."""

    periods: tuple[str, ...]
    started: tuple[float | None, ...]
    open: tuple[float | None, ...]
    completed: tuple[float | None, ...]
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return all(value is None for series in (self.started, self.open, self.completed) for value in series)


@dataclass(frozen=True)
class Distribution:
    """Classes by official size band; ``over_standard``/``large`` tell each band's kind under the chosen definition.

    ``values`` has one row for each series (a stage or a district), one number for each band.
    """

    bands: tuple[str, ...]
    kinds: tuple[str, ...]  # normal · large · super, one for each band
    series: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not any(map(any, self.values))


@dataclass(frozen=True)
class SchoolValue:
    """A school's value of one metric."""

    district: str
    district_name: str
    school: str
    name: str
    stage: str
    value: float | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True)
class SchoolCoverage:
    """Every school's value of one metric, furthest behind first: who is not there yet."""

    metric: Metric
    schools: tuple[SchoolValue, ...]
    target: Target | None
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.schools


@dataclass(frozen=True)
class HeatCell:
    """One district's value of one metric, coloured by where it stands among the districts (0 worst – 1 best)."""

    value: float | None
    standing: float | None
    missed_target: bool = False
    qualifier: str | None = None
    reported: bool = False
    incomplete: str = ""


@dataclass(frozen=True)
class HeatTable:
    """District × indicator."""

    metrics: tuple[Metric, ...]
    districts: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    caption: Caption


@dataclass(frozen=True)
class Mover:
    """A district's indicator that moved: how far, for better or worse, and how much that weighs.

    ``weight`` is the change measured by the standard deviation between the districts, so that shares and
    counts can stand in one list.
    """

    district: str
    name: str
    metric: Metric
    value: float
    delta: Delta
    weight: float


@dataclass(frozen=True)
class Qualified:
    """A value that is a bound or a round number: 90余."""

    value: float
    qualifier: str


@dataclass(frozen=True)
class DataTable:
    """A table as shown and downloaded: rows of plain values; ``metrics`` gives each column's metric or None.

    ``origins`` has one entry for each row, or none where the numbers are not traced.  Where the cells of a row come
    from several places ``cells`` says it cell by cell, for each row as many entries as it has columns.  The first
    ``leading`` columns name the rows; 0 leaves them to be told by the numbers.  ``personal`` columns, counted from 0,
    hold names of persons: they are shown, and no register keeps them.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    caption: Caption
    metrics: tuple[Metric | None, ...]
    origins: tuple[Origin, ...] = ()
    leading: int = 0
    personal: tuple[int, ...] = ()
    cells: tuple[tuple[Numbers, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.rows

    @property
    def is_traced(self) -> bool:
        """Tell whether any number can be followed: where numbers come from is for the house."""
        return bool(self.origins or self.cells) and not self.caption.is_outward

    def numbers_at(self, row: int, column: int) -> Numbers:
        """Give the numbers behind a cell."""
        if not self.is_traced:
            return ()
        if self.cells:
            return self.cells[row][column]
        origin, metric = self.origins[row], self.metrics[column]
        if origin.dataset:
            return (("", origin),)
        return ((metric.id, origin),) if metric is not None else ()
