"""A renamed agency is one: whatever is asked reads as if it had had one name all along.

Two stores hold the same uploads. In one of them an agency is known by another name half-way
through, and returns under it from then on. Each answer is the same in both, but for the name.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
import pytest

from escp_data.disproportionality import Comparison, agencies, findings, measures
from escp_data.evidence.agency import (
    agencies_shown,
    asked_of,
    assured,
    attended_by,
    has_returned,
    measures_of,
    parts_of,
    still_expected,
    training_of,
)
from escp_data.evidence.measures import scorecard
from escp_data.papers.annual import annual_report
from escp_data.papers.quarterly import quarterly_paper
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import View, actions
from escp_data.plan.board import outstanding_items, returns_board
from escp_data.plan.filters import Filters, choices, filter_actions
from escp_data.plan.glance import glance
from escp_data.returns.prefill import prefill, read_agency
from escp_data.store.database import Store
from tests.counted import GROUPS
from tests.scenarios import ACTION, BU, C, I, Partnership, V, quarter, told

NEW = "New ICB"
"""It stands where the old name does in alphabetical order, so that both stores' lists agree."""
EARLIER = tuple(f"{year} Q{number}" for year in ("2023-24", "2024-25") for number in (1, 2, 3, 4))
VIEW = View(quarter("Q3"), quarter("Q2"))
BEFORE = View(quarter("Q1"), quarter("2024-25 Q4"))
RATE = {"Kind": "rate", "Counts": "children", "Per": 1000, "Better when": "lower", "Time": "flow",
        "Definition": "All", "Population basis": "Pupils", "Reference group": "White",
        }  # fmt: skip  # pairs share a line
COUNT = {"Kind": "count", "Counts": "other", "Better when": "lower", "Time": "flow",
         "Definition": "All"}  # fmt: skip  # pairs share a line


def return_of(black: int, *periods: str) -> dict[str, list[dict[str, object]]]:
    """All that an agency may send for some quarters, and of how many Black children."""
    counts = dict(zip(GROUPS, (50, black, 60, 200, 40, 9), strict=True))
    return {
        "Progress": [
            each | {"Period": period}
            for period in periods
            for each in (told("Amber", "why", ref="1.1"), told("Green", Progress_update="more"))
        ],
        "Measure_values": [
            {"Code": "VISITS", "Period": period, "Numerator": 100} for period in periods
        ],
        "Ethnicity_counts": [
            {"Code": "SEARCH", "Period": period, "Ethnic group": group, "Count": count}
            for period in periods
            for group, count in counts.items()
        ],
        "Training": [
            {"Course": "Adult", "Period": period, "Places attended": 40} for period in periods
        ],
    }


def history(folder: Path, agency: str, later: str) -> Partnership:
    """An agency returns for years; then it is on the Agencies sheet again, and returns on."""
    folder.mkdir()
    people = [
        {"Basis": "Pupils", "Date": "2023/24 academic", "Ethnic group": group, "Population": 5000}
        for group in GROUPS[:5]
    ]
    base = Partnership.base(
        folder,
        Actions=[
            {"Ref": "1.1", "Priority": 1, "Action": "another", "Lead agency": agency},
            ACTION | {"Contributing agencies": f"{I}; {V}"},
        ],
        Measures=[
            {"Code": "SEARCH", "Measure": "Searches", "Supplier agency": agency, **RATE},
            {"Code": "VISITS", "Measure": "Visits", "Supplier agency": agency, **COUNT},
        ],
        Population=people,
    )
    base.send(agency, "Q1", **return_of(120, *EARLIER, "2025-26 Q1"))
    renamed = {"Also known as": agency} if later != agency else {}
    base.send(BU, "Q2", Agencies=[{"Agency": later, "Type": "Safeguarding partner", **renamed}])
    for period in ("2025-26 Q2", "2025-26 Q3"):
        base.send(later, period, **return_of(30, period))
    base.send(BU, "Q3", Actions=[
        {"Ref": "1.2", "Priority": 1, "Action": "third", "Lead agency": later},
    ])  # fmt: skip  # a row a line
    return base


