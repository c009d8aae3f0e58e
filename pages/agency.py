"""One agency's page: what its champion needs before the meeting, to print or to send as a link.

The menu holds this page once for every agency on record; the address says which.
"""

import pandas as pd
import streamlit as st

from escp_data.access.permits import Doing
from escp_data.evidence.agency import (
    LEADS,
    Part,
    agency_headline,
    asked_of,
    assured,
    attended_by,
    has_returned,
    measures_of,
    parts_of,
    still_expected,
    training_of,
)
from escp_data.evidence.measure_table import latest_words
from escp_data.evidence.measure_words import direction, per_words, short, without_words
from escp_data.plan.board import OutstandingItem
from escp_data.text.wording import plural
from pages.parts import gate, names
from pages.parts.answers import ask
from pages.parts.downloads import offer_return
from pages.parts.frame import chosen_agency, view
from pages.parts.links import cell_link, link
from pages.parts.pieces import plain, show_labelled, show_table, status_badge, whole

RETURNED = {
    True: "It has returned for {quarter}.",
    False: "It has not returned for {quarter} yet.",
    None: "Nothing is expected of it for {quarter}.",
}


def expected(agency: str, things: tuple[OutstandingItem, ...]) -> None:
    """Whether it has returned, what is still expected, and the return to fill in."""
    quarter = str(view().period)
    st.header(f"Expected for {quarter}", divider="gray", anchor=False)
    st.text(RETURNED[ask(has_returned, view(), agency)].format(quarter=quarter))
    if things:
        rows = [(f"{t.kind} {t.name}", t.words, t.last) for t in things]
        heads = ["Still expected", "What it is", "Last came for"]
        show_table(
            pd.DataFrame(rows, columns=heads), alt=f"{plural(len(rows), 'thing')} still expected"
        )
    offer_return(f"Return for {plain(agency)}, filled in", agency)


def part_of_plan(parts: tuple[Part, ...]) -> None:
    """The actions it leads and joins, with what it says itself."""
    st.header("Its part in the plan", divider="gray", anchor=False)
    if not parts:
        st.text("It neither leads nor joins an action of this plan.")
    for each in parts:
        own = each.said or each.decision
        with whole(each.ref, "xsmall") if own else st.container(gap="xsmall"):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.markdown(f"**{each.part}**", width="content")
                status_badge(each.rag, each.change)
                there = {names.ACTION: each.ref}
                link(names.priority_path(each.priority), f"{each.ref} {plain(each.name)}", there)
                if not each.is_live:
                    st.markdown(plain(each.state), width="content")
                if each.own_rag:
                    st.markdown(f"It says {plain(each.own_rag)} itself", width="content")
            show_labelled("Its own words" if each.part != LEADS else "Update", each.said)
            show_labelled("Decision sought", each.decision)


def measures(agency: str) -> None:
    """The measures it supplies, with their signals."""
    found = ask(measures_of, view(), agency)
    st.header("Its measures", divider="gray", anchor=False)
    if not found:
        st.text("It supplies no measure.")
        return
    rows = [
        (
            cell_link(plain(each.definition.measure), {names.MEASURE: each.code}, names.MEASURES),
            f"{latest_words(each)} {per_words(each.definition)}".strip(),
            f"{each.periods[-1]} {without_words(each)}".strip() if each.periods else "never",
            direction(each),
            short(each) or "None",
        )
        for each in found
    ]
    words = f"{plural(len(rows), 'measure')} it supplies"
    heads = ["Measure", "Latest", "For", "Than a year before", "Signal"]
    show_table(pd.DataFrame(rows, columns=heads), alt=words, linked="Measure")
    link(names.MEASURES, "Their charts", {names.AGENCY: agency})


def trained(agency: str) -> None:
    """What its staff attended, and what it sent nobody to."""
    found = ask(training_of, view(), agency)
    st.header("Training", divider="gray", anchor=False)
    if found is None:
        st.text("No training of its staff is on record under this plan.")
        return
    for sentence in (*found.outcome.sentences, *found.nobody):
        st.text(sentence)
    link(names.TRAINING, "Its training by course", {names.AGENCY: agency})


def groups(agency: str) -> None:
    """The meetings it came to, and what it was asked and has not answered."""
    st.header("Meetings and challenges", divider="gray", anchor=False)
    for each in ask(asked_of, view(), agency):
        state = each.state_words
        words = f"{each.name}, {state[:1].lower()}{state[1:]}: {each.question}"
        st.markdown(f":orange-badge[To answer] {plain(words)}")
    came = ask(attended_by, view(), agency)
    st.text(came.words)
    if len(came.seats):
        show_table(came.seats, alt=came.words)
    link(names.MEETINGS, "Meetings and challenges", {names.AGENCY: agency})


def assurance(agency: str) -> None:
    """How it graded itself, how others did, and what it still has to improve."""
    found = ask(assured, view(), agency)
    st.header("Assurance", divider="gray", anchor=False)
    if found is None:
        st.text("No self-assessment under its name is on record.")
        return
    st.text(f"{found.round}. {found.words}")
    show_table(found.grades, alt=f"Grades by standard, {found.round}")
    if len(found.improvements):
        show_table(found.improvements, alt="Improvements still open")


chosen = chosen_agency()
gate.require_page(Doing.SEE, chosen)
own = ask(parts_of, view(), chosen)
owed = ask(still_expected, view(), chosen)
st.title(f"{plain(chosen)} {plain(agency_headline(own, owed))}", anchor=False)
expected(chosen, owed)
part_of_plan(own)
measures(chosen)
trained(chosen)
groups(chosen)
assurance(chosen)
