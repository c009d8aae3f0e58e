"""What one row must agree on with others, in this workbook or among what is already stored.

A reference may point to either. Where a sheet could not be read, nothing is said about references
to it: they would all look wrong.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from escp_data.contract import sheet as contract_sheet
from escp_data.model import Known, Problem, StoredValue
from escp_data.rule import rule
from escp_data.statements.terms import named, plan_before
from escp_data.statements.who import is_own
from escp_data.text.ethnicity import UNKNOWN, broad_group
from escp_data.text.nearest import nearest
from escp_data.text.periods import parse_period
from escp_data.text.wording import listed, quoted
from escp_data.validation.cells import listed_items
from escp_data.validation.contents import Columns
from escp_data.validation.dates import ONGOING
from escp_data.validation.record import Record, Workbook
from escp_data.validation.says import NOTHING, OnRecord

MOST_GUESSES = 200
"""Different unknown names in a column for which the closest is looked up: it takes a while."""

_PRIORITIES = ("Actions", "Measures")
_CODES = {
    "Measure values": "code",
    "Ethnicity counts": "code",
    "Benchmarks": "code",
    "Events": "measure",
    "Challenges": "measure",
    "Measures": "preceding_measure",
    "Actions": "measure_codes",
    "Meetings": "measures_considered",
}


@dataclass(frozen=True)
class Measure:
    """What other rows depend on in a measure's registration."""

    kind: str | None
    counts: str | None
    preceding: str | None
    basis: str | None


def measures(workbook: Workbook, known: Known) -> dict[str, Measure]:
    """Every registered measure by its code; the workbook's own row where it has one."""
    found: dict[str, Measure] = {}
    for source in (known.current("measures"), _values(workbook, "Measures")):
        names = ("code", "kind", "counts", "preceding_measure", "population_basis")
        for code, *rest in zip(*(source[name] for name in names), strict=True):
            if code:
                found[code] = Measure(*rest)
    return found


def disagreements(
    workbook: Workbook, record: Record, unread: Collection[str] = ()
) -> list[Problem]:
    """Every error that takes more than one cell to see. `unread` names sheets that could not be."""
    registered = measures(workbook, record.known)
    found = [problem for columns in workbook.values() for problem in repeated_keys(columns)]
    if "Actions" not in unread:
        found += _unknown_refs(workbook, record)
        found += _unknown_continued(workbook, record)
    if "Priorities" not in unread:
        found += _unknown_priorities(workbook, record)
    if "Measures" not in unread:
        found += _unknown_codes(workbook, registered)
        found += _circles(workbook, registered)
    for name, check in _ROWS:
        if name in workbook:
            found += check(workbook[name])
    if "Progress" in workbook:
        found += _reasons(workbook["Progress"], record)
    if "Measure values" in workbook:
        found += _numbers(workbook["Measure values"], registered, record.rows["Measure values"])
    return found


# --- keys and references -------------------------------------------------------------------------


@rule(
    "K03",
    "Two rows of a sheet have the same key.",
    "The key columns of every sheet",
    "Keep one of the two rows.",
)
def repeated_keys(columns: Columns) -> Iterator[Problem]:
    """Rows whose key an earlier row has; a row with a problem in its key is left out."""
    keys = columns.sheet.keys
    rows = list(zip(*(columns.values[column.field] for column in keys), strict=True))
    if len(set(rows)) == len(rows):
        return
    first: dict[tuple[StoredValue, ...], int] = {}
    doubtful = {index for name, index in columns.wrong if any(name == c.field for c in keys)}
    for index, row in enumerate(rows):
        if index in doubtful or first.setdefault(row, index) == index:
            continue
        words = [
            f"{column.name} {quoted(value)}"
            for column, value in zip(keys, row, strict=True)
            if value is not None
        ]
        other = columns.table.rows[first[row]].number
        yield columns.problem(
            "K03",
            keys[0].field,
            index,
            f"{listed(words, 'and')} {'is' if len(words) == 1 else 'are'} on row {other} already. "
            f"Keep one of rows {other} and {columns.table.rows[index].number}.",
        )


