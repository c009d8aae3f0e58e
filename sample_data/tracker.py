"""An untidy tracker, as a council's business unit really keeps one over three years.

Title rows, merged cells, RAG by colour alone, quarters as columns, two tables on one sheet, totals
and notes in between: nothing of it is the contract's form. Everything in it is illustrative.
"""

from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

_FILLS = {
    colour: PatternFill("solid", fgColor=rgb)
    for colour, rgb in {
        "R": "FF0000", "A": "FFC000", "G": "92D050", "B": "00B0F0", "-": "D9D9D9", "head": "1F4E79",
        "sub": "BDD7EE", "note": "FFFF99",
    }.items()
}  # fmt: skip  # a list in few lines
_HEADINGS = ("Strategic priority", "Ref", "Action (abridged)", "Lead", "By when", "Sept 24",
             "Q3 24/25", "Q4", "Q1 25-26", "Q2", "Q3",
             "Latest update / comments")  # fmt: skip  # a list in few lines
_ACTIONS = (
    ("1. Child on child", "1.1", "Oversight of child on child abuse (VYP)", "LBE", "Mar 26",
     "AGGGGG", "Year 6 materials in 11 primaries. See also 1.3!!"),
    ("", "1.2", "Training – front line", "Schools", "31/03/2026", "GGGGGA",
     "Trainer left Oct, 2 dates cancelled.  Cover from health Jan?"),
    ("", "1.3", "Voice", "Vol sector", "Dec-25", "GGAGGB", "DONE – signed off Dec exec"),
    ("2. Physical abuse", "2.1", "Nat review (Star + Arthur) / MA audit plan", "LBE", "15.12.25",
     "GGAAAR", "re-audit did NOT happen. For exec decision"),
    ("", "2.2", "Front door", "LBE", "ongoing", "RAAGGG", "ok"),
    ("", "2.3", "Workshops (info sharing etc)", "Police", "31/12/24 (was) 30/6/25 now TBC",
     "AAARRR", "11 March & 24 June?? chase venue"),
    ("3. Anti-racist practice", "3.1", "Disproportionality group", "LBE", "Mar 2026", "AAAARA",
     "new chair Nov :)"),
    ("", "3.2", "Adultification – all staff", "Health", "Mar 2026", "-AAGGG",
     "318 trained YTD (131 + 118 + 69)"),
    ("", "3.3", "S11/S175 anti racist focus", "Schools", "Mar 2026", "GAGGGG", ""),
    ("", "3.4", "Voice -> activity group", "ICB", "ongoing", "GAGGA-",
     "nothing rec'd 14/1, chased x2"),
)  # fmt: skip  # a row a line
_FIGURES: tuple[tuple[str, str | int | None, str | int, str | int, str], ...] = (
    ("Referrals", 4775, 4615, 4214, "DfE CIN"),
    ("Re-refs w/in 12m", 1059, 965, 954, "DfE CIN"),
    ("  as %", "22.2%", "20.9%", "22.6%", ""),
    ("CP plans started", 365, 405, 313, "DfE CIN"),
    ("CLA 31/3", 422, 416, 372, "DfE – new ethnicity split has c's in it"),
    ("Stop & search 10-17", None, "~1,000", "1021?", "ILLUSTRATIVE – police to confirm"),
)


