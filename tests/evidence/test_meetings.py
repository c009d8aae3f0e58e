"""Who came, what was considered, what was challenged, and what is missing: whole answers."""

from pathlib import Path

import pytest

from escp_data.evidence.challenges import challenges, counted_words, left_open
from escp_data.evidence.groups import Seat, in_year, meetings, of_group
from escp_data.evidence.meetings import (
    attendance,
    attendance_table,
    challenge_sentences,
    considered,
    headline,
    meetings_of,
    scrutiny,
    silent_groups,
    voice_words,
)
from escp_data.store.database import Store, open_store
from tests.stores import plan_store, put, return_workbook, view
from tests.workbooks import workbook

VYP = "Vulnerable Young People"
NOW = view("2024-25 Q2")


def seat(day: str, agency: str, came: str, **more: str) -> dict[str, str]:
    row = {"Group": VYP, "Date": day, "Agency": agency, "Attended": came, "Ref": "1.1"}
    return row | {name.replace("_", " "): value for name, value in more.items()}


MEETINGS = [
    seat("10/05/2024", "Enfield Council", "Yes", Measures_considered="CLA", Voice_heard="No"),
    seat("10/05/2024", "Metropolitan Police", "Deputy", Voice_heard="Yes"),
    seat("10/05/2024", "ICB", "Not invited"),
    seat("12/07/2024", "Enfield Council", "Yes", Measures_considered="CLA", Voice_heard="No"),
    seat("12/07/2024", "Metropolitan Police", "Apologies"),
    seat("12/07/2024", "ICB", "Yes"),
]
CHALLENGES = [
    {"Number": "1", "Raised on": "12/07/2024", "Meeting": VYP, "Ref": "1.1", "Raised by": "Chair",
     "Agency asked": "ICB", "Question": "Why so few?", "Due": "31/08/2024", "State": "Answered",
     "Answer": "They were counted late.", "Answered on": "10/10/2024"},
    {"Number": "2", "Raised on": "01/08/2024", "Measure": "CLA", "Raised by": "Scrutineer",
     "Question": "Who looked?", "State": "Answered", "Answer": "We did.",
     "Answered on": "11/08/2024"},
    {"Number": "3", "Raised on": "02/08/2024", "Ref": "1.1", "Raised by": "Executive",
     "Question": "Release one reviewer.", "State": "Accepted", "Kind": "Decision"},
    {"Number": "4", "Raised on": "03/08/2024", "Ref": "1.1", "Raised by": "Chair",
     "Question": "Never mind.", "State": "Withdrawn"},
]  # fmt: skip  # pairs share a line


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = plan_store(tmp_path_factory.mktemp("met"))
    content = return_workbook("2024-25 Q3", Meetings=MEETINGS, Challenges=CHALLENGES)
    put(store, content, "q3.xlsx", "2024-10-20")
    return store


def test_a_deputy_counts_as_attended_and_not_invited_is_no_absence(met: Store) -> None:
    seats = attendance(in_year(meetings(met, NOW), NOW.period))
    assert attendance_table(seats).to_numpy().tolist() == [
        [VYP, "Enfield Council", "2 of 2", 0, 0, "12 July 2024"],
        [VYP, "Metropolitan Police", "1 of 2", 1, 0, "10 May 2024"],
        [VYP, "NHS NCL ICB", "1 of 1", 0, 1, "12 July 2024"],
    ]
    assert [each.sentence("October 2023") for each in seats[1:]] == [
        "Metropolitan Police attended 1 of the Vulnerable Young People group's 2 meetings since "
        "October 2023, 1 by a deputy; last on 10 May 2024.",
        "NHS NCL ICB attended 1 of the Vulnerable Young People group's 1 meeting since October "
        "2023; last on 12 July 2024. It was not invited to 1 more.",
    ]


def test_one_action_has_its_groups_meetings_in_sentences(met: Store) -> None:
    found = meetings_of(meetings(met, NOW), NOW.period, "vulnerable young-people", "1.1")
    assert found.sentences == (
        "The vulnerable young-people group met 2 times since October 2023; last on 12 July 2024.",
        "Enfield Council and NHS NCL ICB attended every time.",
        "Metropolitan Police attended 1 of the Vulnerable Young People group's 2 meetings since "
        "October 2023, 1 by a deputy; last on 10 May 2024.",
        "Children's voice was heard at 1 of 2 meetings since October 2023.",
        "2 meetings considered action 1.1; last the Vulnerable Young People group on 12 July 2024.",
    )
    assert found.gap == ""


def test_a_group_without_a_meeting_is_named_since_when(met: Store) -> None:
    assert silent_groups(met, NOW) == ()
    later = view("2024-25 Q4")
    gap = (
        "No meeting of the Vulnerable Young People group is on record since 2024-25 Q2. "
        "The business unit supplies this."
    )
    assert silent_groups(met, later) == (gap,)
    assert silent_groups(met, view("2023-24 Q4")) == (gap.replace(" since 2024-25 Q2", ""),)
    unnamed = meetings_of(meetings(met, NOW), NOW.period, None, "2.1")
    assert unnamed.sentences == ("No meeting on record considered action 2.1.",)
    assert unnamed.gap == (
        "No group is named for this action. The plan workbook's Actions sheet names it."
    )


