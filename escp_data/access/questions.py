"""Which questions are answered for whom.

An agency's viewer is told what is the agency's own, and what the frame of every page says: the
plan's name, its quarters and priorities, the agencies' names. Any other question is refused,
whichever page asks it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from escp_data.access.people import Visitor
from escp_data.access.permits import Doing, require
from escp_data.evidence.agency import (
    agencies_shown,
    asked_of,
    assured,
    attended_by,
    has_returned,
    measures_of,
    parts_of,
    still_expected,
    training_of,
)
from escp_data.plan.actions import priorities
from escp_data.plan.plans import (
    also_in_force,
    ended,
    newest_told,
    newest_words,
    plan_of_quarter,
    plan_words,
    plans_on_record,
)

Question = Callable[..., Any]
"""A question of the store, whatever it answers."""

OF_THE_FRAME: frozenset[Question] = frozenset(
    {
        agencies_shown,
        also_in_force,
        ended,
        newest_told,
        newest_words,
        plan_of_quarter,
        plan_words,
        plans_on_record,
        priorities,
    }
)
OF_ONE_AGENCY: frozenset[Question] = frozenset(
    {
        asked_of,
        assured,
        attended_by,
        has_returned,
        measures_of,
        parts_of,
        still_expected,
        training_of,
    }
)
"""Their last argument is the agency."""


def require_answer(visitor: Visitor, question: Question, arguments: Sequence[object]) -> None:
    """Raises NotAllowed where this question is not to be answered for them.

    `arguments` are those behind the store.
    """
    if question in OF_THE_FRAME:
        require(visitor, Doing.READ_HELP)
        return
    own = question in OF_ONE_AGENCY and bool(arguments)
    require(visitor, Doing.SEE, str(arguments[-1]) if own else None)
