"""Warnings about the plan and who reports on it: what a workbook would alter for others."""

from collections.abc import Iterator

from rapidfuzz.fuzz import token_set_ratio

from escp_data.contract import ALL_AGENCIES, BUSINESS_UNIT, VERSION, VOICE
from escp_data.model import Cover, Problem, Statement
from escp_data.rule import problem_at, rule
from escp_data.statements.few import quarter_words
from escp_data.statements.of_their_time import records
from escp_data.statements.who import is_own
from escp_data.text.clean import fold
from escp_data.text.wording import joined, plural, quoted
from escp_data.validation.contents import Columns
from escp_data.validation.record import Record, Workbook
from escp_data.validation.says import quarter_reported

_PLAN_SHEETS = ("Plans", "Agencies", "Priorities", "Actions", "Measures", "Population")
_QUITE_ANOTHER = 40
"""Under this likeness of words (0 to 100) a text is another, and not a rewording."""
_CUT_SHORT = 3
"""A text of fewer than a third of the words is another, too, though each of them is an old one."""
_TITLES = (("Actions", "action"), ("Priorities", "title"))


def plan_warnings(workbook: Workbook, record: Record, cover: Cover) -> Iterator[Problem]:
    """Every warning about whose word counts, and about what the plan says."""
    if "Progress" in workbook:
        yield from _beside(workbook["Progress"], record)
    yield from _not_theirs(workbook, record, cover)
    for name, column in _TITLES:
        if name in workbook:
            yield from _another(workbook[name], record, column)
    if "Measures" in workbook:
        yield from _redefined(workbook, record)
    yield from _other_quarters(workbook, cover)
    yield from _newer(cover)
    for columns in workbook.values():
        yield from _emptied(columns, record)


@rule(
    "W18",
    "An agency's own workbook changes the plan.",
    "Plans, Agencies, Priorities, Actions, Measures, Population",
    "Check with the business unit that it is meant.",
)
def _not_theirs(workbook: Workbook, record: Record, cover: Cover) -> Iterator[Problem]:
    """One warning for each sheet and kind of change, where the Cover is an agency's."""
    agency = cover.agency
    types = zip(
        *(record.known.current("agencies")[name] for name in ("agency", "type")), strict=True
    )
    if agency in (None, ALL_AGENCIES) or (agency, BUSINESS_UNIT) in set(types):
        return
    for name in _PLAN_SHEETS:
        if name not in workbook:
            continue
        columns = workbook[name]
        for field, index, rows in _changes(columns, record):
            what = f"add {plural(rows, 'row')}"
            if field:
                what = f"change {columns.sheet.column(field).name} on {plural(rows, 'row')}"
            yield columns.problem(
                "W18",
                field or columns.sheet.keys[0].field,
                index,
                f"{agency} would {what} of the {name} sheet, which is the business unit's. "
                "Tick this if it was agreed.",
            )


def _changes(columns: Columns, record: Record) -> Iterator[tuple[str, int, int]]:
    """Each field that rows would change ("" for new rows): the first such row, and how many."""
    changed: dict[str, list[int]] = {}
    for index, before in _pairs(columns, record):
        for name in sorted(columns.says[index]) if before is not None else ("",):
            if before is None or columns.values[name][index] != before[name]:
                changed.setdefault(name, []).append(index)
    for name, rows in changed.items():
        yield name, rows[0], len(rows)


def _pairs(columns: Columns, record: Record) -> Iterator[tuple[int, Statement | None]]:
    """Each row's place, and the row on record of the same key."""
    yield from enumerate(record.recorded_of(columns))


@rule(
    "W19",
    "An agency reports on an action that it neither leads nor contributes to.",
    "Progress: Agency",
    "Check the ref and the agency; its words stand beside the lead's.",
)
@rule(
    "W20",
    "Nobody is set as the lead of an action that is reported on.",
    "Progress: Ref; Actions: Lead agency",
    "Set its lead on the Actions sheet: until then whoever reports last gives its RAG.",
)
def _beside(progress: Columns, record: Record) -> Iterator[Problem]:
    after = record.after
    for index, (plan, ref, agency) in progress.each("plan", "ref", "agency"):
        quarter = quarter_reported(progress, index)
        if quarter is None or not record.says_new(progress, index):
            continue
        held = after.actions_in(plan, quarter).get(ref)
        if held is None:
            continue
        lead = held.values["lead_agency"]
        if lead is None:
            yield progress.problem(
                "W20",
                "ref",
                index,
                f"No lead is set for {ref}, so whoever reports last gives its RAG. Set its lead "
                "on the Actions sheet.",
            )
        elif not is_own(agency, lead, after.who) and not any(
            after.who.are_one(agency, name.strip())
            for name in str(held.values["contributing_agencies"] or "").split(";")
        ):
            yield progress.problem(
                "W19",
                "agency" if progress.has("agency") else "ref",
                index,
                f"{agency} neither leads {ref} nor contributes to it. What it says will stand "
                f"beside the words of {lead}, and change no RAG. Check the ref.",
            )


