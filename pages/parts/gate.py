"""Who is let in, and to what: asked of `escp_data.access` at the start of each run.

A page that somebody may not see is not in their menu, and never runs: a typed address gets a page
that says why.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.navigation.page import StreamlitPage as Page

from escp_data.access.listed import STRANGER, Standing, read_access
from escp_data.access.people import Person, Visitor
from escp_data.access.permits import Doing, Refused, may, standing_of
from escp_data.access.permits import require as require_in_data
from escp_data.errors import CannotRead
from escp_data.serving.often import OnceA
from escp_data.store.audit import record
from escp_data.store.database import Store
from pages.parts import names
from pages.parts.answers import store
from pages.parts.sign_in import draw_way
from pages.parts.visitors import is_by_proxy, visitor

WHO = "Dashboard"
"""Who it was where nobody has to sign in: the log can only say that it was done here."""
_HELP = {names.METHODS, names.ABOUT}
_now = OnceA(60)


def who() -> str:
    """What the audit log calls them."""
    asking = visitor()
    return asking.email if isinstance(asking, Person) else WHO


def let_in() -> bool:
    """Whether this run may go on; else a page says what to do, and nothing else is drawn."""
    asking = visitor()
    try:
        standing = standing_of(asking)
    except CannotRead:
        _door("The dashboard is closed", "The list of who may come in cannot be read.")
        return False
    if standing is None or standing.role != STRANGER:
        return True
    if asking is None:
        _ask_to_sign_in()
    else:
        note_refusal("come in")
        _door("You may not use this dashboard yet", _whom_to_ask())
    return False


def _door(title: str, *sentences: str) -> None:
    """The only page there is, whatever address was typed."""

    def draw() -> None:
        st.title(title, anchor=False)
        for each in sentences:
            st.text(each)
        with st.container(width=300):
            draw_way()

    pages = [st.Page(draw, title=title, url_path="door", default=True)]
    if path := asked_path():
        pages.append(st.Page(draw, title=title, url_path=path))
    st.navigation(pages, position="hidden").run()
    st.set_page_config(page_title=title)


def asked_path() -> str:
    """The page that the address asks for; nothing for the first page, or where it names none."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    path = urlsplit(st.context.url or "").path.strip("/")
    path = path.removeprefix(base).strip("/") if base else path
    return path if re.fullmatch(r"[\w.-]+", path) else ""


def _ask_to_sign_in() -> None:
    if is_by_proxy():
        _door("Sign in first", "Open the dashboard by its usual address, where you are signed in.")
        return
    _door("Sign in first", "This dashboard is for people whom the partnership has named.")


def _whom_to_ask() -> str:
    try:
        whom = read_access().whom_to_ask
    except CannotRead:
        whom = ""
    return f"Ask {whom} to let you in." if whom else "Ask whoever runs it to let you in."


def standing() -> Standing | None:
    """What this run's person is; None where nobody is told apart."""
    return standing_of(visitor())


def own_agency() -> str | None:
    """The agency whose things alone this run may show; None where it may show all."""
    found = standing()
    return found.agency if found else None


def permitted(menu: Mapping[str, Sequence[Page]]) -> dict[str, list[Page]]:
    """The menu without the pages that this person may not see."""
    asking = visitor()
    found = {
        section: [each for each in pages if not isinstance(_may_see(asking, each), Refused)]
        for section, pages in menu.items()
    }
    return {section: pages for section, pages in found.items() if pages}


def why_not(path: str) -> str:
    """Why this person may not see the page at an address."""
    doing = Doing.UPLOAD if path == names.UPLOAD else Doing.SEE
    answer = may(visitor(), doing)
    return answer.sentence if isinstance(answer, Refused) else "Load the page again."


def _may_see(asking: Visitor, page: Page) -> object:
    path = page.url_path
    if path in _HELP:
        return may(asking, Doing.READ_HELP)
    if path == names.UPLOAD:
        return may(asking, Doing.UPLOAD)
    agency = page.title if path == names.agency_path(page.title) else None
    return may(asking, Doing.SEE, agency)


def offers(doing: Doing, agency: str | None = None) -> bool:
    """Whether a page should offer this."""
    return not isinstance(may(visitor(), doing, agency), Refused)


def require(doing: Doing) -> None:
    """Ask again where it is done: raises NotAllowed, and notes it, where they may not."""
    if not offers(doing):
        note_refusal(doing.value)
    require_in_data(visitor(), doing)


def require_page(doing: Doing, agency: str | None = None) -> None:
    """At the top of a page: stops it with a sentence for whoever may not."""
    answer = may(visitor(), doing, agency)
    if isinstance(answer, Refused):
        refuse(answer.sentence, doing.value)


def refuse(sentence: str, what: str) -> None:
    """A plain page instead of this one."""
    note_refusal(what)
    st.title("Not for you to see or do", anchor=False)
    st.text(sentence)
    st.stop()


def note_refusal(what: str) -> None:
    """In the audit log, at most once a minute of each person and thing."""
    write_refusal(store(), who(), what)


def write_refusal(kept: Store, whom: str, what: str) -> None:
    """The same outside a page's run."""
    if _now(whom, what):
        record(kept, whom, "refused", what)
