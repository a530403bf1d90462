"""Repeatable chance: the same key draws the same numbers, whatever was drawn before it and wherever.

Only ``random.Random(text).random()`` is used, the one sequence that Python promises not to change.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of chance that belongs to one key, such as (dataset, period, school)."""

    def __init__(self, *key: object) -> None:
        self._next = random.Random("|".join(map(str, key))).random  # noqa: S311 (nothing is kept secret)

    def chance(self, share: float) -> bool:
        """Say yes in that share (0-1) of cases."""
        return self._next() < share

    def uniform(self, low: float, high: float) -> float:
        """Draw a number from ``low`` to ``high``."""
        return low + (high - low) * self._next()

    def around(self, mean: float, deviation: float) -> float:
        """Draw a bell-shaped number: at most three standard deviations away."""
        return mean + deviation * 2 * (self._next() + self._next() + self._next() - 1.5)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the options."""
        return options[int(self._next() * len(options))]

    def pick_weighted(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """Draw one of the options, by weight."""
        mark = self._next() * sum(weights)
        for option, weight in zip(options, weights, strict=True):
            mark -= weight
            if mark < 0:
                return option
        return options[-1]

    def count(self, rate: float, most: int) -> int:
        """Draw how often something rare happens: ``rate`` on average, ``most`` at the highest."""
        whole = int(rate)
        drawn = whole + self.chance(rate - whole)
        while 0 < drawn < most and self.chance(rate / 3):
            drawn += 1
        return min(drawn, most)