@rule(
    "K06",
    "A ref is that of no action.",
    "Every sheet but Actions: Ref",
    "Correct it, or add it to the Actions sheet.",
)
def _unknown_refs(workbook: Workbook, record: Record) -> Iterator[Problem]:
    refs: dict[StoredValue, set[str]] = {}
    for row in record.after.actions:
        refs.setdefault(row["plan"], set()).add(str(row["ref"]))
    for columns in workbook.values():
        if columns.sheet.of_plan and columns.sheet.name != "Actions" and "ref" in columns.values:
            yield from _unknown_of_plan(columns, "ref", "K06", refs, "an action", "Actions")


@rule(
    "K07",
    "A priority is not registered on the Priorities sheet.",
    "Actions, Measures: Priority",
    "Correct it, or add it to the Priorities sheet.",
)
def _unknown_priorities(workbook: Workbook, record: Record) -> Iterator[Problem]:
    priorities: dict[StoredValue, set[int]] = {}
    for row in record.after.priorities:
        priorities.setdefault(row["plan"], set()).add(int(row["priority"]))
    for name in _PRIORITIES:
        if name in workbook:
            yield from _unknown_of_plan(
                workbook[name], "priority", "K07", priorities, "a priority", "Priorities"
            )


def _unknown_of_plan(
    columns: Columns,
    field: str,
    code: str,
    known: Mapping[StoredValue, Collection[StoredValue]],
    what: str,
    sheet: str,
) -> Iterator[Problem]:
    """`_unknown`, plan by plan; a row whose plan had to be asked is left out."""
    doubtful = {index for name, index in columns.wrong if name == "plan"}
    plans = columns.values["plan"]
    for plan in dict.fromkeys(plans):
        rows = [i for i, each in enumerate(plans) if each == plan and i not in doubtful]
        of = f"{what} of the plan {plan}" if plan and len(known) > 1 else what
        yield from _unknown(columns, field, code, known.get(plan, ()), of, sheet, rows)


