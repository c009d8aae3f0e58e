"""Two processes over one store behind nginx, as `deploy/nginx-two.conf` has it, beside one.

Whether they work is `tests/serving/test_two_processes.py`'s; here is how many people they carry.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.crowd import MIX
from tests.benchmarks.pages import SERVED
from tests.benchmarks.tables import columns
from tests.benchmarks.viewers import end_words, up_to_the_end, warm
from tests.nginx import NGINX, in_front_of_two
from tests.server import Server, free_port, running

HEADINGS = ("people", "clicks", "median, ms", "95th, ms", "of a core", "theirs", "MB together")


def side_by_side(folder: Path, store: Path) -> str:
    """A line for each number of people that come through nginx."""
    if not NGINX:
        return "Viewers at once, two processes behind nginx: not measured, it is not installed.\n"
    with two_behind_nginx(folder, store) as (front, both):
        for each in both:
            warm(each, MIX)
        met = up_to_the_end(front, MIX, [each.pid for each in both])
    lines = [[f"{each.people}", *each.cells, f"{each.megabytes:.0f}"] for each in met]
    title = f"Viewers at once, two processes behind nginx: {end_words(met)}"
    return columns(title, HEADINGS, lines)


@contextmanager
def two_behind_nginx(folder: Path, store: Path) -> Iterator[tuple[Server, Sequence[Server]]]:
    """Where nginx listens, and the two processes behind it."""
    port = free_port()
    names = ("127.0.0.1", f"127.0.0.1:{port}")
    command = (*SERVED, *(f"--server.allowedHosts={name}" for name in names))
    with (
        running(store, command) as one,
        running(store, command) as other,
        in_front_of_two(folder, port, one, other) as front,
    ):
        yield front, [one, other]
