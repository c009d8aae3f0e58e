"""`python -m tests.benchmarks [SECTION …] [--store PATH] [--larger PATH] [--write PATH]
[--write-scale PATH]`.

Sections about speed: start, pages, larger, browser, crowd, commands, figures, papers, growth; and
by name alone, since they say nothing about speed or take long, attack, malformed, simulation,
run_charts, trackers, endurance and scale.

Prints tables of ratios; each is measured against something else in the same run, on the same
machine, so that the ratios mean the same on any. Without `--store` it is a store made from
the sample data; `--larger` names a store to run the same pages on, otherwise one of 150 times
the sample's rows is made. `--write docs/performance.md` makes that document,
`scale --write-scale docs/scale.md` that one's tables.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from escp_data.records.demonstration import load_samples
from escp_data.store.database import open_store
from tests.benchmarks.attack import attack
from tests.benchmarks.commands import ROWS, against_pandas
from tests.benchmarks.crowd import crowd
from tests.benchmarks.document import document
from tests.benchmarks.endurance import endurance
from tests.benchmarks.figures import figures
from tests.benchmarks.growth import growth
from tests.benchmarks.larger import larger_store, row_count
from tests.benchmarks.malformed import malformed
from tests.benchmarks.opening import opening
from tests.benchmarks.pages import (
    against_bare,
    against_floor,
    against_larger,
    every_page,
    start_to_first_page,
)
from tests.benchmarks.papers import papers
from tests.benchmarks.rewriting import rewritten_trackers
from tests.benchmarks.run_charts import run_charts
from tests.benchmarks.scale import put_into, scale
from tests.benchmarks.simulation import simulation
from tests.benchmarks.tables import table

Section = Callable[["Bench"], Iterator[str]]


@dataclass(frozen=True)
class Bench:
    """What a section measures on: a folder of its own, a store, and where asked a larger one."""

    folder: Path
    store: Path
    larger: Path | None


def start(bench: Bench) -> Iterator[str]:
    yield f"Start to first page: {start_to_first_page(bench.store):.1f} s\n"


def each_page(bench: Bench) -> Iterator[str]:
    """The first page against the plainest that says as much; each page against its bare one."""
    floor = [against_floor(bench.store)]
    yield table("Rerun of the first page", "page", "four metrics, three charts, a table", floor)
    bare = against_bare(bench.store, every_page())
    yield table("Rerun of each page", "page", "bare page", bare)


def on_a_larger_store(bench: Bench) -> Iterator[str]:
    """Every page on a store of many times the sample's rows."""
    larger = bench.larger or larger_store(bench.folder)
    grown = against_larger(bench.store, larger, every_page())
    rows = f"{row_count(open_store(larger)):,} rows"
    yield table(f"Rerun on a larger store of {rows}", "larger", "sample", grown)


def in_a_browser(bench: Bench) -> Iterator[str]:
    yield table("In Chromium, to the last chart", "page", "bare page", opening(bench.store))


def at_once(bench: Bench) -> Iterator[str]:
    yield table("Forty people at once", "dashboard", "bare pages", crowd(bench.store))


def large_workbook(bench: Bench) -> Iterator[str]:
    title = f"Commands on a workbook of {ROWS:,} rows, against pandas.read_excel"
    yield table(title, "escp_data", "pandas", against_pandas(bench.folder))


SECTIONS: dict[str, Section] = {
    "start": start,
    "pages": each_page,
    "larger": on_a_larger_store,
    "browser": in_a_browser,
    "crowd": at_once,
    "commands": large_workbook,
    "figures": lambda bench: iter([figures(bench.folder)]),
    "papers": lambda bench: iter([papers(bench.store)]),
    "growth": lambda bench: iter([growth(bench.folder)]),
}
BY_HAND: dict[str, Section] = {
    "attack": lambda _: iter([attack()]),
    "malformed": lambda bench: iter([malformed(bench.store)]),
    "simulation": lambda _: iter([simulation()]),
    "endurance": lambda bench: iter([endurance(bench.folder)]),
    "run_charts": lambda _: iter([run_charts()]),
    "scale": lambda bench: scale(bench.folder, bench.store),
    "trackers": lambda bench: iter([rewritten_trackers(bench.store)]),
}
"""Asked for by name: they say nothing about speed, or take long."""


def main() -> None:
    """Measure what was asked for; everything about speed by default."""
    asked = arguments()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        bench = Bench(folder, asked.store or sample_store(folder), asked.larger)
        os.environ["ESCP_DB"] = str(bench.store)
        said = []
        for section in asked.sections or SECTIONS:
            for part in (SECTIONS | BY_HAND)[section](bench):
                print(part, flush=True)
                said.append(part)
    if asked.write:
        asked.write.write_text(document(asked.sections or SECTIONS, said), encoding="utf-8")
    if asked.write_scale:
        put_into(asked.write_scale, said)


def sample_store(folder: Path) -> Path:
    """A new store with the sample data."""
    store = open_store(folder / "samples.db")
    load_samples(store)
    return folder / "samples.db"


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    known = [*SECTIONS, *BY_HAND]
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(known))
    parser.add_argument("--store", type=Path, help="the store to measure on")
    parser.add_argument("--larger", type=Path, help="a larger store to compare with")
    parser.add_argument("--write", type=Path, help="the document to write, too")
    scaled = "the document to put the tables of `scale` into"
    parser.add_argument("--write-scale", type=Path, help=scaled)
    asked = parser.parse_args()
    if unknown := set(asked.sections) - set(known):
        parser.error(f"No section is called {', '.join(sorted(unknown))}.")
    return asked


if __name__ == "__main__":
    main()
