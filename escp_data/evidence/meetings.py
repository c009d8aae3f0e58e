"""What groups did, in sentences: who came, what was considered, whether children were heard.

Shown is not scrutinised: a quarter in which figures were looked at and nobody challenged anything
reads `shared; no challenge recorded`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.evidence.challenges import (
    CHALLENGE,
    WITHDRAWN,
    Challenge,
    counted_words,
    waiting,
)
from escp_data.evidence.groups import (
    DEPUTY,
    NOT_INVITED,
    YEAR,
    Meeting,
    Seat,
    called_group,
    first_of_year,
    in_year,
    meetings,
    of_group,
    since_words,
)
from escp_data.plan.actions import View, actions, of_view
from escp_data.plan.naming import action_titles
from escp_data.store.database import Store
from escp_data.text.clean import same
from escp_data.text.days import in_words
from escp_data.text.periods import Period
from escp_data.text.wording import capital, joined, plural

SUPPLIER = "The business unit supplies this."
NO_MEETINGS = "No meeting or challenge is on record yet"
SHARED = "shared; no challenge recorded"
NOT_SHARED = "not before a meeting on record"


@dataclass(frozen=True)
class Attendance:
    """An agency's seat in a group over a year: `came` of `invited`, `deputies` of those who came.

    `last` is the day it last came, in words; None where it never did.
    """

    group: str
    agency: str
    came: int
    invited: int
    deputies: int
    not_invited: int
    last: str | None

    @property
    def words(self) -> str:
        """`7 of 8`, or that it was not invited."""
        return f"{self.came} of {self.invited}" if self.invited else "Not invited"

    def sentence(self, since: str) -> str:
        """`Schools attended 7 of the VYP group's 8 meetings since April 2025; …`"""
        group = called_group(self.group)
        if not self.invited:
            return f"{self.agency} was not invited to {group} since {since}."
        deputy = f", {self.deputies} by a deputy" if self.deputies else ""
        last = f"; last on {self.last}" if self.last else ""
        other = f" It was not invited to {self.not_invited} more." if self.not_invited else ""
        held = plural(self.invited, "meeting")
        came = self.came or "none"
        return (
            f"{self.agency} attended {came} of {group}'s {held} since {since}{deputy}{last}.{other}"
        )


@dataclass(frozen=True)
class GroupMeetings:
    """What is on record of the group that oversees one action; `gap` names what is missing."""

    gap: str
    sentences: tuple[str, ...]


def meetings_of(
    every: Sequence[Meeting], quarter: Period, group: str | None, ref: str
) -> GroupMeetings:
    """What is on record of an action's group over the last four quarters, and of the action.

    `every` is all `meetings` of the view, of whatever group.
    """
    own = of_group(every, group) if group else ()
    year = in_year(own, quarter)
    looked = tuple(each for each in every if ref in each.refs)
    seats = attendance(year)
    since = since_words(quarter)
    said = [
        _held_words(group, year, since),
        _always_there(seats),
        *(seat.sentence(since) for seat in seats if seat.came < seat.invited),
        voice_words(year, since),
        _looked_words(ref, looked),
    ]
    return GroupMeetings(_gap(group, own, quarter), tuple(filter(None, said)))


def challenge_sentences(
    every: Sequence[Challenge],
    held: Sequence[Meeting],
    quarter: Period,
    ref: str,
    codes: Sequence[str],
) -> tuple[str, ...]:
    """Challenges on an action (`ref`) or on its measures (`codes`), and whether these were shared
    in each of the last four quarters, the oldest first.

    `every` and `held` are all `challenges` and `meetings` of the view.
    """
    found = tuple(
        each for each in every if each.ref == ref or (each.ref is None and each.measure in codes)
    )
    shared = [each for each in held if set(each.measures) & set(codes)]
    rows = scrutiny(shared, found, quarter) if codes else ()
    said = [
        counted_words(found),
        *(f"{each.name} is open: {each.question}" for each in waiting(found)),
        *(f"{name}: {words}." for name, words in rows),
    ]
    return tuple(filter(None, said))


def scrutiny(
    held: Iterable[Meeting], raised: Iterable[Challenge], quarter: Period
) -> tuple[tuple[str, str], ...]:
    """For each of the last four quarters: were figures before a meeting, and was one challenged?"""
    held, raised = list(held), list(raised)
    found = []
    for step in range(YEAR):
        each = first_of_year(quarter).shifted(step)
        shared = any(meeting.measures for meeting in held if meeting.quarter == each)
        own = [one for one in raised if one.quarter == each and one.kind == CHALLENGE]
        standing = [one for one in own if one.state != WITHDRAWN]
        found.append((str(each), _scrutiny_words(standing, shared=shared)))
    return tuple(found)


def _scrutiny_words(raised: Sequence[Challenge], *, shared: bool) -> str:
    if not raised:
        return SHARED if shared else NOT_SHARED
    answered = sum(not each.is_open for each in raised)
    start = "shared" if shared else NOT_SHARED
    return f"{start}; {plural(len(raised), 'challenge')} raised, {answered or 'none'} answered"


def headline(held: Sequence[Meeting], found: Sequence[Challenge]) -> str:
    """`2 challenges open, the oldest for 98 days`; at most ten words."""
    open_ = waiting(found)
    if open_:
        many = plural(len(open_), "question")
        if open_[0].later:
            return f"{many} open, raised since the quarter ended"
        return f"{many} open, the oldest for {plural(open_[0].waited, 'day')}"
    if any(each.state != WITHDRAWN for each in found):
        return "Every challenge on record is answered"
    if held:
        return f"{plural(len(held), 'meeting')} on record, and no challenge"
    return NO_MEETINGS


def attendance(held: Iterable[Meeting]) -> tuple[Attendance, ...]:
    """Each agency's seat in each group of these meetings, in the order of group and agency."""
    seats: dict[tuple[str, str], list[tuple[date, Seat]]] = {}
    for meeting in held:
        for seat in meeting.seats:
            seats.setdefault((meeting.group, seat.agency), []).append((meeting.day, seat))
    return tuple(
        _attendance(group, agency, rows) for (group, agency), rows in sorted(seats.items())
    )


