"""Three schools' files of one table, period and district, and how they are brought together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.bundling import bundle, look_at, sort_out
from eduboard.intake.packages import PackedFile
from eduboard.intake.said import Asked
from eduboard.store.store import Store
from tests.intake.files import classes, workbook

SCHOOLS = ("甲小学", "乙小学", "丙小学")
# Two of the five classes have more than 55 pupils: of 56 and of 60.
SIZES = {"甲小学": (45, 56), "乙小学": (50,), "丙小学": (60, 44)}
LARGE_CLASSES = 2


def of_school(school: str, encoding: str = "gb18030", **options: str) -> bytes:
    return classes(*SIZES[school], school=school, encoding=encoding, **options)


def in_workbook(data: bytes, sheet: str = "Sheet1") -> bytes:
    return workbook({sheet: [line.split(",") for line in data.decode("gb18030").splitlines()]})


def loose(files: dict[str, bytes]) -> list[PackedFile]:
    return [PackedFile(name, data) for name, data in files.items()]


THREE = {f"{school}.csv": of_school(school) for school in SCHOOLS}


Together = Callable[[Sequence[PackedFile]], list[PackedFile]]


def bring_together(store: Store) -> Together:
    """Bring files together as the page and the commands do."""

    def bring(files: Sequence[PackedFile]) -> list[PackedFile]:
        groups = sort_out(
            len(files),
            lambda number: look_at(store, LOCAL_USER, files[number].data, files[number].name, Asked()),
        )
        return [bundle([files[number] for number in group.members]) for group in groups]

    return bring
