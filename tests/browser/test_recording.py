"""What a meeting records, typed by a person: checked and stored as any upload's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escp_data.store.database import Store
from tests.browser.screen import axe, settled
from tests.server import Server, running


@pytest.fixture(scope="module")
def kept(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the meeting writes to."""
    return Path(shutil.copy(sample_store, tmp_path_factory.mktemp("kept") / "kept.db"))


@pytest.fixture(scope="module")
def server(kept: Path) -> Iterator[Server]:
    with running(kept) as found:
        yield found


def test_a_challenge_is_recorded_and_what_names_a_child_is_not(
    page: Page, server: Server, kept: Path
) -> None:
    before = set(Store(kept).current("challenges")["challenge_number"])
    page.goto(f"{server.url}/meetings")
    settled(page).get_by_role("button", name="Record").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Asked by (a role, never a name)").fill("Scrutineer")
    form.get_by_label("What is asked").fill("What of 943 476 5919?")
    form.get_by_role("button", name="Record it").click()
    expect(form.get_by_role("alert")).to_contain_text("NHS number", timeout=20_000)
    assert set(Store(kept).current("challenges")["challenge_number"]) == before
    assert axe(page) == []
    form.get_by_label("What is asked").fill("What did the 2 girls aged 13 say?")
    form.get_by_role("button", name="Record it").click()
    expect(form.get_by_role("alert")).to_contain_text("a small number of children", timeout=20_000)
    expect(form.get_by_text("Nothing is recorded yet.")).to_be_visible()
    assert set(Store(kept).current("challenges")["challenge_number"]) == before
    form.get_by_label("What is asked").fill("Who pays for the reviewers?")
    form.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded as upload")).to_be_visible(timeout=20_000)
    after = Store(kept).current("challenges").set_index("challenge_number")
    [new] = set(after.index) - before
    assert list(after.loc[new, ["raised_by", "question", "state"]]) == [
        "Scrutineer",
        "Who pays for the reviewers?",
        "Open",
    ]