@rule(
    "K21",
    "An action continues one that no earlier plan has.",
    "Actions: Continues",
    "Write the earlier plan and its ref, such as 2023-26 2.1.",
)
def _unknown_continued(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """Refs of an earlier plan that is on record: it begins before the action's own."""
    if "Actions" not in workbook:
        return
    columns = workbook["Actions"]
    known = {f"{row['plan']} {row['ref']}" for row in record.after.actions if row["plan"]}
    for index, text in enumerate(columns.values["continues"]):
        plan = columns.values["plan"][index]
        resolved = []
        for item in listed_items(text or ""):
            found = _continued(item, plan, record)
            own = named(record.after.terms, plan) if plan else None
            before = named(record.after.terms, found.rpartition(" ")[0])
            late = own and before and before.starts >= own.starts
            if found not in known or late:
                near = nearest(found, sorted(known))
                meant = f"; did you mean {near}?" if near and near != found else "."
                yield columns.problem(
                    "K21",
                    "continues",
                    index,
                    f"{quoted(item)} is not an action of an earlier plan{meant} Write the plan "
                    "and the ref as they are there.",
                )
            resolved.append(found)
        columns.values["continues"][index] = "; ".join(resolved) or None


def _continued(item: str, plan: StoredValue, record: Record) -> str:
    """`2023-26 2.1` as it is on record; a bare ref is of the plan that this one follows."""
    of, _, ref = item.rpartition(" ")
    follows = of or (plan_before(record.after.terms, str(plan)) if plan else None)
    found = named(record.after.terms, follows) if follows else None
    return f"{found.plan if found else follows or ''} {ref}".strip()


@rule(
    "K08",
    "A measure's code is not registered on the Measures sheet.",
    "Every column of codes, but a measure's own",
    "Correct it, or add it to the Measures sheet.",
)
def _unknown_codes(workbook: Workbook, registered: Collection[str]) -> Iterator[Problem]:
    for name, field in _CODES.items():
        if name in workbook:
            yield from _unknown(
                workbook[name], field, "K08", registered, "the code of a measure", "Measures"
            )


def _unknown(
    columns: Columns,
    field: str,
    code: str,
    known: Collection[StoredValue],
    what: str,
    sheet: str,
    rows: Collection[int] | None = None,
) -> Iterator[Problem]:
    """A problem at each cell that names something unknown; of a list, at each such item."""
    values = columns.values[field]
    listing = columns.sheet.column(field).kind in ("codes", "refs")
    strangers: dict[StoredValue, list[StoredValue]] = {}
    chosen = range(len(values)) if rows is None else rows
    for value in {values[index] for index in chosen} - {None}:
        items = listed_items(value) if listing else [value]
        strangers[value] = [item for item in items if item not in known]
    options = known if sum(map(len, strangers.values())) <= MOST_GUESSES else ()
    sentences = {
        value: [_not_known(item, options, what, sheet) for item in items]
        for value, items in strangers.items()
    }
    if any(sentences.values()):
        for index in chosen:
            for sentence in sentences.get(values[index], ()):
                yield columns.problem(code, field, index, sentence)


def _not_known(item: StoredValue, options: Collection[StoredValue], what: str, sheet: str) -> str:
    near = nearest(str(item), (str(each) for each in options if each))
    meant = f"; did you mean {near}?" if near else "."
    return (
        f"{quoted(item)} is not {what} in this workbook, nor in an earlier one{meant} "
        f"Correct it, or add it to the {sheet} sheet."
    )


@rule(
    "K09",
    "Measures precede each other in a circle.",
    "Measures: Preceding measure",
    "Leave the first stage's Preceding measure blank.",
)
def _circles(workbook: Workbook, registered: Mapping[str, Measure]) -> Iterator[Problem]:
    if "Measures" not in workbook:
        return
    columns = workbook["Measures"]
    for index, code in enumerate(columns.values["code"]):
        way = _way_back(code, registered)
        if way and columns.values["preceding_measure"][index]:
            yield columns.problem(
                "K09",
                "preceding_measure",
                index,
                f"These measures precede each other in a circle: {', '.join(map(quoted, way))}. "
                "Leave the first stage's Preceding measure blank.",
            )


def _way_back(code: str | None, registered: Mapping[str, Measure]) -> list[str]:
    """The stages before a measure, back to itself; empty where they come to an end."""
    way: list[str] = []
    at = code
    while at is not None and at in registered and at not in way:
        way.append(at)
        at = registered[at].preceding
    return [*way, at] if way and at is not None and at == code else []


# --- within a row --------------------------------------------------------------------------------


@rule(
    "K10",
    "A Red or Amber action has no RAG reason.",
    "Progress: RAG, RAG reason",
    "Say in a sentence why it is Red or Amber.",
)
def _reasons(progress: Columns, record: Record) -> Iterator[Problem]:
    """As the record will stand: a reason on record serves where this row leaves it alone."""
    values = progress.values
    for index, (rag, reason) in enumerate(zip(values["rag"], values["rag_reason"], strict=True)):
        if rag not in ("Red", "Amber") or reason or ("rag_reason", index) in progress.wrong:
            continue
        if _reason_as_it_will_stand(progress, index, record):
            continue
        yield progress.problem(
            "K10",
            "rag_reason" if progress.has("rag_reason") else "rag",
            index,
            f"RAG reason is blank, and RAG is {rag}. Say in a sentence why it is {rag}.",
        )


def _reason_as_it_will_stand(progress: Columns, index: int, record: Record) -> StoredValue:
    plan, ref, period, agency = (
        progress.values[name][index] for name in ("plan", "ref", "period", "agency")
    )
    if ref is None or period is None or " Q" not in period:
        return None
    quarter = parse_period(period)
    found = record.after.told(plan, ref, quarter)
    if found is None:
        return None
    own = is_own(agency, record.after.lead(plan, ref, quarter), record.after.who)
    return (found.headline if own else found.beside.get(str(agency), {})).get("rag_reason")


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
        pairs = zip(actions.values["start_date"], actions.values[field], strict=True)
        for index, (start, due) in enumerate(pairs):
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
    names = ("code", "numerator", "denominator", "denominator_marker")
    rows = zip(*(columns.values[name] for name in names), strict=True)
    for index, (code, numerator, denominator, marker) in enumerate(rows):
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


def _values(workbook: Workbook, name: str) -> Mapping[str, Iterable[StoredValue]]:
    """A sheet's stored columns; empty ones where the workbook does not have the sheet."""
    if name in workbook:
        return workbook[name].values
    return {field: () for field, _ in contract_sheet(name).stored}


_ROWS = (
    ("Progress", _quarters),
    ("Actions", _due_dates),
    ("Measures", _reference_groups),
)
