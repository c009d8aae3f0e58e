"""The plan at a glance: in one minute, is the plan on track, and what needs a decision."""

import pandas as pd
import streamlit as st

from escp_data.disproportionality import Comparison, findings, measures, together
from escp_data.model import FrameRow
from escp_data.plan.glance import Glance, glance
from escp_data.text.wording import joined, plural
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.figures import GROUP, show_together, verdict_lines
from pages.parts.frame import view
from pages.parts.links import link
from pages.parts.pieces import plain, shorten, show_definitions, status_badge

LONGEST = 80
"""How many letters of an action stand on its tile: three lines of them at 1366 pixels."""

FEWEST = 3
"""Tiles in a row at least, so that a lone one is no banner; else as many as the widest priority."""


def tiles(actions: pd.DataFrame) -> None:
    """A row a priority, a tile an action."""
    across = max(FEWEST, int(actions["priority"].value_counts().max())) if len(actions) else FEWEST
    for priority in actions["priority"].unique():
        group = actions[actions["priority"] == priority]
        with st.container(gap="xxsmall"):
            st.markdown(f"**{priority} {plain(group['priority_title'].iloc[0])}**")
            columns = st.columns(across, gap="small")
            for column, row in zip(columns, group.itertuples(), strict=False):
                with column, st.container(border=True, gap="xxsmall", height="stretch"):
                    tile(row, int(priority))


def tile(row: FrameRow, priority: int) -> None:
    """An action's RAG and what changed, and what it is, as the way to its page."""
    status_badge(row.rag, row.change)
    to_action(row.ref, priority, f"**{row.ref}** {plain(shorten(row.action, LONGEST))}")


def to_action(ref: str, priority: int, label: str) -> None:
    """The way to an action, on the page of its priority."""
    link(names.priority_path(priority), label, {names.ACTION: ref})


def decisions(shown: Glance) -> None:
    """Red, overdue and silent actions, the most pressing first."""
    st.header("Needs a decision", divider="gray")
    if not shown.decisions:
        st.text("No action is Red, overdue or without an update.")
    priority = priorities(shown)
    for decision in shown.decisions:
        with st.container(gap=None):
            ref = decision.ref
            to_action(ref, priority[ref], f"**{ref}** {plain(decision.why)}")
            st.text(decision.asks or decision.action)


def priorities(shown: Glance) -> dict[str, int]:
    """Each action's priority, by its ref."""
    refs = zip(shown.actions["ref"], shown.actions["priority"], strict=True)
    return {str(ref): int(priority) for ref, priority in refs}


def movements(shown: Glance) -> None:
    """What changed since the quarter compared with."""
    st.header(f"Since {view().compared}", divider="gray")
    if not shown.earlier:
        st.text("Nothing earlier to compare with.")
        return
    priority, moves = priorities(shown), moved_words(shown)
    with st.container(gap=None):
        for label, refs in (
            ("Worse", shown.worse),
            ("Better", shown.better),
            ("Completed", shown.completed),
            ("Due date moved", shown.moved),
        ):
            with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
                st.markdown(f"{label}:" if refs else f"{label}: none")
                for ref in refs:
                    more = moves.get(ref, "") if refs is shown.moved else ""
                    to_action(ref, priority[ref], f"**{ref}**{more}")


def moved_words(shown: Glance) -> dict[str, str]:
    """The how-manieth time an action's due date moved, where it is not the first; by ref."""
    times = shown.actions.set_index("ref")["moved"]
    return {
        ref: f" ({plural(int(times[ref]), 'move')} so far)"
        for ref in shown.moved
        if times[ref] != 1
    }


def impact(shown: Glance) -> None:
    """Has any of it helped? Activity that is Green and impact that is unknown stand out."""
    st.header("Has it helped?", divider="gray")
    total = len(shown.actions)
    st.markdown(f"**{len(shown.evidenced)} of {total} actions** evidence their impact")
    with st.container(gap=None):
        for label, refs in (
            ("Evidenced", shown.evidenced),
            ("Emerging", shown.emerging),
            ("Not yet evidenced", shown.unevidenced),
            ("Not reported", shown.unreported),
        ):
            st.markdown(f"{label}: {joined(refs) if refs else 'none'}")


def disproportionality() -> None:
    """A line a measure with counts by ethnic group; nothing where there is none."""
    asked = Comparison(view().period, view().as_at)
    if ask(measures, view().as_at).empty:
        return
    found = ask(findings, asked, None, GROUP)
    st.header("Is disproportionality decreasing?", divider="gray")
    show_together(ask(together, asked, None, GROUP))
    if found:
        verdict_lines(found, GROUP)
    link(names.DISPROPORTIONALITY, "Every group, comparator and measure")


shown = ask(glance, view())
st.title(plain(shown.headline))
tiles(shown.actions)
left, right = st.columns(2, gap="large")
with left:
    decisions(shown)
with right:
    movements(shown)
    impact(shown)
disproportionality()
show_definitions()
