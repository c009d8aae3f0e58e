"""The lists from which a person corrects a mapping: sheets, columns, quarters, meanings."""

from escp_data.contract import ALL_AGENCIES, RAG, SHEETS
from escp_data.contract import sheet as contract_sheet
from escp_data.store.database import Store, utc_now
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.trackers.answers import Choice
from escp_data.trackers.known import actions_of_the_plan
from escp_data.trackers.mapping import LEAVE_OUT, Use
from escp_data.trackers.vocabulary import NO_UPDATE

_BY_COLOUR = "rag by colour"
_AND_WORDS = "rag by colour, words as progress_update"
_QUARTERS_SHOWN = 16
_NOTHING = Choice("", "Not used")


def targets() -> tuple[Choice, ...]:
    """What a table can be: `LEAVE_OUT` (value "") or one of the contract's sheets."""
    ordered = sorted(SHEETS, key=lambda sheet: not sheet.in_return)
    return (Choice("", LEAVE_OUT), *(Choice(sheet.name, sheet.name) for sheet in ordered))


def readings(sheet: str) -> tuple[Choice, ...]:
    """What a column of a table can be; `use_for(value)` gives the changes for `with_use`."""
    columns = contract_sheet(sheet).columns
    found = [_NOTHING, *(Choice(column.field, column.name) for column in columns)]
    if any(column.field == "rag" for column in columns):
        found.append(Choice(_BY_COLOUR, "RAG by the cell's colour"))
    if any(column.field == "progress_update" for column in columns):
        found.append(Choice(_AND_WORDS, "RAG by the cell's colour, its words as the update"))
    return tuple(found)


def use_for(reading: str) -> dict[str, str | bool]:
    """The `Mapping.with_use` changes for a value of `readings`."""
    if reading in (_BY_COLOUR, _AND_WORDS):
        words = "progress_update" if reading == _AND_WORDS else ""
        return {"field": "rag", "by_colour": True, "words_field": words}
    return {"field": reading, "by_colour": False, "words_field": ""}


def reading_of(use: Use) -> str:
    """The value among `readings` that a column has now."""
    if use.by_colour:
        return _AND_WORDS if use.words_field else _BY_COLOUR
    return use.field


def _newest(store: Store) -> Period:
    """The quarter after the newest that was reported, or the present one."""
    reported = store.current("progress")["period"]
    last = max((parse_period(text) for text in reported), default=None)
    today = quarter_of(parse_period(utc_now()[:10]).start)
    return max(last.shifted(1), today) if last else today


def periods(store: Store) -> tuple[Choice, ...]:
    """What a heading's period can be: none, a bare quarter, a quarter, a year, a school year."""
    newest = _newest(store)
    quarters = [newest.shifted(-steps) for steps in range(_QUARTERS_SHOWN)]
    listed = [*quarters, *_years(newest, "year"), *_years(newest, "academic")]
    bare = [Choice(f"Q{n}", f"Q{n} of the table's year") for n in (1, 2, 3, 4)]
    dated = (Choice(str(period), f"{period} ({period.words})") for period in listed)
    return (Choice("", "No period of its own"), *bare, *dated)


def _years(newest: Period, kind: str) -> list[Period]:
    made = Period("academic" if kind == "academic" else "year", newest.year)
    return [made.shifted(-steps) for steps in range(6)]


def years(store: Store) -> tuple[str, ...]:
    """The financial years that a bare quarter can be in, newest first."""
    return tuple(str(period) for period in _years(_newest(store), "year"))


def keys(store: Store, sheet: str) -> tuple[Choice, ...]:
    """The refs or codes that a column can be about, for `Use.key`; the first is none."""
    fields = {column.field for column in contract_sheet(sheet).keys}
    none = Choice("", "No action or measure of its own")
    if "ref" in fields:
        return (none, *_refs(store))
    return (none, *_codes(store)) if "code" in fields else (none,)


def _refs(store: Store) -> list[Choice]:
    return [Choice(ref, f"{ref} {action}") for ref, action in actions_of_the_plan(store).items()]


def _codes(store: Store) -> list[Choice]:
    frame = store.current("measures")
    pairs = sorted(zip(frame["code"], frame["measure"], strict=True))
    return [Choice(code, f"{code} {measure}") for code, measure in pairs]


def meanings(store: Store, sheet: str, field: str) -> tuple[Choice, ...]:
    """What a word can mean in a column, "" (not understood) and Leave out included.

    Only these two where a person types the meaning: a number, a date, a text.
    """
    column = contract_sheet(sheet).column(field)
    found: list[Choice] = []
    if column.choices == RAG:
        found = [Choice(rag, rag) for rag in (*RAG, NO_UPDATE)]
    elif column.choices:
        found = [Choice(each, each) for each in column.choices]
    elif column.kind == "ref":
        found = _refs(store)
    elif column.kind == "code":
        found = _codes(store)
    elif column.kind == "agency":
        names = [*sorted(store.current("agencies")["agency"]), ALL_AGENCIES]
        found = [Choice(name, name) for name in names]
    elif column.kind == "period":
        found = [each for each in periods(store) if " " in each.value or "-" in each.value]
    elif column.kind == "group":
        found = [Choice(group, group) for group in (*BROAD_GROUPS, UNKNOWN)]
    return (Choice("", "Not understood"), *found, Choice(LEAVE_OUT, LEAVE_OUT))
