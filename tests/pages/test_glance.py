"""The plan at a glance answers an executive's questions in a minute."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import pages
from tests.pages.reading import between, lines

Open = Callable[..., AppTest]
DEFINITIONS = (
    "Red (R) Off track, and it needs a decision or help from the executive group.  "
    "Amber (A) Off track or at risk, and the owner can recover it; or its due date was moved.  "
    "Green (G) On track to be delivered by its due date.  "
    "Complete (C) Delivered, and its evidence is recorded.  "
    "Not started (N) Nothing was due to start yet.  "
    "No update (?) Nobody reported on it for this quarter.  "
    "Impact asks whether it has helped: Not yet evidenced, Emerging, Evidenced, or not "
    "reported."
)


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2025-26 Q3", "Two of ten actions are off track, both on physical abuse"),
        ("2025-26 Q2", "Two of ten actions are off track, on priorities 2 and 3"),
    ],
)
def test_the_title_is_the_answer(open_page: Open, period: str, title: str) -> None:
    assert [heading.value for heading in open_page(period=period).title] == [title]


def test_each_action_has_a_tile_with_its_state_and_what_changed(open_page: Open) -> None:
    page = open_page()
    tiles = between(page, page.title[0].value, "Needs a decision")
    assert [words for words in tiles if words[:1].isdigit() or "·" in words] == [
        *["1 Child-on-child abuse", "1.1", "1.2", "Amber · worse", "1.3", "Complete · new"],
        *["2 Physical abuse", "2.1", "Red · worse", "2.2", "2.3"],
        *["3 Anti-racist practice", "3.1", "Amber · better", "3.2", "3.3", "3.4"],
    ]
    assert [tiles[tiles.index(ref) + 2] for ref in ("1.1", "2.3", "3.4")] == [
        *["Green", "Red", "No update"]
    ]


def test_what_needs_a_decision_comes_most_pressing_first(open_page: Open) -> None:
    assert between(open_page(), "Needs a decision", "Since 2025-26 Q2") == [
        "2.1 Red, overdue",
        "The re-audit did not take place and the action is past its due date. We ask the executive "
        "group to release two reviewers per agency for one week by March, or to accept that impact "
        "stays unknown.",
        "2.3 Red since 2025-26 Q1",
        "Two workshops cancelled this year and the due date moves a second time, to 30 September "
        "2026. We ask the executive group to confirm the two half days, 11 March and 24 June, as "
        "binding for all agencies.",
        "3.4 No update from NHS NCL ICB",
        "Make sure that the voice of children and young people reaches the anti-racist practice "
        "activity group regularly.",
    ]


def test_what_changed_and_whether_it_helped(open_page: Open) -> None:
    page = open_page()
    assert between(page, "Since 2025-26 Q2", "Is disproportionality decreasing?") == [
        "Worse: 1.2 and 2.1",
        "Better: 3.1",
        "Completed: 1.3",
        "Due date moved: 2.3 (2 moves so far)",
        "Has it helped?",
        "3 of 10 actions evidence their impact",
        "Evidenced: 1.1, 1.3 and 3.2",
        "Emerging: 1.2, 3.1 and 3.3",
        "Not yet evidenced: 2.1, 2.2 and 2.3",
        "Not reported: 3.4",
    ]
    assert lines(page)[-1] == DEFINITIONS


def test_disproportionality_says_whose_and_what_to_mind(open_page: Open) -> None:
    answer, measures = between(open_page(), "Is disproportionality decreasing?")[:2]
    assert answer == (
        "Black children against White: one decreasing, two increasing. Of 11 measures, with 95% "
        "intervals in brackets. Other groups: Mixed, one decreasing (crossed 1)."
    )
    [searches] = [line for line in measures.split("\n") if line.startswith("Stop and search")]
    assert searches.strip() == (
        "Stop and search of children Decreasing Black children 1.54 (1.31–1.80) times as likely as "
        "White children; was 2.21. Rates: Black fell, White rose. Unknown ethnicity rose from 2.3% "
        "to 11.0%, which can look like a fall; one child can count several times. :small[Census "
        "2021, aged 10 to 17, 21 March 2021] Illustrative sample"
    )


def test_another_quarter_to_compare_with_gives_other_changes(open_page: Open) -> None:
    page = open_page(compared="2025-26 Q1")
    assert between(page, "Since 2025-26 Q1", "Has it helped?") == [
        "Worse: 1.2 and 2.1",
        "Better: none",
        "Completed: 1.3",
        "Due date moved: 2.3 (2 moves so far)",
    ]


@pytest.mark.usefixtures("small_store")
def test_a_quarter_without_trouble_says_so(open_page: Open) -> None:
    page = open_page(period="2024-25 Q1")
    assert "No action is Red, overdue or without an update." in lines(page)


def test_before_the_first_quarter_there_is_nothing_to_compare_with(open_page: Open) -> None:
    page = open_page(period="2023-24 Q1")
    assert between(page, "Since 2022-23 Q4", "Has it helped?") == [
        "Nothing earlier to compare with."
    ]


def test_a_tile_leads_to_the_page_of_its_priority(open_page: Open) -> None:
    page = open_page()
    assert [path for path in pages(page) if path.startswith("priority")] == [
        *["priority-1", "priority-2", "priority-3"]
    ]
    links = [link.proto for link in page.get("page_link") if link.proto.label.startswith("**")]
    assert [(link.label, link.page, link.query_string) for link in links][3:4] == [
        ("**2.1**", "priority-2", "period=2025-26+Q3&compared=The+quarter+before&action=2.1")
    ]
