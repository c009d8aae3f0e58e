"""Who may do what: asked where a page offers a thing, and again where the thing is done.

A person is known by the e-mail address that the sign-in provider vouches for. The business unit is
whoever `ESCP_BUSINESS_UNIT` names: addresses with `;` between them.
"""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from escp_data.errors import NotAllowed

BUSINESS_UNIT = "ESCP_BUSINESS_UNIT"
LASTS = timedelta(hours=12)
"""How long a sign-in counts for what only the business unit may see: a working day, not the month
that a browser keeps it."""
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class Person:
    """Somebody who signed in, and when (with its time zone)."""

    email: str
    signed_in_at: datetime


def is_business_unit(person: Person | None) -> bool:
    """Whether somebody signed in with one of the business unit's addresses.

    Capitals make no difference; a letter outside ASCII does, however much it looks like one inside.
    """
    return person is not None and person.email.isascii() and person.email.lower() in _addresses()


def may_see_small_numbers(person: Person | None, now: datetime | None = None) -> bool:
    """Only the business unit, and only within a working day of signing in.

    A sign-in from the future counts only as far as two computers' clocks may differ: 5 minutes.
    """
    if person is None or not is_business_unit(person):
        return False
    return -_CLOCKS_DIFFER <= (now or datetime.now(UTC)) - person.signed_in_at < LASTS


def require_small_numbers(person: Person | None) -> Person:
    """That person; raises NotAllowed for everybody else."""
    if person is None or not may_see_small_numbers(person):
        raise NotAllowed("Only the business unit may look at small numbers. Sign in again first.")
    return person


def _addresses() -> set[str]:
    named = re.split(r"[;,\s]+", os.environ.get(BUSINESS_UNIT, ""))
    return {address.lower() for address in named if address and address.isascii()}
