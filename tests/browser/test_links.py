"""The address is the state of the view: sent, gone back to, carried from page to page."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import clear
from tests.browser.screen import axe, settled

Visit = Callable[..., Page]


def query(page: Page) -> dict[str, list[str]]:
    """What the address says after its question mark."""
    return parse_qs(urlsplit(page.url).query)


def expect_heading(page: Page, words: str) -> None:
    """Wait until a heading says this."""
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def choose(page: Page, label: str, option: str) -> Page:
    """Choose an option as a person does."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    return settled(page)


def reading(page: Page) -> str:
    """All that the page's main part says."""
    return page.locator("[data-testid=stMain]").inner_text()


def test_a_link_shows_somebody_else_the_same(visit: Visit) -> None:
    """Somebody else: the browser remembers nothing of the one who sent it."""
    page = choose(visit("actions"), "Quarter", "July to September 2025 (Q2)")
    page.get_by_role("button", name="■ Red", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 Red")
    page.wait_for_url("**rag=Red*")
    wanted = {
        "period": ["2025-26 Q2"],
        "compared": ["The quarter before"],
        "rag": ["Red"],
    }
    assert {name: query(page).get(name) for name in wanted} == wanted
    sent, read = page.url, reading(settled(page))
    clear(page)
    page.goto(sent)
    assert reading(settled(page)) == read


def test_the_menu_keeps_the_quarter_and_one_click_is_one_step_back(visit: Visit) -> None:
    page = visit("?period=2024-25+Q2&compared=2023-24+Q2")
    steps = [
        ("2.3 Partnership workshops", "/priority-2"),
        ("Actions", "/actions"),
        ("At a glance", "/glance"),
    ]
    before = page.evaluate("history.length")
    seen = [page.url]
    for name, path in steps:
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page).to_have_url(re.compile(rf"{path}\?"))
        seen.append(settled(page).url)
        said = query(page)
        assert (said["period"], said["compared"]) == (["2024-25 Q2"], ["2023-24 Q2"])
    assert page.evaluate("history.length") == before + len(steps)
    for url in reversed(seen[:-1]):
        page.go_back()
        assert settled(page).url == url
    expect(page.get_by_text("Data to 30 September 2024")).to_be_visible()
    expect(
        page.get_by_role("heading", name="What changed since July to September 2023")
    ).to_be_visible()


def test_a_link_opened_in_a_new_tab_shows_the_same_quarter_and_day(visit: Visit) -> None:
    page = visit("about?period=2024-25+Q1&compared=2023-24+Q1&as_at=2024-08-01")
    link = page.get_by_role("link", name="At a glance", exact=True)
    with page.context.expect_page() as opened:
        link.click(button="middle")
    other = opened.value
    expect(other.get_by_text("at the end of 1 August 2024, not as it is today")).to_be_visible()
    expect(other.get_by_text("Data to 30 June 2024")).to_be_visible()
    expect(
        other.get_by_role("heading", name="What changed since April to June 2023")
    ).to_be_visible()
    other.close()


def test_the_menu_shows_all_of_a_priority_again_and_back_restores_what_was(visit: Visit) -> None:
    page = visit("priority-2?action=2.1")
    cards = page.get_by_role("heading", name=re.compile(r"^2\.\d "))
    expect(cards).to_have_count(1)
    page.get_by_role("link", name="2 Physical abuse", exact=True).click()
    expect(cards).to_have_count(3)
    assert "action" not in query(settled(page))
    choose(page, "Quarter", "July to September 2024 (Q2)")
    expect(page.get_by_text("Data to 30 September 2024").first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Data to 31 December 2025").first).to_be_visible()
    assert query(settled(page))["period"] == ["2025-26 Q3"]
    expect(cards).to_have_count(3)
    page.go_back()
    expect(cards).to_have_count(1)


def test_a_newer_quarter_is_a_click_away_and_back(visit: Visit) -> None:
    page = visit("actions?period=2025-26+Q1&compared=The+quarter+before&rag=Red")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("1 Red")
    page.get_by_role("link", name="A newer quarter, October to December 2025, is here").click()
    expect(heading).to_have_text("2 Red")
    assert (query(settled(page))["period"], query(page)["rag"]) == (["2025-26 Q3"], ["Red"])
    page.go_back()
    expect(heading).to_have_text("1 Red")


def test_an_address_without_a_page_says_so_in_plain_words(visit: Visit) -> None:
    page = visit("prioritty-2?period=2025-26+Q2")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert axe(settled(page)) == []
    page.get_by_role("link", name="Go to the first page").click()
    expect(
        page.get_by_role("heading", name="What changed since April to June 2025")
    ).to_be_visible()
