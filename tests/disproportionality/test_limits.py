"""What keeps a figure from being taken at its word: caveats, ages, overlap, chance and zeros."""

from pathlib import Path

import pytest

from escp_data.disproportionality import (
    ALL_OTHERS,
    EVERYONE,
    chance_words,
    findings,
    notes,
    stages,
    table,
)
from escp_data.disproportionality.wording import brief, brief_more, full
from escp_data.markers import Reason
from escp_data.papers.disproportionality_file import mark_gaps
from escp_data.store.database import Store, open_store
from tests.counted import MEASURE, PEOPLE, give, give_all, new_store, population
from tests.disproportionality.asking import CENSUS, ENOUGH, NOW, PUPILS, QUARTERS, at, of, only


@pytest.fixture
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_a_rise_of_unknown_ethnicity_stands_in_the_line_that_other_pages_show(
    samples: Store,
) -> None:
    rose = "Unknown ethnicity rose from 2% to 11% of searches."
    assert rose in brief_more(of(samples, NOW, "STOP"))
    assert rose in brief_more(of(samples, NOW, "STOP", "Mixed"))
    assert "nknown ethnicity fell" in brief_more(of(samples, NOW, "SUSP"))


def test_pupils_are_those_whom_the_measure_counts(samples: Store) -> None:
    """Referrals are of children, also where their rate is per pupil."""
    pupils = at("2025-26 Q3", basis=PUPILS)
    said = {code: full(of(samples, pupils, code)) for code in ("SUSP", "REFQ", "CLA")}
    assert [code for code, words in said.items() if "Black pupils" in words] == ["SUSP"]
    assert (
        "the rate of Black children was 1.25 times that of White children in 2023-24 and is 1.53 "
        "times now"
    ) in said["REFQ"]


@pytest.mark.parametrize(
    ("code", "basis", "ages"),
    [
        ("CLA", None, "The counts are of children of all ages; the population is children aged "
         "10 to 17, so these figures are rough."),
        ("CLA", PUPILS, "The counts are of children of all ages; the population is school pupils, "
         "so these figures are rough."),
        ("STOP", None, ""),
        ("STOP", PUPILS, "The counts are of children aged 10 to 17; the population is school "
         "pupils, so these figures are rough."),
        ("SUSP", None, ""),
        ("SUSP", CENSUS, "The counts are of school pupils; the population is children aged 10 to "
         "17, so these figures are rough."),
        ("REFQ", None, "The return does not say which ages are counted; the population is school "
         "pupils, so these figures are rough."),
    ],
)  # fmt: skip  # a table, a row a line
def test_other_ages_than_the_populations_are_said(
    samples: Store, code: str, basis: str | None, ages: str
) -> None:
    asked = at("2025-26 Q3", basis=basis)
    assert notes(samples, asked, code).ages == ages
    short = ages.split(";")[0].removeprefix("The ").replace("school ", "")
    assert of(samples, asked, code).ages == (short if " are of " in ages else "")


def finer(folder: Path) -> Store:
    """A store in which White British and White Irish are counted, and White as their sum."""
    fine = {"White British": 20_000, "White Irish": 1_000}
    people = population({k: v for k, v in PEOPLE.items() if k != "White"} | fine)
    store = new_store(folder, people=people)
    given = {"Asian": 50, "Black": 60, "Mixed": 30, "Other": 20, "White British": 90,
             "White Irish": 12}  # fmt: skip  # a list in few lines
    give_all(store, dict.fromkeys(QUARTERS[:4], given))
    return store


@pytest.mark.parametrize(
    ("reference", "without"),
    [
        ("White British", ["White"]),
        ("White", ["White British", "White Irish"]),
        ("Black", []),
        (EVERYONE, []),
    ],
)
def test_a_group_has_no_ratio_to_a_part_of_itself(
    tmp_path: Path, reference: str, without: list[str]
) -> None:
    store = finer(tmp_path)
    asked = at("2023-24 Q4", reference=reference)
    found = table(store, asked)
    part = found[found["why_rri"] == "part"]
    assert list(part["group"]) == without
    assert part[["rri", "rri_lower", "gap", "excess"]].isna().all(axis=None)
    said = notes(store, asked, "SEARCH").comparator
    assert ("[z]" in said) == bool(without)
    assert all(f" {group} " in said for group in without)
    cells = mark_gaps(found)
    assert set(cells.loc[part.index, "rri"]) <= {"[z]"}
    assert set(cells.loc[part.index, "why"]) <= {
        f"{Reason('part').sentence}; {Reason('first').sentence}",
        Reason("part").sentence,
    }


def test_overlap_with_everyone_is_said(samples: Store) -> None:
    said = notes(samples, at("2025-26 Q3", reference=EVERYONE), "SUSP").comparator
    assert said.endswith(
        'makes the intervals wider than they need be. "All other children" compares cleanly.'
    )


def test_chance_counts_the_intervals_that_are_given(tmp_path: Path) -> None:
    """Neither the comparator's own, nor those that overlap, nor hidden or missing ones."""
    store = finer(tmp_path)
    assert chance_words(store, at("2023-24 Q4")) == (
        "If no group truly differed, fewer than 1 of 4 intervals at 95% would still exclude 1 by "
        "chance; at 99.8%, fewer than 1."
    )
    assert " of 7 intervals" in chance_words(store, at("2023-24 Q4", reference=ALL_OTHERS))
    give(store, "2023-24 Q4", {"Black": "x"})
    assert " of 3 intervals" in chance_words(store, at("2023-24 Q4"))
    assert chance_words(store, at("2020-21 Q1")) == "There are no intervals to be misled by."


def test_no_cases_are_neither_hidden_nor_missing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    counts = {"Asian": 50, "Black": 60, "Mixed": 0, "White": 0, "Other": 20}
    give_all(store, dict.fromkeys(QUARTERS[:4], ENOUGH) | dict.fromkeys(QUARTERS[4:], counts))
    found = {each.group: each for each in findings(store, at("2024-25 Q4"), None, None)}
    assert {each.verdict for each in found.values()} == {"too few to say"}
    assert not any(each.hidden for each in found.values())
    assert [found[group].later.why for group in ("Mixed", "Black")] == ["neither", "infinite"]
    said = " ".join(f"{full(each)} {brief(each)}" for each in found.values())
    assert [mark for mark in ("[x]", "[z]", "∞", "nan") if mark in said] == []
    assert "There were no cases in either group in 2024-25." in full(found["Mixed"])
    assert (
        "There were none among White children in 2024-25: the rate of Black children was at "
        in (full(found["Black"]))
    )
    rows = table(store, at("2024-25 Q4"))
    assert set(rows["why_change"]) == {"zero", "z"}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ((60, 40), (20, 0), "infinite"),
        ((60, 40), (0, 0), "neither"),
        ((60, 0), (0, 0), "nobody"),
    ],
)
def test_a_stage_to_which_nobody_went_on_says_so(
    tmp_path: Path, before: tuple[int, int], after: tuple[int, int], why: str
) -> None:
    later = MEASURE | {"Code": "AFTER", "Measure": "After", "Preceding measure": "SEARCH"}
    store = new_store(tmp_path, (MEASURE, later))
    for code, (black, white) in (("SEARCH", before), ("AFTER", after)):
        counts = dict.fromkeys(QUARTERS[:4], (50, black, 60, white, 40, 9))
        give_all(store, counts, code=code)
    row = only(stages(store, at("2023-24 Q4"), "SEARCH"), code="AFTER", group="Black")
    assert (row["why"], bool(row["reason"])) == (why, True)
    assert (row["ratio_lower"] > 0) == (why == "infinite")
