"""A reader with every number that can be asked for, and a linear programme: nothing comes out."""

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from escp_data import markers
from escp_data.disproportionality import ALL_OTHERS, EVERYONE, Comparison, notes, stages, table
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period
from tests.attacker import possible
from tests.counted import COUNCIL, GROUPS, MEASURE, PEOPLE, POLICE, give, new_store
from tests.reader import seeds

FIVE = GROUPS[:5]
Cell = tuple[str, Period, str, int]
"""Agency, quarter, group, and which upload gave it."""
FLOW = MEASURE | {"Numerator": "Searches"}
NEXT = MEASURE | {"Code": "STRIP", "Measure": "Strip searches", "Preceding measure": "SEARCH"}


@dataclass
class World:
    """What was given when, and what a reader has seen of it: sums of counts and their values."""

    store: Store
    counts: dict[Cell, int] = field(default_factory=dict)
    uploads: list[tuple[str, int]] = field(default_factory=list)
    seen: dict[frozenset[Cell], float] = field(default_factory=dict)
    hidden: set[frozenset[Cell]] = field(default_factory=set)

    def current(self, as_at: str | None) -> dict[tuple[str, Period, str], Cell]:
        last = len(self.uploads)
        if as_at:
            last = sum(day <= as_at for day, _ in self.uploads)
        found: dict[tuple[str, Period, str], Cell] = {}
        for cell in sorted(self.counts, key=lambda cell: cell[3]):
            if cell[3] < last:
                found[cell[:3]] = cell
        return found

    def cells(
        self, as_at: str | None, agency: str | None, end: Period, groups: tuple[str, ...], many: int
    ) -> frozenset[Cell]:
        """The cells a number adds up, worked out apart from the code under test."""
        current = self.current(as_at)
        quarters = {end.shifted(-back) for back in range(many)}
        return frozenset(
            cell
            for (who, quarter, group), cell in current.items()
            if quarter in quarters and group in groups and agency in (None, who)
        )

    def value(self, cells: frozenset[Cell]) -> int:
        return sum(self.counts[cell] for cell in cells)

    def see(self, cells: frozenset[Cell], value: float) -> None:
        """Take note of a number; it must be the true one, however it was worked out."""
        if math.isnan(value):
            self.hidden.add(cells)
            return
        assert value == pytest.approx(self.value(cells), abs=0.01), sorted(cells, key=str)
        self.seen[cells] = self.value(cells)

    def given_away(self) -> list[frozenset[Cell]]:
        """Small sums, shown to nobody, that all that was seen together fixes."""
        columns = {cell: at for at, cell in enumerate(self.counts)}

        def row(cells: frozenset[Cell]) -> list[int]:
            return [int(cell in cells) for cell in columns]

        known = np.array([row(cells) for cells in self.seen])
        values = np.array([round(value) for value in self.seen.values()])
        single = {frozenset({cell}) for cell in self.counts}
        small = {x for x in self.hidden | single if 1 <= self.value(x) <= markers.THRESHOLD}
        assert small & self.seen.keys() == set()
        assert len(small) > 5
        found = []
        for cells in small:
            least, greatest = possible(known, values, np.array(row(cells)))
            assert least <= self.value(cells) <= greatest
            if least == greatest:
                found.append(cells)
        return found


def draw(chance: random.Random) -> int:
    return chance.choice([0, 1, 2, 3, 4, 6, 7, 9, chance.randint(8, 60), chance.randint(8, 60)])


def make(folder: Path, seed: int) -> World:
    """Up to seven quarters from one or two agencies, some counts corrected later on."""
    chance = random.Random(seed)
    world = World(new_store(folder, (FLOW, NEXT)))
    agencies = chance.choice([(COUNCIL,), (COUNCIL, POLICE)])
    first = parse_period("2023-24 Q1")
    for step in range(chance.randint(5, 7)):
        for agency in agencies:
            period = first.shifted(step)
            counts = {(period, group): draw(chance) for group in GROUPS}
            give(
                world.store, str(period), [8] * 6, agency=agency, day=next_day(world), code="STRIP"
            )
            upload(world, agency, counts)
            if step and chance.random() < 0.5:
                earlier = first.shifted(chance.randrange(step + 1))
                one = {(earlier, group): draw(chance) for group in chance.sample(GROUPS, 2)}
                upload(world, agency, one)
    return world


def next_day(world: World) -> str:
    return str(date(2024, 1, 1) + timedelta(days=7 * len(world.uploads)))


