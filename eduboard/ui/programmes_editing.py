"""管理 › 工程: a bureau's own programmes: copy, edit as a table, save, take along, put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from eduboard.access.roles import Right
from eduboard.codes import load_code_table
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import place_name
from eduboard.programmes import editing
from eduboard.programmes.model import EACH_DISTRICT, EACH_STAGE, INTERVALS, KEYS, Programme
from eduboard.programmes.shelf import Shelf, own_folder, programme_files
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.texts.programmes import KINDS
from eduboard.ui.downloads import offer_download
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import load_programmes
from eduboard.ui.receipts import remember
from eduboard.ui.session import get_settings, get_store, get_viewer, put_on_record, reading, require

T = TypeVar("T")


def show_programme_editing() -> None:
    """Show the section."""
    require(Right.ADMINISTER)
    st.caption(texts.EDIT_HINT)
    shelf = load_programmes()
    with reading() as (session, catalogue):
        files = programme_files(session, get_settings())
    labels = {name: _label(name, path, shelf) for name, path in files.items()}
    chosen = st.selectbox(
        texts.EDIT_CHOOSE, list(labels), format_func=labels.__getitem__, key="programme to edit"
    )
    if chosen is not None:
        _show_one(chosen, files[chosen], shelf, catalogue)
    with st.expander(texts.EDIT_UPLOAD, icon=":material/upload_file:"):
        _show_upload(catalogue)


def _is_own(path: Path) -> bool:
    return path.parent == own_folder(get_settings())


def _label(name: str, path: Path, shelf: Shelf) -> str:
    if name in shelf.broken:
        return texts.EDIT_BROKEN.format(name=name)
    programme = _programme(name, shelf)
    title = f"{place_name(programme.district)}{programme.name}　{name}"
    return (texts.EDIT_OWN if _is_own(path) else texts.EDIT_SHIPPED).format(title=title)


def _programme(name: str, shelf: Shelf) -> Programme:
    return next(programme for programme in shelf.programmes if programme.id == name)


def _show_one(name: str, path: Path, shelf: Shelf, catalogue: Catalogue) -> None:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if name in shelf.broken:
        st.error(plain(str(shelf.broken[name])).replace("\n", "  \n"))
    elif _is_own(path):
        _show_table(_programme(name, shelf), catalogue)
    else:
        _show_copy(_programme(name, shelf), text)
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_download(
            texts.EDIT_DOWNLOAD, lambda: text.encode("utf-8"), f"{name}.toml", key=f"programme {name}"
        )
        if _is_own(path):
            _show_delete(name)


def _show_copy(programme: Programme, text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            texts.EDIT_COPY_NAME, programme.id, help=texts.EDIT_COPY_NAME_HELP, key=f"copy {programme.id}"
        )
        if st.button(texts.EDIT_COPY, type="primary", key=f"copy button {programme.id}"):
            wanted = name.strip()
            _do(
                editing.COPY,
                wanted,
                lambda session: editing.copy_programme(get_store(), session, programme, text, wanted),
            )
            remember(texts.EDIT_COPIED.format(name=wanted))
            st.session_state.pop("programme to edit", None)
            st.rerun()


def _show_delete(name: str) -> None:
    sure = st.checkbox(texts.EDIT_DELETE_SURE, key=f"sure {name}")
    if st.button(texts.EDIT_DELETE, disabled=not sure, key=f"delete {name}"):
        kept = _do(editing.DELETE, name, lambda session: editing.delete_programme(get_store(), session, name))
        remember(texts.EDIT_DELETED.format(name=name, backup=kept.name))
        st.rerun()


def _do(action: str, name: str, work: Callable[[Session], T]) -> T:
    """Change something and put it on record, whether it works or not."""
    try:
        with get_store().reading(get_viewer()) as session:
            done = work(session)
    except EduboardError as error:
        put_on_record(action, name, error.code, worked=False)
        raise
    put_on_record(action, name)
    return done


# -- the table -----------------------------------------------------------------------------------------------


def _show_table(programme: Programme, catalogue: Catalogue) -> None:
    """Show the form; it is of the file as it was when the editing began, and a save that another came before fails."""
    current = editing.fingerprint(get_settings(), programme.id)
    begun = str(st.session_state.setdefault(_begun(programme.id), current))
    key = f"{programme.id} {begun[:12]}"
    table = pd.DataFrame(editing.rows_of(programme), columns=list(editing.COLUMNS))
    table.index = pd.RangeIndex(1, len(table) + 1)
    with st.form(f"programme {key}", border=False):
        st.markdown(f"**{texts.EDIT_HEAD_TITLE}**")
        head = _head_fields(programme, key)
        st.markdown(f"**{texts.EDIT_ITEMS_TITLE}**")
        edited = st.data_editor(
            table,
            num_rows="dynamic",
            hide_index=False,
            column_config=_columns(catalogue),
            column_order=list(texts.EDIT_COLUMNS),
            height=520,
            placeholder="",
            key=f"items {key}",
        )
        rungs = _ladder_table(programme, key)
        pressed = st.form_submit_button(texts.EDIT_SAVE, type="primary")
    if pressed:
        _save(programme, head, (edited, rungs), begun, catalogue)
    elif begun != current:
        del st.session_state[_begun(programme.id)]
        st.rerun()


def _ladder_table(programme: Programme, key: str) -> pd.DataFrame:
    """Show the ladders, a row for each rung; the targets of rungs are those of items of the table above."""
    table = pd.DataFrame(editing.rungs_of(programme), columns=list(editing.LADDER_COLUMNS), dtype=object)
    table.index = pd.RangeIndex(1, len(table) + 1)
    st.markdown(f"**{texts.EDIT_LADDERS_TITLE}**")
    st.caption(texts.EDIT_LADDERS_HINT)
    labels = texts.EDIT_LADDER_COLUMNS
    choices = {
        "level": list(load_code_table("levels").values),
        "title": list(load_code_table("titles").values),
        "item": [item.name for item in programme.items],
    }
    return st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=False,
        column_config={"ladder": st.column_config.TextColumn(labels["ladder"])}
        | {name: st.column_config.SelectboxColumn(labels[name], options=choices[name]) for name in choices},
        placeholder="",
        key=f"ladders {key}",
    )


def _begun(name: str) -> str:
    return f"editing {name}"


def _head_fields(programme: Programme, key: str) -> dict[str, Any]:
    given = editing.head_of(programme)
    columns = st.columns(len(texts.EDIT_HEAD_FIELDS))
    head: dict[str, Any] = {}
    for column, (name, label) in zip(columns, texts.EDIT_HEAD_FIELDS.items(), strict=True):
        widget = f"{name} of {key}"
        with column:
            if name == "yellow_from":
                head[name] = st.number_input(label, 0.0, 1.0, float(given[name]), 0.05, key=widget)
            else:
                head[name] = st.text_input(label, given[name], key=widget).strip()
    return head


def _columns(catalogue: Catalogue) -> dict[str, Any]:
    """Closed words as choices, numbers as numbers, the rest as text."""
    metrics = [metric.id for metric in catalogue.metrics]
    choices = {
        "kind": list(KEYS),
        "metric": metrics,
        "of_metric": metrics,
        "stage": list(load_code_table("stages").values),
        "level": list(load_code_table("levels").values),
        "direction": list(load_code_table("directions").values),
        "interval": list(INTERVALS),
        "each": [EACH_DISTRICT, EACH_STAGE],
    }
    names = {metric.id: f"{metric.name} {metric.id}" for metric in catalogue.metrics}
    words = {"kind": KINDS, "metric": names, "of_metric": names, "each": texts.EDIT_EACH}
    found: dict[str, Any] = {}
    for key, label in texts.EDIT_COLUMNS.items():
        if key in choices:
            said = _say(words.get(key, {}))
            found[key] = st.column_config.SelectboxColumn(label, options=choices[key], format_func=said)
        elif key in editing.NUMBERS:
            found[key] = st.column_config.NumberColumn(label)
        else:
            found[key] = st.column_config.TextColumn(label, pinned=key == "name")
    return found


def _say(words: Mapping[str, str]) -> Callable[[Any], str]:
    """Give what shows a closed word to the reader."""
    return lambda value: words.get(value, value)


def _save(
    programme: Programme,
    head: dict[str, Any],
    tables: tuple[pd.DataFrame, pd.DataFrame],
    begun: str,
    catalogue: Catalogue,
) -> None:
    rows, rungs = map(_records, tables)
    try:
        edited = editing.build_edited(head, rows, rungs, programme.id, f"{programme.id}.toml", catalogue)
    except editing.EditInvalid as invalid:
        _show_mistakes(invalid, *(list(map(str, table.index)) for table in tables))
        return
    if edited == programme:
        st.info(texts.EDIT_UNCHANGED)
        return
    st.session_state.pop(_begun(programme.id))
    kept = _do(
        editing.CHANGE,
        programme.id,
        lambda session: editing.save_programme(get_store(), session, edited, begun),
    )
    said = texts.EDIT_SAVED if kept else texts.EDIT_SAVED_FIRST
    remember(said.format(name=programme.id, backup=kept.name if kept else ""))
    st.rerun()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _show_mistakes(invalid: editing.EditInvalid, items: list[str], rungs: list[str]) -> None:
    """List what is wrong by the numbers that the rows of the two tables bear."""
    st.error(texts.EDIT_MISTAKES.format(count=len(invalid.mistakes)))
    rows = []
    for mistake in invalid.mistakes:
        if mistake.is_rung:
            where = texts.EDIT_MISTAKE_RUNG.format(row=rungs[mistake.row - 1] if mistake.row else "")
            titles = texts.EDIT_LADDER_COLUMNS
        elif mistake.row is None:
            where, titles = texts.EDIT_MISTAKE_HEAD, texts.EDIT_HEAD_FIELDS
        else:
            where, titles = items[mistake.row - 1], texts.EDIT_COLUMNS
        rows.append((where, mistake.item, titles.get(mistake.key, mistake.key), mistake.problem))
    st.table(pd.DataFrame(rows, columns=list(texts.EDIT_MISTAKE_COLUMNS)), hide_index=True)


# -- a whole file ----------------------------------------------------------------------------------------------


def _show_upload(catalogue: Catalogue) -> None:
    st.caption(texts.EDIT_UPLOAD_HINT)
    file = st.file_uploader(texts.EDIT_UPLOAD, type=["toml"], key="programme file")
    if file is None:
        return
    name = st.text_input(texts.EDIT_UPLOAD_NAME, Path(file.name).stem, key=f"name of {file.file_id}").strip()
    if st.button(texts.EDIT_UPLOAD_BUTTON, type="primary", key="save programme file"):
        data = file.getvalue()
        _do(
            editing.CHANGE,
            name,
            lambda session: editing.upload_programme(get_store(), session, data, name, catalogue),
        )
        remember(texts.EDIT_UPLOADED.format(name=name))
        st.rerun()
