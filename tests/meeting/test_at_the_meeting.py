"""What is raised and answered at the meeting about a quarter, after the quarter's end."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from escp_data.evidence.challenges import at_the_meeting, challenges
from escp_data.evidence.promises import promises
from escp_data.meeting.agenda import screens
from escp_data.papers.quarterly import quarterly_paper
from escp_data.plan.actions import View
from escp_data.store.database import Store
from tests.papers.reading import table_with, under
from tests.scenarios import BU, I, Partnership, told
from tests.stores import view

ASKED = {"Raised on": "12/11/2025", "Raised by": "Chair", "Agency asked": I, "Question": "Why?",
         "State": "Open", "Due": "01/02/2026"}  # fmt: skip  # pairs share a line
Q2, Q3 = "2025-26 Q2", "2025-26 Q3"
EARLIER = ASKED | {"Number": "1"}
ANSWER = EARLIER | {"Answer": "A post was empty.", "Answered on": "20/01/2026",
                    "State": "Answered"}  # fmt: skip  # pairs share a line
AT_THE_MEETING = ASKED | {"Number": "2", "Raised on": "20/01/2026", "Ref": "2.1",
                          "Question": "Who pays?"}  # fmt: skip  # pairs share a line
BEFORE = "2026-01-07T12:00:00.000000Z"
"""After the quarter's return, and before the meeting."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    """A quarter with a challenge; then its meeting, which answers that and raises another."""
    made = Partnership.base(tmp_path_factory.mktemp("held"))
    made.send(BU, "Q3", Progress=[told("Green")], Challenges=[EARLIER])
    made.now = made.now.replace(day=20)
    made.send(BU, "Q4", Challenges=[ANSWER, AT_THE_MEETING])
    return made


def wall(store: Store, quarter: View, key: str) -> list[str]:
    """A screen of the meeting: its title, its lines, its detail."""
    [found] = [each for each in screens(store, quarter, "Black") if each.key == key]
    return [found.title, *(line.words for line in (*found.lines, *found.detail))]


def test_the_meeting_has_what_it_raised_and_answered(held: Partnership) -> None:
    quarter = view(Q3)
    assert wall(held.store, quarter, "challenges") == [
        "1 question open, raised since the quarter ended",
        "Challenge 2 on 2.1: Who pays? Asked of ICB. Open, raised on 20 January 2026.",
        "Challenge 1: Why? Answered after 69 days. A post was empty.",
    ]
    assert (
        wall(held.store, quarter, "next")[1]
        == "ICB: answer challenge 2 on 2.1, by 1 February 2026."
    )


def test_the_quarter_shows_what_it_showed(held: Partnership) -> None:
    """Its own list ends with it; the wall as it stood before the meeting has nothing of it."""
    quarter = view(Q3)
    then = replace(quarter, as_at=BEFORE)
    assert challenges(held.store, quarter) == challenges(held.store, then)
    assert [each.state_words for each in challenges(held.store, quarter)] == ["Open, 49 days"]
    assert at_the_meeting(held.store, then) == challenges(held.store, then)
    assert wall(held.store, then, "challenges")[0] == "1 question open, the oldest for 49 days"


def test_the_paper_written_after_it_says_so_with_the_day(held: Partnership) -> None:
    paper = quarterly_paper(held.store, view(Q3))
    assert under(paper, "8 Challenges") == [
        "1 challenge, 0 answered, 1 open; the oldest has waited 49 days.",
        "Since 31 December 2025: challenge 1 was answered on 20 January 2026; challenge 2 was "
        "raised on 20 January 2026.",
    ]
    heads = ("Challenge", "Raised on", "By, and of whom", "Question", "Answer")
    assert table_with(paper, *heads) == [
        ("Challenge 2", "20 January 2026", "Chair, of ICB", "Who pays?",
         "Open, raised on 20 January 2026"),
        ("Challenge 1", "12 November 2025", "Chair, of ICB", "Why?", "A post was empty."),
    ]  # fmt: skip  # a row a line
    asked = [each for each in under(paper, "Recommendations") if "challenge" in each]
    assert asked == ["Ask ICB to answer challenge 2, which was raised on 20 January 2026."]


def test_it_ends_with_the_next_quarter_once_that_was_reported(tmp_path: Path) -> None:
    made = Partnership.base(tmp_path)
    made.send(BU, "Q2", Progress=[told("Green")])
    late = AT_THE_MEETING | {"Raised on": "05/01/2026"}
    made.send(BU, "Q3", Challenges=[late])
    assert [each.raised for each in at_the_meeting(made.store, view(Q2))] == [date(2026, 1, 5)]
    made.send(BU, "Q3", Progress=[told("Green")])
    assert at_the_meeting(made.store, view(Q2)) == ()
    assert [each.later for each in at_the_meeting(made.store, view(Q3))] == [True]


def test_it_is_first_at_the_next_meeting_and_stands_on_its_action(held: Partnership) -> None:
    following = view("2025-26 Q4")
    assert wall(held.store, following, "challenges")[1] == (
        "Challenge 2 on 2.1: Who pays? Asked of ICB. Open, 70 days, due 1 February 2026, overdue."
    )
    said = promises(held.store, following)["2.1"].challenges
    assert said[1:] == ("Challenge 2 is open: Who pays?",)
