"""An office that writes papers, slides and workbooks from one store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.exports.materials.build import build_material
from eduboard.exports.materials.order import MATERIAL, RATIOS, Order, check_order
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.writing import Material, write_material
from eduboard.exports.slides.arranging import write_deck
from eduboard.exports.workbook.build import build_book
from eduboard.exports.workbook.sheets import Book
from eduboard.exports.workbook.writing import write_book
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.settings import Settings
from eduboard.store.store import Store, open_store
from tests.exports.ooxml_order import out_of_order
from tests.small_city import LATEST

NOON = datetime.fromisoformat("2025-10-09T12:00")


@contextmanager
def opened_office(database: Path) -> Iterator["Office"]:
    """An office over a store that is there already."""
    store = open_store(database, Settings(store=database, threads=2, bureau="云川市教育局"))
    yield Office(store)
    store.close()


@dataclass(frozen=True)
class Office:
    """Writes papers from one store."""

    store: Store
    viewer: Viewer = LOCAL_USER

    def build(self, *codes: str, document: str = MATERIAL, period: str = LATEST, **more: Any) -> Material:
        with self.store.reading(self.viewer) as session:
            catalogue = load_catalogue(session, self.store.settings)
            order = check_order(session, catalogue, Order(document, period, "", **more), codes)
            return build_material(Desk(session, catalogue, self.store.settings, order, NOON))

    def write(self, *codes: str, **more: Any) -> bytes:
        package = write_material(self.build(*codes, **more))
        assert out_of_order(package) == []
        return package

    def value(self, metric: str, district: str, period: str = LATEST) -> float | None:
        with self.store.reading(self.viewer) as session:
            catalogue = load_catalogue(session, self.store.settings)
            rows = measure(session, catalogue, Request((metric,), ("period",), (period,), (district,)))
            return rows[0].value if rows else None

    def slides(self, *codes: str, ratio: str = RATIOS[0], **more: Any) -> bytes:
        return write_deck(self.build(*codes, **more), ratio)

    def book(self, *codes: str, period: str = LATEST, **more: Any) -> Book:
        with self.store.reading(self.viewer) as session:
            catalogue = load_catalogue(session, self.store.settings)
            order = check_order(session, catalogue, Order(MATERIAL, period, "", **more), codes)
            return build_book(Desk(session, catalogue, self.store.settings, order, NOON))

    def workbook(self, *codes: str, **more: Any) -> bytes:
        return write_book(self.book(*codes, **more))
