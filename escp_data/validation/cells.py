"""One cell of each kind: what is stored for it, or a sentence that says how to put it right.

Every function is pure, so a column's answers can be remembered. Sentences carry no place: whoever
knows it writes `Progress!C7: ` before them. None repeats more than 40 characters of a cell, nor
any digit of a count.
"""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from enum import Enum

from escp_data.contract import GRADES, Column
from escp_data.excel.workbook import CellError
from escp_data.kinds import Kind
from escp_data.rule import columns_of_kind, columns_where, rule
from escp_data.text.asking import Ask
from escp_data.text.clean import clean
from escp_data.text.days import in_words
from escp_data.text.ethnic_labels import read_group
from escp_data.text.ethnicity import BROAD_GROUPS
from escp_data.text.wording import LONGEST_QUOTE, asking, listed, quoted, says, written
from escp_data.validation import choices
from escp_data.validation.cell_problems import CellProblem, must_be, one_line, or_blank
from escp_data.validation.dates import read_date, read_ends, read_moment, read_period, read_starts
from escp_data.validation.numbers import parse_marker, parse_number
from escp_data.validation.totals import total_of

NEVER_CALCULATED = (
    "holds a formula that was never calculated. Open the workbook in Excel, save it and send "
    "that; or type the value."
)

_REF = re.compile(
    r"(?:(?:action|ref|reference|no|number)\b[\s.:#]*)?0*(\d{1,2}(?:\.\d{1,3}){1,2}[a-z]?)\.?", re.I
)
_PRIORITY = re.compile(
    r"(?:strategic\s+)?(?:priority|p|no)?[\s.:#]*([1-9])(?:\s*[.:)–-]\s*\D.*)?", re.I
)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._&/+-]*")
_MARKERS = "c (suppressed), x (not available) or z (not applicable)"
_MAY_HAVE_FRACTIONS = ("target", "benchmark_value")


class Formula(Enum):
    """Stands in a table for a formula that has no saved result; it is never blank."""

    NO_RESULT = "formula without a result"


def is_blank(value: object) -> bool:
    """Nothing, or text with nothing to be seen in it."""
    if isinstance(value, str):
        first = value[:1]  # a filler such as U+3164 counts as a letter
        return not (first.isascii() and first.isalnum()) and not clean(value)
    return value is None


@rule(
    "C01",
    "A cell holds an error of the spreadsheet's own, such as #REF!.",
    "Every column",
    "Put its formula right, or type the value.",
)
@rule(
    "C02",
    "A cell holds a formula that was never calculated.",
    "Every column",
    "Open the workbook in Excel, let it calculate, and save it; or type the value.",
)
def read_cell(column: Column, value: object) -> object:
    """What is stored for a cell: None where blank, else text or a number.

    A count or an amount gives a pair (number, marker), one of them None; text in an agency
    column comes back as it is, to be looked up by `fold`. Raises CellProblem.
    """
    if isinstance(value, CellError):
        held = f"{column.name} holds the spreadsheet's own error {quoted(value)[1:-1]}."
        raise CellProblem("C01", f"{held} Put its formula right, or type the value.")
    if value is Formula.NO_RESULT:
        raise CellProblem("C02", f"{column.name} {NEVER_CALCULATED}")
    return None if is_blank(value) else READERS[column.kind](column, value)


@rule(
    "C03",
    "A cell that every row needs is blank.",
    columns_where(lambda column: column.required),
    "Fill it in.",
)
def blank_problem(column: Column) -> CellProblem:
    """The problem with a required cell that is blank."""
    if column.choices:
        how = f"Write {listed(column.choices)}."
    else:
        how = f"Write it in, such as {column.example}." if column.example else "Write it in."
    return CellProblem("C03", f"{column.name} is blank, and every row needs it. {how}")


def listed_items(text: str) -> list[str]:
    """The parts of a cell whose items are separated by semicolons or line breaks."""
    parts = (" ".join(clean(part).split()) for part in re.split(r"[;\n]", text))
    return [part for part in parts if part]


