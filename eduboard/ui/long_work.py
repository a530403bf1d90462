"""Long work on a page: which step it is at, and a button that stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from eduboard.intake.progress import Progress, Step
from eduboard.texts import experience as texts

_WORK = "long_work"
LONGEST_STEP = 600  # seconds


@contextmanager
def long_work(
    title: str, steps: Sequence[Step], key: str, on_cancel: Callable[[], None] | None = None
) -> Iterator[Progress]:
    """Give a listener that shows each step of a piece of work; nothing is shown of it afterwards.

    Whatever the reader does meanwhile, with this button or any other widget, makes Streamlit run the page anew at
    once, and stop the script that works at the next step it shows.  The work then leaves nothing behind.
    ``on_cancel`` is called before the new run when it was the button.
    """
    place = st.empty()
    has_ended = st.session_state[_WORK] = threading.Event()
    try:
        with place.container(border=True):
            bar = st.progress(0.0, text=title)
            st.button(texts.CANCEL, key=f"cancel:{key}", on_click=on_cancel, icon=":material/cancel:")

        def listen(step: Step) -> None:
            done = steps.index(step) / len(steps)
            bar.progress(done, text=texts.AT_STEP.format(title=title, step=texts.STEPS[step]))

        yield listen
    except Exception:
        # The page goes on, to say what went wrong.  A script that is being stopped raises no Exception.
        place.empty()
        raise
    finally:
        has_ended.set()
    place.empty()


def wait_for_stopped_work() -> None:
    """Wait until work of an earlier run, which is being stopped, has stopped or come to its end after all.

    Two scripts of one visit would otherwise run side by side, and this one would not know what became of the other.
    """
    has_ended: threading.Event | None = st.session_state.get(_WORK)
    if has_ended is not None and not has_ended.is_set():
        with st.spinner(texts.STOPPING):
            has_ended.wait(LONGEST_STEP)
