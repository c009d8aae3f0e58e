"""Where on the way disparity arises: each decision stage against the one before it.

Beside a group's rate per child stands the share of the stage before that went on to this one, as a
ratio to the comparator's share: 1 means that this stage added no disparity of its own. Both counts
are of the same period: no child is followed from stage to stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from escp_data.disproportionality.baselines import latest_period
from escp_data.disproportionality.compared import figures
from escp_data.disproportionality.comparison import Background, Comparison, as_frame, named
from escp_data.estimates.rates import risk_ratio
from escp_data.estimates.shared import Estimate
from escp_data.markers import Reason
from escp_data.model import FrameRow
from escp_data.suppression.series import NOTHING, Figure, Series

STAGE_COLUMNS = (
    "code",
    "measure",
    "group",
    "reference",
    "basis",
    "noun",
    "period",
    "window",
    "count",
    "rri",
    "rri_lower",
    "rri_upper",
    "before",
    "before_measure",
    "before_count",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "hidden",
    "why",
    "reason",
    "why_count",
    "why_rri",
    "why_before",
)
_NAN = (float("nan"), float("nan"))


def chain(known: Background, code: str) -> tuple[str, ...]:
    """The stages a measure belongs to, the earliest first; those after it, nearest first."""
    stages = [code]
    while (before := _before(known, stages[0])) and before not in stages:
        stages.insert(0, before)
    for stage in stages:  # grows as it goes
        stages += [c for c in known.codes() if _before(known, c) == stage and c not in stages]
    return tuple(stages)


def stage_ratios_of(known: Background, asked: Comparison, code: str) -> pd.DataFrame:
    """One row a stage and group: STAGE_COLUMNS. Empty for a measure that stands alone."""
    stages = chain(known, code)
    if len(stages) < 2:
        stages = ()
    wanted = [(c, now) for c in stages if (now := latest_period(known.series[c], asked))]
    frame = as_frame(figures(known, asked, wanted))
    steps = [_step(known, asked, row) for row in frame.itertuples()]
    for name in ("before", "before_measure", "before_count", "why_before", "why", "reason"):
        frame[name] = [getattr(step, name) for step in steps]
    frame["before_count"] = frame["before_count"].astype(float)
    frame["ratio"], frame["ratio_lower"], frame["ratio_upper"] = _ratios(steps, asked.confidence)
    frame["hidden"] = (frame[["why", "why_ratio", "why_count"]] == str(Reason.HIDDEN)).any(axis=1)
    return frame[list(STAGE_COLUMNS)]


@dataclass(frozen=True)
class _Step:
    """One group's way from the stage before, and the comparator's: (of, went on) each.

    Without more it is that of the first stage.
    """

    before: str = ""
    before_measure: str = ""
    before_count: float = np.nan
    why_before: Reason = Reason.NOT_APPLICABLE
    own: tuple[float, float] = _NAN
    reference: tuple[float, float] = _NAN
    why: Reason = Reason.NOT_APPLICABLE
    reason: str = "It is the first stage."


def _step(known: Background, asked: Comparison, row: FrameRow) -> _Step:
    before = _before(known, row.code)
    if not before:
        return _Step()
    counts, earlier = known.series[row.code], known.series[before]
    own = _part(counts, earlier, asked, row, row.group)
    reference = _part(counts, earlier, asked, row, named(counts, row.group, row.reference))
    why, reason = _obstacle(known, row, before, (*own, *reference))
    there = why in (Reason.GIVEN, Reason.INFINITE)
    of_own = (own[1].count, own[0].count) if there else _NAN
    of_reference = (reference[1].count, reference[0].count) if there else _NAN
    title = known.definition(before, row.when).measure
    return _Step(before, title, own[1].count, own[1].why, of_own, of_reference, why, reason)


def _part(
    counts: Series, earlier: Series, asked: Comparison, row: FrameRow, group: str
) -> tuple[Figure, Figure]:
    """How many reached this stage, and the stage before, in the very same window."""
    comparable = counts.is_stock == earlier.is_stock
    before = earlier.figure(asked.agency, row.when, group, counts.span)
    return counts.figure(asked.agency, row.when, group), before if comparable else NOTHING


def _obstacle(
    known: Background, row: FrameRow, before: str, parts: Sequence[Figure]
) -> tuple[Reason, str]:
    """Why there is no ratio, and as a sentence; where it is infinite it has its lower limit."""
    if row.group == row.reference:
        return Reason.NOT_APPLICABLE, ""
    if row.why_ratio == Reason.PART:
        return Reason.PART, "The group and those it is compared with overlap."
    title = known.definition(before, row.when).measure
    whys = [part.why for part in parts]
    if Reason.HIDDEN in whys:
        return Reason.HIDDEN, "A count is small and hidden to protect children."
    if any(whys):
        return Reason.MISSING, f'"{title}" has no such count for the {row.window}.'
    own, own_before, reference, reference_before = (part.count for part in parts)
    if own > own_before or reference > reference_before:
        return (
            Reason.MISSING,
            f'There were more of these than of "{title}", so they are not a part of it.',
        )
    if not own_before or not reference_before:
        return Reason.NOBODY, f'Nobody in one of the groups was counted under "{title}".'
    if not reference:
        return (
            (Reason.INFINITE, "None of those compared with went on.")
            if own
            else (Reason.NEITHER, "None went on.")
        )
    return Reason.GIVEN, ""


def _ratios(steps: Sequence[_Step], confidence: float) -> Estimate:
    """Shares of the stage before, as a ratio; not a number where the way is not known."""
    own = np.array([step.own for step in steps]).reshape(-1, 2)
    reference = np.array([step.reference for step in steps]).reshape(-1, 2)
    return risk_ratio(own[:, 1], own[:, 0], reference[:, 1], reference[:, 0], confidence=confidence)


def _before(known: Background, code: str) -> str:
    before = known.definition(code).preceding
    return before if before in known.codes() else ""
