"""A rule is a function that finds something, with its code, its plain line and its remedy on it.

    @rule("K10", "A Red or Amber action has no RAG reason.", "Progress: RAG, RAG reason",
          "Say in a sentence why it is Red or Amber.")
    def _reasons(progress: Columns) -> Iterator[Problem]: ...

The catalogue is made of nothing else: documentation, the Upload page and a person on the telephone
read the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from escp_data import contract
from escp_data.contract import Column
from escp_data.kinds import Kind
from escp_data.model import Problem, Severity, place

Finder = TypeVar("Finder", bound=Callable[..., object])

FAMILIES = {
    "F": "The file",
    "G": "Records of children",
    "S": "Sheets and headings",
    "C": "Cells",
    "K": "Keys and references",
    "W": "Worth a look",
}


@dataclass(frozen=True)
class Rule:
    """One rule. `line` says what is the matter; `touches` where, as sheets and their columns.

    An error stops the whole workbook; a warning asks a person to look.
    """

    code: str
    severity: Severity
    line: str
    touches: str
    remedy: str

    @property
    def family(self) -> str:
        """The heading that it stands under in a list of rules."""
        return FAMILIES[self.code[0]]


CATALOGUE: dict[str, Rule] = {}
"""Every rule whose module was imported, by its code; `validation.rules` imports them all."""


def rule(
    code: str, line: str, touches: str, remedy: str, *, severity: Severity | None = None
) -> Callable[[Finder], Finder]:
    """Put a rule into the catalogue; the function stays what it is.

    Warnings are those of the family W, unless `severity` says otherwise. Raises ValueError where
    another rule has the code.
    """
    if code in CATALOGUE:
        raise ValueError(f"Rule {code} is in the catalogue already: {CATALOGUE[code].line}")
    kind: Severity = severity or ("warning" if code.startswith("W") else "error")
    CATALOGUE[code] = Rule(code, kind, line, touches, remedy)

    def unchanged(finder: Finder) -> Finder:
        return finder

    return unchanged


def problem_at(code: str, sheet: str, cell: str, sentence: str) -> Problem:
    """What a rule found at a place, as grave as the rule is; the sentence is without the place.

    `cell` is "" for a whole sheet, and both are "" for the whole workbook.
    """
    where = place(sheet, cell)
    message = f"{where}: {sentence}" if where else sentence
    return Problem(code, sheet, cell, message, CATALOGUE[code].severity)


def columns_where(wanted: Callable[[Column], bool]) -> str:
    """`Progress: Ref, RAG; Voice: Ref`, of the columns that are wanted."""
    sheets = (
        (sheet.name, [column.name for column in sheet.columns if wanted(column)])
        for sheet in contract.SHEETS
    )
    return "; ".join(f"{name}: {', '.join(names)}" for name, names in sheets if names)


def columns_of_kind(*kinds: Kind) -> str:
    """The same of the columns of these kinds; RAG has a rule of its own."""
    return columns_where(lambda column: column.kind in kinds and column.field != "rag")
