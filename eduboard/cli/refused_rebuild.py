"""Saying which batches a rebuild cannot give back, what is different in them, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.formats import format_line, format_period
from eduboard.intake.differences import SCOPE, ChangedValue
from eduboard.intake.replay import NotRebuilt, Trouble
from eduboard.store.records import Batch
from eduboard.texts import rebuilding as texts

_MOST_PLACES = 3


def describe_refusal(refused: NotRebuilt) -> Iterator[str]:
    """Write it line by line: every batch with whose it is and its first different values, then the ways on."""
    yield texts.REFUSED.format(total=refused.batch_count, count=len(refused.troubles))
    for trouble in refused.troubles:
        yield ""
        yield _name(trouble.batch)
        yield from (f"  {line}" for line in _describe(trouble))
    yield ""
    yield texts.WAYS_ON
    if kept := [trouble.batch.batch for trouble in refused.troubles if trouble.can_be_kept]:
        yield texts.KEEP.format(options=" ".join(f"--keep {batch}" for batch in kept))
    others = (trouble.batch.batch for trouble in refused.troubles)
    yield texts.LEAVE_OUT.format(options=" ".join(f"--without {batch}" for batch in others))


def _name(batch: Batch) -> str:
    places = [
        f"{format_period(scope.period, annual=scope.annual)} {region_names().get(scope.district, scope.district)}"
        for scope in batch.scopes
    ]
    more = "…" if len(places) > _MOST_PLACES else ""
    return texts.BATCH.format(
        batch=batch.batch,
        dataset=load_contracts()[batch.dataset].title,
        file=batch.file_name,
        who=batch.published_by,
        at=f"{batch.published_at:%Y-%m-%d %H:%M}",
        places="、".join(places[:_MOST_PLACES]) + more,
        rows=batch.row_count,
    )


def _describe(trouble: Trouble) -> Iterator[str]:
    yield texts.REASONS[trouble.error.code].format(**trouble.error.params)
    if trouble.differences is not None and trouble.differences.line_count:
        yield texts.DIFFERENT_LINES.format(count=trouble.differences.line_count)
        titles = {field.name: field.title for field in load_contracts()[trouble.batch.dataset].stored_fields}
        titles |= {
            SCOPE: texts.SCOPE_FIELD,
            "school": texts.SCHOOL_FIELD,
            "qualifiers": texts.QUALIFIER_FIELD,
        }
        yield from (f"  {_value(value, titles)}" for value in trouble.differences.values)


def _value(value: ChangedValue, titles: dict[str, str]) -> str:
    line = format_line(value.place)
    if not value.field:
        return (texts.LINE_NEW if value.before is None else texts.LINE_GONE).format(line=line)
    before, after = (texts.NOTHING_THERE if text is None else text for text in (value.before, value.after))
    return texts.CHANGED.format(line=line, field=titles[value.field], before=before, after=after)