def upload(world: World, agency: str, counts: dict[tuple[Period, str], int]) -> None:
    day = next_day(world)
    by_period: dict[Period, dict[str, object]] = {}
    for (period, group), count in counts.items():
        world.counts[agency, period, group, len(world.uploads)] = count
        by_period.setdefault(period, {})[group] = count
    for period, given in by_period.items():
        give(world.store, str(period), given, agency=agency, day=day)
    world.uploads.append((day, len(world.uploads)))


def asked(world: World) -> Iterator[Comparison]:
    """Every view: each day, each agency or all, each kind of comparator."""
    last = max(period for _, period, _, _ in world.counts)
    agencies = sorted({agency for agency, *_ in world.counts})
    days = [None, *sorted({day for day, _ in world.uploads})[3::3]]  # no four quarters before
    choices = agencies if len(agencies) > 1 else []  # one alone is the same as all
    for day, agency, reference in product(days, [None, *choices], ["White", ALL_OTHERS, EVERYONE]):
        yield Comparison(last, day, reference, None, agency)


def look(world: World) -> None:
    """Take in all numbers of all views, also those that others can be worked out from."""
    for view in asked(world):
        frame = table(world.store, view, ("SEARCH",), every_period=True)
        for row in frame.to_dict("records"):
            _take(world, view, row)
        period = max((parse_period(text) for text in frame["period"]), default=None)
        if period:
            _read(world, view, period, notes(world.store, view, "SEARCH").totals)
            steps = stages(world.store, view, "STRIP")
            assert steps["code"].isin(["SEARCH", "STRIP"]).all()
            for row in steps[steps["code"] == "STRIP"].to_dict("records"):
                groups = (str(row["group"]),)
                own = world.cells(view.as_at, view.agency, parse_period(row["period"]), groups, 4)
                if row["why_before"] != "x":
                    world.see(own, float(row["before_count"]))
                assert math.isnan(row["ratio"]) or not math.isnan(row["before_count"])


def _take(world: World, view: Comparison, row: dict[Any, Any]) -> None:
    """The count, and what the rate, the ratio, the excess and the gap say of it and the other."""
    n = {name: float(value) for name, value in row.items() if isinstance(value, float)}
    period, group = parse_period(row["period"]), str(row["group"])
    others = {
        "White": ("White",),
        ALL_OTHERS: tuple(each for each in FIVE if each != group),
        EVERYONE: FIVE,
    }[str(row["reference"])]
    own, other = (
        world.cells(view.as_at, view.agency, period, groups, 4) for groups in ((group,), others)
    )
    if row["why"] == "x":
        return
    world.see(own, n["count"])
    world.see(own, n["rate"] * PEOPLE[group] / 1000)
    people = sum(PEOPLE[each] for each in others)
    compared = []
    if n["rri"] > 0:
        compared.append(n["count"] / PEOPLE[group] / n["rri"] * people)
    compared.append((n["count"] - n["excess"]) / PEOPLE[group] * people)
    compared.append((n["rate"] - n["gap"]) * people / 1000)
    compared.append(n["reference_rate"] * people / 1000)
    for value in compared:
        if not math.isnan(value):
            world.see(other, value)


def _read(world: World, view: Comparison, period: Period, words: str) -> None:
    """Totals in the notes' sentence."""
    numbers = [int(text.replace(",", "")) for text in re.findall(r"[\d,]*\d", words)]
    total = world.cells(view.as_at, view.agency, period, GROUPS, 4)
    if "not shown" not in words.split(";")[0] and numbers:
        world.see(total, numbers[1] if len(numbers) > 1 else numbers[0])


@seeds(1, of_ten=2)
@pytest.mark.usefixtures("threshold")
def test_no_small_count_can_be_worked_out_from_everything_shown(tmp_path: Path, seed: int) -> None:
    world = make(tmp_path, seed)
    look(world)
    assert len(world.seen) > 10
    assert world.given_away() == []


def test_a_withdrawn_correction_was_seen_all_the_same(tmp_path: Path) -> None:
    world = make(tmp_path, 1)
    chance = random.Random(9)
    period = parse_period("2023-24 Q3")
    before = look_at(world)
    fix = {group: draw(chance) for group in ("Black", "White")}
    receipt = give(world.store, str(period), fix, day="2026-01-05")
    look_at(world)
    withdraw(world.store, receipt.upload_id, "A slip", "Business unit")
    pd.testing.assert_frame_equal(look_at(world), before)


def look_at(world: World) -> pd.DataFrame:
    last = max(period for _, period, _, _ in world.counts)
    return table(world.store, Comparison(last), every_period=True)
