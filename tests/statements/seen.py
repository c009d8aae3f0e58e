"""What a page's rows say to a reader, for tests that two pages read the same."""

from collections.abc import Mapping
from typing import Any

from tests.scenarios import Partnership, whole


def as_read(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of a page, with only what is there of others' reports: a blank is not drawn."""
    beside = {
        each.agency: {name: value for name, value in each.values.items() if value is not None}
        for each in row["beside"]
    }
    return {str(name): value for name, value in row.items()} | {"beside": beside}


def page(base: Partnership, name: str, plan: str | None = None) -> dict[str, dict[str, str]]:
    """A quarter's page as it reads."""
    return whole({ref: as_read(row) for ref, row in base.page(name, plan).items()})
