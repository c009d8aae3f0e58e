"""Who is signed in, where the dashboard has a sign-in provider; where it has none, nothing shows.

The provider's word is taken for the address only: what somebody may do is `access.permits`'.
"""

import pandas as pd
import streamlit as st

from escp_data.access.people import Person
from escp_data.access.permits import Allowed, Doing, may
from escp_data.access.small_numbers import look
from escp_data.disproportionality import Comparison
from escp_data.errors import NotAllowed
from pages.parts import names
from pages.parts.answers import store, version
from pages.parts.pieces import plain, show_table
from pages.parts.visitors import is_by_proxy, is_set_up, person

WARNING = (
    "Small numbers are shown below, marked [c]: on this screen only. They can identify a child. "
    "Do not project, print, copy or send them. The audit log has your address, and what you "
    "looked at."
)
UNKNOWN = "This sign-in does not show who you are. Sign out, then sign in again."
_LOOKED = "_looked"


def draw_sign_in() -> None:
    """At the foot of the menu: sign in, or who is signed in and sign out."""
    with st.sidebar:
        draw_way()


def draw_way() -> None:
    """The way in, or out.

    Signing out is there even when nobody can tell who is signed in: it is the only way on. Where a
    proxy signs people in, it signs them out as well.
    """
    if not is_set_up():
        return
    who = person()
    with st.container(gap="xxsmall"):
        if is_by_proxy():
            st.text(f"Signed in as {who.email}" if who else "")
        elif not st.user.is_logged_in:
            st.button("Sign in", on_click=st.login, width="stretch", type="primary")
        else:
            st.text(f"Signed in as {who.email}" if who else UNKNOWN)
            st.button("Sign out", on_click=st.logout, width="stretch")


def small_numbers(code: str, asked: Comparison) -> None:
    """For the business unit: the counts behind a measure, off until asked for."""
    who = person()
    if (
        who is None
        or may(who, Doing.REVEAL) != Allowed()
        or not st.toggle("Show small numbers", key=names.SMALL_NUMBERS)
    ):
        st.session_state.pop(_LOOKED, None)
        return
    try:
        found = _looked_at(who, code, asked)
    except NotAllowed as problem:
        st.error(plain(problem))
        return
    st.warning(plain(WARNING), icon=":material/visibility:")
    show_table(found, alt="Counts by group, small numbers shown and marked")


def _looked_at(who: Person, code: str, asked: Comparison) -> pd.DataFrame:
    """The counts; looked up, and noted in the audit log, once for each sign-in and thing seen."""
    what = (who.email, who.signed_in_at, code, asked.period, asked.agency, asked.as_at, version())
    held = st.session_state.get(_LOOKED)
    if held is None or held[0] != what:
        held = what, look(store(), who, asked, code)
        st.session_state[_LOOKED] = held
    frame: pd.DataFrame = held[1]
    return frame
