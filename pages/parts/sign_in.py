"""Who is signed in, where the dashboard has a sign-in provider; where it has none, nothing shows.

The provider's word is taken for the address only: what somebody may do is `escp_data.access`'s.
"""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from escp_data.access import Person, may_see_small_numbers
from escp_data.disproportionality import Comparison
from escp_data.errors import NotAllowed
from escp_data.small_numbers import look
from pages.parts import names
from pages.parts.answers import store, version
from pages.parts.pieces import plain, table

WARNING = (
    "Small numbers are shown below, marked [c]: on this screen only. They can identify a child. "
    "Do not project, print, copy or send them. The audit log has your address, and what you "
    "looked at."
)
_LOOKED = "_looked"


def person() -> Person | None:
    """Whoever is signed in with an address that the provider has not left unverified."""
    claims = st.user.to_dict()
    email, issued = claims.get("email"), claims.get("iat")
    if not claims.get("is_logged_in") or not email or not issued:
        return None
    if claims.get("email_verified") is False:
        return None
    return Person(str(email), datetime.fromtimestamp(float(str(issued)), UTC))


def draw() -> None:
    """At the foot of the menu: sign in, or who is signed in and sign out."""
    if not hasattr(st.user, "is_logged_in"):
        return
    with st.sidebar, st.container(gap="xxsmall"):
        who = person()
        if who is None:
            st.button("Sign in", on_click=st.login, width="stretch")
        else:
            st.text(f"Signed in as {who.email}")
            st.button("Sign out", on_click=st.logout, width="stretch")


def small_numbers(code: str, asked: Comparison) -> None:
    """For the business unit: the counts behind a measure, off until asked for."""
    if not may_see_small_numbers(person()):
        return
    if not st.toggle("Show small numbers", key=names.SMALL_NUMBERS):
        st.session_state.pop(_LOOKED, None)
        return
    try:
        found = _looked_at(code, asked)
    except NotAllowed as problem:
        st.error(plain(problem))
        return
    st.warning(plain(WARNING), icon=":material/visibility:")
    table(found, alt="Counts by group, small numbers shown and marked")


def _looked_at(code: str, asked: Comparison) -> pd.DataFrame:
    """The counts; looked up, and noted in the audit log, once for each thing looked at."""
    what = (code, asked.period, asked.agency, asked.as_at, version())
    held = st.session_state.get(_LOOKED)
    if held is None or held[0] != what:
        held = what, look(store(), person(), asked, code)
        st.session_state[_LOOKED] = held
    frame: pd.DataFrame = held[1]
    return frame
