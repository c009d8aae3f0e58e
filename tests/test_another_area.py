"""The dashboard is any partnership's: the one of the samples is named in no file but theirs."""

from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).parents[1]
EVERY = (
    "dashboard.py", "escp_data", "pages", "docs", "deploy", ".streamlit", ".ci", "pyproject.toml",
    "requirements.txt", "requirements-dev.txt", "constraints.txt", "CHANGELOG.md",
    "CONTRIBUTING.md",
)  # fmt: skip  # names, as a paragraph


MEASURED = "performance.md"
"""Made by a run on the samples: it has the addresses of their agencies' pages."""


def files() -> Iterator[Path]:
    """Every file that is kept, but for the samples', their tests', what they measured, README."""
    for name in EVERY:
        place = HOME / name
        found = [place] if place.is_file() else place.rglob("*")
        kept = (each for each in found if each.is_file() and each.name != MEASURED)
        yield from (each for each in kept if "__pycache__" not in each.parts)


def test_no_file_names_the_samples_area() -> None:
    area = (HOME / "sample_data/published/area.txt").read_text("utf-8").strip().casefold()
    named = [each for each in files() if area in each.read_text("utf-8", "ignore").casefold()]
    assert [str(each.relative_to(HOME)) for each in named] == []
    assert len([*files()]) > 400
