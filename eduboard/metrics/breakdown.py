"""Breakdowns: a place's figures by what the school register says of its schools (学区, 学校分层, 城乡, 办别).

A figure of a part is Σnumerator / Σdenominator over its schools, by the register in force in the figure's period.
Schools that the register says nothing of are a part of their own (未说明), and so is what was handed in for a
district as a whole: it belongs to no part, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from eduboard.codes import load_code_table
from eduboard.contracts import REGISTRY, load_contracts
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.coverage import find_whole_hand_ins, may_be_nought
from eduboard.metrics.cube import complete_columns
from eduboard.metrics.folding import Cell, MetricRow, Request, fold
from eduboard.metrics.measure import DIMENSIONS, annual_scopes, require_metric, row_cells
from eduboard.metrics.places import place_name
from eduboard.store.queries import load_query
from eduboard.store.store import Session
from eduboard.texts import breakdown as texts

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
    return load_contracts()[REGISTRY].field(attribute).title


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
    annual = annual_scopes(session)
    rows = []
    for metric_id in request.metrics:
        metric = require_metric(catalogue, metric_id)
        cells = list(_cells(session, catalogue, metric, request, attribute))
        cells += _nothings(session, metric, request, attribute, register, cells)
        by_part: dict[Part, list[Cell]] = {}
        for part, cell in cells:
            by_part.setdefault(part, []).append(cell)
        for part in sorted(by_part, key=part_order(attribute)):
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


def part_of(attribute: str, district: str, name: str | None) -> Part:
    """Give the part of that name; only 学区 are told apart by their district."""
    return Part(name, district if attribute == CLUSTER else "")


def by_number(name: str) -> str:
    """Sort names that count in Chinese numerals as a reader counts: 第一学区 before 第二 before 第三."""
    return name.translate(_NUMERALS)


def part_order(attribute: str) -> Callable[[Part], tuple[str, int, int, str]]:
    """Sort parts as their code table does, 学区 by name and number (第一, 第二); what is unknown stands behind."""
    codes = load_contracts()[REGISTRY].field(attribute).codes
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
    sql = load_query("pages/rows_by_part").sql.format(
        sql=metric.sql,
        columns=complete_columns(catalogue, metric),
        register=load_query("pages/register_parts").sql,
    )
    by_school = replace(request, by=(*request.by, "school"))
    [cells] = row_cells(session, catalogue, [replace(metric, sql=sql)], by_school, attribute=attribute)
    for cell in cells:
        # What stands in the place of a school is its part behind a sign, or nothing where there is no school.
        part, *rest = cell.rest
        name = part[1:] if part else None
        yield part_of(attribute, cell.district or "", name), replace(cell, rest=(None, *rest))


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
    """Counts that are nought: everything was handed in, each row names its school, and none is of this part."""
    is_filtered = any((request.stage, request.category, request.level)) or {*request.by} - {
        "period",
        "district",
    }
    if is_filtered or not may_be_nought(metric) or not register:
        return
    whole = find_whole_hand_ins(session, metric.datasets, request.periods, request.districts)
    for part, cell in cells:
        if part.name is None:
            whole = {
                place for place in whole if place[0] != cell.period or cell.district not in (None, place[1])
            }
    known = {(part, cell.period, cell.district) for part, cell in cells}
    by_district = _is_by_district(metric, request)
    everywhere = {(item.period, item.district) for item in register}
    listed = dict.fromkeys(
        (item.period, item.district if by_district else None, part_of(attribute, item.district, item.part))
        for item in register
    )
    for period, district, part in listed:
        places = {place for place in everywhere if place[0] == period and district in (None, place[1])}
        if (part, period, district) not in known and places <= whole:
            yield part, Cell(metric.id, period, district, (None, None, None, None), 0, None, None, None)
