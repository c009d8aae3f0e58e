"""The warnings: what may well be right, and what a person ought to look at first.

This module knows the plan's sheets and the workbook as a whole; `plausible_figures` the numbers.
"""

from collections.abc import Callable, Iterator
from datetime import date

from escp_data.model import Cover, Known, Problem, Statement
from escp_data.rule import problem_at, rule
from escp_data.text.clean import fold
from escp_data.text.nearest import did_you_mean, nearest
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import joined, quoted
from escp_data.validation.contents import Columns
from escp_data.validation.dates import ONGOING
from escp_data.validation.free_text import few_children
from escp_data.validation.plausible_changes import changed_pages
from escp_data.validation.plausible_evidence import old_evidence
from escp_data.validation.plausible_figures import figures
from escp_data.validation.plausible_plan import plan_warnings
from escp_data.validation.record import Record, Workbook
from escp_data.validation.references import measures
from escp_data.validation.says import quarter_reported, words_told


def warnings(workbook: Workbook, record: Record, cover: Cover) -> list[Problem]:
    """Everything about a workbook that a person ought to look at."""
    known = record.known
    found = [problem for columns in workbook.values() for problem in _unfilled(columns)]
    found += figures(workbook, known, measures(workbook, known))
    for name, check in _PLAN:
        if name in workbook:
            found += check(workbook[name], record)
    if cover.period:
        period = parse_period(cover.period)
        for columns in workbook.values():
            found += _later_periods(columns, period)
        if "Actions" in workbook:
            found += _moved_into_the_past(workbook["Actions"], known, period)
    found += plan_warnings(workbook, record, cover)
    found += changed_pages(workbook, record)
    found += few_children(workbook, record)
    found += old_evidence(workbook, record)
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
    sentence = f"No {what} filled in for {', '.join(names)}. These rows are left out."
    yield problem_at("W09", columns.table.name, "", sentence)


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
            )


# --- progress ------------------------------------------------------------------------------------


def _before(progress: Columns, index: int, record: Record) -> tuple[int, Statement]:
    """How many quarters before a row's its action was last reported on, and what the row's agency
    told of it then; 0 and nothing where it never was.
    """
    quarter = quarter_reported(progress, index)
    if quarter is None:
        return 0, {}
    told = record.after.quarters_told(*progress.row(index, "plan", "ref"))
    last = max((each for each in told if each < quarter), default=None)
    if last is None:
        return 0, {}
    return quarter.steps_since(last), words_told(progress, index, record.after, last)


@rule(
    "W05",
    "An update is word for word the same as last quarter's.",
    "Progress: Progress update",
    "Check that it was written anew; leave it if nothing has changed.",
)
def _same_words(progress: Columns, record: Record) -> Iterator[Problem]:
    for index, (now, rag) in progress.each("progress_update", "rag"):
        quarters, before = _before(progress, index, record)
        text = before.get("progress_update")
        if not now or not text or quarters != 1 or not record.says_new(progress, index):
            continue
        if fold(now) == fold(text) and rag != "Complete":
            yield progress.problem(
                "W05",
                "progress_update",
                index,
                "This update is word for word the same as last quarter's. "
                "Check that it was written anew; leave it if nothing has changed.",
            )


@rule(
    "W06",
    "A Complete action has gone back to another RAG.",
    "Progress: RAG",
    "Check the RAG, or say in the RAG reason why it was opened again.",
)
def _no_longer_complete(progress: Columns, record: Record) -> Iterator[Problem]:
    for index, (ref, rag) in progress.each("ref", "rag"):
        _, before = _before(progress, index, record)
        if rag in (None, "Complete") or before.get("rag") != "Complete":
            continue
        if record.says_new(progress, index):
            yield progress.problem(
                "W06",
                "rag",
                index,
                f"{ref} was Complete in the report before this one, and now it is {rag}. "
                "Check the RAG, or say in the RAG reason why it was opened again.",
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
    columns = (stored[name] for name in ("plan", "ref", "due_date", "revised_due_date"))
    before = {
        (plan or None, ref): (due, revised)
        for plan, ref, due, revised in zip(*columns, strict=True)
    }
    rows = actions.each("plan", "ref", "state", "due_date", "revised_due_date")
    for index, (plan, ref, state, due, revised) in rows:
        first, moved = before.get((plan, ref), (due, None))
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
            meant = did_you_mean(nearest(basis, bases))
            yield measures.problem(
                "W13",
                "population_basis",
                index,
                f"{quoted(basis)} has no rows on the Population sheet, here or earlier, so no "
                f"rates can be shown for it{meant} Add them, or correct the name.",
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
    for index, (code, counts) in measures.each("code", "counts"):
        if counts == "other" and before.get(code) == "children":
            yield measures.problem(
                "W15",
                "counts",
                index,
                f"{code} counted children before, so its small numbers stay hidden. "
                "Use a new Code if this is another measure.",
            )


@rule(
    "W12",
    "More people answered than attended, or felt confident than answered.",
    "Training: Places attended, Responses, Confident before, Confident after",
    "Check the two numbers.",
)
def _more_than(part: str, whole: str) -> Callable[[Columns, Record], Iterator[Problem]]:
    def check(training: Columns, _record: Record) -> Iterator[Problem]:
        for index, (fewer, more) in training.each(part, whole):
            if fewer is not None and more is not None and fewer > more:
                names = [training.sheet.column(name).name for name in (part, whole)]
                yield training.problem(
                    "W12",
                    part,
                    index,
                    f"{names[0]} is more than {names[1]}, and counts some of the same people. "
                    f"Check {joined(names)}.",
                )

    return check


_PLAN: tuple[tuple[str, Callable[[Columns, Record], Iterator[Problem]]], ...] = (
    ("Progress", _same_words),
    ("Progress", _no_longer_complete),
    ("Training", _more_than("responses", "places_attended")),
    ("Training", _more_than("confident_before", "responses")),
    ("Training", _more_than("confident_after", "responses")),
    ("Training", _more_than("used_in_practice", "follow_up_responses")),
)
