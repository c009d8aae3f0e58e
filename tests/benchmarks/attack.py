"""What readers can work out of stores made at random: nothing, and what uploads are stopped for.

Somebody with everything that was ever shown, and each agency, which knows its own counts as well;
with whole-number programmes over every version of every count (`tests/suppression/reader.py`).
"""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.suppression.making import make
from tests.suppression.reader import ANYBODY, Found, Reader, needless

STORES = 300


def attack(first: int = 0, last: int = STORES) -> str:
    """A line a finding while it runs; then how many there were of each kind."""
    every: Counter[str] = Counter()
    for seed in range(first, last):
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            every += _one(Path(folder), seed)
    return "\n".join(f"{every[kind]:>7,}  {kind}" for kind in KINDS)


KINDS = (
    "stores",
    "sums hidden from anybody",
    "of them fixed",
    "of them with two values",
    "sums hidden from an agency",
    "of those fixed",
    "single quarters of 1 to 5",
    "of them fixed by anybody",
    "of them fixed by an agency",
    "uploads stopped",
    "numbers they were stopped for",
    "of them needlessly",
    "uploads stopped needlessly",
)


def _one(folder: Path, seed: int) -> Counter[str]:
    world = make(folder, seed)
    found = Counter({"stores": 1})
    for who in (ANYBODY, *world.agencies()):
        reader = Reader(world, who).attack()
        found += _outsider(reader) if who == ANYBODY else _agency(reader)
        for cells, values in reader.narrow:
            print("store", seed, who or "anybody", values, sorted(map(str, cells)), flush=True)
        for cells in reader.fixed_singles:
            print("store", seed, who or "anybody", "single", sorted(map(str, cells)), flush=True)
    for stop in world.stopped:
        false = needless(stop.world, stop.away)
        found["uploads stopped"] += 1
        found["numbers they were stopped for"] += len(stop.away)
        found["of them needlessly"] += len(false)
        found["uploads stopped needlessly"] += len(false) == len(stop.away)
    return found


def _outsider(found: Found) -> Counter[str]:
    return Counter({
        "sums hidden from anybody": found.hidden,
        "of them fixed": sum(values < 2 for _, values in found.narrow),
        "of them with two values": sum(values == 2 for _, values in found.narrow),
        "single quarters of 1 to 5": found.singles,
        "of them fixed by anybody": len(found.fixed_singles),
    })  # fmt: skip  # a list in few lines


def _agency(found: Found) -> Counter[str]:
    return Counter({
        "sums hidden from an agency": found.hidden,
        "of those fixed": len(found.narrow),
        "single quarters of 1 to 5": found.singles,
        "of them fixed by an agency": len(found.fixed_singles),
    })  # fmt: skip  # a list in few lines
