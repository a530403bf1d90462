"""Keeping what was made from the store's data, so that who asks the same again need not wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any


class Kept:
    """Values by key: made once even when several ask at the same moment; the least recently used is let go.

    Values are handed out as they are to everybody who asks, so they must be immutable.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under the key, or make it; an error is not kept."""
        with self._lock:
            all_kept = self._kept
            kept = all_kept.get(key)
            if kept is not None:
                all_kept.move_to_end(key)
                is_new = False
            else:
                kept = all_kept[key] = Future()
                is_new = True
                if len(all_kept) > self._most:
                    all_kept.popitem(last=False)
        if is_new:
            try:
                kept.set_result(make())
            except BaseException as error:
                with self._lock:
                    all_kept.pop(key, None)
                kept.set_exception(error)
                raise
        return kept.result()

    def clear(self) -> None:
        """Let go of everything; what is being made meanwhile goes to those who wait for it and is not kept."""
        with self._lock:
            self._kept = OrderedDict()
