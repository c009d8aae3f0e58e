"""Warnings about figures: what a unit slip, a wrong column or a missing group looks like.

Everything here works on whole columns, over this workbook and what is stored before it. Messages
travel into screens and logs, so none repeats a count from 1 to 5, or a sum, difference or share
that would give one away.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import pandas as pd

from escp_data.checking.cells import CellProblem, reader
from escp_data.checking.contents import Columns, Known
from escp_data.checking.crosschecks import Measure, Workbook
from escp_data.disclosure import THRESHOLD
from escp_data.ethnicity import BROAD_GROUPS, UNKNOWN, broad_group
from escp_data.periods import parse_period
from escp_data.problems import Problem, place
from escp_data.words import listed, quoted

SLIP = 7
"""A slip by ten shows as anything from 7 to 14 times the usual, because the true value varies."""
USUAL_FROM = 4
"""Values in a series, this one included, before there is a usual size."""
LARGE_FROM = 50
"""The larger of a value and its usual size: below it, chance alone makes such ratios."""
UNKNOWN_RISE = 0.05
"""A rise in the share of unknown ethnicity that is worth a look; it must also have doubled."""

_SERIES = ["code", "agency"]
_KEY = ["code", "period", "agency"]


def figures(workbook: Workbook, known: Known, measures: Mapping[str, Measure]) -> list[Problem]:
    """Every warning about Measure values and Ethnicity counts."""
    values = _History.of("Measure values", workbook, known)
    counts = _History.of("Ethnicity counts", workbook, known)
    found: list[Problem] = []
    for history, series, amounts in (
        (values, _SERIES, ("numerator", "denominator")),
        (counts, [*_SERIES, "ethnic_group"], ("count",)),
    ):
        if history.columns is not None:
            found += _mixed_periods(history)
            for amount in amounts:
                found += _slips(history, series, amount)
    if values.columns is not None:
        found += _above_denominator(values.columns, measures)
        found += _no_denominator(values.columns, measures)
    if counts.columns is not None:
        found += _parts_and_wholes(counts.columns)
        found += _unknown_rises(counts)
        found += _totals_on_the_sheet(counts.columns)
    return [*found, *_totals(values, counts)]


class _History:
    """A sheet's rows and those already stored of the same measures, none of them twice.

    `frame` has the sheet's columns, `kind` and `order` of the period, and `index`: the row in
    `columns`, or -1 for a row that is stored already.
    """

    def __init__(self, columns: Columns | None, frame: pd.DataFrame) -> None:
        self.columns = columns
        self.frame = frame

    @classmethod
    def of(cls, name: str, workbook: Workbook, known: Known) -> "_History":
        columns = workbook.get(name)
        codes = {
            code for each in ("Measure values", "Ethnicity counts") if each in workbook
            for code in set(workbook[each].values["code"])
        }  # fmt: skip
        table = "measure_values" if name == "Measure values" else "ethnicity_counts"
        stored = known.current(table)
        stored = stored[stored["code"].isin(codes)].assign(index=-1)
        frame = stored
        if columns is not None:
            frame = columns.frame.assign(index=range(len(columns.frame))).dropna(subset=_KEY)
            if len(stored):
                keys = [column.field for column in columns.sheet.keys]
                frame = pd.concat([frame, stored[frame.columns]], ignore_index=True)
                frame = frame.drop_duplicates(keys)
        periods = {text: parse_period(text) for text in frame["period"].unique()}
        order = {p: rank for rank, p in enumerate(sorted(set(periods.values())))}
        return cls(
            columns,
            frame.assign(
                kind=frame["period"].map({text: p.kind for text, p in periods.items()}),
                order=frame["period"].map({text: order[p] for text, p in periods.items()}),
            ),
        )

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Each measure, period and agency: total, unknown, hidden (cells without number), row.

        `untold` counts the cells whose number a message must not give away.
        """
        frame = self.frame
        labels = {x: broad_group(x) for x in frame["ethnic_group"].dropna().unique()}
        unknown = frame["ethnic_group"].map(labels) == UNKNOWN
        frame = frame.assign(
            unknown=frame["count"].where(unknown, 0.0),
            hidden=frame["count"].isna(),
            untold=_untold(frame["count"]),
            unknown_hidden=frame["count"].isna() & unknown,
            row=frame["index"].where(frame["index"] >= 0),
        )
        return frame.groupby(_KEY, sort=False).agg(
            total=("count", "sum"),
            unknown=("unknown", "sum"),
            hidden=("hidden", "sum"),
            untold=("untold", "sum"),
            unknown_hidden=("unknown_hidden", "sum"),
            row=("row", "min"),
            kind=("kind", "first"),
            order=("order", "first"),
        ).reset_index()  # fmt: skip


