"""Meeting view: the agenda on a wall, one message a screen, driven by arrow keys or a clicker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from escp_data.meeting.agenda import screens
from escp_data.meeting.moments import newest_moment, since_then
from escp_data.meeting.screen import Line, Screen
from escp_data.store.snapshot import moment
from pages.parts import links, names
from pages.parts.answers import ask, store
from pages.parts.figures import GROUP
from pages.parts.frame import as_at, view
from pages.parts.gap_dots import wall_dots
from pages.parts.pieces import action_badge, plain
from pages.parts.recording import record_button

STYLE = Path(__file__).parent / "parts" / "wall.css"


def pinned() -> str:
    """The moment that the wall is fixed at: what the link says, else when it was first opened."""
    links.settle(names.SEEN, links.last_of)
    wanted = st.session_state[names.SEEN]
    if not _is_moment(wanted):
        if wanted:
            links.miss(f'The link asks for the time "{wanted}", which is none. This is now.')
        st.session_state[names.SEEN] = ask(newest_moment, as_at())
    at = min(st.session_state[names.SEEN], moment(as_at()))
    links.say(names.SEEN, at)
    return str(at)


def _is_moment(text: str) -> bool:
    try:
        return "T" in text and text.endswith("Z") and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def show_new() -> None:
    """Fix the wall at what is stored by now, on the screen it is at."""
    st.session_state[names.SEEN] = newest_moment(store())


def go(key: str) -> None:
    """Turn to a screen; what was open is closed."""
    links.press(names.SCREEN, key)
    links.press(names.DETAIL, "")


def step(keys: Sequence[str], by: int) -> None:
    """So many screens on from the one that the wall is at by now: no press is lost.

    (The next screen as a button's own argument would be that of the last run that drew the button,
    and of two quick presses the second would lead where the first did.)
    """
    at = keys.index(st.session_state[names.SCREEN]) + by
    go(keys[min(max(at, 0), len(keys) - 1)])


def chosen(agenda: Sequence[Screen]) -> int:
    """Which of the screens the link or the keys ask for."""
    keys = [each.key for each in agenda]
    lost = links.settle_one(names.SCREEN, keys)
    if lost:
        links.miss(f'There is no screen "{lost}" in this meeting. This is the first.')
    links.say(names.SCREEN, st.session_state[names.SCREEN])
    return keys.index(st.session_state[names.SCREEN])


def opened(screen: Screen) -> int:
    """Which part of the detail is open; 0 for none."""
    parts = ["", *(str(at) for at, _ in enumerate(screen.details, start=1))]
    links.settle_one(names.DETAIL, parts)
    part: str = st.session_state[names.DETAIL]
    links.say(names.DETAIL, part)
    return parts.index(part)


def draw(screen: Screen, part: int, place: str) -> None:
    """The one message, and its lines or its detail."""
    with st.container(key="wall"):
        with st.container(key="section", horizontal=True, horizontal_alignment="distribute"):
            st.markdown(plain(screen.section), width="content")
            st.markdown(place, width="content")
        st.title(plain(screen.title), anchor=False)
        if screen.dots and not part:
            wall_dots(screen.dots)
        for line in screen.details[part - 1] if part else screen.lines:
            st.markdown(words(line))


def words(line: Line) -> str:
    """A line as Markdown: its actions' badges, and what is said."""
    badges = [action_badge(each.rag, each.title, each.change) for each in line.actions]
    said = [plain(line.words)] if line.words else []
    return " ".join([*said, *badges] if line.leads else [*badges, *said])


def controls(agenda: Sequence[Screen], at: int, part: int) -> None:
    """Back and Next, the detail, what can be recorded, and the way out; then the clicker's keys."""
    keys = [each.key for each in agenda]
    with st.container(horizontal=True, vertical_alignment="center", key="wall-controls"):
        st.button("Back", shortcut="Left", on_click=step, args=(keys, -1))
        st.button("Next", shortcut="Right", on_click=step, args=(keys, 1), type="primary")
        detail(agenda[at], part)
        record_button(agenda[at].about, view())
        links.link(names.GLANCE, "Leave the meeting", icon=":material/logout:")
        newer()
    with st.container(key="clicker"):
        st.button("One back", shortcut="PageUp", on_click=step, args=(keys, -1))
        st.button("One on", shortcut="PageDown", on_click=step, args=(keys, 1))
        st.button("First", shortcut="Home", on_click=go, args=(keys[0],))
        st.button("Last", shortcut="End", on_click=go, args=(keys[-1],))


def detail(screen: Screen, part: int) -> None:
    """One button that opens the detail, turns to its next part, and closes it."""
    many = len(screen.details)
    is_last = part == many
    label = "Detail" if not part else "Close detail" if is_last else f"Detail, {part + 1} of {many}"
    following = "" if is_last else str(part + 1)
    turn = partial(links.press, names.DETAIL, following)
    st.button(label, shortcut="D", on_click=turn, disabled=not many)


def newer() -> None:
    """A line where something was stored since, and the way to see it."""
    said = ask(since_then, fixed) if as_at() is None else ""
    if said:
        st.caption(plain(said), width="content")
        st.button("Show what is new", on_click=show_new)


st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")
fixed = pinned()
agenda = ask(screens, replace(view(), as_at=fixed), GROUP)
at = chosen(agenda)
part = opened(agenda[at])
draw(agenda[at], part, f"{at + 1} of {len(agenda)}")
controls(agenda, at, part)
