"""Small numbers of children in a series: hidden on every way out, and in nothing made of them.

Also: scorecard, chart, command and file are one answer.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from escp_data.commands.measures import as_record
from escp_data.evidence.measure_charts import measure_chart, spark
from escp_data.evidence.measure_table import measure_table, scorecard_table
from escp_data.evidence.measure_words import benchmark_words, returned_words, sentence, short
from escp_data.evidence.measures import scorecard
from escp_data.papers.measures_file import measures_csv, measures_excel, series_table
from escp_data.papers.table_file import Asked, contract_table
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.calls import Caller
from tests.evidence.measure_stores import THREE, A, B, measure, measured, partnership, returned
from tests.evidence.measure_stores import values as of

QUARTER = parse_period("2026-27 Q1")
SEVEN = (*THREE, 13, 12, 13, 12, 13, 12, 13)


def made(folder: Path, low: int) -> Store:
    """A store in which some numbers of children are `low`, 1 to 5."""
    here = partnership(
        folder,
        *(measure(code, Counts="children") for code in ("FEW", "SUM", "REST", "YEAR")),
        measure("PART", Counts="children", Kind="percentage"),
        measure("SEVEN"),
    )
    year = [{"Code": "YEAR", "Period": "2023-24", "Agency": A, "Numerator": 29 + low}]
    returned(
        here,
        of("FEW", (9, low, 7, 8, low, 9, 7, low, 8, 9, 7, 8)),
        of("SUM", (12, 11, 13)), of("SUM", (9, low, 8), agency=B),
        of("REST", (12, 11, 13), agency=A), of("REST", (12, 11 + low, 13), agency="All agencies"),
        of("YEAR", (8, low, 9, 12)), year,
        of("PART", (9, low, 8), (20, 20, 20)),
        of("SEVEN", SEVEN, first="2021-22 Q3"),
    )  # fmt: skip  # a measure a line
    return here.store


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Run a command."""
    return Caller(capsys)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """Two stores that differ in what is hidden, and in nothing else that is shown."""
    low, other = (made(tmp_path_factory.mktemp(f"low{low}"), low) for low in (3, 4))
    return low, other


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("FEW", "pcppcppcpppp"),
        ("SUM", "pcp"),
        ("REST", "pcp"),
        ("YEAR", "ccpp"),
        ("PART", "pcp"),
    ],
)
def test_small_numbers_and_what_gives_them_away_are_hidden(
    stores: tuple[Store, Store], code: str, states: str
) -> None:
    words = {"present": "p", "hidden": "c", "missing": "x"}
    totals = measured(stores[0], code).totals[: len(states)]
    assert "".join(words[each.state] for each in totals) == states


def test_an_agency_that_gave_a_small_number_has_returned(stores: tuple[Store, Store]) -> None:
    own = measured(stores[0], "SUM", "2023-24 Q2")
    assert returned_words(own) == (
        "Returned for 2023-24 Q2: Council and ICB. The number is too small to show."
    )


def test_too_many_hidden_leave_dots(stores: tuple[Store, Store]) -> None:
    own = measured(stores[0], "FEW", "2025-26 Q4")
    assert sentence(own) == "Too many quarters are too small to show."
    assert own.chart.segments[0].chart == "dots"


def everything(store: Store) -> list[str]:
    """All that leaves the room, as text."""
    found = scorecard(store, QUARTER)
    said = [scorecard_table(found).to_csv(), series_table(found).to_csv()]
    for each in found:
        said += [json.dumps(measure_chart(each).to_dict(), default=str), spark(each)]
        said += [json.dumps(as_record(each)), returned_words(each)]
    return said


def test_nothing_that_comes_out_depends_on_a_hidden_number(stores: tuple[Store, Store]) -> None:
    one, other = map(everything, stores)
    hidden_year = one[1].replace("2023-24,32", "2023-24,33")
    assert [one[0], hidden_year, *one[2:]] == other


# --- one answer


def rules_of(store: Store, code: str) -> dict[str, str]:
    """The rules by period, as the measure itself has them."""
    own = measured(store, code)
    return {
        str(period): ", ".join(rules)
        for period, rules in zip(own.periods, own.chart.rules, strict=True)
    }


def test_signals_are_the_same_on_scorecard_chart_command_and_file(
    stores: tuple[Store, Store], call: Caller
) -> None:
    store, found = stores[0], scorecard(stores[0], QUARTER)
    said = call("measures", "--db", store.path, "--period", "2026-27 Q1", "--json")
    assert (said.code, said.err) == (0, "")
    records = {each["code"]: each for each in json.loads(said.out)}
    table = scorecard_table(found).set_index("Code")
    series = series_table(found)
    for each in found:
        wanted = rules_of(store, each.code)
        points = {point["period"]: ", ".join(point["rules"]) for point in
                  records[each.code]["points"]}  # fmt: skip  # in two lines
        assert points == wanted
        spec = measure_chart(each).to_dict()
        drawn = {
            row["period"]: "" if row["rules"] == "none" else row["rules"]
            for rows in spec["datasets"].values() for row in rows if "is_signal" in row
        }  # fmt: skip  # in few lines
        assert drawn == {p: wanted[p] for p in drawn}
        filed = series[series["Code"] == each.code]
        assert dict(zip(filed["Period"], filed["Rules"], strict=True)) == wanted
        assert dict(zip(*(measure_table(each)[n] for n in ("Period", "Rules")), strict=True)) == (
            wanted
        )
        assert records[each.code]["sentence"] == table.loc[each.code, "In words"]
        assert table.loc[each.code, "Signal"] == short(each)
        assert (records[each.code]["signal"] is None) == (short(each) == "")
    assert records["SEVEN"]["signal"] == "seven on one side"


