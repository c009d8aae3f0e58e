"""Stores made at random, and what a reader can work out from all that was ever shown: nothing.

`python -m tests.suppression.test_attack 0 300` attacks as many as you have time for.
"""

import sys
import tempfile
from pathlib import Path

import pytest

from tests.suppression.world import AGENCIES, make, value

SEEDS = (1, 9, 34, 49, 71, 178)
"""One supplier, finer groups, a year first, two codes, gaps, and corrections."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_hidden_can_be_worked_out_from_everything_shown(tmp_path: Path, seed: int) -> None:
    world = make(tmp_path, seed)
    assert world.hidden | world.rows
    assert world.fixed() == []


def main(first: int, last: int) -> None:
    """Attack stores `first` to `last` and say what came of it."""
    hidden = of_agencies = stopped = fixed = 0
    for seed in range(first, last):
        with tempfile.TemporaryDirectory() as folder:
            world = make(Path(folder), seed)
            for reader in ("", *AGENCIES):
                found = world.possible(reader)
                narrow = [c for c, (low, high) in found.items() if high - low < 2 - bool(reader)]
                hidden += 0 if reader else len(found)
                of_agencies += len(found) if reader else 0
                fixed += len(narrow)
                for cells in narrow:
                    print(seed, reader or "anybody", value(cells), sorted(map(str, cells))[:2])
            stopped += world.stopped
    print(
        f"{last - first} stores: {hidden} hidden numbers for anybody, {of_agencies} for agencies, "
        f"{fixed} too narrow; {stopped} uploads stopped"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
