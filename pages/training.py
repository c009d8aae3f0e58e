"""Training: who came, who answered, and what they say it did; each action apart."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from escp_data.evidence.attendance import nothing_on_record, sent_nobody, silent_words
from escp_data.evidence.training import (
    COUNTED_BY,
    NO_TRAINING,
    SELF_REPORT,
    by_action,
    headline,
    outcome,
    table_by,
    training,
)
from escp_data.evidence.training_chart import (
    confidence_chart,
    confidence_table,
    confidence_words,
)
from escp_data.evidence.training_filters import (
    TrainingFilters,
    filter_training,
    training_choices,
)
from escp_data.papers.training_file import training_csv, training_excel
from escp_data.plan.actions import actions, priorities
from escp_data.plan.naming import action_name
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask, store, worked_out
from pages.parts.downloads import offer
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import one_of
from pages.parts.pieces import plain, show_table, wide_tables

Confidence = tuple[pd.DataFrame, dict[str, Any], str]
FILTERS = (names.PRIORITY, names.COURSE, names.AGENCY, names.YEAR)
RANGES = "Brackets give the share and the range that chance allows (95%, Wilson)."


def choose_filters(every: pd.DataFrame) -> TrainingFilters:
    """One row of filters, each of them in the link."""
    known = training_choices(every)
    numbered = [str(number) for number in ask(priorities, view())["priority"]]
    chosen = filter_row(
        {
            names.PRIORITY: ("Priority", numbered, 1),
            names.COURSE: ("Course", known["course"], 1.7),
            names.AGENCY: ("Agency", known["agency"], 1.6),
            names.YEAR: ("Year", known["year"], 1.2),
        }
    )
    numbers, *others = chosen.values()
    return TrainingFilters(tuple(map(int, numbers)), *others)


def titled(ref: str) -> str:
    """`1.2 Training on child-on-child abuse`."""
    return f"{ref} {named.get(ref, '')}".rstrip()


def confidence(found: pd.DataFrame, titles: dict[str, str]) -> Confidence:
    """Of each action, by its title: the rows in words, the chart, what it shows in a sentence."""
    outcomes = {titles[ref]: outcome(own) for ref, own in by_action(found).items()}
    rows = confidence_table(outcomes)
    chart = {} if rows.empty else confidence_chart(outcomes).to_dict()
    return rows, chart, confidence_words(outcomes)


def picture(found: pd.DataFrame) -> None:
    """Confidence before and after on each action; the same as a table a click away."""
    st.header("Confident before and after", divider="gray", anchor=False)
    rows, chart, words = worked_out(confidence, found, {ref: titled(ref) for ref in found["ref"]})
    if rows.empty:
        st.text("Nobody said how confident they felt, before and after.")
        return
    st.vega_lite_chart(chart, alt=words)
    with st.expander("The same as a table", icon=":material/table:"):
        show_table(rows[["Action", "When", "Words"]], alt=words)
    st.caption(plain(f"{SELF_REPORT} {RANGES}"))


def nobody(found: pd.DataFrame, filters: TrainingFilters) -> None:
    """Agencies that sent nobody, and those of which nothing is known, by name."""
    st.header("Who sent nobody", divider="gray", anchor=False)
    absent = sent_nobody(found)
    for sentence in absent or ("No agency that was offered places last sent nobody.",):
        st.text(sentence)
    if filters == TrainingFilters():
        silent = silent_words(ask(nothing_on_record, view(), found))
        if silent:
            st.text(silent)


def one_action(ref: str, rows: pd.DataFrame) -> None:
    """What the training for one action came to, in sentences, then course by course."""
    st.header(plain(titled(ref)), divider="gray", anchor=names.action_anchor(ref))
    with st.container(gap=None):
        for sentence in worked_out(outcome, rows).sentences:
            st.text(sentence)
    show_table(
        narrow(worked_out(table_by, rows, "Course")), alt=f"Training for {ref}, course by course"
    )


def narrow(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with two things in a cell where they belong together, so that it fits a phone."""
    by = frame.columns[0]
    pairs = {
        "Places filled, answered": ("Places filled", "Answered"),
        "Confident before, after": ("Confident before", "Confident after"),
    }
    joined = {
        name: list(zip(frame[one], frame[other], strict=True))
        for name, (one, other) in pairs.items()
    }
    return pd.DataFrame({by: frame[by], **joined}).join(frame[["Change", "Used in practice"]])


def all_by(found: pd.DataFrame) -> None:
    """All that is shown, by what the link asks for."""
    st.header("All of it together", divider="gray", anchor=False)
    by = one_of("Shown by", COUNTED_BY, names.BY)
    show_table(narrow(worked_out(table_by, found, by)), alt=f"Training by {by.lower()}")


def downloads(found: pd.DataFrame, filters: TrainingFilters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    stem = f"escp-training-{view().period}".replace(" ", "-")
    shown = (store(), found, view(), filters)
    what = f"Training, {view().period}, {filters.words}"
    with st.container(horizontal=True):
        offer("Download as Excel", partial(training_excel, *shown), f"{stem}.xlsx", what)
        offer("Download as CSV", partial(training_csv, *shown), f"{stem}.csv", what)


def show(every: pd.DataFrame) -> None:
    """The page of a store in which training is on record."""
    filters = choose_filters(every)
    found = filter_training(every, filters)
    title = "No training passes these filters" if found.empty else worked_out(headline, found)
    heading.title(plain(title), anchor=False)
    in_force(
        f"{len(found)} of {plural(len(every), 'entry', 'entries')} of training.",
        filters.words if filters != TrainingFilters() else "",
        FILTERS,
    )
    if found.empty:
        st.info("Take a filter away to see more.")
        return
    heading.text(worked_out(outcome, found).sentences[0])
    left, right = st.columns([3, 2], gap="large")
    with left:
        picture(found)
    with right:
        nobody(found, filters)
    for ref, rows in by_action(found).items():
        one_action(ref, rows)
    all_by(found)
    downloads(found, filters)


every = ask(training, view())
named = {
    ref: action_name(short, action)
    for ref, short, action in ask(actions, view())[["ref", "short_name", "action"]].itertuples(
        index=False, name=None
    )
}
heading = st.container(gap="xsmall")
wide_tables()
if every.empty:
    heading.title(NO_TRAINING, anchor=False)
    st.info(
        "Who came to which course, and what it did, appears here once a return has rows on its "
        "Training sheet."
    )
else:
    show(every)
