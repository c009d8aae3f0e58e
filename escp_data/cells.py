"""One cell of each kind: what is stored for it, or a sentence that says how to put it right.

Every function is pure, so a column's answers can be remembered. Sentences carry no place: whoever
knows it writes `Progress!C7: ` before them.
"""

from collections.abc import Callable
from enum import Enum

from escp_data.contract import Column
from escp_data.words import clean as clean
from escp_data.words import fold as fold

RULES: dict[str, str] = {
    "C01": "A cell holds an error of Excel's own, such as #REF!.",
    "C02": "A cell holds a formula that was never calculated.",
    "C03": "A required cell is blank.",
    "C04": "A ref is not of the form 1.1.",
    "C05": "RAG is not one of its five words.",
    "C06": "A cell is not one of its column's choices.",
    "C07": "A period is not a quarter, a financial year or a school year.",
    "C08": "A date is not a day, a month or ongoing, in UK order.",
    "C09": "A population's date is not a day, a school year or a financial year.",
    "C10": "A number is not a number, or below zero.",
    "C11": "A count is not a whole number, c, x or z.",
    "C12": "An ethnic group is not a known code or label.",
    "C13": "A code has spaces or signs in it.",
    "C14": "A priority is not a number from 1 to 9.",
    "C15": "Excel turned a ref or a number into a date.",
    "C16": "A cell holds a time or TRUE or FALSE where words belong.",
}


class CellProblem(ValueError):
    """What is wrong with one cell: `code` is its rule, `str()` the sentence without the place."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Formula(Enum):
    """Stands in a table for a formula that has no saved result; it is never blank."""

    NO_RESULT = "formula without a result"


def is_blank(value: object) -> bool:
    """Nothing, or text with nothing to be seen in it."""
    raise NotImplementedError


def read_cell(column: Column, value: object) -> object:
    """What is stored for a cell: None where blank, else text or a number.

    A count or an amount gives a pair (number, marker), one of them None; text in an agency
    column comes back as it is, to be looked up by `fold`. Raises CellProblem.
    """
    raise NotImplementedError


def reader(column: Column) -> Callable[[object], object]:
    """`read_cell` for one column, which works each different value out once."""
    raise NotImplementedError


def blank_problem(column: Column) -> CellProblem:
    """The problem with a required cell that is blank."""
    raise NotImplementedError


def listed_items(text: str) -> list[str]:
    """The parts of a cell whose items are separated by semicolons or line breaks."""
    raise NotImplementedError
