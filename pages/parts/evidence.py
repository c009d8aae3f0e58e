"""How will we know: a promise with its evidence, kind by kind, and what is missing, by name."""

from collections.abc import Sequence

import streamlit as st

from escp_data.evidence.promises import ABSENT, FIGURES, OLD, PRESENT, Evidence, Promise
from pages.parts import names
from pages.parts.links import link
from pages.parts.pieces import plain

NO_PROMISE = "Not set: the plan workbook has no measure of success here."
_ICONS = {
    PRESENT: ":material/check_circle:",
    OLD: ":material/history:",
    ABSENT: ":material/block:",
}
"""A shape for each state, beside its word: a tick, a clock, a crossed circle."""
_COLOURS = {PRESENT: "blue", OLD: "gray", ABSENT: "orange"}


def show_promise(promise: Promise) -> None:
    """The promise, how strong its evidence is, and the evidence with its gaps."""
    st.markdown("**How will we know**")
    st.text(promise.text or NO_PROMISE)
    st.markdown(" ".join(_badge(each, promise) for each in promise.evidence))
    for each in promise.evidence:
        st.markdown(_bullets(each))
        if each.kind == FIGURES and each.said:
            _figures_link(each)
    _beside("Meetings", promise.meetings.sentences, promise.meetings.gap)
    _beside("Challenges", promise.challenges.sentences)
    _beside("Reviews", promise.reviews.sentences)


def _beside(kind: str, said: Sequence[str], gap: str = "") -> None:
    """What groups and reviews say, folded: one line a kind, and what is missing in the open."""
    if gap:
        st.markdown(_gap(gap))
    if len(said) == 1:
        st.markdown(f"**{kind}:** {plain(said[0])}")
    elif said:
        with st.expander(f"{kind}: {plain(said[0])}"):
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said[1:]))


def _badge(each: Evidence, promise: Promise) -> str:
    age = f" {each.age(promise.quarter)}" if each.newest else ""
    state = "" if each.state == PRESENT else f" {each.state}{',' if age else ''}"
    return f":{_COLOURS[each.state]}-badge[{_ICONS[each.state]} {each.kind}{state}{age}]"


def _bullets(each: Evidence) -> str:
    """One element for a kind: its name, a bullet for each sentence, the gaps marked."""
    said = [f"- {plain(sentence)}" for sentence in each.first]
    gaps = [f"- {_gap(sentence)}" for sentence in each.gaps]
    return "\n".join([f"**{each.kind}**", "", *said, *gaps])


def _gap(sentence: str) -> str:
    return f":orange-badge[Missing] {plain(sentence)}"


def _figures_link(each: Evidence) -> None:
    label = f"{each.more} more, and their charts" if each.more else "Their charts"
    link(names.MEASURES, label, {names.MEASURE: each.codes[0]})
