"""The button that gives a batch's 上报确认单."""

from __future__ import annotations

from eduboard.exports.confirmation import load_confirmation
from eduboard.exports.confirmation_document import write_confirmation
from eduboard.texts import confirmation as texts
from eduboard.ui.downloads import TO_HAND_IN, offer_download
from eduboard.ui.session import get_store, get_viewer


def show_confirmation_download(batch: str) -> None:
    """Offer a batch's confirmation; it is written when the button is pressed, which is outside of this run."""
    store = get_store()
    offer_download(
        texts.DOWNLOAD.format(batch=batch),
        lambda: write_confirmation(load_confirmation(store, get_viewer(), batch)),
        texts.FILE_NAME.format(batch=batch),
        key=f"confirmation:{batch}",
        icon=":material/description:",
        rights=TO_HAND_IN,
    )
