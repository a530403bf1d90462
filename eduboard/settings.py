"""Settings of a deployment: ``settings.toml`` beside the project, then ``EDUBOARD_*`` variables.

Thresholds that differ from place to place live here, are written into the engine as the one-row view
``settings`` and the table ``class_size_rules``, and are printed beside every number they shape.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from eduboard.access_rules import AccessRules, read_access
from eduboard.periods import Period

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = PROJECT_ROOT / "settings.toml"
DEFAULT_STORE = PROJECT_ROOT / "data" / "store" / "eduboard.duckdb"
METRIC_FILES = PROJECT_ROOT / "queries" / "metrics"
ALERT_FILES = PROJECT_ROOT / "queries" / "alerts"
CONTRACT_FILES = PROJECT_ROOT / "data" / "contracts"

_VARIABLES = "EDUBOARD_"

SHARES, STOCKS, FLOWS, SCHOOLS = "shares", "stocks", "flows", "schools"
TOLERANCES = {SHARES: 10.0, STOCKS: 30.0, FLOWS: 50.0, SCHOOLS: 30.0}
"""By how much a figure may differ from an earlier one before somebody is asked why (经验校验): percentage points for
shares (占比), per cent for other 时点 and 时期 indicators and for one school's own numbers.  0 asks never."""


@dataclass(frozen=True)
class ClassSizeRule:
    """From which size on a class of a stage is over standard, large (大班额), very large (超大班额).

    ``large_max`` closes the band when very large classes are counted apart; None leaves it open.
    """

    stage: str
    standard: int
    large_min: int
    large_max: int | None
    super_min: int


@dataclass(frozen=True)
class Settings:
    """What a bureau may set; the defaults are the definitions of DOMAIN's published sources."""

    store: Path = DEFAULT_STORE
    bureau: str = "区域教育局"
    home_region: str = ""
    large_class_definition: str = "a"
    standard_primary: int = 45
    standard_junior: int = 50
    standard_senior: int = 50
    count_exempt_schools: bool = False
    training_standard: str = "五年360学时"
    memory_limit: str = "2GB"
    threads: int = field(default_factory=lambda: os.cpu_count() or 2)
    upload_limit_mb: int = 200
    address: str = "127.0.0.1"
    port: int = 8501
    tolerances: tuple[tuple[str, float], ...] = ()
    alerts: tuple[tuple[str, float], ...] = ()
    hide_below: int = 5
    hand_in_days: int = 20
    deadlines: tuple[tuple[str, date], ...] = ()
    expected_datasets: tuple[str, ...] = ()
    webhook_url: str = field(default="", repr=False)
    webhook_kind: str = "wecom"
    webhook_secret: str = field(default="", repr=False)
    access: AccessRules = field(default_factory=AccessRules)

    def tolerance(self, *names: str) -> float | None:
        """Give the tolerance of the first name that has one, as a fraction (10 百分点 or 10 % is 0.1).

        Names are a metric's id and, behind it, its kind.  None where nothing is to be asked.
        """
        given = TOLERANCES | dict(self.tolerances)
        found = next(given[name] for name in names if name in given)
        return found / 100 if found else None

    def alert_limit(self, rule: str, given: float) -> float:
        """Give the limit (界限) of an alert: the bureau's own, or the one its file gives."""
        return dict(self.alerts).get(rule, given)

    def deadline(self, period: str) -> date:
        """Give the last day on which a quarter's tables are in time: its own, or so many days after its end."""
        own = dict(self.deadlines).get(period)
        return own or Period.parse(period).end_date + timedelta(days=self.hand_in_days)

    def class_size_rules(self) -> tuple[ClassSizeRule, ...]:
        """Give the class-size thresholds of each stage under the chosen definition (a, b, c or d)."""
        standards = {
            "小学": self.standard_primary,
            "初中": self.standard_junior,
            "高中": self.standard_senior,
        }
        return tuple(
            _class_size_rule(self.large_class_definition, stage, standard)
            for stage, standard in standards.items()
        )


LARGE_CLASS_DEFINITIONS = ("a", "b", "c", "d")


def _class_size_rule(definition: str, stage: str, standard: int) -> ClassSizeRule:
    match definition:
        case "a":
            return ClassSizeRule(stage, standard, 56, None, 66)
        case "b":
            return ClassSizeRule(stage, standard, 56, 65, 66)
        case "c":
            return ClassSizeRule(stage, standard, standard + 1, None, 66)
        case "d":
            return ClassSizeRule(stage, standard, 55, None, 65)
        case _:
            raise ValueError(
                f"large_class_definition must be one of {LARGE_CLASS_DEFINITIONS}, not {definition!r}"
            )


def _read_tolerances(table: Any) -> tuple[tuple[str, float], ...]:
    """Read ``[tolerances]``: numbers by the id of a metric or by kind."""
    if not isinstance(table, Mapping):
        raise ValueError("tolerances must be a table of numbers by metric")  # noqa: TRY004 - a wrong setting
    if not table:
        # The settings are read several times in each run of a page; looking through the folders would be felt.
        return ()
    known = TOLERANCES.keys() | {file.stem for file in METRIC_FILES.glob("*/*.sql")}
    for name, value in table.items():
        if name not in known:
            raise ValueError(f"tolerances.{name} is neither a metric nor one of {', '.join(TOLERANCES)}")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
            raise ValueError(f"tolerances.{name} must be a number from 0 on, not {value!r}")
    return tuple(sorted((name, float(value)) for name, value in table.items()))


