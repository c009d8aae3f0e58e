"""A priority's page: its aim, and each action's card."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests import app
from tests.pages.reading import between, lines, menu
from tests.stores import PLAN, plan_workbook, progress, put, return_workbook

Open = Callable[..., AppTest]


def headings(page: AppTest) -> list[str]:
    """The refs of the cards, in order."""
    return [heading.value.split(" ")[0] for heading in page.header]


def test_the_top_says_which_priority_how_it_stands_and_its_aim(open_page: Open) -> None:
    page = open_page("priority-2")
    title = "2 Physical abuse: 2 of 3 actions are not on track; two need a decision"
    assert [page.title[0].value, *between(page, title)[:1]] == [
        title,
        "Children and young people are protected from every form of physical abuse. Practitioners "
        "know what prevents it and have the skills to identify it, respond and protect.",
    ]
    assert headings(page) == ["2.1", "2.2", "2.3"]


def test_a_link_to_an_action_shows_that_action_alone(open_page: Open) -> None:
    assert headings(open_page("priority-2", action="2.3")) == ["2.3"]
    assert headings(open_page("priority-2", action="9.9")) == ["2.1", "2.2", "2.3"]


def test_a_card_tells_all_there_is_about_an_action(open_page: Open) -> None:
    page = open_page("priority-2")
    facts, strip, told, promise, evidence, label, more, *_ = between(
        page, "2.3 Partnership workshops"
    )
    assert facts == (
        "Red Impact: nothing shows yet Due 31 December 2024 30 June 2025 30 September 2026 "
        "(moved twice) · Metropolitan Police leads"
    )
    assert strip.startswith("RAG of 2.3 over 11 quarters to 2025-26 Q3")
    assert [part.partition(" ")[0] for part in told.split("\n\n")] == [
        *["Update", "Why", "Decision", "Next"]
    ]
    assert told.endswith("Next steps Executive decision in January, invitations the week after.")
    assert promise.startswith("How will we know The data we report")
    assert [line.partition(" Assess")[0] for line in evidence.split("\n")][:1] == [
        "- Figures three quarters ago"
    ]
    assert label == "Whole wording, barriers, meetings, reviews and more"
    assert more.split("\n\n")[:3] == [
        "The action in full Hold partnership workshops that support front-line practitioners to "
        "share information, escalate concerns, respond and protect.",
        "Group Learning and Development",
        "Owner Public protection partnership lead",
    ]


def test_the_first_dates_are_struck_through(open_page: Open) -> None:
    dates = " ".join(each.value for each in open_page("priority-2").markdown)
    assert "Due ~~31 December 2024~~ ~~30 June 2025~~ **30 September 2026** (moved twice)" in dates


def test_a_missing_update_says_since_when_and_who_reports(open_page: Open) -> None:
    assert (
        "Not reported for this quarter. The last update was last quarter (2025-26 Q2). "
        "Its lead is NHS NCL ICB."
    ) in lines(open_page("priority-3"))


def test_the_strip_shows_every_quarter_and_a_gap_as_a_gap(open_page: Open) -> None:
    strips = app.charts(open_page("priority-3"))
    last = strips[-1].data.tail(3)
    assert list(last) == ["Quarter", "RAG"]
    assert list(last["Quarter"]) == ["2025-26 Q1", "2025-26 Q2", "2025-26 Q3"]
    assert list(last["RAG"] == "Not reported") == [False, False, True]
    assert len(strips) == 4


def test_an_earlier_quarter_shows_the_plan_as_it_was(open_page: Open) -> None:
    page = open_page("priority-2", period="2024-25 Q2")
    assert not any("moved twice" in line for line in lines(page))
    assert {chart.data["Quarter"].iloc[-1] for chart in app.charts(page)} == {"2024-25 Q2"}


def test_a_fourth_priority_gets_its_page(small_store: Store, open_page: Open) -> None:
    added = {"Priority": 4, "Title": "Neglect", "Aim": "No child is neglected."}
    action = {"Ref": "4.1", "Priority": 4, "Action": "Learn from audits", "State": "Live"}
    plan = plan_workbook(
        "2024-25 Q2",
        Priorities=[*PLAN["Priorities"], added],
        Actions=[*PLAN["Actions"], action],
    )
    put(small_store, plan, "plan.xlsx", "2024-10-11")
    page = open_page("priority-4")
    assert menu(page)[:5] == [
        *["The plan", "At a glance", "1 Child-on-child abuse", "2 Physical abuse"],
        "4 Neglect",
    ]
    assert "4.1 Learn from audits" in between(page, "No child is neglected.")
    assert "Nothing has been reported on this action yet." in lines(page)
    assert "Not reported Impact: nobody said Due date not set · No lead set" in lines(page)


def test_a_priority_without_actions_says_how_to_add_one(
    small_store: Store, open_page: Open
) -> None:
    added = {"Priority": 4, "Title": "Neglect"}
    plan = plan_workbook("2024-25 Q2", Priorities=[*PLAN["Priorities"], added])
    put(small_store, plan, "plan.xlsx", "2024-10-11")
    page = open_page("priority-4")
    assert [each.value for each in page.info] == [
        "No action serves this priority yet. Add one on the plan workbook's Actions sheet."
    ]
    assert page.title[0].value == "4 Neglect: there are no live actions yet"


@pytest.mark.parametrize("ref", ["2.1", "2.2"])
def test_evidence_and_success_measure_say_so_where_there_is_none(
    small_store: Store, open_page: Open, ref: str
) -> None:
    put(
        small_store,
        return_workbook("2024-25 Q3", Progress=[progress(ref, "Green")]),
        day="2025-01-10",
    )
    page = open_page("priority-2")
    own = next(line for line in lines(page) if line.startswith(ref))
    assert "How will we know Not set: the plan workbook has no measure of success here." in between(
        page, own
    )
