"""The plan at a glance answers an executive's questions in a minute."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import pages
from tests.pages.reading import between, lines, words

Open = Callable[..., AppTest]
DEFINITIONS = (
    "Red (R) Off track, and it needs a decision or help from the executive group.  "
    "Amber (A) Off track or at risk, and the owner can recover it; or its due date was moved.  "
    "Green (G) On track to be delivered by its due date.  "
    "Complete (C) Delivered, and its evidence is recorded.  "
    "Not started (N) Nothing was due to start yet.  "
    "No update Nobody reported on it for this quarter.  "
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
    assert tiles[:7] == [
        "1 Child-on-child abuse",
        "Green",
        "1.1 Keep strategic oversight of how much child-on-child abuse children and young…",
        "Amber · worse",
        "1.2 Give front-line practitioners effective training on child-on-child abuse and…",
        "Complete · new",
        "1.3 Capture the voices of children and young people so that they keep influencing…",
    ]
    rags = {words[:3]: tiles[at - 1] for at, words in enumerate(tiles) if words[1:2] == "."}
    assert rags == {
        "1.1": "Green", "1.2": "Amber · worse", "1.3": "Complete · new",
        "2.1": "Red · worse", "2.2": "Green", "2.3": "Red",
        "3.1": "Amber · better", "3.2": "Green", "3.3": "Green", "3.4": "No update",
    }  # fmt: skip  # a list in few lines


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
        *["Worse:", "1.2", "2.1"],
        *["Better:", "3.1"],
        *["Completed:", "1.3"],
        *["Due date moved:", "2.3 (2 moves so far)"],
        "Has it helped?",
        "3 of 10 actions evidence their impact",
        "Evidenced: 1.1, 1.3 and 3.2",
        "Emerging: 1.2, 3.1 and 3.3",
        "Not yet evidenced: 2.1, 2.2 and 2.3",
        "Not reported: 3.4",
    ]
    assert lines(page)[-1] == DEFINITIONS


def test_disproportionality_is_answered_in_a_sentence_then_a_line_a_measure(
    open_page: Open,
) -> None:
    answer, *rest = between(open_page(), "Is disproportionality decreasing?", DEFINITIONS)
    assert answer == (
        "The gap between Black and White children shows no clear change over four measures. Taken "
        "together over four measures, the "
        "ratio between Black and White children is 0.79 times what it was (0.43 to 1.47): no clear "
        "change. One measure alone shows a narrowing: stop and search of children. Two measures "
        "alone show a widening: referrals by ethnicity and assessments by ethnicity. Illustrative "
        "sample"
    )
    said = [[line.strip() for line in words.split("\n")] for words in rest]
    named, verdicts = said[:22:2], said[1:22:2]
    assert dict(zip((name for [name] in named), verdicts, strict=True)) == {
        "Referrals by ethnicity": [
            "↑ The gap widened 1.53 (1.41–1.65), was 1.25 in 2023-24 Sample",
            "Rates: Black rose, White fell. Unknown ethnicity fell from 6% to 5% of children. "
            "At the year's end, 2024-25: no clear change.",
        ],
        "Assessments by ethnicity": [
            "↑ The gap widened 1.51 (1.38–1.65), was 1.22 in 2023-24 Sample",
            "Rates: Black rose, White fell. At the year's end, 2024-25: no clear change.",
        ],
        "Stop and search of children": [
            "↓ The gap narrowed 1.54 (1.29–1.83), was 2.21 in 2023-24 Sample",
            "Rates: Black fell, White rose. Unknown ethnicity rose from 2% to 11% of searches. "
            "At the year's end, 2024-25: no clear change.",
        ],
        "Suspensions from school": [
            "= No clear change 1.25 (1.11–1.40), was 1.32 in 2023/24",
            "Both rates rose. Unknown ethnicity fell from 5% to 4% of suspensions.",
        ],
        "Children looked after at 31 March": [
            "= No clear change 1.10 (0.86–1.40), was 1.16 at 31 March 2021",
            "Both rates fell.",
        ],
        "Child protection plans by ethnicity": [
            "= No clear change 1.32 (0.91–1.89), was 1.70 in 2023-24 Sample",
            "At the year's end, 2024-25: no clear change.",
        ],
        "Children diverted from court": [
            "… Too few children to say 0.89 (0.54–1.44), was 0.97 in 2023-24 Sample",
            "At the year's end, 2024-25: too few children to say.",
        ],
        "Permanent exclusions from school": ["[c] hidden"],
        "Strip search of children": ["[c] hidden Sample"],
        "Children who started to be looked after, by ethnicity": [
            "… Too few children to say 1.83 (1.02–3.26), was 2.08 in 2023-24 Sample",
            "At the year's end, 2024-25: too few children to say.",
        ],
        "Emergency visits after an assault": [
            "… Too few children to say 0.93 (0.53–1.59), was 1.38 in 2023-24 Sample"
        ],
    }
    assert [words for [words] in said[22:]] == [
        "The ratio of the two rates, with its interval, and what it was. "
        "Rates are of: Pupils in state-funded schools, school year 2024/25; Census 2021, aged 10 "
        "to 17, 21 March 2021.",
        "Every group, comparator and measure",
    ]


def test_a_measure_leads_to_its_figures(open_page: Open) -> None:
    page = open_page()
    links = {words(link.proto.label): link.proto for link in page.get("page_link")}
    searches = links["Stop and search of children"]
    assert (searches.page, searches.query_string) == (
        "disproportionality",
        "plan=2023-26&period=2025-26+Q3&compared=The+quarter+before&measure=Stop+and+search+of+children"
        "&group=Black",
    )


def test_another_quarter_to_compare_with_gives_other_changes(open_page: Open) -> None:
    page = open_page(compared="2025-26 Q1")
    assert between(page, "Since 2025-26 Q1", "Has it helped?") == [
        *["Worse:", "1.2", "2.1"],
        "Better: none",
        *["Completed:", "1.3"],
        *["Due date moved:", "2.3 (2 moves so far)"],
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


def test_every_mention_of_an_action_leads_to_it(open_page: Open) -> None:
    page = open_page()
    assert [path for path in pages(page) if path.startswith("priority")] == [
        *["priority-1", "priority-2", "priority-3"]
    ]
    found = [link.proto for link in page.get("page_link") if "action=" in link.proto.query_string]
    link = "plan=2023-26&period=2025-26+Q3&compared=The+quarter+before&action=2.1"
    assert [words(each.label)[:17] for each in found if each.query_string == link] == [
        *["2.1 Let the natio", "2.1 Red, overdue", "2.1"]
    ]
    assert {each.page for each in found if each.query_string == link} == {"priority-2"}
    refs = {each.query_string.rpartition("=")[2] for each in found}
    assert len(refs) == 10
