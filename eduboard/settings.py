"""Settings of a deployment: ``settings.toml`` beside the project, then ``EDUBOARD_*`` variables.

Thresholds that differ from place to place live here, are written into the engine as the one-row view
``settings`` and the table ``class_size_rules``, and are printed beside every number they shape.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = PROJECT_ROOT / "settings.toml"
DEFAULT_STORE = PROJECT_ROOT / "data" / "store" / "eduboard.duckdb"


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


def _convert(kind: Any, text: Any) -> Any:
    if kind in ("bool", bool):
        return text if isinstance(text, bool) else str(text).strip().lower() in ("1", "true", "yes", "是")
    if kind in ("int", int):
        return int(text)
    return Path(text) if kind in ("Path", Path) else str(text)


def load_settings(path: Path = SETTINGS_FILE, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: file first, then variables such as ``EDUBOARD_STORE``.

    Raises ValueError for an unknown key or a value of the wrong kind, naming it.
    """
    environment = os.environ if environment is None else environment
    known = {item.name: item.type for item in fields(Settings)}
    given: dict[str, Any] = {}
    if path.is_file():
        given.update(tomllib.loads(path.read_text(encoding="utf-8")))
    for name in known:
        if value := environment.get(f"EDUBOARD_{name.upper()}"):
            given[name] = value
    if unknown := sorted(given.keys() - known.keys()):
        raise ValueError(f"unknown settings in {path.name}: {', '.join(unknown)}")
    settings = Settings(**{name: _convert(known[name], value) for name, value in given.items()})
    settings.class_size_rules()
    return settings
