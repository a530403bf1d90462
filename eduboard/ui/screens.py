"""The pages, as data."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.texts import pages as texts


@dataclass(frozen=True)
class Screen:
    """One page: its file and title key, its address, its icon, its place in the menu, the rights that it takes."""

    id: str
    path: str
    icon: str
    section: str
    rights: tuple[Right, ...] = ()
    is_outward: bool = True  # can be told outside the house (对外)

    def missing(self, viewer: Viewer) -> Right | None:
        """The first of the rights that a viewer lacks; None for who may open the page."""
        return next((right for right in self.rights if not viewer.has(right)), None)


_DISTRICTS = (Right.SEE_DISTRICTS,)

SCREENS = (
    Screen("overview", "", ":material/dashboard:", texts.NAV_BOARD, _DISTRICTS),
    Screen("programmes", "programmes", ":material/flag:", texts.NAV_BOARD, _DISTRICTS),
    Screen("talent", "talent", ":material/school:", texts.NAV_BOARD, _DISTRICTS),
    Screen("research", "research", ":material/science:", texts.NAV_BOARD, _DISTRICTS),
    Screen("class_size", "class-size", ":material/groups:", texts.NAV_BOARD, _DISTRICTS),
    Screen("after_school", "after-school", ":material/schedule:", texts.NAV_BOARD, _DISTRICTS),
    Screen("training", "training", ":material/menu_book:", texts.NAV_BOARD, _DISTRICTS),
    Screen("school", "school", ":material/location_city:", texts.NAV_BOARD, is_outward=False),
    Screen("materials", "materials", ":material/description:", texts.NAV_BOARD, (*_DISTRICTS, Right.EXPORT)),
    Screen("basket", "basket", ":material/shopping_basket:", texts.NAV_BOARD),
    Screen("upload", "upload", ":material/upload_file:", texts.NAV_DATA, (Right.HAND_IN,), is_outward=False),
    Screen(
        "submissions", "submissions", ":material/fact_check:", texts.NAV_DATA, _DISTRICTS, is_outward=False
    ),
    Screen("admin", "admin", ":material/inventory:", texts.NAV_DATA, is_outward=False),
    Screen("trace", "trace", ":material/qr_code_2:", texts.NAV_DATA, is_outward=False),
    Screen("dictionary", "dictionary", ":material/rule:", texts.NAV_DATA),
)


def screen_of(page: str) -> Screen:
    """The page of an id."""
    return next(screen for screen in SCREENS if screen.id == page)
