"""Loading the demo data and the published cases: through the same intake as anybody's file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eduboard.access.viewer import Viewer
from eduboard.demo import build_files
from eduboard.intake.publish import LoadResult, load_file
from eduboard.settings import PROJECT_ROOT
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.store.store import Store
from eduboard.texts.views import EXCERPT_OF

PUBLISHED_DIR = PROJECT_ROOT / "data" / "samples" / "published"
PUBLISHED_INDEX = "index.csv"
_PAPER = re.compile(r"《[^》]+》[0-9-]*")
_LOADER = Viewer(name="系统", role="管理员")

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class SampleFile:
    """A shipped file, and what is said about it when it is loaded."""

    name: str
    data: bytes
    dataset: str
    explanation: str = ""


class SampleRefused(Exception):
    """A shipped file did not pass its own check: a defect of the product, not of the user's data."""


def load_demo(store: Store, progress: Progress) -> int:
    """Load the invented city; return the number of files."""
    files = [SampleFile(file.name, file.data, file.dataset) for file in build_files()]
    return _load(store, files, DEMO, progress)


def load_published(store: Store, progress: Progress) -> int:
    """Load the five published cases; return the number of files."""
    return _load(store, list(_published_files()), PUBLISHED, progress)


def _published_files() -> Iterator[SampleFile]:
    for path in sorted(PUBLISHED_DIR.glob("*.csv")):
        if path.name != PUBLISHED_INDEX:
            data = path.read_bytes()
            yield SampleFile(path.name, data, dataset_of(path), paper_of(data))


def paper_of(data: bytes) -> str:
    """Name the paper that a published sample's rows quote; each file quotes one."""
    found = _PAPER.search(data.decode("utf-8-sig"))
    return EXCERPT_OF.format(paper=found[0]) if found else ""


def dataset_of(path: Path) -> str:
    """Read the dataset from a sample's name, ``410106_class_bands.csv``."""
    return path.stem.partition("_")[2]


def _load(store: Store, files: Iterable[SampleFile], kind: str, progress: Progress) -> int:
    listed = list(files)
    for number, file in enumerate(listed, start=1):
        progress(number, len(listed), file.name)
        for result in load_file(
            store,
            _LOADER,
            file.data,
            file.name,
            dataset=file.dataset,
            kind=kind,
            explanation=file.explanation,
        ):
            _require_clean(result)
    return len(listed)


def _require_clean(result: LoadResult) -> None:
    if result.report.errors:
        first = result.report.errors[0]
        raise SampleRefused(f"{result.report.file}: line {first.line}: {first.message}")
