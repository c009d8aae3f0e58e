"""Suppression of one measure's counts: what is hidden, and that nothing else can be had."""

import shutil
from pathlib import Path

import pytest

from escp_data.markers import Reason
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store, open_store
from escp_data.suppression.listed import KNOWN, TOTAL, others
from escp_data.suppression.series import Figure, Series, series
from escp_data.suppression.timeline import history
from escp_data.text.periods import parse_period
from tests.counted import COUNCIL, GROUPS, MEASURE, POLICE, give, give_all, new_store, plan
from tests.stores import put

YEAR = parse_period("2023/24 academic")
QUARTER = parse_period("2023-24 Q4")
COUNTS = (3, 120, 60, 200, 40, 9)
STOCK = MEASURE | {"Time": "stock"}


def shown(found: Series, period: object = YEAR, agency: str | None = None) -> dict[str, object]:
    """Each count as a whole number, or why there is none."""
    names = (*GROUPS, TOTAL, KNOWN)
    figures = {name: found.figure(agency, period, name) for name in names}  # type: ignore[arg-type]  # a Period
    return {name: each.why or int(each.count) for name, each in figures.items()}


def uploads_read(store: Store) -> set[int]:
    with store.reading() as connection:
        return {one.upload for one in history(connection).given["SEARCH"]}


def of(store: Store, as_at: str | None = None) -> Series:
    return series(store, as_at)["SEARCH"]


def test_nothing_is_hidden_where_nothing_is_small(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9))
    assert shown(of(store)) == {
        "Asian": 50, "Black": 120, "Mixed": 60, "White": 200, "Other": 40, "Unknown": 9,
        "Total": 479, KNOWN: 470,
    }  # fmt: skip  # a list in few lines
    assert of(store).figure(None, YEAR, others("Black")) == Figure(350.0, Reason.GIVEN)
    assert of(store).figure(None, YEAR, "Roma").why == "x"


def test_a_small_count_takes_others_with_it_but_spares_the_total_black_and_white(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (3, 120, 60, 200, 40, 9))
    found = shown(of(store))
    assert found["Asian"] == "c"
    assert (found["Black"], found["White"], found["Total"]) == (120, 200, 432)
    assert list(found.values()).count("c") >= 2
    everything = [found["Mixed"], found["Other"], found["Unknown"]]
    assert "c" in everything


def test_other_than_children_needs_no_hiding(tmp_path: Path) -> None:
    store = new_store(tmp_path, (MEASURE | {"Counts": "other"},))
    give(store, str(YEAR), (1, 2, 3, 4, 5, 0))
    assert "c" not in shown(of(store)).values()


def test_stocks_are_not_added_up(tmp_path: Path) -> None:
    store = new_store(tmp_path, (STOCK,))
    give_all(store, {f"2023-24 Q{q}": (50, 120, 60, 200, 40, 9) for q in (1, 2, 3, 4)})
    assert of(store).span == "one"
    assert of(store).figure(None, QUARTER, "Black") == Figure(120.0, Reason.GIVEN)
    assert of(store).figure(None, QUARTER, "Black", "four").why == "x"


def test_what_several_supply_is_shown_for_all_of_them_together_only(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9))
    assert of(store).figure(COUNCIL, YEAR, "Black").count == 120
    give(store, str(YEAR), (20, 30, 30, 40, 20, 8), agency=POLICE)
    found = of(store)
    assert found.figure(None, YEAR, "Black").count == 150
    assert [found.figure(who, YEAR, "Black").why for who in (COUNCIL, POLICE)] == ["c", "c"]


def test_what_an_agency_knows_of_itself_leaves_no_small_count_of_the_others(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 3, 60, 200, 40, 9), agency=POLICE)
    give(store, str(YEAR), (20, 30, 30, 40, 20, 8))
    assert shown(of(store))["Black"] == "c"


def test_no_single_quarter_is_shown_by_group(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for quarter in (1, 2, 3, 4):
        give(store, f"2023-24 Q{quarter}", (50, 120, 60, 200, 40, 9))
    assert of(store).figure(None, QUARTER, "Black").count == 480
    assert of(store).figure(None, QUARTER, "Black", "one").why == "x"


def test_what_all_agencies_return_together_is_theirs(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9))
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9), agency="All agencies")
    found = of(store)
    assert found.agencies == (COUNCIL,)
    assert shown(found)["Black"] == 120
    assert found.figure(COUNCIL, YEAR, "Black").why == "c"


