"""How will we know: each kind of evidence by its age, and every gap named with who supplies it."""

from pathlib import Path

import pytest

from escp_data.evidence.promises import ABSENT, OLD, PRESENT, Evidence, promises
from escp_data.plan.actions import View
from escp_data.store.database import open_store
from tests.scenarios import ACTION, BASE, BU, C, Partnership, quarter, told

MEASURE = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
           "Better when": "lower", "Time": "flow", "Definition": "All", "Supplier agency": C,
           }  # fmt: skip  # pairs share a line
PROMISED = ACTION | {"Measure codes": "SUSP", "Success measure": "Fewer are suspended."}
NO_TRAINING = (
    "No training is on record under this action. The business unit supplies it, on the Training "
    "sheet."
)
NO_CHILD = "No child has been heard on this action. Council leads it, and can ask them."


def evidence(base: Partnership, name: str = "Q3", ref: str = "2.1") -> tuple[Evidence, ...]:
    own = quarter(name)
    return promises(base.store, View(own, own.shifted(-1)))[ref].evidence


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    made = Partnership.base(tmp_path, Measures=[MEASURE], Actions=[BASE["Actions"][0], PROMISED])
    made.send(C, "Q3", Progress=[told("Green")])
    return made


def test_where_nothing_is_on_record_each_gap_says_who_supplies_it(base: Partnership) -> None:
    gap = "No figure is on record for Suspensions. Council supplies it."
    assert evidence(base) == (
        Evidence("Figures", None, ABSENT, (), (gap,), ("SUSP",)),
        Evidence("Practitioners", None, ABSENT, (), (NO_TRAINING,)),
        Evidence("Children", None, ABSENT, (), (NO_CHILD,)),
    )


def test_an_action_without_a_measure_says_where_to_name_one(base: Partnership) -> None:
    [figures, *_] = evidence(base, ref="1.1")
    assert figures.gaps == (
        "No measure is tied to this action. The business unit can name one on the plan "
        "workbook's Actions sheet.",
    )


@pytest.mark.parametrize(
    ("returned", "state", "age", "gap"),
    [
        ("Q3", PRESENT, "this quarter", ""),
        ("Q2", PRESENT, "last quarter", ""),
        ("2024-25 Q4", PRESENT, "three quarters ago", ""),
        ("2024-25 Q3", OLD, "four quarters ago",
         "Suspensions: nothing newer than 2024-25 Q3, four quarters ago. Council supplies it."),
        ("Q4", ABSENT, "none", "No figure is on record for Suspensions. Council supplies it."),
    ],
)  # fmt: skip  # pairs share a line
def test_figures_grow_old_after_four_quarters(
    base: Partnership, returned: str, state: str, age: str, gap: str
) -> None:
    base.send(C, returned, Measure_values=[{"Code": "SUSP", "Numerator": 40}])
    [figures, *_] = evidence(base)
    found = figures.state, figures.age(quarter("Q3")), figures.gaps
    assert found == (state, age, (gap,) if gap else ())


def test_a_figure_is_said_beside_the_year_before(base: Partnership) -> None:
    for name, number in (("2024-25 Q3", 50), ("Q3", 40)):
        base.send(C, name, Measure_values=[{"Code": "SUSP", "Numerator": number}])
    [figures, *_] = evidence(base)
    assert figures.said == ("Suspensions: 40 in 2025-26 Q3, lower than a year before.",)


def test_a_small_count_of_children_is_evidence_and_is_not_told(tmp_path: Path) -> None:
    of_children = MEASURE | {"Counts": "children"}
    base = Partnership.base(tmp_path, Measures=[of_children], Actions=[PROMISED])
    base.send(C, "Q3", Measure_values=[{"Code": "SUSP", "Numerator": 3}])
    [figures, *_] = evidence(base)
    hidden = "Suspensions: too few children to show in 2025-26 Q3."
    assert (figures.state, figures.said) == (PRESENT, (hidden,))


def test_training_without_answers_shows_nothing_and_says_so(base: Partnership) -> None:
    row = {"Course": "A day", "Ref": "2.1", "Agency": C, "Places attended": 9}
    base.send(BU, "Q3", Training=[row])
    practitioners = evidence(base)[1]
    said = "Nobody who was trained has answered, so nothing shows what it did."
    assert (practitioners.state, practitioners.gaps) == (ABSENT, (said,))


def test_answers_to_training_grow_old(base: Partnership) -> None:
    row = {"Course": "A day", "Ref": "2.1", "Agency": C, "Places attended": 9, "Responses": 8,
           "Confident before": 2, "Confident after": 7}  # fmt: skip  # pairs share a line
    base.send(BU, "2024-25 Q3", Training=[row])
    practitioners = evidence(base)[1]
    said = "Nobody who was trained has answered since 2024-25 Q3, four quarters ago."
    assert (practitioners.state, practitioners.gaps) == (OLD, (said,))
    assert evidence(base, "Q2")[1].state == PRESENT


def test_children_are_heard_answered_and_waited_for(base: Partnership) -> None:
    heard = {"Ref": "2.1", "Agency": C, "Children involved": 20}
    buses = {"Date": "14/01/2025", "Theme": "Buses", "What children said": "Late."}
    changed = heard | buses | {"What changed as a result": "A later bus."}
    waits = heard | {"Date": "14/02/2025", "Theme": "Toilets", "What children said": "Locked."}
    base.send(C, "2024-25 Q4", Voice=[changed, waits])
    led = "1 of 2 things that children said led to a change."
    assert evidence(base)[2] == Evidence(
        "Children",
        quarter("2024-25 Q4"),
        PRESENT,
        (led, "The newest change: A later bus."),
        ("Not answered for 10 months: Toilets.",),
    )
    assert evidence(base, "Q4")[2].gaps[0] == (
        "No child has been heard on this since January to March 2025, four quarters ago. Council "
        "leads it, and can ask them."
    )


def test_strength_is_one_line_an_action(base: Partnership) -> None:
    base.send(C, "2024-25 Q3", Measure_values=[{"Code": "SUSP", "Numerator": 40}])
    own = quarter("Q3")
    promise = promises(base.store, View(own, own.shifted(-1)))["2.1"]
    assert (promise.text, promise.strength) == (
        "Fewer are suspended.",
        "Figures old, four quarters ago · Practitioners absent · Children absent",
    )


@pytest.mark.parametrize(
    ("said", "telling", "leading", "rest"),
    [
        ((), "", "", ()),
        (("Places.", "Confidence."), "", "Places.", ("Confidence.",)),
        (("Places.", "Confidence."), "Confidence.", "Confidence.", ("Places.",)),
    ],
)
def test_one_sentence_stands_for_a_kind(
    said: tuple[str, ...], telling: str, leading: str, rest: tuple[str, ...]
) -> None:
    own = Evidence("Practitioners", None, PRESENT, said, (), telling=telling)
    assert (own.leading, own.rest) == (leading, rest)


def test_practitioners_say_first_what_the_training_did(sample_store: Path) -> None:
    own = quarter("2025-26 Q3")
    known = promises(open_store(sample_store), View(own, own.shifted(-1)))
    assert known["1.2"].evidence[1].leading == (
        "160 of 353 felt confident before (45%, 40 to 51), 291 after (82%, 78 to 86): more "
        "confident."
    )
    assert len(known["1.2"].evidence[1].rest) == 4
