"""A hidden count is in no part of any paper: XML, chart, picture, list of figures or data pack.

Everything is made twice: where three small counts are 3, and where they are 4. But for hashes and
times, every part of every file must be the same, a picture to its last byte.
"""

from pathlib import Path

import pytest

from escp_data.papers.data_pack import data_pack
from escp_data.papers.shelf import SHELF
from escp_data.store.database import Store, open_store
from tests.papers.reading import parts, texts
from tests.sentinel import PERIODS, cells, lasting, plan_of, returned
from tests.stores import put, view

MADE = {each.name: each.make for each in SHELF}


def with_small(folder: Path, small: int) -> Store:
    """The sentinel plan and its returns, with this many children in three places."""
    store = open_store(folder / f"{small}.db")
    put(store, plan_of(), "plan.xlsx", "2024-04-01")
    for number, period in enumerate(PERIODS, start=1):
        put(store, returned(period, small), f"{period}.xlsx", f"2025-0{number}-10")
    return store


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    folder = tmp_path_factory.mktemp("sentinel")
    return with_small(folder, 3), with_small(folder, 4)


@pytest.mark.parametrize(
    ("name", "quarter", "marked"),
    [
        ("Quarterly paper", PERIODS[2], True),
        ("Annual report", PERIODS[3], True),
        ("Inspector's pack", PERIODS[2], False),
    ],
)
def test_no_part_of_a_paper_tells_it(
    stores: tuple[Store, Store], name: str, quarter: str, marked: bool
) -> None:
    made = [MADE[name](store, view(quarter)) for store in stores]
    assert any("[c]" in text for text in texts(made[0])) is marked
    three, four = map(parts, made)
    assert list(three) == list(four)
    differing = [
        part
        for part, held in three.items()
        if (held != four[part] if part.endswith(".png") else
            lasting(held.decode()) != lasting(four[part].decode()))
    ]  # fmt: skip  # one question
    assert differing == []


@pytest.mark.parametrize("quarter", PERIODS[2:])
def test_no_cell_of_the_pack_tells_it(stores: tuple[Store, Store], quarter: str) -> None:
    three, four = (cells(data_pack(store, view(quarter))) for store in stores)
    assert [each for each in three if each[2] == "[c]"]
    assert [pair for pair in zip(three, four, strict=True) if pair[0] != pair[1]] == []
