"""Item × district as a table of lights: who lags where."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from eduboard.charts.caption import footnotes, heading_parts
from eduboard.charts.config import image_name
from eduboard.charts.html_table import in_frame
from eduboard.charts.programme_items import light_mark
from eduboard.charts.wrapping import escape
from eduboard.programmes.lights import LightTable
from eduboard.programmes.results import RED, YELLOW
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED


def light_matrix(table: LightTable, link: Callable[[int, int], str] = lambda *_: "") -> str:
    """Show the lights of every district in every item; red and yellow are added up at the top.

    ``link`` gives the address of what the cell of a row and column rests on, or ''.
    """
    caption = table.caption
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.districts)
    totals = "".join(
        f"<td>{texts.MATRIX_TOTAL.format(red=table.count(column, RED), yellow=table.count(column, YELLOW))}</td>"
        for column in range(len(table.districts))
    )
    rows = [f'<tr><th scope="row">{escape(texts.MATRIX_TOTALS)}</th>{totals}</tr>']
    for section, found in groupby(enumerate(table.rows), key=lambda pair: str(pair[1][0])):
        rows.append(
            f'<tr class="part"><th scope="row">{escape(section)}</th>{"<td></td>" * len(table.districts)}</tr>'
        )
        rows += [_row(table, number, link) for number, _ in found]
    body = (
        f'<div class="programme lights" tabindex="0" role="region" aria-label="{escape(caption.title)}">'
        f'<table><thead><tr><th scope="col">{escape(texts.MATRIX_CORNER)}</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return in_frame(caption.title, heading_parts(caption), body, footnotes(caption), image_name(caption))


def _row(table: LightTable, number: int, link: Callable[[int, int], str]) -> str:
    _, name, *said = map(str, table.rows[number])
    marks = "".join(
        f"<td>{_cell(word, light, link(number, column))}</td>"
        for column, (word, light) in enumerate(zip(said, table.lights[number], strict=True), table.leading)
    )
    return f'<tr><th scope="row">{escape(name)}</th>{marks}</tr>'


def _cell(said: str, light: str, address: str) -> str:
    if said in ("", UNDEFINED):
        return said
    mark = light_mark(light, said)
    return f'<a href="{escape(address)}" target="_self">{mark}</a>' if address else mark
