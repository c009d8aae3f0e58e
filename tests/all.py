"""All that continuous integration checks, in one command: `python -m tests.all`.

`--fast` runs the tests that need no browser and few seconds; `--checks-only` no tests at all.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

HOME = Path(__file__).parents[1]
CHECKS = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
WHOLE = ["pytest", "-n", "2", "--dist", "worksteal"]
FAST = [
    "pytest",
    "-q",
    "-n",
    "2",
    *(f"tests/{room}" for room in ("text", "estimates", "validation")),
]
FAST += ["tests/store", "tests/plan", "tests/test_rooms.py"]


def main(arguments: list[str]) -> int:
    """Run every part, whatever the one before said; 0 where all passed."""
    parser = ArgumentParser(prog="python -m tests.all", description=__doc__)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--checks-only", action="store_true")
    asked = parser.parse_args(arguments)
    tests = [] if asked.checks_only else [FAST if asked.fast else WHOLE]
    return max(_run(part) for part in (*tests, *CHECKS))


def _run(part: list[str]) -> int:
    print("+", *part, flush=True)
    return int(subprocess.run([sys.executable, "-m", *part], cwd=HOME, check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
