"""Viewers at once, who click as people do: look, think, click something else.

Each waits 5 to 15 seconds between two clicks, by a seeded chance; one who is alone clicks every
second, since nobody is in anybody's way. The dashboard and its bare pages get the same people with
the same clicks. How busy the server's process is comes from the system (Linux); "theirs" is the
program that plays the people: near 100%, it has come to its end, and not the dashboard.
"""

import os
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bare_server import DRAWN
from tests.benchmarks.crowd import MIX, of
from tests.benchmarks.endurance import held
from tests.benchmarks.pages import SERVED, Link
from tests.benchmarks.tables import columns
from tests.benchmarks.visitor import visiting
from tests.server import Server, running

PEOPLE = (1, 5, 10, 20, 40, 80, 160)
SECONDS = 20.0
PATIENCE_SECONDS = 120.0
"""How long everybody's first page may take together."""
THINKS, ALONE = (5.0, 15.0), (0.5, 1.5)
END_MILLISECONDS, ENOUGH = 2000.0, 20
"""Where one click in twenty takes longer than this, one process has come to its end; fewer
clicks than enough say nothing of one in twenty.
"""
BARE_LINKS = [Link("", f"{DRAWN}={at}") for at in range(len(MIX))]


@dataclass(frozen=True)
class Load:
    """What some people met: seconds of each click; how much of a core the server and the people's
    own program took; the server's megabytes.
    """

    people: int
    clicks: list[float]
    busy: float
    own: float
    megabytes: float

    @property
    def is_past_the_end(self) -> bool:
        return len(self.clicks) >= ENOUGH and of(self.clicks, 95) > END_MILLISECONDS

    @property
    def cells(self) -> list[str]:
        """How many clicks, their median and 95th hundredth (ms), and both shares of a core."""
        return [
            f"{len(self.clicks)}", f"{of(self.clicks, 50):.0f}", f"{of(self.clicks, 95):.0f}",
            f"{100 * self.busy:.0f}%", f"{100 * self.own:.0f}%",
        ]  # fmt: skip  # cells share lines


def viewers(store: Path) -> str:
    """A line for each number of people, up to the one at which one process ends."""
    with running(store, SERVED) as real:
        warm(real, MIX)
        ours = up_to_the_end(real, MIX, [real.pid])
    with running(store, ("-m", "tests.benchmarks.bare_server", *map(str, MIX))) as bare:
        warm(bare, BARE_LINKS)
        theirs = [load(bare, BARE_LINKS, each.people, [bare.pid]) for each in ours]
    lines = [
        [f"{one.people}", *one.cells, f"{one.megabytes:.0f}", *other.cells[1:4]]
        for one, other in zip(ours, theirs, strict=True)
    ]
    headings = [
        "people", "clicks", "median, ms", "95th, ms", "of a core", "theirs", "MB",
        "bare median", "bare 95th", "of a core",
    ]  # fmt: skip  # a list in few lines
    return columns(f"Viewers at once, one process: {end_words(ours)}", headings, lines)


def warm(server: Server, links: Sequence[Link]) -> None:
    """Open each page once, so that nobody who is measured is the first who ever asks for it."""
    for link in links:
        with visiting(server, link.path, link.query):
            pass


def up_to_the_end(server: Server, links: Sequence[Link], pids: Sequence[int]) -> list[Load]:
    """More and more people, until one click in twenty takes too long."""
    met = []
    for people in PEOPLE:
        met.append(load(server, links, people, pids))
        if met[-1].is_past_the_end:
            break
    return met


def end_words(met: Sequence[Load]) -> str:
    """Where the clicks were still quick enough, and where not."""
    good = max((each.people for each in met if not each.is_past_the_end), default=0)
    if not met[-1].is_past_the_end:
        return f"no end up to {good} people"
    return f"the end lies between {good} and {met[-1].people} people"


def load(server: Server, links: Sequence[Link], people: int, pids: Sequence[int]) -> Load:
    """What so many people meet who look at the server for a while."""
    begin = threading.Barrier(people + 1)
    clicks: list[float] = []

    def come(number: int) -> None:
        try:
            clicks.extend(look(server, links, random.Random(number), begin))
        except BaseException:
            begin.abort()
            raise

    threads = [threading.Thread(target=come, args=(number,)) for number in range(people)]
    for each in threads:
        each.start()
    begin.wait(timeout=PATIENCE_SECONDS)
    own = [os.getpid()]
    before, began = (cpu_seconds(pids), cpu_seconds(own)), time.monotonic()
    pause(SECONDS)
    took = time.monotonic() - began
    busy, visitors = cpu_seconds(pids) - before[0], cpu_seconds(own) - before[1]
    for each in threads:
        each.join()
    megabytes = sum(held(pid, began).megabytes for pid in pids)
    return Load(people, clicks, busy / took, visitors / took, megabytes)


def look(
    server: Server, links: Sequence[Link], chance: random.Random, begin: threading.Barrier
) -> list[float]:
    """One person: open a page, wait for the others, click now and then; seconds of each click."""
    first, clicks = chance.choice(links), []
    alone = begin.parties == 2
    with visiting(server, first.path, first.query) as tab:
        begin.wait(timeout=PATIENCE_SECONDS)
        until = time.monotonic() + SECONDS
        thought = chance.uniform(0, ALONE[1] if alone else THINKS[1])
        while time.monotonic() + thought < until:
            pause(thought)
            link = chance.choice(links)
            clicks.append(tab.at(link.path, link.query).click())
            thought = chance.uniform(*(ALONE if alone else THINKS))
    return clicks


def pause(seconds: float) -> None:
    """A person thinks."""
    threading.Event().wait(seconds)


def cpu_seconds(pids: Sequence[int]) -> float:
    """What processes have used of the computer's cores since they began (Linux)."""
    ticks = 0
    for pid in pids:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK")
