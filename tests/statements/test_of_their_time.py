"""What was said of a quarter holds from it on (rows 30 to 40, 57 and 62)."""

from pathlib import Path

import pytest

from escp_data.plan.actions import View, priorities
from escp_data.plan.returns import returns_of_quarter
from tests.scenarios import BU, NEXT, C, I, Partnership, codes, quarter, told


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def reworded(words: str, **more: object) -> dict[str, object]:
    return {"Ref": "2.1", "Priority": 2, "Action": words, **more}


def wordings(base: Partnership, *names: str) -> list[str]:
    return [str(base.page(name)["2.1"]["action"]) for name in names]


def test_30_wording_holds_from_its_covers_quarter_on(base: Partnership) -> None:
    base.send(BU, "Q3", Actions=[reworded("old, but new")])
    assert wordings(base, "Q2", "Q3", "Q4") == ["old", "old, but new", "old, but new"]


def test_31_so_do_titles(base: Partnership) -> None:
    base.send(BU, "Q3", Priorities=[{"Priority": 1, "Title": "One, retitled"}])

    def title(name: str) -> str:
        own = quarter(name)
        return str(priorities(base.store, View(own, own.shifted(-1)))["title"][0])

    assert (title("Q2"), title("Q3")) == ("One", "One, retitled")


def test_32_the_order_is_of_quarters_and_not_of_uploads(base: Partnership) -> None:
    base.send(BU, "Q2", Actions=[reworded("old b")])
    base.send(BU, "Q1", Actions=[reworded("old a")])
    assert wordings(base, "2024-25 Q4", "Q1", "Q2", "Q3") == ["old", "old a", "old b", "old b"]


def test_33_a_correction_changes_every_quarter_without_later_words(base: Partnership) -> None:
    base.send(BU, "Q4", Actions=[reworded("old, later")])
    base.send(BU, "2023-24 Q1", Actions=[reworded("old, typo mended")])
    assert wordings(base, "2023-24 Q1", "Q3", "Q4") == [
        "old, typo mended",
        "old, typo mended",
        "old, later",
    ]


def test_34_words_dated_after_the_plans_end_are_told(base: Partnership) -> None:
    base.send(BU, "Q4", **NEXT)
    checked = base.check(BU, "N2", "2023-26", Actions=[reworded("old, mended")])
    [warning] = [each for each in checked.warnings if each.code == "W16"]
    assert "write 2025-26 Q4 on the Cover" in warning.message


def test_35_and_36_what_came_first_with_a_plan_is_there_from_its_start(base: Partnership) -> None:
    base.send(BU, "2026-27 Q3", **{
        **NEXT, "Actions": [*NEXT["Actions"], {"Ref": "1.1", "Priority": 1, "Action": "n"}],
    })  # fmt: skip  # one thought
    assert wordings(base, "N1", "N2") == ["new", "new"]
    base.send(BU, "N1", "2026-29", Actions=[reworded("new, at first")])
    assert wordings(base, "N1", "N2", "N3") == ["new, at first", "new, at first", "new"]
    assert list(base.page("N1")) == ["1.1", "2.1"]


def test_37_an_action_added_later_is_there_once_it_is_reported(base: Partnership) -> None:
    base.send(BU, "Q3", Actions=[{"Ref": "1.4", "Priority": 1, "Action": "added",
                                  "Lead agency": C}])  # fmt: skip  # pairs share a line
    assert ("1.4" in base.page("Q2"), "1.4" in base.page("Q3")) == (False, True)
    base.send(C, "Q2", Progress=[told("Green", ref="1.4")])
    assert base.page("Q2")["1.4"]["action"] == "added"


def test_38_a_superseded_action_counts_up_to_its_quarter(base: Partnership) -> None:
    base.send(BU, "Q3", Actions=[reworded("old", State="Superseded")])

    def expected(name: str) -> tuple[str, ...]:
        own = quarter(name)
        return returns_of_quarter(base.store, View(own, own.shifted(-1))).expected

    assert (base.page("Q2")["2.1"]["state"], base.page("Q3")["2.1"]["state"]) == (
        "Live",
        "Superseded",
    )
    assert (expected("Q2"), expected("Q3")) == ((C, I), (I,))


def test_39_a_date_that_is_not_said_again_stands(base: Partnership) -> None:
    base.send(BU, "Q2", Actions=[reworded("old") | {
        "Revised due date": "30/06/2026"}])  # fmt: skip  # one thought
    base.send(BU, "Q2", Actions=[reworded("old")])
    row = base.page("Q2")["2.1"]
    assert (row["due"], row["moved"]) == ("2026-06-30", 1)


def test_40_a_revised_date_that_is_emptied_gives_the_first_back(base: Partnership) -> None:
    base.send(BU, "Q2", Actions=[reworded("old") | {"Revised due date": "30/06/2026"}])
    base.send(BU, "Q2", Actions=[reworded("old") | {"Revised due date": None}])
    row = base.page("Q2")["2.1"]
    assert (row["due"], row["moved"]) == ("2026-03-31", 2)


def test_57_a_measure_keeps_the_words_of_its_quarter(tmp_path: Path) -> None:
    measure = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
               "Better when": "lower", "Time": "flow", "Definition": "All", "Target": 10,
               }  # fmt: skip  # pairs share a line
    base = Partnership.base(tmp_path, Measures=[measure])
    checked = base.check(BU, "N1", Measures=[measure | {"Definition": "Some", "Target": 20}])
    assert "W22" in codes(checked)
    event = {"Date": "01/04/2026", "Measure": "SUSP", "What happened": "A new definition",
             "Breaks the series": "Yes"}  # fmt: skip  # pairs share a line
    both = base.check(BU, "N1", Measures=[measure | {"Definition": "Some"}], Events=[event])
    assert "W22" not in codes(both)


def test_62_a_population_corrected_is_newest_everywhere(base: Partnership) -> None:
    row = {"Basis": "Pupils", "Date": "2024-25", "Ethnic group": "White", "Population": 900}
    base.send(BU, "Q1", Population=[row])
    day = base.now.isoformat()[:10]
    base.tick()
    base.send(BU, "Q3", Population=[row | {"Population": 910}])
    numbers = [list(base.store.current("population", at)["population"]) for at in (day, None)]
    assert numbers == [[900.0], [910.0]]
