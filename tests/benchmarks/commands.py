"""Commands on a large workbook, against pandas reading the same file, each as a command of its own.

Both start Python and import what they need, as they do for whoever types the command.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from openpyxl import Workbook

from tests.benchmarks.tables import Ratio
from tests.server import HOME

ROWS = 50_000
TIMES = 3
READ = "import sys, pandas; pandas.read_excel(sys.argv[1], sheet_name=None, engine=sys.argv[2])"
AGENCIES = [f"Agency {number}" for number in range(1, 21)]
CODES = [f"M{number:03}" for number in range(1, 201)]
YEARS = [f"{year}-{year % 100 + 1}" for year in range(2018, 2026)]
QUARTERS = [f"{year} Q{quarter}" for year in YEARS for quarter in range(1, 5)]


def write_large_workbook(path: Path) -> Path:
    """A tidy workbook with `ROWS` measure values, and the agencies and measures they name."""
    book = Workbook(write_only=True)
    for name, rows in sheets().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sheets() -> dict[str, Iterable[Sequence[object]]]:
    """Each sheet's rows, headings first."""
    measure = ["count", "other", "lower", "flow", "What is counted."]
    return {
        "Cover": [["Period", QUARTERS[-1]], ["Agency", "All agencies"]],
        "Agencies": [["Agency", "Type"], *([name, "Relevant agency"] for name in AGENCIES)],
        "Measures": [
            ["Code", "Measure", "Kind", "Counts", "Better when", "Time", "Definition"],
            *([code, f"Measure {code}", *measure] for code in CODES),
        ],
        "Measure values": [["Code", "Period", "Agency", "Numerator"], *values()],
    }


def values() -> Iterator[list[object]]:
    """One row for each measure, quarter and agency, up to `ROWS`; the size varies a little."""
    keys = islice(product(CODES, QUARTERS, AGENCIES), ROWS)
    return ([*key, 100 + at % 7] for at, key in enumerate(keys))


def seconds(*arguments: str) -> float:
    """The median of a few runs of `python arguments`; 1 as exit code is an answer, too."""
    return statistics.median(run(arguments) for _ in range(TIMES))


def run(arguments: tuple[str, ...]) -> float:
    """How long one run takes; raises RuntimeError with its words if it could not do its work."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=HOME, capture_output=True, text=True, check=False
    )
    elapsed = time.perf_counter() - began
    if done.returncode not in (0, 1):
        raise RuntimeError(f"`python {' '.join(arguments)}` ended so:\n{done.stderr}")
    return elapsed


def against_pandas(folder: Path) -> list[Ratio]:
    """Seconds that `check` and `upload` take, against pandas with either of its readers."""
    path = str(write_large_workbook(folder / "large.xlsx"))
    calamine, openpyxl = (seconds("-c", READ, path, engine) for engine in ("calamine", "openpyxl"))
    check = seconds("-m", "escp_data", "check", path)
    upload = statistics.median(run(upload_to(folder / f"{at}.db", path)) for at in range(TIMES))
    return [
        Ratio("check, against calamine", check, calamine, "s", 3),
        Ratio("upload, against calamine", upload, calamine, "s", 3),
        Ratio("check, against openpyxl", check, openpyxl, "s", 1),
        Ratio("upload, against openpyxl", upload, openpyxl, "s", 1),
    ]


def upload_to(store: Path, path: str) -> tuple[str, ...]:
    """A new store each time: the same bytes again would change nothing."""
    return ("-m", "escp_data", "--db", str(store), "upload", path, "--accept-warnings")