def _slips(history: _History, series: list[str], amount: str) -> Iterator[Problem]:
    """Values about ten times or a tenth of the median of their series."""
    columns, frame = history.columns, history.frame
    if columns is None:
        return
    present = frame[frame[amount].notna()]
    if present.empty:
        return
    grouped = present.groupby([*series, "kind"], sort=False, dropna=False)[amount]
    sized = present.assign(usual=grouped.transform("median"), known=grouped.transform("size"))
    larger = sized[[amount, "usual"]].max(axis=1)
    smaller = sized[[amount, "usual"]].min(axis=1)
    far = sized[
        (sized["index"] >= 0)
        & (sized["known"] >= USUAL_FROM)
        & (sized["usual"] > THRESHOLD)
        & (larger >= LARGE_FROM)
        & (larger >= SLIP * smaller)
    ]
    for index, code, value, usual in zip(
        far["index"], far["code"], far[amount], far["usual"], strict=True
    ):
        yield columns.problem(
            "W01", amount, index, _slip_sentence(code, value, usual), severity="warning"
        )


def _slip_sentence(code: str, value: float, usual: float) -> str:
    if 0 < value <= THRESHOLD:
        return (
            f"[c] is far below the usual size for {code}. "
            "Check that it is in the right unit and on the right row."
        )
    times = value / usual
    if 1 / 2 < times * 10 < 2:
        how = "about a tenth of"
    elif times < 1:
        how = "far below"
    else:
        how = "about ten times" if times < 2 * SLIP else f"{times:,.0f} times"
    return (
        f"{value:,.10g} is {how} the usual size for {code}, which is about {usual:,.0f}. "
        "Check that it is in the right unit and on the right row."
    )


def _mixed_periods(history: _History) -> Iterator[Problem]:
    """A measure reported for quarters here and for years there: they are never compared."""
    columns, frame = history.columns, history.frame
    if columns is None:
        return
    kinds = frame.groupby("code", sort=False)["kind"].nunique()
    mixed = frame[frame["code"].isin(kinds[kinds > 1].index)]
    words = {"quarter": "quarters", "year": "financial years", "academic": "school years"}
    for code, rows in mixed.groupby("code", sort=False):
        ours = rows[rows["index"] >= 0]
        if len(ours):
            names = listed((words[kind] for kind in rows["kind"].unique()), "and")
            yield columns.problem(
                "W10",
                "period",
                int(ours["index"].iloc[0]),
                f"{code} is given for {names}. They are never compared with each other; "
                "check that each row has the period it is about.",
                "warning",
            )


def _above_denominator(columns: Columns, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    rows = zip(*(columns.values[n] for n in ("code", "numerator", "denominator")), strict=True)
    for index, (code, numerator, denominator) in enumerate(rows):
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
                "warning",
            )


def _no_denominator(columns: Columns, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    rows = zip(*(columns.values[n] for n in ("code", "numerator", "denominator")), strict=True)
    for index, (code, numerator, denominator) in enumerate(rows):
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
                "warning",
            )


# --- ethnicity -----------------------------------------------------------------------------------


def _parts_and_wholes(columns: Columns) -> Iterator[Problem]:
    """A broad group beside one of its own parts: children would be counted twice."""
    labels = set(columns.values["ethnic_group"]) - {None}
    details = {broad_group(label) for label in labels} & (labels & set(BROAD_GROUPS))
    details = {b for b in details if any(broad_group(x) == b and x != b for x in labels)}
    if not details:
        return
    frame = columns.frame
    broad = frame["ethnic_group"].map({label: broad_group(label) for label in labels})
    frame = frame.assign(broad=broad, index=range(len(frame)))[broad.isin(details)]
    for (code, period, _agency, name), rows in frame.groupby([*_KEY, "broad"], sort=False):
        whole = rows[rows["ethnic_group"] == name]
        if len(whole) and len(whole) < len(rows):
            part = rows[rows["ethnic_group"] != name]["ethnic_group"].iloc[0]
            yield columns.problem(
                "W11",
                "ethnic_group",
                int(whole["index"].iloc[0]),
                f"{code} for {period} has a count for {name} and another for {quoted(part)}, "
                "which is a part of it. Give the whole or its parts, or children count twice.",
                "warning",
            )