def make_tracker() -> Workbook:
    """The tracker: three sheets, one of them copied from somebody who had seen our template."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "TRACKER v7 (use this one)"
    _add_titles(page)
    end = _add_actions(page)
    _add_figures(page, end + 4)
    _add_training(book.create_sheet("Sheet2"))
    _add_updates(book.create_sheet("Progress"))
    return book


def _add_titles(page: Worksheet) -> None:
    page.merge_cells("A1:L1")
    page["A1"] = "ESCP BUSINESS PLAN 2023-26 – ACTION TRACKER"
    page["A1"].font = Font(name="Calibri", bold=True, size=18, color="FFFFFF")
    page["A1"].fill = _FILLS["head"]
    page["A1"].alignment = Alignment(horizontal="center")
    page["A2"] = "SAMPLE, MADE UP. last updated 09/01/26 – DRAFT, not for circulation"
    page["A3"] = "Key:"
    words = {"R": "off track", "A": "delay", "G": "on track", "B": "complete", "-": "no return"}
    for column, (colour, word) in enumerate(words.items(), start=2):
        page.cell(3, column, word).fill = _FILLS[colour]
    page.merge_cells("F4:K4")
    page["F4"] = "RAG (colour the cell, don't type)"
    page["F4"].alignment = Alignment(horizontal="center")
    page["F4"].fill = _FILLS["sub"]
    for letter, width in zip(
        "ABCDEFGHIJKL", (16, 6, 38, 11, 16, 8, 9, 6, 9, 6, 6, 52), strict=True
    ):
        page.column_dimensions[letter].width = width


def _add_actions(page: Worksheet) -> int:
    """The actions, a blank row after each priority; gives the last row used."""
    for column, heading in enumerate(_HEADINGS, start=1):
        page.cell(5, column, heading).font = Font(name="Calibri", bold=True)
        page.cell(5, column).fill = _FILLS["sub"]
    row, top = 6, 6
    for number, (priority, ref, action, lead, due, colours, update) in enumerate(_ACTIONS):
        if priority and number:
            page.merge_cells(start_row=top, end_row=row - 1, start_column=1, end_column=1)
            row += 1
        if priority:
            top = row
            page.cell(row, 1, priority).alignment = Alignment(text_rotation=90, vertical="center")
        for column, value in enumerate((ref, action, lead, due), start=2):
            page.cell(row, column, value)
        for column, colour in enumerate(colours, start=6):
            page.cell(row, column).fill = _FILLS[colour]
        page.cell(row, 12, update or None).alignment = Alignment(wrap_text=True)
        row += 1
    page.merge_cells(start_row=top, end_row=row - 1, start_column=1, end_column=1)
    page["B7"] = 1.2
    page["F11"].value = "r"
    page["K11"].comment = Comment(
        "From: business unit\nSent: Fri 9 Jan\n\nHi all, pls can someone check whether 2.2 is "
        "green or amber, the minutes say one thing and the tracker another. Thx",
        "business unit",
    )
    page.cell(row, 3, "TOTAL actions")
    page.cell(row, 4, len(_ACTIONS))
    page.cell(row, 10, "Red:")
    page.cell(row, 11, 2)
    return row


def _add_figures(page: Worksheet, row: int) -> None:
    """A second table under the first, with its own headings."""
    page.cell(row, 1, "KEY DATA (yr to 31 March)").font = Font(name="Calibri", bold=True, size=14)
    for column, heading in enumerate(
        ("", "", "Indicator", "22/23", "23/24", "24/25", "", "source"), start=1
    ):
        page.cell(row + 1, column, heading or None).fill = _FILLS["sub"]
    for at, (name, first, second, third, source) in enumerate(_FIGURES, start=row + 2):
        page.cell(at, 3, name)
        for column, number in enumerate((first, second, third), start=4):
            page.cell(at, column, number)
        page.cell(at, 8, source)
    note = page.cell(row + 9, 1, "NB don't delete rows above, linked to exec slides")
    note.fill = _FILLS["note"]


def _add_updates(page: Worksheet) -> None:
    """Nearly the contract's Progress: refs merged over two quarters, RAG as a colour, "Q3"."""
    page.merge_cells("A1:E1")
    page["A1"] = "Exec updates – police + council actions only (made up)"
    page["A1"].font = Font(name="Calibri", bold=True, size=14)
    rows = (
        ("2.1", "Sept 24", "G", None, "16/22 actions done, stopgap form in use"),
        (
            "",
            "Q3",
            "R",
            "no re-audit, past due date",
            "19/22. Week in Oct pulled, 5 of 12 reviewers",
        ),
        ("2.3", "Sept 24", "A", "due date moved to June 25", "3rd workshop held"),
        ("", "Q3", "R", "2 cancelled; moved AGAIN", "dates found: 11/3 + 24/6, exec to confirm"),
    )
    for column, heading in enumerate(
        ("Action ref", "Qtr", "RAG rating", "Reason", "Latest update"), start=1
    ):
        page.cell(4, column, heading).fill = _FILLS["sub"]
    for at, (ref, quarter, colour, reason, update) in enumerate(rows, start=5):
        for column, value in ((1, ref or None), (2, quarter), (4, reason), (5, update)):
            page.cell(at, column, value)
        page.cell(at, 3).fill = _FILLS[colour]
    page.merge_cells("A5:A6")
    page.merge_cells("A7:A8")
    page["A10"] = "Total: 2 red"
    for letter, width in zip("ABCDE", (11, 9, 12, 34, 48), strict=True):
        page.column_dimensions[letter].width = width


def _add_training(page: Worksheet) -> None:
    """Attendance by course, as exported from somewhere and typed over."""
    page["B2"] = "training attendance (made up)"
    page["B2"].font = Font(name="Calibri", italic=True)
    rows: tuple[tuple[str | float | date | None, ...], ...] = (
        ("Course", "qtr", "who", "attended", "conf before", "conf after"),
        ("Adultification", "Q1", "Health / schools / ICB", 131, "41%", "84%"),
        ("Adultification", "Q2", "Health, schools, MPS", 118, 0.44, 0.86),
        ("Adultification", "Q3 (Oct–Dec)", "MPS + health", 69, "n/k", "n/k"),
        (None, None, "total", 318, None, None),
        ("CoCA half day", date(2025, 12, 1), "schools", "27 (of 60 places)", None, None),
    )
    for at, row in enumerate(rows, start=4):
        for column, value in enumerate(row, start=2):
            page.cell(at, column).value = value
