"""Which periods are compared, what breaks the line, and the verdicts that follow."""

from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.disproportionality import findings, table, trend
from escp_data.store.database import Store, open_store
from tests.counted import MEASURE, PEOPLE, give_all, new_store, plan, population
from tests.disproportionality.asking import (
    CENSUS,
    ENOUGH,
    NOW,
    PUPILS,
    QUARTERS,
    at,
    of,
    only,
    years,
)
from tests.stores import put


@pytest.fixture
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


@pytest.mark.parametrize(
    ("quarters", "why", "withheld"),
    [
        (3, "x", "There are no four quarters in a row on record."),
        (4, "first", "There is no later period to set against the baseline yet."),
        (7, "overlap", "Too soon: the two periods overlap."),
        (8, "", ""),
    ],
)
def test_the_windows_that_are_compared_share_no_quarter(
    tmp_path: Path, quarters: int, why: str, withheld: str
) -> None:
    store = years(new_store(tmp_path), quarters=quarters)
    found = of(store, at("2025-26 Q4"), "SEARCH")
    assert (found.why, found.withheld) == (why, withheld)
    assert found.verdict == (None if why else "no clear change")


@pytest.mark.parametrize(
    ("baseline", "window", "why"),
    [
        ("2023-24", "four quarters to 2023-24 Q4", ""),
        ("2023-24 Q1", "four quarters to 2023-24 Q4", ""),
        ("2024-25 Q1", "four quarters to 2024-25 Q1", "overlap"),
        ("2022-23 Q1", "", "baseline"),
    ],
)
def test_the_measures_own_baseline(tmp_path: Path, baseline: str, window: str, why: str) -> None:
    store = years(new_store(tmp_path, (MEASURE | {"Baseline period": baseline},)))
    found = of(store, at("2024-25 Q4"), "SEARCH")
    assert (found.baseline, found.why) == (window, why)


@pytest.mark.parametrize(
    ("changed", "withheld"),
    [
        ({"Population basis": "Census"}, "Its population changed from School pupils to Census."),
        ({"Definition": "Children stopped"}, "Its definition changed in between."),
        ({"Definition": "  children SEARCHED."}, ""),
        ({"Reference group": "Asian"}, "Its comparator changed from White to Asian."),
    ],
)
def test_what_changed_breaks_the_line_and_withholds_the_verdict(
    tmp_path: Path, changed: dict[str, str], withheld: str
) -> None:
    people = population(PEOPLE) + population(PEOPLE, "Census", "21/03/2021")
    store = years(new_store(tmp_path, people=people))
    put(store, plan((MEASURE | changed,), people, "2024-25 Q2"), "new plan.xlsx")
    asked = at("2024-25 Q4")
    assert asked.reference is None
    found = of(store, asked, "SEARCH")
    assert found.withheld == withheld
    assert (found.verdict is None) == bool(withheld)
    line = trend(store, asked, "SEARCH").drop_duplicates("period")
    assert list(line["segment"]) == ([0, 0, 1, 1, 1] if withheld else [0] * 5)
    assert list(line["break_words"])[2] == withheld


def test_a_basis_that_is_asked_for_never_breaks_the_line(tmp_path: Path) -> None:
    people = population(PEOPLE) + population(PEOPLE, "Census", "21/03/2021")
    store = years(new_store(tmp_path, people=people))
    changed = (MEASURE | {"Population basis": "Census"},)
    put(store, plan(changed, people, "2024-25 Q2"), "new plan.xlsx")
    assert of(store, at("2024-25 Q4", basis="Census"), "SEARCH").verdict == "no clear change"


@pytest.mark.parametrize(
    ("earlier", "later", "verdict", "words"),
    [
        (40, 15, "decreasing", "Searches: disproportionality is decreasing; "),
        (15, 40, "increasing", "Searches: disproportionality is increasing; "),
        (20, 20, "no clear change", "Searches: no clear change in disproportionality; "),
        (2, 40, "too few to say", "Searches: too few to say whether disproportionality is "),
    ],
)
def test_the_four_verdicts(
    tmp_path: Path, earlier: int, later: int, verdict: str, words: str
) -> None:
    store = new_store(tmp_path)
    black = [earlier] * 4 + [later] * 4
    give_all(store, {q: (50, n, 60, 20, 40, 9) for q, n in zip(QUARTERS, black, strict=True)})
    found = of(store, at("2024-25 Q4"), "SEARCH")
    assert found.verdict == verdict
    assert found.sentence.startswith(words)
    rows = table(store, at("2024-25 Q4"))
    assert only(rows, group="Black")["verdict"] == verdict


@pytest.mark.parametrize(
    "quarters",
    [QUARTERS[:3], [*QUARTERS[:3], *QUARTERS[4:7]], QUARTERS[::2]],
    ids=["three", "three and three", "every other"],
)
def test_without_four_quarters_in_a_row_there_is_no_baseline(
    tmp_path: Path, quarters: list[str]
) -> None:
    store = new_store(tmp_path)
    give_all(store, dict.fromkeys(quarters, ENOUGH))
    found = of(store, at("2024-25 Q4"), "SEARCH")
    assert (found.verdict, found.why) == (None, "x")
    assert found.withheld == "There are no four quarters in a row on record."


@pytest.mark.parametrize("basis", [PUPILS, CENSUS])
def test_rows_name_the_population_that_was_asked_for(samples: Store, basis: str) -> None:
    asked = replace(NOW, basis=basis)
    rows = table(samples, asked, every_period=True)
    known = samples.current("population")
    on_record = {
        (str(row.ethnic_group), float(str(row.population)))
        for row in known[known["basis"] == basis].itertuples()
    }
    given = rows.dropna(subset=["population"])
    assert len(given)
    assert set(rows["basis"]) == {basis}
    assert set(zip(given["group"], given["population"], strict=True)) <= on_record
    assert {each.basis for each in findings(samples, asked)} == {basis}
