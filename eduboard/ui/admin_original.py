"""A batch's original: its lines as they lie in the file, one of them marked, and the file itself to download."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.exports.safety import safe_file_name
from eduboard.formats import format_count
from eduboard.intake.original import Line, OriginalPage, load_original, mask_persons, read_page
from eduboard.store.history import BatchRecord, find_batch
from eduboard.texts import admin as texts
from eduboard.texts import pages as page_texts
from eduboard.ui.cache import cached
from eduboard.ui.downloads import offer_download
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.plain import plain
from eduboard.ui.session import REFUSED, get_store, get_viewer, put_on_record, reading

PAGE_LINES = 50
LINES_ABOVE = 3
MOST_COLUMNS = 60
MOST_CHARACTERS = 200


def show_original(batch: BatchRecord) -> None:
    """Show the original to whom may see all of it; say so where it is missing or damaged."""
    st.markdown(f"#### {texts.ORIGINAL_TITLE}")
    if not batch.is_whole:
        st.info(texts.ORIGINAL_DENIED)
        return
    if not _may_open(batch):
        st.info(texts.ORIGINAL_HAS_NAMES)
        return
    try:
        _show_lines(batch)
    except EduboardError as error:
        st.error(str(error))


def _may_open(batch: BatchRecord) -> bool:
    """Tell whether the viewer may read a batch's whole file: columns that nobody read may hold names."""
    viewer = get_viewer()
    return viewer.may_see_names or all(
        viewer.may_hand_in(scope.district, scope.school) for scope in batch.scopes
    )


def _show_lines(batch: BatchRecord) -> None:
    """Show a page of lines; the line named in the address is marked."""
    line = _stated_line()
    # The pages are cut so that the marked line stands near the top of its page, below a few others.
    before = max((line or 1) - 1 - LINES_ABOVE, 0)
    missing = -before % PAGE_LINES
    first_page = (before + missing) // PAGE_LINES + 1
    pages = (batch.batch, line)
    start = page_start("original", pages, PAGE_LINES, first=first_page) - missing
    most = PAGE_LINES + min(start, 0)
    page = cached("original", (batch.batch, start, most), lambda *_: _read(batch, max(start, 0) + 1, most))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        jump = st.number_input(
            texts.JUMP, 1, max(page.line_count, 1), None, key=f"jump:{batch.batch}:{line}", width=160
        )
        offer_download(
            texts.DOWNLOAD_ORIGINAL,
            lambda: _download(batch.batch),
            safe_download_name(batch.file_name),
            key="original",
        )
    if jump is not None and jump != line:
        st.query_params["line"] = str(jump)
        st.rerun()
    ending = texts.SENTENCE_END if get_viewer().may_see_names else texts.ORIGINAL_MASKED
    st.caption(_read_as(page) + texts.ORIGINAL_LINES.format(count=format_count(page.line_count)) + ending)
    if line and line > page.line_count:
        st.warning(texts.NO_SUCH_LINE.format(count=page.line_count, line=line))
    st.html(original_html(page, line))
    show_pages("original", pages, PAGE_LINES, page.line_count + missing, first=first_page)


def _stated_line() -> int | None:
    stated = st.query_params.get("line", "")
    return int(stated) if stated.isdecimal() and 0 < len(stated) < 10 and int(stated) else None


def _read(batch: BatchRecord, first_line: int, most: int) -> OriginalPage:
    reading_ = batch.reading
    data = load_original(get_store(), batch.sha256)
    page = read_page(data, reading_.get("sheet"), reading_.get("header_line"), first_line, most)
    if get_viewer().may_see_names:
        return page
    return mask_persons(page, load_contracts()[batch.dataset], reading_.get("columns") or {})


def _download(number: str) -> bytes:
    """Ask again what the viewer may see: the button may have been drawn long before it is pressed."""
    with reading() as (session, _):
        batch = find_batch(session, number)
    if not batch.is_whole or not _may_open(batch):
        put_on_record(REFUSED, batch.file_name, number, worked=False)
        raise AccessDenied("access.right", role=get_viewer().role)
    return load_original(get_store(), batch.sha256)


def safe_download_name(file_name: str) -> str:
    """The clerk's own file name, without folders and with its ending, fit for any file system."""
    path = PurePosixPath(file_name.replace("\\", "/"))
    suffix = path.suffix if path.suffix[1:].isalnum() and len(path.suffix) <= 6 else ""
    return safe_file_name(path.name.removesuffix(suffix)) + suffix


def _read_as(page: OriginalPage) -> str:
    if page.sheet is not None:
        return texts.OTHER_SHEETS.format(sheet=plain(page.sheet))
    encoding = page_texts.ENCODINGS.get(page.encoding or "", page.encoding)
    delimiter = page_texts.DELIMITERS.get(page.delimiter or "", page.delimiter)
    if page.delimiter is None:
        return texts.READ_MARKUP.format(encoding=encoding) + texts.SENTENCE_END
    return texts.READ_ENCODING.format(encoding=encoding, delimiter=delimiter) + texts.SENTENCE_END


def original_html(page: OriginalPage, marked: int | None) -> str:
    """The lines as a table of plain text; the header stays in sight on every page, the marked line stands out."""
    shown = {line for line, _ in page.lines}
    lines = [*(item for item in page.header if item[0] not in shown), *page.lines]
    header = {line for line, _ in page.header}
    width = min(max((len(cells) for _, cells in lines), default=0), MOST_COLUMNS)
    body = "".join(
        _row(item, width, is_marked=item[0] == marked, is_header=item[0] in header) for item in lines
    )
    cut = any(len(cells) > MOST_COLUMNS for _, cells in lines)
    note = f"<p>{escape(texts.COLUMNS_CUT.format(shown=MOST_COLUMNS))}</p>" if cut else ""
    return (
        f'<div class="original" tabindex="0" role="region" aria-label="{escape(texts.ORIGINAL_TITLE)}">'
        f"<table><tbody>{body}</tbody></table></div>{note}"
    )


def _row(item: Line, width: int, *, is_marked: bool, is_header: bool) -> str:
    line, cells = item
    kind = ' class="marked" aria-current="true"' if is_marked else ' class="header"' if is_header else ""
    if sum(map(bool, map(str.strip, cells))) <= 1 < width:
        # A title or a note runs across the table instead of making its first column wide.
        body = f'<td colspan="{width}">{_cell("".join(cells).strip())}</td>'
    else:
        filled: Sequence[str] = [*cells[:width], *[""] * (width - len(cells))]
        body = "".join(f"<td>{_cell(cell)}</td>" for cell in filled)
    return f'<tr{kind}><th scope="row">{line}</th>{body}</tr>'


def _cell(text: str) -> str:
    return escape(text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…")
