"""One plan and its returns, twice: in them three small counts of children are 3, or they are 4.

Nothing else differs, and what a reader may see adds up to the same. So a count of 3 can be found
or worked out only where something that is shown differs between the two.
"""

import re
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.counted import COUNCIL, MEASURE, plan
from tests.stores import return_workbook
from tests.workbooks import workbook

PERIODS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
GROUPS = {"Asian": 61, "Mixed": 75, "White": 240, "Other": 10, "Unknown": 19}
STOCK: dict[str, Any] = MEASURE | {
    "Code": "HELD", "Measure": "Children held", "Time": "stock", "Supplier agency": COUNCIL,
    "Numerator": "Children held",
}  # fmt: skip  # a list in few lines
STRIP: dict[str, Any] = {
    "Code": "STRIP", "Measure": "Intimate searches", "Kind": "count", "Counts": "children",
    "Better when": "lower", "Time": "flow", "Definition": "Intimate searches of children",
    "Supplier agency": COUNCIL,
}  # fmt: skip  # a list in few lines
_PASSING = re.compile(
    r"""\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?  # a moment
    |\d{1,2}\ [A-Z][a-z]+\ \d{4},\ \d\d:\d\d                # the same in words
    |[0-9a-f]{8}-[0-9a-f-]{27}|(?<![\w.])[0-9a-f]{8,}     # a name made by chance, a hash
    |127\.0\.0\.1:\d+|:r\w+:                             # an address, a part of the page""",
    re.VERBOSE,
)


def plan_of() -> bytes:
    """The plan workbook."""
    return plan([STOCK, STRIP], period="2024-25 Q1")


def returned(period: str, small: int, **more: Any) -> bytes:
    """A return with `small` children in each of three places, in the last quarter but one.

    What Black children are fewer, those of other groups are more: the total is the same.
    """
    black = small if period == PERIODS[2] else 31
    groups = GROUPS | {"Black": black, "Other": GROUPS["Other"] - black % 10}
    counts = [{"Code": "HELD", "Ethnic group": g, "Count": n} for g, n in groups.items()]
    values = [
        {"Code": "HELD", "Numerator": sum(groups.values())},
        {"Code": "STRIP", "Numerator": black},
    ]
    voice = {"Date": "14/11/2024", "Ref": "1.1", "Agency": COUNCIL, "Theme": "Being heard",
             "Children involved": black,
             "What children said": "They listened."}  # fmt: skip  # a list in few lines
    rows = [{"Ref": "1.1", "RAG": "Green", "Progress update": f"Reported for {period}"}]
    sheets = {"Progress": rows, "Measure_values": values, "Ethnicity_counts": counts}
    return return_workbook(period, COUNCIL, **sheets, Voice=[voice], **more)


def later(small: int) -> bytes:
    """A correction of the quarter before, in which the small count comes a quarter earlier."""
    counts = [
        {"Code": "HELD", "Period": PERIODS[1], "Ethnic group": group, "Count": count}
        for group, count in (("Black", small), ("Other", GROUPS["Other"] - small))
    ]
    return return_workbook(PERIODS[1], COUNCIL, Ethnicity_counts=counts)


def broken(small: int) -> bytes:
    """A return with mistakes, one of them beside a small count."""
    counts = [
        {"Code": "HELD", "Ethnic group": "Blakc", "Count": small},
        {"Code": "HELD", "Ethnic group": "Mixed", "Count": f"{small}"},
    ]
    return return_workbook(PERIODS[3], COUNCIL, Ethnicity_counts=counts)


def tracker(small: int) -> bytes:
    """An agency's own spreadsheet, with a total that the small count is a part of."""
    rows = [
        ["Ethnicity of children held, Q4 2024/25"],
        ["Measure", "Ethnicity", "How many", "Share"],
        ["HELD", "Black", small, f"{small / 10:.0%}"],
        ["HELD", "Mixed", 10 - small, f"{1 - small / 10:.0%}"],
        ["HELD", "Traveller types", small, ""],
        ["HELD", "White", f"{small} boys", ""],
        ["Total", "", 10, ""],
    ]
    return workbook(None, Numbers=rows)


def lasting(text: str) -> str:
    """A text without times, hashes and addresses, which differ from run to run."""
    return _PASSING.sub("#", text)


def cells(content: bytes) -> list[tuple[str, str, str]]:
    """Every cell of a workbook that holds something: sheet, cell, and what it says."""
    return [
        (sheet.title, cell.coordinate, lasting(str(cell.value)))
        for sheet in load_workbook(BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
