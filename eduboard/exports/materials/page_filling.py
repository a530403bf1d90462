"""What one page of paper holds: a table, a figure, and as many sentences above them as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eduboard.exports.blocks import Figure, Table
from eduboard.exports.materials.writing import Block, Text
from eduboard.exports.narrative import Statement, write_paragraph
from eduboard.exports.word.fitting import POINTS_PER_MM, count_lines, notes_height, table_height
from eduboard.exports.word.markup import TEXT_WIDTH_MM

_PAGE_POINTS = 606.0
"""Between the margins, less a line to be on the safe side."""
_TITLE_POINTS, _TITLE_SIZE, _TITLE_AFTER = 33.0, 22.0, 14.5
_NOTICE_POINTS = 21.0
_LINE_POINTS, _BODY_SIZE = 28.95, 16.0
_CAPTION_LINE, _CAPTION_SIZE, _CAPTION_SPACE = 20.0, 12.0, 15.0
_LEAST_LINES = 2
_LEAST_FIGURE_MM, _MOST_FIGURE_MM = 38.0, 60.0
_INDENT = "\u3000\u3000"


def fill_page(
    title: str,
    place: str,
    statements: Sequence[Statement],
    table: Table,
    figure: Figure | None,
    *,
    notices: int,
) -> Iterator[Block]:
    """Fill a page beneath its title: as many sentences as there is room for, the table, the figure if it fits.

    ``notices`` counts the lines that stand between the title and the sentences.
    """
    table = replace(table, notes=_brief(table.notes))
    room = _PAGE_POINTS - count_lines(title, TEXT_WIDTH_MM, _TITLE_SIZE) * _TITLE_POINTS - _TITLE_AFTER
    room -= table_height(table) + (_caption_lines(table.caption) - 1) * _CAPTION_LINE
    room -= notices * _NOTICE_POINTS
    if figure is not None:
        figure = replace(figure, notes=_brief(figure.notes))
        needed = _around(figure) + _LEAST_FIGURE_MM * POINTS_PER_MM
        # A name that fills half of the page leaves no room for a figure.
        figure = figure if room - needed >= _LEAST_LINES * _LINE_POINTS else None
        room -= needed if figure is not None else 0
    said, lines = _fitting_sentences(place, statements, int(room // _LINE_POINTS))
    yield Text(said)
    yield table
    if figure is not None:
        spare = (room - lines * _LINE_POINTS) / POINTS_PER_MM
        yield replace(figure, height_mm=min(_LEAST_FIGURE_MM + max(spare, 0.0), _MOST_FIGURE_MM))


def _brief(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the period, the definition and the source; what else is to be known stands in the longer papers."""
    return (notes[0], notes[-1])


def _around(figure: Figure) -> float:
    """The height of a figure's caption and notes, in points."""
    caption = _CAPTION_SPACE + _caption_lines(figure.caption) * _CAPTION_LINE
    return caption + notes_height(figure.notes, TEXT_WIDTH_MM)


def _caption_lines(caption: str) -> int:
    """The lines of a caption with its number."""
    return count_lines(_INDENT + caption, TEXT_WIDTH_MM, _CAPTION_SIZE)


def _fitting_sentences(place: str, statements: Sequence[Statement], lines: int) -> tuple[str, int]:
    """Tell as many metrics as fit into so many lines, at least one; those with a target before the others."""
    ordered = sorted(statements, key=lambda item: item.target is None and item.progress is None)
    said = ""
    for count in range(len(ordered), 0, -1):
        said = write_paragraph(place, ordered[:count])
        if count_lines(_INDENT + said, TEXT_WIDTH_MM, _BODY_SIZE) <= lines:
            break
    return said, count_lines(_INDENT + said, TEXT_WIDTH_MM, _BODY_SIZE)
