"""Results as the pages hand them to the charts, each in the states of the world a chart must survive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from eduboard import charts
from eduboard.metrics.balance import SchoolBalance, StageBalance
from eduboard.metrics.breakdown_view import Breakdown, BrokenDown
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.folding import MetricRow
from eduboard.metrics.origins import Origin
from eduboard.metrics.pulls import Pulls
from eduboard.metrics.results import (
    Caption,
    Composition,
    DataTable,
    Distribution,
    Flow,
    Line,
    Point,
    RankedDistrict,
    Ranking,
    SchoolCoverage,
    SchoolValue,
    Source,
    Target,
    Trend,
)
from eduboard.periods import period_range

SHARE = Metric(
    id="large_class_share",
    theme="class_size",
    name="大班额占比",
    unit="%",
    definition="",
    time_kind="时点",
    direction="越低越好",
    basis="",
    aliases=(),
    narrative="",
    is_ratio=True,
    scale=1.0,
    entity="",
    decimals=0,
    datasets=("classes",),
    sql="",
)
COUNT = replace(SHARE, id="large_classes", name="大班额数", unit="个", is_ratio=False)
AVERAGE = replace(SHARE, id="average_class_size", name="平均班额", unit="人", decimals=1)
FLOW_COUNT = replace(COUNT, id="papers", name="论文", unit="篇", time_kind="时期", direction="越高越好")

SOURCES = tuple(
    Source(f"20261122-00{n}", "classes", "班额.csv", "csv", "2026-11-22T09:00") for n in (1, 2, 3)
)
DEFINITION = "学生数达到 56人及以上（定义 A，超大班额计算在内）的班数 ÷ 班级总数；" * 3
CAPTION = Caption("大班额占比", "%", "2025Q3", "云川市", DEFINITION, SOURCES, ("临江区含直属学校",))
DEMO_CAPTION = replace(CAPTION, sources=tuple(replace(source, kind="demo") for source in SOURCES))
TARGET = Target(0.05, "不高于", "2026Q4", "消除大班额规划", "")
LONG_NAME = "云川市长桥经济技术开发区第一实验小学教育集团东校区初中部分校"
BANDS = ("25人及以下", *(f"{n}-{n + 4}人" for n in range(26, 66, 5)), "66人及以上")
BAND_KINDS = ("normal",) * 7 + ("large",) * 2 + ("super",)
ODD_NAME = "<b>甲&乙</b>"


def trend_of(*lines: Line, metric: Metric = SHARE, target: Target | None = TARGET) -> Trend:
    return Trend(metric, lines, target, CAPTION)


def line_of(values: dict[str, float | None], name: str = "青石区", **point: Any) -> Line:
    return Line(name, tuple(Point(period, value, **point) for period, value in values.items()))


def districts_of(values: list[float | None], name: str = "{}区") -> tuple[RankedDistrict, ...]:
    known = sorted(value for value in values if value is not None)
    return tuple(
        RankedDistrict(
            f"{990101 + n}", name.format(n), value, None if value is None else known.index(value) + 1
        )
        for n, value in enumerate(values)
    )


def schools_of(
    values: list[float | None], name: str = "第{}小学", districts: int = 1
) -> tuple[SchoolValue, ...]:
    return tuple(
        SchoolValue(
            f"99010{n % districts}", f"{n % districts}区", f"s{n}", name.format(n), "小学", value, 30.0, 40.0
        )
        for n, value in enumerate(values)
    )


def composition_of(rows: tuple[str, ...], values: tuple[tuple[float | None, ...], ...]) -> Composition:
    return Composition(rows, ("省级", "市级", "校级")[: len(values[0]) if values else 3], values, CAPTION)


def flow_of(periods: tuple[str, ...], value: float | None) -> Flow:
    values = tuple(value for _ in periods)
    return Flow(periods, values, values, values, CAPTION)


def bands_of(series: tuple[str, ...], value: float) -> Distribution:
    return Distribution(BANDS, BAND_KINDS, series, tuple((value,) * 10 for _ in series), CAPTION)


def _rankings() -> dict[str, Ranking]:
    def ranking(rows: tuple[RankedDistrict, ...], total: float | None = 0.04) -> Ranking:
        return Ranking(SHARE, rows, total, TARGET, CAPTION)

    return {
        "normal": ranking(districts_of([0.01, 0.02, 0.09])),
        "empty": ranking((), None),
        "one": ranking(districts_of([0.01])),
        "unknown": ranking(districts_of([None, None]), None),
        "long": ranking(districts_of([0.01, None], LONG_NAME + "{}")),
        "odd": ranking(districts_of([0.01, 0.09], ODD_NAME)),
        "many": ranking(districts_of([n / 100 for n in range(40)])),
    }


def _trends() -> dict[str, Trend]:
    quarters = period_range("2024Q1", "2025Q3")
    ten_years = period_range("2016Q1", "2025Q4")
    values = {period: n / 100 for n, period in enumerate(quarters)}
    return {
        "normal": trend_of(line_of(values, "全部"), line_of(values | {"2024Q3": None}, "青石区")),
        "empty": trend_of(),
        "one": trend_of(line_of({"2025Q3": 0.02})),
        "unknown": trend_of(line_of(dict.fromkeys(quarters))),
        "long": trend_of(line_of(values, LONG_NAME), line_of(values, LONG_NAME + "2")),
        "odd": trend_of(line_of(values, ODD_NAME)),
        "many": trend_of(*(line_of(dict.fromkeys(ten_years, n / 50), f"{n}区") for n in range(40))),
    }


def _compositions() -> dict[str, Composition]:
    return {
        "normal": composition_of(("名师", "骨干教师"), ((1.0, 20.0, 300.0), (None, 3.0, 0.0))),
        "empty": composition_of((), ()),
        "one": composition_of(("名师",), ((1.0, 2.0, 3.0),)),
        "unknown": composition_of(("名师",), ((None, None, None),)),
        "long": composition_of((LONG_NAME,), ((1.0, 2.0, 3.0),)),
        "odd": composition_of((ODD_NAME,), ((1.0, 2.0, 3.0),)),
        "many": composition_of(tuple(f"称号{n}" for n in range(40)), ((1.0, 2.0, 3.0),) * 40),
    }


def _flows() -> dict[str, Flow]:
    return {
        "normal": flow_of(period_range("2025Q1", "2025Q3"), 12.0),
        "empty": flow_of((), None),
        "one": flow_of(("2025Q3",), 3.0),
        "unknown": flow_of(period_range("2025Q1", "2025Q3"), None),
        "many": flow_of(period_range("2016Q1", "2025Q4"), 1234.0),
    }


def _distributions() -> dict[str, Distribution]:
    return {
        "normal": bands_of(("小学", "初中"), 12.0),
        "empty": bands_of((), 0.0),
        "one": bands_of(("小学",), 1.0),
        "unknown": bands_of(("小学",), 0.0),
        "long": bands_of((LONG_NAME,), 3.0),
        "odd": bands_of((ODD_NAME, "乙"), 3.0),
        "many": bands_of(tuple(f"{n}区" for n in range(40)), 2.0),
    }


def _coverages() -> dict[str, SchoolCoverage]:
    target = Target(0.85, "不低于", None, "", "")

    def coverage(schools: tuple[SchoolValue, ...]) -> SchoolCoverage:
        return SchoolCoverage(SHARE, schools, target, CAPTION)

    return {
        "normal": coverage(schools_of([0.5, 0.9, None])),
        "empty": coverage(()),
        "one": coverage(schools_of([0.5])),
        "unknown": coverage(schools_of([None, None])),
        "unknown many": coverage(schools_of([None] * 100)),
        "long": coverage(schools_of([0.5, 1.0], LONG_NAME)),
        "odd": coverage(schools_of([0.5, 1.0], ODD_NAME)),
        "many": coverage(schools_of([n / 400 for n in range(399)] + [None], districts=40)),
    }


def _pulls() -> dict[str, Pulls]:
    def pulls(*names: str) -> Pulls:
        schools = tuple(
            SchoolBalance(name, name, 100, 2, 2.0, 0, 1.0, 1 / len(names), number % 2 == 0, 3, 3)
            for number, name in enumerate(names)
        )
        known = 0.5153 if names else None
        return Pulls(StageBalance("小学", 0.5, known, known, 0, schools), CAPTION)

    return {
        "normal": pulls("甲小学", "乙小学", "丙小学"),
        "empty": pulls(),
        "one": pulls("甲小学"),
        "long": pulls(LONG_NAME),
        "odd": pulls(ODD_NAME, "乙小学"),
        "many": pulls(*(f"第{number}小学" for number in range(60))),
    }


def _breakdowns() -> dict[str, Breakdown]:
    def figure(value: float | None) -> MetricRow:
        return MetricRow(SHARE.id, *(None,) * 10, value, None, reported=False, annual=False, missing=())

    def breakdown(*parts: tuple[str, int | None, float | None]) -> Breakdown:
        shown = tuple(
            BrokenDown(title, schools is not None, schools, (figure(value),), Origin("2025Q3", ()))
            for title, schools, value in parts
        )
        table = DataTable((), (), CAPTION, ())
        return Breakdown("tier", (SHARE,), shown, figure(0.5), CAPTION, table)

    return {
        "normal": breakdown(("城区", 12, 0.4), ("镇区", 3, 0.0), ("乡村", 8, None)),
        "empty": breakdown(),
        "one": breakdown(("城区", 1, 1.0)),
        "unknown": breakdown(("城区", 12, None), ("未分到学校", None, 0.5)),
        "long": breakdown((LONG_NAME, 1, 0.5)),
        "odd": breakdown((ODD_NAME, 1, 0.5)),
        "many": breakdown(*((f"第{number}学区", number, number / 60) for number in range(60))),
    }


@dataclass(frozen=True)
class Case:
    """A chart and a result in one state."""

    chart: Callable[..., go.Figure]
    state: str
    result: Any

    def __str__(self) -> str:
        return f"{self.chart.__name__}-{self.state}"

    def figure(self, caption: Caption = CAPTION) -> go.Figure:
        return self.chart(replace(self.result, caption=caption))


CASES = [
    Case(chart, state, result)
    for chart, states in (
        (charts.ranking, _rankings()),
        (charts.trend, _trends()),
        (charts.pyramid, _compositions()),
        (charts.make_up, _compositions()),
        (charts.status_flow, _flows()),
        (charts.band_distribution, _distributions()),
        (charts.school_coverage, _coverages()),
        (charts.school_pulls, _pulls()),
        (charts.breakdown, _breakdowns()),
    )
    for state, result in states.items()
]


def texts_of(figure: go.Figure) -> str:
    """Join everything that is written in a figure."""
    spec = figure.to_dict()
    layout = spec["layout"]
    parts = [layout["title"]["text"], *(annotation["text"] for annotation in layout["annotations"])]
    for axis in ("xaxis", "yaxis"):
        parts += layout.get(axis, {}).get("ticktext", ())
    return "\n".join(part.replace("<br>", "") for part in parts)
