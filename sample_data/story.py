"""The story told in `text/`: the plan, and what was reported on it, quarter by quarter.

Every function gives the rows of one sheet as dictionaries by the contract's headings. A row that
came late carries the workbook that brought it, so a quarter's workbook can hold an earlier period.
"""

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from escp_data.text.periods import parse_period, quarter_of

TEXT = Path(__file__).parent / "text"
SEED = 2023

Rows = list[dict[str, Any]]

ABSENT: dict[tuple[str, str], str | None] = {
    ("NHS NCL ICB", "2023-24 Q3"): None,
    ("Voluntary sector", "2024-25 Q1"): None,
    ("Health providers", "2024-25 Q2"): None,
    ("NHS NCL ICB", "2024-25 Q3"): "2024-25 Q4",
    ("Metropolitan Police", "2024-25 Q4"): "2025-26 Q1",
    ("NHS NCL ICB", "2025-26 Q3"): "2025-26 Q4",
}
"""Agency and quarter it did not return for, to the workbook that brought its rows late, if any."""


def sent_in(agency: str, quarter: str) -> str | None:
    """The workbook that holds an agency's rows for a quarter; None where they never came."""
    return ABSENT.get((agency, quarter), quarter)


@cache
def read(name: str) -> dict[str, Rows]:
    """One file of `text/`."""
    return tomllib.loads((TEXT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def read_csv(name: str) -> list[dict[str, str]]:
    """One table of `text/`."""
    with (TEXT / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan(name: str) -> dict[str, Rows]:
    """The sheets that describe a plan, out of a file of `text/`."""
    told = read(name)
    shorts = [{"Short title": each["short"]} for each in told["priorities"]]
    names = [{"Short name": each["short"]} for each in told["actions"]]
    continued = _further(told["actions"], {"continues": "Continues"})
    return {
        "Plans": [
            {
                "Plan": each["plan"],
                "Title": each["title"],
                "Partnership": each["partnership"],
                "Starts": each["starts"],
                "Ends": each["ends"],
                "Area": each["area"],
                **further,
            }
            for each, further in zip(
                told["plans"], _further(told["plans"], {"follows": "Follows"}), strict=True
            )
        ],
        "Priorities": _joined(priorities(name), shorts),
        "Actions": _joined(actions(name), names, continued),
    }


def _further(told: Rows, headings: dict[str, str]) -> Rows:
    """Cells of columns that a sheet has only where one of its rows says something in them."""
    said = {key: heading for key, heading in headings.items() if any(key in row for row in told)}
    return [{heading: row.get(key) for key, heading in said.items()} for row in told]


def _joined(*parts: Rows) -> Rows:
    """Rows of which each part has some columns."""
    return [
        {heading: value for part in row for heading, value in part.items()}
        for row in zip(*parts, strict=True)
    ]


def agencies() -> Rows:
    """The Agencies sheet."""
    return [
        {"Agency": each["agency"], "Type": each["type"], "Also known as": each["also"]}
        for each in read("plan")["agencies"]
    ]


def priorities(name: str = "plan") -> Rows:
    """A plan's Priorities, without their short titles."""
    return [
        {"Priority": each["priority"], "Title": each["title"], "Aim": each["aim"]}
        for each in read(name)["priorities"]
    ]


def actions(name: str = "plan") -> Rows:
    """A plan's Actions as it first had them, without their short names."""
    return [_action(each) for each in read(name)["actions"]]


def changed_actions(quarter: str) -> Rows:
    """The actions that a quarter's return changes, each whole: earlier changes stay in force."""
    end = parse_period(quarter).end
    plan = {each["ref"]: dict(each) for each in read("plan")["actions"]}
    for change in read("plan")["changes"]:
        if parse_period(change["in"]).end <= end:
            plan[change["ref"]] |= change
    return [_action(each) for each in plan.values() if each.get("in") == quarter]


def _action(each: dict[str, Any]) -> dict[str, Any]:
    return {
        "Ref": each["ref"],
        "Priority": int(each["ref"].split(".")[0]),
        "Action": each["action"],
        "Success measure": each["success"],
        "Lead agency": each["lead"],
        "Contributing agencies": each["with"],
        "Group": each["group"],
        "Owner role": each["owner"],
        "Start date": each["start"],
        "Due date": each["due"],
        "Revised due date": each.get("revised"),
        "State": "Live",
        "Measure codes": each.get("measures"),
    }


def measures() -> Rows:
    """The Measures sheet."""
    told = read("measures")["measures"]
    rows = [
        {
            "Code": each["code"],
            "Measure": each["measure"],
            "Priority": each["priority"],
            "Supplier agency": each.get("supplier"),
            "Kind": each["kind"],
            "Counts": each.get("counts", "children"),
            "Better when": each["better"],
            "Time": each["time"],
            "Definition": each["definition"],
            "Numerator": each["numerator"],
            "Denominator": each.get("denominator"),
            "Per": each.get("per"),
            "A rise could mean": each["rise"],
            "Target": each.get("target"),
            "Population basis": each.get("basis"),
            "Reference group": each.get("reference"),
            "Preceding measure": each.get("preceding"),
            "Baseline period": each.get("baseline"),
            "Source": each["source"],
        }
        for each in told
    ]
    flags = [{"Seasonal": "Yes" if each.get("seasonal") else None} for each in told]
    further = {"target_by": "Target by", "charted": "Charted as"}
    return _joined(rows, flags, _further(told, further))


def events(workbook: str) -> Rows:
    """What happened to measures in the quarter."""
    return [
        {
            "Date": each["date"],
            "Measure": each["measure"],
            "What happened": each["what"],
            "Breaks the series": each["breaks"],
            "Note": each["note"],
        }
        for each in read("measures")["events"]
        if str(quarter_of(each["date"])) == workbook
    ]


def progress(workbook: str) -> Rows:
    """The Progress rows that a quarter's workbook brings, late ones last."""
    rows = [
        row
        for part in ("1", "2", "3", "2026-29")
        for row in read(f"progress-{part}")["progress"]
        if row.get("sent", row["period"]) == workbook
    ]
    rows.sort(key=lambda row: (row["period"] != workbook, row["ref"]))
    said = [
        {
            "Ref": row["ref"],
            "Period": row["period"],
            "RAG": row["rag"],
            "RAG reason": row.get("reason"),
            "Progress update": row["update"],
            "Evidence": row.get("evidence"),
            "Impact": row["impact"],
            "Barriers": row.get("barriers"),
            "Next steps": row.get("next"),
        }
        for row in rows
    ]
    further = {
        "agency": "Agency",
        "decision": "Decision sought",
        "of": "Decision of",
        "by": "Decision by",
    }
    return _joined(said, _further(rows, further))


def voice(workbook: str) -> Rows:
    """What children said in the quarter, then what is now known of what they said before."""
    told = read("voice")
    rows = [row for row in told["voice"] if row["workbook"] == workbook]
    before = {row["theme"]: row for row in told["voice"]}
    rows += [before[row["theme"]] | row for row in told["later"] if row["workbook"] == workbook]
    said = [
        {
            "Date": row["date"],
            "Ref": row["ref"],
            "Agency": row["agency"],
            "Method": row["method"],
            "Children involved": row["children"],
            "Theme": row["theme"],
            "What children said": row["said"],
            "What changed as a result": row.get("changed"),
        }
        for row in rows
    ]
    further = {
        "age": "Age band",
        "heard_by": "Heard by",
        "heard_on": "Heard on",
        "back_on": "Told back on",
        "back_how": "Told back how",
        "not_possible": "Not possible because",
    }
    return _joined(said, _further(rows, further))


_TRAINING = {
    "attended": "Places attended",
    "responses": "Responses",
    "before": "Confident before",
    "after": "Confident after",
    "offered": "Places offered",
    "eligible": "Eligible staff",
    "no_shows": "No-shows",
    "follow_up": "Follow-up responses",
    "used": "Used in practice",
    "weeks": "Follow-up weeks",
}


def training(workbook: str) -> Rows:
    """Each course by agency: who was offered a place, who came, and what they said of it."""
    return [
        {
            "Course": row["course"],
            "Period": row["period"],
            "Agency": row["agency"],
            "Ref": row["ref"],
            **{heading: int(row[key]) if row[key] else None for key, heading in _TRAINING.items()},
        }
        for row in read_csv("training")
        if sent_in(row["agency"], row["period"]) == workbook
    ]


def audits(workbook: str) -> Rows:
    """Self-assessments, graded as their owners wrote them: a number or a word."""
    return [
        {
            "Audit": row["audit"],
            "Period": row["period"],
            "Organisation": row["organisation"],
            "Standard": row["standard"],
            "Self grade": _grade(row["self"]),
            "Moderated grade": _grade(row["moderated"]),
            "Improvement needed": row["improvement"] or None,
            "Phase": row["phase"] or None,
            "Expected": row["expected"],
            "Returned on": _day(row["returned"]),
            "Evidence": row["evidence"] or None,
            "Deadline": _day(row["deadline"]),
            "Improvement state": row["state"] or None,
        }
        for row in read_csv("audits")
        if row["workbook"] == workbook
    ]


def _grade(text: str) -> int | str | None:
    return int(text) if text.isdigit() else text or None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def recommendations(workbook: str) -> Rows:
    """How far each review's recommendations have come, and whose they are."""
    rows = [row for row in read("recommendations")["recommendations"] if workbook in row]
    said = [
        {
            "Review": each["review"],
            "Number": each["number"],
            "Recommendation": each["recommendation"],
            "Ref": each.get("ref"),
            "Lead agency": each.get("lead"),
            "Period": workbook,
            "RAG": each[workbook][0],
            "Update": each[workbook][1],
        }
        for each in rows
    ]
    rows = [_as_known(row, workbook) for row in rows]
    further = {
        "to": "To whom",
        "accepted": "Accepted",
        "due": "Due date",
        "revised": "Revised due date",
        "evidence": "Evidence",
        "impact": "Impact",
    }
    return _joined(said, _further(rows, further))


_KNOWN_FROM = {"revised": "2025-26 Q1", "evidence": "2025-26 Q3", "impact": "2025-26 Q3"}


def _as_known(row: dict[str, Any], workbook: str) -> dict[str, Any]:
    """A recommendation without what nobody knew of it yet."""
    return {key: value for key, value in row.items() if _KNOWN_FROM.get(key, workbook) <= workbook}
