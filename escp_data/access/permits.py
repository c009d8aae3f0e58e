"""May they? The one place that answers, asked where a page offers a thing and where it is done."""

from dataclasses import dataclass
from enum import Enum

from escp_data.access.listed import STRANGER, Standing, read_access
from escp_data.access.people import AtTheMachine, Person, Visitor, may_see_small_numbers
from escp_data.errors import CannotRead, NotAllowed
from escp_data.text.clean import same


class Doing(Enum):
    """What somebody may want to do, in words that fit behind "may"."""

    SEE = "see this"
    READ_HELP = "read how figures are worked out"
    EXPORT = "download this"
    PAPER = "make a paper"
    UPLOAD = "upload workbooks"
    WITHDRAW = "withdraw an upload or bring one back"
    ORIGINAL = "download a workbook as it was sent"
    REVEAL = "look at small numbers"
    READ_LOG = "read the audit log"


EVERY_VIEWERS = {Doing.SEE, Doing.READ_HELP, Doing.EXPORT, Doing.PAPER}
"""What a viewer may do; an agency's viewer only with what is its agency's own."""


@dataclass(frozen=True)
class Allowed:
    """Yes."""


@dataclass(frozen=True)
class Refused:
    """No, and why, in a plain sentence or two."""

    sentence: str


def standing_of(visitor: Visitor) -> Standing | None:
    """What they are here; None at a machine without sign-in, where nobody is told apart.

    Raises CannotRead where the access file cannot be read.
    """
    if isinstance(visitor, AtTheMachine):
        return None
    return read_access().standing(visitor.email) if visitor else Standing(STRANGER)


def may(visitor: Visitor, doing: Doing, agency: str | None = None) -> Allowed | Refused:
    """Whether they may; `agency` is whose own the thing is, None the whole partnership's.

    Where the access file cannot be read, nobody may do anything.
    """
    if isinstance(visitor, AtTheMachine):
        return _at_the_machine(doing)
    if visitor is None:
        return Refused("Sign in first.")
    try:
        standing = read_access().standing(visitor.email)
    except CannotRead:
        return Refused("Nobody can be let in: the list of who may come in cannot be read.")
    return _person(visitor, standing, doing, agency)


def _at_the_machine(doing: Doing) -> Allowed | Refused:
    """All but the small numbers: they are for somebody whom the audit log can name."""
    if doing is Doing.REVEAL:
        return Refused("Small numbers are for the business unit, signed in.")
    return Allowed()


def _person(
    person: Person, standing: Standing, doing: Doing, agency: str | None
) -> Allowed | Refused:
    if standing.role == STRANGER:
        return Refused("This address may not use the dashboard.")
    if standing.is_editor:
        if doing is Doing.REVEAL and not may_see_small_numbers(person):
            return Refused("Sign in again to look at small numbers.")
        return Allowed()
    if doing not in EVERY_VIEWERS:
        return Refused(f"Only the business unit may {doing.value}.")
    if standing.agency is None or doing is Doing.READ_HELP:
        return Allowed()
    if agency is not None and same(agency) == same(standing.agency):
        return Allowed()
    return Refused(f"This address may see what is {standing.agency}'s own, and nothing else.")


def require(visitor: Visitor, doing: Doing, agency: str | None = None) -> None:
    """Raises NotAllowed with the sentence where they may not."""
    answer = may(visitor, doing, agency)
    if isinstance(answer, Refused):
        raise NotAllowed(answer.sentence)
