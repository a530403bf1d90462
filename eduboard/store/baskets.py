"""资料篮: what each user has collected, kept beside the register of figures; one in local mode."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from eduboard.errors import EduboardError
from eduboard.store.figure_register import FigureRegister

MOST_ITEMS = 100
_LONGEST_TEXT = 2000
_OF_OWNER = "SELECT owner, token, title, items FROM baskets WHERE owner = ?"


@dataclass(frozen=True)
class BasketItem:
    """A figure in a basket, by the digest under which the register has it, with the owner's own words."""

    digest: str
    caption: str = ""


@dataclass(frozen=True)
class Basket:
    """A user's list; who has the ``token`` may read it."""

    owner: str
    token: str
    title: str = ""
    items: tuple[BasketItem, ...] = ()

    def holds(self, digest: str) -> bool:
        """Tell whether a figure is in it."""
        return any(item.digest == digest for item in self.items)

    def with_item(self, digest: str) -> Basket:
        """Put a figure at the end, unless it is there."""
        return self if self.holds(digest) else replace(self, items=(*self.items, BasketItem(digest)))

    def without(self, digest: str) -> Basket:
        """Take a figure out."""
        return replace(self, items=tuple(item for item in self.items if item.digest != digest))

    def moved(self, digest: str, steps: int) -> Basket:
        """Move a figure towards the end, or towards the beginning for negative steps, as far as there is room."""
        places = [item.digest for item in self.items]
        if digest not in places:
            return self
        items = list(self.items)
        item = items.pop(places.index(digest))
        items.insert(max(0, places.index(digest) + steps), item)
        return replace(self, items=tuple(items))

    def captioned(self, digest: str, caption: str) -> Basket:
        """Write a figure's caption."""
        said = caption[:_LONGEST_TEXT]
        items = (replace(item, caption=said) if item.digest == digest else item for item in self.items)
        return replace(self, items=tuple(items))


class Baskets:
    """The baskets of a deployment."""

    def __init__(self, register: FigureRegister) -> None:
        self._register = register

    def load(self, owner: str) -> Basket:
        """Give a user's basket, an empty one at first.  Raises EduboardError ``figures.unusable``."""
        found = self._find(_OF_OWNER, owner)
        return found or Basket(owner, "")

    def shared(self, token: str) -> Basket:
        """Give the basket that a link names; raises EduboardError ``basket.unknown`` or ``figures.unusable``."""
        found = self._find("SELECT owner, token, title, items FROM baskets WHERE token = ?", token)
        if not token or found is None:
            raise EduboardError("basket.unknown")
        return found

    def change(self, owner: str, change: Callable[[Basket], Basket]) -> Basket:
        """Change a user's basket as it is at this moment: two windows do not undo each other.

        Raises EduboardError ``basket.full`` or ``figures.unusable``.
        """
        with self._register.writing() as connection:
            row = connection.execute(_OF_OWNER, (owner,)).fetchone()
            before = _read(row) if row else Basket(owner, _new_token())
            after = change(before)
            if len(after.items) > MOST_ITEMS:
                raise EduboardError("basket.full", most=MOST_ITEMS)
            connection.execute(
                "INSERT OR REPLACE INTO baskets VALUES (?, ?, ?, ?)",
                (after.owner, after.token, after.title[:_LONGEST_TEXT], _write(after.items)),
            )
        return after

    def renew(self, owner: str) -> Basket:
        """Give a basket a new link; the old one leads nowhere from now on."""
        return self.change(owner, lambda basket: replace(basket, token=_new_token()))

    def _find(self, sql: str, value: str) -> Basket | None:
        rows = self._register.rows(sql, value)
        return _read(rows[0]) if rows else None


def _new_token() -> str:
    return secrets.token_urlsafe(18)


def _read(row: tuple[str, str, str, str]) -> Basket:
    owner, token, title, items = row
    return Basket(owner, token, title, tuple(BasketItem(*item) for item in json.loads(items)))


def _write(items: Iterable[BasketItem]) -> str:
    return json.dumps([[item.digest, item.caption] for item in items], ensure_ascii=False)
