"""Warnings about figures: what a unit slip, a wrong column or a missing denominator looks like.

Everything here works on whole columns, over this workbook and what is stored before it. Messages
travel into screens, logs and e-mails, so none has a number of a measure that ever had a small
count, nor anything worked out of such numbers.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from escp_data import markers
from escp_data.model import Known, Problem
from escp_data.rule import rule
from escp_data.sensitive import sensitive_codes_in
from escp_data.text.wording import joined
from escp_data.validation.contents import Columns
from escp_data.validation.plausible_groups import group_figures
from escp_data.validation.record import Workbook
from escp_data.validation.recorded import FIGURES, Recorded, veiled
from escp_data.validation.references import Measure

SLIP = 7
"""A slip by ten shows as anything from 7 to 14 times the usual, because the true value varies."""
USUAL_FROM = 4
"""Values in a series, this one included, before there is a usual size."""
LARGE_FROM = 50
"""The larger of a value and its usual size: below it, chance alone makes such ratios."""
_SERIES = ["code", "agency"]


def figures(workbook: Workbook, known: Known, measures: Mapping[str, Measure]) -> list[Problem]:
    """Every warning about Measure values and Ethnicity counts."""
    sheets = [workbook[name] for name in FIGURES if name in workbook]
    if not sheets:
        return []
    secret = known.untold() | sensitive_codes_in(columns.rows() for columns in sheets)
    values, counts = (Recorded.of(name, workbook, known, secret) for name in FIGURES)
    found: list[Problem] = []
    for recorded, series, amounts in (
        (values, _SERIES, ("numerator", "denominator")),
        (counts, [*_SERIES, "ethnic_group"], ("count",)),
    ):
        if recorded.columns is not None:
            found += _mixed_periods(recorded.columns, recorded.frame)
            for amount in amounts:
                found += _slips(recorded.columns, recorded, series, amount)
    if values.columns is not None:
        found += _above_denominator(values.columns, measures)
        found += _no_denominator(values.columns, measures)
    return [*found, *group_figures(values, counts)]


@rule(
    "W01",
    "A value is about ten times or a tenth of its usual size.",
    "Measure values: Numerator, Denominator; Ethnicity counts: Count",
    "Check the unit, and the decimal point.",
)
def _slips(
    columns: Columns, recorded: Recorded, series: list[str], amount: str
) -> Iterator[Problem]:
    """Values about ten times or a tenth of the median of their series.

    Every small count is taken for the largest there is, so that none follows from a warning.
    """
    present = recorded.frame[recorded.frame[amount].notna()]
    if present.empty:
        return
    present = present.assign(value=veiled(present[amount]))
    grouped = present.groupby([*series, "kind"], sort=False, dropna=False)["value"]
    sized = present.assign(usual=grouped.transform("median"), known=grouped.transform("size"))
    larger = sized[["value", "usual"]].max(axis=1)
    smaller = sized[["value", "usual"]].min(axis=1)
    far = sized[
        (sized["index"] >= 0)
        & (sized["known"] >= USUAL_FROM)
        & (sized["usual"] > markers.THRESHOLD)
        & (larger >= LARGE_FROM)
        & (larger >= SLIP * smaller)
    ]
    for index, code, value, usual in zip(
        far["index"], far["code"], far["value"], far["usual"], strict=True
    ):
        sentence = (_slip_in_words if code in recorded.secret else _slip)(code, value, usual)
        yield columns.problem(
            "W01",
            amount,
            index,
            f"{sentence} Check that it is in the right unit and on the right row.",
        )


def _slip(code: str, value: float, usual: float) -> str:
    times = value / usual
    if 1 / 2 < times * 10 < 2:
        how = "about a tenth of"
    elif times < 1:
        how = "far below"
    else:
        how = "about ten times" if times < 2 * SLIP else f"{times:,.0f} times"
    size = f"the usual size for {code}, which is about {usual:,.0f}"
    return f"{value:,.10g} is {how} {size}."


def _slip_in_words(code: str, value: float, usual: float) -> str:
    """The same without a number: the median of a few counts tells one of them."""
    return f"This is far {'below' if value < usual else 'above'} what was usual for {code}."


@rule(
    "W10",
    "A measure is given for periods of different kinds.",
    "Measure values, Ethnicity counts: Period",
    "Give a measure for one kind of period.",
)
def _mixed_periods(columns: Columns, frame: pd.DataFrame) -> Iterator[Problem]:
    """A measure reported for quarters here and for years there: they are never compared."""
    kinds = frame.groupby("code", sort=False)["kind"].nunique()
    mixed = frame[frame["code"].isin(kinds[kinds > 1].index)]
    words = {"quarter": "quarters", "year": "financial years", "academic": "school years"}
    for code, rows in mixed.groupby("code", sort=False):
        ours = rows[rows["index"] >= 0]
        if len(ours):
            names = joined(words[kind] for kind in rows["kind"].unique())
            yield columns.problem(
                "W10",
                "period",
                int(ours["index"].iloc[0]),
                f"{code} is given for {names}. They are never compared with each other; "
                "check that each row has the period it is about.",
            )


@rule(
    "W02",
    "A percentage's numerator is above its denominator.",
    "Measure values: Numerator, Denominator",
    "Check that the two have not changed places.",
)
def _above_denominator(columns: Columns, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    for index, (code, numerator, denominator) in columns.each("code", "numerator", "denominator"):
        measure = measures.get(code)
        if measure is None or measure.kind != "percentage" or None in (numerator, denominator):
            continue
        if numerator > denominator:
            yield columns.problem(
                "W02",
                "numerator",
                index,
                f"The Numerator is above the Denominator, and {code} is a percentage. "
                "Check that they are not the wrong way round.",
            )


@rule(
    "W14",
    "A rate has neither a denominator nor a population basis.",
    "Measure values: Denominator; Measures: Population basis",
    "Give one of the two.",
)
def _no_denominator(columns: Columns, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    for index, (code, numerator, denominator) in columns.each("code", "numerator", "denominator"):
        measure = measures.get(code)
        if numerator is None or denominator is not None or measure is None:
            continue
        marked = columns.values["denominator_marker"][index] is not None
        if measure.kind == "rate" and measure.basis is None and not marked:
            yield columns.problem(
                "W14",
                "numerator",
                index,
                f"{code} is a rate with neither a Denominator here nor a Population basis on the "
                "Measures sheet, so no rate can be shown. Give one of the two.",
            )
