"""What can be said of each measure and group, why not, and nothing beside the table."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from escp_data.disproportionality import (
    ALL_OTHERS,
    EVERYONE,
    Comparison,
    coverage,
    measures,
    table,
)
from escp_data.disproportionality.coverage_matrix import (
    State,
    coverage_reasons,
    coverage_table,
    coverage_words,
)
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from tests.counted import MEASURE, PEOPLE, give, new_store, population
from tests.disproportionality.asking import CENSUS, NOW, PUPILS

SHOWN, HIDDEN, ITSELF = "\u25cf shown", "[c]", "[z] compared with"
DAY = "2024-25 Q4"
THEN = Comparison(parse_period(DAY))
HIDES = "The count is from 1 to 5, or would give such a count away, or its supplier hides it."


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Store:
    return open_store(sample_store)


def matrix(store: Store, asked: Comparison, **more: Any) -> list[list[str]]:
    """The table that people read, its headings first."""
    shown = coverage_table(coverage(store, asked, **more))
    return [list(shown.columns), *shown.to_numpy().tolist()]


def test_the_whole_matrix_of_the_sample(sample: Store) -> None:
    assert matrix(sample, NOW) == [
        ["Measure", "Asian", "Black", "Mixed", "White", "Other"],
        ["Suspensions from school", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Permanent exclusions from school", HIDDEN, HIDDEN, HIDDEN, ITSELF, HIDDEN],
        ["Children looked after at 31 March", SHOWN, SHOWN, SHOWN, ITSELF, HIDDEN],
        ["Stop and search of children", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Strip search of children", HIDDEN, HIDDEN, HIDDEN, ITSELF, HIDDEN],
        ["Referrals by ethnicity", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Assessments by ethnicity", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Child protection plans by ethnicity", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Children who started to be looked after, by ethnicity",
         SHOWN, SHOWN, SHOWN, ITSELF, HIDDEN],
        ["Children diverted from court", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
        ["Emergency visits after an assault", SHOWN, SHOWN, SHOWN, ITSELF, SHOWN],
    ]  # fmt: skip  # a row a line


def test_the_sentence_above_it_counts_measures_and_names_the_rest(sample: Store) -> None:
    rows = coverage(sample, NOW)
    assert coverage_words(rows, "Black") == (
        "For 9 of 11 measures Black children can be compared with White children. "
        "Of the others: 2 hidden."
    )
    assert coverage_words(rows, "White") == "White is what the other groups are compared with."


ASKED = [
    *(Comparison(NOW.period, reference=reference, basis=basis)
      for reference in (None, "White", "Mixed", ALL_OTHERS, EVERYONE)
      for basis in (None, CENSUS, PUPILS)),
    *(Comparison(parse_period(period)) for period in ("2023-24 Q1", "2024-25 Q2")),
    *(Comparison(NOW.period, agency=agency) for agency in ("Metropolitan Police", "NHS NCL ICB")),
]  # fmt: skip  # a list in few lines


@pytest.mark.parametrize("asked", ASKED)
def test_a_cell_is_shown_exactly_where_the_table_has_a_ratio(
    sample: Store, asked: Comparison
) -> None:
    codes = tuple(measures(sample, agency=asked.agency)["code"])
    rows = coverage(sample, asked, codes)
    shown = table(sample, asked, codes)
    with_ratio = shown[~np.isnan(shown["rri"].to_numpy())]
    told = rows[rows["state"] == State.SHOWN]
    assert set(zip(told["code"], told["group"], strict=True)) == set(
        zip(with_ratio["code"], with_ratio["group"], strict=True)
    )
    assert ((rows["why"] == "") == (rows["state"] == State.SHOWN)).all()
    assert len(rows) == len(codes) * rows["group"].nunique()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A stock a reason, counted on one day, and one that nobody counted."""
    stock = MEASURE | {"Time": "stock"}
    codes = ("FULL", "SMALL", "FEW", "GAP", "NOT", "NONE", "ONLY", "NOBODY", "NEVER", "LATER")
    every = [stock | {"Code": code, "Measure": code.capitalize()} for code in codes]
    every[codes.index("NOBODY")] |= {"Population basis": "Nobody knows"}
    people = population(PEOPLE | {"WBRI": 20_000, "WOTH": 6_000} | {"Asian": 90})
    made = new_store(tmp_path_factory.mktemp("coverage"), every, people)
    plenty: dict[str, object] = {"Asian": 40, "Black": 60, "Mixed": 50, "Other": 30, "Unknown": 0}
    for code, counts in {
        "FULL": plenty | {"WBRI": 70, "WIRI": 20},
        "SMALL": plenty | {"White": 80, "Black": 3, "Mixed": 4},
        "FEW": plenty | {"White": 2, "Black": 3},
        "GAP": plenty | {"White": 80, "Black": "x"},
        "NOT": plenty | {"White": 80, "Black": "z"},
        "NONE": plenty | {"White": 0, "Black": 0},
        "NOBODY": plenty | {"White": 80},
    }.items():
        give(made, DAY, counts, code=code)
    give(made, "2025-26 Q1", plenty | {"White": 80}, code="LATER")
    return made


