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
        if len(self._last) >= _MOST:
            kept = self._last.items()
            self._last = {key: at for key, at in kept if now - at < self._seconds}
        if len(self._last) >= _MOST or now - self._last.get(what, -self._seconds) < self._seconds:
            return False
        self._last[what] = now
        return True
