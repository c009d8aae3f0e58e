"""What was decided about every window, upload after upload, and kept in the store.

A window is decided once, in the transaction of the upload, withdrawal or reinstatement that brought
it about, and the decision stands with the changes that prove it: what was seen cannot be unseen.
A store whose decisions were made by an earlier method is read again from its first upload on.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escp_data.store.database import utc_now
from escp_data.store.upgrading import SUPPRESSION_METHOD
from escp_data.suppression.kept import Guarded, Twins, Window
from escp_data.suppression.listed import last_quarter
from escp_data.suppression.memory import Page
from escp_data.suppression.protection import Secret
from escp_data.suppression.timeline import (
    Event,
    History,
    State,
    events,
    history,
    moments,
    state_after,
)
from escp_data.suppression.touched import touched
from escp_data.text.periods import parse_period

METHOD = SUPPRESSION_METHOD
"""Raised when the list of what is shown, or how it is protected, changes: each state of the past is
then decided again."""


@dataclass(frozen=True)
class GivenAway:
    """A sum that can no longer be protected: of which measure, and what."""

    code: str
    secret: Guarded


Decided = Mapping[str, list[Window]]
"""By measure: every version of every window that was decided, in order."""


def decide(connection: sqlite3.Connection) -> list[GivenAway]:
    """Decide about all that the newest uploads and decisions brought, in their transaction.

    Gives what the newest of them gives away, or shows to be given away already.
    """
    every = events(connection)
    known = _known(connection, every)
    codes = touched(connection, every[known:]) if known else None
    past = history(connection, codes)
    pages, given_away = _advanced(connection, past, known) if past.given else ([], [])
    number = _add_round(connection, every)
    for page in pages:
        _write(connection, number, page)
    return given_away


def decided(connection: sqlite3.Connection, past: History) -> Decided:
    """Every decision. What a store has not decided yet is, for this answer only. Read-only."""
    known = _known(connection, past.events)
    if known == len(past.events):
        return {code: _windows(connection, code) for code in past.given}
    pages, _ = _advanced(connection, past, known)
    found = {page.code: page.windows for page in pages}
    return {
        code: found[code] if code in found else _windows(connection, code) for code in past.given
    }


def pages(connection: sqlite3.Connection, past: History) -> list[Page]:
    """The page of each measure as it was kept, for the audit. Read-only."""
    known = _known(connection, past.events)
    return (
        [_restored(connection, past, code, known) for code in sorted(past.given)] if known else []
    )


def _known(connection: sqlite3.Connection, every: tuple[Event, ...]) -> int:
    """How many events, from the first on, the latest round had taken in."""
    row = connection.execute(
        "SELECT last_upload, last_decision, method FROM suppression_rounds ORDER BY id DESC"
    ).fetchone()
    if row is None or row[2] != METHOD:
        return 0
    new = (n for n, each in enumerate(every) if each.upload > row[0] or each.decision > row[1])
    return next(new, len(every))


def _add_round(connection: sqlite3.Connection, every: tuple[Event, ...]) -> int:
    last = max(each.upload for each in every), max(each.decision for each in every)
    cursor = connection.execute(
        "INSERT INTO suppression_rounds (decided_at, method, last_upload, last_decision)"
        " VALUES (?, ?, ?, ?)",
        (utc_now(), METHOD, *last),
    )
    return int(cursor.lastrowid or 0)


def _advanced(
    connection: sqlite3.Connection, past: History, known: int
) -> tuple[list[Page], list[GivenAway]]:
    """The page of each measure that events after the first `known` bear on, up to date; and what
    the newest of them gives away.
    """
    found: dict[str, Page] = {}
    twins = _twins(connection, known)
    last: dict[str, tuple[State, list[Secret]]] = {}
    for state in moments(past, known):
        if state.code not in found:
            found[state.code] = _restored(connection, past, state.code, known)
        last[state.code] = state, found[state.code].take(state, twins)
    before = len(past.events) - 1
    newest = set(last) if known == before else {each.code for each in moments(past, before)}
    given_away = [
        GivenAway(code, found[code].guarded(secret))
        for code, (_, secrets) in sorted(last.items())
        if code in newest
        for secret in dict.fromkeys(secrets)
    ]
    return list(found.values()), given_away


def _restored(connection: sqlite3.Connection, past: History, code: str, known: int) -> Page:
    """A measure's page as the latest round left it."""
    page = Page(past, code)
    windows = _windows(connection, code) if known else []
    secrets = _secrets(connection, code) if known else []
    page.restore(windows, secrets, state_after(past, code, known))
    return page


def _windows(connection: sqlite3.Connection, code: str) -> list[Window]:
    found: dict[int, Window] = {}
    for number, period, quarters, given, shown, why, stays in connection.execute(
        "SELECT id, period, quarters, given, shown, why, stays FROM suppression_windows"
        " WHERE code = ? ORDER BY id",
        (code,),
    ):
        found[number] = Window(
            parse_period(period), quarters, given, json.loads(shown), why, found.get(stays), number
        )
    return list(found.values())


def _secrets(connection: sqlite3.Connection, code: str) -> Iterable[Guarded]:
    found: dict[tuple[object, ...], Guarded] = {}
    for *key, proof in connection.execute(
        "SELECT reader, ethnic_group, period, quarters, single, proof FROM suppression_secrets"
        " WHERE code = ? ORDER BY id",
        (code,),
    ):
        reader, group, period, quarters, single = key
        found[tuple(key)] = Guarded(
            reader, group, parse_period(period), quarters, bool(single), tuple(json.loads(proof))
        )
    return found.values()


def _twins(connection: sqlite3.Connection, known: int) -> Twins:
    """The windows of every measure by what was counted in them."""
    twins = Twins()
    if known:
        for code, period, quarters, hash_, shown in connection.execute(
            "SELECT code, period, quarters, alike, shown FROM suppression_windows"
            " WHERE alike <> '' ORDER BY id"
        ):
            place = last_quarter(parse_period(period)), quarters, hash_
            twins.found.setdefault(place, []).append((code, json.loads(shown)))
    return twins


def _write(connection: sqlite3.Connection, number: int, page: Page) -> None:
    """Add what is new on a page since it was restored."""
    for window in page.windows:
        if window.number is None:
            stays = window.stays.number if window.stays else None
            hash_ = "" if window.put_off else window.alike
            cursor = connection.execute(
                "INSERT INTO suppression_windows (round_id, code, period, quarters, given, shown,"
                " why, stays, alike) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, page.code, str(window.period), window.quarters, window.given,
                 json.dumps(window.shown), window.why, stays, hash_),
            )  # fmt: skip  # a row a line
            window.number = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO suppression_secrets (round_id, code, reader, ethnic_group, period, quarters,"
        " single, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, page.code, one.reader, one.group, str(one.period), one.quarters,
             int(one.single), json.dumps(one.changes))
            for one in page.changed()
        ],
    )  # fmt: skip  # a row a line
