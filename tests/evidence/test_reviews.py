"""What reviews asked, of whom, and how far it has come: whole answers."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.evidence.reviews import (
    headline,
    history,
    others_sentence,
    overdue_words,
    rag_by_review,
    rag_sentence,
    review_sentences,
    reviews,
)
from escp_data.store.database import Store
from tests.stores import plan_store, put, return_workbook, view

NOW = view("2024-25 Q2")


def asked(number: str, rag: str, **more: str) -> dict[str, Any]:
    row = {"Review": "A review", "Number": number, "Recommendation": f"Do {number}", "RAG": rag}
    return row | {name.replace("_", " "): value for name, value in more.items()}


FIRST = [
    asked("Local 1", "Amber", Ref="1.1", To_whom="Partnership", Due_date="31/07/2024"),
    asked("Local 2", "Complete", Ref="1.1", To_whom="Met", Lead_agency="Met"),
    asked("Local 3", "Green", To_whom="Partnership"),
    asked("National 1", "Red", Ref="1.1", To_whom="the Government", Due_date="30/06/2024"),
    asked("Local 4", "Not started", To_whom="Partnership", Accepted="No, because it is done"),
]
SECOND = [
    asked("Local 1", "Red", Ref="1.1", Revised_due_date="30/08/2024", Impact="Emerging"),
    asked("National 1", "Red", Ref="1.1"),
]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = plan_store(tmp_path_factory.mktemp("reviewed"))
    for period, rows in (("2024-25 Q1", FIRST), ("2024-25 Q2", SECOND)):
        content = return_workbook(period, Recommendations=rows)
        put(store, content, f"{period}.xlsx", "2024-10-20")
    return store


def test_each_as_it_stood_in_the_quarter(reviewed: Store) -> None:
    found = [(e.number, e.to_whom, e.rag_words, e.due_words) for e in reviews(reviewed, NOW)]
    assert found == [
        ("Local 1", "Partnership", "Red", "30 August 2024, first 31 July 2024, overdue"),
        ("Local 2", "Metropolitan Police", "Complete", "not set"),
        ("Local 3", "Partnership", "Not reported (last Green in 2024-25 Q1)", "not set"),
        ("Local 4", "Partnership", "Not reported (last Not started in 2024-25 Q1)", "not set"),
        ("National 1", "Government", "Red", "30 June 2024, overdue"),
    ]
    before = [each.rag for each in reviews(reviewed, view("2024-25 Q1"))]
    assert before == ["Amber", "Complete", "Green", "Not started", "Red"]


def test_what_is_governments_is_never_our_red_and_never_our_overdue(reviewed: Store) -> None:
    found = reviews(reviewed, NOW)
    ours = [each for each in found if each.is_ours]
    others = [each for each in found if not each.is_ours]
    assert [each.number for each in others] == ["National 1"]
    assert rag_sentence(ours) == (
        "Of 3 recommendations to the partnership or its agencies: 1 Red, 1 Complete and 1 not "
        "reported. 1 more was not accepted."
    )
    assert others_sentence(others) == (
        "1 more is for Government to do, and is counted in none of these figures."
    )
    assert overdue_words(found) == ("A review, Local 1 is overdue: due 30 August 2024.",)
    assert rag_by_review(found).to_dict("records") == [
        {"Review": "A review", "Red": 1, "Complete": 1, "Not reported": 1}
    ]
    assert headline(found) == "1 of 3 recommendations to us on track or complete"
    assert headline(others) == "No recommendation here is for the partnership"
    assert headline(()) == "No review's recommendations are on record yet"


def test_those_that_one_action_carries(reviewed: Store) -> None:
    assert review_sentences(reviews(reviewed, NOW), "1.1") == (
        "Of 2 recommendations to the partnership or its agencies: 1 Red and 1 Complete.",
        "A review, Local 1 is overdue: due 30 August 2024.",
        "1 more is for Government to do, and is counted in none of these figures.",
    )
    assert review_sentences(reviews(reviewed, NOW), "2.2") == (
        "No review's recommendation names action 2.2.",
    )


def test_a_quarter_without_a_word_is_a_gap_in_the_history(reviewed: Store) -> None:
    later = {each.number: each for each in reviews(reviewed, view("2024-25 Q4"))}
    assert later["Local 1"].rag == "Not reported"
    assert later["Local 2"].rag == "Complete"
    assert history(later["Local 1"]).to_numpy().tolist() == [
        ["2024-25 Q1", "Amber"],
        ["2024-25 Q2", "Red"],
    ]
    silent = [each for number, each in later.items() if number in ("Local 1", "Local 3")]
    assert headline(silent) == "Nobody reported on a recommendation this quarter"


def one(folder: Path, *told: tuple[str, str], **more: str) -> Store:
    """A store with one recommendation, reported on for each period with a RAG."""
    store = plan_store(folder)
    rows = [asked("Local 1", rag, To_whom="Partnership", **more) | {"Period": period}
            for period, rag in told]  # fmt: skip  # one row a period
    put(store, return_workbook("2024-25 Q1", Recommendations=rows), "reviews.xlsx", "2024-07-20")
    return store


def answered(folder: Path, to_whom: str, accepted: str) -> tuple[object, ...]:
    """What is said of a recommendation that is past its date, and was answered so."""
    store = plan_store(folder)
    row = asked("1", "Red", To_whom=to_whom, Due_date="30/06/2024", Accepted=accepted)
    put(store, return_workbook("2024-25 Q2", Recommendations=[row]), "q2.xlsx", "2024-10-20")
    found = reviews(store, NOW)
    own = [each for each in found if each.is_ours]
    return found[0].due_words, overdue_words(found), rag_sentence(own), headline(found)


LATE = ("A review, 1 is overdue: due 30 June 2024.",)
COUNTED = "Of 1 recommendation to the partnership or its agencies: 1 Red."
STANDING = (
    "30 June 2024, overdue", LATE, COUNTED, "0 of 1 recommendation to us on track or complete",
)  # fmt: skip  # what is said of one
REFUSED = ("30 June 2024", (), "1 recommendation was not accepted.",
           "1 recommendation to us was not accepted")  # fmt: skip  # what is said of one


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        ("No, because it is done", REFUSED),
        ("Rejected", REFUSED),
        ("Declined", REFUSED),
        ("Yes", STANDING),
        ("Noted and agreed", STANDING),
        ("Not yet decided", STANDING),
        ("Noted", STANDING),
        ("", STANDING),
    ],
)
def test_what_was_refused_is_never_overdue_and_what_is_undecided_may_be(
    tmp_path: Path, accepted: str, said: tuple[object, ...]
) -> None:
    assert answered(tmp_path, "Partnership", accepted) == said


def test_what_government_refused_is_not_overdue_either(tmp_path: Path) -> None:
    title = "No recommendation here is for the partnership"
    assert answered(tmp_path, "Government", "No, not now") == ("30 June 2024", (), "", title)


@pytest.mark.parametrize(
    ("told", "quarter", "rag_words"),
    [
        ([("2023-24", "Green")], "2023-24 Q4", "Green"),
        ([("2023-24", "Green")], "2024-25 Q1", "Not reported (last Green in 2023-24)"),
        ([("2023-24", "Green"), ("2023-24 Q4", "Red")], "2023-24 Q4", "Red"),
        ([("2023-24 Q3", "Red"), ("2023-24", "Green")], "2023-24 Q3", "Red"),
        ([("2023-24", "Complete")], "2024-25 Q2", "Complete"),
        ([("2023/24 academic", "Amber")], "2024-25 Q2", "Amber"),
        ([("2023/24 academic", "Amber")], "2024-25 Q3",
         "Not reported (last Amber in 2023/24 academic)"),
    ],
)  # fmt: skip  # a case a line
def test_a_years_report_is_the_word_of_the_quarter_it_ends_in(
    tmp_path: Path, told: list[tuple[str, str]], quarter: str, rag_words: str
) -> None:
    found = reviews(one(tmp_path, *told), view(quarter))
    assert [each.rag_words for each in found] == [rag_words]


def test_a_year_reported_on_as_a_whole_is_no_gap_in_the_history(tmp_path: Path) -> None:
    told = (("2022-23 Q3", "Red"), ("2023-24", "Amber"), ("2024-25 Q2", "Green"))
    (found,) = reviews(one(tmp_path, *told), NOW)
    assert history(found).to_numpy().tolist() == [
        ["2022-23 Q3", "Red"],
        ["2022-23 Q4", "Not reported"],
        ["2023-24", "Amber"],
        ["2024-25 Q1", "Not reported"],
        ["2024-25 Q2", "Green"],
    ]
