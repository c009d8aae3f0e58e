"""A file that would give a hidden count away: what the upload desk says, and the two ways on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.audit import log
from escp_data.store.database import Store
from tests import app
from tests.counted import COUNCIL, give, new_store
from tests.pages.reading import lines, words
from tests.pages.test_small_counts import open_folds, sent
from tests.pages.test_upload import choose, look, press, uploads
from tests.stores import return_workbook
from tests.suppression.test_decided import YEAR, compiled_first
from tests.suppression.test_guesses import COUNTS, QUARTER, sheets

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


@pytest.mark.parametrize("kind", ["both", "compiled"])
def test_the_page_says_the_same_of_each_guess_at_a_hidden_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Callable[..., AppTest], kind: str
) -> None:
    store = new_store(tmp_path)
    give(store, QUARTER, COUNTS, total=sum(COUNTS))
    monkeypatch.setenv("ESCP_DB", str(store.path))
    said = []
    for guess in (2, 3, 7):
        content = return_workbook(QUARTER, COUNCIL, **sheets(guess)[kind])
        page = choose(open_page("upload"), ("guess.xlsx", content))
        said.append(sent(page) | sent(open_folds(look(page, "guess.xlsx"), content)))
    assert said[0] == said[1] == said[2]
