"""Figures to be coded, kept and traced back."""

from __future__ import annotations

from datetime import datetime

from eduboard.access.roles import CLERK
from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics import views
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.imprint import Figure
from eduboard.metrics.retrace import Retraced, find_recorded, keep_figures, retrace
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import Store
from tests.small_city import CITY, LAKE, LATEST

MADE_AT = datetime(2025, 11, 22, 9, 30)  # noqa: DTZ001 - the product's clock is the bureau's
CITY_FILTERS = Filters(period=LATEST, compare=PREVIOUS_QUARTER, city=CITY)
LAKE_FILTERS = Filters(period=LATEST, compare="year", city=CITY, district=LAKE, stage="小学")
LAKE_CLERK = Viewer("数据员", CLERK, districts=(LAKE,))


def trend_of(
    store: Store,
    filters: Filters = CITY_FILTERS,
    viewer: Viewer = LOCAL_USER,
    metric: str = "large_class_share",
) -> Figure:
    with store.reading(viewer) as session:
        catalogue = load_catalogue(session, store.settings)
        scene = build_scene(session, catalogue, filters, [catalogue[metric]])
        return views.build_trend(scene, catalogue[metric])


def keep(register: FigureRegister, result: Figure) -> str:
    keep_figures(register, [result.caption], "秘书", MADE_AT)
    return result.caption.code


def traced(store: Store, register: FigureRegister, code: str, viewer: Viewer = LOCAL_USER) -> Retraced:
    [recorded] = find_recorded(register, viewer, code)
    return retrace(store, viewer, recorded)
