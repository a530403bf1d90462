"""Opening a store ready for use: log complete, cube in step with today's definitions."""

from __future__ import annotations

from eduboard.errors import StoreDamaged
from eduboard.metrics.cube import ensure_cube
from eduboard.settings import Settings
from eduboard.store.batch_log import complete_log, last_logged
from eduboard.store.originals import remove_partial_originals
from eduboard.store.store import Session, Store, open_store


def open_ready_store(settings: Settings) -> Store:
    """Open the store of the settings and bring log and cube up to date; raises what ``open_store`` raises.

    Raises StoreDamaged ``store.behind_log`` when the database knows less than the log, as after an old copy was
    put back: going on would give numbers twice.
    """
    store = open_store(settings.store, settings)
    try:
        with store.reading() as session:
            _refuse_old_copy(store, session)
            complete_log(store, session)
        remove_partial_originals(store)
        ensure_cube(store)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_old_copy(store: Store, session: Session) -> None:
    missing = last_logged(store.folder.batch_log) - session.run("store/last_event")[0]["event"]
    if missing > 0:
        raise StoreDamaged("store.behind_log", path=store.folder.database, count=missing)
