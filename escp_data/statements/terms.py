"""Plans and their terms: which plan is in force in a quarter."""

from dataclasses import dataclass

import pandas as pd

from escp_data.text.clean import same
from escp_data.text.periods import Period, parse_period, quarter_of


@dataclass(frozen=True)
class Term:
    """One plan: its name, its first and last quarter, and the plan it follows, if it says so."""

    plan: str
    starts: Period
    ends: Period
    follows: str | None = None

    def covers(self, first: Period, last: Period) -> bool:
        """Whether any of these quarters lies in it."""
        return self.starts <= last and first <= self.ends


Terms = tuple[Term, ...]
"""Plans in the order in which they begin."""


def terms_of(plans: pd.DataFrame) -> Terms:
    """The terms of the plans on record: a frame with plan, starts, ends and follows."""
    found = [
        Term(str(plan), parse_period(starts), parse_period(ends), follows or None)
        for plan, starts, ends, follows in zip(
            *(plans[name] for name in ("plan", "starts", "ends", "follows")), strict=True
        )
        if starts and ends
    ]
    return tuple(sorted(found, key=lambda term: (term.starts, term.plan)))


def in_force(terms: Terms, first: Period, last: Period | None = None) -> Terms:
    """The plans in force in a quarter, or in any quarter up to `last`."""
    return tuple(term for term in terms if term.covers(first, last or first))


def ended_before(terms: Terms, quarter: Period) -> Term | None:
    """The plan that ended last before a quarter, where none has begun since."""
    begun = [term for term in terms if term.starts <= quarter]
    ended = [term for term in begun if term.ends < quarter]
    return max(ended, key=lambda term: term.ends) if ended and len(ended) == len(begun) else None


def named(terms: Terms, plan: str) -> Term | None:
    """The plan of a name, without regard to case, spaces and dashes."""
    return next((term for term in terms if same(term.plan) == same(plan)), None)


def plan_before(terms: Terms, plan: str) -> str | None:
    """The plan that a plan follows: as it says, else the one that began last before it."""
    own = named(terms, plan)
    if own is None:
        return None
    if own.follows:
        return own.follows
    before = [term for term in terms if term.starts < own.starts]
    return before[-1].plan if before else None


def quarters_of(period: Period) -> tuple[Period, Period]:
    """The first and the last quarter that a period touches."""
    return quarter_of(period.start), quarter_of(period.end)


def first_quarter(period: str | None) -> str | None:
    """The first quarter of a period as text: from when a Cover's statements hold."""
    return None if period is None else str(quarters_of(parse_period(period))[0])
