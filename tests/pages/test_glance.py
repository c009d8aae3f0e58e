"""The plan at a glance: five answers on the first screen, each number a link to what it counts."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests.app import pages
from tests.counted import give, new_store
from tests.pages.reading import between, lines, words
from tests.stores import PLAN, put, return_workbook

Open = Callable[..., AppTest]
TITLE = "5 of 10 actions are not on track; two need a decision"
CHANGED = "What changed since July to September 2025"
DEFINITIONS = (
    "Red (R) Off track: needs the executive.  "
    "Amber (A) At risk: the owner can recover it; or its due date was moved.  "
    "Green (G) On track to be delivered by its due date.  "
    "Complete (C) Delivered, and its evidence is recorded.  "
    "Not started (N) Nothing was due to start yet.  "
    "Not reported Nobody reported on it for this quarter.  "
    "Impact asks whether it has helped: can show it helped, first signs that it helps, nothing "
    "shows yet or nobody said."
)


def links(page: AppTest) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Every link in the page by its words: where to, and what it asks for beside the view."""
    found = {}
    for each in page.main.get("page_link"):
        query = parse_qs(each.proto.query_string)
        more = {key: query[key] for key in query if key not in ("plan", "period", "compared")}
        found[words(each.proto.label)] = (each.proto.page, more)
    return found


def html(page: AppTest) -> str:
    """What is drawn as HTML: the whole plan, and the dots."""
    return "".join(each.proto.body for each in page.main.get("html"))


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2025-26 Q3", TITLE),
        ("2025-26 Q2", "4 of 10 actions are not on track; one needs a decision"),
        ("2023-24 Q4", "7 of 10 actions are not on track; one needs a decision"),
    ],
)
def test_the_title_is_the_answer(open_page: Open, period: str, title: str) -> None:
    assert [heading.value for heading in open_page(period=period).title] == [title]


def test_four_tiles_answer_first(open_page: Open) -> None:
    assert between(open_page(), TITLE, "Decisions asked of you") == [
        *["On track or complete", "5 of 10", "2 Red", "2 Amber", "1 not reported"],
        *["Got worse", "2 actions", "1.2 Training", "2.1 Star and Arthur plan"],
        *["Can show they helped", "3 of 10", "3 more: first signs"],
        *["Gap, Black and White", "0.79 ×", "4 measures: no clear change"],
    ]


def test_every_number_leads_to_what_it_counts(open_page: Open) -> None:
    page = open_page()
    found = links(page)
    wanted = {
        "5 of 10": ("actions", {"rag": ["Green", "Complete"]}),
        "2 Red": ("actions", {"rag": ["Red"]}),
        "2 Amber": ("actions", {"rag": ["Amber"]}),
        "1 not reported": ("actions", {"rag": ["Not reported"]}),
        "2.1 Star and Arthur plan": ("priority-2", {"action": ["2.1"]}),
        "3 of 10": ("actions", {"impact": ["Evidenced"]}),
        "3 more: first signs": ("actions", {"impact": ["Emerging"]}),
        "0.79 ×": ("disproportionality", {"group": ["Black"]}),
        "Nothing shows yet: 2.1, 2.2 and 2.3": ("actions", {"impact": ["Not yet evidenced"]}),
        "Nobody said: 3.4": ("actions", {"impact": ["Not reported"]}),
        "NHS NCL ICB has not returned": ("returns", {}),
    }
    assert {label: found[label] for label in wanted} == wanted


@pytest.mark.parametrize(
    ("link", "refs"),
    [
        ({"rag": ["Green", "Complete"]}, ["1.1", "1.3", "2.2", "3.2", "3.3"]),
        ({"rag": ["Not reported"]}, ["3.4"]),
        ({"impact": ["Evidenced"]}, ["1.1", "1.3", "3.2"]),
    ],
)
def test_a_number_lands_on_as_many(
    open_page: Open, link: dict[str, list[str]], refs: list[str]
) -> None:
    page = open_page("actions", **link)
    assert [words(str(cell))[:3] for cell in page.table[0].value.iloc[:, 0]] == refs


def test_what_is_asked_comes_with_of_whom_and_by_when_then_calls(open_page: Open) -> None:
    assert between(open_page(), "Decisions asked of you", "Has it helped?") == [
        *["2.1 Star and Arthur plan", "Red, overdue"],
        "Release two reviewers per agency for one week? Executive group, by 31 March 2026",
        *["2.3 Partnership workshops", "Red for three quarters"],
        "Make the half days of 11 March and 24 June binding for all agencies? Executive group, by "
        "28 February 2026",
        "NHS NCL ICB has not reported on 3.4. Ask for it?",
    ]


def test_what_helped_is_said_in_words_and_gaps_are_named(open_page: Open) -> None:
    page = open_page()
    assert between(page, "Has it helped?", "Every action") == [
        "1.1 3 of 4 things children said led to a change.",
        "1.3 5 of 8 things children said led to a change.",
        "3.2 137 of 190 who answered used the training.",
        "First signs that it helps: 1.2, 3.1 and 3.3",
        "Nothing shows yet: 2.1, 2.2 and 2.3",
        "Nobody said: 3.4",
    ]
    said = links(page)["1.3 5 of 8 things children said led to a change."]
    assert said == ("priority-1", {"action": ["1.3"]})


