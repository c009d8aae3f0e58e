"""Makes four trackers in agencies' own formats: `python -m sample_data.own_trackers`.

Each is written here and saved again by LibreOffice, so that it is the workbook of a foreign
program: other parts, other styles, shared strings. Everything in them is illustrative.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

if not __package__:  # run by path: the packages are one folder up
    sys.path.insert(0, str(Path(__file__).parent.parent))

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).parent / "trackers"
_COLOURS = {"R": "FF5050", "A": "FFC000", "G": "92D050", "B": "5B9BD5", "N": "BFBFBF"}
Line = Sequence[str | int | float | None]


def _fill(rgb: str) -> PatternFill:
    return PatternFill("solid", fgColor=rgb)


def _page(book: Workbook, title: str) -> Worksheet:
    page = book.worksheets[0] if book.worksheets[0].title == "Sheet" else book.create_sheet()
    page.title = title
    return page


def _put(page: Worksheet, row: int, line: Line, column: int = 1, *, bold: bool = False) -> None:
    for at, value in enumerate(line, start=column):
        if value is not None:
            page.cell(row, at, value).font = Font(bold=bold)
            page.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")


_KEY = (("R", "Off track"), ("A", "At risk"), ("G", "On track"), ("B", "Complete"),
        ("N", "Not started"))  # fmt: skip  # a row a line
_BY_PRIORITY: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("P3 anti-racism", "Priority 3: anti-racist practice", (
        ("3.2", "Adultification training for all staff", "N", "", "A",
         "Twilight session moved to Q3", "G", "Delivered in 14 schools"),
        ("3.3", "S175 focuses on anti-racist practice", "G", "Question set agreed", "G", "",
         "A", "9 of 74 schools still to return"),
    )),
    ("P1 child on child", "Priority 1: child-on-child abuse", (
        ("1.1", "Oversight of reports", "G", "Termly figures shared", "G", "As before",
         "G", "Year 6 pack in use"),
        ("1.2", "Training for front-line staff", "A", "Trainer post vacant", "A", "Cover found",
         "R", "Two dates cancelled"),
    )),
    ("P2 physical abuse", "Priority 2: physical abuse", (
        ("2.3", "Workshops on sharing information", "A", "Low take-up", "B", "All four held"),
    )),
)  # fmt: skip  # a row a line


def by_priority() -> Workbook:
    """Schools: a sheet for each priority, RAG as coloured cells, quarters as groups of columns."""
    book = Workbook()
    notes = _page(book, "Read me")
    _put(notes, 1, ["How we use this tracker"], bold=True)
    _put(notes, 2, ["Colour the RAG cell each quarter and write two lines."])
    for row, (colour, word) in enumerate(_KEY, start=4):
        notes.cell(row, 1).fill = _fill(_COLOURS[colour])
        _put(notes, row, [word], 2)
    for name, title, actions in _BY_PRIORITY:
        _fill_priority(_page(book, name), title, actions)
    return book


def _fill_priority(page: Worksheet, title: str, actions: Sequence[Sequence[str]]) -> None:
    page.merge_cells("A1:J1")
    _put(page, 1, [f"Enfield schools, action tracker 2025/26. {title}"], bold=True)
    for column, heading in ((1, "Ref"), (2, "Action")):
        page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
        _put(page, 3, [heading], column, bold=True)
    for group, quarter in enumerate(("Q1", "Q2", "Q3", "Q4")):
        left = 3 + 2 * group
        page.merge_cells(start_row=3, end_row=3, start_column=left, end_column=left + 1)
        _put(page, 3, [quarter], left, bold=True)
        _put(page, 4, ["RAG", "Update"], left, bold=True)
        page.cell(3, left).fill = _fill("DDEBF7")
    for row, (ref, action, *quarters) in enumerate(actions, start=5):
        _put(page, row, [ref, action])
        for column in range(0, len(quarters), 2):
            colour, update = quarters[column], quarters[column + 1]
            if colour:
                page.cell(row, 3 + column).fill = _fill(_COLOURS[colour])
            _put(page, row, [update or None], 4 + column)
    _put(page, 6 + len(actions), ["Note: colours are the head teachers' own judgement."])


_LIST: tuple[Line, ...] = (
    ("Action 2.3 – Workshops for the front line", "Sept 25", "Slipping", "Venue fell through",
     "Two of three workshops held", "Partnership superintendent", None),
    ("Action 2.3 – Workshops for the front line", "Dec 25", "Off track",
     "No date agreed; needs the executive", "Third workshop not held",
     "Partnership superintendent", "Find a venue"),
    ("Action 1.1 – Oversight of child on child abuse", "Sept 25", "On track", None,
     "Data shared with the VYP group", "Youth lead", None),
    ("Action 1.1 – Oversight of child on child abuse", "Dec 25", "On track", None,
     "=as above", "Youth lead", "Refresh the profile"),
    ("Action 3.2 – Adultification, all staff", "Sept 25", "Not due", None, None,
     "Training lead", None),
    ("Action 3.2 – Adultification, all staff", "Dec 25", "Done", None,
     "All response teams trained", "Training lead", None),
    ("Disproportionality: track the data and get it down", "Dec 25", "Slipping",
     "Analyst post vacant since October", "Stop and search data reviewed once", "Youth lead",
     "Fill the post"),
)  # fmt: skip  # a row a line


def long_list() -> Workbook:
    """Police: one long list, the state in their own words, refs inside the text of the action."""
    book = Workbook()
    page = _page(book, "Delivery log")
    _put(page, 1, ["Met Police North Area", None, "SAMPLE"], bold=True)
    _put(page, 2, ["Safeguarding plan delivery log. Newest at the bottom."])
    headings = ("What we said we would do", "As at", "Status", "If not on track, why?",
                "Where we are now", "Owner (role)", "What next")  # fmt: skip  # a list in few lines
    _put(page, 4, headings, bold=True)
    for row, line in enumerate(_LIST, start=5):
        _put(page, row, line)
        page.cell(row, 5).data_type = "s" if line[4] else "n"
    _put(page, 13, ["Total actions", None, 4])
    _put(page, 15, ["* Off track means it needs the executive."])
    old = _page(book, "Old 2019 list")
    _put(old, 1, ["Superseded. Kept for the audit."])
    return book


def two_tables() -> Workbook:
    """Health: actions on top and figures below on one sheet, with notes, totals and percentages."""
    book = Workbook()
    page = _page(book, "Health return")
    page.merge_cells("A1:F1")
    _put(page, 1, ["NHS NCL ICB – safeguarding return, Quarter 3 2025/26"], bold=True)
    headings = ("No.", "Action", "BRAG", "Reason for rating", "This quarter", "Has it helped?")
    _put(page, 3, headings, bold=True)
    actions: tuple[Line, ...] = (
        ("3.4", "Voice reaches the group", "A", "One session postponed", "Second session booked",
         "Emerging"),
        ("2.2", "Oversight of the front door", "G", None, "Health joins the daily meeting",
         "Not yet"),
        ("3.2", "Adultification training", "B", None, "318 staff trained", "Evidenced"),
    )  # fmt: skip  # a row a line
    for row, line in enumerate(actions, start=4):
        _put(page, row, line)
    _put(page, 7, ["Total", 3])
    _put(page, 9, ["FIGURES 2025/26 (illustrative)"], bold=True)
    over = ("Indicator", "Q1 (Apr–Jun)", "Q2 (Jul–Sep)", "Q3 (Oct–Dec)", "YTD", "Comment")
    _put(page, 10, over, bold=True)
    figures: tuple[Line, ...] = (
        ("Emergency visits after assault", 21, 18, "~24", "=SUM(B11:D11)", "two hospitals"),
        ("Initial health assessments in time", "71% (22 of 31)", "78% (25/32)", "tbc", None,
         "when care starts"),
        ("Was not brought", "8.1%", "7.9%", "8.0%", None, "rate only"),
    )  # fmt: skip  # a row a line
    for row, line in enumerate(figures, start=11):
        _put(page, row, line)
    _put(page, 14, ["Source: hospital returns; children aged 10 to 17"])
    return book


def landscape() -> Workbook:
    """Voluntary sector: an action a column, a quarter two rows, and a hidden column of old text."""
    book = Workbook()
    notes = _page(book, "notes")
    _put(notes, 2, ["Grey = not begun; red = stuck"])
    page = _page(book, "tracker (wide)")
    _put(page, 1, ["VCS forum: what we are doing for the partnership"], bold=True)
    actions = ("1.3 Children's voices", "1.3 (old wording)", "3.4 Voice to the group")
    _put(page, 3, actions, 3, bold=True)
    page.column_dimensions["D"].hidden = True
    rows = (
        ("Q2 2025/26", "How is it going?", "G", "x", "N"),
        (None, "What we did", "Ambassadors met six times", "no longer used", None),
        ("Q3 2025/26", "How is it going?", "B", "x", "R"),
        (None, "What we did", "Signed off in December", None, "Chased twice, no answer"),
        ("Q4 2025/26", "How is it going?", None, None, None),
        (None, "What we did", None, None, None),
    )
    for row, (quarter, label, *cells) in enumerate(rows, start=4):
        if quarter:
            page.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
        _put(page, row, [quarter, label], bold=True)
        for column, text in enumerate(cells, start=3):
            if text in _COLOURS:
                page.cell(row, column).fill = _fill(_COLOURS[text])
            else:
                _put(page, row, [text], column)
    _put(page, 11, ["NB colours only; do not type in them"])
    return book


TRACKERS: dict[str, Callable[[], Workbook]] = {
    "schools_by_priority.xlsx": by_priority,
    "police_long_list.xlsx": long_list,
    "health_two_tables.xlsx": two_tables,
    "voluntary_landscape.xlsx": landscape,
}


def make_trackers(folder: Path = FOLDER) -> list[Path]:
    """Write the four trackers into a folder, each saved again by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed, and the trackers are saved by it.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name, make in TRACKERS.items():
            make().save(Path(place) / name)
        subprocess.run(
            [office, f"-env:UserInstallation=file://{place}/profile", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder),
             *(str(Path(place) / name) for name in TRACKERS)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip  # a row a line
    return [folder / name for name in TRACKERS]


if __name__ == "__main__":
    for made in make_trackers():
        print(made.name)
