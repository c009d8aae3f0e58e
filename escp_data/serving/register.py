"""Who is signed in now. It is kept in the server's memory: a restart signs everybody out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from escp_data.access.listed import AccessList, read_access
from escp_data.access.people import Person
from escp_data.errors import CannotRead

IDLE, DAY_OVER = "nothing had been done for a while", "the working day was over"


@dataclass
class Stay:
    """One sign-in: who, since when, and when they last did something."""

    person: Person
    since: datetime
    last: datetime

    def end(self, limits: AccessList) -> tuple[datetime, str]:
        """When it ends by itself if nothing more is done, and why."""
        return min((self.last + limits.idle, IDLE), (self.since + limits.lasts, DAY_OVER))


@dataclass(frozen=True)
class Ended:
    """A sign-in that ended by itself: whose, when, and why."""

    person: Person
    at: datetime
    why: str

    @property
    def words(self) -> str:
        """`at 2026-01-14 09:30 UTC: nothing had been done for a while`."""
        return f"at {self.at:%Y-%m-%d %H:%M} UTC: {self.why}"


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
        self._ended: list[Ended] = []

    def begin(self, key: str, person: Person) -> None:
        """Somebody signed in."""
        now = self._clock()
        self._stays[key] = Stay(person, now, now)

    def find(self, key: str | None) -> Person | None:
        """Whoever signed in under this key, while it holds."""
        stay = self._stays.get(key or "")
        if stay is None or key is None:
            return None
        at, why = stay.end(limits())
        if self._clock() >= at:
            self._ended.append(Ended(self._stays.pop(key).person, at, why))
            return None
        return stay.person

    def just_ended(self) -> list[Ended]:
        """Every sign-in that ended by itself since this was asked last."""
        for key in list(self._stays):
            self.find(key)
        ended, self._ended = self._ended, []
        return ended

    def touch(self, key: str | None) -> None:
        """They did something just now."""
        if key in self._stays:
            self._stays[key].last = self._clock()

    def end(self, key: str | None) -> Person | None:
        """They signed out; who it was."""
        stay = self._stays.pop(key or "", None)
        return stay.person if stay else None


def limits() -> AccessList:
    """The access file's limits; the usual ones where it cannot be read: then nobody may do
    anything.
    """
    try:
        return read_access()
    except CannotRead:
        return AccessList()
