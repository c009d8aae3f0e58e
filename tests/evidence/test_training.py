"""Training: answers before what they say, Wilson's intervals, and who sent nobody."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from escp_data.evidence.attendance import nothing_on_record, sent_nobody, silent_words
from escp_data.evidence.chosen import filter_rows
from escp_data.evidence.training import (
    NO_TRAINING,
    Outcome,
    by_action,
    headline,
    outcome,
    table_by,
    training,
)
from escp_data.evidence.training_chart import confidence_table, confidence_words
from escp_data.evidence.training_filters import (
    TrainingFilters,
    training_choices,
)
from escp_data.papers.training_file import training_shown
from escp_data.plan.actions import View
from escp_data.store.database import open_store
from escp_data.text.periods import parse_period
from tests.scenarios import BU, C, I, Partnership, V, quarter

SAMPLE_NOW = View(parse_period("2025-26 Q3"), parse_period("2025-26 Q2"), None, "2023-26")
COURSE, OTHER = "Half day", "Seeing the child"
WHOLE = {
    "Places offered": 52, "Eligible staff": 640, "Places attended": 46, "No-shows": 4,
    "Responses": 36, "Confident before": 12, "Confident after": 32,
    "Follow-up responses": 19, "Used in practice": 14, "Follow-up weeks": 8,
}  # fmt: skip  # pairs share a line


def came(agency: str, period: str, attended: float | None = 10, **more: Any) -> dict[str, Any]:
    """A row of Training: so many came from an agency in a quarter."""
    row = {"Course": COURSE, "Period": str(quarter(period)), "Agency": agency, "Ref": "1.1",
           "Places attended": attended}  # fmt: skip  # pairs share a line
    return row | {name.replace("_", " "): value for name, value in more.items()}


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def rows(base: Partnership, *told: dict[str, Any], at: str = "Q4") -> pd.DataFrame:
    """Those rows, as they are asked for at a quarter."""
    if told:
        base.send(BU, "Q4", Training=list(told))
    here = quarter(at)
    return training(base.store, View(here, here.shifted(-1)))


def test_all_that_is_known_one_fact_a_sentence(base: Partnership) -> None:
    found = outcome(rows(base, came(C, "Q3", **WHOLE)))
    assert found.sentences == (
        "46 of 52 places were filled (88%); 4 booked and did not come.",
        "640 staff ought to take it; 46 places were taken so far.",
        "36 of the 46 who came answered (78%).",
        "12 of 36 felt confident before (33%, 20 to 50), 32 after (89%, 75 to 96): more confident.",
        "After 8 weeks, 14 of the 19 who answered again had used it (74%, 51 to 88).",
    )


def test_what_is_not_on_record_is_said(base: Partnership) -> None:
    few = {"Responses": 6, "Confident before": None, "Confident after": None}
    assert outcome(rows(base, came(C, "Q3", 44))).sentences == (
        "44 people came; places offered: not given.",
        "How many of them answered is not on record, so nothing shows what it did.",
        "Whether it was used in practice is not on record.",
    )
    assert outcome(rows(base, came(C, "Q3", 44, **few))).sentences[1:3] == (
        "6 of the 44 who came answered (14%), fewer than half.",
        "How confident they felt before and after is not on record.",
    )


def answered(before: int, after: int, of: int) -> Outcome:
    """What so many answers come to."""
    numbers = {
        "places_attended": of, "places_offered": None, "eligible_staff": None, "no_shows": None,
        "responses": of, "confident_before": before, "confident_after": after,
        "follow_up_responses": None, "used_in_practice": None, "follow_up_weeks": None,
    }  # fmt: skip  # pairs share a line
    return outcome(pd.DataFrame([numbers]).astype("float64").assign(agency=C, course=COURSE))


@pytest.mark.parametrize(("of", "step"), [(6, 1), (36, 6), (120, 24)])
def test_confidence_changed_only_where_the_intervals_part(of: int, step: int) -> None:
    for before in range(0, of + 1, step):
        for after in range(0, of + 1, step):
            found = answered(before, after, of)
            low, high = proportion_confint(before, of, method="wilson")
            lower, upper = proportion_confint(after, of, method="wilson")
            assert found.before is not None
            assert found.before.estimate[1:] == pytest.approx((low, high))
            wanted = "more confident" if lower > high else "no clear change"
            assert found.verdict == ("less confident" if upper < low else wanted)


def test_rows_that_cannot_be_are_left_out_and_said(base: Partnership) -> None:
    wrong = came(V, "Q3", 5, **{"Responses": 9, "Confident before": 1, "Confident after": 2})
    found = outcome(rows(base, came(C, "Q3", **WHOLE), wrong))
    assert (found.attended, found.left_out) == (51, 1)
    assert found.answered is not None
    assert found.answered.words == "36 of 46 (78%)"
    assert found.sentences[-1] == (
        "1 row is left out: more people answered than came, or felt so than answered."
    )


def test_each_share_is_of_the_rows_that_say_both(base: Partnership) -> None:
    silent = came(V, "Q3", 10, **{"Places offered": 20, "Follow-up weeks": 6})
    found = outcome(rows(base, came(C, "Q3", **WHOLE), silent))
    assert found.filled is not None
    assert found.answered is not None
    assert (found.filled.words, found.answered.words) == ("56 of 72 (78%)", "36 of 46 (78%)")
    assert found.weeks == (8, 8)


def test_staff_who_take_several_courses_are_counted_once(base: Partnership) -> None:
    told = [
        came(C, "Q1", **{"Eligible staff": 300}),
        came(C, "Q2", **{"Eligible staff": 320}),
        came(C, "Q2", Course=OTHER, **{"Eligible staff": 310}),
        came(V, "Q2", **{"Eligible staff": 50}),
    ]
    assert outcome(rows(base, *told)).eligible == 370


def test_the_actions_stand_apart_in_the_plans_order(base: Partnership) -> None:
    told = [came(C, "Q1", Ref="2.1"), came(C, "Q2"), came(C, "Q3", Ref=None, Course=OTHER)]
    found = by_action(rows(base, *told))
    assert {ref: list(own["period"]) for ref, own in found.items()} == {
        "1.1": ["2025-26 Q2"], "2.1": ["2025-26 Q1"], "No action named": ["2025-26 Q3"],
    }  # fmt: skip  # pairs share a line
    assert list(found["1.1"]["priority"]) == [1]
    assert list(training_shown(found["No action named"])["Ref"]) == [None]


def test_only_what_has_ended_by_the_quarter(base: Partnership) -> None:
    told = [came(C, "2025-26"), came(C, "Q2"), came(C, "2024/25 academic")]
    assert list(rows(base, *told, at="Q3")["year"]) == ["school year 2024/25", "2025-26"]
    assert len(rows(base, *told, at="Q4")) == 3


def test_what_names_no_action_is_not_counted_as_one(base: Partnership) -> None:
    none = came(C, "Q2", Ref=None, **WHOLE)
    assert (
        headline(rows(base, none)) == "Of training that names no action, people say: more confident"
    )
    found = rows(base, came(C, "Q3", **WHOLE))
    assert headline(found) == "People felt more confident on 1 of 1 action"


def test_headlines(base: Partnership) -> None:
    assert headline(rows(base, at="Q1")) == NO_TRAINING
    assert headline(rows(base, came(C, "Q2"))) == "Nothing shows yet what training did"
    flat = {"Responses": 10, "Confident before": 5, "Confident after": 6}
    found = rows(base, came(C, "Q2", **WHOLE), came(C, "Q3", 10, Ref="2.1", **flat))
    assert headline(found) == "People felt more confident on 1 of 2 actions"
    outcomes = {ref: outcome(own) for ref, own in by_action(found).items()}
    assert confidence_words(outcomes) == (
        "Felt confident, by action. 1.1: 33% before, 89% after, more confident and 2.1: 50% "
        "before, 60% after, no clear change."
    )
    assert confidence_table(outcomes)["Words"].tolist() == [
        "12 of 36 (33%, 20 to 50)", "32 of 36 (89%, 75 to 96)",
        "5 of 10 (50%, 24 to 76)", "6 of 10 (60%, 31 to 83)",
    ]  # fmt: skip  # pairs share a line


def test_who_sent_nobody_and_since_when(base: Partnership) -> None:
    found = rows(
        base,
        *(came(C, period, number) for period, number in (("Q1", 4), ("Q2", 0), ("Q3", 0))),
        *(came(V, period, number) for period, number in (("Q1", 0), ("Q3", 2))),
        came(I, "Q3", 0, Course=OTHER),
        came(V, "Q3", None, Course=OTHER),
    )
    assert sent_nobody(found) == (
        "Council sent nobody to Half day in two quarters, from 2025-26 Q2 on. Somebody last came "
        "in 2025-26 Q1.",
        "ICB sent nobody to Seeing the child in one quarter, from 2025-26 Q3 on. Nobody has come "
        "before either.",
    )


def test_where_no_place_was_offered_nobody_was_kept_away(base: Partnership) -> None:
    some, none = {"Places offered": 12}, {"Places offered": 0}
    found = rows(
        base,
        came(C, "Q1", 0, **none),
        came(V, "Q1", 0),
        *(came(I, period, 0, **offer) for period, offer in (("Q1", some), ("Q2", none))),
        came(C, "Q2", 4, Course=OTHER, **some),
        came(C, "Q3", 0, Course=OTHER, **none),
    )
    assert sent_nobody(found) == (
        "ICB sent nobody to Half day in one quarter, from 2025-26 Q1 on. Nobody has come before "
        "either.",
        "Voluntary sector sent nobody to Half day in one quarter, from 2025-26 Q1 on. Nobody has "
        "come before either.",
    )


def test_an_agency_that_says_nothing_is_named(base: Partnership) -> None:
    found = rows(base, came(C, "Q1"))
    here = View(quarter("Q4"), quarter("Q3"))
    silent = nothing_on_record(base.store, here, found)
    assert silent == ("ICB", "Voluntary sector")
    assert silent_words(silent) == (
        "No figures from ICB and Voluntary sector: who of their staff came is not known."
    )
    assert silent_words(()) == ""


def test_by_agency_and_filters(base: Partnership) -> None:
    found = rows(base, came(C, "Q1", **WHOLE), came(V, "Q2", 3, Course=OTHER, Ref="2.1"))
    heads = ["Places filled", "Answered", "Confident before", "Confident after", "Change"]
    table = table_by(found, "Agency")
    assert list(table.columns) == ["Agency", *heads, "Used in practice"]
    assert table.to_numpy().tolist() == [
        ["Council", "46 of 52 (88%)", "36 of 46 (78%)", "12 of 36 (33%, 20 to 50)",
         "32 of 36 (89%, 75 to 96)", "more confident", "14 of 19 (74%, 51 to 88) after 8 weeks"],
        ["Voluntary sector", "3 came", *["[x]"] * 5],
    ]  # fmt: skip  # rows
    assert training_choices(found) == {
        "course": [COURSE, OTHER], "agency": [C, V], "year": ["2025-26"],
    }  # fmt: skip  # pairs share a line
    for filters, shown in (
        (TrainingFilters(), [C, V]),
        (TrainingFilters(priority=(2,)), [V]),
        (TrainingFilters(course=(COURSE,), agency=(V,)), []),
        (TrainingFilters(year=("2025-26",)), [C, V]),
    ):
        assert list(filter_rows(found, filters)["agency"]) == shown
    assert TrainingFilters((2,), (OTHER,), (V,), ("2025-26",)).words == (
        "Priority 2; Course Seeing the child; Agency Voluntary sector; Year 2025-26"
    )


def test_the_police_sent_nobody_in_the_sample(sample_store: Path) -> None:
    found = training(open_store(sample_store), SAMPLE_NOW)
    assert sent_nobody(found) == (
        "Metropolitan Police sent nobody to Adultification: see the child in three quarters, from "
        "2025-26 Q1 on. Somebody last came in 2023-24 Q4.",
    )
    assert headline(found) == "People felt more confident on 3 of 4 actions"
