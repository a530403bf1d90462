"""The ``queries/`` folder: one statement a file, led by a header of ``-- key: value`` lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eduboard.settings import PROJECT_ROOT

QUERIES_DIR = PROJECT_ROOT / "queries"


@dataclass(frozen=True)
class Query:
    """One SQL statement and what its header says of it."""

    path: str
    header: Mapping[str, str]
    sql: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.rsplit("/", 1)[-1]


def parse_query(path: str, text: str) -> Query:
    """Split a query file into header and statement.

    A header line that does not start a new key continues the one before it.
    """
    header: dict[str, str] = {}
    key = ""
    lines = text.splitlines()
    body_start = 0
    for line in lines:
        if not line.startswith("--"):
            break
        body_start += 1
        content = line[2:].strip()
        name, colon, value = content.partition(":")
        if colon and " " not in name.strip():
            key = name.strip()
            header[key] = value.strip()
        elif key:
            header[key] = f"{header[key]}{content}"
    return Query(path, header, "\n".join(lines[body_start:]).strip().rstrip(";"))


@cache
def load_query(path: str) -> Query:
    """Read ``queries/<path>.sql``."""
    return parse_query(path, (QUERIES_DIR / f"{path}.sql").read_text(encoding="utf-8"))


@cache
def load_folder(folder: str) -> tuple[Query, ...]:
    """Read every query below ``queries/<folder>``, in order of their paths."""
    root = QUERIES_DIR / folder
    return tuple(
        load_query(file.relative_to(QUERIES_DIR).with_suffix("").as_posix())
        for file in sorted(root.rglob("*.sql"))
    )
