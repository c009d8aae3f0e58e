"""The record of totals, gone through upload by upload, says what the store says at each moment."""

from pathlib import Path
from random import Random

import pytest

from escp_data.contract import ALL_AGENCIES
from escp_data.evidence import measure_seen
from escp_data.evidence.measure_cells import Cells, cells_of
from escp_data.evidence.measure_rows import OnRecord, rows_ever
from escp_data.evidence.measure_seen import past_of
from escp_data.records.uploads import reinstate, withdraw
from escp_data.store.database import Store
from escp_data.suppression.timeline import events
from tests.counted import COUNCIL, POLICE, new_store
from tests.evidence.test_measure_seen import BASE, QS, upload
from tests.stores import put, return_workbook
from tests.workbooks import bare_workbook


def test_the_replay_says_what_the_store_says(tmp_path: Path) -> None:
    store = new_store(tmp_path, [BASE])
    first = upload(store, (QS[0], 12), (QS[1], 9))
    upload(store, (QS[0], 7, POLICE), (QS[1], 8), Denominator=30)
    hides = [{"Code": "M1", "Period": QS[1], "Agency": COUNCIL, "Numerator": "c"}]
    put(store, return_workbook("2025-26 Q4", "All agencies", Measure_values=hides))
    agreed(store)
    withdraw(store, first, "wrong", "x")
    agreed(store)
    reinstate(store, first, "right", "x")
    agreed(store)
    cover = {"Period": "2025-26 Q4", "Agency": "All agencies"}
    row = {"Code": "M1", "Period": QS[0], "Agency": POLICE, "Numerator": 9}
    parting = put(store, bare_workbook(cover, Measure_values=[row | {"Denominator": 40}]))
    put(store, bare_workbook(cover, Measure_values=[row]))
    withdraw(store, parting.upload_id, "wrong", "x")
    agreed(store)


def agreed(store: Store) -> None:
    """Gone through upload by upload, the record is at each moment what the store says it was."""
    with store.reading() as connection:
        every, rows = events(connection), rows_ever(connection)["M1"]
    bearing = [event for event in every if event.upload in {row.upload for row in rows}]
    found, standing, was = OnRecord(rows), set[int](), ""
    for event, frame in zip(bearing, store.states("measure_values"), strict=False):
        (standing.add if event.stands else standing.discard)(event.upload)
        changed = found.take(event.upload, standing)
        stored = cells_of(frame).get("M1", {})
        blank = {p: {a: c._replace(note="") for a, c in each.items()} for p, each in stored.items()}
        assert said(found.cells) == said(blank)
        now = said(found.cells, numbers=True)
        assert changed is (now != was)
        was = now
    assert past_of(store).of_children == {"M1"}


def said(cells: Cells, *, numbers: bool = False) -> str:
    """Every cell in words, in order; or its numbers, and whether all agencies' is the newest."""
    by_period = [(str(period), sorted(cells[period].items())) for period in sorted(cells)]
    if not numbers:
        return repr(by_period)
    newest = {period: max(each.upload for _, each in own) for period, own in by_period}
    return repr(
        [
            (period, agency, cell[1:], agency == ALL_AGENCIES and cell.upload == newest[period])
            for period, own in by_period
            for agency, cell in own
        ]
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_only_repeats_what_was_said_need_not_be_read_again(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Definitions and agencies, said again, changed and taken back, in any order."""
    random, store = Random(seed), new_store(tmp_path, [BASE])
    cover = {"Period": "2025-26 Q4", "Agency": "All agencies"}
    sent: list[int] = []
    gone: set[int] = set()
    for _ in range(16):
        sheets: dict[str, list[dict[str, object]]] = random.choice(
            [
                {"Measures": [{**BASE, "Counts": random.choice(["children", "other"])}]},
                {"Agencies": [{"Agency": "The Council", "Also known as": COUNCIL}]},
                {"Agencies": [{"Agency": "The Council", "Also known as": "Nobody"}]},
                {"Measure_values": [
                    {"Code": "M1", "Period": period, "Agency": agency,
                     "Numerator": random.choice([3, 8, 9, 20])}
                    for period in (*QS, "2024-25")
                    for agency in (COUNCIL, POLICE)
                    if random.random() < 0.7
                ] or [{"Code": "M1", "Period": QS[0], "Agency": POLICE, "Numerator": 7}]},
            ]
        )  # fmt: skip  # a row in few lines
        if sent and random.random() < 0.3:
            upload = random.choice(sent)
            (reinstate if upload in gone else withdraw)(store, upload, "wrong", "x")
            gone ^= {upload}
            continue
        sent.append(put(store, bare_workbook(cover, **sheets)).upload_id)
    found = past_of(store)
    everything = "SELECT id FROM uploads"
    monkeypatch.setattr(
        measure_seen, "saying_anew", lambda c, _: {n for (n,) in c.execute(everything)}
    )
    measure_seen._past.cache_clear()
    assert past_of(store) == found
    assert len({str(each) for each in found._shown["M1"]}) > 2


@pytest.mark.parametrize("seed", range(6))
def test_the_replay_says_what_the_store_says_of_any_history(tmp_path: Path, seed: int) -> None:
    random, store = Random(seed), new_store(tmp_path, [BASE])
    cover = {"Period": "2025-26 Q4", "Agency": "All agencies"}
    sent: list[int] = []
    gone: set[int] = set()
    for _ in range(14):
        if sent and random.random() < 0.4:
            upload = random.choice(sent)
            (reinstate if upload in gone else withdraw)(store, upload, "wrong", "x")
            gone ^= {upload}
            continue
        bottoms = random.random() < 0.5
        rows = [
            {"Code": "M1", "Period": period, "Agency": agency,
             "Numerator": random.choice([8, 9, 9, "c", "x"])}
            | ({"Denominator": random.choice([30, 40, "c", None])} if bottoms else {})
            for period in QS[:2]
            for agency in (COUNCIL, POLICE, ALL_AGENCIES)
            if random.random() < 0.6
        ]  # fmt: skip  # a row in few lines
        if rows:
            sent.append(put(store, bare_workbook(cover, Measure_values=rows)).upload_id)
    agreed(store)
