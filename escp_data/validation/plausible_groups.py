"""Warnings about counts by ethnic group: a group missing, counted twice, or suddenly unknown.

Groups and totals may come in different workbooks. A message has numbers only where all of them
stand in the workbook it is about, and none of them, nor what they leave, is a small count.
"""

from collections.abc import Iterator, Set

import pandas as pd

from escp_data import markers
from escp_data.markers import is_small
from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.ethnicity import BROAD_GROUPS, broad_group
from escp_data.text.wording import quoted
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import read_cell
from escp_data.validation.contents import Columns
from escp_data.validation.recorded import KEY, Recorded, sensitive_measures

UNKNOWN_RISE = 0.05
"""A rise in the share of unknown ethnicity that is worth a look; it must also have doubled."""


def group_figures(values: Recorded, counts: Recorded) -> Iterator[Problem]:
    """Every warning about Ethnicity counts and the totals that they ought to add up to."""
    if counts.columns is not None:
        yield from _parts_and_wholes(counts.columns)
        yield from _unknown_rises(counts.columns, counts.sums)
        yield from _totals_on_the_sheet(counts.columns, counts.secret)
    yield from _totals(values, counts)


@rule(
    "W11",
    "A group and a part of it both have a count.",
    "Ethnicity counts: Ethnic group",
    "Check that no child is counted twice.",
)
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
    for (code, period, _agency, name), rows in frame.groupby([*KEY, "broad"], sort=False):
        whole = rows[rows["ethnic_group"] == name]
        if len(whole) and len(whole) < len(rows):
            part = rows[rows["ethnic_group"] != name]["ethnic_group"].iloc[0]
            yield columns.problem(
                "W11",
                "ethnic_group",
                int(whole["index"].iloc[0]),
                f"{code} for {period} has a count for {name} and another for {quoted(part)}, "
                "which is a part of it. Give the whole or its parts, or children count twice.",
            )


@rule(
    "W04",
    "The share of unknown ethnicity has at least doubled.",
    "Ethnicity counts: Count",
    "Ask whether ethnicity was recorded as before.",
)
def _unknown_rises(columns: Columns, sums: pd.DataFrame) -> Iterator[Problem]:
    sums = sums[(sums["unknown_hidden"] == 0) & (sums["total"] > 0)].sort_values("order")
    if sums.empty:
        return
    sums = sums.assign(before=sums.groupby(["code", "agency", "kind"], sort=False)["share"].shift())
    risen = sums[
        sums["row"].notna()
        & (sums["unknown"] > markers.THRESHOLD)
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
        )


@rule(
    "W03",
    "Ethnicity counts do not add up to the total.",
    "Ethnicity counts: Count; Measure values: Numerator",
    "Check the counts and the total.",
)
def _totals(values: Recorded, counts: Recorded) -> Iterator[Problem]:
    """Groups that do not add up to the measure's own number, whichever of the two is new.

    Where a hidden number is on record, nothing is said of what comes from there: a warning that
    goes away at the right sum would tell it.
    """
    if counts.frame.empty or values.frame.empty:
        return
    numbers = values.frame[[*KEY, "numerator", "index"]].dropna(subset=["numerator"])
    both = counts.sums.merge(numbers, on=KEY)
    both = both[both["row"].notna() | (both["index"] >= 0)]
    both = both[~both["code"].isin(counts.secret) | (both["own"] & (both["index"] >= 0))]
    short = (both["hidden"] == 0) & (both["total"] < both["numerator"])
    for _, found in both[short | (both["total"] > both["numerator"])].iterrows():
        tellable = found["tellable"] and found["index"] >= 0 and found["code"] not in counts.secret
        sentence = total_sentence(found["code"], found["total"], found["numerator"], tellable)
        where = f"the measure's total for {found['period']}"
        if counts.columns is not None and pd.notna(found["row"]):
            columns, field, row = counts.columns, "count", int(found["row"])
        elif values.columns is not None:
            columns, field, row = values.columns, "numerator", int(found["index"])
        else:
            continue
        yield columns.problem("W03", field, row, sentence.format(where=where))


def _totals_on_the_sheet(columns: Columns, secret: Set[str]) -> Iterator[Problem]:
    """A row of totals that is the sum neither of the last measure's rows above it nor of all."""
    column = columns.sheet.column("count")
    at = columns.sheet.columns.index(column)
    rows = columns.frame.assign(number=[row.number for row in columns.table.rows])
    start = 0
    for total in columns.table.totals:
        above = rows[(rows["number"] > start) & (rows["number"] < total.number)]
        start = total.number
        try:
            answer = read_cell(column, total.values[at])
        except CellProblem:
            continue
        number = answer[0] if isinstance(answer, tuple) else None
        if number is None or above.empty:
            continue
        last = above[(above[KEY] == above[KEY].iloc[-1]).all(axis=1)]
        if any(_adds_up(block["count"], number) for block in (last, above)):
            continue
        code = last["code"].iloc[-1]
        tellable = code not in secret and not sensitive_measures(last["count"]).any()
        sentence = total_sentence(code, last["count"].sum(), number, tellable)
        cell = columns.table.cell(total.number, "count")
        said = sentence.format(where="the total in this row")
        yield problem_at("W03", columns.table.name, cell, said)


def _adds_up(counts: pd.Series, total: float) -> bool:
    """Whether the counts may be those of the total; a hidden one can be any number."""
    known = counts.sum()
    return bool(known <= total if counts.isna().any() else known == total)


def total_sentence(code: str, groups: float, total: float, tellable: bool) -> str:
    """What to say of groups that do not add up; `{where}` stands for what the total is.

    Both numbers are given only where they are `tellable`, and neither they nor their difference
    is a small count.
    """
    telling = [groups, total, abs(groups - total)]
    numbers = ""
    if tellable and not any(map(is_small, telling)):
        numbers = f" ({groups:,.10g} against {total:,.10g})"
    return (
        f"The ethnic groups of {code} do not add up to {{where}}{numbers}. "
        "Check that every group and Unknown is there, and none twice."
    )
