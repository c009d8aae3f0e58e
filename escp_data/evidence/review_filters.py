"""Which recommendations to show: one set of filters for the page, its link and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from escp_data.evidence.chosen import Chosen, passes
from escp_data.evidence.reviews import Recommendation
from escp_data.plan.actions import STATUSES


@dataclass(frozen=True)
class ReviewFilters(Chosen):
    """Recommendations; an agency passes what it leads and what is addressed to it."""

    nothing: ClassVar[str] = "every recommendation"
    priority: tuple[int, ...] = ()
    review: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    rag: tuple[str, ...] = ()


def filter_reviews(
    found: Sequence[Recommendation], filters: ReviewFilters, priorities: Mapping[str, int]
) -> tuple[Recommendation, ...]:
    """What passes every filter; `priorities` is by ref."""
    return tuple(
        each
        for each in found
        if passes(priorities.get(each.ref or ""), filters.priority)
        and passes(each.review, filters.review)
        and (not filters.agency or {each.lead, each.to_whom} & set(filters.agency))
        and passes(each.rag, filters.rag)
    )


def review_choices(found: Sequence[Recommendation]) -> dict[str, list[str]]:
    """What can be chosen: reviews, agencies and those addressed, RAGs in their order."""
    rags = {each.rag for each in found}
    agencies = {name for each in found for name in (each.lead, each.to_whom) if name}
    return {
        "review": sorted({each.review for each in found}),
        "agency": sorted(agencies),
        "rag": [rag for rag in STATUSES if rag in rags],
    }
