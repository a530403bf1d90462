"""Item × district as a table of lights: who lags where."""

from __future__ import annotations

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


def light_matrix(table: LightTable) -> str:
    """Show the lights of every district in every item; red and yellow are added up at the top."""
    caption = table.caption
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.districts)
    totals = "".join(
        f"<td>{texts.MATRIX_TOTAL.format(red=table.count(column, RED), yellow=table.count(column, YELLOW))}</td>"
        for column in range(len(table.districts))
    )
    rows = [f'<tr><th scope="row">{escape(texts.MATRIX_TOTALS)}</th>{totals}</tr>']
    lit = zip(table.rows, table.lights, strict=True)
    for section, found in groupby(lit, key=lambda pair: str(pair[0][0])):
        rows.append(
            f'<tr class="part"><th scope="row">{escape(section)}</th>{"<td></td>" * len(table.districts)}</tr>'
        )
        rows += [_row([str(cell) for cell in cells[1:]], lights) for cells, lights in found]
    body = (
        f'<div class="programme lights" tabindex="0" role="region" aria-label="{escape(caption.title)}">'
        f'<table><thead><tr><th scope="col">{escape(texts.MATRIX_CORNER)}</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return in_frame(caption.title, heading_parts(caption), body, footnotes(caption), image_name(caption))


def _row(cells: list[str], lights: tuple[str, ...]) -> str:
    name, *said = cells
    marks = "".join(f"<td>{_cell(*pair)}</td>" for pair in zip(said, lights, strict=True))
    return f'<tr><th scope="row">{escape(name)}</th>{marks}</tr>'


def _cell(said: str, light: str) -> str:
    return light_mark(light, said) if said not in ("", UNDEFINED) else said
