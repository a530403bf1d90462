"""Uploaded files one by one: ZIPs taken apart, what in them is no table named, files of one scope brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd
import streamlit as st

from eduboard.errors import UnusableFile
from eduboard.intake.bundling import (
    Look,
    bundle,
    find_missing,
    look_at,
    missing_beside,
    repeated,
    sort_out,
)
from eduboard.intake.packages import LeftOut, Package, PackedFile, registers_first, unpack
from eduboard.intake.reading.bundles import sheet_in
from eduboard.intake.said import Asked
from eduboard.store.originals import sha256_of
from eduboard.texts import packages as texts
from eduboard.ui.choices import choice_for
from eduboard.ui.plain import plain
from eduboard.ui.session import get_settings, get_store, get_viewer

_NAMED_AT_MOST = 6


class Uploaded(Protocol):
    """What Streamlit gives of an uploaded file."""

    name: str

    def getvalue(self) -> bytes:
        """The file's bytes."""


@dataclass(frozen=True)
class HandedIn:
    """What is handed in together: the files, those of one scope as one, and what is missing beside them."""

    files: tuple[PackedFile, ...]
    missing: tuple[LeftOut, ...]


def show_packages(uploads: Sequence[Uploaded], dataset: str | None) -> HandedIn:
    """Give every file to hand in, registries first, those of one scope as one; say what is left out, and why.

    ``dataset`` is what all of them were said to be.
    """
    kept: dict[object, Package] = st.session_state.get("packages", {})
    still: dict[object, Package] = {}
    files: list[PackedFile] = []
    unopened: list[str] = []
    for number, upload in enumerate(uploads):
        data = upload.getvalue()
        key = (upload.name, sha256_of(data))
        try:
            package = still[key] = kept.get(key) or _unpack(upload.name, data)
        except UnusableFile as refusal:
            refusal.params.setdefault("file", upload.name)
            package = Package((), (refusal,))
        for problem in package.problems:
            _show_problem(problem)
        unopened += (str(problem.params["file"]) for problem in package.problems)
        files += package.files
        if package.left_out:
            _show_left_out(upload.name, package, number)
    # Packages that are gone from the page are let go.
    st.session_state["packages"] = still
    together, seen = _bring_together(files, dataset)
    missing = find_missing([(files[number], look) for number, look in seen.items()], unopened)
    return HandedIn(registers_first(together), tuple(missing))


def _bring_together(
    files: Sequence[PackedFile], dataset: str | None
) -> tuple[list[PackedFile], dict[int, Look]]:
    """Make one file of those that share a scope, and give the looks at several by number.

    What has been made is kept while its files lie on the page.
    """
    looked: dict[object, Look] = st.session_state.get("looks", {})
    looks: dict[object, Look] = {}
    made: dict[tuple[tuple[str, str], ...], PackedFile] = st.session_state.get("bundles", {})
    bundles: dict[tuple[tuple[str, str], ...], PackedFile] = {}

    def look(number: int) -> Look:
        file = files[number]
        choice = choice_for(file.sha256)
        key = (file.name, file.sha256, dataset, choice.key, get_store().version)
        if key not in looks:
            looks[key] = looked.get(key) or _look(file, choice.asked, dataset)
        return looks[key]

    with st.spinner(texts.LOOKING):
        groups = sort_out(len(files), look)
    seen = {number: look(number) for number in range(len(files))} if len(files) > 1 else {}
    together = []
    for group in groups:
        for again, kept in group.repeats:
            reason = repeated(files[again], files[kept]).reason
            st.info(plain(texts.LEFT_OUT_LOOSE.format(name=files[again].name, reason=reason)))
        members = [files[number] for number in group.members]
        key = tuple((file.name, file.sha256) for file in members)
        bundles[key] = file = made.get(key) or bundle(members)
        if file.parts:
            if key not in made:
                before = (old for old_key, old in made.items() if old.parts and set(old_key) & set(key))
                _take_over_choices(next(before, None), file)
            _carry_choices(file, members, [seen[number] for number in group.members])
        together.append(file)
    st.session_state["looks"], st.session_state["bundles"] = looks, bundles
    return together, seen


def _take_over_choices(before: PackedFile | None, file: PackedFile) -> None:
    """Keep what was chosen for a bundle when a file is added to it or taken away."""
    choices = st.session_state["choices"]
    if before is None or file.sha256 in choices:
        return
    old = choice_for(before.sha256)
    kept = {
        sheet: of_sheet
        for sheet, of_sheet in old.sheets.items()
        if any(sheet == part or sheet.startswith(f"{part}/") for part in file.parts)
    }
    choices[file.sha256] = replace(old, columns=dict(old.columns), sheets=kept)


def _carry_choices(file: PackedFile, members: Sequence[PackedFile], looks: Sequence[Look]) -> None:
    """Let what was chosen for a file while it stood alone hold for its tables in a bundle."""
    choices = choice_for(file.sha256).sheets
    for name, member, look in zip(file.parts, members, looks, strict=True):
        own = choice_for(member.sha256)
        for sheet in look.sheets:
            if own.of(sheet).is_made:
                choices.setdefault(sheet_in(name, sheet), own.of(sheet))


def _look(file: PackedFile, asked: Asked, dataset: str | None) -> Look:
    asked = replace(asked, dataset=asked.dataset or dataset)
    return look_at(get_store(), get_viewer(), file.data, file.name, asked)


def show_parts(file: PackedFile, number: int) -> None:
    """Name the files of a bundle."""
    if not file.parts:
        return
    names = sorted(file.parts)
    st.markdown(texts.BUNDLE_HEAD.format(count=len(names)))
    if len(names) <= _NAMED_AT_MOST:
        st.markdown(plain(texts.LISTED.join(names)))
        return
    with st.expander(texts.BUNDLE_FILES.format(count=len(names))):
        st.dataframe(
            pd.DataFrame(names, columns=list(texts.BUNDLE_COLUMNS)), hide_index=True, key=f"parts:{number}"
        )


def show_missing(file: PackedFile, missing: Sequence[LeftOut]) -> None:
    """Name the files that came with this one and are not in it, though they may belong to it."""
    beside = missing_beside(file, missing)
    lines = [
        texts.MISSING_LINE.format(name=item.name, reason=item.reason) for item in beside[:_NAMED_AT_MOST]
    ]
    if len(beside) > len(lines):
        lines.append(texts.MISSING_MORE.format(count=len(beside) - len(lines)))
    if lines:
        st.warning("\n\n".join(map(plain, lines)))


def _unpack(name: str, data: bytes) -> Package:
    return unpack(data, name, get_settings().upload_limit_mb * 1024 * 1024)


def _show_problem(problem: UnusableFile) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(str(problem.params['file']))}**")
        st.error(plain(str(problem)))


def _show_left_out(name: str, package: Package, number: int) -> None:
    with st.expander(texts.LEFT_OUT_TITLE.format(package=plain(name), count=len(package.left_out))):
        rows = [(item.name, item.reason) for item in package.left_out]
        st.dataframe(
            pd.DataFrame(rows, columns=list(texts.LEFT_OUT_COLUMNS)),
            hide_index=True,
            key=f"left_out:{number}",
        )
