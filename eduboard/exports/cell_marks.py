"""The marks on a cell: its colour and its comment, put on and taken off again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from eduboard.exports.safety import safe_text
from eduboard.intake.findings import Finding
from eduboard.texts import marked as texts

# Colours that nobody else uses: they tell our marks from a clerk's own when a mended file comes back.
_RED, _AMBER = "FFF6BDBE", "FFFFE5A6"
ERROR_FILL = PatternFill("solid", fgColor=_RED)
WARNING_FILL = PatternFill("solid", fgColor=_AMBER)
_NO_FILL = PatternFill()

CELL_LENGTH = 32_767
_COMMENT_FINDINGS = 10
_COMMENT_LENGTH = 3_000
_LINE_CHARACTERS, _LINE_HEIGHT, _COMMENT_WIDTH = 22, 18, 320
# What a cell cannot hold; line breaks and tabs it can.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def set_text(cell: Any, text: str) -> None:
    """Write text that stays text: no formula, no date, and none when somebody edits it either."""
    cell.value = _UNWRITABLE.sub("", text)[:CELL_LENGTH]
    cell.data_type = "s"
    cell.number_format = "@"


def mark(cell: Any, fill: PatternFill, findings: Sequence[Finding]) -> None:
    """Colour a cell and say of it what was found, below what somebody else has said."""
    cell.fill = fill
    if not findings:
        return
    said = _without_ours(cell.comment.text) if cell.comment else ""
    text = _comment_of(findings)
    comment = Comment(f"{said}\n{text}" if said else text, cell.comment.author if said else texts.AUTHOR)
    comment.width = _COMMENT_WIDTH
    comment.height = _LINE_HEIGHT * (2 + sum(1 + len(line) // _LINE_CHARACTERS for line in text.split("\n")))
    cell.comment = comment


def clear_marks(sheet: Worksheet) -> None:
    """Take the marks of an earlier check off, with them the colour that a cell had before."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style and cell.fill.fgColor.rgb in (_RED, _AMBER):
                cell.fill = _NO_FILL
            if cell.comment is not None and texts.COMMENT_HEAD in cell.comment.text:
                said, author = _without_ours(cell.comment.text), cell.comment.author
                cell.comment = Comment(said, author) if said else None


def _without_ours(text: str) -> str:
    return text.partition(texts.COMMENT_HEAD)[0].rstrip()


def _comment_of(findings: Sequence[Finding]) -> str:
    lines = [
        texts.COMMENT_LINE.format(level=texts.LEVELS[finding.level], message=safe_text(finding.message))
        for finding in findings[:_COMMENT_FINDINGS]
    ]
    if len(findings) > _COMMENT_FINDINGS:
        lines.append(texts.COMMENT_CUT.format(count=len(findings) - _COMMENT_FINDINGS))
    return "\n".join([texts.COMMENT_HEAD, *lines])[:_COMMENT_LENGTH]
