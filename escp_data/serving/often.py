"""Once in a while: so that nobody can fill a log."""

import time
from collections.abc import Callable

_MOST = 4096


class OnceA:
    """`OnceA(60)("somebody", "something")` is true once a minute for each pair, at most.

    It remembers 4,096 of them; beyond that it is true for none until a minute has passed.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._last: dict[tuple[str, ...], float] = {}

    def __call__(self, *what: str) -> bool:
        now = self._clock()
        while self._last and now - self._oldest() >= self._seconds:
            del self._last[next(iter(self._last))]
        if what in self._last or len(self._last) >= _MOST:
            return False
        self._last[what] = now
        return True

    def _oldest(self) -> float:
        """When the first was: they stand in the order in which they came."""
        return next(iter(self._last.values()))
