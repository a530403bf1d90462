"""From a code back to its figure: what was recorded, the same figure from today's data, and what lies between."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from eduboard.access.viewer import Viewer
from eduboard.errors import AccessDenied, EduboardError
from eduboard.metrics.catalogue import Catalogue, Metric, load_catalogue
from eduboard.metrics.imprint import Figure, list_values, version_of
from eduboard.metrics.recipe import Recipe, Value, format_code, parse_code, read_recipe
from eduboard.metrics.recipes import BUILDERS, Builder, Kitchen, make_again
from eduboard.metrics.results import Caption, Source
from eduboard.store.figure_register import FigureRegister, RegisteredFigure
from eduboard.store.history import find_batch
from eduboard.store.store import Session, Store

_BATCHES_FOLLOWED = 40


@dataclass(frozen=True)
class Definition:
    """A metric of a figure: its version then and now; ``metric`` is None where there is none of that name any more."""

    id: str
    version: str
    metric: Metric | None

    @property
    def version_now(self) -> str:
        """The version of today's definition; '' when it is gone."""
        return version_of(self.metric) if self.metric else ""

    @property
    def is_same(self) -> bool:
        """Tell whether the definition is what it was."""
        return self.version == self.version_now


@dataclass(frozen=True)
class Change:
    """A value that is another one now; None on one side where the place did not exist."""

    row: str
    column: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Replacement:
    """A batch that the figure rested on and no longer does: what became of it, and which batches stand in its place."""

    batch: str
    state: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True)
class Recorded:
    """What the register says of a figure."""

    code: str
    digest: str
    title: str
    unit: str
    period: str
    place: str
    definition: str
    recipe: Recipe
    versions: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    districts: tuple[str, ...]
    visible: tuple[str, ...] | None
    values: tuple[Value, ...]
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class Retraced:
    """A recorded figure beside today's; ``figure`` is None where it cannot be made any more, ``problem`` says why."""

    recorded: Recorded
    definitions: tuple[Definition, ...]
    figure: Figure | None
    problem: str
    changes: tuple[Change, ...]
    replacements: tuple[Replacement, ...]
    added: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether today's data gives the very values that were recorded."""
        return self.figure is not None and not self.changes


def keep_figures(
    register: FigureRegister, captions: Iterable[Caption], made_by: str, made_at: datetime
) -> None:
    """Keep what the codes under figures stand for; known ones stay as they are.  Raises ``figures.unusable``."""
    entries = [entry for caption in captions if (entry := make_entry(caption, made_by, made_at)) is not None]
    if entries:
        register.add(entries)


def make_entry(caption: Caption, made_by: str, made_at: datetime) -> RegisteredFigure | None:
    """Give what the register keeps of a figure; None for one that has no code."""
    imprint = caption.imprint
    if imprint is None:
        return None
    content = {
        "recipe": imprint.recipe.as_json(),
        "unit": caption.unit,
        "period": caption.period,
        "place": caption.place,
        "definition": caption.definition,
        "versions": [list(version) for version in imprint.versions],
        "sources": [
            [item.batch, item.dataset, item.file_name, item.kind, item.published_at]
            for item in caption.sources
        ],
        "districts": list(imprint.districts),
        "visible": None if imprint.visible is None else list(imprint.visible),
        "values": json.loads(imprint.values),
    }
    return RegisteredFigure(imprint.digest, imprint.code, caption.title, made_at, made_by, content)


def find_recorded(register: FigureRegister, viewer: Viewer, typed: str) -> tuple[Recorded, ...]:
    """Find what a code stands for; nearly always one figure.

    Raises EduboardError ``figure.invalid``, ``figure.unknown`` or ``figures.unusable``, and AccessDenied
    ``figure.hidden`` where the viewer may not see every district that is in it.
    """
    code = parse_code(typed)
    entries = register.find(code)
    if not entries:
        raise EduboardError("figure.unknown", figure=format_code(code))
    found = [_read_entry(register, entry) for entry in entries]
    seen = tuple(item for item in found if may_see(viewer, item))
    if not seen:
        raise AccessDenied("figure.hidden", figure=format_code(code))
    return seen


def recorded_by_digest(register: FigureRegister, viewer: Viewer, digest: str) -> Recorded | None:
    """Find one figure; None where it is not kept or the viewer may not see all of it."""
    entry = register.find_digest(digest)
    if entry is None:
        return None
    recorded = _read_entry(register, entry)
    return recorded if may_see(viewer, recorded) else None


