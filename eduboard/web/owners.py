"""Which sign-in each running page belongs to: its uploads and downloads are nobody else's."""

from __future__ import annotations

import threading
from collections import OrderedDict

from eduboard.access.tokens import digest

_MOST = 20_000


class Owners:
    """Streamlit's session ids and the sign-ins they run for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners: OrderedDict[str, str] = OrderedDict()

    def claim(self, page: str, token: str) -> bool:
        """Say that a page runs for a sign-in; False when it runs for another one."""
        owner = digest(token)
        with self._lock:
            known = self._owners.setdefault(page, owner)
            self._owners.move_to_end(page)
            while len(self._owners) > _MOST:
                self._owners.popitem(last=False)
        return known == owner

    def is_owned_by_other(self, page: str, token: str) -> bool:
        """Tell whether a page is known to run for another sign-in."""
        with self._lock:
            known = self._owners.get(page)
        return known is not None and known != digest(token)

    def is_owned_by(self, page: str, token: str) -> bool:
        """Tell whether a page is known to run for this sign-in."""
        with self._lock:
            return self._owners.get(page) == digest(token)


OWNERS = Owners()
"""Of this process: the pages claim, the wall asks."""