def test_a_late_supplier_whose_part_is_small_leaves_the_window_as_it_was(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9))
    before = shown(of(store))
    give(store, str(YEAR), (20, 3, 30, 40, 20, 8), agency=POLICE)
    assert shown(of(store)) == before


def test_the_same_counts_under_two_codes_are_decided_alike(tmp_path: Path) -> None:
    store = new_store(tmp_path, (MEASURE, MEASURE | {"Code": "AGAIN"}))
    give(store, str(YEAR), COUNTS)
    give(store, str(YEAR), COUNTS, code="AGAIN")
    assert shown(series(store)["AGAIN"]) == shown(of(store))


def test_a_correction_does_not_give_away_what_was_hidden(tmp_path: Path) -> None:
    """Asian hidden beside Mixed; then Mixed is corrected: the first answer stays as it was."""
    store = new_store(tmp_path)
    give(store, str(YEAR), (3, 120, 60, 200, 40, 9), day="2024-09-01")
    before = shown(of(store))
    give(store, str(YEAR), {"Mixed": 61}, day="2024-10-01")
    assert shown(of(store, "2024-09-15")) == before
    after = shown(of(store))
    assert (after["Asian"], after["Mixed"] in ("c", 61)) == ("c", True)


def test_the_total_fills_the_gap_a_supplier_left_and_is_guarded(tmp_path: Path) -> None:
    """One count suppressed by its supplier, and the total known: the rest are not all shown."""
    store = new_store(tmp_path)
    give(store, str(YEAR), ("c", 120, 60, 200, 40, 9), total=432)
    found = shown(of(store))
    assert found["Asian"] == "c"
    assert list(found.values()).count("c") >= 3  # the known groups together, and one more
    assert {"Black": 120, "White": 200}.items() <= found.items()
    (tmp_path / "alone").mkdir()
    alone = new_store(tmp_path / "alone")
    give(alone, str(YEAR), ("c", 120, 60, 200, 40, 9))
    assert shown(of(alone))["Total"] == "c"


def test_the_same_store_gives_the_same_answer_however_often_it_is_made(tmp_path: Path) -> None:
    answers = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        store = new_store(folder)
        give_all(store, {f"2023-24 Q{q}": (3, 9, 2, 12, 1, 4) for q in (1, 2, 3, 4)})
        answers.append(shown(of(store), QUARTER))
    assert answers[0] == answers[1]


def test_decided_in_steps_is_the_same_as_decided_afresh(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for quarter in range(1, 5):
        give(store, f"2023-24 Q{quarter}", (3, 9, 2, 12, 1, 4))
        in_steps = shown(of(store), QUARTER)
    receipt = give(store, "2023-24 Q4", {"Black": 2, "White": 30})
    withdraw(store, receipt.upload_id, "A slip", "Business unit")
    assert shown(of(store), QUARTER) == in_steps
    for path in list(tmp_path.glob("counts.db*")):
        shutil.copy(path, path.with_name(path.name.replace("counts", "copy")))
    copy = Store(tmp_path / "copy.db")
    assert shown(of(copy), QUARTER) == in_steps


def test_what_is_only_said_again_alters_nothing_and_outlives_the_first_to_say_it(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    counts = (3, 120, 60, 200, 40, 9)
    first = give(store, str(YEAR), counts)
    before = shown(of(store))
    second = give(store, str(YEAR), counts, total=sum(counts))
    third = give_all(store, {str(YEAR): counts, "2022/23 academic": counts})
    assert len({first.upload_id, second.upload_id, third.upload_id}) == 3
    assert shown(of(store)) == before
    assert uploads_read(store) == {2, 4}
    withdraw(store, first.upload_id, "A slip", "Business unit")
    assert shown(of(store)) == before
    assert uploads_read(store) == {2, 3, 4}
    withdraw(store, second.upload_id, "A slip", "Business unit")
    assert shown(of(store)) == before


def test_a_store_that_changes_under_the_same_name_is_read_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9))
    assert shown(of(store))["Black"] == 120
    store.path.unlink()
    (tmp_path / "counts.db-wal").unlink(missing_ok=True)
    (tmp_path / "counts.db-shm").unlink(missing_ok=True)
    other = new_store(tmp_path)
    give(other, str(YEAR), (50, 121, 60, 200, 40, 9))
    assert shown(of(other))["Black"] == 121


