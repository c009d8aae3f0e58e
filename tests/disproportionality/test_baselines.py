"""Which periods are compared, what breaks the line, and the verdicts that follow."""

from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.disproportionality import findings, table, trend
from escp_data.disproportionality.wording import full
from escp_data.store.database import Store, open_store
from tests.counted import MEASURE, PEOPLE, give, give_all, new_store, plan, population
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
        (3, "first", "There is no later period to set against the baseline yet."),
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
    assert (found.earlier.window, found.why) == (window, why)


@pytest.mark.parametrize(
    ("changed", "withheld"),
    [
        ({"Population basis": "Census"}, "Its population changed from School pupils to Census."),
        ({"Definition": "Children stopped"}, "Its definition changed in between."),
        ({"Definition": "  children SEARCHED."}, ""),
        ({"Reference group": "Asian"}, "What it is compared with changed from White to Asian."),
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
        (40, 15, "decreasing", "The gap narrowed: "),
        (15, 40, "increasing", "The gap widened: "),
        (30, 30, "no clear change", "No clear change: "),
        (2, 40, "too few to say", "Too few to say, but it turned round ("),
    ],
)
def test_the_four_verdicts(
    tmp_path: Path, earlier: int, later: int, verdict: str, words: str
) -> None:
    store = new_store(tmp_path)
    black = [earlier] * 4 + [later] * 4
    give_all(store, {q: (50, n, 60, 30, 40, 9) for q, n in zip(QUARTERS, black, strict=True)})
    found = of(store, at("2024-25 Q4"), "SEARCH")
    assert found.verdict == verdict
    assert full(found).startswith(words)
    rows = table(store, at("2024-25 Q4"))
    assert only(rows, group="Black")["verdict"] == verdict


@pytest.mark.parametrize(
    ("quarters", "why"),
    [(QUARTERS[:3], "first"), ([*QUARTERS[:3], *QUARTERS[4:7]], "overlap"), (QUARTERS[::2], "x")],
    ids=["three", "too soon", "every other"],
)
def test_windows_are_of_the_calendar(tmp_path: Path, quarters: list[str], why: str) -> None:
    """Four quarters from the first on record, whichever of them are there."""
    store = new_store(tmp_path)
    give_all(store, dict.fromkeys([*quarters, *(["2024-25 Q4"] if why == "x" else [])], ENOUGH))
    found = of(store, at("2024-25 Q4"), "SEARCH")
    assert (found.verdict, found.why) == (None, why)


MORE = [*QUARTERS, *(f"2025-26 Q{n}" for n in (1, 2, 3, 4))]


@pytest.mark.parametrize(
    ("gone", "said"),
    [(["2025-26 Q1"], "2025-26 Q1"), (["2023-24 Q2", "2025-26 Q1"], "2023-24 Q2 and 2025-26 Q1")],
)
def test_four_quarters_with_a_gap_have_no_verdict(
    tmp_path: Path, gone: list[str], said: str
) -> None:
    """Beside the sum of four, a sum of three would tell a single quarter: neither is listed."""
    store = new_store(tmp_path)
    counts = {q: (50, 300 - 15 * n, 60, 200, 40, 9) for n, q in enumerate(MORE)}
    for quarter in gone:
        del counts[quarter]
    give_all(store, counts)
    found = of(store, at("2025-26 Q4"), "SEARCH")
    assert (found.verdict, found.why) == (None, "x")
    assert found.withheld == (
        f"Nothing is on record for {said}, so there is no whole year to compare."
    )
    row = only(table(store, at("2025-26 Q4")), group="Black")
    assert (row["why_count"], row["verdict"]) == ("x", None)


@pytest.mark.parametrize(
    ("period", "seasonal", "sure", "dated"),
    [
        ("2025-26 Q4", "No", 0.95, ""),
        ("2025-26 Q3", "No", 0.99, "2024-25"),
        ("2025-26 Q3", "Yes", 0.99, "the year to 2025-26 Q2"),
        ("2025-26 Q2", "Yes", 0.95, ""),
        ("2024-25 Q4", "Yes", 0.99, ""),
    ],
)
def test_a_years_end_is_less_sure_and_its_verdict_stands(
    tmp_path: Path, period: str, seasonal: str, sure: float, dated: str
) -> None:
    measure = MEASURE | {"Seasonal": seasonal}
    store = new_store(tmp_path, (measure,))
    give_all(store, dict.fromkeys(MORE, ENOUGH))
    found = of(store, at(period), "SEARCH")
    assert (found.confidence, found.is_year_end) == (sure, sure == 0.95)
    assert (found.year_end.window if found.year_end else "") == dated
    assert of(store, at(period, confidence=0.998), "SEARCH").confidence == 0.998


@pytest.mark.parametrize(
    ("measure", "value"),
    [({}, 1.0), ({"Clustered": "Yes"}, 2.0), ({"Time": "events"}, 2.0)],
)
def test_published_years_take_a_dispersion_for_granted(
    tmp_path: Path, measure: dict[str, str], value: float
) -> None:
    store = new_store(tmp_path, (MEASURE | measure,))
    for year in ("2022/23", "2023/24"):
        give(store, f"{year} academic", (64, 75, 68, 170, 71, 83))
    found = of(store, at("2025-26 Q4"), "SEARCH")
    assert (found.spread.value, found.spread.is_assumed, found.confidence) == (value, True, 0.95)
    assert ("to vary twice as much as single events" in full(found)) == (value == 2)


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
