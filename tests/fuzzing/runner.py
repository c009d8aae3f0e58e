"""Gives files to a worker one by one, starts a new one where it ended, and counts the outcomes."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from time import monotonic
from typing import IO, Self

from tests.fuzzing.files import Fuzzed
from tests.fuzzing.worker import Answer

ROOT = Path(__file__).parent.parent.parent
MOST_CHECK = 5.0
MOST_COPY = 20.0
MOST_PEAK = 500.0
HANGS = 120.0
"""Seconds by the clock, on a computer that others may keep busy."""


@dataclass(frozen=True)
class Trouble:
    """A file that ended the worker, hung, was slow, or took too much memory."""

    file: Fuzzed
    what: str
    report: str


@dataclass
class Tally:
    """A run's figures so far. `slowest` and `largest` hold the few files that took most."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[Fuzzed, Answer]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def add(self, file: Fuzzed, answer: Answer) -> None:
        """Count a file that came through, and whatever it took too much of."""
        self.files += 1
        label = answer.codes[0] if answer.outcome == "refused" else answer.outcome
        self.outcomes[label] += 1
        self.codes.update(answer.codes if answer.outcome != "refused" else ())
        self.answers.append((Fuzzed(file.number, file.kind, b""), answer))
        for what, took, most in (
            ("slow to check", answer.check, MOST_CHECK),
            ("slow to copy", answer.copy, MOST_COPY),
            ("memory", answer.peak, MOST_PEAK),
        ):
            if took > most:
                self.troubles.append(Trouble(file, what, f"{took:.1f}, and {most:.0f} is the most"))

    def fail(self, file: Fuzzed, what: str, report: str) -> None:
        """Count a file that ended its worker."""
        self.files += 1
        self.outcomes[what] += 1
        self.troubles.append(Trouble(file, what, report))


class Worker:
    """A worker process and what it says on standard error; a new one each time it ends."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._said: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process = self._started()

    @property
    def pid(self) -> int:
        """The number of the process; another one once it has ended."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def take(self, file: Fuzzed, tally: Tally) -> None:
        """Send one file and count what comes of it."""
        timer = Timer(HANGS, self._process.kill)
        start = monotonic()
        timer.start()
        try:
            line = self._answer(file.content)
        finally:
            timer.cancel()
        if line:
            tally.add(file, Answer(**json.loads(line)))
            return
        code = self._process.wait(timeout=60)
        what = "hang" if monotonic() - start >= HANGS else "traceback" if code == 1 else "crash"
        tally.fail(file, what, f"exit code {code}\n{self._last_words()}")
        self._process.communicate()
        self._process = self._started()

    def _answer(self, content: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(len(content).to_bytes(8, "big") + content)
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        return self._process.stdout.readline()

    def _started(self) -> subprocess.Popen[bytes]:
        call = [sys.executable, "-m", "tests.fuzzing.worker", str(self._store)]
        pipe = subprocess.PIPE
        self._said.seek(0)
        self._said.truncate()
        return subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=self._said, cwd=ROOT)

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read()[-6000:].decode("utf-8", "replace")


def run(files: Iterable[Fuzzed], store: Path, seconds: float) -> Tally:
    """Every file, or as many as there is time for."""
    tally = Tally()
    end = monotonic() + seconds
    with Worker(store) as worker:
        for file in files:
            worker.take(file, tally)
            if monotonic() > end:
                break
    return tally
