"""`python -m tests.fuzzing --files 5000 --seed spring`: fuzz the whole way that a workbook takes.

Prints what came of the files, what took longest and most memory, and every problem; ends with 1
where there was one. A problem's file is kept: `--first NUMBER --files 1` makes it again.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from escp_data.records.demonstration import load_samples
from escp_data.store.database import open_store
from escp_data.validation.rules import RULES
from tests.fuzzing.files import make
from tests.fuzzing.runner import Tally, run

SHOWN = 8


def main() -> int:
    """Fuzz, print the figures, and keep the files of problems."""
    asked = _arguments()
    start = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "samples.db")
        load_samples(store)
        numbers = range(asked.first, asked.first + asked.files)
        files = (make(asked.seed, number) for number in numbers)
        tally = run(files, store.path, asked.seconds)
    print(f"{tally.files:,} files in {monotonic() - start:,.0f} seconds, seed {asked.seed}")
    print("\n".join(figures(tally)))
    for line in kept(tally, Path(asked.keep)):
        print(line)
    return 1 if tally.troubles else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="how many files")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="the longest it runs")
    parser.add_argument("--seed", default="1", help="any word: the same one makes the same files")
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    keep = Path(tempfile.gettempdir()) / "escp-fuzzing"
    parser.add_argument("--keep", default=keep, help="where files with a problem are kept")
    return parser.parse_args()


def figures(tally: Tally) -> Iterator[str]:
    """The figures of a run, line by line."""
    yield "\nWhat became of them"
    for outcome, count in tally.outcomes.most_common():
        line = RULES[outcome].line if outcome in RULES else _OUTCOMES.get(outcome, "")
        yield f"  {count:6,}  {outcome:10} {line}"
    yield "\nWhat was found in those that were read (files with at least one)"
    found = [f"{code} {count:,}" for code, count in sorted(tally.codes.items())]
    for at in range(0, len(found), 10):
        yield "  " + "  ".join(f"{each:9}" for each in found[at : at + 10]).rstrip()
    for title, field in (
        ("Slowest to check, seconds of processor time", "check"),
        ("Slowest to copy with marks, seconds of processor time", "copy"),
        ("Most memory of the process, MB", "peak"),
    ):
        yield f"\n{title}"
        ordered = sorted(tally.answers, key=lambda pair: -getattr(pair[1], field))
        for file, answer in ordered[:SHOWN]:
            yield f"  {getattr(answer, field):8.2f}  {file.number:6}  {file.kind}"
    yield f"\nProblems: {len(tally.troubles)}"


_OUTCOMES = {
    "errors": "Read and checked; it has errors, so nothing is stored.",
    "stored": "Read, checked, stored in a copy of the store, and the copy verified.",
    "traceback": "Something was raised that nobody can read.",
    "crash": "The process ended.",
    "hang": "It did not end in time.",
}


def kept(tally: Tally, folder: Path) -> Iterator[str]:
    """Write each problem's file and what was said about it; a line on each."""
    if tally.troubles:
        folder.mkdir(parents=True, exist_ok=True)
    for trouble in tally.troubles:
        place = folder / f"{trouble.file.number}.xlsx"
        place.write_bytes(trouble.file.content)
        place.with_suffix(".txt").write_text(
            f"{trouble.file.kind}\n{trouble.what}\n{trouble.report}"
        )
        last = trouble.report.strip().splitlines()[-1]
        yield f"  {trouble.what}: {trouble.file.kind}: {last[:200]} ({place})"


if __name__ == "__main__":
    sys.exit(main())
