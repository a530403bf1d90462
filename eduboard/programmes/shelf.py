"""Where programmes are kept: those that ship, the invented city's, and a bureau's own beside its store.

A bureau's file replaces the shipped one of the same name.  A file with mistakes is named and left out; it never keeps
the others from being read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eduboard.codes import region_names
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.programmes.loading import parse_programme
from eduboard.programmes.model import Programme
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.store.records import DEMO
from eduboard.store.store import Session

SHIPPED_DIR = PROJECT_ROOT / "data" / "programmes"
DEMO_FILE = PROJECT_ROOT / "data" / "demo" / "programme.toml"


@dataclass(frozen=True)
class Shelf:
    """The programmes that could be read, and what is wrong with the files that could not, by id."""

    programmes: tuple[Programme, ...]
    broken: Mapping[str, EduboardError]

    def find(self, name: str) -> Programme:
        """Find a programme by its id, its name, or words of its place and name (上街 五名).

        Raises EduboardError: what is wrong with its file, ``programme.unknown`` or ``programme.ambiguous``.
        """
        if name in self.broken:
            raise self.broken[name]
        exact = [programme for programme in self.programmes if name in (programme.id, programme.name)]
        words = name.split()
        found = exact or [p for p in self.programmes if words and all(word in _title(p) for word in words)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "、".join(f"{_title(programme)}（{programme.id}）" for programme in found)
            raise EduboardError("programme.ambiguous", name=name, found=listed)
        known = "、".join(_title(programme) for programme in self.programmes) or "—"
        raise EduboardError("programme.unknown", name=name, known=known)


def _title(programme: Programme) -> str:
    return f"{region_names().get(programme.district, '')}{programme.name}"


def own_folder(settings: Settings) -> Path:
    """The folder of the bureau's own programmes, beside its store."""
    return settings.store.parent / "programmes"


def programme_files(session: Session, settings: Settings) -> dict[str, Path]:
    """Name the files by id: the invented city's only where its data is loaded, a bureau's own above the shipped."""
    files = {path.stem: path for path in sorted(SHIPPED_DIR.glob("*.toml"))}
    if any(row["kind"] == DEMO for row in session.run("pages/kinds_loaded")):
        files["demo"] = DEMO_FILE
    return files | {path.stem: path for path in sorted(own_folder(settings).glob("*.toml"))}


def shelf_stamp(settings: Settings) -> tuple[tuple[str, int, int], ...]:
    """A value that changes with every file of the shelf, for the keys of what is kept of it."""
    paths = [*SHIPPED_DIR.glob("*.toml"), DEMO_FILE, *own_folder(settings).glob("*.toml")]
    states = [(str(path), path.stat()) for path in sorted(paths)]
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


def load_shelf(session: Session, catalogue: Catalogue, settings: Settings) -> Shelf:
    """Read every programme of the deployment."""
    programmes, broken = [], {}
    for programme_id, path in programme_files(session, settings).items():
        try:
            programmes.append(load_programme(path, programme_id, catalogue))
        except EduboardError as error:
            broken[programme_id] = error
    return Shelf(tuple(programmes), broken)


def load_programme(path: Path, programme_id: str, catalogue: Catalogue) -> Programme:
    """Read one file; messages name it as it lies below the project, or with its whole path elsewhere."""
    file = path.relative_to(PROJECT_ROOT).as_posix() if path.is_relative_to(PROJECT_ROOT) else str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EduboardError("programme.unreadable", file=file) from error
    return parse_programme(text, file, programme_id, catalogue)
