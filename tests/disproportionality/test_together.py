"""One answer for the partnership: which measures are taken together, and what is said."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from escp_data.disproportionality import (
    EVERYONE,
    Estimate,
    Together,
    answers_for_groups,
    findings,
    pooled_change,
    together,
)
from escp_data.disproportionality.together import together_headline, together_words
from escp_data.store.database import Store, open_store
from tests.counted import BASIS, MEASURE, PEOPLE, give, new_store, population
from tests.disproportionality.asking import NOW, at

FIRST, SECOND = (64, 175, 168, 270, 171, 83), (64, 140, 168, 280, 171, 83)


def measures(*codes: str, **more: dict[str, str]) -> tuple[dict[str, Any], ...]:
    return tuple(
        MEASURE | {"Code": code, "Measure": f"Measure {code}"} | more.get(code, {})
        for code in codes
    )


def counted(folder: Path, *codes: str, **more: dict[str, str]) -> Store:
    """Two published years of each measure."""
    people = population(PEOPLE) + population(PEOPLE, "Census", "21/03/2021")
    store = new_store(folder, measures(*codes, **more), people)
    for code in codes:
        for year, counts in (("2022/23", FIRST), ("2023/24", SECOND)):
            give(store, f"{year} academic", counts, code=code)
    return store


def test_the_answer_is_the_pooled_change_of_the_findings(tmp_path: Path) -> None:
    store = counted(tmp_path, "A", "B", "C", "D")
    answer = together(store, at("2024-25 Q4"))
    found = findings(store, at("2024-25 Q4"))
    earlier, later = (
        tuple(np.array([getattr(each, when).counts for each in found]).T)
        for when in ("earlier", "later")
    )
    assert answer.change == pooled_change(earlier, later, np.ones(4))
    assert answer.measures == tuple(f"Measure {code}" for code in "ABCD")
    assert (answer.verdict, answer.confidence, answer.sample) == ("decreasing", 0.95, True)
    assert together_headline(answer) == (
        "The gap between Black and White children narrowed, taken together over four measures"
    )
    assert together_words(answer) == (
        "Taken together over four measures, the ratio between Black and White children is 0.77 "
        "times what it was (0.62 to 0.97): the gap narrowed. No measure alone shows it at 99%."
    )


def test_only_a_years_end_is_95(tmp_path: Path) -> None:
    store = counted(tmp_path, "A", "B", "C", "D")
    assert together(store, at("2024-25 Q3")).confidence == 0.99
    assert together(store, at("2024-25 Q4", confidence=0.998)).confidence == 0.998


def test_one_measure_a_chain_the_earliest(tmp_path: Path) -> None:
    stages = {"C": {"Preceding measure": "B"}, "B": {"Preceding measure": "A"}}
    store = counted(tmp_path, "C", "B", "A", "D", "E", "F", **stages)
    answer = together(store, at("2024-25 Q4"))
    assert sorted(answer.measures) == [f"Measure {code}" for code in "ADEF"]


def test_one_basis_that_of_the_most(tmp_path: Path) -> None:
    census = {code: {"Population basis": "Census"} for code in "BCDE"}
    store = counted(tmp_path, "A", "B", "C", "D", "E", **census)
    answer = together(store, at("2024-25 Q4"))
    assert (answer.basis, len(answer.measures)) == ("Census", 4)
    every = together(store, at("2024-25 Q4", basis=BASIS))
    assert (every.basis, len(every.measures)) == (BASIS, 5)


def test_at_most_eight(tmp_path: Path) -> None:
    answer = together(counted(tmp_path, *"ABCDEFGHIJ"), at("2024-25 Q4"))
    assert len(answer.measures) == 8


def test_fewer_than_four_give_no_answer(tmp_path: Path) -> None:
    store = counted(tmp_path, "A", "B", "C", "D")
    give(store, "2023/24 academic", (64, 8, 168, 280, 171, 83), code="D")
    answer = together(store, at("2024-25 Q4"))
    assert np.isnan(answer.change.value)
    assert answer.verdict == ""
    assert together_headline(answer) == (
        "Too few measures for one answer on the gap between Black and White children"
    )
    assert together_words(answer).startswith(
        "Only 3 measures can be taken together, and one answer takes four. "
    )


def test_measures_with_different_comparators_give_no_answer(tmp_path: Path) -> None:
    store = counted(tmp_path, *"ABCDE", E={"Reference group": "Asian"})
    answer = together(store, at("2024-25 Q4"))
    assert answer.verdict == ""
    assert together_headline(answer) == (
        "Black children are compared with different groups, so there is no one answer"
    )


def test_against_the_whole_population_it_is_against_all_others(tmp_path: Path) -> None:
    store = counted(tmp_path, *"ABCD")
    whole, others = (
        together(store, at("2024-25 Q4", reference=reference))
        for reference in (EVERYONE, "All other children")
    )
    assert np.allclose(whole.change, others.change)
    assert together_headline(whole).startswith("The gap between Black children and all children ")


def test_a_group_that_is_every_measures_comparator_has_no_answer(tmp_path: Path) -> None:
    itself = together(counted(tmp_path, "A"), at("2024-25 Q4"), None, "White")
    assert together_headline(itself) == (
        "White children are those that the others are compared with"
    )
    assert together_words(itself) == ""


def answer(change: tuple[float, float, float], **more: Any) -> Together:
    about = {"measures": tuple("ABCDEF"), "group": "Black", "reference": "White", **more}
    return Together(change=Estimate(*change), **about)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer((0.93, 0.86, 1.01), narrowing=("Stop and search",)),
         "Taken together over six measures, the ratio between Black and White children is 0.93 "
         "times what it was (0.86 to 1.01): no clear change. One measure alone shows a narrowing: "
         "stop and search."),
        (answer((0.8235, 0.6983, 0.9713)),
         "Taken together over six measures, the ratio between Black and White children is 0.82 "
         "times what it was (0.70 to 0.97): the gap narrowed. No measure alone shows it at 99%."),
        (answer((1.2, 1.1, 1.3), group="Mixed", widening=("A", "CLA")),
         "Taken together over six measures, the ratio between children of Mixed ethnicity and "
         "White children is 1.20 times what it was (1.10 to 1.30): the gap widened. Two measures "
         "alone show a widening: A and CLA."),
        (answer((1.0, 0.9, 1.1)),
         "Taken together over six measures, the ratio between Black and White children is 1.00 "
         "times what it was (0.90 to 1.10): no clear change. No measure alone shows a change at "
         "99%."),
    ],
)  # fmt: skip  # a table
def test_what_is_said(given: Together, words: str) -> None:
    assert together_words(given) == words


def test_every_group_has_its_answer_in_the_sample(sample_store: Path) -> None:
    store = open_store(sample_store)
    answers = answers_for_groups(store, NOW)
    assert [each.group for each in answers] == ["Asian", "Black", "Mixed", "Other"]
    black = answers[1]
    assert black == together(store, NOW)
    assert black.narrowing == ("Stop and search of children",)
    assert black.widening == ("Referrals by ethnicity", "Assessments by ethnicity")
