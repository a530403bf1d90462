"""The button that gives a school's page as a Word file."""

from __future__ import annotations

from eduboard.exports.materials.build import build_material
from eduboard.exports.materials.order import ONE_PAGER, Order, check_order
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.writing import write_material
from eduboard.exports.safety import safe_file_name
from eduboard.metrics.schools import School
from eduboard.store.records import now
from eduboard.texts import materials as texts
from eduboard.ui.downloads import offer_download
from eduboard.ui.figure_codes import keep_exported
from eduboard.ui.session import get_settings, reading


def offer_school_page(school: School, period: str) -> None:
    """Offer a school's page; it is written when the button is pressed, which is outside of this run."""
    name = texts.FILE_STEM.format(title=texts.SCHOOL_TITLE.format(school=school.name), period=period)
    offer_download(
        texts.DOWNLOAD_SCHOOL,
        lambda: _write(school.school, period),
        safe_file_name(name) + ".docx",
        key="school page",
        icon=":material/description:",
    )


def _write(school: str, period: str) -> bytes:
    with reading() as (session, catalogue):
        order = check_order(session, catalogue, Order(ONE_PAGER, period, "", school=school), ())
        material = build_material(Desk(session, catalogue, get_settings(), order, now()))
    keep_exported(material.captions)
    return write_material(material)