def test_the_command_has_the_contracts_names(stores: tuple[Store, Store], call: Caller) -> None:
    said = call("measures", "--db", stores[0].path, "--period", "2023-24 Q2", "--json")
    own = next(each for each in json.loads(said.out) if each["code"] == "PART")
    assert own == {
        "code": "PART", "measure": "The measure PART", "priority": None, "agency": "Council",
        "chart": "dots", "locked": False, "latest": None, "year_before": None, "target": None,
        "signal": None, "sentence": "Too many quarters are too small to show.",
        "points": [
            {"period": "2023-24 Q1", "value": 45, "numerator": 9, "denominator": 20,
             "state": "present", "centre": None, "lower": None, "upper": None, "rules": []},
            {"period": "2023-24 Q2", "value": None, "numerator": None, "denominator": None,
             "state": "hidden", "centre": None, "lower": None, "upper": None, "rules": []},
        ],
    }  # fmt: skip  # a record as it is


def test_the_command_says_it_in_words_and_as_csv(stores: tuple[Store, Store], call: Caller) -> None:
    said = call("measures", "--db", stores[0].path, "--period", "2026-27 Q1")
    assert "The measure SEVEN (SEVEN)" in said.out
    assert "Seven in a row above the mean since 2024-25 Q3, a concern" in said.out
    rows = call("measures", "--db", stores[0].path, "--csv").out.splitlines()
    assert rows[0].startswith("Code,Measure,Period,Value,Numerator,Denominator")
    assert "FEW,The measure FEW,2023-24 Q2,[c],[c],[c]," in "\n".join(rows)


@pytest.mark.parametrize("make", [measures_excel, measures_csv])
def test_a_file_can_be_made_of_every_measure(
    stores: tuple[Store, Store], make: Callable[..., bytes]
) -> None:
    assert len(make(stores[0], QUARTER)) > 1000


def test_an_empty_store_is_told_what_to_do(empty_store: Path, call: Caller) -> None:
    said = call("measures", "--db", empty_store)
    assert (said.code, said.out) == (2, "")
    assert said.err == "The dashboard has no measure values yet. Upload a return first.\n"


@pytest.mark.parametrize(
    ("kind", "counts", "number", "shown"),
    [
        ("count", "children", 1, "[c], too small to show"),
        ("count", "children", 5, "[c], too small to show"),
        ("count", "children", 2.5, "[c], too small to show"),
        ("count", "children", 0, "0"),
        ("count", "children", 6, "6"),
        ("count", "other", 3, "3"),
        ("percentage", "children", 3, "3.0%"),
        ("rate", "children", 3.25, "3.25 per 10,000"),
    ],
)
def test_a_small_count_of_children_elsewhere_is_hidden_on_every_way_out(
    tmp_path: Path, kind: str, counts: str, number: float, shown: str
) -> None:
    here = partnership(tmp_path, measure("FEW", Counts=counts, Kind=kind))
    mark = {"Code": "FEW", "Period": "2023-24 Q1", "Area": "Barnet", "Source": "DfE"}
    bottoms = None if kind == "count" else (99,) * 12
    returned(here, of("FEW", THREE, bottoms), Benchmarks=[mark | {"Value": number}])
    own = measured(here.store, "FEW")
    assert [benchmark_words(each, own.definition) for each in own.benchmarks] == [
        f"{shown}. Source: DfE."
    ]
    hidden = shown.startswith("[c]")
    frame, facts = contract_table(here.store, "benchmarks", Asked())
    assert (list(frame["Value"]), "Left out" in dict(facts)) == ([] if hidden else [number], hidden)
    frame, facts = contract_table(here.store, "benchmarks", Asked(to_read=True))
    assert list(frame["Value"]) == ["[c]" if hidden else number]
    assert "Left out" not in dict(facts)
    assert ("Barnet" in json.dumps(measure_chart(own).to_dict())) is (kind != "count")


@pytest.mark.parametrize("more", [{"Kind": "percentage"}, {"Counts": "other"}])
def test_a_benchmark_stays_hidden_when_its_measure_is_said_anew(
    tmp_path: Path, more: dict[str, str]
) -> None:
    few = measure("FEW", Counts="children")
    here = partnership(tmp_path, few)
    mark = {"Code": "FEW", "Period": "2023-24 Q1", "Area": "Barnet", "Source": "DfE", "Value": 3}
    returned(here, of("FEW", THREE), Benchmarks=[mark])
    returned(here, Measures=[few | more])
    assert [each.is_hidden for each in measured(here.store, "FEW").benchmarks] == [True]
    frame, _ = contract_table(here.store, "benchmarks", Asked(to_read=True))
    assert list(frame["Value"]) == ["[c]"]


def test_a_benchmark_of_what_counts_children_today_is_hidden_on_earlier_days(
    tmp_path: Path,
) -> None:
    here = partnership(tmp_path, measure("FEW"))
    mark = {"Code": "FEW", "Period": "2023-24 Q1", "Area": "Barnet", "Source": "DfE", "Value": 3}
    returned(here, of("FEW", THREE), Benchmarks=[mark])
    before = here.store.statements("measure_values")[-1]["uploaded_at"]
    assert [each.value for each in measured(here.store, "FEW").benchmarks] == [3]
    returned(here, Measures=[measure("FEW", Counts="children")])
    for as_at in (None, before):
        found = measured(here.store, "FEW", as_at=as_at).benchmarks
        assert [each.is_hidden for each in found] == [True]
