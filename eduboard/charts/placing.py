"""Keeping labels and dots apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def spread(wanted: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """Move labels apart: given their wanted middles and heights in pixels from the top, give free places.

    They keep their order and stay between 0 and ``height`` as long as they fit there.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    places = [0.0] * len(wanted)
    edge = 0.0
    for number in order:
        places[number] = max(wanted[number], edge + sizes[number] / 2)
        edge = places[number] + sizes[number] / 2
    edge = height
    for number in reversed(order):
        places[number] = min(places[number], edge - sizes[number] / 2)
        edge = places[number] - sizes[number] / 2
    return places


def swarm(positions: Sequence[float], size: float) -> list[float]:
    """Stack dots of equal position: given pixels along a row, give offsets across it, around zero."""
    heaps: dict[int, int] = defaultdict(int)
    offsets = []
    for position in positions:
        heap = round(position / size)
        rank = heaps[heap]
        heaps[heap] += 1
        step = (rank + 1) // 2
        offsets.append(size * (step if rank % 2 else -step))
    return offsets
