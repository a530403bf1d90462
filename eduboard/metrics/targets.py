"""Targets (目标任务) laid against metrics by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from eduboard.metrics.catalogue import PERCENT, Metric
from eduboard.metrics.results import Target
from eduboard.store.store import Session


def find_targets(session: Session, metrics: Sequence[Metric]) -> Mapping[str, tuple[Target, ...]]:
    """Find the targets that name each metric, by its name or an alias; shares are brought to 0–1."""
    return session.recall(("targets", *metrics), lambda: _read_targets(session, metrics))


def _read_targets(session: Session, metrics: Sequence[Metric]) -> Mapping[str, tuple[Target, ...]]:
    named = {name: metric for metric in metrics for name in (metric.name, *metric.aliases)}
    found: dict[str, list[Target]] = defaultdict(list)
    for row in session.run("pages/targets", names=list(named)):
        if row["level"]:
            continue  # a target for one level is not a target for the whole metric
        metric = named[row["indicator"]]
        value = (
            row["target_value"] / 100 if metric.is_share and row["unit"] == PERCENT else row["target_value"]
        )
        found[metric.id].append(
            Target(
                value=value,
                direction=row["direction"],
                due_period=row["due_period"],
                basis=row["basis"] or "",
                district=row["district"],
                start_period=row["start_period"],
            )
        )
    return {metric_id: tuple(targets) for metric_id, targets in found.items()}


def target_for(targets: Sequence[Target], period: str, places: Sequence[str]) -> Target | None:
    """Choose the target in force: the first place that has one, due soonest at or after the period.

    A target without a due date is always in force; one whose start lies ahead is not yet.
    """
    for place in places:
        in_force = [
            target
            for target in targets
            if target.district == place
            and (target.due_period is None or target.due_period >= period)
            and (target.start_period is None or target.start_period <= period)
        ]
        if in_force:
            return min(in_force, key=lambda target: target.due_period or "9999Q4")
    return None
