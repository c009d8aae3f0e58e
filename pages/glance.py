"""The plan at a glance: five answers on the first screen, and the whole plan as one picture."""

import streamlit as st

from escp_data.disproportionality import Comparison
from escp_data.disproportionality.gap import Gap, gap
from escp_data.evidence.helped import EVIDENCED, Helped, helped
from escp_data.plan.actions import IMPACT_WORDS
from escp_data.plan.glance import (
    MOVED,
    ON_TRACK,
    Board,
    Decision,
    Glance,
    Named,
    glance,
    refs_words,
    times_moved,
)
from escp_data.plan.picture import plan_picture
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.figures import GROUP
from pages.parts.frame import view
from pages.parts.gap_dots import gap_dots
from pages.parts.links import More, link
from pages.parts.pieces import action_badge, plain, show_definitions
from pages.parts.plan_picture import draw_plan_picture

CHANGED = "what-changed"
"""Where on the page the changes stand."""
NOT_SHOWN_YET = tuple(each for each in IMPACT_WORDS if each != EVIDENCED)
"""The impact ratings below Evidenced, in the order they are named."""


def to_action(action: Named, label: str) -> None:
    """The way to an action, on the page of its priority."""
    link(names.priority_path(action.priority), label, {names.ACTION: action.ref})


def tiles(shown: Glance, answer: Gap | None) -> None:
    """Four answers in a row; each number leads to what it counts."""
    with st.grid(4, min_column_width=112, gap="small"):
        with tile("On track or complete", "track"):
            of_all(shown.on_track, shown.total, {names.RAG: ON_TRACK})
            with st.container(horizontal=True, gap="xsmall"):
                for rag, words in shown.others:
                    link(names.ACTIONS, words, {names.RAG: rag})
        with tile("Got worse", "worse"):
            got_worse(shown)
        with tile("Can show they helped", "helped"):
            of_all(len(shown.impact.get(EVIDENCED, ())), shown.total, {names.IMPACT: EVIDENCED})
            first = len(shown.impact.get("Emerging", ()))
            more = " more" if shown.impact.get(EVIDENCED) else ""
            link(names.ACTIONS, f"{first}{more}: first signs", {names.IMPACT: "Emerging"})
        with tile(f"Gap, {answer.who}" if answer else "Gap", "gap"):
            gap_tile(answer)


def tile(label: str, name: str) -> st.delta_generator.DeltaGenerator:
    """A card with a small heading."""
    card = st.container(border=True, gap=None, height="stretch", key=f"tile-{name}")
    card.caption(label)
    return card


def of_all(part: int, total: int, more: More) -> None:
    """`5 of 10`, as the way to the five."""
    link(names.ACTIONS, f"**{part} of {total}**", more)


def got_worse(shown: Glance) -> None:
    """How many got worse since the quarter compared with, and which."""
    if not shown.earlier:
        st.markdown("**Not known**  \nNothing earlier to compare with")
        return
    many = len(shown.worse)
    st.markdown(f"[**{plural(many, 'action')}**](#{CHANGED})" if many else "**None**")
    with st.container(horizontal=True, gap="xsmall"):
        for each in shown.worse:
            to_action(each, plain(each.title))


def gap_tile(answer: Gap | None) -> None:
    """The pooled factor, over how many measures, and what it says."""
    if answer is None:
        st.markdown("**Not known**  \nNo figures by ethnic group yet")
        return
    about = {names.GROUP: GROUP}
    link(names.DISPROPORTIONALITY, f"**{plain(answer.value)}**", about)
    st.markdown(plain(answer.short))


def decisions(shown: Glance) -> None:
    """What is asked, of whom and by when; then who has to be asked."""
    st.header("Decisions asked of you", anchor=False)
    if not shown.decisions:
        st.markdown("No action asks for a decision.")
    for each in shown.decisions:
        decision(each)
    for call in shown.calls:
        to_action(call.action, f"{plain(call.words)}")


def decision(each: Decision) -> None:
    """One action, how it stands, and what it asks."""
    with st.container(gap=None):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            to_action(each.action, action_badge(each.action.rag, each.action.title))
            st.markdown(plain(each.standing), width="content")
        st.markdown(f"**{plain(each.asks)}** {plain(each.of_and_by)}")


def board(priority: Board) -> None:
    """A priority's actions as badges."""
    with st.container(gap="xxsmall"):
        st.markdown(f"**{priority.priority} {plain(priority.title)}**")
        with st.container(horizontal=True, gap="xsmall"):
            for each in priority.actions:
                to_action(each, action_badge(each.rag, each.title, each.change))


def impact(shown: Glance, showing: tuple[Helped, ...]) -> None:
    """A sentence for each action that can show it, then the others by name."""
    st.header("Has it helped?", anchor=False)
    with st.container(gap=None):
        for each in showing:
            label = f"**{plain(each.ref)}** {plain(each.words)}"
            link(names.priority_path(each.priority), label, {names.ACTION: each.ref})
        if not showing:
            st.markdown("No action can show yet that it has helped children.")
        for rating in NOT_SHOWN_YET:
            refs = shown.impact.get(rating)
            if refs:
                words = IMPACT_WORDS[rating]
                label = f"{words[0].upper()}{words[1:]}: {plain(refs_words(refs))}"
                link(names.ACTIONS, label, {names.IMPACT: rating})


def narrowing(answer: Gap) -> None:
    """The one answer in words, then a row of dots a measure."""
    st.header("Is the gap narrowing?", anchor=False)
    sample = " :gray-badge[Sample]" if answer.sample else ""
    more = " ".join(part for part in (answer.factor, answer.alone) if part)
    st.markdown(f"**{plain(answer.sentence)}** {plain(more)}{sample}")
    gap_dots(answer, GROUP)


def movements(shown: Glance) -> None:
    """What changed since the quarter compared with."""
    st.header(f"What changed since {view().compared.words}", anchor=CHANGED)
    if not shown.earlier:
        st.text("Nothing earlier to compare with.")
        return
    with st.container(gap=None):
        for kind, own in shown.movements:
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.markdown(f"{kind.label}:" if own else f"{kind.label}: none", width="content")
                for each in own:
                    again = times_moved(each) if kind == MOVED else ""
                    to_action(each, f"{plain(each.title)}{f', {again}' if again else ''}")


shown = ask(glance, view())
showing = ask(helped, view())
answer = ask(gap, Comparison(view().period, view().as_at), GROUP)
st.title(plain(shown.headline), anchor=False)
if shown.total:
    tiles(shown, answer)
    left, right = st.columns(2, gap="medium")
    with left, st.container(gap="xsmall", key="glance-asked"):
        decisions(shown)
        impact(shown, showing)
    with right, st.container(gap="xsmall", key="glance-board"):
        st.header("Every action", anchor=False)
        for each in shown.board:
            board(each)
        if answer:
            narrowing(answer)
    draw_plan_picture(ask(plan_picture, view()))
    movements(shown)
elif answer:
    narrowing(answer)
show_definitions()
