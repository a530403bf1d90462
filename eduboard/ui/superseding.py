"""Submittals that take the place of others: said before one is submitted, and to who reviews it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.intake.superseding import Overlap
from eduboard.store.submittals import Submittal, find_submittals
from eduboard.texts import review as texts
from eduboard.texts.findings import AND_OTHERS
from eduboard.texts.submissions import MOMENT
from eduboard.ui.cache import cached
from eduboard.ui.plain import plain
from eduboard.ui.review_words import name_scopes
from eduboard.ui.session import get_viewer

_SCHOOLS_NAMED = 10


def show_overlaps(overlaps: Sequence[Overlap], sha256: str) -> None:
    """Say whose waiting submittals the file with this SHA-256 will take the place of; nothing where none waits."""
    if not overlaps:
        return
    account = get_viewer().account
    [first, *others] = overlaps
    if not others and first.seen and (first.seen.account, first.seen.sha256) == (account, sha256):
        when = MOMENT.format(date=first.seen.submitted_at)
        st.info(texts.SUBMITTED_ALREADY.format(when=when, submittal=first.submittal))
        return
    lines = [texts.OVERLAP_TITLE, *(f"- {_describe(overlap, account)}" for overlap in overlaps)]
    if all(overlap.seen is not None and overlap.seen.account == account for overlap in overlaps):
        st.info("\n".join(lines))
    else:
        st.warning("\n".join([*lines, "", texts.OVERLAP_ADVICE]))


def _describe(overlap: Overlap, account: str) -> str:
    item = overlap.seen
    if item is None:
        return texts.OVERLAP_HIDDEN.format(submittal=overlap.submittal, new=overlap.new_count)
    said = texts.OVERLAP_SEEN.format(
        submittal=item.submittal,
        name=texts.OVERLAP_SELF if item.account == account else plain(item.name),
        when=MOMENT.format(date=item.submitted_at),
        file=plain(item.file_name),
        rows=overlap.row_count,
        new=overlap.new_count,
    )
    if overlap.schools:
        named = texts.JOIN.join(overlap.schools[:_SCHOOLS_NAMED])
        if len(overlap.schools) > _SCHOOLS_NAMED:
            named = AND_OTHERS.format(words=named)
        said += texts.OVERLAP_SCHOOLS.format(count=len(overlap.schools), schools=plain(named))
    return said + (texts.OVERLAP_LEFT.format(scopes=name_scopes(overlap.left)) if overlap.left else "")


def show_superseded(submittal: Submittal) -> None:
    """Name what a submittal has taken the place of; of what the viewer does not see all of, its number alone."""
    numbers = submittal.supersedes
    items = cached(
        "superseded",
        numbers,
        lambda session, _: {
            item.submittal: item for item in find_submittals(session)[0] if item.submittal in numbers
        },
    )
    lines = [_name(items[number]) if number in items else number for number in numbers]
    st.info("\n".join([texts.SUPERSEDES, *(f"- {line}" for line in lines)]))


def _name(item: Submittal) -> str:
    return texts.SUPERSEDES_SEEN.format(
        submittal=item.submittal,
        address=f"?submittal={item.submittal}",
        name=plain(item.name),
        when=MOMENT.format(date=item.submitted_at),
        file=plain(item.file_name),
        rows=sum(table.row_count for table in item.tables),
    )
