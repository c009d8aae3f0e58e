"""Ten thousand malformed requests and messages: no traceback, the server up, memory steady."""

import re
from pathlib import Path

from tests.server import running
from tests.serving.caller import Caller
from tests.serving.malformed import trouble

HOW_MANY = 10_000


def malformed(store: Path) -> str:
    """What went wrong (nothing should), and the server's memory in MB, halfway and at the end."""
    with running(store) as server:
        caller = Caller(server)
        wrong = [*trouble(caller, range(HOW_MANY // 2))]
        before = memory(server.port)
        wrong += trouble(caller, range(HOW_MANY // 2, HOW_MANY))
        after = memory(server.port)
        lines = len(server.log.read_text("utf-8").splitlines())
    return (
        f"{HOW_MANY:,} malformed requests and messages: {len(wrong)} went wrong {wrong[:3]}; "
        f"memory {before:.0f} MB halfway, {after:.0f} MB at the end; {lines} lines in the log\n"
    )


def memory(port: int) -> float:
    """What the server that listens on a port holds, in MB; 0 where the computer does not tell."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text("utf-8")
            held = re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text("utf-8"))
        except OSError:
            continue
        if f"--server.port={port}" in words and held:
            return int(held[1]) / 1024
    return 0.0
