"""Sentences that count something, at none, one and all of it."""

from pathlib import Path

import pandas as pd
import pytest

from escp_data.evidence.assurance import Round, improvements_words
from escp_data.evidence.assurance import headline as assured
from escp_data.evidence.meetings import Attendance, attended_words
from escp_data.evidence.reviews import others_sentence, rag_sentence, review_sentences, reviews
from escp_data.meeting.evidence_screens import open_screen
from escp_data.papers.answers import Answers
from escp_data.papers.evidence_questions import reviewed
from escp_data.papers.plan_questions import impact, recommendations, returned
from escp_data.plan.actions import View
from escp_data.plan.glance import helped_words
from escp_data.text.wording import spelled
from tests.scenarios import ACTION, BU, C, I, Partnership, quarter, told

NOW = View(quarter("Q4"), quarter("Q3"))
SHOWN = "Evidenced"


@pytest.fixture
def plan(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


@pytest.mark.parametrize(
    ("many", "total", "words"),
    [
        (0, 0, "There are no live actions yet"),
        (0, 1, "The only action cannot show yet that it has helped children"),
        (1, 1, "The only action can show it has helped children"),
        (0, 2, "None of two actions can show they have helped children"),
        (1, 2, "One of two actions can show they have helped children"),
        (2, 2, "Two of two actions can show they have helped children"),
        (0, 12, "None of 12 actions can show they have helped children"),
    ],
)
def test_how_many_helped(many: int, total: int, words: str) -> None:
    assert helped_words(many, total, spelled) == words


@pytest.mark.parametrize(
    ("live", "rated", "words"),
    [
        (2, {}, "None of two actions can show they have helped children."),
        (2, {"2.1": "Emerging"},
         "None of two actions can show they have helped children; one sees first signs."),
        (2, {"1.1": "Emerging", "2.1": "Emerging"},
         "None of two actions can show they have helped children; two see first signs."),
        (2, {"1.1": SHOWN, "2.1": "Emerging"},
         "One of two actions can show they have helped children (1.1); one more sees first signs."),
        (1, {"1.1": SHOWN}, "The only action can show it has helped children (1.1)."),
        (1, {"1.1": "Emerging"},
         "The only action cannot show yet that it has helped children; it sees first signs."),
    ],
)  # fmt: skip  # a row a line
def test_the_papers_words_on_impact(
    plan: Partnership, live: int, rated: dict[str, str], words: str
) -> None:
    if live == 1:
        plan.send(BU, "Q4", Actions=[{**ACTION, "State": "Closed"}])
    rows = [told("Green", ref=ref, Impact=own, Evidence="An audit") for ref, own in rated.items()]
    plan.send(BU, "Q4", Progress=rows or [told("Green", ref="1.1")])
    assert impact(Answers(plan.store, NOW), "").cells == (words,)


@pytest.mark.parametrize(
    ("expected", "back", "words"),
    [
        (2, (), "None of two agencies have returned for January to March 2026; Council and ICB "
         "have not."),
        (2, (I,), "One of two agencies has returned for January to March 2026; Council has not."),
        (2, (C, I), "Two of two agencies have returned for January to March 2026."),
        (1, (), "ICB, the only agency expected, has not returned for January to March 2026."),
        (1, (I,), "ICB, the only agency expected, has returned for January to March 2026."),
        (0, (), "No return was expected for 2025-26 Q4."),
    ],
)  # fmt: skip  # a row a line
def test_who_returned(plan: Partnership, expected: int, back: tuple[str, ...], words: str) -> None:
    one = {"Ref": "1.1", "Priority": 1, "Action": "another", "Lead agency": I}
    ended = ([], [ACTION], [ACTION, one])[2 - expected]
    if ended:
        plan.send(BU, "Q4", Actions=[{**each, "State": "Closed"} for each in ended])
    for agency in back:
        plan.send(agency, "Q4", Progress=[told("Green", ref="1.1" if agency == I else "2.1")])
    answers = Answers(plan.store, NOW)
    assert [cell.partition(" Council came")[0] for cell in returned(answers, "").cells] == [words]
    stand = {
        2: "Note where the 2 live actions stand, and the figures in sections 6 and 9.",
        1: "Note where the 1 live action stands, and the figures in sections 6 and 9.",
        0: "Note the figures in sections 6 and 9.",
    }
    assert recommendations(answers)[-1] == stand[expected]


def test_more_is_said_only_of_what_goes_before(plan: Partnership) -> None:
    assert [each.words for each in open_screen((), {"2020-23": 1, "2017-20": 2}).lines] == [
        "1 challenge or decision is still open from 2020-23.",
        "2 more are still open from 2017-20.",
    ]
    row = {"Review": "R", "Number": "1", "Recommendation": "x", "Ref": "2.1", "RAG": "Green"}
    plan.send(BU, "Q4", Recommendations=[{**row, "To whom": "Government"}])
    found = reviews(plan.store, NOW)
    alone = "1 recommendation is for Government to do, and is counted in none of these figures."
    assert others_sentence(found, more=False) == alone
    assert review_sentences(found, "2.1") == (alone,)
    assert reviewed(Answers(plan.store, NOW), "others").cells == (alone,)
    refused = {**row, "Number": "2", "To whom": "Partnership", "Accepted": "No, it is not ours"}
    plan.send(BU, "Q4", Recommendations=[refused])
    ours = [each for each in reviews(plan.store, NOW) if each.is_ours]
    assert rag_sentence(ours) == "1 recommendation was not accepted."


@pytest.mark.parametrize(
    ("came", "invited", "deputies", "words"),
    [
        (0, 1, 0, "Agencies took none of 1 seat they were invited to since May."),
        (1, 1, 0, "Agencies took 1 of 1 seat they were invited to since May."),
        (1, 1, 1, "Agencies took 1 of 1 seat they were invited to since May, by a deputy."),
        (0, 2, 0, "Agencies took none of 2 seats they were invited to since May."),
        (
            2,
            2,
            1,
            "Agencies took 2 of 2 seats they were invited to since May, 1 of them by a deputy.",
        ),
        (2, 2, 2, "Agencies took 2 of 2 seats they were invited to since May, all by a deputy."),
    ],
)
def test_seats(came: int, invited: int, deputies: int, words: str) -> None:
    seats = [Attendance("VYP", C, came, invited, deputies, 0, None)]
    assert attended_words(seats, "May") == words


@pytest.mark.parametrize(
    ("expected", "returned", "words"),
    [
        ((), (C,), "1 Section 11 return; who was expected is unknown"),
        ((C,), (), "0 of 1 Section 11 return is in"),
        ((C,), (C,), "1 of 1 Section 11 return is in"),
        ((C, I), (C,), "1 of 2 Section 11 returns are in"),
    ],
)
def test_returns_of_a_round(
    expected: tuple[str, ...], returned: tuple[str, ...], words: str
) -> None:
    out = tuple(each for each in expected if each not in returned)
    found = Round("Section 11", quarter("Q4"), "", expected, returned, out, ())
    assert assured([found]) == words


@pytest.mark.parametrize(
    ("open_", "late", "undated", "words"),
    [
        ([False], 0, 0, "0 improvements are open; 1 of 1 is done."),
        ([True], 0, 0, "1 improvement is open; 0 of 1 is done."),
        ([True, False], 1, 0, "1 improvement is open, overdue; 1 of 2 are done."),
        ([True], 0, 1, "1 improvement is open, without a deadline; 0 of 1 is done."),
        ([True, True], 1, 1,
         "2 improvements are open, 1 of them overdue, 1 without a deadline; 0 of 2 are done."),
    ],
)  # fmt: skip  # a row a line, or nearly
def test_improvements(open_: list[bool], late: int, undated: int, words: str) -> None:
    places = range(len(open_))
    rows = pd.DataFrame({"is_open": open_, "overdue": [place < late for place in places]})
    days = [None if place >= len(open_) - undated else "2026-01-01" for place in places]
    rows = rows.assign(improvement_needed="x", deadline=pd.Series(days, dtype=object))
    assert improvements_words(rows) == words
