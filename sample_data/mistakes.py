"""A return with twenty mistakes, each caught by a different rule: something to try `check` on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_data import figures, story
from sample_data.binding import make_workbook, write_cell, write_headings
from sample_data.story import Rows

QUARTER = "2025-26 Q4"
ABOUT = "A return with twenty mistakes, each a different one: check it and see"
EXTRA_SHEET = "Contacts list"


@dataclass(frozen=True)
class Mistake:
    """What stands in a cell that should not, and the rule that finds it.

    `cell` is the place that the rule names; "" for the sheet as a whole.
    """

    code: str
    sheet: str
    cell: str
    value: object
    why: str


MISTAKES = (
    Mistake("K07", "Actions", "B13", 5, "There are three priorities."),
    Mistake("C15", "Progress", "A4", date(2026, 1, 1), "A ref that Excel took for 1 January."),
    Mistake("C05", "Progress", "C5", "Ambr", "Amber, mistyped."),
    Mistake("K10", "Progress", "D7", None, "Amber without a reason."),
    Mistake("K06", "Progress", "A8", "2.7", "No such action."),
    Mistake("C01", "Progress", "F9", "#REF!", "A formula whose cell was deleted."),
    Mistake("C06", "Progress", "G10", "Some", "Not one of the three impact ratings."),
    Mistake("C07", "Progress", "B11", "Spring term", "Not a quarter."),
    Mistake("K03", "Progress", "A12", "3.1", "Action 3.1 a second time."),
    Mistake("C04", "Progress", "A13", "three point four", "A ref in words."),
    Mistake("C02", "Measure values", "D4", "=SUM(D20:D31)", "A formula never calculated."),
    Mistake("K08", "Measure values", "A5", "DIVRT", "No such measure."),
    Mistake("C11", "Measure values", "D6", "about 150", "A number in words."),
    Mistake("C12", "Ethnicity counts", "D6", "Global majority", "All groups but White: no group."),
    Mistake("C08", "Voice", "A4", "02/25/2026", "The American order of day and month."),
    Mistake("K04", "Voice", "C5", "Enfield Counsil", "Nearly an agency."),
    Mistake("C03", "Voice", "G6", None, "What children said is left blank."),
    Mistake("C10", "Training", "E4", -4, "Fewer than nobody came."),
    Mistake("S02", "Recommendations", "", None, "The RAG heading is gone (G3)."),
    Mistake("G05", EXTRA_SHEET, "B3", None, "Dates of birth do not belong here."),
)


def make_mistakes() -> Workbook:
    """The workbook; it brings its own plan, so that it reads the same before any other."""
    book = make_workbook(QUARTER, date(2026, 4, 13), _sound_sheets(), ABOUT)
    _add_children(book.create_sheet(EXTRA_SHEET))
    page_of("Recommendations", book)["G3"] = None
    for mistake in MISTAKES:
        if mistake.cell and mistake.sheet != EXTRA_SHEET:
            cell = page_of(mistake.sheet, book)[mistake.cell]
            write_cell(cell.parent, cell.row, cell.column, mistake.value)
    page_of("Progress", book)["A4"].number_format = "d-mmm"
    return book


def _emerging(row: dict[str, Any]) -> dict[str, Any]:
    """The row without a claim that this workbook alone could not show."""
    return row | ({"Impact": "Emerging"} if row["Impact"] == "Evidenced" else {})


def page_of(name: str, book: Workbook) -> Worksheet:
    """The sheet called `name`."""
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def _sound_sheets() -> dict[str, Rows]:
    """A small return without a mistake in it yet."""
    values = [row for row in figures.measure_values(QUARTER) if row["Period"] == QUARTER]
    counts = [row for row in figures.ethnicity_counts(QUARTER) if row["Period"] == QUARTER]
    return {
        "Agencies": story.agencies(),
        "Priorities": story.priorities(),
        "Actions": _without("Revised due date", story.actions()),
        "Progress": [_emerging(row) for row in story.progress(QUARTER) if row["Period"] == QUARTER],
        "Measures": story.measures(),
        "Measure values": [
            row for code in ("FDOOR", "DIVERT", "COCSCH") for row in values if row["Code"] == code
        ],
        "Ethnicity counts": [row for row in counts if row["Code"] == "CAREQ"],
        "Population": figures.populations(),
        "Voice": story.voice(QUARTER),
        "Training": story.training(QUARTER),
        "Recommendations": story.recommendations(QUARTER),
    }


def _without(heading: str, rows: Rows) -> Rows:
    """Rows that say nothing in a column: blank cells would empty what is on record."""
    return [{name: value for name, value in row.items() if name != heading} for row in rows]


def _add_children(page: Worksheet) -> None:
    """A list that should never have been sent. The dates are made up, and go with nobody."""
    page["A1"] = "Front door, first week of January (made up)"
    write_headings(page, 3, ["Contact", "Date of birth", "Outcome"])
    for row, (day, outcome) in enumerate(
        [(date(2013, 1, 1), "Early help"), (date(2014, 1, 1), "No further action")], start=4
    ):
        for column, value in enumerate((row - 3, day, outcome), start=1):
            write_cell(page, row, column, value)
