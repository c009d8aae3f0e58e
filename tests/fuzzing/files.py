"""Which files are made: a seed, what is done to it, and the bytes that come of it.

File number N of a seed is the same bytes in every run.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from escp_data.returns.template import template
from tests import hostile
from tests.fuzzing import contents, damage, structure
from tests.fuzzing.packing import packed, parts_of, undated

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
LARGE = (
    "too large", "bomb", "bomb in many", "lying directory", "too many rows",
    "wide and long", "bare cells", "unclosed cells", "empty elements", "repeated text",
    "many shared texts", "formulas never calculated", "blank styled rows",
    "formulas in every cell", "overlapping merges", "many entries", "endless row",
)  # fmt: skip  # a list in few lines
"""Seeds that are only damaged as files: taking them apart each time would take too long."""

_TEMPLATES = {
    "template": lambda: template("2025-26 Q3"),
    "agency template": lambda: template("2025-26 Q3", "Metropolitan Police"),
}
_SAMPLES = sorted(path.name for path in SAMPLES.glob("*.xlsx"))
SOUND = [*_SAMPLES, *_TEMPLATES]
_HOSTILE = {name: make for name, (make, _) in hostile.REFUSED.items()} | hostile.READABLE
SEEDS = [*SOUND, *_HOSTILE]
_ODD = [name for name in _HOSTILE if name not in LARGE]


@dataclass(frozen=True)
class Fuzzed:
    """One file: its number, what it was made of and how, and its bytes."""

    number: int
    kind: str
    content: bytes


@cache
def seed(name: str) -> bytes:
    """One of the sound and hostile files that all others are made of."""
    if name in _TEMPLATES:
        return _lasting(_TEMPLATES[name]())
    return undated(_HOSTILE[name]()) if name in _HOSTILE else (SAMPLES / name).read_bytes()


def _lasting(content: bytes) -> bytes:
    """Without the time at which it was made."""
    parts = parts_of(content)
    core = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]*Z", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    return packed(parts | {"docProps/core.xml": core})


def make(run: str, number: int) -> Fuzzed:
    """File `number` of a run; the first ones are the seeds themselves, untouched."""
    if number < len(SEEDS):
        return Fuzzed(number, f"{SEEDS[number]}: as it is", seed(SEEDS[number]))
    random = Random(f"{run}/{number}")
    group = random.choices((SOUND, _ODD, LARGE), (84, 14, 2))[0]
    name = random.choice(group)
    what, content = _change(random, name)
    return Fuzzed(number, f"{name}: {what}", content)


def _change(random: Random, name: str) -> tuple[str, bytes]:
    """What is done to a seed, and what comes of it."""
    content = seed(name)
    shares = (12, 26, 22, 39, 1) if name in SOUND else (20, 50, 30, 0, 0)
    way = random.choices(("raw", "part", "structure", "cells", "long"), shares)[0]
    if way == "raw" or name in LARGE:
        what = random.choice(list(damage.RAW))
        return what, damage.RAW[what](random, content)
    if way == "part":
        what = random.choice(list(damage.PART))
        return what, damage.damage_part(random, content, damage.PART[what])
    if way == "structure":
        what = random.choice(list(structure.CHANGES))
        return what, structure.restructure(random, content, structure.CHANGES[what])
    changes = contents.LONG_CHANGES if way == "long" else contents.CHANGES
    what = random.choice(list(changes))
    return what, contents.rewrite(random, content, changes[what])
