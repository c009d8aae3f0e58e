"""The kinds of cell: how each is stored, filled in, formatted and described, in one table.

A kind is a word of `Kind`, an entry of `KINDS`, and the function that reads it in
`escp_data.validation.cells.READERS`; the template, the store's tables and `docs/workbook.md`
follow. A tracker's cells are read the same way.
"""

from dataclasses import dataclass
from typing import Literal

from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN

Kind = Literal[
    "text", "ref", "priority", "code", "period", "date", "choice", "agency", "agencies",
    "codes", "ref_text", "number", "count", "amount", "group", "basis", "moment",
    "plan", "starts", "ends", "refs", "continues",
]  # fmt: skip  # words, as a paragraph

SqlType = Literal["TEXT", "INTEGER", "REAL"]
Known = Literal["choices", "periods", "agencies", "refs", "codes", "bases", "plans"]
"""What a list offers that is no constant: the column's own choices, or what the store knows."""

AS_TEXT = "@"
"""The number format of text, so that 1.10 stays a ref and `- item` is no formula."""


@dataclass(frozen=True)
class CellKind:
    """What is known of one kind of cell; `hint` and `read_as` are for people who fill one in.

    `offers` is its drop-down list, or where the list comes from; `held` says how a cell is held to
    it (most are not: synonyms are read, too). `can_be_marked` means that c, x or z may stand for
    the number; a marker is stored in a column of its own. `is_day` means that what is stored is
    said in words as a day.
    """

    hint: str
    read_as: str
    sql: SqlType = "TEXT"
    number_format: str = AS_TEXT
    offers: Known | tuple[str, ...] = ()
    held: Literal["stop", "warning"] | None = None
    can_be_marked: bool = False
    is_day: bool = False


_MARKABLE = "c, x or z (see *Numbers that cannot be given*)."

KINDS: dict[Kind, CellKind] = {
    "text": CellKind("", "Text."),
    "ref": CellKind(
        "Two numbers and a point, such as 1.1.",
        "A ref such as 1.1, 1.1.2 or 1.1a. Format the cell as text: 1.10 is not 1.1.",
        offers="refs",
    ),
    "priority": CellKind(
        "A number from 1 to 9.",
        "A whole number from 1 to 9.",
        sql="INTEGER",
        number_format="0",
        offers=tuple("123456789"),
    ),
    "code": CellKind(
        "Choose from the list, or write it as on the Measures sheet.",
        "Letters and figures without spaces.",
        offers="codes",
    ),
    "period": CellKind(
        "Choose from the list; a year is 2025-26 or 2024/25 academic.",
        "A period (see *Periods*).",
        offers="periods",
    ),
    "date": CellKind(
        "Day, month, year, such as 14/01/2026.",
        "A day or a month (see *Dates*).",
        number_format="dd/mm/yyyy",
        is_day=True,
    ),
    "choice": CellKind(
        "Choose from the list.",
        "One of its choices.",
        number_format="General",
        offers="choices",
        held="stop",
    ),
    "agency": CellKind(
        "Choose from the list, or any name it is also known as.",
        "An agency's name or any name it is also known as; case and spacing do not matter.",
        offers="agencies",
        held="warning",
    ),
    "agencies": CellKind(
        "Names as on the Agencies sheet, with a semicolon between them.",
        "Agencies, separated by semicolons.",
    ),
    "codes": CellKind(
        "Codes as on the Measures sheet, with a semicolon between them.",
        "Codes, separated by semicolons.",
    ),
    "ref_text": CellKind("A number or a text, such as 2a.", "A number or a short text."),
    "number": CellKind(
        "A number, without a unit.",
        "A number of nought or more, such as 1,204; without fractions, but for a target.",
        sql="REAL",
        number_format="General",
    ),
    "count": CellKind(
        "A whole number, or c, x or z.",
        f"A whole number, or {_MARKABLE}",
        sql="INTEGER",
        number_format="#,##0",
        can_be_marked=True,
    ),
    "amount": CellKind(
        "A number, or c, x or z.",
        f"A number, or {_MARKABLE}",
        sql="REAL",
        number_format="General",
        can_be_marked=True,
    ),
    "group": CellKind(
        "Choose a broad group, or write a code or label of a detailed one.",
        "An ethnic group (see *Ethnic groups*).",
        offers=(*BROAD_GROUPS, UNKNOWN),
    ),
    "basis": CellKind(
        "Written the same way every time.",
        "The name of a population, written the same way every time.",
        offers="bases",
    ),
    "moment": CellKind(
        "A day, a school year (2024/25 academic) or a financial year (2025-26).",
        "A day, a school year (2024/25 academic) or a financial year (2025-26).",
        is_day=True,
    ),
    "plan": CellKind(
        "Its years, such as 2023-26.",
        "A plan's short name by its years, such as 2023-26; case, spaces and dashes do not matter.",
        offers="plans",
    ),
    "starts": CellKind(
        "A quarter; a year stands for its first.",
        "A quarter, or a financial year, which stands for its first quarter.",
    ),
    "ends": CellKind(
        "A quarter; a year stands for its last.",
        "A quarter, or a financial year, which stands for its last quarter.",
    ),
    "refs": CellKind(
        "Refs such as 1.1, with a semicolon between them.",
        "Refs such as 1.1, separated by semicolons.",
    ),
    "continues": CellKind(
        "A plan and a ref, such as 2023-26 2.1, with a semicolon between two.",
        "Refs of an earlier plan, such as 2023-26 2.1, separated by semicolons; a ref alone is of "
        "the plan that this one follows.",
    ),
}
