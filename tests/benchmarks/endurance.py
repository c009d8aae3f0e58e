"""A meeting day, pressed together: viewers come and go while returns are stored and taken back.

What the server holds (memory, handles, threads) is read from the system all the while, and how long
a click takes, in the first and in the last third; at the end nobody is there any more.
"""

import random
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from escp_data.records.demonstration import load_samples
from escp_data.records.upkeep import verify
from escp_data.records.uploads import append, withdraw
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.benchmarks.visitor import visiting
from tests.server import DASHBOARD, Server, await_health, free_port, started
from tests.stores import progress, return_workbook

MINUTES = 20.0
VIEWERS = 8
BETWEEN_LOOKS_SECONDS = 5.0
BETWEEN_CLICKS_SECONDS = 0.5, 3.0
"""How long a viewer looks at what came: a day in twenty minutes, and not all of it waiting."""
SETTLED_SECONDS = 60.0
"""How long after the last viewer has left what is still held is read."""
PAGES = (
    "", "priority-1", "priority-2", "priority-3", "actions", "measures", "disproportionality",
    "voice", "training", "assurance", "reviews", "meetings", "history", "returns",
)  # fmt: skip  # a list in few lines
QUERIES = ("", "period=2025-26+Q3", "period=2025-26+Q2", "period=2024-25+Q4")


@dataclass(frozen=True)
class Held:
    """What the server's process holds at a moment, in seconds after the start."""

    at: float
    megabytes: float
    handles: int
    threads: int


@dataclass
class Day:
    """What came of it."""

    clicks: list[tuple[float, float]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    stored: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)


def endurance(folder: Path, minutes: float = MINUTES, viewers: int = VIEWERS) -> str:
    """Live through the day, and say what changed between its beginning and its end."""
    store = open_store(folder / "day.db")
    load_samples(store)
    day, began = Day(), time.monotonic()
    until = began + 60 * minutes
    log = folder / "server.log"
    server = Server(f"http://127.0.0.1:{free_port()}", log)
    with (
        log.open("wb") as file,
        started(DASHBOARD, {"ESCP_DB": str(store.path)}, server.port, file) as process,
    ):
        await_health(process, server)
        chances = [random.Random(seed) for seed in range(viewers)]
        people = [
            threading.Thread(target=_view, args=(server, day, began, until, chance))
            for chance in chances
        ]
        people.append(threading.Thread(target=_write, args=(store, day, until)))
        for one in people:
            one.start()
        while any(one.is_alive() for one in people):
            day.held.append(held(process.pid, began))
            next((one for one in people if one.is_alive()), people[0]).join(BETWEEN_LOOKS_SECONDS)
        threading.Event().wait(SETTLED_SECONDS)
        day.held.append(held(process.pid, began))
    return _said(store, day, log, minutes, viewers)


def _view(server: Server, day: Day, began: float, until: float, chance: random.Random) -> None:
    """One viewer after another: open a page, click a few times, leave."""
    pause = threading.Event()
    while time.monotonic() < until:
        path, query = chance.choice(PAGES), chance.choice(QUERIES)
        try:
            with visiting(server, path, query) as visitor:
                for _ in range(chance.randint(1, 6)):
                    answer = visitor.rerun()
                    day.clicks.append((time.monotonic() - began, answer.seconds))
                    day.failed.extend(answer.exceptions)
                    pause.wait(chance.uniform(*BETWEEN_CLICKS_SECONDS))
        except (AssertionError, OSError, TimeoutError) as problem:
            day.failed.append(f"/{path}?{query}: {problem}"[:200])


def _write(store: Store, day: Day, until: float) -> None:
    """A return every few seconds; every second one is taken back."""
    number = 0
    pause = threading.Event()
    while time.monotonic() < until:
        number += 1
        row = progress("1.1", "Green", **{"Progress update": f"Update {number}"})
        content = return_workbook("2025-26 Q4", "Enfield Council", Progress=[row])
        checked = check_workbook(content, f"day-{number}.xlsx", store)
        receipt = append(store, checked, "Business unit")
        day.stored.append(receipt.upload_id)
        if number % 2 == 0:
            withdraw(store, receipt.upload_id, "Business unit", "Taken back by the benchmark")
            day.withdrawn.append(receipt.upload_id)
        pause.wait(4)


def held(pid: int, began: float) -> Held:
    """From the system's own account of the process (Linux)."""
    here = Path(f"/proc/{pid}")
    said = dict(line.split(":", 1) for line in (here / "status").read_text().splitlines())
    kilobytes = int(said["VmRSS"].split()[0])
    handles = sum(1 for _ in (here / "fd").iterdir())
    return Held(time.monotonic() - began, kilobytes / 1024, handles, int(said["Threads"]))


def _said(store: Store, day: Day, log: Path, minutes: float, viewers: int) -> str:
    third = 60 * minutes / 3
    first = [seconds for at, seconds in day.clicks if at < third]
    last = [seconds for at, seconds in day.clicks if at >= 2 * third]
    with store.reading() as connection:
        ids = {int(row[0]) for row in connection.execute("SELECT id FROM uploads")}
    lost = [each for each in day.stored if each not in ids]
    tracebacks = log.read_text("utf-8", errors="replace").count("Traceback")
    lines = [
        f"A meeting day of {minutes:g} minutes: {viewers} viewers at once, "
        f"{len(day.clicks):,} clicks, {len(day.stored)} uploads, {len(day.withdrawn)} withdrawn",
        "",
        f"click, median and 95th hundredth, first third: {_click(first)}",
        f"click, median and 95th hundredth, last third:  {_click(last)}",
        *(_held_words(each) for each in _moments(day.held)),
        f"lost writes: {len(lost)}; what verify says: {len(verify(store))} problems",
        f"failed clicks: {len(day.failed)}; tracebacks in the log: {tracebacks}",
        *sorted(set(day.failed))[:5],
    ]
    return "\n".join([*lines, ""])


def _click(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return "too few"
    hundredths = statistics.quantiles(seconds, n=100)
    return f"{1000 * statistics.median(seconds):.0f} ms, {1000 * hundredths[94]:.0f} ms"


def _moments(held: list[Held]) -> list[Held]:
    """Each eighth of the way, the end, and after everybody has left."""
    last = len(held) - 1
    return [held[at] for at in sorted({*(last * part // 8 for part in range(8)), last - 1, last})]


def _held_words(held: Held) -> str:
    return (
        f"after {held.at / 60:4.1f} min: {held.megabytes:7.1f} MB, {held.handles:4d} handles, "
        f"{held.threads:3d} threads"
    )
