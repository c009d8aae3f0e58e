"""The warnings: what may well be right, and what a person ought to look at first.

This module knows the plan's sheets and the workbook as a whole; `plausible_figures` the numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pandas as pd

from escp_data.model import Cover, Known, Problem, place
from escp_data.rule import rule
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import listed, quoted
from escp_data.validation.contents import Columns
from escp_data.validation.crosschecks import Measure, Workbook
from escp_data.validation.dates import ONGOING
from escp_data.validation.plausible_figures import figures


def warnings(
    workbook: Workbook, known: Known, measures: Mapping[str, Measure], cover: Cover
) -> list[Problem]:
    """Everything about a workbook that a person ought to look at."""
    found = [problem for columns in workbook.values() for problem in _unfilled(columns)]
    found += figures(workbook, known, measures)
    for name, check in _PLAN:
        if name in workbook:
            found += check(workbook[name], known)
    if cover.period:
        period = parse_period(cover.period)
        for columns in workbook.values():
            found += _later_periods(columns, period)
        if "Actions" in workbook:
            found += _moved_into_the_past(workbook["Actions"], known, period)
    if "Measures" in workbook:
        found += _unknown_bases(workbook, known)
        found += _no_longer_children(workbook["Measures"], known)
    return found


@rule(
    "W09",
    "Rows that were filled in beforehand have no update.",
    "Every sheet",
    "Fill them in, or leave them out on purpose.",
)
def _unfilled(columns: Columns) -> Iterator[Problem]:
    """One warning for a sheet: its rows that were prepared and left as they were."""
    rows = columns.table.unfilled
    if not rows:
        return
    first = columns.sheet.columns.index(columns.sheet.keys[0])
    names = dict.fromkeys(str(row.values[first]) for row in rows)
    what = "update was" if columns.sheet.name == "Progress" else "row was"
    sentence = f"no {what} filled in for {', '.join(names)}. These rows are left out."
    name = columns.table.name
    yield Problem("W09", name, "", f"{place(name)}: {sentence}", "warning")


@rule(
    "W08",
    "A row is about a period after the Cover's.",
    "Every column called Period",
    "Check which of the two is right.",
)
def _later_periods(columns: Columns, cover: Period) -> Iterator[Problem]:
    """One warning for each period that starts after the Cover's ends, at its first row."""
    if "period" not in columns.values:
        return
    seen = columns.values["period"]
    for text in sorted(set(seen) - {None}):
        if parse_period(text).start > cover.end:
            rows = seen.count(text)
            others = f" (on {rows:,} rows)" if rows > 1 else ""
            yield columns.problem(
                "W08",
                "period",
                seen.index(text),
                f"{text}{others} is after the period on the Cover, {cover}. "
                "Check which of the two is right.",
                "warning",
            )


# --- progress ------------------------------------------------------------------------------------


def _told_before(progress: Columns, known: Known) -> pd.DataFrame:
    """Every report on the workbook's actions, in order, with the one before it beside it.

    Columns: ref, order (quarters since the year 0), rag, progress_update, row (NaN for one stored
    already), and `before_…` for the order, rag and update of the report before.
    """
    wanted = ["ref", "period", "rag", "progress_update"]
    ours = progress.frame[wanted].assign(row=range(len(progress.frame)))
    stored = known.current("progress")[wanted]
    stored = stored[stored["ref"].isin(set(progress.values["ref"]))].assign(row=float("nan"))
    told = pd.concat([ours, stored], ignore_index=True) if len(stored) else ours
    told = told.dropna(subset=["ref", "period"]).drop_duplicates(["ref", "period"])
    order = {text: _order(parse_period(text)) for text in told["period"].unique()}
    told = told.assign(order=told["period"].map(order).astype("float64"))
    told = told.dropna(subset=["order"]).sort_values("order", kind="stable")
    before = told.groupby("ref", sort=False)[["order", "rag", "progress_update"]].shift()
    return told.join(before.add_prefix("before_"))[told["row"].notna()]


def _order(period: Period) -> int | None:
    return None if period.quarter is None else period.year * 4 + period.quarter


@rule(
    "W05",
    "An update is word for word the same as last quarter's.",
    "Progress: Progress update",
    "Check that it was written anew; leave it if nothing has changed.",
)
def _same_words(progress: Columns, known: Known) -> Iterator[Problem]:
    told = _told_before(progress, known)
    told = told[(told["order"] - told["before_order"] == 1) & (told["rag"] != "Complete")]
    pairs = zip(told["row"], told["progress_update"], told["before_progress_update"], strict=True)
    for row, now, before in pairs:
        if isinstance(now, str) and isinstance(before, str) and fold(now) == fold(before):
            yield progress.problem(
                "W05",
                "progress_update",
                int(row),
                "This update is word for word the same as last quarter's. "
                "Check that it was written anew; leave it if nothing has changed.",
                "warning",
            )


