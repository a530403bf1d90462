"""Breakdowns: a place's figures by what the school register says of its schools (学区, 学校分层, 城乡, 办别).

A figure of a part is Σnumerator / Σdenominator over its schools, by the register in force in the figure's period.
Schools that the register says nothing of are a part of their own (未说明), and so is what was handed in for a
district as a whole: it belongs to no part, and nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.codes import load_code_table
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.metrics import recipe
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.cube import complete_columns
from eduboard.metrics.folding import Cell, MetricRow, Request, fold
from eduboard.metrics.imprint import stamped, values_of
from eduboard.metrics.measure import DIMENSIONS, annual_scopes, cell_of, is_paired, require_metric
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import Value
from eduboard.metrics.results import Caption, DataTable, Qualified
from eduboard.metrics.scene import Scene
from eduboard.store.queries import load_query
from eduboard.store.store import Session
from eduboard.texts import breakdown as texts
from eduboard.texts.charts import TOTAL

CLUSTER = "cluster"
ATTRIBUTES = (CLUSTER, "tier", "urban_rural", "ownership")
"""What figures can be broken down by, named as in the contract of 学校名录."""
_NUMERALS = str.maketrans(texts.NUMERALS, "123456789:")


@dataclass(frozen=True)
class Part:
    """The schools of one attribute: ``name`` is '' where the register does not say, None for what is of no school.

    ``district`` tells 学区 of the same name apart; it is '' for the other attributes.
    """

    name: str | None
    district: str = ""

    @property
    def title(self) -> str:
        """What the part is called."""
        if not self.district:
            return self.short_title
        return texts.OF_DISTRICT.format(district=place_name(self.district), name=self.short_title)

    @property
    def short_title(self) -> str:
        """What it is called where its district stands beside it."""
        return texts.UNDIVIDED if self.name is None else self.name or texts.UNSTATED


@dataclass(frozen=True)
class PartRow:
    """One figure of a part."""

    part: Part
    row: MetricRow


def attribute_title(attribute: str) -> str:
    """Name an attribute as the contract does."""
    return load_contracts()["schools"].field(attribute).title


def take_attribute(by: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Part the attribute that a request is to be broken down by, '' for none, from its dimensions.

    Raises EduboardError ``metric.attributes`` for two attributes, or for one beside single schools, and
    ``metric.dimension`` for what does not exist.
    """
    for name in by:
        if name not in (*DIMENSIONS, *ATTRIBUTES):
            allowed = "、".join((*DIMENSIONS, *ATTRIBUTES))
            raise EduboardError("metric.dimension", dimension=name, allowed=allowed)
    attributes = [name for name in by if name in ATTRIBUTES]
    rest = tuple(name for name in by if name not in ATTRIBUTES)
    if len(attributes) > 1 or (attributes and "school" in rest):
        raise EduboardError("metric.attributes", allowed="、".join(ATTRIBUTES))
    return (attributes[0] if attributes else ""), rest


def measure_parts(session: Session, catalogue: Catalogue, request: Request, attribute: str) -> list[PartRow]:
    """Measure a request for each part of an attribute, in the order of its code table; 学区 come by district."""
    if attribute == CLUSTER and "district" not in request.by:
        request = replace(request, by=("district", *request.by))
    register = read_register(session, attribute, request.periods, request.districts)
    annual = annual_scopes(session, request)
    rows = []
    for metric_id in request.metrics:
        metric = require_metric(catalogue, metric_id)
        cells = list(_cells(session, catalogue, metric, request, attribute))
        cells += _nothings(session, metric, request, attribute, register, cells)
        by_part: dict[Part, list[Cell]] = {}
        for part, cell in cells:
            by_part.setdefault(part, []).append(cell)
        for part in sorted(by_part, key=_order(attribute)):
            rows += [PartRow(part, row) for row in fold(metric, by_part[part], request, annual)]
    return rows


@dataclass(frozen=True)
class Listed:
    """A school as the register in force in a period has it."""

    period: str
    district: str
    school: str
    part: str


def read_register(
    session: Session, attribute: str, periods: Sequence[str], districts: Sequence[str] | None
) -> tuple[Listed, ...]:
    """Read which part each school belongs to, period by period."""
    rows = session.run(
        "pages/register_parts",
        attribute=attribute,
        periods=list(periods),
        districts=None if districts is None else list(districts),
    )
    return tuple(Listed(row["period"], row["district"], row["school"], row["part"] or "") for row in rows)


