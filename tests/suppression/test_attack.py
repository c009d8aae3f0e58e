"""Stores made at random, and what a reader can work out from all that was ever shown: nothing.

`python -m tests.benchmarks attack` attacks three hundred.
"""

from pathlib import Path

import pytest

from tests.suppression.making import make
from tests.suppression.reader import ANYBODY, Reader, needless

SEEDS = (1, 9, 34, 49, 71, 178)
"""One supplier, finer groups, a year first, two codes, gaps, and corrections."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_hidden_can_be_worked_out_from_everything_shown(tmp_path: Path, seed: int) -> None:
    world = make(tmp_path, seed)
    assert world.hidden | world.rows
    for who in (ANYBODY, *world.agencies()):
        found = Reader(world, who).attack()
        assert (found.narrow, found.fixed_singles) == ([], [])


@pytest.mark.parametrize("seed", [25, 34])
def test_an_upload_is_stopped_for_what_it_gives_away_alone(tmp_path: Path, seed: int) -> None:
    world = make(tmp_path, seed)
    assert world.stopped
    for stop in world.stopped:
        assert len(needless(stop.world, stop.away)) < len(stop.away)
