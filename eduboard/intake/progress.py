"""How far a long piece of work is: each step is announced before it begins.

Whoever listens may raise to stop the work; it then leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

Step = Literal["read", "type", "rules", "compare", "store", "measure", "explain", "keep"]
"""收 read · 验 type, rules · 比 compare · 发布 store, measure, explain, keep."""

STEPS: tuple[Step, ...] = get_args(Step)

Progress = Callable[[Step], None]


def unobserved(_step: Step) -> None:
    """Work without telling anybody."""
