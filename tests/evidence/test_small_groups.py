"""A quote from a small group shows neither agency nor day, wherever and whenever it is asked."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.evidence.loop import counts
from escp_data.evidence.voice import Said, thing_said, voice
from escp_data.evidence.voice_filters import VoiceFilters, filter_voice, voice_choices
from escp_data.papers.voice_file import voice_shown
from escp_data.plan.actions import View
from escp_data.statements.few import is_small_group
from escp_data.text.periods import parse_period
from tests.evidence.said import said
from tests.scenarios import BU, P1, I, Partnership, quarter

QUARTER = parse_period("2025-26 Q3")
AGENCIES = ["Council", "Police", "ICB"]
OFFSETS = st.integers(0, 91)


def at(base: Partnership, as_at: str | None = None) -> tuple[Said, ...]:
    here = quarter("Q3")
    return voice(base.store, View(here, here.shifted(-1), as_at, P1))


@pytest.mark.parametrize(
    ("number", "marker", "small"),
    [
        *((number, None, True) for number in (1, 5)),
        *((number, None, False) for number in (0, 6, 412)),
        *((None, marker, True) for marker in (None, "c", "x", "z")),
        (float("nan"), None, True),
        (14, "c", True),
    ],
)
def test_a_group_of_unknown_size_may_be_small(number: object, marker: object, small: bool) -> None:
    assert is_small_group(number, marker) is small


def test_neither_agency_nor_day_and_its_number_as_a_mark(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    days = {"Heard by": "The group", "Heard on": "03/12/2025", "Told back on": "09/12/2025",
            "What changed as a result": "New lights"}  # fmt: skip  # pairs share a line
    base.send(BU, "Q3", Voice=[
        said("many", Agency=I, **days),
        said("five", **{"Children involved": 5}, **days),
        said("marked", **{"Children involved": "c"}),
        said("unknown", **{"Children involved": None}),
    ])  # fmt: skip  # rows
    shown = voice_shown(at(base))
    columns = ["Theme", "Agency", "Date", "Children involved", "Heard on", "Told back on"]
    months = "October to December 2025"
    assert shown[columns].to_numpy().tolist() == [
        ["many", "ICB", "14 November 2025", "12", "3 December 2025", "9 December 2025"],
        ["five", None, months, "[c]", months, months],
        ["marked", None, months, "[c]", None, None],
        ["unknown", None, months, "[x]", None, None],
    ]
    assert counts(at(base), "Agency").to_numpy().tolist() == [["ICB", 1, 1, 0, 0, 1]]
    assert voice_choices(at(base))["agency"] == ["ICB"]
    for agency, themes in ((I, ["many"]), ("Council", [])):
        found = filter_voice(at(base), VoiceFilters(agency=(agency,)))
        assert [each.theme for each in found] == themes


def test_a_group_that_turns_out_small_is_protected_on_earlier_days_too(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(BU, "Q3", Voice=[said("lights", **{"Children involved": 14})])
    before = (base.now - timedelta(days=1)).date().isoformat()
    base.send(BU, "Q3", Voice=[said("lights", **{"Children involved": 4})])
    assert [(e.by.agency, e.by.said.exact) for e in at(base, before)] == [(None, False)]
    assert [each.by.children for each in at(base, before)] == ["[c]"]


def row(children: int, agency: str, offsets: tuple[int, int, int], **more: Any) -> dict[str, Any]:
    """A row of the store; its three days lie so many days into the quarter."""
    said_on, heard_on, told_on = (
        (QUARTER.start + timedelta(days=offset)).isoformat() for offset in offsets
    )
    return {
        "voice_date": said_on, "ref": "2.1", "agency": agency, "method": None, "theme": None,
        "children_involved": children, "children_involved_marker": None,
        "what_children_said": "Listen", "what_changed_as_a_result": None, "age_band": None,
        "heard_by": None, "heard_on": heard_on, "told_back_on": told_on, "told_back_how": None,
        "not_possible_because": None, "plan": None, **more,
    }  # fmt: skip  # pairs share a line


@given(
    st.integers(1, 5),
    st.integers(1, 5),
    *(st.sampled_from(AGENCIES) for _ in range(2)),
    *(st.tuples(OFFSETS, OFFSETS, OFFSETS) for _ in range(2)),
    st.sampled_from([QUARTER.end, QUARTER.shifted(-1).end, date.max]),
)
def test_nothing_of_a_small_group_depends_on_its_agency_day_or_number(
    one: int,
    other: int,
    agency: str,
    another: str,
    days: tuple[int, int, int],
    others: tuple[int, int, int],
    until: date,
) -> None:
    """What every page and file is made from is the same, so that none of them can tell."""
    first = thing_said(row(one, agency, days), 2, QUARTER, until)
    assert first == thing_said(row(other, another, others), 2, QUARTER, until)


@given(st.integers(6, 500), st.sampled_from(AGENCIES), st.tuples(OFFSETS, OFFSETS, OFFSETS))
def test_a_group_that_was_small_says_no_more_than_one_that_is(
    number: int, agency: str, days: tuple[int, int, int]
) -> None:
    small = thing_said(row(3, "Police", (0, 0, 0)), 2, QUARTER, date.max)
    since = thing_said(row(number, agency, days), 2, QUARTER, date.max, small_now=True)
    assert since == small
