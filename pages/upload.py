"""The upload desk: choose, look, store. Nothing is stored that was not confirmed here."""

from functools import partial

import streamlit as st

from escp_data.access.permits import Doing
from escp_data.returns.template import template
from escp_data.text.wording import joined, plural
from pages.parts import chosen, gate
from pages.parts.answers import store
from pages.parts.downloads import offer
from pages.parts.frame import as_at
from pages.parts.pieces import plain
from pages.parts.storing import forget_others, keep_all, show_just_now
from pages.parts.task_list import show_list
from pages.parts.tasks import Task, forget_looks, look_at


def choose() -> None:
    """The field to put files into; and the template for those who have none yet."""
    files, help_ = st.columns([3, 2], gap="large")
    with files:
        chosen.uploader()
        left = chosen.not_taken()
        if left:
            st.warning(
                f"There was no room left for {plain(joined(left))}. "
                "Store or clear what is on the list, then choose again."
            )
    with help_:
        st.text("No workbook yet? Fill in the template: its lists and notes say what goes where.")
        offer(
            "Download the empty template",
            partial(template, store=store()),
            "escp-return-template.xlsx",
            "the empty template",
            Doing.UPLOAD,
        )


def role() -> str:
    """Who stores; "" while nobody says."""
    return st.text_input(
        "Your role",
        value="Business unit",
        key="by",
        max_chars=80,
        width=240,
        persist_state="session",
    ).strip()


def over_the_list(tasks: list[Task]) -> str:
    """Who stores, one button for all that is without problems, one to clear; gives who it is."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = role()
        several = [
            task.ready
            for task in tasks
            if task.ready and task.tone == "ready" and not task.ready.tracker
        ]
        pressed = len(several) > 1 and st.button(
            f"Store the {len(several)} without problems",
            type="primary",
            key="store-all",
            disabled=not by,
        )
        st.button("Clear the list", key="clear", on_click=clear)
    if pressed:
        keep_all(several, by)
    return by


def clear() -> None:
    """Take everything off the list."""
    chosen.take_off([each.file_id for each in chosen.files()])
    forget_looks()


def desk() -> None:
    """The files to choose, and the list of those that were chosen."""
    choose()
    forget_others()
    show_just_now()
    files = chosen.files()
    if not files:
        forget_looks()
        st.text(
            "Each file you choose is checked here: its problems first, then what it would change. "
            "Nothing is stored until you confirm it."
        )
        return
    tasks = look_at(files)
    st.header(plural(len(tasks), "file"), divider="gray", anchor=False)
    show_list(tasks, over_the_list(tasks))


gate.require_page(Doing.UPLOAD)
st.title("Upload agencies' returns")
if as_at():
    st.info("Workbooks are stored today, not in the past. Go back to today to upload.")
else:
    desk()
