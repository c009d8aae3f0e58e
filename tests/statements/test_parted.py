"""What belongs together comes from one row: a reason and its RAG, a denominator and its numerator.

Each history takes out, or says again, what stood between the two.
"""

from pathlib import Path

import pytest

from escp_data.evidence.measures import scorecard
from escp_data.store.database import Store
from tests.scenarios import BU, C, Partnership, V, quarter, told

CODE = "REREF"
MEASURE = {"Code": CODE, "Measure": "Repeat referrals", "Kind": "percentage", "Counts": "other",
           "Better when": "lower", "Time": "flow",
           "Definition": "Within 12 months"}  # fmt: skip  # pairs share a line


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path, Measures=[MEASURE])


def test_a_reason_said_anew_brings_the_rag_it_is_for(base: Partnership) -> None:
    base.send(BU, "Q3", Progress=[told("Amber", "a")])
    base.send(C, "Q3", Progress=[told("Red", "why")])
    base.send(BU, "Q3", Progress=[told("Amber", "b")])
    assert base.headline("rag", "rag_reason") == ("Amber", "b")


def test_a_rag_said_again_moves_nothing(base: Partnership) -> None:
    base.send(BU, "Q3", Progress=[told("Amber", "a")])
    base.send(C, "Q3", Progress=[told("Red", "why")])
    base.send(BU, "Q3", Progress=[told("Amber", "a")])
    assert base.headline("rag", "rag_reason") == ("Red", "why")


def test_no_reason_is_left_beside_a_rag_it_was_not_given_for(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "slow")])
    red = base.send(C, "Q3", Progress=[told("Red", "stopped")])
    base.send(C, "Q3", Progress=[told("Red", Evidence="e")])
    base.withdraw(red)
    assert base.headline("rag", "rag_reason", "evidence") == ("Red", None, "e")
    base.reinstate(red)
    assert base.headline("rag", "rag_reason", "evidence") == ("Red", "stopped", "e")


def test_the_same_of_what_a_contributor_says(base: Partnership) -> None:
    base.send(V, "Q3", Progress=[told("Amber", "slow")])
    red = base.send(V, "Q3", Progress=[told("Red", "stopped")])
    base.send(V, "Q3", Progress=[told("Red", Evidence="e")])
    base.withdraw(red)
    [beside] = base.page("Q3")["2.1"]["beside"]
    assert (beside.values["rag"], beside.values["rag_reason"]) == ("Red", None)


def numbers(store: Store) -> tuple[float | None, float | None]:
    """What is on record of the one value."""
    [(top, bottom)] = (
        store.current("measure_values")[["numerator", "denominator"]].to_numpy().tolist()
    )
    return top, None if bottom != bottom else bottom


def value(top: object, bottom: object = None) -> list[dict[str, object]]:
    """A row of Measure values with the columns that are given."""
    row = {"Code": CODE, "Numerator": top}
    return [row if bottom is None else row | {"Denominator": bottom}]


def test_no_denominator_is_left_beside_a_numerator_it_was_not_given_for(
    base: Partnership,
) -> None:
    base.send(C, "Q3", Measure_values=value(45, 100))
    second = base.send(C, "Q3", Measure_values=value(60, 120))
    base.send(C, "Q3", Measure_values=value(60))
    assert numbers(base.store) == (60, 120)
    base.withdraw(second)
    assert numbers(base.store) == (60, None)
    [found] = scorecard(base.store, quarter("Q3"))
    assert [each.state for each in found.totals] == ["missing"]
    base.reinstate(second)
    assert numbers(base.store) == (60, 120)


def test_a_denominator_put_right_alone_stays(base: Partnership) -> None:
    base.send(C, "Q3", Measure_values=value(45, 100))
    base.send(C, "Q3", Measure_values=value(45, 110))
    base.send(C, "Q3", Measure_values=value(45))
    assert numbers(base.store) == (45, 110)


def test_a_mark_over_a_numerator_leaves_its_denominator(base: Partnership) -> None:
    base.send(C, "Q3", Measure_values=value(45, 100))
    base.send(C, "Q3", Measure_values=value("c"))
    assert numbers(base.store) == (45, 100)


def test_a_reason_given_again_for_another_rag_stands(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "slow")])
    red = base.send(C, "Q3", Progress=[told("Red", "stopped")])
    base.send(C, "Q3", Progress=[told("Red", Evidence="e")])
    base.withdraw(red)
    base.send(C, "Q3", Progress=[told("Red", "slow")])
    assert base.headline("rag", "rag_reason") == ("Red", "slow")
