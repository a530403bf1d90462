"""The commands that write papers for people: templates to fill in, the confirmation to sign."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.figures import keep_printed
from eduboard.cli.opening import opened, writing_to
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports.confirmation import load_confirmation
from eduboard.exports.confirmation_document import write_confirmation
from eduboard.exports.materials.build import build_material
from eduboard.exports.materials.order import EXTERNAL, Order, check_order
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.writing import write_material
from eduboard.exports.templates.example import build_csv_template
from eduboard.exports.templates.files import build_archive, build_workbooks
from eduboard.exports.templates.forms import Form, Place, fill_in, fill_in_all, require_place
from eduboard.exports.templates.workbook import build_workbook
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.results import Caption
from eduboard.settings import Settings
from eduboard.store.records import now
from eduboard.texts import cli as texts
from eduboard.texts import materials as material_texts

ALL_TABLES = "all"


def template(options: argparse.Namespace, settings: Settings) -> int:
    """Write a dataset's template, or all of them: blank, or filled in for a district and quarter."""
    place, forms = _forms(options, settings)
    is_csv = options.format == "csv" and options.dataset != ALL_TABLES
    out: Path = options.out
    with writing_to(out):
        if options.dataset == ALL_TABLES and out.is_dir():
            for name, data in build_workbooks(forms, place).items():
                (out / name).write_bytes(data)
        elif options.dataset == ALL_TABLES and out.suffix.lower() == ".zip":
            out.write_bytes(build_archive(build_workbooks(forms, place)))
        else:
            out.write_bytes(build_csv_template(forms[0]) if is_csv else build_workbook(forms))
    print(texts.TEMPLATE_WRITTEN.format(path=out))
    return 0


def confirm(options: argparse.Namespace, settings: Settings) -> int:
    """Write the confirmation of a batch."""
    with opened(settings) as store:
        document = write_confirmation(load_confirmation(store, LOCAL_USER, options.batch))
    with writing_to(options.out):
        options.out.write_bytes(document)
    print(texts.CONFIRMATION_WRITTEN.format(path=options.out))
    return 0


@dataclass(frozen=True)
class Printed:
    """A file that is made, and the captions of what can be traced in it."""

    data: bytes
    captions: tuple[Caption, ...]


def _print_document(desk: Desk, _options: argparse.Namespace) -> Printed:
    material = build_material(desk)
    return Printed(write_material(material), material.captions)


def _print_slides(desk: Desk, options: argparse.Namespace) -> Printed:
    from eduboard.exports.slides.arranging import write_deck

    material = build_material(desk)
    return Printed(write_deck(material, options.ratio), material.captions)


def _print_workbook(desk: Desk, _options: argparse.Namespace) -> Printed:
    from eduboard.exports.workbook.build import build_book
    from eduboard.exports.workbook.writing import write_book

    book = build_book(desk)
    return Printed(write_book(book), book.captions)


def _print_picture(desk: Desk, _options: argparse.Namespace) -> Printed:
    from eduboard.cli.pictures import draw_metric

    picture, caption = draw_metric(desk)
    return Printed(picture, (caption,))


KINDS: dict[str, Callable[[Desk, argparse.Namespace], Printed]] = {
    "docx": _print_document,
    "pptx": _print_slides,
    "xlsx": _print_workbook,
    "png": _print_picture,
}
"""What ``export`` can make of an order."""


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write figures and sentences as a paper, as slides or as a workbook."""
    with opened(settings) as store, store.reading() as session:
        catalogue = load_catalogue(session, settings)
        order = Order(
            document=options.document,
            period=options.period,
            city="",
            compare=options.compare,
            themes=tuple(options.theme),
            programme=options.programme,
            metric=options.metric,
            hide_below=str(settings.hide_below) if options.audience == EXTERNAL else "",
            school=options.school,
        )
        checked = check_order(session, catalogue, order, tuple(options.district))
        printed = KINDS[options.kind](Desk(session, catalogue, settings, checked, now()), options)
        keep_printed(store, printed.captions, LOCAL_USER.name)
    with writing_to(options.out):
        options.out.write_bytes(printed.data)
    print(material_texts.WRITTEN.format(path=options.out))
    return 0


def _forms(options: argparse.Namespace, settings: Settings) -> tuple[Place | None, list[Form]]:
    contracts = load_contracts()
    chosen = [*contracts] if options.dataset == ALL_TABLES else [options.dataset]
    if not options.district and not options.period:
        return None, [Form(contracts[name]) for name in chosen]
    if not options.district or not options.period:
        raise EduboardError("template.place_incomplete")
    with opened(settings) as store, store.reading() as session:
        place = require_place(session, options.district, options.period)
        if options.dataset == ALL_TABLES:
            return place, fill_in_all(session, settings, place)
        return place, [fill_in(session, settings, contracts[name], place) for name in chosen]