def _attendance(group: str, agency: str, rows: Sequence[tuple[date, Seat]]) -> Attendance:
    came = [day for day, seat in rows if seat.was_there]
    not_invited = sum(seat.attended == NOT_INVITED for _, seat in rows)
    return Attendance(
        group=group,
        agency=agency,
        came=len(came),
        invited=len(rows) - not_invited,
        deputies=sum(seat.attended == DEPUTY for _, seat in rows),
        not_invited=not_invited,
        last=in_words(max(came)) if came else None,
    )


def attendance_table(seats: Sequence[Attendance]) -> pd.DataFrame:
    """Columns: Group, Agency, Attended (`7 of 8`), By a deputy, Not invited, Last came."""
    names = ["Group", "Agency", "Attended", "By a deputy", "Not invited", "Last came"]
    rows = [
        (
            each.group,
            each.agency,
            each.words,
            each.deputies,
            each.not_invited,
            each.last or "Not in this time",
        )
        for each in seats
    ]
    return pd.DataFrame(rows, columns=names, dtype=object)


def attended_words(seats: Sequence[Attendance], since: str) -> str:
    """`Agencies came to 113 of 124 places that they were invited to since January 2025.`"""
    invited = sum(each.invited for each in seats)
    if not invited:
        return f"Nobody's attendance is on record since {since}. {SUPPLIER}"
    came, deputies = (sum(getattr(each, name) for each in seats) for name in ("came", "deputies"))
    some = "" if deputies == came == 1 else "all " if deputies == came else f"{deputies} of them "
    by = f", {some}by a deputy" if deputies else ""
    seat = plural(invited, "seat")
    return f"Agencies took {came or 'none'} of {seat} they were invited to since {since}{by}."


