"""Checking a file: read it, recognise it, type it, run the rules.  Nothing is stored.

``check_file`` gives one ``CheckedTable`` for each table in the file; sheets that hold one table between them are one.
They share a session, whose temporary tables ``incoming_1``, ``incoming_2`` … hold the typed rows until they are
published or the session is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from eduboard.access.viewer import Viewer
from eduboard.contracts import REGISTRY
from eduboard.intake import rules
from eduboard.intake.beside import show_beside, show_names_beside
from eduboard.intake.bulk import read_in_columns
from eduboard.intake.checked import CheckedTable
from eduboard.intake.choosing import choose_tables, find_left_out, has_several_sheets
from eduboard.intake.filling import read_given
from eduboard.intake.incoming import show_incoming
from eduboard.intake.joining import join_sheets, name_sheet
from eduboard.intake.match import recognise, vocabulary
from eduboard.intake.own_school import narrow
from eduboard.intake.progress import Progress, unobserved
from eduboard.intake.reading.tables import RawTable
from eduboard.intake.remembered import remembered_columns
from eduboard.intake.report import with_findings
from eduboard.intake.said import Asked, Said, by_header, said_of
from eduboard.intake.staging import stage
from eduboard.intake.summaries import find_summaries, hint_at_summary, without_parts
from eduboard.intake.typed import ReadTable, TypedTable, names_of, read_cells, type_table
from eduboard.store.how_read import FilledValue, Part, how_read
from eduboard.store.records import Incoming, Scope
from eduboard.store.store import Session, Store


def check_file(  # noqa: PLR0913 - all that can be said of a file
    store: Store,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    dataset: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    sheets: Mapping[str, Asked] | None = None,
    given: Mapping[str, str] | None = None,
    progress: Progress = unobserved,
) -> list[CheckedTable]:
    """Check every table of a file for a viewer.

    ``columns`` says of headers which field they are, by name or title, or '' for a column to leave out; where it
    is silent, what the bureau has said of earlier files holds.  ``sheets`` says so of single sheets, also of one that
    is no known table by its header, or is to be left out; ``given`` are the values, by field, of a whole table that has
    no column for them.  Raises UnusableFile when the bytes hold no table,
    EduboardError for an unknown dataset name, and whatever ``progress`` raises; nothing is left behind then.
    """
    with store.reading(viewer) as session:
        remembered = remembered_columns(session)
    said = said_of(Asked(dataset, columns or {}, sheets or {}, read_given(given or {})), remembered)
    return _check(store, viewer, data, file_name, said, said.words, progress)


def check_again(
    store: Store, viewer: Viewer, data: bytes, file_name: str, dataset: str, reading: str
) -> list[CheckedTable]:
    """Check a batch's original as it was read when it was published, whatever is remembered today.

    ``reading`` is the batch's own; sheets that it was not read from are left alone, so that a sheet somebody left out
    stays so.  Raises what ``check_file`` raises.
    """
    how = how_read(reading)
    first = how.parts[0]
    if how.is_joined or first.is_said_of_sheet:
        said = Said(sheets={part.sheet or "": _said_when_read(dataset, part) for part in how.parts})
    else:
        said = _said_when_read(dataset, first)
    sheets = frozenset(sheet for sheet in how.sheets if sheet is not None)
    said = replace(said, only=sheets, kept=kept_values([reading]), looks_around=False)
    return check_as_said(store, viewer, data, file_name, said)


def kept_values(readings: Iterable[str]) -> dict[tuple[str | None, int | None], dict[str, FilledValue]]:
    """Give what was filled in tables when they were read, as ``Said`` takes it."""
    parts = (part for reading in readings for part in how_read(reading).parts)
    return {
        (part.sheet, part.header_line): {value.field: value for value in part.filled}
        for part in parts
        if part.filled
    }


def _said_when_read(dataset: str, part: Part) -> Said:
    """Give what was said of a table, as its batch keeps it."""
    return Said(dataset, by_header(part.columns))


def check_as_said(
    store: Store, viewer: Viewer, data: bytes, file_name: str, said: Said, progress: Progress = unobserved
) -> list[CheckedTable]:
    """Check a file with what was said of it at another time; what is remembered today but helps to find its header.

    Raises what ``check_file`` raises.
    """
    with store.reading(viewer) as session:
        remembered = remembered_columns(session)
    words = said.words | Said(remembered=remembered).words
    return _check(store, viewer, data, file_name, said, words, progress)


def _check(
    store: Store,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    said: Said,
    words: frozenset[str],
    progress: Progress,
) -> list[CheckedTable]:
    progress("read")
    limit = store.settings.upload_limit_mb * 1024 * 1024
    reading = read_in_columns(data, file_name, vocabulary() | words, limit)
    chosen, names = choose_tables(reading, said), names_of(data, file_name)
    is_one_of_several = has_several_sheets(reading)
    session = store.session(viewer)
    try:
        typed: dict[int, TypedTable | CheckedTable] = {}
        registers = [number for number, table in enumerate(chosen) if _is_register(table, said)]
        others = [number for number in range(len(chosen)) if number not in registers]
        for numbers in (registers, others):
            show_names_beside(session, _waiting(typed.values()))
            read: dict[int, ReadTable | CheckedTable] = {}
            for number in numbers:
                progress("type")
                cells = read_cells(session, chosen[number], stage(chosen[number]), names, said)
                read[number] = name_sheet(cells) if is_one_of_several else cells
            for number, table in join_sheets(read).items():
                typed[number] = (
                    type_table(session, table, number + 1) if isinstance(table, ReadTable) else table
                )
        tables = [table for _, table in sorted(typed.items())]
        # Rules that look at another table find this file's own, so all are typed before the first is checked.
        show_beside(session, _waiting(tables))
        checked = [
            _run_rules(session, table, progress) if isinstance(table, TypedTable) else table
            for table in tables
        ]
        for table in checked if len(checked) > 1 else ():
            if table.incoming is None and (hint := hint_at_summary(table.report)):
                table.add_findings([hint])
        checked[0].add_findings(find_left_out(reading, chosen, said))
    except BaseException:
        session.close()
        raise
    return checked


def _is_register(table: RawTable, said: Said) -> bool:
    match, _ = recognise(table.header, said.of(table.sheet))
    return match is not None and match.contract.name == REGISTRY


def _waiting(tables: Iterable[TypedTable | CheckedTable]) -> list[tuple[str, str]]:
    """Name the dataset and the temporary table of each table whose rows wait."""
    return [(table.match.contract.name, table.name) for table in tables if isinstance(table, TypedTable)]


def _run_rules(session: Session, table: TypedTable, progress: Progress) -> CheckedTable:
    progress("rules")
    contract, how = table.match.contract, how_read(table.reading)
    show_incoming(session, table.name)
    findings = list(table.findings)
    if how.is_joined:
        summaries = find_summaries(session, contract, how, may_repeat_keys=table.may_repeat_keys)
        findings += summaries.values()
        if summaries:
            show_incoming(session, table.name, without_parts(how, summaries))
    found_in_rows = rules.row_findings(
        session, contract, how, may_repeat_keys=table.may_repeat_keys, may_be_annual=table.may_be_annual
    )
    findings += rules.without_echoes(found_in_rows, table.findings)
    found = session.run("store/incoming_scopes")
    places = tuple(row.pop("place") for row in found)
    scopes = tuple(Scope(dataset=contract.name, **row) for row in found)
    incoming = narrow(
        session, contract, Incoming(contract.name, table.name, scopes, places, table.reading), findings
    )
    return CheckedTable(with_findings(table.report, findings, incoming.scopes), contract, session, incoming)
