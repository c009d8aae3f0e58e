"""Stores made at random: late agencies, corrections, withdrawals, years, gaps, and two codes."""

import random
from pathlib import Path

from escp_data.contract import ALL_AGENCIES
from escp_data.text.periods import Period, parse_period
from tests.counted import GROUPS, MEASURE, new_store, population
from tests.suppression.read_back import PEOPLE
from tests.suppression.world import FINER, FIVE, Key, World

AGENCIES = ("Enfield Council", "Metropolitan Police", "ICB")
FIRST = parse_period("2023-24 Q1")


def draw(chance: random.Random) -> int:
    """A count, small more often than not."""
    few = [0, 0, 1, 1, 2, 3, 5, chance.randint(4, 20), chance.randint(8, 60)]
    return chance.choice(few)


def make(folder: Path, seed: int) -> World:
    """A store in one of many orders, with late agencies, corrections, withdrawals and the rest."""
    chance = random.Random(seed)
    stock = chance.random() < 0.15
    measures = [MEASURE | {"Code": c, "Time": "stock" if stock else "flow"} for c in ("ONE", "TWO")]
    fine = chance.random() < 0.25
    people = population(dict.fromkeys((*FIVE, *(FINER if fine else ())), PEOPLE))
    store = new_store(folder, measures, people)
    agencies = AGENCIES[: chance.choice([1, 1, 2, 2, 3])]
    quarters = [FIRST.shifted(step) for step in range(chance.randint(5, 9))]
    groups = (*(FINER if fine else ("White",)), *(g for g in GROUPS if g != "White"))
    counts = {(a, q, g): draw(chance) for a in agencies for q in quarters for g in groups}
    steps: list[tuple[dict[Key, int | str], dict[tuple[str, str, Period], int]]] = []
    joins = {a: 0 if a == agencies[0] or chance.random() < 0.6 else chance.randint(1, 5)
             for a in agencies}  # fmt: skip  # a dict in few lines
    gaps = chance.random() < 0.25
    twice, both = chance.random() < 0.2, chance.random() < 0.5
    world = World(store, stock=stock, twins=twice and (both or len(agencies) == 1))
    told = chance.random() < 0.4
    for at, quarter in enumerate(quarters):
        for agency in agencies:
            if at < joins[agency]:
                continue
            since = [quarter] if at > joins[agency] or chance.random() < 0.5 else quarters[: at + 1]
            rows: dict[Key, int | str] = {
                ("ONE", agency, q, g): counts[agency, q, g] for q in since for g in groups
            }
            totals = {}
            if gaps and chance.random() < 0.3:
                key = chance.choice([k for k in rows if 1 <= int(rows[k]) <= 5] or list(rows))
                totals["ONE", agency, key[2]] = sum(counts[agency, key[2], g] for g in groups)
                rows[key] = chance.choice("cx")
            elif told:
                totals = {
                    ("ONE", agency, q): sum(counts[agency, q, g] for g in groups) for q in since
                }
            if twice and (both or agency == agencies[0]):
                rows |= {("TWO", *key[1:]): count for key, count in rows.items()}
            steps.append((rows, totals))
    for _ in range(chance.choice([0, 0, 1, 2])):
        agency, quarter = chance.choice(agencies), chance.choice(quarters)
        fixed: dict[Key, int | str] = {
            ("ONE", agency, quarter, g): draw(chance) for g in chance.sample(groups, 2)
        }
        steps.insert(chance.randint(len(steps) // 2, len(steps)), (fixed, {}))
    more = chance.random()
    if more < 0.2:
        compiled: dict[Key, int | str] = {
            ("ONE", ALL_AGENCIES, q, g): sum(counts[a, q, g] for a in agencies)
            for q in quarters for g in groups
        }  # fmt: skip  # a dict in few lines
        steps.insert(chance.choice([0, len(steps)]), (compiled, {}))
    elif more < 0.4 and not stock:
        who = chance.choice([agencies[0], ALL_AGENCIES])
        year: dict[Key, int | str] = {
            ("ONE", who, Period("year", 2023), g): sum(
                counts[a, q, g] for a in (agencies if who == ALL_AGENCIES else agencies[:1])
                for q in quarters[:4]
            ) for g in groups
        }  # fmt: skip  # a dict in few lines
        steps.insert(chance.choice([0, len(steps)]), (year, {}))
    if chance.random() < 0.2:
        chance.shuffle(steps)
    for rows, totals in steps:
        world.upload(rows, totals)
        if chance.random() < 0.04:
            left = [n for n in range(len(world.given)) if n not in world.out]
            if left:
                world.withdraw(chance.choice(left))
    return world
