"""Who is signed in, where the dashboard has a sign-in provider; where it has none, nothing shows.

The provider's word is taken for the address only: what somebody may do is `access.people`'s.
"""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from escp_data.access.people import Person, may_see_small_numbers
from escp_data.access.small_numbers import look
from escp_data.disproportionality import Comparison
from escp_data.errors import NotAllowed
from pages.parts import names
from pages.parts.answers import store, version
from pages.parts.pieces import plain, show_table

WARNING = (
    "Small numbers are shown below, marked [c]: on this screen only. They can identify a child. "
    "Do not project, print, copy or send them. The audit log has your address, and what you "
    "looked at."
)
UNKNOWN = "This sign-in does not show who you are. Sign out, then sign in again."
_LOOKED = "_looked"


def person() -> Person | None:
    """Whoever is signed in with an address that the provider has not left unverified.

    Some providers never say whether it is verified: their address is taken.
    """
    claims = st.user.to_dict()
    email, since = claims.get("email"), _moment(claims.get("iat"))
    if not claims.get("is_logged_in") or not isinstance(email, str) or not email or since is None:
        return None
    return Person(email, since) if _is_true(claims.get("email_verified", True)) else None


def _is_true(claim: object) -> bool:
    """Only `true` is; some providers write it as text."""
    return claim is True or (isinstance(claim, str) and claim.lower() == "true")


def _moment(claim: object) -> datetime | None:
    """Seconds since 1970 as a time; None where the claim is no such number."""
    try:
        return datetime.fromtimestamp(float(str(claim)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def draw_sign_in() -> None:
    """At the foot of the menu: sign in, or who is signed in and sign out.

    Signing out is there even when nobody can tell who is signed in: it is the only way on.
    """
    if not hasattr(st.user, "is_logged_in"):
        return
    with st.sidebar, st.container(gap="xxsmall"):
        if not st.user.is_logged_in:
            st.button("Sign in", on_click=st.login, width="stretch")
            return
        who = person()
        st.text(f"Signed in as {who.email}" if who else UNKNOWN)
        st.button("Sign out", on_click=st.logout, width="stretch")


def small_numbers(code: str, asked: Comparison) -> None:
    """For the business unit: the counts behind a measure, off until asked for."""
    who = person()
    if who is None or not may_see_small_numbers(who):
        st.session_state.pop(_LOOKED, None)
        return
    if not st.toggle("Show small numbers", key=names.SMALL_NUMBERS):
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
