"""The catalogue of metrics: one SQL file each under ``queries/metrics/<theme>``, its header the definition.

A metric's statement returns rows of ``period, district`` and ``numerator``, and where they apply ``school,
stage, category, level, denominator, qualifier`` and ``entity``.  A ratio's denominator may stand in rows of its
own: everything is summed before it is divided.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eduboard.settings import Settings
from eduboard.store.queries import Query, load_folder
from eduboard.store.store import Session
from eduboard.texts import definitions as words

STOCK = "时点"
FLOW = "时期"
FLOW_OVER_STOCK = "时期/时点"
TIME_KINDS = (STOCK, FLOW, FLOW_OVER_STOCK)
LOWER_IS_BETTER = "越低越好"
HIGHER_IS_BETTER = "越高越好"
NEUTRAL = "不分好坏"
DIRECTIONS = (LOWER_IS_BETTER, HIGHER_IS_BETTER, NEUTRAL)
PERCENT = "%"

THEMES: dict[str, str] = {
    "talent": "名师队伍",
    "research": "课题成果",
    "class_size": "班额治理",
    "after_school": "课后服务",
    "training": "教师培训",
}


@dataclass(frozen=True)
class Metric:
    """One indicator: what it is called, what it means, how it behaves in time, and its SQL.

    ``is_ratio`` metrics divide Σnumerator by Σdenominator; ``scale`` multiplies the quotient (100 for 每百名).
    ``entity`` is 'school' or 'person' when equal entities must be counted once, else ''.
    """

    id: str
    theme: str
    name: str
    unit: str
    definition: str
    time_kind: str
    direction: str
    basis: str
    aliases: tuple[str, ...]
    narrative: str
    is_ratio: bool
    scale: float
    entity: str
    decimals: int
    datasets: tuple[str, ...]
    sql: str

    @property
    def is_share(self) -> bool:
        """Tell whether the value is a share, 0–1, shown in per cent."""
        return self.unit == PERCENT

    @property
    def narrative_head(self) -> str:
        """The narrative without its movement, for a value that has none: 大班额占比{value}."""
        return self.narrative.partition("，")[0]


def join_units(metrics: Sequence[Metric]) -> str:
    """Write the units of the metrics of one figure."""
    return " / ".join(dict.fromkeys(metric.unit for metric in metrics))


def join_definitions(metrics: Sequence[Metric]) -> str:
    """Write the definitions (口径) of the metrics of one figure; of several each goes by its name."""
    several = len(metrics) > 1
    return "；".join(
        f"{metric.name}：{metric.definition}" if several else metric.definition for metric in metrics
    )


def definition_values(settings: Settings) -> Mapping[str, str]:
    """Give the settings that definitions (口径) print, as sentences."""
    rules = settings.class_size_rules()
    sizes = [words.SIZE_RANGE if rule.large_max else words.SIZE_FROM for rule in rules]
    large = [
        size.format(start=rule.large_min, end=rule.large_max) for size, rule in zip(sizes, rules, strict=True)
    ]
    by_stage = words.JOIN.join(f"{rule.stage}{size}" for rule, size in zip(rules, large, strict=True))
    return {
        "large_class": words.LARGE_CLASS.format(
            size=large[0] if len(set(large)) == 1 else by_stage, definition=settings.large_class_definition
        ),
        "super_large_class": words.SIZE_FROM.format(start=rules[0].super_min),
        "standards": words.JOIN.join(
            words.STANDARD.format(stage=rule.stage, size=rule.standard) for rule in rules
        ),
        "exempt_schools": words.EXEMPT_COUNTED if settings.count_exempt_schools else words.EXEMPT_LEFT_OUT,
        "training_standard": settings.training_standard,
    }


def _build_metric(query: Query, settings: Settings, datasets: tuple[str, ...], columns: set[str]) -> Metric:
    header = query.header
    return Metric(
        id=header["metric"],
        theme=query.path.split("/")[1],
        name=header["名称"],
        unit=header["单位"],
        definition=header["口径"].format(**definition_values(settings)),
        time_kind=header["时点"],
        direction=header["方向"],
        basis=header["依据"],
        aliases=tuple(filter(None, header["别名"].split("、"))),
        narrative=header["叙述"],
        is_ratio="denominator" in columns,
        scale=float(header.get("倍数", "1")),
        entity={"": "", "学校": "school", "人员": "person"}[header.get("去重", "")],
        decimals=int(header.get("小数", "0")),
        datasets=datasets,
        sql=query.sql,
    )


class Catalogue:
    """The metrics of a deployment, in the order of their files."""

    def __init__(self, metrics: tuple[Metric, ...], columns: Mapping[str, frozenset[str]]) -> None:
        self.metrics = metrics
        self.columns = columns
        self._by_id = {metric.id: metric for metric in metrics}

    def __getitem__(self, metric_id: str) -> Metric:
        return self._by_id[metric_id]

    def __contains__(self, metric_id: str) -> bool:
        return metric_id in self._by_id

    def get(self, metric_id: str) -> Metric | None:
        """Give a metric; None where there is none of that name."""
        return self._by_id.get(metric_id)

    def of_theme(self, theme: str) -> tuple[Metric, ...]:
        """List the metrics of a theme."""
        return tuple(metric for metric in self.metrics if metric.theme == theme)

    def named(self) -> dict[str, str]:
        """Map every name and alias to the metric's id."""
        return {name: metric.id for metric in self.metrics for name in (metric.name, *metric.aliases)}

    def fingerprint(self) -> str:
        """Change whenever a definition or its SQL changes, so that the cube is computed anew."""
        content = json.dumps([asdict(metric) for metric in self.metrics], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def read_catalogue(session: Session, settings: Settings) -> Catalogue:
    """Read all metric files; their datasets and columns are asked of the engine, not declared."""
    metrics, columns = [], {}
    for query in load_folder("metrics"):
        tables = session.table_names(query.sql)
        datasets = tuple(sorted(name.removeprefix("rows_") for name in tables if name.startswith("rows_")))
        found = frozenset(row["column_name"] for row in session.fetch(f"DESCRIBE {query.sql}"))
        metric = _build_metric(query, settings, datasets, set(found))
        metrics.append(metric)
        columns[metric.id] = found
    return Catalogue(tuple(metrics), columns)


_CATALOGUES: dict[Settings, Catalogue] = {}


def load_catalogue(session: Session, settings: Settings) -> Catalogue:
    """Read the catalogue once for a set of settings."""
    if settings not in _CATALOGUES:
        _CATALOGUES[settings] = read_catalogue(session, settings)
    return _CATALOGUES[settings]
