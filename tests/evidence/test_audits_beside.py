"""Audits beside an action: only where its own words name one, or a practice audit names its ref."""

from pathlib import Path

from escp_data.evidence.audits_beside import named
from escp_data.evidence.promises import promises
from escp_data.plan.actions import View
from escp_data.store.database import Store, open_store
from tests.scenarios import quarter
from tests.stores import plan_store, plan_workbook, put, return_workbook

PROMISE = "Section 11 shows anti-racist practice"


def audits(store: Store, name: str) -> dict[str, tuple[str, ...]]:
    own = quarter(name)
    found = promises(store, View(own, own.shifted(-1)))
    return {ref: each.audits for ref, each in found.items()}


def test_an_audit_is_named_by_its_code_or_in_full_and_by_nothing_else() -> None:
    said = ("Focus S11 and section 175 on race", "An S1 audit of 11 schools, S1175", "Our s175.")
    assert [named(each) for each in said] == [("S11", "S175"), (), ("S175",)]


def test_the_newest_round_stands_beside_an_action_that_names_it(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    actions = [
        {"Ref": "1.1", "Priority": 1, "Action": "Oversee reports", "State": "Live",
         "Due date": "ongoing", "Success measure": PROMISE},
        {"Ref": "2.1", "Priority": 2, "Action": "Act", "State": "Live", "Due date": "ongoing"},
    ]  # fmt: skip  # pairs share a line
    put(store, plan_workbook("2024-25 Q2", Actions=actions), "again.xlsx")
    none = "No Section 11 self-assessment is on record. Agencies send it on the Audits sheet."
    assert audits(store, "2024-25 Q2") == {"1.1": (none,), "2.1": (), "2.2": ()}
    own = {"Audit": "S11", "Period": "2024-25 Q2", "Expected": "Yes"}
    rows = [
        own | {"Organisation": "A", "Standard": "Racism is challenged", "Self grade": "Met"},
        own | {"Organisation": "A", "Standard": "Safer recruitment", "Self grade": "Not met"},
        own | {"Organisation": "B", "Standard": "Racism is challenged"},
    ]
    audit = {"Audit": "Records", "Date": "20/08/2024", "Theme": "Language", "Ref": "2.1",
             "Cases": 20, "What was learned": "Words matter."}  # fmt: skip  # pairs share a line
    put(store, return_workbook("2024-25 Q2", Audits=rows, Practice_audits=[audit]), "audits.xlsx")
    assert audits(store, "2024-25 Q2") == {
        "1.1": (
            "Section 11, July to September 2024: 1 of 2 returned. Still out: B.",
            "Its standards on anti-racist practice: 1 of 1 Mostly or Met; 1 not answered.",
        ),
        "2.1": ("Records, Language, 20 August 2024: Words matter.",),
        "2.2": (),
    }


def test_the_sample_sets_both_audits_beside_the_action_about_them(sample_store: Path) -> None:
    found = audits(open_store(sample_store), "2025-26 Q3")
    assert [ref for ref, said in found.items() if any("returned" in each for each in said)] == [
        "3.3"
    ]
    assert len(found["3.3"]) == 4
