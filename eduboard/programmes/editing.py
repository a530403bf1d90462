"""A bureau's own programmes: copied, edited as a table, saved whole or not at all, the version before kept.

An edited programme goes through the very reader that reads files, so that what is saved can be read; its mistakes are
told by row and column of the table.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from eduboard.access.roles import Right
from eduboard.errors import AccessDenied, EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.programmes.loading import ProgrammeInvalid, parse_programme
from eduboard.programmes.model import KEYS, Programme
from eduboard.programmes.shelf import own_folder
from eduboard.programmes.writing import dump_programme
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.records import now
from eduboard.store.store import Session, Store

COPY, CHANGE, DELETE = "copy_programme", "change_programme", "delete_programme"
HEAD = ("name", "district", "source", "start", "yellow_from")
COLUMNS = ("section", "heading", "kind", *dict.fromkeys(key for keys in KEYS.values() for key in keys))
"""The columns of the table: where an item stands, then every key that some kind of item may have."""
LADDER_COLUMNS = ("ladder", "level", "title", "item")
"""The columns of the table of ladders: a row for each rung, those of one ladder from the lowest up."""
NUMBERS = ("target", "start_value")
MOST_BYTES = 2_000_000
EARLIER = "earlier"
_LISTS = ("stages",)
_BETWEEN = "、"
_NAME = re.compile(r"\w[\w-]{0,59}")
_PLACE = re.compile(r"sections\[(\d+)\](?:\.items\[(\d+)\])?(?:\.([a-z_]+))?")
_RUNG_PLACE = re.compile(r"ladders\[(\d+)\](?:\.rungs\[(\d+)\])?(?:\.([a-z_]+))?")

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with an edited programme: the row of the table (from 1; None for the head), item, key, sentence.

    ``is_rung`` tells the rows of the table of ladders from those of the items.
    """

    row: int | None
    item: str
    key: str
    problem: str
    is_rung: bool = False


class EditInvalid(EduboardError):
    """An edited programme with mistakes."""

    def __init__(self, invalid: ProgrammeInvalid, mistakes: Sequence[Mistake]) -> None:
        super().__init__("programme.invalid", problems="\n".join(invalid.problems))
        self.mistakes = tuple(mistakes)


def own_path(settings: Settings, programme_id: str) -> Path:
    """Where a bureau's own file of that name lies; raises ``programme.name_invalid`` for what is no name of a file."""
    if not _NAME.fullmatch(programme_id):
        raise EduboardError("programme.name_invalid", name=programme_id)
    return own_folder(settings) / f"{programme_id}.toml"


def fingerprint(settings: Settings, programme_id: str) -> str:
    """Tell one content of a bureau's own file from another; '' when there is none."""
    path = own_path(settings, programme_id)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def head_of(programme: Programme) -> dict[str, Any]:
    """Give the programme's own keys as they are edited."""
    return {key: getattr(programme, key) for key in HEAD}


def rows_of(programme: Programme) -> list[dict[str, Any]]:
    """Give the items as rows of the table; None where a key is not given."""
    return [
        {"section": section.title, "heading": section.heading, "kind": item.kind}
        | {key: _shown(getattr(item, key)) for key in COLUMNS[3:]}
        for section in programme.sections
        for item in section.items
    ]


def rungs_of(programme: Programme) -> list[dict[str, Any]]:
    """Give the ladders as rows of their table; None where a key is not given."""
    return [
        {
            "ladder": ladder.name,
            "level": _shown(ladder.level),
            "title": rung.title,
            "item": _shown(rung.item),
        }
        for ladder in programme.ladders
        for rung in ladder.rungs
    ]


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return _BETWEEN.join(value) or None
    return None if value == "" else value


def build_edited(
    head: Values,
    rows: Sequence[Values],
    rungs: Sequence[Values],
    programme_id: str,
    file: str,
    catalogue: Catalogue,
) -> Programme:
    """Make a programme of an edited head and of the tables of items and rungs.

    Rows of one section or ladder belong together wherever they stand.  Raises EditInvalid with all mistakes.
    """
    sections: dict[str, dict[str, Any]] = {}
    places: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows, start=1):
        given = {key: value for key, value in row.items() if _is_given(value)}
        if not given:
            continue
        title = str(given.pop("section", "")).strip()
        heading = given.pop("heading", "")
        section = sections.setdefault(title, {"title": title, "heading": heading, "items": []})
        places[list(sections).index(title), len(section["items"])] = number
        section["items"].append({key: _written(key, value) for key, value in given.items()})
    raw = {key: value for key, value in head.items() if _is_given(value)}
    ladders, rung_places = _read_rungs(rungs)
    raw["ladders"] = list(ladders.values())
    raw["sections"] = list(sections.values())
    try:
        return parse_programme(tomli_w.dumps(raw), file, programme_id, catalogue)
    except ProgrammeInvalid as invalid:
        said = [problem.removeprefix(f"{file}: ") for problem in invalid.problems]
        mistakes = [
            _rung_mistake(problem, rungs, rung_places) or _mistake(problem, rows, places) for problem in said
        ]
        raise EditInvalid(invalid, mistakes) from invalid


