"""What groups did, told in `text/`: who came, what was asked and answered, what audits found."""

import tomllib
from datetime import date
from functools import cache
from typing import Any

from escp_data.text.periods import quarter_of
from sample_data.story import TEXT, Rows, read, read_csv

_SEATS = {
    "council": "Enfield Council",
    "police": "Metropolitan Police",
    "icb": "NHS NCL ICB",
    "schools": "Enfield schools",
    "health": "Health providers",
    "voluntary": "Voluntary sector",
    "unit": "Business unit",
}
_CAME = {"Y": "Yes", "D": "Deputy", "A": "Apologies", "N": "Not invited"}


def meetings(workbook: str) -> Rows:
    """A row for each agency's seat at each meeting of the quarter."""
    roles = _roles()
    return [
        {
            "Group": row["group"],
            "Date": date.fromisoformat(row["date"]),
            "Agency": agency,
            "Attended": _CAME[row[seat]],
            "Role attending": roles.get(f"{row['group']}/{seat}") if row[seat] == "Y" else None,
            "Ref": row["refs"] or None,
            "Measures considered": row["measures"] or None,
            "Voice heard": row["voice"],
            "Note": row["note"] or None,
        }
        for row in read_csv("meetings")
        for seat, agency in _SEATS.items()
        if row[seat] and _in_quarter(date.fromisoformat(row["date"]), workbook)
    ]


@cache
def _roles() -> dict[str, str]:
    roles: dict[str, str] = tomllib.loads((TEXT / "seats.toml").read_text("utf-8"))["roles"]
    return roles


def challenges(workbook: str) -> Rows:
    """What was raised in the quarter, and what was answered in it, whenever it was raised."""
    return [
        _challenge(each, answered="answered" in each and _in_quarter(each["answered"], workbook))
        for each in read("challenges")["challenges"]
        if _in_quarter(each["raised"], workbook)
        or ("answered" in each and _in_quarter(each["answered"], workbook))
    ]


def _challenge(each: dict[str, Any], *, answered: bool) -> dict[str, Any]:
    return {
        "Number": each["number"],
        "Raised on": each["raised"],
        "Meeting": each["meeting"],
        "Ref": each["ref"],
        "Measure": each.get("measure"),
        "Raised by": each["by"],
        "Agency asked": each["asked"],
        "Question": each["question"],
        "Due": each["due"],
        "Answer": each["answer"] if answered else None,
        "Answered on": each["answered"] if answered else None,
        "State": each.get("state", "Answered") if answered else "Open",
        "Kind": each.get("kind", "Challenge"),
    }


def _in_quarter(day: date, workbook: str) -> bool:
    return str(quarter_of(day)) == workbook


def practice_audits(workbook: str) -> Rows:
    """Audits of cases, by what they found."""
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    return [
        {
            "Audit": each["audit"],
            "Date": each["date"],
            "Theme": each["theme"],
            "Cases": each["cases"],
            **dict(zip(grades, each["grades"], strict=True)),
            "Ref": each["ref"],
            "What was learned": each["learned"],
        }
        for each in read("practice_audits")["audits"]
        if each["workbook"] == workbook
    ]
