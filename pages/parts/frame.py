"""What stands above every page: the sample notice, the quarter, and how fresh the data is."""

from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from escp_data.plan.actions import View, quarters
from escp_data.plan.returns import returns_of_quarter
from escp_data.records.demonstration import is_demonstration
from escp_data.records.uploads import newest_upload
from escp_data.store.database import utc_now
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import day_words, joined
from pages.parts import links, names
from pages.parts.answers import ask
from pages.parts.pieces import plain

PARTNERSHIP = "Enfield Safeguarding Children Partnership"
PLAN = "Business Plan 2023 to 2026"
BEFORE = "The quarter before"
NO_QUARTER = {names.UPLOAD, names.HISTORY, names.METHODS, names.ABOUT}
"""Pages that show the same whichever quarter is chosen."""
NO_COMPARISON = {*NO_QUARTER, names.RETURNS, names.DISPROPORTIONALITY}
"""Pages that compare with no quarter, or with each measure's own."""
_VIEW = "_view"
_PRIORITY = "_priority"
_AS_AT = "_as_at"


def draw_menu(menu: dict[str, list[Page]]) -> None:
    """The menu in the sidebar, a heading a section.

    (Streamlit's own, with sections, is a list that holds what no list may: screen readers lose
    count.)
    """
    with st.sidebar:
        st.markdown(f"**{PARTNERSHIP}**  \n{PLAN}")
        for section, pages in menu.items():
            with st.container(gap="xxsmall"):
                st.caption(section)
                for each in pages:
                    links.link(each.url_path, plain(each.title), width="stretch")


def note_priority(path: str) -> None:
    """Keep which priority the run's address stands for, where it stands for one."""
    st.session_state[_PRIORITY] = names.priority_number(path)


def chosen_priority() -> int:
    """The number of the priority whose page this is."""
    return int(st.session_state[_PRIORITY])


def sample_notice() -> None:
    """Says that the figures are samples, where they are."""
    if is_demonstration():
        st.markdown(
            ":orange-badge[:material/science: Demonstration] The plan is real. Its RAG, updates, "
            "dates and leads, and every figure without a published source, are **samples**."
        )


def read_day() -> str | None:
    """The day the link asks to show the store as it was on (`as_at=2025-01-31`), or None.

    The link wins where it was changed from outside; else the day stays from page to page.
    """
    if links.from_outside(names.AS_AT):
        text = "".join(links.asked(names.AS_AT)[-1:])
        day = _day(text)
        is_past = day is not None and day <= utc_now()[:10]
        show_day(day if is_past else None)
        if text and not is_past:
            links.miss(_no_day(text, day))
    shown = as_at()
    links.say(names.AS_AT, *([shown] if shown else []))
    return shown


def show_day(day: str | None) -> None:
    """Show the store as it was on this day from the next run on; None is today."""
    st.session_state[_AS_AT] = day


def as_at() -> str | None:
    """The day that this run shows the store as it was on; None is today."""
    day: str | None = st.session_state.get(_AS_AT)
    return day


def past_notice() -> None:
    """Says on every page that it shows the past, and leads back to today."""
    day = as_at()
    if day is None:
        return
    today = "" if day == utc_now()[:10] else ", not as it is today"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":violet-badge[:material/history: As it was] Everything here is as the store stood "
            f"at the end of **{day_words(day)}**{today}."
        )
        st.button("Back to today", on_click=show_day, args=(None,))


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _no_day(text: str, day: str | None) -> str:
    """What stands where the link's day cannot be shown."""
    why = f"{day_words(day)}, which has not come yet" if day else f'"{text}", which is no date'
    return f"The link asks for {why}. This is the store as it is today."


def choose_view(path: str) -> View:
    """The quarter and the one it is compared with, kept in the link and chosen where they count."""
    known = ask(quarters, as_at())
    by_name = {str(quarter): quarter for quarter in known}
    no_quarter = links.settle_one(names.PERIOD, list(by_name))
    period = by_name[st.session_state[names.PERIOD]]
    earlier = [BEFORE, *(str(quarter) for quarter in known if quarter < period.shifted(-1))]
    no_earlier = links.settle_one(names.COMPARED, earlier)
    other = st.session_state[names.COMPARED]
    links.say(names.PERIOD, str(period))
    links.say(names.COMPARED, other)
    view = View(period, _compared(period, other), as_at())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if path not in NO_QUARTER:
            st.selectbox("Quarter", list(by_name), key=names.PERIOD, width=150)
        if path not in NO_COMPARISON:
            st.selectbox("Compared with", earlier, key=names.COMPARED, width=210)
        with st.container(gap=None, width=500):
            st.caption(plain(_freshness(view)))
            newest = str(known[0])
            if newest != str(period):
                links.here(f"A newer quarter, {newest}, is here", {names.PERIOD: newest})
    if no_quarter:
        links.miss(f"There is no quarter {no_quarter} in the store. This is {period}.")
    if no_earlier and path not in NO_COMPARISON:
        links.miss(
            f"{no_earlier} is not a quarter before {period} with updates. It is compared with the "
            "quarter before."
        )
    st.session_state[_VIEW] = view
    return view


def say_what_was_missed() -> None:
    """A line for everything that the link asks for and that is not here."""
    for sentence in links.missed():
        st.info(plain(sentence))


def view() -> View:
    """The view chosen in the frame of this run."""
    chosen: View = st.session_state[_VIEW]
    return chosen


def _compared(period: Period, other: str) -> Period:
    return period.shifted(-1) if other == BEFORE else parse_period(other)


def _freshness(shown: View) -> str:
    """`Data to 31 December 2025 · last upload … · 5 of 6 agencies returned, waiting for …`"""
    upload = ask(newest_upload, shown.as_at)
    back = ask(returns_of_quarter, shown)
    waiting = f", waiting for {joined(back.awaited)}" if back.awaited else ""
    parts = [
        f"Data to {day_words(shown.period.end)}",
        f"last upload {day_words(upload.day)}" if upload else "nothing uploaded yet",
        f"{len(back.received)} of {len(back.expected)} agencies returned{waiting}",
    ]
    return " · ".join(parts)
