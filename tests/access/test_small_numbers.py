"""The counts behind a measure: for the business unit alone, and the log says who looked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from escp_data.access.listed import BUSINESS_UNIT
from escp_data.access.people import Person
from escp_data.access.small_numbers import look
from escp_data.disproportionality import Comparison, table
from escp_data.errors import NotAllowed, NotFound
from escp_data.store.audit import log
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.counted import COUNCIL, POLICE, give, new_store

ASKED = Comparison(parse_period("2023-24 Q4"))


@pytest.fixture
def coordinator(monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setenv(BUSINESS_UNIT, "coordinator@enfield.example")
    return Person("coordinator@enfield.example", datetime.now(UTC))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_store(tmp_path)
    for quarter, black in enumerate((3, 9, 12, 4), 1):
        counts = (20, black, 30, 1_200, "c", 9)
        give(store, f"2023-24 Q{quarter}", counts, day=f"2024-0{quarter}-10")
    return store


def reveals(store: Store) -> list[tuple[str, str]]:
    entries = log(store)
    looked = entries[entries["What"] == "Looked at small numbers"]
    return list(looked[["Who", "Detail"]].itertuples(index=False, name=None))


def test_hidden_counts_are_shown_and_marked_and_the_log_says_who_looked(
    store: Store, coordinator: Person
) -> None:
    found = look(store, coordinator, ASKED, "SEARCH").set_index("Group")
    assert list(found.columns) == [
        *(f"2023-24 Q{quarter}" for quarter in (1, 2, 3, 4)),
        "Four quarters to 2023-24 Q4",
    ]
    black = list(found.loc["Black"])
    assert (black[0], black[3]) == ("3 [c]", "4 [c]")
    assert [words.removesuffix(" [c]") for words in black] == ["3", "9", "12", "4", "28"]
    assert set(found.loc["Other"]) == {"[c]"}  # hidden by its supplier: nobody here has it
    assert found.loc["White"].iloc[1] == "1,200 [c]"  # no single quarter is shown to others
    assert found.loc["White"].iloc[-1] == "4,800"
    assert reveals(store) == [(coordinator.email, "SEARCH, 2023-24 Q4, all agencies")]


def test_what_is_marked_is_what_everybody_else_does_not_see(
    store: Store, coordinator: Person
) -> None:
    found = look(store, coordinator, ASKED, "SEARCH").set_index("Group")
    shown = table(store, ASKED, ("SEARCH",)).set_index("group")
    for group in ("Asian", "Black", "Mixed", "White"):
        marked = str(found.loc[group].iloc[-1]).endswith("[c]")
        assert marked == bool(shown.loc[group, "why"] == "c")


def test_an_agency_and_a_day_are_looked_at_by_themselves(store: Store, coordinator: Person) -> None:
    give(store, "2023-24 Q4", (7, 2, 7, 7, 7, 7), agency=POLICE, day="2024-06-10")
    police = Comparison(ASKED.period, agency=POLICE)
    found = look(store, coordinator, police, "SEARCH").set_index("Group")
    assert found.loc["Black", "2023-24 Q4"] == "2 [c]"
    earlier = Comparison(ASKED.period, as_at="2024-02-20", agency=COUNCIL)
    found = look(store, coordinator, earlier, "SEARCH").set_index("Group")
    assert list(found.columns) == ["2023-24 Q1", "2023-24 Q2", "Four quarters to 2023-24 Q2"]
    assert [detail for _, detail in reveals(store)] == [
        f"SEARCH, 2023-24 Q4, {COUNCIL}",
        f"SEARCH, 2023-24 Q4, {POLICE}",
    ]


def test_nobody_else_sees_them_and_asking_leaves_no_line(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, "coordinator@enfield.example")
    now = datetime.now(UTC)
    others = (
        None,
        Person("chair@enfield.example", now),
        Person("coordinator@enfield.example", now + timedelta(days=1)),
        Person("coordinator@enfield.example".replace("o", "\N{GREEK SMALL LETTER OMICRON}"), now),
    )
    for person in others:
        with pytest.raises(NotAllowed):
            look(store, person, ASKED, "SEARCH")
    assert reveals(store) == []


def test_a_measure_that_is_not_there_is_said_so(store: Store, coordinator: Person) -> None:
    with pytest.raises(NotFound, match="No measure NONE has counts by ethnic group"):
        look(store, coordinator, ASKED, "NONE")
    assert reveals(store) == []