@rule(
    "W21",
    "None of the rows is about the Cover's quarter.",
    "Every sheet with a Period",
    "Check the Cover's Period, and the rows'.",
)
def _other_quarters(workbook: Workbook, cover: Cover) -> Iterator[Problem]:
    if not cover.period or " Q" not in cover.period:
        return
    quarters = {
        text
        for columns in workbook.values()
        for text in columns.values.get("period", ())
        if text and " Q" in text
    }
    if quarters and cover.period not in quarters:
        said = joined(sorted(quarters))
        message = f"It says {cover.period}, and the rows are about {said}. Check which is right."
        yield problem_at("W21", "Cover", "", message)


@rule(
    "W22",
    "A measure's definition changes, and no event breaks its series.",
    "Measures: Definition, Numerator, Denominator",
    "Give it a new Code, or write on the Events sheet when its series breaks.",
)
def _redefined(workbook: Workbook, record: Record) -> Iterator[Problem]:
    measures = workbook["Measures"]
    broken = {
        str(row["measure"])
        for row in records(record.known.current("events"))
        if row["breaks_the_series"] == "Yes"
    }
    if "Events" in workbook:
        events = workbook["Events"]
        broken |= {
            str(code)
            for _, (code, breaks) in events.each("measure", "breaks_the_series")
            if breaks == "Yes"
        }
    texts = ("definition", "numerator_definition", "denominator_definition")
    for index, before in _pairs(measures, record):
        if before is None or before["code"] in broken:
            continue
        for name in texts:
            now = measures.values[name][index]
            if name in measures.says[index] and fold(now or "") != fold(before[name] or ""):
                yield measures.problem(
                    "W22",
                    name,
                    index,
                    f"{measures.sheet.column(name).name} of {before['code']} changes. If it is "
                    "another measure now, give it a new Code; else write on the Events sheet when "
                    "its series breaks.",
                )
                break


@rule(
    "W23",
    "An action's wording or a priority's title becomes quite another.",
    "Actions: Action; Priorities: Title",
    "Check the ref and the plan: another action has another ref, another plan its own.",
)
def _another(columns: Columns, record: Record, field: str) -> Iterator[Problem]:
    for index, before in _pairs(columns, record):
        now = columns.values[field][index]
        if before is None or not before[field] or not now or field not in columns.says[index]:
            continue
        if _is_another(str(now).casefold(), str(before[field]).casefold()):
            name = columns.values[columns.sheet.keys[-1 if field == "title" else 0].field][index]
            yield columns.problem(
                "W23",
                field,
                index,
                f"{name} would become quite another. Check the number and the plan: on record it "
                f"is {quoted(before[field])}.",
            )


def _is_another(now: str, before: str) -> bool:
    cut_short = len(now.split()) * _CUT_SHORT < len(before.split())
    return cut_short or token_set_ratio(now, before) < _QUITE_ANOTHER


@rule(
    "W24",
    "The workbook was made for a newer contract than this program knows.",
    "Cover: Contract version",
    "Bring the program up to date: what is new in the workbook is not read.",
)
def _newer(cover: Cover) -> Iterator[Problem]:
    if cover.contract_version and _number(cover.contract_version) > _number(VERSION):
        message = (
            f"It is of version {cover.contract_version} of the contract, and this program "
            f"knows {VERSION}. What is new in it is not read; bring the program up to date."
        )
        yield problem_at("W24", "Cover", "", message)


def _number(version: str) -> tuple[int, ...]:
    parts = version.strip().split(".")
    return tuple(int(part) for part in parts) if all(map(str.isdigit, parts)) else (0,)


@rule(
    "W25",
    "Blank cells would empty what is on record.",
    "Every column",
    "Fill them in, or leave the column out: a column that is not there changes nothing.",
)
def _emptied(columns: Columns, record: Record) -> Iterator[Problem]:
    """One warning for each column whose blanks empty something, with how many and of which rows."""
    emptied: dict[str, list[int]] = {}
    on_record = record.rows[columns.sheet.name] if columns.sheet.name == "Progress" else None
    for index, before in _pairs(columns, record):
        for name in columns.says[index]:
            marker = columns.values.get(f"{name}_marker")
            if columns.values[name][index] is not None or (marker and marker[index] is not None):
                continue
            if (name, index) in columns.wrong:
                continue
            was = on_record(index, name) if on_record else (before[name] if before else None)
            if isinstance(was, str | int | float) and was == was:
                emptied.setdefault(name, []).append(index)
    for column in columns.sheet.columns:
        rows = emptied.get(column.field)
        if rows:
            yield _emptied_problem(columns, column.field, rows)


def _emptied_problem(columns: Columns, name: str, rows: list[int]) -> Problem:
    heading = columns.sheet.column(name).name
    first = columns.sheet.keys[0 if columns.sheet.name != "Priorities" else 1].field
    which = list(dict.fromkeys(_row_name(columns, first, index) for index in rows))
    of = joined(which[:5]) + (f" and {len(which) - 5} more" if len(which) > 5 else "")
    said = f"{heading} would be emptied on {plural(len(rows), 'row')} ({of})."
    if not columns.has(name):
        leader = next(c.goes_with for c in columns.sheet.columns if c.field == name)
        said += f" {columns.sheet.column(leader).name} changes, and there is no column for it."
    else:
        said += " Fill it in, or leave the column out: then it stays."
    return columns.problem("W25", name, rows[0], said)


def _row_name(columns: Columns, first: str, index: int) -> str:
    """What a row is called: of a quote, which may be of a small group, its quarter and no day."""
    value = str(columns.values[first][index])
    return quarter_words(value) if columns.sheet is VOICE else value
