"""Downloads of figures and actions: made when asked for, and noted in the audit log."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from escp_data.audit import record
from escp_data.store import Store
from pages.parts.answers import store

WHO = "Dashboard"
"""Nobody signs in yet: the log can only say that it was done here."""


def offer(label: str, make: Callable[[], bytes], file_name: str, what: str) -> None:
    """A button that makes the file when it is pressed; `what` is its line in the audit log."""
    st.download_button(
        label,
        data=partial(made, store(), make, what),
        file_name=file_name,
        icon=":material/download:",
        on_click="ignore",
    )


def made(kept: Store, make: Callable[[], bytes], what: str) -> bytes:
    """The file, once its line is in the log."""
    record(kept, WHO, "export", what)
    return make()
