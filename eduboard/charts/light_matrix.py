"""Item × district as a table of lights: who lags where."""

from __future__ import annotations

from collections import Counter

from eduboard.charts.programme_items import light_mark
from eduboard.charts.wrapping import escape
from eduboard.programmes.results import NO_AIM, NO_DATA, RED, YELLOW, ItemView, ProgrammeView, Standing
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED


def judged_items(view: ProgrammeView) -> list[tuple[str, list[ItemView]]]:
    """List the items that districts are judged on, by section."""
    sections = [
        (section.title, [item for item in section.items if any(map(_is_judged, item.districts))])
        for section in view.sections
    ]
    return [(title, items) for title, items in sections if items]


def count_lights(view: ProgrammeView, light: str) -> Counter[str]:
    """Count a light by district."""
    return Counter(
        standing.district for item in view.items for standing in item.districts if standing.light == light
    )


def light_matrix(view: ProgrammeView) -> str:
    """Show the lights of every district in every item; red and yellow are added up at the top."""
    sections = judged_items(view)
    if not sections:
        return ""
    districts = [(standing.district, standing.name) for standing in sections[0][1][0].districts]
    red, yellow = count_lights(view, RED), count_lights(view, YELLOW)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for _, name in districts)
    totals = "".join(
        f"<td>{escape(texts.MATRIX_TOTAL.format(red=red[code], yellow=yellow[code]))}</td>"
        for code, _ in districts
    )
    rows = [f'<tr><th scope="row">{escape(texts.MATRIX_TOTALS)}</th>{totals}</tr>']
    for title, items in sections:
        rows.append(
            f'<tr class="part"><th scope="row">{escape(title)}</th>{"<td></td>" * len(districts)}</tr>'
        )
        rows += [_row(item) for item in items]
    notes = "<br>".join(map(escape, texts.MATRIX_NOTES))
    return (
        f'<div class="programme lights"><table><thead><tr><th scope="col">{escape(texts.MATRIX_CORNER)}</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f'<div class="programme"><small>{notes}</small></div>'
    )


def _is_judged(standing: Standing) -> bool:
    return standing.status not in ("", NO_AIM)


def _row(item: ItemView) -> str:
    cells = "".join(f"<td>{_cell(standing)}</td>" for standing in item.districts)
    return f'<tr><th scope="row">{escape(item.item.name)}</th>{cells}</tr>'


def _cell(standing: Standing) -> str:
    if not _is_judged(standing):
        return ""
    if standing.status == NO_DATA:
        return UNDEFINED
    return light_mark(standing.light, standing.status)
