"""Rows of Voice for tests: one thing said, with what a test is about."""

from typing import Any

from tests.scenarios import C

HEARD = {"Heard by": "The group", "Heard on": "20/11/2025"}


def said(theme: str, **more: Any) -> dict[str, Any]:
    """Something twelve children said to the council on 14 November 2025 (Q3) about 2.1."""
    row = {
        "Date": "14/11/2025", "Ref": "2.1", "Agency": C, "Children involved": 12, "Theme": theme,
        "What children said": f"About {theme}",
    }  # fmt: skip  # pairs share a line
    return row | {name.replace("_", " "): value for name, value in more.items()}
