"""The front door: the store, the menu, and the frame that every page stands in."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page
from streamlit.runtime.pages_manager import PagesManager

from escp_data.errors import EscpError
from escp_data.evidence.agency import agencies_shown
from escp_data.plan.actions import View, priorities
from pages.parts import frame, gate, links, names, sign_in, visitors
from pages.parts.answers import ask, note_version
from pages.parts.pieces import draw_style, plain
from pages.parts.serving import middleware, warm_pictures
from pages.parts.size import draw_size

SIDEBAR = 230
"""How wide the menu is, in pixels: what a page needs is the rest."""
GLANCE, WELCOME = "At a glance", "Start here"


def own_page(address: str, title: str) -> Page:
    """The page whose file is called as its address."""
    return st.Page(f"pages/{address}.py", title=title, url_path=address)


def menu(view: View) -> dict[str, list[Page]]:
    """Every page by its section of the menu; the plan says which priorities have one."""
    plan = [own_page(names.GLANCE, GLANCE)]
    shown = ask(priorities, view)
    titles = shown["short_title"].where(shown["short_title"].notna(), shown["title"])
    for number, title in zip(shown["priority"], titles, strict=True):
        plan.append(
            st.Page(
                "pages/priority.py",
                title=f"{number} {title}",
                url_path=names.priority_path(int(number)),
            )
        )
    return {
        "The plan": plan,
        frame.AGENCIES: agency_pages(view),
        "Look closer": closer_pages(),
        frame.MEETING: meeting_pages(),
        "Returns and uploads": data_pages(),
        "Help": [
            own_page(names.METHODS, "How figures are worked out"),
            own_page(names.ABOUT, "About"),
        ],
    }


def closer_pages() -> list[Page]:
    """Everything on record, to be filtered: of the plan, in figures, and whether it has helped."""
    return [
        own_page(names.ACTIONS, "Actions"),
        own_page(names.MEASURES, "Measures"),
        own_page(names.DISPROPORTIONALITY, "Disproportionality"),
        own_page(names.VOICE, "Children's voice"),
        own_page(names.TRAINING, "Training"),
        own_page(names.ASSURANCE, "Assurance"),
        own_page(names.REVIEWS, "Reviews"),
    ]


def meeting_pages() -> list[Page]:
    """What goes on the wall, the papers, what groups did, and what children are told of it."""
    return [
        own_page(names.MEETING, "Meeting view"),
        own_page(names.PAPERS, "Papers"),
        own_page(names.MEETINGS, "Meetings and challenges"),
        own_page(names.CHILDREN, "What you told us"),
    ]


def agency_pages(view: View) -> list[Page]:
    """A page for each agency on record."""
    return [
        st.Page("pages/agency.py", title=agency, url_path=names.agency_path(agency))
        for agency in ask(agencies_shown, view)
    ]


def first_menu() -> dict[str, list[Page]]:
    """The pages of a store that holds no plan yet."""
    welcome = st.Page("pages/welcome.py", title=WELCOME, url_path=names.GLANCE)
    data = [page for page in data_pages() if page.url_path != names.RETURNS]
    return {"Start": [welcome], "Returns and uploads": data}


def data_pages() -> list[Page]:
    """Where workbooks come in and can be taken back."""
    return [
        own_page(names.UPLOAD, "Upload"),
        own_page(names.RETURNS, "Returns"),
        own_page(names.HISTORY, "History"),
    ]


def beside_the_menu(known: list[Page], *, started: bool) -> list[Page]:
    """The first page, whose address is empty, and one that says where an address leads nowhere.

    (Streamlit's own dialog on that names files and folders.)
    """
    script, title = ("pages/glance.py", GLANCE) if started else ("pages/welcome.py", WELCOME)
    first = st.Page(script, title=title, url_path="start", default=True)
    asked = gate.asked_path()
    if not asked or asked in {page.url_path for page in known}:
        return [first]
    lost = st.Page("pages/lost.py", title="Page not found", url_path=asked)
    return [first, lost]


def refusals(pages: dict[str, list[Page]], shown: list[Page], *, whole_plan: bool) -> list[Page]:
    """For whoever may not see everything: a page that says why, at each address that they typed."""
    here = {page.url_path for page in shown}
    kept = [page for page in chain.from_iterable(pages.values()) if page.url_path not in here]
    first = [st.Page("pages/refused.py", title=GLANCE, url_path="start", default=True)]
    others = [
        st.Page("pages/refused.py", title=page.title, url_path=page.url_path) for page in kept
    ]
    return others if whole_plan else first + others


def main() -> None:
    """Draw the frame, then the page."""
    st.set_page_config(
        page_title=frame.UNNAMED,
        page_icon="🛡️",
        layout="wide",
        initial_sidebar_state=SIDEBAR,
    )
    draw_style()
    links.begin()
    try:
        note_version()
    except EscpError as problem:
        say_not_opened(problem)
        return
    if not gate.let_in():
        return
    frame.read_day()
    draw_size()
    view = frame.settle_view()
    started = view is not None
    everything = first_menu() if view is None else menu(view)
    pages = gate.permitted(everything)
    known = list(chain.from_iterable(pages.values()))
    whole = gate.own_agency() is None
    refused = refusals(everything, known, whole_plan=whole)
    beside = beside_the_menu([*known, *refused], started=started)
    every = [*(beside if whole else beside[1:]), *refused, *known]
    page = st.navigation(every, position="hidden")
    links.note_pages([*beside, *known, page], page.url_path)
    st.set_page_config(page_title=f"{page.title} · {frame.plan_title()}")
    frame.note_priority(page.url_path)
    if started:
        frame.keep_to_reports(page.url_path)
        frame.note_agency(page.url_path)
    on_the_wall = page.url_path == names.MEETING
    if started and page not in refused and not on_the_wall:
        frame.draw_view(page.url_path)
    if not on_the_wall:
        frame.past_notice()
    notes = st.container()
    frame.draw_menu(pages)
    sign_in.draw_sign_in()
    page.run()
    with notes:
        frame.say_what_was_missed()
    links.write()


def say_not_opened(problem: EscpError) -> None:
    """Why there is no store to show. Where people sign in, the reason, which can name a place on
    the server, is for what the server prints.
    """
    st.title("This dashboard cannot be opened")
    if not visitors.is_set_up():
        st.error(plain(problem))
        return
    logging.getLogger("escp").error("The dashboard's file cannot be opened: %s", problem)
    st.error("Tell the person who runs it: what it prints says why.")


@asynccontextmanager
async def serving(_app: st.App) -> AsyncIterator[None]:
    """Before the first visitor: let no page stand on its own, outside the frame; warm the pictures.

    Streamlit takes a folder called `pages` for an older kind of app until `st.navigation` has run
    once, and would open the first visitor's page without this file.
    """
    PagesManager.uses_pages_directory = False
    warm_pictures()
    yield


def say_sorry(error: Exception) -> bool:
    """Something nobody foresaw: plain words for the reader, the traceback for the server's log."""
    logging.getLogger("escp").error("A page stopped.", exc_info=error)
    st.error(
        "This page stopped before it was whole. Nothing was stored or lost. Load the page again; "
        "if it stops again, tell the person who runs this dashboard what you did and when.",
        icon=":material/error:",
    )
    return True


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=serving, on_script_error=say_sorry, middleware=middleware())
