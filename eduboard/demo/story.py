"""What is told about the invented city, read from ``data/demo/*.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from eduboard.settings import PROJECT_ROOT

STORY_DIR = PROJECT_ROOT / "data" / "demo"


@cache
def load_story(name: str) -> dict[str, Any]:
    """Read ``data/demo/<name>.toml``."""
    return tomllib.loads((STORY_DIR / f"{name}.toml").read_text(encoding="utf-8"))
