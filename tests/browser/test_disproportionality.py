"""Disproportionality in a browser: verdicts above the fold, charts drawn, filters in the link."""

from collections.abc import Callable
from urllib.parse import quote_plus

from playwright.sync_api import Page, expect

from tests.browser.screen import picture

Visit = Callable[..., Page]
PLANS = "disproportionality?measure=" + quote_plus("Child protection plans by ethnicity")
# The words that a chart draws, wherever they stand in it.
DRAWN = """
() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')]
    .map(svg => [...svg.querySelectorAll('text')].map(text => text.textContent))
"""


def drawn(page: Page) -> list[list[str]]:
    """Each chart's words, once all of them are drawn."""
    expect(page.locator('[data-testid="stVegaLiteChart"] svg')).to_have_count(3)
    found: list[list[str]] = page.evaluate(DRAWN)
    return found


def test_verdicts_are_above_the_fold_and_charts_draw_what_is_known(visit: Visit) -> None:
    """Groups, ratios and the basis on the face of each; words for the ear; data in words."""
    page = visit("disproportionality")
    row = page.get_by_role("row").filter(has_text="Emergency visits after an assault").first
    place = row.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= 768
    visit(PLANS)
    plot, panels, stages = drawn(page)
    assert {"Asian", "Black", "Mixed", "White", "Other", "compared with"} <= set(plot)
    assert {"0.5", "1", "2"} <= set(plot)
    assert {"Asian", "Black", "Mixed", "Other", "2023-24 Q4", "2025-26 Q3"} <= set(panels)
    assert "Assessments byethnicity" in stages  # on two lines
    for words in (plot, panels, stages):
        face = "".join(words).replace(" ", "")  # lines of a heading follow without a space
        assert "Pupilsinstate-fundedschools,schoolyear2024/25" in face
        assert "Illustrativesample" in face
    loud = page.locator('svg [role="graphics-symbol"]:not([aria-roledescription*="title"])')
    assert loud.count() == 0
    picture(page, "disproportionality-whole", whole=True)
    heads = (["Group", "Ratio"], ["Group", "Period", "Ratio"],
             ["Stage", "Against the population", "Against the stage before"])  # fmt: skip  # rows
    for at, names in enumerate(heads):
        page.get_by_role("button", name="Show data").nth(at).dispatch_event("click")
        page.get_by_test_id("stDataFrame").scroll_into_view_if_needed()
        shown = page.get_by_test_id("stDataFrame").locator("th")
        expect(shown.last).to_have_text(names[-1])
        assert [words for words in shown.all_text_contents() if words] == names
        page.get_by_role("button", name="Show chart").dispatch_event("click")
        drawn(page)