def _unknown_rises(counts: _History) -> Iterator[Problem]:
    columns = counts.columns
    sums = counts.sums
    sums = sums[(sums["unknown_hidden"] == 0) & (sums["total"] > 0)].sort_values("order")
    if columns is None or sums.empty:
        return
    sums = sums.assign(share=sums["unknown"] / sums["total"])
    sums["before"] = sums.groupby([*_SERIES, "kind"], sort=False)["share"].shift()
    risen = sums[
        sums["row"].notna()
        & (sums["unknown"] > THRESHOLD)
        & (sums["share"] - sums["before"] >= UNKNOWN_RISE)
        & (sums["share"] >= 2 * sums["before"])
    ]
    for code, row in zip(risen["code"], risen["row"], strict=True):
        yield columns.problem(
            "W04",
            "count",
            int(row),
            f"The share of unknown ethnicity for {code} has at least doubled since the period "
            "before, and disproportionality can seem to fall because of it. Ask the supplier why.",
            "warning",
        )


def _totals(values: _History, counts: _History) -> Iterator[Problem]:
    """Groups that do not add up to the measure's own number, whichever of the two is new."""
    if counts.frame.empty or values.frame.empty:
        return
    numbers = values.frame[[*_KEY, "numerator", "index"]].dropna(subset=["numerator"])
    both = counts.sums.merge(numbers, on=_KEY)
    both = both[both["row"].notna() | (both["index"] >= 0)]
    short = (both["hidden"] == 0) & (both["total"] < both["numerator"])
    for _, found in both[short | (both["total"] > both["numerator"])].iterrows():
        sentence = total_sentence(
            found["code"], found["total"], found["numerator"], found["untold"]
        )
        where = f"the measure's total for {found['period']}"
        if counts.columns is not None and pd.notna(found["row"]):
            columns, field, row = counts.columns, "count", int(found["row"])
        elif values.columns is not None:
            columns, field, row = values.columns, "numerator", int(found["index"])
        else:
            continue
        yield columns.problem("W03", field, row, sentence.format(where=where), "warning")


def _totals_on_the_sheet(columns: Columns) -> Iterator[Problem]:
    """A row of totals that is the sum neither of the last measure's rows above it nor of all."""
    read = reader(columns.sheet.column("count"))
    at = [column.field for column in columns.sheet.columns].index("count")
    rows = columns.frame.assign(number=[row.number for row in columns.table.rows])
    start = 0
    for total in columns.table.totals:
        above = rows[(rows["number"] > start) & (rows["number"] < total.number)]
        start = total.number
        try:
            answer = read(total.values[at])
        except CellProblem:
            continue
        number = answer[0] if isinstance(answer, tuple) else None
        if number is None or above.empty:
            continue
        last = above[(above[_KEY] == above[_KEY].iloc[-1]).all(axis=1)]
        if any(_adds_up(block["count"], number) for block in (last, above)):
            continue
        code, untold = last["code"].iloc[-1], _untold(last["count"]).sum()
        sentence = total_sentence(code, last["count"].sum(), number, untold)
        name, cell = columns.table.name, columns.table.cell(total.number, "count")
        message = f"{place(name, cell)}: {sentence.format(where='the total in this row')}"
        yield Problem("W03", name, cell, message, "warning")


def _adds_up(counts: pd.Series, total: float) -> bool:
    """Whether the counts may be those of the total; a hidden one can be any number."""
    known = counts.sum()
    return bool(known <= total if counts.isna().any() else known == total)


def _untold(counts: pd.Series) -> pd.Series:
    """Which counts are hidden by their supplier or small: a sum with one of them would tell it."""
    return counts.isna() | ((counts > 0) & (counts <= THRESHOLD))


def total_sentence(code: str, groups: float, total: float, untold: float) -> str:
    """What to say of groups that do not add up; `{where}` stands for what the total is.

    Both numbers are given only where neither they nor their difference is a small count, and no
    group is hidden or small: `untold` is how many are.
    """
    telling = [groups, total, abs(groups - total)]
    numbers = ""
    if not untold and all(number == 0 or number > THRESHOLD for number in telling):
        numbers = f" ({groups:,.10g} against {total:,.10g})"
    return (
        f"The ethnic groups of {code} do not add up to {{where}}{numbers}. "
        "Check that every group and Unknown is there, and none twice."
    )
