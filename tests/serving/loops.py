"""What is awaited in a test: in a thread of its own, for a browser's loop may run in this one."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_a_loop_of_its_own(awaited: Coroutine[Any, Any, Result]) -> Result:
    """What it comes to."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, awaited).result(timeout=60)
