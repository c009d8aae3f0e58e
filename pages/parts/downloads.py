"""Downloads of figures and actions: made when asked for, and noted in the audit log."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from escp_data.access.permits import Doing, require
from escp_data.store.audit import record
from escp_data.store.database import Store
from pages.parts import gate
from pages.parts.answers import store

_EVENTS = {Doing.EXPORT: "export", Doing.ORIGINAL: "export", Doing.PAPER: "paper"}
"""What each kind of download is called in the audit log."""


def offer(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    what: str,
    doing: Doing = Doing.EXPORT,
    agency: str | None = None,
) -> None:
    """A button that makes the file when it is pressed; `what` is its line in the audit log.

    `agency` is whose own it is; None the whole partnership's.
    """
    if not gate.offers(doing, agency):
        return
    allowed = partial(require, gate.visitor(), doing, agency)
    st.download_button(
        label,
        data=partial(made, store(), gate.who(), allowed, make, what, doing),
        file_name=file_name,
        icon=":material/download:",
        on_click="ignore",
    )


def made(
    kept: Store,
    who: str,
    allowed: Callable[[], None],
    make: Callable[[], bytes],
    what: str,
    doing: Doing,
) -> bytes:
    """The file, once it is allowed still and its line is in the log. Raises NotAllowed."""
    allowed()
    record(kept, who, _EVENTS[doing], what)
    return make()
