"""What people said of a file's columns: by hand of this file, and remembered from earlier ones.

Columns go by the canonical form of their header, so that what was said once holds for 学生数(人) as for 学生数（人）.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eduboard.contracts import Contract, Field
from eduboard.intake.reading.headers import header_key
from eduboard.store.how_read import FilledValue

BY_HAND, REMEMBERED = "by_hand", "remembered"


@dataclass(frozen=True)
class Asked:
    """What was said of a file by hand when it was handed in, as ``check_file`` takes it.

    ``sheets`` says it of single sheets of a workbook, by name; a sheet whose dataset is '' is left out.  ``given`` are
    the values that hold for a whole table which has no column for them, by field; never remembered.
    """

    dataset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, Asked] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A file's dataset, and which of its columns is which field: a field's name or title, '' for one left out.

    ``by_hand`` is said of this very file, by header; ``remembered`` of earlier files, by dataset and header.
    ``sheets`` holds what was said of single sheets, in the place of all that; a dataset '' leaves one out.  ``only``
    names the sheets that are looked at at all, where it names any.  ``given`` are by field the values said by hand of a
    whole table; ``kept`` are those of tables, by sheet and header line, that were read before, and ``looks_around``
    tells whether others may be found outside the table.
    """

    dataset: str | None = None
    by_hand: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, Said] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[tuple[str | None, int | None], Mapping[str, FilledValue]] = field(default_factory=dict)
    looks_around: bool = True

    @property
    def left_out(self) -> frozenset[str]:
        """The sheets that somebody said to leave out."""
        return frozenset(sheet for sheet, said in self.sheets.items() if said.dataset == "")

    def leaves_out(self, sheet: str | None) -> bool:
        """Tell whether a sheet is not to be read."""
        return sheet in self.left_out or bool(self.only and sheet not in self.only)

    @property
    def words(self) -> frozenset[str]:
        """The headers that are known because somebody said what they are; they help to find the header row."""
        of_sheets = (said.words for said in self.sheets.values())
        return frozenset(self.by_hand).union(*self.remembered.values(), *of_sheets)

    def of(self, sheet: str | None) -> Said:
        """Give what holds for a sheet."""
        return self.sheets.get(sheet or "", self)


NOTHING = Said()


def said_of(asked: Asked, remembered: Mapping[str, Mapping[str, str]]) -> Said:
    """Bring together what was said of a file by hand and what is remembered."""
    # What was said of the whole file holds for a sheet, unless something else was said of that.
    sheets = {
        sheet: said_of(replace(of_sheet, given={**asked.given, **of_sheet.given}), remembered)
        for sheet, of_sheet in asked.sheets.items()
    }
    given = {field: text for field, text in asked.given.items() if text}
    return Said(asked.dataset, by_header(asked.columns), remembered, sheets, given=given)


def by_header(columns: Mapping[str, str]) -> dict[str, str]:
    """Bring what was said of headers as they are written into the form of ``Said``."""
    return {header_key(header): text for header, text in columns.items()}


@dataclass(frozen=True)
class Assignment:
    """What somebody said a column is; ``field`` is None for one left out, and where the contract has no such field."""

    origin: str
    text: str
    field: Field | None

    @property
    def is_left_out(self) -> bool:
        """Tell whether the column was left out on purpose."""
        return not self.text


def find_field(contract: Contract, text: str) -> Field | None:
    """Find a field by its name or its title."""
    key = header_key(text)
    return next(
        (item for item in contract.fields if text == item.name or key == header_key(item.title)), None
    )


def assignments(header: Sequence[str], contract: Contract, said: Said) -> dict[int, Assignment]:
    """Give what was said of each column, by position; what was said by hand goes before what is remembered.

    What is remembered of a field that the contract no longer has is forgotten.
    """
    remembered = said.remembered.get(contract.name, {})
    found = {}
    for position, key in enumerate(map(header_key, header)):
        if key in said.by_hand:
            origin, text = BY_HAND, said.by_hand[key]
        elif key in remembered:
            origin, text = REMEMBERED, remembered[key]
        else:
            continue
        assignment = Assignment(origin, text, find_field(contract, text) if text else None)
        if origin == BY_HAND or assignment.field or assignment.is_left_out:
            found[position] = assignment
    return found
