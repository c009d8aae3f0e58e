"""Whether every seal fits what it covers, and every row has one; a plain sentence where not.

Any file may be put before this, also one whose seals hold what no program wrote.
"""

import json
import sqlite3
from collections.abc import Iterator

from escp_data.store.seals import (
    METHOD,
    Seal,
    Until,
    as_json,
    counted_by,
    digest,
    grown,
    sealed_tables,
    seals,
)
from escp_data.text.wording import plural

_BIGGEST = 2**63


def broken_seals(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the chain of seals and with the rows they cover, in order."""
    there = sealed_tables(connection)
    before: Seal | None = None
    after: Until | None = {}
    expected = 1
    for each in seals(connection):
        if each.number != expected:
            yield _not_there(expected, each.number - 1)
        elif not _follows(each, before):
            yield f"Seal {each.number} does not follow the one before it."
        until = _until(each.until)
        yield from _one(connection, each, after, until, there)
        before, after, expected = each, until, each.number + 1
    if after is not None:
        yield from _uncovered(connection, after, there)


def _one(
    connection: sqlite3.Connection,
    each: Seal,
    after: Until | None,
    until: Until | None,
    there: list[str],
) -> Iterator[str]:
    """What is wrong with one seal, or else with what it covers."""
    if each.method != METHOD:
        yield f"Seal {each.number} was made in a way that this version does not know."
        return
    if each.made_again() != each.seal or until is None:
        yield f"Seal {each.number} is not as it was made."
        return
    if after is None:
        return  # where its rows begin, the seal before it would say
    covers = grown(after, until)
    if as_json(covers) != each.covers:
        yield f"Seal {each.number} does not say what it covers."
    gone = [table for table in covers if table not in there]
    for table in gone:
        yield f"Seal {each.number} covers rows of {table}, which is not there."
    if not gone and digest(connection, covers, after, until) != each.digest:
        yield f"What seal {each.number} covers is not as it was sealed: {_scope(after, until)}."


def _follows(each: Seal, before: Seal | None) -> bool:
    """Whether a seal names the one before it; where that was changed, as it is or as it was."""
    if before is None:
        return each.previous == ""
    return each.previous in (before.seal, before.made_again())


def _scope(after: Until, until: Until) -> str:
    """`upload 3 (audit_log, progress)`: what a seal covers, so that a person can look there."""
    tables = ", ".join(grown(after, until))
    first, last = after.get("uploads", 0) + 1, until.get("uploads", 0)
    if first > last:
        return tables
    return f"{'upload' if first == last else 'uploads'} {_range(first, last)} ({tables})"


def _not_there(first: int, last: int) -> str:
    if first > last:
        return f"Seal {last + 1} stands where seal {first} should."
    if first == last:
        return f"Seal {first} is not there."
    return f"Seals {_range(first, last)} are not there."


def _range(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def _uncovered(connection: sqlite3.Connection, last: Until, there: list[str]) -> Iterator[str]:
    for table in there:
        column = counted_by(table)
        newer = f'WHERE "{column}" > ?' if table in last else ""
        sql = f'SELECT count(*) FROM "{table}" {newer}'
        (count,) = connection.execute(sql, (last[table],) if table in last else ()).fetchone()
        if count:
            yield f"No seal covers {plural(count, 'row')} of {table}."


def _until(text: object) -> Until | None:
    """The highest id of each table; None where the text says something else."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    fits = all(type(each) is int and 0 <= each < _BIGGEST for each in found.values())
    return found if fits else None
