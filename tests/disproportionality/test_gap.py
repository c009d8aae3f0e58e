"""The gap for a page about the whole plan: one answer in words, and dots that say no more."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.disproportionality.comparison import ALL_OTHERS
from escp_data.disproportionality.finding import Finding, Moment
from escp_data.disproportionality.gap import gap, gap_of
from escp_data.disproportionality.together import Together
from escp_data.estimates.shared import Estimate
from escp_data.markers import Reason
from tests.counted import give_all, new_store
from tests.disproportionality.asking import NOW, QUARTERS

NAN = float("nan")
FOUR = ("A rate", "B rate", "C rate", "D rate")
BLACK = Together("Black", "White", measures=FOUR)


def moment(ratio: float, window: str) -> Moment:
    return Moment(window=window, ratio=Estimate(ratio, NAN, NAN))


def finding(measure: str, then: float, now: float, **more: object) -> Finding:
    known = Finding(
        "X", measure, "Black", "White", "", verdict="no clear change",
        earlier=moment(then, "before"), later=moment(now, "now"),
    )  # fmt: skip  # a list in few lines
    return replace(known, **more)  # type: ignore[arg-type]  # any field of a finding


@pytest.mark.parametrize(
    ("change", "value", "short", "sentence"),
    [
        (Estimate(0.8, 0.7, 0.9), "0.80 ×", "4 measures: narrowed",
         "The gap between Black and White children narrowed."),
        (Estimate(1.2, 1.1, 1.4), "1.20 ×", "4 measures: widened",
         "The gap between Black and White children widened."),
        (Estimate(0.9, 0.7, 1.2), "0.90 ×", "4 measures: no clear change",
         "The gap between Black and White children shows no clear change."),
        (Estimate(NAN, NAN, NAN), "Not known", "4 measures can be taken together; it takes 4",
         "Too few measures for one answer on the gap between Black and White children."),
    ],
)  # fmt: skip  # an answer two lines
def test_the_answer_is_said_in_words(
    change: Estimate, value: str, short: str, sentence: str
) -> None:
    found = gap_of(replace(BLACK, change=change), [])
    assert (found.who, found.value, found.short) == ("Black and White", value, short)
    assert found.sentence == sentence


def test_measures_compared_with_different_groups_have_no_one_answer() -> None:
    found = gap_of(Together("Black", ""), [])
    assert (found.who, found.value) == ("Black", "Not known")
    assert found.sentence == (
        "Black children are compared with different groups, so there is no one answer."
    )


def test_a_dot_lies_where_its_ratio_is_and_what_has_none_is_named() -> None:
    found = gap_of(
        BLACK,
        [
            finding("Searches by ethnicity", 2.0, 1.0, sample=True),
            finding("Plans", 0.5, 0.5, earlier=moment(0.5, "now")),
            finding("Strip search", 2.0, NAN, verdict=None, why=Reason.HIDDEN, hidden=True),
            finding("Visits", NAN, NAN, verdict=None, why=Reason.MISSING),
        ],
    )
    searches, plans = found.dots
    assert (searches.measure, searches.now, searches.then) == (
        "Searches by ethnicity",
        "1.00",
        "2.00",
    )
    assert (searches.now_at, searches.then_at, found.one_at) == (50.0, 100.0, 50.0)
    assert (plans.now, plans.then, plans.now_at) == ("0.50", "", 0.0)
    assert math.isnan(plans.then_at)
    assert found.hidden == "Too few children to show: strip search."
    assert found.other == "Nothing to compare yet: visits."
    assert found.published == "Published figures: plans; the others are samples."
    assert found.without == ""


INF = math.inf
NEITHER = Moment(window="now", why=Reason.NEITHER)


@pytest.mark.parametrize(
    ("one", "dots", "said"),
    [
        (finding("Searches", 2.0, 0.0), 0, "searches (Black children now)"),
        (finding("Searches", 2.0, INF), 0, "searches (White children now)"),
        (finding("Searches", 0.0, INF), 0,
         "searches (Black children then and White children now)"),
        (finding("Searches", 0.0, 0.0), 0, "searches (Black children then and now)"),
        (finding("Searches", 0.0, 2.0), 1, "searches (Black children then)"),
        (finding("Searches", INF, 2.0), 1, "searches (White children then)"),
        (finding("Searches by ethnicity", 2.0, NAN, later=NEITHER, verdict=None), 0,
         "searches (neither group now)"),
        (finding("Exclusions of pupils", 2.0, 0.0, noun="pupils", group="Mixed"), 0,
         "exclusions of pupils (pupils of Mixed ethnicity now)"),
        (finding("Searches", NAN, INF, reference=ALL_OTHERS), 0,
         "searches (all other children now)"),
        (finding("Searches", 0.0, 0.0, earlier=moment(0.0, "now")), 0,
         "searches (Black children now)"),
        (finding("Searches", NAN, 0.0, verdict=None, why=Reason.HIDDEN, hidden=True), 0,
         "searches (Black children now)"),
    ],
)  # fmt: skip  # a table
def test_where_a_group_had_no_cases_it_is_said_which_and_when(
    one: Finding, dots: int, said: str
) -> None:
    found = gap_of(BLACK, [one, finding("Plans", 2.0, 1.0)])
    assert found.without == f"No dot where a group had no cases: {said}."
    assert (found.hidden, found.other, len(found.dots)) == ("", "", dots + 1)


@pytest.mark.parametrize("then", [0.0, INF])
def test_of_a_measure_that_is_hidden_now_nothing_more_is_said(then: float) -> None:
    hidden = finding("Searches", then, NAN, verdict=None, why=Reason.HIDDEN, hidden=True)
    found = gap_of(BLACK, [hidden])
    assert (found.without, found.other) == ("", "")
    assert found.hidden == "Too few children to show: searches."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((50, 80, 60, 200, 40, 9), (50, 0, 60, 200, 40, 9), "searches (Black children now)"),
        ((50, 80, 60, 0, 40, 9), (50, 80, 60, 200, 40, 9), "searches (White children then)"),
        ((50, 80, 60, 200, 40, 9), (50, 0, 60, 0, 40, 9), "searches (neither group now)"),
    ],
)
def test_eighty_that_became_none_is_told_of_a_store(
    tmp_path: Path, before: tuple[int, ...], after: tuple[int, ...], said: str
) -> None:
    store = new_store(tmp_path)
    halves = (QUARTERS[:4], before), (QUARTERS[4:], after)
    give_all(store, {quarter: rows for quarters, rows in halves for quarter in quarters})
    found = gap(store, NOW, "Black")
    assert found
    assert found.without == f"No dot where a group had no cases: {said}."
    assert (found.hidden, found.other) == ("", "")


@pytest.mark.parametrize("few", [1, 2, 5])
def test_a_small_count_is_never_told_as_none(tmp_path: Path, few: int) -> None:
    store = new_store(tmp_path)
    rows = dict.fromkeys(QUARTERS[:4], (50, 20, 60, 200, 40, 9))
    rows |= dict.fromkeys(QUARTERS[4:], (50, 0, 60, 200, 40, 9))
    give_all(store, rows | {QUARTERS[-1]: (50, few, 60, 200, 40, 9)})
    found = gap(store, NOW, "Black")
    assert found
    assert (found.without, found.other, found.dots) == ("", "", ())
    assert found.hidden == "Too few children to show: searches."
