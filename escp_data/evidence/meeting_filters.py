"""Which meetings and challenges to show: one set of filters for the page and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from escp_data.evidence.challenges import Challenge
from escp_data.evidence.chosen import Chosen, passes
from escp_data.evidence.groups import Meeting


@dataclass(frozen=True)
class MeetingFilters(Chosen):
    """Meetings and challenges, by the action's priority, group and agency."""

    nothing: ClassVar[str] = "all meetings and challenges"
    priority: tuple[int, ...] = ()
    group: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()


def filter_meetings(
    held: Sequence[Meeting], filters: MeetingFilters, priorities: Mapping[str, int]
) -> tuple[Meeting, ...]:
    """Meetings of the groups chosen that considered an action of the priorities chosen.

    Under an agency each meeting keeps that agency's seats alone. `priorities` is by ref.
    """
    found = []
    for each in held:
        considered = {priorities.get(ref) for ref in each.refs}
        seats = tuple(seat for seat in each.seats if passes(seat.agency, filters.agency))
        about = not filters.priority or considered & set(filters.priority)
        if passes(each.group, filters.group) and about and seats:
            found.append(replace(each, seats=seats))
    return tuple(found)


def filter_challenges(
    found: Sequence[Challenge], filters: MeetingFilters, priorities: Mapping[str, int]
) -> tuple[Challenge, ...]:
    """Challenges raised in the groups, put to the agencies and about the priorities chosen."""
    return tuple(
        each
        for each in found
        if passes(each.meeting, filters.group)
        and passes(each.asked, filters.agency)
        and passes(priorities.get(each.ref or ""), filters.priority)
    )


def meeting_choices(held: Sequence[Meeting], found: Sequence[Challenge]) -> dict[str, list[str]]:
    """What can be chosen: groups and agencies, in alphabetical order."""
    groups = {each.group for each in held} | {each.meeting for each in found if each.meeting}
    agencies = {seat.agency for each in held for seat in each.seats}
    agencies |= {each.asked for each in found if each.asked}
    return {"group": sorted(groups), "agency": sorted(agencies)}