def _read_rungs(
    rungs: Sequence[Values],
) -> tuple[dict[str, dict[str, Any]], dict[tuple[int, int], int]]:
    """Put the rows of the table of ladders together, and note which row each rung stands in."""
    ladders: dict[str, dict[str, Any]] = {}
    places: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rungs, start=1):
        given = {key: str(value).strip() for key, value in row.items() if _is_given(value)}
        if not given:
            continue
        name = given.get("ladder", "")
        ladder = ladders.setdefault(name, {"name": name, "level": "", "rungs": []})
        ladder["level"] = ladder["level"] or given.get("level", "")
        places[list(ladders).index(name), len(ladder["rungs"])] = number
        ladder["rungs"].append({key: given[key] for key in ("title", "item") if key in given})
    return ladders, places


def _is_given(value: Any) -> bool:
    # A cell that a table leaves empty comes as None, '' or not-a-number.
    return value is not None and value != "" and value == value  # noqa: PLR0124 - NaN


def _written(key: str, value: Any) -> Any:
    if key in _LISTS and isinstance(value, str):
        return [part.strip() for part in re.split("[、,，]", value) if part.strip()]
    if key in NUMBERS:
        return value
    return str(value)


def _rung_mistake(
    said: str, rungs: Sequence[Values], places: Mapping[tuple[int, int], int]
) -> Mistake | None:
    """Place a mistake in the table of ladders; None for one that is elsewhere."""
    at, _, sentence = said.partition(": ")
    found = _RUNG_PLACE.match(at)
    if found is None:
        return None
    ladder, rung, key = found.groups()
    row = places.get((int(ladder), int(rung or 0)))
    title = str(rungs[row - 1].get("title") or "") if row else ""
    if rung is None and key in (None, "name"):
        key = "ladder"
    return Mistake(row, title, key or "", sentence, is_rung=True)


def _mistake(said: str, rows: Sequence[Values], places: Mapping[tuple[int, int], int]) -> Mistake:
    at, _, sentence = said.partition(": ")
    found = _PLACE.match(at)
    if found is None:
        return Mistake(None, "", at if sentence else "", sentence or said)
    section, item, key = found.groups()
    row = places.get((int(section), int(item or 0)))
    name = str(rows[row - 1].get("name") or "") if row else ""
    if item is None and key in (None, "title"):
        key = "section"
    return Mistake(row, name, key or "", sentence)


def save_programme(store: Store, session: Session, programme: Programme, known: str) -> Path | None:
    """Save a bureau's own programme; return where the version before lies, None when there was none.

    ``known`` is the fingerprint of what the editor began with.  Raises EduboardError: ``programme.changed_meanwhile``,
    ``programme.unwritable``, and AccessDenied for who may not.
    """
    return _replace(store, session, programme.id, dump_programme(programme), known, CHANGE)


def copy_programme(store: Store, session: Session, programme: Programme, text: str, name: str) -> None:
    """Copy a programme's file into the bureau's folder under a name; raises ``programme.name_taken``."""
    if own_path(store.settings, name).exists():
        raise EduboardError("programme.name_taken", name=name)
    _replace(store, session, name, text, "", COPY, programme.id)


def upload_programme(
    store: Store, session: Session, data: bytes, name: str, catalogue: Catalogue
) -> Path | None:
    """Save a file as the bureau's own programme, once it has been read without a mistake."""
    if len(data) > MOST_BYTES:
        raise EduboardError("programme.too_big", size=MOST_BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EduboardError("programme.not_text") from error
    own_path(store.settings, name)
    parse_programme(text, f"{name}.toml", name, catalogue)
    return _replace(store, session, name, text, fingerprint(store.settings, name), CHANGE)


def delete_programme(store: Store, session: Session, name: str) -> Path:
    """Delete a bureau's own programme, so that the shipped one of that name is in force again; its content is kept."""
    path = own_path(store.settings, name)
    _require_administrator(session)
    with store.write_lock:
        if not path.exists():
            raise EduboardError("programme.not_own", name=name)
        batches.record(store, session, DELETE, name)
        with _writing(path):
            kept = _keep(path)
            path.unlink()
    return kept


def _replace(
    store: Store, session: Session, name: str, text: str, known: str, action: str, source: str = ""
) -> Path | None:
    path = own_path(store.settings, name)
    _require_administrator(session)
    with store.write_lock:
        if fingerprint(store.settings, name) != known:
            raise EduboardError("programme.changed_meanwhile")
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        batches.record(store, session, action, " ".join(filter(None, (name, source, digest))))
        with _writing(path):
            kept = _keep(path) if path.exists() else None
            _write(path, text)
    return kept


def _require_administrator(session: Session) -> None:
    if not session.viewer.has(Right.ADMINISTER):
        raise AccessDenied("access.right", role=session.viewer.role)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say in a sentence that a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise EduboardError("programme.unwritable", path=path, detail=error.strerror) from error


def _keep(path: Path) -> Path:
    """Copy the version before into a folder beside, under its name and the moment."""
    folder = path.parent / EARLIER
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{path.stem}.{now():%Y%m%d%H%M%S%f}.toml"
    kept.write_bytes(path.read_bytes())
    return kept


def _write(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
