"""Forty people who click at once: the dashboard, and then the same pages drawn from memory."""

import random
import statistics
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bare_server import DRAWN
from tests.benchmarks.pages import SERVED, Link
from tests.benchmarks.tables import Ratio
from tests.benchmarks.visitor import visiting
from tests.server import Server, running

PEOPLE, CLICKS, AT_MOST = 40, 4, 1.5
MIX = (
    Link(""), Link(""), Link("priority-3"), Link("actions"), Link("measures"),
    Link("disproportionality"),
)  # fmt: skip  # a list in few lines
"""What they look at; half of them begin where it opens or come back to it."""


def crowd(store: Path) -> list[Ratio]:
    """How long a click of one of them takes: its median, and its 95th hundredth."""
    with running(store, SERVED) as real:
        ours = clicks(real, MIX)
    command = ("-m", "tests.benchmarks.bare_server", *map(str, MIX))
    with running(store, command) as bare:
        theirs = clicks(bare, [Link("", f"{DRAWN}={at}") for at in range(len(MIX))])
    note = f"{PEOPLE} people, {CLICKS} clicks each"
    return [
        Ratio("click, median", of(ours, 50), of(theirs, 50), "ms", AT_MOST, note),
        Ratio("click, 95th hundredth", of(ours, 95), of(theirs, 95), "ms", AT_MOST, note),
    ]


def clicks(server: Server, links: Sequence[Link]) -> list[float]:
    """Seconds of each click, of people who all begin at the same moment."""
    begin, took = threading.Barrier(PEOPLE), []

    def look(link: Link) -> None:
        with visiting(server, link.path, link.query) as visitor:
            begin.wait(timeout=300)
            took.extend([visitor.rerun().seconds for _ in range(CLICKS)])

    chosen = random.Random(7).choices(links, k=PEOPLE)
    people = [threading.Thread(target=look, args=(link,)) for link in chosen]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(took) == PEOPLE * CLICKS, "Somebody was not answered."
    return took


def of(seconds: list[float], hundredth: int) -> float:
    """A hundredth of the clicks, in milliseconds; of a single one, that one."""
    if len(seconds) == 1:
        return 1000 * seconds[0]
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[hundredth - 1]
