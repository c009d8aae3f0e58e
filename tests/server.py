"""A dashboard running on this computer, for tests in a browser and for the benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

HOME = Path(__file__).parent.parent
DEADLINE_SECONDS = 60.0
BETWEEN_LOOKS_SECONDS = 0.05
DASHBOARD = ("-m", "streamlit", "run", "dashboard.py")


@dataclass(frozen=True)
class Server:
    """Where a running dashboard answers, the file with all it printed, and its process (0: not
    known).
    """

    url: str
    log: Path
    pid: int = 0

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextmanager
def running(
    store: Path, command: Sequence[str] = DASHBOARD, port: int | None = None, **more: str
) -> Iterator[Server]:
    """A server whose `ESCP_DB` is `store`, up when this returns and gone afterwards.

    `command` is what follows `python`, up to Streamlit's settings; `more` is for its environment.
    Raises RuntimeError with the server's own words if it does not come up.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = Server(f"http://127.0.0.1:{port or free_port()}", Path(folder) / "server.log")
        more |= {"ESCP_DB": str(store)}
        with server.log.open("wb") as log, started(command, more, server.port, log) as process:
            await_health(process, server)
            yield replace(server, pid=process.pid)


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str], port: int, log: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """The server's process, ended on the way out even when a test raised."""
    settings = ["--server.headless=true", f"--server.port={port}", "--server.fileWatcherType=none"]
    process = subprocess.Popen(
        [sys.executable, *command, *settings],
        cwd=HOME,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=DEADLINE_SECONDS)


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_health(process: subprocess.Popen[bytes], server: Server) -> None:
    """Returns when the server says that it is ready."""
    if not is_up(f"{server.url}/_stcore/health", process):
        state = "did not answer" if process.poll() is None else "ended"
        raise RuntimeError(f"The server {state}. It printed:\n{server.log.read_text('utf-8')}")


def is_up(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Waits until something answers at `url`; False where the process ended instead."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not answers(url):
        if has_ended(process) or time.monotonic() > deadline:
            return False
    return True


def answers(url: str) -> bool:
    """Whether a request for `url` is answered, and well."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Waits a moment for the process to end; the wait is the pause between two looks."""
    try:
        process.wait(timeout=BETWEEN_LOOKS_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True
