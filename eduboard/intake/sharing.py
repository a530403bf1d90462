"""Which tables or files belong together: those that share a place, also by way of a third."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import chain


def group_sharing(places: Mapping[int, frozenset[Hashable]]) -> list[tuple[int, ...]]:
    """Bring the numbers together whose places overlap; groups and members in order, one without a place alone."""
    groups: list[tuple[list[int], frozenset[Hashable]]] = []
    for number, own in places.items():
        joined = [group for group in groups if group[1] & own]
        groups = [group for group in groups if not group[1] & own]
        members = [number, *chain.from_iterable(group[0] for group in joined)]
        groups.append((members, own.union(*(group[1] for group in joined))))
    return sorted(tuple(sorted(members)) for members, _ in groups)