def test_the_board_has_every_action_with_its_state_and_what_changed(open_page: Open) -> None:
    page = open_page()
    assert between(page, "Every action", "Is the gap narrowing?") == [
        *["1 Child-on-child abuse", "1.1 Strategic oversight", "1.2 Training · worse"],
        *["1.3 Children's voices · new", "2 Physical abuse", "2.1 Star and Arthur plan · worse"],
        *["2.2 Front door", "2.3 Partnership workshops", "3 Anti-racist practice"],
        *["3.1 Activity group · better", "3.2 Adultification", "3.3 Section 11 and 175"],
        "3.4 Voice to the group",
    ]
    labels = [each.proto.label for each in page.main.get("page_link")]
    assert ":orange-badge[▲ **1\\.2 Training** · worse]" in labels
    assert ":gray-badge[? **3\\.4 Voice to the group**]" in labels


def test_the_gap_is_answered_in_words_then_in_dots(open_page: Open) -> None:
    page = open_page()
    [answer, *_] = between(page, "Is the gap narrowing?")
    assert answer == (
        "The gap between Black and White children shows no clear change. Over four measures, the "
        "ratio is 0.79 times what it was (chance allows 0.43 to 1.47). Taken alone, stop and "
        "search of children narrowed; referrals and assessments widened. Sample"
    )
    drawn = html(page)
    assert drawn.count("<li>") == 9
    assert "<span>1.54, was 2.21</span>" in drawn
    assert (
        "Too few children to show: permanent exclusions from school and strip search of children."
    ) in drawn
    assert (
        "Published figures: suspensions from school and children looked after at 31 March; the "
        "others are samples."
    ) in drawn
    assert (
        'href="disproportionality?plan=2023-26&amp;period=2025-26+Q3&amp;compared=The+quarter+'
        'before&amp;measure=Stop+and+search+of+children&amp;group=Black"'
    ) in drawn


def test_the_whole_plan_is_one_picture_of_links(open_page: Open) -> None:
    drawn = html(open_page())
    assert drawn.count('<th scope="row">') == 10
    assert drawn.count("<td><a ") == 110
    assert (
        '<a class="rag-red" href="priority-3?plan=2023-26&amp;period=2023-24+Q4&amp;compared=The+'
        'quarter+before&amp;action=3.1" aria-label="3.1, January to March 2024: Red"'
    ) in drawn
    assert 'aria-label="3.4, October to December 2025: not reported"' in drawn


def test_what_changed_names_each_action(open_page: Open) -> None:
    assert between(open_page(), CHANGED) == [
        *["Worse:", "1.2 Training", "2.1 Star and Arthur plan"],
        *["Better:", "3.1 Activity group"],
        *["Completed:", "1.3 Children's voices"],
        *["Not reported on:", "3.4 Voice to the group"],
        *["Due date moved:", "2.3 Partnership workshops, for the second time"],
        DEFINITIONS,
    ]


def test_another_quarter_to_compare_with_gives_other_changes(open_page: Open) -> None:
    page = open_page(compared="2025-26 Q1")
    changed = between(page, "What changed since April to June 2025", DEFINITIONS)
    assert changed[:4] == ["Worse:", "1.2 Training", "2.1 Star and Arthur plan", "Better: none"]


@pytest.mark.usefixtures("small_store")
def test_a_quarter_without_trouble_says_so(open_page: Open) -> None:
    page = open_page(period="2024-25 Q1")
    assert between(page, "Decisions asked of you", "Has it helped?") == [
        "No action asks for a decision."
    ]
    assert "No figures by ethnic group yet" in "\n".join(lines(page))
    assert "No action can show yet that it has helped children." in lines(page)


def test_before_the_first_quarter_there_is_nothing_to_compare_with(open_page: Open) -> None:
    page = open_page(period="2023-24 Q1")
    assert between(page, "What changed since January to March 2023", DEFINITIONS) == [
        "Nothing earlier to compare with."
    ]
    assert "Not known  \nNothing earlier to compare with" in lines(page)


def test_a_plan_whose_actions_are_all_closed_has_a_page(
    open_page: Open, small_store: Store
) -> None:
    closed = [action | {"State": "Closed"} for action in PLAN["Actions"]]
    put(small_store, return_workbook("2024-25 Q2", Actions=closed))
    page = open_page(period="2024-25 Q2")
    assert [each.value for each in page.title] == ["There are no live actions yet"]
    assert len(page.header) == 0


def test_every_action_is_led_to(open_page: Open) -> None:
    page = open_page()
    assert [path for path in pages(page) if path.startswith("priority")] == [
        *["priority-1", "priority-2", "priority-3"]
    ]
    asked = [query["action"] for _, query in links(page).values() if "action" in query]
    assert len({ref for [ref] in asked}) == 10


def test_nothing_on_the_page_is_cut_short(open_page: Open) -> None:
    page = open_page()
    assert "…" not in "".join(lines(page)) + html(page)


@pytest.mark.parametrize("path", ["", "disproportionality"])
def test_eighty_that_became_none_is_told_beside_the_dots(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    store = new_store(tmp_path, period="2024-25 Q2")
    give(store, "2022/23 academic", (64, 80, 68, 170, 71, 83))
    give(store, "2023/24 academic", (64, 0, 68, 170, 71, 83))
    monkeypatch.setenv("ESCP_DB", str(store.path))
    shown = " ".join(lines(open_page(path)))
    assert "No dot where a group had no cases: searches (Black children now)." in shown
    assert "Nothing to compare yet" not in shown
