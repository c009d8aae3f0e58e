"""What each measure says of itself, and said before: its wording and basis change over time.

For a period counts what the newest upload whose Cover period is not later says; for periods before
the first Cover, the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from escp_data.periods import Period, parse_period
from escp_data.store import Store
from escp_data.words import fold

PER = 10_000
"""What a rate is per where the measure does not say."""
DEFAULT_REFERENCE = "White"
_ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class Definition:
    """One version of a row of Measures, from the quarter `since` on (None: from the first)."""

    code: str
    measure: str
    priority: int | None
    better_when: str
    time_kind: str
    definition: str
    numerator: str
    denominator: str
    per: int
    source: str
    basis: str
    reference: str
    preceding: str
    baseline: Period | None
    since: Period | None

    @property
    def sample(self) -> bool:
        """Whether its figures are invented."""
        return self.source.casefold().startswith(_ILLUSTRATIVE)

    @property
    def meaning(self) -> tuple[str, ...]:
        """What has to stay the same for two periods to be compared, case and spacing aside."""
        return tuple(map(fold, (self.definition, self.numerator, self.denominator)))


def definitions(store: Store, as_at: str | None = None) -> dict[str, tuple[Definition, ...]]:
    """Every version of every measure, oldest first, in the order of the plan."""
    found: dict[str, list[Definition]] = {}
    for row in store.versions("measures", as_at).to_dict("records"):
        found.setdefault(str(row["code"]), []).append(_definition(row))
    return {code: tuple(each) for code, each in found.items()}


def in_force(versions: Sequence[Definition], period: Period) -> Definition:
    """The version that counts for a period."""
    in_time = [one for one in versions if one.since is None or one.since.start <= period.end]
    return in_time[-1] if in_time else versions[0]


def _definition(row: Mapping[Any, Any]) -> Definition:
    def text(name: str) -> str:
        return str(row[name] or "")

    return Definition(
        code=text("code"),
        measure=text("measure"),
        priority=None if row["priority"] != row["priority"] else int(row["priority"]),
        better_when=text("better_when") or "neither",
        time_kind=text("time_kind") or "flow",
        definition=text("definition"),
        numerator=text("numerator_definition"),
        denominator=text("denominator_definition"),
        per=int(row["per"] or PER),
        source=text("source"),
        basis=text("population_basis"),
        reference=text("reference_group") or DEFAULT_REFERENCE,
        preceding=text("preceding_measure"),
        baseline=_period(row["baseline_period"]),
        since=_period(row["cover_period"]),
    )


def _period(text: str | None) -> Period | None:
    return parse_period(text) if text else None
