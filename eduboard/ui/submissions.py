"""报送进度: filters → where everybody stands → who lacks what → reminders and downloads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.access.roles import Right
from eduboard.charts import Box, html_table, status_box, submission_matrix
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports import reminders
from eduboard.exports.reminding import REMIND, send_reminder
from eduboard.exports.robot import get_robot
from eduboard.metrics.submissions import (
    DistrictSubmissions,
    ReportingCity,
    Submission,
    Submissions,
    build_submissions,
    list_reporting_cities,
    newest_ended_quarter,
)
from eduboard.settings import Settings
from eduboard.store.records import now
from eduboard.texts import school as school_texts
from eduboard.texts import submissions as texts
from eduboard.ui import blocks
from eduboard.ui.cache import cached
from eduboard.ui.filters import show_submission_filters
from eduboard.ui.frame import frame, show_data_kinds, show_steps
from eduboard.ui.plain import plain
from eduboard.ui.receipts import show_receipts
from eduboard.ui.review_list import ADDRESS, is_reviewer, show_waiting
from eduboard.ui.review_page import show_review
from eduboard.ui.school_links import school_address
from eduboard.ui.session import get_settings, get_store, get_viewer, put_on_record

NAMES_IN_TABLE = 60


def show_submissions() -> None:
    """Show the page, or the one submittal that the address names."""
    with frame("submissions"):
        if ADDRESS in st.query_params:
            show_review(st.query_params[ADDRESS])
            return
        show_receipts()
        if is_reviewer():
            show_waiting()
        settings, today = get_settings(), now().date()
        cities = cached(
            "reporting cities", today, lambda session, _: list_reporting_cities(session, settings, today)
        )
        if not cities:
            show_steps(texts.NO_CITY, texts.NO_CITY_STEPS)
            return
        choice = show_submission_filters(cities, newest_ended_quarter(today))
        result = cached(
            "submissions",
            (choice.city, choice.period, today),
            lambda session, _: build_submissions(session, settings, choice.city, choice.period, today),
        )
        _show_standing(result, settings)
        chosen = [item for item in result.districts if choice.district in ("", item.district)]
        _show_reminders(result, chosen, settings, choice.city)


def _show_standing(result: Submissions, settings: Settings) -> None:
    st.markdown(f"### {reminders.write_headline(result)}")
    show_data_kinds(is_demo=result.has_demo_data)
    table = reminders.build_matrix_table(result)
    st.html(
        submission_matrix(
            title=texts.MATRIX_LABEL,
            heading=(result.city_name, reminders.write_deadline(result)),
            headers=(texts.DISTRICT, *(load_contracts()[name].title for name in result.tables)),
            rows=[
                (item.name, [reminders.cell_words(cell) for cell in item.required])
                for item in result.districts
            ],
            notes=(table.caption.definition, *table.caption.notes[1:]),
        )
    )
    st.caption(texts.DOWNLOAD_MATRIX)
    blocks.show_downloads("submissions", table)
    missing = reminders.build_missing_table(result)
    if not missing.is_empty:
        st.caption(texts.DOWNLOAD_MISSING)
        blocks.show_downloads("missing_schools", missing)
    _show_robot(result, settings)


def _show_robot(result: Submissions, settings: Settings) -> None:
    """Offer to send the summary to the working group, where a robot is set."""
    robot = get_robot(settings)
    if robot is None or not get_viewer().has(Right.REVIEW):
        return
    kind = texts.ROBOT_KINDS[robot.kind]
    title, text = reminders.write_robot_message(result, robot.most_bytes)
    with st.expander(texts.ROBOT_SEND.format(kind=kind), icon=":material/send:"):
        st.caption(texts.ROBOT_HELP.format(address=robot.address))
        st.code(text, language=None, wrap_lines=True)
        if st.button(texts.ROBOT_SEND.format(kind=kind), key="send"):
            try:
                sent = send_reminder(get_store(), get_viewer(), robot, result, title, text)
            except EduboardError as error:
                # The letters below can still be copied.
                put_on_record(REMIND, title, str(error), worked=False)
                st.error(str(error))
            else:
                put_on_record(REMIND, title, sent)
                st.success(sent)


def _show_reminders(
    result: Submissions, districts: Sequence[DistrictSubmissions], settings: Settings, city: ReportingCity
) -> None:
    st.markdown(f"### {texts.REMINDERS}")
    if not result.still_open:
        st.success(texts.NOBODY_TO_REMIND)
    else:
        st.caption(texts.REMINDER_HINT)
    if result.still_open and len(districts) == len(city.districts) > 1:
        with st.expander(texts.REMINDER_ALL, icon=":material/campaign:"):
            _show_letter(reminders.write_reminder_to_all(result, settings.bureau))
    for district in sorted(districts, key=lambda item: not item.still_open):
        summary = reminders.write_all_open(district, 0) or texts.NOTHING_MISSING
        title = texts.DETAIL_TITLE.format(district=district.name, summary=summary)
        with st.expander(title, expanded=len(districts) == 1):
            if district.still_open:
                _show_letter(reminders.write_reminder(result, district, settings.bureau))
            st.html(_detail_table(district))
            _show_missing_schools(district, result.period)


def _show_missing_schools(district: DistrictSubmissions, period: str) -> None:
    """Lead to the pages of the schools that are missing from what was handed in."""
    missing = dict.fromkeys(school for item in district.required if item.batch for school in item.missing)
    if missing:
        links = [
            f"[{plain(school.name)}]({school_address(school.name, district.district, school.code, period)})"
            for school in list(missing)[:NAMES_IN_TABLE]
        ]
        st.caption(school_texts.PAGES_OF_MISSING.format(schools="、".join(links)))


def _show_letter(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


def _detail_table(district: DistrictSubmissions) -> str:
    rows = [(item.title, _detail(item)) for item in (*district.required, *district.others)]
    return html_table(
        texts.DETAIL_LABEL.format(district=district.name), (), texts.DETAIL_COLUMNS, rows, (), align="left"
    )


def _detail(item: Submission) -> tuple[Box, ...]:
    """The cells of a table's line behind its name."""
    who = (
        texts.WHO_AND_WHEN.format(who=item.published_by, when=texts.MOMENT.format(date=item.published_at))
        if item.published_at
        else ""
    )
    return (
        status_box(item.status, texts.HANDED_IN if item.batch and not item.is_required else ""),
        Box(reminders.write_coverage(item), _source_note(item), align="left"),
        Box(_missing_note(item), _unlisted_note(item), align="left"),
        Box(who, align="left"),
        Box(item.batch, link=f"/admin?batch={item.batch}" if item.batch else "", align="left"),
    )


def _source_note(item: Submission) -> str:
    if item.source == item.dataset:
        return ""
    return texts.STOOD_IN.format(dataset=load_contracts()[item.source].title)


def _missing_note(item: Submission) -> str:
    if item.batch and item.missing:
        names = reminders.write_names(item.missing, NAMES_IN_TABLE)
        return texts.MISSING_SCHOOLS.format(count=len(item.missing), names=names)
    if item.batch and item.lacks_registry:
        return texts.NO_REGISTRY_LONG
    if not item.batch and item.expected:
        return texts.WHOLE_TABLE_OF.format(count=item.expected)
    return ""


def _unlisted_note(item: Submission) -> str:
    if not item.unlisted:
        return ""
    names = reminders.write_names(item.unlisted, NAMES_IN_TABLE)
    return texts.UNLISTED_SCHOOLS.format(count=len(item.unlisted), names=names)
