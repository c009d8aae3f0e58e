"""Seeds faults in the modules that decide figures and safety, and says which no test noticed.

    python -m tests.mutation                      200 faults, spread over all of MODULES
    python -m tests.mutation store/database       all in one module
    python -m tests.mutation --faults 50 --seed 7

Each fault is made in a copy of the project, and the tests of its room are run on it.
"""

import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.mutation.faults import Fault, faults

HOME = Path(__file__).parents[2]
LIMIT = 300
"""Seconds for the tests of one fault; one that never ends was noticed."""
MODULES = {
    "estimates/arrays": ("estimates",),
    "estimates/limits": ("estimates",),
    "estimates/change": ("estimates",),
    "estimates/dispersion": ("estimates",),
    "estimates/pooled": ("estimates",),
    "estimates/tipping": ("estimates",),
    "estimates/rates": ("estimates", "disproportionality/test_questions.py"),
    "markers": ("test_markers.py", "suppression/test_disclosure.py"),
    "sensitive": (
        "records/test_uploads.py",
        "validation/test_plausible_figures.py",
        "suppression/test_small_counts.py",
    ),
    "model": ("validation/test_checks.py", "validation/test_tables.py"),
    "validation/guard": ("validation",),
    "validation/identifiers": ("validation",),
    "validation/numbers": ("validation",),
    "validation/crosschecks": ("validation",),
    "validation/agencies": ("validation",),
    "store/database": ("store", "records/test_uploads.py", "records/test_crashes.py"),
    "store/migrations": ("store", "records/test_uploads.py"),
    "records/uploads": ("records", "store"),
    "records/changes": (
        "records/test_uploads.py",
        "records/test_changes.py",
        "suppression/test_small_counts.py",
    ),
    "records/upkeep": ("records/test_upkeep.py",),
    "plan/actions": ("plan",),
    "plan/returns": ("plan",),
    "plan/board": ("plan",),
    "plan/glance": ("plan",),
    "plan/filters": ("plan", "papers/test_table_file.py"),
    "disclosure": ("suppression/test_disclosure.py", "disproportionality"),
    "disproportionality/baselines": ("disproportionality/test_baselines.py", "disproportionality"),
    "disproportionality/comparison": ("disproportionality/test_baselines.py", "disproportionality"),
    "disproportionality/compared": ("disproportionality/test_baselines.py", "disproportionality"),
    "disproportionality/populations": (
        "disproportionality/test_baselines.py",
        "disproportionality",
    ),
    "disproportionality/definitions": (
        "disproportionality/test_baselines.py",
        "disproportionality",
    ),
    "text/periods": ("text", "plan"),
    "text/period_words": ("text",),
    "text/period_tokens": ("text",),
    "text/period_line": ("text",),
    "text/period_pieces": ("text",),
    "text/period_doubts": ("text",),
    "text/days": ("text", "validation/test_cells.py"),
    "text/rounding": ("text",),
    "text/ethnicity": ("text", "validation/test_cells.py"),
    "text/ethnic_labels": ("text/test_ethnic_labels.py", "text"),
    "text/ethnic_phrases": ("text/test_ethnic_labels.py", "text"),
}
"""Each module, and the tests that should notice a fault in it."""
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".demo", ".*_cache", ".hypothesis"
)


def main(arguments: list[str]) -> int:
    """Seed, run, and print a table and the faults that nobody noticed."""
    parser = ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", help="such as text/periods (default: all)")
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    chosen = _chosen(asked.modules or list(MODULES), asked.faults, Random(asked.seed))
    caught: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(HOME, copy, ignore=LEFT_OUT)
        for module, fault in chosen:
            noticed = _is_noticed(copy, module, fault)
            caught[module] += noticed
            if not noticed:
                print(f"not noticed: {module}.py:{fault.line}: {fault.what}", flush=True)
    _print_table(Counter(module for module, _ in chosen), caught)
    return 0


def _chosen(modules: list[str], number: int, random: Random) -> list[tuple[str, Fault]]:
    """Faults spread evenly over the modules, as far as each has any."""
    shuffled = {}
    for module in modules:
        every = faults((HOME / "escp_data" / f"{module}.py").read_text(encoding="utf-8"))
        shuffled[module] = random.sample(every, len(every))
    chosen: list[tuple[str, Fault]] = []
    while len(chosen) < number and any(shuffled.values()):
        chosen += [(module, left.pop()) for module, left in shuffled.items() if left]
    return chosen[:number]


def _is_noticed(copy: Path, module: str, fault: Fault) -> bool:
    """Whether a test failed, or never ended, with the fault in place."""
    path = copy / "escp_data" / f"{module}.py"
    whole = path.read_text(encoding="utf-8")
    path.write_text(fault.source, encoding="utf-8")
    try:
        return any(_fails(copy, tests) for tests in MODULES[module])
    finally:
        path.write_text(whole, encoding="utf-8")


def _fails(copy: Path, tests: str) -> bool:
    call = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
    ]
    try:
        done = subprocess.run(
            [*call, f"tests/{tests}"],
            cwd=copy,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def _print_table(made: Counter[str], caught: Counter[str]) -> None:
    print(f"\n{'module':34}{'faults':>8}{'caught':>8}")
    for module, number in made.items():
        print(f"{module:34}{number:8}{caught[module]:8}")
    total, found = made.total(), caught.total()
    print(f"{'all':34}{total:8}{found:8}   {found / max(total, 1):.0%}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
