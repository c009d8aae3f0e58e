"""Totals over all groups, as scorecards and run charts have them."""

from pathlib import Path

import pytest

from escp_data.disproportionality.definitions import read_definitions
from escp_data.evidence.measure_totals import shown_totals
from escp_data.store.database import Store
from escp_data.suppression.series import all_totals, totals
from tests.counted import COUNCIL, MEASURE, POLICE, give, new_store

COUNT = MEASURE | {"Kind": "count"}
YEAR = {"2023-24 Q1": 12, "2023-24 Q2": 14, "2023-24 Q3": 11, "2023-24 Q4": 3}
"""The example of `suppression.totals`."""


def counts(total: int) -> dict[str, object]:
    """Counts by group that come to a total."""
    return {"Asian": 0, "Black": total - total // 2, "White": total // 2}


def told(store: Store, as_at: str | None = None, code: str = "SEARCH") -> dict[str, object]:
    """Each total that is told, or the reason why not."""
    found = totals(store, code, as_at)
    return {str(p): each.why or int(each.count) for p, each in found.items()}


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The example, its year published, and a second measure of one quarter."""
    second = COUNT | {"Code": "OTHER", "Counts": "other"}
    store = new_store(tmp_path_factory.mktemp("totals"), (COUNT, second))
    for at, (quarter, total) in enumerate(YEAR.items(), start=1):
        give(store, quarter, counts(total), day=f"2024-0{at}-01", total=total)
    give(store, "2023-24", counts(40), day="2024-06-01", total=40)
    give(store, "2024-25 Q1", counts(9), day="2024-07-01")
    give(store, "2024-25 Q1", counts(4), day="2024-07-02", code="OTHER")
    return store


def test_a_small_total_is_not_told_and_neither_is_what_a_year_would_give_it_away_by(
    quarters: Store,
) -> None:
    few = {"2023-24 Q3": "c", "2023-24 Q4": "c"}
    assert told(quarters) == YEAR | few | {"2023-24": 40, "2024-25 Q1": 9}


def test_a_day_before_shows_what_was_on_record_then(quarters: Store) -> None:
    assert told(quarters, "2024-03-31") == dict(list(YEAR.items())[:3])


def test_a_measure_that_counts_no_children_hides_nothing(quarters: Store) -> None:
    assert told(quarters, code="OTHER") == {"2024-25 Q1": 4}


def test_all_measures_together_are_told_as_each_is_alone(quarters: Store) -> None:
    for day in (None, "2024-03-31"):
        found = {code: {p: str(one) for p, one in each.items()}
                 for code, each in all_totals(quarters, day).items()}  # fmt: skip  # in two lines
        codes = ("OTHER", "SEARCH") if day is None else ("SEARCH",)
        assert found == {
            code: {p: str(one) for p, one in totals(quarters, code, day).items()} for code in codes
        }


def test_a_total_is_missing_where_a_count_is_and_no_total_was_given(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", counts(20) | {"Mixed": "x"})
    give(store, "2023-24 Q2", counts(20) | {"Mixed": "x"}, total=30)
    assert told(store) == {"2023-24 Q1": "x", "2023-24 Q2": 30}


def seen(store: Store, as_at: str | None = None) -> dict[str, object]:
    """What a scorecard shows of each quarter's total."""
    found = shown_totals(store, read_definitions(store), as_at)["SEARCH"]
    words = {"hidden": "c", "missing": "x"}
    return {str(p): words.get(each.state) or int(each.numerator) for p, each in found.items()}


def test_several_agencies_are_summed_and_none_can_work_out_a_small_rest(tmp_path: Path) -> None:
    store = new_store(tmp_path, (COUNT,))
    for quarter, own, other in (("Q1", 20, 30), ("Q2", 20, 3), ("Q3", 4, 40), ("Q4", 11, 8)):
        give(store, f"2023-24 {quarter}", counts(own), total=own)
        give(store, f"2023-24 {quarter}", counts(other), agency=POLICE, total=other)
    found = {"2023-24 Q1": 50, "2023-24 Q2": "c", "2023-24 Q3": "c", "2023-24 Q4": 19}
    assert (told(store), seen(store)) == (found, found)


def test_scorecards_show_what_is_told(quarters: Store) -> None:
    given = {period: each for period, each in told(quarters).items() if period != "2024-25 Q1"}
    assert seen(quarters) == given
    assert seen(quarters, "2024-03-31") == told(quarters, "2024-03-31")


def test_a_total_that_was_small_once_stays_hidden(tmp_path: Path) -> None:
    store = new_store(tmp_path, (COUNT,))
    give(store, "2023-24 Q1", counts(4), total=4, day="2024-01-01")
    give(store, "2023-24 Q1", counts(19), total=19, day="2024-02-01")
    for day in ("2024-01-15", None):
        assert told(store, day) == seen(store, day) == {"2023-24 Q1": "c"}


def test_a_total_that_came_late_is_not_told_beside_what_was_told_before(tmp_path: Path) -> None:
    store = new_store(tmp_path, (COUNT,))
    for day, (total, who) in enumerate(((34, COUNCIL), (6, POLICE), (5, "ICB")), start=1):
        give(store, "2023-24 Q1", counts(total), agency=who, total=total, day=f"2024-01-0{day}")
    seen_by_day = [told(store, f"2024-01-0{day}")["2023-24 Q1"] for day in (1, 2, 3)]
    assert seen_by_day == [34, 40, "c"]