@rule(
    "C15",
    "Excel turned a ref or a code into a date.",
    columns_of_kind("ref", "ref_text", "code", "codes", "plan", "refs", "continues"),
    "Format the column as text, and type it again.",
)
def _not_a_date(column: Column, value: object) -> None:
    """A ref or a code that the spreadsheet turned into a date cannot be had back from it."""
    if isinstance(value, date | time | timedelta):
        held = f"the date {in_words(value)}" if isinstance(value, date) else "a time"
        how = f"Format the cell as Text and type it again, such as {column.example or '1'}."
        raise CellProblem("C15", f"Excel has turned this {column.name} into {held}. {how}")


def _text(column: Column, value: object) -> str:  # noqa: ARG001 - readers share a form
    return written(value)


def _name(column: Column, value: object) -> str:  # noqa: ARG001 - readers share a form
    return one_line(value)


def _names(column: Column, value: object) -> str | None:  # noqa: ARG001 - readers share a form
    return "; ".join(listed_items(written(value))) or None


@rule(
    "C04",
    "A ref is not of the form 1.1.",
    columns_of_kind("ref", "refs"),
    "Write the action's number in the plan, such as 1.1.",
)
def _ref(column: Column, value: object) -> str:
    """`2.1`, also from a number; 1.10 typed as a number is 1.1 and cannot be told from it."""
    _not_a_date(column, value)
    match = _REF.fullmatch(one_line(value))
    if not match or isinstance(value, bool):
        said = asking(value, _nearly_ref(one_line(value)))
        raise must_be("C04", column, "an action's number in the plan, such as 1.1", said)
    return match[1].lower()


def _refs(column: Column, value: object) -> str | None:
    """Refs with a semicolon between them, each once."""
    if isinstance(value, int | float):
        return _ref(column, value)
    _not_a_date(column, value)
    parts = re.split(r"[;,\n]", written(value))
    return "; ".join(dict.fromkeys(_ref(column, p) for p in parts if p.strip())) or None


@rule(
    "C16",
    "A ref of an earlier plan is not of the form 2023-26 2.1.",
    columns_of_kind("continues"),
    "Write the plan and the ref, such as 2023-26 2.1.",
)
def _continues(column: Column, value: object) -> str | None:
    """`2023-26 2.1`, or a ref alone; several with a semicolon between them."""
    if isinstance(value, int | float):
        return _ref(column, value)
    _not_a_date(column, value)
    found = []
    for item in listed_items(written(value)):
        plan, _, ref = item.rpartition(" ")
        match = _REF.fullmatch(ref)
        if not match:
            what = "a plan and a ref, such as 2023-26 2.1, with a semicolon between two"
            raise must_be("C16", column, what, says(item))
        found.append(f"{plan.strip()} {match[1].lower()}".strip())
    return "; ".join(dict.fromkeys(found)) or None


def _nearly_ref(text: str) -> str | None:
    """`1,1`, `1-1`, `1 .1` and `1.1 Oversight` most likely mean 1.1."""
    match = re.match(r"\D{0,12}(\d{1,2})\s*[.,:/-]\s*(\d{1,3})(?!\d)", text)
    return f"{match[1]}.{match[2]}" if match else None


def _ref_text(column: Column, value: object) -> str:
    """A number or a short text, or a plan's name by its years."""
    _not_a_date(column, value)
    return one_line(value)


@rule(
    "C14",
    "A priority is not a number from 1 to 9.",
    columns_of_kind("priority"),
    "Write a number from 1 to 9.",
)
def _priority(column: Column, value: object) -> int:
    match = _PRIORITY.fullmatch(one_line(value))
    if not match:
        raise must_be("C14", column, "a number from 1 to 9", says(value))
    return int(match[1])


def _code(column: Column, value: object) -> str:
    _not_a_date(column, value)
    return _checked_code(column, one_line(value))


def _codes(column: Column, value: object) -> str | None:
    _not_a_date(column, value)
    parts = re.split(r"[;,\n]", written(value))
    return "; ".join(_checked_code(column, part.strip()) for part in parts if part.strip()) or None


