"""Warnings about what pages show already and would show otherwise: a tick for each."""

from collections.abc import Iterator

from escp_data.contract import sheet as contract_sheet
from escp_data.model import Problem
from escp_data.rag import NO_UPDATE
from escp_data.rule import problem_at, rule
from escp_data.statements.effects import Effect, by_kind, effects, matters
from escp_data.text.wording import day_words, quoted
from escp_data.validation.record import Record, Workbook

_CODES = {
    "RAG": "W26",
    "Impact": "W26",
    "Wording": "W27",
    "Lead": "W28",
    "Date": "W28",
    "Title": "W29",
}


@rule(
    "W26",
    "An action's RAG or impact on record would change.",
    "Progress: RAG, Impact; Actions: Lead agency",
    "Check it with who reported first.",
)
@rule(
    "W27",
    "The wording of an action in past quarters would change.",
    "Actions: Action, Success measure, Contributing agencies, Group, Owner role",
    "Check the Cover's Period: wording holds from its first quarter on.",
)
@rule(
    "W28",
    "An action's lead or due date would change.",
    "Actions: Lead agency, Due date, Revised due date",
    "Check that it was agreed.",
)
@rule(
    "W29",
    "A priority's title or aim would change.",
    "Priorities: Title, Aim",
    "Check that it was agreed.",
)
def changed_pages(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """One warning for each change of what was on record already."""
    for effect in by_kind(effects(record.before, record.after), matters):
        sheet, cell = _place(workbook, effect)
        yield problem_at(_CODES[effect.kind], sheet, cell, _words(effect))


def _words(effect: Effect) -> str:
    of = f" of the plan {effect.plan}" if effect.plan else ""
    if effect.kind in ("RAG", "Impact"):
        why = "" if effect.after != NO_UPDATE else " Nobody who leads it now has reported on it."
        return (
            f"{effect.kind} of {effect.name} in {effect.when} would read {effect.after} instead of "
            f"{effect.before}.{why}"
        )
    what = f"Priority {effect.name}" if effect.kind == "Title" else effect.name
    heading = contract_sheet("Priorities" if effect.kind == "Title" else "Actions")
    column = heading.column(effect.field).name
    old, new = (
        day_words(each) if effect.kind == "Date" and each[:1].isdigit() else each
        for each in (effect.before, effect.after)
    )
    return f"{column} of {what}{of} in {effect.when} would read {quoted(new)}, not {quoted(old)}."


def _place(workbook: Workbook, effect: Effect) -> tuple[str, str]:
    """The row that brings a change, and the column that says it; a whole sheet where none does."""
    named = {"RAG": "Progress", "Impact": "Progress", "Title": "Priorities"}
    name = named.get(effect.kind, "Actions")
    key = "priority" if name == "Priorities" else "ref"
    for sheet in dict.fromkeys((name, "Actions", "Plans", "Agencies")):
        columns = workbook.get(sheet)
        if columns is None:
            continue
        for index in range(len(columns.table.rows)):
            values = {field: each[index] for field, each in columns.values.items()}
            if sheet in (name, "Actions") and str(values.get(key)) != effect.name:
                continue
            if sheet == "Progress" and values["period"] not in map(str, effect.quarters):
                continue
            field = effect.field if columns.has(effect.field) else columns.sheet.keys[0].field
            return columns.table.name, columns.table.cell(columns.table.rows[index].number, field)
    return name, ""
