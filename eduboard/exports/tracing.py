"""What is said of a traced figure, on the page and on the command line: what it is, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping

from eduboard.formats import format_count, format_periods, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import RANKING, Value
from eduboard.metrics.retrace import Recorded, Replacement, Retraced
from eduboard.texts import trace_page as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.pages import COMPARE_OPTIONS, STAGE

_SEEN_NAMED = 8


def describe_recorded(recorded: Recorded) -> list[tuple[str, str]]:
    """Say in words how a figure was made, as pairs of label and text."""
    filters = recorded.recipe.filter_values
    said = [
        (texts.KIND, texts.KINDS.get(recorded.recipe.kind, recorded.recipe.kind)),
        (texts.PLACE, recorded.place),
        (texts.PERIOD, format_periods(recorded.period)),
    ]
    if stage := filters.get("stage"):
        said.append((STAGE, stage))
    if recorded.recipe.kind == RANKING and (compare := COMPARE_OPTIONS.get(filters.get("compare", ""))):
        said.append((texts.COMPARE, compare))
    if recorded.visible is not None:
        named = texts.JOIN.join(map(place_name, recorded.visible[:_SEEN_NAMED]))
        more = len(recorded.visible) > _SEEN_NAMED
        said.append((texts.SEEN, texts.AND_MORE.format(names=named) if more else named))
    made = texts.MADE.format(moment=f"{recorded.made_at:%Y-%m-%d %H:%M}", who=recorded.made_by)
    return [*said, (texts.FIRST_MADE, made)]


def write_outcome(found: Retraced) -> str:
    """Say in a sentence whether today's data gives what was recorded."""
    if found.figure is None:
        return found.problem
    if found.changes:
        return texts.CHANGED.format(count=len(found.changes))
    moved = found.replacements or found.added
    return texts.SAME_OTHER_BATCHES if moved else texts.SAME


def write_definition(found: Retraced) -> list[str]:
    """Say of each metric whether its definition is still the one that the figure was made by."""
    lines = []
    for item in found.definitions:
        name = item.metric.name if item.metric else item.id
        if item.is_same:
            lines.append(texts.DEFINITION_SAME.format(name=name, version=item.version))
        elif item.metric is None:
            lines.append(texts.DEFINITION_GONE.format(name=name, version=item.version))
        else:
            lines.append(
                texts.DEFINITION_CHANGED.format(
                    name=name, version=item.version, now=item.version_now, definition=item.metric.definition
                )
            )
    return lines


def change_rows(found: Retraced) -> list[tuple[str, str, str, str]]:
    """Give what changed as rows: where, then, now."""
    metrics = metrics_of(found)
    return [
        (
            item.row,
            format_periods(item.column),
            write_value(item.before, metrics),
            write_value(item.after, metrics),
        )
        for item in found.changes
    ]


def metrics_of(found: Retraced) -> dict[str, Metric]:
    """The figure's metrics by name, as far as they still exist."""
    return {item.id: item.metric for item in found.definitions if item.metric is not None}


def write_value(item: Value | None, metrics: Mapping[str, Metric]) -> str:
    """Write a recorded value as the figure showed it."""
    if item is None:
        return UNDEFINED
    if isinstance(item.value, str):
        return item.value
    metric = metrics.get(item.metric)
    text = format_value(item.value, metric) if metric else format_count(item.value)
    return texts.WITH_WORD.format(value=text, word=item.word) if item.word else text


def write_replacement(item: Replacement) -> str:
    """Say what became of a batch that the figure rested on."""
    if not item.state:
        return texts.BATCH_UNKNOWN.format(batch=item.batch)
    if item.replaced_by:
        others = texts.JOIN.join(item.replaced_by)
        return texts.BATCH_REPLACED.format(batch=item.batch, state=item.state, others=others)
    return texts.BATCH_GONE.format(batch=item.batch, state=item.state)
