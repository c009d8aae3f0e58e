"""How old a population may be, what is said of an old one, and answers that hang on the basis."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.disproportionality import (
    Comparison,
    findings,
    notes,
    on_every_basis,
    together,
)
from escp_data.disproportionality.populations import Population, is_too_old, years_older
from escp_data.markers import Reason
from escp_data.store.database import Store, open_store
from escp_data.text.days import in_words
from escp_data.text.periods import parse_period
from tests.counted import MEASURE, PEOPLE, give_all, new_store, population
from tests.disproportionality.asking import CENSUS, ENOUGH, NOW, PUPILS, of

OLD, AGED = "Census, aged 10 to 17", "Census aged forward, aged 10 to 17"
LATE = Comparison(parse_period("2024-25 Q4"))


@pytest.mark.parametrize(
    ("day", "years", "too_old"),
    [("2022-03-31", 3, False), ("2022-03-30", 3, True), ("2021-03-21", 4, True),
     ("2025-09-01", 0, False)],
)  # fmt: skip  # a row a line
def test_three_years_are_the_most(day: str, years: int, too_old: bool) -> None:
    start = parse_period("2025-26").start.fromisoformat(day)
    one = Population("Census", start, in_words(start), {})
    period = parse_period("2024-25 Q4")
    assert (years_older(one, period), is_too_old(one, period)) == (years, too_old)


def stock(tmp_path: Path, *bases: tuple[str, str], definition: str = "") -> Store:
    """Searches on a day, two years of them, per children of the first basis."""
    measure: dict[str, Any] = MEASURE | {"Time": "stock", "Population basis": bases[0][0]}
    if definition:
        measure["Definition"] = definition
    people = [row for basis, day in bases for row in population(PEOPLE, basis, day)]
    store = new_store(tmp_path, [measure], people)
    give_all(store, {"2023-24 Q1": ENOUGH, "2024-25 Q4": ENOUGH})
    return store


def test_an_old_population_gives_no_verdict_where_there_is_a_newer_one(tmp_path: Path) -> None:
    store = stock(tmp_path, (OLD, "21/03/2021"), (AGED, "30/06/2024"))
    found = of(store, LATE, "SEARCH")
    assert (found.verdict, found.why, found.withheld) == (
        None, Reason.OLD_POPULATION,
        "The population is more than three years older than the counts. "
        f"Choose a newer one: {AGED}.",
    )  # fmt: skip  # a list in few lines
    newer = of(store, Comparison(LATE.period, basis=AGED), "SEARCH")
    assert (newer.verdict, newer.old) == ("no clear change", "")


@pytest.mark.parametrize(
    "other", [("School pupils", "2024/25 academic"), ("Census, aged 12 to 14", "30/06/2024"),
              (AGED, "30/06/2021")],
)  # fmt: skip  # a row a line
def test_one_that_nothing_of_its_ages_can_replace_stays_and_is_said_to_be_old(
    tmp_path: Path, other: tuple[str, str]
) -> None:
    store = stock(tmp_path, (OLD, "21/03/2021"), other, definition="Children aged 10 to 17")
    found = of(store, LATE, "SEARCH")
    assert (found.verdict, found.old) == (
        "no clear change", "the population is 4 years older than the counts",
    )  # fmt: skip  # a list in few lines
    assert notes(store, LATE, "SEARCH").basis.endswith(
        "The population is 4 years older than the counts. There is no newer one of these ages."
    )


def test_a_basis_of_the_ages_that_are_counted_replaces_one_of_others(tmp_path: Path) -> None:
    store = stock(tmp_path, (OLD, "21/03/2021"), ("School pupils", "2024/25 academic"),
                  definition="Pupils searched")  # fmt: skip  # one line
    assert of(store, LATE, "SEARCH").why == Reason.OLD_POPULATION


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_children_looked_after_are_shown_on_both_populations(sample: Store) -> None:
    found = on_every_basis(sample, NOW, "CLA", "Black")
    assert [(each.basis, each.basis_date, round(each.later.ratio.value, 2)) for each in found] == [
        (CENSUS, "21 March 2021", 1.10), (PUPILS, "school year 2024/25", 1.63),
    ]  # fmt: skip  # a row a line


def test_bases_that_give_one_answer_are_not_repeated(sample: Store) -> None:
    assert on_every_basis(sample, NOW, "STOP", "Black") == ()
    assert on_every_basis(sample, NOW, "PEXC", "Black") == ()


def test_two_verdicts_that_differ_are_both_named(sample: Store) -> None:
    found = on_every_basis(sample, NOW, "REFQ", "Black")
    assert [(each.basis, each.verdict) for each in found] == [
        (PUPILS, "increasing"), (CENSUS, "decreasing"),
    ]  # fmt: skip  # a row a line


def test_one_headline_is_on_one_basis(sample: Store) -> None:
    answer = together(sample, NOW)
    own = {each.measure: each.basis for each in findings(sample, NOW)}
    assert {own[name] for name in answer.measures} == {answer.basis}
