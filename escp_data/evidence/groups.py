"""Groups' meetings as they are on record: who came, what was considered, whether voice was heard.

A row is an agency's seat at a meeting; agencies that have become one have one seat between them.
What the rows of one meeting say of its refs, measures and voice is taken together. An agency
without a row there is neither present nor absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from escp_data.evidence.voice import last_day
from escp_data.model import Statement
from escp_data.plan.actions import View, of_view
from escp_data.plan.plans import of_plan
from escp_data.statements.of_their_time import records
from escp_data.statements.reading import Reading
from escp_data.store.database import Store
from escp_data.text.clean import same
from escp_data.text.days import in_words
from escp_data.text.periods import Period, quarter_of
from escp_data.validation.cells import listed_items

CAME, DEPUTY, APOLOGIES, NOT_INVITED = "Yes", "Deputy", "Apologies", "Not invited"
_ATTENDED = (CAME, DEPUTY, APOLOGIES, NOT_INVITED)
YEAR = 4
"""Quarters that attendance is counted over, up to and with the view's."""


@dataclass(frozen=True)
class Seat:
    """An agency at a meeting: `Yes`, `Deputy`, `Apologies` or `Not invited`; a role or None."""

    agency: str
    attended: str
    role: str | None

    @property
    def was_there(self) -> bool:
        """Whether somebody sat there for it; a deputy counts."""
        return self.attended in (CAME, DEPUTY)


@dataclass(frozen=True)
class Meeting:
    """One meeting of a group; `voice` is None where no row says whether voice was heard."""

    group: str
    day: date
    seats: tuple[Seat, ...]
    refs: tuple[str, ...]
    measures: tuple[str, ...]
    voice: bool | None
    notes: tuple[str, ...]

    @property
    def quarter(self) -> Period:
        """The quarter it was held in."""
        return quarter_of(self.day)


def meetings(store: Store, view: View) -> tuple[Meeting, ...]:
    """The meetings under the view's plan up to its quarter, the newest first.

    In a plan's last quarter later ones of the same plan count, too.
    """
    reading, plan = of_view(store, view)
    until = last_day(reading, plan, view.period).isoformat()
    own = of_plan(store.current("meetings", view.as_at), plan)
    spelled: dict[str, str] = {}  # case, spaces and dashes make no other group
    rows: dict[tuple[str, str], list[Statement]] = {}
    for row in records(own[own["meeting_date"] <= until]):
        group = spelled.setdefault(same(str(row["activity_group"])), str(row["activity_group"]))
        rows.setdefault((str(row["meeting_date"]), group), []).append(row)
    found = [_meeting(day, group, seats, reading) for (day, group), seats in rows.items()]
    return tuple(sorted(found, key=lambda each: (-each.day.toordinal(), each.group)))


def _meeting(day: str, group: str, rows: list[Statement], reading: Reading) -> Meeting:
    voices = {row["voice_heard"] for row in rows} - {None}
    seated: dict[str, list[Statement]] = {}
    for row in rows:
        seated.setdefault(str(reading.who.of(row["agency"])), []).append(row)
    return Meeting(
        group=group,
        day=date.fromisoformat(day),
        seats=tuple(_seat(agency, own) for agency, own in sorted(seated.items())),
        refs=_together(rows, "ref"),
        measures=_together(rows, "measures_considered"),
        voice="Yes" in voices if voices else None,
        notes=tuple(dict.fromkeys(str(row["note"]) for row in rows if row["note"])),
    )


def _seat(agency: str, rows: Iterable[Statement]) -> Seat:
    """One agency's seat, from the rows of all that it was then: present if any of them was.

    The roles are of those who came in that way.
    """
    said = [(str(row["attended"]), row["role_attending"]) for row in rows]
    attended = min((each for each, _ in said), key=_ATTENDED.index)
    roles = dict.fromkeys(str(role) for each, role in said if each == attended and role)
    return Seat(agency, attended, "; ".join(roles) or None)


def _together(rows: Iterable[Statement], name: str) -> tuple[str, ...]:
    """What any of the rows lists, in the order in which it comes first."""
    return tuple(dict.fromkeys(each for row in rows for each in listed_items(row[name] or "")))


def first_of_year(quarter: Period) -> Period:
    """The first of the `YEAR` quarters up to this one."""
    return quarter.shifted(1 - YEAR)


def in_year(held: Iterable[Meeting], quarter: Period) -> tuple[Meeting, ...]:
    """Those of the last four quarters."""
    first = first_of_year(quarter)
    return tuple(each for each in held if each.quarter >= first)


def since_words(quarter: Period) -> str:
    """`April 2025`: the month from which a year's meetings are counted."""
    return in_words(first_of_year(quarter).start).split(" ", 1)[1]


def of_group(held: Iterable[Meeting], group: str) -> tuple[Meeting, ...]:
    """Those of one group."""
    return tuple(each for each in held if same(each.group) == same(group))


def called_group(name: str) -> str:
    """`the Practice Improvement group`, `the Executive group`."""
    return f"the {name}" if name.lower().endswith(("group", "board")) else f"the {name} group"