@rule(
    "W06",
    "A Complete action has gone back to another RAG.",
    "Progress: RAG",
    "Check the RAG, or say in the RAG reason why it was opened again.",
)
def _no_longer_complete(progress: Columns, known: Known) -> Iterator[Problem]:
    told = _told_before(progress, known)
    back = told[
        (told["before_rag"] == "Complete") & told["rag"].notna() & (told["rag"] != "Complete")
    ]
    for row, ref, rag in zip(back["row"], back["ref"], back["rag"], strict=True):
        yield progress.problem(
            "W06",
            "rag",
            int(row),
            f"{ref} was Complete in the report before this one, and now it is {rag}. "
            "Check the RAG, or say in the RAG reason why it was opened again.",
            "warning",
        )


# --- actions, measures, training -----------------------------------------------------------------


@rule(
    "W07",
    "A due date was moved to a day that has passed already.",
    "Actions: Due date, Revised due date",
    "Check the year.",
)
def _moved_into_the_past(actions: Columns, known: Known, cover: Period) -> Iterator[Problem]:
    """Dates that differ from those stored, and lie before the end of the period reported.

    The Cover's period is the measure, not today: an old return may be loaded late.
    """
    stored = known.current("actions")
    before = dict(
        zip(
            stored["ref"],
            zip(stored["due_date"], stored["revised_due_date"], strict=True),
            strict=True,
        )
    )
    names = ("ref", "state", "due_date", "revised_due_date")
    rows = zip(*(actions.values[name] for name in names), strict=True)
    for index, (ref, state, due, revised) in enumerate(rows):
        first, moved = before.get(ref, (due, None))
        field = "revised_due_date" if revised else "due_date"
        now, then = (revised, moved or first) if revised else (due, first)
        if state in ("Closed", "Superseded") or now == then or not _has_passed(now, cover.end):
            continue
        yield actions.problem(
            "W07",
            field,
            index,
            f"{actions.sheet.column(field).name} of {ref} is a new date, and it is before the end "
            f"of the Cover's period, {cover} ({cover.end:%d/%m/%Y}). Check the year.",
            "warning",
        )


def _has_passed(day: str | None, end: date) -> bool:
    """Whether an ISO day lies before `end`; never for `ongoing` or no date."""
    return day is not None and day != ONGOING and day < end.isoformat()


@rule(
    "W13",
    "A measure's population basis has no rows on the Population sheet.",
    "Measures: Population basis",
    "Add them, or correct the name.",
)
def _unknown_bases(workbook: Workbook, known: Known) -> Iterator[Problem]:
    measures = workbook["Measures"]
    bases = set(known.current("population")["basis"].dropna())
    if "Population" in workbook:
        bases |= set(workbook["Population"].values["basis"]) - {None}
    for index, basis in enumerate(measures.values["population_basis"]):
        if basis is not None and basis not in bases:
            near = nearest(basis, bases)
            meant = f"; did you mean {near}?" if near else "."
            yield measures.problem(
                "W13",
                "population_basis",
                index,
                f"{quoted(basis)} has no rows on the Population sheet, here or earlier, so no "
                f"rates can be shown for it{meant} Add them, or correct the name.",
                "warning",
            )


@rule(
    "W15",
    "A measure that counted children is now said to count something else.",
    "Measures: Counts",
    "Use a new Code if this is another measure.",
)
def _no_longer_children(measures: Columns, known: Known) -> Iterator[Problem]:
    """Small counts that were hidden once are not shown because a measure is said to differ."""
    stored = known.current("measures")
    before = dict(zip(stored["code"], stored["counts"], strict=True))
    codes = zip(measures.values["code"], measures.values["counts"], strict=True)
    for index, (code, counts) in enumerate(codes):
        if counts == "other" and before.get(code) == "children":
            yield measures.problem(
                "W15",
                "counts",
                index,
                f"{code} counted children before, so its small numbers stay hidden. "
                "Use a new Code if this is another measure.",
                "warning",
            )


@rule(
    "W12",
    "More people answered than attended, or felt confident than answered.",
    "Training: Places attended, Responses, Confident before, Confident after",
    "Check the two numbers.",
)
def _more_than(part: str, whole: str) -> Callable[[Columns, Known], Iterator[Problem]]:
    def check(training: Columns, _known: Known) -> Iterator[Problem]:
        pairs = zip(training.values[part], training.values[whole], strict=True)
        for index, (fewer, more) in enumerate(pairs):
            if fewer is not None and more is not None and fewer > more:
                names = [training.sheet.column(name).name for name in (part, whole)]
                yield training.problem(
                    "W12",
                    part,
                    index,
                    f"{names[0]} is more than {names[1]}, and counts some of the same people. "
                    f"Check {listed(names, 'and')}.",
                    "warning",
                )

    return check


_PLAN: tuple[tuple[str, Callable[[Columns, Known], Iterator[Problem]]], ...] = (
    ("Progress", _same_words),
    ("Progress", _no_longer_complete),
    ("Training", _more_than("responses", "places_attended")),
    ("Training", _more_than("confident_before", "responses")),
    ("Training", _more_than("confident_after", "responses")),
)
