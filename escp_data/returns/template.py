"""A workbook to fill in, made from the contract: empty, or a return with what is asked already in.

Headings stay word for word those of the contract, so a column that must be filled in says so in
the row above and by its colour. Nothing is locked, and no drop-down list refuses a word that the
reader would understand, but for the fixed choices.
"""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from escp_data import MAKER
from escp_data.contract import COVER_SHEET, MAX_ROWS, SHEETS, Column, Sheet
from escp_data.errors import EscpError
from escp_data.excel.style import (
    AMBER,
    ASIDE,
    BOX,
    GREY,
    HEADING,
    INSET,
    LABEL,
    NAVY,
    ON_DARK,
    ONE_LINE,
    PALE,
    QUIET,
    RAG_COLOURS,
    SMALL,
    WRAPPED,
    filled,
    fit_height,
    new_book,
    print_well,
    put_text,
    saved,
)
from escp_data.kinds import Kind
from escp_data.plan.actions import quarters
from escp_data.plan.plans import newest_words
from escp_data.returns.cover_sheet import UNNAMED, fill_cover
from escp_data.returns.dropdowns import (
    KnownChoices,
    Lists,
    known_choices,
    prompt,
    validation,
)
from escp_data.returns.prefill import Aside, PrefilledSheet, prefill, read_agency, read_period
from escp_data.store.database import Store
from escp_data.text.periods import Period, quarter_of
from escp_data.validation.beside import LISTS_SHEET, TO_READ_ONLY

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
_LISTED_ROWS = 100
_QUARTERS = 12

_NOTHING = PrefilledSheet((), ())
_Place = Column | Aside
"""A column of a sheet being made: one of the contract's, or one to read only."""


def template(
    period: str | None = None,
    agency: str | None = None,
    store: Store | None = None,
    as_at: str | None = None,
) -> bytes:
    """The bytes of an `.xlsx` to fill in: every sheet, or for an agency the sheets of a return.

    With a store, lists offer what it knows, and an agency's return for a period has a row for
    each live action it leads and each measure it supplies. No count is ever filled in. Raises
    EscpError or NotFound for a period or an agency that is neither.
    """
    when = read_period(period) if period else None
    who = read_agency(store, agency) if agency and store else agency
    if who and store and not when:
        raise EscpError("Say which period the return is for, such as 2025-26 Q3.")
    sheets = tuple(sheet for sheet in SHEETS if sheet.in_return or not who)
    asked = prefill(store, when, who, as_at) if store and when and who else {}
    book = new_book()
    lists = Lists(book, _known(store, when, as_at), _registers(sheets))
    cover = book.worksheets[0]
    cover.title = COVER_SHEET
    whose = (newest_words(store).partnership if store else "") or UNNAMED
    fill_cover(cover, when, who, sheets, lists, is_return=bool(asked), whose=whose)
    for sheet in sheets:
        rows = asked.get(sheet.name, _NOTHING)
        _fill_sheet(book.create_sheet(sheet.name), sheet, rows, lists, whose)
    return _saved(book, whose)


def _known(store: Store | None, period: Period | None, as_at: str | None) -> KnownChoices:
    reported = quarters(store, as_at) if store else []
    newest = period or (reported[0] if reported else quarter_of(date.today()))
    last = newest if newest.quarter else quarter_of(newest.end)
    listed = [str(last.shifted(1 - steps)) for steps in range(_QUARTERS + 1)]
    known = known_choices(store, as_at) if store else {}
    return {"periods": tuple(dict.fromkeys([str(newest), *listed])), **known}


def _registers(sheets: Sequence[Sheet]) -> dict[Kind, str]:
    """Where a workbook itself lists its agencies, refs and codes: each sheet's first column."""
    kinds: dict[str, Kind] = {
        "Plans": "plan",
        "Agencies": "agency",
        "Actions": "ref",
        "Measures": "code",
    }
    last = HEADER_ROW + _LISTED_ROWS
    return {
        kinds[sheet.name]: f"{sheet.name}!$A${FIRST_ROW}:$A${last}"
        for sheet in sheets
        if sheet.name in kinds
    }


def _fill_sheet(
    page: Worksheet, sheet: Sheet, asked: PrefilledSheet, lists: Lists, whose: str
) -> None:
    places = _places(sheet, asked.asides)
    put_text(page, 1, 1, f"{sheet.name}: {sheet.purpose}", HEADING).alignment = ONE_LINE
    put_text(page, 2, 1, _hint(sheet, asked), QUIET).alignment = ONE_LINE
    for position, place in enumerate(places, start=1):
        _write_heading(page, position, place)
        if isinstance(place, Column):
            _shape_column(page, position, place, lists)
    for row, texts in enumerate(asked.rows, start=FIRST_ROW):
        _write_row(page, row, places, texts)
    _colour_rag(page, [_heading(place) for place in places])
    page.row_dimensions[HEADER_ROW].height = 32
    page.freeze_panes = f"B{FIRST_ROW}"
    print_well(page, heading_row=HEADER_ROW, whose=whose)


