"""The pages, as data."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.access.roles import Right
from eduboard.texts import pages as texts


@dataclass(frozen=True)
class Screen:
    """One page: its file and title key, its address, its icon, its place in the menu, the right that it takes."""

    id: str
    path: str
    icon: str
    section: str
    right: Right | None = None


SCREENS = (
    Screen("overview", "", ":material/dashboard:", texts.NAV_BOARD),
    Screen("programmes", "programmes", ":material/flag:", texts.NAV_BOARD),
    Screen("talent", "talent", ":material/school:", texts.NAV_BOARD),
    Screen("research", "research", ":material/science:", texts.NAV_BOARD),
    Screen("class_size", "class-size", ":material/groups:", texts.NAV_BOARD),
    Screen("after_school", "after-school", ":material/schedule:", texts.NAV_BOARD),
    Screen("training", "training", ":material/menu_book:", texts.NAV_BOARD),
    Screen("school", "school", ":material/location_city:", texts.NAV_BOARD),
    Screen("materials", "materials", ":material/description:", texts.NAV_BOARD, Right.EXPORT),
    Screen("basket", "basket", ":material/shopping_basket:", texts.NAV_BOARD),
    Screen("upload", "upload", ":material/upload_file:", texts.NAV_DATA, Right.HAND_IN),
    Screen("submissions", "submissions", ":material/fact_check:", texts.NAV_DATA),
    Screen("admin", "admin", ":material/inventory:", texts.NAV_DATA),
    Screen("trace", "trace", ":material/qr_code_2:", texts.NAV_DATA),
    Screen("dictionary", "dictionary", ":material/rule:", texts.NAV_DATA),
)


def right_for(page: str) -> Right | None:
    """The right that a page takes; None when whoever is signed in may open it."""
    return next(screen.right for screen in SCREENS if screen.id == page)
