"""One priority: its aim, and each action with its history, its evidence and what comes next.

The menu holds this page once for every priority in the store; the address says which.
"""

import pandas as pd
import streamlit as st

from escp_data.disproportionality import Comparison, findings, measures, together
from escp_data.disproportionality.together import together_words
from escp_data.evidence.promises import Promise, promises
from escp_data.model import FrameRow
from escp_data.plan.actions import IMPACT_WORDS, actions, priorities, rag_history
from escp_data.plan.glance import decision_words, plan_headline
from escp_data.plan.plans import codes_of_priority
from escp_data.plan.threads import Thread, earlier_actions, later_actions
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.evidence import show_more, show_promise
from pages.parts.figures import GROUP, show_answer, verdict_lines
from pages.parts.frame import chosen_priority, view
from pages.parts.links import link, one_of
from pages.parts.pieces import (
    all_labelled,
    due_words,
    plain,
    rag_row,
    show_definitions,
    show_labelled,
    silence_words,
    status_words,
)

ALL = "All actions"


def card(action: FrameRow, strip: pd.DataFrame, promise: Promise) -> None:
    """One action: how it stands, what was done and why, how we will know, and what comes next."""
    with st.container(border=True, gap="xsmall", key=f"card-{action.ref.replace('.', '-')}"):
        top(action, strip)
        told, known = st.columns([5, 6], gap="medium")
        with told:
            quarter(action)
        with known, st.container(gap="xxsmall"):
            show_promise(promise)
            beneath(action, promise)
        threads(action)


def top(action: FrameRow, strip: pd.DataFrame) -> None:
    """Its name and how it stands, beside its RAG in every quarter."""
    name, row = st.columns([5, 4], gap="small", vertical_alignment="center")
    with name, st.container(gap=None):
        title = plain(action.short_name or action.action)
        st.header(f"{action.ref} {title}", anchor=names.action_anchor(action.ref))
        st.markdown(facts(action))
    with row:
        rag_row(action.ref, strip)


def facts(action: FrameRow) -> str:
    """Its status, its dates and its lead, on one line, as Markdown."""
    impact = f":gray-badge[Impact: {IMPACT_WORDS[action.impact]}]"
    late = ":red-badge[:material/event_busy: Overdue]" if action.overdue else ""
    state = f":gray-badge[{plain(action.state)}]" if action.state != "Live" else ""
    badges = (status_words(action.rag, action.change), impact, late, state)
    leads = f"{plain(action.lead_agency)} leads" if action.lead_agency else "No lead set"
    return f"{' '.join(e for e in badges if e)} {due_words(action.due_dates)} · {leads}"


def quarter(action: FrameRow) -> None:
    """What was reported for the quarter, why it has this RAG, what is asked for and comes next."""
    if not action.progress_update:
        st.text(silence_words(action.last_update, action.quarters_silent, action.lead))
    asked = decision_words(action) if action.decision_sought else ""
    st.markdown(
        all_labelled(
            ("Update", action.progress_update),
            ("Why this RAG", action.rag_reason),
            ("Decision sought", asked),
            ("Next steps", action.next_steps or "Not set."),
        )
    )


def beneath(action: FrameRow, promise: Promise) -> None:
    """Folded: what agencies that do not lead it report, and all else there is to know."""
    others(action)
    with st.expander("Whole wording, barriers, meetings, reviews and more"):
        st.markdown(
            all_labelled(
                ("The action in full", action.action),
                ("Group", action.activity_group or "Not set."),
                ("Owner", action.owner_role or "Not set."),
                ("Barriers", action.barriers),
                ("Evidence that the lead names", action.evidence),
            )
        )
        show_more(promise)
        link(names.ACTIONS, "Every quarter's report", {names.ACTION: str(action.ref)})


def others(action: FrameRow) -> None:
    """What agencies that do not lead it report: their own words, which change no headline."""
    for other in action.beside:
        told = other.values
        rag = f" says {told['rag']}" if told.get("rag") else ""
        with st.expander(f"{plain(other.agency)}{rag}, beside the lead's report"):
            for label, name in (("Why", "rag_reason"), ("Update", "progress_update")):
                show_labelled(label, told.get(name))


def threads(action: FrameRow) -> None:
    """The action of an earlier plan that this carries on, and the later one that carries it on."""
    for thread in ask(earlier_actions, view(), action.ref):
        carried(f"Carries on {thread.plan} {thread.ref}", thread)
        if not thread.history.empty:
            rag_row(f"{thread.plan} {thread.ref}", thread.history)
    for thread in ask(later_actions, view(), action.ref):
        carried(f"Carried on by {thread.plan} {thread.ref}", thread)


def carried(words: str, thread: Thread) -> None:
    """The way to an action of another plan."""
    label = f"{words}: {plain(thread.action)}"
    if thread.priority is None:
        st.text(label)
        return
    there = {names.PLAN: thread.plan, names.ACTION: thread.ref}
    if thread.last:
        there[names.PERIOD] = thread.last
    link(names.priority_path(thread.priority), label, there)


def disproportionality(codes: tuple[str, ...]) -> None:
    """One answer for the priority's measures that have counts by ethnic group, in a sentence; each
    measure is a click away: the actions are what the page is about.
    """
    if not codes:
        return
    asked = Comparison(view().period, view().as_at)
    found = ask(findings, asked, codes, GROUP)
    answer = ask(together, asked, codes, GROUP)
    with st.container(gap="xxsmall"):
        show_answer(answer)
        with st.expander("What the answer rests on, measure by measure"):
            st.text(together_words(answer))
            if found:
                verdict_lines(found, GROUP)
            link(names.DISPROPORTIONALITY, "Every group and every measure")


def titled(number: int, title: str, answer: str) -> str:
    """`2 Physical abuse: two of three actions are off track`."""
    return f"{number} {plain(title)}: {plain(answer[:1].lower() + answer[1:])}"


def one_or_all(own: pd.DataFrame) -> pd.DataFrame:
    """The priority's actions, or the one that the link asks for, chosen above the cards; what the
    colours mean, and the way to its measures, stand beside.
    """
    if own.empty:
        return own
    with st.container(horizontal=True, vertical_alignment="center"):
        ref = one_of("Action", [ALL, *own["ref"]], names.ACTION, "collapsed")
        with st.popover("What the colours mean"):
            show_definitions()
        if serving:
            link(names.MEASURES, "Its measures over time", {names.PRIORITY: str(number)})
    return own if ref == ALL else own[own["ref"] == ref]


number = chosen_priority()
chosen = ask(priorities, view()).set_index("priority").loc[number]
every = ask(actions, view())
own = every[every["priority"] == number]
history = ask(rag_history, view())

st.title(titled(number, str(chosen["title"]), plan_headline(own[own["state"] == "Live"])))
st.text(chosen["aim"] or "")
serving = ask(codes_of_priority, view(), number)
disproportionality(tuple(c for c in ask(measures, view().as_at)["code"] if c in serving))
known = ask(promises, view())
for each in one_or_all(own).itertuples():
    card(each, history[history["ref"] == each.ref], known[str(each.ref)])
if own.empty:
    st.info("No action serves this priority yet. Add one on the plan workbook's Actions sheet.")
