"""The warnings about figures; none of them gives a small count of children away."""

import re
from typing import Any

import pytest

from escp_data.model import NOTHING_KNOWN, Known
from escp_data.validation.checks import check_workbook
from escp_data.validation.plausible_groups import total_sentence
from tests.workbooks import MEASURE, PLAN, Stored, messages, workbook

QUARTERS = [
    f"{year}-{year % 100 + 1} Q{quarter}" for year in (2024, 2025) for quarter in range(1, 5)
]


def warnings(known: Known = NOTHING_KNOWN, **sheets: Any) -> list[tuple[str, str]]:
    """The warnings of a workbook with these sheets beside those of the plan; it has no errors.

    That its rows are about other quarters than its Cover's is left out.
    """
    checked = check_workbook(workbook(**PLAN | sheets), "return.xlsx", known)
    assert checked.errors == ()
    return messages(each for each in checked.warnings if each.code != "W21")


def values(*numbers: Any, code: str = "CLA") -> list[dict[str, Any]]:
    """One value a quarter, from 2024-25 Q1."""
    return [
        {"Code": code, "Period": period, "Numerator": number}
        for period, number in zip(QUARTERS, numbers, strict=False)
    ]


def counts(period: str = "2025-26 Q3", code: str = "CLA", **groups: Any) -> list[dict[str, Any]]:
    """One row a group; an underscore stands for a space."""
    return [
        {"Code": code, "Period": period, "Ethnic group": group.replace("_", " "), "Count": count}
        for group, count in groups.items()
    ]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((400, 410, 420, 4150), "4,150 is about ten times the usual size for CLA, which is about"),
        ((400, 410, 420, 41), "41 is about a tenth of the usual size for CLA, which is about 405."),
        ((400, 410, 420, 41000), "41,000 is 99 times the usual size for CLA"),
        ((400, 410, 420, 0), "0 is far below the usual size for CLA"),
        ((60, 62, 64, 4), "This is far below what was usual for CLA. Check that it is in the"),
    ],
)
def test_a_value_far_from_its_usual_size(numbers: tuple[int, ...], found: str) -> None:
    told = warnings(Measure_values=values(*numbers))
    assert [code for code, _ in told] == ["W01"]
    assert told[0][1].startswith(f"Measure values!D5: {found}")


@pytest.mark.parametrize(
    "numbers",
    [
        (400, 410, 4150),  # too few to have a usual size
        (400, 410, 420, 1200),  # three times as many may well be
        (3, 2, 4, 30),  # small counts swing
        (5, 6, 7, 49),
        ("c", "c", "c", "c", 400),
    ],
)
def test_a_value_within_reach_of_its_usual_size(numbers: tuple[Any, ...]) -> None:
    assert warnings(Measure_values=values(*numbers)) == []


def test_only_the_workbooks_own_values_are_told() -> None:
    known = Stored(workbook(**PLAN, Measure_values=values(400, 4100, 410, 405, 400)))
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 4000}
    assert [message[:18] for _, message in warnings(known, Measure_values=[row])] == [
        "Measure values!D2:"
    ]


def test_each_ethnic_group_has_its_own_usual_size() -> None:
    rows = [
        row
        for period in QUARTERS[:6]
        for row in counts(period, White=800, Black=900 if period == "2025-26 Q2" else 80)
    ]
    assert [message.split(" is ")[0] for _, message in warnings(Ethnicity_counts=rows)] == [
        "Ethnicity counts!E13: 900"
    ]


def test_a_numerator_above_its_denominator() -> None:
    rows = [{"Code": "REFER", "Numerator": 4, "Denominator": 3}]
    assert warnings(Measure_values=rows) == [
        (
            "W02",
            "Measure values!D2: The Numerator is above the Denominator, and REFER is a percentage. "
            "Check that they are not the wrong way round.",
        )
    ]


def test_a_rate_needs_something_to_be_a_rate_of() -> None:
    rate = MEASURE | {"Kind": "rate"}
    rows = [{"Code": "CLA", "Numerator": 40}]
    assert [code for code, _ in warnings(Measures=[rate], Measure_values=rows)] == ["W14"]
    pupils = {"Basis": "Pupils", "Date": "2024-25", "Ethnic group": "White", "Population": 17000}
    based = [rate | {"Population basis": "Pupils"}]
    assert warnings(Measures=based, Measure_values=rows, Population=[pupils]) == []


