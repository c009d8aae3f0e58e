"""The table in `docs/how-will-we-know.md`, walked against the running pages.

Each of the plan's twelve promises has its evidence where the table says, in the demonstration; and
in a store that holds the plan alone, the sentence that says what is missing.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.records.demonstration import SAMPLES
from escp_data.store.database import open_store
from tests.pages.reading import lines
from tests.stores import put

Open = Callable[..., AppTest]
AGENCIES = {
    "[the council]": "Enfield Council", "[The council]": "Enfield Council",
    "[schools]": "Enfield schools",
}  # fmt: skip  # pairs share a line
"""The demonstration's names for whom the table means."""
TABLE = Path(__file__).parents[2] / "docs/how-will-we-know.md"


def rows() -> list[list[str]]:
    """The cells of the table: promise, address, what it says, what it says without evidence."""
    text = TABLE.read_text(encoding="utf-8")
    for whom, name in AGENCIES.items():
        text = text.replace(whom, name)
    found = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip("` ") for cell in row] for row in found[1:]]


def page_of(open_page: Open, address: str, **more: str) -> str:
    """All that a page says, in one text."""
    path, _, query = address.strip("/").partition("?")
    return "\n".join(lines(open_page(path, **dict(parse_qsl(query)), **more)))


def test_all_twelve_promises_are_in_the_table() -> None:
    assert [row[0].split(" ")[0] for row in rows()] == [
        *["1.1a", "1.1b", "1.1c", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4"],
    ]


def test_the_evidence_stands_where_the_table_says(open_page: Open) -> None:
    lost = {
        row[0]: row[2]
        for row in rows()
        if row[2] not in page_of(open_page, row[1], period="2025-26 Q3")
    }
    assert lost == {}


def test_without_evidence_the_gap_is_named(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "escp.db")
    put(store, (SAMPLES / "plan.xlsx").read_bytes(), "plan.xlsx")
    monkeypatch.setenv("ESCP_DB", str(store.path))
    lost = {row[0]: row[3] for row in rows() if row[3] not in page_of(open_page, row[1])}
    assert lost == {}
