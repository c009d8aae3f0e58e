"""Whoever a run is for: whom the provider or the proxy vouches for, or somebody at the machine."""

import streamlit as st
from streamlit import config

from escp_data.access.people import AtTheMachine, Person, Visitor, person_of


def is_set_up() -> bool:
    """Whether people are told apart at all: by a provider, or by a proxy in front."""
    return hasattr(st.user, "is_logged_in") or is_by_proxy()


def is_by_proxy() -> bool:
    """Whether a proxy signs people in, and says in headers who they are."""
    return bool(config.get_option("server.trustedUserHeaders"))


def person() -> Person | None:
    """Whoever is signed in with an address that the provider has not left unverified."""
    claims = st.user.to_dict()
    if is_by_proxy():
        email = claims.get("email")
        return Person(email, None) if isinstance(email, str) and email else None
    return person_of(claims) if claims.get("is_logged_in") else None


def visitor() -> Visitor:
    """Whoever this run is for."""
    return person() if is_set_up() else AtTheMachine()
