"""The lists a mapping is corrected from: what they offer is what the reading understands."""

from pathlib import Path

import pytest

from escp_data.contract import SHEETS
from escp_data.store.database import Store, open_store
from escp_data.trackers import choices
from escp_data.trackers.mapping import LEAVE_OUT, Use


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_a_table_can_be_every_sheet_or_nothing() -> None:
    values = [choice.value for choice in choices.targets()]
    assert values[:2] == ["", "Progress"]
    assert sorted(values[1:]) == sorted(sheet.name for sheet in SHEETS)


@pytest.mark.parametrize("sheet", [sheet.name for sheet in SHEETS])
def test_every_reading_of_a_column_comes_back(sheet: str) -> None:
    readings = [choice.value for choice in choices.readings(sheet)]
    uses = [Use(0, "", **choices.use_for(reading)) for reading in readings]  # type: ignore[arg-type]  # the names carry the types
    assert [choices.reading_of(use) for use in uses] == readings


def test_periods_and_years(store: Store) -> None:
    values = [choice.value for choice in choices.periods(store)]
    assert values[:5] == ["", "Q1", "Q2", "Q3", "Q4"]
    assert {"2025-26 Q3", "2025-26", "2024/25 academic"} <= set(values)
    assert {"2025-26", "2024-25"} <= set(choices.years(store))


def test_keys_are_the_plans_refs_and_codes(store: Store) -> None:
    assert [choice.value for choice in choices.keys(store, "Progress")][:3] == ["", "1.1", "1.2"]
    assert "CLA" in [choice.value for choice in choices.keys(store, "Measure values")]
    assert [choice.value for choice in choices.keys(store, "Population")] == [""]


@pytest.mark.parametrize(
    ("sheet", "field", "offered"),
    [
        ("Progress", "rag", {"Red", "Not started", "No update"}),
        ("Progress", "impact", {"Emerging"}),
        ("Progress", "ref", {"2.3"}),
        ("Progress", "period", {"2025-26 Q3"}),
        ("Measure values", "code", {"CLA"}),
        ("Training", "agency", {"Health providers", "All agencies"}),
        ("Ethnicity counts", "ethnic_group", {"Black", "Unknown"}),
        ("Measure values", "numerator", set()),
    ],
)
def test_meanings_of_a_word(store: Store, sheet: str, field: str, offered: set[str]) -> None:
    values = [choice.value for choice in choices.meanings(store, sheet, field)]
    assert (values[0], values[-1]) == ("", LEAVE_OUT)
    assert offered <= set(values)
    assert bool(offered) == (len(values) > 2)
