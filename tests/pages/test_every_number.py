"""Every number in a table of every page can be followed, from its cell or by a link in its row, to lines of files.

A new table that forgets it fails here, unless what it shows is named below with the reason.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from eduboard.exports.blocks import Table
from eduboard.exports.materials.programme_part import behind_blocks, programme_blocks
from eduboard.exports.programme_lists import AIMS, BEHIND, RESULTS
from eduboard.metrics.results import DataTable
from eduboard.programmes.evaluation import evaluate
from eduboard.programmes.shelf import load_shelf
from eduboard.store.history import BatchFilter, find_batches
from eduboard.ui import tracing
from eduboard.ui.figure_codes import keep_exported
from eduboard.ui.session import get_settings, reading
from tests.pages.board import BOARD, open_page
from tests.pages.coded_figures import codes_on

DISTRICT, SCHOOL = "990101", "2199010023"
PARTS = ("progress", "bulletin", "duties", "pipeline", "balance")
SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    **{
        page: (page, {})
        for page in (*BOARD, "submissions", "school", "admin", "materials", "upload", "basket")
    },
    **{f"{page} of one": (page, {"district": DISTRICT}) for page in (*BOARD, "submissions", "school")},
    **{part: ("programmes", {"programme": "demo", "part": part}) for part in PARTS},
    **{
        f"{part} of one": ("programmes", {"programme": "demo", "part": part, "district": DISTRICT})
        for part in PARTS
    },
    "a papers programme": ("programmes", {"programme": "410106_five_titles"}),
    "a papers duties": ("programmes", {"programme": "410106_five_titles", "part": "duties"}),
    "a breakdown": ("class_size", {"by": "urban_rural"}),
    "one school": ("school", {"district": DISTRICT, "school": SCHOOL}),
    "the trail": ("admin", {"section": "trail"}),
    "the dictionary": ("dictionary", {}),
}

EXCEPTIONS = {
    "红灯 / 黄灯": "counts the lights of the column below it, each of which can be followed",
    "同学段学校": "a mean of other schools, whose rows a school's own account may not see",
    "标准": "what the national inspection asks for: the paper's number, of no file",
    "职责": "the quota below a duty's name is that of the programme's paper, of no file",
    "目标与期限": "a target of the programme's own is quoted from its paper; one that was handed in leads to its line",
    "目标": "as above",
    "目标（要求）": "as above",
    "缺报学校": "what nobody has handed in yet has no line",
    "行数": "the rows of a batch, in a list of batches: a click on the row opens it",
}
"""Columns, or first cells of rows, whose numbers may be without a link, and why."""
NOUGHTS = ("新进", "其中晋升", "退出")
"""Columns whose nought may be: nobody moved, so no line counts."""
_NOTHING = {(title, "0") for title in NOUGHTS}
_DATED = re.compile(r"20\d\d(Q\d|年第.季度|年)|\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?")
_NUMBER = re.compile(r"[+\-−]?\d[\d,.]*\s*[^\d\s,.]{0,8}(\s*/\s*[\d,.]+)?")
_CELL = re.compile(r"<t([dh])\b[^>]*?>(.*?)</t[dh]>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> dict[str, DataTable]:
    """What stands behind the tables that a cell can be chosen of, by their keys on the page."""
    found: dict[str, DataTable] = {}
    show = tracing.show_traced_rows

    def record(name: str, table: DataTable, shown: pd.DataFrame, **options: Any) -> None:
        found[name] = table
        show(name, table, shown, **options)

    for name, module in list(sys.modules.items()):
        if name.startswith("eduboard.ui") and hasattr(module, "show_traced_rows"):
            monkeypatch.setattr(module, "show_traced_rows", record)
    return found


def is_number(cell: object) -> bool:
    """Tell whether a cell shows a number; a period, a date and a code are none."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, (int, float)):
        return cell == cell  # noqa: PLR0124 - only nan is not itself
    text = str(cell).strip()
    return bool(_NUMBER.fullmatch(text)) and not _DATED.fullmatch(text) and not re.fullmatch(r"\d{6,}", text)


