"""What one row must agree on with others, in this workbook or among what is already stored.

A reference may point to either. Where a sheet could not be read, nothing is said about references
to it: they would all look wrong.
"""

from collections.abc import Collection, Iterator, Mapping

from escp_data.model import Problem
from escp_data.rule import rule
from escp_data.text.ethnicity import UNKNOWN, broad_group
from escp_data.text.wording import quoted
from escp_data.validation.contents import Columns
from escp_data.validation.dates import ONGOING
from escp_data.validation.record import Record, Workbook
from escp_data.validation.references import (
    Measure,
    circles,
    measures,
    repeated_keys,
    unknown_codes,
    unknown_continued,
    unknown_priorities,
    unknown_refs,
)
from escp_data.validation.says import NOTHING, OnRecord, words_told


def disagreements(
    workbook: Workbook, record: Record, unread: Collection[str] = ()
) -> list[Problem]:
    """Every error that takes more than one cell to see. `unread` names sheets that could not be."""
    registered = measures(workbook, record.known)
    found = [problem for columns in workbook.values() for problem in repeated_keys(columns)]
    if "Actions" not in unread:
        found += unknown_refs(workbook, record)
        found += unknown_continued(workbook, record)
    if "Priorities" not in unread:
        found += unknown_priorities(workbook, record)
    if "Measures" not in unread:
        found += unknown_codes(workbook, registered)
        found += circles(workbook, registered)
    for name, check in _ROWS:
        if name in workbook:
            found += check(workbook[name])
    if "Progress" in workbook:
        found += _reasons(workbook["Progress"], record)
    if "Measure values" in workbook:
        found += _numbers(workbook["Measure values"], registered, record.rows["Measure values"])
    return found


@rule(
    "K10",
    "A Red or Amber action has no RAG reason.",
    "Progress: RAG, RAG reason",
    "Say in a sentence why it is Red or Amber.",
)
def _reasons(progress: Columns, record: Record) -> Iterator[Problem]:
    """As the record will stand: a reason on record serves where this row leaves it alone."""
    for index, (rag, reason) in progress.each("rag", "rag_reason"):
        if rag not in ("Red", "Amber") or reason or ("rag_reason", index) in progress.wrong:
            continue
        if words_told(progress, index, record.after).get("rag_reason"):
            continue
        yield progress.problem(
            "K10",
            "rag_reason" if progress.has("rag_reason") else "rag",
            index,
            f"RAG reason is blank, and RAG is {rag}. Say in a sentence why it is {rag}.",
        )


@rule(
    "K11",
    "Progress is reported for something other than a quarter.",
    "Progress: Period",
    "Write the quarter, as 2025-26 Q3.",
)
def _quarters(progress: Columns) -> Iterator[Problem]:
    for index, period in enumerate(progress.values["period"]):
        if period is not None and " Q" not in period:
            yield progress.problem(
                "K11",
                "period",
                index,
                f"Progress is reported for a quarter, and the Period is {quoted(period)}. "
                "Write the quarter, as 2025-26 Q3.",
            )


@rule(
    "K12",
    "An action is due before it starts.",
    "Actions: Start date, Due date, Revised due date",
    "Correct whichever of the two is wrong.",
)
def _due_dates(actions: Columns) -> Iterator[Problem]:
    for field in ("due_date", "revised_due_date"):
        for index, (start, due) in actions.each("start_date", field):
            if start and due and _is_before(due, start):
                yield actions.problem(
                    "K12",
                    field,
                    index,
                    f"{actions.sheet.column(field).name} is before the Start date. "
                    "Correct whichever of the two is wrong.",
                )


def _is_before(one: str, other: str) -> bool:
    """Whether an ISO day is before another; never, where one of them is `ongoing`."""
    return ONGOING not in (one, other) and one < other


@rule(
    "K15",
    "A measure's reference group is Unknown.",
    "Measures: Reference group",
    "Choose another group, such as White.",
)
def _reference_groups(measures_: Columns) -> Iterator[Problem]:
    for index, group in enumerate(measures_.values["reference_group"]):
        if group is not None and broad_group(group) == UNKNOWN:
            yield measures_.problem(
                "K15",
                "reference_group",
                index,
                "Nobody can be compared with children whose ethnicity is unknown. "
                "Choose another group, such as White.",
            )


@rule(
    "K13",
    "A count of children is not a whole number.",
    "Measure values: Numerator, Denominator",
    "Give the count itself, not a rate or an average.",
)
@rule(
    "K14",
    "A percentage has no denominator.",
    "Measure values: Denominator",
    "Give the number that the Numerator is a part of.",
)
def _numbers(
    columns: Columns, registered: Mapping[str, Measure], on_record: OnRecord
) -> Iterator[Problem]:
    """Whole numbers of children, and a denominator under each percentage. Repeats no number."""
    rows = columns.each("code", "numerator", "denominator", "denominator_marker")
    for index, (code, numerator, denominator, marker) in rows:
        measure = registered.get(code)
        if measure is None:
            continue
        percentage = measure.kind == "percentage"
        if measure.counts == "children":
            for field, number in (("numerator", numerator), ("denominator", denominator)):
                if _is_broken(number) and (field == "numerator" or percentage):
                    yield columns.problem("K13", field, index, _not_whole(field, code))
        missing = numerator is not None and denominator is None and marker is None
        if missing and "denominator" not in columns.says[index]:
            before = on_record(index, "denominator")
            missing = before is NOTHING or before is None
        if percentage and missing and ("denominator", index) not in columns.wrong:
            yield columns.problem(
                "K14",
                "denominator" if columns.has("denominator") else "numerator",
                index,
                f"{quoted(code)} is a percentage, and its Denominator is blank. Give the number "
                "that the Numerator is a part of.",
            )


def _is_broken(number: float | None) -> bool:
    return number is not None and number != int(number)


def _not_whole(field: str, code: str) -> str:
    return (
        f"{field.capitalize()} must be a whole number, because {quoted(code)} counts children. "
        "Give the count itself, not a rate or an average."
    )


_ROWS = (
    ("Progress", _quarters),
    ("Actions", _due_dates),
    ("Measures", _reference_groups),
)
