"""Five agencies' own trackers: what a person confirms, and what is to be in the store.

Written out by hand from the files; no proposal made any of it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from escp_data.records.demonstration import SAMPLES
from escp_data.trackers.questions import LEAVE_OUT

FOLDER = SAMPLES / "trackers"
NO_REASON = "No reason was given in the agency's own tracker."
QUARTERS = ("2024-25 Q2", "2024-25 Q3", "2024-25 Q4", "2025-26 Q1", "2025-26 Q2", "2025-26 Q3")
RAGS = {"R": "Red", "A": "Amber", "G": "Green", "B": "Complete"}

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """A tracker, what a person answers to what is asked, and what is to be in the store."""

    path: Path
    period: str
    agency: str
    answers: dict[str, str] = field(default_factory=dict)
    progress: Rows = field(default_factory=list)
    measure_values: Rows = field(default_factory=list)
    training: Rows = field(default_factory=list)
    beside: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)


def untidy_progress() -> Rows:
    """Ref, period, RAG, reason, update; the colours of each line as somebody reads them off."""
    lines = {
        "1.1": "AGGGGG", "1.2": "GGGGGA", "1.3": "GGAGGB", "2.1": "GGAAAR", "2.2": "RAAGGG",
        "2.3": "AAARRR", "3.1": "AAAARA", "3.2": "-AAGGG", "3.3": "GAGGGG", "3.4": "GAGGA-",
    }  # fmt: skip  # a list in few lines
    updates = {
        ("1.1", 5): "Year 6 materials in 11 primaries. See also 1.3!!",
        ("1.2", 5): "Trainer left Oct, 2 dates cancelled.  Cover from health Jan?",
        ("1.3", 5): "DONE – signed off Dec exec",
        ("2.1", 0): "16/22 actions done, stopgap form in use",
        ("2.1", 5): "re-audit did NOT happen. For exec decision\n"
        "19/22. Week in Oct pulled, 5 of 12 reviewers",
        ("2.2", 5): "ok",
        ("2.3", 0): "3rd workshop held",
        ("2.3", 5): "11 March & 24 June?? chase venue\ndates found: 11/3 + 24/6, exec to confirm",
        ("3.1", 5): "new chair Nov :)",
        ("3.2", 5): "318 trained YTD (131 + 118 + 69)",
    }
    reasons = {
        ("2.1", 5): "no re-audit, past due date",
        ("2.3", 0): "due date moved to June 25",
        ("2.3", 5): "2 cancelled; moved AGAIN",
    }
    return [
        (ref, QUARTERS[at], RAGS[letter],
         reasons.get((ref, at), NO_REASON if letter in "RA" else None), updates.get((ref, at)))
        for ref, letters in lines.items()
        for at, letter in enumerate(letters) if letter != "-"
    ]  # fmt: skip  # a row a line


UNTIDY = Case(
    SAMPLES / "untidy_tracker.xlsx",
    "2025-26 Q3",
    "All agencies",
    {
        "heading|ragcolourthecelldonttype": "RAG",
        "heading|source": "note",
        "heading|who": "field:agency",
        "heading|confbefore": LEAVE_OUT,
        "code|Referrals": "REFER",
        "code|Re-refs w/in 12m": "REREF",
        "code|as %": LEAVE_OUT,
        "code|CP plans started": "CPSTART",
        "code|CLA 31/3": "CLA",
        "code|Stop & search 10-17": "STOP",
        "numerator|~1,000": LEAVE_OUT,
        "numerator|1021?": "1021",
        "places_attended|27 (of 60 places)": "27",
        "year|Sheet2!B4:G9": "2025-26",
        "year|Progress!A4:E8": "2025-26",
        "agency|Health / schools / ICB": "All agencies",
        "agency|Health, schools, MPS": "All agencies",
        "agency|MPS + health": "Metropolitan Police",
        "reason": NO_REASON,
    },
    progress=untidy_progress(),
    measure_values=[
        ("REFER", "2022-23", 4775, None, "DfE CIN"),
        ("REFER", "2023-24", 4615, None, "DfE CIN"),
        ("REFER", "2024-25", 4214, None, "DfE CIN"),
        ("CPSTART", "2022-23", 365, None, "DfE CIN"),
        ("CPSTART", "2023-24", 405, None, "DfE CIN"),
        ("CPSTART", "2024-25", 313, None, "DfE CIN"),
        ("CLA", "2022-23 Q4", 422, None, "DfE – new ethnicity split has c's in it"),
        ("CLA", "2023-24 Q4", 416, None, "DfE – new ethnicity split has c's in it"),
        ("CLA", "2024-25 Q4", 372, None, "DfE – new ethnicity split has c's in it"),
        ("STOP", "2024-25", 1021, None, "ILLUSTRATIVE – police to confirm"),
    ],
    training=[
        ("Adultification", "2025-26 Q1", "All agencies", 131),
        ("Adultification", "2025-26 Q2", "All agencies", 118),
        ("Adultification", "2025-26 Q3", "Metropolitan Police", 69),
        ("CoCA half day", "2025-26 Q3", "Enfield schools", 27),
    ],
)
SCHOOLS = Case(
    FOLDER / "schools_by_priority.xlsx",
    "2025-26 Q3",
    "Enfield schools",
    {"reason": NO_REASON},
    progress=[
        ("3.2", "2025-26 Q1", "Not started", None, None),
        ("3.2", "2025-26 Q2", "Amber", NO_REASON, "Twilight session moved to Q3"),
        ("3.2", "2025-26 Q3", "Green", None, "Delivered in 14 schools"),
        ("3.3", "2025-26 Q1", "Green", None, "Question set agreed"),
        ("3.3", "2025-26 Q2", "Green", None, None),
        ("3.3", "2025-26 Q3", "Amber", NO_REASON, "9 of 74 schools still to return"),
        ("1.1", "2025-26 Q1", "Green", None, "Termly figures shared"),
        ("1.1", "2025-26 Q2", "Green", None, "As before"),
        ("1.1", "2025-26 Q3", "Green", None, "Year 6 pack in use"),
        ("1.2", "2025-26 Q1", "Amber", NO_REASON, "Trainer post vacant"),
        ("1.2", "2025-26 Q2", "Amber", NO_REASON, "Cover found"),
        ("1.2", "2025-26 Q3", "Red", NO_REASON, "Two dates cancelled"),
        ("2.3", "2025-26 Q1", "Amber", NO_REASON, "Low take-up"),
        ("2.3", "2025-26 Q2", "Complete", None, "All four held"),
    ],
)
POLICE = Case(
    FOLDER / "police_long_list.xlsx", "2025-26 Q3", "Metropolitan Police",
    {
        "heading|asat": "period", "rag|Slipping": "Amber", "rag|Off track": "Red",
        "rag|Not due": "Not started",
        "action|Disproportionality: track the data and get it down": "3.1",
    },
    progress=[
        ("2.3", "2025-26 Q2", "Amber", "Venue fell through", "Two of three workshops held"),
        ("2.3", "2025-26 Q3", "Red", "No date agreed; needs the executive",
         "Third workshop not held"),
        ("1.1", "2025-26 Q2", "Green", None, "Data shared with the VYP group"),
        ("1.1", "2025-26 Q3", "Green", None, "=as above"),
        ("3.2", "2025-26 Q2", "Not started", None, None),
        ("3.2", "2025-26 Q3", "Complete", None, "All response teams trained"),
        ("3.1", "2025-26 Q3", "Amber", "Analyst post vacant since October",
         "Stop and search data reviewed once"),
    ],
    beside={
        ("2.3", "2025-26 Q3"): {"next_steps": "Find a venue"},
        ("1.1", "2025-26 Q3"): {"next_steps": "Refresh the profile"},
        ("3.1", "2025-26 Q3"): {"next_steps": "Fill the post"},
    },
)  # fmt: skip  # a row a line
HEALTH = Case(
    FOLDER / "health_two_tables.xlsx",
    "2025-26 Q3",
    "NHS NCL ICB",
    {
        "heading|no": "ref",
        "heading|thisquarter": "update",
        "rag|B": "Complete",
        "code|Emergency visits after assault": "EDASLT",
        "code|Was not brought": LEAVE_OUT,
        "code|Initial health assessments in time": "IHA",
        "numerator|~24": "24",
        "numerator|71% (22 of 31)": "22 with 31 as denominator",
        "numerator|78% (25/32)": "25 with 32 as denominator",
        "numerator|tbc": "x",
    },
    progress=[
        ("3.4", "2025-26 Q3", "Amber", "One session postponed", "Second session booked"),
        ("2.2", "2025-26 Q3", "Green", None, "Health joins the daily meeting"),
        ("3.2", "2025-26 Q3", "Complete", None, "318 staff trained"),
    ],
    measure_values=[
        ("EDASLT", "2025-26 Q1", 21, None, "two hospitals"),
        ("EDASLT", "2025-26 Q2", 18, None, "two hospitals"),
        ("EDASLT", "2025-26 Q3", 24, None, "two hospitals"),
        ("IHA", "2025-26 Q1", 22, 31, "when care starts"),
        ("IHA", "2025-26 Q2", 25, 32, "when care starts"),
        ("IHA", "2025-26 Q3", "x", None, "when care starts"),
    ],
    beside={
        ("3.4", "2025-26 Q3"): {"impact": "Emerging"},
        ("2.2", "2025-26 Q3"): {"impact": "Not yet evidenced"},
        ("3.2", "2025-26 Q3"): {"impact": "Evidenced"},
    },
)
VOLUNTARY = Case(
    FOLDER / "voluntary_landscape.xlsx",
    "2025-26 Q3",
    "Voluntary sector",
    {
        "heading|column3": "action",
        "heading|howisitgoing": "RAG",
        "colour|5B9BD5": "Complete",
        "colour|92D050": "Green",
        "reason": NO_REASON,
    },
    progress=[
        ("1.3", "2025-26 Q2", "Green", None, "Ambassadors met six times"),
        ("1.3", "2025-26 Q3", "Complete", None, "Signed off in December"),
        ("3.4", "2025-26 Q2", "Not started", None, None),
        ("3.4", "2025-26 Q3", "Red", NO_REASON, "Chased twice, no answer"),
    ],
)
CASES = [
    pytest.param(case, id=case.path.stem) for case in (UNTIDY, SCHOOLS, POLICE, HEALTH, VOLUNTARY)
]
