"""Every action under any filter; the filters are the link, and the download is what is shown.

An action that a link names comes before everything else.
"""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.model import FrameRow
from escp_data.papers.actions_file import actions_csv, actions_excel, actions_shown
from escp_data.plan.actions import (
    IMPACT_WORDS,
    IMPACTS,
    STATUSES,
    actions,
    priorities,
    rag_history,
    updates,
)
from escp_data.plan.filters import Filters, choices, filter_actions, live_counts
from escp_data.rag import LOOKS
from escp_data.text.wording import capital, plural
from escp_data.validation.dates import ONGOING
from pages.parts import links, names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.frame import view
from pages.parts.pieces import (
    NO_END,
    all_labelled,
    plain,
    rag_strip_of,
    show_definitions,
    show_table,
    status_badge,
)

EITHER, LEADS = "Leads or contributes", "Leads"
NEWEST = 4
"""How many quarters of a story stand open: a year."""
SEVERAL = (names.PRIORITY, names.AGENCY, names.GROUP, names.RAG, names.IMPACT)


def choose_filters(every: pd.DataFrame) -> Filters:
    """Priority, agency and words on one line, what stands in pills, and the rest folded; each of
    them in the link.
    """
    known = choices(every)
    numbers, agency, text = who_and_what(known["agency"])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        leads = counts_leads_only(agency)
        rag = links.pills_of("RAG", STATUSES, names.RAG, _rag_label)
        impact = links.pills_of("Impact", IMPACTS, names.IMPACT, _impact_label)
        group, overdue = more_filters(known["group"])
        found = Filters(numbers, agency, group, rag, impact, overdue, text, leads)
        st.button("Clear filters", on_click=clear, disabled=found == Filters())
    return found


def who_and_what(agencies: list[str]) -> tuple[tuple[int, ...], tuple[str, ...], str]:
    """The priorities, the agencies and the words, on one line."""
    numbered = [str(number) for number in ask(priorities, view())["priority"]]
    first, second, third = st.columns([1, 2, 1.5], gap="small")
    with first:
        numbers = links.several_of("Priority", numbered, names.PRIORITY)
    with second:
        agency = links.several_of("Agency", agencies, names.AGENCY)
    with third:
        text = links.words_for("Search", names.TEXT, 100)
    return tuple(map(int, numbers)), agency, text


def counts_leads_only(agency: tuple[str, ...]) -> bool:
    """Whether an agency's actions are those it leads alone; asked once an agency is chosen."""
    if agency:
        return links.one_of("The agency", [EITHER, LEADS], names.PART) == LEADS
    links.say(names.PART)
    return False


def more_filters(groups: list[str]) -> tuple[tuple[str, ...], bool]:
    """Group and overdue, folded; the fold says how many are in force."""
    on = sum(bool(links.soon(key)) for key in (names.GROUP, names.OVERDUE))
    with st.popover(f"More filters ({on} on)" if on else "More filters", key="more-filters"):
        group = links.several_of("Group", groups, names.GROUP)
        return group, links.switch("Overdue", names.OVERDUE)


def _rag_label(rag: str) -> str:
    return f"{LOOKS[rag].icon} {rag}"


def _impact_label(impact: str) -> str:
    return capital(IMPACT_WORDS[impact])


def clear() -> None:
    """Take every filter away; the quarter and the chosen action stay."""
    for key in SEVERAL:
        st.session_state[key] = []
    st.session_state[names.TEXT] = ""
    st.session_state[names.OVERDUE] = False
    st.session_state[names.PART] = EITHER


def in_force(found: pd.DataFrame, every: pd.DataFrame, filters: Filters) -> str:
    """`2 of 10 actions. Filters: Priority 2; RAG Red`."""
    shown = f"{len(found)} of {plural(len(every), 'action')}."
    return f"{shown} Filters: {filters.words}" if filters != Filters() else f"{shown} No filters."


