"""Looking at a programme over two districts."""

from datetime import date
from typing import Any

from eduboard.access.viewer import Viewer
from eduboard.metrics.catalogue import load_catalogue
from eduboard.programmes.evaluation import evaluate
from eduboard.programmes.model import Item, Programme, Section
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.store.store import Store
from tests.build import Values

CITY, LAKE, RIDGE = "990100", "990101", "990102"
NOW = date(2025, 10, 20)
PERIOD = "2025Q3"

LESSONS = Item(
    "duty",
    "听课",
    role="校长",
    activity="听课",
    interval="学期",
    target=30.0,
    direction="不低于",
    unit="节/学期",
)


def programme(*items: Item, district: str = CITY, start: str = "") -> Programme:
    return Programme("x", "工程", district, "《文件》", start, 0.9, (Section("一", "", items),))


def look(
    store: Store,
    *items: Item,
    period: str = PERIOD,
    district: str | None = None,
    viewer: Viewer | None = None,
    start: str = "",
    today: date = NOW,
) -> ProgrammeView:
    with store.reading(*([viewer] if viewer else [])) as session:
        catalogue = load_catalogue(session, store.settings)
        return evaluate(session, catalogue, programme(*items, start=start), period, district, today=today)


def look_at(store: Store, item: Item, **more: Any) -> ItemView:
    [view] = look(store, item, **more).items
    return view


def lessons(school: str, times: int, owing: int | None = None, met: int | None = None) -> Values:
    counted = {} if owing is None else {"due_count": owing, "met_count": met}
    return {"school": school, "school_name": school, "role": "校长", "duty": "听课", "times": times} | counted
