"""What a row names elsewhere: keys that stand once, and refs, priorities and codes that are there.

A reference may point to this workbook or to what is on record.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from escp_data.contract import sheet as contract_sheet
from escp_data.model import Known, Problem, StoredValue
from escp_data.rule import problem_at, rule
from escp_data.statements.terms import named, plan_before
from escp_data.text.nearest import did_you_mean, nearest
from escp_data.text.wording import joined, quoted
from escp_data.validation.cells import listed_items
from escp_data.validation.contents import Columns
from escp_data.validation.record import Record, Workbook
from escp_data.validation.totals import total_of

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


@rule(
    "K03",
    "Two rows of a sheet have the same key.",
    "The key columns of every sheet",
    "Keep one of the two rows.",
)
def repeated_keys(columns: Columns) -> Iterator[Problem]:
    """Rows whose key an earlier row has; a row with a problem in its key is left out."""
    keys = columns.sheet.keys
    rows = [row for _, row in columns.each(*(column.field for column in keys))]
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
            f"{joined(words)} {'is' if len(words) == 1 else 'are'} on row {other} already. "
            f"Keep one of rows {other} and {columns.table.rows[index].number}.",
        )


@rule(
    "K06",
    "A ref is that of no action.",
    "Every sheet but Actions: Ref",
    "Correct it, or add it to the Actions sheet.",
)
def unknown_refs(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """Refs of no action of their row's plan."""
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
def unknown_priorities(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """Priorities that their row's plan does not have."""
    priorities: dict[StoredValue, set[int]] = {}
    for row in record.after.priorities:
        if row["priority"] is None:  # its own cell has the problem
            continue
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
def unknown_continued(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """Refs of an earlier plan that is on record: it begins before the action's own."""
    if "Actions" not in workbook:
        return
    columns = workbook["Actions"]
    known = {f"{row['plan']} {row['ref']}" for row in record.after.actions if row["plan"]}
    for index, (text, plan) in columns.each("continues", "plan"):
        resolved = []
        for item in listed_items(text or ""):
            found = _continued(item, plan, record)
            own = named(record.after.terms, plan) if plan else None
            before = named(record.after.terms, found.rpartition(" ")[0])
            late = own and before and before.starts >= own.starts
            if found not in known or late:
                near = nearest(found, sorted(known))
                meant = did_you_mean(near if near != found else None)
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
def unknown_codes(workbook: Workbook, registered: Collection[str]) -> Iterator[Problem]:
    """Codes of no measure."""
    for name, field in _CODES.items():
        if name in workbook:
            yield from _unknown(
                workbook[name], field, "K08", registered, "the code of a measure", "Measures"
            )
            yield from _lost_in_totals(workbook[name], field, registered)


def _lost_in_totals(columns: Columns, field: str, registered: Collection[str]) -> Iterator[Problem]:
    """`Total CLA` where no other row is of CLA: it sums up nothing, and may be its number."""
    at = columns.sheet.columns.index(columns.sheet.column(field))
    for row in columns.table.totals:
        text = row.values[at]
        code = total_of(text).upper() if isinstance(text, str) else ""
        if code in registered and code not in columns.values[field]:
            cell = columns.table.cell(row.number, field)
            sentence = (
                f"{quoted(str(text))} is not the code of a measure, and no other row is of {code}; "
                f"did you mean {code}? Write it that way, or take the row out."
            )
            yield problem_at("K08", columns.table.name, cell, sentence)


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
    meant = did_you_mean(nearest(str(item), (str(each) for each in options if each)))
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
def circles(workbook: Workbook, registered: Mapping[str, Measure]) -> Iterator[Problem]:
    """Measures whose stages before come back to themselves."""
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


def _values(workbook: Workbook, name: str) -> Mapping[str, Iterable[StoredValue]]:
    """A sheet's stored columns; empty ones where the workbook does not have the sheet."""
    if name in workbook:
        return workbook[name].values
    return {field: () for field, _ in contract_sheet(name).stored}
