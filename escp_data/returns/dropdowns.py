"""Drop-down lists and prompts: what a column of a template offers, and what it says when entered.

Lists lie on a hidden sheet under names of their own. A list that is named in full survives Excel,
LibreOffice and openpyxl; one that points to another sheet is lost in some of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from escp_data.contract import ALL_AGENCIES, COVER, Column
from escp_data.excel.cells import put
from escp_data.kinds import AS_TEXT, Kind, Known
from escp_data.plan.actions import actions_order
from escp_data.statements.who import identities
from escp_data.store.database import Store
from escp_data.validation.beside import LISTS_SHEET

LONGEST_TITLE = 32
LONGEST_PROMPT = 255


KnownChoices = Mapping[Known, tuple[str, ...]]
"""What lists offer beside the contract's own choices; nothing where nothing is known yet."""


def known_choices(store: Store, as_at: str | None = None) -> KnownChoices:
    """What the store knows: agencies by name, live actions' refs in order, codes, bases, plans."""
    plan = store.current("actions", as_at)
    agencies = store.current("agencies", as_at)
    who = identities(agencies)
    live = plan[plan["state"].fillna("Live") == "Live"]
    return {
        "agencies": tuple(sorted(name for name in agencies["agency"] if who.of(name) == name)),
        "refs": tuple(actions_order(live["ref"])),
        "codes": tuple(sorted(store.current("measures", as_at)["code"])),
        "bases": tuple(sorted(store.current("population", as_at)["basis"].unique())),
        "plans": tuple(sorted(store.current("plans", as_at)["plan"])),
    }


@dataclass
class Lists:
    """The lists of one workbook, each written once, to its hidden sheet.

    What nothing is known of yet is listed from the workbook's own sheet that registers it:
    `registers` has the range of each.
    """

    book: Workbook
    known: KnownChoices
    registers: dict[Kind, str]
    names: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, column: Column) -> str | None:
        """The name of the list a column offers; None where people write freely."""
        values = self._values(column)
        key = values or (self.registers.get(column.kind, ""),)
        if not any(key):
            return None
        if key not in self.names:
            name = f"List_{len(self.names) + 1}_{column.field}"
            where = self._write(name, values) if values else key[0]
            self.book.defined_names[name] = DefinedName(name, attr_text=where)
            self.names[key] = name
        return self.names[key]

    def _values(self, column: Column) -> tuple[str, ...]:
        offers = column.look.offers
        if isinstance(offers, tuple):
            return offers
        if offers == "choices":
            return column.choices
        everybody = (ALL_AGENCIES,) if offers == "agencies" and column in COVER else ()
        known = self.known.get(offers, ())
        return known + everybody if known else ()

    def _write(self, name: str, values: tuple[str, ...]) -> str:
        """Put a list in the next column of the hidden sheet; gives the range of its values."""
        if LISTS_SHEET not in self.book.sheetnames:
            self.book.create_sheet(LISTS_SHEET).sheet_state = "hidden"
        sheet = self.book[LISTS_SHEET]
        place = 1 if sheet.max_row == 1 else sheet.max_column + 1
        for row, value in enumerate((name, *values), start=1):
            cell = sheet.cell(row, place)
            put(cell, value)
            cell.number_format = AS_TEXT
        letter = get_column_letter(place)
        return f"{LISTS_SHEET}!${letter}$2:${letter}${len(values) + 1}"


def prompt(column: Column) -> str:
    """What a person is told who enters a cell of the column, within Excel's 255 characters."""
    parts = [column.help, column.look.hint]
    if column.of_children and column.look.can_be_marked:
        parts.append("A total only.")
    if column.required and column.kind != "period":
        parts.append("Required.")
    return " ".join(part for part in parts if part)[:LONGEST_PROMPT]


def validation(column: Column, list_name: str | None) -> DataValidation:
    """The rule of a column's cells. Only a choice is held to its list: synonyms are read, too."""
    return DataValidation(
        type="list" if list_name else None,
        formula1=list_name,
        allow_blank=True,
        showErrorMessage=column.look.held is not None,
        showInputMessage=True,
        errorStyle=column.look.held,
        errorTitle=column.name[:LONGEST_TITLE],
        error=_refusal(column),
        promptTitle=column.name[:LONGEST_TITLE],
        prompt=prompt(column),
    )


def _refusal(column: Column) -> str | None:
    refusals = {
        "stop": "Choose one of the words in the list.",
        "warning": "This is not in the list. Keep it only if you are sure.",
    }
    return refusals[column.look.held] if column.look.held else None