def may_see(viewer: Viewer, recorded: Recorded) -> bool:
    """Tell whether a viewer may see everything that is in a figure."""
    is_own_school = viewer.only_school in ("", dict(recorded.recipe.details).get("school"))
    return is_own_school and all(map(viewer.may_see, recorded.districts))


def _read_entry(register: FigureRegister, entry: RegisteredFigure) -> Recorded:
    try:
        return _read(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise EduboardError("figures.unusable", path=register.path, detail=error) from error


def _read(entry: RegisteredFigure) -> Recorded:
    content: Mapping[str, Any] = entry.content
    visible = content["visible"]
    return Recorded(
        code=format_code(entry.code),
        digest=entry.digest,
        title=entry.title,
        unit=content["unit"],
        period=content["period"],
        place=content["place"],
        definition=content["definition"],
        recipe=read_recipe(content["recipe"]),
        versions=tuple((metric, version) for metric, version in content["versions"]),
        sources=tuple(Source(*item) for item in content["sources"]),
        districts=tuple(content["districts"]),
        visible=None if visible is None else tuple(visible),
        values=tuple(Value(*item) for item in content["values"]),
        made_at=entry.made_at,
        made_by=entry.made_by,
    )


def narrowed(viewer: Viewer, visible: tuple[str, ...] | None) -> Viewer:
    """Give the viewer as somebody who sees no more than the figure's first viewer did."""
    if visible is None:
        return viewer
    districts = tuple(filter(viewer.may_see, visible))
    return replace(viewer, districts=districts, sees_all=False, school=viewer.only_school)


def retrace(
    store: Store, viewer: Viewer, recorded: Recorded, builders: Mapping[str, Builder] = BUILDERS
) -> Retraced:
    """Make a recorded figure again from today's data and say what is different."""
    with store.reading(narrowed(viewer, recorded.visible)) as session:
        catalogue = load_catalogue(session, store.settings)
        figure, problem = None, ""
        try:
            figure = make_again(Kitchen(session, catalogue, store.settings, recorded.recipe), builders)
        except EduboardError as error:
            problem = str(error)
        recorded = replace(recorded, sources=tuple(_known(session, item) for item in recorded.sources))
        sources = figure.caption.sources if figure is not None else recorded.sources
        replacements, added = _follow(session, recorded.sources, sources)
    return Retraced(
        recorded=recorded,
        definitions=tuple(_definition(catalogue, *version) for version in recorded.versions),
        figure=figure,
        problem=problem,
        changes=() if figure is None else tuple(_changes(recorded.values, list_values(figure))),
        replacements=replacements,
        added=added,
    )


def _definition(catalogue: Catalogue, name: str, version: str) -> Definition:
    return Definition(name, version, catalogue.get(name))


def _changes(before: Sequence[Value], after: Sequence[Value]) -> Iterator[Change]:
    """The values that differ, in the order of the figure, then those that are gone."""
    then = {(item.row, item.column): item for item in before}
    now = {(item.row, item.column): item for item in after}
    for place in (*now, *(place for place in then if place not in now)):
        old, new = then.get(place), now.get(place)
        if _said(old) != _said(new):
            yield Change(*place, old, new)


def _said(value: Value | None) -> tuple[float | str | None, str]:
    return (None, "") if value is None else (value.value, value.word)


def _follow(
    session: Session, before: Sequence[Source], after: Sequence[Source]
) -> tuple[tuple[Replacement, ...], tuple[str, ...]]:
    """Tell what became of batches that a figure rested on, and which came that stand in nobody's place."""
    now = {source.batch for source in after}
    gone = [batch for batch in dict.fromkeys(source.batch for source in before) if batch not in now]
    found = tuple(_replacement(session, batch) for batch in gone[:_BATCHES_FOLLOWED])
    known = {source.batch for source in before} | {batch for item in found for batch in item.replaced_by}
    return found, tuple(sorted(now - known))


def _known(session: Session, source: Source) -> Source:
    """Look up what is on record of a batch that a figure knows by its number alone."""
    if source.dataset:
        return source
    try:
        found = find_batch(session, source.batch)
    except EduboardError:
        return source
    published = f"{found.published_at:%Y-%m-%d}"
    return Source(source.batch, found.dataset, found.file_name, found.kind, published)


def _replacement(session: Session, batch: str) -> Replacement:
    try:
        record = find_batch(session, batch)
    except EduboardError:
        # The store is another one than the register was kept beside.
        return Replacement(batch, "", ())
    others = {scope.current_batch for scope in record.scopes if scope.current_batch not in (None, batch)}
    return Replacement(batch, record.state, tuple(sorted(filter(None, others))))