def _places(sheet: Sheet, asides: Sequence[Aside]) -> list[_Place]:
    places: list[_Place] = []
    for column in sheet.columns:
        places += [aside for aside in asides if aside.before == column.name]
        places.append(column)
    return places


def _heading(place: _Place) -> str:
    return place.heading if isinstance(place, Aside) else place.name


def _hint(sheet: Sheet, asked: PrefilledSheet) -> str:
    if asked.rows:
        return "Fill in the white cells; the grey ones are for reading only."
    keys = " and ".join(column.name for column in sheet.keys)
    return f"One row for each {keys}. Rest the pointer on a heading for help."


def _write_heading(page: Worksheet, position: int, place: _Place) -> None:
    put_text(page, HEADER_ROW - 1, position, _word_above(place), SMALL)
    cell = put_text(page, HEADER_ROW, position, _heading(place))
    cell.alignment, cell.border = INSET, BOX
    page.column_dimensions[get_column_letter(position)].width = place.width
    if isinstance(place, Aside):
        cell.fill, cell.font = filled(GREY), ASIDE
        return
    cell.fill = filled(NAVY if place.required else PALE)
    cell.font = ON_DARK if place.required else LABEL
    cell.comment = _note(place)


def _word_above(place: _Place) -> str:
    if isinstance(place, Aside):
        return TO_READ_ONLY
    if "Blank: " in place.help:
        return "Blank: as on Cover"
    return "Required" if place.required else ""


def _note(column: Column) -> Comment:
    example = f"\nExample: {column.example}" if column.example else ""
    listed = f"\nChoices: {', '.join(column.choices)}" if column.choices else ""
    text = f"{prompt(column)}{listed}{example}"
    lines = sum(1 + len(line) // 40 for line in text.splitlines())
    return Comment(text, MAKER, width=280, height=24 + 18 * lines)


def _shape_column(page: Worksheet, position: int, column: Column, lists: Lists) -> None:
    """Formats for the whole column, and its list and prompt for every row that can be read."""
    letter = get_column_letter(position)
    dimension = page.column_dimensions[letter]
    dimension.number_format = column.look.number_format
    dimension.alignment = WRAPPED
    rule = validation(column, lists.name(column))
    rule.add(f"{letter}{FIRST_ROW}:{letter}{MAX_ROWS}")
    page.add_data_validation(rule)


def _write_row(page: Worksheet, row: int, places: Sequence[_Place], texts: dict[str, str]) -> None:
    for position, place in enumerate(places, start=1):
        heading = _heading(place)
        cell = put_text(page, row, position, texts.get(heading, ""))
        cell.border = BOX
        if heading in texts or isinstance(place, Aside):
            cell.fill = filled(GREY)
        if isinstance(place, Aside):
            cell.font = QUIET
        else:
            cell.number_format = place.look.number_format
    fit_height(page, row, len(places))


def _colour_rag(page: Worksheet, headings: Sequence[str]) -> None:
    """RAG words in their colours as they are chosen; a reason that is still needed in amber."""
    if "RAG" not in headings:
        return
    rag = get_column_letter(headings.index("RAG") + 1)
    for word, (back, front) in RAG_COLOURS.items():
        look = DifferentialStyle(Font(bold=True, color=front), fill=filled(back))
        _colour_where(page, rag, f'${rag}{FIRST_ROW}="{word}"', look)
    if "RAG reason" in headings:
        reason = get_column_letter(headings.index("RAG reason") + 1)
        blank = f"LEN(TRIM(${reason}{FIRST_ROW}))=0"
        needed = f'AND(OR(${rag}{FIRST_ROW}="Red",${rag}{FIRST_ROW}="Amber"),{blank})'
        _colour_where(page, reason, needed, DifferentialStyle(fill=filled(AMBER)))


def _colour_where(page: Worksheet, letter: str, formula: str, look: DifferentialStyle) -> None:
    rule = Rule(type="expression", dxf=look, formula=[formula])
    page.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{MAX_ROWS}", rule)


def _saved(book: Workbook, whose: str) -> bytes:
    book.properties.title = f"{whose}: workbook to fill in"
    # The hidden sheet of lists goes last, wherever it was made.
    book.move_sheet(LISTS_SHEET, len(book.sheetnames))
    return saved(book)