def test_nothing_in_a_series_holds_a_hidden_count(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (3, 120, 60, 200, 40, 9))
    found = of(store)
    values = list(vars(found)["_figures"].values())
    assert [each for each in values if each.count == 3] == []
    assert all(each.why for each in values if each.count != each.count)


def test_what_stands_after_a_withdrawal_may_never_have_stood_before(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    receipt = give(store, str(YEAR), {"Black": 120})
    give(store, str(YEAR), {"Asian": 50, "Mixed": 60, "White": 200, "Other": 40, "Unknown": 9})
    assert shown(of(store))["Total"] == 479
    withdraw(store, receipt.upload_id, "A slip", "Business unit")
    assert shown(of(store)) == {
        "Asian": 50, "Black": "x", "Mixed": 60, "White": 200, "Other": 40, "Unknown": 9,
        "Total": 359, KNOWN: "x",
    }  # fmt: skip  # a list in few lines


def test_an_empty_store_has_no_series(empty_store: Path) -> None:
    assert series(open_store(empty_store)) == {}


@pytest.mark.parametrize("day", ["2024-01-01", "2023-01-01"])
def test_before_the_first_upload_there_is_nothing(tmp_path: Path, day: str) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9), day="2024-09-01")
    assert series(store, day) == {}


def test_a_finer_group_its_supplier_hid_takes_its_broad_group_with_it(tmp_path: Path) -> None:
    """White British is not given, but all groups come to 197: White would be 5."""
    store = new_store(tmp_path)
    fine = {"Asian": 40, "Black": 50, "Mixed": 30, "White British": "c",
            "Any other White background": 4, "Other": 60, "Unknown": 12}  # fmt: skip  # rows
    give(store, str(YEAR), fine, total=197)
    found = of(store)
    assert found.figure(None, YEAR, "White").why == "c"
    rest = [found.figure(None, YEAR, name).why for name in (TOTAL, "Unknown", others("White"))]
    assert "c" in rest
    alone = [found.figure(None, YEAR, name).why for name in ("Asian", "Black", "Mixed", "Other")]
    assert "c" in (*rest[:2], *alone)


def test_children_put_in_another_group_by_the_compiler_stay_hidden(tmp_path: Path) -> None:
    """The same total, four more White and four fewer Black: the window stays as it was shown."""
    store = new_store(tmp_path)
    give(store, str(YEAR), (61, 7, 30, 240, 75, 19))
    before = shown(of(store))
    give(store, str(YEAR), (61, 3, 30, 244, 75, 19), agency="All agencies")
    assert shown(of(store)) == before


def test_a_measure_that_ever_counted_children_hides_small_numbers_on_every_day(
    tmp_path: Path,
) -> None:
    other = MEASURE | {"Counts": "other"}
    store = new_store(tmp_path, (other,))
    give(store, str(YEAR), COUNTS, day="2024-01-10")
    assert shown(of(store))["Asian"] == 3
    put(store, plan((MEASURE,)), "plan 2.xlsx", "2024-02-10")
    days = ("2024-01-15", "2024-02-15", None)
    hidden = [shown(of(store, day)) for day in days]
    assert [each["Asian"] for each in hidden] == ["c", "c", "c"]
    assert hidden[0] == hidden[1]
    put(store, plan((other | {"Measure": "Searches again"},)), "plan 3.xlsx", "2024-03-10")
    assert shown(of(store)) == hidden[0]


def test_what_was_seen_of_a_measure_before_it_counted_children_hides_nothing_new(
    tmp_path: Path,
) -> None:
    """All but the new count of 2 were seen when small numbers showed: the totals must go."""
    store = new_store(tmp_path, (MEASURE | {"Counts": "other"},))
    give(store, str(YEAR), (1, 54, 1, 33, 0, 41))
    put(store, plan((MEASURE,)), "plan 2.xlsx")
    give(store, str(YEAR), {"Mixed": 2})
    found = shown(of(store))
    assert (found["Mixed"], found[TOTAL], found[KNOWN]) == ("c", "c", "c")


def test_a_return_dated_before_the_same_one_stands_from_its_own_day_on(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9), day="2024-06-01")
    give(store, str(YEAR), (50, 120, 60, 200, 40, 9), day="2024-01-01", total=479)
    assert shown(of(store, "2024-03-01"))["Black"] == 120
