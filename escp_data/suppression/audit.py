"""The audit: what can no longer be protected, whether proofs hold, and what is hidden now.

A number that was given away before anybody could know stops the upload that brings it to light; the
business unit reads which and why, and the number itself is in no sentence.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from escp_data.suppression.decided import METHOD, GivenAway, decided, pages
from escp_data.suppression.kept import Guarded
from escp_data.suppression.protection import OUTSIDER
from escp_data.suppression.timeline import history
from escp_data.text.periods import parse_period
from escp_data.text.wording import plural

LEAVE_OR_KEEP = "Leave those rows out, or store it and keep these sums hidden from now on."


def why_stopped(file: str, given: Sequence[GivenAway]) -> str:
    """Why an upload was not stored: which numbers would be given away, and to whom."""
    first, more = given[0], len(given) - 1
    also = f" So could {plural(more, 'other number')}." if more else ""
    return (
        f"{file} was not stored. With what was shown before, {_who(first.secret)} could work out "
        f"a small count of children that has to stay hidden: {words(first.code, first.secret)}."
        f"{also} {LEAVE_OR_KEEP}"
    )


def what_is_given(given: Sequence[GivenAway]) -> tuple[str, ...]:
    """Which numbers, and who could work each out: `SEARCH, 2024-25 Q4, Black: anybody`."""
    return tuple(f"{words(each.code, each.secret)}: {_who(each.secret)}" for each in given)


def words(code: str, secret: Guarded) -> str:
    """`SEARCH, four quarters to 2024-25 Q1, Black`: which number is meant."""
    period = str(secret.period)
    window = f"four quarters to {period}" if secret.quarters == 4 else period
    return f"{code}, {window}, {secret.group}"


def _who(secret: Guarded) -> str:
    return "anybody" if secret.reader == OUTSIDER else secret.reader


def unprotected(connection: sqlite3.Connection) -> Iterator[str]:
    """Every number that can no longer be protected, a sentence each. Read-only."""
    for page in pages(connection, history(connection)):
        for secret, proof in page.record.proofs.items():
            if not proof:
                guarded = page.guarded(secret)
                yield (
                    f"A hidden number can no longer be protected: {words(page.code, guarded)}; "
                    f"{_who(guarded)} can work it out from what was shown."
                )


def broken_proofs(connection: sqlite3.Connection) -> Iterator[str]:
    """Hidden numbers whose proof does not hold against every sum ever shown. Read-only.

    In whole numbers, from the sums themselves, without the graph that found the proofs.
    """
    for page in pages(connection, history(connection)):
        record = page.record
        for secret in sorted(record.broken(record.versions)):
            guarded = page.guarded(secret)
            yield f"What proves a hidden number safe does not hold: {words(page.code, guarded)}."


def newly_hidden(connection: sqlite3.Connection) -> Iterator[str]:
    """Sums that an earlier method showed and this one hides, a sentence a measure. Read-only."""
    past = history(connection)
    now = decided(connection, past)
    hidden: dict[str, list[str]] = {}
    for code, quarters, period, group in connection.execute(
        "SELECT code, quarters, period, ethnic_group FROM suppression_decisions WHERE shown"
        " AND agency IS NULL AND period IS NOT NULL AND round_id IN"
        " (SELECT id FROM suppression_rounds WHERE method < ?)"
        " GROUP BY code, quarters, period, ethnic_group", (METHOD,),
    ):  # fmt: skip  # a call in few lines
        place = parse_period(period), quarters
        flags = [each.shown for each in now.get(code, ()) if each.place == place]
        if flags and not any(each.get(group, True) for each in flags):
            hidden.setdefault(code, []).append(f"{group}, {period}")
    for code, sums in sorted(hidden.items()):
        yield (
            f"{code}: {plural(len(sums), 'sum')} shown before {'is' if len(sums) == 1 else 'are'} "
            f"hidden now ({'; '.join(sorted(sums)[:3])}{'; …' if len(sums) > 3 else ''})."
        )
