"""Every action under any filter; the filters are the link, and the download is what is shown."""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.model import FrameRow
from escp_data.papers.actions_file import actions_csv, actions_excel, actions_shown
from escp_data.plan.actions import IMPACTS, STATUSES, actions, priorities, rag_history, updates
from escp_data.plan.filters import Filters, choices, filter_actions, rag_counts
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer
from pages.parts.frame import view
from pages.parts.links import one_or_none, several_of, switch, words_for
from pages.parts.pieces import (
    impact_words,
    rag_strip_of,
    show_definitions,
    show_labelled,
    show_table,
    status_badge,
)


def choose_filters(every: pd.DataFrame) -> Filters:
    """Two rows of filters, each of them in the link."""
    known = choices(every)
    numbered = [str(number) for number in ask(priorities, view())["priority"]]
    first, second, third, fourth = st.columns([1, 1.8, 1.9, 1.8], gap="small")
    with first:
        numbers = several_of("Priority", numbered, names.PRIORITY)
    with second:
        agency = several_of("Agency", known["agency"], names.AGENCY)
    with third:
        group = several_of("Group", known["group"], names.GROUP)
    with fourth:
        rag = several_of("RAG", STATUSES, names.RAG)
    first, second, third, fourth = st.columns(
        [1.7, 1.7, 1.3, 1.6], gap="small", vertical_alignment="bottom"
    )
    with first:
        impact = several_of("Impact", IMPACTS, names.IMPACT)
    with second:
        text = words_for("Words", names.TEXT, 100)
    with third:
        overdue = switch("Overdue", names.OVERDUE)
    filters = Filters(tuple(map(int, numbers)), agency, group, rag, impact, overdue, text)
    with fourth:
        st.button("Clear filters", on_click=clear, disabled=filters == Filters(), width="stretch")
    return filters


def clear() -> None:
    """Take every filter away; the quarter and the chosen action stay."""
    for key in (names.PRIORITY, names.AGENCY, names.GROUP, names.RAG, names.IMPACT):
        st.session_state[key] = []
    st.session_state[names.TEXT] = ""
    st.session_state[names.OVERDUE] = False


def in_force(found: pd.DataFrame, every: pd.DataFrame, filters: Filters) -> str:
    """`2 of 10 actions. Filters: Priority 2; RAG Red`."""
    shown = f"{len(found)} of {plural(len(every), 'action')}."
    return f"{shown} Filters: {filters.words}" if filters != Filters() else f"{shown} No filters."


def narrow(found: pd.DataFrame) -> pd.DataFrame:
    """The table with two things in a cell where they belong together, so that it fits a phone."""
    frame = actions_shown(found)
    impact = map(impact_words, frame["Impact"])
    return pd.DataFrame(
        {
            "Ref": frame["Ref"],
            "Action": frame["Action"],
            "Lead and group": list(zip(frame["Lead agency"], frame["Group"], strict=True)),
            "RAG and impact": list(zip(frame["RAG"], impact, strict=True)),
            "Due and last update": list(zip(frame["Due"], frame["Last update"], strict=True)),
        }
    )


def downloads(found: pd.DataFrame, filters: Filters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    stem = f"escp-actions-{view().period}".replace(" ", "-")
    shown = (store(), found, view(), filters)
    what = f"Actions, {view().period}, {filters.words}"
    with st.container(horizontal=True):
        offer("Download as Excel", partial(actions_excel, *shown), f"{stem}.xlsx", what)
        offer("Download as CSV", partial(actions_csv, *shown), f"{stem}.csv", what)


def story(found: pd.DataFrame) -> None:
    """One action's whole story, newest quarter first, once an action is chosen."""
    st.header("An action's story", divider="gray", anchor=False)
    choice, words = st.columns([1, 4], vertical_alignment="bottom")
    with choice:
        ref = one_or_none("Action", list(found["ref"]), names.ACTION, "Choose one")
    if ref is None:
        words.text("Choose an action to read what was reported on it, quarter by quarter.")
        return
    words.text(found.set_index("ref").loc[ref, "action"])
    strip = ask(rag_history, view())
    rag_strip_of(ref, strip[strip["ref"] == ref])
    update: FrameRow
    for update in ask(updates, ref, view()).itertuples():
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{update.period}**", width="content")
                status_badge(update.rag)
                st.caption(f"upload {update.upload_id}", width="content")
            told, known = st.columns(2, gap="large")
            with told:
                show_labelled("Why this RAG", update.rag_reason)
                show_labelled("Update", update.progress_update)
                show_labelled("Barriers", update.barriers)
            with known:
                show_labelled("Evidence", update.evidence)
                show_labelled("Next steps", update.next_steps)


every = ask(actions, view())
heading = st.container(gap="xsmall")
filters = choose_filters(every)
found = filter_actions(every, filters)
heading.title(rag_counts(found), anchor=False)
st.text(in_force(found, every, filters))
if found.empty:
    st.info("No action passes these filters. Take one away to see more.")
else:
    words = f"The {plural(len(found), 'action')} under these filters"
    show_table(narrow(found), alt=words, rags="RAG and impact")
    downloads(found, filters)
    show_definitions()
    story(found)
