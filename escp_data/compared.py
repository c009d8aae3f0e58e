"""Figures set against their baseline: the change in the ratio, and the verdict where one is due."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from escp_data.baselines import Pair, pair
from escp_data.comparison import Background, Comparison, figures
from escp_data.estimates import ratio_change, smallest_fall, verdict
from escp_data.periods import Period

CARRIED = (
    "count", "reference_count", "population", "reference_population", "why_ratio", "period",
    "window", "basis_date", *(name + part for name in ("rate", "reference_rate", "rri", "gap")
    for part in ("", "_lower", "_upper")),
)  # fmt: skip
"""What a row carries of its baseline, each as `base_…`."""
_REASONS = {
    "c": "Some of the counts are small and hidden to protect children.",
    "x": "Some of the counts are missing.",
    "z": "It is the comparator itself.",
    "population": "There is no population of 100 or more for one of the groups.",
    "comparator": "The comparator is not one of this measure's groups.",
}


def compared(
    known: Background, asked: Comparison, wanted: Iterable[tuple[str, Period]]
) -> pd.DataFrame:
    """`figures`, and beside each row its baseline, `change`, `smallest_fall` and `verdict`.

    `verdict` is None where it is withheld: `why_verdict` is then a code and `withheld` a sentence.
    `hidden` is True where any number of the row, or its verdict, is hidden.
    """
    pairs = [(code, pair(known, asked, code, period)) for code, period in wanted]
    now = figures(known, asked, [(code, each.now) for code, each in pairs if each.now])
    then = figures(known, asked, _baselines(pairs)).drop_duplicates(["code", "period", "group"])
    frame = _beside(now, then, pairs)
    _add_change(frame, asked.confidence)
    _add_reasons(frame, {(code, str(each.now)): each for code, each in pairs})
    return frame


def _baselines(pairs: Sequence[tuple[str, Pair]]) -> list[tuple[str, Period]]:
    return list(dict.fromkeys((code, each.baseline) for code, each in pairs if each.baseline))


def _beside(
    now: pd.DataFrame, then: pd.DataFrame, pairs: Sequence[tuple[str, Pair]]
) -> pd.DataFrame:
    """Each row with its baseline's columns; blank where there is none."""
    base = {(code, str(each.now)): str(each.baseline) for code, each in pairs}
    keys = zip(now["code"], now["period"], strict=True)
    now["baseline"] = [base[key] for key in keys]
    earlier = then[["code", "group", *CARRIED]].rename(columns={n: f"base_{n}" for n in CARRIED})
    earlier["baseline"] = earlier["base_period"]
    frame = now.merge(earlier, on=["code", "group", "baseline"], how="left")
    for name in ("base_why_ratio", "base_window", "base_period", "base_basis_date"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    return frame


def _add_change(frame: pd.DataFrame, confidence: float) -> None:
    def moment(prefix: str) -> tuple[Any, ...]:
        given = frame[prefix + "why_ratio"].eq("").to_numpy(bool)
        return tuple(
            np.where(given, frame[prefix + name].to_numpy(float), np.nan)
            for name in ("count", "population", "reference_count", "reference_population")
        )

    earlier, later = moment("base_"), moment("")
    change = ratio_change(earlier, later, confidence=confidence)
    frame["change"], frame["change_lower"], frame["change_upper"] = change
    frame["smallest_fall"] = smallest_fall(earlier, later, confidence)
    frame["verdict"] = np.asarray(verdict(earlier, later, confidence), dtype=object)


def _add_reasons(frame: pd.DataFrame, pairs: dict[tuple[str, str], Pair]) -> None:
    codes, sentences = [], []
    for row in frame.itertuples():
        each = pairs[str(row.code), str(row.period)]
        own = str(row.why_ratio) or each.why or str(row.base_why_ratio)
        codes.append(own)
        sentences.append(each.sentence if own and own == each.why else _REASONS.get(own, ""))
    frame["why_verdict"], frame["withheld"] = codes, sentences
    due = frame["why_verdict"].eq("")
    phrases = zip(frame["verdict"], due, strict=True)
    frame["verdict"] = pd.Series(
        [phrase if given else None for phrase, given in phrases], index=frame.index, dtype=object
    )
    frame[["change", "change_lower", "change_upper", "smallest_fall"]] = frame[
        ["change", "change_lower", "change_upper", "smallest_fall"]
    ].where(due)
    reasons = ["why_count", "why_rate", "why_ratio", "why_verdict"]
    frame["hidden"] = (frame[reasons] == "c").any(axis=1).astype(bool)
    frame["why"] = [
        next((why for why in whys if why), "") for whys in frame[reasons].itertuples(index=False)
    ]