def cell(store: Store, asked: Comparison, code: str, group: str) -> tuple[str, str]:
    rows = coverage(store, asked).set_index(["code", "group"])
    return str(rows.loc[(code, group), "state"]), str(rows.loc[(code, group), "why"])


@pytest.mark.parametrize(
    ("code", "group", "state", "why"),
    [
        ("FULL", "Black", State.SHOWN, ""),
        ("FULL", "White", State.NOT_APPLICABLE, "It is what the others are compared with."),
        ("FULL", "White British", State.NOT_APPLICABLE,
         "The group and those it is compared with overlap."),
        ("FULL", "Asian", State.NOT_SUPPLIED,
         "No population of 100 or more is on record for the group."),
        ("SMALL", "Black", State.HIDDEN, HIDES),
        ("SMALL", "White British", State.NEVER, "No such group was ever counted for it."),
        ("FEW", "Mixed", State.HIDDEN, "The count of those compared with is hidden."),
        ("GAP", "Black", State.NOT_SUPPLIED, "A count was not supplied."),
        ("NOT", "Black", State.NOT_APPLICABLE, "Its supplier says it does not apply."),
        ("NONE", "Black", State.NOT_APPLICABLE, "There was no case in either group."),
        ("NONE", "Mixed", State.SHOWN, ""),
        ("NOBODY", "Black", State.NOT_SUPPLIED,
         "No population of 100 or more is on record for the group."),
        ("NEVER", "Black", State.NEVER, "It was never counted by ethnic group."),
        ("LATER", "Black", State.NOT_SUPPLIED, "Nothing was on record by 2024-25 Q4."),
    ],
)  # fmt: skip  # a row a line
def test_every_blank_has_its_reason(
    store: Store, code: str, group: str, state: State, why: str
) -> None:
    assert cell(store, THEN, code, group) == (state, why)


def test_a_comparator_can_be_the_one_that_is_wanting(store: Store) -> None:
    against = [
        cell(store, Comparison(THEN.period, reference=who), code, "Black")
        for who, code in (("Asian", "FULL"), ("White British", "NONE"), ("Black", "GAP"))
    ]
    assert against == [
        (State.NOT_SUPPLIED, "No population of 100 or more is on record for those compared with."),
        (State.NEVER, "Those compared with were never counted for it."),
        (State.NOT_APPLICABLE, "It is what the others are compared with."),
    ]
    gap = cell(store, Comparison(THEN.period, reference="Black"), "GAP", "Mixed")
    assert gap == (State.NOT_SUPPLIED, "A count of those compared with was not supplied.")


def test_reasons_stand_beneath_each_once_with_where_it_holds(store: Store) -> None:
    rows = coverage(store, THEN)
    some = rows[rows["code"].isin(["SMALL", "FEW"]) & rows["group"].isin(["Black", "Mixed"])]
    assert coverage_reasons(some) == (
        f"[c] {HIDES} Small (Black and Mixed); Few (Black).",
        "[c] The count of those compared with is hidden. Few (Mixed).",
    )
    assert coverage_reasons(rows[rows["state"] == State.SHOWN]) == ()
