"""What a finding says, to the letter."""

from dataclasses import replace
from typing import Any

import pytest

from escp_data.disproportionality import (
    Estimate,
    crossed,
    crude_rate,
    detectable_change,
    excess,
    rate_difference,
    relative_rate_index,
    verdict,
)
from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE
from escp_data.disproportionality.finding import NONE, Finding, Moment, Unknown, YearEnd
from escp_data.disproportionality.naming import during, people
from escp_data.disproportionality.spread import Spread
from escp_data.disproportionality.wording import (
    brief,
    brief_more,
    excess_words,
    full,
    short,
    sureness,
    unknown_moved,
    when,
    year_end_words,
)
from escp_data.markers import Reason
from tests.verdict_cases import CASES, NAN, Case
from tests.verdict_words import WORDS

BASELINE, NOW = "four quarters to 2023-24 Q4", "four quarters to 2025-26 Q4"
ABOUT: dict[str, dict[str, Any]] = {
    "1b": {"is_year_end": False, "now": "four quarters to 2025-26 Q3"},
    "2": {"group": "Asian"},
    "7": {"noun": "pupils", "events": "suspensions"},
    "9": {"events": "searches", "unknown": Unknown(60, 60, 1200, 1000, 0.81, NAN)},
    "10": {"noun": "pupils", "events": "suspensions", "then": "school year 2022/23",
           "now": "school year 2023/24"},
}  # fmt: skip  # a table, a row a line


def moment(four: Any, window: str, spread: Spread, confidence: float = 0.95) -> Moment:
    """A moment with every figure that belongs to it, rates per 1,000."""
    a, n, b, m = four
    sure: Any = {"confidence": confidence, "dispersion": spread.value}
    return Moment(
        None, window, a, n, b, m,
        ratio=relative_rate_index(a, n, b, m, degrees=spread.degrees, **sure),
        rate=crude_rate(a, n, 1000, **sure),
        reference_rate=crude_rate(b, m, 1000, **sure),
        gap=rate_difference(a, n, b, m, 1000, **sure),
        excess=excess(a, n, b, m, **sure),
        why=Reason.GIVEN,
    )  # fmt: skip  # a list in few lines


def finding(case: Case, **more: Any) -> Finding:
    """A worked case as a finding."""
    about = {"group": "Black", **ABOUT.get(case.name, {}), **more}
    then, now = about.pop("then", BASELINE), about.pop("now", NOW)
    value, degrees = case.dispersion[2:]
    spread = Spread(value, degrees or NAN, is_assumed=degrees is None)
    asked = (case.earlier, case.later, case.confidence)
    doubt: dict[str, Any] = {"dispersion": value, "degrees": degrees}
    reach = relative_rate_index(*case.earlier, confidence=case.confidence, **doubt)
    return Finding(**{
        "code": "X", "measure": "A measure", "reference": "White", "basis": "Census", "per": 1000,
        "verdict": verdict(*asked, **doubt), "crossed": crossed(*asked, **doubt),
        "detectable": detectable_change(*asked, **doubt), "confidence": case.confidence,
        "reach": reach[1:], "spread": spread,
        "earlier": moment(case.earlier, then, spread), "later": moment(case.later, now, spread),
        **about,
    })  # fmt: skip  # a list in few lines


cases = {case.name: finding(case) for case in CASES}


@pytest.mark.parametrize("name", WORDS)
def test_each_worked_verdict_says_what_it_should(name: str) -> None:
    assert (short(cases[name]), full(cases[name])) == WORDS[name]


def test_on_different_sides_by_chance_nothing_is_said_of_sides() -> None:
    assert "above" not in short(cases["5b"]) + full(cases["5b"])


@pytest.mark.parametrize(
    ("unknown", "words", "line"),
    [
        (Unknown(60, 120, 1500, 1500, 0.15, NAN),
         "It holds unless more than 15% of the searches of unknown ethnicity were of Black "
         "children.", "Unknown ethnicity rose from 4% to 8% of searches"),
        (Unknown(150, 60, 1500, 1500, NAN, 0.17),
         "It holds unless more than 17% of the searches of unknown ethnicity were of White "
         "children.", "Unknown ethnicity fell from 10% to 4% of searches"),
        (Unknown(60, 61, 1500, 1500, 0.30, 0.17),
         "It holds unless more than 17% of the searches of unknown ethnicity were of White "
         "children or more than 30% of them were of Black children.", ""),
        (Unknown(60, 61, 1500, 1500, NAN, NAN, rests=True),
         "It depends on the searches of unknown ethnicity.", ""),
        (Unknown(), "If nothing had changed, at most about one look in 20 would show so much.", ""),
    ],
)  # fmt: skip  # a table
def test_what_a_moved_verdict_hangs_on(unknown: Unknown, words: str, line: str) -> None:
    said = replace(cases["9"], unknown=unknown)
    assert words in full(said)
    assert unknown_moved(said) == line


def test_a_moved_verdict_between_years_is_one_look_in_a_hundred() -> None:
    said = replace(cases["1"], confidence=0.99)
    assert "at most about one look in 100 would show so much" in full(said)


def test_a_withheld_verdict_says_why_and_what_is_known() -> None:
    known = replace(cases["1"], verdict=None, withheld="Some of the counts are missing.")
    assert full(known) == (
        "No verdict. Some of the counts are missing. The rate of Black children is 1.37 times that "
        "of White children (0.95 to 1.95) in 2025-26."
    )
    assert short(known) == ""
    assert brief(known) == "1.37 (0.95–1.95). Some of the counts are missing."
    assert brief_more(known) == ""
    alone = replace(known, later=replace(known.later, ratio=NONE, why=Reason.HIDDEN))
    assert full(alone) == (
        "No verdict. Some of the counts are missing. The rate is 10.6 per 1,000 Black children in "
        "2025-26."
    )
    assert full(replace(known, later=Moment())) == "No verdict. Some of the counts are missing."


