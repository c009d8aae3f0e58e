"""How will we know: a promise with its evidence, kind by kind, and what is missing, by name."""

from collections.abc import Sequence

import streamlit as st

from escp_data.evidence.promises import ABSENT, FIGURES, OLD, PRESENT, Evidence, Promise
from pages.parts import names
from pages.parts.links import link
from pages.parts.pieces import labelled, plain

NO_PROMISE = "Not set: the plan workbook has no measure of success here."
_ICONS = {
    PRESENT: ":material/check_circle:",
    OLD: ":material/history:",
    ABSENT: ":material/block:",
}
"""A shape for each state, beside its word: a tick, a clock, a crossed circle."""
_COLOURS = {PRESENT: "blue", OLD: "gray", ABSENT: "orange"}


def show_promise(promise: Promise) -> None:
    """The promise, then each kind of evidence: how strong it is, what it says, what is missing.

    A kind says its one sentence here; `show_more` has the others.
    """
    st.markdown(labelled("How will we know", promise.text or NO_PROMISE))
    kinds = [_kind(each, promise) for each in promise.evidence]
    meetings = [f"- {_gap(promise.meetings.gap)}"] if promise.meetings.gap else []
    st.markdown("\n".join([*kinds, *meetings]))


def show_more(promise: Promise) -> None:
    """What else the evidence says, and what groups and reviews do: a list a kind."""
    said = [(each.kind, each.rest) for each in promise.evidence]
    said += [
        ("Meetings", promise.meetings.sentences),
        ("Challenges", promise.challenges),
        ("Reviews", promise.reviews),
        ("Audits", promise.audits),
    ]
    lists = [_list(kind, sentences) for kind, sentences in said if sentences]
    if lists:
        st.markdown("\n\n".join(lists))
    for each in promise.evidence:
        if each.kind == FIGURES and each.said:
            link(names.MEASURES, "The charts of its figures", {names.MEASURE: each.codes[0]})
    if promise.audits:
        link(names.ASSURANCE, "All that audits found")


def _kind(each: Evidence, promise: Promise) -> str:
    """One bullet: the kind and its age, its sentence, its gaps."""
    mark = plain if each.state == ABSENT else _gap
    parts = [_badge(each, promise), plain(each.leading), *map(mark, each.gaps)]
    return f"- {' '.join(part for part in parts if part)}"


def _badge(each: Evidence, promise: Promise) -> str:
    age = f" {each.age(promise.quarter)}" if each.newest else ""
    state = "" if each.state == PRESENT else f" {each.state}{',' if age else ''}"
    return f":{_COLOURS[each.state]}-badge[{_ICONS[each.state]} {each.kind}{state}{age}]"


def _list(kind: str, sentences: Sequence[str]) -> str:
    return "\n".join([f"**{kind}**", "", *(f"- {plain(sentence)}" for sentence in sentences)])


def _gap(sentence: str) -> str:
    return f":orange-badge[Missing] {plain(sentence)}"
