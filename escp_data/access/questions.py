"""Which questions are answered for whom.

An agency's viewer is told what is the agency's own, and what the frame of every page says: the
plan's name, its quarters and priorities, the agencies' names. Any other question is refused,
whichever page asks it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from escp_data.access.people import Visitor
from escp_data.access.permits import Doing, require
from escp_data.evidence import agency
from escp_data.plan import actions, plans

Question = Callable[..., Any]
"""A question of the store, whatever it answers."""

OF_THE_FRAME: frozenset[Question] = frozenset(
    {
        actions.priorities,
        agency.agencies_shown,
        plans.also_in_force,
        plans.ended,
        plans.newest_told,
        plans.newest_words,
        plans.plan_of_quarter,
        plans.plan_words,
        plans.plans_on_record,
    }
)
OF_ONE_AGENCY: frozenset[Question] = frozenset(
    {
        agency.asked_of,
        agency.assured,
        agency.attended_by,
        agency.has_returned,
        agency.measures_of,
        agency.parts_of,
        agency.still_expected,
        agency.training_of,
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
