"""Meetings and challenges: who came, what was looked at, what was asked, and what still waits."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.evidence.challenges import (
    Challenge,
    challenges,
    counted_words,
    left_open,
    still_open,
)
from escp_data.evidence.groups import Meeting, in_year, meetings, since_words
from escp_data.evidence.meeting_filters import (
    MeetingFilters,
    filter_challenges,
    filter_meetings,
    meeting_choices,
)
from escp_data.evidence.meetings import (
    NO_MEETINGS,
    attendance,
    attendance_table,
    attended_words,
    called,
    considered,
    headline,
    scrutiny,
    silent_groups,
    voice_words,
)
from escp_data.evidence.seats_chart import draw_seats, seats_words
from escp_data.meeting.screen import About
from escp_data.papers.meetings_file import challenges_csv, meetings_excel
from escp_data.plan.actions import actions
from escp_data.text.wording import capital, plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import link
from pages.parts.pieces import folded_table, in_twos, plain, show_labelled, show_table
from pages.parts.recording import record_button

FILTERS = {names.PRIORITY: ("Priority", 1), names.GROUP: ("Group", 2), names.AGENCY: ("Agency", 2)}
DEPUTIES = "A deputy counts as having come. Not being invited is no absence."


def choose_filters() -> MeetingFilters:
    """One row of filters, each of them in the link."""
    known = meeting_choices(every, raised) | {names.PRIORITY: priorities}
    numbers, *others = filter_row(FILTERS, known)
    return MeetingFilters(tuple(map(int, numbers)), *others)


def picture(year: Sequence[Meeting], filters: MeetingFilters) -> None:
    """Who came to which group, and the same as a table."""
    st.header(f"Who came since {since_words(view().period)}", divider="gray", anchor=False)
    seats = attendance(year)
    st.text(attended_words(seats, since_words(view().period)))
    if not seats:
        return
    st.vega_lite_chart(ask(draw_seats, view(), filters), alt=seats_words(seats))
    folded_table("The same as a table", attendance_table(seats), seats_words(seats))
    st.caption(DEPUTIES)


def shared(held: Sequence[Meeting], found: Sequence[Challenge]) -> None:
    """Whether figures were before a meeting, and were challenged, quarter by quarter."""
    st.header("Shared, and challenged?", divider="gray", anchor=False)
    told = scrutiny(held, found, view().period)
    rows = [(quarter, capital(words)) for quarter, words in told]
    frame = pd.DataFrame(rows, columns=["Quarter", "Figures"])
    show_table(frame, alt="Whether figures were before a meeting and challenged, by quarter")


def gaps(year: Sequence[Meeting], filters: MeetingFilters) -> None:
    """Whether voice was heard, and groups without a meeting on record, by name."""
    st.header("Children's voice, and what is missing", divider="gray", anchor=False)
    st.text(voice_words(year, since_words(view().period)) or "No meeting here in the last year.")
    if filters == MeetingFilters():
        missing = ask(silent_groups, view())
        for sentence in missing or ("Every group that an action names has met lately.",):
            st.text(sentence)


def questions(found: Sequence[Challenge]) -> None:
    """Each challenge and decision, open ones first, two in a row."""
    st.header("Challenges and decisions", divider="gray", anchor=False)
    st.text(counted_words(found) or "No challenge or decision is on record here.")
    for at, (plan, number) in enumerate(ask(left_open, view()).items()):
        words = still_open(number, more=bool(found) or at > 0)
        st.text(f"{words} from the plan before, {plan}.")
    in_twos(found, card, "asked")


def card(each: Challenge) -> None:
    """One challenge: its question, its answer, how long it took."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(each.name)}**", width="content")
        st.badge(plain(each.state_words), color="orange" if each.is_open else "gray")
    st.text(each.question)
    show_labelled("Answer", each.answer)
    who = f"{each.by} asked {each.asked}" if each.asked else f"Raised by {each.by}"
    where = f" · {each.meeting}" if each.meeting else ""
    about = f" · On {named.get(each.measure, each.measure)}" if each.measure else ""
    st.caption(plain(f"{who}{where}{about}"))
    if each.ref and each.ref in numbered:
        path = names.priority_path(numbered[each.ref])
        link(path, f"On action {plain(named[each.ref])}", {names.ACTION: each.ref})


def looked_at(year: Sequence[Meeting]) -> None:
    """Which actions and measures were before a meeting, and when last."""
    st.header("What was considered", divider="gray", anchor=False)
    frame = considered(year, named)
    if frame.empty:
        st.text("No meeting here says which actions or measures it considered.")
        return
    show_table(frame, alt="Actions and measures considered, how often, by whom, and when last")


def downloads(held: Sequence[Meeting], found: Sequence[Challenge], filters: MeetingFilters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    excel = partial(meetings_excel, store(), tuple(held), tuple(found), view(), filters)
    csv = partial(challenges_csv, store(), tuple(found), view(), filters)
    title, label = "Meetings and challenges", "Download challenges as CSV"
    offer_both(title, names.MEETINGS, filters.words, excel, csv, label)


def show() -> None:
    """The page of a store in which meetings or challenges are on record."""
    filters = choose_filters()
    held = filter_meetings(every, filters, numbered)
    found = filter_challenges(raised, filters, numbered)
    year = in_year(held, view().period)
    heading.title(plain(headline(held, found)), anchor=False)
    in_force(f"{len(held)} of {plural(len(every), 'meeting')}.", filters.words, FILTERS)
    if not held and not found:
        st.info("Nothing passes these filters. Take one away to see more.")
        return
    picture(year, filters)
    left, right = st.columns(2, gap="large")
    with left:
        shared(held, found)
    with right:
        gaps(year, filters)
    questions(found)
    looked_at(year)
    downloads(year, found, filters)


plan = ask(actions, view())
named = ask(called, view())
numbered: dict[str, int] = dict(plan[["ref", "priority"]].itertuples(index=False, name=None))
priorities = sorted({str(number) for number in numbered.values()})
every = ask(meetings, view())
raised = ask(challenges, view())
heading = st.container(gap="xsmall")
if every or raised:
    show()
else:
    heading.title(NO_MEETINGS, anchor=False)
    st.info(
        "Who came to which group, what was looked at and what was challenged appears here once a "
        "return has rows on its Meetings or Challenges sheet."
    )
record_button(About(), view())
