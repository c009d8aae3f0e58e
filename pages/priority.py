"""One priority: its aim, and each action with its history, its evidence and what comes next.

The menu holds this page once for every priority in the store; the address says which.
"""

import pandas as pd
import streamlit as st

from escp_data.disproportionality import Comparison, findings, measures, together
from escp_data.evidence.promises import Promise, promises
from escp_data.model import FrameRow
from escp_data.plan.actions import actions, priorities, rag_history
from escp_data.plan.glance import decision_words, plan_headline
from escp_data.plan.plans import codes_of_priority
from escp_data.plan.threads import Thread, earlier_actions, later_actions
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.evidence import show_promise
from pages.parts.figures import GROUP, show_together, verdict_lines
from pages.parts.frame import chosen_priority, view
from pages.parts.links import link, one_of
from pages.parts.pieces import (
    due_words,
    impact_badge,
    plain,
    rag_strip_of,
    show_definitions,
    show_labelled,
    silence_words,
    status_badge,
)

ALL = "All actions"


def card(action: FrameRow, strip: pd.DataFrame, promise: Promise) -> None:
    """One action: how it stands, why, how we will know, and what comes next."""
    with st.container(border=True, gap="small"):
        st.header(f"{action.ref} {plain(action.action)}", anchor=names.action_anchor(action.ref))
        facts(action)
        told, known = st.columns(2, gap="large")
        with told:
            quarter(action)
        with known:
            show_promise(promise)
        rag_strip_of(action.ref, strip)
        others(action)
        threads(action)


def facts(action: FrameRow) -> None:
    """Its status and who answers for it, on one line."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        status_badge(action.rag, action.change)
        impact_badge(action.impact)
        if action.overdue:
            st.badge("Overdue", icon=":material/event_busy:", color="red")
        if action.state != "Live":
            st.badge(action.state, icon=":material/inventory_2:", color="gray")
        st.markdown(due_words(action.due_dates), width="content")
    lead, group, owner = (
        plain(each or "not set")
        for each in (action.lead_agency, action.activity_group, action.owner_role)
    )
    st.caption(f"Lead: {lead} · Group: {group} · Owner: {owner}")


def quarter(action: FrameRow) -> None:
    """What was reported for the quarter, why it has this RAG, and what comes next."""
    st.markdown(f"**This quarter, {view().period}**")
    if not action.progress_update:
        st.text(silence_words(action.last_update, action.quarters_silent, action.lead_agency))
    show_labelled("Why this RAG", action.rag_reason)
    show_labelled("Update", action.progress_update)
    if action.decision_sought:
        show_labelled("Decision sought", decision_words(action))
    show_labelled("Barriers", action.barriers)
    show_labelled("Evidence that the lead names", action.evidence)
    show_labelled("Next steps", action.next_steps)


def others(action: FrameRow) -> None:
    """What agencies that do not lead it report: their own words, which change no headline."""
    for other in action.beside:
        said = other.values
        rag = f" says {said['rag']}" if said.get("rag") else ""
        with st.expander(f"{plain(other.agency)}{rag}, beside the lead's report"):
            for label, name in (("Why", "rag_reason"), ("Update", "progress_update")):
                show_labelled(label, said.get(name))


def threads(action: FrameRow) -> None:
    """The action of an earlier plan that this carries on, and the later one that carries it on."""
    for thread in ask(earlier_actions, view(), action.ref):
        carried(f"Carries on {thread.plan} {thread.ref}", thread)
        if not thread.history.empty:
            rag_strip_of(f"{thread.plan} {thread.ref}", thread.history)
    for thread in ask(later_actions, view(), action.ref):
        carried(f"Carried on by {thread.plan} {thread.ref}", thread)


def carried(words: str, thread: Thread) -> None:
    """The way to an action of another plan."""
    label = f"{words}: {plain(thread.action)}"
    if thread.priority is None:
        st.text(label)
        return
    there = {names.PLAN: thread.plan, names.ACTION: thread.ref}
    link(names.priority_path(thread.priority), label, there | _quarter(thread))


def _quarter(thread: Thread) -> dict[str, str]:
    return {names.PERIOD: thread.last} if thread.last else {}


def disproportionality(codes: tuple[str, ...]) -> None:
    """The answer for the priority's measures that have counts by ethnic group, and each verdict
    a click away: the actions are what the page is about.
    """
    asked = Comparison(view().period, view().as_at)
    if not codes:
        return
    found = ask(findings, asked, codes, GROUP)
    st.header("Is disproportionality decreasing?")
    show_together(ask(together, asked, codes, GROUP))
    with st.expander("The verdict for each measure"):
        if found:
            verdict_lines(found, GROUP)
        link(names.DISPROPORTIONALITY, "Every group, comparator and measure")


def titled(title: str, answer: str) -> str:
    """`Physical abuse: two of three actions are off track`."""
    return f"{plain(title)}: {plain(answer[:1].lower() + answer[1:])}"


def one_or_all(own: pd.DataFrame) -> pd.DataFrame:
    """The priority's actions, or the one that the link asks for, chosen above the cards."""
    if own.empty:
        return own
    ref = one_of("Action", [ALL, *own["ref"]], names.ACTION)
    return own if ref == ALL else own[own["ref"] == ref]


number = chosen_priority()
chosen = ask(priorities, view()).set_index("priority").loc[number]
every = ask(actions, view())
own = every[every["priority"] == number]
history = ask(rag_history, view())

st.caption(f"Priority {number}")
st.title(titled(str(chosen["title"]), plan_headline(own[own["state"] == "Live"])))
st.text(chosen["aim"] or "")
serving = ask(codes_of_priority, view(), number)
disproportionality(tuple(c for c in ask(measures, view().as_at)["code"] if c in serving))
known = ask(promises, view())
for each in one_or_all(own).itertuples():
    card(each, history[history["ref"] == each.ref], known[str(each.ref)])
if serving:
    link(names.MEASURES, "Its measures over time", {names.PRIORITY: str(number)})
if len(own):
    show_definitions()
else:
    st.info("No action serves this priority yet. Add one on the plan workbook's Actions sheet.")
