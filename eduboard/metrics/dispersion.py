"""How far schools lie apart: the student-weighted 校际差异系数 of the national inspection (教督〔2017〕6号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Holding:
    """What a school has of something, and its students."""

    amount: float
    students: float


@dataclass(frozen=True)
class Dispersion:
    """Mean and deviation in amount a student, their quotient, and each school's part in it.

    ``coefficient`` is None where nobody has anything.  ``pulls`` are the parts of the variance (together 1): how much
    each school, in the order given, pulls the coefficient up; ``above`` tells to which side.
    """

    mean: float
    deviation: float
    coefficient: float | None
    pulls: tuple[float, ...]
    above: tuple[bool, ...]


def disperse(schools: Sequence[Holding]) -> Dispersion | None:
    """Compute the dispersion of schools that have students; None without any.

    ``X = x/P``, ``mean = Σx/ΣP``, ``S = sqrt(Σ (P/ΣP)·(X − mean)²)``, ``CV = S/mean``.
    """
    students = sum(school.students for school in schools)
    if not students or not all(school.students > 0 for school in schools):
        return None
    mean = sum(school.amount for school in schools) / students
    offsets = [school.amount / school.students - mean for school in schools]
    parts = [school.students / students * offset**2 for school, offset in zip(schools, offsets, strict=True)]
    variance = sum(parts)
    return Dispersion(
        mean=mean,
        deviation=sqrt(variance),
        coefficient=sqrt(variance) / mean if mean else None,
        pulls=tuple(part / variance if variance else 0.0 for part in parts),
        above=tuple(offset > 0 for offset in offsets),
    )