def _part(attribute: str, district: str, name: str | None) -> Part:
    return Part(name, district if attribute == CLUSTER else "")


def by_number(name: str) -> str:
    """Sort names that count in Chinese numerals as a reader counts: 第一学区 before 第二 before 第三."""
    return name.translate(_NUMERALS)


def _order(attribute: str) -> Callable[[Part], tuple[str, int, int, str]]:
    """Sort parts as their code table does, 学区 by name and number (第一, 第二); what is unknown stands behind."""
    codes = load_contracts()["schools"].field(attribute).codes
    names = [str(row.get("area", row["name"])) for row in load_code_table(codes).rows] if codes else []

    def key(part: Part) -> tuple[str, int, int, str]:
        name = part.name or ""
        rank = 2 if part.name is None else 1 if not name else 0
        place = names.index(name) if name in names else len(names)
        return part.district, rank, place, by_number(name)

    return key


def _cells(
    session: Session, catalogue: Catalogue, metric: Metric, request: Request, attribute: str
) -> Iterator[tuple[Part, Cell]]:
    """The cells of a metric by part; persons of several districts are counted once, so those have no district."""
    sql = load_query("pages/breakdown_cells").sql.format(
        sql=metric.sql,
        columns=complete_columns(catalogue, metric),
        register=load_query("pages/register_parts").sql,
    )
    rows = session.fetch(
        sql,
        {
            "attribute": attribute,
            "periods": list(request.periods),
            "districts": None if request.districts is None else list(request.districts),
            "stage": request.stage,
            "category": request.category,
            "level": request.level,
            "by_district": _is_by_district(metric, request),
            "by_stage": "stage" in request.by,
            "by_category": "category" in request.by,
            "by_level": "level" in request.by,
            "is_paired": is_paired(metric),
            "is_distinct": bool(metric.entity),
        },
    )
    for row in rows:
        name = None if row["is_undivided"] else row["part"]
        yield _part(attribute, row["district"] or "", name), cell_of(row, metric)


def _is_by_district(metric: Metric, request: Request) -> bool:
    return metric.entity != "person" or "district" in request.by


def _nothings(
    session: Session,
    metric: Metric,
    request: Request,
    attribute: str,
    register: Sequence[Listed],
    cells: Sequence[tuple[Part, Cell]],
) -> Iterator[tuple[Part, Cell]]:
    """Counts that are nought: everything was handed in, each row names its school, and none is of this part.

    Not of a table that every school has to be in (班额明细): whoever is not in it has not reported.
    """
    is_filtered = any((request.stage, request.category, request.level)) or {*request.by} - {
        "period",
        "district",
    }
    is_of_every_school = any(load_contracts()[dataset].covers for dataset in metric.datasets)
    if metric.is_ratio or is_filtered or is_of_every_school or not register:
        return
    whole = {
        (row["period"], row["district"])
        for row in session.run(
            "pages/whole_hand_ins",
            datasets=list(metric.datasets),
            periods=list(request.periods),
            districts=None if request.districts is None else list(request.districts),
        )
    }
    for part, cell in cells:
        if part.name is None:
            whole = {
                place for place in whole if place[0] != cell.period or cell.district not in (None, place[1])
            }
    known = {(part, cell.period, cell.district) for part, cell in cells}
    by_district = _is_by_district(metric, request)
    everywhere = {(item.period, item.district) for item in register}
    for item in dict.fromkeys(
        (entry.period, entry.district if by_district else None, _part(attribute, entry.district, entry.part))
        for entry in register
    ):
        period, district, part = item
        places = {place for place in everywhere if place[0] == period and district in (None, place[1])}
        if (part, period, district) not in known and places <= whole:
            yield part, Cell(metric.id, period, district, (None, None, None, None), 0, None, None, None)


@dataclass(frozen=True)
class BrokenDown:
    """A part on a page: how many schools the register counts in it, and its figures by metric.

    ``is_named`` tells it from what the register says nothing of; ``schools`` is None for what is of no school.
    """

    title: str
    is_named: bool
    schools: int | None
    figures: tuple[MetricRow | None, ...]


