"""Quotes from small groups show neither agency nor day: in files to read and in change lists."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.filters import Filters
from escp_data.records.changes import changes, changes_made
from escp_data.records.small_groups import WITHHELD, blurred
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests.stores import plan_store, put, return_workbook


def voice(theme: str, children: object, day: str = "14/11/2024", **more: str) -> dict[str, Any]:
    """A row of Voice."""
    return {
        "Date": day, "Ref": "1.1", "Agency": "Enfield Council", "Theme": theme,
        "Children involved": children, "What children said": f"About {theme}.",
    } | more  # fmt: skip  # a list in few lines


ROWS = [
    voice("five", 5, "01/10/2024", **{"Heard on": "02/10/2024", "Told back on": "03/10/2024"}),
    voice("six", 6, "02/10/2024"), voice("none", 0, "03/10/2024"),
    voice("blank", None, "04/10/2024"), voice("hidden", "c", "05/10/2024"),
    voice("one", 1, "06/10/2024"), voice("not there", "x", "07/10/2024"),
]  # fmt: skip  # a list in few lines


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = plan_store(tmp_path)
    put(store, return_workbook("2024-25 Q3", Voice=ROWS))
    return store


def test_small_groups_have_no_agency_no_day_and_no_size_and_stand_last(store: Store) -> None:
    rows = blurred(store.current("voice"))
    names = ["theme", "voice_date", "agency", "children_involved_marker", "heard_on",
             "told_back_on", "withheld"]  # fmt: skip  # words, as a paragraph
    council = "Enfield Council"
    assert rows[names].to_numpy().tolist() == [
        ["six", "2024-10-02", council, None, None, None, ""],
        ["none", "2024-10-03", council, None, None, None, ""],
        ["blank", None, None, None, None, None, WITHHELD],
        ["five", None, None, "c", None, None, WITHHELD],
        ["hidden", None, None, "c", None, None, WITHHELD],
        ["not there", None, None, "x", None, None, WITHHELD],
        ["one", None, None, "c", None, None, WITHHELD],
    ]
    assert rows["children_involved"].dropna().tolist() == [6, 0]


def test_no_row_is_no_row(store: Store) -> None:
    assert len(blurred(store.current("voice").head(0))) == 0


def test_a_file_to_read_shows_neither_and_one_that_comes_back_says_not_to(store: Store) -> None:
    read, facts = contract_table(store, "voice", Asked(to_read=True))
    small = read[read["Not shown"] != ""]
    told = small[["Theme", "Children involved", "Not shown"]].fillna("")
    assert told.to_numpy().tolist() == [
        [theme, size, WITHHELD]
        for theme, size in (
            ("blank", ""),
            ("five", "[c]"),
            ("hidden", "[c]"),
            ("not there", "[x]"),
            ("one", "[c]"),
        )
    ]
    assert small[["Date", "Agency", "Heard on", "Told back on"]].isna().all(axis=None)
    assert "Small groups" not in dict(facts)
    back, facts = contract_table(store, "voice", Asked())
    assert back["Agency"].tolist() == ["Enfield Council"] * 7
    assert "neither their agency nor day" in dict(facts)["Small groups"]


def test_no_filter_tells_whose_a_small_group_is_and_a_quarter_is_no_day(store: Store) -> None:
    own = Asked(Filters(agency=("Enfield Council",)), to_read=True)
    assert contract_table(store, "voice", own)[0]["Theme"].tolist() == [
        "six", "none"
    ]  # fmt: skip  # a list in few lines
    for text, rows in (("2024-25 Q3", 7), ("2024-25 Q2", 0)):
        asked = Asked(period=parse_period(text), to_read=True)
        assert len(contract_table(store, "voice", asked)[0]) == rows


def test_change_lists_name_a_small_group_by_its_action_and_theme(store: Store) -> None:
    content = return_workbook("2024-25 Q3", Voice=[
        voice("five", 5, "01/10/2024", **{"What children said": "More."}),
        voice("six", 6, "02/10/2024", **{"What children said": "More."}),
        voice("six", 5, "01/12/2024"), voice("seven", 7, "01/12/2024"),
    ])  # fmt: skip  # a row a line
    [found] = changes(store, check_workbook(content, "v.xlsx", store))
    keys = {change.key for change in found.changed}
    assert keys == {
        f"1.1, five, {WITHHELD}", "2 October 2024, 1.1, Enfield Council, six",
    }  # fmt: skip  # a list in few lines
    assert found.new_keys == (
        f"1.1, six, {WITHHELD}", "1 December 2024, 1.1, Enfield Council, seven",
    )  # fmt: skip  # a list in few lines
    made = put(store, content).upload_id
    assert changes_made(store, made)[0].new_keys == found.new_keys
