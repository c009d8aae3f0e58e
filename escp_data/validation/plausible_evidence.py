"""The warning about evidence: an impact that nothing recent on record shows."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from escp_data.contract import sheet
from escp_data.model import Problem
from escp_data.rule import rule
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.validation.cells import listed_items
from escp_data.validation.contents import Columns
from escp_data.validation.record import Record, Workbook
from escp_data.validation.says import quarter_reported

EVIDENCED = "Evidenced"
RECENT = 4
"""The quarters up to and with the row's own within which evidence counts as new."""
_SHEETS = ("Measure values", "Ethnicity counts", "Training", "Voice", "Practice audits")
_ON_DAYS = (("Voice", "voice_date"), ("Practice audits", "audit_date"))


@rule(
    "W39",
    "An impact is called evidenced, and no figure, training answer, practice audit or child's "
    "voice of the last four quarters shows it.",
    "Progress: Impact",
    "Give what is newer, or rate the impact as it can be shown.",
)
def old_evidence(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """One warning for each row that newly says Evidenced with nothing recent on record."""
    progress = workbook.get("Progress")
    if progress is None:
        return
    rows = [index for index in range(len(progress.table.rows)) if _is_new(progress, index, record)]
    if not rows:
        return
    known = _Evidence(workbook, record)
    for index in rows:
        plan, ref, text = progress.row(index, "plan", "ref", "period")
        quarter = parse_period(text)
        newest = known.newest(plan, ref, quarter)
        if newest is None or quarter.steps_since(newest) >= RECENT:
            since = f"newer than {newest}" if newest else "at all"
            yield progress.problem(
                "W39",
                "impact",
                index,
                f"The impact of {ref} is called evidenced, and there is no figure, training "
                f"answer, practice audit or child's voice on record for it {since}. Give what is "
                "newer, or rate the impact as it can be shown.",
            )


def _is_new(progress: Columns, index: int, record: Record) -> bool:
    """Whether a row of a quarter says Evidenced, and the record does not say so yet."""
    if progress.values["impact"][index] != EVIDENCED or "impact" not in progress.says[index]:
        return False
    if quarter_reported(progress, index) is None:
        return False
    before: object = record.rows["Progress"](index, "impact")
    return before != EVIDENCED


class _Evidence:
    """The quarters of what is on record, as it will stand with the workbook."""

    def __init__(self, workbook: Workbook, record: Record) -> None:
        self._after = record.after
        self._frames = {
            name: _together(record.known.current(sheet(name).table), workbook.get(name))
            for name in _SHEETS
        }

    def newest(self, plan: str | None, ref: str, quarter: Period) -> Period | None:
        """The newest quarter with evidence for an action, up to this one; None where none is."""
        found = self._quarters(plan, ref, quarter)
        return max((each for each in found if each <= quarter), default=None)

    def _quarters(self, plan: str | None, ref: str, quarter: Period) -> Iterator[Period]:
        held = self._after.actions_in(plan, quarter).get(ref)
        codes = listed_items(held.values["measure_codes"] or "") if held else []
        for name, number in (("Measure values", "numerator"), ("Ethnicity counts", "count")):
            frame = self._frames[name]
            own = frame[frame["code"].isin(codes) & frame[number].notna()]
            yield from _of_periods(own["period"])
        training = self._frames["Training"]
        own = training[_of(training, plan, ref) & training["responses"].notna()]
        yield from _of_periods(own["period"])
        for name, field in _ON_DAYS:
            frame = self._frames[name]
            for day in frame.loc[_of(frame, plan, ref), field].dropna():
                yield quarter_of(date.fromisoformat(str(day)))


def _together(known: pd.DataFrame, columns: Columns | None) -> pd.DataFrame:
    """What is on record and what the workbook gives; which of two the same does not matter here."""
    if columns is None or columns.frame.empty:
        return known
    if known.empty:
        return columns.frame
    return pd.concat([columns.frame, known[columns.frame.columns]], ignore_index=True)


def _of(frame: pd.DataFrame, plan: str | None, ref: str) -> "pd.Series[bool]":
    of_plan = frame["plan"].isna() if plan is None else frame["plan"] == plan
    return of_plan & (frame["ref"] == ref)


def _of_periods(texts: pd.Series) -> Iterator[Period]:
    """Each period as the quarter in which it ends."""
    for text in texts.dropna().unique():
        yield quarter_of(parse_period(text).end)