def html_rows(body: str) -> Iterator[tuple[str, str, str, bool]]:
    """Go through the numbers of an HTML table: its row's name, its column's, its text, and whether it leads on."""
    headers: list[str] = []
    for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL):
        cells = _CELL.findall(row)
        words = [" ".join(_TAG.sub(" ", cell).split()) for _, cell in cells]
        if all(kind == "h" for kind, _ in cells):
            headers = words
            continue
        for number, ((kind, cell), text) in enumerate(zip(cells, words, strict=True)):
            if kind == "d" and re.search(r"\d", _DATED.sub("", text)):
                title = headers[number] if number < len(headers) else ""
                yield words[0], title, text, "<a " in cell or "admin?" in row


def unfollowed(at: AppTest, tables: dict[str, DataTable]) -> Iterator[str]:
    """Go through the numbers of a page's tables that lead nowhere."""
    for item in at.get("html"):
        for row, title, text, leads in html_rows(item.proto.body):
            if not leads and not {row, title} & EXCEPTIONS.keys() and (title, text) not in _NOTHING:
                yield f"{row} | {title} | {text}"
    for item in (*at.dataframe, *at.table):
        key = getattr(item.proto, "id", "").rpartition("-")[2]
        frame = item.value
        for number, row in enumerate(frame.itertuples(index=False)):
            said = {*map(str, row)}
            if any("admin?" in cell for cell in said) or ({*NOUGHTS} & said and "0" in said):
                continue
            for column, cell in enumerate(row):
                title = str(frame.columns[column])
                if (
                    not is_number(cell)
                    or title in EXCEPTIONS
                    or (title, str(cell)) in _NOTHING
                    or column == 0
                ):
                    continue
                if key not in tables or not tables[key].numbers_at(number, column):
                    yield f"{key} | {title} | {cell}"


@pytest.mark.parametrize("name", SHOWN)
def test_every_number_in_a_table_can_be_followed(
    name: str, tables: dict[str, DataTable], with_demo_city: Path
) -> None:
    page, query = SHOWN[name]
    at = open_page(page, **query)
    assert not at.exception
    assert list(dict.fromkeys(unfollowed(at, tables))) == []


def test_the_numbers_of_a_recorded_figure_can_be_followed(
    tables: dict[str, DataTable], with_demo_city: Path
) -> None:
    for part in ("pipeline", "balance", "duties"):
        code = codes_on(open_page("programmes", programme="demo", part=part))[0]
        at = open_page("trace", code=code)
        assert not at.exception
        assert list(dict.fromkeys(unfollowed(at, tables))) == []


def test_the_numbers_of_a_papers_tables_can_be_followed(
    tables: dict[str, DataTable], with_demo_city: Path
) -> None:
    """成果、目标、存在问题: from the code on the paper to the table, and from its cells to lines."""
    seen = []
    for name in ("410106_five_titles", "demo"):
        with reading() as (session, catalogue):
            programme = load_shelf(session, catalogue, get_settings()).find(name)
            view = evaluate(session, catalogue, programme, "2025Q3", None, today=date(2025, 10, 8))
            blocks = [*programme_blocks(view, None), *behind_blocks(view, None)]
        captions = [block.traced for block in blocks if isinstance(block, Table) and block.traced]
        keep_exported(captions)
        for caption in captions:
            at = open_page("trace", code=caption.code)
            assert not at.exception
            assert list(dict.fromkeys(unfollowed(at, tables))) == []
            assert any(table.is_traced for table in tables.values()), caption.title
            seen.append(caption.imprint.recipe.detail("part") if caption.imprint else "")
            tables.clear()
    assert set(seen) == {RESULTS, AIMS, BEHIND}


def test_a_batchs_page_leads_to_its_lines(tables: dict[str, DataTable], with_demo_city: Path) -> None:
    with reading() as (session, _):
        [batch, *_], _ = find_batches(session, BatchFilter("classes", DISTRICT, "", "", ""), 0, 1)
    at = open_page("admin", batch=batch.batch)
    assert not at.exception
    assert any('class="original"' in item.proto.body for item in at.get("html"))
