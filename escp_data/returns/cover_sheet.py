"""The template's first sheet: what to fill in, what the words mean, and what happens next."""

from collections.abc import Iterable, Sequence

from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.contract import COVER, RAG, VERSION, Sheet
from escp_data.excel.style import (
    BOX,
    HEADING,
    INSET,
    LABEL,
    LINK,
    NAVY,
    ONE_LINE,
    PALE,
    RAG_COLOURS,
    SMALL,
    SUBTITLE,
    TITLE,
    filled,
    fit_height,
    print_well,
    put_text,
)
from escp_data.markers import small_in_words
from escp_data.plan.actions import MEANINGS
from escp_data.returns.dropdowns import Lists, validation
from escp_data.text.periods import Period

UNNAMED = "Safeguarding children partnership"
"""Whose workbook it is, as long as no plan on record names the partnership."""
FIRST_BOX_ROW = 4

_STEPS = (
    "Fill in the boxes above, then the sheets you need. A sheet without rows is not read.",
    "Columns marked Required, with a dark heading, must be filled in on every row that you use. "
    "Rest the pointer on a heading for help, and choose from the lists where there are any.",
    "Keep the headings and the sheets' names as they are. Columns, title rows and sheets of your "
    "own are welcome: they are left alone.",
)
_RETURN_STEP = (
    "The rows that you are asked for are there already. Grey columns are for reading only: what "
    "the plan says, and what was written last quarter. A row left blank counts as not filled in."
)
_SEND = "Save it as an Excel Workbook (.xlsx) and send it to the partnership's business unit."
_TOTALS = (
    "Never enter a record of one child: no name, no date of birth, no address, and no NHS, pupil "
    "or case number. A workbook that holds one is refused, and nothing of it is kept.",
    "Where a number cannot be given, write c (suppressed), x (not available) or z (not "
    f"applicable). Give small numbers as they are: {small_in_words()} are hidden before anybody "
    "sees a screen or a paper.",
)
_IMPACT = (
    ("Not yet evidenced", "Nothing shows yet whether it has helped a child."),
    ("Emerging", "The first signs that it helps, not yet enough to be sure."),
    ("Evidenced", "What is known shows that it has helped children."),
)
_NEXT = (
    "The workbook is checked. If there is anything to put right, it comes back with each place "
    "marked, and a list of what to do.",
    "When it has no errors, the business unit sees what is new and what changes, and stores it. "
    "The file is kept as it was sent.",
    "The dashboard shows it at once. Send a row again, with the same keys, to put it right: the "
    "newest counts, and nothing is lost.",
)


def fill_cover(
    sheet: Worksheet,
    period: Period | None,
    agency: str | None,
    contents: Sequence[Sheet],
    lists: Lists,
    is_return: bool,
    whose: str,
) -> None:
    """Write the Cover: the contract's labels in column A, their values beside them in B."""
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 88
    put_text(sheet, 1, 1, whose, TITLE).alignment = ONE_LINE
    put_text(sheet, 2, 1, _subtitle(period, agency), SUBTITLE).alignment = ONE_LINE
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 26, 20
    given = {"period": str(period or ""), "agency": agency or "", "contract_version": VERSION}
    row = _write_boxes(sheet, given, lists)
    steps = (*_STEPS, *((_RETURN_STEP,) if is_return else ()), _SEND)
    row = _section(sheet, row, "What to do", _numbered(steps))
    row = _section(sheet, row, "Totals only", (("", text) for text in _TOTALS))
    row = _section(sheet, row, "What the RAG words mean", ((rag, MEANINGS[rag]) for rag in RAG))
    row = _section(sheet, row, "What the impact words mean", _IMPACT)
    row = _section(sheet, row, "What happens next", _numbered(_NEXT))
    _link_sheets(sheet, row, contents)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = NAVY
    print_well(sheet, landscape=False, whose=whose)


def _subtitle(period: Period | None, agency: str | None) -> str:
    start = "Return" if agency else "Workbook to fill in"
    when = f" for {period.words}" if period else ""
    return f"{start}{when}" + (f": {agency}" if agency else "")


def _write_boxes(sheet: Worksheet, given: dict[str, str], lists: Lists) -> int:
    for row, column in enumerate(COVER, start=FIRST_BOX_ROW):
        put_text(sheet, row, 1, column.name, LABEL).alignment = ONE_LINE
        box = put_text(sheet, row, 2, given.get(column.field, ""))
        box.number_format = column.look.number_format
        box.fill, box.border, box.alignment = filled(PALE), BOX, INSET
        rule = validation(column, lists.name(column))
        rule.add(box)
        sheet.add_data_validation(rule)
        sheet.row_dimensions[row].height = 20
    put_text(sheet, row + 1, 2, "Period and Agency are required.", SMALL)
    return row + 3


def _section(sheet: Worksheet, row: int, title: str, lines: Iterable[tuple[str, str]]) -> int:
    """A heading and its lines, a word and a text each; gives the row for the next section."""
    put_text(sheet, row, 1, title, HEADING).alignment = ONE_LINE
    sheet.row_dimensions[row].height = 20
    for word, text in lines:
        row += 1
        cell = put_text(sheet, row, 1, word)
        if word in RAG_COLOURS:
            back, front = RAG_COLOURS[word]
            cell.fill, cell.font = filled(back), Font("Calibri", 11, bold=True, color=front)
            cell.alignment = INSET
        put_text(sheet, row, 2, text)
        fit_height(sheet, row, 2)
    return row + 2


def _numbered(steps: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"{number}.", text) for number, text in enumerate(steps, start=1)]


def _link_sheets(sheet: Worksheet, row: int, contents: Sequence[Sheet]) -> None:
    _section(sheet, row, "What is in here", ((each.name, each.purpose) for each in contents))
    for line, each in enumerate(contents, start=row + 1):
        cell = sheet.cell(line, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{each.name}'!A1")
        cell.font = LINK
