"""A sheet of figures beside what is stored of the same measures: what the warnings compare."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from escp_data import markers
from escp_data.contract import sheet
from escp_data.markers import is_small
from escp_data.model import Known
from escp_data.text.ethnicity import UNKNOWN, broad_group
from escp_data.text.periods import parse_period
from escp_data.validation.contents import Columns
from escp_data.validation.record import Workbook

KEY = ["code", "period", "agency"]
FIGURES = ("Measure values", "Ethnicity counts")


@dataclass(frozen=True, eq=False)
class Recorded:
    """A sheet's rows and those already stored of the same measures, none of them twice.

    `secret` are the measures whose numbers no message repeats. `frame` has the sheet's columns,
    `kind` and `order` of the period, and `index`: the row in `columns`, or -1 for a row that is
    stored already.
    """

    columns: Columns | None
    frame: pd.DataFrame
    secret: Set[str]

    @classmethod
    def of(cls, name: str, workbook: Workbook, known: Known, secret: Set[str]) -> "Recorded":
        columns = workbook.get(name)
        codes = {
            code
            for each in FIGURES
            if each in workbook
            for code in set(workbook[each].values["code"])
        }
        stored = known.current(sheet(name).table)
        stored = stored[stored["code"].isin(codes)].assign(index=-1)
        frame = stored
        if columns is not None:
            frame = columns.frame.assign(index=range(len(columns.frame))).dropna(subset=KEY)
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
            secret,
        )

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Each measure, period and agency: its total, what may be told of it, and its row.

        `hidden` and `unknown_hidden` count the cells without a number. `own`: every group is in
        this workbook, and `tellable` where each has a number that is not small. `share` of unknown
        ethnicity takes every small count for the largest there is, so that nothing follows from it
        about a small one.
        """
        frame = self.frame
        labels = {x: broad_group(x) for x in frame["ethnic_group"].dropna().unique()}
        unknown = frame["ethnic_group"].map(labels) == UNKNOWN
        blurred = veiled(frame["count"])
        frame = frame.assign(
            unknown=frame["count"].where(unknown, 0.0),
            blurred=blurred,
            blurred_unknown=blurred.where(unknown, 0.0),
            hidden=frame["count"].isna(),
            tellable=(frame["index"] >= 0) & ~sensitive_measures(frame["count"]),
            own=frame["index"] >= 0,
            unknown_hidden=frame["count"].isna() & unknown,
            row=frame["index"].where(frame["index"] >= 0),
        )
        sums = (
            frame.groupby(KEY, sort=False)
            .agg(
                total=("count", "sum"),
                unknown=("unknown", "sum"),
                blurred=("blurred", "sum"),
                blurred_unknown=("blurred_unknown", "sum"),
                hidden=("hidden", "sum"),
                own=("own", "all"),
                tellable=("tellable", "all"),
                unknown_hidden=("unknown_hidden", "sum"),
                row=("row", "min"),
                kind=("kind", "first"),
                order=("order", "first"),
            )
            .reset_index()
        )
        return sums.assign(share=sums["blurred_unknown"] / sums["blurred"])


def sensitive_measures(counts: pd.Series) -> pd.Series:
    """Which counts are hidden by their supplier or small: a sum with one of them would tell it."""
    return counts.isna() | pd.Series(is_small(counts), counts.index)


def veiled(counts: pd.Series) -> pd.Series:
    """The counts, every small one as large as a small one can be."""
    return counts.mask(is_small(counts), markers.THRESHOLD)
