"""How much quarterly counts vary beside single events: made of counts that are never shown.

Single quarters by group are shown nowhere, and a dispersion needs them. So it is worked out here,
from the counts on record, and nothing else of them leaves: a number rounded up to a tenth, made
only for a comparison whose own counts are shown.
"""

from dataclasses import dataclass, field

import numpy as np

from escp_data.estimates.dispersion import (
    ALONE,
    FEWEST_DEGREES,
    QUARTERS,
    TOGETHER,
    Dispersion,
    dispersion,
)
from escp_data.store.database import Store
from escp_data.suppression.listed import KNOWN, others
from escp_data.suppression.series import Series, uncovered
from escp_data.text.periods import Period

SAID_FROM = 1.5
"""A dispersion this large is said beside the counts."""


@dataclass(frozen=True)
class Spread:
    """A dispersion, and whether it is taken to be so for want of quarters to work it out from."""

    value: float = 1.0
    degrees: float = float("nan")
    is_assumed: bool = True

    @property
    def shown(self) -> float:
        """As screens and files have it: at least 1."""
        return max(1.0, self.value)


@dataclass(eq=False)
class Quarters:
    """Asked about two groups of a measure, it gives their dispersion and nothing else."""

    _store: Store
    _as_at: str | None
    _counts: dict[str, Series] = field(default_factory=dict, repr=False)
    _known: dict[tuple[object, ...], Dispersion] = field(default_factory=dict, repr=False)

    def spread(
        self,
        code: str,
        agency: str | None,
        pair: tuple[str, str],
        first: Period,
        last: Period,
        *,
        comes_together: bool,
    ) -> Spread:
        """From the quarter `first` to `last`; taken as 1, or 2, where fewer than five degrees."""
        found = Dispersion(float("nan"), 0)
        if first.kind == last.kind == "quarter" and pair[1]:
            key = (code, agency, pair, first, last)
            if key not in self._known:
                self._known[key] = self._worked_out(code, agency, pair, first, last)
            found = self._known[key]
        if found.degrees >= FEWEST_DEGREES:
            return Spread(found.value, found.degrees, is_assumed=False)
        return Spread(TOGETHER if comes_together else ALONE)

    def _worked_out(
        self, code: str, agency: str | None, pair: tuple[str, str], first: Period, last: Period
    ) -> Dispersion:
        """In fours from the latest back; the oldest may hold one to three, missing in front."""
        if code not in self._counts:
            self._counts[code] = uncovered(self._store, code, self._as_at)
        counts = self._counts[code]
        group, reference = pair
        names = group, others(group) if reference == KNOWN else reference
        blocks = -(-(last.steps_since(first) + 1) // QUARTERS)
        start = last.shifted(1 - blocks * QUARTERS)
        quarters = [start.shifted(step) for step in range(blocks * QUARTERS)]
        one, other = (
            [
                counts.figure(agency, each, name, "one").count if first <= each else np.nan
                for each in quarters
            ]
            for name in names
        )
        shape = (blocks, QUARTERS)
        return dispersion(np.reshape(one, shape), np.reshape(other, shape))
