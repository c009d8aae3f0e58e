"""Assurance: who returned, what they graded themselves, what is to improve, what audits found."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.evidence.assurance import (
    NO_AUDITS,
    Round,
    assessments,
    headline,
    improvements,
    improvements_words,
    returned_table,
)
from escp_data.evidence.assurance_filters import AssuranceFilters, assurance_choices
from escp_data.evidence.assurance_shown import AssuranceShown, assurance_shown
from escp_data.evidence.grades import (
    by_organisation,
    by_standard,
    gaps,
    gaps_words,
    taken_words,
)
from escp_data.evidence.practice_audits import practice_audits, practice_table
from escp_data.evidence.returns_chart import returns_words
from escp_data.papers.assurance_file import assurance_csv, assurance_excel
from escp_data.text.wording import day_words, plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import one_of
from pages.parts.pieces import folded_table, plain, show_table

FILTERS = {
    names.AUDIT: ("Audit", 1),
    names.YEAR: ("Year", 1.4),
    names.PHASE: ("Phase", 1.2),
    names.ORGANISATION: ("Organisation", 1.8),
}


def choose_filters() -> AssuranceFilters:
    """One row of filters, each of them in the link."""
    return AssuranceFilters(*filter_row(FILTERS, assurance_choices(every)))


def picture(shown: AssuranceShown) -> None:
    """Returned over expected, school years apart from financial years; then who is still out."""
    st.header("Returned, of those expected", divider="gray", anchor=False)
    for column, each in zip(st.columns(2, gap="large"), shown.pictures, strict=True):
        if each.chart:
            with column:
                st.subheader(each.kind, anchor=False)
                st.vega_lite_chart(dict(each.chart), alt=each.words)
    show_table(returned_table(shown.rounds), alt=returns_words(shown.rounds))
    if not shown.phases.empty:
        alt = "Returned over expected by phase and round"
        folded_table("Returned by phase", shown.phases, alt)


def on_race(shown: AssuranceShown) -> None:
    """The standards on anti-racist practice, apart and over time, and which were taken."""
    st.header("Standards on anti-racist practice", divider="gray", anchor=False)
    for each in shown.on_race:
        st.subheader(f"{each.audit}, {each.kind.lower()}", anchor=False)
        alt = f"{each.audit}: standards on anti-racist practice over time"
        show_table(each.grades, alt=alt)
    st.caption(plain(taken_words(shown.rows)))


def against_moderated(rows: pd.DataFrame) -> None:
    """How far moderation moved the grades that organisations gave themselves."""
    st.header("Own grades and moderated grades", divider="gray", anchor=False)
    st.text(gaps_words(rows))
    show_table(gaps(rows), alt="How many grades moderation lowered, kept and raised")


def to_improve(rows: pd.DataFrame) -> None:
    """Improvements that are open, overdue ones by their deadline."""
    st.header("Improvements still open", divider="gray", anchor=False)
    st.text(improvements_words(rows))
    own = improvements(rows)
    if own.empty:
        return
    late = [" (overdue)" if overdue else "" for overdue in own["overdue"]]
    days = [day_words(day) if day else "No deadline" for day in own["deadline"]]
    frame = pd.DataFrame(
        {
            "Organisation": own["organisation"],
            "What is needed": own["improvement_needed"],
            "By": [f"{day}{note}" for day, note in zip(days, late, strict=True)],
            "How far": own["improvement_state"].fillna("Not said"),
        }
    )
    show_table(frame, alt=f"{plural(len(frame), 'improvement')} still open, overdue ones first")


def one_round(found: Sequence[Round], rows: pd.DataFrame) -> None:
    """The grades of the round that the link asks for, by standard and by organisation."""
    st.header("Grades by standard and organisation", divider="gray", anchor=False)
    by_name = {each.name: each for each in found}
    chosen = by_name[one_of("Round", list(by_name), names.ROUND)]
    own = rows[(rows["audit"] == chosen.audit) & (rows["period"] == str(chosen.period))]
    show_table(by_standard(own), alt=f"{chosen.name}: how many organisations have each grade")
    st.caption("The grade that stands: moderated where it was, else the organisation's own.")
    with (
        st.expander("By organisation", icon=":material/table:"),
        st.container(key="words-only"),
    ):
        show_table(by_organisation(own), alt=f"{chosen.name}: each organisation's grades")


def cases() -> None:
    """Audits of cases by several agencies; small counts of children are hidden."""
    st.header("Practice audits", divider="gray", anchor=False)
    if not audited:
        st.text("No practice audit is on record. A return's Practice audits sheet brings them.")
        return
    frame = practice_table(audited)
    named = zip(frame["Audit"], frame["Theme"], frame["Date"], strict=True)
    frame["Audit"] = list(named)
    frame = frame.drop(columns=["Theme", "Date"])
    show_table(frame, alt=f"{plural(len(frame), 'practice audit')}, the newest first")


def downloads(rows: pd.DataFrame, filters: AssuranceFilters) -> None:
    """Exactly what is shown, protected as it is on screen."""
    excel = partial(assurance_excel, store(), rows, audited, view(), filters)
    csv = partial(assurance_csv, store(), rows, view(), filters)
    offer_both("Assurance", names.ASSURANCE, filters.words, excel, csv)


def show() -> None:
    """The page of a store in which self-assessments are on record."""
    filters = choose_filters()
    shown = ask(assurance_shown, view(), filters)
    rows, found = shown.rows, shown.rounds
    heading.title(plain(headline(found)), anchor=False)
    in_force(f"{len(found)} of {plural(shown.of_all, 'round')}.", filters.words, FILTERS)
    if rows.empty:
        st.info("No self-assessment passes these filters. Take one away to see more.")
        return
    heading.text(" ".join(found[0].sentences))
    picture(shown)
    on_race(shown)
    against_moderated(rows)
    to_improve(rows)
    one_round(found, rows)
    cases()
    downloads(rows, filters)


every = ask(assessments, view())
audited = ask(practice_audits, view())
heading = st.container(gap="xsmall")
if every.empty:
    heading.title(NO_AUDITS, anchor=False)
    st.info(
        "Who returned Section 11 and Section 175, and how they graded themselves, appears here "
        "once a return has rows on its Audits sheet."
    )
    cases()
else:
    show()
