"""`python -m tests.benchmarks [SECTION …] [--store PATH] [--larger PATH]`.

Sections: start, pages, commands, figures, papers, growth; and by name alone, since they say
nothing about speed or take long, attack, malformed, simulation, run_charts, trackers and endurance.

Prints tables of ratios; each is measured against something else in the same run, on the same
machine, so that the ratios mean the same on any. Without `--store` it is a store made from
the sample data; `--larger` names a store to run the same pages on, otherwise one of 150 times
the sample's rows is made.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from escp_data.records.demonstration import load_samples
from escp_data.store.database import open_store
from tests.benchmarks.attack import attack
from tests.benchmarks.commands import ROWS, against_pandas
from tests.benchmarks.endurance import endurance
from tests.benchmarks.figures import figures
from tests.benchmarks.growth import growth
from tests.benchmarks.larger import larger_store, row_count
from tests.benchmarks.malformed import malformed
from tests.benchmarks.pages import against_bare, against_larger, every_page, start_to_first_page
from tests.benchmarks.papers import papers
from tests.benchmarks.rewriting import rewritten_trackers
from tests.benchmarks.run_charts import run_charts
from tests.benchmarks.simulation import simulation
from tests.benchmarks.tables import table

SECTIONS = ["start", "pages", "commands", "figures", "papers", "growth"]
BY_HAND = ["attack", "malformed", "simulation", "run_charts", "trackers", "endurance"]
"""Asked for by name: they say nothing about speed, or take long."""
WORDS = ", ".join(SECTIONS + BY_HAND)


def main() -> None:
    """Measure what was asked for; everything by default."""
    asked = arguments()
    sections = asked.sections or SECTIONS
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        store = asked.store or sample_store(folder)
        os.environ["ESCP_DB"] = str(store)
        if "start" in sections:
            print(f"Start to first page: {start_to_first_page(store):.1f} s\n", flush=True)
        if "pages" in sections:
            print_pages(store, asked.larger or larger_store(folder))
        if "commands" in sections:
            title = f"Commands on a workbook of {ROWS:,} rows, against pandas.read_excel"
            print(table(title, "escp_data", "pandas", against_pandas(folder)), flush=True)
        if "figures" in sections:
            print(figures(folder), flush=True)
        if "papers" in sections:
            print(papers(store), flush=True)
        if "growth" in sections:
            print(growth(folder), flush=True)
        if "attack" in sections:
            print(attack(), flush=True)
        if "malformed" in sections:
            print(malformed(store), flush=True)
        if "simulation" in sections:
            print(simulation(), flush=True)
        if "endurance" in sections:
            print(endurance(folder), flush=True)
        if "run_charts" in sections:
            print(run_charts(), flush=True)
        if "trackers" in sections:
            print(rewritten_trackers(store), flush=True)


def sample_store(folder: Path) -> Path:
    """A new store with the sample data."""
    store = open_store(folder / "samples.db")
    load_samples(store)
    return folder / "samples.db"


def print_pages(store: Path, larger: Path) -> None:
    """Every page against its bare counterpart, then on the larger store."""
    links = every_page()
    bare = against_bare(store, links)
    print(table("Rerun of each page", "page", "bare page", bare), flush=True)
    grown = against_larger(store, larger, links)
    rows = f"{row_count(open_store(larger)):,} rows"
    print(table(f"Rerun on a larger store of {rows}", "larger", "sample", grown), flush=True)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=WORDS)
    parser.add_argument("--store", type=Path, help="the store to measure on")
    parser.add_argument("--larger", type=Path, help="a larger store to compare with")
    return parser.parse_args()


if __name__ == "__main__":
    main()
