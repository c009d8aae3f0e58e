"""A measure's series out of the store: agencies together, breaks, corrections, who looked."""

from pathlib import Path

import pytest

from escp_data.evidence.measure_words import (
    direction,
    returned_words,
    sentence,
    short,
    target_words,
    without_words,
)
from escp_data.evidence.measures import by_chance
from escp_data.store.database import Store
from tests.evidence.measure_stores import THREE, A, B, measure, measured, partnership, returned
from tests.evidence.measure_stores import values as of
from tests.scenarios import BU

COUNT, SHARE = measure("COUNT"), measure("SHARE", Kind="percentage")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Several measures, all stored at once."""
    folder = tmp_path_factory.mktemp("measures")
    here = partnership(
        folder, COUNT, SHARE, measure("PEOPLE", Kind="rate", Per=1000, Population_basis="Children"),
        measure("SEVEN"), measure("STOPS"), measure("TOP", Target=16), measure("MID", Target=10),
        measure("LOW", Target=5), measure("NONE"), measure("YEARS"), measure("BOTH"),
        measure("GOOD", Better_when="higher"), measure("PLAIN", Better_when="neither"),
    )  # fmt: skip  # a list in few lines
    rising = (*THREE, 13)
    seven = (*THREE, 13, 12, 13, 12, 13, 12, 13)
    returned(
        here,
        of("COUNT", (12, 10, 11, 9, 12, 10)), of("COUNT", (5, 6, None, 7, 6, 5), agency=B),
        of("SHARE", (12, 10, 11), (20, 20, 20)), of("SHARE", (5, 6, None), (10, 10, 10), agency=B),
        of("PEOPLE", (12, 10, 11), (900,) * 3), of("PEOPLE", (5, 6, None), (900,) * 3, agency=B),
        *(of(code, seven, first="2021-22 Q2") for code in ("SEVEN", "GOOD", "PLAIN")),
        of("STOPS", (7, 8, 9, 9)), of("STOPS", (6, "z", None, 4), agency=B),
        *(of(code, rising) for code in ("TOP", "MID", "LOW")),
        of("BOTH", (10, 11, 12, 13)),
        [{"Code": code, "Period": f"{year}-{year - 1999}", "Agency": A, "Numerator": year}
         for code in ("YEARS", "BOTH") for year in (2022, 2023, 2024)],
    )  # fmt: skip  # a list in few lines
    return here.store


def test_a_count_lacks_a_quarter_that_one_agency_did_not_return(store: Store) -> None:
    own = measured(store, "COUNT", "2024-25 Q2")
    assert [each.state for each in own.totals] == ["present"] * 2 + ["missing"] + ["present"] * 3
    assert own.chart.values[:2] == (17, 16)
    assert own.totals[2].without == (B,)
    (segment,) = own.chart.segments
    made = [segment.centre, own.chart.lower[0], own.chart.upper[0]]
    assert made == pytest.approx([16.4, 11.08, 21.72], abs=0.006)
    assert returned_words(measured(store, "COUNT", "2023-24 Q3")) == (
        "Returned for 2023-24 Q3: Council. Not returned for 2023-24 Q3: ICB."
    )


def test_a_share_is_of_those_that_returned_and_says_who_did_not(store: Store) -> None:
    own = measured(store, "SHARE", "2023-24 Q3")
    assert own.chart.values == pytest.approx((17 / 30 * 100, 16 / 30 * 100, 55))
    assert without_words(own) == "without ICB"


def test_a_rate_of_people_lacks_the_quarter_and_counts_them_once(store: Store) -> None:
    own = measured(store, "PEOPLE", "2023-24 Q3")
    assert own.chart.values[:2] == pytest.approx((17 / 900 * 1000, 16 / 900 * 1000))
    assert own.totals[2].state == "missing"


def test_an_agency_supplies_until_it_says_that_it_no_longer_does(store: Store) -> None:
    own = measured(store, "STOPS", "2023-24 Q4")
    assert own.chart.values == (13, 8, 9, 13)
    assert all(each.without == () for each in own.totals)


def test_a_quarter_nobody_returned_is_a_gap_and_never_zero(store: Store) -> None:
    own = measured(store, "STOPS", "2024-25 Q1")
    assert own.totals[-1].state == "missing"
    assert own.latest != own.latest
    assert returned_words(own) == "Not returned for 2024-25 Q1: Council and ICB."


def test_a_measure_never_returned_says_who_would(store: Store) -> None:
    own = measured(store, "NONE")
    assert (own.periods, sentence(own)) == ((), "Nothing has been returned on this measure yet.")
    assert returned_words(own) == "Council supplies it and has never returned it."


@pytest.mark.parametrize(
    ("code", "means"), [("SEVEN", "a concern"), ("GOOD", "an improvement"),
                        ("PLAIN", "unusually high")],
)  # fmt: skip  # three pairs
def test_a_signal_takes_its_meaning_from_better_when(store: Store, code: str, means: str) -> None:
    assert sentence(measured(store, code, "2025-26 Q4")) == (
        "19 quarters, mean 10.5 (usual range 5.4 to 15.6). Seven in a row above the mean since "
        f"2024-25 Q2, {means}: something has changed, and it is not said what."
    )


def test_a_signal_of_more_than_a_year_ago_is_no_longer_spoken_of(store: Store) -> None:
    own = measured(store, "SEVEN", "2026-27 Q4")
    assert short(own) == ""
    assert sentence(own).endswith("No sign of more than the usual variation in the last year.")
    assert sum(map(bool, own.chart.rules)) == 7


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TOP", "Target: 16. It would be met by usual variation."),
        ("MID", "Target: 10. It will be met some quarters and missed others."),
        ("LOW", "Target: 5. It will not be met without a change."),
    ],
)
def test_a_target_is_set_against_the_limits(store: Store, code: str, said: str) -> None:
    assert target_words(measured(store, code, "2026-27 Q1")) == said


def test_years_are_charted_alone_and_beside_quarters_only_listed(store: Store) -> None:
    years, both = measured(store, "YEARS"), measured(store, "BOTH", "2024-25 Q4")
    assert [str(each) for each in years.periods] == ["2022-23", "2023-24", "2024-25"]
    assert sentence(years).startswith("Three years: too few")
    assert both.chart.values[:4] == (10, 11, 12, 13)
    assert [str(period) for period, _ in both.years] == ["2022-23", "2023-24", "2024-25"]


def test_the_same_quarter_a_year_before(store: Store) -> None:
    own = measured(store, "COUNT", "2024-25 Q1")
    assert (own.latest, own.year_before, direction(own)) == (18, 17, "Higher")
    assert direction(measured(store, "COUNT", "2023-24 Q4")) == "No year before"


def test_what_chance_would_bring_is_the_sum_over_charts(store: Store) -> None:
    found = [measured(store, code, "2026-27 Q1") for code in ("TOP", "MID", "NONE")]
    assert by_chance(found) == pytest.approx((2, 2 * 0.065))


# --- the newest row, breaks, corrections


def test_a_compiled_row_counts_until_an_agency_sends_a_newer_one(tmp_path: Path) -> None:
    here = partnership(tmp_path, COUNT)
    returned(here, of("COUNT", (12,)), of("COUNT", (5,), agency=B))
    returned(here, of("COUNT", (20,), agency=BU))
    assert measured(here.store, "COUNT", "2023-24 Q1").latest == 20
    returned(here, of("COUNT", (13,)))
    assert measured(here.store, "COUNT", "2023-24 Q1").latest == 18


def test_an_event_and_a_new_definition_break_the_series(tmp_path: Path) -> None:
    here = partnership(tmp_path, COUNT)
    event = {"Date": "15/05/2024", "Measure": "COUNT", "What happened": "A new system.",
             "Breaks the series": "Yes"}  # fmt: skip  # one row
    returned(
        here,
        of("COUNT", THREE),
        Events=[
            event,
            event | {"Date": "01/07/2023", "What happened": "Moved", "Breaks the series": "No"},
        ],
    )
    here.send(BU, "2025-26 Q2", "", Measures=[COUNT | {"Definition": "Something else."}])
    own = measured(here.store, "COUNT", "2025-26 Q4")
    assert [(str(each.period), each.why) for each in own.breaks] == [
        ("2024-25 Q1", "A new system"), ("2025-26 Q2", "The definition changed"),
    ]  # fmt: skip  # two rows
    assert [each.points for each in own.chart.segments] == [4, 5, 3]
    assert sentence(own).startswith("The line starts again in 2025-26 Q2. Three quarters:")
    assert direction(own) == "Cannot be compared: the series was broken"
    assert len(measured(here.store, "COUNT", "2025-26 Q1").breaks) == 1


def test_limits_worked_out_again_say_why(tmp_path: Path) -> None:
    here = partnership(tmp_path, COUNT)
    series = [*THREE, 13, 12, 13, 12, 13, 12, 13]
    second = returned(here, of("COUNT", series[1:2], first="2021-22 Q2"))
    rest = [*series[:1], None, *series[2:]]
    returned(here, of("COUNT", rest, first="2021-22 Q1"))
    before = measured(here.store, "COUNT", "2025-26 Q3")
    assert before.again == ()
    day = here.now.date().isoformat()
    here.tick()
    third = returned(here, of("COUNT", (14,), first="2021-22 Q2"))
    corrected = measured(here.store, "COUNT", "2025-26 Q3")
    assert corrected.again == ("Limits worked out again: 2021-22 Q2 was corrected.",)
    (segment,) = corrected.chart.segments
    made = [segment.centre, segment.spread, corrected.chart.lower[0], corrected.chart.upper[0]]
    assert made == pytest.approx([10.8333, 2.0909, 5.27, 16.40], abs=0.006)
    for upload in third, second:
        here.withdraw(upload)
    withdrawn = measured(here.store, "COUNT", "2025-26 Q3")
    assert withdrawn.again == ("Limits worked out again: 2021-22 Q2 was withdrawn.",)
    assert withdrawn.chart.segments[0].centre == pytest.approx(10.75)
    then = measured(here.store, "COUNT", "2025-26 Q3", day)
    assert (then.chart, then.again) == (before.chart, ())


def test_a_late_value_among_the_first_twelve_says_so(tmp_path: Path) -> None:
    here = partnership(tmp_path, COUNT)
    returned(here, of("COUNT", [12, None, *THREE[2:], 12, 11]))
    here.tick()
    returned(here, of("COUNT", (10,), first="2023-24 Q2"))
    assert measured(here.store, "COUNT", "2026-27 Q2").again == (
        "Limits worked out again: 2023-24 Q2 arrived late.",
    )


def test_benchmarks_and_looks_stand_beside_and_change_nothing(tmp_path: Path) -> None:
    here = partnership(tmp_path, COUNT)
    returned(here, of("COUNT", THREE))
    alone = measured(here.store, "COUNT", "2025-26 Q4")
    mark = {"Code": "COUNT", "Area": "London", "Value": 61.5, "Source": "A paper"}
    meeting = {"Group": "Executive", "Agency": A, "Attended": "Yes",
               "Measures considered": "COUNT"}  # fmt: skip  # one row
    returned(
        here,
        Benchmarks=[mark | {"Period": "2023-24"}, mark | {"Period": "2024-25", "Value": 60}],
        Meetings=[meeting | {"Date": "10/05/2024"}, meeting | {"Date": "10/05/2030"}],
        Challenges=[{"Number": 1, "Raised on": "02/02/2025", "Measure": "COUNT", "State": "Open",
                     "Raised by": "Independent scrutineer", "Question": "Why so many?"}],
    )  # fmt: skip  # rows as they are
    own = measured(here.store, "COUNT", "2025-26 Q4")
    assert own.chart == alone.chart
    assert [(each.area, str(each.period), each.value) for each in own.benchmarks] == [
        ("London", "2024-25", 60)
    ]
    assert [(each.kind, each.words, str(own.periods[each.place])) for each in own.looks] == [
        ("considered", "Executive", "2024-25 Q1"), ("challenged", "Why so many?", "2024-25 Q4"),
    ]  # fmt: skip  # two rows
