"""Stores made at random, and what a reader can work out from all that was ever shown: nothing.

`python -m tests.benchmarks attack` attacks three hundred.
"""

from pathlib import Path

import pytest

from tests.suppression.making import make
from tests.suppression.reader import ANYBODY, Reader, needless

SEEDS = (15, 161, 292)
"""A few of the three hundred: a quarter given in part, and corrections that no window could show,
beside the quarter's total and beside later windows.
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_hidden_can_be_worked_out_from_everything_shown(tmp_path: Path, seed: int) -> None:
    world = make(tmp_path, seed)
    assert world.hidden | world.rows
    for who in (ANYBODY, *world.agencies()):
        found = Reader(world, who).attack()
        assert (found.narrow, found.fixed_singles) == ([], [])


def test_an_upload_is_stopped_for_what_it_gives_away_alone(tmp_path: Path) -> None:
    world = make(tmp_path, 21)
    assert world.stopped
    for stop in world.stopped:
        assert needless(stop.world, stop.away) == []