def test_what_was_considered_and_whether_voice_was_heard(met: Store) -> None:
    held = meetings(met, NOW)
    assert considered(held, {"1.1": "1.1 Reports"}).to_numpy().tolist() == [
        ["1.1 Reports", 2, VYP, "12 July 2024"],
        ["CLA", 2, VYP, "12 July 2024"],
    ]
    assert voice_words(held[:1], "May") == (
        "Children's voice was heard at none of 1 meeting since May."
    )
    assert voice_words((), "May") == ""


def test_an_answer_that_came_later_had_not_come(met: Store) -> None:
    states = {each.number: each.state_words for each in challenges(met, NOW)}
    assert states == {
        "1": "Open, 80 days, due 31 August 2024, overdue",
        "2": "Answered after 10 days",
        "3": "Accepted",
        "4": "Withdrawn",
    }
    later = {each.number: each for each in challenges(met, view("2024-25 Q3"))}
    assert later["1"].state_words == "Answered after 90 days"
    assert challenges(met, view("2024-25 Q1")) == ()


def test_challenges_on_an_action_and_its_measures(met: Store) -> None:
    every, held = challenges(met, NOW), meetings(met, NOW)
    found = challenge_sentences(every, held, NOW.period, "1.1", ["CLA"])
    assert found == (
        "2 challenges and 1 decision, 2 answered, 1 open; the oldest has waited 80 days.",
        "Challenge 1 is open: Why so few?",
        "2023-24 Q3: not before a meeting on record.",
        "2023-24 Q4: not before a meeting on record.",
        "2024-25 Q1: shared; no challenge recorded.",
        "2024-25 Q2: shared; 2 challenges raised, 1 answered.",
    )
    assert challenge_sentences(every, held, NOW.period, "2.1", []) == ()


def test_the_titles(met: Store) -> None:
    held, found = meetings(met, NOW), challenges(met, NOW)
    assert headline(held, found) == "1 question open, the oldest for 80 days"
    assert headline(held, found[1:]) == "Every challenge on record is answered"
    assert headline(held, ()) == "2 meetings on record, and no challenge"
    assert headline((), ()) == "No meeting or challenge is on record yet"
    assert counted_words(()) == ""
    assert scrutiny((), (), NOW.period)[-1] == ("2024-25 Q2", "not before a meeting on record")


def test_the_samples_say_what_the_plan_asks(sample_store: Path) -> None:
    store, now = open_store(sample_store), view("2025-26 Q3")
    held = of_group(meetings(store, now), "Vulnerable Young People (VYP)")
    seats = attendance(in_year(held, now.period))
    schools = next(each for each in seats if each.agency == "Enfield schools")
    assert schools.sentence("January 2025") == (
        "Enfield schools attended 8 of the Vulnerable Young People (VYP) group's 8 meetings since "
        "January 2025, 1 by a deputy; last on 11 December 2025."
    )
    assert silent_groups(store, now) == (
        "No meeting of the Quality Assurance group is on record since 2024-25 Q4. "
        "The business unit supplies this.",
    )
    assert left_open(store, now) == {}


@pytest.mark.parametrize(
    ("one", "other", "seats"),
    [
        ("Yes", "Apologies", [Seat("New ICB", "Yes", "Chief nurse")]),
        ("Apologies", "Deputy", [Seat("New ICB", "Deputy", "Inspector")]),
        ("Yes", "Yes", [Seat("New ICB", "Yes", "Chief nurse; Inspector")]),
        ("Deputy", "Yes", [Seat("New ICB", "Yes", "Inspector")]),
        ("Not invited", "Apologies", [Seat("New ICB", "Apologies", "Inspector")]),
        ("Not invited", "Not invited", [Seat("New ICB", "Not invited", "Chief nurse; Inspector")]),
    ],
)
def test_two_agencies_that_became_one_have_one_seat(
    tmp_path: Path, one: str, other: str, seats: list[Seat]
) -> None:
    store = plan_store(tmp_path)
    rows = [
        seat("10/05/2024", "NHS NCL ICB", one, Role_attending="Chief nurse"),
        seat("10/05/2024", "Metropolitan Police", other, Role_attending="Inspector"),
    ]
    put(store, return_workbook("2024-25 Q1", Meetings=rows), "q1.xlsx", "2024-07-20")
    merged = [{"Agency": "New ICB", "Also known as": "NHS NCL ICB; Metropolitan Police"}]
    put(store, workbook(Agencies=merged), "agencies.xlsx", "2024-10-20")
    (held,) = meetings(store, NOW)
    assert list(held.seats) == seats
    (own,) = attendance((held,))
    came = seats[0].was_there
    invited = seats[0].attended != "Not invited"
    assert (own.agency, own.came, own.invited, own.not_invited) == (
        "New ICB", came, invited, not invited
    )  # fmt: skip  # one thought


def test_what_is_due_today_is_not_overdue(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    rows = [
        {"Number": number, "Raised on": "01/08/2024", "Raised by": "Chair", "Question": "Why?",
         "Due": due, "State": "Open"}
        for number, due in (("1", "29/09/2024"), ("2", "30/09/2024"), ("3", "01/10/2024"))
    ]  # fmt: skip  # pairs share a line
    put(store, return_workbook("2024-25 Q2", Challenges=rows), "q2.xlsx", "2024-10-20")
    assert [each.state_words for each in challenges(store, NOW)] == [
        "Open, 60 days, due 29 September 2024, overdue",
        "Open, 60 days",
        "Open, 60 days",
    ]
