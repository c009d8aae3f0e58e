"""Lines of the audit log that the guards write: never a reason for an answer to fail."""

import asyncio
import sqlite3

from escp_data.errors import EscpError
from escp_data.serving.answers import LOG
from escp_data.serving.often import OnceA
from escp_data.serving.settings import Settings
from escp_data.store import audit

SOMEBODY = "Somebody"
"""Who it was where nobody can tell."""
_now = OnceA(60)


async def write(settings: Settings, who: str, event: str, detail: str = "") -> None:
    """Add a line, without holding anybody up."""

    def add() -> None:
        try:
            audit.record(settings.store(), who, event, detail)
        except (EscpError, sqlite3.Error) as problem:
            LOG.error("The audit log has no line for %s: %s", event, problem)

    await asyncio.to_thread(add)


async def write_refusal(settings: Settings, who: str, what: str) -> None:
    """A refusal, at most one a minute of each person and thing: nobody can fill the log."""
    if _now(who, what):
        await write(settings, who, "refused", what)
