"""A renamed agency's counts: nothing is shown or hidden by a rename that was not before it."""

from pathlib import Path

import pytest

from escp_data.markers import Reason
from escp_data.records.upkeep import verify
from escp_data.records.uploads import reinstate, withdraw
from escp_data.store.database import Store
from escp_data.suppression.series import Figure, series, totals
from escp_data.text.periods import parse_period
from tests.counted import COUNCIL, POLICE, give, new_store
from tests.stores import put
from tests.workbooks import workbook

NEW = "Newer Council"
BEFORE = ("2023-24 Q1", "2023-24 Q2", "2023-24 Q3", "2023-24 Q4", "2024-25 Q1")
AFTER = ("2024-25 Q2", "2024-25 Q3")
SMALL, MORE = (3, 12, 7, 20, 1, 9), (12, 30, 7, 41, 2, 9)
Shown = dict[tuple[object, ...], str]


def register(store: Store, name: str, also: str = "") -> int:
    """A row of Agencies."""
    row = {"Agency": name, "Type": "Safeguarding partner", "Also known as": also}
    cover = {"Period": "2025-26 Q1", "Agency": "All agencies"}
    return put(store, workbook(cover, Agencies=[row])).upload_id


def shown(store: Store, as_at: str | None = None) -> Shown:
    """Every figure that may be asked for and every total, under the agency's first name."""
    found = {
        tuple(COUNCIL if each == NEW else each for each in name): said(figure)
        for name, figure in vars(series(store, as_at)["SEARCH"])["_figures"].items()
    }
    return found | {(p,): said(each) for p, each in totals(store, "SEARCH", as_at).items()}


def said(figure: Figure) -> str:
    return f"{figure.count:g}{figure.why}"


def steps(store: Store, later: str, *, others: bool) -> list[Shown]:
    """What is shown after each upload, the agency being known as `later` half-way."""
    found = []
    for at, period in enumerate((*BEFORE, *AFTER)):
        if at == len(BEFORE):
            before = shown(store)
            register(store, later, COUNCIL if later != COUNCIL else "")
            assert shown(store) == before
        give(store, period, (SMALL, MORE)[at % 2], agency=COUNCIL if at < len(BEFORE) else later)
        if others:
            give(store, period, (MORE, SMALL)[at % 3 == 0], agency=POLICE)
        found.append(shown(store))
    give(store, BEFORE[-1], (4, 13, 7, 25, 1, 9), agency=later)
    return [*found, shown(store)]


@pytest.mark.parametrize("others", [False, True])
def test_with_a_rename_the_same_is_shown_and_hidden_after_each_upload(
    tmp_path: Path, *, others: bool
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "renamed").mkdir()
    kept, renamed = new_store(tmp_path / "kept"), new_store(tmp_path / "renamed")
    assert steps(renamed, NEW, others=others) == steps(kept, COUNCIL, others=others)
    assert verify(renamed) == verify(kept)
    agencies = series(renamed)["SEARCH"].agencies
    assert agencies == ((POLICE, NEW) if others and POLICE < NEW else (NEW, POLICE)[: 1 + others])


def test_a_rename_taken_back_moves_nothing_that_was_decided(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for period in BEFORE:
        give(store, period, MORE)
    rename = register(store, NEW, COUNCIL)
    for period in AFTER:
        give(store, period, SMALL, agency=NEW)
    before, checked = shown(store), verify(store)
    withdraw(store, rename, "wrong", "x")
    assert (shown(store), verify(store)) == (before, checked)
    reinstate(store, rename, "right", "x")
    assert (shown(store), verify(store)) == (before, checked)


def test_two_that_both_gave_counts_stay_two_when_one_takes_the_others_name(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for period in BEFORE:
        give(store, period, MORE)
        give(store, period, MORE, agency=POLICE)
    before = shown(store)
    register(store, POLICE, COUNCIL)
    assert shown(store) == before
    assert series(store)["SEARCH"].agencies == (COUNCIL, POLICE)


def test_where_both_names_stand_for_a_quarter_nobody_knows_which_is_meant(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for period in BEFORE[:3]:
        give(store, period, MORE)
    wrong = give(store, BEFORE[3], MORE).upload_id
    register(store, NEW, COUNCIL)
    withdraw(store, wrong, "wrong", "x")
    give(store, BEFORE[3], (13, 31, 8, 42, 9, 9), agency=NEW)
    year = parse_period(BEFORE[3])
    assert series(store)["SEARCH"].figure(None, year, "Black").count == 121
    reinstate(store, wrong, "right", "x")
    assert series(store)["SEARCH"].figure(None, year, "Black").why == Reason.MISSING
