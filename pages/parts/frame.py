"""What stands above every page: the sample notice, the quarter, and how fresh the data is."""

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

BEFORE = "The quarter before"
_VIEW = "_view"
_PAGES = "_pages"
_PRIORITY = "_priority"


def note_pages(menu: dict[str, list[Page]]) -> None:
    """Keep the run's pages, so that one page can lead to another."""
    st.session_state[_PAGES] = {page.url_path: page for pages in menu.values() for page in pages}


def draw_menu(menu: dict[str, list[Page]]) -> None:
    """The menu in the sidebar, a heading a section.

    (Streamlit's own, with sections, is a list that holds what no list may: screen readers lose
    count.)
    """
    with st.sidebar:
        for section, pages in menu.items():
            with st.container(gap="xxsmall"):
                st.caption(section)
                for each in pages:
                    st.page_link(each, label=each.title)


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


def choose_view() -> View:
    """The quarter and the one it is compared with, chosen here and kept in the link."""
    known = ask(quarters)
    by_name = {str(quarter): quarter for quarter in known}
    chosen, compared, fresh = st.columns([2, 2.6, 6], vertical_alignment="bottom")
    with chosen:
        period = by_name[_in_link("Quarter", list(by_name), names.PERIOD)]
    with compared:
        earlier = [BEFORE, *(str(quarter) for quarter in known if quarter < period.shifted(-1))]
        other = _in_link("Compared with", earlier, names.COMPARED)
    view = View(period, _compared(period, other))
    with fresh:
        st.caption(_freshness(view))
    st.session_state[_VIEW] = view
    return view


def view() -> View:
    """The view chosen in the frame of this run."""
    chosen: View = st.session_state[_VIEW]
    return chosen


def _in_link(label: str, options: list[str], key: str) -> str:
    """A choice that always stands in the link, its default too, so that a link keeps its meaning.

    (A widget bound to the link leaves its default out, and the latest quarter moves on.) The link
    wins where it was changed from outside: opened, edited, or gone back to.
    """
    asked, written = st.query_params.get(key), f"_{key}_in_link"
    if asked in options and asked != st.session_state.get(written):
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    chosen = st.selectbox(label, options, key=key)
    st.query_params[key] = st.session_state[written] = chosen
    return chosen


def _compared(period: Period, other: str) -> Period:
    return period.shifted(-1) if other == BEFORE else parse_period(other)


def _freshness(shown: View) -> str:
    """`Data to 31 December 2025 · last upload … · 5 of 6 agencies returned, waiting for …`"""
    upload = ask(latest)
    back = ask(returned, shown)
    waiting = f", waiting for {joined(back.awaited)}" if back.awaited else ""
    parts = [
        f"Data to {day_words(shown.period.end)}",
        f"last upload {day_words(upload.day)}" if upload else "nothing uploaded yet",
        f"{len(back.received)} of {len(back.expected)} agencies returned{waiting}",
    ]
    return " · ".join(parts)
