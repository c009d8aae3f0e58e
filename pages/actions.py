"""Every action under any filter; the filters are the link, and the download is what is shown."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from escp_data.actions_file import actions_csv, actions_excel, readable
from escp_data.charts import rag_strip, rag_strip_words
from escp_data.filters import Filters, choices, filtered
from escp_data.phrases import plural
from escp_data.plan import IMPACTS, STATUSES, actions, priorities, rag_history, updates
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer
from pages.parts.frame import view
from pages.parts.pieces import definitions, labelled, status_badge, table


def choose_filters(every: pd.DataFrame) -> Filters:
    """One row of filters, each of them in the link."""
    known = choices(every)
    numbered = [str(number) for number in ask(priorities, view().as_at)["priority"]]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        numbers = _several("Priority", numbered, names.PRIORITY, 100)
        agency = _several("Agency", known["agency"], names.AGENCY, 150)
        group = _several("Group", known["group"], names.GROUP, 150)
        rag = _several("RAG", STATUSES, names.RAG, 115)
        impact = _several("Impact", IMPACTS, names.IMPACT, 130)
        text = st.text_input("Words", key=names.TEXT, bind="query-params", max_chars=100, width=105)
        overdue = st.toggle("Overdue", key=names.OVERDUE, bind="query-params", width="content")
    return Filters(tuple(map(int, numbers)), agency, group, rag, impact, overdue, text)


def _several(label: str, options: Any, key: str, width: int) -> tuple[str, ...]:
    chosen = st.multiselect(
        label, options, key=key, bind="query-params", placeholder="All", width=width
    )
    return tuple(chosen)


def downloads(found: pd.DataFrame, filters: Filters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    stem = f"escp-actions-{view().period}".replace(" ", "-")
    shown = (store(), found, view(), filters)
    what = f"Actions, {view().period}, {filters.words}"
    with st.container(horizontal=True):
        offer("Download as Excel", partial(actions_excel, *shown), f"{stem}.xlsx", what)
        offer("Download as CSV", partial(actions_csv, *shown), f"{stem}.csv", what)


def story(found: pd.DataFrame) -> None:
    """One action's whole story, newest quarter first."""
    st.subheader("An action's story", divider="gray")
    choice, words = st.columns([1, 5], vertical_alignment="bottom")
    with choice:
        ref = st.selectbox("Action", list(found["ref"]), key=names.ACTION, bind="query-params")
    with words:
        st.text(found.set_index("ref").loc[ref, "action"])
    strip = ask(rag_history, view())
    strip = strip[strip["ref"] == ref]
    st.altair_chart(rag_strip(strip), alt=rag_strip_words(str(ref), strip))
    update: Any
    for update in ask(updates, str(ref), view()).itertuples():
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{update.period}**", width="content")
                status_badge(update.rag)
                st.caption(f"upload {update.upload_id}", width="content")
            told, known = st.columns(2, gap="large")
            with told:
                labelled("Why this RAG", update.rag_reason)
                labelled("Update", update.progress_update)
                labelled("Barriers", update.barriers)
            with known:
                labelled("Evidence", update.evidence)
                labelled("Next steps", update.next_steps)


every = ask(actions, view())
heading = st.container()
filters = choose_filters(every)
found = filtered(every, filters)
heading.title(f"{len(found)} of {plural(len(every), 'action')} shown")
if found.empty:
    st.info("No action passes these filters. Take one away to see more.")
else:
    table(
        readable(found), alt=f"The {plural(len(found), 'action')} under these filters", rags="RAG"
    )
    downloads(found, filters)
    definitions()
    story(found)
