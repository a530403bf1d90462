"""What a submittal is called and what is said of it, on the clerk's page, the reviewer's and in the trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import streamlit as st

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.store.history import Event
from eduboard.store.records import Scope
from eduboard.store.submittals import ACCEPT, ACCEPTED, RECALL, RETURN, SUBMIT, SUPERSEDED, Mark, Submittal
from eduboard.texts import review as texts
from eduboard.texts.submissions import MOMENT
from eduboard.ui.plain import plain

REVIEW_STEPS = (SUBMIT, ACCEPT, RETURN, RECALL)
_SCOPES_NAMED = 5


def name_datasets(submittal: Submittal) -> str:
    """Name the datasets that it is about."""
    return texts.JOIN.join(dict.fromkeys(load_contracts()[table.dataset].title for table in submittal.tables))


def name_districts(submittal: Submittal) -> str:
    """Name the districts that it is about."""
    return texts.JOIN.join(region_names().get(code, code) for code in submittal.districts)


def name_scopes(scopes: Iterable[Scope]) -> str:
    """Name scopes one by one."""
    return texts.JOIN.join(
        dict.fromkeys(
            texts.SCOPE.format(
                period=scope.period,
                district=region_names().get(scope.district, scope.district),
                dataset=load_contracts()[scope.dataset].title,
            )
            for scope in scopes
        )
    )


def describe_outcome(submittal: Submittal) -> str:
    """Say what has become of it; '' while it waits."""
    if submittal.state == SUPERSEDED:
        pattern = texts.SUPERSEDED_BY
    elif submittal.decided_at is None:
        return ""
    else:
        pattern = texts.DECIDED_BY
    decided = pattern.format(
        who=plain(submittal.decided_by),
        when=MOMENT.format(date=submittal.decided_at),
        state=submittal.state,
        submittal=submittal.superseded_by,
    )
    if submittal.state != ACCEPTED:
        return decided
    batches = texts.PUBLISHED_AS.format(batches=texts.JOIN.join(submittal.batches))
    return f"{decided} · {batches if submittal.batches else texts.NOTHING_NEW}"


def show_outcome(submittal: Submittal) -> None:
    """Say what has become of a submittal, with the reviewer's reason and marks where it was sent back."""
    if outcome := describe_outcome(submittal):
        st.markdown(outcome)
    show_reason(submittal)


def show_reason(submittal: Submittal) -> None:
    """Show why it was sent back; nothing where it was not."""
    if submittal.reason:
        st.warning(texts.REASON.format(reason=plain(submittal.reason)))
    if submittal.marks:
        show_marks(submittal.marks)


def show_marks(marks: Sequence[Mark]) -> None:
    """List marks, a line each: of a table a telephone would not show what is to be mended."""
    st.markdown("\n".join(f"- {describe_mark(mark)}" for mark in marks))


def describe_mark(mark: Mark) -> str:
    """Say what is to be mended where."""
    return texts.MARK_SHOWN.format(
        sheet=texts.MARK_SHEET.format(sheet=plain(mark.sheet)) if mark.sheet else "",
        line=mark.line,
        column=plain(mark.column or texts.WHOLE_ROW),
        value=texts.MARK_VALUE.format(value=plain(mark.value)) if mark.value else "",
        sentence=plain(mark.sentence),
    )


def describe_superseding(submittals: Sequence[str]) -> str:
    """Say after a submittal which others it took the place of; '' where none waited."""
    return texts.EVENT_SUPERSEDES.format(submittals=texts.JOIN.join(submittals)) if submittals else ""


def describe_step(event: Event) -> str:
    """Say what an event of a review is about."""
    said = json.loads(event.detail)
    number = said["submittal"]
    if event.action == SUBMIT:
        scopes = [Scope(**scope) for scope in said["scopes"]]
        named = name_scopes(scopes[:_SCOPES_NAMED]) + ("…" if len(scopes) > _SCOPES_NAMED else "")
        submitted = texts.EVENT_SUBMIT.format(submittal=number, file=said["file_name"], scopes=named)
        return submitted + describe_superseding(said["supersedes"])
    if event.action == ACCEPT:
        batches = texts.JOIN.join(said.get("batches", ())) or texts.NOTHING_NEW
        return texts.EVENT_ACCEPT.format(submittal=number, batches=batches)
    if event.action == RETURN:
        marks = texts.EVENT_MARKS.format(count=len(said["marks"])) if said.get("marks") else ""
        reason = " ".join(filter(None, (said.get("reason", ""), marks)))
        return texts.EVENT_RETURN.format(submittal=number, reason=reason)
    return str(number)