def narrow(found: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The table with two things in a cell where they belong together, so that it fits a phone.

    It holds what the filters are about: who contributes, where an agency is chosen; and the state
    of each, where one is not live.
    """
    frame = actions_shown(found)
    impact = [f"Impact: {IMPACT_WORDS[each]}" for each in frame["Impact"]]
    due = [due_in_table(each) for each in frame["Due"]]
    last = [f"Last update: {each}" for each in frame["Last update"]]
    who = "Lead / contributing" if filters.agency else "Lead / group"
    beside = map(contributing, found["contributing_agencies"]) if filters.agency else frame["Group"]
    ended = {} if (found["state"] == "Live").all() else {"State": list(found["state"])}
    return pd.DataFrame(
        {
            "Action": list(map(to_story, found["ref"], found["short_name"], found["action"])),
            **ended,
            who: list(zip(frame["Lead agency"], beside, strict=True)),
            "RAG / impact": list(zip(frame["RAG"], impact, strict=True)),
            "Due / last update": list(zip(due, last, strict=True)),
        }
    )


def due_in_table(due: str) -> str:
    """`Due: 31 Mar 2026 (moved)`, or that there is no end."""
    return NO_END if due == ONGOING else f"Due: {due}"


def to_story(ref: str, short: str | None, action: str) -> str:
    """An action's ref and name, as the way to its story."""
    return links.cell_link(f"**{ref}** {plain(short or action)}", {names.ACTION: ref})


def contributing(agencies: str | None) -> str:
    """`with Metropolitan Police, NHS NCL ICB`."""
    return f"with {', '.join(map(str.strip, agencies.split(';')))}" if agencies else "alone"


def downloads(found: pd.DataFrame, filters: Filters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    shown = (store(), found, view(), filters)
    excel, csv = partial(actions_excel, *shown), partial(actions_csv, *shown)
    row = offer_both("Actions", names.ACTIONS, filters.words, excel, csv)
    with row, st.popover("What the colours mean"):
        show_definitions()


def story(found: pd.DataFrame) -> None:
    """One action's whole story, newest quarter first, once an action is chosen."""
    st.header("One action, quarter by quarter", divider="gray", anchor=False)
    choice, words = st.columns([1, 4], vertical_alignment="bottom")
    with choice:
        ref = links.one_or_none("Action", list(found["ref"]), names.ACTION, "Choose one")
    if ref is None:
        words.text("Choose an action to read what was reported on it, quarter by quarter.")
        return
    words.text(found.set_index("ref").loc[ref, "action"])
    strip = ask(rag_history, view())
    rag_strip_of(ref, strip[strip["ref"] == ref])
    told: list[FrameRow] = list(ask(updates, ref, view()).itertuples())
    for update in told[:NEWEST]:
        one_quarter(update)
    if told[NEWEST:]:
        with st.expander(f"{plural(len(told[NEWEST:]), 'earlier report')}"):
            for update in told[NEWEST:]:
                one_quarter(update)


def one_quarter(update: FrameRow) -> None:
    """What was reported on an action for one quarter."""
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{update.period}**", width="content")
            status_badge(update.rag)
            st.caption(f"upload {update.upload_id}", width="content")
        told, known = st.columns(2, gap="large")
        told.markdown(
            all_labelled(
                ("Update", update.progress_update),
                ("Why this RAG", update.rag_reason),
                ("Barriers", update.barriers),
            )
        )
        known.markdown(
            all_labelled(("Evidence", update.evidence), ("Next steps", update.next_steps))
        )


def answer(found: pd.DataFrame, every: pd.DataFrame, filters: Filters) -> None:
    """The table of what passes the filters, and its files."""
    st.text(in_force(found, every, filters))
    if found.empty:
        st.info("No action passes these filters. Take one away to see more.")
        return
    words = f"The {plural(len(found), 'action')} under these filters"
    show_table(narrow(found, filters), alt=words, rags="RAG / impact", linked="Action")
    downloads(found, filters)


every = ask(actions, view())
story_first = links.named_by_link(names.ACTION)
heading, first, chosen = st.container(gap="xsmall"), st.container(), st.container()
with chosen:
    filters = choose_filters(every)
found = filter_actions(every, filters)
heading.title(live_counts(found), anchor=False)
if story_first and len(found):
    with first:
        story(found)
answer(found, every, filters)
if not story_first and len(found):
    story(found)
