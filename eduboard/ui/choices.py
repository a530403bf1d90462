"""What a clerk chose on the page of how a file is read, kept while the visit lasts."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from eduboard.intake.said import Asked


@dataclass
class Choice:
    """What was chosen on the page for one file: its dataset, and by header the field a column is ('' none).

    ``given`` are by field the values that hold for a whole table.
    """

    dataset: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, Choice] = field(default_factory=dict)
    """What was chosen for single sheets of a workbook, by name."""
    given: dict[str, str] = field(default_factory=dict)
    is_apart: bool = False
    """Of a sheet, whether the period and the district chosen while it is shown are for it alone."""

    @property
    def is_made(self) -> bool:
        """Tell whether anything was chosen."""
        return self.dataset is not None or bool(self.columns) or bool(self.given)

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal choices have in common, for keeping what was checked with them."""
        sheets = ((name, of_sheet.key) for name, of_sheet in sorted(self.sheets.items()))
        return (self.dataset, *sorted(self.columns.items()), *sheets, *sorted(self.given.items()))

    @property
    def asked(self) -> Asked:
        """The choices as a check takes them."""
        return Asked(
            self.dataset,
            self.columns,
            {name: of_sheet.asked for name, of_sheet in self.sheets.items()},
            self.given,
        )

    def of(self, sheet: str | None) -> Choice:
        """Give the choices that hold for a sheet."""
        return self.sheets.get(sheet or "", self)

    def for_sheet_alone(self, sheet: str) -> Choice:
        """Give the choices of a sheet, from now on apart from those of the whole file."""
        return self.sheets.setdefault(sheet, Choice(self.dataset, dict(self.columns)))


def choice_for(sha256: str) -> Choice:
    """The choices made for a file, known by its bytes, in this visit."""
    choices: dict[str, Choice] = st.session_state.setdefault("choices", {})
    return choices.setdefault(sha256, Choice())
