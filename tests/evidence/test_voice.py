"""Children's voice: states derived from what is on record, as at a quarter and a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from escp_data.evidence.voice import Said, voice, waited
from escp_data.plan.actions import View
from tests.evidence.said import HEARD, said
from tests.scenarios import BU, NEXT, P1, Partnership, V, quarter


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    """Two plans on record, of which the first ends with Q4."""
    made = Partnership.base(tmp_path)
    made.send(BU, "N1", **NEXT)
    return made


def at(
    base: Partnership, period: str, as_at: str | None = None, plan: str = P1
) -> tuple[Said, ...]:
    """What was said under a plan by a quarter."""
    here = quarter(period)
    return voice(base.store, View(here, here.shifted(-1), as_at, plan))


def paths(found: tuple[Said, ...]) -> dict[str, tuple[str, ...]]:
    """Every state that each thing has reached, by its theme."""
    return {each.theme: each.path for each in found}


def test_every_state_is_derived_from_what_the_rows_say(base: Partnership) -> None:
    base.send(BU, "Q3", Voice=[
        said("asked", Method="Focus group"),
        said("heard", **HEARD),
        said("changed", **HEARD, **{"What changed as a result": "New lights"}),
        said("not possible", **HEARD, **{"Not possible because": "No money",
             "Told back on": "01/12/2025", "Told back how": "A letter"}),
        said("both", **{"What changed as a result": "Half", "Not possible because": "Half",
             "Told back how": "In person"}),
    ])  # fmt: skip  # rows
    assert paths(at(base, "Q3")) == {
        "asked": (
            "Sought 14 November 2025, focus group", "Not heard by any group yet",
            "Not answered, 1 month",
        ),
        "heard": (
            "Sought 14 November 2025", "Heard by The group, 20 November 2025",
            "Not answered, 1 month",
        ),
        "changed": (
            "Sought 14 November 2025", "Heard by The group, 20 November 2025", "Changed",
            "Children not told back yet",
        ),
        "not possible": (
            "Sought 14 November 2025", "Heard by The group, 20 November 2025", "Not possible",
            "Told back 1 December 2025: A letter",
        ),
        "both": (
            "Sought 14 November 2025", "Not heard by any group yet", "Changed",
            "Told back: In person",
        ),
    }  # fmt: skip  # a state a line
    [both] = [each for each in at(base, "Q3") if each.theme == "both"]
    assert (both.changed, both.not_possible) == ("Half", None)


def test_a_quarter_shows_what_had_happened_by_its_end(base: Partnership) -> None:
    base.send(BU, "Q1", Voice=[said("lights", Date="14/05/2025")])
    answer = {"Heard by": "The group", "Heard on": "20/08/2025", "Told back on": "03/11/2025"}
    changed = {"What changed as a result": "New lights"}
    base.send(BU, "Q3", Voice=[said("lights", Date="14/05/2025", **answer, **changed)])
    found = {period: [each.path[1:] for each in at(base, period)] for period in ("Q1", "Q2", "Q3")}
    heard = "Heard by The group, 20 August 2025"
    assert found == {
        "Q1": [("Not heard by any group yet", "Not answered, 1 month")],
        "Q2": [(heard, "Not answered, 4 months")],
        "Q3": [(heard, "Changed", "Told back 3 November 2025")],
    }
    assert at(base, "2024-25 Q4") == ()


def test_a_row_that_came_late_keeps_the_answer_that_came_with_it(base: Partnership) -> None:
    late = said("late", Date="14/05/2025", **{"Not possible because": "No money"})
    base.send(BU, "Q3", Voice=[late])
    assert [each.outcome for each in at(base, "Q1")] == ["Not possible"]


def test_what_comes_after_a_plans_end_counts_in_its_last_quarter(base: Partnership) -> None:
    base.send(BU, "Q4", Voice=[said("lights", Date="14/01/2026")])
    more = {"What changed as a result": "New lights", "Told back on": "01/06/2026", "Plan": P1}
    base.send(BU, "N1", Voice=[said("lights", Date="14/01/2026", **more)])
    [lights] = at(base, "Q4")
    assert lights.path[2:] == ("Changed", "Told back 1 June 2026")


def test_an_earlier_day_shows_what_was_on_record(base: Partnership) -> None:
    base.send(BU, "Q3", Voice=[said("lights")])
    before = (base.now - timedelta(days=1)).date().isoformat()
    base.send(BU, "Q3", Voice=[said("lights", **{"What changed as a result": "New lights"})])
    assert [each.outcome for each in at(base, "Q3")] == ["Changed"]
    assert [each.outcome for each in at(base, "Q3", before)] == ["Not answered yet"]


def test_each_plan_has_its_own_voices(base: Partnership) -> None:
    base.send(BU, "Q3", Voice=[said("first")])
    base.send(BU, "N1", Voice=[said("next", Date="14/05/2026")])
    assert list(paths(at(base, "Q4"))) == ["first"]
    assert list(paths(at(base, "N1", plan="2026-29"))) == ["next"]


def test_newest_first_and_by_the_name_an_agency_has_now(base: Partnership) -> None:
    rows = [said("a", Date="01/10/2025"), said("b", Date="02/05/2025", Agency=V), said("c")]
    base.send(BU, "Q3", Voice=rows)
    base.send(BU, "Q4", Agencies=[{"Agency": "Charities", "Also known as": V}])
    shown = [(each.theme, each.by.agency) for each in at(base, "Q4")]
    assert shown == [("c", "Council"), ("a", "Council"), ("b", "Charities")]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2023, 11, 8), date(2026, 3, 31), "2 years 4 months"),
        (date(2025, 3, 31), date(2026, 3, 31), "1 year"),
        (date(2025, 4, 1), date(2026, 3, 31), "11 months"),
        (date(2026, 2, 28), date(2026, 3, 31), "1 month"),
        (date(2026, 3, 1), date(2026, 3, 31), "less than a month"),
    ],
)
def test_how_long_it_has_waited(since: date, until: date, words: str) -> None:
    assert waited(since, until) == words