def words_of(paper: bytes) -> list[str]:
    """Every paragraph and cell of a paper, but for the seals of the uploads."""
    document = docx.Document(BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = [*(each.text for each in document.paragraphs), *cells]
    return [each for each in words if not re.fullmatch(r"[0-9a-f]{12}", each)]


Question = Callable[[Store, str], object]
"""Of a store, with the agency's name as it is now."""
QUESTIONS: dict[str, Question] = {
    "actions": lambda store, _: actions(store, VIEW),
    "an earlier quarter": lambda store, _: actions(store, BEFORE),
    "what can be chosen": lambda store, _: choices(actions(store, VIEW)),
    "filtered": lambda store, name: filter_actions(actions(store, VIEW), Filters(agency=(name,))),
    "led": lambda store, name: filter_actions(
        actions(store, VIEW), Filters(agency=(name,), leads=True)
    ),
    "glance": lambda store, _: glance(store, VIEW),
    "board": lambda store, _: returns_board(store, VIEW),
    "outstanding": lambda store, _: outstanding_items(store, VIEW),
    "agencies": lambda store, _: agencies_shown(store, VIEW),
    "parts": lambda store, name: parts_of(store, VIEW, name),
    "expected": lambda store, name: still_expected(store, VIEW, name),
    "returned": lambda store, name: has_returned(store, VIEW, name),
    "its measures": lambda store, name: measures_of(store, VIEW, name),
    "its training": lambda store, name: training_of(store, VIEW, name),
    "its seats": lambda store, name: attended_by(store, VIEW, name),
    "asked of it": lambda store, name: asked_of(store, VIEW, name),
    "assured": lambda store, name: assured(store, VIEW, name),
    "prefilled": lambda store, name: prefill(store, quarter("Q4"), name),
    "prefilled by its old name": lambda store, name: prefill(
        store, quarter("Q4"), read_agency(store, name.removeprefix("New "))
    ),
    "prefilled for all": lambda store, _: prefill(store, quarter("Q4"), BU),
    "scorecard": lambda store, _: scorecard(store, VIEW.period),
    "exported": lambda store, name: [
        contract_table(store, table, Asked(filters=Filters(agency=(name,))))[0]
        for table in ("actions", "progress", "measures", "measure_values", "training")
    ],
    "quarterly paper": lambda store, _: words_of(quarterly_paper(store, VIEW)),
    "annual report": lambda store, _: words_of(annual_report(store, VIEW)),
    "who counts by group": lambda store, _: agencies(store),
    "measures by group": lambda store, name: measures(store, agency=name),
    "findings": lambda store, _: findings(store, Comparison(VIEW.period), None, "Black"),
    "its findings": lambda store, name: findings(
        store, Comparison(VIEW.period, agency=name), None, "Black"
    ),
}  # fmt: skip  # a question a line, or nearly


def as_text(answer: object) -> str:
    """An answer whole: of frames every cell."""
    with pd.option_context("display.max_rows", None, "display.max_columns", None,
                           "display.width", 10_000, "display.max_colwidth", None):  # fmt: skip
        if isinstance(answer, list):
            return "\n".join(map(as_text, answer))
        return repr(answer.to_dict("list") if isinstance(answer, pd.DataFrame) else answer)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Partnership, Partnership]:
    folder = tmp_path_factory.mktemp("renamed")
    return history(folder / "kept", I, I), history(folder / "renamed", I, NEW)


@pytest.mark.parametrize("question", QUESTIONS)
def test_58_a_renamed_agency_is_one_whatever_is_asked(
    both: tuple[Partnership, Partnership], question: str
) -> None:
    ask, (kept, renamed) = QUESTIONS[question], both
    was = as_text(ask(kept.store, I))
    now = as_text(ask(renamed.store, NEW)).replace(NEW, I)
    assert now == was


def test_58_a_past_day_knows_what_was_registered_by_then(
    both: tuple[Partnership, Partnership],
) -> None:
    _, renamed = both
    assert renamed.page("Q1", as_at="2026-01-06")["1.1"]["lead_agency"] == I
    assert agencies(renamed.store, "2026-01-06") == (I,)
    for day, name in (("2026-01-06", I), (None, NEW)):
        found = scorecard(renamed.store, BEFORE.period, day)
        assert {each.definition.supplier for each in found} == {name}


def test_58_rows_show_the_name_of_their_time(both: tuple[Partnership, Partnership]) -> None:
    page = both[1].page("Q3")
    shown = {ref: (page[ref]["lead_agency"], page[ref]["lead"]) for ref in ("1.1", "1.2")}
    assert shown == {"1.1": (I, NEW), "1.2": (NEW, NEW)}


def test_58_a_contributor_that_is_renamed_is_one(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(V, "Q2", Progress=[told("Red", "v", Progress_update="ours")])
    base.send(BU, "Q3", Agencies=[{"Agency": "New", "Also known as": V}])
    view = View(quarter("Q2"), quarter("Q1"))
    [part] = parts_of(base.store, view, "New")
    assert (part.ref, part.own_rag, part.said) == ("2.1", "Red", "ours")
    shown = base.page("Q2")["2.1"]
    assert (shown["contributing_agencies"], shown["contributors"]) == (V, "New")
    assert choices(actions(base.store, view))["agency"] == [C, I, "New"]


def test_59_merged_agencies_are_expected_as_one_and_their_values_add_up(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Measures=[{"Code": "VISITS", "Measure": "Visits", **COUNT}])
    for agency in (I, V):
        base.send(agency, "Q1", Measure_values=[{"Code": "VISITS", "Numerator": 40}])
    base.send(BU, "Q2", Agencies=[{"Agency": "One", "Also known as": f"{I}; {V}"}])
    base.send("One", "Q2", Measure_values=[{"Code": "VISITS", "Numerator": 75}])
    [found] = scorecard(base.store, quarter("Q2"))
    assert [(each.numerator, each.returned, each.without) for each in found.totals] == [
        (80, ("One",), ()),
        (75, ("One",), ()),
    ]