@rule(
    "C13",
    "A code has spaces or unusual signs in it.",
    columns_of_kind("code", "codes"),
    "Use letters, digits, hyphens and underscores.",
)
def _checked_code(column: Column, text: str) -> str:
    code = text.upper()
    if not _CODE.fullmatch(code):
        joined = re.sub(r"[^A-Z0-9._&/+-]+", "_", code).strip("_")[:LONGEST_QUOTE]
        what = "a code without spaces, such as SUSP"
        if column.kind == "codes":
            what += ", and a semicolon between two codes"
        raise must_be("C13", column, what, asking(text, joined or None))
    return code


@rule(
    "C05",
    "RAG is not one of its five words.",
    columns_where(lambda column: column.field == "rag"),
    "Choose one of the five words.",
)
@rule(
    "C06",
    "A cell is not one of its column's choices.",
    columns_of_kind("choice"),
    "Choose from the list.",
)
def _choice(column: Column, value: object) -> str:
    text = one_line(value)
    found = None if isinstance(value, bool) else choices.find_choice(text, column.choices)
    if found:
        return found
    guess = choices.guess_choice(text, column.choices)
    code = "C05" if column.field == "rag" else "C06"
    words = listed(column.choices) + (", or 0 to 3" if column.choices == GRADES else "")
    hint = "" if guess else or_blank(column)
    raise must_be(code, column, words, asking(value, guess), hint)


@rule(
    "C10",
    "A number is not a whole number, or is below zero.",
    columns_of_kind("number"),
    "Write the number alone.",
)
def _number(column: Column, value: object) -> float:
    fractions = column.field in _MAY_HAVE_FRACTIONS
    try:
        return float(parse_number(value, fractions=fractions))
    except ValueError as why:
        what = f"a {'' if fractions else 'whole '}number of 0 or more"
        raise must_be("C10", column, what, str(why)) from None


@rule(
    "C11",
    "A count is not a number, c, x or z.",
    columns_of_kind("count", "amount"),
    "Write the number alone; c, x or z where there is none.",
)
def _count(column: Column, value: object) -> tuple[float | None, str | None]:
    marker = parse_marker(value)
    if marker:
        return None, marker
    whole = column.kind == "count"
    try:
        return parse_number(value, fractions=not whole), None
    except ValueError as why:
        what = f"a {'whole ' if whole else ''}number of 0 or more, or {_MARKERS}"
        raise must_be("C11", column, what, str(why)) from None


def _group(column: Column, value: object) -> str:
    found = read_group(value)
    if isinstance(found, Ask):
        raise group_problem(column, value, found)
    return found.label


@rule(
    "C12",
    "An ethnic group is not a known code or label.",
    columns_of_kind("group"),
    "Choose a group from the list, or Unknown.",
)
def group_problem(column: Column, value: object, found: Ask) -> CellProblem:
    """The problem of an ethnic group that cannot be known, with the likeliest ones."""
    what = f"a DfE, ONS, NHS or police code or label, {', '.join(BROAD_GROUPS)} or Unknown"
    sums = column.key and isinstance(value, str) and bool(total_of(value))
    hint = "Write the group alone, or take the row out if it only adds up others." if sums else ""
    return must_be("C12", column, what, asking(value, listed(found.offered) or None), hint)


READERS: dict[Kind, Callable[[Column, object], object]] = {
    "text": _text,
    "ref": _ref,
    "priority": _priority,
    "code": _code,
    "period": read_period,
    "date": read_date,
    "choice": _choice,
    "agency": _name,
    "agencies": _names,
    "codes": _codes,
    "ref_text": _ref_text,
    "number": _number,
    "count": _count,
    "amount": _count,
    "group": _group,
    "basis": _name,
    "moment": read_moment,
    "plan": _ref_text,
    "starts": read_starts,
    "ends": read_ends,
    "refs": _refs,
    "continues": _continues,
}