@dataclass(frozen=True)
class Breakdown:
    """A place's figures by one attribute: ``metrics[0]`` is drawn beside its ``whole``, ``table`` shows all of them.

    ``problem`` says why nothing can be told, '' where something can.
    """

    attribute: str
    metrics: tuple[Metric, ...]
    parts: tuple[BrokenDown, ...]
    whole: MetricRow | None
    caption: Caption
    table: DataTable
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether the first metric has nothing to draw."""
        return not any(part.figures[0] and part.figures[0].value is not None for part in self.parts)


def build_breakdown(
    session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric], attribute: str
) -> Breakdown:
    """Break the figures of the place in sight down, the metric in focus first."""
    period, in_sight = scene.filters.period, scene.in_sight
    request = Request(
        tuple(metric.id for metric in metrics), ("period",), (period,), in_sight, scene.filters.stage or None
    )
    register = read_register(session, attribute, (period,), in_sight)
    rows = measure_parts(session, catalogue, request, attribute)
    counts = Counter(_part(attribute, item.district, item.part) for item in register)
    figures = {(found.part, found.row.metric): found.row for found in rows}
    parts = sorted({*counts, *(found.part for found in rows)}, key=_order(attribute))
    several = len({part.district for part in parts}) > 1
    shown = tuple(
        BrokenDown(
            part.title if several else part.short_title,
            bool(part.name),
            None if part.name is None else counts[part],
            tuple(figures.get((part, metric.id)) for metric in metrics),
        )
        for part in parts
    )
    title = texts.TITLE.format(attribute=attribute_title(attribute))
    caption = scene.caption(texts.FIGURE_TITLE.format(metric=metrics[0].name, by=title), metrics[:1])
    table = _table(scene, metrics, shown, attribute, title, _notes(metrics, parts, figures))
    found = Breakdown(
        attribute=attribute,
        metrics=tuple(metrics),
        parts=shown,
        whole=scene.row(metrics[0], period),
        caption=_with_notes(caption, _notes(metrics[:1], parts, figures)),
        table=stamped(scene, table, recipe.BREAKDOWN_TABLE, metrics, by=attribute),
        problem=_problem(scene, attribute, register),
    )
    return stamped(scene, found, recipe.BREAKDOWN, metrics[:1], by=attribute)


@values_of.register
def _(result: Breakdown) -> Iterator[Value]:
    metric = result.metrics[0]
    whole = (result.whole,) if result.whole else ()
    rows = [(part.title, part.figures[0]) for part in result.parts] + [(TOTAL, row) for row in whole]
    for title, row in rows:
        value, word = (row.value, row.qualifier or "") if row else (None, "")
        yield Value(title, metric.name, value, word, metric.id)


def _problem(scene: Scene, attribute: str, register: Sequence[Listed]) -> str:
    if not register:
        return texts.NO_REGISTER.format(place=scene.place_name, attribute=attribute_title(attribute))
    if not any(item.part for item in register):
        return texts.NOT_STATED.format(place=scene.place_name, attribute=attribute_title(attribute))
    return ""


def _notes(
    metrics: Sequence[Metric], parts: Sequence[Part], figures: Mapping[tuple[Part, str], MetricRow]
) -> tuple[str, ...]:
    """Say which metrics cannot be divided, wholly or in part."""
    schools = [part for part in parts if part.name is not None]
    nowhere, partly = [], []
    for metric in metrics:
        has_parts = any((part, metric.id) in figures for part in schools)
        has_rest = any((part, metric.id) in figures for part in parts if part.name is None)
        if not has_parts:
            nowhere.append(metric.name)
        elif has_rest:
            partly.append(metric.name)
    notes = ((texts.ONLY_TOTALS, nowhere), (texts.PARTLY_TOTALS, partly))
    return tuple(text.format(metrics="、".join(names)) for text, names in notes if names)


def _with_notes(caption: Caption, notes: Iterable[str]) -> Caption:
    return replace(caption, notes=(*caption.notes, *notes))


def _table(
    scene: Scene,
    metrics: Sequence[Metric],
    parts: Sequence[BrokenDown],
    attribute: str,
    title: str,
    notes: Iterable[str],
) -> DataTable:
    whole = tuple(scene.row(metric, scene.filters.period) for metric in metrics)
    listed = sum(part.schools or 0 for part in parts)
    everything = BrokenDown(texts.EVERYTHING, True, listed, whole)
    return DataTable(
        columns=(attribute_title(attribute), texts.SCHOOLS, *(metric.name for metric in metrics)),
        rows=tuple((part.title, part.schools, *map(_shown, part.figures)) for part in (*parts, everything)),
        caption=_with_notes(scene.caption(title, metrics), notes),
        metrics=(None, None, *metrics),
    )


def _shown(row: MetricRow | None) -> float | Qualified | None:
    if row is None or row.value is None:
        return None
    return Qualified(row.value, row.qualifier) if row.qualifier else row.value
