"""For children: what you told us and what we did, to read and to print. It names nobody."""

from collections.abc import Callable, Sequence

import streamlit as st

from escp_data.evidence.voice import CHANGED, NOT_POSSIBLE, UNANSWERED, Said, voice
from pages.parts.answers import ask
from pages.parts.frame import view
from pages.parts.pieces import whole

Answer = Callable[[Said], str]


def part(title: str, about: str, told: Sequence[Said], answer: Answer) -> None:
    """One part of the page: what was said, and what we have to say to it."""
    if not told:
        return
    st.header(title, divider="gray", anchor=False)
    st.text(about)
    for at, each in enumerate(told):
        with whole(f"{title}-{at}", "xsmall"):
            st.text(f"You said: “{each.words}”")
            st.text(answer(each))


def outcome(name: str) -> list[Said]:
    """What came out so."""
    return [each for each in told if each.outcome == name]


told = ask(voice, view())
st.title("What you told us, and what we did", anchor=False)
if not told:
    st.info("Nothing is here yet. It will be once children have told us something.")
else:
    months = view().period.words.split(" to ")[-1]
    st.text(
        "We ask children and young people what it is like to grow up here, and what would keep "
        f"them safe. This is what they told us up to {months}, and what grown-ups did about it."
    )
    part(
        "You said, we did",
        "These things changed because of what you said.",
        outcome(CHANGED),
        lambda each: f"What we did: {each.changed}",
    )
    part(
        "What we could not do",
        "We tried, or we asked, and it could not be done. You should know why.",
        outcome(NOT_POSSIBLE),
        lambda each: f"Why not: {each.not_possible}",
    )
    part(
        "What we still owe you an answer on",
        "We have not answered these yet. We have not forgotten them.",
        outcome(UNANSWERED),
        lambda each: "A group of grown-ups has heard it." if each.heard else "No answer yet.",
    )
