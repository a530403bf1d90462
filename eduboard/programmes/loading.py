"""Reading a programme file, strictly: every mistake is named with file and key, all of them at once.

A key that is not known is a mistake, too: a typing error must not silently drop a target.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eduboard.codes import load_code_table, region_names
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.measure import require_metric
from eduboard.periods import Period
from eduboard.programmes.model import (
    COVERAGE,
    DUTY,
    EACH_DISTRICT,
    EACH_STAGE,
    INTERVALS,
    KEYS,
    RESULT,
    RULE,
    TARGET,
    Item,
    Ladder,
    Programme,
    Rung,
    Section,
)
from eduboard.texts.programmes import FILE_MISTAKES as MISTAKES

YELLOW_FROM = 0.9
_PROGRAMME_KEYS = ("name", "district", "source", "start", "yellow_from", "ladders", "sections")
_LADDER_KEYS = ("name", "level", "rungs")
_RUNG_KEYS = ("title", "item")
_SECTION_KEYS = ("title", "heading", "items")
_PERIOD_KEYS = ("period", "start", "due")
_NUMBER_KEYS = ("target", "start_value")
_COARSE = ("万", "千", "%")
_CATEGORY_TABLES = {
    "honours": ("titles",),
    "platforms": ("platform_categories",),
    "outputs": ("output_types",),
    "training": ("training_categories", "training_forms"),
    "classes": ("class_bands",),
}


class ProgrammeInvalid(EduboardError):
    """A programme file with mistakes; ``problems`` are sentences, each naming file and key."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("programme.invalid", problems="\n".join(problems))
        self.problems = tuple(problems)


