"""Training: who came, who answered, and what they say it did; each action apart."""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.evidence.training import COUNTED_BY, NO_TRAINING, SELF_REPORT, training
from escp_data.evidence.training_filters import TrainingFilters, training_choices
from escp_data.evidence.training_shown import (
    Confidence,
    OfAction,
    TrainingShown,
    training_by,
    training_shown,
)
from escp_data.papers.training_file import training_csv, training_excel
from escp_data.plan.actions import priorities
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import one_of
from pages.parts.pieces import folded_table, plain, show_table

FILTERS = {
    names.PRIORITY: ("Priority", 1),
    names.COURSE: ("Course", 1.7),
    names.AGENCY: ("Agency", 1.6),
    names.YEAR: ("Year", 1.2),
}
RANGES = "Brackets give the share and the range that chance allows (95%, Wilson)."


def choose_filters(every: pd.DataFrame) -> TrainingFilters:
    """One row of filters, each of them in the link."""
    numbered = [str(number) for number in ask(priorities, view())["priority"]]
    known = training_choices(every) | {names.PRIORITY: numbered}
    numbers, *others = filter_row(FILTERS, known)
    return TrainingFilters(tuple(map(int, numbers)), *others)


def picture(drawn: Confidence) -> None:
    """Confidence before and after on each action; the same as a table a click away."""
    st.header("Confident before and after", divider="gray", anchor=False)
    if drawn.rows.empty:
        st.text("Nobody said how confident they felt, before and after.")
        return
    st.vega_lite_chart(dict(drawn.chart), alt=drawn.words)
    shown = drawn.rows[["Action", "When", "Words"]]
    folded_table("The same as a table", shown, drawn.words)
    st.caption(plain(f"{SELF_REPORT} {RANGES}"))


def nobody(shown: TrainingShown) -> None:
    """Agencies that sent nobody, and those of which nothing is known, by name."""
    st.header("Who sent nobody", divider="gray", anchor=False)
    for sentence in shown.nobody or ("No agency that was offered places last sent nobody.",):
        st.text(sentence)
    if shown.silent:
        st.text(shown.silent)


def one_action(ref: str, own: OfAction) -> None:
    """What the training for one action came to, in sentences, then course by course."""
    st.header(plain(own.titled), divider="gray", anchor=names.action_anchor(ref))
    with st.container(gap=None):
        for sentence in own.sentences:
            st.text(sentence)
    show_table(narrow(own.courses), alt=f"Training for {ref}, course by course")


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


def all_by(filters: TrainingFilters) -> None:
    """All that is shown, by what the link asks for."""
    st.header("All of it together", divider="gray", anchor=False)
    by = one_of("Shown by", COUNTED_BY, names.BY)
    show_table(narrow(ask(training_by, view(), filters, by)), alt=f"Training by {by.lower()}")


def downloads(found: pd.DataFrame, filters: TrainingFilters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    shown = (store(), found, view(), filters)
    excel, csv = partial(training_excel, *shown), partial(training_csv, *shown)
    offer_both("Training", names.TRAINING, filters.words, excel, csv)


def show(every: pd.DataFrame) -> None:
    """The page of a store in which training is on record."""
    filters = choose_filters(every)
    shown = ask(training_shown, view(), filters)
    found = shown.found
    heading.title(plain(shown.headline), anchor=False)
    in_force(
        f"{len(found)} of {plural(len(every), 'entry', 'entries')} of training.",
        filters.words,
        FILTERS,
    )
    if found.empty:
        st.info("Take a filter away to see more.")
        return
    heading.text(shown.sentences[0])
    with st.container(key="beside"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        picture(shown.confidence)
    with right:
        nobody(shown)
    for ref, own in shown.of_actions.items():
        one_action(ref, own)
    all_by(filters)
    downloads(found, filters)


every = ask(training, view())
heading = st.container(gap="xsmall")
if every.empty:
    heading.title(NO_TRAINING, anchor=False)
    st.info(
        "Who came to which course, and what it did, appears here once a return has rows on its "
        "Training sheet."
    )
else:
    show(every)
