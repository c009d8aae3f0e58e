"""What a meeting records, typed by a person: checked and stored as any upload's."""

from playwright.sync_api import Page, expect

from escp_data.store.database import Store
from tests.browser.conftest import Kept
from tests.browser.screen import axe, settled


def test_a_challenge_is_recorded_and_what_names_a_child_is_not(page: Page, kept: Kept) -> None:
    before = set(Store(kept.path).current("challenges")["challenge_number"])
    page.goto(f"{kept.url}/meetings")
    settled(page).get_by_role("button", name="Record").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Asked by (a role, never a name)").fill("Scrutineer")
    form.get_by_label("What is asked").fill("What of 943 476 5919?")
    form.get_by_role("button", name="Record it").click()
    expect(form.get_by_role("alert")).to_contain_text("NHS number", timeout=20_000)
    assert set(Store(kept.path).current("challenges")["challenge_number"]) == before
    assert axe(page) == []
    form.get_by_label("What is asked").fill("What did the 2 girls aged 13 say?")
    form.get_by_role("button", name="Record it").click()
    expect(form.get_by_role("alert")).to_contain_text("a small number of children", timeout=20_000)
    expect(form.get_by_text("Nothing is recorded yet.")).to_be_visible()
    assert set(Store(kept.path).current("challenges")["challenge_number"]) == before
    form.get_by_label("What is asked").fill("Who pays for the reviewers?")
    form.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded as upload")).to_be_visible(timeout=20_000)
    after = Store(kept.path).current("challenges").set_index("challenge_number")
    [new] = set(after.index) - before
    assert list(after.loc[new, ["raised_by", "question", "state"]]) == [
        "Scrutineer",
        "Who pays for the reviewers?",
        "Open",
    ]
