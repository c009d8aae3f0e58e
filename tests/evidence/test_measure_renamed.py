"""An agency that is renamed is the same one: no total is shown or hidden because of its name."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from escp_data.contract import ALL_AGENCIES
from escp_data.evidence.measure_cells import Cell, Cells
from escp_data.evidence.measure_seen import Memory
from escp_data.records.uploads import withdraw
from escp_data.statements.who import Identities
from escp_data.text.periods import Period
from tests.counted import COUNCIL, POLICE, new_store
from tests.evidence.test_measure_seen import (
    BASE,
    NOBODY,
    QS,
    QUARTERS,
    YEAR,
    A,
    B,
    definition,
    shown_of,
    upload,
)
from tests.stores import put, return_workbook

NOW = "The new A"
NUMBERS = (0, 2, 4, 6, 8, 9, 20, 30)


@dataclass
class Screen:
    """What is on record under the names of its time, and what was shown of it."""

    renames: bool
    kind: str
    cells: Cells = field(default_factory=dict)
    memory: Memory = field(default_factory=lambda: Memory("9999"))
    uploads: int = 0

    def give(self, period: Period, agency: str, top: float, bottom: float) -> None:
        """A number, or its correction: that is of the row on record, whatever its name."""
        own = self.cells.setdefault(period, {})
        name = NOW if agency == A and self.renames and A not in own else agency
        own[name] = Cell(self.uploads, top, bottom, "", "")

    def take(self, period: Period, agency: str) -> None:
        """Withdraw it."""
        own = self.cells.get(period, {})
        for name in (agency, NOW) if agency == A else (agency,):
            own.pop(name, None)
        if not own:
            self.cells.pop(period, None)

    def shown(self) -> dict[Period, float]:
        """What is shown once this upload is on record."""
        self.uploads += 1
        own = definition(self.kind, "" if self.kind == "count" else "Children")
        who = Identities({"a": NOW}) if self.renames else NOBODY
        return self.memory.after(f"{self.uploads:04}", (own,), self.cells, who)


@pytest.mark.parametrize("kind", ["count", "percentage"])
def test_no_history_is_shown_otherwise_because_an_agency_was_renamed(kind: str) -> None:
    for seed in range(600):
        random = Random(seed)
        agencies = random.choice([(A,), (A, B), (A, B, ALL_AGENCIES)])
        same, renamed = Screen(renames=False, kind=kind), Screen(renames=False, kind=kind)
        for step in range(10):
            renamed.renames = step >= seed % 8
            for _ in range(random.choice((1, 1, 2, 4))):
                period, agency = random.choice([*QUARTERS, YEAR]), random.choice(agencies)
                top = random.choice(NUMBERS) * (4 if period == YEAR else 1)
                is_taken, bottom = random.random() < 0.2, top + random.choice((1, 3, 20))
                for screen in (same, renamed):
                    if is_taken:
                        screen.take(period, agency)
                    else:
                        screen.give(period, agency, top, bottom)
            assert same.shown() == renamed.shown(), (seed, step)


@pytest.mark.parametrize("now", [COUNCIL, "The Council"])
def test_what_is_withdrawn_and_given_again_under_a_new_name_is_shown_again(
    tmp_path: Path, now: str
) -> None:
    store = new_store(tmp_path, [BASE])
    for period, count in zip(QS[1:], (2, 20, 18), strict=True):
        upload(store, (period, count), (period, 9, POLICE))
    police = [(QS[0], 9, POLICE), ("2024-25", 36, POLICE)]
    again = upload(store, (QS[0], 9), ("2024-25", 49), *police)
    before = shown_of(store)
    withdraw(store, again, "wrong", "x")
    row = {"Agency": now, "Type": "Safeguarding partner", "Also known as": COUNCIL}
    if now != COUNCIL:
        put(store, return_workbook("2024-25 Q3", "All agencies", Agencies=[row]))
    upload(store, (QS[0], 9, now), ("2024-25", 49, now), *police)
    assert shown_of(store) == before
