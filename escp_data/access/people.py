"""Who somebody is: a person known by the e-mail address that a sign-in provider vouches for.

What they may do is `permits`; which addresses may is `listed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from escp_data.access.listed import read_access
from escp_data.errors import NotAllowed

LASTS = timedelta(hours=12)
"""How long a sign-in counts for what only the business unit may see: a working day, not the month
that a browser keeps it."""
_CLOCKS_DIFFER = timedelta(minutes=5)
_LONGEST_ADDRESS = 254
"""Letters, as RFC 5321 has it."""


@dataclass(frozen=True)
class Person:
    """Somebody who signed in, and when (with its time zone); None where a proxy signs people in
    and vouches for each request.
    """

    email: str
    signed_in_at: datetime | None


@dataclass(frozen=True)
class AtTheMachine:
    """Whoever sits at the computer that runs a dashboard without sign-in."""


Visitor = Person | AtTheMachine | None
"""Who asks; None is somebody who has to sign in first."""


def person_of(claims: Mapping[str, object]) -> Person | None:
    """Whoever a provider's claims stand for; None where it left the address unverified.

    Some providers never say whether it is verified: their address is taken. `iat` is when, in
    seconds since 1970.
    """
    email, since = claims.get("email"), _moment(claims.get("iat"))
    if not isinstance(email, str) or not 0 < len(email) <= _LONGEST_ADDRESS or since is None:
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


def is_business_unit(person: Person | None) -> bool:
    """Whether somebody signed in with one of the business unit's addresses.

    Capitals make no difference; a letter outside ASCII does, however much it looks like one inside.
    """
    return person is not None and read_access().standing(person.email).is_editor


def may_see_small_numbers(person: Person | None, now: datetime | None = None) -> bool:
    """Only the business unit, and only within a working day of signing in.

    A sign-in from the future counts only as far as two computers' clocks may differ: 5 minutes.
    """
    if person is None or not is_business_unit(person):
        return False
    if person.signed_in_at is None:
        return True
    return -_CLOCKS_DIFFER <= (now or datetime.now(UTC)) - person.signed_in_at < LASTS


def require_small_numbers(person: Person | None) -> Person:
    """That person; raises NotAllowed for everybody else."""
    if person is None or not may_see_small_numbers(person):
        raise NotAllowed("Only the business unit may look at small numbers. Sign in again first.")
    return person
