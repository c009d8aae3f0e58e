"""Whatever way counts come in, a reader who sees all there is to see works out no small one."""

import random
from pathlib import Path

import pytest

from escp_data.records.uploads import reinstate, withdraw
from tests import counted
from tests.counted import COUNCIL, GROUPS, POLICE, new_store
from tests.reader import ALL, QUARTERS, YEAR, Cells, Key, Reader, draw, put_counts, seeds

pytestmark = pytest.mark.usefixtures("threshold")


@seeds(43, 55, of_ten=43)
def test_corrected_said_again_withdrawn_and_reinstated(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path))
    agencies = (COUNCIL, POLICE)[: chance.choice((1, 2))]
    for step in range(12):
        agency = chance.choice(agencies)
        what = chance.choice(("return", "return", "again", "fix", "take back"))
        mine = {key: n for key, n in reader.current().items() if key[0] == agency}
        if step >= 5 and what == "take back":
            number = chance.randrange(len(reader.given))
            back = number in reader.out
            (reinstate if back else withdraw)(reader.store, number + 2, "A slip", "Business unit")
            reader.out ^= {number}
        else:
            period = QUARTERS[step % 4]
            counts = {(agency, period, group): draw(chance) for group in GROUPS}
            if mine and what == "again":
                counts = mine | {key: draw(chance) for key in chance.sample(sorted(mine), 1)}
            elif mine and what == "fix":
                counts = {key: draw(chance) for key in chance.sample(sorted(mine), 2)}
            give(reader, counts)
        if reader.current():
            reader.look()
    assert len(reader.hidden()) > 5
    assert reader.given_away(reader.hidden()) == reader.lost


@seeds(1, of_ten=3)
def test_compiled_for_all_agencies_before_or_after_their_own(tmp_path: Path, seed: int) -> None:
    """The reader knows that what was compiled is what the agencies gave, also once corrected."""
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path))
    for quarter in QUARTERS:
        own = {
            agency: {(agency, quarter, group): draw(chance) for group in GROUPS}
            for agency in (COUNCIL, POLICE)
        }
        together = {
            (ALL, quarter, group): sum(
                own[agency][agency, quarter, group] for agency in (COUNCIL, POLICE)
            )
            for group in GROUPS
        }
        order = [own[COUNCIL], own[POLICE], together]
        chance.shuffle(order)
        for number, counts in enumerate(order):
            give(reader, counts)
            if number == 2:
                reader.equal += [
                    (
                        _one(together, (ALL, quarter, group)),
                        _one(own[COUNCIL], (COUNCIL, quarter, group))
                        | _one(own[POLICE], (POLICE, quarter, group)),
                    )
                    for group in GROUPS
                ]
            reader.look()
        fixed = chance.choice(sorted(own[POLICE]))
        give(reader, {fixed: draw(chance)})
        reader.look()
    assert len(reader.hidden()) > 5
    assert reader.given_away(reader.hidden()) == reader.lost


@seeds(0, of_ten=2)
def test_compiled_and_withdrawn_before_the_agencies_own_came(tmp_path: Path, seed: int) -> None:
    """The reader has it written down."""
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path))
    quarter = QUARTERS[0]
    council, police = (
        {(agency, quarter, group): draw(chance) for group in GROUPS} for agency in (COUNCIL, POLICE)
    )
    together = {
        (ALL, quarter, group): council[COUNCIL, quarter, group] + police[POLICE, quarter, group]
        for group in GROUPS
    }
    give(reader, together)
    reader.look()
    withdraw(reader.store, 2, "Replaced by the agencies' own", "Business unit")
    reader.out = {0}
    give(reader, council)
    reader.look()
    give(reader, police)
    for group in GROUPS:
        own = _one(council, (COUNCIL, quarter, group)) | _one(police, (POLICE, quarter, group))
        reader.equal.append((_one(together, (ALL, quarter, group)), own))
    # That both agencies have children in each of two groups of which all have but three in all
    # gives some away, whatever of the last return is shown.
    reader.lost |= reader.given_away(reader.hidden())
    reader.look()
    assert reader.given_away(reader.hidden()) == reader.lost


@seeds(11, of_ten=9)
def test_a_year_before_or_after_its_quarters(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path))
    own = [{(COUNCIL, quarter, group): draw(chance) for group in GROUPS} for quarter in QUARTERS]
    year = {
        (COUNCIL, YEAR, group): sum(
            counts[COUNCIL, quarter, group] for quarter, counts in zip(QUARTERS, own, strict=True)
        )
        for group in GROUPS
    }
    order = [*own]
    order.insert(chance.randrange(5), year)
    for counts in order:
        give(reader, counts)
        if len(reader.given) == 5:
            reader.equal += [
                (
                    _one(year, (COUNCIL, YEAR, group)),
                    Cells().union(
                        *(
                            _one(counts, (COUNCIL, quarter, group))
                            for quarter, counts in zip(QUARTERS, own, strict=True)
                        )
                    ),
                )
                for group in GROUPS
            ]
        reader.look()
    assert len(reader.hidden()) > 5
    assert reader.given_away(reader.hidden()) == reader.lost


@seeds(3, of_ten=6)
def test_counts_that_a_supplier_hid_beside_the_total(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path))
    for quarter in QUARTERS:
        for agency in (COUNCIL, POLICE)[: 1 + seed % 2]:
            counts = {(agency, quarter, group): draw(chance) for group in GROUPS}
            counts[agency, quarter, "Black"] = chance.choice((0, 0, 1, 1, 2))
            hidden = [key for key, count in counts.items() if count and chance.random() < 0.2]
            given = {key[2]: "c" if key in hidden else count for key, count in counts.items()}
            counted.give(
                reader.store, str(quarter), given, agency=agency, total=sum(counts.values())
            )
            reader.given.append(counts)
            reader.look()
    assert len(reader.hidden()) > 5
    assert reader.given_away(reader.hidden()) == reader.lost


def give(reader: Reader, counts: dict[Key, int]) -> None:
    number = put_counts(reader.store, counts)
    if number == len(reader.given) + 2:  # else these very bytes stand already
        reader.given.append(counts)


def _one(counts: dict[Key, int], key: Key) -> Cells:
    return Cells({(*key, counts[key])})
