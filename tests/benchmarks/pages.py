"""Each page's rerun against a bare Streamlit page that draws the same elements from constants."""

import statistics
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tests.app import open_page, pages
from tests.benchmarks.bare_server import DRAWN
from tests.benchmarks.tables import Ratio
from tests.benchmarks.visitor import Answer, Visitor, visiting
from tests.server import Server, running

RERUNS = 24
SERVED = ("-m", "tests.benchmarks.serving", "dashboard.py")
AT_MOST = 1.2


@dataclass(frozen=True)
class Link:
    """A page in a certain state: its `url_path`, and what follows the question mark."""

    path: str
    query: str = ""

    def __str__(self) -> str:
        return f"/{self.path}" + (f"?{self.query}" if self.query else "")


def every_page() -> list[Link]:
    """Every page in the menu, as it opens, and one measure's own section; the menu comes from the
    store in `ESCP_DB`.
    """
    return [*map(Link, pages(open_page())), Link("measures", "measure=RHI72")]


def start_to_first_page(store: Path) -> float:
    """Seconds from giving the command to the last element of the first page."""
    began = time.perf_counter()
    with running(store) as server, visiting(server, ""):
        return time.perf_counter() - began


def against_bare(store: Path, links: list[Link]) -> list[Ratio]:
    """How long a rerun of each page takes, and of its bare counterpart, in milliseconds."""
    command = ("-m", "tests.benchmarks.bare_server", *map(str, links))
    with running(store, SERVED) as real, running(store, command) as bare:
        drawn = [Link("", f"{DRAWN}={at}") for at in range(len(links))]
        return [compared(link, real, bare, there) for link, there in zip(links, drawn, strict=True)]


def against_floor(store: Path) -> Ratio:
    """A rerun of the first page against the plainest page that says as much."""
    floor = ("-m", "tests.benchmarks.serving", "tests/benchmarks/floor_page.py")
    with running(store, SERVED) as real, running(store, floor) as plain:
        return replace(compared(Link(""), real, plain), name="the first page", at_most=2)


def against_larger(store: Path, larger: Path, links: list[Link]) -> list[Ratio]:
    """How long a rerun of each page takes on a larger store, and on the sample's."""
    with running(larger, SERVED) as slow, running(store, SERVED) as quick:
        return [compared(link, slow, quick) for link in links]


def compared(link: Link, one: Server, other: Server, there: Link | None = None) -> Ratio:
    """The same link on two servers; `there` where it is another one on the second."""
    there = there or link
    with (
        visiting(one, link.path, link.query) as first,
        visiting(other, there.path, there.query) as second,
    ):
        ours, theirs = in_turns(first, second)
    ratio = Ratio(
        str(link), lower_quartile(ours), lower_quartile(theirs), "ms", AT_MOST, drawn(ours, theirs)
    )
    print(f"{' '.join(ratio.cells[1:4])}  {link}", file=sys.stderr, flush=True)
    return ratio


def in_turns(first: Visitor, second: Visitor) -> tuple[list[Answer], list[Answer]]:
    """Reruns of two tabs, one after the other, so that a busy moment hits both."""
    pairs = [(first.rerun(), second.rerun()) for _ in range(RERUNS)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def lower_quartile(answers: list[Answer]) -> float:
    """Milliseconds; what else the machine does disturbs this less than the median."""
    return 1000 * statistics.quantiles([answer.seconds for answer in answers])[0]


def drawn(ours: list[Answer], theirs: list[Answer]) -> str:
    """How much either draws, so that a comparison of unlike pages shows."""
    one, other = ours[-1], theirs[-1]
    return f"{one.elements} and {other.elements} elements, {one.size:,} and {other.size:,} bytes"