@dataclass
class _Mistakes:
    """Collects what is wrong, each with the key it stands at."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, key: str, problem: str, **params: object) -> None:
        if key and any(found.startswith(f"{self.file}: {key}: ") for found in self.found):
            return  # one thing at a time: what cannot be read is not missing as well
        where = f"{self.file}: {key}: " if key else f"{self.file}: "
        self.found.append(where + MISTAKES[problem].format(**params))


def parse_programme(text: str, file: str, programme_id: str, catalogue: Catalogue) -> Programme:
    """Read a programme; ``file`` is how messages call it.  Raises ProgrammeInvalid with everything that is wrong."""
    mistakes = _Mistakes(file)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.add("", "not_toml", detail=error)
        raise ProgrammeInvalid(mistakes.found) from error
    programme = _read_programme(raw, programme_id, mistakes, catalogue)
    if mistakes.found:
        raise ProgrammeInvalid(mistakes.found)
    return programme


def _read_programme(
    raw: Mapping[str, Any], programme_id: str, mistakes: _Mistakes, catalogue: Catalogue
) -> Programme:
    _reject_unknown(raw, _PROGRAMME_KEYS, "", mistakes)
    district = _text(raw, "district", "", mistakes, required=True)
    if district and district not in region_names():
        mistakes.add("district", "no_region", value=district)
    yellow_from = _number(raw, "yellow_from", "", mistakes)
    if yellow_from is not None and not 0 <= yellow_from <= 1:
        mistakes.add("yellow_from", "not_a_share", value=yellow_from)
    programme = Programme(
        id=programme_id,
        name=_text(raw, "name", "", mistakes, required=True),
        district=district,
        source=_text(raw, "source", "", mistakes, required=True),
        start=_period(raw, "start", "", mistakes),
        yellow_from=YELLOW_FROM if yellow_from is None else yellow_from,
        sections=tuple(
            _read_section(section, f"sections[{number}]", mistakes, catalogue)
            for number, section in _tables(raw, "sections", "", mistakes)
        ),
    )
    if not programme.sections:
        mistakes.add("sections", "empty")
    names = {item.name for item in programme.items}
    ladders = tuple(
        _read_ladder(ladder, f"ladders[{number}]", mistakes, names)
        for number, ladder in _tables(raw, "ladders", "", mistakes)
    )
    return replace(programme, ladders=ladders)


def _read_ladder(raw: Mapping[str, Any], at: str, mistakes: _Mistakes, items: set[str]) -> Ladder:
    _reject_unknown(raw, _LADDER_KEYS, at, mistakes)
    level = _text(raw, "level", at, mistakes)
    _require_listed(level, load_code_table("levels").values, f"{at}.level", mistakes)
    rungs = []
    for number, rung in _tables(raw, "rungs", at, mistakes):
        place = f"{at}.rungs[{number}]"
        _reject_unknown(rung, _RUNG_KEYS, place, mistakes)
        title = _text(rung, "title", place, mistakes, required=True)
        _require_listed(title, load_code_table("titles").values, f"{place}.title", mistakes)
        item = _text(rung, "item", place, mistakes)
        if item and item not in items:
            mistakes.add(f"{place}.item", "no_item", value=item)
        rungs.append(Rung(title, item))
    if not rungs:
        mistakes.add(f"{at}.rungs", "missing")
    return Ladder(_text(raw, "name", at, mistakes, required=True), tuple(rungs), level)


def _require_listed(value: str, allowed: Sequence[str], at: str, mistakes: _Mistakes) -> None:
    if value and value not in allowed:
        mistakes.add(at, "not_allowed", value=value, allowed=_listed(allowed))


def _read_section(raw: Mapping[str, Any], at: str, mistakes: _Mistakes, catalogue: Catalogue) -> Section:
    _reject_unknown(raw, _SECTION_KEYS, at, mistakes)
    items = tuple(
        _read_item(item, f"{at}.items[{number}]", mistakes, catalogue)
        for number, item in _tables(raw, "items", at, mistakes)
    )
    for number, item in enumerate(items):
        if item.name and item.name in {other.name for other in items[:number]}:
            mistakes.add(f"{at}.items[{number}].name", "repeated_name", value=item.name)
    return Section(
        title=_text(raw, "title", at, mistakes, required=True),
        heading=_text(raw, "heading", at, mistakes),
        items=items,
    )


def _read_item(raw: Mapping[str, Any], at: str, mistakes: _Mistakes, catalogue: Catalogue) -> Item:
    kind = _text(raw, "kind", at, mistakes, required=True)
    if kind not in KEYS:
        if kind:
            mistakes.add(f"{at}.kind", "not_allowed", value=kind, allowed=_listed(KEYS))
        return Item(kind, "")
    _reject_unknown(raw, ("kind", *KEYS[kind]), at, mistakes)
    values: dict[str, Any] = {}
    for key in KEYS[kind]:
        if key in _NUMBER_KEYS:
            values[key] = _number(raw, key, at, mistakes)
        elif key in _PERIOD_KEYS:
            values[key] = _period(raw, key, at, mistakes)
        elif key == "stages":
            values[key] = _names(raw, key, at, mistakes)
        else:
            values[key] = _text(raw, key, at, mistakes, required=key == "name")
    item = Item(kind, **values)
    _check_words(item, at, mistakes)
    _check_gauge(item, at, mistakes, catalogue)
    _CHECKS[kind](item, at, mistakes, catalogue)
    return item


# -- cells -----------------------------------------------------------------------------------------------------


def _at(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _listed(names: Sequence[str] | Mapping[str, object]) -> str:
    return "、".join(names)


def _reject_unknown(raw: Mapping[str, Any], known: Sequence[str], at: str, mistakes: _Mistakes) -> None:
    for key in raw:
        if key not in known:
            mistakes.add(_at(at, key), "unknown_key", allowed=_listed(known))


def _text(raw: Mapping[str, Any], key: str, at: str, mistakes: _Mistakes, *, required: bool = False) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        mistakes.add(_at(at, key), "not_text", value=value)
        return ""
    if required and not value.strip():
        mistakes.add(_at(at, key), "missing")
    return value.strip()


def _number(raw: Mapping[str, Any], key: str, at: str, mistakes: _Mistakes) -> float | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        mistakes.add(_at(at, key), "not_a_number", value=value)
        return None
    return float(value)


def _period(raw: Mapping[str, Any], key: str, at: str, mistakes: _Mistakes) -> str:
    text = _text(raw, key, at, mistakes)
    try:
        return str(Period.parse(text)) if text else ""
    except ValueError:
        mistakes.add(_at(at, key), "not_a_period", value=text)
        return ""


def _names(raw: Mapping[str, Any], key: str, at: str, mistakes: _Mistakes) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        mistakes.add(_at(at, key), "not_a_list", value=value)
        return ()
    return tuple(value)


def _tables(
    raw: Mapping[str, Any], key: str, at: str, mistakes: _Mistakes
) -> list[tuple[int, Mapping[str, Any]]]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        mistakes.add(_at(at, key), "not_tables")
        return []
    return list(enumerate(value))


# -- what belongs together -------------------------------------------------------------------------------------


def _check_words(item: Item, at: str, mistakes: _Mistakes) -> None:
    """Hold the words of closed vocabularies (学段, 级别, 方向, 周期 …) to their lists."""
    closed = {
        "stage": load_code_table("stages").values,
        "level": load_code_table("levels").values,
        "direction": load_code_table("directions").values,
        "interval": INTERVALS,
        "each": (EACH_DISTRICT, EACH_STAGE),
    }
    for key, allowed in closed.items():
        if (value := getattr(item, key)) and value not in allowed:
            mistakes.add(f"{at}.{key}", "not_allowed", value=value, allowed=_listed(allowed))
    for number, stage in enumerate(item.stages):
        if stage not in closed["stage"]:
            mistakes.add(
                f"{at}.stages[{number}]", "not_allowed", value=stage, allowed=_listed(closed["stage"])
            )


def _check_gauge(item: Item, at: str, mistakes: _Mistakes, catalogue: Catalogue) -> None:
    if item.metric and item.indicator:
        mistakes.add(f"{at}.indicator", "both", first="metric", second="indicator")
    for key in ("metric", "of_metric"):
        metric_id = getattr(item, key)
        if metric_id:
            try:
                require_metric(catalogue, metric_id)
            except EduboardError as error:
                mistakes.add(f"{at}.{key}", "no_metric", reason=error)
    if item.metric in catalogue:
        _check_metric(item, at, mistakes, catalogue)
    elif not item.metric:
        for key in ("stage", "category"):
            if getattr(item, key):
                mistakes.add(f"{at}.{key}", "needs", needed="metric")


def _check_metric(item: Item, at: str, mistakes: _Mistakes, catalogue: Catalogue) -> None:
    metric = catalogue[item.metric]
    for key in ("stage", "category", "level"):
        if getattr(item, key) and key not in catalogue.columns[metric.id]:
            mistakes.add(f"{at}.{key}", "not_divided", metric=metric.name)
    categories = [
        name
        for dataset in metric.datasets
        for table in _CATEGORY_TABLES.get(dataset, ())
        for name in load_code_table(table).values
    ]
    if item.category and item.category not in categories:
        mistakes.add(f"{at}.category", "not_allowed", value=item.category, allowed=_listed(categories))
    # A unit may be another measure word (名, 人, 位), never another size.
    sizes = [unit[:1] if unit.startswith(_COARSE) else "" for unit in (item.unit, metric.unit)]
    if item.kind != DUTY and item.unit and sizes[0] != sizes[1]:
        mistakes.add(f"{at}.unit", "other_size", value=item.unit, metric=metric.name, unit=metric.unit)


def _check_result(item: Item, at: str, mistakes: _Mistakes, _catalogue: Catalogue) -> None:
    if not item.gauge:
        mistakes.add(at, "needs_one", keys="metric、indicator")


def _check_target(item: Item, at: str, mistakes: _Mistakes, _catalogue: Catalogue) -> None:
    _check_aim(item, at, mistakes)
    if item.start and item.due and item.due < item.start:
        mistakes.add(f"{at}.due", "before_start", due=item.due, start=item.start)
    if item.each == EACH_STAGE and not (item.stages and item.metric):
        mistakes.add(f"{at}.each", "needs", needed="metric、stages")
    if item.stages and item.each != EACH_STAGE:
        mistakes.add(f"{at}.stages", "needs", needed=f"each = {EACH_STAGE}")
    if item.each and not item.gauge:
        mistakes.add(f"{at}.each", "needs", needed="metric、indicator")


def _check_aim(item: Item, at: str, mistakes: _Mistakes) -> None:
    if not item.direction:
        mistakes.add(f"{at}.direction", "missing")
    if item.target is None and not item.qualifier:
        mistakes.add(f"{at}.target", "no_number")


def _check_duty(item: Item, at: str, mistakes: _Mistakes, catalogue: Catalogue) -> None:
    _check_aim(item, at, mistakes)
    for key in ("role", "activity", "interval"):
        if not getattr(item, key):
            mistakes.add(f"{at}.{key}", "missing")
    if item.metric in catalogue and not catalogue[item.metric].is_share:
        mistakes.add(f"{at}.metric", "no_share", metric=catalogue[item.metric].name)


def _check_coverage(item: Item, at: str, mistakes: _Mistakes, catalogue: Catalogue) -> None:
    if not item.gauge:
        mistakes.add(at, "needs_one", keys="metric、indicator")
    elif item.of_metric and item.of_indicator:
        mistakes.add(f"{at}.of_indicator", "both", first="of_metric", second="of_indicator")
    elif not item.whole:
        is_share = catalogue[item.metric].is_share if item.metric in catalogue else item.unit == "%"
        if not is_share:
            mistakes.add(at, "no_whole")


def _check_rule(item: Item, at: str, mistakes: _Mistakes, _catalogue: Catalogue) -> None:
    if not item.quote:
        mistakes.add(f"{at}.quote", "missing")


_Check = Callable[[Item, str, _Mistakes, Catalogue], None]
_CHECKS: dict[str, _Check] = {
    RESULT: _check_result,
    TARGET: _check_target,
    DUTY: _check_duty,
    COVERAGE: _check_coverage,
    RULE: _check_rule,
}
