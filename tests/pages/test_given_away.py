"""A file that would give a hidden count away: what the upload desk says, and the two ways on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.audit import log
from escp_data.store.database import Store
from tests import app
from tests.pages.reading import lines, words
from tests.pages.test_upload import choose, press, uploads
from tests.suppression.test_decided import YEAR, compiled_first

STORE = "Store"
HIDE = "Store it and keep these sums hidden"
READ = "I have read which numbers could be worked out, and by whom."


@pytest.fixture
def world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Callable[..., AppTest]
) -> tuple[Store, AppTest]:
    """A store in which all agencies together are shown, and the council's own counts chosen."""
    store, content = compiled_first(tmp_path)
    monkeypatch.setenv("ESCP_DB", str(store.path))
    page = choose(open_page("upload"), ("own.xlsx", content))
    for box in page.checkbox:
        box.check()
    return store, app.run(page)


def button(page: AppTest, label: str) -> bool:
    """Whether a button of that label can be pressed."""
    [found] = [each for each in page.button if each.label == label]
    return not found.disabled


def test_what_would_be_given_away_is_said_and_stored_only_after_a_tick(
    world: tuple[Store, AppTest],
) -> None:
    store, page = world
    before = uploads(store)
    page = press(page, STORE)
    assert uploads(store) == before
    [error] = page.error
    assert words(error.value).startswith("own.xlsx was not stored. With what was shown before, ")
    said = lines(page)
    assert f"SEARCH, {YEAR}, Black: Enfield Council" in said
    assert (
        "To leave the rows out, take them out of the workbook and choose that file above." in said
    )
    assert not button(page, HIDE)
    next(box for box in page.checkbox if box.label == READ).check()
    page = app.run(page)
    assert button(page, HIDE)
    page = press(page, HIDE)
    assert uploads(store) == before + 1
    assert log(store).iloc[0][["What", "Detail"]].tolist() == [
        "Kept hidden what can no longer be protected",
        f"SEARCH, {YEAR}, Black",
    ]
    assert not page.error
