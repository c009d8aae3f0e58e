"""The agenda on a made-up store: nothing reported, no decision, several; and fixed at a moment."""

from pathlib import Path

import pytest

from escp_data.disproportionality import Comparison
from escp_data.disproportionality.gap import Dots, Gap, gap
from escp_data.meeting.agenda import screens
from escp_data.meeting.evidence_screens import DISPROPORTIONALITY, SAMPLES, gap_screens
from escp_data.meeting.moments import newest_moment, since_then
from escp_data.plan.actions import View
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from tests.stores import plan_workbook, progress, put, return_workbook

QUARTER = parse_period("2024-25 Q2")
AT = "2024-11-01T10:00:00.000000Z"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A plan, a report of a quarter, and an upload that came after the meeting began."""
    found = open_store(tmp_path_factory.mktemp("meeting") / "plan.db")
    put(found, plan_workbook(), "plan.xlsx", "2024-07-01T10:00:00")
    rows = [
        progress("1.1", "Green", Progress_update="All is well."),
        progress(
            "2.1", "Red", Decision_sought="Lend two reviewers?", Decision_of="Executive group"
        ),
    ]
    put(found, return_workbook("2024-25 Q2", Progress=rows), "second.xlsx", AT[:19])
    late = return_workbook("2024-25 Q2", Progress=[progress("1.1", "Red")])
    put(found, late, "late.xlsx", "2024-11-01T10:30:00")
    return found


def said(store: Store, as_at: str | None) -> list[tuple[str, str]]:
    view = View(QUARTER, QUARTER.shifted(-1), as_at)
    return [(each.key, each.title) for each in screens(store, view, "Black")]


def test_the_agenda_in_its_order_as_it_stood_when_the_meeting_began(store: Store) -> None:
    assert said(store, AT) == [
        ("glance", "2 of 3 actions are not on track; one needs a decision"),
        ("changed", "Nothing is on record up to April to June 2024 to compare with"),
        ("decision-2.1", "Lend two reviewers?"),
        ("priority-1", "The only action is on track; no decision is asked"),
        ("priority-2", "Neither action is on track; one needs a decision"),
        ("gap", "No figures by ethnic group are on record yet"),
        ("impact", "None of 3 actions can show they have helped children"),
        ("challenges", "No challenge or decision is on record"),
        ("next", "2 things to be done by next time"),
    ]


def test_what_came_later_is_there_only_when_asked(store: Store) -> None:
    assert said(store, None)[0] == (
        "glance",
        "None of the three actions is on track; one needs a decision",
    )
    assert newest_moment(store, "2024-10-31") == "2024-07-01T10:00:00.000000Z"
    assert newest_moment(store) == "2024-11-01T10:30:00.000000Z"
    assert since_then(store, newest_moment(store)) == ""
    assert since_then(store, AT) == "1 change has been stored since 1 November 2024, 10:00."


def test_the_gap_is_drawn_and_its_words_are_the_detail(sample_store: Path) -> None:
    quarter = parse_period("2025-26 Q3")
    shown = screens(Store(sample_store), View(quarter, quarter.shifted(-1)), "Black")
    [found] = [each for each in shown if each.section == DISPROPORTIONALITY]
    answer = gap(Store(sample_store), Comparison(quarter), "Black")
    assert answer
    assert f"{found.title}." == answer.sentence
    assert found.dots == answer
    assert [line.words for line in found.lines] == [SAMPLES]
    assert [line.words for line in found.detail[:4]] == [
        answer.factor, answer.alone, answer.published, answer.hidden
    ]  # fmt: skip  # a list in few lines


def test_more_dots_than_fit_make_two_screens() -> None:
    many = tuple(Dots(f"Measure {at}", "1.2", "1.1", 50.0, 40.0, False) for at in range(13))
    answer = Gap("Black", "0.9", "", "It narrowed.", "", "", many, 30.0, "", "", "", "", False)
    found = list(gap_screens(answer))
    assert [(each.key, each.section) for each in found] == [
        ("gap", "Disproportionality, 1 of 2"), ("gap-2", "Disproportionality, 2 of 2")
    ]  # fmt: skip  # a list in few lines
    assert tuple(dot for each in found if each.dots for dot in each.dots.dots) == many
    assert min(each.room_beneath for each in found) >= 1


def test_what_has_no_dot_is_told_in_the_detail() -> None:
    none = "No dot where a group had no cases: searches (Black children now)."
    answer = Gap("Black", "", "", "Few.", "", "", (), 30.0, "Hidden.", none, "Nothing.", "", False)
    [found] = gap_screens(answer)
    assert [line.words for line in found.detail] == ["Hidden.", none, "Nothing."]


def test_before_anybody_reported_it_says_so(store: Store) -> None:
    found = dict(said(store, "2024-10-01"))
    assert found["glance"] == "Nobody has reported on this quarter yet"
    assert found["decisions"] == "No decision is asked of this meeting"


def test_an_empty_store_has_an_agenda(tmp_path: Path) -> None:
    found = dict(said(open_store(tmp_path / "empty.db"), None))
    assert found["glance"] == "There are no live actions yet"
    assert found["next"] == "Nothing is asked of anybody for next time"
