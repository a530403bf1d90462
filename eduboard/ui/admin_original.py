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
from eduboard.intake.around import format_filled
from eduboard.intake.original import Line, OriginalPage, load_original, mask_persons, read_page
from eduboard.store.history import BatchRecord, find_batch
from eduboard.store.how_read import HowRead, Part, how_read
from eduboard.texts import admin as texts
from eduboard.texts import pages as page_texts
from eduboard.texts.files import DELIMITERS
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
    """Show a page of lines; the line named in the address is marked.

    The address has the line of the store, the page that of the sheet.
    """
    how, stated = how_read(batch.reading), _stated_line()
    part = _choose_part(batch, how, stated)
    line = stated and stated - part.first
    # The pages are cut so that the marked line stands near the top of its page, below a few others.
    before = max((line or 1) - 1 - LINES_ABOVE, 0)
    missing = -before % PAGE_LINES
    first_page = (before + missing) // PAGE_LINES + 1
    pages = (batch.batch, part.sheet, line)
    start = page_start("original", pages, PAGE_LINES, first=first_page) - missing
    most = PAGE_LINES + min(start, 0)
    page = cached(
        "original",
        (batch.batch, part.sheet, start, most),
        lambda *_: _read(batch, part, max(start, 0) + 1, most),
    )
    last = min(page.line_count, how.room(part) or page.line_count)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        jump = st.number_input(
            texts.JUMP, 1, max(last, 1), None, key=f"jump:{batch.batch}:{part.sheet}:{line}", width=160
        )
        offer_download(
            texts.DOWNLOAD_ORIGINAL,
            lambda: _download(batch.batch),
            safe_download_name(batch.file_name),
            key="original",
        )
    if jump is not None and jump != line:
        st.query_params["line"] = str(part.first + jump)
        st.rerun()
    ending = texts.SENTENCE_END if get_viewer().may_see_names else texts.ORIGINAL_MASKED
    st.caption(_read_as(page) + texts.ORIGINAL_LINES.format(count=format_count(page.line_count)) + ending)
    if line and line > page.line_count:
        st.warning(texts.NO_SUCH_LINE.format(count=page.line_count, line=line))
    for value in part.filled:
        title = load_contracts()[batch.dataset].field(value.field).title
        st.caption(plain(format_filled(value, title)))
    st.html(original_html(page, line))
    show_pages("original", pages, PAGE_LINES, page.line_count + missing, first=first_page)


def _stated_line() -> int | None:
    stated = st.query_params.get("line", "")
    return int(stated) if stated.isdecimal() and 0 < len(stated) < 10 and int(stated) else None


def _choose_part(batch: BatchRecord, how: HowRead, stated: int | None) -> Part:
    """The part that the address names by a line or by its sheet; of several, another may be chosen."""
    number = how.number_at(stated or 1)
    if not how.is_joined:
        return how.parts[number]
    sheet = st.query_params.get("sheet")
    if stated is None and sheet in how.sheets:
        number = how.sheets.index(sheet)
    key = f"sheet:{batch.batch}:{number}"

    def take() -> None:
        st.query_params.pop("line", None)
        st.query_params["sheet"] = str(how.sheets[st.session_state[key]])

    st.selectbox(
        texts.SHEET_SHOWN,
        range(len(how.parts)),
        index=number,
        format_func=lambda position: str(how.sheets[position]),
        key=key,
        on_change=take,
    )
    return how.parts[number]


def _read(batch: BatchRecord, part: Part, first_line: int, most: int) -> OriginalPage:
    data = load_original(get_store(), batch.sha256)
    page = read_page(data, part.sheet, part.header_line, first_line, most)
    if get_viewer().may_see_names:
        return page
    return mask_persons(page, load_contracts()[batch.dataset], part.columns)


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
    of_bundle = texts.PART_OF_BUNDLE.format(part=plain(page.part)) if page.part is not None else ""
    return of_bundle + _read_table_as(page)


def _read_table_as(page: OriginalPage) -> str:
    if page.sheet is not None:
        return texts.OTHER_SHEETS.format(sheet=plain(page.sheet))
    encoding = page_texts.ENCODINGS.get(page.encoding or "", page.encoding)
    delimiter = DELIMITERS.get(page.delimiter or "", page.delimiter)
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
