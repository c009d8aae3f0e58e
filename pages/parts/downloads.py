"""Downloads of figures and actions: made when asked for, and noted in the audit log."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from escp_data.store.audit import record
from escp_data.store.database import Store
from pages.parts.answers import store
from pages.parts.sign_in import person

WHO = "Dashboard"
"""Nobody has to sign in: without a name, the log can only say that it was done here."""


def offer(label: str, make: Callable[[], bytes], file_name: str, what: str) -> None:
    """A button that makes the file when it is pressed; `what` is its line in the audit log."""
    signed_in = person()
    st.download_button(
        label,
        data=partial(made, store(), signed_in.email if signed_in else WHO, make, what),
        file_name=file_name,
        icon=":material/download:",
        on_click="ignore",
    )


def made(kept: Store, who: str, make: Callable[[], bytes], what: str) -> bytes:
    """The file, once its line is in the log."""
    record(kept, who, "export", what)
    return make()
