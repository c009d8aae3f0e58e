"""Figures by ethnic group at the size of a busy borough: 36 measures, 12 quarters, 5 groups.

The one section that prints seconds of its own: what it measures has no bare counterpart but its
parts, so each line says what it is a part of.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from escp_data.disproportionality import (
    Comparison,
    crude_rate,
    excess,
    findings,
    rate_difference,
    ratio_change,
    relative_rate_index,
    table,
)
from escp_data.records.upkeep import backup
from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.suppression.series import series
from escp_data.text.ethnicity import BROAD_GROUPS
from escp_data.text.periods import Period
from escp_data.validation.checks import check_workbook
from tests.workbooks import AGENCIES, workbook

MEASURES, QUARTERS, SMALL = 36, 12, 0.15
LAST = Period("quarter", 2025, 3)
POPULATION = dict(zip(BROAD_GROUPS, (4074, 9986, 4029, 15109, 4954), strict=True))


def borough(folder: Path, seed: int = 1) -> Store:
    """A store of that size, a quarter an upload; 15 counts in 100 are from 1 to 5."""
    chance = random.Random(seed)
    store = open_store(folder / "borough.db")
    put(store, "plan.xlsx", plan())
    for step in reversed(range(QUARTERS)):
        period = str(LAST.shifted(-step))
        rows = [
            {"Code": f"M{at:02}", "Ethnic group": group, "Count": count(chance)}
            for at in range(MEASURES)
            for group in (*BROAD_GROUPS, "Unknown")
        ]
        cover = {"Period": period, "Agency": "Enfield Council"}
        put(store, f"{period}.xlsx", workbook(cover, Ethnicity_counts=rows))
    return store


def count(chance: random.Random) -> int:
    """A small count now and then, else one from 6 to 60."""
    return chance.randint(1, 5) if chance.random() < SMALL else chance.randint(6, 60)


def plan() -> bytes:
    """The agencies, the measures and the population they are per."""
    measure = {"Kind": "count", "Counts": "children", "Better when": "lower", "Time": "flow",
               "Definition": "Counted", "Population basis": "Census"}  # fmt: skip  # rows
    measures = [
        {"Code": f"M{at:02}", "Measure": f"Measure {at}", **measure} for at in range(MEASURES)
    ]
    people = [
        {"Basis": "Census", "Date": "21/03/2021", "Ethnic group": group, "Population": n}
        for group, n in POPULATION.items()
    ]
    cover = {"Period": str(LAST.shifted(-QUARTERS)), "Agency": "All agencies"}
    return workbook(cover, Agencies=AGENCIES, Measures=measures, Population=people)


def put(store: Store, name: str, content: bytes) -> None:
    """Check and store."""
    append(store, check_workbook(content, name, store), "Benchmark")


def figures(folder: Path) -> str:
    """A line for each: seconds or milliseconds, and the aim."""
    store = borough(folder)
    asked = Comparison(LAST)
    without = undecided(store, folder)
    lines = [
        ("every number of the version hidden or shown, once (aim: under 2 s)",
         f"{seconds(lambda: series(store)):.2f} s"),
        ("the same where the store kept no decisions, all uploads again",
         f"{seconds(lambda: series(without)):.2f} s"),
        ("every finding, once", f"{seconds(lambda: findings(store, asked)):.2f} s"),
        ("every finding after that", f"{1000 * seconds(lambda: findings(store, asked)):.0f} ms"),
        ("the table of one quarter", f"{1000 * seconds(lambda: table(store, asked)):.0f} ms"),
        ("all estimates of 36 x 12 x 5 (aim: under 50 ms)",
         f"{1000 * min(seconds(estimates) for _ in range(5)):.0f} ms"),
    ]  # fmt: skip  # a row a line
    heading = f"Figures: {MEASURES} measures, {QUARTERS} quarters, 5 groups"
    return "\n".join([heading, "", *(f"{value:>10}  {what}" for what, value in lines), ""])


def undecided(store: Store, folder: Path) -> Store:
    """A copy as it would be if it came from before decisions were kept."""
    path = folder / "undecided.db"
    backup(store, path)
    copy = Store(path)
    with copy.writing() as connection:
        for what in ("secrets", "windows", "rounds"):
            connection.execute(f"DELETE FROM suppression_{what}")
        connection.execute("UPDATE seals SET seal = seal || '-'")  # for caches: another one
    return copy


def estimates() -> None:
    """Every estimate the page shows, for a table of that size."""
    chance = np.random.default_rng(1)
    counts = chance.integers(1, 60, (MEASURES, QUARTERS, 5))
    people = np.array(list(POPULATION.values()))
    reference, reference_people = counts[..., 3:4], people[3]
    crude_rate(counts, people)
    relative_rate_index(counts, people, reference, reference_people)
    rate_difference(counts, people, reference, reference_people)
    excess(counts, people, reference, reference_people)
    now = (counts, people, reference, reference_people)
    ratio_change(now, now)


def seconds(run: Callable[[], object]) -> float:
    """By this process's own clock, so that others on the machine count less."""
    began = time.process_time()
    run()
    return time.process_time() - began
