"""Each of the 84 worked scenarios of the record has a test that is called by its number."""

import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
SCENARIOS = range(1, 85)
_TEST = re.compile(r"^def (test_(\d+)(?:_to_(\d+)|((?:_and_\d+)*))_[a-z]\w*)\(", re.MULTILINE)


def named() -> Iterator[tuple[int, str]]:
    """Every number that a test is called by, and the test: `test_1_to_4_…`, `test_5_and_6_…`."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, first, last, more in _TEST.findall(path.read_text("utf-8")):
            numbers = {int(first), *map(int, re.findall(r"\d+", more))}
            numbers |= {*range(int(first), int(last) + 1)} if last else set()
            yield from ((n, f"{path.relative_to(TESTS).as_posix()}::{name}") for n in numbers)


def test_every_scenario_has_a_test_by_its_number() -> None:
    found = dict(named())
    assert [number for number in SCENARIOS if number not in found] == []
    assert [name for number, name in named() if number not in SCENARIOS] == []
