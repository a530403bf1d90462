"""Reading without the garbage collector, which would look through a million fresh rows again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the collector away for the length of a block that makes many lists and no rubbish.

    Of several blocks that run at the same time, the one that turned it off turns it on again: it comes back early
    rather than not at all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
