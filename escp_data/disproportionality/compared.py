"""Figures set against their baseline: the change in the ratio, and the verdict where one is due."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from escp_data.disproportionality.baselines import BaselinePair, baseline_pair
from escp_data.disproportionality.comparison import (
    Background,
    Columns,
    Comparison,
    as_frame,
    figures,
)
from escp_data.estimates.rates import GroupAndReference, ratio_change, smallest_fall, verdict
from escp_data.markers import Reason
from escp_data.text.periods import Period

CARRIED = (
    "count", "reference_count", "population", "reference_population", "why_ratio", "why_rri",
    "period", "window", "basis_date",
    *(name + part for name in ("rate", "reference_rate", "rri", "gap")
      for part in ("", "_lower", "_upper")),
)  # fmt: skip  # a list in few lines
"""What a row carries of its baseline, each as `base_…`."""
REASONS = (
    "why_count", "why_population", "why_rate", "why_ratio", "why_rri", "why_verdict", "why_change",
)  # fmt: skip  # a list in few lines
"""Why a count, a rate, a gap, a ratio and so on are not given, one column each."""
_MOMENT = ("count", "population", "reference_count", "reference_population")
_REASONS: dict[str, str] = {
    Reason.HIDDEN: "Some of the counts are small and hidden to protect children.",
    Reason.MISSING: "Some of the counts are missing.",
    Reason.NOT_APPLICABLE: "It is the comparator itself.",
    Reason.NO_POPULATION: "There is no population of 100 or more for one of the groups.",
    Reason.NO_COMPARATOR: "The comparator is not one of this measure's groups.",
    Reason.PART: "The group and the comparator overlap: one is a part of the other.",
}


def compare_with_baseline(
    known: Background, asked: Comparison, wanted: Iterable[tuple[str, Period]]
) -> pd.DataFrame:
    """`figures`, and beside each row its baseline, `change`, `smallest_fall` and `verdict`.

    `verdict` is None where it is withheld: `why_verdict` is then a code and `withheld` a sentence.
    `hidden` is True where any number of the row, or its verdict, is hidden.
    """
    pairs = {(code, period): baseline_pair(known, asked, code, period) for code, period in wanted}
    baselines = dict.fromkeys((code, p.baseline) for (code, _), p in pairs.items() if p.baseline)
    now, then = figures(known, asked, pairs), figures(known, asked, baselines)
    own = [pairs[key] for key in zip(now["code"], now["when"], strict=True)]
    rows = now | _baseline_columns(now, then, own)
    rows |= _withheld(rows, own)
    rows |= _change(rows, asked.confidence)
    reasons = [rows[name] for name in REASONS]
    rows["hidden"] = np.logical_or.reduce([why == Reason.HIDDEN for why in reasons]).astype(bool)
    first = [next((w for w in whys if w), Reason.GIVEN) for whys in zip(*reasons, strict=True)]
    return as_frame(rows | {"why": np.array(first, dtype=object)})


def _baseline_columns(now: Columns, then: Columns, pairs: Sequence[BaselinePair]) -> Columns:
    """Each row's baseline, as `base_…`; blank where there is none."""
    keys = zip(then["code"], then["when"], then["group"], strict=True)
    places = {key: place for place, key in enumerate(keys)}
    wanted = zip(now["code"], pairs, now["group"], strict=True)
    at = [places.get((code, each.baseline, group), -1) for code, each, group in wanted]
    found = {}
    for name in CARRIED:
        blank = (
            np.array([np.nan])
            if then[name].dtype == float
            else np.array([Reason.GIVEN], dtype=object)
        )
        found[f"base_{name}"] = np.concatenate([then[name], blank])[at]
    return found


def _withheld(rows: Columns, pairs: Sequence[BaselinePair]) -> Columns:
    """Why there is no verdict, as a code and as a sentence; "" where there is one."""
    codes, sentences = [], []
    for own, base, each in zip(rows["why_ratio"], rows["base_why_ratio"], pairs, strict=True):
        code = own or each.why or base
        codes.append(code)
        sentences.append(each.sentence if code and code == each.why else _REASONS.get(code, ""))
    return {
        "why_verdict": np.array(codes, dtype=object),
        "withheld": np.array(sentences, dtype=object),
    }


def _change(rows: Columns, confidence: float) -> Columns:
    """The change in the ratio and the verdict, for rows from whose counts nothing is withheld."""
    due = rows["why_verdict"] == ""

    def moment(prefix: str) -> GroupAndReference:
        count, people, other, others = (
            np.where(due, rows[prefix + name], np.nan) for name in _MOMENT
        )
        return count, people, other, others

    earlier, later = moment("base_"), moment("")
    change = ratio_change(earlier, later, confidence=confidence)
    phrases = zip(verdict(earlier, later, confidence), due, strict=True)
    given = [str(phrase) if is_due else None for phrase, is_due in phrases]
    known = np.isfinite(change.upper)  # it has no limits where a count is 0
    return {
        **{
            name: np.where(known, part, np.nan)
            for name, part in zip(("change", "change_lower", "change_upper"), change, strict=True)
        },
        "why_change": np.where(due & ~known, Reason.ZERO, rows["why_verdict"]).astype(object),
        "smallest_fall": smallest_fall(earlier, later, confidence),
        "verdict": np.array(given, dtype=object),
    }
