"""What stands above every page: the sample notice, the quarter, and how fresh the data is."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from escp_data.demonstration import is_demonstration
from escp_data.periods import Period, parse_period
from escp_data.phrases import day_words, joined
from escp_data.plan import View, quarters
from escp_data.returns import returned
from escp_data.uploads import latest
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.pieces import plain

PARTNERSHIP = "Enfield Safeguarding Children Partnership"
PLAN = "Business Plan 2023 to 2026"
BEFORE = "The quarter before"
_VIEW = "_view"
_PAGES = "_pages"
_PRIORITY = "_priority"
_AS_AT = "_as_at"


def note_pages(menu: dict[str, list[Page]]) -> None:
    """Keep the run's pages, so that one page can lead to another."""
    st.session_state[_PAGES] = {page.url_path: page for pages in menu.values() for page in pages}


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
                    st.page_link(each, label=plain(each.title))


def note_priority(path: str) -> None:
    """Keep which priority the run's address stands for, where it stands for one."""
    st.session_state[_PRIORITY] = names.priority_number(path)


def chosen_priority() -> int:
    """The number of the priority whose page this is."""
    return int(st.session_state[_PRIORITY])


def page(path: str) -> Page:
    """The page at an address of `names`; links carry the quarter with them."""
    found: Page = st.session_state[_PAGES][path]
    return found


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
    asked = st.query_params.get(names.AS_AT)
    if asked is not None and asked != st.session_state.get(_AS_AT):
        st.session_state[_AS_AT] = _day(asked)
    shown: str | None = st.session_state.get(_AS_AT)
    show_day(shown)
    return shown


def show_day(day: str | None) -> None:
    """Keep the day in the link and the session; None is today."""
    st.session_state[_AS_AT] = day
    if day:
        st.query_params[names.AS_AT] = day
    elif names.AS_AT in st.query_params:
        del st.query_params[names.AS_AT]


def as_at() -> str | None:
    """The day that this run shows the store as it was on; None is today."""
    day: str | None = st.session_state.get(_AS_AT)
    return day


def past_notice() -> None:
    """Says on every page that it shows the past, and leads back to today."""
    day = as_at()
    if day is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":violet-badge[:material/history: As it was] Everything here is as the store stood "
            f"at the end of **{day_words(day)}**, not as it is today."
        )
        st.button("Back to today", on_click=show_day, args=(None,))


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def choose_view() -> View:
    """The quarter and the one it is compared with, chosen here and kept in the link."""
    known = ask(quarters, as_at())
    by_name = {str(quarter): quarter for quarter in known}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = by_name[in_link("Quarter", list(by_name), names.PERIOD, 150)]
        earlier = [BEFORE, *(str(quarter) for quarter in known if quarter < period.shifted(-1))]
        other = in_link("Compared with", earlier, names.COMPARED, 210)
        view = View(period, _compared(period, other), as_at())
        st.caption(plain(_freshness(view)), width=500)
    st.session_state[_VIEW] = view
    return view


def view() -> View:
    """The view chosen in the frame of this run."""
    chosen: View = st.session_state[_VIEW]
    return chosen


def in_link(
    label: str, options: Sequence[str], key: str, width: int, default: str | None = None
) -> str:
    """A choice that always stands in the link, its default too, so that a link keeps its meaning.

    (A widget bound to the link leaves its default out, and the latest quarter moves on.) The link
    wins where it was changed from outside: opened, edited, or gone back to.
    """
    asked, written = st.query_params.get(key), f"_{key}_in_link"
    kept = st.session_state.get(key) in options
    if asked in options and (not kept or asked != st.session_state.get(written)):
        st.session_state[key] = asked
    elif not kept:
        st.session_state[key] = default if default in options else options[0]
    chosen = st.selectbox(label, options, key=key, width=width)
    st.query_params[key] = st.session_state[written] = chosen
    return chosen


def _compared(period: Period, other: str) -> Period:
    return period.shifted(-1) if other == BEFORE else parse_period(other)


def _freshness(shown: View) -> str:
    """`Data to 31 December 2025 · last upload … · 5 of 6 agencies returned, waiting for …`"""
    upload = ask(latest, shown.as_at)
    back = ask(returned, shown)
    waiting = f", waiting for {joined(back.awaited)}" if back.awaited else ""
    parts = [
        f"Data to {day_words(shown.period.end)}",
        f"last upload {day_words(upload.day)}" if upload else "nothing uploaded yet",
        f"{len(back.received)} of {len(back.expected)} agencies returned{waiting}",
    ]
    return " · ".join(parts)
