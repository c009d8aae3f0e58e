"""Who is signed in now. It is kept in the server's memory: a restart signs everybody out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from escp_data.access.listed import AccessList, read_access
from escp_data.access.people import Person
from escp_data.errors import CannotRead


@dataclass
class Stay:
    """One sign-in: who, since when, and when they last did something."""

    person: Person
    since: datetime
    last: datetime


def _now() -> datetime:
    return datetime.now(UTC)


class Register:
    """Every sign-in that holds, by the key of its cookies.

    One ends when its person signs out, does nothing for a while (30 minutes, unless the access
    file says otherwise), or has been in for a working day (12 hours).
    """

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self._stays: dict[str, Stay] = {}

    def begin(self, key: str, person: Person) -> None:
        """Somebody signed in; what has ended meanwhile is forgotten."""
        for other in list(self._stays):
            self.find(other)
        now = self._clock()
        self._stays[key] = Stay(person, now, now)

    def find(self, key: str | None) -> Person | None:
        """Whoever signed in under this key, while it holds."""
        stay = self._stays.get(key or "")
        if stay is None or key is None:
            return None
        limits, now = _limits(), self._clock()
        if now - stay.last >= limits.idle or now - stay.since >= limits.lasts:
            del self._stays[key]
            return None
        return stay.person

    def touch(self, key: str | None) -> None:
        """They did something just now."""
        if key in self._stays:
            self._stays[key].last = self._clock()

    def end(self, key: str | None) -> Person | None:
        """They signed out; who it was."""
        stay = self._stays.pop(key or "", None)
        return stay.person if stay else None


def _limits() -> AccessList:
    """The access file's limits; the usual ones where it cannot be read: then nobody may do
    anything.
    """
    try:
        return read_access()
    except CannotRead:
        return AccessList()
