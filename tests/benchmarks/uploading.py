"""`python -m tests.benchmarks.uploading STORE FIRST COUNT`: returns one after another.

Each is checked, what it changes is worked out, and it is stored; a line says its seconds. It is a
process of its own, so that it takes nothing from whoever measures the viewers meanwhile.
"""

import subprocess
import sys
import threading
from pathlib import Path

from escp_data.store.database import open_store
from tests.benchmarks.crowd import MIX, of
from tests.benchmarks.one_file import one_upload
from tests.benchmarks.pages import SERVED
from tests.benchmarks.viewers import Load, load
from tests.server import HOME, running

VIEWERS = 10
HEADINGS = ("", "uploads", "a minute", "median, s", "viewers", "click median, ms", "95th, ms")


def alone(store: Path, first: int, count: int, name: str) -> list[str]:
    """One return after another while nobody looks: a line of the table."""
    return line(name, uploaded(store, first, count), None)


def while_people_look(store: Path, first: int, count: int, name: str) -> list[str]:
    """The same while people look at the same store, and what their clicks take."""
    took: list[float] = []
    work = threading.Thread(target=lambda: took.extend(uploaded(store, first, count)))
    with running(store, SERVED) as server:
        work.start()
        met = load(server, MIX, VIEWERS, [server.pid])
        work.join()
    return line(name, took, met)


def uploaded(store: Path, first: int, count: int) -> list[float]:
    """Seconds of each upload, in a process of their own."""
    command = ("-m", "tests.benchmarks.uploading", str(store), str(first), str(count))
    said = subprocess.run(
        [sys.executable, *command], cwd=HOME, capture_output=True, text=True, check=True
    ).stdout
    return [float(each) for each in said.split()]


def line(name: str, took: list[float], met: Load | None) -> list[str]:
    """A row of the table."""
    clicks = [f"{VIEWERS}", f"{of(met.clicks, 50):.0f}", f"{of(met.clicks, 95):.0f}"] if met else []
    rate, median = 60 * len(took) / sum(took), of(took, 50) / 1000
    return [name, f"{len(took)}", f"{rate:.1f}", f"{median:.2f}", *(clicks or ["0", "", ""])]


def main() -> None:
    """Upload, and say what each took."""
    store, first, count = open_store(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, first + count):
        print(f"{one_upload(store, number).whole:.3f}", flush=True)


if __name__ == "__main__":
    main()
