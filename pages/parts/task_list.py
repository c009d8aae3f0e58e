"""The upload desk's list: a row a file, how it stands, and what can be done with it."""

import streamlit as st

from escp_data.plan.actions import quarters
from pages.parts import chosen, links, names
from pages.parts.answers import ask
from pages.parts.differences import show_differences
from pages.parts.pieces import plain
from pages.parts.problems import (
    acknowledge,
    marked_copy,
    send_back,
    show_errors,
    show_findings,
)
from pages.parts.storing import Ready, confirm
from pages.parts.tasks import Task, Tone, own_key
from pages.parts.tracker import bring

LOOKS: dict[Tone, str] = {
    "ready": ":green-badge[:material/check: {}]",
    "look": ":orange-badge[:material/visibility: {}]",
    "wrong": ":red-badge[:material/error: {}]",
    "ask": ":blue-badge[:material/help: {}]",
    "done": ":gray-badge[:material/done_all: {}]",
}
_OPEN = "_opened_file"


def show_list(tasks: list[Task], by: str) -> None:
    """Every file's row; under the one that is looked at, its details. `by` is who stores."""
    named = [task.file.file_id for task in tasks]
    opened = st.session_state.get(_OPEN, named[0] if len(named) == 1 else None)
    for task in tasks:
        with st.container(border=True, key=f"file-{task.file.file_id}"):
            is_open = task.file.file_id == opened
            pressed = show_row(task, by, is_open=is_open)
            if task.ready:
                confirm(task.ready, by, pressed=pressed)
            if is_open:
                show_details(task)


def show_row(task: Task, by: str, *, is_open: bool) -> bool:
    """Name, whose, how it stands; Look and Store. Says whether Store was pressed."""
    file, stands, buttons = st.columns([5, 5, 4], vertical_alignment="center")
    with file, st.container(gap=None):
        st.markdown(f"**{plain(task.file.name)}**")
        whose = ", ".join(part for part in (task.what, task.agency, task.period) if part)
        if whose:
            st.caption(plain(whose))
    with stands, st.container(gap=None):
        st.markdown(LOOKS[task.tone].format(plain(task.state)))
        if task.changes_words:
            st.caption(f"{plain(task.changes_words)}.")
    with buttons, st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            "Close" if is_open else "Look",
            key=f"look-{task.file.file_id}",
            on_click=open_file,
            args=(None if is_open else task.file.file_id,),
        )
        if task.ready:
            pressed = st.button(
                "Store",
                type="primary",
                key=f"store-{task.file.key}",
                disabled=bool(task.ready.unticked) or not by,
            )
            return pressed and bool(by)
        if task.tone == "wrong" and task.checked and not task.found:
            marked_copy(task.checked, "Marked copy")
    return False


def open_file(file_id: str | None) -> None:
    """Look at this file, and at no other."""
    st.session_state[_OPEN] = file_id


def show_details(task: Task) -> None:
    """All that is known of one file."""
    if task.upload_id:
        show_stored(task, task.upload_id)
    elif task.refusal:
        st.error(plain(task.refusal), icon=":material/block:", title="This file was not opened")
    else:
        show_checked(task)
    st.button(
        "Take it off the list",
        key=f"off-{task.file.file_id}",
        on_click=chosen.take_off,
        args=([task.file.file_id],),
        type="tertiary",
    )


def show_checked(task: Task) -> None:
    """What is asked, what is wrong, or what it changes."""
    if task.may_be_own:
        st.toggle(
            "This is the agency's own tracker: read it by its own headings",
            value=bool(task.found),
            key=own_key(task.file.key),
            persist_state="session",
        )
    if task.found:
        bring(task.found, task.file.key)
        if task.problems:
            st.error("Put these right in the answers or in the tracker.", icon=":material/error:")
            show_findings(task.problems, f"Problems in {task.file.name}", task.file.key)
    elif task.checked and task.problems:
        show_errors(task.checked)
    if task.ready:
        show_ready(task, task.ready)


def show_ready(task: Task, ready: Ready) -> None:
    """What to look at first, and what storing it would change."""
    tracker, checked = ready.tracker, ready.checked
    acknowledge((tracker or checked).warnings, task.file.key)
    show_differences(task.changes, task.file.name, task.file.key)
    if checked.warnings and not tracker:
        marked_copy(checked)
        send_back(checked)


def show_stored(task: Task, upload_id: int) -> None:
    """The ways to what it brought."""
    with st.container(horizontal=True):
        if task.period in map(str, ask(quarters)):
            links.link(names.GLANCE, f"See {task.period}", {names.PERIOD: task.period})
        there = {names.ONE_UPLOAD: str(upload_id)}
        links.link(names.HISTORY, f"Upload {upload_id} in the history", there)