def test_what_is_hidden_is_said_by_its_mark() -> None:
    hidden = replace(cases["1"], verdict=None, why=Reason.HIDDEN)
    gone = replace(hidden.later, ratio=NONE, why=Reason.HIDDEN)
    assert brief(replace(hidden, later=gone)) == ""
    assert brief(replace(hidden, earlier=gone)) == "1.37 (0.95–1.95), was [c] in 2025-26"


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("four quarters to 2023-24 Q4", "in 2023-24"),
        ("four quarters to 2024-25 Q2", "in the year to 2024-25 Q2"),
        ("school year 2023/24", "in 2023/24"),
        ("financial year 2023-24", "in 2023-24"),
        ("at 31 March 2021", "at 31 March 2021"),
    ],
)
def test_when(window: str, words: str) -> None:
    assert when(window) == words
    assert f"White children {words} and is" in full(
        replace(cases["1"], earlier=replace(cases["1"].earlier, window=window))
    )
    assert during("school year 2024/25") == "in the school year 2024/25"
    assert during("at 31 March 2025") == "at 31 March 2025"


@pytest.mark.parametrize(
    ("four", "words"),
    [
        ((84, 7900, 105, 13500), "There were not clearly more or fewer than expected at the "
         "rate of White children in 2025-26: 23 (0 to 47)."),
        ((150, 7900, 119, 13500), "If Black children had had the rate of White children, there "
         "would have been about 80 (54 to 109) fewer searches in 2025-26."),
        ((39, 7900, 228, 13500), "If Black children had had the rate of White children, there "
         "would have been about 94 (72 to 116) more searches in 2025-26."),
    ],
)  # fmt: skip  # a table
def test_excess_has_its_interval_and_may_be_none(four: Any, words: str) -> None:
    later = moment(four, NOW, Spread(1.1, 9) if four[0] == 84 else Spread())
    assert excess_words(replace(cases["1"], later=later, counted="searches")) == words
    assert excess_words(replace(cases["1"], later=Moment())) == ""


@pytest.mark.parametrize(
    ("group", "noun", "words"),
    [
        ("Black", "pupils", "Black pupils"),
        ("Mixed", "children", "children of Mixed ethnicity"),
        ("Other", "children", "children of Other ethnic groups"),
        ("Any other White background", "children", "children of any other White background"),
        ("White British", "children", "White British children"),
        (ALL_OTHERS, "pupils", "all other pupils"),
        (EVERYONE, "children", "all children"),
    ],
)
def test_people_are_named_as_a_person_would(group: str, noun: str, words: str) -> None:
    assert people(group, noun) == words


@pytest.mark.parametrize(
    ("then", "now", "sides"),
    [
        (1.84, 0.5, "more likely before, less likely now"),
        (0.5, 1.84, "less likely before, more likely now"),
    ],
)
def test_sides_of_1_stand_beside_whatever_the_verdict_is(
    then: float, now: float, sides: str
) -> None:
    one, other = (
        replace(cases["1"].earlier, ratio=Estimate(each, each, each)) for each in (then, now)
    )
    for verdict_, start in (("decreasing", "The gap narrowed, and it "),
                            ("no clear change", "No clear change in the gap, but it "),
                            ("too few to say", "Too few to say, but it ")):  # fmt: skip  # a table
        said = replace(cases["1"], earlier=one, later=other, crossed=True, verdict=verdict_)
        assert full(said).startswith(f"{start}turned round ({sides}): ")
        assert short(said).endswith(" turned round")
        assert f"It turned round: {sides}." in brief_more(said)
        assert "turned round" not in full(replace(said, crossed=False))


def test_the_years_own_verdict_stands_beside_dated() -> None:
    said = replace(cases["1"], year_end=YearEnd("2024-25", "decreasing", 0.95))
    assert year_end_words(said) == "At the year's end, 2024-25: the gap narrowed."
    assert year_end_words(said) in brief_more(said)
    assert sureness(said).startswith("95% confidence")
    between = replace(said, is_year_end=False, confidence=0.99)
    assert sureness(between) == (
        "99% confidence, as between years' ends, since four looks a year find more by chance."
    )


def test_what_moved_is_judged_by_the_numbers_printed() -> None:
    still = cases["3"].later.rate._replace(value=26.84)
    said = full(replace(cases["3"], later=replace(cases["3"].later, rate=still)))
    assert "The rate stayed at 26.8 per 1,000 Black children and rose from 13.9 to 14.8" in said
    rates: Any = {"rate": Estimate(0.456, 0, 1), "reference_rate": Estimate(0.1, 0, 1)}
    small = [replace(each, **rates) for each in (cases["3"].earlier, cases["3"].later)]
    said = full(replace(cases["3"], earlier=small[0], later=small[1]))
    assert "The rate stayed at 0.46 per 1,000 Black children and stayed at 0.10 per 1,000" in said


def test_counts_of_children_that_vary_say_so_and_what_is_assumed() -> None:
    varied = replace(cases["1"], spread=Spread(1.5, 9, is_assumed=False))
    assert full(varied).endswith(
        "105 White children, counts that vary 1.5 times as much as single events would."
    )
    assert full(replace(cases["1"], spread=Spread(2.0))).endswith(
        "105 White children, which are taken to vary twice as much as single events."
    )
    below = replace(cases["1"], spread=Spread(1.4, 9, is_assumed=False))
    assert "vary" not in full(below)


def test_all_four_counts_may_be_few() -> None:
    few = replace(cases["4"], earlier=replace(cases["4"].earlier, count=9))
    assert "Two of the four counts are under 10." in full(few)
