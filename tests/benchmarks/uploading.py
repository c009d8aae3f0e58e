"""`python -m tests.benchmarks.uploading STORE FIRST SECONDS`: returns one after another, so long.

Each is checked, what it changes is worked out, and it is stored; a line says its seconds. It is a
process of its own, so that it takes nothing from whoever measures the viewers meanwhile.
"""

import itertools
import subprocess
import sys
import threading
import time
from pathlib import Path

from escp_data.store.database import open_store
from tests.benchmarks.crowd import MIX, of
from tests.benchmarks.one_file import one_upload
from tests.benchmarks.pages import SERVED
from tests.benchmarks.viewers import SECONDS, Load, load
from tests.server import HOME, running

VIEWERS, AT_LEAST = 10, 3
HEADINGS = ("", "uploads", "a minute", "median, s", "viewers", "click median, ms", "95th, ms")


def alone(store: Path, first: int, name: str) -> list[str]:
    """One return after another while nobody looks: a line of the table."""
    return line(name, uploaded(store, first), None)


def while_people_look(store: Path, first: int, name: str) -> list[str]:
    """The same while people look at the same store, and what their clicks take."""
    took: list[float] = []
    work = threading.Thread(target=lambda: took.extend(uploaded(store, first)))
    with running(store, SERVED) as server:
        work.start()
        met = load(server, MIX, VIEWERS, [server.pid])
        work.join()
    return line(name, took, met)


def uploaded(store: Path, first: int) -> list[float]:
    """Seconds of each upload, in a process of their own, for as long as people look."""
    command = ("-m", "tests.benchmarks.uploading", str(store), str(first), str(SECONDS))
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
    store, number, seconds = open_store(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    until = time.monotonic() + seconds
    for done in itertools.count():
        if done >= AT_LEAST and time.monotonic() > until:
            break
        print(f"{one_upload(store, number + done).whole:.3f}", flush=True)


if __name__ == "__main__":
    main()