def test_groups_that_do_not_add_up() -> None:
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 500}
    groups = counts(White=300, Black=100, Unknown=20)
    told = warnings(Measure_values=[row], Ethnicity_counts=groups)
    assert told == [
        (
            "W03",
            "Ethnicity counts!E2: The ethnic groups of CLA do not add up to the measure's total "
            "for 2025-26 Q3 (420 against 500). Check that every group and Unknown is there, and "
            "none twice.",
        )
    ]


@pytest.mark.parametrize(
    ("groups", "total", "told"),
    [
        ({"White": 300, "Black": 100, "Unknown": 20}, 420, False),
        ({"White": 300, "Black": 100, "Unknown": "c"}, 403, False),
        ({"White": 300, "Black": 100, "Unknown": "c"}, 399, True),
        ({"White": 300, "Black": 100, "Unknown": 20}, "x", False),
    ],
)
def test_a_hidden_group_may_be_what_is_missing(
    groups: dict[str, Any], total: Any, told: bool
) -> None:
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": total}
    found = warnings(Measure_values=[row], Ethnicity_counts=counts(**groups))
    assert [code for code, _ in found] == (["W03"] if told else [])


def test_groups_and_their_total_may_come_in_different_workbooks() -> None:
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 500}
    groups = counts(White=300, Black=100)
    after = warnings(Stored(workbook(**PLAN, Measure_values=[row])), Ethnicity_counts=groups)
    before = warnings(Stored(workbook(**PLAN, Ethnicity_counts=groups)), Measure_values=[row])
    assert [message.split(":")[0] for _, message in after + before] == [
        "Ethnicity counts!E2",
        "Measure values!D2",
    ]


@pytest.mark.parametrize(
    ("groups", "total", "tellable"),
    [(420, 423, True), (3, 30, True), (30, 3, True), (420, 400, False)],
)
def test_no_small_count_follows_from_what_is_said(
    groups: int, total: int, *, tellable: bool
) -> None:
    assert not re.search(r"\d", total_sentence("CLA", groups, total, tellable=tellable))


SLIP_TOLD = "Measure values!D2: This is far above what was usual for CLA. Check that it is in the "


@pytest.mark.parametrize("small", [1, 4, "c"])
def test_no_stored_small_count_follows_from_a_slip(small: int | str) -> None:
    """The median of 0, 30, 4 and the slip is 17: whoever reads it knows the 4."""
    known = Stored(workbook(**PLAN, Measure_values=values(0, 30, small, 60, 70)))
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 3100}
    [(code, message)] = warnings(known, Measure_values=[row])
    assert (code, message) == ("W01", SLIP_TOLD + "right unit and on the right row.")


def test_a_slip_is_found_alike_whichever_a_small_count_was() -> None:
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 80}
    told = {
        tuple(warnings(Stored(workbook(**PLAN, Measure_values=values(1, small, 20))),
                       Measure_values=[row]))
        for small in range(1, 6)
    }  # fmt: skip  # a list in few lines
    assert len(told) == 1


def test_a_measure_that_once_had_a_small_count_stays_untold() -> None:
    """By another group, and corrected since."""
    earlier = workbook(**PLAN, Ethnicity_counts=counts("2024-25 Q1", Black=3))
    corrected = workbook(**PLAN, Ethnicity_counts=counts("2024-25 Q1", Black=33))
    known = Stored(earlier, corrected, workbook(**PLAN, Measure_values=values(400, 410, 420)))
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 4100}
    assert warnings(known, Measure_values=[row])[0][1].startswith(SLIP_TOLD)


