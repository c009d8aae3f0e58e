"""Every download: made when asked for, if it is allowed still, and noted in the audit log."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from escp_data.access.permits import Doing, require
from escp_data.errors import EscpError, NotAllowed
from escp_data.returns.template import template
from escp_data.serving.reasons import say_why
from escp_data.store.audit import record
from escp_data.store.database import Store
from pages.parts import gate, names
from pages.parts.answers import store
from pages.parts.frame import view
from pages.parts.visitors import visitor

_EVENTS = {Doing.PAPER: "paper"}
"""What a kind of download is called in the audit log, where it is not an export."""
DOWNLOAD = ":material/download:"


def offer(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    what: str,
    doing: Doing = Doing.EXPORT,
    agency: str | None = None,
    icon: str = DOWNLOAD,
    key: str | None = None,
) -> None:
    """A button that makes the file when it is pressed; `what` is its line in the audit log.

    `agency` is whose own it is; None the whole partnership's. Nothing for whoever may not have it.
    """
    if not gate.offers(doing, agency):
        return
    allowed = partial(require, visitor(), doing, agency)
    st.download_button(
        label,
        data=partial(made, store(), gate.who(), allowed, make, what, doing),
        file_name=file_name,
        mime=names.XLSX if file_name.endswith(".xlsx") else None,
        icon=icon,
        on_click="ignore",
        key=key,
    )


def offer_both(
    title: str,
    path: str,
    filters: str,
    excel: Callable[[], bytes],
    csv: Callable[[], bytes],
    csv_label: str = "Download as CSV",
) -> DeltaGenerator:
    """A row with what the page shows of the view's quarter, as Excel and as CSV; gives it back.

    `path` names the files (`escp-voice-2025-26-Q3.csv`); title, quarter and filters are their line
    in the audit log.
    """
    stem = f"escp-{path}-{view().period}".replace(" ", "-")
    what = f"{title}, {view().period}, {filters}"
    row = st.container(horizontal=True)
    with row:
        offer("Download as Excel", excel, f"{stem}.xlsx", what)
        offer(csv_label, csv, f"{stem}.csv", what)
    return row


def offer_return(label: str, agency: str) -> None:
    """The view's quarter's return for an agency, filled in."""
    period, as_at = str(view().period), view().as_at
    offer(
        label,
        partial(template, period, agency, store(), as_at),
        f"escp-return-{period}-{agency}.xlsx".replace(" ", "-"),
        f"return for {period}, {agency}",
        agency=agency,
        key=f"form-{agency}",
    )


def made(
    kept: Store,
    who: str,
    allowed: Callable[[], None],
    make: Callable[[], bytes],
    what: str,
    doing: Doing,
) -> bytes:
    """The file, once it is allowed still and its line is in the log.

    Raises EscpError, and has the tab that asked told why: NotAllowed, or what `make` raises.
    """
    try:
        allowed()
        record(kept, who, _EVENTS.get(doing, "export"), what)
        return make()
    except EscpError as problem:
        if isinstance(problem, NotAllowed):
            gate.write_refusal(kept, who, doing.value)
        say_why(str(problem))
        raise
