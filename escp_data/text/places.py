"""Names of places that stand in headings and titles, kept with the sample data as the area is."""

from pathlib import Path

_NAMES = Path(__file__).parents[2] / "sample_data/published/places.txt"


def _read() -> str:
    try:
        return "|".join(_NAMES.read_text("utf-8").casefold().split("\n")).strip("|")
    except OSError:
        return "our area"


PLACES = _read()
"""As words between strokes; without the file, none but `our area`."""
