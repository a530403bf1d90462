"""The city that the tests of 对外 look at, and a judge of what its sums give away."""

from collections.abc import Sequence

import numpy as np

LEAST = 5
NOW, BEFORE = "2025Q3", "2025Q2"
CITY = "990100"
DISTRICTS = ("990101", "990102", "990103", "990104")
COUNTS = ("large_classes", "large_class_share", "classes_total")


def is_determined(cell: object, unknown: Sequence[object], sums: Sequence[dict[object, int]]) -> bool:
    """Tell, by linear algebra of another kind, whether sums with known results give a cell away."""
    places = {name: number for number, name in enumerate(unknown)}
    rows = [[0] * len(places) for _ in sums]
    for row, line in zip(rows, sums, strict=True):
        for name, sign in line.items():
            if name in places:
                row[places[name]] += sign
    matrix = np.array(rows, dtype=float)
    target = np.zeros((1, len(places)))
    target[0, places[cell]] = 1
    return bool(np.linalg.matrix_rank(np.vstack([matrix, target])) == np.linalg.matrix_rank(matrix))
