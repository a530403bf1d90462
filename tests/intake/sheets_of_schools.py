"""Workbooks with a sheet for each school, and what becomes of them."""

from collections.abc import Sequence

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.publish import LoadResult, load_file
from eduboard.intake.report import CheckReport
from eduboard.store.records import Batch
from eduboard.store.store import Store
from tests.intake.files import CLASSES, workbook

LAKE = "990101"
HEADER = CLASSES.split(",")
Rows = Sequence[Sequence[object]]


def classes(school: str, *sizes: int, period: str = "2025Q3", district: str = "临湖区") -> list[list[object]]:
    """The first-grade classes of a school, under a header."""
    rows = [
        [period, district, school, "小学", "一年级", number, size]
        for number, size in enumerate(sizes, start=1)
    ]
    return [HEADER, *rows]


def three_schools(**more: Rows) -> bytes:
    """Three sheets: 6 classes, 3 of them with 56 pupils and more.  乙小学 has a title and its columns turned round."""
    second = [list(reversed(row)) for row in classes("乙小学", 60, 30)]
    return workbook(
        {
            "甲小学": classes("甲小学", 58, 40, 41),
            "乙小学": [["乙小学班额统计"], *second, ["注：截至九月"]],
            "丙小学": classes("丙小学", 56),
            **more,
        }
    )


def of(data: bytes, store: Store, viewer: Viewer = LOCAL_USER, **options: object) -> LoadResult:
    """Load a file whose sheets are one table."""
    [result] = load_file(store, viewer, data, "各校.xlsx", explanation="按实际情况填报", **options)
    return result


def published(result: LoadResult) -> Batch:
    assert result.batch is not None, [finding.message for finding in result.report.errors]
    return result.batch


def places(report: CheckReport) -> list[tuple[str, str | None, int | None]]:
    return [(finding.rule, finding.sheet, finding.line) for finding in report.errors]


def stored(store: Store) -> list[tuple[object, ...]]:
    with store.reading(LOCAL_USER) as session:
        return session.fetch_tuples(
            "SELECT batch, line, school, class_no, students FROM classes ORDER BY batch, line"
        )
