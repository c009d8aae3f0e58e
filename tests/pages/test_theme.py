"""The theme's colours are legible: WCAG 2.2 AA contrast, computed from the settings themselves."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from escp_data.rag import DARK, LOOKS

SETTINGS = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEME: dict[str, Any] = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["theme"]
STYLE = (SETTINGS.parent.parent / "pages" / "parts" / "style.css").read_text(encoding="utf-8")
STATES = ["red", "orange", "green", "blue", "gray"]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("state", STATES)
def test_text_of_a_state_is_legible_on_its_background(state: str) -> None:
    assert contrast(THEME[f"{state}TextColor"], THEME[f"{state}BackgroundColor"]) >= 4.5
    assert contrast(THEME[f"{state}TextColor"], THEME["backgroundColor"]) >= 4.5


def test_the_theme_has_the_colours_of_each_rag() -> None:
    """Grey stands for two, neither of them judged; its own shade is that of quiet text."""
    judged = [look for look in LOOKS.values() if look.theme != "gray"]
    assert {look.theme: look.fill for look in judged} == {
        state: THEME[f"{state}Color"] for state in STATES if state != "gray"
    }
    assert THEME["textColor"] == DARK


@pytest.mark.parametrize("state", STATES)
def test_a_letter_on_a_state_is_legible(state: str) -> None:
    """White on every state but amber, which takes dark text."""
    letter = THEME["textColor"] if state == "orange" else "#FFFFFF"
    assert contrast(letter, THEME[f"{state}Color"]) >= 4.5


def test_a_filled_red_is_that_of_the_theme_and_legible() -> None:
    """The style sheet knows a red badge by its pale background: both name the theme's colours."""
    pale = ", ".join(str(int(THEME["redBackgroundColor"][at : at + 2], 16)) for at in (1, 3, 5))
    rule = STYLE.partition(f'[style*="rgb({pale})"]')[2]
    fill, letters = re.findall(r"color: (#\w+)", rule)[:2]
    assert fill.upper() == THEME["redColor"]
    assert contrast(letters, fill) >= 4.5


def test_where_the_keyboard_is_can_be_seen() -> None:
    """Three pixels of a colour that stands out from the page and from its own yellow."""
    outlines = re.findall(r"outline: (\d+)px solid (#\w+)", STYLE)
    assert {(width, colour) for width, colour in outlines} == {("3", "#0b0c0c")}
    for beside in ("#ffdd00", THEME["backgroundColor"], THEME["secondaryBackgroundColor"]):
        assert contrast("#0b0c0c", beside) >= 3


@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
def test_words_are_legible(text: str, surface: str) -> None:
    assert contrast(THEME[text], THEME[surface]) >= 4.5


@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
def test_the_edge_of_a_field_can_be_seen(surface: str) -> None:
    assert contrast(THEME["borderColor"], THEME[surface]) >= 3


@pytest.mark.parametrize("colour", THEME["chartCategoricalColors"])
def test_a_line_in_a_chart_can_be_seen(colour: str) -> None:
    assert contrast(colour, THEME["backgroundColor"]) >= 3
