"""Both looks' colours are legible: WCAG 2.2 AA contrast, computed from the settings themselves."""

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from escp_data.drawing import EDGE, INK, NAVY, PALE_BLUE, PAPER
from escp_data.evidence.measure_charts import BLUE, PALE, SIGNAL_INK
from escp_data.rag import DARK, LOOKS, NO_UPDATE

SETTINGS = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEME: dict[str, Any] = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["theme"]
PARTS = SETTINGS.parent.parent / "pages" / "parts"
STYLE = (PARTS / "style.css").read_text(encoding="utf-8")
CHARTS = (PARTS / "dark.css").read_text(encoding="utf-8")
STATES = ["red", "orange", "green", "blue", "gray"]
IN_EACH = ["light", "dark"]
SURFACES = ["backgroundColor", "secondaryBackgroundColor"]
PAGE = {look: THEME[look]["backgroundColor"] for look in IN_EACH}
JUDGED = {rag: look for rag, look in LOOKS.items() if look.theme != "gray"}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def surfaces(look: str) -> set[str]:
    """What words may stand on: the page and its fields, the menu and its fields."""
    both = (THEME[look], THEME[look]["sidebar"])
    return {part[surface] for part, surface in product(both, SURFACES)}


def drawn(colour: str, how: str = "fill") -> tuple[str, str]:
    """What the style sheet makes of a chart's colour: the light look's, and the dark one's."""
    rule = rf'\[{how}="{colour}"\](?::not\([^)]*\))? {{ {how}: light-dark\((#\w+), (#\w+)\); }}'
    found = re.search(rule, CHARTS)
    assert found is not None, colour
    return found[1], found[2]


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_both_looks_set_the_same_colours() -> None:
    light, dark = ({*THEME[look], *THEME[look]["sidebar"]} for look in IN_EACH)
    assert light == dark
    assert "base" not in THEME


@pytest.mark.parametrize("look", IN_EACH)
@pytest.mark.parametrize("state", STATES)
def test_text_of_a_state_is_legible_on_its_background(state: str, look: str) -> None:
    theme = THEME[look]
    assert contrast(theme[f"{state}TextColor"], theme[f"{state}BackgroundColor"]) >= 4.5
    assert contrast(theme[f"{state}TextColor"], theme["backgroundColor"]) >= 4.5


def test_the_theme_has_the_colours_of_each_rag() -> None:
    """Grey stands for two, neither of them judged; its own shade is that of quiet text."""
    assert {look.theme: look.fill for look in JUDGED.values()} == {
        state: THEME["light"][f"{state}Color"] for state in STATES if state != "gray"
    }
    assert THEME["light"]["textColor"] == DARK


@pytest.mark.parametrize("rag", LOOKS)
def test_a_letter_on_a_rag_is_legible(rag: str) -> None:
    """White on every state but amber and the two that nobody judged, which take dark text."""
    look = LOOKS[rag]
    assert contrast(look.ink, look.fill) >= 4.5
    assert contrast(look.ink, look.on_dark) >= 4.5


@pytest.mark.parametrize("rag", LOOKS)
def test_a_rag_stands_out_from_a_dark_page(rag: str) -> None:
    assert contrast(LOOKS[rag].on_dark, PAGE["dark"]) >= 3


def test_a_filled_red_is_that_of_the_theme_and_legible() -> None:
    """The style sheet knows a red badge by its background, in either look."""
    pale = [
        ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        for colour in (THEME[look]["redBackgroundColor"] for look in IN_EACH)
    ]
    rule = STYLE.partition(f':is([style*="rgb({pale[0]})"], [style*="rgb({pale[1]})"])')[2]
    fill, letters = re.findall(r"color: (#\w+)", rule)[:2]
    assert fill.upper() == THEME["light"]["redColor"]
    assert contrast(letters, fill) >= 4.5


def test_where_the_keyboard_is_can_be_seen() -> None:
    """Three pixels of black around yellow; on a dark page it is the yellow that stands out."""
    outlines = set(re.findall(r"outline: (\d+)px solid ([^ ;]+)", STYLE))
    assert outlines == {("3", "#0b0c0c"), ("3", "var(--ink)")}
    for beside in ("#ffdd00", *(THEME["light"][each] for each in SURFACES)):
        assert contrast("#0b0c0c", beside) >= 3
    for beside in (THEME["dark"][each] for each in SURFACES):
        assert contrast("#ffdd00", beside) >= 3


@pytest.mark.parametrize("look", IN_EACH)
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
def test_words_are_legible(text: str, look: str) -> None:
    assert min(contrast(THEME[look][text], each) for each in surfaces(look)) >= 4.5


@pytest.mark.parametrize("look", IN_EACH)
def test_the_edge_of_a_field_can_be_seen(look: str) -> None:
    edge = THEME[look]["borderColor"]
    assert min(contrast(edge, THEME[look][each]) for each in SURFACES) >= 3


@pytest.mark.parametrize("look", IN_EACH)
def test_a_line_in_a_chart_can_be_seen(look: str) -> None:
    colours = THEME[look]["chartCategoricalColors"]
    assert min(contrast(colour, PAGE[look]) for colour in colours) >= 3


@pytest.mark.parametrize("how", ["fill", "stroke"])
@pytest.mark.parametrize("colour", [NAVY, SIGNAL_INK, BLUE, PALE, EDGE])
def test_a_charts_marks_are_seen_in_both_looks(colour: str, how: str) -> None:
    light, dark = drawn(colour, how)
    assert light == colour.lower()
    assert contrast(light, PAGE["light"]) >= 3
    assert contrast(dark, PAGE["dark"]) >= 3


def test_a_charts_words_and_page_turn_round() -> None:
    for colour, at_least in ((INK, 4.5), (EDGE, 4.5)):
        assert contrast(drawn(colour)[1], PAGE["dark"]) >= at_least
    assert drawn(PAPER)[1].upper() == PAGE["dark"]
    assert drawn(PALE_BLUE)[0] == PALE_BLUE.lower()
    assert INK != DARK, "what is written on a RAG's own fill stays as it is"


def test_a_rags_fill_in_a_strip_is_that_of_the_whole_plan() -> None:
    """Amber is the same in both looks; a navy mark without the strip's edge is no RAG."""
    turned = {rag for rag, look in LOOKS.items() if look.fill != look.on_dark}
    assert turned == {"Red", "Green", "Complete"}
    for rag in ("Red", "Green"):
        assert drawn(LOOKS[rag].fill) == (LOOKS[rag].fill.lower(), LOOKS[rag].on_dark.lower())
    edged = f'[fill="{NAVY}"][stroke="{EDGE}"] {{ fill: light-dark({NAVY.lower()}, '
    assert edged + LOOKS["Complete"].on_dark.lower() in CHARTS
    assert LOOKS[NO_UPDATE].fill != PAPER
