"""报送进度: filters → where everybody stands → who lacks what → reminders and downloads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.access.roles import Right
from eduboard.charts import Box, captioned_table, status_box, submission_matrix
from eduboard.errors import EduboardError
from eduboard.exports import reminders
from eduboard.exports.reminding import REMIND, send_reminder
from eduboard.exports.robot import get_robot
from eduboard.exports.submission_tables import (
    NAMES_IN_TABLE,
    build_detail_table,
    build_matrix_table,
    build_missing_table,
    write_missing,
    write_stand_in,
    write_unlisted,
    write_who,
)
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
from eduboard.ui.figure_codes import coded
from eduboard.ui.filters import show_submission_filters
from eduboard.ui.frame import frame, show_data_kinds, show_steps
from eduboard.ui.plain import plain
from eduboard.ui.receipts import show_receipts
from eduboard.ui.review_list import ADDRESS, is_reviewer, show_waiting
from eduboard.ui.review_page import show_review
from eduboard.ui.school_links import school_address
from eduboard.ui.session import get_settings, get_store, get_viewer, put_on_record
from eduboard.ui.trace_address import cell_address


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
    table = coded(build_matrix_table(result))
    rows = [
        (
            item.name,
            [
                (*reminders.cell_words(cell), cell_address(table, number, column))
                for column, cell in enumerate(item.required, start=1)
            ],
        )
        for number, item in enumerate(result.districts)
    ]
    st.html(submission_matrix(table.caption, table.columns, rows))
    st.caption(texts.DOWNLOAD_MATRIX)
    blocks.show_downloads("submissions", table)
    missing = build_missing_table(result)
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
            _show_detail(result, district)
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


def _show_detail(result: Submissions, district: DistrictSubmissions) -> None:
    table = coded(build_detail_table(result, district))
    items = (*district.required, *district.others)
    rows = [(item.title, _detail(item, cell_address(table, number, 1))) for number, item in enumerate(items)]
    st.html(captioned_table(table.caption, table.columns, rows, align="left"))
    blocks.show_downloads(f"detail {district.district}", table)


def _detail(item: Submission, link: str) -> tuple[Box, ...]:
    """The cells of a table's line behind its name; ``link`` leads to the batch."""
    return (
        status_box(item.status, texts.HANDED_IN if item.batch and not item.is_required else "", link),
        Box(reminders.write_coverage(item), write_stand_in(item), align="left", link=link),
        Box(write_missing(item), write_unlisted(item), align="left"),
        Box(write_who(item), align="left"),
        Box(item.batch, link=link, align="left"),
    )