def considered(held: Sequence[Meeting], called: Mapping[str, str]) -> pd.DataFrame:
    """What was considered: Considered, Meetings, Groups, Last on.

    `called` has the name of each ref and measure's code; one that it lacks stands as it is.
    """
    items: dict[str, list[Meeting]] = {}
    for meeting in held:
        for item in (*meeting.refs, *meeting.measures):
            items.setdefault(item, []).append(meeting)
    refs = {item for meeting in held for item in meeting.refs}
    rows = [
        (
            called.get(item, item),
            len(own),
            joined(list(dict.fromkeys(each.group for each in own))),
            in_words(max(each.day for each in own)),
        )
        for item, own in sorted(items.items(), key=lambda each: (each[0] not in refs, each[0]))
    ]
    return pd.DataFrame(rows, columns=["Considered", "Meetings", "Groups", "Last on"], dtype=object)


def called(store: Store, view: View) -> dict[str, str]:
    """What a meeting's refs and codes stand for: `1.2 Training`, a measure's name as it stood."""
    known = store.current("measures", view.as_at)[["code", "measure"]].astype(str)
    measures = dict(known.itertuples(index=False, name=None))
    return action_titles(actions(store, view)) | measures


def voice_words(held: Sequence[Meeting], since: str) -> str:
    """`Children's voice was heard at 5 of 6 meetings since April 2025.`; nothing of no meeting."""
    said = [each for each in held if each.voice is not None]
    unknown = len(held) - len(said)
    if not held:
        return ""
    if not said:
        return "Whether children's voice was heard is not on record."
    heard = sum(bool(each.voice) for each in said)
    rest = f" Of {plural(unknown, 'more meeting')} it is not on record." if unknown else ""
    of = plural(len(said), "meeting")
    return f"Children's voice was heard at {heard or 'none'} of {of} since {since}.{rest}"


def silent_groups(store: Store, view: View) -> tuple[str, ...]:
    """A sentence for each group that a live action names and that has not met, since when."""
    (reading, plan), held = of_view(store, view), meetings(store, view)
    named: dict[str, str] = {}
    for action in reading.actions_in(plan, view.period).values():
        group = action.values["activity_group"]
        if group and (action.values["state"] or "Live") == "Live":
            named.setdefault(same(group), str(group))
    gaps = (_gap(group, of_group(held, group), view.period) for group in sorted(named.values()))
    return tuple(gap for gap in gaps if gap)


def _gap(group: str | None, own: Sequence[Meeting], quarter: Period) -> str:
    """What is missing of a group's meetings; nothing where it met this quarter or the one before.

    `No meeting of the Quality Assurance group is on record since 2024-25 Q4. …`
    """
    if group is None:
        return "No group is named for this action. The plan workbook's Actions sheet names it."
    if not own:
        return f"No meeting of {called_group(group)} is on record. {SUPPLIER}"
    last = max(each.quarter for each in own)
    if last >= quarter.shifted(-1):
        return ""
    return f"No meeting of {called_group(group)} is on record since {last}. {SUPPLIER}"


def _held_words(group: str | None, year: Sequence[Meeting], since: str) -> str:
    if group is None or not year:
        return ""
    name = called_group(group)
    last = in_words(max(each.day for each in year))
    times = plural(len(year), "time")
    return f"{capital(name)} met {times} since {since}; last on {last}."


def _always_there(seats: Sequence[Attendance]) -> str:
    there = [seat.agency for seat in seats if seat.invited and seat.came == seat.invited]
    return f"{joined(there)} attended every time." if there else ""


def _looked_words(ref: str, looked: Sequence[Meeting]) -> str:
    if not looked:
        return f"No meeting on record considered action {ref}."
    newest = looked[0]
    on = f"{called_group(newest.group)} on {in_words(newest.day)}"
    return f"{plural(len(looked), 'meeting')} considered action {ref}; last {on}."
