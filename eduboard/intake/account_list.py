"""Accounts from a table: one row an account, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.access.accounts import Account
from eduboard.errors import EduboardError, UnusableFile
from eduboard.intake.districts import read_district
from eduboard.intake.reading.cells import parse_boolean
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.tables import PlainBody, RawTable, plain_to_rows, read_tables
from eduboard.texts.access import ACCOUNT_COLUMNS, ALL_DISTRICTS

_SEPARATORS = "、，,;； "


def read_accounts(data: bytes, file_name: str) -> list[Account]:
    """Read a table of accounts; raise EduboardError ``accounts.*`` naming the line that cannot stand."""
    table = read_tables(data, file_name, [header_key(title) for title in ACCOUNT_COLUMNS])[0]
    header = [header_key(text) for text in table.header]
    missing = [title for title in ACCOUNT_COLUMNS[:4] if header_key(title) not in header]
    if missing:
        raise UnusableFile("accounts.columns", missing="、".join(missing), columns="、".join(ACCOUNT_COLUMNS))
    lines, rows = _rows_of(table)
    made = []
    for line, row in zip(lines, rows, strict=True):
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        try:
            made.append(_account([cells.get(header_key(title), "") for title in ACCOUNT_COLUMNS]))
        except EduboardError as error:
            raise EduboardError("accounts.line", line=line, problem=str(error)) from error
    if not made:
        raise UnusableFile("accounts.empty")
    return made


def _rows_of(table: RawTable) -> tuple[Sequence[int], Sequence[tuple[str, ...]]]:
    body = table.body
    if isinstance(body, PlainBody):
        body = plain_to_rows(body, table.delimiter or ",", len(table.header))
    return body.lines, body.rows


def _account(cells: Sequence[str]) -> Account:
    account, name, role, districts, school, sees_all, sees_names = cells
    return Account(
        account=account.lower(),
        name=name,
        role=role,
        districts=_districts(districts),
        sees_all=bool(parse_boolean(sees_all).value),
        school=school,
        sees_names=bool(parse_boolean(sees_names).value),
    )


def _districts(text: str) -> tuple[str, ...] | None:
    """``全部`` is all of them; nobody gets them by leaving a cell empty."""
    if text == ALL_DISTRICTS:
        return None
    for separator in _SEPARATORS:
        text = text.replace(separator, "\n")
    found = []
    for name in filter(None, text.split("\n")):
        district = read_district(name)
        if district.code is None:
            raise EduboardError("accounts.district", district=name)
        found.append(district.code)
    return tuple(dict.fromkeys(found))
