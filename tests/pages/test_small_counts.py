"""A small count of children, uploaded on the page, is nowhere in what the page then shows.

Everything is done twice: where the counts are 3, and where they are 4. Every element that is sent
to a browser (tables and charts decoded) and every download must be the same. In a browser, with
all that its server says, it is done by hand: `tests/browser/small_counts_in_full.py`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store, open_store
from tests import app, sentinel
from tests.pages.conftest import Downloads
from tests.pages.test_upload import choose, look, open_all_folds, press, states
from tests.sentinel import PERIODS, cells, lasting
from tests.stores import put

Open = Callable[..., AppTest]
PATHS = (
    *("", "priority-1", "voice", "assurance", "meeting", "meetings", "papers", "actions"),
    *("measures", "children", "training", "reviews"),
    *("disproportionality", "returns", "agency-metropolitan-police", "methods", "about"),
)
EFFECTS = ("new", "rag", "emptied", "words", "values", "filled", "hidden", "few")
LISTED = ("Problems",)
"""What is compared of a marked copy: the rest of it is the agency's own workbook."""


def leaves(message: Message) -> Iterator[str]:
    """Every text and number in a message, tables decoded, in order."""
    for field, value in message.ListFields():
        for item in value if field.is_repeated else [value]:
            if isinstance(item, Message):
                yield from leaves(item)
            elif isinstance(item, bytes):
                frame = convert_arrow_bytes_to_pandas_df(item)
                told = [*frame.columns, *frame.index, *frame.to_numpy().ravel()]
                yield from (lasting(str(each).replace("\\", "")) for each in told)
            else:
                yield f"{field.name}: {lasting(str(item))}"


def sent(page: AppTest) -> set[Any]:
    """Each element of a page, in all that it says."""
    protos = (node.proto for node in app.nodes(page._tree))
    return {tuple(leaves(proto)) for proto in protos if isinstance(proto, Message)}


def told(name: str, content: bytes) -> set[Any]:
    """What a download says: a line of text, or a cell, each."""
    if name.endswith(".csv"):
        return {(name, line) for line in lasting(content.decode("utf-8-sig")).splitlines()}
    every = cells(content)
    return {(name, *cell) for cell in every if cell[0] in LISTED or not name.startswith("marked-")}


def store_with(folder: Path, small: int) -> Store:
    """The plan and three returns; the one with small counts is yet to come."""
    folder.mkdir()
    store = open_store(folder / "escp.db")
    put(store, sentinel.plan_of(), "plan.xlsx", "2024-04-01")
    for period, day in zip((*PERIODS[:2], PERIODS[3]), ("07-10", "10-10", "12-31"), strict=True):
        put(store, sentinel.returned(period, small), f"{period}.xlsx", f"2024-{day}")
    return store


def upload(page: AppTest, small: int) -> set[Any]:
    """A quarter with small counts, one that corrects it, one with mistakes, a tracker; stored."""
    contents = {
        "quarter.xlsx": sentinel.returned(PERIODS[2], small),
        "revised.xlsx": sentinel.later(small),
        "broken.xlsx": sentinel.broken(small),
        "tracker.xlsx": sentinel.tracker(small),
    }
    seen = sent(choose(page, *contents.items()))
    for _ in ("quarter", "revised"):
        for name in states(page):
            seen |= sent(open_folds(look(page, name), contents.get(name, b"")))
            for box in page.checkbox:
                box.check()
            app.run(page)
        seen |= sent(press(page, "Store"))
    return seen


def open_folds(page: AppTest, content: bytes) -> AppTest:
    """Open all that a file would change."""
    return open_all_folds(page, content, EFFECTS)


def look_everywhere(open_page: Open, downloads: Downloads, small: int) -> set[Any]:
    """Upload, and then see and download whatever there is."""
    seen = upload(open_page("upload"), small)
    seen |= sent(open_page("history", upload="5"))
    for path in PATHS:
        seen |= sent(open_page(path, period=PERIODS[2]))
    for code in ("HELD", "STRIP"):
        seen |= sent(open_page("measures", period=PERIODS[2], measure=code))
    seen |= sent(open_page("disproportionality", as_at="2024-12-31"))
    for name, make in downloads.items():
        if name.endswith(".docx"):
            continue  # `tests/papers/test_hidden.py` compares each part of each paper
        if name not in ("quarter.xlsx", "revised.xlsx"):  # the file as it was sent
            seen |= told(name, make())
    return seen


def test_what_is_sent_is_the_same_whether_it_is_three_or_four(
    open_page: Open, downloads: Downloads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for small in (3, 4):
        downloads.clear()
        store = store_with(tmp_path / str(small), small)
        monkeypatch.setenv("ESCP_DB", str(store.path))
        seen.append(look_everywhere(open_page, downloads, small))
    three, four = seen
    assert three ^ four == set()
    said = {leaf for part in three for leaf in part}
    assert any("Stored just now as upload 6" in leaf for leaf in said)
    assert any("[c]" in leaf for leaf in said)
    assert any("12.2" in leaf for leaf in said)