def _read_alerts(table: Any) -> tuple[tuple[str, float], ...]:
    """Read ``[alerts]``: limits (界限) by the name of an alert's file."""
    if not isinstance(table, Mapping):
        raise ValueError("alerts must be a table of limits by alert")  # noqa: TRY004 - a wrong setting
    known = {file.stem for file in ALERT_FILES.glob("*.sql")}
    for name, value in table.items():
        if name not in known:
            raise ValueError(f"alerts.{name} is no alert")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
            raise ValueError(f"alerts.{name} must be a number from 0 on, not {value!r}")
    return tuple(sorted((name, float(value)) for name, value in table.items()))


def _read_deadlines(table: Any) -> tuple[tuple[str, date], ...]:
    """Read ``[deadlines]``: dates by quarter, ``"2026Q3" = 2026-10-25``."""
    if not isinstance(table, Mapping):
        raise ValueError("deadlines must be a table of dates by quarter")  # noqa: TRY004 - a wrong setting
    for name, value in table.items():
        try:
            Period.parse(name)
        except ValueError as error:
            raise ValueError(f"deadlines.{name} is not a quarter such as 2026Q3") from error
        if isinstance(value, datetime) or not isinstance(value, date):
            raise ValueError(  # noqa: TRY004 - a wrong setting
                f"deadlines.{name} must be a date such as 2026-10-25, not {value!r}"
            )
    return tuple(sorted(table.items()))


WEBHOOK_KINDS = ("wecom", "dingtalk")


def _check_hand_in(settings: Settings) -> None:
    if settings.hide_below < 2:
        raise ValueError(
            f"hide_below must be at least 2, not {settings.hide_below}: it hides counts below it"
        )
    if settings.hand_in_days < 0:
        raise ValueError(f"hand_in_days must not be negative, not {settings.hand_in_days}")
    if settings.expected_datasets:
        known = {file.stem for file in CONTRACT_FILES.glob("*.json")}
        if unknown := sorted(set(settings.expected_datasets) - known):
            raise ValueError(f"expected_datasets names no dataset: {', '.join(unknown)}")
    if settings.webhook_kind not in WEBHOOK_KINDS:
        raise ValueError(f"webhook_kind must be one of {WEBHOOK_KINDS}, not {settings.webhook_kind!r}")
    if settings.webhook_url and not settings.webhook_url.startswith(("https://", "http://")):
        raise ValueError("webhook_url must begin with https:// or http://")


def _convert(kind: Any, text: Any) -> Any:
    if kind in ("bool", bool):
        return text if isinstance(text, bool) else str(text).strip().lower() in ("1", "true", "yes", "是")
    if kind in ("int", int):
        return int(text)
    if kind == "tuple[str, ...]":
        names = text.split(",") if isinstance(text, str) else text
        return tuple(name.strip() for name in names if name.strip())
    return Path(text) if kind in ("Path", Path) else str(text)


_TABLES: Mapping[str, Callable[[Any], Any]] = {
    "tolerances": _read_tolerances,
    "alerts": _read_alerts,
    "deadlines": _read_deadlines,
    "access": read_access,
}
"""Settings that are tables of their own in the file; variables reach the lines of ``[access]`` only."""


def _with_variables(table: Any, environment: Mapping[str, str]) -> Any:
    """Let ``EDUBOARD_ACCESS_MODE`` and the like win over the file: secrets need not stand in it."""
    given = {
        item.name: value
        for item in fields(AccessRules)
        if (value := environment.get(f"{_VARIABLES}ACCESS_{item.name.upper()}"))
    }
    return {**table, **given} if isinstance(table, Mapping) else table


def load_settings(path: Path = SETTINGS_FILE, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: file first, then variables such as ``EDUBOARD_STORE``.

    Raises ValueError for an unknown key or a value of the wrong kind, naming it.
    """
    environment = os.environ if environment is None else environment
    known = {item.name: item.type for item in fields(Settings)}
    given: dict[str, Any] = {}
    if path.is_file():
        given.update(tomllib.loads(path.read_text(encoding="utf-8")))
    tables = {name: given.pop(name, {}) for name in _TABLES}
    tables["access"] = _with_variables(tables["access"], environment)
    for name in known.keys() - _TABLES.keys():
        if value := environment.get(f"{_VARIABLES}{name.upper()}"):
            given[name] = value
    if unknown := sorted(given.keys() - known.keys()):
        raise ValueError(f"unknown settings in {path.name}: {', '.join(unknown)}")
    settings = Settings(
        **{name: _convert(known[name], value) for name, value in given.items()},
        **{name: _TABLES[name](table) for name, table in tables.items()},
    )
    settings.class_size_rules()
    _check_hand_in(settings)
    return settings


def current_settings() -> Settings:
    """The settings as the file and the variables are now, read anew only when one of them has changed."""
    variables = tuple((name, value) for name, value in os.environ.items() if name.startswith(_VARIABLES))
    try:
        stat = SETTINGS_FILE.stat()
    except OSError:
        return _read_once(SETTINGS_FILE, variables, None)
    return _read_once(SETTINGS_FILE, variables, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=8)
def _read_once(
    file: Path, variables: tuple[tuple[str, str], ...], _state: tuple[int, int] | None
) -> Settings:
    return load_settings(file, dict(variables))
