"""What changed since a quarter: every change of RAG is named, in paper and meeting alike."""

from itertools import product
from pathlib import Path

import pytest

from escp_data.meeting.plan_screens import changed_screen
from escp_data.papers.answers import Answers
from escp_data.papers.plan_questions import changed
from escp_data.papers.quarterly import quarterly_paper
from escp_data.plan.actions import NO_UPDATE, STATUSES, View, actions
from escp_data.plan.glance import glance
from tests.papers.reading import texts, under
from tests.scenarios import BU, NEXT, P2, C, I, Partnership, quarter, told
from tests.stores import PLAN, plan_store, progress, put, return_workbook, view

NOW = View(quarter("Q4"), quarter("Q3"))
PAIRS = list(product(STATUSES, STATUSES))


@pytest.fixture
def plan(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def said(store_of: Partnership, at: View) -> tuple[str, str]:
    """What the paper says of the changes, and the title of the meeting's screen."""
    [sentence] = changed(Answers(store_of.store, at), "").cells
    return sentence, changed_screen(glance(store_of.store, at), at).title


def test_a_rag_that_is_not_what_it_was_is_a_change_and_no_other_is(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    refs = [f"3.{number}" for number in range(len(PAIRS))]
    for period, at in (("2024-25 Q3", 0), ("2024-25 Q4", 1)):
        rows = [
            progress(ref, pair[at])
            for ref, pair in zip(refs, PAIRS, strict=True)
            if pair[at] != NO_UPDATE
        ]
        new = [PLAN["Actions"][0] | {"Ref": ref} for ref in refs]
        put(store, return_workbook(period, Actions=new, Progress=rows), f"{period}.xlsx")
    found = glance(store, view("2024-25 Q4")).changes
    named = sorted(each.ref for own in found.values() for each in own if each.ref in refs)
    assert named == sorted(ref for ref, pair in zip(refs, PAIRS, strict=True) if len(set(pair)) > 1)


def test_what_started_and_what_fell_silent_is_told(plan: Partnership) -> None:
    plan.send(BU, "Q3", Progress=[told("Not started", ref="1.1"), told("Green")])
    plan.send(BU, "Q4", Progress=[told("Green", ref="1.1")])
    assert said(plan, NOW) == (
        "Since October to December 2025, one started (1.1) and one was not reported on (2.1).",
        "Since October to December 2025: one started and one was not reported on",
    )
    assert under(quarterly_paper(plan.store, NOW), "3 What changed since October to December 2025")[
        1:
    ] == ["1.1 another: Green, was Not started.", "2.1 old: Not reported, was Green."]


def test_what_did_not_change_is_said_only_where_nothing_did(plan: Partnership) -> None:
    for name in ("Q3", "Q4"):
        plan.send(BU, name, Progress=[told("Green", ref="1.1")])
    assert said(plan, NOW) == (
        "No action's RAG or due date has changed since October to December 2025.",
        "No action changed since October to December 2025",
    )


def test_a_first_report_since_then_is_not_reported_again(plan: Partnership) -> None:
    plan.send(BU, "Q2", Progress=[told("Green", ref="1.1")])
    plan.send(BU, "Q3", Progress=[told("Green")])
    plan.send(BU, "Q4", Progress=[told("Green"), told("Green", ref="1.1")])
    for compared, change, one in (("Q2", "first update", "same"), ("Q3", "same", "reported again")):
        found = actions(plan.store, View(quarter("Q4"), quarter(compared))).set_index("ref")
        assert found["change"].to_dict() == {"1.1": one, "2.1": change}
    assert said(plan, View(quarter("Q4"), quarter("Q2")))[0] == (
        "Since July to September 2025, one was reported on for the first time (2.1)."
    )


def test_the_first_quarter_of_the_next_plan_has_nothing_to_compare_with(plan: Partnership) -> None:
    plan.send(C, "Q4", Progress=[told("Green")])
    plan.send(BU, "Q4", **NEXT)
    plan.send(I, "N1", Progress=[told("Amber", "why")])
    at = View(quarter("N1"), quarter("Q4"), None, P2)
    nothing = "Nothing of this plan was reported by January to March 2026, so there is nothing to "
    assert glance(plan.store, at).earlier is False
    assert said(plan, at) == (
        f"{nothing}compare with.",
        "Nothing of this plan is on record up to January to March 2026 to compare with",
    )
    paper = under(quarterly_paper(plan.store, at), "3 What changed since January to March 2026")
    assert paper == [f"{nothing}compare with."]
    after = View(quarter("N2"), quarter("N1"), None, P2)
    assert glance(plan.store, after).earlier is True


def test_a_report_without_words_is_not_taken_for_silence(plan: Partnership) -> None:
    plan.send(BU, "Q4", Progress=[told("Green", ref="1.1")])
    paper = "\n".join(texts(quarterly_paper(plan.store, NOW)))
    assert "1.1 another. It was reported without words." in paper
    assert "2.1 old. Council has not reported on it." in paper
    assert "ICB has not reported on it" not in paper
