"""账号: who may sign in, as what, for which districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TypeVar

import pandas as pd
import streamlit as st

from eduboard.access.accounts import Account
from eduboard.access.roles import CLERK, RIGHTS, Right
from eduboard.codes import load_regions, region_names
from eduboard.errors import EduboardError
from eduboard.exports.lists import build_list_csv
from eduboard.intake.account_list import read_accounts
from eduboard.texts import access as texts
from eduboard.ui.downloads import offer_download
from eduboard.ui.frame import mistakes_beside_the_form
from eduboard.ui.receipts import remember
from eduboard.ui.rows import show_rows
from eduboard.ui.session import get_directory, get_settings, put_on_record, require

_TOLD = "told passwords"
R = TypeVar("R")


def show_accounts() -> None:
    """Show the accounts, and forms to change them."""
    if not get_settings().access.has_wall:
        st.info(texts.NO_ACCOUNTS_MODE)
        return
    require(Right.ADMINISTER)
    st.caption(texts.ACCOUNTS_HINT)
    _show_told()
    accounts = get_directory().accounts.list()
    rows = [_row(account) for account in accounts]
    shown = pd.DataFrame(rows, columns=list(texts.ACCOUNT_TABLE_COLUMNS))
    show_rows(shown, hide_index=True, height="content" if len(rows) < 20 else "auto", key="accounts")
    with st.expander(texts.NEW_ACCOUNT, icon=":material/person_add:"):
        _show_new()
    with st.expander(texts.IMPORT_ACCOUNTS, icon=":material/group_add:"):
        _show_import()
    names = {account.account: f"{account.account}　{account.name}" for account in accounts}
    chosen = st.selectbox(
        texts.CHOOSE_ACCOUNT, list(names), format_func=names.__getitem__, key="account", index=None
    )
    if chosen is not None:
        _show_account(get_directory().accounts.require(chosen))


def _row(account: Account) -> tuple[str, ...]:
    state = texts.STATE_FIRST if account.must_change else texts.STATE_ACTIVE
    return (
        account.account,
        account.name,
        account.role,
        _districts(account),
        account.school,
        texts.YES if account.sees_all or account.districts is None else texts.NO,
        texts.YES if account.viewer().may_see_names else texts.NO,
        texts.STATE_LOCKED if account.locked else state,
    )


def _districts(account: Account) -> str:
    if account.districts is None:
        return texts.ALL_DISTRICTS
    return "、".join(region_names().get(code, code) for code in account.districts)


def _show_told() -> None:
    """One-time passwords, until the page is left."""
    told: Mapping[str, str] = st.session_state.pop(_TOLD, {})
    if not told:
        return
    accounts = get_directory().accounts
    rows = [(account, accounts.require(account).name, password) for account, password in told.items()]
    st.warning(texts.TOLD)
    st.dataframe(pd.DataFrame(rows, columns=list(texts.TOLD_COLUMNS)), hide_index=True, key="told")
    offer_download(
        texts.TOLD_DOWNLOAD,
        lambda: build_list_csv(texts.TOLD_COLUMNS, rows),
        f"{texts.TOLD_FILE}.csv",
        key="told csv",
    )


def _tell(told: Mapping[str, str]) -> None:
    st.session_state[_TOLD] = {account: password for account, password in told.items() if password}


def _fields(key: str, account: Account) -> Account:
    """The inputs that an account is made of."""
    regions = [region.code for region in load_regions() if not region.code.endswith("00")]
    names = region_names()
    name = st.text_input(texts.NAME_FIELD, account.name, key=f"{key} name", max_chars=40)
    roles = list(RIGHTS)
    role = st.selectbox(texts.ROLE_FIELD, roles, index=roles.index(account.role), key=f"{key} role")
    has_all = st.checkbox(texts.ALL_DISTRICTS_FIELD, account.districts is None, key=f"{key} all districts")
    districts = st.multiselect(
        texts.DISTRICTS_FIELD,
        regions,
        default=list(account.districts or ()),
        format_func=lambda code: f"{names.get(code, code)}（{code}）",
        key=f"{key} districts",
    )
    school = st.text_input(texts.SCHOOL_FIELD, account.school, key=f"{key} school", max_chars=20)
    sees_all = st.checkbox(texts.SEES_ALL_FIELD, account.sees_all, key=f"{key} all")
    sees_names = st.checkbox(texts.SEES_NAMES_FIELD, account.sees_names, key=f"{key} names")
    return replace(
        account,
        name=name,
        role=role,
        # As in the table to import: nobody gets all of them by leaving a field empty.
        districts=None if has_all else tuple(districts),
        school=school.strip(),
        sees_all=sees_all,
        sees_names=sees_names,
    )


def _show_new() -> None:
    with st.form("new account", border=False):
        account = st.text_input(texts.ACCOUNT_FIELD, key="new account name", max_chars=64).strip()
        wanted = _fields("new", Account(account, "", CLERK, ()))
        pressed = st.form_submit_button(texts.CREATE, type="primary")
    if pressed:
        with mistakes_beside_the_form():
            told = _recorded(
                "create_account", wanted.account, lambda: get_directory().accounts.create(wanted)
            )
            _tell({wanted.account.lower(): told})
            remember(texts.IMPORTED.format(count=1))
            st.rerun()


def _show_import() -> None:
    st.markdown(texts.IMPORT_HINT.format(columns="、".join(texts.ACCOUNT_COLUMNS)))
    offer_download(
        texts.IMPORT_TEMPLATE,
        lambda: build_list_csv(texts.ACCOUNT_COLUMNS, []),
        f"{texts.IMPORT_ACCOUNTS}.csv",
        key="account template",
    )
    file = st.file_uploader(texts.IMPORT_ACCOUNTS, type=["csv", "xlsx"], key="account file")
    if file is not None:
        with mistakes_beside_the_form():
            _offer_import(read_accounts(file.getvalue(), file.name))


def _offer_import(accounts: Sequence[Account]) -> None:
    st.dataframe(
        pd.DataFrame([_row(account) for account in accounts], columns=list(texts.ACCOUNT_TABLE_COLUMNS)),
        hide_index=True,
        key="accounts to come",
    )
    if st.button(texts.IMPORT_BUTTON.format(count=len(accounts)), type="primary", key="import accounts"):
        names = "、".join(account.account for account in accounts)
        _tell(_recorded("create_account", names, lambda: get_directory().accounts.create_all(accounts)))
        remember(texts.IMPORTED.format(count=len(accounts)))
        st.rerun()


def _show_account(account: Account) -> None:
    accounts, name = get_directory().accounts, account.account
    with st.form(f"account {name}"):
        wanted = _fields(name, account)
        wanted = replace(wanted, locked=st.checkbox(texts.LOCKED_FIELD, account.locked, key=f"{name} locked"))
        if st.form_submit_button(texts.SAVE, type="primary"):
            with mistakes_beside_the_form():
                _recorded("change_account", name, lambda: accounts.change(wanted), _changes(account, wanted))
                remember(texts.SAVED.format(account=name))
                st.rerun()
    with mistakes_beside_the_form(), st.container(horizontal=True):
        if account.is_local and st.button(texts.RESET, key=f"{name} reset"):
            _tell({name: _recorded("reset_password", name, lambda: accounts.reset_password(name))})
            st.rerun()
        if st.button(texts.END_SESSIONS, key=f"{name} end"):
            _recorded("end_sessions", name, lambda: get_directory().sessions.end_all(name))
            remember(texts.ENDED.format(account=name))
            st.rerun()
        sure = st.checkbox(texts.CONFIRM_DELETE, key=f"{name} sure")
        if st.button(texts.DELETE_ACCOUNT, disabled=not sure, key=f"{name} delete"):
            _recorded("delete_account", name, lambda: accounts.delete(name))
            remember(texts.DELETED.format(account=name))
            st.rerun()


def _changes(before: Account, after: Account) -> str:
    """What the audit trail says of a change: each field that moved."""
    old, new = asdict(before), asdict(after)
    return "；".join(f"{name}: {old[name]} → {new[name]}" for name in old if old[name] != new[name])


def _recorded(action: str, account: str, change: Callable[[], R], detail: str = "") -> R:
    """Make a change and put it on record, whether it works or not."""
    try:
        made = change()
    except EduboardError as error:
        put_on_record(action, account, error.code, worked=False)
        raise
    put_on_record(action, account, detail)
    return made