@pytest.mark.parametrize("sheet", ["Measure_values", "Ethnicity_counts"])
def test_sums_with_stored_counts_are_told_in_words(sheet: str) -> None:
    """The stored groups may hold one that is hidden because of another: 7 against 1,000."""
    sheets: dict[str, Any] = {
        "Measure_values": [{"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 500}],
        "Ethnicity_counts": counts(White=300, Black=100),
    }
    known = Stored(workbook(**PLAN, **{sheet: sheets.pop(sheet)}))
    [(code, message)] = warnings(known, **sheets)
    assert (code, "against" in message) == ("W03", False)


def test_sums_with_one_stored_group_are_told_in_words() -> None:
    known = Stored(workbook(**PLAN, Ethnicity_counts=counts(White=300, Black=100)))
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 500}
    [(_, message)] = warnings(known, Measure_values=[row], Ethnicity_counts=counts(White=310))
    assert "against" not in message


@pytest.mark.parametrize("groups", [{"Mixed": 4}, {"Mixed": "c"}])
def test_sums_of_a_measure_with_small_counts_are_told_in_words(groups: dict[str, Any]) -> None:
    known = Stored(workbook(**PLAN, Ethnicity_counts=counts("2024-25 Q1", **groups)))
    rows = counts(White=300, Black=100, Total=500)
    row = {"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 600}
    told = warnings(known, Measure_values=[row], Ethnicity_counts=rows)
    assert [(code, "against" in message) for code, message in told] == [("W03", False)] * 2


def test_a_rise_in_unknown_is_found_alike_whichever_the_count_before_was() -> None:
    """8 of 80 is at least twice 4 of 80, and not twice 5: a warning for 4 alone would tell it."""
    now = counts("2025-26 Q3", White=72, Unknown=8)
    told = {
        len(warnings(Stored(workbook(**PLAN, Ethnicity_counts=before)), Ethnicity_counts=now))
        for small in range(1, 6)
        for before in [counts("2025-26 Q2", White=75, Unknown=small)]
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"White": 380, "Unknown": 20}, {"White": 340, "Unknown": 60}, True),
        ({"White": 380, "Refused": 20}, {"White": 340, "NOBT": 60}, True),
        ({"White": 380, "Unknown": 20}, {"White": 370, "Unknown": 30}, False),
        ({"White": 300, "Unknown": 100}, {"White": 260, "Unknown": 140}, False),
        ({"White": 30, "Unknown": 0}, {"White": 30, "Unknown": 5}, False),
        ({"White": 380, "Unknown": "c"}, {"White": 340, "Unknown": 60}, False),
    ],
)
def test_a_rise_in_unknown_ethnicity(
    before: dict[str, Any], now: dict[str, Any], told: bool
) -> None:
    rows = [*counts("2025-26 Q2", **before), *counts("2025-26 Q3", **now)]
    expected = [
        (
            "W04",
            "Ethnicity counts!E4: The share of unknown ethnicity for CLA has at least doubled "
            "since the period before, and disproportionality can seem to fall because of it. "
            "Ask the supplier why.",
        )
    ]
    assert warnings(Ethnicity_counts=rows) == (expected if told else [])
    known = Stored(workbook(**PLAN, Ethnicity_counts=rows[:2]))
    assert len(warnings(known, Ethnicity_counts=rows[2:])) == told


def test_periods_of_different_kinds() -> None:
    rows = [*values(400), {"Code": "CLA", "Period": "2024/25 academic", "Numerator": 1200}]
    assert warnings(Measure_values=rows) == [
        (
            "W10",
            "Measure values!B2: CLA is given for quarters and school years. They are never "
            "compared with each other; check that each row has the period it is about.",
        )
    ]


def test_a_group_and_a_part_of_it() -> None:
    rows = counts(Asian=40, White=300, WBRI=200, Indian=20, Refused=10, Unknown=10)
    assert warnings(Ethnicity_counts=rows) == [
        (
            "W11",
            f"Ethnicity counts!D{row}: CLA for 2025-26 Q3 has a count for {whole} and another for "
            f'"{part}", which is a part of it. Give the whole or its parts, or children count '
            "twice.",
        )
        for row, whole, part in [(2, "Asian", "Indian"), (3, "White", "White British")]
    ]


@pytest.mark.parametrize(
    ("total", "told"),
    [
        (420, None),
        (430, "E5: The ethnic groups of CLA do not add up to the total in this row (420 against"),
        (421, "E5: The ethnic groups of CLA do not add up to the total in this row. Check that"),
        ("c", None),
    ],
)
def test_a_total_on_the_sheet_itself(total: Any, told: str | None) -> None:
    groups = counts(White=300, Black=100, Unknown=20, Total=total)
    found = warnings(Ethnicity_counts=groups)
    assert [code for code, _ in found] == ([] if told is None else ["W03"])
    assert told is None or found[0][1].startswith(f"Ethnicity counts!{told}")


def test_totals_of_each_measure_and_of_all() -> None:
    rows = [
        *counts("2025-26 Q2", White=300, Black=100),
        *counts("2025-26 Q3", White=310, Black="c", Total=330),
        *counts("2024-25 Q2", White=300, Black=100),
        *counts("2024-25 Q3", White=310, Black=90, Total=800),
    ]
    assert warnings(Ethnicity_counts=rows) == []
